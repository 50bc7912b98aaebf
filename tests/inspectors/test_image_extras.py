"""What a file carries besides its picture: bytes behind its end, metadata, places and persons."""

from __future__ import annotations

import pytest
from PIL import Image

from inspectors.images import SAMPLES, art, encoded, facts

_ZIP = b"PK\x03\x04" + b"\0" * 60
_APPENDED = [
    (_ZIP, "zip"),
    (SAMPLES["png"], "png"),
    (b"\0" * 9, "padding"),
    (b"\r\n", "padding"),
    (b"?!", None),
]
_WITH_END = [one for one in SAMPLES if "tiff" not in one and one not in ("svg", "bmp")]


@pytest.mark.parametrize(("data", "name"), _APPENDED)
@pytest.mark.parametrize("sample", _WITH_END)
def test_what_follows_the_picture_is_counted_and_named(sample: str, data: bytes, name: str | None) -> None:
    found = facts(SAMPLES[sample] + data)
    assert (found.trailing_bytes, found.trailing_format) == (len(data), name)


def test_a_trailer_of_a_phone_is_named() -> None:
    found = facts(SAMPLES["jpeg"] + b"\0\0\x01\x0a" + b"x" * 30 + b"SEFH" + b"\0" * 8 + b"SEFT")
    assert found.trailing_format == "samsung"


def test_a_second_picture_of_an_mpo_is_no_trailing_data_but_what_follows_is() -> None:
    content = encoded(art(), "MPO", save_all=True, append_images=[art(shift=9)])
    assert facts(content, "jpeg").trailing_bytes == 0
    assert facts(content + _ZIP, "jpeg").trailing_bytes == len(_ZIP)


def test_a_thumbnail_inside_exif_does_not_end_the_picture() -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" + encoded(art((8, 8)), "JPEG")
    found = facts(encoded(art(), "JPEG", exif=exif))
    assert found.trailing_bytes == 0
    assert found.metadata.bytes == len(exif) + 4


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_camera_and_person_are_named_without_values(format_: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x013B] = "Somebody"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 1.0), 3: "E", 4: (11.0, 34.0, 5.0)})
    exif.get_ifd(0x8769).update({0xA431: "12345"})
    found = facts(encoded(art(), format_, exif=exif)).metadata
    assert (found.gps, found.camera, found.personal) == (True, True, ("Artist", "BodySerialNumber"))
    assert found.bytes > 0


def test_the_artist_of_a_tiff_is_named() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Somebody"
    found = facts(encoded(art(), "TIFF", exif=exif)).metadata
    assert (found.personal, found.bytes) == (("Artist",), len("Somebody"))


def test_an_empty_field_names_nobody() -> None:
    exif = Image.Exif()
    exif[0x013B] = "   "
    exif.get_ifd(0x8825).update({0: b"\2\3\0\0"})
    found = facts(encoded(art(), "JPEG", exif=exif)).metadata
    assert (found.gps, found.personal) == (False, ())


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_xmp_is_looked_into(format_: str) -> None:
    xmp = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="48,8N" aux:SerialNumber="1"/></x:xmpmeta>'
    if format_ == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        content = encoded(art(), "PNG", pnginfo=info)
    else:
        content = encoded(art(), format_, xmp=xmp)
    found = facts(content).metadata
    assert (found.gps, found.personal) == (True, ("BodySerialNumber",))
    assert found.bytes >= len(xmp)


def test_comments_count_as_metadata_and_loop_blocks_do_not() -> None:
    plain = facts(encoded(art(), "GIF", save_all=True, append_images=[art(shift=3)], loop=0))
    assert plain.metadata.bytes == 0
    assert facts(encoded(art(), "GIF", comment=b"hello")).metadata.bytes == 9
    assert facts(encoded(art(), "JPEG", comment=b"hello")).metadata.bytes == 9
