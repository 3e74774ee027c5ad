"""Text set in columns of a terminal: words in, lines that fit out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = re.compile(
    r"[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]|\s+"
)
"""A character after which a line may end though no space follows, as in Chinese and Japanese; or white space."""


def columns(text: str) -> int:
    """How many columns a text takes: two for a wide character, none for a mark that stands on another."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, width: int) -> str:
    """The text with spaces up to a width."""
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; white space runs together, and what is too long is broken."""
    lines = [""]
    for spaced, piece in _pieces(text):
        glue = " " if spaced and lines[-1] else ""
        if columns(lines[-1] + glue + piece) <= width:
            lines[-1] += glue + piece
            continue
        if lines[-1]:
            lines.append("")
        for char in piece:
            if columns(lines[-1]) + _columns(char) > width:
                lines.append("")
            lines[-1] += char
    return lines


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The parts that stay whole, each with whether white space stands before it."""
    spaced, start = False, 0
    for found in _PIECE.finditer(text):
        if start < found.start():
            yield spaced, text[start : found.start()]
            spaced = False
        if found.group().isspace():
            spaced = True
        else:
            yield spaced, found.group()
            spaced = False
        start = found.end()
    if start < len(text):
        yield spaced, text[start:]


def shortened(text: str, width: int) -> str:
    """The text in one line, with an ellipsis where it had to be cut."""
    line = " ".join(text.split())
    if columns(line) <= width:
        return line
    while columns(line) > width - 1:
        line = line[: -max(1, (columns(line) - width) // 2)]
    return line.rstrip() + "…"


def table(rows: Iterable[tuple[str, ...]], gap: str = "  ") -> list[str]:
    """Rows as aligned lines, each column as wide as its widest cell."""
    cells = [*rows]
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    return [gap.join(map(padded, row, widths)).rstrip() for row in cells]
