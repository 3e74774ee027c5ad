"""Pieces to line ends: a segment and a measure in, the places where its lines end out.

The lines of a paragraph are chosen together (after D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981):
the cheapest way from its first word to its last, where a line costs more the more its spaces are stretched. Only starts
that make a line nearly full are looked at, so that the time grows with the length of the paragraph and no faster. Words
are parted by hyphens only where the lines would not look well without.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from releasekit.formats.pdf.fount import PARTED, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

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

LONG = 40
"""How many lines a text takes in which some line would not look well without a hyphen, so that it is not even tried."""

_NEVER = float("inf")


_Row: TypeAlias = tuple[tuple[int, int], float, float, float, float, float, bool]
"""A place where a line may end: piece and character, the width up to the end of the line and to the start of the next, the
spaces in both, what it costs, and whether a hyphen is put in.
"""

_Start: TypeAlias = tuple[float, float, float, bool, int]
"""A place that a line ends at, as the start of the next: width and spaces up to it, what the best way there costs, whether
it is a hyphen, and its index.
"""


class Fit:
    """The places where the lines of a segment may end, and the choice among them.

    A place is the index of a piece and, within a box, of a character (else -1).
    """

    def __init__(self, segment: Segment, *, full: bool, hyphenate: bool) -> None:
        self.segment = segment
        self.full, self.hyphenate = full, hyphenate
        self.hyphenated = False
        self.places: Sequence[tuple[int, int]] = ()
        self.end: Sequence[float]
        """The width of the text up to the end of a line at each place, on one line."""
        self.starts: Sequence[float]
        """The same up to the start of the next line."""
        self.end_glue: Sequence[float]
        self.start_glue: Sequence[float]
        """How much of these are spaces."""
        self.costs: Sequence[float]
        self.hyphens: Sequence[bool]
        self.width = sum([piece.width for piece in segment.pieces])
        """The width of the whole on one line."""

    def _survey(self) -> None:
        """Note each place: the width and the spaces of the text up to a line that ends there, and up to the next line's start."""
        if self.hyphenated or not self._survey_words():
            self._survey_pieces()

    def _survey_words(self) -> bool:
        """The same for words with one kind of space between them, as most text is, a column at a time; whether it is that."""
        pieces, full = self.segment.pieces, self.full
        words, gaps = pieces[::2], pieces[1::2]
        if not gaps or len(words) == len(gaps) or self.segment.levels:
            return False
        gap, box = gaps[0], Kind.BOX
        if gap.kind is not Kind.GLUE or gaps.count(gap) < len(gaps) or [word for word in words if word.kind is not box]:
            return False
        widths = [gap.width] * len(pieces)
        widths[::2] = [word.width for word in words]
        reached = [*accumulate(widths)]
        ends, count = reached[::2], len(words)
        if full:
            ends = [end - word.hang_right for end, word in zip(ends, words, strict=True)]
        starts = [start + word.hang_left for start, word in zip(reached[1::2], words[1:], strict=True)]
        given = [*accumulate([gap.give] * (count - 1), initial=0.0)]
        self.places = [(0, 0), *[(index, -1) for index in range(1, len(pieces), 2)], (len(pieces), -1)]
        self.end = [0.0, *ends]
        self.starts = [*accumulate([words[0].hang_left, *starts, reached[-1]], max)]
        self.end_glue, self.start_glue = [0.0, *given], [*given, given[-1]]
        self.costs = [0.0, *[after.held or word.holds for word, after in pairwise(words)], 0.0]
        self.hyphens = [False] * (count + 1)
        return True

    def _survey_pieces(self) -> None:
        """The same for any text."""
        segment, full, parted = self.segment, self.full, self.hyphenated
        pieces, levels = segment.pieces, segment.levels
        width = glue = hang = holds = 0.0
        known, hyphen = None, 0.0
        start = pieces[0].hang_left if pieces and not segment.level(0) else 0.0
        rows: list[_Row] = [((0, 0), 0.0, start, 0.0, 0.0, 0.0, False)]
        add = rows.append
        box, space, fixed = Kind.BOX, Kind.GLUE, Kind.FIXED_GLUE
        count, hyphenate = len(pieces), parted and self.hyphenate
        for index, piece in enumerate(pieces):
            kind = piece.kind
            if kind is box:
                if hyphenate and not piece.whole and not (levels and levels[index]):
                    run = segment.runs[index]
                    if run is not known:
                        known, fount = run, run.look.fount(rtl=False, hyphenate=True)
                        hyphen = fount.hyphen * (1 - HUNG) if full else fount.hyphen
                    for at, inner, cost in fount.inner(piece) if piece.inner is None else piece.inner:
                        start = width + inner
                        add(((index, at), start + hyphen, start, glue, glue, cost, True))
                width += piece.width
                hang = piece.hang_right if full and not (levels and levels[index]) else 0.0
                holds = piece.holds
                continue
            if kind is fixed:
                width += piece.width
                glue += piece.give
                hang = holds = 0.0
                continue
            end, before, cost, soft = width - hang, glue, piece.cost, False
            if kind is space:
                width += piece.width
                glue += piece.give
                cost = (pieces[index + 1].held if index + 1 < count else 0.0) or holds
                hang = holds = 0.0
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
            add(((index, -1), end, start, before, glue, cost, soft))
        add(((count, -1), width - hang, width, glue, glue, 0.0, False))
        self.places, self.end, starts, self.end_glue, self.start_glue, self.costs, self.hyphens = zip(*rows, strict=True)
        self.starts = [*accumulate(starts, max)]

    def ends(self, measure: float) -> list[int]:
        """The places where the lines end, as indices of `places`."""
        if not self.places:
            if self.width <= measure:
                return [-1]
            self.hyphenated = self.width > LONG * measure and self._can_hyphenate()
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
            if slack < -glue * SHRINK - 0.001 or self.costs[end] >= PARTED:
                return False
            if end != ends[-1] and slack > (glue * STRETCH * LOOSE + 0.01 * measure if self.full else measure * RAGGED):
                return False
            start = end
        return True

    def _cheapest(self, measure: float) -> list[int]:
        """The way with the least cost."""
        before = [0] * len(self.places)
        starts, glues, ends, end_glues, hyphens = self.starts, self.start_glue, self.end, self.end_glue, self.hyphens
        least = measure * (FULL if self.full else LEAST_RAGGED)
        choose = self._full if self.full else self._ragged
        fits = measure + 0.001
        give = SHRINK if self.full else 0.0
        last = len(self.places) - 1
        # The places that lines end at, as far as they are known: how they are as starts, and two columns of these to look up,
        # the second with all spaces as narrow as they may be.
        known: list[_Start] = [(starts[0], glues[0], 0.0, False, 0)]
        begins, tight = [starts[0]], [starts[0] - give * glues[0]]

        def end_at(place: int, start: int, cost: float) -> None:
            before[place] = start
            known.append((starts[place], glues[place], cost, hyphens[place], place))
            begins.append(starts[place])
            tight.append(starts[place] - give * glues[place])

        def farthest(place: int) -> int:
            """The first of the known places from which a line reaches up to this one."""
            return bisect_left(tight, ends[place] - give * end_glues[place] - fits)

        near = starts[0] + least
        for place, end in enumerate(ends):
            if (end < near and place < last) or not place:
                continue
            low = farthest(place)
            if low == len(known) and known[-1][4] < place - 1:  # no line from there reaches this far: a short one must do
                short = place - 1
                end_at(short, *choose(short, known[farthest(short) :], measure))
                low = farthest(place)
            if low == len(known):  # one piece is wider than the line
                end_at(place, known[-1][4], known[-1][2] + 1e9)
                continue
            high = len(known) if place == last else bisect_left(begins, end - least, low)
            if high > low:
                end_at(place, *choose(place, known[low:high], measure))
        found = []
        place = last
        while place:
            found.append(place)
            place = before[place]
        return found[::-1]

    def _full(self, place: int, known: Sequence[_Start], measure: float) -> tuple[int, float]:
        """The best start of a line that ends at a place and is to be as wide as the measure, and what the way to its end costs."""
        room, end_glue, basis = measure - self.end[place], self.end_glue[place], 1 + self.costs[place]
        last = place == len(self.places) - 1
        hyphen, firm = self.hyphens[place], 0.02 * measure
        chosen, least = known[0][4], _NEVER
        for begin, glue, cheapest, hyphened, start in known:
            if cheapest >= least:
                continue
            slack = room + begin
            glue = end_glue - glue  # noqa: PLW2901  # the innermost loop of all
            if slack < 0:
                ratio = -slack / (glue * SHRINK + 0.001)
            elif last:
                ratio = 0.0 if measure - slack > measure * SHORT else 1.0
                if hyphened:
                    ratio += 1.0
            else:
                ratio = slack / (glue * STRETCH + firm)
            bad = basis + (100 * ratio * ratio * ratio if ratio < 5.8 else 20_000.0)
            cost = cheapest + bad * bad
            if hyphen and hyphened:
                cost += HYPHENS_IN_A_ROW
            if cost < least:
                chosen, least = start, cost
        return chosen, least

    def _ragged(self, place: int, known: Sequence[_Start], measure: float) -> tuple[int, float]:
        """The best start of a line that ends at a place and may be shorter than the measure, and what the way to its end costs."""
        room, penalty, hyphen = measure - self.end[place], self.costs[place], self.hyphens[place]
        last = place == len(self.places) - 1
        chosen, least = known[0][4], _NEVER
        for begin, _, cheapest, hyphened, start in known:
            slack = room + begin
            bad = 1 + penalty + (0.0 if last else 1000 * (slack / measure) ** 2)
            cost = cheapest + bad * bad
            if hyphen and hyphened:
                cost += HYPHENS_IN_A_ROW
            if cost < least:
                chosen, least = start, cost
        return chosen, least
