"""Tables to lines: pipe tables where those can say it, else a division with a pipe table or with rows and cells in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.markdown.attributes import written
from releasekit.formats.markdown.inlines_out import Line, inlines, span
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.formats.markdown.inlines_out import Notes

_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def table(node: n.Table, notes: Notes, blocks: Callable[[Sequence[n.Block]], list[str]]) -> list[str]:
    """The lines of a table; `blocks` writes what stands in its cells."""
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
        return _pipes(node, notes)
    lines = ["::: " + (written("table", pairs) if pairs else "table")]
    if node.caption:
        lines += [part(node.caption, "caption", notes), ""]
    if piped:
        return [*lines, *_pipes(node, notes), ":::"]
    for row in node.rows:
        lines.append("::: row")
        for cell in row.cells:
            lines += [_cell(cell), *blocks(cell.blocks)]
            if cell.blocks and isinstance(cell.blocks[-1], n.RawBlock):
                lines.append("")  # only an empty line ends a block of HTML
            lines.append(":::")
        lines.append(":::")
    return [*lines, ":::"]


def part(content: Sequence[n.Inline], name: str, notes: Notes) -> str:
    """A paragraph that is a part of its parent: one span, on one line."""
    return span(content, written(name, []), Line(notes, one_line=True))


def _piped(node: n.Table) -> bool:
    """Whether the rows are what a pipe table can hold: cells of one line, and none beyond those of the first row."""
    columns = len(node.rows[0].cells)
    if not columns or len(node.align) > columns:
        return False
    return all(len(row.cells) <= columns and row.cells and all(map(_simple, row.cells)) for row in node.rows)


def _simple(cell: n.Cell) -> bool:
    if cell.colspan != 1 or cell.rowspan != 1 or cell.align:
        return False
    match cell.blocks:
        case () | (n.Paragraph(role="", lang="", direction=""),):
            return True
        case _:
            return False


def _pipes(node: n.Table, notes: Notes) -> list[str]:
    line = Line(notes, one_line=True)
    rows = []
    for row in node.rows:
        cells = [
            inlines(block.content, line).replace("|", "\\|") if isinstance(block, n.Paragraph) else ""
            for block in (cell.blocks[0] if cell.blocks else None for cell in row.cells)
        ]
        rows.append("|" + "|".join(f" {cell} " if cell else "  " for cell in cells) + "|")
    align = [*node.align, *[""] * len(node.rows[0].cells)][: len(node.rows[0].cells)]
    rows.insert(1, "|" + "|".join(f" {_RULES[side]} " for side in align) + "|")
    return rows


def _cell(cell: n.Cell) -> str:
    pairs = [(name, str(value)) for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value != 1]
    if cell.align:
        pairs.append(("align", cell.align))
    return "::: " + (written("cell", pairs) if pairs else "cell")
