"""Pieces to lines: a paragraph and a measure in, lines with the place of every word out.

The lines of a paragraph are chosen together (after D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981):
the cheapest way from its first word to its last, where a line costs more the more its spaces are stretched. Only starts
that make a line nearly full are looked at, so that the time grows with the length of the paragraph and no faster.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from attrs import define, field

from releasekit.formats.pdf.bidi import reorder
from releasekit.formats.pdf.prose import Kind, Piece, Segment, compose, explode, prefix_width, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.looks import Look, Style
    from releasekit.formats.pdf.pictures import Placed
    from releasekit.formats.pdf.prose import Run
    from releasekit.formats.pdf.shaping import Word
    from releasekit.formats.pdf.strips import Footnote

STRETCH = 0.5
"""How much of its width a space may grow before it looks too wide."""

SHRINK = 0.2
"""How much of its width a space may lose."""

LOOSEST = 3.0
"""The stretch, in units of `STRETCH`, beyond which a line is rather left short than filled."""

SHORT = 0.2
"""The share of the measure below which the last line of a paragraph looks lost; the rest of a word alone looks worse."""

HYPHENS_IN_A_ROW = 3000.0
"""What it costs that two lines, one below the other, end in a hyphen."""

_NUMBER = re.compile("[0-9]{1,3}")
_COUNTED = 80.0
"""What it costs to part a short number from the word that it counts, as in 1 May."""

_HANGS_RIGHT = {"-": 0.5, "\u00ad": 0.5, ".": 0.5, ",": 0.5, "\u2013": 0.25, "\u2019": 0.35, "\u201d": 0.3, "\u00bb": 0.2}
_HANGS_LEFT = {"\u201c": 0.45, "\u2018": 0.45, "\u00ab": 0.3, "\u201e": 0.4, "\u201a": 0.4}
"""How much of its width a sign stands in the margin, so that the edge of the text looks straight."""


@define(eq=False)
class Item:
    """A word, a space or a picture in its place on a line, in points from the left end of its paragraph."""

    x: float
    width: float
    look: Look
    words: tuple[Word, ...] = ()
    picture: Placed | None = None
    space: bool = False
    order: int = 0
    """Its place in the order of reading, on a line of mixed directions."""


@define(eq=False)
class Line:
    """One line, in visual order from left to right."""

    items: list[Item]
    width: float
    leading: float
    size: float
    """The size of the text, by which its base line is placed."""
    notes: list[Footnote] = field(factory=list)
    picture_height: float = 0.0
    mixed: bool = False
    """Whether it holds text that runs from right to left."""


def set_lines(runs: Sequence[Run], style: Style, measure: float, *, rtl: bool) -> list[Line]:
    """The lines of a paragraph. `measure` is the width of the column, in points."""
    measure = max(measure, 1.0)
    segments = compose(runs, rtl=rtl, hyphenate=style.hyphenate)
    # Tall letters make the lines of their own language wider apart; a few words of it in other text do not.
    leading = max([style.leading, *(segment.leading for segment in segments if rtl)])
    lines: list[Line] = []
    for number, segment in enumerate(segments, 1):
        segment.pieces = _fitting(segment.pieces, measure)
        width = _balanced(segment, measure) if style.balance else measure
        ends = number < len(segments)
        lines += _Setter(segment, style, measure, width=width, leading=leading, rtl=rtl, ends=ends).lines()
    return lines


def natural_width(runs: Sequence[Run], *, rtl: bool) -> tuple[float, float]:
    """The width of the widest unbreakable part of a paragraph, and of the paragraph on one line."""
    narrow = wide = 0.0
    for segment in compose(runs, rtl=rtl, hyphenate=False):
        stuck = total = 0.0
        for piece in segment.pieces:
            stuck = 0.0 if piece.kind in {Kind.GLUE, Kind.BREAK, Kind.SOFT_HYPHEN} else stuck + piece.width
            total += piece.width
            narrow = max(narrow, stuck)
        wide = max(wide, total)
    return narrow, wide


def _fitting(pieces: list[Piece], measure: float) -> list[Piece]:
    """The pieces, with those parted that are wider than a line."""
    if all(piece.width <= measure for piece in pieces):
        return pieces
    parts: list[Piece] = []
    for piece in pieces:
        if piece.width > measure and piece.kind is Kind.BOX and piece.text:
            parts += explode(piece)
        else:
            parts.append(piece)
    return parts


def _balanced(segment: Segment, measure: float) -> float:
    """The narrowest measure in which a short text takes no more lines than in the whole."""
    total = sum(piece.width for piece in segment.pieces)
    if total <= measure or total > 6 * measure:
        return measure
    wanted = len(_Fit(segment.pieces, measure, full=False).ends())
    low, high = total / wanted * 0.98, measure
    for _ in range(7):
        middle = (low + high) / 2
        if len(_Fit(segment.pieces, middle, full=False).ends()) > wanted:
            low = middle
        else:
            high = middle
    return high


class _Fit:
    """The places where lines may end, and the choice among them."""

    def __init__(self, pieces: list[Piece], measure: float, *, full: bool) -> None:
        self.pieces = pieces
        self.measure = measure
        self.full = full
        self.places: list[tuple[int, int]] = [(0, 0)]
        self.starts: list[float] = [_hang_left(pieces, 0)]
        """Where a line that begins after a place starts, in the width of the whole paragraph on one line."""
        self.start_glue: list[float] = [0.0]
        self.end: list[float] = [0.0]
        self.end_glue: list[float] = [0.0]
        self.costs: list[float] = [0.0]
        self.hyphens: list[bool] = [False]
        self._survey()

    def _survey(self) -> None:
        width = glue = 0.0
        hyphen_widths: dict[int, float] = {}
        for index, piece in enumerate(self.pieces):
            if piece.kind is Kind.GLUE:
                cost = _COUNTED if index and _NUMBER.fullmatch(self.pieces[index - 1].text) else 0.0
                after = (width + piece.width, glue + piece.width)
                self._place((index, -1), (width, glue), after, cost, following=index + 1)
                glue += piece.width
            elif piece.kind is Kind.FIXED_GLUE:
                glue += piece.width
            elif piece.kind is Kind.BREAK:
                self._place((index, -1), (width, glue), (width, glue), piece.cost, following=index + 1)
            elif piece.kind is Kind.SOFT_HYPHEN or piece.inner:
                if (hyphen := hyphen_widths.get(id(piece.look))) is None:
                    hyphen = hyphen_widths[id(piece.look)] = width_of(piece.look.setting(rtl=False).hyphenated(""), piece.look)
                hung = hyphen * (1 - _HANGS_RIGHT["-"]) if self.full else hyphen
                if piece.kind is Kind.SOFT_HYPHEN:
                    self._place((index, -1), (width + hung, glue), (width, glue), piece.cost, following=index + 1, hyphen=True)
                for place in piece.inner:
                    before = width + prefix_width(piece, place.at)
                    self._place((index, place.at), (before + hung, glue), (before, glue), place.cost, hyphen=True)
            width += piece.width
        self._place((len(self.pieces), -1), (width, glue), (width, glue), 0.0)

    def _place(
        self, at: tuple[int, int], end: tuple[float, float], start: tuple[float, float], cost: float, *,
        following: int | None = None, hyphen: bool = False,
    ) -> None:  # fmt: skip
        """Note a place: the width and the spaces of the text up to a line that ends there, and up to the next line's start."""
        (width_end, glue_end), (width_start, glue_start) = end, start
        if self.full and not hyphen:
            width_end -= _hang_right(self.pieces, at[0] - 1)
        if following is not None:
            width_start += _hang_left(self.pieces, following)
        self.places.append(at)
        self.starts.append(max(width_start, self.starts[-1]))
        self.start_glue.append(glue_start)
        self.end.append(width_end)
        self.end_glue.append(glue_end)
        self.costs.append(cost)
        self.hyphens.append(hyphen)

    def ends(self) -> list[int]:
        """The places where the lines end, as indices of `places`."""
        if self.end[-1] - self.starts[0] <= self.measure:
            return [len(self.places) - 1]
        count = len(self.places)
        best, before = [0.0] * count, [0] * count
        reach = self.measure * (1.04 if self.full else 1.0)
        least = self.measure * (0.86 if self.full else 0.7)
        starts = self.starts
        for place in range(1, count):
            end = self.end[place]
            low = bisect_left(starts, end - reach - 0.001, 0, place)
            high = place if place == count - 1 else bisect_left(starts, end - least, low, place)
            chosen, least_cost = self._cheapest(place, low, high, best)
            if chosen < 0 or least_cost > 1e7:
                other, cost = self._cheapest(place, low, place, best)
                if other >= 0 and (chosen < 0 or cost < least_cost):
                    chosen, least_cost = other, cost
            if chosen < 0:  # nothing fits: one piece is wider than the line
                chosen, least_cost = place - 1, best[place - 1] + 1e9
            best[place], before[place] = least_cost, chosen
        found = []
        place = count - 1
        while place:
            found.append(place)
            place = before[place]
        return found[::-1]

    def _cheapest(self, place: int, low: int, high: int, best: list[float]) -> tuple[int, float]:
        measure, starts, start_glue, hyphens = self.measure, self.starts, self.start_glue, self.hyphens
        end, end_glue, penalty = self.end[place], self.end_glue[place], self.costs[place]
        last = place == len(self.places) - 1
        hyphen = hyphens[place]
        chosen, least = -1, 0.0
        for start in range(low, high):
            slack = measure - end + starts[start]
            if self.full:
                glue = end_glue - start_glue[start]
                if slack < 0:
                    room = glue * SHRINK
                    if slack < -room - 0.001:
                        continue
                    ratio = -slack / (room + 0.001)
                elif last:
                    ratio = 0.0 if end - starts[start] > measure * SHORT else 1.0
                    ratio += 1.0 if hyphens[start] else 0.0
                else:
                    ratio = slack / (glue * STRETCH + 0.02 * measure)
                bad = min(100 * ratio * ratio * ratio, 20_000.0)
            elif slack < -0.001:
                continue
            else:
                bad = 0.0 if last else 1000 * (slack / measure) ** 2
            cost = best[start] + (1 + bad + penalty) ** 2
            if hyphen and hyphens[start]:
                cost += HYPHENS_IN_A_ROW
            if chosen < 0 or cost < least:
                chosen, least = start, cost
        return chosen, least


