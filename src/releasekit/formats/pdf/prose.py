"""Runs of text to pieces: text with its looks in, words, spaces and the places between them out."""

from __future__ import annotations

from collections import deque
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from attrs import field

from releasekit.formats.pdf.bidi import levels
from releasekit.formats.pdf.breaks import opportunities, tokens
from releasekit.formats.pdf.fount import APART, Kind, Piece
from releasekit.formats.pdf.scripts import script_of
from releasekit.formats.pdf.shaping import cluster_starts
from releasekit.formats.pdf.unspaced import meet
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.formats.pdf.fount import Fount
    from releasekit.formats.pdf.looks import Look
    from releasekit.formats.pdf.pictures import Placed
    from releasekit.formats.pdf.strips import Footnote
    from releasekit.formats.pdf.structure import Tag
    from releasekit.model import Mention

PICTURE = "\ufffc"
"""The character that stands for a picture in a line."""

_ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
"""The characters around words that are kept from being turned round."""


class Link(NamedTuple):
    """Where words lead."""

    href: str
    tip: str
    """What is said of it; empty for the address."""
    tag: Tag


@define(eq=False)
class Run:
    """A stretch of text in one look, as one part of its block. A newline in it ends the line."""

    text: str
    look: Look
    tag: Tag | None = None
    """What it is within its block: a link, a quotation, words in another language."""
    link: Link | None = None
    note: Footnote | None = None
    """The footnote whose mark this is."""
    picture: Placed | None = None
    mentions: tuple[Mention, ...] = ()
    """The mentions that begin with it, where somebody asks on which page they stand."""

    def is_plain(self, look: Look) -> bool:
        """Whether it is nothing but text of its block in a look."""
        return (
            self.look is look
            and self.tag is None
            and self.link is None
            and self.note is None
            and self.picture is None
            and not self.mentions
        )


@define(eq=False)
class Segment:
    """The pieces between two forced line ends, in logical order, and beside each the run that it comes from."""

    pieces: list[Piece] = field(factory=list)
    runs: list[Run] = field(factory=list)
    levels: list[int] | None = None
    """The embedding level of each piece, where some text runs from right to left."""

    def add(self, pieces: Sequence[Piece], run: Run, level: int = 0) -> None:
        """Put pieces of one run behind those that are there."""
        self.pieces += pieces
        self.runs += [run] * len(pieces)
        if self.levels is not None:
            self.levels += [level] * len(pieces)

    def level(self, index: int) -> int:
        """The level of a piece."""
        return self.levels[index] if self.levels is not None else 0


class _Part(NamedTuple):
    """A stretch of a word in one run and at one level."""

    run: Run
    text: str
    level: int


def compose(runs: Sequence[Run], *, rtl: bool, hyphenate: bool) -> list[Segment]:
    """The pieces of a paragraph, a segment for each forced line."""
    found = levels("".join([run.text for run in runs]), rtl=rtl)
    if found is None:
        segments = [Segment()]
        _unlevelled([run for run in runs if run.text], segments, hyphenate=hyphenate)
    else:
        segments = [Segment(levels=[])]
        for parts in _joined(_levelled(runs, found)):
            _add(segments, parts, hyphenate=hyphenate)
    return segments


def _unlevelled(runs: Sequence[Run], segments: list[Segment], *, hyphenate: bool) -> None:
    """Add runs of text that all runs from left to right: whole tokens, and words that go on in the next run."""
    last = "\n"
    begun: list[_Part] = []
    for run, following in zip(runs, [*(other.text[0] for other in runs[1:]), "\n"], strict=False):
        words = tokens(run.text)
        goes_on = words[-1][0] not in APART and following not in APART
        if begun or (goes_on and len(words) == 1) or run.picture is not None:
            begun.append(_Part(run, words[0], 0))
            if goes_on and len(words) == 1:
                continue
            _add(segments, begun, hyphenate=hyphenate)
            begun = []
            words = words[1:]
        elif last in " \t" and words[0][0] in " \t":  # one space, in two looks
            words = words[1:]
        if goes_on:
            begun = [_Part(run, words.pop(), 0)]
        _whole(words, run, segments, hyphenate=hyphenate)
        last = run.text[-1]


def _whole(words: Sequence[str], run: Run, segments: list[Segment], *, hyphenate: bool) -> None:
    """Add whole tokens of one run."""
    known = run.look.fount(rtl=False, hyphenate=hyphenate).pieces
    start = 0
    for _ in range(words.count("\n")):
        end = words.index("\n", start)
        segments[-1].add([*chain.from_iterable(map(known.__getitem__, words[start:end]))], run)
        segments.append(Segment())
        start = end + 1
    segments[-1].add([*chain.from_iterable(map(known.__getitem__, words[start:]))], run)


