"""Strings of a page in, with the gaps between them; the same by the numbers of glyphs out (ISO 32000-1, 9.4.3).

What a page moves on by besides the widths of the font that is made is a gap: other widths, and spaces that are wider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.objects import written

if TYPE_CHECKING:
    from releasekit.formats.pdf.foreign.fonts import Font

SPACE = 32
"""The code whose glyph word spacing makes wider, in a simple font (9.3.3)."""

LEAST = 0.001
"""The smallest gap that is written, in thousandths of the size."""


def shown(font: Font, parts: list[Any], size: float, tracking: float, blanks: float) -> bytes:
    """The operator that shows strings at a size; what letters and spaces are wider by is in points. Raises `UnplacedError`."""
    if not size:
        raise UnplacedError("it has letters without a size")
    apart, wider = tracking * 1000 / size, blanks * 1000 / size
    out: list[bytes] = []
    codes: list[str] = []
    gap = 0.0
    for part in parts:
        if type(part) in {int, float}:
            gap += part
            continue
        if not isinstance(part, bytes):
            raise UnplacedError("its drawing is broken")
        for code, glyph in font.shown(part):
            more = wider if code == SPACE and font.simple else 0.0
            if not glyph.number:
                gap -= glyph.width + apart + more
                continue
            if abs(gap) > LEAST:
                _flush(codes, out)
                out.append(written(gap))
            codes.append(f"{glyph.number:04X}")
            gap = glyph.own - glyph.width - more
    _flush(codes, out)
    if abs(gap) > LEAST:
        out.append(written(gap))
    return b"[%s] TJ\n" % b" ".join(out) if out else b""


def _flush(codes: list[str], out: list[bytes]) -> None:
    if codes:
        out.append(b"<%s>" % "".join(codes).encode())
        codes.clear()
