"""What each format keeps, as a table for a terminal: formats in, lines out, as wide as the terminal is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from releasekit.cli import terminal
from releasekit.cli.layout import table, wrapped
from releasekit.losses import NODES, kept, matrix, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.format import Format
    from releasekit.losses import Kept, MatrixRow

MARKS: dict[Kept, tuple[str, str, str]] = {
    "whole": ("●", "+", "all of it"),
    "part": ("◐", "/", "not all of it"),
    "words": ("○", "w", "only the words"),
    "nothing": ("–", "-", "nothing"),
}
"""For each: its mark, its mark where the terminal has only ASCII, and what it means."""

ANY = "Localised"
"""Of which class are what any part of a text may state."""

_GAP = "  "


def lines(formats: Sequence[Format], *, group: bool = False) -> Iterator[str]:
    """The table in as many pieces as the terminal is too narrow for, and what its marks mean.

    With `group`, formats that keep the same are one column.
    """
    columns = _grouped(formats) if group else [[format] for format in formats]
    at = 0 if _speaks() else 1
    more = ("…", "..")[at]
    heads = [f"{first.name} {more}" if rest else first.name for first, *rest in columns]
    rows = matrix([first for first, *_ in columns])
    labels = [_label(row) for row in rows]
    starts = [next(index for index, row in enumerate(rows) if row.name.partition(".")[0] in part) for part in (NODES, {ANY})]
    for start, end in _pieces(heads, max(map(len, labels))):
        cells = [(label, *(MARKS[each][at] for each in row.kept[start:end])) for label, row in zip(labels, rows, strict=True)]
        said = table([("the release", *heads[start:end]), *cells], _GAP)
        yield from (*said[: starts[0] + 1], "", "its text", *said[starts[0] + 1 : starts[1] + 1], "", "any part of its text")
        yield from (*said[starts[1] + 1 :], "")
    yield from wrapped(", ".join(f"{mark[at]} {mark[2]}" for mark in MARKS.values()), terminal.width())
    for first, *rest in columns:
        if rest:
            yield from wrapped(f"{first.name} {more} is also {', '.join(format.name for format in rest)}", terminal.width())


def plain(formats: Sequence[Format]) -> list[dict[str, object]]:
    """The same in full as plain data, by the names of the model."""
    return [
        {"name": format.name, "lossless": format.lossless, "keeps": {name: kept(name, format) for name in names()}}
        for format in formats
    ]


def _grouped(formats: Sequence[Format]) -> list[list[Format]]:
    groups: dict[tuple[frozenset[str], frozenset[str]], list[Format]] = {}
    for format in formats:
        groups.setdefault((format.drops, format.flattens), []).append(format)
    return [*groups.values()]


def _label(row: MatrixRow) -> str:
    return "  " * row.name.count(".") + row.label


def _pieces(names: Sequence[str], first: int) -> Iterator[tuple[int, int]]:
    """The columns of each piece, so that none is wider than the terminal; one column at least."""
    start, used = 0, first
    for index, name in enumerate(names):
        used += len(_GAP) + len(name)
        if used > terminal.width() and index > start:
            yield start, index
            start, used = index, first + len(_GAP) + len(name)
    yield start, len(names)


def _speaks() -> bool:
    """Whether the terminal's encoding has the marks."""
    try:
        "".join(mark for mark, _, _ in MARKS.values()).encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
