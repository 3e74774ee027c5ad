"""Booklets: where each page stands once the sheets are folded, how large, how far from the fold, and what the file is."""

from __future__ import annotations

import io
import random

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

from releasekit import Context, FieldError, Paragraph, ReadError, Release, Text, writes
from releasekit.prepress.booklet import PAPERS, impose, sheets

MM = 72 / 25.4
A4, A5 = PAPERS["a4"], PAPERS["a5"]


# ── paper, folded ───────────────────────────────────────────────────────────────────────────────────────────────────


class Leaf:
    """One half of a sheet while it lies there: where, how high, and what each face shows."""

    def __init__(self, x, height, above, below):
        self.x, self.height, self.above, self.below = x, height, above, below

    def turned(self):
        """The same after half a turn around the fold: it lies on the other side, upside down, and above what it lay beside."""
        return Leaf(-self.x, 1_000_000 - self.height, self.below, self.above)


def laid(printed):
    """Sheets on a table, the outermost first, each with its front on the table, and one upon the other.

    Who looks from above sees the backs as they are, and through them the fronts from behind: what is left there lies at the right.
    """
    for height, sheet in enumerate(printed):
        yield Leaf(-1, height, sheet.back_left, sheet.front_right)
        yield Leaf(+1, height, sheet.back_right, sheet.front_left)


def folded(printed):
    """The leaves of a booklet from the table up: the right half of the heap is folded over onto the left, with the fold at the right."""
    leaves = [leaf.turned() if leaf.x > 0 else leaf for leaf in laid(printed)]
    assert all(leaf.x < 0 for leaf in leaves)
    return sorted(leaves, key=lambda leaf: leaf.height)


def leafed(printed, *, right_to_left=False):
    """The pages as they are read.

    A booklet with its fold at the right lies on its front if it is read from left to right: the first page is the lowest.
    """
    faces = [face for leaf in folded(printed) for face in (leaf.below, leaf.above)]
    return faces[::-1] if right_to_left else faces


@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("count", range(1, 41))
def test_the_pages_of_a_folded_booklet_follow_each_other(count, right_to_left):
    read = leafed(sheets(count, right_to_left=right_to_left), right_to_left=right_to_left)
    assert read[:count] == [*range(1, count + 1)]
    assert read[count:] == [None] * (-count % 4)


