"""A program of the Compact Font Format of others: its bytes in; its glyphs by code, name and CID, their widths, and a program with some out.

The format is Adobe's Technical Note 5176, the outlines are those of its Technical Note 5177. HarfBuzz writes the program anew.
"""

from __future__ import annotations

import itertools
import struct
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # it has no types

from releasekit.formats.pdf.cff import numbered
from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.truetype import drawn, subset
from releasekit.formats.pdf.programs import table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from releasekit.formats.pdf.foreign.bounds import Bounds

_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _MATRIX, _BOX = 15, 16, 17, 18, 1207, 5
_ROS, _FDARRAY, _FDSELECT, _SUBRS = 1230, 1236, 1237, 19
_DEFAULT, _NOMINAL = 20, 21

_ENDS = {1, 3, 18, 23, 19, 20, 21, 4, 22, 14}
"""The first operator of an outline, before which its width may stand: stems, masks, the first move, or the end."""

MOST_CALLS = 10
MOST_STEPS = 2000


class _Private(NamedTuple):
    default: float
    nominal: float
    subroutines: Sequence[bytes]


class Compact:
    """A program with outlines of PostScript."""

    subtype = "CIDFontType0"

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        self.data, self._bounds = data, bounds
        try:
            self._read()
            self.face = hb.Face(_wrapped(data, self.count))
            self.font = hb.Font(self.face)
        except UnplacedError:
            raise
        except (struct.error, LookupError, ValueError, RuntimeError, OverflowError):
            raise UnplacedError("a font in it is damaged") from None

    def _read(self) -> None:
        data = self.data
        if data[0] != 1:
            raise ValueError("version")
        _, place = _index(data, data[2])
        tops, place = _index(data, place)
        _, place = _index(data, place)
        self._global, _ = _index(data, place)
        top = _dictionary(tops[0])
        if top.get(_MATRIX, [0.001])[0] != 0.001 or top.get(1206, [2]) != [2]:
            raise UnplacedError("a font in it has a grid of its own")
        self.charstrings, _ = _index(data, int(top[_CHARSTRINGS][0]))
        self.count = len(self.charstrings)
        self.has_cids = _ROS in top
        self.box = [round(value) for value in top.get(_BOX, [0, 0, 0, 0])][:4]
        self._charset = self._numbers(int(top.get(_CHARSET, [0])[0]))
        self._encoding = int(top.get(_ENCODING, [0])[0])
        if self.has_cids:
            fonts, _ = _index(data, int(top[_FDARRAY][0]))
            self._privates = [self._private(_dictionary(each)) for each in fonts]
            self._select = self._selected(int(top[_FDSELECT][0]))
            self.glyphs_of_cids = {cid: glyph for glyph, cid in enumerate(self._charset)}
        else:
            self._privates, self._select = [self._private(top)], [0] * self.count
            self.glyphs_of_cids = {glyph: glyph for glyph in range(self.count)}

    def _private(self, font: dict[int, list[float]]) -> _Private:
        if font.get(_MATRIX, [0.001])[0] not in {0.001, 1}:
            raise UnplacedError("a font in it has a grid of its own")
        size, place = (int(value) for value in font.get(_PRIVATE, [0, 0]))
        private = _dictionary(self.data[place : place + size])
        subroutines: Sequence[bytes] = ()
        if _SUBRS in private:
            subroutines, _ = _index(self.data, place + int(private[_SUBRS][0]))
        return _Private(private.get(_DEFAULT, [0])[0], private.get(_NOMINAL, [0])[0], subroutines)

    def _numbers(self, place: int) -> list[int]:
        """The charset: a name or a CID for each glyph."""
        if place <= 2:  # one of those that the format brings
            return [*range(self.count)]
        kind, found = self.data[place], [0]
        place += 1
        if kind == 0:
            return [0, *struct.unpack_from(f">{self.count - 1}H", self.data, place)]
        while len(found) < self.count:
            first, left = struct.unpack_from(">HB" if kind == 1 else ">HH", self.data, place)
            place += 3 if kind == 1 else 4
            found += range(first, min(first + left + 1, 65536))
        return found[: self.count]

    def _selected(self, place: int) -> list[int]:
        """Which of its parts each glyph is of."""
        if self.data[place] == 0:
            return [*self.data[place + 1 : place + 1 + self.count]]
        (count,) = struct.unpack_from(">H", self.data, place + 1)
        out, done = [0] * self.count, 0
        for at in range(count):
            first, part, end = struct.unpack_from(">HBH", self.data, place + 3 + 3 * at)
            if not done <= first < end <= self.count:
                raise ValueError("ranges")
            out[first:end] = [part] * (end - first)
            done = end
        return out

    @property
    def codes(self) -> dict[int, int]:
        """The glyphs of the encoding of its own, by codes; nothing where it is a usual one. Raises `UnplacedError`."""
        if self._encoding <= 1:
            return {}
        out: dict[int, int] = {}
        try:
            kind, count = self.data[self._encoding], self.data[self._encoding + 1]
            place, glyph = self._encoding + 2, 1
            if kind & 127 == 0:
                return {code: glyph for glyph, code in enumerate(self.data[place : place + count], 1)}
            for at in range(count):
                first, left = self.data[place + 2 * at], self.data[place + 2 * at + 1]
                for code in range(first, min(first + left, 255) + 1):
                    out[code] = glyph
                    glyph += 1
        except IndexError:
            raise UnplacedError("a font in it is damaged") from None
        return out

    def draws(self, glyph: int) -> bool:
        """Whether a glyph is seen."""
        return drawn(self.font, glyph)

    def named(self, name: str) -> int:
        """The glyph of a name, 0 if there is none."""
        return 0 if self.has_cids else self.font.get_glyph_from_name(name) or 0

    def name_of(self, glyph: int) -> str:
        """The name of a glyph."""
        return "" if self.has_cids else str(self.font.get_glyph_name(glyph) or "")

    def width(self, glyph: int) -> float:
        """In thousandths of the size. Raises `UnplacedError`."""
        try:
            private = self._privates[self._select[glyph]]
            extra = self._extra(self.charstrings[glyph], private)
        except (IndexError, struct.error):
            raise UnplacedError("a font in it is damaged") from None
        return private.default if extra is None else private.nominal + extra

    def _extra(self, code: bytes, private: _Private) -> float | None:
        """What an outline says of its width before its first operator; None where it says nothing."""
        stack: list[float] = []
        calls: list[tuple[bytes, int]] = []
        at = 0
        for _ in range(MOST_STEPS):
            self._bounds.take("steps")
            if at >= len(code):
                if not calls:
                    return None
                code, at = calls.pop()
                continue
            first = code[at]
            at += 1
            if first == 28 or first >= 32:
                value, at = _operand(code, first, at)
                stack.append(value)
            elif first in {10, 29}:
                routines = private.subroutines if first == 10 else self._global
                bias = 107 if len(routines) < 1240 else 1131 if len(routines) < 33900 else 32768
                number = int(stack.pop()) + bias
                if len(calls) >= MOST_CALLS or number < 0:
                    break
                calls.append((code, at))
                code, at = routines[number], 0
            elif first == 11:
                code, at = calls.pop()
            elif first in _ENDS:
                return _first(first, stack)
            else:
                break
        raise UnplacedError("a font in it has outlines of an unusual kind")

    def program(self, glyphs: Collection[int]) -> bytes:
        """A program with these glyphs, each of which is shown by its number."""
        made = subset(self.face, glyphs)
        try:
            outlines = table_of(made, b"CFF ")
            return numbered(outlines, range(self.count)) if self.has_cids else outlines
        except (struct.error, ValueError, IndexError):
            raise UnplacedError("a font in it is damaged") from None

    @property
    def upem(self) -> int:
        """The grid of its outlines."""
        return 1000


