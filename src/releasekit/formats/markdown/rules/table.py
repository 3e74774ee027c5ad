"""Pipe tables as in GitHub's Markdown (GFM 0.29, 4.10), with every cell that a row has: more or fewer than its header.

A delimiter row holds at least one pipe, so that no line under a heading is taken for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_DELIMITER = re.compile(r":?-+:?")
_ROW = re.compile(r"[|:-][|: \t-]*")
_ALIGN = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table: a header row, a delimiter row, and rows to the next block."""
    if start + 1 >= end or state.sCount[start + 1] < state.blkIndent or state.is_code_block(start + 1):
        return False
    delimiters = _line(state, start + 1)
    if "|" not in delimiters or not _ROW.fullmatch(delimiters) or state.is_code_block(start):
        return False
    header = _line(state, start)
    if "|" not in header:
        return False
    cells, rules = _cells(header), _cells(delimiters)
    if not cells or len(cells) != len(rules) or not all(_DELIMITER.fullmatch(rule) for rule in rules):
        return False
    if silent:
        return True

    around, state.parentType = state.parentType, "table"
    terminators = state.md.block.ruler.getRules("blockquote")
    rows = [cells]
    line = start + 2
    while line < end and not state.isEmpty(line):
        if state.sCount[line] < state.blkIndent or state.is_code_block(line):
            break
        if any(rule(state, line, end, True) for rule in terminators):
            break
        rows.append(_cells(_line(state, line)))
        line += 1
    state.parentType = around
    state.line = line
    _push(state, start, rows, [_ALIGN[rule.startswith(":"), rule.endswith(":")] for rule in rules])
    return True


def _push(state: StateBlock, start: int, rows: list[list[str]], align: list[str]) -> None:
    """The tokens of a table. They come last: what ends a table is asked at the level that the table is at."""
    opened = state.push("table_open", "table", 1)
    opened.map, opened.meta = [start, state.line], {"align": align}
    for index, cells in enumerate(rows):
        # The delimiter row is none.
        line = start + index + (index > 0)
        state.push("tr_open", "tr", 1).map = [line, line + 1]
        for cell in cells:
            state.push("td_open", "td", 1).map = [line, line + 1]
            words = state.push("inline", "", 0)
            words.content, words.map, words.children = cell, [line, line + 1], []
            state.push("td_close", "td", -1)
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")


def _cells(line: str) -> list[str]:
    """The cells of a row: parted by pipes, but for a pipe that follows a backslash, which then is a pipe alone."""
    cells: list[str] = []
    cell: list[str] = []
    pieces = line.split("|")
    for index, piece in enumerate(pieces):
        escaped = piece.endswith("\\") and index < len(pieces) - 1
        cell.append(piece[:-1] + "|" if escaped else piece)
        if not escaped:
            cells.append("".join(cell))
            cell = []
    if cells and not cells[0]:
        cells = cells[1:]
    if cells and not cells[-1]:
        cells = cells[:-1]
    return [cell.strip(" \t") for cell in cells]
