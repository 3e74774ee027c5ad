"""A TrueType program of others: its bytes in; which glyph a code shows, how wide each is, and a program with only some glyphs out.

HarfBuzz writes the program anew, glyph by glyph: nothing of the original is copied as it is.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import uharfbuzz as hb  # type: ignore[import-untyped]  # it has no types

from releasekit.formats.pdf.foreign.bounds import UnplacedError

if TYPE_CHECKING:
    from collections.abc import Collection

    from releasekit.formats.pdf.foreign.bounds import Bounds

_UNUSED = [
    int.from_bytes(tag.encode(), "big")
    for tag in ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "VDMX", "VORG", "cmap", "gasp", "hdmx", "kern", "name", "post",
                "vhea", "vmtx", "EBDT", "EBLC", "EBSC", "MATH", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "sbix", "JSTF", "LTSH", "PCLT")
]  # fmt: skip
"""What a viewer does not need to draw an embedded font by glyph (ISO 32000-1, 9.9)."""


class TrueType:
    """A program with outlines of TrueType."""

    subtype = "CIDFontType2"

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        try:
            self.face = hb.Face(data)
            self.font = hb.Font(self.face)
            self.count: int = self.face.glyph_count
            self.upem: int = self.face.upem
            tags = {*self.face.table_tags}
        except (RuntimeError, ValueError, struct.error):
            raise UnplacedError("a font in it is damaged") from None
        if not {"glyf", "loca", "head", "hhea", "hmtx", "maxp"} <= tags or not self.count or not 16 <= self.upem <= 16384:
            raise UnplacedError("a font in it is damaged")
        self.maps = _maps(bytes(self.face.reference_table("cmap").data), bounds) if "cmap" in tags else {}

    def width(self, glyph: int) -> float:
        """In thousandths of the size."""
        return float(self.font.get_glyph_h_advance(glyph)) * 1000 / self.upem

    def draws(self, glyph: int) -> bool:
        """Whether a glyph is seen."""
        return drawn(self.font, glyph)

    def named(self, name: str) -> int:
        """The glyph of a name, 0 if there is none."""
        return self.font.get_glyph_from_name(name) or 0

    @property
    def box(self) -> list[int]:
        """What all glyphs stand in, in thousandths."""
        head = bytes(self.face.reference_table("head").data)
        return [round(value * 1000 / self.upem) for value in struct.unpack_from(">4h", head, 36)]

    def program(self, glyphs: Collection[int]) -> bytes:
        """A program with these glyphs by the same numbers."""
        return subset(self.face, glyphs)

    def reversed(self) -> dict[int, str]:
        """What glyphs stand for, as the program itself says it."""
        found: dict[int, str] = {}
        for key in ((3, 10), (0, 4), (0, 3), (3, 1)):
            for code, glyph in self.maps.get(key, {}).items():
                found.setdefault(glyph, chr(code))
        return found


def drawn(font: hb.Font, glyph: int) -> bool:
    """Whether a glyph of a font is seen."""
    extents = font.get_glyph_extents(glyph)
    return extents is not None and bool(extents.width or extents.height)


def subset(face: hb.Face, glyphs: Collection[int]) -> bytes:
    """A font file with only some glyphs, which keep their numbers. Raises `UnplacedError`."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.RETAIN_GIDS
    wanted.drop_table_tag_set.update(_UNUSED)
    wanted.glyph_set.update(glyphs)
    try:
        return bytes(hb.subset(face, wanted).blob.data)
    except (RuntimeError, ValueError):
        raise UnplacedError("a font in it is damaged") from None


def _maps(data: bytes, bounds: Bounds) -> dict[tuple[int, int], dict[int, int]]:
    """The glyphs behind codes, by the platform and the encoding that the codes are of (OpenType, cmap)."""
    found: dict[tuple[int, int], dict[int, int]] = {}
    try:
        (count,) = struct.unpack_from(">H", data, 2)
        for at in range(min(count, 20)):
            platform, encoding, offset = struct.unpack_from(">HHI", data, 4 + 8 * at)
            found[platform, encoding] = _map(data, offset, bounds)
    except struct.error:
        raise UnplacedError("a font in it is damaged") from None
    return found


def _map(data: bytes, at: int, bounds: Bounds) -> dict[int, int]:
    (kind,) = struct.unpack_from(">H", data, at)
    out: dict[int, int] = {}
    if kind == 0:
        out = dict(enumerate(data[at + 6 : at + 262]))
    elif kind == 4:
        _segments(data, at, out, bounds)
    elif kind == 6:
        first, count = struct.unpack_from(">HH", data, at + 6)
        out = dict(enumerate(struct.unpack_from(f">{count}H", data, at + 10), first))
    elif kind == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for index in range(groups):
            first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * index)
            if not first <= last <= 0x10FFFF:
                break
            bounds.take("steps", last - first + 1)
            out.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return {code: glyph for code, glyph in out.items() if glyph}


def _segments(data: bytes, at: int, out: dict[int, int], bounds: Bounds) -> None:
    """The map of the format 4."""
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    ranges = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, ranges)
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        bounds.take("steps", max(0, last - first + 1))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = ranges + 2 * index + offset + 2 * (code - first)
                if place + 2 > len(data):
                    continue
                (glyph,) = struct.unpack_from(">H", data, place)
                if not glyph:
                    continue
            out[code] = (glyph + delta) & 0xFFFF
