"""A text to the blocks of its body and the inlines of the lines beside it, with its notes where their marks are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, assert_never

from attrs import evolve

from releasekit.errors import ReadError
from releasekit.formats.markdown.attributes import Attributes, localised, trailing
from releasekit.formats.markdown.divisions import RESERVED, Part, division, plain, quote
from releasekit.formats.markdown.parse.blocks import Blocks
from releasekit.formats.markdown.parse.depth import TooDeepError
from releasekit.formats.markdown.parse.inlines import inlines
from releasekit.formats.markdown.parse.tree import Definition, Division, Heading, List, Paragraph, Quote, Table
from releasekit.formats.markdown.spans import PARTS, span
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.formats.markdown.parse.tree import Child, Container

MANY = 20
"""So many of a kind are reported one by one, and the rest by their number."""
_EXPANSION = 200_000
"""How many characters the notes of a text may come to, beyond ten times its own, where it uses notes more than once."""
_WEIGHTLESS = frozenset({"lead", "paragraph", "heading", "list", "blockquote"})
"""Divisions that say something of the one block in them and are no node of their own."""
_PART = re.compile(rf"\{{[ \t\n]*\.({'|'.join(PARTS)})[ \t\n]*\}}\Z")
"""The braces of a span that is a part of what its paragraph stands in, if it is all of the paragraph."""


class Parsed(NamedTuple):
    """What a text holds."""

    lines: tuple[tuple[n.Inline, ...], ...]
    body: tuple[n.Block, ...]


def parse(text: str, lines: Sequence[str], context: Context, offset: int) -> Parsed:
    """The blocks of a body, before which `offset` lines stand, and the inlines of lines such as a headline.

    The lines may refer to notes and addresses that the body defines. Raises `ReadError` with a line.
    """
    try:
        return Document(text, lines, context, offset).read()
    except TooDeepError as error:
        line = None if error.line is None else error.line + offset + 1
        message = f"nested deeper than {n.MAX_DEPTH} levels: flatten the text"
        raise ReadError(message, name=context.name, line=line) from None


class Document:
    """A text that is being turned into nodes; the scope of all words in it."""

    def __init__(self, text: str, lines: Sequence[str], context: Context, offset: int) -> None:
        self._lines = lines
        self._context = context
        self._offset = offset
        blocks = Blocks()
        self._source = text.removesuffix("\n").split("\n")
        blocks.read(self._source)
        self._root = blocks.root
        self._total = len(text)
        self.references = blocks.references
        self.referred: set[str] = set()
        self.definitions = blocks.definitions
        self._unpointed: set[str] = set()
        """The labels of the notes that nothing points to."""
        self._start()

    def _start(self) -> None:
        self._notes: dict[str, tuple[tuple[n.Block, ...], int]] = {}
        """The blocks of the notes that are used so far, and how long these are with the notes in them."""
        self._open: list[str] = []
        """The labels of the notes that are being read, one in the other."""
        self._size = 0
        """How long the innermost of them is so far."""
        self._spent = 0
        """How long the notes of the body are together."""
        self._guesses: list[tuple[str, str, int]] = []

    def read(self) -> Parsed:
        """All that the text holds. Raises `TooDeepError` and `ReadError`."""
        parsed = self._read()
        if len(self._notes) < len(self.definitions):
            # Notes that nothing points to stand where they are defined: read once more, now that they are known.
            for label, definition in self.definitions.items():
                if label not in self._notes:
                    self._unpointed.add(label)
                    self._within(definition, 1)
            self._start()
            parsed = self._read()
        self._report()
        return parsed

    def _read(self) -> Parsed:
        lines = tuple([self._inlines(line, None, 1) for line in self._lines])
        return Parsed(lines, plain(self._within(self._root, 1)))

    def _report(self) -> None:
        """Say what was guessed, and which addresses nothing uses."""
        strays = 0
        for code, message, line in self._guesses:
            strays += code == "note-without-mark"
            if code != "note-without-mark" or strays <= MANY:
                self._context.guess(code, message, line=line + self._offset + 1)
        if strays > MANY:
            self._context.guess("note-without-mark", f"nothing points to {strays - MANY} more notes: they stay too")
        unused = [reference for label, reference in self.references.items() if label not in self.referred]
        for reference in unused[:MANY]:
            message = f"nothing uses the address that [{reference.label}] stands for: it is left out"
            self._context.loss("reference-unused", message, line=reference.line + self._offset + 1)
        if len(unused) > MANY:
            self._context.loss("reference-unused", f"nothing uses {len(unused) - MANY} more addresses: they are left out")

    # ── notes ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def note(self, label: str, depth: int) -> n.Note | str:
        """The note of a label, at a depth; its mark as words where it has no blocks or would stand within itself."""
        mark = f"[^{label}]"
        if label in self._unpointed:
            return mark
        definition = self.definitions[label]
        if label in self._open:
            message = f"the note {mark} refers to itself: its mark is kept as words"
            self._guesses.append(("note-within-itself", message, definition.line))
            return mark
        if label not in self._notes:
            self._open.append(label)
            outside, self._size = self._size, self._length(definition)
            blocks = plain(self._within(definition, depth + 1))
            self._notes[label] = blocks, self._size
            self._size = outside
            self._open.pop()
        blocks, size = self._notes[label]
        self._size += size
        if not self._open:
            self._spent += size
            if self._spent > _EXPANSION + 10 * self._total:
                message = f"notes that use each other make the text too long: write the words of {mark} once"
                raise ReadError(message, name=self._context.name, line=definition.line + self._offset + 1)
        return n.Note(blocks) if blocks else mark

    def _length(self, definition: Definition) -> int:
        return sum(len(line) + 1 for line in self._source[definition.line : definition.end])

    def _stray(self, definition: Definition, depth: int) -> n.Division:
        """A note that nothing points to, or that comes after another of its label, where it is defined."""
        message = f"nothing points to the note [^{definition.label}]: it stays where it is"
        self._guesses.append(("note-without-mark", message, definition.line))
        blocks = plain(self._within(definition, depth + 1))
        return n.Division(blocks, kind="footnote", attributes=(("label", definition.label),))

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _within(self, container: Container, depth: int) -> list[n.Block | Part]:
        """The blocks in a container, which stand at a depth."""
        if depth > n.MAX_DEPTH:
            raise TooDeepError(container.line)
        return [
            self._block(child, depth) for child in container.children if type(child) is not Definition or self._stays(child)
        ]

    def _block(self, child: Child, depth: int) -> n.Block | Part:
        match child:
            case Paragraph():
                return self._paragraph(child, depth)
            case Heading():
                return self._heading(child, depth)
            case List():
                return self._list(child, depth)
            case Quote():
                return quote(self._within(child, depth + 1))
            case Table():
                return self._table(child, depth)
            case Division():
                return self._division(child, self._within(child, depth + _weight(child)))
            case Definition():
                return self._stray(child, depth)
            case n.CodeBlock() | n.RawBlock() | n.ThematicBreak():
                return child
            case _:
                assert_never(child)

    def _division(self, child: Division, blocks: list[n.Block | Part]) -> n.Block | Part:
        """The block of a division. An id makes no other block of it: pandoc and djot give one to any figure or table."""
        found, (kind, pairs) = division(blocks, child.attributes), child.attributes
        if type(found) is not n.Division or kind not in RESERVED or not (name := dict(pairs).get("id")):
            return found
        meant = division(blocks, Attributes(kind, tuple(pair for pair in pairs if pair[0] != "id")))
        if type(meant) is n.Division:
            return found
        message = f"the attribute id={name!r} of a {kind} has no place in a release"
        self._context.loss("attribute-dropped", message, line=child.line + self._offset + 1)
        return meant

    def _heading(self, heading: Heading, depth: int) -> n.Heading:
        """A heading. Attributes behind its words are those of a span, but for its language and direction."""
        if (found := trailing(heading.text)) is None:
            return n.Heading(self._inlines(heading.text, heading.line, depth + 1), heading.level)
        attributes, end = found
        text = heading.text[:end].rstrip(" \t")
        pairs = dict(attributes.pairs)
        place = localised(pairs)
        if not attributes.kind and not pairs:
            return n.Heading(self._inlines(text, heading.line, depth + 1), heading.level, **place)
        return n.Heading((span(self._inlines(text, heading.line, depth + 2), attributes),), heading.level)

    def _stays(self, definition: Definition) -> bool:
        return definition is not self.definitions[definition.label] or definition.label in self._unpointed

    def _paragraph(self, paragraph: Paragraph, depth: int) -> n.Block | Part:
        text = paragraph.text
        content = self._inlines(text, paragraph.line, depth + 1)
        block = n.Paragraph(content)
        if text[-1] == "}" and (part := _PART.search(text)):
            match content:
                case (n.Span(inner),):
                    return Part(part[1], inner, block)
                case _:
                    pass
        return block

    def _list(self, node: List, depth: int) -> n.BulletList | n.OrderedList:
        items = tuple([n.Item(plain(self._within(item, depth + 2))) for item in node.items])
        # Only paragraphs show whether a list is tight.
        words = any(type(child) is Paragraph for item in node.items for child in item.children)
        tight = not (node.loose and words)
        return n.BulletList(items, tight=tight) if node.start is None else n.OrderedList(items, node.start, tight=tight)

    def _table(self, table: Table, depth: int) -> n.Table:
        if depth + 3 > n.MAX_DEPTH:
            raise TooDeepError(table.line)
        rows = []
        line = table.line
        for cells in table.rows:
            rows.append(n.Row(tuple([self._cell(cell, line, depth + 4) for cell in cells])))
            line += 1 if len(rows) > 1 else 2  # the delimiter row is none
        found = n.Table(tuple(rows), head_rows=1, align=table.align)
        return found if table.caption is None else self._captioned(found, table.caption, depth)

    def _captioned(self, table: n.Table, caption: Paragraph, depth: int) -> n.Table:
        """A table with its caption. Attributes behind that are those of a span, but for the table's language and direction."""
        if depth + 4 > n.MAX_DEPTH:
            raise TooDeepError(caption.line)
        found = trailing(caption.text)
        text = caption.text if found is None else caption.text[: found[1]]
        words = text.partition(":")[2].strip(" \t\n")
        if found is None:
            return evolve(table, caption=self._inlines(words, caption.line, depth + 3))
        attributes = found[0]
        pairs = dict(attributes.pairs)
        place = localised(pairs)
        if not attributes.kind and not pairs:
            return evolve(table, caption=self._inlines(words, caption.line, depth + 3), **place)
        if words:
            return evolve(table, caption=(span(self._inlines(words, caption.line, depth + 4), attributes),))
        message = f"the attributes {caption.text[found[1] + 1 :]} of a table without a caption have no place in a release"
        self._context.loss("attribute-dropped", message, line=caption.line + self._offset + 1)
        return table

    def _cell(self, words: str, line: int, depth: int) -> n.Cell:
        return n.Cell((n.Paragraph(self._inlines(words, line, depth)),)) if words else n.Cell()

    def _inlines(self, words: str, line: int | None, depth: int) -> tuple[n.Inline, ...]:
        try:
            return inlines(words, self, depth)
        except TooDeepError as error:
            raise TooDeepError(line if error.line is None else error.line) from None


def _weight(division: Division) -> int:
    """How many levels a division is: none if it only says something of the block in it."""
    if division.attributes.kind not in _WEIGHTLESS:
        return 1
    return int(any(type(child) is Division and child.attributes.kind in _WEIGHTLESS for child in division.children))
