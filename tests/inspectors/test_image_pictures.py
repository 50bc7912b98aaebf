"""Hash and sharpness for comparing pictures, and the pictures kept for reports."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from adqa.facts.image import StillFacts
from adqa.inspectors.image import INSPECTOR
from adqa.inspectors.sniff import sniff
from adqa.probes import STILLS
from inspectors.images import SAMPLES, art, encoded, look


def _apart(first: str, second: str) -> int:
    return (int(first, 16) ^ int(second, 16)).bit_count()


def _banner(scale: int = 1) -> Image.Image:
    picture = Image.linear_gradient("L").resize((300 * scale, 250 * scale)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.ellipse([20 * scale, 30 * scale, 150 * scale, 160 * scale], fill="#c01010")
    draw.rectangle([180 * scale, 180 * scale, 280 * scale, 220 * scale], fill="#104080")
    draw.text((40 * scale, 90 * scale), "Save $200 today", fill="white", font_size=14 * scale)
    draw.text((190 * scale, 190 * scale), "Shop now", fill="white", font_size=16 * scale)
    return picture


def test_the_hash_survives_coding_and_scaling_and_tells_other_art_apart() -> None:
    original = look(encoded(_banner(), "PNG")).dhash
    assert len(original) == 16
    assert _apart(original, look(encoded(_banner(), "JPEG", quality=50)).dhash) <= 4
    assert _apart(original, look(encoded(_banner(2), "PNG")).dhash) <= 4
    assert _apart(original, look(encoded(art((300, 250)), "PNG")).dhash) > 10


def test_a_picture_scaled_up_is_told_from_one_that_is_not() -> None:
    sharp = look(encoded(_banner(), "PNG"))
    small = _banner().resize((100, 84), Image.Resampling.LANCZOS)
    assert not sharp.enlarged
    for method in (Image.Resampling.BICUBIC, Image.Resampling.BILINEAR):
        scaled = look(encoded(small.resize((300, 250), method), "PNG"))
        assert scaled.enlarged
        assert scaled.sharpness < sharp.sharpness / 4


def test_a_flat_picture_is_not_called_enlarged() -> None:
    flat = look(encoded(Image.new("RGB", (300, 250), "#336699"), "PNG"))
    assert (flat.dhash, flat.sharpness, flat.enlarged) == ("0" * 16, 0.0, False)


def test_flat_art_with_sharp_edges_is_not_called_enlarged() -> None:
    lines = Image.new("RGB", (160, 346), "white")
    for top in range(8, 340, 24):
        ImageDraw.Draw(lines).rectangle((20, top, 139, top + 7), fill="#666666")
    assert not look(encoded(lines, "PNG")).enlarged
    small = lines.resize((80, 173), Image.Resampling.BOX)
    assert look(encoded(small.resize((160, 346), Image.Resampling.BICUBIC), "PNG")).enlarged


@pytest.mark.parametrize("name", [one for one in SAMPLES if one != "svg"])
def test_pictures_for_reports_are_kept_under_their_hash(name: str) -> None:
    content = SAMPLES[name]
    found = INSPECTOR.inspect(content, sniff(content) or "", frozenset({STILLS}))
    stills = found.facts[STILLS]
    assert isinstance(stills, StillFacts)
    animated = name.startswith(("animated", "apng"))
    assert ((stills.first is not None), (stills.last is not None)) == (animated, animated)
    named = {one for one in (stills.thumbnail, stills.first, stills.last) if one}
    assert named == found.evidence.keys()
    for hash_, data in found.evidence.items():
        assert hashlib.sha256(data).hexdigest() == hash_
        with Image.open(BytesIO(data)) as picture:
            assert picture.format in ("PNG", "JPEG")
            assert picture.size == (64, 48)
            assert not picture.info.get("exif")


def test_a_large_picture_is_made_smaller_for_reports() -> None:
    content = encoded(_banner(8), "PNG")
    found = INSPECTOR.inspect(content, "png", frozenset({STILLS}))
    with Image.open(BytesIO(found.evidence[found.facts[STILLS].thumbnail])) as picture:
        assert picture.width == 640 or picture.height == 320


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (2, 9), (3, 3), (400, 31)])
def test_tiny_pictures_are_looked_at(size: tuple[int, int]) -> None:
    found = look(encoded(art(size), "PNG"))
    assert len(found.dhash) == 16
    assert not found.enlarged
