"""The cells of a table in its grid, and what they are in the structure tree: rows of cells in, header cells and data cells out.

Every row is given as many columns as the table has (ISO 14289-1, 7.5), by empty cells where the release has none.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import field

from releasekit.formats.pdf.code import text_string
from releasekit.formats.pdf.structure import DECORATION, Tag
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.formats.pdf.strips import Strip
    from releasekit.model import nodes as n

MOST_HEADERS = 8
"""A cell names the header cells that it belongs to if they are no more; their scope says it in any case."""


@define(eq=False)
class Slot:
    """A cell in the grid."""

    cell: n.Cell
    row: int
    column: int
    columns: int
    rows: int
    left: float = 0.0
    width: float = 0.0
    strips: list[Strip] = field(factory=list)
    height: float = 0.0
    tag: Tag = DECORATION


def tag_cells(block: n.Table, slots: Sequence[Slot], count: int, table: Tag, *, name: str) -> None:
    """Give every cell its part in the tree; `count` is the number of columns, `name` the beginning of the names of its headers.

    A row that cells from above fill is left out there, and they are counted as one row less.
    """
    rows = _rows(block, slots, count)
    kept = [0, *accumulate(bool(row) for row in rows)]
    headers = _Headers(block, slots, name)
    head, body = _groups(block, slots, table)
    for number, row in enumerate(rows):
        part = (head if number < block.head_rows else body).child("TR") if row else body
        for slot in row:
            if isinstance(slot, int):
                _cell(part, "TD", [f"/ColSpan {slot}"] if slot > 1 else [])
                continue
            down = kept[slot.row + slot.rows] - kept[slot.row]
            spans = [f"/{name}Span {many}" for name, many in (("Col", slot.columns), ("Row", down)) if many > 1]
            slot.tag = _cell(part, headers.role(slot), [*headers.attributes(slot), *spans])
            slot.tag.id = headers.id(slot)


def _rows(block: n.Table, slots: Iterable[Slot], count: int) -> list[list[Slot | int]]:
    """The cells that begin in each row, and between them how many columns nothing fills."""
    by_row: list[list[Slot]] = [[] for _ in block.rows]
    for slot in slots:
        by_row[slot.row].append(slot)
    above: list[Slot] = []
    rows: list[list[Slot | int]] = []
    for number, row in enumerate(by_row):
        above = [slot for slot in above if slot.row + slot.rows > number]
        found: list[Slot | int] = []
        column = 0
        for slot in sorted([*above, *row], key=lambda slot: slot.column):
            found += [slot.column - column] if slot.column > column else []
            found += [slot] if slot.row == number else []
            column = slot.column + slot.columns
        found += [count - column] if count > column else []
        rows.append(found)
        above += [slot for slot in row if slot.rows > 1]
    return rows


def _groups(block: n.Table, slots: Iterable[Slot], table: Tag) -> tuple[Tag, Tag]:
    """The head and the body of a table, or twice the table where a cell reaches from one into the other or one is missing."""
    rows = block.head_rows
    if not 0 < rows < len(block.rows) or any(slot.row < rows < slot.row + slot.rows for slot in slots):
        return table, table
    return table.child("THead"), table.child("TBody")


def _cell(row: Tag, role: str, entries: Sequence[str]) -> Tag:
    part = row.child(role, attributes=" ".join(("/O /Table", *entries)) if entries else "")
    part.stays = True
    return part


class _Headers:
    """The header cells of a table, and which of them a cell belongs to."""

    def __init__(self, block: n.Table, slots: Iterable[Slot], name: str) -> None:
        self.block = block
        self.name = name
        self.of_column: dict[int, list[str]] = {}
        self.of_row: dict[int, list[str]] = {}
        for slot in slots:
            if slot.row < block.head_rows:
                _note(self.of_column, range(slot.column, slot.column + slot.columns), self.id(slot))
            elif slot.column < block.head_columns:
                _note(self.of_row, range(slot.row, slot.row + slot.rows), self.id(slot))

    def role(self, slot: Slot) -> str:
        return "TH" if slot.row < self.block.head_rows or slot.column < self.block.head_columns else "TD"

    def id(self, slot: Slot) -> str:
        return f"{self.name}-{slot.row}-{slot.column}" if self.role(slot) == "TH" else ""

    def attributes(self, slot: Slot) -> list[str]:
        """What a cell's attribute object says of headers (ISO 32000-1, 14.8.5.7)."""
        entries = []
        if self.role(slot) == "TH":
            across, down = slot.row < self.block.head_rows, slot.column < self.block.head_columns
            entries.append(f"/Scope /{'Both' if across and down else 'Column' if across else 'Row'}")
        if slot.row >= self.block.head_rows and (named := self._named(slot)):
            entries.append(f"/Headers [{' '.join(text_string(each).decode() for each in named)}]")
        return entries

    def _named(self, slot: Slot) -> list[str]:
        named: dict[str, None] = {}
        for known, places in (
            (self.of_column, range(slot.column, slot.column + slot.columns)),
            (self.of_row, range(slot.row, slot.row + slot.rows) if slot.column >= self.block.head_columns else ()),
        ):
            for place in places if known else ():
                named.update(dict.fromkeys(known.get(place, ())))
                if len(named) > MOST_HEADERS:
                    return []
        return list(named)


def _note(known: dict[int, list[str]], places: Iterable[int], name: str) -> None:
    for place in places:
        names = known.setdefault(place, [])
        if len(names) <= MOST_HEADERS:
            names.append(name)
