"""The cover of a pack that is glued: back, spine and front on one sheet, the title turned on the spine."""

from __future__ import annotations

import re

import pikepdf
import pypdfium2
import pytest
from attrs import evolve
from tests.prepress.conftest import PAGE, is_in_inks, opened, page, pictures, simple_profile

from releasekit import Context, Release
from releasekit.briefing import Entry, Origin, Pack, Part
from releasekit.errors import WriteError
from releasekit.format import PackContext
from releasekit.formats.pdf.pack.imprint import imprint
from releasekit.formats.pdf.spine import spine
from releasekit.model import Contact, Issuer, Moment, Rights, Text
from releasekit.prepress.cover import cover_for_press
from releasekit.prepress.marks import ARM, Sheet
from releasekit.style.house import shipped
from releasekit.style.lengths import MM

WIDE, HIGH = 210 * MM, 297 * MM


def words(title="The week in the harbour", context=None):
    return spine(title, "en", shipped("ministry"), (HIGH, 12 * MM), context or Context())


def moves(pdf) -> list[list[float]]:
    return [
        [float(number) for number in each.operands]
        for each in pikepdf.parse_content_stream(pdf.pages[0])
        if str(each.operator) == "cm"
    ]


def test_the_sheet_is_two_pages_and_the_spine_wide():
    pdf = opened(cover_for_press(page(*pictures()), simple_profile(), spine=12 * MM, words=words(), bleed=0))
    assert len(pdf.pages) == 1
    assert float(pdf.pages[0].TrimBox[2]) == pytest.approx(2 * WIDE + 12 * MM, abs=0.1)
    is_in_inks(pdf)


def test_the_front_is_right_of_the_spine_and_the_title_runs_down_it():
    pdf = opened(cover_for_press(page(), simple_profile(), spine=12 * MM, words=words(), bleed=0))
    _, front, *_, turned = moves(pdf)
    assert front == pytest.approx([1, 0, 0, 1, WIDE + 12 * MM, 0], abs=0.1)
    assert turned == pytest.approx([0, -1, 1, 0, WIDE, HIGH], abs=0.1)


def test_where_one_reads_from_right_to_left_the_front_is_left_of_it():
    pdf = opened(cover_for_press(page(), simple_profile(), spine=12 * MM, rtl=True, bleed=0))
    assert moves(pdf)[1] == pytest.approx([1, 0, 0, 1, 0, 0])


@pytest.mark.parametrize(("title", "size"), [("Short", 17.0), ("A title that goes on and on " * 4, 15.3)])
def test_the_title_is_as_large_as_it_fits_on_one_line(title, size):
    context = Context()
    pdf = opened(words(title, context=context))
    sizes = {float(each.operands[1]) for each in pikepdf.parse_content_stream(pdf.pages[0]) if str(each.operator) == "Tf"}
    assert max(sizes) == pytest.approx(size, abs=0.1)
    assert not context.notes


def test_a_title_that_is_longer_than_the_spine_is_told_of():
    context = Context()
    words("A title that goes on and on " * 40, context=context)
    assert [note.code for note in context.losses] == ["spine-shortened"]


def test_a_cover_without_words_has_an_empty_spine():
    pdf = opened(cover_for_press(page(), simple_profile(), spine=3 * MM))
    assert "/XObject" not in pdf.pages[0].Resources


def test_a_cover_of_what_is_no_pdf_is_refused():
    with pytest.raises(WriteError, match="the PDF is broken"):
        cover_for_press(PAGE.encode(), simple_profile(), spine=12.0)


def test_a_title_of_two_lines_stands_on_one():
    context = Context()
    assert words("The ferry\nruns again", context) == words("The ferry runs again")
    assert not context.notes


# ── the back ────────────────────────────────────────────────────────────────────────────────────────────────────────


def bound(**fields) -> Pack:
    contact = Contact(organisation="Port Office", email="press@port.example", phone="+49 40 1234")
    release = Release(
        headline=(Text("The ferry runs again"),), lang="en", issuers=(Issuer("Port of Hamburg", address="Quay 1\n20457 Hamburg"),),
        contacts=(contact,), released=Moment("2027-03-14"), rights=Rights(notice="© Port of Hamburg 2027"),
    )  # fmt: skip
    entry = Entry(release=release, origin=Origin(name="ferry.md"))
    return Pack(**{"title": "The week", "lang": "en", "parts": (Part(entries=(entry,)),), **fields})


def back(pack=None, digest="ab" * 32) -> bytes:
    return imprint(pack or bound(), digest, PackContext())


def text(data: bytes) -> str:
    return pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().replace("\xa0", " ")


def test_the_back_says_who_issued_the_pack_whom_to_ask_whose_it_is_when_and_of_which_file():
    said = text(back())
    for words in (
        "Port of Hamburg",
        "Quay 1 · 20457 Hamburg",
        "press@port.example",
        "© Port of Hamburg 2027",
        "The week · ",
        "2027",
        "ab" * 32,
    ):
        assert words in said, words
    assert "Ministry of Ports" in text(back(bound(prepared_by=("Ministry of Ports",))))


def test_the_back_is_in_black_ink_alone():
    plain, backed = (
        opened(cover_for_press(page(text="Words."), simple_profile(), spine=12 * MM, back=each, bleed=0))
        for each in (None, back())
    )
    assert "/XObject" not in plain.pages[0].Resources
    form = backed.pages[0].Resources.XObject["/RKIT_Back"]
    inks = [
        [float(one) for one in each.operands] for each in pikepdf.parse_content_stream(form) if str(each.operator) in {"k", "K"}
    ]
    assert inks
    assert all(ink[:3] == [0, 0, 0] for ink in inks)
    is_in_inks(backed)


def test_a_marking_stands_on_the_back_as_well():
    said = text(back(bound(marking="OPEN", scale=("OPEN",))))
    assert said.count("OPEN") == 2


@pytest.mark.parametrize(("rtl", "left"), [(False, 0.0), (True, WIDE + 12 * MM)])
def test_the_back_is_on_the_other_side_of_the_spine(rtl, left):
    pdf = opened(cover_for_press(page(), simple_profile(), spine=12 * MM, back=back(), rtl=rtl, bleed=0))
    assert moves(pdf)[-1] == pytest.approx([1, 0, 0, 1, left, 0], abs=0.1)


def test_many_issuers_are_not_named_on_the_back():
    (entry,) = bound().entries
    entries = tuple(evolve(entry, release=evolve(entry.release, issuers=(Issuer(f"Office {n}"),))) for n in range(4))
    assert "Office" not in text(back(bound(parts=(Part(entries=entries),)))).replace("Port Office", "")


@pytest.mark.parametrize("spine", [0.0, 1.0, 3.0, 5.0, 7.0, 8.0, 12.0, 40.0])
def test_the_registration_marks_keep_clear_of_the_folds_and_of_the_words_however_wide_the_spine(spine):
    folds = (WIDE, WIDE + spine * MM)
    sheet = Sheet(2 * WIDE + spine * MM, HIGH, 3 * MM, marks=True, folds=folds)
    assert min(abs(fold - sheet.middle) for fold in folds) >= ARM + 1 * MM - 0.01
    assert (sheet.middle == sheet.width / 2) == (spine >= 8)
    starts = [float(x) - sheet.room for x in re.findall(rb"1 0 0 1 (\S+)", sheet.words())]
    for start in starts[1:]:
        assert start - sheet.middle >= ARM + 1 * MM
    assert max(starts[:2]) + sheet.half <= sheet.width - 3 * MM
