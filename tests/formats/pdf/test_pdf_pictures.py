"""Pictures on the page: their data as it is, their colours, which way up, and what is said of those that cannot be shown."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import time
import zlib

import pytest
from PIL import Image as Pixels

from releasekit import Figure, Image, Paragraph, Text


def para(*content) -> Paragraph:
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def file(mode: str = "RGB", size=(60, 40), kind: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    Pixels.new(mode, size, 128 if mode in "LP" else (10, 90, 160, 120)[: len(mode)]).save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


GOOD = {
    "rgb.png": file(), "grey.png": file("L"), "palette.png": file("P"), "alpha.png": file("RGBA"), "rgb.jpg": file(kind="JPEG"),
    "grey.jpg": file("L", kind="JPEG"), "progressive.jpg": file(kind="JPEG", progressive=True),
}  # fmt: skip
BAD = {
    "bomb.png": bomb(60_000, 60_000),
    "empty-rows.png": bomb(10, 10),
    "cut.png": file()[:-20],
    "cut.jpg": file(size=(400, 400), kind="JPEG")[:300],
    "text.png": b"not a picture",
    "gif.png": file(kind="GIF", mode="P"),
    "nothing.jpg": b"\xff\xd8\xff",
    "no-size.png": bomb(0, 0),
}


def rows(data: bytes) -> bytes:
    """The packed rows of a PNG."""
    place, found = 8, b""
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        found += data[place + 8 : place + 8 + length] if data[place + 4 : place + 8] == b"IDAT" else b""
        place += 12 + length
    return found


def images(page) -> list:
    return [item.get_object() for item in page.reader.pages[0]["/Resources"]["/XObject"].values()]


def shown(write, data: bytes, alt: str = "The alternative"):
    return write(Figure(Image("picture", alt), (Text("Caption"),)), resources={"picture": data}.get)


def profile(space: bytes) -> bytes:
    """The header of an ICC profile, as far as it is looked at."""
    header = struct.pack(">I4sI4s4s4s12s4s", 200, b"test", 0x04200000, b"prtr", space, b"XYZ ", bytes(12), b"acsp")
    return header.ljust(200, b"\0")


@pytest.mark.parametrize("name", GOOD)
def test_a_picture_is_shown_as_it_is_stored_with_its_alternative_text(name, write):
    page = write(Figure(Image(name, "The alternative"), (Text("Caption"),)), resources=GOOD.get)
    assert [note.code for note in page.notes] == ["picture-coarse"]
    pictures = images(page)
    assert [(item["/Width"], item["/Height"]) for item in pictures] == [(60, 40)]
    if name.endswith(".jpg"):
        assert pictures[0]._data == GOOD[name]
    elif name != "alpha.png":
        assert pictures[0]._data == rows(GOOD[name])
    assert [part.words for part in page.tree.all("Figure")] == ["The alternative"]


@pytest.mark.parametrize("name", [*BAD, "missing.png"])
def test_a_picture_that_cannot_be_shown_leaves_its_alternative_text_and_a_note(name, write):
    start = time.process_time()
    page = write(Figure(Image(name, "The alternative")), para("x", Image(name, "in a line")), resources=BAD.get)
    assert "The alternative" in page.text
    assert "in a line" in page.text
    assert [(note.code, note.where) for note in page.notes] == [("picture-missing", "/body/0/image")]
    assert time.process_time() - start < 2


def test_the_same_picture_is_stored_once(write):
    page = write(*[Figure(Image("rgb.png", "a"))] * 3, resources=GOOD.get)
    assert page.data.count(b"/Subtype /Image") == 1


def test_a_picture_taller_than_the_page_is_made_smaller(write):
    tall = {"tall.png": file(size=(50, 20_000))}
    assert len(write(Figure(Image("tall.png", "a"), (Text("Caption"),)), resources=tall.get).pages) == 1


@pytest.mark.parametrize(
    ("mode", "kind", "space", "count"),
    [("RGB", "PNG", b"RGB ", 3), ("RGB", "JPEG", b"RGB ", 3), ("L", "JPEG", b"GRAY", 1), ("CMYK", "JPEG", b"CMYK", 4)],
)
def test_the_colour_profile_of_a_picture_is_kept(mode, kind, space, count, write):
    data = file(mode, kind=kind, icc_profile=profile(space))
    (picture,) = images(shown(write, data))
    name, stream = picture["/ColorSpace"]
    assert (name, stream["/N"]) == ("/ICCBased", count)
    assert stream.get_object().get_data() == profile(space)


def test_the_profile_of_a_palette_is_kept_too(write):
    (picture,) = images(shown(write, file("P", icc_profile=profile(b"RGB "))))
    assert picture["/ColorSpace"][0] == "/Indexed"
    assert picture["/ColorSpace"][1][0] == "/ICCBased"


def test_pictures_share_a_profile(write):
    files = {name: file(size=(60, size), icc_profile=profile(b"RGB ")) for name, size in (("a", 40), ("b", 50))}
    one, other = images(write(*(Figure(Image(name, "x")) for name in files), resources=files.get))
    assert one["/ColorSpace"][1].idnum == other["/ColorSpace"][1].idnum


def test_half_transparent_pixels_keep_the_profile_and_have_none_for_themselves(write):
    (picture,) = images(shown(write, file("RGBA", icc_profile=profile(b"RGB "))))
    assert picture["/ColorSpace"][0] == "/ICCBased"
    assert picture["/SMask"]["/ColorSpace"] == "/DeviceGray"


@pytest.mark.parametrize(
    "data", [profile(b"CMYK"), profile(b"RGB ")[:-9], b"no profile", profile(b"RGB ")[:8] + b"\5" + bytes(191)]
)
def test_a_profile_that_is_broken_or_for_other_numbers_is_left_out(data, write):
    (picture,) = images(shown(write, file("RGB", icc_profile=data)))
    assert picture["/ColorSpace"] == "/DeviceRGB"


def test_inks_without_a_profile_are_shown_as_colours_of_a_screen_with_a_note(write):
    page = shown(write, file("CMYK", kind="JPEG"))
    (picture,) = images(page)
    assert picture["/ColorSpace"] == "/DeviceRGB"
    assert [note.code for note in page.notes] == ["picture-coarse", "picture-colours"]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler's pdftoppm is not here")
def test_a_picture_stands_as_the_camera_was_held(orientation, write, tmp_path):
    seen = Pixels.new("RGB", (240, 160), (255, 255, 255))
    seen.paste((255, 0, 0), (0, 0, 120, 80))  # red at the upper left
    seen.paste((0, 0, 255), (0, 80, 120, 160))  # blue at the lower left
    undo = {
        2: "FLIP_LEFT_RIGHT",
        3: "ROTATE_180",
        4: "FLIP_TOP_BOTTOM",
        5: "TRANSPOSE",
        6: "ROTATE_90",
        7: "TRANSVERSE",
        8: "ROTATE_270",
    }
    stored = seen.transpose(Pixels.Transpose[undo[orientation]]) if orientation in undo else seen
    exif = Pixels.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    stored.save(out, "JPEG", quality=95, exif=exif)
    (tmp_path / "page.pdf").write_bytes(shown(write, out.getvalue()).data)
    command = ["pdftoppm", "-r", "36", "-png", "-singlefile", str(tmp_path / "page.pdf"), str(tmp_path / "page")]
    subprocess.run(command, check=True)
    page = Pixels.open(tmp_path / "page.png").convert("RGB")
    places = {}
    for name, colour in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        found = [(x, y) for y in range(page.height) for x in range(page.width) if distance(page.getpixel((x, y)), colour) < 90]
        places[name] = (sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found))
    assert abs(places["red"][0] - places["blue"][0]) < 2
    assert places["red"][1] < places["blue"][1] - 5
    assert places["red"][0] < 100


def distance(one, other) -> int:
    return sum(abs(left - right) for left, right in zip(one, other, strict=True))


def test_pixels_of_sixteen_bits_and_a_colour_that_is_not_seen_are_passed_on(write):
    deep = io.BytesIO()
    Pixels.new("I;16", (60, 40), 40_000).save(deep, "PNG")
    (picture,) = images(shown(write, deep.getvalue()))
    assert picture["/BitsPerComponent"] == 16
    (picture,) = images(shown(write, file("RGB", transparency=(1, 2, 3))))
    assert list(picture["/Mask"]) == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (file("P", kind="GIF"), "it is a GIF: save it as PNG"),
        (file(kind="TIFF"), "it is a TIFF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "it is WebP: save it as PNG or JPEG"),
        (b"\0\0\0\x1cftypheic", "save it as JPEG"),
    ],
)
def test_a_note_says_what_to_do_with_a_file_of_another_kind(data, advice, write):
    (note,) = shown(write, data).notes
    assert advice in note.message


def test_a_picture_is_as_large_as_print_allows_and_a_small_one_is_enlarged_with_a_note(write):
    assert shown(write, file(size=(1500, 900), kind="JPEG")).notes == []
    (note,) = shown(write, file(size=(300, 200), kind="JPEG")).notes
    assert note.code == "picture-coarse"
    assert "103 pixels to the inch" in note.message
