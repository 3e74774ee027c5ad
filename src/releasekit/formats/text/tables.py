"""Lines set in columns in, a table out: columns under a rule of dashes, or parted by tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.text.chunks import columns
from releasekit.formats.text.inlines import inlines
from releasekit.model import Cell, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.formats.text.chunks import Chunk

_RULE = re.compile(r" *-{2,}(?: {2,}-{2,})+")
_MOST_COLUMNS = 100


def read(chunk: Chunk, context: Context) -> Table | None:
    """The table that a chunk is, or None."""
    for head in (0, 1):
        if len(chunk.lines) > head + 1 and _RULE.fullmatch(chunk.lines[head]):
            return _ruled(chunk, head, context)
    return _tabbed(chunk, context)


def _ruled(chunk: Chunk, head: int, context: Context) -> Table:
    """A table whose rule says where its columns start; the line above the rule is its head."""
    starts = [match.start() for match in re.finditer(r"-+", chunk.lines[head])][:_MOST_COLUMNS]
    body = [line for index, line in enumerate(chunk.lines) if index != head]
    if len(body) > 1 and _RULE.fullmatch(body[-1]):
        body.pop()
    rows = tuple(Row(tuple(_cell(part, context, chunk.number) for part in _parts(line, starts))) for line in body)
    return Table(rows, head)


def _parts(line: str, starts: Sequence[int]) -> list[str]:
    """The parts of a line that stand at columns; a word is never cut."""
    parts = [""]
    at = 0
    edges = [*starts[1:], 1 << 30]
    for character in line:
        if at >= edges[0] and parts[-1].endswith((" ", "\u3000")):
            edges.pop(0)
            parts.append("")
        parts[-1] += character
        at += columns(character)
    return [part.strip() for part in parts + [""] * (len(starts) - len(parts))]


def _tabbed(chunk: Chunk, context: Context) -> Table | None:
    """A table copied from a page or a sheet: the same number of tabs in each line."""
    counts = {line.count("\t") for line in chunk.lines}
    tabs = counts.pop()
    if (
        counts
        or not 1 <= tabs < _MOST_COLUMNS
        or len(chunk.lines) < (2 if tabs > 1 else 3)
        or any("@" in line for line in chunk.lines)
    ):
        return None
    rows = [Row(tuple(_cell(part, context, chunk.number) for part in line.split("\t"))) for line in chunk.lines]
    return Table(tuple(rows))


def _cell(text: str, context: Context, line: int) -> Cell:
    return Cell((Paragraph(inlines(text.strip(), context, line)),)) if text.strip() else Cell()
