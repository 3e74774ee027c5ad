"""A font made of drawings: the streams of its glyphs in; their widths, and some of them in the Compact Font Format out (ISO 32000-1, 9.6.5).

Programs make such fonts of outlines that they cannot or may not embed. Glyphs that are areas of the colour of the text are
taken; all others are no outlines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.objects import content, dictionary, entry, numbers
from releasekit.formats.pdf.foreign.outlines import NOTHING, Outline, written
from releasekit.formats.pdf.foreign.tokens import operations

if TYPE_CHECKING:
    from collections.abc import Collection

    from releasekit.formats.pdf.foreign.bounds import Bounds
    from releasekit.formats.pdf.foreign.outlines import Place

DRAWN = "it has a font that is made of drawings"

MOST_GLYPHS = 10_000


class Type3:
    """A font whose glyphs are drawn."""

    subtype = "CIDFontType0"

    def __init__(self, stated: Any, bounds: Bounds) -> None:
        self._bounds = bounds
        across, lean, slant, up, *moved = (1000 * value for value in numbers(entry(stated, "/FontMatrix"), 6))
        if lean or slant or any(moved) or not across or not up:
            raise UnplacedError(DRAWN)
        self.scale = across, up
        self._streams = dictionary(entry(stated, "/CharProcs"))
        if len(self._streams) > MOST_GLYPHS:
            raise UnplacedError(DRAWN)
        self._names = ["", *sorted(str(key)[1:] for key in self._streams)]
        self._places = {name: place for place, name in enumerate(self._names)}
        self.count = len(self._names)
        left, below, right, above = numbers(entry(stated, "/FontBBox"), 4)
        self.box = [round(value * scale) for value, scale in zip((left, below, right, above), self.scale * 2, strict=True)]
        self._drawn: dict[int, Outline] = {0: NOTHING}

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
        return bool(self._draw(glyph).parts)

    def program(self, glyphs: Collection[int]) -> bytes:
        """A program with these glyphs, each of which is shown by its number."""
        return written([self._draw(glyph) if glyph in glyphs else NOTHING for glyph in range(self.count)], self.box)

    def _draw(self, glyph: int) -> Outline:
        known = self._drawn.get(glyph)
        if known is None:
            known = self._drawn[glyph] = self._outlined(entry(self._streams, "/" + self._names[glyph]))
        return known

    def _outlined(self, stream: Any) -> Outline:
        out, here, filled = Outline(), (0.0, 0.0), False
        for operator, operands in operations(content(stream, self._bounds), self._bounds):
            if any(type(each) not in {int, float} for each in operands) or (filled and operator not in {b"Q", b"n"}):
                raise UnplacedError(DRAWN)
            match operator, operands:
                case b"d1", [width, _, _, _, _, _]:
                    out.width = width * self.scale[0]
                case b"m", [x, y]:
                    here = (x, y)
                    out.parts.append((self._at(here),) * 2)
                case b"l", [x, y]:
                    here = (x, y)
                    out.parts.append((self._at(here),))
                case b"c", [a, b, c, d, x, y]:
                    here = (x, y)
                    out.parts.append((self._at((a, b)), self._at((c, d)), self._at(here)))
                case b"v", [c, d, x, y]:
                    out.parts.append((self._at(here), self._at((c, d)), self._at((x, y))))
                    here = (x, y)
                case b"y", [a, b, x, y]:
                    here = (x, y)
                    out.parts.append((self._at((a, b)), self._at(here), self._at(here)))
                case b"re", [x, y, width, height]:
                    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
                    out.parts.append((self._at(corners[0]),) * 2)
                    out.parts += [(self._at(corner),) for corner in corners[1:]]
                    here = (x, y)
                case ((b"h" | b"q" | b"Q" | b"n"), []):
                    pass
                case ((b"f" | b"F"), []):
                    filled = True
                case _:
                    raise UnplacedError(DRAWN)
        if out.parts and not filled:
            raise UnplacedError(DRAWN)
        return out

    def _at(self, place: Place) -> Place:
        return float(round(place[0] * self.scale[0])), float(round(place[1] * self.scale[1]))
