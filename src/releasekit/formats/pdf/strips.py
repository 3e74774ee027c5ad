"""What a column is made of: strips that stand one below the other, and the things that are drawn in them.

All places are in points: `x` from the left edge of the text, `top` downwards from the top of the strip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import field

from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.drawings import Drawing
    from releasekit.formats.pdf.foreign.pages import ForeignPage
    from releasekit.formats.pdf.lines import Line
    from releasekit.formats.pdf.pictures import Picture
    from releasekit.formats.pdf.structure import Tag


@define(eq=False)
class Words:
    """A line of text."""

    line: Line
    x: float
    base: float
    """The base line, below the top of the strip."""
    tag: Tag


@define(eq=False)
class Fill:
    """A rule or a patch of colour: decoration, not content."""

    x: float
    top: float
    width: float
    height: float
    colour: str
    joins: bool = False
    """Whether it goes on through the space above the strip, where that is not the top of a page."""


@define(eq=False)
class Shown:
    """A picture."""

    picture: Picture | Drawing | ForeignPage
    x: float
    top: float
    width: float
    height: float
    tag: Tag


@define(eq=False)
class Dots:
    """A row of dots that leads the eye to a page number: decoration. They stand below each other in all rows."""

    x: float
    base: float
    width: float
    colour: str


Drawn: TypeAlias = Words | Fill | Shown | Dots


@define(eq=False)
class Footnote:
    """A note and the strips that it is set in at the foot of a page."""

    number: int
    strips: list[Strip] = field(factory=list)


@define(eq=False)
class Bookmark:
    """An entry of the outline."""

    title: str
    level: int
    """As the release has it; the headline is 0."""


@define(eq=False)
class Strip:
    """A slice of a column that is not parted."""

    height: float
    drawn: list[Drawn] = field(factory=list)
    before: float = 0.0
    """The space above it, which is left out at the top of a page."""
    keep: bool = False
    """Whether it stays with the strip below."""
    grid: bool = False
    """Whether it begins text whose lines stand at the same heights on all pages."""
    parting: bool = False
    """Whether it is a rule between what is above and below, and nothing at the top of a page."""
    notes: Sequence[Footnote] = ()
    head: tuple[Strip, ...] = ()
    """The head of its table, which is drawn once more where it opens a page."""
    bookmark: Bookmark | None = None


class Stack:
    """Strips one below the other; where two spaces meet, the larger one counts."""

    def __init__(self) -> None:
        self.strips: list[Strip] = []
        self.after = 0.0

    def add(self, strips: Sequence[Strip], before: float = 0.0, after: float = 0.0) -> None:
        """Put strips below those that are there."""
        if not strips:
            return
        strips[0].before = max(self.after, before, strips[0].before)
        self.strips += strips
        self.after = after

    @property
    def height(self) -> float:
        """What the strips take, with the space above each."""
        return sum([strip.height + strip.before for strip in self.strips])

    def extend(self, other: Stack, before: float = 0.0) -> None:
        """Put another stack below, with the space that it wants after it."""
        self.add(other.strips, before, other.after)
