"""A Type 1 program of others: its bytes in; its glyphs by code and name, their widths, and some of them in the Compact Font Format out.

The format is that of Adobe Type 1 Font Format, 1990. Outlines are drawn, and written anew as those of Adobe's Technical Note
5177: subroutines, hints and whatever else stands in the program stay behind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.pdf.foreign import encodings
from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.outlines import NOTHING, UNUSUAL, Outline, written
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Collection

    from releasekit.formats.pdf.foreign.bounds import Bounds

MOST_BYTES = 2 << 20
MOST_GLYPHS = 10_000
MOST_STEPS = 20_000
"""Of one outline, with those of its subroutines."""
MOST_CALLS = 10

_ENCODED = re.compile(rb"dup\s+(\d{1,3})\s*/([^\s/]+)\s+put")
_ROUTINE = re.compile(rb"dup\s+(\d{1,5})\s+(\d{1,5})\s+[^\s]+ ")
_GLYPH = re.compile(rb"/([^\s/]{1,60})\s+(\d{1,5})\s+[^\s]+ ")
_MATRIX = re.compile(rb"/FontMatrix\s*\[\s*([0-9.eE-]+)\s")
_BOX = re.compile(rb"/FontBBox\s*\{?\[?\s*(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_PADDING = re.compile(rb"/lenIV\s+(-?\d+)")

_DAMAGED = "a font in it is damaged"


class Type1:
    """A program with outlines of PostScript, in the old form."""

    subtype = "CIDFontType0"
    has_cids = False

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        self._bounds = bounds
        clear, mark, rest = data.partition(b"eexec")
        if not mark or len(data) > MOST_BYTES:
            raise UnplacedError(_DAMAGED)
        matrix = _MATRIX.search(clear)
        if matrix is None or float(matrix[1]) != 0.001:
            raise UnplacedError("a font in it has a grid of its own")
        box = _BOX.search(clear)
        self.box = [int(edge) for edge in box.groups()] if box else [0, 0, 0, 0]
        private = _private(rest)
        padding = _PADDING.search(private)
        self._padding = int(padding[1]) if padding else 4
        if not 0 <= self._padding <= 16:
            raise UnplacedError(UNUSUAL)
        self._routines, place = self._read_routines(private)
        outlines = self._read_glyphs(private, place)
        self._names = [".notdef", *(name for name in outlines if name != ".notdef")]
        self._outlines = [outlines.get(name, b"") for name in self._names]
        self._places = {name: place for place, name in enumerate(self._names)}
        self.count = len(self._names)
        self._encoding = {} if b"StandardEncoding def" in clear else _encoded(clear)
        self._drawn: dict[int, _Pen] = {}

    def _read_routines(self, private: bytes) -> tuple[dict[int, bytes], int]:
        place = private.find(b"/Subrs")
        routines: dict[int, bytes] = {}
        if place < 0:
            return routines, 0
        while found := _ROUTINE.search(private, place, place + 100):
            place = found.end() + int(found[2])
            routines[int(found[1])] = _decrypted(private[found.end() : place], 4330, self._padding)
        return routines, place

    def _read_glyphs(self, private: bytes, place: int) -> dict[str, bytes]:
        place = private.find(b"/CharStrings", place)
        if place < 0:
            raise UnplacedError(_DAMAGED)
        place += len(b"/CharStrings")
        outlines: dict[str, bytes] = {}
        while found := _GLYPH.search(private, place, place + 100):
            place = found.end() + int(found[2])
            outlines[found[1].decode("latin-1")] = private[found.end() : place]
            if len(outlines) > MOST_GLYPHS:
                raise UnplacedError(UNUSUAL)
        return outlines

    @property
    def codes(self) -> dict[int, int]:
        """The glyphs of the encoding of its own, by codes; nothing where it is the usual one."""
        return {code: self.named(name) for code, name in self._encoding.items()}

    def named(self, name: str) -> int:
        """The glyph of a name, 0 if there is none."""
        return self._places.get(name, 0)

    def name_of(self, glyph: int) -> str:
        """The name of a glyph."""
        return self._names[glyph]

    def width(self, glyph: int) -> float:
        """In thousandths of the size. Raises `UnplacedError`."""
        return self._draw(glyph).width

    def draws(self, glyph: int) -> bool:
        """Whether a glyph is seen."""
        return bool(self._outlines[glyph]) and bool(self._draw(glyph).parts)

    def program(self, glyphs: Collection[int]) -> bytes:
        """A program with these glyphs, each of which is shown by its number."""
        used = {0, *glyphs}
        return written([self._draw(glyph) if glyph in used else NOTHING for glyph in range(self.count)], self.box)

    def _draw(self, glyph: int) -> _Pen:
        known = self._drawn.get(glyph)
        if known is None:
            pen = _Pen()
            if self._outlines[glyph]:
                try:
                    self._run(glyph, pen)
                except (IndexError, KeyError, ZeroDivisionError, OverflowError):
                    raise UnplacedError(_DAMAGED) from None
            known = self._drawn[glyph] = pen
        return known

    def _run(self, glyph: int, pen: _Pen, *, inner: bool = False) -> None:
        """Draw an outline."""
        stack: list[float] = []
        handed: list[float] = []  # what a routine in PostScript gives back
        code, at = _decrypted(self._outlines[glyph], 4330, self._padding), 0
        calls: list[tuple[bytes, int]] = []
        for _ in range(MOST_STEPS):
            self._bounds.take("steps")
            if at >= len(code):
                raise UnplacedError(_DAMAGED)
            first = code[at]
            at += 1
            if first >= 32:
                value, at = _operand(code, first, at)
                stack.append(value)
                continue
            if first == 12:
                first = 1200 + code[at]
                at += 1
            match first:
                case 10:
                    if len(calls) >= MOST_CALLS:
                        raise UnplacedError(UNUSUAL)
                    calls.append((code, at))
                    code, at = self._routines[int(stack.pop())], 0
                    continue
                case 11:
                    code, at = calls.pop()
                    continue
                case 1212:
                    below = stack.pop()
                    stack.append(stack.pop() / below)
                    continue
                case 1217:
                    stack.append(handed.pop() if handed else 0.0)
                    continue
                case 1216:
                    number, count = int(stack.pop()), int(stack.pop())
                    given = [stack.pop() for _ in range(count)]
                    handed = pen.bent(number, given)
                    continue
                case 14:
                    return
                case 1206:
                    self._compose(stack, pen, inner=inner)
                    return
                case _:
                    pen.draw(first, stack)
                    stack.clear()
        raise UnplacedError(UNUSUAL)

    def _compose(self, stack: list[float], pen: _Pen, *, inner: bool) -> None:
        """Draw a letter with its accent (8.1, seac)."""
        side, across, up, base, accent = stack
        if inner:
            raise UnplacedError(UNUSUAL)
        width, left = pen.width, pen.left
        names = encodings.of("StandardEncoding")
        self._run(self._places[names[int(base)]], pen, inner=True)
        pen.moved = (across - side + left, up)
        self._run(self._places[names[int(accent)]], pen, inner=True)
        pen.width = width


@define
class _Pen(Outline):
    """Draws an outline."""

    left: float = 0.0
    moved: tuple[float, float] = (0.0, 0.0)
    """By how much an accent is moved."""
    x: float = 0.0
    y: float = 0.0
    _bend: list[tuple[float, float]] | None = None
    """The places of a flat curve that is told by moves (8.3, flex)."""

    def _at(self, dx: float, dy: float) -> tuple[float, float]:
        self.x += dx
        self.y += dy
        return self.x + self.moved[0], self.y + self.moved[1]

    def _move(self, dx: float, dy: float) -> None:
        place = self._at(dx, dy)
        if self._bend is not None:
            self._bend.append(place)
        else:
            self.parts.append((place, place))

    def _line(self, dx: float, dy: float) -> None:
        self.parts.append((self._at(dx, dy),))

    def _curve(self, *steps: float) -> None:
        self.parts.append((self._at(*steps[0:2]), self._at(*steps[2:4]), self._at(*steps[4:6])))

    def draw(self, operator: int, stack: list[float]) -> None:
        """Do what an operator says. Raises `UnplacedError`."""
        match operator, stack:
            case 13, [left, width]:
                self.left, self.width = left, width
                self.x, self.y = left, 0.0
            case 1207, [left, below, width, _]:
                self.left, self.width = left, width
                self.x, self.y = left, below
            case 21, [dx, dy]:
                self._move(dx, dy)
            case 22, [dx]:
                self._move(dx, 0)
            case 4, [dy]:
                self._move(0, dy)
            case 5, [dx, dy]:
                self._line(dx, dy)
            case 6, [dx]:
                self._line(dx, 0)
            case 7, [dy]:
                self._line(0, dy)
            case 8, [_, _, _, _, _, _]:
                self._curve(*stack)
            case 30, [dy, dx2, dy2, dx]:
                self._curve(0, dy, dx2, dy2, dx, 0)
            case 31, [dx, dx2, dy2, dy]:
                self._curve(dx, 0, dx2, dy2, 0, dy)
            case ((1 | 3 | 9 | 1200 | 1201 | 1202 | 1233), _):
                pass  # stems, the end of a path, dots, and a place that is known
            case _:
                raise UnplacedError(UNUSUAL)

    def bent(self, number: int, given: list[float]) -> list[float]:
        """Do what a routine in PostScript does (8.3 and 8.4), with its operands from the last; what it hands back, the last first."""
        if number == 1:
            self._bend = []
        elif number == 0:
            places, self._bend = self._bend, None
            if places is None or len(places) != 7:
                raise UnplacedError(UNUSUAL)
            self.parts += [(places[1], places[2], places[3]), (places[4], places[5], places[6])]
            return given[:2]
        elif number == 3:
            return given
        elif number != 2:
            raise UnplacedError(UNUSUAL)
        return []


def _private(rest: bytes) -> bytes:
    """The part of a program that is encrypted (7.1)."""
    rest = rest.lstrip(b" \t\r\n")
    if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", rest[:8]):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", rest)
        rest = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    return _decrypted(rest, 55665, 4)


def _decrypted(data: bytes, key: int, padding: int) -> bytes:
    out = bytearray()
    for byte in data:
        out.append(byte ^ key >> 8)
        key = (byte + key) * 52845 + 22719 & 0xFFFF
    return bytes(out[padding:])


def _encoded(clear: bytes) -> dict[int, str]:
    return {int(code) & 255: name.decode("latin-1") for code, name in _ENCODED.findall(clear)}


def _operand(code: bytes, first: int, at: int) -> tuple[float, int]:
    if first < 247:
        return float(first - 139), at
    if first < 251:
        return float((first - 247) * 256 + code[at] + 108), at + 1
    if first < 255:
        return float(-(first - 251) * 256 - code[at] - 108), at + 1
    return float(int.from_bytes(code[at : at + 4], "big", signed=True)), at + 4
