"""Blocks to lines of Markdown that read back as those blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, assert_never

from attrs import evolve

from releasekit.formats.markdown import fences
from releasekit.formats.markdown.attributes import said, trailing
from releasekit.formats.markdown.divisions import RESERVED
from releasekit.formats.markdown.inlines_out import Line, guarded, inlines
from releasekit.formats.markdown.parse.table import CAPTION
from releasekit.formats.markdown.tables_out import part, table
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

_INFO = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\Z)|&(?=#|[A-Za-z][A-Za-z0-9]*;)")

Fence: TypeAlias = "tuple[str, list[tuple[str, str]]]"
"""The kind of a division, and its attributes."""


class Blocks:
    """Writes blocks, and numbers the notes that it meets; `notes` holds them in the order of their numbers.

    In a file of many releases, `before` stands before each number.
    """

    def __init__(self, before: str = "") -> None:
        self.before = before
        self.notes: list[n.Note] = []
        self.line = Line(self.number)
        self.one_line = Line(self.number, one_line=True)

    def number(self, note: n.Note) -> str:
        """Take a note in, for later."""
        self.notes.append(note)
        return f"{self.before}{len(self.notes)}"

    def blocks(self, blocks: Sequence[n.Block], bullet: str = "") -> list[str]:
        """The lines of blocks, an empty one between two; `bullet` is that of the list item that they begin."""
        lines: list[str] = []
        marker = ""
        below: list[int] = []
        """The first lines of paragraphs that stand below a table, and could be its caption."""
        for index, block in enumerate(blocks):
            if index:
                lines.append("")
            if type(block) is n.Paragraph:
                marker = ""
                lines += self._paragraph(block)
                continue
            marker = self._marker(block, blocks[index - 1] if index else None, marker, bullet if not index else "")
            written = self._block(block, marker, bullet if not index else "")
            if type(block) is n.Table and written[0][0] == "|":
                if index and _may_be_caption(blocks[index - 1]):
                    _unsign(lines, _beginning(lines, len(lines) - 2))
                if index + 1 < len(blocks) and _may_be_caption(blocks[index + 1]):
                    below.append(len(lines) + len(written) + 1)
            lines += written
        for first in below:
            _unsign(lines, first)
        return lines

    def definitions(self) -> list[str]:
        """The lines of all notes met so far, and of those that are met in them."""
        lines: list[str] = []
        for number, note in enumerate(self.notes, 1):  # the list grows on the way
            lines += [""] if lines else []
            first, *rest = self.blocks(note.blocks)
            plain = isinstance(note.blocks[0], n.Paragraph) and not _around(note.blocks[0])
            lines += [f"[^{self.before}{number}]: {first}"] if plain else [f"[^{self.before}{number}]:", f"    {first}"]
            lines += [f"    {line}" if line else "" for line in rest]
        return lines

    def _marker(self, block: n.Block, before: n.Block | None, marker: str, bullet: str) -> str:
        """The sign of a list: one after another of its kind takes the other sign, or they would be one list."""
        if not isinstance(block, (n.BulletList, n.OrderedList)):
            return ""
        signs = "-*" if isinstance(block, n.BulletList) else ".)"
        beside = before is not None and type(before) is type(block) and not _fenced_list(before)
        taken = marker if beside else bullet
        return signs[1] if taken == signs[0] else signs[0]

    def _block(self, block: n.Block, marker: str, bullet: str) -> list[str]:
        match block:
            case n.Paragraph():
                return self._paragraph(block)
            case n.Heading():
                return _within(_around(block), self._heading(block))
            case n.BulletList() | n.OrderedList():
                return _within(_around_list(block), self._list(block, marker))
            case n.BlockQuote():
                return _within(_around(block), self._quote(block))
            case n.Table():
                return table(block, self.one_line, self.blocks)
            case n.Figure():
                return self._figure(block)
            case n.Speech():
                lines = [part(block.speaker, "speaker", self.one_line)] if block.speaker else []
                return self._division(block, "speech", [], lines, block.blocks)
            case n.Division():
                named = [("kind", block.kind)] if block.kind in RESERVED else []
                kind = block.kind
                if named or not (kind or block.attributes or block.lang or block.direction):
                    kind = "division"
                return self._division(block, kind, named + said(block.attributes, "", ""), [], block.blocks)
            case n.CodeBlock(text, info):
                return fences.code(text, ("\\" if info.startswith("{=") else "") + _INFO.sub(_backslash, info))
            case n.ThematicBreak():
                return ["***" if bullet == "-" else "---"]
            case n.RawBlock():
                return fences.raw(block, first=bool(bullet))
            case _:
                assert_never(block)

    def _paragraph(self, paragraph: n.Paragraph) -> list[str]:
        lines = self._lines(paragraph.content, self.line)
        if paragraph.role or paragraph.lang or paragraph.direction:
            return _within(_around(paragraph), lines)
        return lines

    def _lines(self, content: Sequence[n.Inline], line: Line) -> list[str]:
        """The lines of a paragraph."""
        known = len(self.notes)
        text = inlines(content, line)
        if "\n" not in text and text[:1] != "<":
            return [guarded(text, first=True)]
        lines = text.split("\n")
        if any(fences.opens_html(words, within=index > 0) for index, words in enumerate(lines)):
            # A tag here would begin a block of HTML.
            del self.notes[known:]
            lines = inlines(content, evolve(line, html=False)).split("\n")
        return [guarded(words, first=index == 0) for index, words in enumerate(lines)]

    def _heading(self, heading: n.Heading) -> list[str]:
        if heading.level <= 2 and _has_lines(heading.content):
            *lines, last = self._lines(heading.content, self.line)
            return [*lines, _bare(last), "===" if heading.level == 1 else "---"]
        text = _bare(inlines(heading.content, self.one_line))
        if text.endswith("#") and (not (stem := text.rstrip("#")) or stem[-1] in " \t"):
            text = text[:-1] + "\\#"
        return [("#" * heading.level + " " + text).rstrip(" ")]

    def _quote(self, quote: n.BlockQuote) -> list[str]:
        lines = self.blocks(quote.blocks)
        if quote.attribution:
            lines += [*([""] if lines else []), part(quote.attribution, "attribution", self.one_line)]
        return [f"> {line}" if line else ">" for line in lines or [""]]

    def _figure(self, figure: n.Figure) -> list[str]:
        lines = [inlines((figure.image,), self.line)]
        for content, name in ((figure.caption, "caption"), (figure.credit, "credit")):
            if content:
                lines += ["", part(content, name, self.one_line)]
        return self._division(figure, "figure", [], lines, ())

    def _division(
        self, node: n.Localised, kind: str, pairs: list[tuple[str, str]], lines: list[str], blocks: Sequence[n.Block]
    ) -> list[str]:
        pairs = pairs + said((), node.lang, node.direction)
        inside = self.blocks(blocks)
        if blocks and isinstance(blocks[-1], n.RawBlock):
            inside.append("")  # only an empty line ends a block of HTML
        return fences.division(kind, pairs, [*lines, *([""] if lines and inside else []), *inside])

    def _list(self, node: n.BulletList | n.OrderedList, marker: str) -> list[str]:
        lines: list[str] = []
        close = node.tight and _can_be_close(node)
        for index, item in enumerate(node.items):
            if index and not close:
                lines.append("")
            sign = marker
            if isinstance(node, n.OrderedList):
                # Only the first number counts; more than nine digits are none.
                sign = f"{min(node.start + index, 999_999_999)}{marker}"
            inside = self._close(item, marker) if close else self.blocks(item.blocks, marker)
            indent = " " * (len(sign) + 1)
            lines.append(f"{sign} {inside[0]}" if inside and inside[0] else sign)
            lines += [indent + line if line else "" for line in inside[1:]]
        return lines

    def _close(self, item: n.Item, bullet: str) -> list[str]:
        """The lines of an item of a tight list: no empty line between its blocks."""
        lines: list[str] = []
        marker = ""
        for index, block in enumerate(item.blocks):
            if type(block) is n.Paragraph:
                marker = ""
                lines += self._paragraph(block)
                continue
            marker = self._marker(block, item.blocks[index - 1] if index else None, marker, bullet if not index else "")
            sign = bullet if not index else "-"
            lines += self._block(block, marker, sign)
        return lines


def _may_be_caption(block: n.Block) -> bool:
    """Whether a block is a paragraph that begins with a colon, or as `Table:` does."""
    return type(block) is n.Paragraph and type(first := block.content[0]) is n.Text and first.text[0] in ":Tt"


def _beginning(lines: list[str], last: int) -> int:
    """The first line of a paragraph, by its last."""
    while last and lines[last - 1]:
        last -= 1
    return last


def _unsign(lines: list[str], first: int) -> None:
    """Put a backslash before the sign of a caption that the first line of a paragraph beside a table begins with."""
    if CAPTION.match(lines[first]):
        lines[first] = lines[first].replace(":", "\\:", 1)


def _backslash(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _has_lines(content: Sequence[n.Inline]) -> bool:
    """Whether inlines hold a line end that is written as one."""
    if len(content) == 1 and isinstance(content[0], n.Text) and "\n" not in content[0].text:
        return False
    return "\n" in inlines(content, Line(lambda _: "1"))


# ── what stands around ──────────────────────────────────────────────────────────────────────────────────────────────


def _bare(heading: str) -> str:
    """The last line of a heading, whose last words would read as its attributes."""
    found = trailing(heading)
    return heading if found is None else f"{heading[: found[1]]} \\{heading[found[1] + 1 :]}"


def _within(around: Fence | None, lines: list[str]) -> list[str]:
    """Lines in a division, if there is to be one."""
    return lines if around is None else fences.division(*around, lines)


def _around(block: n.Paragraph | n.Heading | n.BlockQuote) -> Fence | None:
    """The division that says what the block itself cannot."""
    role = block.role if isinstance(block, n.Paragraph) else ""
    if not (role or block.lang or block.direction):
        return None
    pairs = said((), block.lang, block.direction)
    if role == "lead":
        return role, pairs
    if role:
        pairs = [("role", role), *pairs]
    return {n.Paragraph: "paragraph", n.Heading: "heading", n.BlockQuote: "blockquote"}[type(block)], pairs


def _around_list(node: n.BulletList | n.OrderedList) -> Fence | None:
    pairs: list[tuple[str, str]] = []
    if isinstance(node, n.OrderedList) and node.style != "decimal":
        pairs.append(("style", node.style))
    words = any(isinstance(block, n.Paragraph) and not _around(block) for item in node.items for block in item.blocks)
    if words and node.tight:
        said_so = _can_be_close(node)
    elif words:
        said_so = len(node.items) > 1 or len(node.items[0].blocks) > 1
    else:
        said_so = node.tight  # only paragraphs show whether a list is tight
    if not said_so:
        pairs.append(("tight", "true" if node.tight else "false"))
    pairs += said((), node.lang, node.direction)
    return ("list", pairs) if pairs else None


def _fenced_list(node: n.Block) -> bool:
    return isinstance(node, (n.BulletList, n.OrderedList)) and _around_list(node) is not None


def _can_be_close(node: n.BulletList | n.OrderedList) -> bool:
    """Whether the blocks of each item can follow each other without an empty line."""
    return all(all(map(_follows, item.blocks, item.blocks[1:])) for item in node.items if len(item.blocks) > 1)


def _follows(one: n.Block, other: n.Block) -> bool:
    """Whether a block ends where another begins on the next line."""
    match one:
        case n.Heading() | n.CodeBlock() | n.ThematicBreak() | n.Division() | n.Figure() | n.Speech():
            return True
        case n.RawBlock() | n.Table():
            return False
        case n.Paragraph() | n.BulletList() | n.OrderedList() | n.BlockQuote():
            return _interrupts(one, other)
        case _:
            assert_never(one)


def _interrupts(one: n.Block, other: n.Block) -> bool:
    """Whether a block begins on the line after one that could go on there."""
    match other:
        case n.BulletList(items=items):
            return type(one) is not n.BulletList and bool(items[0].blocks) and not _around_list(other)
        case n.OrderedList(items=items):
            return type(one) is not n.OrderedList and other.start == 1 and bool(items[0].blocks) and not _around_list(other)
        case n.Heading():
            return len(other.content) == 1 and isinstance(other.content[0], n.Text) and "\n" not in other.content[0].text
        case n.CodeBlock() | n.Division() | n.Figure() | n.Speech() | n.ThematicBreak():
            return True
        case n.BlockQuote():
            return not isinstance(one, n.BlockQuote)
        case _:
            return False
