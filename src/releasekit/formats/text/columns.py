"""The cells of a table in, lines out: columns where they fit a page, else the cells of a row one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from releasekit.formats.text.chunks import columns as width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.model import Align

Spanning: TypeAlias = "tuple[str, int, int, Align]"
"""The text of a cell, how many columns and rows it takes, and how it stands in them."""

WIDEST = 100
"""The widest table, in columns of a fixed-width font, that is set in columns."""
_MOST = 24
_BETWEEN = "  "


def table(rows: Sequence[Sequence[Spanning]], head_rows: int, align: Sequence[Align]) -> str:
    """The lines of a table. In columns, a rule of dashes parts the head; a table without a head has one above and below."""
    grid = _grid(rows)
    if grid is None:
        return _stacked(rows, head_rows)
    widths = [max(2, *(width(row[column][0]) for row in grid)) for column in range(len(grid[0]))]
    if len(widths) < 2 or sum(widths) + len(_BETWEEN) * (len(widths) - 1) > WIDEST:
        return _stacked(rows, head_rows)
    lines = [_line(row, widths, align) for row in grid]
    rule = _BETWEEN.join("-" * size for size in widths)
    if not head_rows:
        return "\n".join([rule, *lines, rule])
    return "\n".join([*lines[:head_rows], rule, *lines[head_rows:]])


def _grid(rows: Sequence[Sequence[Spanning]]) -> list[list[tuple[str, Align]]] | None:
    """The cells in their columns, a spanning one in its first; None where they cannot stand in columns."""
    taken: dict[int, int] = {}
    grid: list[list[tuple[str, Align]]] = []
    for row in rows:
        line: list[tuple[str, Align]] = []
        for text, across, down, align in row:
            while taken.get(len(line), 0):
                taken[len(line)] -= 1
                line.append(("", ""))
            if "\n" in text or len(line) + across > _MOST:
                return None
            for column in range(len(line), len(line) + across):
                taken[column] = down - 1
            line += [(text, align), *[("", align)] * (across - 1)]
        while taken.get(len(line), 0):
            taken[len(line)] -= 1
            line.append(("", ""))
        grid.append(line)
    most = max(map(len, grid), default=0)
    return [line + [("", "")] * (most - len(line)) for line in grid] if most else None


def _line(row: Sequence[tuple[str, Align]], widths: Sequence[int], align: Sequence[Align]) -> str:
    cells = []
    for column, (text, own) in enumerate(row):
        stands = own or (align[column] if column < len(align) else "")
        free = widths[column] - width(text)
        before = free if stands == "right" else free // 2 if stands == "center" else 0
        cells.append(" " * before + text + " " * (free - before))
    return _BETWEEN.join(cells).rstrip()


def _stacked(rows: Sequence[Sequence[Spanning]], head_rows: int) -> str:
    """One cell a line, with a blank line between rows; below a head of one row, each cell behind its column's head."""
    heads = [text.replace("\n", " ") for text, *_ in rows[0]] if head_rows == 1 and rows else []
    parts = ["\n".join(heads)] if len(rows) == 1 or not heads else []
    for row in rows[1:] if heads else rows:
        cells = [text.replace("\n\n", "\n") for text, *_ in row]
        named = [f"{heads[at]}: {text}" if at < len(heads) and heads[at] else text for at, text in enumerate(cells) if text]
        parts.append("\n".join(named))
    return "\n\n".join(part for part in parts if part)
