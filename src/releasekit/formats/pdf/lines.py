"""Pieces to lines: a paragraph and a measure in, lines with the place of every word out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.formats.pdf.bidi import reorder
from releasekit.formats.pdf.choice import first_face
from releasekit.formats.pdf.fit import HUNG, SHRINK, STRETCH, Fit
from releasekit.formats.pdf.fount import Kind, Piece
from releasekit.formats.pdf.prose import Run, Segment, compose, explode
from releasekit.formats.pdf.scripts import COMMON, home_script
from releasekit.formats.pdf.shelf import LONGEST
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.formats.pdf.looks import Look, Style
    from releasekit.formats.pdf.pictures import Placed
    from releasekit.formats.pdf.prose import Link
    from releasekit.formats.pdf.shaping import Word
    from releasekit.formats.pdf.strips import Footnote
    from releasekit.formats.pdf.structure import Tag
    from releasekit.model import Mention

LOOSEST = 3.0
"""The stretch, in units of `STRETCH`, beyond which a line is rather left short than filled."""

FIRM = 0.01
"""The share of the measure by which a line with few spaces may be stretched beyond that."""

EXCESS = 0.001
"""How far words may be wider than their line, in points."""


@define(eq=False)
class Item:
    """Words and spaces of one look, or a picture, in their place on a line, in points from the left end of the paragraph."""

    x: float
    width: float
    look: Look
    tag: Tag | None = None
    """What it is within its block."""
    link: Link | None = None
    words: tuple[Word, ...] = ()
    """In the order of reading."""
    stretch: float = 1.0
    """By which its spaces are wider than they are by themselves."""
    picture: Placed | None = None
    space: bool = False
    """Whether it is the space that a line end stands for, for those who read the text and not the page."""
    rtl: bool = False
    """Whether its words run from right to left."""


@define(eq=False)
class Line:
    """One line."""

    items: list[Item]
    """In the order of reading."""
    width: float
    leading: float
    size: float
    """The size of the text, by which its base line is placed."""
    notes: Sequence[Footnote] = ()
    mentions: Sequence[Mention] = ()
    picture_height: float = 0.0
    mixed: bool = False
    """Whether it holds text that runs from right to left."""
    parted: bool = False
    """Whether it ends within a word."""
    ruled: bool = False
    """Whether anything on it has a line below or through it."""
    linked: bool = False
    """Whether anything on it is a link."""

    def leading_to(self, link: Link) -> Line:
        """The same line as a link, and as its part of the document."""
        items = [
            Item(item.x, item.width, item.look, link.tag, link, item.words, item.stretch, item.picture, item.space, item.rtl)
            for item in self.items
        ]
        return Line(
            items, self.width, self.leading, self.size, mixed=self.mixed, parted=self.parted, ruled=self.ruled, linked=True
        )

    @property
    def across(self) -> list[Item]:
        """Its items as they stand from left to right."""
        return sorted(self.items, key=lambda item: item.x) if self.mixed else self.items


def set_lines(runs: Sequence[Run], style: Style, measure: float, *, rtl: bool) -> list[Line]:
    """The lines of a paragraph. `measure` is the width of the column, in points.

    They are remembered where they are short and all in the look of the paragraph, so nobody may change them.
    """
    measure = max(measure, 1.0)
    if len(runs) == 1 and 0 < len(runs[0].text) <= LONGEST and runs[0].is_plain(style.look):
        return style.lines[runs[0].text, measure, rtl]
    return _set_lines(runs, style, measure, rtl=rtl)


def plain_lines(style: Style, asked: tuple[str, float, bool]) -> list[Line]:
    """The lines of a text that is all in the look of its paragraph, for a measure and a direction."""
    text, measure, rtl = asked
    return _set_lines([Run(text, style.look)], style, measure, rtl=rtl)


def _set_lines(runs: Sequence[Run], style: Style, measure: float, *, rtl: bool) -> list[Line]:
    segments = compose(runs, rtl=rtl, hyphenate=style.hyphenate)
    if not all(_fits(segment, measure) for segment in segments):
        segments = compose(runs, rtl=rtl, hyphenate=True)
        for segment in segments:
            _part_wide(segment, measure)
    # Tall letters make the lines of their own language wider apart; a few words of it in other text do not.
    leading = style.leading
    look = style.look
    if (home := home_script(look.lang)) != COMMON:
        leading = max(leading, first_face(look.cut, home).lead(look.size))
    if rtl:
        leading = max([leading, *map(_leading, segments)])
    lines: list[Line] = []
    for segment in segments:
        lines += _Setter(segment, style, measure, leading=leading, rtl=rtl).lines(ended=segment is not segments[-1])
    return lines


def natural_width(runs: Sequence[Run], *, rtl: bool) -> tuple[float, float]:
    """The width of the widest unbreakable part of a paragraph, and of the paragraph on one line."""
    narrow = wide = 0.0
    for segment in compose(runs, rtl=rtl, hyphenate=False):
        stuck = total = 0.0
        for piece in segment.pieces:
            stuck = stuck + piece.width if piece.kind is Kind.BOX or piece.kind is Kind.FIXED_GLUE else 0.0
            total += piece.width
            narrow = max(narrow, stuck)
        wide = max(wide, total)
    return narrow, wide


def _leading(segment: Segment) -> float:
    """The least distance of lines that the faces of a segment ask for."""
    return max(
        (
            word.face.lead(run.look.size)
            for piece, run in zip(segment.pieces, segment.runs, strict=True)
            for word in piece.words
            if word.face.leading
        ),
        default=0.0,
    )


def _fits(segment: Segment, measure: float) -> bool:
    """Whether all that stays together goes on a line."""
    pieces, runs = segment.pieces, segment.runs
    widths = [piece.width for piece in pieces]
    if sum(widths) <= measure:
        return True
    if segment.levels is None and runs[0] is runs[-1] and "\u00a0" not in runs[0].text and "\u202f" not in runs[0].text:
        return max(widths) <= measure + EXCESS  # no two words stay together
    return not any(_wide(pieces, (Kind.BOX, Kind.FIXED_GLUE), measure))


def _wide(pieces: Sequence[Piece], kinds: tuple[Kind, ...], measure: float) -> Iterator[range]:
    """The places of pieces of some kinds, one beside the other, that are wider than a line."""
    start, width = 0, 0.0
    for index, piece in enumerate([*pieces, Piece(Kind.BREAK)]):
        if piece.kind in kinds:
            width += piece.width
            continue
        if width > measure + EXCESS:
            yield range(start, index)
        start, width = index + 1, 0.0


def _part_wide(segment: Segment, measure: float) -> None:
    """Part what is wider than a line: at its no-break spaces, and where that is not enough, within its words."""
    pieces = segment.pieces
    for stretch in _wide(pieces, (Kind.BOX, Kind.FIXED_GLUE), measure):
        for index in stretch[1:]:
            if pieces[index].kind is Kind.FIXED_GLUE:
                pieces[index] = evolve(pieces[index], kind=Kind.GLUE)
    wide = {index for stretch in _wide(pieces, (Kind.BOX,), measure) for index in stretch}
    fitting = Segment(levels=None if segment.levels is None else [])
    for index, (piece, run) in enumerate(zip(pieces, segment.runs, strict=True)):
        level = segment.level(index)
        if index not in wide or (run.picture and piece.width <= measure):
            fitting.add([piece], run, level)
        elif run.picture:
            smaller = evolve(run.picture, width=measure, height=run.picture.height * measure / run.picture.width)
            fitting.add([evolve(piece, width=measure)], evolve(run, picture=smaller), level)
        else:
            fitting.add(explode(piece, run, level, measure), run, level)
    segment.pieces, segment.runs, segment.levels = fitting.pieces, fitting.runs, fitting.levels


def _balanced(fit: Fit, measure: float) -> list[int]:
    """The lines of a short text, made about equally long: its narrowest setting that takes no more lines than the widest."""
    found = fit.ends(measure)
    if len(found) == 1 or fit.width > 6 * measure:
        return found
    low, high = fit.width / len(found) * 0.98, measure
    for _ in range(7):
        middle = (low + high) / 2
        narrower = fit.ends(middle)
        if len(narrower) > len(found):
            low = middle
        else:
            high, found = middle, narrower
    return found


class _Setter:
    """Puts the words of the chosen lines in their places."""

    def __init__(self, segment: Segment, style: Style, measure: float, *, leading: float, rtl: bool) -> None:
        self.segment, self.style, self.measure, self.leading, self.rtl = segment, style, measure, leading, rtl
        self.full = style.align == "justify"
        self.fit = Fit(segment, full=self.full, hyphenate=style.hyphenate)
        self.noted: set[int] = set()
        """The footnotes that are on a line already, by their numbers."""

    def lines(self, *, ended: bool) -> list[Line]:
        """All lines; `ended` says that a line end of the author's follows, which is a space to those who read the text."""
        ends = _balanced(self.fit, self.measure) if self.style.balance else self.fit.ends(self.measure)
        last, start, lines = ends[-1], 0, []
        for end in ends:
            lines.append(self._line(start, end, last=end == last))
            start = end
        if ended and self.segment.pieces:
            run = self.segment.runs[-1]
            self._end(lines[-1], run.look.fount(rtl=False).pieces[" "][0], run)
        return lines

    def _end(self, line: Line, gap: Piece, run: Run) -> None:
        """Put the space that a line end stands for behind a line."""
        x = min(item.x for item in line.items) - gap.width if self.rtl and line.items else line.width
        line.items.append(Item(x, gap.width, run.look, run.tag, run.link, gap.words, space=True))

    def _line(self, start: int, end: int, *, last: bool) -> Line:
        segment, gap, gap_at = (self.segment, None, 0) if end == -1 else self._pieces(start, end)
        pieces = segment.pieces
        natural = sum([piece.width for piece in pieces])
        hang_left = hang_right = 0.0
        if pieces and not self.rtl:
            levels = segment.levels
            hang_left = pieces[0].hang_left if not levels or not levels[0] else 0.0
            hang_right = pieces[-1].hang_right if self.full and (not levels or not levels[-1]) else 0.0
        slack = self.measure + hang_left + hang_right - natural
        stretch, more = 1.0, 0.0
        if slack < 0 or (self.full and not last):
            glue = sum([piece.give for piece in pieces])
            if self.full and glue and slack <= glue * STRETCH * LOOSEST + FIRM * self.measure:
                more = max(slack, -glue * SHRINK * 1.5)
            elif slack < 0 and glue:
                more = max(slack, -0.4 * glue)
            if more:
                stretch, slack = 1 + more / glue, 0.0
        x = self._offset(slack) - hang_left
        line = Line([], 0.0, self.leading, self.style.look.size, mixed=segment.levels is not None)
        line.parted = end > 0 and bool(self.fit.places) and self.fit.hyphens[end]
        self._fill(line, segment, x, stretch, natural + more)
        if gap is not None:
            self._end(line, gap, self.segment.runs[gap_at])
        return line

    def _fill(self, line: Line, segment: Segment, x: float, stretch: float, width: float) -> None:
        """Put pieces, which take some width in all, on a line, those of one look and level together."""
        pieces, runs, levels = segment.pieces, segment.runs, segment.levels
        line.width = x + width
        if levels is None and pieces and runs[0] is runs[-1]:
            self._put(line, runs[0], pieces, x=x, width=width, stretch=stretch)
            return
        widths = [piece.width + piece.give * (stretch - 1) for piece in pieces]
        places = _places(widths, levels, x) if levels else None
        index, count = 0, len(pieces)
        while index < count:
            run, first = runs[index], index
            if levels is None:
                index = count if run is runs[-1] else _end_of(run, runs, index)
            else:
                index = _end_alike(run, runs, levels, index)
            width = sum(widths[first:index])
            at = x if places is None else min(places[first], places[index - 1])
            rtl = levels is not None and levels[first] % 2 == 1
            self._put(line, run, pieces[first:index], x=at, width=width, stretch=stretch, rtl=rtl)
            x += width

    def _put(
        self, line: Line, run: Run, pieces: Sequence[Piece], *, x: float, width: float, stretch: float, rtl: bool = False
    ) -> None:
        """Put pieces of one run on a line."""
        if run.note and run.note.number not in self.noted:
            self.noted.add(run.note.number)
            line.notes = [*line.notes, run.note]
        if run.mentions:
            line.mentions = [*line.mentions, *run.mentions]
        look = run.look
        if look.underline or look.strike:
            line.ruled = True
        if run.link:
            line.linked = True
        if run.picture:
            line.picture_height = max(line.picture_height, run.picture.height)
        words = tuple(chain.from_iterable([piece.words for piece in pieces]))
        line.items.append(Item(x, width, look, run.tag, run.link, words, stretch, run.picture, rtl=rtl))

    def _offset(self, slack: float) -> float:
        align = self.style.align
        if align in {"start", "justify"}:
            align = "right" if self.rtl else "left"
        elif align == "end":
            align = "left" if self.rtl else "right"
        return {"left": 0.0, "center": slack / 2, "right": slack}[align]

    def _pieces(self, start: int, end: int) -> tuple[Segment, Piece | None, int]:
        """The pieces of a line, without the space that it ends with, which is given beside."""
        whole, fit = self.segment, self.fit
        first, first_inner = fit.at(start)
        last, last_inner = fit.at(end)
        found = Segment(levels=None if whole.levels is None else [])
        if start and first_inner >= 0:
            limit = last_inner if last == first and last_inner >= 0 else None
            found.add([self._part(first, first_inner, limit)], whole.runs[first], whole.level(first))
            first += 1
        elif start:
            first += 1
        found.pieces += whole.pieces[first:last]
        found.runs += whole.runs[first:last]
        if found.levels is not None and whole.levels is not None:
            found.levels += whole.levels[first:last]
        if last_inner >= 0 and last >= first:
            found.add([self._part(last, 0, last_inner)], whole.runs[last], whole.level(last))
        gap = None
        if last_inner < 0 and last < len(whole.pieces):
            ending = whole.pieces[last]
            if ending.kind is Kind.GLUE:
                gap = ending
            elif ending.kind is Kind.SOFT_HYPHEN:
                fount = whole.runs[last].look.fount(rtl=bool(whole.level(last) % 2))
                words = fount.setting.hyphenated("")
                hyphen = Piece(Kind.BOX, "\u00ad", words, fount.width(words), hang_right=fount.width(words) * HUNG)
                found.add([hyphen], whole.runs[last], whole.level(last))
        return found, gap, min(last, len(whole.pieces) - 1)

    def _part(self, index: int, start: int, end: int | None) -> Piece:
        return self.segment.runs[index].look.fount(rtl=False).part(self.segment.pieces[index], start, end)


def _end_of(run: Run, runs: Sequence[Run], index: int) -> int:
    """Where the pieces of a run end."""
    while index < len(runs) and runs[index] is run:
        index += 1
    return index


def _end_alike(run: Run, runs: Sequence[Run], levels: Sequence[int], index: int) -> int:
    """Where the pieces of a run and a level end."""
    level = levels[index]
    while index < len(runs) and runs[index] is run and levels[index] == level:
        index += 1
    return index


def _places(widths: Sequence[float], levels: Sequence[int], x: float) -> list[float]:
    """The left end of each piece of a line of mixed directions that begins at a place."""
    places = [0.0] * len(widths)
    for index in reorder([*range(len(widths))], [*levels]):
        places[index] = x
        x += widths[index]
    return places
