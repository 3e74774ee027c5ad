"""Tables to TEI: the attributes of a `table` and its rows, as strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.tei.markup import attribute, element

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.model import nodes as n


def table_attributes(table: n.Table) -> str:
    """Size, and as words of `rend` what TEI has no attribute for: header columns and the alignment of columns."""
    columns = max([sum([cell.colspan for cell in row.cells]) for row in table.rows])
    words = []
    if table.head_columns:
        words.append(f"head-columns={table.head_columns}")
    if table.align:
        words.append("align=" + ",".join(table.align))
    return f' rows="{len(table.rows)}" cols="{columns}"' + attribute("rend", " ".join(words))


_LABELLED = 100
"""Up to how many header columns the cells in them say that they are labels; `rend` says it for any number."""


def table_rows(table: n.Table, line: str, inner: str, content: Callable[[tuple[n.Block, ...], str], str]) -> str:
    """The rows, each on a line, each cell on its own."""
    out = []
    labels = table.head_columns if table.head_columns <= _LABELLED else 0
    taken: dict[int, int] = {}
    """Header columns that cells of rows above reach into, and for how many rows more."""
    for index, row in enumerate(table.rows):
        role = ' role="label"' if index < table.head_rows else ""
        below = {column: rows - 1 for column, rows in taken.items() if rows > 1} if taken else {}
        cells, column = [], 0
        for cell in row.cells:
            label = ""
            if column < labels:
                while column in taken:
                    column += 1
                label = ' role="label"' if column < labels else ""
                if cell.rowspan > 1:
                    below |= dict.fromkeys(range(column, min(column + cell.colspan, labels)), cell.rowspan - 1)
                column += cell.colspan
            cells.append(inner + element("cell", label + _cell_attributes(cell), content(cell.blocks, inner)))
        # TEI has no row without a cell.
        out.append(
            f"{line}<row{role}>{''.join(cells)}{line}</row>" if cells else f'{line}<row{role} rend="empty"><cell/></row>'
        )
        taken = below
    return "".join(out)


def _cell_attributes(cell: n.Cell) -> str:
    given = f' rows="{cell.rowspan}"' if cell.rowspan > 1 else ""
    if cell.colspan > 1:
        given += f' cols="{cell.colspan}"'
    return f'{given} style="text-align: {cell.align}"' if cell.align else given