@given(st.integers(0, 3000), st.booleans())
def test_any_number_of_pages_can_be_folded(count, right_to_left):
    made = sheets(count, right_to_left=right_to_left)
    assert len(made) == -(-count // 4)
    assert [page for page in leafed(made, right_to_left=right_to_left) if page] == [*range(1, count + 1)]


def test_the_fold_of_the_model_tells_a_wrong_order():
    right = sheets(8)
    assert leafed(right[::-1]) != leafed(right)
    assert leafed(sheets(8, right_to_left=True)) != leafed(right)


def test_one_page_takes_one_sheet():
    assert sheets(1) == ((None, 1, None, None),)
    assert sheets(1, right_to_left=True) == ((1, None, None, None),)
    assert sheets(0) == ()


# ── sheets, printed ─────────────────────────────────────────────────────────────────────────────────────────────────


def numbered(count, size=A4, *, bleed=0.0):
    """Pages with their numbers in large figures, as any program makes them; with `bleed`, as a file for print."""
    out = io.BytesIO()
    width, height = size
    canvas = Canvas(out, pagesize=(width + 4 * bleed, height + 4 * bleed), invariant=1)
    canvas.setTitle("Numbers")
    for number in range(1, count + 1):
        canvas.translate(2 * bleed, 2 * bleed)
        if bleed:
            canvas.setFillColorRGB(0, 0, 1)
            canvas.rect(-2 * bleed, -2 * bleed, width + 4 * bleed, height + 4 * bleed, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica", 40)
        canvas.drawCentredString(width / 2, height / 2, str(number))
        canvas.showPage()
    canvas.save()
    if not bleed:
        return out.getvalue()
    boxed = PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    for page in boxed.pages:
        page.trimbox = RectangleObject((2 * bleed, 2 * bleed, width + 2 * bleed, height + 2 * bleed))
        page.bleedbox = RectangleObject((bleed, bleed, width + 3 * bleed, height + 3 * bleed))
    out = io.BytesIO()
    boxed.write(out)
    return out.getvalue()


def figures(data):
    """What stands on each side: numbers with the middle of their places, as a program finds them that is not ours."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        found.append([(int(text.get_text_bounded(*box)), (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in boxes])
    return found


def printed(data):
    """The sheets as they were printed."""
    reader = PdfReader(io.BytesIO(data))
    middle = float(reader.pages[0].mediabox.width) / 2
    sides = []
    for found in figures(data):
        left = [number for number, x, _ in found if x < middle]
        right = [number for number, x, _ in found if x > middle]
        sides.append((left[0] if left else None, right[0] if right else None))
    return [type(sheets(1)[0])(*front, *back) for front, back in zip(sides[::2], sides[1::2], strict=True)]


@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 13, 40])
def test_printed_sheets_fold_to_pages_that_follow_each_other(count, right_to_left):
    data = impose(numbered(count), right_to_left=right_to_left)
    read = leafed(printed(data), right_to_left=right_to_left)
    assert [page for page in read if page] == [*range(1, count + 1)]
    assert read[:count] == [*range(1, count + 1)]


@pytest.mark.parametrize(
    ("paper", "size", "page"),
    [
        ("same", (A4[1], A4[0]), (A4[1] / 2, A4[0])),
        ("double", (2 * A4[0], A4[1]), A4),
        ("a3", (420 * MM, 297 * MM), A4),
        ("letter", (792, 612), (396, 396 * A4[1] / A4[0])),
        ((1300, 900), (1300, 900), A4),
    ],
)
def test_a_sheet_has_two_pages_beside_each_other_at_its_middle(paper, size, page):
    data = impose(numbered(8), paper=paper)
    reader = PdfReader(io.BytesIO(data))
    for sheet, found in zip(reader.pages, figures(data), strict=True):
        assert tuple(map(float, sheet.mediabox[2:])) == pytest.approx(size, abs=0.01)
        left, right = sorted(x for _, x, _ in found)
        assert (left, right) == pytest.approx((size[0] / 2 - page[0] / 2, size[0] / 2 + page[0] / 2), abs=2.5)
        assert float(sheet.trimbox.width) == pytest.approx(2 * page[0], abs=0.5)
        assert float(sheet.trimbox.height) == pytest.approx(page[1], abs=0.5)


def test_pages_further_in_move_towards_the_fold():
    flat, crept = (figures(impose(numbered(16), creep=creep)) for creep in (0, 0.3 * MM))
    middle = A4[1] / 2
    for side, (before, after) in enumerate(zip(flat, crept, strict=True)):
        for (number, old, _), (same, new, _) in zip(before, after, strict=True):
            assert number == same
            assert abs(old - middle) - abs(new - middle) == pytest.approx(side // 2 * 0.3 * MM, abs=0.01)


def test_what_a_page_has_beyond_its_trim_bleeds_over_the_outer_edges_only():
    bleed = 3 * MM
    sheet = PdfReader(io.BytesIO(impose(numbered(4, A5, bleed=bleed), paper="double"))).pages[0]
    assert float(sheet.mediabox.width) == pytest.approx(2 * A5[0] + 2 * bleed, abs=0.01)
    assert float(sheet.trimbox.left) == pytest.approx(bleed, abs=0.01)
    assert float(sheet.bleedbox.left) == pytest.approx(0, abs=0.01)
    image = pypdfium2.PdfDocument(impose(numbered(4, A5, bleed=bleed), paper="double"))[0].render(scale=1).to_pil()
    assert image.getpixel((1, 1)) == image.getpixel((image.width - 2, 1)) == (0, 0, 255)
    with_marks = impose(numbered(1, A5, bleed=bleed), paper="double", marks=True)
    image = pypdfium2.PdfDocument(with_marks)[0].render(scale=1).to_pil()
    middle = image.width // 2
    assert image.getpixel((middle - 4, image.height // 2)) == (255, 255, 255)  # nothing bleeds over the fold
    assert image.getpixel((middle + 4, image.height // 2)) == (0, 0, 255)


def test_marks_stand_where_it_is_folded_cut_and_stapled():
    plain, marked = (pypdfium2.PdfDocument(impose(numbered(8, A5), paper="a4", marks=marks)) for marks in (False, True))
    differ = [plain[at].render(scale=2).to_numpy() != marked[at].render(scale=2).to_numpy() for at in range(4)]
    columns = [{int(x) for x in each.any(axis=(0, 2)).nonzero()[0]} for each in differ]
    fold = round(297 * MM)
    assert all(min(abs(x - fold) for x in found) <= 1 for found in columns)
    assert differ[0].sum() > differ[1].sum() == differ[2].sum() == differ[3].sum()  # the staples are outside


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────────


def release(lang="en", headline="The quay is open", count=30):
    body = tuple(Paragraph((Text("Boats of all sizes may land from Monday on. " * 12),)) for _ in range(count))
    return Release(headline=(Text(headline),), lang=lang, body=body)


def test_the_file_keeps_its_title_and_fonts_and_has_nothing_for_a_screen():
    data = writes(release(), "pdf")
    made = impose(data)
    assert made == impose(data)
    before, after = PdfReader(io.BytesIO(data)), PdfReader(io.BytesIO(made))
    assert after.metadata.title == "The quay is open"
    root = after.trailer["/Root"]
    assert set(root) == {"/Type", "/Pages", "/Lang", "/OutputIntents", "/ViewerPreferences"}
    assert root["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
    assert not any("/Annots" in page for page in after.pages)
    assert b"pdfaid" not in made
    assert b"pdfuaid" not in made
    assert made.count(b"/FontFile") == sum(b"/FontFile" in str(each).encode() for each in objects(before))
    words = " ".join(page.extract_text() for page in before.pages).split()
    assert sorted(" ".join(page.extract_text() for page in after.pages).split()) == sorted(words)


def objects(reader):
    return [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]


def test_a_document_from_right_to_left_opens_on_the_other_side():
    data = writes(release("ar", "فتح الرصيف", 20), "pdf")
    pages = PdfReader(io.BytesIO(data)).pages
    assert len(pages) % 4  # else the last page stands beside the first
    middle = A4[1] / 2
    first = {number: places(impose(data, right_to_left=number), 0) for number in (None, True, False)}
    assert first[None] == first[True] != first[False]
    assert max(first[None]) < middle < min(first[False])


def places(data, at):
    text = pypdfium2.PdfDocument(data)[at].get_textpage()
    return [text.get_rect(number)[0] for number in range(text.count_rects())]


@pytest.mark.parametrize(
    ("data", "settings", "said"),
    [
        (b"", {}, "damaged"),
        (b"%PDF-1.7\nnothing", {}, "damaged"),
        (b"The quay is open.", {}, "damaged"),
        (numbered(4), {"paper": "a99"}, "no sheet that is known"),
        (numbered(4), {"paper": (1, 2)}, "a width and a height"),
        (numbered(4), {"creep": -1}, "thickness"),
        (numbered(4), {"creep": float("nan")}, "thickness"),
        (numbered(80), {"creep": 2 * MM}, "too much"),
    ],
)
def test_what_cannot_be_imposed_is_refused_in_one_line(data, settings, said):
    with pytest.raises((ReadError, FieldError), match=said) as caught:
        impose(data, **settings)
    assert "\n" not in str(caught.value)


def changed(data, change):
    writer = PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_of_two_sizes_turned_pages_and_locked_files_are_refused():
    with pytest.raises(ReadError, match="page 3 has another size"):
        impose(changed(numbered(3), lambda writer: writer.pages[2].scale_by(0.5)))
    with pytest.raises(ReadError, match="page 2 is turned"):
        impose(changed(numbered(3), lambda writer: writer.pages[1].rotate(90)))
    with pytest.raises(ReadError, match="protected"):
        impose(changed(numbered(3), lambda writer: writer.encrypt("secret", algorithm="RC4-128")))


def test_a_damaged_file_gives_sheets_or_one_line():
    data = numbered(6)
    chance = random.Random(5)
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 2, 5))):
            start = chance.randrange(len(damaged))
            damaged[start : start + chance.choice((0, 1, 30))] = chance.choice((b"", b"<<", b"0 R", b"[", b"9 0 R", b"\xff"))
        try:
            impose(bytes(damaged))
        except ReadError as error:
            assert "\n" not in str(error)


def test_resources_that_all_pages_share_are_copied_once():
    def share(writer):
        font = writer.pages[0]["/Resources"]
        writer.root_object["/Pages"][NameObject("/Resources")] = DictionaryObject(font)
        for page in writer.pages:
            del page["/Resources"]

    data = changed(numbered(40), share)
    assert impose(data).count(b"/BaseFont") == 1
    assert [page for page in leafed(printed(impose(data))) if page] == [*range(1, 41)]


def test_a_page_in_several_pieces_is_put_together():
    def part(writer):
        for page in writer.pages:
            content = page.get_contents().get_data()
            pieces = [DecodedStreamObject(), DecodedStreamObject()]
            for piece, lines in zip(pieces, (content.splitlines()[:3], content.splitlines()[3:]), strict=True):
                piece.set_data(b"\n".join(lines))
            page[NameObject("/Contents")] = ArrayObject([writer._add_object(piece) for piece in pieces])

    assert leafed(printed(impose(changed(numbered(8), part)))) == [*range(1, 9)]


def test_a_box_without_end_does_not_make_the_sheet_endless():
    def stretch(writer):
        for page in writer.pages:
            page.bleedbox = RectangleObject((-9e9, -9e9, 9e9, 9e9))

    sheet = PdfReader(io.BytesIO(impose(changed(numbered(4), stretch), paper="double"))).pages[0]
    assert float(sheet.mediabox.width) == pytest.approx(2 * A4[0] + 2 * 72, abs=0.1)


def test_more_sheets_than_can_be_folded_are_told():
    context = Context()
    impose(numbered(80), context=context)
    assert not context.notes
    impose(numbered(81), context=context)
    assert [note.code for note in context.notes] == ["booklet-thick"]