class _Setter:
    """Puts the words of the chosen lines in their places."""

    def __init__(
        self, segment: Segment, style: Style, measure: float, *, width: float, leading: float, rtl: bool, ends: bool
    ) -> None:
        self.segment, self.style, self.measure, self.leading, self.rtl = segment, style, measure, leading, rtl
        self.ends = ends  # with a line end of the author's, which is a space to those who read the text
        self.full = style.align == "justify"
        self.fit = _Fit(segment.pieces, width, full=self.full)

    def lines(self) -> list[Line]:
        ends = self.fit.ends()
        return [self._line(start, end, last=end == ends[-1]) for start, end in zip([0, *ends], ends, strict=False)]

    def _line(self, start: int, end: int, *, last: bool) -> Line:
        pieces, gap = self._pieces(start, end)
        natural = sum(piece.width for piece in pieces)
        glue = sum(piece.width for piece in pieces if piece.stretches)
        hang_left = _hang_left(pieces, 0) if not self.rtl else 0.0
        hang_right = _hang_right(pieces, len(pieces) - 1) if self.full and not self.rtl else 0.0
        slack = self.measure + hang_left + hang_right - natural
        stretch = 1.0
        if self.full and glue and (slack < 0 or (not last and slack <= glue * STRETCH * LOOSEST + 0.04 * self.measure)):
            stretch = 1 + max(slack, -glue * SHRINK * 1.5) / glue
            slack = 0.0
        elif slack < 0 and glue:
            stretch = 1 + max(slack / glue, -0.4)
            slack = 0.0
        x = self._offset(slack) - hang_left
        if gap is None and last and pieces and self.ends:
            gap = _space(pieces[-1].look)
        places = list(range(len(pieces)))
        items: list[Item] = []
        line = Line(items, 0.0, self.leading, self.style.look.size, mixed=self.segment.mixed)
        for place in reorder(places, [piece.level for piece in pieces]) if self.segment.mixed else places:
            piece = pieces[place]
            width = piece.width
            space = piece.stretches
            if space:
                width *= stretch
            run = piece.run
            picture = run.picture if run else None
            if run and run.note:
                line.notes.append(run.note)
            if picture:
                line.picture_height = max(line.picture_height, picture.height)
            items.append(Item(x, width, piece.look, piece.words, picture, space, place))
            x += width
        line.width = x
        if gap is not None:  # the space that the line end stands for, for those who read the text and not the page
            if self.rtl and items:
                first = items[0].x - gap.width
                items.insert(0, Item(first, gap.width, gap.look, gap.words, None, space=True, order=len(pieces)))
            else:
                items.append(Item(x, gap.width, gap.look, gap.words, None, space=True, order=len(pieces)))
        return line

    def _offset(self, slack: float) -> float:
        align = self.style.align
        if align in {"start", "justify"}:
            align = "right" if self.rtl else "left"
        elif align == "end":
            align = "left" if self.rtl else "right"
        return {"left": 0.0, "center": slack / 2, "right": slack}[align]

    def _pieces(self, start: int, end: int) -> tuple[list[Piece], Piece | None]:
        """The pieces of a line, without the space that it ends with, which is given beside."""
        all_pieces = self.segment.pieces
        first, first_inner = self.fit.places[start]
        last, last_inner = self.fit.places[end]
        pieces: list[Piece] = []
        if start and first_inner >= 0:
            limit = last_inner if last == first and last_inner >= 0 else None
            pieces.append(_part(all_pieces[first], first_inner, limit))
            first += 1
        elif start:
            first += 1
        pieces += [
            piece for piece in all_pieces[first:last] if piece.kind is not Kind.BREAK and piece.kind is not Kind.SOFT_HYPHEN
        ]
        if last_inner >= 0 and last >= first:
            pieces.append(_part(all_pieces[last], 0, last_inner))
        gap = None
        if last_inner < 0 and last < len(all_pieces):
            ending = all_pieces[last]
            if ending.kind is Kind.GLUE:
                gap = ending
            elif ending.kind is Kind.SOFT_HYPHEN:
                words = ending.look.setting(rtl=bool(ending.level % 2)).hyphenated("")
                pieces.append(Piece(Kind.BOX, "\u00ad", words, width_of(words, ending.look), ending.look, ending.level))
        return pieces, gap


