"""Strips to pages: a column of strips and the height of the pages in, pages with every strip in its place out.

Headings stay with what follows, a paragraph leaves no single line behind, footnotes stand on the page of their mark as far
as they fit, and the head of a table is repeated. The lines of the text stand on a grid that all pages share: what is set
otherwise gets so much more space above it that the text below is on the grid again. Where the last of a few pages would hold
only some lines, the column leaves the grid and has less space between its parts, if that spares the page. One pass, and a few
more for such a column, in time that grows with the number of strips.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field

from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.formats.pdf.strips import Footnote, Strip

NOTE_SPACE = 16.0
"""Between the text and the footnotes, with the rule in it."""

NOTE_SHARE = 0.3
"""The share of a page's height up to which notes that a line brings must fit with it; longer ones go on overleaf."""

LEAST_TEXT = 60.0
"""The room that footnotes leave to the text of their page."""

SHORT = 0.2
"""The share of a page's height that its last page fills at least, or it is tried without it."""

FEW = 10
"""The most pages of which one is spared so: in a longer document nobody would thank for it."""

TIGHTER = (1.0, 0.9, 0.8, 0.7)
"""The shares of the space between strips that are tried, from the widest, to do without a short last page."""

ON_GRID = 0.01
"""How far from the grid a line may stand, in points."""


@define(eq=False)
class Put:
    """A strip in its place."""

    strip: Strip
    top: float
    """From the top of the text area downwards."""
    gap: float
    repeated: bool = False
    """Whether it is the head of a table that stood on a page before."""


@define(eq=False)
class Page:
    """One page: the text from its top, the notes at its foot."""

    height: float
    origin: float = 0.0
    """How far below the top of its text area the grid begins."""
    text: list[Put] = field(factory=list)
    used: float = 0.0
    notes: list[Strip] = field(factory=list)
    notes_height: float = 0.0

    def room(self) -> float:
        """What is left between text and notes."""
        return self.height - self.used - self.notes_height

    def put(self, strip: Strip, *, repeated: bool = False, more: float = 0.0) -> None:
        """Add a strip below the others, with some `more` space above it."""
        gap = (strip.before if self.text else 0.0) + more
        self.text.append(Put(strip, self.used + gap, gap, repeated))
        self.used += gap + strip.height

    def note_height(self, strips: Sequence[Strip]) -> float:
        """What strips of notes would take."""
        if not strips:
            return 0.0
        return (0.0 if self.notes else NOTE_SPACE) + _height(strips)

    def put_notes(self, strips: Sequence[Strip]) -> None:
        """Add strips at the foot."""
        self.notes_height += self.note_height(strips)
        self.notes += strips


def paginate(strips: Sequence[Strip], first: float, rest: float, step: float) -> list[Page]:
    """All pages that a column takes, set as it is, or tighter where that spares a short last page. Sizes as in `Paginator`."""
    pages = Paginator(first, rest, step).fill(strips)
    if not 1 < len(pages) <= FEW or pages[-1].used + pages[-1].notes_height >= SHORT * rest:
        return pages
    spaces = [strip.before for strip in strips]
    for share in TIGHTER:
        for strip, space in zip(strips, spaces, strict=True):
            strip.before = share * space
        tighter = Paginator(first, rest, 0.0).fill(strips)
        if len(tighter) < len(pages):
            return tighter
    for strip, space in zip(strips, spaces, strict=True):
        strip.before = space
    return pages


