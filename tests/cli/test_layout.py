from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from releasekit.cli.layout import columns, padded, shortened, table, wrapped

WORDS = st.text(st.sampled_from("ab漢字\u0301 \n\u200fё,。𠀀"), max_size=60) | st.text(max_size=40)


def test_a_wide_character_takes_two_columns_and_a_mark_none():
    assert [columns(text) for text in ("abc", "漢字", "e\u0301", "\u200fא", "")] == [3, 4, 1, 1, 0]


def test_words_are_wrapped_at_spaces_and_chinese_between_characters():
    assert wrapped("the harbour opens today", 11) == ["the harbour", "opens today"]
    assert wrapped("港口今天开放了", 6) == ["港口今", "天开放", "了"]
    assert wrapped("at 港口 harbour", 8) == ["at 港口", "harbour"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("", 4) == [""]


@given(WORDS, st.integers(2, 20))
def test_wrapping_keeps_every_character_and_the_width(text, width):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)


@given(WORDS, st.integers(2, 20))
def test_shortening_keeps_the_width_and_says_that_it_cut(text, width):
    line = shortened(text, width)
    whole = " ".join(text.split())
    assert columns(line) <= width
    assert line == whole or (line.endswith("…") and whole.startswith(line[:-1]))


def test_columns_of_a_table_stand_one_below_the_other():
    assert table([("a", "漢", "x"), ("long", "b", "")]) == ["a     漢  x", "long  b"]
    assert padded("漢", 4) == "漢  "
