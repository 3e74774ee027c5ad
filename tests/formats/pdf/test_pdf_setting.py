"""The line setter: where lines end, in which order words stand, which face sets them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit.formats.pdf.bidi import levels, reorder
from releasekit.formats.pdf.breaks import _STRETCHES, HYPHEN_COST, NAME_COST, opportunities, tokens
from releasekit.formats.pdf.choice import choose
from releasekit.formats.pdf.fit import LONG, Fit
from releasekit.formats.pdf.fonts import Cut
from releasekit.formats.pdf.lines import set_lines
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.prose import Run, compose
from releasekit.formats.pdf.scripts import script_of
from releasekit.formats.pdf.shaping import setting
from releasekit.style.house import shipped

MINISTRY = shipped("ministry")
BODY = looks(MINISTRY, "en", justify=True).body
RAGGED = looks(MINISTRY, "en", justify=False).caption


def parted(word: str, lang: str = "") -> str:
    places = [place.at for place in opportunities(word, lang)]
    return "|".join(word[start:end] for start, end in zip([0, *places], [*places, len(word)], strict=True))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("two-year", "two-|year"),
        ("COVID-19", "COVID-19"),
        ("-5", "-5"),
        ("Moscow—Kyiv", "Moscow—|Kyiv"),
        ("and/or", "and/|or"),
        ("https://example.org/a-b?c=d", "https://|example.|org/|a-|b?|c=|d"),
        ("press@example.org", "press@|example.|org"),
        ("日本語。", "日|本|語。"),
        ("「日本」", "「日|本」"),
        ("3.14", "3.14"),
        ("(RNLI)", "(RNLI)"),
    ],
)
def test_a_line_may_end_within_a_word(word, expected):
    assert parted(word) == expected


@pytest.mark.parametrize(
    ("word", "lang", "expected"),
    [
        ("representation", "en-GB", "rep|res|ent|a|tion"),
        ("Bürgermeister", "de", "Bür|ger|meis|ter"),
        ("представитель", "ru", "пред|ста|ви|тель"),
        ("word", "en", "word"),
        ("representation", "x-klingon", "representation"),
    ],
)
def test_words_are_parted_at_their_syllables(word, lang, expected):
    assert parted(word, lang) == expected


def test_a_name_is_parted_only_where_a_line_would_look_worse():
    assert {place.cost for place in opportunities("Brennan", "en")} == {NAME_COST}
    assert {place.cost for place in opportunities("Bürger", "de")} == {HYPHEN_COST}


@given(st.text())
def test_tokens_cover_the_text(text):
    assert "".join(tokens(text)) == text


# ── direction ───────────────────────────────────────────────────────────────────────────────────────────────────────


def shown(text: str, *, rtl: bool = False) -> str:
    found = levels(text, rtl=rtl) or [0] * len(text)
    return "".join(reorder(list(text), found))


@pytest.mark.parametrize(
    ("text", "rtl", "expected"),
    [  # the upper-case examples of UAX #9 with Hebrew letters for the upper case
        ("car is אבג", False, "car is גבא"),
        ("אבג 12 דה", True, "הד 12 גבא"),
        ("אבג abc", True, "abc גבא"),
        ("a (אב) c", False, "a (בא) c"),
        ("אב (a) ג", True, "ג )a( בא"),
        ("אב, 1-2", True, "1-2 ,בא"),
        ("\u2067אב\u2069 x", False, "\u2067בא\u2069 x"),
        ("x \u202eabc\u202c y", False, "x \u202e\u202ccba y"),
        ("عدد 5%", True, "%5 ددع"),
    ],
)
def test_text_of_both_directions_stands_in_visual_order(text, rtl, expected):
    assert shown(text, rtl=rtl).replace("\u202e", "").replace("\u202c", "") == expected.replace("\u202e", "").replace(
        "\u202c", ""
    )


def test_plain_text_has_no_levels_at_all():
    assert levels("Latin, Кириллица 12", rtl=False) is None


@settings(max_examples=200)
@given(st.text(alphabet="ab אב1,.(\u2066\u2067\u2068\u2069\u202a\u202b\u202d\u202e\u202c\u200fع٣%+\u0301[]"), st.booleans())
def test_every_character_gets_a_level_of_its_direction(text, rtl):
    found = levels(text, rtl=rtl)
    if found is None:
        return
    assert len(found) == len(text)
    assert min(found, default=0) >= (1 if rtl and text else 0)
    assert sorted(reorder(list(range(len(text))), found)) == list(range(len(text)))


# ── faces and glyphs ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("a", "Source Serif 4"), ("ж", "Source Serif 4"), ("ở", "Source Serif 4"), ("ἀ", "Noto Serif"), ("ع", "Amiri"),
        ("ש", "Frank Ruhl Libre"), ("→", "Source Serif 4"), ("क", "Noto Sans Devanagari"),
        ("ก", "Sarabun"), ("ক", "Noto Sans Bengali"), ("க", "Noto Sans Tamil"), ("ქ", "Noto Sans Georgian"), ("国", "Noto Sans CJK"),
        ("か", "Noto Sans CJK"), ("한", "Noto Sans CJK"), ("⚓", "Noto Sans Symbols"), ("\U0001f600", "Noto Emoji"),
    ],
)  # fmt: skip
def test_a_script_is_set_in_its_own_family(text, family):
    assert choose(text, Cut("Source Serif 4"), script_of(text), None).family == family


def test_a_ligature_stands_for_all_its_letters():
    (word,) = setting(Cut("Source Serif 4"), (), "en", rtl=False).shape("office")
    assert [glyph.text for glyph in word.glyphs] == ["o", "ffi", "c", "e"]


def test_arabic_letters_are_joined():
    shaper = setting(Cut("Source Serif 4"), (), "ar", rtl=True)
    together, alone = shaper.shape("سبب")[0], [shaper.shape(letter)[0] for letter in "سبب"]
    assert {glyph.id for glyph in together.glyphs}.isdisjoint(word.glyphs[0].id for word in alone)


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def text_of(line) -> str:
    return "".join(glyph.text for item in line.items for word in item.words for glyph in word.glyphs)


WORDS = st.lists(
    st.sampled_from(["a", "of", "and", "public", "representation", "two-year", "1", "May.", "“quoted”"]), min_size=1
)


@given(st.text(" \t\n\u00a0\u00ad\u200bab.\u0e46\u0e01"))
def test_words_with_single_spaces_are_told_apart_as_all_text_is(text):
    assert tokens(text) == re.findall(_STRETCHES, text)


@settings(max_examples=80)
@given(WORDS, st.floats(40, 500))
def test_no_line_is_wider_than_its_measure_and_no_word_is_lost(words, measure):
    text = " ".join(words)
    lines = set_lines([Run(text, BODY.look)], BODY, measure, rtl=False)
    assert "".join(text_of(line) for line in lines).replace("\xad", "").split() == text.split()
    for line in lines:
        inked = [item for item in line.items if not item.space]
        assert max(item.x + item.width for item in inked) <= measure * 1.001 + 6  # signs hang into the margin


def test_full_lines_end_at_the_margin():
    lines = set_lines(
        [Run("The public programme of conservation work was supported by many people. " * 8, BODY.look)], BODY, 400, rtl=False
    )
    ends = [max(item.x + item.width for item in line.items if not item.space) for line in lines[:-1]]
    assert len(ends) > 5
    assert all(399 <= end <= 406 for end in ends)


def test_spaces_of_full_lines_stay_close_to_their_natural_width():
    text = "Engineers have replaced the corroded slipway beams, repointed the granite quay and installed ventilation. " * 10
    lines = set_lines([Run(text, BODY.look)], BODY, 430, rtl=False)
    spaces = [item.stretch for line in lines[:-1] for item in line.items if not item.space]
    assert min(spaces) > 0.7
    assert max(spaces) < 2.05


def test_a_word_wider_than_the_line_is_parted():
    lines = set_lines([Run("x" * 500, RAGGED.look)], RAGGED, 100, rtl=False)
    assert "".join(text_of(line) for line in lines) == "x" * 500
    assert all(line.width <= 100.01 for line in lines)


def test_a_word_wider_than_the_line_is_parted_at_its_syllables_in_a_title_too():
    title = looks(MINISTRY, "de", justify=False).title
    word = "EU-Verkehrsinfrastrukturfinanzierungsgesellschaft"
    lines = [text_of(line) for line in set_lines([Run(f"Die {word} tagt", title.look)], title, 300, rtl=False)]
    assert lines == ["Die EU-Verkehrsin\xad", "frastrukturfinanzie\xad", "rungsgesellschaft tagt"]


def test_a_word_that_is_kept_from_being_turned_round_is_parted_at_its_syllables_too():
    row = looks(MINISTRY, "de", justify=False).caption
    lines = set_lines([Run("\u2066Verkehrsinfrastrukturfinanzierungsgesellschaft\u2069", row.look)], row, 120, rtl=True)
    assert [text_of(line) for line in lines][:-1] == [text_of(line) for line in lines if "\xad" in text_of(line)]


def test_no_hyphen_is_put_into_an_address_wider_than_its_line():
    title = looks(MINISTRY, "de", justify=False).title
    lines = set_lines(
        [Run("https://verkehrsinfrastrukturfinanzierungsgesellschaft.example", title.look)], title, 150, rtl=False
    )
    assert len(lines) > 3
    assert not any("\xad" in text_of(line) for line in lines)


@pytest.mark.parametrize("text", ["a few words " * 30, "الصحة العامة " * 30, "x" * 90, "12 " * 90])
@pytest.mark.parametrize("measure", [60.0, 200.0])
def test_words_that_stay_together_are_parted_where_they_are_wider_than_the_line(text, measure):
    strong = RAGGED.look.but(weight=700)
    for kept in ("\u00a0", "\u202f"):
        said = text.strip().replace(" ", kept)
        for runs in ([Run(said, RAGGED.look)], [Run(said, RAGGED.look), Run(said, strong), Run(said, RAGGED.look)]):
            lines = set_lines(runs, RAGGED, measure, rtl=False)
            assert max(line.width for line in lines) <= measure + 0.1
            words = "".join(text_of(line) for line in lines).replace("\xad", "")
            assert sorted("".join(words.split())) == sorted("".join(run.text for run in runs).replace(kept, ""))


def test_arabic_letters_are_joined_over_the_end_of_a_line_that_parts_them():
    style = looks(MINISTRY, "ar", justify=False).body
    whole, parted = (set_lines([Run("س" * 30, style.look)], style, measure, rtl=True) for measure in (900, 60))
    shapes = [
        sorted(glyph for line in lines for item in line.items for word in item.words for glyph in word.ids)
        for lines in (whole, parted)
    ]
    assert len(parted) > 2
    assert shapes[0] == shapes[1]


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(["a", "of", "representation", "1", "May.", "“quoted”", "«", "»", "Dr."]), min_size=2),
    st.booleans(),
)
def test_words_with_one_kind_of_space_are_surveyed_as_any_text_is(words, full):
    (segment,) = compose([Run(" ".join(words), BODY.look)], rtl=False, hyphenate=True)
    columns, pieces = (Fit(segment, full=full, hyphenate=True) for _ in range(2))
    assert columns._survey_words()
    pieces._survey_pieces()
    for name in ("places", "end", "starts", "end_glue", "start_glue", "costs", "hyphens"):
        assert list(getattr(columns, name)) == list(getattr(pieces, name)), name


def test_a_text_of_many_lines_is_hyphenated_without_being_tried_whole():
    (segment,) = compose([Run("representation of the public " * 200, BODY.look)], rtl=False, hyphenate=True)
    fit = Fit(segment, full=True, hyphenate=True)
    lines = len(fit.ends(fit.width / LONG - 1))
    assert lines >= LONG
    assert fit.hyphenated
    short = Fit(segment, full=True, hyphenate=True)
    short.ends(fit.width / 2.02)
    assert not short.hyphenated


def test_a_short_number_stays_with_its_word():
    heading = looks(MINISTRY, "en", justify=False).title
    for lead in ("Station to reopen on", "Lifeboat station of the harbour to reopen to all on", "Opening"):
        lines = set_lines([Run(f"{lead} 1 May after two years of restoration", heading.look)], heading, 330, rtl=False)
        assert not any(text_of(line).rstrip().endswith(" 1") for line in lines)


def test_a_paragraph_of_nothing_is_one_empty_line():
    assert [line.items for line in set_lines([Run("", BODY.look)], BODY, 400, rtl=False)] == [[]]
