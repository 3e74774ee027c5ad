"""Used glyphs to PDF fonts: words of any face in, the codes to show them and, at the end, subset fonts out.

Each face becomes one composite font (ISO 32000-1, 9.7) with a code of its own for each pair of a glyph and the text behind
it, so that ToUnicode says exactly what stands on the page.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import uharfbuzz as hb  # type: ignore[import-untyped]  # it has no types
from attrs import define, field

from releasekit.formats.pdf.code import stream, utf16
from releasekit.formats.pdf.shaping import JOINER

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.formats.pdf.fonts import Face
    from releasekit.formats.pdf.shaping import Word

MAX_CODES = 0xFFFF

_UNUSED_TABLES = [
    int.from_bytes(tag.encode(), "big")
    for tag in ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "VDMX", "cmap", "gasp", "hdmx", "kern", "name", "post")
]
"""What a viewer does not need to draw an embedded TrueType font by glyph (ISO 32000-1, 9.9)."""


@define(eq=False)
class Subset:
    """The glyphs of one face that a document uses."""

    face: Face
    name: str
    """Its name in the resources of a page: `F1`."""
    glyphs: list[int] = field(factory=lambda: [0])
    texts: list[str] = field(factory=lambda: [""])
    codes: dict[tuple[int, str], int] = field(factory=dict)
    drawn: dict[tuple[int, float, float, float], str] = field(factory=dict)
    kept: list[Word] = field(factory=list)
    """The words whose drawing is known: they are held, so that no other takes their identity."""

    def code(self, glyph: int, text: str) -> int:
        """The code that shows a glyph and stands for a text; each must stand for some (ISO 19005-3, 6.2.11.7.2)."""
        known = self.codes.get((glyph, text))
        if known is None:
            if len(self.glyphs) > MAX_CODES:
                return next((code for (other, _), code in self.codes.items() if other == glyph), 0)
            known = self.codes[glyph, text] = len(self.glyphs)
            self.glyphs.append(glyph)
            self.texts.append(text)
        return known

    def show(self, word: Word, size: float, rise: float, tracking: float) -> str:
        """The inside of a TJ array that draws a word.

        Glyphs above or below the line, and glyphs that have a text only together, close it and open another.
        """
        raised = any(glyph.dy for glyph in word.glyphs)
        key = (id(word), size if raised else 0.0, rise if raised else 0.0, tracking)
        known = self.drawn.get(key)
        if known is None:
            known = self.drawn[key] = self._show(word, size, rise, tracking)
            self.kept.append(word)
        return known

    def _show(self, word: Word, size: float, rise: float, tracking: float) -> str:
        out: list[str] = []
        run: list[str] = []
        # In the order of reading the first glyph of a group can stand for all of it; in the other order none can.
        spans = word.spans if word.rtl else ()
        opens = {first: text for first, _, text in spans}
        closes = {end for _, end, _ in spans}
        raised, pending = 0.0, 0.0

        def flush() -> None:
            if run:
                out.append(f"<{''.join(run)}>")
                run.clear()

        for index, glyph in enumerate(word.glyphs):
            if index in closes:
                flush()
                out.append("] TJ EMC [")
            if index in opens:
                flush()
                out.append(f"] TJ /Span <</ActualText <FEFF{utf16(opens[index])}>>> BDC [")
            if glyph.dy != raised:
                flush()
                out.append(f"] TJ {rise + glyph.dy * size * word.scale / 1000:.3f} Ts [")
                raised = glyph.dy
            before = pending - glyph.dx
            if abs(before) >= 0.05:
                flush()
                out.append(f" {before:.1f} ")
            run.append(f"{self.code(glyph.id, glyph.text or JOINER):04X}")
            pending = self.face.advance(glyph.id) - glyph.advance + glyph.dx - (tracking / word.scale)
        flush()
        if abs(pending) >= 0.05:
            out.append(f" {pending:.1f} ")
        if len(word.glyphs) in closes:
            out.append("] TJ EMC [")
        if raised:
            out.append(f"] TJ {rise:.3f} Ts [")
        return "".join(out)


class Fonts:
    """The subsets of one document."""

    def __init__(self) -> None:
        self._subsets: dict[str, Subset] = {}

    def subset(self, face: Face) -> Subset:
        """The subset of a face, new where the face was not used yet."""
        known = self._subsets.get(face.name)
        if known is None:
            known = self._subsets[face.name] = Subset(face, f"F{len(self._subsets) + 1}")
        return known

    def write(self, add: Callable[[bytes], bytes]) -> list[tuple[str, bytes]]:
        """Give all font objects to `add`, which returns a reference to each, and return the names with their references."""
        return [(subset.name, _font(subset, add)) for subset in self._subsets.values()]


def _font(subset: Subset, add: Callable[[bytes], bytes]) -> bytes:
    face = subset.face
    program, places = _program(subset)
    box = [round(value * 1000 / face.data.upem) for value in struct.unpack_from(">4h", _table(program, b"head"), 36)]
    name = f"{_tag(subset)}+{face.name}"
    file = add(stream(f"/Length1 {len(program)}", program))
    descriptor = add(
        f"<</Type /FontDescriptor /FontName /{name} /Flags {4 + 64 * face.italic} /FontBBox {box} "
        f"/ItalicAngle {-11 if face.italic else 0} /Ascent {face.ascent:.0f} /Descent {face.descent:.0f} "
        f"/CapHeight {face.cap_height:.0f} /XHeight {face.x_height:.0f} /StemV {50 + int(face.pins.get('wght', 400)) // 10} ".replace(
            ",", ""
        ).encode()
        + b"/FontFile2 " + file + b">>"
    )  # fmt: skip
    glyph_map = add(stream("", b"".join(struct.pack(">H", places[glyph]) for glyph in subset.glyphs)))
    widths = " ".join(f"{face.advance(glyph):.1f}".removesuffix(".0") for glyph in subset.glyphs)
    descendant = add(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} "
        f"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 1000 /W [0 [{widths}]] /FontDescriptor ".encode()
        + descriptor + b" /CIDToGIDMap " + glyph_map + b">>"
    )  # fmt: skip
    unicode = add(stream("", _to_unicode(name, subset.texts)))
    return add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [".encode()
        + descendant + b"] /ToUnicode " + unicode + b">>"
    )  # fmt: skip


def _program(subset: Subset) -> tuple[bytes, dict[int, int]]:
    """A TrueType file with only the used glyphs, at the pinned setting, and where each glyph stands in it."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.glyph_set.update(subset.glyphs)
    wanted.drop_table_tag_set.update(_UNUSED_TABLES)
    for axis, value in subset.face.pins.items():
        wanted.pin_axis_location(subset.face.data, axis, value)
    plan = hb.SubsetPlan(subset.face.data, wanted)
    program = bytes(plan.execute().blob.data)
    mapping = plan.old_to_new_glyph_mapping
    return program, {glyph: mapping[glyph] for glyph in subset.glyphs}


def _table(program: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", program, 4)
    for index in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        if name == tag:
            return program[offset : offset + length]
    raise ValueError(tag)


def _tag(subset: Subset) -> str:
    """Six letters that tell subsets of one face apart (ISO 32000-1, 9.6.4), from what is in this one."""
    number = zlib.crc32(repr((subset.face.name, subset.glyphs, subset.texts)).encode("utf-8", "surrogatepass"))
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters


def _to_unicode(name: str, texts: list[str]) -> bytes:
    """The map from codes to text (ISO 32000-1, 9.10.3)."""
    entries = [(code, text) for code, text in enumerate(texts) if text]
    out = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def", f"/CMapName /{name} def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]  # fmt: skip
    for start in range(0, len(entries), 100):
        part = entries[start : start + 100]
        out.append(f"{len(part)} beginbfchar")
        out += [f"<{code:04X}> <{utf16(text)}>" for code, text in part]
        out.append("endbfchar")
    out += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(out).encode()