def _space(look: Look) -> Piece:
    words = look.setting(rtl=False).shape(" ")
    return Piece(Kind.GLUE, " ", words, width_of(words, look), look)


def _part(piece: Piece, start: int, end: int | None) -> Piece:
    """A box from one place to another; with a hyphen, where it does not go to the end."""
    shaper = piece.look.setting(rtl=False)
    text = piece.text[start:end]
    words = shaper.shape(text) if end is None else shaper.hyphenated(text)
    shown = text if end is None else text + "\u00ad"
    run = piece.run if end is None else None
    return Piece(Kind.BOX, shown, words, width_of(words, piece.look), piece.look, piece.level, run=run)


def _hang_right(pieces: list[Piece], index: int) -> float:
    piece = pieces[index] if 0 <= index < len(pieces) else None
    share = _HANGS_RIGHT.get(piece.text[-1:]) if piece and piece.level == 0 else None
    if not share or not piece or not piece.words:
        return 0.0
    word = piece.words[-1]
    return share * word.glyphs[-1].advance * word.scale * piece.look.size / 1000


def _hang_left(pieces: list[Piece], index: int) -> float:
    piece = pieces[index] if index < len(pieces) else None
    share = _HANGS_LEFT.get(piece.text[:1]) if piece and piece.level == 0 else None
    if not share or not piece or not piece.words:
        return 0.0
    word = piece.words[0]
    return share * word.glyphs[0].advance * word.scale * piece.look.size / 1000
