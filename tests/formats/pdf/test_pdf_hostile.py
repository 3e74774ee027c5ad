"""Releases that would break a careless page: deep, huge, empty, and pictures that are not what they say."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from PIL import Image as Pixels
from PIL.ImageCms import ImageCmsProfile, createProfile

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Division,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Row,
    Speech,
    Strong,
    Table,
    Text,
    ThematicBreak,
)

LOREM = "The Trust confirmed today that the restored lifeboat station will reopen to the public on the first Saturday in May. "


def para(*content) -> Paragraph:
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def cell(text: str, **fields) -> Cell:
    return Cell((para(text),), **fields)


def nested(make, count: int):
    block = para("innermost")
    for _ in range(count):
        block = make(block)
    return block


@pytest.mark.parametrize(
    "make",
    [
        lambda block: BlockQuote((block,)),
        lambda block: Division((block,)),
        lambda block: Speech((block,), (Text("S"),)),
    ],
)
def test_blocks_nest_to_the_bound_of_the_model(make, write):
    assert "innermost" in write(nested(make, 97), lang="en").text


def test_lists_and_tables_nest_too(write):
    assert "innermost" in write(nested(lambda block: BulletList((Item((block,)),)), 48)).text
    assert "innermost" in write(nested(lambda block: Table((Row((Cell((block,)),)),)), 24)).words


def test_notes_within_notes_are_all_shown(write):
    page = write(nested(lambda block: para("out", Note((block,))), 40))
    assert "innermost" in page.text


@pytest.mark.parametrize(
    "block",
    [
        BlockQuote(()),
        BulletList((Item(()), Item(()))),
        OrderedList((Item(()),), start=0, style="upper-roman"),
        Table((Row(()),)),
        Table((Row((Cell(()), Cell(()))),), head_rows=1, head_columns=2),
        Table((Row((cell("a", colspan=1000, rowspan=1000),)), Row((cell("b"),)))),
        Figure(Image("")),
        Heading(()),
        CodeBlock(""),
        CodeBlock("\n\n"),
        Division((), "boilerplate"),
        ThematicBreak(),
        para("\u00a0"),
        para("\u200e\u200b\u2060"),
        para("\u0301"),
        para("x", LineBreak(), LineBreak(), "y"),
    ],
)
def test_what_is_nearly_empty_makes_a_page(block, write):
    assert len(write(block, para("after")).pages) == 1


def test_a_row_taller_than_a_page_goes_over_pages(write):
    tall = Cell(tuple(para(f"{number} {LOREM}") for number in range(90)))
    page = write(Table((Row((cell("Head"), cell("Other"))), Row((tall, cell("short")))), head_rows=1))
    assert len(page.pages) > 2
    assert all(f"{number} The Trust" in page.text for number in range(90))


def test_a_cell_that_spans_more_rows_than_a_page_holds(write):
    rows = (Row((cell("spans", rowspan=400), cell("0"))), *(Row((cell(str(number)),)) for number in range(1, 400)))
    page = write(Table(rows))
    assert len(page.pages) > 5
    assert "399" in page.pages[-1]


def test_a_table_of_many_columns_stays_on_the_page(write):
    page = write(Table(tuple(Row(tuple(cell(f"{row}{column}") for column in range(70))) for row in range(3))))
    assert "269" in page.words


def test_a_footnote_longer_than_a_page_goes_on_at_the_foot_of_the_next(write):
    page = write(para("Mark", Note(tuple(para(f"{n} {LOREM}") for n in range(80))), "."), *[para(LOREM * 3)] * 4)
    assert len(page.pages) > 1
    assert "Mark1." in page.pages[0]
    text = " ".join(page.text.split())
    assert all(f"{n} The Trust" in text for n in range(80))


@pytest.mark.usefixtures("small_heap")
@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("a long paragraph", lambda size: para((LOREM * 3000)[:size])),
        ("a long word", lambda size: para("x" * (size // 4))),
        ("many looks", lambda size: para(*[Strong((Text("a "),)) if n % 2 else "b " for n in range(size // 16)])),
        ("code on one line", lambda size: CodeBlock("x = 1; " * (size // 14))),
    ],
)
def test_time_grows_with_the_length_and_no_faster(name, block, write):
    def cost(size: int) -> float:
        start = time.process_time()
        write(block(size), lang="en")
        return time.process_time() - start

    cost(2000)
    small, large = max(cost(30_000), 0.05), cost(120_000)
    assert large < 14 * small, f"{name}: {small:.2f} s, then {large:.2f} s"


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


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
    "grey.jpg": file("L", kind="JPEG"), "cmyk.jpg": file("CMYK", kind="JPEG"), "progressive.jpg": file(kind="JPEG", progressive=True),
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


@pytest.mark.parametrize("name", GOOD)
def test_a_picture_is_shown_with_its_alternative_text(name, write):
    page = write(Figure(Image(name, "The alternative"), (Text("Caption"),)), resources=GOOD.get)
    assert page.notes == []
    pictures = [item.get_object() for item in page.reader.pages[0]["/Resources"]["/XObject"].values()]
    assert [(item["/Width"], item["/Height"]) for item in pictures] == [(60, 40)]
    if name.endswith(".jpg") and name != "cmyk.jpg":
        assert pictures[0]._data == GOOD[name]
    assert [part.words for part in page.tree.all("Figure")] == ["The alternative"]


def profiled(mode: str, kind: str, profile: bytes) -> bytes:
    return file(mode, kind=kind, icc_profile=profile)


SCREEN = ImageCmsProfile(createProfile("sRGB")).tobytes()
INKS = (len(SCREEN)).to_bytes(4, "big") + SCREEN[4:16] + b"CMYK" + SCREEN[20:]


@pytest.mark.parametrize(
    ("name", "data", "profile"),
    [
        ("a.jpg", profiled("RGB", "JPEG", SCREEN), SCREEN),
        ("b.png", profiled("RGB", "PNG", SCREEN), SCREEN),
        ("c.png", profiled("P", "PNG", SCREEN), SCREEN),
        ("d.png", profiled("RGBA", "PNG", SCREEN), SCREEN),
        ("e.jpg", profiled("CMYK", "JPEG", INKS), INKS),
        ("f.jpg", profiled("RGB", "JPEG", INKS), None),
        ("g.jpg", profiled("RGB", "JPEG", SCREEN[:-9]), None),
        ("h.png", profiled("L", "PNG", SCREEN), None),
        ("i.jpg", profiled("CMYK", "JPEG", b"no profile"), None),
    ],
)
def test_the_colour_profile_of_a_picture_is_kept_if_it_can_be_used(name, data, profile, write):
    page = write(Figure(Image(name, "x")), resources={name: data}.get)
    (picture,) = [item.get_object() for item in page.reader.pages[0].get("/Resources", {}).get("/XObject", {}).values()] or [{}]
    colours = picture.get("/ColorSpace", "")
    if colours and colours[0] == "/Indexed":
        colours = colours[1]
    if profile is None:
        assert colours in {"", "/DeviceRGB", "/DeviceGray"}
    else:
        assert colours[0] == "/ICCBased"
        assert colours[1].get_object().get_data() == profile


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
