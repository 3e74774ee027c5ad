"""Tables: rows and cells whose spans may lie in, a grid of the shape that Word asks for out (ECMA-376, 17.4)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from releasekit.formats.docx.markup import quoted
from releasekit.model import inline_text, walk
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE_START = "<w:tbl>"
MOST_COLUMNS = 63
"""Word opens no table with more."""

_PADDING = 226
"""To the left and right of a cell's text, in twips."""
_SMALL = 12
"""Of how many rows a table may be that is not parted between pages."""
_NARROWEST = 500
"""Of a column, in twips, as long as the page has room."""


class CellWriter(Protocol):
    """Writes what is in a cell: its place, the style of its paragraphs, its width in twips, its alignment.

    With `keep` it stays on the page of the row below.
    """

    def __call__(self, content: n.Cell, place: str, style: str, width: int, align: n.Align, *, keep: bool) -> str:
        """The cell's blocks as WordprocessingML."""
        ...


class _Slot(NamedTuple):
    """A cell on the grid, or the part of one in a later row that it reaches into."""

    column: int
    span: int
    cell: n.Cell | None
    """None in the rows that a cell reaches into."""
    place: str = ""
    merged: str = ""
    """`restart` where a cell begins that reaches down, `continue` below."""


def table(found: n.Table, write: CellWriter, *, indent: int, width: int, rtl: bool) -> str:
    """A table of a width, in twips; an empty string for one that is wider than Word allows."""
    rows = _grid(found)
    if rows is None:
        return ""
    columns = max((slot.column + slot.span for row in rows for slot in row), default=1)
    widths = _widths(rows, columns, width)
    content = "".join(
        _row(row, index, found, partial(write, keep=_stays(index, len(rows))), widths) for index, row in enumerate(rows)
    )
    caption = inline_text(found.caption).replace("\n", " ")
    look = (
        f'w:firstRow="{int(found.head_rows > 0)}" w:lastRow="0" w:firstColumn="{int(found.head_columns > 0)}" w:lastColumn="0"'
    )
    bits = (0x0020 if found.head_rows else 0) | (0x0080 if found.head_columns else 0) | 0x0600
    properties = (
        '<w:tblStyle w:val="ReleaseTable"/>'
        + ("<w:bidiVisual/>" if rtl else "")
        + f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + (f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else "")
        + f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{bits:04X}" {look} w:noHBand="1" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{quoted(caption)}"/>' if caption else "")
    )
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    return f"{TABLE_START}<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>"


def _stays(index: int, rows: int) -> bool:
    """Whether a row stays with the one below: each of a small table, and the last but one, so that none stands alone."""
    return index == rows - 2 or (rows <= _SMALL and index < rows - 1)


# ── the grid ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _grid(found: n.Table) -> list[list[_Slot]] | None:
    """The cells of each row at their columns, spans clipped to the table and to one another; None if it is too wide."""
    rows: list[list[_Slot]] = []
    pending: dict[int, tuple[int, _Slot]] = {}
    """By column: how many more rows a cell above reaches into, and that cell."""
    for index, row in enumerate(found.rows):
        if not pending and len(row.cells) <= MOST_COLUMNS and all(cell.colspan == cell.rowspan == 1 for cell in row.cells):
            rows.append([_Slot(at, 1, cell, f"/rows/{index}/cells/{at}") for at, cell in enumerate(row.cells)])
            continue
        slots: list[_Slot] = []
        column = 0
        cells = [(cell, f"/rows/{index}/cells/{at}") for at, cell in enumerate(row.cells)]
        below: dict[int, tuple[int, _Slot]] = {}
        while cells or any(start >= column for start in pending):
            if column in pending:
                left, above = pending[column]
                slots.append(_Slot(column, above.span, None, merged="continue"))
                if left > 1:
                    below[column] = (left - 1, above)
                column += above.span
                continue
            if not cells:
                column = min(start for start in pending if start > column)
                continue
            cell, place = cells.pop(0)
            room = min((start for start in pending if start > column), default=MOST_COLUMNS + 1) - column
            reach = min(cell.rowspan, len(found.rows) - index)
            slot = _Slot(column, min(cell.colspan, room), cell, place, "restart" if reach > 1 else "")
            if reach > 1:
                below[column] = (reach - 1, slot)
            slots.append(slot)
            column += slot.span
            if column > MOST_COLUMNS:
                return None
        pending = below
        rows.append(slots)
    return rows


def _widths(rows: list[list[_Slot]], columns: int, width: int) -> list[int]:
    """Column widths in twips that fill the width, in proportion to the words and never too narrow for the longest."""
    total, longest = [1.0] * columns, [1.0] * columns
    for row in rows:
        for slot in row:
            if slot.cell is None or slot.span > 1:
                continue
            for words in _texts(slot.cell):
                total[slot.column] = max(total[slot.column], min(len(words), 60))
                longest[slot.column] = max(longest[slot.column], min(max(map(len, words.split()), default=0), 24))
    least = [min(width // columns, max(_NARROWEST, round(word * 110) + 240)) for word in longest]
    spare = max(0, width - sum(least))
    weights = [max(length**0.75, 1.0) for length in total]
    whole = sum(weights)
    found = [low + int(spare * weight / whole) for low, weight in zip(least, weights, strict=True)]
    found[-1] += width - sum(found)
    return found


def _texts(cell: n.Cell) -> Sequence[str]:
    """The words of each paragraph; most cells have one, which holds nothing else."""
    content = cell.blocks[0].content if len(cell.blocks) == 1 and isinstance(cell.blocks[0], n.Paragraph) else ()
    if len(content) == 1 and isinstance(only := content[0], n.Text):
        return (only.text,)
    return [inline_text(node.content) for _, node in walk(cell) if isinstance(node, (n.Paragraph, n.Heading))]


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _row(row: list[_Slot], index: int, found: n.Table, write: partial[str], widths: list[int]) -> str:
    heading = index < found.head_rows
    whole: list[_Slot] = []
    column = 0
    for slot in row:
        if slot.column > column:
            whole.append(_Slot(column, slot.column - column, None))
        whole.append(slot)
        column = slot.column + slot.span
    if not whole:  # a row has a cell (17.4.78)
        whole, column = [_Slot(0, len(widths), None)], len(widths)
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if heading else "")
    if column < len(widths):
        rest = sum(widths[column:])
        properties = f'<w:gridAfter w:val="{len(widths) - column}"/><w:wAfter w:w="{rest}" w:type="dxa"/>' + properties
    cells = "".join(_cell(slot, found, write, widths, heading=heading) for slot in whole)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(slot: _Slot, found: n.Table, write: partial[str], widths: list[int], *, heading: bool) -> str:
    """One `w:tc`, its properties in the order of the schema (17.4.69)."""
    cell, column = slot.cell or n.Cell(), slot.column
    width = widths[column] if slot.span == 1 else sum(widths[column : column + slot.span])
    style = "TableHeading" if heading else "TableRowHeading" if column < found.head_columns else "TableText"
    align: n.Align = cell.align or (found.align[column] if column < len(found.align) else "")
    properties = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{slot.span}"/>' if slot.span > 1 else "")
        + ("<w:vMerge/>" if slot.merged == "continue" else '<w:vMerge w:val="restart"/>' if slot.merged else "")
        + ('<w:vAlign w:val="bottom"/>' if heading else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{write(cell, slot.place, style, width - _PADDING, align)}</w:tc>"
