"""What the inspector says of each format: size, colour, depth, alpha, interlace, profile, resolution."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image, ImageCms

from adqa.inspectors.base import Unreadable
from adqa.inspectors.image import INSPECTOR
from adqa.inspectors.sniff import sniff
from adqa.probes import DECODE, PERCEPTUAL, STILLS
from inspectors.images import SAMPLES, SIZE, art, encoded, facts, png_chunk, surface


@pytest.mark.parametrize("name", [one for one in SAMPLES if one != "svg"])
def test_every_format_gives_its_size_and_its_edges(name: str) -> None:
    found = facts(SAMPLES[name])
    assert (found.width, found.height, found.orientation) == (*SIZE, 1)
    assert found.format == sniff(SAMPLES[name])
    assert found.trailing_bytes == (None if found.format == "tiff" else 0)
    assert len(surface(SAMPLES[name]).edges) == 4
    assert (found.animation is None) == (not name.startswith(("animated", "apng")))


@pytest.mark.parametrize("name", SAMPLES)
def test_only_what_is_asked_for_is_measured(name: str) -> None:
    found = INSPECTOR.inspect(SAMPLES[name], sniff(SAMPLES[name]) or "", frozenset({PERCEPTUAL}))
    assert set(found.facts) == (set() if name == "svg" else {PERCEPTUAL})
    assert not found.evidence


@pytest.mark.parametrize(
    ("mode", "format_", "colour", "bits"),
    [
        ("RGB", "PNG", "rgb", 8),
        ("L", "PNG", "gray", 8),
        ("LA", "PNG", "gray", 8),
        ("1", "PNG", "bilevel", 1),
        ("P", "PNG", "palette", 8),
        ("I;16", "PNG", "gray", 16),
        ("CMYK", "JPEG", "cmyk", 8),
        ("L", "JPEG", "gray", 8),
        ("CMYK", "TIFF", "cmyk", 8),
        ("LAB", "TIFF", "lab", 8),
        ("1", "TIFF", "bilevel", 1),
        ("I;16", "TIFF", "gray", 16),
        ("P", "GIF", "palette", 8),
        ("P", "BMP", "palette", 8),
    ],
)
def test_colour_and_depth_are_as_stored(mode: str, format_: str, colour: str, bits: int) -> None:
    picture = Image.new(mode, SIZE) if mode in ("I;16", "LAB", "LA") else art(mode=mode)
    found = facts(encoded(picture, format_))
    assert (found.colour, found.bit_depth) == (colour, bits)


def test_a_palette_of_four_colours_is_stored_in_two_bits() -> None:
    assert facts(encoded(art().quantize(4), "PNG")).bit_depth == 2


def test_sixteen_bit_gray_keeps_its_brightness() -> None:
    white = surface(encoded(Image.new("I;16", SIZE, 65535), "PNG"))
    half = surface(encoded(Image.new("I;16", SIZE, 0x8080), "PNG"))
    assert (white.dominant_colour, half.dominant_colour) == ("#ffffff", "#808080")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_size_and_edges_are_as_displayed(format_: str, orientation: int) -> None:
    upright = Image.new("RGB", SIZE, "white")
    upright.paste("#ff0000", (0, 0, SIZE[0], 24))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    turned = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if format_ == "WEBP" else {}
    content = encoded(turned, format_, exif=exif, **options)
    found = facts(content)
    assert (found.width, found.height, found.orientation) == (*SIZE, orientation)
    top, _, bottom, _ = surface(content).edges
    assert top.colour is not None
    assert (top.colour[:2], bottom.colour) == ("#f", "#ffffff")
    assert int(top.colour[3:5], 16) < 40


@pytest.mark.parametrize(("opacity", "alpha"), [(255, "unused"), (254, "used"), (0, "used")])
@pytest.mark.parametrize("format_", ["PNG", "TIFF", "GIF"])
def test_alpha_that_is_there_is_told_from_alpha_that_is_used(format_: str, opacity: int, alpha: str) -> None:
    picture = art(mode="RGBA")
    picture.putpixel((3, 3), (0, 0, 0, opacity))
    if format_ == "GIF":
        alpha = "used" if opacity == 0 else "none"
    assert facts(encoded(picture, format_)).alpha == alpha


@pytest.mark.parametrize("format_", ["WEBP", "AVIF"])
def test_alpha_of_a_lossy_format(format_: str) -> None:
    picture = art(mode="RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 32, 32))
    assert facts(encoded(picture, format_)).alpha == "used"
    assert facts(encoded(art(), format_)).alpha == "none"


def test_a_transparent_index_counts_only_if_a_pixel_has_it() -> None:
    picture = Image.new("P", SIZE, 1)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    assert facts(encoded(picture, "GIF", transparency=0, optimize=False)).alpha == "unused"
    picture.putpixel((0, 0), 0)
    assert facts(encoded(picture, "GIF", transparency=0, optimize=False)).alpha == "used"
    assert facts(encoded(picture, "GIF")).alpha == "none"
    assert facts(encoded(picture, "PNG", transparency=bytes([255, 128]))).alpha == "used"


def test_a_colour_key_is_transparency() -> None:
    picture = Image.new("RGB", SIZE, "red")
    assert facts(encoded(picture, "PNG", transparency=(0, 0, 255))).alpha == "unused"
    assert facts(encoded(picture, "PNG", transparency=(255, 0, 0))).alpha == "used"


def test_progressive_and_interlaced_are_told() -> None:
    assert facts(SAMPLES["progressive"]).progressive
    assert not facts(SAMPLES["jpeg"]).progressive
    assert facts(encoded(art(), "GIF", interlace=1)).progressive
    assert not facts(encoded(art(), "GIF", interlace=0)).progressive
    assert not facts(SAMPLES["png"]).progressive
    # one pixel is the same bytes in both orders
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 1)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b""))
    assert facts(b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)).progressive


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_an_srgb_profile_is_recognised(format_: str) -> None:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = facts(encoded(art(), format_, icc_profile=icc)).profile
    assert profile is not None
    assert (profile.name, profile.bytes, profile.srgb) == ("sRGB built-in", len(icc), True)


def test_a_profile_is_judged_by_its_numbers_not_its_name() -> None:
    icc = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    entry = icc.index(b"rXYZ")
    start = int.from_bytes(icc[entry + 4 : entry + 8], "big")
    icc[start + 8 : start + 12] = (0x8000).to_bytes(4, "big")
    profile = facts(encoded(art(), "PNG", icc_profile=bytes(icc))).profile
    assert profile is not None
    assert not profile.srgb


def test_a_profile_that_is_noise_is_there_and_is_not_srgb() -> None:
    profile = facts(encoded(art(), "JPEG", icc_profile=b"noise" * 40)).profile
    assert profile is not None
    assert (profile.bytes, profile.srgb) == (200, False)


def test_resolution_comes_from_the_file() -> None:
    assert facts(encoded(art(), "PNG", dpi=(300, 300))).dpi == pytest.approx(300, abs=0.1)
    assert facts(encoded(art(), "TIFF", dpi=(150, 150))).dpi == 150
    assert facts(SAMPLES["png"]).dpi is None


@pytest.mark.parametrize("percent", [30, 50, 75, 85, 95, 100])
def test_jpeg_quality_is_read_from_standard_tables(percent: int) -> None:
    assert facts(encoded(art(), "JPEG", quality=percent)).jpeg_quality == percent


@pytest.mark.parametrize(("cell", "quality"), [(7, 94), (58, 50), (120, 24)])
def test_tables_of_another_encoder_count_as_the_standard_one_as_coarse(cell: int, quality: int) -> None:
    assert facts(encoded(art(), "JPEG", qtables=[[cell] * 64, [cell] * 64])).jpeg_quality == quality


def test_other_formats_have_no_jpeg_quality() -> None:
    assert facts(SAMPLES["png"]).jpeg_quality is None


def test_an_animation_chunk_after_much_metadata_is_still_an_apng() -> None:
    apng = SAMPLES["apng"]
    late = apng[:33] + png_chunk(b"tEXt", b"Comment\0" + b"x" * 5000) + apng[33:]
    assert sniff(late) == "png"
    found = facts(late)
    assert found.format == "apng"
    assert found.animation is not None
    assert found.metadata.bytes == 5020


def test_a_jpeg_of_several_pictures_is_one_still() -> None:
    content = encoded(art(), "MPO", save_all=True, append_images=[art(shift=9)])
    found = facts(content, "jpeg")
    assert (found.format, found.animation, found.trailing_bytes) == ("jpeg", None, 0)


def test_pages_of_a_tiff_are_not_an_animation() -> None:
    content = encoded(art(), "TIFF", save_all=True, append_images=[art((30, 20))])
    found = facts(content)
    assert (found.width, found.height, found.animation) == (*SIZE, None)


@pytest.mark.parametrize("format_", ["heif", "ico"])
def test_a_format_that_cannot_be_opened_says_so(format_: str) -> None:
    with pytest.raises(Unreadable, match=format_.upper()) as refused:
        INSPECTOR.inspect(b"\0" * 64, format_, frozenset({DECODE, STILLS}))
    assert refused.value.state == "not_recognised"
