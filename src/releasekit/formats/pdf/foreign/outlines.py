"""Outlines to a font program: moves, lines and curves in, a program of the Compact Font Format out.

The format is Adobe's Technical Note 5176, the outlines are those of its Technical Note 5177.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, TypeAlias

from attrs import field

from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Sequence

Place: TypeAlias = tuple[float, float]

UNUSUAL = "a font in it has outlines of an unusual kind"


@define
class Outline:
    """What a glyph draws, in thousandths of the size."""

    parts: list[tuple[Place, ...]] = field(factory=list)
    """A move is its place twice, a line its end, a curve its two handles and its end."""
    width: float = 0.0

    def code(self) -> bytes:
        """The outline as the other format has it, with its width."""
        out = [_number(self.width)]
        x = y = 0.0
        for part in self.parts:
            for here in part[:1] if len(part) == 2 else part:
                out += [_number(here[0] - x), _number(here[1] - y)]
                x, y = here
            out.append({1: b"\x05", 2: b"\x15", 3: b"\x08"}[len(part)])
        return b"".join(out) + b"\x0e"


NOTHING = Outline()


def _number(value: float) -> bytes:
    """An operand of an outline. Raises `UnplacedError`."""
    if not -32000 <= value <= 32000:
        raise UnplacedError(UNUSUAL)
    if value != int(value):
        return b"\xff" + struct.pack(">i", round(value * 65536))
    whole = int(value)
    return bytes((whole + 139,)) if -107 <= whole <= 107 else b"\x1c" + struct.pack(">h", whole)


def written(outlines: Sequence[Outline], box: list[int]) -> bytes:
    """A program with CIDs that are the numbers of its glyphs."""
    count = len(outlines)
    head = b"\1\0\4\4" + _index([b"Rebuilt"])
    strings = _index([b"Adobe", b"Identity"]) + b"\0\0"
    private = _entry(20, 0) + _entry(21, 0)
    charset = struct.pack(">BHH", 2, 1, count - 2) if count > 1 else b"\0"
    select = struct.pack(">BHHBH", 3, 1, 0, 0, count)
    glyphs = _index([each.code() for each in outlines])

    def top(start: int) -> bytes:
        places = [start]
        for part in (charset, select, glyphs, private):
            places.append(places[-1] + len(part))
        return _index([
            _entry(1230, 391, 392, 0) + _entry(1234, count) + _entry(5, *box)
            + _entry(15, places[0]) + _entry(1237, places[1]) + _entry(17, places[2]) + _entry(1236, places[4])
        ])  # fmt: skip

    start = len(head) + len(top(0)) + len(strings)
    place = start + len(charset) + len(select) + len(glyphs)
    fonts = _index([_entry(18, len(private), place)])
    return head + top(start) + strings + charset + select + glyphs + private + fonts


def _entry(operator: int, *operands: int) -> bytes:
    code = bytes((12, operator - 1200)) if operator >= 1200 else bytes((operator,))
    return b"".join(b"\x1d" + struct.pack(">i", operand) for operand in operands) + code


def _index(objects: list[bytes]) -> bytes:
    places = [1]
    for each in objects:
        places.append(places[-1] + len(each))
    return struct.pack(">HB", len(objects), 4) + b"".join(struct.pack(">I", place) for place in places) + b"".join(objects)
