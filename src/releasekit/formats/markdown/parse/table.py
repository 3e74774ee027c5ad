"""The rows of pipe tables, as in GitHub's Markdown (GFM 0.29, 4.10), with every cell that a row has.

A delimiter row holds at least one pipe, so that no line under a paragraph is taken for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from releasekit.model.nodes import Align

CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]+(?=[^ \t\n])")
"""What the caption of a table begins with, right above or below it, in pandoc's way."""
_ROW = re.compile(r"[|:-][|: \t-]*")
_DELIMITER = re.compile(r":?-+:?")
_ALIGN: dict[tuple[bool, bool], Align] = {
    (True, True): "center",
    (True, False): "left",
    (False, True): "right",
    (False, False): "",
}


def cells(line: str) -> list[str]:
    """The cells of a row: parted by pipes, but for a pipe that follows a backslash, which then is a pipe alone."""
    found = line.strip(" \t").split("|")
    if "\\" in line:
        found = _rejoined(found)
    if not found[0]:
        del found[0]
    if found and not found[-1]:
        del found[-1]
    return [cell.strip(" \t") for cell in found]


def _rejoined(pieces: list[str]) -> list[str]:
    found: list[str] = []
    cell: list[str] = []
    for index, piece in enumerate(pieces):
        escaped = piece.endswith("\\") and index < len(pieces) - 1
        cell.append(piece[:-1] + "|" if escaped else piece)
        if not escaped:
            found.append("".join(cell))
            cell = []
    return found


def alignment(header: str, rule: str) -> tuple[Align, ...] | None:
    """The alignment of the columns, if the second line is the delimiter row of a table whose header is the first."""
    if "|" not in header or "|" not in rule or not _ROW.fullmatch(rule):
        return None
    rules = cells(rule)
    if not rules or not all(map(_DELIMITER.fullmatch, rules)) or len(cells(header)) != len(rules):
        return None
    return tuple(_ALIGN[rule.startswith(":"), rule.endswith(":")] for rule in rules)
