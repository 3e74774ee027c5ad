"""Words at one size: tokens of text in, pieces with their widths and the places where they may be parted out.

A fount is the printer's word for one face at one size. The pieces are the same wherever a word comes again, in any document.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from attrs import field

from releasekit.formats.pdf.breaks import SHORTEST, Break, parts, syllables
from releasekit.formats.pdf.choice import first_face
from releasekit.formats.pdf.shaping import JOINER, Setting, Word
from releasekit.formats.pdf.shelf import Shelf
from releasekit.formats.pdf.unspaced import CLOSING, OPENING, is_square, meet
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.formats.pdf.fonts import Face


_HANGS_RIGHT = {"-": 0.5, "\u00ad": 0.5, ".": 0.5, ",": 0.5, "\u2013": 0.25, "\u2019": 0.35, "\u201d": 0.3, "\u00bb": 0.2}
_HANGS_RIGHT |= dict.fromkeys(CLOSING, 0.5)
_HANGS_LEFT = dict.fromkeys(OPENING, 0.5) | {"\u201c": 0.45, "\u2018": 0.45, "\u00ab": 0.3, "\u201e": 0.4, "\u201a": 0.4}
"""How much of its width a sign stands in the margin, so that the edge of the text looks straight."""


_BOUND = re.compile(
    "[(\u20ac$\u00a3]?[0-9]{1,3}(?:[.,][0-9]{1,3})*"
    "|\u00a7\u00a7?|(?:No|Nos|Nr|Art|Abs|p|pp|S|Fig|Tab|Dr|Prof|Mr|Mrs|Ms|St)\\.|Mr|Mrs|Ms|Dr"
)
"""What stays with the next word where it can: a number with what it counts, as in 1 May, a title with its name."""

APART = frozenset(" \t\n\u00a0\u202f\u00ad\u200b\u2060\ufeff")
"""The characters that are no part of a word."""

_LONGEST_BOUND = 14

PARTED = 250.0
"""What it costs to part words that stay together where they can."""

_CLOSING = frozenset("\u00bb:;!?")
"""What stays with the word before it, where a language has a space between them; and a guillemet with the word after it."""

_TORN = 5000.0
"""What it costs to part a sign from its word."""

GIVE = 60.0
"""How much of a stretch a gap between ideographs takes, in thousandths of the size: at the most it stays too narrow for a space."""


class Kind(Enum):
    """What a piece is."""

    BOX = auto()
    GLUE = auto()
    FIXED_GLUE = auto()
    """A no-break space: it stretches, and no line ends at it."""
    BREAK = auto()
    SOFT_HYPHEN = auto()


class Inner(NamedTuple):
    """A place where a hyphen may part a box."""

    at: int
    width: float
    """How wide the box is up to there, in points."""
    cost: float


@define(eq=False)
class Piece:
    """A part of a line: words that stay together, a space, or a place where the line may end. Lengths are in points."""

    kind: Kind
    text: str = ""
    words: tuple[Word, ...] = ()
    width: float = 0.0
    cost: float = 0.0
    """What a line end at this place costs."""
    give: float = 0.0
    """How much of a line's stretch it takes, as a share: a space as much as it is wide, a gap between ideographs a little."""
    hang_left: float = 0.0
    """How far it stands in the margin where a line begins with it."""
    hang_right: float = 0.0
    whole: bool = False
    """Whether no hyphen may part it."""
    holds: float = 0.0
    """What it costs to end a line at the space behind it, where it stays with the next word if it can."""
    held: float = 0.0
    """The same of the space before it."""
    inner: tuple[Inner, ...] | None = None
    """Where hyphens may part it; found when it is needed (`Fount.inner`)."""


