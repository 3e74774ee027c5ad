"""Which members two sequences share: sequences in, pairs of equal members out, both rising."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

CELLS = 1 << 26
"""The largest table of one sequence against the other that is searched for the longest common subsequence: a bit a cell, and
some milliseconds. What is larger is divided first, by members that stand once in each."""

_DIVISIONS = 4  # how often, one within the other: more would let a hostile input grow quadratic

Pair = tuple[int, int]


def aligned(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """Indices of equal members, rising in both sequences: a longest common subsequence where `CELLS` allows, else a long one.

    For n members the time is at most about n log n, plus one operation on a bit for each of n × 8,192 cells.
    """
    return _aligned(a, b, 0, 0, _DIVISIONS)


def _aligned(a: Sequence[Hashable], b: Sequence[Hashable], from_a: int, from_b: int, divisions: int) -> list[Pair]:
    shorter = min(len(a), len(b))
    start = 0
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    rest_a, rest_b = a[start : len(a) - end], b[start : len(b) - end]
    pairs = [(from_a + index, from_b + index) for index in range(start)]
    if rest_a and rest_b:
        pairs += _differing(rest_a, rest_b, from_a + start, from_b + start, divisions)
    end_a, end_b = from_a + len(a) - end, from_b + len(b) - end
    return pairs + [(end_a + index, end_b + index) for index in range(end)]


def _differing(a: Sequence[Hashable], b: Sequence[Hashable], from_a: int, from_b: int, divisions: int) -> list[Pair]:
    if len(a) * len(b) <= CELLS:
        return [(from_a + i, from_b + j) for i, j in longest(a, b)]
    anchors = _rising(_unique(a, b)) if divisions else []
    if not anchors:
        return [(from_a + i, from_b + j) for i, j in _rising(_numbered(a, b))]
    pairs = []
    done_a = done_b = 0
    for i, j in anchors:
        pairs += _aligned(a[done_a:i], b[done_b:j], from_a + done_a, from_b + done_b, divisions - 1)
        pairs.append((from_a + i, from_b + j))
        done_a, done_b = i + 1, j + 1
    return pairs + _aligned(a[done_a:], b[done_b:], from_a + done_a, from_b + done_b, divisions - 1)


def longest(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """A longest common subsequence, a row of its table at a time, each row one whole number.

    Bit j of row i is 0 where one member more of `b` makes the best match with the first i members of `a` one longer
    (Crochemore, Iliopoulos, Pinzon and Reid, "A fast and practical bit-vector algorithm for the longest common subsequence
    problem", 2001).
    """
    if len(b) > len(a):  # the shorter one gives the bits: a row costs as much as it has
        return [(i, j) for j, i in longest(b, a)]
    places: dict[Hashable, int] = {}
    for j, member in enumerate(b):
        places[member] = places.get(member, 0) | 1 << j
    every = (1 << len(b)) - 1
    rows = [every]
    for member in a:
        row = rows[-1]
        matches = row & places.get(member, 0)
        rows.append(((row + matches) | (row - matches)) & every if matches else row)
    pairs = []
    i, j = len(a), len(b)
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
        elif not rows[i - 1] >> (j - 1) & 1:
            i -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    pairs.reverse()
    return pairs


def _unique(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """The members that stand once in each sequence, in the order of the first."""
    counts_a, counts_b = Counter(a), Counter(b)
    at = {member: j for j, member in enumerate(b) if counts_b[member] == 1}
    return [(i, at[member]) for i, member in enumerate(a) if counts_a[member] == 1 and member in at]


def _numbered(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """The first of each sort in one with the first in the other, the second with the second, and so on."""
    at: dict[Hashable, list[int]] = {}
    for j in reversed(range(len(b))):
        at.setdefault(b[j], []).append(j)
    return [(i, at[member].pop()) for i, member in enumerate(a) if at.get(member)]


def _rising(pairs: list[Pair]) -> list[Pair]:
    """The most of the pairs, rising in the first already, that rise in the second too."""
    ends: list[int] = []  # for each length, the smallest second index at which a rising row of that length ends
    last: list[int] = []  # and which pair that is
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [index]
    rising = []
    index = last[-1] if last else -1
    while index >= 0:
        rising.append(pairs[index])
        index = before[index]
    rising.reverse()
    return rising
