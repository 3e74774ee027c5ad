"""Runs of text to pieces: text with its looks in, shaped words, spaces and the places between them out."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from releasekit.formats.pdf.bidi import levels
from releasekit.formats.pdf.breaks import Break, opportunities, tokens
from releasekit.formats.pdf.scripts import script_of
from releasekit.formats.pdf.shaping import JOINER, Word, cluster_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from releasekit.formats.pdf.looks import Look
    from releasekit.formats.pdf.pictures import Placed
    from releasekit.formats.pdf.strips import Footnote

PICTURE = "\ufffc"
"""The character that stands for a picture in a line."""


@frozen(eq=False)
class Run:
    """A stretch of text in one look. A newline in it ends the line."""

    text: str
    look: Look
    note: Footnote | None = None
    """The footnote whose mark this is."""
    picture: Placed | None = None


class Kind(Enum):
    """What a piece is."""

    BOX = auto()
    GLUE = auto()
    FIXED_GLUE = auto()
    """A no-break space: it stretches, and no line ends at it."""
    BREAK = auto()
    SOFT_HYPHEN = auto()


@define(eq=False)
class Piece:
    """A part of a line: words that stay together, a space, or a place where the line may end."""

    kind: Kind
    text: str
    words: tuple[Word, ...]
    width: float
    look: Look
    level: int = 0
    inner: tuple[Break, ...] = ()
    """Where a box may be parted by a hyphen."""
    cost: float = 0.0
    run: Run | None = None
    """For a footnote mark or a picture."""

    @property
    def stretches(self) -> bool:
        """Whether it is a space."""
        return self.kind is Kind.GLUE or self.kind is Kind.FIXED_GLUE


@define(eq=False)
class Segment:
    """The pieces between two forced line ends."""

    pieces: list[Piece] = field(factory=list)
    leading: float = 0.0
    """The least distance of lines that its faces ask for."""
    mixed: bool = False
    """Whether it holds text that runs from right to left."""


def width_of(words: Iterable[Word], look: Look) -> float:
    """The width of shaped words in a look, in points."""
    width = sum(word.width for word in words) * look.size / 1000
    if look.tracking:
        width += sum(len(word.glyphs) for word in words) * look.tracking * look.size / 1000
    return width


def compose(runs: Sequence[Run], *, rtl: bool, hyphenate: bool) -> list[Segment]:
    """The pieces of a paragraph in logical order, a segment for each forced line."""
    text = "".join(run.text for run in runs)
    found = levels(text, rtl=rtl)
    segments = [Segment(mixed=found is not None)]
    position = _Position(runs)
    for start, end in tokens(text):
        run = position.at(start)
        first = text[start]
        segment = segments[-1]
        if first == "\n":
            segments.append(Segment(mixed=found is not None))
        elif first in " \t\u00a0\u202f":
            level = found[start] if found else 0
            words = run.look.setting(rtl=bool(level % 2)).shape(" " if first in " \t" else first)
            kind = Kind.GLUE if first in " \t" else Kind.FIXED_GLUE
            segment.pieces.append(Piece(kind, first, words, width_of(words, run.look), run.look, level))
        elif first == "\u00ad":
            segment.pieces.append(Piece(Kind.SOFT_HYPHEN, "", (), 0.0, run.look, found[start] if found else 0, cost=40.0))
        elif first == "\u200b":
            segment.pieces.append(Piece(Kind.BREAK, "", (), 0.0, run.look))
        elif first in "\u2060\ufeff":
            continue
        else:
            _word(text, (start, end), position, found, segment=segment, hyphenate=hyphenate)
    return segments


class _Position:
    """Which run a place in the text belongs to; asked in ascending order."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.index = 0
        self.end = len(runs[0].text) if runs else 0

    def at(self, place: int) -> Run:
        while place >= self.end:
            self.index += 1
            self.end += len(self.runs[self.index].text)
        return self.runs[self.index]


def _word(
    text: str, span: tuple[int, int], position: _Position, found: list[int] | None, *, segment: Segment, hyphenate: bool
) -> None:
    """Add a word: parted where its look or direction changes and after dashes and the like."""
    start, end = span
    run = position.at(start)
    word = text[start:end]
    places = opportunities(word, run.look.lang if hyphenate else "")
    hard = [place for place in places if not place.hyphen]
    uniform = found is None or all(level == found[start] for level in found[start + 1 : end])
    if position.end >= end and uniform and not hard:
        segment.pieces.append(_box(word, run, found[start] if found else 0, segment, inner=places))
        return
    costs = {start + place.at: place.cost for place in hard}
    cuts = sorted({*costs, *_seams(start, end, position, found), end})
    left = start
    for cut in cuts:
        run = position.at(left)
        inner = tuple(
            Break(start + place.at - left, place.cost, hyphen=True)
            for place in places
            if place.hyphen and left < start + place.at < cut
        )
        joins = (
            left > start and left not in costs and _joins(text, left),
            cut < end and cut not in costs and _joins(text, cut),
        )
        segment.pieces.append(_box(text[left:cut], run, found[left] if found else 0, segment, inner=inner, joins=joins))
        if cut in costs:
            segment.pieces.append(Piece(Kind.BREAK, "", (), 0.0, run.look, cost=costs[cut]))
        left = cut


def _seams(start: int, end: int, position: _Position, found: list[int] | None) -> Iterator[int]:
    """Where the run or the level changes within a word."""
    index, edge = position.index, position.end
    while edge < end:
        yield edge
        index += 1
        edge += len(position.runs[index].text)
    if found:
        yield from (place for place in range(start + 1, end) if found[place] != found[place - 1])


def _joins(text: str, place: int) -> bool:
    return script_of(text[place - 1]) == "Arab" and script_of(text[place]) == "Arab"


def _box(
    text: str, run: Run, level: int, segment: Segment, *, inner: tuple[Break, ...], joins: tuple[bool, bool] = (False, False)
) -> Piece:
    if run.picture is not None:
        return Piece(Kind.BOX, "", (), run.picture.width, run.look, level, run=run)
    shaped = JOINER * joins[0] + text + JOINER * joins[1]
    words = run.look.setting(rtl=bool(level % 2)).shape(shaped)
    for word in words:
        if word.face.leading:
            segment.leading = max(segment.leading, word.face.leading * word.scale * run.look.size)
    marked = run if run.note is not None else None
    return Piece(Kind.BOX, text, words, width_of(words, run.look), run.look, level, inner if level == 0 else (), run=marked)


def explode(piece: Piece) -> list[Piece]:
    """A box wider than the line, letter by letter, with a place to break between every two."""
    starts = cluster_starts(piece.text)
    shaper = piece.look.setting(rtl=bool(piece.level % 2))
    parts: list[Piece] = []
    for start, end in zip(starts, [*starts[1:], len(piece.text)], strict=True):
        words = shaper.shape(piece.text[start:end])
        if parts:
            parts.append(Piece(Kind.BREAK, "", (), 0.0, piece.look, piece.level, cost=50.0))
        width = width_of(words, piece.look)
        parts.append(Piece(Kind.BOX, piece.text[start:end], words, width, piece.look, piece.level))
    parts[0].run = piece.run
    return parts


def prefix_width(piece: Piece, place: int) -> float:
    """How wide the first characters of a box are that runs from left to right."""
    width, characters = 0.0, 0
    for word in piece.words:
        for glyph in word.glyphs:
            if characters >= place:
                break
            width += glyph.advance * word.scale + piece.look.tracking
            characters += len(glyph.text)
    return width * piece.look.size / 1000