@define(eq=False)
class Fount:
    """The pieces of one setting at one size."""

    setting: Setting
    size: float
    tracking: float
    rtl: bool
    lang: str
    """Whose syllables the words are parted at; empty where none are."""
    pieces: Shelf[str, tuple[Piece, ...]] = field(init=False)
    """The pieces of a token."""
    hyphen: float = field(init=False)
    """The width of a hyphen, in points."""

    def __attrs_post_init__(self) -> None:
        self.pieces = Shelf(self._pieces)
        self.hyphen = self.width(self.setting.hyphenated("")) if not self.rtl else 0.0

    def width(self, words: Iterable[Word]) -> float:
        """The width of shaped words."""
        width = 0.0
        for word in words:
            width += word.width + self.tracking * len(word.ids)
        return width * self.size / 1000

    def _pieces(self, token: str) -> tuple[Piece, ...]:
        first = token[0]
        if first in APART:
            return self._between(first)
        hard = parts(token, self.setting.lang)
        if not hard:
            return (self.box(token),)
        soft = [Break(place, cost, hyphen=True) for place, cost in syllables(token, self.lang)] if self.lang else []
        out = []
        left = 0
        for at, cost in [*((place.at, place.cost) for place in hard), (len(token), 0.0)]:
            inner = [place for place in soft if left < place.at < at]
            out.append(self.box(token[left:at], inner, left, joins=(False, meet(token, at))))
            if at < len(token):
                out.append(self.gap(token, at, cost))
            left = at
        return tuple(out)

    def _between(self, char: str) -> tuple[Piece, ...]:
        """What stands between words."""
        if char in " \t":
            return (self._space(Kind.GLUE, " ", self.setting.shape(" ")),)
        if char in "\u00a0\u202f":
            return (self._space(Kind.FIXED_GLUE, char, self.setting.shape(char)),)
        if char == "\u00ad":
            return (Piece(Kind.SOFT_HYPHEN, cost=40.0),)
        return (Piece(Kind.BREAK),) if char == "\u200b" else ()

    def _space(self, kind: Kind, text: str, words: tuple[Word, ...]) -> Piece:
        return Piece(kind, text, words, self.width(words), give=sum(word.give for word in words) * self.size / 1000)

    def gap(self, text: str, at: int, cost: float) -> Piece:
        """A place in a text where a line may end. Beside a character that fills a square it gives way a little."""
        if at >= len(text) or not (is_square(text[at]) or is_square(text[at - 1])):
            return Piece(Kind.BREAK, cost=cost)
        word = _gap(first_face(self.setting.cut, "Hani"), rtl=self.rtl)
        return Piece(Kind.BREAK, words=(word,), cost=cost, give=GIVE * self.size / 1000)

    def box(
        self, text: str, places: Sequence[Break] | None = None, start: int = 0, *, joins: tuple[bool, bool] = (False, False)
    ) -> Piece:
        """Text that stays together but for hyphens: at `places`, counted from `start` characters before it, or at its syllables."""
        words = self.setting.shape(f"{JOINER * joins[0]}{text}{JOINER * joins[1]}" if any(joins) else text)
        piece = Piece(Kind.BOX, text, words, self.width(words))
        if len(text) <= _LONGEST_BOUND and (len(text) < 4 or not text.isalpha()) and _BOUND.fullmatch(text):
            piece.holds = PARTED
        elif text == "\u00ab":
            piece.holds = _TORN
        elif text in _CLOSING:
            piece.held = _TORN
        if self.rtl or not words:
            piece.whole = True
            return piece
        piece.whole = len(text) < SHORTEST if places is None else not places
        if places:
            piece.inner = self._inner(words, [(place.at - start, place.cost) for place in places])
        if (share := _HANGS_LEFT.get(text[0])) and words[0].ids:
            piece.hang_left = share * words[0].advances[0] * words[0].scale * self.size / 1000
        if (share := _HANGS_RIGHT.get(text[-1])) and words[-1].ids and not joins[1]:
            piece.hang_right = share * words[-1].advances[-1] * words[-1].scale * self.size / 1000
        return piece

    def inner(self, piece: Piece) -> tuple[Inner, ...]:
        """The places where hyphens may part a box."""
        if piece.whole or not self.lang:
            return ()
        if piece.inner is None:
            piece.inner = self._inner(piece.words, syllables(piece.text, self.lang))
        return piece.inner

    def _inner(self, words: Sequence[Word], places: Sequence[tuple[int, float]]) -> tuple[Inner, ...]:
        if not places:
            return ()
        reached = [0.0]  # the width before each character
        width = 0.0
        for word in words:
            for advance, text in zip(word.advances, word.texts, strict=True):
                own, count = advance * word.scale + self.tracking, len(text)
                reached += [width + own * (number + 1) / count for number in range(count)]
                width += own
        return tuple(Inner(at, reached[at] * self.size / 1000, cost) for at, cost in places if at < len(reached))

    def part(self, piece: Piece, start: int, end: int | None) -> Piece:
        """A box from one place to another; with a hyphen, where it does not go to the end."""
        text = piece.text[start:end]
        if end is None:
            return self.box(text)
        words = self.setting.hyphenated(text)
        hang = self.hyphen * _HANGS_RIGHT["-"]
        parted = self.box(text)
        parted.text, parted.words, parted.width, parted.hang_right = text + "\u00ad", words, self.width(words), hang
        return parted


@lru_cache(maxsize=300)
def _gap(face: Face, *, rtl: bool) -> Word:
    """What stands in a gap between squares: one for all, since a line is made wider by going through all that give way."""
    return Word(face, (), "", (), 0.0, rtl, face.scale, give=GIVE)


@lru_cache(maxsize=300)
def fount(setting: Setting, size: float, tracking: float, *, hyphenate: bool) -> Fount:
    """The one fount of its kind, shared by all documents of a process."""
    return Fount(setting, size, tracking, setting.rtl, setting.lang if hyphenate else "")
