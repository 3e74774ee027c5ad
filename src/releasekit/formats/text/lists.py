"""Lines that start with a bullet or a number in, lists out, where they are clearly lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from attrs import field

from releasekit.formats.text.inlines import inlines
from releasekit.model import BulletList, Item, OrderedList, Paragraph
from releasekit.model.words import list_number
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.formats.text.chunks import Chunk
    from releasekit.model import Block, ListStyle

BULLETS = "•◦▪▫‣●○■□➢➤➔✓✔·∙"
"""What is nothing else than a bullet."""
DASHES = "-–—*+"
"""What may be a bullet: a list needs two of them, or words with a colon above it."""

MAX_NESTING = 20
"""How deep lists are read in lists; what is indented further belongs to the deepest."""

_MARKER = re.compile(
    rf"(?P<indent>[ \t\u00a0\u3000]*)(?:(?P<bullet>[{re.escape(BULLETS)}])[ \t\u00a0]*|(?P<dash>[{re.escape(DASHES)}])[ \t\u00a0]+"
    r"|(?P<open>\(?)(?P<number>[0-9]{1,9}|[A-Za-z]|[ivxlcdm]{2,8}|[IVXLCDM]{2,8})(?P<close>[.)])[ \t\u00a0]+)(?=\S)"
)
_STYLES: tuple[ListStyle, ...] = ("decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha")


@frozen
class Marker:
    """What a line starts with."""

    indent: int
    sign: str
    """The bullet, or what stands around a number: two items of one list have the same."""
    number: str
    rest: str
    column: int
    """Where the words begin."""

    def goes_on_at(self, indent: int) -> bool:
        """Whether a paragraph that is indented so far belongs to the item: it stands below the item's words."""
        return indent > self.indent and abs(indent - self.column) <= 1


@frozen
class Entry:
    """An item as it was read: its marker, its paragraphs, and the line on which it starts."""

    marker: Marker
    printed: str
    paragraphs: list[list[str]] = field(factory=list)
    line: int = 1
    loose: bool = False
    """Whether a blank line stood above it."""


def marker(line: str) -> Marker | None:
    """The bullet or number that a line starts with, or None."""
    match = _MARKER.match(line)
    if match is None:
        return None
    indent = len(match["indent"].expandtabs(4))
    sign = match["bullet"] or match["dash"] or f"{match['open']}1{match['close']}"
    return Marker(indent, sign, match["number"] or "", line[match.end() :], match.end())


def read(first: Marker, chunks: Sequence[Chunk], at: int, colon: bool, context: Context) -> tuple[list[Block], int]:
    """The list that starts with a marker, and the chunk after it; no blocks where what stands there is not clearly a list.

    `colon` says whether the words above end with one.
    """
    entries, end = _entries(first, chunks, at)
    if not _is_list(entries, colon):
        return [], end
    return _lists(entries, context, 1), end


def _entries(first: Marker, chunks: Sequence[Chunk], at: int) -> tuple[list[Entry], int]:
    """The items of chunks that go on with the same list."""
    entries: list[Entry] = []
    end = at
    for end in range(at, len(chunks)):
        chunk = chunks[end]
        start = marker(chunk.lines[0])
        indent = len(chunk.lines[0]) - len(chunk.lines[0].lstrip())
        if start is None and entries and entries[-1].marker.goes_on_at(indent):
            entries[-1].paragraphs.append([line.strip() for line in chunk.lines])
            continue
        if start is None or (start.sign != first.sign and start.indent <= first.indent):
            return entries, end
        for offset, line in enumerate(chunk.lines):
            own = marker(line)
            if own and (own.sign == first.sign or own.indent > first.indent):
                entries.append(Entry(own, line.strip(), [[own.rest]], chunk.number + offset, offset == 0 and end > at))
            else:
                entries[-1].paragraphs[-1].append(line.strip())
    return entries, end + 1


def _is_list(entries: Sequence[Entry], colon: bool) -> bool:
    """Whether items are clearly a list."""
    top = min(entry.marker.indent for entry in entries)
    tops = [entry for entry in entries if entry.marker.indent == top]
    first = tops[0].marker
    if first.sign in BULLETS:
        return True
    if first.sign in DASHES:
        return colon or (len(tops) > 1 and first.sign in "-*+")
    return len(tops) > 1 and _numbering(tops) is not None


def _numbering(entries: Sequence[Entry]) -> tuple[int, ListStyle] | None:
    """The start and style by which the numbers of items follow each other, or None."""
    numbers = [entry.marker.number for entry in entries]
    for style in _STYLES:
        start = _value(numbers[0], style)
        if start is not None and all(list_number(start + index, style) == number for index, number in enumerate(numbers)):
            return start, style
    return None


def _value(number: str, style: ListStyle) -> int | None:
    if style == "decimal":
        return int(number) if number.isdigit() and (number == "0" or not number.startswith("0")) else None
    if style.endswith("alpha"):
        return ord(number.lower()) - ord("a") + 1 if len(number) == 1 and number.isalpha() else None
    return next((value for value in range(1, 400) if list_number(value, style) == number), None) if number.isalpha() else None


def _lists(entries: Sequence[Entry], context: Context, depth: int) -> list[Block]:
    """Items as lists, those indented further within the item above them."""
    top = entries[0].marker.indent
    groups: list[tuple[Entry, list[Entry]]] = []
    for entry in entries:
        if groups and entry.marker.indent > top and depth < MAX_NESTING:
            groups[-1][1].append(entry)
        else:
            groups.append((entry, []))
    blocks: list[Block] = []
    start = 0
    for index in range(1, len(groups) + 1):
        if index == len(groups) or groups[index][0].marker.sign != groups[start][0].marker.sign:
            blocks += _list(groups[start:index], context, depth)
            start = index
    return blocks


_Groups: TypeAlias = "Sequence[tuple[Entry, list[Entry]]]"


def _list(groups: _Groups, context: Context, depth: int) -> list[Block]:
    entries = [entry for entry, _ in groups]
    tight = not any(entry.loose for entry in entries[1:]) and all(len(entry.paragraphs) == 1 for entry in entries)
    items = tuple(Item((*_paragraphs(entry, context), *_below(below, context, depth))) for entry, below in groups)
    if not entries[0].marker.number:
        return [BulletList(items, tight)]
    numbering = _numbering(entries)
    if numbering is not None:
        start, style = numbering
        return [OrderedList(items, start, style, tight)]
    blocks: list[Block] = []
    for (entry, _), item in zip(groups, items, strict=True):
        first = Paragraph(inlines("\n".join([entry.printed, *entry.paragraphs[0][1:]]), context, entry.line))
        blocks += [first, *item.blocks[1:]]
    return blocks


def _paragraphs(entry: Entry, context: Context) -> list[Block]:
    return [Paragraph(inlines("\n".join(lines), context, entry.line)) for lines in entry.paragraphs]


def _below(entries: Sequence[Entry], context: Context, depth: int) -> list[Block]:
    return _lists(entries, context, depth + 1) if entries else []
