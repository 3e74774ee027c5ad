"""A release in, whether it is surely in canonical form out: the short answer for most releases that come out of a reader.

All words are gathered and looked at together, which costs less than a look at each. What is rare is not looked into: of a
release with a span or a mark within a mark the answer is no, and `normalise` goes the long way.
"""

from __future__ import annotations

import re
from itertools import chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import fields

from releasekit.model import nodes as n
from releasekit.model import release as r
from releasekit.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SPACES = " \t\n"
"""The white space that edges lose: a no-break space is a character like any other."""

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 does not allow (section 2.2)."""

_NODE = "."
"""What stands in a line for an inline whose words are its own."""

_RECORDS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(field.name for field in fields(kind)))
    for kind in (
        r.Number, r.Issuer, r.Embargo, r.Change, r.Dateline, r.Translation, r.Contact, r.Attachment, r.Subject, r.Entity, r.Rights,
        r.Extra,
    )
}  # fmt: skip
"""The records that hold nothing but text and moments."""
_FIELDS = attrgetter(*(field.name for field in fields(r.Release) if field.name not in {"headline", "subtitle", "body"}))
_blocks_in, _cells_in, _width_of = attrgetter("blocks"), attrgetter("cells"), attrgetter("colspan")
_TUPLE, _ONE = frozenset([tuple]), frozenset([1])
_HOLDERS = frozenset([*n.MARKS, n.Link, n.Mention, n.Quotation, n.Date])
_MAX_DEPTH = n.MAX_DEPTH - 6
"""Down to where no block that is looked at here holds a node that is too deep."""


def is_settled(release: r.Release) -> bool:
    """Whether a release is surely in canonical form."""
    lines: list[str] = []
    for value in filter(None, _FIELDS(release)):
        if not _value(value, lines):
            return False
    for line in (release.headline, release.subtitle):
        if line and not _line(line, 1, lines):
            return False
    return _blocks(release.body, 1, lines) and _are_clean(lines)


def _are_clean(lines: list[str]) -> bool:
    """Whether lines hold nothing illegal, and none is empty or has white space at its edges."""
    words = "".join(lines)
    if not words.isprintable() and ("\r" in words or ILLEGAL.search(words)):
        return False
    return all(lines) and lines == list(map(str.strip, lines, repeat(SPACES)))


def _value(value: Any, lines: list[str]) -> bool:
    """Whether the value of a field is surely canonical, if the lines that are added are clean."""
    kind = type(value)
    if kind is str:
        lines.append(value)
    elif kind is tuple:
        for item in value:
            if not _value(item, lines):
                return False
    elif values := _RECORDS.get(kind):
        stated = [text for text in values(value) if text and type(text) is str]
        lines += stated
        return bool(stated) and (kind is not r.Dateline or value.printed != "")
    else:
        return kind is Moment
    return True


# ── the text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(content: Iterable[n.Inline], depth: int, lines: list[str]) -> bool:
    """Whether inlines that fill a block are surely canonical, if the line that is added is clean."""
    if type(content) is not tuple or not content:
        return False
    if len(content) == 1 and type(only := content[0]) is n.Text:
        lines.append(only.text)
        return True
    parts: list[str] = []
    before: type | None = None
    for item in content:
        kind = type(item)
        if kind is n.Text:
            if before is kind:
                return False
            text = item.text
        elif kind in _HOLDERS:
            within = item.content
            if type(within) is not tuple or len(within) != 1 or type(within[0]) is not n.Text:
                return False
            text = within[0].text
            if not _details(item, lines):
                return False
        elif kind is n.Note:
            if not item.blocks or not _blocks(item.blocks, depth + 1, lines):
                return False
            text = _NODE
        elif kind is n.LineBreak:
            text = "\n"
        else:
            return False
        if not text:
            return False
        parts.append(text)
        before = kind
    lines.append("".join(parts))
    return True


def _details(item: Any, lines: list[str]) -> bool:
    """Whether what an inline says of its words is surely canonical."""
    kind = type(item)
    if kind is n.Link:
        lines += filter(None, (item.href, item.title))
    elif kind is n.Mention:
        lines += filter(None, (item.ref,))
        return bool(item.kind)
    elif kind is n.Quotation:
        lines += filter(None, (item.speaker,))
    return True


def _blocks(blocks: Iterable[n.Block], depth: int, lines: list[str]) -> bool:
    """Whether blocks are surely canonical, if the lines that are added are clean."""
    if type(blocks) is not tuple or depth > _MAX_DEPTH:
        return False
    for block in blocks:
        kind = type(block)
        if kind is n.Paragraph:
            content = block.content
            if len(content) == 1 and type(only := content[0]) is n.Text and type(content) is tuple:
                lines.append(only.text)
            elif not _line(content, depth, lines):
                return False
        elif kind is n.Heading:
            if not _line(block.content, depth, lines):
                return False
        elif kind is n.BulletList or kind is n.OrderedList:
            if type(block.items) is not tuple or not block.items or not _held(block.items, depth + 2, lines):
                return False
        elif kind is n.BlockQuote:
            if not _blocks(block.blocks, depth + 1, lines) or (
                block.attribution and not _line(block.attribution, depth, lines)
            ):
                return False
        elif kind is n.Division:
            if not (block.blocks and _blocks(block.blocks, depth + 1, lines)) or block.attributes:
                return False
        elif kind is n.Table:
            if not _table(block, depth, lines):
                return False
        elif kind is not n.ThematicBreak:
            return False
    return True


def _held(holders: Sequence[n.Item | n.Cell], depth: int, lines: list[str]) -> bool:
    """Whether the blocks in items or cells are surely canonical, if the lines that are added are clean."""
    parts = list(map(_blocks_in, holders))
    return _TUPLE.issuperset(map(type, parts)) and _blocks(tuple(chain.from_iterable(parts)), depth, lines)


def _table(table: n.Table, depth: int, lines: list[str]) -> bool:
    """Whether a table is surely canonical: all of its rows have as many cells as the first, and none spans columns."""
    rows = table.rows
    if type(rows) is not tuple or not rows or (table.caption and not _line(table.caption, depth, lines)):
        return False
    columns = len(rows[0].cells)
    if table.head_rows > len(rows) or table.head_columns > columns or len(table.align) > columns:
        return False
    if table.align and (not table.align[-1] or type(table.align) is not tuple):
        return False
    parts = list(map(_cells_in, rows))
    if not _TUPLE.issuperset(map(type, parts)) or not {columns}.issuperset(map(len, parts)):
        return False
    cells = list(chain.from_iterable(parts))
    return _ONE.issuperset(map(_width_of, cells)) and _held(cells, depth + 3, lines)
