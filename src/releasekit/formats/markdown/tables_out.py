"""Tables to lines: pipe tables where those can say it, else a division with a pipe table or with rows and cells in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.markdown.attributes import written
from releasekit.formats.markdown.fences import division
from releasekit.formats.markdown.inlines_out import inlines, span
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.formats.markdown.inlines_out import Line

_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def table(node: n.Table, line: Line, blocks: Callable[[Sequence[n.Block]], list[str]]) -> list[str]:
    """The lines of a table; `blocks` writes what stands in its cells, `line` is one that holds no line end."""
    rows = _piped(node)
    piped = rows is not None
    pairs: list[tuple[str, str]] = []
    if node.head_rows != (1 if piped else 0):
        pairs.append(("head-rows", str(node.head_rows)))
    if node.head_columns:
        pairs.append(("head-columns", str(node.head_columns)))
    if node.align and not piped:
        pairs.append(("align", ",".join(node.align)))
    pairs += [(name, value) for name, value in (("lang", node.lang), ("dir", node.direction)) if value]
    if rows and not pairs and not node.caption:
        return _pipes(rows, node.align, line)
    lines = [part(node.caption, "caption", line), ""] if node.caption else []
    if rows:
        return division("table", pairs, lines + _pipes(rows, node.align, line))
    for row in node.rows:
        cells: list[str] = []
        for cell in row.cells:
            inside = blocks(cell.blocks)
            if cell.blocks and isinstance(cell.blocks[-1], n.RawBlock):
                inside.append("")  # only an empty line ends a block of HTML
            cells += division("cell", _said(cell), inside)
        lines += division("row", [], cells)
    return division("table", pairs, lines)


def part(content: Sequence[n.Inline], name: str, line: Line) -> str:
    """A paragraph that is a part of its parent: one span, on one line."""
    return span(content, written(name, []), line)


def _piped(node: n.Table) -> list[list[Sequence[n.Inline]]] | None:
    """The words of each cell, if a pipe table can hold the rows: cells of one line, and none beyond those of the first row."""
    columns = len(node.rows[0].cells)
    if not columns or len(node.align) > columns:
        return None
    rows: list[list[Sequence[n.Inline]]] = []
    for row in node.rows:
        lines = [words for cell in row.cells if (words := _line_of(cell)) is not None]
        if not lines or len(lines) != len(row.cells) or len(lines) > columns:
            return None
        rows.append(lines)
    return rows


def _line_of(cell: n.Cell) -> Sequence[n.Inline] | None:
    """The words of a cell that holds no more than one line of them, and says nothing of itself."""
    blocks = cell.blocks
    if cell.colspan != 1 or cell.rowspan != 1 or cell.align or len(blocks) > 1:
        return None
    if not blocks:
        return ()
    words = blocks[0]
    if not isinstance(words, n.Paragraph) or words.role or words.lang or words.direction:
        return None
    return words.content


def _pipes(rows: list[list[Sequence[n.Inline]]], align: Sequence[n.Align], line: Line) -> list[str]:
    lines = ["| " + " | ".join([inlines(words, line).replace("|", "\\|") for words in row]) + " |" for row in rows]
    columns = len(rows[0])
    sides = [*align, *[""] * columns][:columns]
    lines.insert(1, "|" + "|".join([f" {_RULES[side]} " for side in sides]) + "|")
    return lines


def _said(cell: n.Cell) -> list[tuple[str, str]]:
    pairs = [(name, str(value)) for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value != 1]
    return [*pairs, ("align", cell.align)] if cell.align else pairs
