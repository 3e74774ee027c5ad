"""Font programs with PostScript outlines: one that HarfBuzz cut out of a font in, the same with its glyphs numbered as on the page out.

A program with CIDs (the operator ROS) shows for a code the glyph of which its charset says so; one without shows the glyph of
that number (ISO 32000-1, 9.7.4.2). The format is Adobe's Technical Note 5176.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_ROS, _CHARSET = (12, 30), (15,)


def has_cids(program: bytes) -> bool:
    """Whether the glyphs of a program have CIDs. Raises `ValueError` for what is no such program."""
    return any(operator == _ROS for operator, _ in _operators(program))


def numbered(program: bytes, glyphs: Collection[int]) -> bytes:
    """A program with CIDs, so that those of its glyphs, in their order, are the given numbers. Raises `ValueError`."""
    at = next((at for operator, at in _operators(program) if operator == _CHARSET), 0)
    if not at or program[at] != 29:  # an offset of four bytes, as HarfBuzz writes it
        raise ValueError("no charset")
    charset = struct.pack(f">B{len(glyphs) - 1}H", 0, *list(glyphs)[1:])
    return program[: at + 1] + struct.pack(">I", len(program)) + program[at + 5 :] + charset


def _operators(program: bytes) -> Iterator[tuple[tuple[int, ...], int]]:
    """The operators of the Top DICT, and where the last operand of each begins."""
    try:
        names = program[2]
        start, end = _first(program, _end(program, names))
        at = last = start
        while at < end:
            first = program[at]
            if first <= 21:
                size = 2 if first == 12 else 1
                yield tuple(program[at : at + size]), last
            else:
                last = at
                size = {28: 3, 29: 5, 30: 1}.get(first, 2 if first >= 247 else 1)
                if first == 30:  # a real number: half bytes up to one that is fifteen
                    while program[at + size] & 15 != 15 and program[at + size] >> 4 != 15:
                        size += 1
                    size += 1
            at += size
    except (IndexError, struct.error):
        raise ValueError("not a font program") from None


def _first(program: bytes, at: int) -> tuple[int, int]:
    """Where the first object of an INDEX begins and ends."""
    count, size = struct.unpack_from(">HB", program, at)
    if not count:
        raise ValueError("an empty INDEX")
    first, second = (int.from_bytes(program[at + 3 + size * n : at + 3 + size * (n + 1)]) for n in (0, 1))
    data = at + 2 + size * (count + 1)
    return data + first, data + second


def _end(program: bytes, at: int) -> int:
    """Where an INDEX ends."""
    count, size = struct.unpack_from(">HB", program, at)
    if not count:
        return at + 2
    last = int.from_bytes(program[at + 3 + size * count : at + 3 + size * (count + 1)])
    return int(at + 2 + size * (count + 1) + last)
