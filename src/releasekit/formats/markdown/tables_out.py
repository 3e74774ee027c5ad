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
    piped = _piped(node)
    pairs: list[tuple[str, str]] = []
    if node.head_rows != (1 if piped else 0):
        pairs.append(("head-rows", str(node.head_rows)))
    if node.head_columns:
        pairs.append(("head-columns", str(node.head_columns)))
    if node.align and not piped:
        pairs.append(("align", ",".join(node.align)))
    pairs += [(name, value) for name, value in (("lang", node.lang), ("dir", node.direction)) if value]
    if piped and not pairs and not node.caption:
        return _pipes(node, line)
    lines = [part(node.caption, "caption", line), ""] if node.caption else []
    if piped:
        return division("table", pairs, lines + _pipes(node, line))
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


def _piped(node: n.Table) -> bool:
    """Whether the rows are what a pipe table can hold: cells of one line, and none beyond those of the first row."""
    columns = len(node.rows[0].cells)
    if not columns or len(node.align) > columns:
        return False
    return all(len(row.cells) <= columns and row.cells and all(map(_simple, row.cells)) for row in node.rows)


def _simple(cell: n.Cell) -> bool:
    if cell.colspan != 1 or cell.rowspan != 1 or cell.align or len(cell.blocks) > 1:
        return False
    words = cell.blocks[0] if cell.blocks else None
    return words is None or (isinstance(words, n.Paragraph) and not (words.role or words.lang or words.direction))


def _pipes(node: n.Table, line: Line) -> list[str]:
    columns = len(node.rows[0].cells)
    rows = ["|" + "|".join([_words(cell, line) for cell in row.cells]) + "|" for row in node.rows]
    align = [*node.align, *[""] * columns][:columns]
    rows.insert(1, "|" + "|".join([f" {_RULES[side]} " for side in align]) + "|")
    return rows


def _words(cell: n.Cell, line: Line) -> str:
    """The words of a cell between its pipes."""
    if cell.blocks and isinstance(words := cell.blocks[0], n.Paragraph):
        return " " + inlines(words.content, line).replace("|", "\\|") + " "
    return "  "


def _said(cell: n.Cell) -> list[tuple[str, str]]:
    pairs = [(name, str(value)) for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value != 1]
    return [*pairs, ("align", cell.align)] if cell.align else pairs