def _levelled(runs: Sequence[Run], found: list[int]) -> Iterator[_Part]:
    """The text in stretches of one run and one level."""
    place = 0
    for run in runs:
        start, end = place, place + len(run.text)
        for at in range(start + 1, end):
            if found[at] != found[at - 1]:
                yield _Part(run, run.text[start - place : at - place], found[start])
                start = at
        if end > start:
            yield _Part(run, run.text[start - place :], found[start])
        place = end


def _joined(parts: Iterator[_Part]) -> Iterator[list[_Part]]:
    """Tokens, each as the stretches that it is made of."""
    word: list[_Part] = []
    for run, text, level in parts:
        for token in tokens(text):
            part = _Part(run, token, level)
            if token[0] not in APART:
                word.append(part)
                continue
            if word:
                yield word
                word = []
            yield [part]
    if word:
        yield word


def _add(segments: list[Segment], parts: list[_Part], *, hyphenate: bool) -> None:
    """Add a token: a word that changes its look or direction is parted there, and after dashes and the like."""
    run, text, level = parts[0]
    segment = segments[-1]
    if text == "\n":
        segments.append(Segment(levels=None if segment.levels is None else []))
        return
    if run.picture is None and len(parts) == 1:
        if text[0] in " \t" and segment.pieces and segment.pieces[-1].kind is Kind.GLUE:
            return
        segment.add(run.look.fount(rtl=bool(level % 2), hyphenate=hyphenate).pieces[text], run, level)
        return
    word = "".join(part.text for part in parts)
    places = opportunities(word, run.look.lang, hyphenate=hyphenate)
    costs = {place.at: place.cost for place in places if not place.hyphen and place.at < len(word)}
    costs |= dict.fromkeys(_beside_pictures(word), 30.0)
    hard = deque(sorted(costs))
    soft = (
        [place for place in places if place.hyphen]
        if all(part.level % 2 == 0 or part.text in _ISOLATES for part in parts)
        else []
    )
    start = 0
    for run, text, level in parts:
        end = start + len(text)
        left = start
        while left < end:
            cut = hard.popleft() if hard and hard[0] <= end else end
            if run.picture is not None:
                piece = Piece(Kind.BOX, width=run.picture.width, whole=True)
            else:
                joins = (left not in costs and _joins(word, left), (cut not in costs and _joins(word, cut)) or meet(word, cut))
                fount = run.look.fount(rtl=bool(level % 2), hyphenate=hyphenate)
                inner = [place for place in soft if left < place.at < cut]
                piece = fount.box(word[left:cut], inner, left, joins=joins)
            segment.add([piece], run, level)
            if cut in costs:
                segment.add([run.look.fount(rtl=bool(level % 2), hyphenate=hyphenate).gap(word, cut, costs[cut])], run, level)
            left = cut
        start = end


def _beside_pictures(word: str) -> list[int]:
    """The places before and after pictures, but for those before a sign that ends a sentence."""
    if PICTURE not in word:
        return []
    found = [place + after for place, char in enumerate(word) if char == PICTURE for after in (0, 1)]
    return [place for place in found if 0 < place < len(word) and word[place] not in ".,;:!?)]}\u201d\u2019\u00bb"]


def _joins(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    return script_of(text[place - 1]) == "Arab" and script_of(text[place]) == "Arab"


def explode(piece: Piece, run: Run, level: int, measure: float) -> list[Piece]:
    """A box too wide for its line: its syllables, with a hyphen where a line ends; those still too wide, letter by letter."""
    text, fount = piece.text, run.look.fount(rtl=bool(level % 2), hyphenate=True)
    parts: list[Piece] = []
    for start, end in pairwise([0, *(place.at for place in fount.inner(piece)), len(text)]):
        syllable = fount.box(text[start:end], [])
        if end - start < len(text) and syllable.width + fount.hyphen <= measure:
            parts.append(syllable)
        else:
            parts += _letters(text, start, end, fount)
        parts += fount.pieces["\u00ad"]
    return parts[:-1]


def _letters(text: str, start: int, end: int, fount: Fount) -> list[Piece]:
    """A part of a word letter by letter, with a place to break between every two; those that join do so over a line end."""
    places = [start + place for place in cluster_starts(text[start:end])]
    parts: list[Piece] = []
    for left, right in pairwise([*places, end]):
        parts += [
            fount.box(text[left:right], [], joins=(_joins(text, left), _joins(text, right))),
            Piece(Kind.BREAK, cost=50.0),
        ]
    return parts[:-1]
