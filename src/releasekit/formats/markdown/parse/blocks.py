"""Lines to a tree of blocks, by the first phase of CommonMark's parsing strategy (0.31.2, appendix).

Each line is compared with the containers that are open, from the outermost in; what is left of it may begin blocks of its
own, or belongs to the leaf that is open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.markdown.parse.captions import caption
from releasekit.formats.markdown.parse.depth import TooDeepError
from releasekit.formats.markdown.parse.starts import IN_PARAGRAPH, LEAF, STARTS
from releasekit.formats.markdown.parse.table import CAPTION, cells
from releasekit.formats.markdown.parse.tree import (
    Container,
    Definition,
    Division,
    Fence,
    Indented,
    Item,
    List,
    Paragraph,
    Quote,
    Signed,
    Table,
)
from releasekit.model.nodes import MAX_DEPTH

if TYPE_CHECKING:
    from releasekit.formats.markdown.parse.references import Reference
    from releasekit.formats.markdown.parse.tree import Heading, Leaf
    from releasekit.model import nodes as n

_WHITE = frozenset(["", " ", "\t"])
_SPACES = re.compile(r" *")
_BLANKS = re.compile(r"[ \t]*")
_NO_WORDS = frozenset([" ", "\t", *IN_PARAGRAPH])
"""What a line begins with that may be more than a line of words."""
_ITEM_OF_WORDS = re.compile(rf"(?:[-+*]|[0-9]{{1,9}}[.)]) (?![ \t{re.escape(''.join(STARTS))}]|\Z)")
_MAX_OPEN = 2 * MAX_DEPTH + 50
"""How many containers may be open: more than a release can hold, but lists and some divisions count for less."""


class Blocks:
    """The blocks that are open, and the line that is being read."""

    def __init__(self) -> None:
        self.root = Container(0)
        self.references: dict[str, Reference] = {}
        self.definitions: dict[str, Definition] = {}
        """The notes by their label: the first of each counts."""
        self.stack: list[Container] = [self.root]
        """All open containers, from the outermost to the innermost."""
        self.signed: list[Signed] = []
        """Those of them that each line has to show a sign for: `>`, or spaces."""
        self.quotes: list[Quote] = []
        self.divisions: list[Division] = []
        self.leaf: Leaf | None = None
        """The open leaf, which becomes a child of the innermost container when it ends."""
        self.tabled: dict[Container, None] = {}
        """The containers that tables stand in."""
        self.number = -1
        self.line = ""
        """The line, with spaces for the tabs that stand before `first`: up to there, columns are characters."""
        self.raw = ""
        """The line as it is written."""
        self.pos = 0
        """Where the rest of the line begins, behind the signs of its containers."""
        self.first = 0
        """Where the first character of the rest stands that is no space."""
        self.base = 0
        """The column behind the last `>`, from which items count their indent."""
        self.cut = 0
        """How many of the open containers the line stands in."""
        self.empty_line = -2
        """The last line that was empty, and the last quote that it stood in: lists in there may be loose by it."""
        self.empty_within = -1

    def read(self, lines: list[str]) -> None:
        """Read all lines. Raises `TooDeepError`."""
        for number, line in enumerate(lines):
            self.number = number
            if not (self._takes_item(line) if self.signed else self._takes_at_once(line)):
                self._take(line)
        self.number = len(lines)
        self._close(0)
        for container in self.tabled:
            caption(container)

    def _takes_at_once(self, line: str) -> bool:
        """Take a line outside all containers that have signs, if it is empty or its first character tells that it is words or a row."""
        leaf = self.leaf
        if not line:
            if leaf is not None:
                if leaf.verbatim:
                    return False
                self._end_leaf()
            self.empty_line, self.empty_within = self.number, -1
        elif line[0] == "|" and type(leaf) is Table:
            leaf.rows.append(cells(line))
        elif line[0] in _NO_WORDS:
            return False
        elif type(leaf) is Paragraph:
            leaf.lines.append(line)
        elif leaf is None:
            self.cut = len(self.stack)
            self.add(Paragraph(self.number, line))
        else:
            return False
        return True

    def _takes_item(self, line: str) -> bool:
        """Take a line that is one more item, of words, in a list that stands in no other container that has signs."""
        item = self.signed[0]
        if type(item) is not Item or len(self.signed) > 1:
            return False
        found = _ITEM_OF_WORDS.match(line)
        if found is None or item.around.sign != line[found.end() - 2]:
            return False
        self.cut = item.index
        self.open(Item(self.number, item.around, found.end()))
        self.add(Paragraph(self.number, line[found.end() :]))
        return True

    # ── one line ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, line: str) -> None:
        self.line = self.raw = line
        self.base = self.pos = self.first = 0
        if line[:1] in _WHITE:
            self.advance(0)
        stack, leaf = self.stack, self.leaf
        matched = self._matched() if self.signed else 0
        whole = matched == len(self.signed)
        self.cut = len(stack) if whole else self.signed[matched].index
        empty = self.first == len(self.line)
        if whole and leaf is not None and leaf.verbatim and leaf.takes(self):
            if empty and type(leaf) is not Fence:
                self._note_empty_line()
            return
        if empty:
            self._close(self.cut)
            self._end_leaf()
            self._note_empty_line()
            return
        starts = IN_PARAGRAPH if whole and type(leaf) is Paragraph else STARTS
        while self.first - self.pos < 4:
            begun = 0
            for start in starts.get(self.line[self.first], ()):
                begun = start(self)
                if begun:
                    break
            else:
                self._add_words()
                return
            if begun == LEAF or self.first == len(self.line):
                return
            starts = STARTS
        if type(self.leaf) is Paragraph:
            # Indented code cannot interrupt a paragraph (4.4).
            self._add_words()
        else:
            self.add(Indented(self.number, self.behind(self.pos + 4)))

    def _matched(self) -> int:
        """How many of the signed containers the line stands in; moves behind their signs."""
        signed = self.signed
        end = len(self.line)
        if self.first == end and not self.quotes:
            last = signed[-1]
            self.pos = min(end, last.indent)
            return len(signed) - self._nothing_in(last)
        matched = 0
        for container in signed:
            if type(container) is Quote:
                if self.first - self.pos > 3 or not self.line.startswith(">", self.first):
                    break
                self.behind_quote()
                end = len(self.line)
            else:
                inside = self.base + container.indent
                if self.first < inside and (self.first < end or self._nothing_in(container)):
                    break
                self.pos = min(inside, end)
            matched += 1
        return matched

    def _nothing_in(self, container: Container) -> bool:
        """Whether a container is an item that began on the line before, and with nothing: an empty line ends it (5.2)."""
        if type(container) is not Item or container.line != self.number - 1:
            return False
        return not container.children and self.leaf is None

    def behind_quote(self) -> None:
        """Move behind a `>` and the one space that may follow it (5.1)."""
        self.advance(self.first + 1)
        if self.first > self.pos:
            self.pos += 1
        self.base = self.pos

    def advance(self, pos: int) -> None:
        """Let the rest of the line begin at a place, with spaces for the tabs that it begins with (2.2)."""
        self.pos = pos
        line = self.line
        first = _SPACES.match(line, pos).end()  # type: ignore[union-attr]  # it matches the empty string
        if line.startswith("\t", first):
            end = _BLANKS.match(line, first).end()  # type: ignore[union-attr]  # it matches the empty string
            column = first
            for char in line[first:end]:
                column += 4 - column % 4 if char == "\t" else 1
            self.line = line[:first] + " " * (column - first) + line[end:]
            first = column
        self.first = first

    def behind(self, column: int) -> str:
        """The line from a column on, with the tabs that it has: one that the column parts is the spaces behind it."""
        if self.line is self.raw:
            return self.line[column:]
        at = 0
        for index, char in enumerate(self.raw):
            if at >= column:
                return " " * (at - column) + self.raw[index:]
            at += 4 - at % 4 if char == "\t" else 1
        return " " * (at - column)

    def _add_words(self) -> None:
        """Give the rest of the line, which begins no block, to the leaf that goes on with it, or to a new paragraph."""
        leaf = self.leaf
        if type(leaf) is Paragraph and self.cut == len(self.stack):
            leaf.lines.append(self.behind(self.pos))
        elif type(leaf) is Paragraph:
            leaf.lines.append(self.line[self.first :])
            leaf.lazy = len(leaf.lines)
        elif type(leaf) is Table and self.cut == len(self.stack) and not self._is_caption():
            leaf.rows.append(cells(self.line[self.first :]))
        else:
            self.add(Paragraph(self.number, self.behind(self.pos)))

    def _is_caption(self) -> bool:
        """Whether the rest of the line, right below a table, is no row of it."""
        return CAPTION.match(self.line, self.first) is not None and "|" not in self.line

    def _note_empty_line(self) -> None:
        self.empty_line = self.number
        self.empty_within = self.quotes[-1].index if self.quotes else -1

    # ── what is open ────────────────────────────────────────────────────────────────────────────────────────────────

    def interrupts(self) -> bool:
        """Whether a block that begins here would interrupt a paragraph."""
        return type(self.leaf) is Paragraph and self.cut == len(self.stack)

    def settle(self, *, item: bool = False) -> None:
        """Close whatever a new block does not stand in; only an item stands in a list itself.

        A list is loose if an empty line parts two of its items, or two blocks in one of them (5.3).
        """
        stack = self.stack
        if len(stack) > self.cut:
            self._close(self.cut)
        elif self.leaf is not None:
            self._end_leaf()
        top = stack[-1]
        if type(top) is List and not item:
            stack.pop()
            top = stack[-1]
        around = top.around if type(top) is Item else top
        if type(around) is List and top.line < self.empty_line == self.number - 1 and top.index > self.empty_within:
            around.loose = True

    def add(self, leaf: Leaf) -> None:
        """Add a leaf, which stays open."""
        self.settle()
        self.leaf = leaf

    def put(self, block: Heading | n.ThematicBreak) -> None:
        """Add a block that has ended."""
        self.settle()
        self.stack[-1].children.append(block)

    def open(self, container: List | Quote | Item | Definition | Division) -> None:
        """Open a container within those that the line stands in."""
        self.settle(item=type(container) is Item)
        stack = self.stack
        index = len(stack)
        if index > _MAX_OPEN:
            raise TooDeepError(self.number)
        if isinstance(container, Item):
            container.around.items.append(container)
        else:
            stack[-1].children.append(container)
        container.index = index
        stack.append(container)
        self.cut = index + 1
        if isinstance(container, Signed):
            self.signed.append(container)
            if isinstance(container, Quote):
                self.quotes.append(container)
        elif isinstance(container, Division):
            self.divisions.append(container)

    def _close(self, size: int) -> None:
        """Close the innermost containers until so many are left."""
        stack = self.stack
        if len(stack) > size:
            self._end_leaf()
        while len(stack) > size:
            container = stack.pop()
            if isinstance(container, Signed):
                self.signed.pop()
                if type(container) is Quote:
                    self.quotes.pop()
                elif type(container) is Definition:
                    container.end = self.number
            elif type(container) is Division:
                self.divisions.pop()

    def close_division(self, division: Division) -> None:
        """Close a division with all that is open in it."""
        self._close(division.index)

    def _end_leaf(self) -> None:
        leaf = self.leaf
        if leaf is not None:
            self.leaf = None
            ended = leaf.ended(self.references)
            if ended is not None:
                self.stack[-1].children.append(ended)

    def underlined(self) -> Paragraph | None:
        """End the open paragraph for a heading, and take it out: None if it was nothing but definitions."""
        paragraph = self.leaf
        self.leaf = None
        return paragraph.ended(self.references) if isinstance(paragraph, Paragraph) else None
