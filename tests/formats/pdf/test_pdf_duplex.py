"""A briefing pack for print on both sides: where its releases and lists begin, and what its empty pages carry."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from attrs import evolve
from pdfminer.high_level import extract_pages, extract_text
from tests.conftest import LONG
from tests.formats.pdf.test_pdf_pack import bound, drawn_pack, labels, letters, links, pack_of, release

import releasekit
from releasekit import Paragraph, Release, Text
from releasekit.binding import read_pack
from releasekit.briefing import Part, pack_word, translations
from releasekit.style.house import shipped

SEEDS = range(40 if LONG else 5)
SAID = "This page is intentionally left blank."


def begins(page) -> list[int]:
    """The places of the pages on which a release, a list or an index begins, by the bookmarks."""

    def places(entries):
        for entry in entries:
            if isinstance(entry, list):
                yield from places(entry)
            else:
                yield page.reader.get_destination_page_number(entry)

    return [*places(page.reader.outline)]


def places(data: bytes, at: int, words: str) -> float:
    """How far from the left the first of such words in the margins of a page begin."""
    text = pypdfium2.PdfDocument(data)[at].get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    return next(box[0] for box in boxes if not 70 < box[1] < 770 and words in text.get_text_bounded(*box))


def is_blank(page, at: int) -> bool:
    """Whether a page draws nothing at all."""
    contents = page.reader.pages[at].get_contents()
    return contents is None or not contents.get_data().strip()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_release_and_every_list_begins_on_the_front_of_a_leaf(seed):
    pack = drawn_pack(seed)
    page = bound(pack, duplex=True)
    assert len({*begins(page)}) > len(pack.entries)
    handling = 1  # what is to be done with the pack stands on the back of its cover
    assert all(at % 2 == 0 for at in begins(page) if at != handling)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_empty_page_is_the_back_of_a_leaf_and_carries_nothing(seed):
    page = bound(evolve(drawn_pack(seed), marking="TLP:AMBER"), duplex=True)
    blank = [at for at in range(len(page.pages)) if is_blank(page, at)]
    assert blank
    assert all(at % 2 == 1 for at in blank)
    assert all("TLP:AMBER" in text for at, text in enumerate(page.pages) if at not in blank)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_pages_carry_the_same_words_with_empty_ones_between(seed):
    pack = drawn_pack(seed)
    house = shipped("ministry")
    plain, duplex = (
        bound(pack, **more)
        for more in ({"house": evolve(house, page=evolve(house.page, facing=True))}, {"house": house, "duplex": True})
    )
    numbers = re.compile(r"[\divxI,\s\u2013]+")  # of pages, and ranges of them
    without = [[words for text in each.pages if (words := numbers.sub("", text))] for each in (plain, duplex)]
    assert sorted(without[0]) == sorted(without[1])


def test_an_empty_page_says_that_it_is_meant_to_be_where_that_is_asked_for():
    pack = evolve(pack_of(release("One"), release("Two")), marking="TLP:GREEN")
    page = bound(pack, duplex=True, say_blank=True)
    said = [at for at, text in enumerate(page.pages) if SAID in text]
    assert said
    assert all(at % 2 == 1 and "TLP:GREEN" in page.pages[at] for at in said)
    assert SAID not in " ".join(part.words for part in page.tree.all("P"))
    assert all(b"/Artifact" in page.reader.pages[at].get_contents().get_data() for at in said)


def test_the_back_of_a_divider_says_so_without_print_on_both_sides_too():
    (part,) = pack_of(release("One")).parts
    pack = evolve(pack_of(release("One")), parts=(evolve(part, title="At home"),))
    page = bound(pack, say_blank=True)
    assert SAID in page.pages[labels(page.reader)["2"]]
    assert SAID not in bound(pack).text


@pytest.mark.parametrize("lang", ["en", "fr", "es", "de", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "zh", "ja"])
def test_an_empty_page_says_it_in_the_language_of_the_pack(lang):
    page = bound(evolve(pack_of(release("One"), release("Two")), lang=lang), duplex=True, say_blank=True)
    words = pack_word("blank", lang)
    assert (words == SAID) == (lang == "en")
    assert "".join(words.split()) in "".join(extract_text(io.BytesIO(page.data)).split())


def test_a_translation_still_faces_its_release():
    pair = [release("The bridge opens", id="urn:b"), evolve(release("Die Brücke öffnet", id="urn:b"), lang="de")]
    pack = evolve(pack_of(release("One"), *pair, release("Two")), translations="facing")
    assert [len(group) for group in translations(pack)] == [1, 2, 1]
    page = bound(pack, duplex=True)
    pages = labels(page.reader)
    left = next(at for at, text in enumerate(page.pages) if at >= pages["1"] and "The bridge opens" in text)
    assert left % 2 == 1
    assert "Die Brücke öffnet" in page.pages[left + 1]
    assert next(at for at, text in enumerate(page.pages) if at > left and "Two" in text) % 2 == 0


def test_pages_mirror_each_other_and_a_printer_is_told_of_both_sides():
    words = "Words that fill the page and go on to the next one. " * 40
    page = bound(pack_of(release("One", *[words] * 6)), duplex=True)
    even, odd = (at + labels(page.reader)["1"] for at in (1, 2))
    middle = page.reader.pages[0].mediabox.width / 2
    assert places(page.data, even, "Page 2 of") < middle < places(page.data, odd, "Page 3 of")
    assert places(page.data, even, "One") < middle < places(page.data, odd, "One")
    assert page.reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"
    assert "/Duplex" not in bound(pack_of(release("One"))).reader.trailer["/Root"]["/ViewerPreferences"]


def test_what_is_bound_at_the_right_has_its_inner_margin_there():
    page = evolve(shipped("ministry").page, left=120.0, right=60.0)
    words = "تحدث الوزراء عن الميناء والعبارة واتفقوا على أن تجتمع اللجنة. " * 40
    arabic = evolve(release("الجسر", *[words] * 6), lang="ar")
    found = bound(pack_of(arabic, lang="ar"), duplex=True, house=evolve(shipped("ministry"), page=page))
    first = labels(found.reader)["1"]
    rights = [
        max(char.x1 for char in letters(layout))
        for layout in extract_pages(io.BytesIO(found.data), page_numbers=[first, first + 1])
    ]
    assert rights == [pytest.approx(page.width - 120, abs=6), pytest.approx(page.width - 60, abs=6)]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_title_of_a_release_stands_at_the_outer_edge_whichever_way_the_pack_runs(lang):
    words = "Words that fill the page and go on to the next one. " * 40
    page = bound(pack_of(release("Bridge", *[words] * 6), lang=lang), duplex=True)
    even, odd = (places(page.data, at + labels(page.reader)["1"], "Bridge") for at in (1, 2))
    middle = page.reader.pages[0].mediabox.width / 2
    assert (even < middle < odd) if lang == "en" else (odd < middle < even)


def test_the_pack_comes_back_as_it_is_without():
    pack = drawn_pack(2)
    assert read_pack(bound(pack, duplex=True, say_blank=True).data, "pdf") == read_pack(bound(pack).data, "pdf") == pack


def test_links_lead_to_the_pages_that_they_name():
    page = bound(drawn_pack(1), duplex=True)
    pages = labels(page.reader)
    found = [each for at in range(len(page.pages)) for each in links(page.reader, at)]
    assert found
    assert not [tip for tip, target in found if (number := tip.rpartition(", ")[2]).isdigit() and pages[number] != target]


def test_a_document_from_right_to_left_says_so():
    arabic = Release(headline=(Text("فتح الجسر"),), lang="ar", body=(Paragraph((Text("يفتح الجسر اليوم."),)),))
    single = releasekit.writes(arabic, "pdf")
    for data in (single, bound(pack_of(arabic, lang="ar")).data):
        assert read_direction(data) == "/R2L"
    assert read_direction(bound(pack_of(arabic, lang="en")).data) is None


def read_direction(data: bytes) -> str | None:
    import io

    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data)).trailer["/Root"]["/ViewerPreferences"].get("/Direction")


def test_a_part_without_a_title_changes_nothing():
    entries = pack_of(release("One"), release("Two")).entries
    parts = tuple(Part(entries=(entry,)) for entry in entries)
    assert bound(pack_of(release("One"), parts=parts), duplex=True).reader.page_labels == (
        bound(pack_of(release("One"), parts=(Part(entries=entries),)), duplex=True).reader.page_labels
    )
