"""What a typesetter would not let pass: lines parted from theirs, words too far apart, numbers away from what they count."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Contact,
    Division,
    Heading,
    Item,
    Note,
    Paragraph,
    Release,
    Row,
    Table,
    Text,
)
from releasekit.format import Context
from releasekit.formats.pdf import pages as pages_out
from releasekit.formats.pdf.hyphens import hyphenator
from releasekit.formats.pdf.lines import set_lines
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Words
from releasekit.style.house import shipped

STYLES = looks(shipped("ministry"), "en", justify=True)
PHRASES = (
    "harbour|office|published|today|its|report|on|dredging|which|began|in|spring|and|continues|until|the|new|basin|is|deep|enough|"
    "for|ferries|that|will|carry|visitors|across|representation|of|administration|Dr. Quist|14 March|2.5 metres|No. 12,|EUR 300,"
)
WORDS = PHRASES.split("|")


def para(text: str, *more) -> Paragraph:
    return Paragraph((Text(text), *more))


def sentence(draw: random.Random, count: int) -> str:
    return " ".join(draw.choices(WORDS, k=count))


@pytest.fixture
def pages_of(laid_out):
    """The pages of blocks."""
    return lambda *body, house=None: laid_out(Release(body=body, lang="en"), Context(house=house))


def blocks(draw: random.Random, count: int):
    for _ in range(count):
        kind = draw.randrange(8)
        if kind == 0:
            yield Heading((Text(sentence(draw, draw.randint(1, 14))),), draw.randint(2, 4))
        elif kind == 1:
            yield BulletList(tuple(Item((para(sentence(draw, draw.randint(1, 40))),)) for _ in range(draw.randint(1, 6))))
        elif kind == 2:
            note = Note((para(sentence(draw, draw.randint(3, 60))),))
            yield para(sentence(draw, draw.randint(5, 60)), note)
        else:
            yield para(sentence(draw, draw.randint(1, 120)))


def words_of(put) -> list:
    """The text of a strip but for list numbers, with the part of the document that it belongs to."""
    return [drawn for drawn in put.strip.drawn if isinstance(drawn, Words) and drawn.tag.role != "Lbl"]


def part_of(put):
    return next((drawn.tag for drawn in words_of(put)), None)


@pytest.mark.parametrize("seed", range(30))
def test_no_line_is_alone_and_no_heading_ends_a_page(seed, pages_of):
    pages = pages_of(*blocks(random.Random(seed), 45))
    assert len(pages) > 1
    for page, following in pairwise(pages):
        before, after = [part_of(put) for put in page.text], [part_of(put) for put in following.text]
        if not before or not after:
            continue
        assert before[-1] is None or not before[-1].role.startswith("H"), "a heading ends a page"
        if before[-1] is after[0] and after[0] is not None:
            assert sum(part is after[0] for part in before) >= 2, "a first line is left behind"
            assert sum(part is after[0] for part in after) >= 2, "a last line is alone on its page"


def test_a_long_footnote_leaves_room_for_what_stays_with_its_line(pages_of):
    heading = Heading((Text("Heading"), Note((para(sentence(random.Random(0), 700)),))), 2)
    for lines in range(20, 44):
        pages = pages_of(*[para("One line.") for _ in range(lines)], heading, para(sentence(random.Random(1), 40)))
        assert all(page.used + page.notes_height <= page.height + 0.1 for page in pages)


@pytest.mark.parametrize("rows", range(20, 44))
def test_the_head_of_a_table_never_ends_a_page(rows, pages_of):
    table = Table(
        (Row((Cell((para("Head"),)),)), *(Row((Cell((para(f"Row {n}"),)),)) for n in range(30))), head_rows=1,
        caption=(Text("Caption"),),
    )  # fmt: skip
    pages = pages_of(*[para("One line.") for _ in range(rows)], table)
    for page in pages[:-1]:
        last = page.text[-1].strip
        assert last not in last.head, "the head of a table ends a page"


def line_texts(text: str, style=STYLES.body, measure: float = 437.0) -> list[str]:
    lines = set_lines([Run(text, style.look)], style, measure, rtl=False)
    return ["".join(glyph.text for item in line.items for word in item.words for glyph in word.glyphs) for line in lines]


def test_numbers_and_titles_are_hardly_ever_parted_from_their_words():
    texts = [sentence(random.Random(seed), 150) for seed in range(40)]
    ends = [line.rstrip().rsplit(" ", 1)[-1] for text in texts for line in line_texts(text)[:-1]]
    parted = sum(end in {"Dr.", "14", "2.5", "No."} for end in ends)
    assert parted <= len(ends) / 100


@pytest.mark.parametrize("seed", range(40))
def test_not_more_than_three_lines_in_a_row_end_in_a_hyphen(seed):
    lines = line_texts(sentence(random.Random(seed), 200))
    ends = "".join("-" if line.rstrip().endswith("\xad") else "." for line in lines)
    assert "----" not in ends


def test_a_no_break_space_keeps_words_together_and_is_kept():
    for lead in range(8, 40):
        lines = line_texts("x" * lead + " and then some 300\u00a0metres of quay were built anew", measure=150.0)
        assert any("300\u00a0metres" in line for line in lines)


def test_gaps_between_squares_share_one_word_so_that_a_line_is_widened_at_once():
    fount = STYLES.body.look.fount(rtl=False)
    first, second = (fount.gap("港口开放", at, 0.0).words for at in (1, 2))
    assert first[0] is second[0]


def test_letters_are_kerned():
    shape = STYLES.body.look.fount(rtl=False).setting.shape
    (pair,), (first,), (second,) = shape("To"), shape("T"), shape("o")
    assert pair.width < first.width + second.width


def test_figures_in_tables_are_of_one_width_and_height():
    shape = STYLES.cell.look.fount(rtl=False).setting.shape
    widths = {round(word.width, 3) for digit in "0123456789" for word in shape(digit)}
    assert len(widths) == 1


def test_spaces_are_even_where_words_can_be_parted():
    for seed in range(20):
        style = STYLES.body
        lines = set_lines([Run(sentence(random.Random(seed), 160), style.look)], style, 437.0, rtl=False)
        stretches = [line.items[0].stretch for line in lines[:-1]]
        assert max(stretches) < 2.05
        assert min(stretches) > 0.78


@pytest.mark.parametrize(
    ("lang", "word", "places"),
    [
        ("en-GB", "representation", [3, 6, 9, 10]), ("de", "hafenbehörde", [2, 5, 7, 10]), ("fr", "portuaire", [3]),
        ("ru", "представитель", [4, 7, 9]), ("el", "ανακοίνωση", [1, 3, 6, 8, 10]), ("uk", "представник", [3, 4, 7, 8, 10]),
        ("x-unknown", "representation", None),
    ],
)  # fmt: skip
def test_each_language_parts_its_words_by_its_own_patterns(lang, word, places):
    patterns = hyphenator(lang)
    assert ([place for place in patterns.positions(word) if place] if patterns else None) == places


def test_a_word_is_not_parted_where_its_letters_would_change():
    patterns = hyphenator("hu")
    assert 4 not in patterns.positions("asszonnyal")  # it would become asz-szony-nyal


@pytest.mark.parametrize("house", ["ministry", "newsroom"])
@pytest.mark.parametrize("seed", range(6))
def test_the_lines_of_the_text_stand_at_the_same_heights_on_all_pages(seed, house, pages_of, monkeypatch):
    draw, style = random.Random(seed), shipped(house)
    body = [
        *blocks(draw, 25),
        BlockQuote((para(sentence(draw, 30)),), (Text("Dr Quist"),)),
        para("One line."),
        Table((Row((Cell((para("Head"),)),)), Row((Cell((para("Row"),)),))), head_rows=1, caption=(Text("Caption"),)),
        *blocks(draw, 25),
    ]
    pages = pages_of(*body, house=style)
    with monkeypatch.context() as unspared:
        unspared.setattr(pages_out, "SHORT", 0.0)
        more = pages_of(*body, house=style)
    assert len(more) > 2
    for made in (more, pages) if len(pages) == len(more) else (more,):  # to spare a short last page a release leaves the grid
        heights = {
            round((style.page.header if number == 0 else style.page.top) + put.top + words.base, 2) % (style.leading / 2)
            for number, page in enumerate(made)
            for put in page.text
            for words in words_of(put)
            if words.tag.role == "P" and words.tag.parent.role == "Document" and words.line.size == style.size and number + put.top > 0.5
            and words.line.leading == style.leading
        }  # fmt: skip
        assert max(heights) - min(heights) < 0.05


def test_a_heading_with_the_space_around_it_takes_whole_and_half_lines():
    for name in ("ministry", "newsroom"):
        house = shipped(name)
        for style in looks(house, "en", justify=True).headings:
            halves = (style.before + style.leading + style.after) / (house.leading / 2)
            assert halves == pytest.approx(round(halves))
            assert style.before > 2 * style.after


@pytest.mark.parametrize("lines", range(20, 46))
def test_a_line_that_ends_with_a_colon_stays_with_the_list_that_it_leads_to(lines, pages_of):
    points = BulletList(tuple(Item((para(f"Point {number}"),)) for number in range(30)))
    pages = pages_of(*[para("One line.") for _ in range(lines)], para("What the port gets:"), points)
    for page in pages[:-1]:
        assert "gets:" not in said(page.text[-1])


@pytest.mark.parametrize("lines", range(20, 46))
def test_a_rule_between_parts_is_not_drawn_at_the_top_of_a_page(lines, pages_of):
    about = Division((Heading((Text("About"),), 2), para(sentence(random.Random(lines), 60))), "boilerplate")
    pages = pages_of(*[para("One line.") for _ in range(lines)], about)
    assert not any(page.text[0].strip.parting for page in pages)
    drawn = [put for page in pages for put in page.text if put.strip.parting]
    assert len(drawn) == (0 if said(pages[-1].text[0]) == "About" else 1)


@pytest.mark.parametrize("lines", range(24, 36))
def test_contacts_never_have_a_page_to_themselves(lines, laid_out):
    body = tuple(para(f"Line {number}.") for number in range(lines))
    contact = Contact(name="Ada Quist", email="quist@harbour.example", phone="+44 1632 960 100")
    last = laid_out(Release(body=body, contacts=(contact,), lang="en"), Context())[-1]
    assert "Quist" in "".join(map(said, last.text))
    assert any(f"Line {lines - 1}." in said(put) for put in last.text)


@pytest.mark.parametrize("house", ["ministry", "newsroom"])
def test_a_few_lines_do_not_take_a_page_where_less_space_between_paragraphs_spares_it(house, laid_out):
    style = shipped(house)
    gap = style.leading / 2
    spared = 0
    for count in range(20, 40):
        body = tuple(para(f"Line {number}.") for number in range(count))
        pages = laid_out(Release(body=body, end_mark="ENDS", lang="en"), Context(house=style))
        gaps = {
            round(put.gap, 3)
            for page in pages
            for put in page.text[1:]
            if said(put).startswith("Line") and said(put) != "Line 0."
        }
        assert len(gaps) == 1, "all paragraphs of a release stand equally far apart"
        (space,) = gaps
        assert space == pytest.approx(gap) or 0.7 * gap - 0.01 <= space < gap
        spared += space < gap - 0.01
        assert space > gap - 0.01 or len(pages) == 1, "no release is set tighter in vain"
        assert len(pages) == 1 or any(said(put).startswith("Line") for put in pages[-1].text)
    assert spared > 3


def test_contacts_take_a_short_last_paragraph_with_them_whole(laid_out):
    last_words = " ".join(f"Word {number} of the last." for number in range(12))
    contact = Contact(name="Ada Quist", email="quist@harbour.example", phone="+44 1632 960 100")
    parted = 0
    for lines in range(20, 36):
        body = (*(para(f"Line {number}.") for number in range(lines)), para(last_words))
        pages = laid_out(Release(body=body, contacts=(contact,), lang="en"), Context())
        if len(pages) > 1 and (last := [said(put) for put in pages[-1].text]):
            parted += 1
            assert any("Word 0" in words for words in last)
    assert parted


def said(put) -> str:
    """The words of a strip."""
    return "".join(
        glyph.text for words in words_of(put) for item in words.line.items for word in item.words for glyph in word.glyphs
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_page_ends_within_a_word(seed, pages_of):
    draw = random.Random(seed)
    pages = pages_of(*[para(sentence(draw, draw.randint(60, 300))) for _ in range(12)])
    assert len(pages) > 1
    for page in pages[:-1]:
        assert not said(page.text[-1]).rstrip().endswith("\u00ad")


def test_signs_that_stand_apart_from_their_words_stay_on_the_line_of_them():
    for lead in range(20, 60):
        lines = line_texts(
            "mot " * (lead // 4)
            + "x" * (lead % 4 + 1)
            + " \u00ab Le port ouvre aujourd\u2019hui ? \u00bb dit-elle ; il ouvre enfin : oui !"
        )
        for line in lines:
            assert not line.rstrip().endswith("\u00ab")
            assert line.lstrip()[0] not in "\u00bb:;!?"


@pytest.mark.parametrize("opening", ["", "<", "(", "\u201c"])
def test_no_hyphen_is_put_into_an_address(opening):
    for lead in range(1, 60):
        address = "https://harbour.example/representation/administration/publications"
        lines = line_texts("x" * lead + f" stands at {opening}{address} for all", measure=200.0)
        assert not any(line.rstrip().endswith("\xad") for line in lines)
