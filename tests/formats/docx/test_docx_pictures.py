"""Pictures: what Word is given, and what it is spared."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import Cell, Figure, Image, Link, Note, Paragraph, Row, Table, Text
from releasekit.formats.docx.pictures import PictureError, picture
from releasekit.style.house import shipped

JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x0102, 1, 144, 72, 0, 0)
    + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 30, 40, 1) + b"\x01\x11\x00"
    + b"\xff\xda" + struct.pack(">H", 8) + b"\x01\x01\x00\x00\x3f\x00" + b"\x12\x34" + b"\xff\xd9"
)  # fmt: skip
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def extents(document) -> list[tuple[int, int]]:
    return [(shape.width.pt, shape.height.pt) for shape in document.document.inline_shapes]


def test_a_figure_has_its_picture_its_alternative_text_its_caption_and_its_credit(body_of, ns, png):
    found = Figure(Image("photos/station.png", "The station\nat low tide", "A title"), (Text("Caption"),), (Text("Credit"),))
    data = png(200, 100)
    document = body_of(found, pictures={"photos/station.png": data})
    assert document.codes == []
    assert document.parts["word/media/image1.png"] == data
    described = next(document.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert dict(described.attrib) == {"id": "1", "name": "station.png", "descr": "The station\nat low tide", "title": "A title"}
    assert extents(document) == [(150.0, 75.0)]
    assert document.texts("Caption") == ["Caption"]
    assert document.texts("Credit") == ["Credit"]
    for style in ("Caption", "Figure"):
        assert (
            document.paragraphs(style)[0].find(f"{ns}pPr/{ns}keepNext") is not None
            or document.document.styles[style].paragraph_format.keep_with_next
        )


def test_a_picture_is_never_wider_than_what_stands_around_it_nor_taller_than_the_page(body_of, png):
    wide, tall = png(4000, 400), png(400, 4000)
    cell = Cell((Paragraph((Image("wide.png"),)),))
    document = body_of(
        Figure(Image("wide.png", "w")), Figure(Image("tall.png", "t")), Paragraph((Image("wide.png", "w"),)), Table((Row((cell, cell)),)),
        pictures={"wide.png": wide, "tall.png": tall},
    )  # fmt: skip
    sizes = extents(document)
    measure = shipped("ministry").page.measure
    assert sizes[0][0] == pytest.approx(measure, abs=0.1)
    assert sizes[0][0] / sizes[0][1] == pytest.approx(10, rel=0.01)
    assert sizes[1][1] < 842 * 0.6
    assert sizes[3][0] < measure / 2
    assert [name for name in document.names if "media" in name] == ["word/media/image1.png", "word/media/image2.png"]


def test_a_picture_in_a_footnote_belongs_to_the_footnotes(body_of, png):
    document = body_of(Paragraph((Text("x"), Note((Paragraph((Image("a.png", "alt"),)),)))), pictures={"a.png": png(9, 9)})
    assert list(document.targets("footnotes").values()) == ["media/image1.png"]


def test_a_picture_in_a_link_stays_in_it(body_of, ns, png):
    document = body_of(Paragraph((Link((Image("a.png", "alt"),), "https://example.org"),)), pictures={"a.png": png(9, 9)})
    assert document.body.find(f".//{ns}hyperlink//{ns}drawing") is not None


@pytest.mark.parametrize(("data", "suffix", "size"), [(JPEG, "jpeg", (20.0, 30.0)), (GIF, "gif", (0.75, 0.75))])
def test_what_a_file_is_decides_not_what_it_is_called(body_of, data, suffix, size):
    document = body_of(Figure(Image("misnamed.png", "alt")), pictures={"misnamed.png": data})
    assert f"word/media/image1.{suffix}" in document.names
    assert extents(document) == [size]
    assert document.codes == []


def bad(png) -> dict[str, bytes | None]:
    whole = png(30, 30)
    flipped = bytearray(whole)
    flipped[45] ^= 0xFF
    return {
        "missing": None,
        "empty": b"",
        "text": b"this is no picture",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "webp": b"RIFF\0\0\0\0WEBPVP8 ",
        "cut": whole[:-20],
        "cut early": whole[:20],
        "damaged": bytes(flipped),
        "bomb": png(60_000, 60_000),
        "no size": png(0, 10),
        "jpeg cut": JPEG[:-2],
        "jpeg without a frame": JPEG[:20] + JPEG[33:],
        "jpeg junk": b"\xff\xd8\xff\x00\x00\x00",
        "gif cut": GIF[:-3],
    }


@pytest.mark.parametrize("kind", list(bad(lambda *_: b"x" * 50)))
def test_a_picture_that_word_could_not_show_leaves_its_alternative_text_and_a_note(body_of, png, kind):
    data = bad(png)[kind]
    document = body_of(
        Figure(Image("p.png", "A map of the harbour"), (Text("Caption"),)),
        Paragraph((Text("In a line: "), Image("p.png", "a map"))),
        pictures={} if data is None else {"p.png": data},
    )
    assert document.texts("Figure") == ["A map of the harbour"]
    assert document.texts("Caption") == ["Caption"]
    assert document.texts("BodyText") == ["In a line: a map"]
    assert [(note.code, note.where) for note in document.context.notes] == [
        ("picture-missing", "/body/0/image"), ("picture-missing", "/body/1/content/1"),
    ]  # fmt: skip
    assert not [name for name in document.names if "media" in name]


@settings(max_examples=200)
@given(st.data())
def test_damage_gives_a_picture_or_a_reason(png, data):
    whole = data.draw(st.sampled_from([png(20, 20), JPEG, GIF]))
    at = data.draw(st.integers(0, len(whole)))
    found = whole[:at] + data.draw(st.binary(max_size=6)) + whole[at + data.draw(st.integers(0, 6)) :]
    try:
        assert picture(found).width > 0
    except PictureError as error:
        assert str(error)
