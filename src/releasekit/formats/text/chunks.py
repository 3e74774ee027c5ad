"""Text in, its chunks out: runs of lines between blank ones, each with its place, and whether the text was wrapped."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from releasekit.values import frozen

WIDEST = 120
"""The widest line, in columns, that a text wrapped for reading has."""

_NARROWEST = 40
"""Lines shorter than this do not tell where a text was wrapped."""


@frozen
class Chunk:
    """Lines without a blank one between them."""

    lines: tuple[str, ...]
    number: int
    """The line of the input on which it starts, from 1."""


@frozen
class Setting:
    """How a text was set: which of its line ends are meant."""

    wrapped: bool
    """Whether line ends within a paragraph come from wrapping."""
    width: int
    """The column at which it was wrapped."""


def chunks(text: str) -> list[Chunk]:
    """The chunks of a text."""
    found: list[Chunk] = []
    current: list[str] = []
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            current.append(line.rstrip())
        elif current:
            found.append(Chunk(tuple(current), number - len(current)))
            current = []
    if current:
        found.append(Chunk(tuple(current), number + 1 - len(current)))
    return found


def setting(found: list[Chunk]) -> Setting:
    """How a text was set, by its lines that have another below them."""
    wide = sum(len(line) > WIDEST and " " in line for chunk in found for line in chunk.lines)
    followed = sorted(len(line) for chunk in found for line in chunk.lines[:-1])
    width = _usual(found, followed)
    return Setting(wide * 5 < len(followed) + 1 if wide else True, max(_NARROWEST, width))


def _usual(found: list[Chunk], followed: list[int]) -> int:
    """The width that nine of ten wrapped lines keep to, in columns."""
    if not followed:
        return 0
    limit = followed[len(followed) * 9 // 10]
    longest = (line for chunk in found for line in chunk.lines[:-1] if len(line) == limit)
    return columns(next(longest))


def meant(lines: tuple[str, ...], how: Setting) -> bool:
    """Whether the line ends of a chunk are meant: each line had room for the first word of the next, which starts anew."""
    return all(_meant(above, below, how) for above, below in pairwise(lines))


def _meant(above: str, below: str, how: Setting) -> bool:
    start = below.lstrip()
    word = start.split(maxsplit=1)[0]
    if start[:1].islower() and not any(sign in word for sign in ("@", "://", "www.")):
        return False
    if not how.wrapped:
        return True
    first = columns(start[0]) if columns(start[0]) == 2 else columns(word)
    return columns(above) + 1 + first <= how.width


def columns(text: str) -> int:
    """How many columns text takes where each letter takes one, East Asian ones two and combining marks none (UAX 11)."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
