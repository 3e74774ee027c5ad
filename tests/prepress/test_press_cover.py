"""The cover of a pack that is glued: back, spine and front on one sheet, the title turned on the spine."""

from __future__ import annotations

import pikepdf
import pytest
from tests.prepress.conftest import PAGE, is_in_inks, opened, page, pictures, simple_profile

from releasekit import Context
from releasekit.errors import WriteError
from releasekit.formats.pdf.spine import spine
from releasekit.prepress.cover import cover_for_press
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
