"""Which members of two sequences, none of them equal, are the same member changed: likenesses in, pairs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.comparison.align import Pair

ALIKE = 0.4
"""How like two members must be, from 0 to 1, to be one that was changed, and not one that went and one that came."""

ALL = 1024
"""The most comparisons when each member is compared with each; in longer sequences each is compared with `NEAR` others."""

NEAR = 16


def paired(count_a: int, count_b: int, likeness: Callable[[int, int], float]) -> list[Pair]:
    """Indices of members that are alike, rising in both sequences: of all such pairings the one with the most likeness.

    In long sequences, not the best but a good one, in time that grows with the sum of their lengths.
    """
    if count_a * count_b > ALL:
        return _near(count_a, count_b, likeness)
    rows = [[0.0] * (count_b + 1)]  # the best sum of the first i and the first j members
    taken: list[list[bool]] = []
    for i in range(count_a):
        row = [0.0]
        took = []
        for j in range(count_b):
            alike = likeness(i, j)
            without = max(row[j], rows[i][j + 1])
            together = rows[i][j] + alike
            took.append(alike >= ALIKE and together > without)
            row.append(together if took[j] else without)
        rows.append(row)
        taken.append(took)
    pairs = []
    i, j = count_a, count_b
    while i and j:
        if taken[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif rows[i][j] == rows[i - 1][j]:
            i -= 1
        else:
            j -= 1
    pairs.reverse()
    return pairs


def _near(count_a: int, count_b: int, likeness: Callable[[int, int], float]) -> list[Pair]:
    """Each member with the likest of those that stand about where it stands."""
    pairs = []
    next_b = 0
    for i in range(count_a):
        middle = i * count_b // count_a
        start = max(next_b, middle - NEAR // 2)
        choice = [(likeness(i, j), -j) for j in range(start, min(count_b, start + NEAR))]
        best, minus_j = max(choice, default=(0.0, 0))
        if best >= ALIKE:
            pairs.append((i, -minus_j))
            next_b = 1 - minus_j
    return pairs