class Paginator:
    """Fills pages; `first` is the height of the first page's text area, `rest` that of all others, in points.

    `step` is the distance of the lines of the grid; 0 is for no grid.
    """

    def __init__(self, first: float, rest: float, step: float) -> None:
        self.rest, self.step = rest, step
        self.early: list[float] = []
        """The heights of pages right after the first, where they are not as all others."""
        self.pages = [Page(first, first - rest)]
        self.waiting: list[Strip] = []
        """Strips of notes that found no room on the page of their mark."""

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    def fill(self, strips: Sequence[Strip]) -> list[Page]:
        """All pages that a column takes."""
        index, loose_until = 0, 0
        while index < len(strips):
            end = index + 1
            if index >= loose_until:
                while strips[end - 1].keep and end < len(strips):
                    end += 1
            group = strips[index:end]
            if group[0].parting and not self.page.text:
                index += 1
            elif self._fits(group):
                self._put(group)
                index = end
            elif self.page.text and self._fits_alone(group):
                self._turn()
            elif end - index > 1:
                loose_until = end  # taller than a page: its strips go one by one
            elif self.page.text or (self.page.notes and group[0].height > self.page.room()):
                self._turn()
            else:
                self._put(group)
                index = end
        while self.waiting:
            self._turn()
        return self.pages

    def _heads(self, strip: Strip) -> tuple[Strip, ...]:
        """The head that a strip is to repeat on this page."""
        if self.page.text or not strip.head:
            return ()
        return strip.head if sum(row.height for row in strip.head) < self.page.height * 0.4 else ()

    def _lift(self, group: Sequence[Strip]) -> tuple[int, float]:
        """Which strip of a group gets how much more space above it, so that the text in the group stands on the grid.

        It is the one that has most already.
        """
        if not self.step:
            return 0, 0.0
        first = 0
        while not group[first].grid:
            first += 1
            if first == len(group):
                return 0, 0.0
        page = self.page
        top = (
            page.used
            - page.origin
            + sum([strip.before for strip in group[: first + 1]])
            - (0.0 if page.text else group[0].before)
        )
        top += sum([strip.height for strip in group[:first]])
        more = -top % self.step
        if more < ON_GRID or more > self.step - ON_GRID:
            return 0, 0.0
        return max(range(first + 1), key=lambda index: group[index].before), more

    def _fits(self, group: Sequence[Strip]) -> bool:
        page = self.page
        height = _height(group) - (0.0 if page.text else group[0].before)
        height += sum([row.height for row in self._heads(group[0])]) + self._lift(group)[1]
        notes = [note for strip in group if strip.notes for note in _note_strips(strip.notes)]
        return height + min(page.note_height(notes), page.height * NOTE_SHARE) <= page.room() + 0.01

    def _fits_alone(self, group: Sequence[Strip]) -> bool:
        """Whether a group would fit on a page of its own, its notes left aside where they are longer than that."""
        return _height(group) - group[0].before <= self.rest + 0.01

    def _put(self, group: Sequence[Strip]) -> None:
        for row in self._heads(group[0]):
            self.page.put(row, repeated=True)
        raised, more = self._lift(group)
        if more and _height(group) + more > self.page.room():  # what is too tall for its page stands as it can
            more = 0.0
        for index, strip in enumerate(group):
            self.page.put(strip, more=more if index == raised else 0.0)
        for strip in group:  # only now: their notes take what room the whole group leaves
            if strip.notes:
                self._put_notes(_note_strips(strip.notes))

    def _put_notes(self, strips: list[Strip]) -> None:
        page = self.page
        while strips and not self.waiting and page.note_height(strips[:1]) <= page.room() + 0.01:
            page.put_notes(strips[:1])
            strips = strips[1:]
        self.waiting += strips

    def _turn(self) -> None:
        """Open a page, and put on it the notes that wait; at least one, so that there is an end."""
        self.pages.append(Page(self.early.pop(0) if self.early else self.rest))
        page = self.page
        waiting, self.waiting = self.waiting, []
        count = 0
        while count < len(waiting) and (not count or page.note_height(waiting[count : count + 1]) <= page.room() - LEAST_TEXT):
            page.put_notes(waiting[count : count + 1])
            count += 1
        self.waiting = waiting[count:]


def _height(strips: Sequence[Strip]) -> float:
    """What strips take, with the space above each."""
    return sum([strip.height + strip.before for strip in strips])


def _note_strips(notes: Sequence[Footnote]) -> list[Strip]:
    """The strips of notes and of the notes within them."""
    strips: list[Strip] = []
    for note in notes:
        strips += note.strips
        for strip in note.strips:
            strips += _note_strips(strip.notes)
    return strips
