"""The tree of a text's blocks, with the words in them still as they are written.

Containers hold blocks, leaves hold lines. What needs no second look, such as code, becomes a node of the model as soon as
it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from releasekit.formats.markdown.parse.characters import unescaped
from releasekit.formats.markdown.parse.code import RAW
from releasekit.formats.markdown.parse.references import definitions
from releasekit.model import nodes as n

if TYPE_CHECKING:
    import re

    from releasekit.formats.markdown.attributes import Attributes
    from releasekit.formats.markdown.parse.references import Reference


class Rest(Protocol):
    """The rest of a line, behind the signs of the containers that it stands in."""

    line: str
    pos: int
    first: int

    def behind(self, column: int) -> str:
        """The line from a column on."""


# ── containers ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Container:
    """What holds blocks: the body itself, and the kinds that follow. `line` is its first, counted from 0."""

    __slots__ = ("children", "index", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.children: list[Child] = []
        self.index = 0
        """Where it stands among the open containers, while it is open."""


class List(Container):
    """A list, which holds nothing but items with one sign: `-`, `+`, `*`, `.` or `)`."""

    __slots__ = ("items", "loose", "sign", "start")

    def __init__(self, line: int, sign: str, start: int | None) -> None:
        super().__init__(line)
        self.sign = sign
        self.start = start
        """The number of the first item; None in a list without numbers."""
        self.loose = False
        self.items: list[Item] = []


class Signed(Container):
    """A container that shows in each of its lines, by a sign or by an indent."""

    __slots__ = ("indent",)

    def __init__(self, line: int, indent: int) -> None:
        super().__init__(line)
        self.indent = indent
        """How many columns its lines are indented, from the last `>` on."""


class Quote(Signed):
    """A block quote: each of its lines begins with `>`."""

    __slots__ = ()


class Item(Signed):
    """An item of a list: its lines are indented as far as its first words are."""

    __slots__ = ("around",)

    def __init__(self, line: int, around: List, indent: int) -> None:
        super().__init__(line, indent)
        self.around = around


class Definition(Signed):
    """What a note says; its lines are indented by four spaces."""

    __slots__ = ("end", "label")

    def __init__(self, line: int, label: str, indent: int) -> None:
        super().__init__(line, indent)
        self.label = label
        self.end = line
        """The line that it ends before."""


class Division(Container):
    """A fenced division: it asks nothing of its lines."""

    __slots__ = ("attributes",)

    def __init__(self, line: int, attributes: Attributes) -> None:
        super().__init__(line)
        self.attributes = attributes


# ── leaves ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Leaf:
    """What holds lines. `verbatim` leaves ask first whether a line is theirs; the others take what begins no block."""

    __slots__ = ("line",)
    verbatim = False

    def __init__(self, line: int) -> None:
        self.line = line

    def takes(self, _rest: Rest) -> bool:
        """Take a line before it is looked at, if it is one of this leaf's."""
        return False

    def ended(self, _references: dict[str, Reference]) -> Paragraph | Table | Done | None:
        """What it is now that no line follows: None if nothing is left of it."""
        raise NotImplementedError


class Paragraph(Leaf):
    """Lines of words, of which the first may define references."""

    __slots__ = ("lazy", "lines", "text")

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line)
        self.lines = [text]
        self.text = ""
        """All lines, once it has ended."""
        self.lazy = 0
        """How many lines it had when the last one came without the signs of its containers."""

    def ended(self, references: dict[str, Reference]) -> Paragraph | None:
        """The paragraph behind the definitions at its start (CommonMark 0.31.2, 4.7)."""
        text = "\n".join(self.lines).strip(" \t\n")
        if text.startswith("[") and (end := definitions(text, self.line, references)):
            self.line += text.count("\n", 0, end)
            text = text[end:].lstrip(" \t\n")
        self.text = text
        return self if text else None


class Table(Leaf):
    """The cells of a table, row by row; the first row is the header, and the delimiter row is not in it."""

    __slots__ = ("align", "caption", "rows")

    def __init__(self, line: int, header: list[str], align: tuple[n.Align, ...]) -> None:
        super().__init__(line)
        self.rows = [header]
        self.align = align
        self.caption: Paragraph | None = None
        """The words above or below it, with the sign of a caption before them."""

    def ended(self, _references: dict[str, Reference]) -> Table:
        """The table as it is."""
        return self


class Indented(Leaf):
    """Code that is indented by four spaces (4.4)."""

    __slots__ = ("lines",)
    verbatim = True

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line)
        self.lines = [text]

    def takes(self, rest: Rest) -> bool:
        """Take a line that is indented as far, or empty."""
        if rest.first - rest.pos < 4 and rest.first < len(rest.line):
            return False
        self.lines.append(rest.behind(rest.pos + 4))
        return True

    def ended(self, _references: dict[str, Reference]) -> n.CodeBlock:
        """The code without the empty lines behind it."""
        while self.lines[-1].isspace() or not self.lines[-1]:
            del self.lines[-1]
        return n.CodeBlock("\n".join(self.lines))


class Fence(Leaf):
    """Code between fences (4.5), or raw markup of a format."""

    __slots__ = ("closing", "indent", "info", "lines")
    verbatim = True

    def __init__(self, line: int, info: str, indent: int, closing: re.Pattern[str]) -> None:
        super().__init__(line)
        self.info = info
        self.indent = indent
        self.closing: re.Pattern[str] | None = closing
        """What its last line looks like; None after that line."""
        self.lines: list[str] = []

    def takes(self, rest: Rest) -> bool:
        """Take any line, without as much indent as the fence itself has."""
        if self.closing is None:
            return False
        if rest.first - rest.pos < 4 and self.closing.match(rest.line, rest.first):
            self.closing = None
        else:
            self.lines.append(rest.behind(min(rest.first, rest.pos + self.indent)))
        return True

    def ended(self, _references: dict[str, Reference]) -> n.CodeBlock | n.RawBlock:
        """The code, or the raw markup if its info string says so."""
        text = "\n".join(self.lines)
        raw = RAW.fullmatch(self.info)
        return n.RawBlock(raw[1], text) if raw else n.CodeBlock(text, unescaped(self.info))


class Markup(Leaf):
    """A block of HTML (4.6)."""

    __slots__ = ("end", "lines", "open")
    verbatim = True

    def __init__(self, line: int, text: str, end: re.Pattern[str] | None) -> None:
        super().__init__(line)
        self.lines = [text]
        self.end = end
        """What its last line holds; None if the next empty line ends it."""
        self.open = end is None or not end.search(text)

    def takes(self, rest: Rest) -> bool:
        """Take a line up to the one that ends the block."""
        if not self.open or (self.end is None and rest.first == len(rest.line)):
            return False
        self.lines.append(rest.behind(rest.pos))
        self.open = self.end is None or not self.end.search(self.lines[-1])
        return True

    def ended(self, _references: dict[str, Reference]) -> n.RawBlock:
        """The markup as it is written."""
        return n.RawBlock("html", "\n".join(self.lines))


# ── all of them ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Heading:
    """Words of a heading, which is one line or has ended with its underline."""

    __slots__ = ("level", "line", "text")

    def __init__(self, line: int, text: str, level: int) -> None:
        self.line = line
        self.text = text
        self.level = level


Done: TypeAlias = n.CodeBlock | n.RawBlock | n.ThematicBreak
"""Blocks that need no second look when they end."""
Child: TypeAlias = List | Quote | Division | Definition | Paragraph | Heading | Table | Done
"""What a container holds, as far as it has ended or is a container itself; the items of a list are in the list."""
