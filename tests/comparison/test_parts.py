"""What a comparison is made of: common members, pairs, words, moments."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releasekit import Moment
from releasekit.comparison import align
from releasekit.comparison.moments import relation
from releasekit.comparison.pairs import ALIKE, paired
from releasekit.comparison.words import features, likeness, runs

LETTERS = st.text("abc", max_size=12)


def length_of_longest(a, b):
    """The length of a longest common subsequence, by the table that everybody knows."""
    above = [0] * (len(b) + 1)
    for one in a:
        row = [0]
        for j, other in enumerate(b):
            row.append(above[j] + 1 if one == other else max(row[j], above[j + 1]))
        above = row
    return above[-1]


def rises(pairs):
    return all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(LETTERS, LETTERS)
def test_what_is_aligned_is_equal_rises_and_is_as_long_as_can_be(a, b):
    pairs = align.aligned(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert rises(pairs)
    assert len(pairs) == length_of_longest(a, b)


@pytest.mark.parametrize("cells", [0, 4, 20])
@given(a=LETTERS, b=LETTERS)
def test_beyond_the_bound_what_is_aligned_is_still_equal_and_rises(cells, a, b):
    before = align.CELLS
    align.CELLS = cells
    try:
        pairs = align.aligned(a, b)
    finally:
        align.CELLS = before
    assert all(a[i] == b[j] for i, j in pairs)
    assert rises(pairs)
    assert align.aligned(a, a) == [(index, index) for index in range(len(a))]


def test_long_sequences_are_divided_by_what_stands_once_in_each():
    a = [*range(20_000)]
    b = [-number if number % 3 == 1 else number for number in a]
    assert align.aligned(a, b) == [(number, number) for number in a if number % 3 != 1]


def test_a_sequence_made_to_be_divided_again_and_again_takes_no_square_of_time():
    a = [number for pair in zip(range(1, 30_000), range(30_000), strict=False) for number in pair]
    b = [-1, -2, *a[::-1], -3]
    start = time.process_time()
    pairs = align.aligned(a, b)
    assert time.process_time() - start < 5
    assert rises(pairs)


@given(st.lists(st.lists(st.floats(0, 1), min_size=5, max_size=5), max_size=6))
def test_pairs_are_alike_rise_and_have_the_most_likeness(table):
    pairs = paired(len(table), 5, lambda i, j: table[i][j])
    assert rises(pairs)
    assert all(table[i][j] >= ALIKE for i, j in pairs)

    def best(i, j):
        if i == len(table) or j == 5:
            return 0.0
        together = table[i][j] + best(i + 1, j + 1) if table[i][j] >= ALIKE else 0.0
        return max(together, best(i + 1, j), best(i, j + 1))

    assert sum(table[i][j] for i, j in pairs) == pytest.approx(best(0, 0))


def test_of_long_sequences_each_member_is_compared_with_a_few():
    asked = []

    def alike(i, j):
        asked.append((i, j))
        return float(i + 5 == j)

    assert paired(500, 505, alike) == [(index, index + 5) for index in range(500)]
    assert len(asked) <= 500 * 16


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def marked(a, b):
    return "".join({"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}[run.kind].format(run.text) for run in runs(a, b))


@given(st.text(max_size=30), st.text(max_size=30))
def test_runs_are_both_texts_and_none_is_empty_or_like_its_neighbour(a, b):
    found = runs(a, b)
    assert "".join(run.text for run in found if run.kind != "added") == a
    assert "".join(run.text for run in found if run.kind != "removed") == b
    assert all(run.text for run in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        ("on 12 May, after", "on 14 June, after", "on [-12 May-]{+14 June+}, after"),
        ("the boat came", "the new boat came in", "the {+new +}boat came{+ in+}"),
        ("at 09:30 today", "at 10:00 today", "at [-09:30-]{+10:00+} today"),
        ("EUR 1,200.50 a year", "EUR 1,300.50 a year", "EUR [-1,200.50-]{+1,300.50+} a year"),
        ("It opens.", "It opens!", "It opens[-.-]{+!+}"),
        ("“Yes,” she said", "“No,” she said", "“[-Yes-]{+No+},” she said"),
        ("+44 1632 960 188", "+44 1632 960 189", "+44 1632 960 [-188-]{+189+}"),
        ("press@port.example", "news@port.example", "[-press@port.example-]{+news@port.example+}"),
        ("two  spaces", "two spaces", "two [- -]spaces"),
        ("We are glad that the Board met.", "On Monday it was decided.", "[-We are glad that the Board met.-]{+On Monday it was decided.+}"),
        ("外交部发言人十二日在北京表示", "外交部发言人十四日在上海表示", "外交部发言人十[-二-]{+四+}日在[-北京-]{+上海+}表示"),
        ("กรุงเทพเปิดท่าเรือวันนี้", "กรุงเทพเปิดท่าเรือใหม่วันนี้", "กรุงเทพเปิดท่าเรือ{+ใหม่+}วันนี้"),
        ("장관은 12일 서울에서", "장관은 13일 서울에서", "장관은 [-12일-]{+13일+} 서울에서"),
        ("ستة أسابيع في 212 مركزًا", "ستة أسابيع في 215 مركزًا", "ستة أسابيع في [-212-]{+215+} مركزًا"),
        ("cafe\u0301 open", "cafe open", "[-cafe\u0301-]{+cafe+} open"),
    ],
)  # fmt: skip
def test_words_that_changed_are_shown_as_a_person_would_mark_them(a, b, shown):
    assert marked(a, b) == shown


def test_shared_words_that_are_lost_between_changes_belong_to_them():
    a = "The minister of transport opened the new harbour on Tuesday morning in light rain"
    b = "The mayors of seventeen cities closed the old bridges on Tuesday morning in light rain"
    assert marked(a, b) == (
        "The [-minister of transport opened the new harbour-]{+mayors of seventeen cities closed the old bridges+}"
        " on Tuesday morning in light rain"
    )


def test_likeness_is_that_of_words_whatever_their_case_and_signs():
    assert likeness(features("The harbour, today!"), features("the HARBOUR today")) == 1
    assert likeness(features("a b"), features("c d")) == 0
    assert likeness(features("a b"), features("b c")) == 0.5
    assert likeness(features("港口今天开放"), features("今天港口关闭")) < 0.7
    assert features("— … ·") == frozenset()
    assert likeness(features(""), features("")) == 1


# ── moments ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2027-03-14T09:30+01:00", "2027-03-14T08:30Z", "the same instant, stated in another zone"),
        ("2027-03-14T08:30Z", "2027-03-14T08:30:00Z", "the same instant, stated in other digits"),
        ("2027-03-14T08:30Z", "2027-03-14T08:30+00:00", "the same instant, stated in another zone"),
        ("2027-03-14T09:30", "2027-03-14T09:30+01:00", "the same date and time, now with a zone"),
        ("2027-03-14T09:30Z", "2027-03-14T09:30", "the same date and time, now without a zone"),
        ("2027-03", "2027-03-14", "stated more precisely"),
        ("2027-03-14T09:30", "2027-03-14", "stated less precisely"),
        ("2027-03-14", "2027-03-16", "2 days later"),
        ("2027-03-14T09:30+01:00", "2027-03-14T09:30Z", "1 hour later"),
        ("2027-03-14T09:30Z", "2027-03-12T08:15Z", "2 days 1 hour earlier"),
        ("2027-03-14T09:30:07Z", "2027-03-14T09:30:07.5Z", "a part of a second later"),
        ("2027-03-14T09:30", "2027-03-14T10:30", ""),
        ("2027-03-14T09:30", "2027-03-14T10:30Z", ""),
        ("2027", "2028", ""),
    ],
)
def test_what_two_moments_have_to_do_with_each_other_is_said_in_words(before, after, said):
    assert relation(Moment(before), Moment(after)) == said


@given(st.datetimes(), st.datetimes())
def test_which_moment_is_later_is_never_said_wrongly(one, other):
    before, after = (Moment(f"{time:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0")) for time in (one, other))
    said = relation(before, after)
    assert said.endswith("later") == (after.instant > before.instant)
    assert said.endswith("earlier") == (after.instant < before.instant)
