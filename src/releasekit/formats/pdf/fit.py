"""Pieces to line ends: a segment and a measure in, the places where its lines end out.

The lines of a paragraph are chosen together (after D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981):
the cheapest way from its first word to its last, where a line costs more the more its spaces are stretched. Only starts
that make a line nearly full are looked at, so that the time grows with the length of the paragraph and no faster. Words
are parted by hyphens only where the lines would not look well without.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from releasekit.formats.pdf.fount import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.fount import Piece
    from releasekit.formats.pdf.prose import Segment

STRETCH = 0.5
"""How much of its width a space may grow before it looks too wide."""

SHRINK = 0.2
"""How much of its width a space may lose."""

LOOSE = 0.8
"""The stretch, in units of `STRETCH`, up to which a full line looks well without a hyphen; more is asked of no paragraph."""

RAGGED = 0.17
"""The share of the measure by which a line that need not be full may be short without a hyphen."""

SHORT = 0.2
"""The share of the measure below which the last line of a paragraph looks lost; the rest of a word alone looks worse."""

HYPHENS_IN_A_ROW = 10_000.0
"""What it costs that two lines, one below the other, end in a hyphen."""

HUNG = 0.5
"""How much of a hyphen at a line end stands in the margin."""

FULL = 0.86
LEAST_RAGGED = 0.7
"""The share of the measure that a line takes by itself, to be looked at; shorter ones only where there is no other."""

_NEVER = float("inf")
_PARTED = 250.0
"""What it costs to part words that stay together where they can."""

_CLOSING = frozenset("\u00bb:;!?")
"""What stays with the word before it, where a language has a space between them; and a guillemet with the word after it."""

_TORN = 5000.0
"""What it costs to part a sign from its word."""


def _parting(pieces: Sequence[Piece], index: int) -> float:
    """What it costs to end a line at a space between words that stay together where they can; 0 between any others."""
    before = pieces[index - 1] if index else None
    if index + 1 < len(pieces) and (pieces[index + 1].text in _CLOSING or (before and before.text == "\u00ab")):
        return _TORN
    return _PARTED if before and before.bound else 0.0


class Fit:
    """The places where the lines of a segment may end, and the choice among them.

    A place is the index of a piece and, within a box, of a character (else -1).
    """

    def __init__(self, segment: Segment, *, full: bool, hyphenate: bool) -> None:
        self.segment = segment
        self.full, self.hyphenate = full, hyphenate
        self.hyphenated = False
        self.places: tuple[tuple[int, int], ...] = ()
        self.end: tuple[float, ...]
        """The width of the text up to the end of a line at each place, on one line."""
        self.starts: tuple[float, ...]
        """The same up to the start of the next line."""
        self.end_glue: tuple[float, ...]
        self.start_glue: tuple[float, ...]
        """How much of these are spaces."""
        self.tight_end: list[float]
        self.tight_starts: list[float]
        """The widths with all spaces as narrow as they may be."""
        self.costs: tuple[float, ...]
        self.hyphens: tuple[bool, ...]
        self.width = sum([piece.width for piece in segment.pieces])
        """The width of the whole on one line."""

    def _survey(self) -> None:
        """Note each place: the width and the spaces of the text up to a line that ends there, and up to the next line's start."""
        segment, full, parted = self.segment, self.full, self.hyphenated
        pieces, levels = segment.pieces, segment.levels
        width = glue = hang = 0.0
        latest = pieces[0].hang_left if pieces and not segment.level(0) else 0.0
        rows: list[tuple[tuple[int, int], float, float, float, float, float, bool]] = []
        rows.append(((0, 0), 0.0, latest, 0.0, 0.0, 0.0, False))
        add = rows.append
        box, space, fixed = Kind.BOX, Kind.GLUE, Kind.FIXED_GLUE
        count = len(pieces)
        for index, piece in enumerate(pieces):
            kind = piece.kind
            if kind is box:
                if parted and self.hyphenate and not piece.whole and not (levels and levels[index]):
                    fount = segment.runs[index].look.fount(rtl=False, hyphenate=True)
                    hyphen = fount.hyphen * (1 - HUNG) if full else fount.hyphen
                    for at, inner, cost in fount.inner(piece):
                        latest = max(latest, width + inner)
                        add(((index, at), width + inner + hyphen, latest, glue, glue, cost, True))
                width += piece.width
                hang = piece.hang_right if full and not (levels and levels[index]) else 0.0
                continue
            if kind is fixed:
                width += piece.width
                glue += piece.give
                hang = 0.0
                continue
            end, before, cost, soft = width - hang, glue, piece.cost, False
            if kind is space:
                width += piece.width
                glue += piece.give
                hang = 0.0
                cost = _parting(pieces, index) or cost
            elif kind is Kind.SOFT_HYPHEN:
                if not parted:
                    continue
                fount = segment.runs[index].look.fount(rtl=False)
                end, soft = width + (fount.hyphen * (1 - HUNG) if full else fount.hyphen), True
            else:
                glue += piece.give
            start = width
            if index + 1 < count and not (levels and levels[index + 1]):
                start += pieces[index + 1].hang_left
            latest = max(latest, start)
            add(((index, -1), end, latest, before, glue, cost, soft))
        add(((count, -1), width - hang, max(latest, width), glue, glue, 0.0, False))
        self.places, self.end, self.starts, self.end_glue, self.start_glue, self.costs, self.hyphens = zip(*rows, strict=True)
        give = SHRINK if full else 0.0
        self.tight_end = [end - give * glue for end, glue in zip(self.end, self.end_glue, strict=True)]
        self.tight_starts = [start - give * glue for start, glue in zip(self.starts, self.start_glue, strict=True)]

    def ends(self, measure: float) -> list[int]:
        """The places where the lines end, as indices of `places`."""
        if not self.places:
            if self.width <= measure:
                return [-1]
            self._survey()
        found = self._cheapest(measure)
        if not self.hyphenated and not self._looks_well(found, measure) and self._can_hyphenate():
            self.hyphenated = True
            self._survey()
            found = self._cheapest(measure)
        return found

    def at(self, end: int) -> tuple[int, int]:
        """The piece, and the character in it or -1, of a line end."""
        return self.places[end] if self.places else (0 if end == 0 else len(self.segment.pieces), -1)

    def _can_hyphenate(self) -> bool:
        return any(
            (self.hyphenate and not piece.whole) or piece.kind is Kind.SOFT_HYPHEN
            for piece in self.segment.pieces
            if piece.kind is Kind.BOX or piece.kind is Kind.SOFT_HYPHEN
        )

    def _looks_well(self, ends: list[int], measure: float) -> bool:
        start = 0
        for end in ends:
            slack = measure - self.end[end] + self.starts[start]
            glue = self.end_glue[end] - self.start_glue[start]
            if slack < -glue * SHRINK - 0.001 or self.costs[end] >= _PARTED:
                return False
            if end != ends[-1] and slack > (glue * STRETCH * LOOSE + 0.01 * measure if self.full else measure * RAGGED):
                return False
            start = end
        return True

    def _cheapest(self, measure: float) -> list[int]:
        """The way with the least cost."""
        count = len(self.places)
        best, before = [_NEVER] * count, [0] * count
        best[0] = 0.0
        starts, ends, tight_starts, tight_ends = self.starts, self.end, self.tight_starts, self.tight_end
        least = measure * (FULL if self.full else LEAST_RAGGED)
        choose = self._full if self.full else self._ragged
        fits = measure + 0.001
        last = count - 1
        latest = 0  # the last place that a line ends at
        for place in range(1, count):
            end = ends[place]
            if end - starts[0] < least and place < last:
                continue
            low = bisect_left(tight_starts, tight_ends[place] - fits, 0, place)
            if low > latest and latest < place - 1:  # no line from there reaches this far: one that is too short must do
                short = place - 1
                start = bisect_left(tight_starts, tight_ends[short] - fits, 0, short)
                before[short], best[short] = choose(short, start, latest + 1, best, measure)
                latest = short
            if low > latest:  # one piece is wider than the line
                before[place], best[place] = latest, best[latest] + 1e9
                latest = place
                continue
            high = place if place == last else bisect_left(starts, end - least, low, place)
            if high > low:
                chosen, cost = choose(place, low, high, best, measure)
                if chosen >= 0:
                    before[place], best[place], latest = chosen, cost, place
        found = []
        place = last
        while place:
            found.append(place)
            place = before[place]
        return found[::-1]

    def _full(self, place: int, low: int, high: int, best: list[float], measure: float) -> tuple[int, float]:
        """The best start of a line that ends at a place and is to be as wide as the measure."""
        room, end_glue, basis = measure - self.end[place], self.end_glue[place], 1 + self.costs[place]
        last = place == len(self.places) - 1
        hyphens = self.hyphens
        hyphen, firm = hyphens[place], 0.02 * measure
        chosen, least = -1, _NEVER
        for start, (begin, glue, cheapest) in enumerate(
            zip(self.starts[low:high], self.start_glue[low:high], best[low:high], strict=True), low
        ):
            if cheapest >= least:
                continue
            slack = room + begin
            glue = end_glue - glue  # noqa: PLW2901  # the innermost loop of all
            if slack < 0:
                ratio = -slack / (glue * SHRINK + 0.001)
            elif last:
                ratio = 0.0 if measure - slack > measure * SHORT else 1.0
                if hyphens[start]:
                    ratio += 1.0
            else:
                ratio = slack / (glue * STRETCH + firm)
            bad = basis + (100 * ratio * ratio * ratio if ratio < 5.8 else 20_000.0)
            cost = cheapest + bad * bad
            if hyphen and hyphens[start]:
                cost += HYPHENS_IN_A_ROW
            if cost < least:
                chosen, least = start, cost
        return chosen, least

    def _ragged(self, place: int, low: int, high: int, best: list[float], measure: float) -> tuple[int, float]:
        """The best start of a line that ends at a place and may be shorter than the measure."""
        starts = self.starts
        room, penalty, hyphen = measure - self.end[place], self.costs[place], self.hyphens[place]
        last = place == len(self.places) - 1
        chosen, least = -1, _NEVER
        for start in range(low, high):
            slack = room + starts[start]
            bad = 1 + penalty + (0.0 if last else 1000 * (slack / measure) ** 2)
            cost = best[start] + bad * bad
            if hyphen and self.hyphens[start]:
                cost += HYPHENS_IN_A_ROW
            if cost < least:
                chosen, least = start, cost
        return chosen, least