def _first(operator: int, stack: list[float]) -> float | None:
    """The width among the operands of the first operator: there is one more than it takes."""
    count = len(stack)
    if operator in {1, 3, 18, 23, 19, 20}:
        has = count % 2 == 1
    else:
        has = count > {21: 2, 4: 1, 22: 1, 14: 0}[operator] and not (operator == 14 and count == 4)
    return stack[0] if has else None


def _operand(code: bytes, first: int, at: int) -> tuple[float, int]:
    if first == 28:
        return float(struct.unpack_from(">h", code, at)[0]), at + 2
    if first < 247:
        return float(first - 139), at
    if first < 251:
        return float((first - 247) * 256 + code[at] + 108), at + 1
    if first < 255:
        return float(-(first - 251) * 256 - code[at] - 108), at + 1
    return float(struct.unpack_from(">i", code, at)[0]) / 65536, at + 4


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The objects of an INDEX, and where it ends."""
    (count,) = struct.unpack_from(">H", data, at)
    if not count:
        return [], at + 2
    size = data[at + 2]
    if not 1 <= size <= 4:
        raise ValueError("offsets")
    start = at + 3
    offsets = [int.from_bytes(data[start + size * n : start + size * (n + 1)], "big") for n in range(count + 1)]
    base = start + size * (count + 1) - 1
    if offsets[0] != 1 or any(a > b for a, b in itertools.pairwise(offsets)) or base + offsets[-1] > len(data):
        raise ValueError("offsets")
    return [data[base + a : base + b] for a, b in itertools.pairwise(offsets)], base + offsets[-1]


def _dictionary(data: bytes) -> dict[int, list[float]]:
    """A DICT: the operands of each operator; those of two bytes have 1200 added to the second."""
    out: dict[int, list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            operator = first
            if first == 12:
                operator = 1200 + data[at]
                at += 1
            out[operator], operands = operands, []
        elif first == 30:
            value, at = _real(data, at)
            operands.append(value)
        elif first == 29:
            operands.append(float(struct.unpack_from(">i", data, at)[0]))
            at += 4
        elif first == 28 or 32 <= first <= 254:
            value, at = _operand(data, first, at)
            operands.append(value)
        else:
            raise ValueError("operand")
    return out


def _real(data: bytes, at: int) -> tuple[float, int]:
    """A real number in half bytes."""
    text = ""
    while True:
        for half in (data[at] >> 4, data[at] & 15):
            if half == 15:
                return float(text), at + 1
            text += ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "E", "E-", "", "-")[half]
        at += 1


def _wrapped(outlines: bytes, count: int) -> bytes:
    """The outlines as a font file, with the tables that HarfBuzz wants beside them."""
    head = struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, 1000, 0, 0, 0, -200, 1000, 800, 0, 8, 2, 0, 0)
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    tables = {
        b"CFF ": outlines,
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">Hh", 1000, 0) + bytes(2 * (count - 1)),
        b"maxp": struct.pack(">IH", 0x5000, count),
    }
    at = 12 + 16 * len(tables)
    directory, body = struct.pack(">4sHHHH", b"OTTO", len(tables), 64, 2, 16 * len(tables) - 64), b""
    for tag, data in tables.items():
        directory += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return directory + body
