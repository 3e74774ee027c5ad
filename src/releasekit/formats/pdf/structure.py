"""The structure tree while it grows: what a drawn thing is and where it stands in reading order (ISO 32000-1, 14.7).

A block is put into the tree when it is made, for blocks are set in reading order. An inline is put there when its first
words are drawn, so that it stands between the words around it.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from attrs import field

from releasekit.values import define


class Marked(NamedTuple):
    """A marked-content sequence: drawn words or a drawn picture."""

    page: int
    number: int


class Annotation(NamedTuple):
    """An annotation on a page, such as the place of a link."""

    page: int
    reference: bytes


@define(eq=False)
class Tag:
    """One part of the document, by its structure type (ISO 32000-1, 14.8.4)."""

    role: str
    parent: Tag | None = None
    lang: str = ""
    """Its language, where it is not that of the part around it."""
    alt: str = ""
    attributes: str = ""
    """Its attribute objects, as PDF writes them: `/O /Table /Scope /Column`."""
    id: str = ""
    level: int = 0
    """Of a heading, as the release has it; the headline is 0. Its type, `H1` to `H9`, is found at the end: see `pruned`.

    Of an article, that of its headline: what came before it is not around it.
    """
    stays: bool = False
    """Whether it is kept without content, as an empty cell is."""
    after: Tag | None = None
    """The part that stands right behind it: the footnote of a reference."""
    kids: list[Kid] = field(factory=list)
    placed: bool = True
    """Whether its parent has it already."""
    number: int = 0
    """Of its object in the file, which it gets at the end."""

    def child(self, role: str, *, lang: str = "", alt: str = "", attributes: str = "") -> Tag:
        """A block of this part, after those that it has."""
        part = Tag(role, self, lang, alt, attributes)
        self.kids.append(part)
        return part

    def heading(self, level: int, *, lang: str = "") -> Tag:
        """A heading of this part."""
        part = self.child("H", lang=lang)
        part.level = level
        return part

    def inline(self, role: str, *, lang: str = "", alt: str = "", attributes: str = "") -> Tag:
        """An inline of this part, which takes its place when something of it is drawn."""
        return Tag(role, self, lang, alt, attributes, placed=False)

    def hold(self, kid: Marked | Annotation) -> None:
        """Add drawn content."""
        self._place()
        self.kids.append(kid)

    def _place(self) -> None:
        if self.placed or self.parent is None:
            return
        self.placed = True
        self.parent._place()  # noqa: SLF001  # its own kind
        self.parent.kids.append(self)
        if self.after is not None:
            self.after.placed = True
            self.parent.kids.append(self.after)


Kid: TypeAlias = Tag | Marked | Annotation


class Artifact(Tag):
    """What is drawn and is no content: rules, running heads, page numbers, the repeated head of a table (14.8.2.2)."""


DECORATION = Artifact("")
HEADER = Artifact("/Type /Pagination /Subtype /Header /Attached [/Top]")
FOOTER = Artifact("/Type /Pagination /Subtype /Footer /Attached [/Bottom]")
REPEATED = Artifact("/Type /Pagination")


class Headings:
    """The levels of headings in reading order: each is one deeper than the heading around it, whatever the release skips."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def enter(self, level: int) -> int:
        """The level of a heading in the tree, from 1; the headline of a release has level 0."""
        self.leave(level)
        self._open.append(level)
        return len(self._open)

    def leave(self, level: int) -> None:
        """End what is around, down to a level."""
        while self._open and self._open[-1] >= level:
            self._open.pop()


def pruned(root: Tag) -> list[Tag]:
    """The parts in reading order, parents first: those without content are taken out, and headings get their levels."""
    parts: list[Tag] = []
    waiting = [root]
    while waiting:
        part = waiting.pop()
        parts.append(part)
        waiting += [kid for kid in part.kids[::-1] if isinstance(kid, Tag)]
    empty: set[int] = set()
    for part in reversed(parts):  # children before their parents
        if empty:
            part.kids = [kid for kid in part.kids if id(kid) not in empty]
        if not part.kids and not part.stays and part is not root:
            empty.add(id(part))
    headings = Headings()
    kept = [part for part in parts if id(part) not in empty] if empty else parts
    for part in kept:
        if part.role == "H":
            part.role = f"H{headings.enter(part.level)}"
        elif part.role == "Art":
            headings.leave(part.level)
    return kept
