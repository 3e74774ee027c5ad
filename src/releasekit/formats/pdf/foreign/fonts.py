"""Fonts of others: their dictionaries in, what shows the same glyphs with text behind each out, as composite fonts (ISO 32000-1, 9.7).

Whatever a font was, it becomes one whose codes are the numbers of its glyphs: nothing is left to how a reader understands an
encoding. Where the page moves on by another width than the glyph has, that is said between the strings.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.formats.pdf.foreign import encodings, unicodes
from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.compact import Compact
from releasekit.formats.pdf.foreign.objects import (
    array,
    content,
    dictionary,
    entry,
    found,
    identity,
    name,
    number,
    whole,
    written,
)
from releasekit.formats.pdf.foreign.truetype import TrueType
from releasekit.formats.pdf.foreign.type1 import Type1
from releasekit.formats.pdf.foreign.type3 import Type3
from releasekit.formats.pdf.programs import to_unicode

if TYPE_CHECKING:
    from releasekit.formats.pdf.foreign.bounds import Bounds
    from releasekit.formats.pdf.foreign.objects import Made

NEAR = 0.9
"""How far a stated width may be from that of the glyph, in thousandths of the size (ISO 19005-3, 6.2.11.5 allows 1)."""

_PLAIN = re.compile("[^A-Za-z0-9-]")


class Glyph(NamedTuple):
    """What a code shows."""

    number: int
    """0 for one that is not shown, and only moves on."""
    width: float
    """By how much the page moves on, in thousandths of the size."""
    own: float
    """By how much the font that is made moves on."""


class Font:
    """A font of a page."""

    def __init__(self, stated: Any, bounds: Bounds, made: Made) -> None:
        self.bounds = bounds
        self.name = _PLAIN.sub("", name(entry(stated, "/BaseFont")).rpartition("+")[2])[:60] or "Unnamed"
        self.simple = True
        kind = name(entry(stated, "/Subtype"))
        self.program: TrueType | Compact | Type1 | Type3
        self.descriptor: Any
        self._missing = 0.0
        self._widths: dict[int, float] = {}
        self._glyphs: dict[int, Glyph] = {}
        self.texts: dict[int, str] = {}
        """What the glyphs stand for that are used."""
        self.made_widths: dict[int, float] = {}
        self.object = made.reserve()
        if kind == "Type0":
            self._composite(stated)
        elif kind in {"TrueType", "Type1", "MMType1"}:
            self._plain(stated)
        elif kind == "Type3":
            self._of_drawings(stated)
        else:
            raise UnplacedError("it is damaged")
        self._unicode = self._mapped(stated)

    # ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _program(self, descriptor: Any) -> TrueType | Compact | Type1:
        self.descriptor = descriptor
        for key in ("/FontFile2", "/FontFile3"):
            stream = entry(descriptor, key)
            if stream is None:
                continue
            data = content(stream, self.bounds)
            if data[:4] == b"OTTO":
                return Compact(_outlines(data), self.bounds)
            return (TrueType if key == "/FontFile2" or data[:4] in {b"\0\1\0\0", b"true"} else Compact)(data, self.bounds)
        if "/FontFile" in descriptor:
            return Type1(content(entry(descriptor, "/FontFile"), self.bounds), self.bounds)
        raise UnplacedError(f"the font {self.name} is not embedded")

    def _plain(self, stated: Any) -> None:
        self.program = self._program(dictionary(entry(stated, "/FontDescriptor")))
        self._missing = _optional(self.descriptor, "/MissingWidth")
        self._widths = self._listed(stated)
        self._names, based, differs = encodings.stated(stated)
        if isinstance(self.program, TrueType):
            symbolic = bool(int(_optional(self.descriptor, "/Flags")) & 4)
            self._numbers = self._of_maps(self.program, by_name=(based and not differs) or not symbolic)
        else:
            self._numbers = self._of_names(self.program)

    def _listed(self, stated: Any) -> dict[int, float]:
        """The widths of a simple font by codes, as it states them."""
        if "/Widths" not in stated:
            raise UnplacedError(f"the font {self.name} has no widths")
        first = whole(entry(stated, "/FirstChar"), 0, 255)
        return {code: number(width) for code, width in enumerate(array(entry(stated, "/Widths"), 256), first)}

    def _of_drawings(self, stated: Any) -> None:
        self.program = program = Type3(stated, self.bounds)
        self.descriptor = dictionary(entry(stated, "/FontDescriptor"))
        self._widths = {code: width * program.scale[0] for code, width in self._listed(stated).items()}
        self._names, _, _ = encodings.stated(stated)
        self._numbers = {code: program.named(glyph) for code, glyph in self._names.items()}

    def _of_names(self, program: Compact | Type1) -> dict[int, int]:
        """The glyphs by codes, by their names, and else by the encoding of the program."""
        if program.has_cids:
            raise UnplacedError(f"the font {self.name} is of an unusual kind")
        own = program.codes
        if not own:
            own = {code: program.named(glyph) for code, glyph in encodings.of("StandardEncoding").items()}
        out = own | {code: program.named(glyph) for code, glyph in self._names.items()}
        for code, glyph in own.items():
            self._names.setdefault(code, program.name_of(glyph))
        return out

    def _of_maps(self, program: TrueType, *, by_name: bool) -> dict[int, int]:
        """The glyphs by codes, by the tables of the program (ISO 32000-1, 9.6.6.4)."""
        maps, out = program.maps, dict[int, int]()
        symbols = {code & 255: glyph for code, glyph in maps.get((3, 0), {}).items()}
        letters, roman = maps.get((3, 1), {}), maps.get((1, 0), {})
        if not self._names and by_name:
            self._names = dict(encodings.of("StandardEncoding"))
        for code in range(256):
            glyph = 0
            if by_name and (called := self._names.get(code)):
                text = unicodes.of_name(called)
                glyph = letters.get(ord(text), 0) if len(text) == 1 else 0
                glyph = glyph or roman.get(encodings.codes_of("MacRomanEncoding").get(called, -1), 0) or program.named(called)
            out[code] = glyph or symbols.get(code, 0) or roman.get(code, 0) or (0 if by_name else letters.get(code, 0))
        return out

    def _composite(self, stated: Any) -> None:
        encoding = entry(stated, "/Encoding")
        if name(encoding) != "Identity-H":
            raise UnplacedError(f"the font {self.name} has codes of an unusual kind")
        self.simple = False
        (inner,) = array(entry(stated, "/DescendantFonts"), 1)
        inner = dictionary(inner)
        self.program = self._program(dictionary(entry(inner, "/FontDescriptor")))
        self._missing = number(entry(inner, "/DW")) if "/DW" in inner else 1000.0
        self._widths = _widths(array(entry(inner, "/W"), 200_000), self.bounds) if "/W" in inner else {}
        self._names = {}
        if isinstance(self.program, Type1):
            raise UnplacedError(f"the font {self.name} is of an unusual kind")
        if isinstance(self.program, Compact):
            self._numbers = self.program.glyphs_of_cids
            return
        places = entry(inner, "/CIDToGIDMap")
        if places is None or name(places) == "Identity":
            self._numbers = {glyph: glyph for glyph in range(self.program.count)}
        else:
            data = content(places, self.bounds)
            self._numbers = {at // 2: int.from_bytes(data[at : at + 2], "big") for at in range(0, min(len(data), 131072), 2)}

    def _mapped(self, stated: Any) -> dict[int, str]:
        """The text behind the codes, from what the font says, or else from its program."""
        stream = entry(stated, "/ToUnicode")
        if hasattr(stream, "raw_get"):
            return unicodes.of_map(content(stream, self.bounds), self.bounds)
        if self.simple and self._names:
            return {}
        if isinstance(self.program, TrueType):
            texts = self.program.reversed()
            return {code: texts[glyph] for code, glyph in self._numbers.items() if glyph in texts}
        return {code: unicodes.of_name(self.program.name_of(glyph)) for code, glyph in self._numbers.items()}

    # ── showing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def shown(self, data: bytes) -> list[tuple[int, Glyph]]:
        """The codes of a string with what they show. Raises `UnplacedError`."""
        codes = list(data) if self.simple else [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False)]
        self.bounds.take("glyphs", len(codes))
        known = self._glyphs
        return [(code, known.get(code) or self._glyph(code)) for code in codes]

    def _glyph(self, code: int) -> Glyph:
        place = self._numbers.get(code, 0)
        width = self._widths.get(code, self._missing)
        text = unicodes.allowed(self._unicode.get(code, "")) or unicodes.allowed(unicodes.of_name(self._names.get(code, "")))
        if not 0 <= place < self.program.count or (not place and (text.strip() or self.program.draws(0))):
            raise UnplacedError(f"the font {self.name} has no glyph for some of its letters")
        if not place:
            glyph = Glyph(0, width, 0.0)
        else:
            if not text:
                raise UnplacedError(f"nothing says what some letters of the font {self.name} stand for")
            own = self.program.width(place)
            self.texts.setdefault(place, text)
            own = self.made_widths.setdefault(place, width if abs(own - width) <= NEAR else own)
            glyph = Glyph(place, width, own)
        self._glyphs[code] = glyph
        return glyph

    # ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def write(self, made: Made) -> None:
        """Make the font of the glyphs that are used. Raises `UnplacedError`."""
        glyphs = sorted(self.texts)
        program = self.program.program(glyphs)
        unicode = to_unicode("Adobe-Identity-UCS", sorted(self.texts.items()))
        called = f"{_tag(unicode + program)}+{self.name}".encode()
        postscript = not isinstance(self.program, TrueType)
        entries = b"/Subtype /CIDFontType0C " if postscript else b"/Length1 %d " % len(program)
        box = " ".join(map(str, self.program.box)).encode()
        slant, above, below, capitals = (
            written(_optional(self.descriptor, key)) for key in ("/ItalicAngle", "/Ascent", "/Descent", "/CapHeight")
        )
        descriptor = made.add(
            b"<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%s] /ItalicAngle %s /Ascent %s /Descent %s /CapHeight %s "
            b"/StemV 80 /FontFile%d " % (
                called, box, slant, above, below, capitals, 3 if postscript else 2,
            ),
            made.add(entries, data=program), b">>",
        )  # fmt: skip
        widths = b"".join(b"%d[%s]" % (glyph, written(self.made_widths[glyph])) for glyph in glyphs)
        descendant = made.add(
            b"<</Type /Font /Subtype /%s /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            b"/DW 1000 /W [%s]%s /FontDescriptor " % (
                self.program.subtype.encode(), called, widths, b"" if postscript else b" /CIDToGIDMap /Identity",
            ),
            descriptor, b">>",
        )  # fmt: skip
        made.put(
            self.object,
            b"<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [" % called, descendant,
            b"] /ToUnicode ", made.add(data=unicode), b">>",
        )  # fmt: skip


class Fonts:
    """The fonts of a file."""

    def __init__(self, bounds: Bounds, made: Made) -> None:
        self.bounds, self.made = bounds, made
        self._fonts: dict[Any, Font | UnplacedError] = {}
        self._kept: list[Any] = []

    def font(self, stated: Any) -> Font:
        """What shows the text of a font. Raises `UnplacedError`."""
        key = identity(stated)
        known = self._fonts.get(key)
        if known is None:
            self.bounds.take("objects")
            self._kept.append(stated)
            try:
                known = Font(dictionary(stated), self.bounds, self.made)
            except UnplacedError as refusal:
                known = refusal
            self._fonts[key] = known
        if isinstance(known, UnplacedError):
            raise known
        return known

    def write(self) -> None:
        """Make all fonts. Raises `UnplacedError`."""
        for font in self._fonts.values():
            if isinstance(font, Font) and font.texts:
                font.write(self.made)


def _optional(descriptor: Any, key: str) -> float:
    return number(entry(descriptor, key)) if key in descriptor else 0.0


def _widths(parts: list[Any], bounds: Bounds) -> dict[int, float]:
    """The widths of a composite font by its codes (ISO 32000-1, 9.7.4.3)."""
    out: dict[int, float] = {}
    at = 0
    while at + 1 < len(parts):
        first, second = whole(parts[at], 0, 65535), found(parts[at + 1])
        if isinstance(second, list):
            out.update({first + place: number(width) for place, width in enumerate(second)})
            at += 2
        else:
            if at + 2 >= len(parts):
                break
            width = number(parts[at + 2])
            last = whole(second, first, 65535)
            bounds.take("steps", last - first)
            out.update(dict.fromkeys(range(first, last + 1), width))
            at += 3
    return out


def _outlines(data: bytes) -> bytes:
    """The outlines of PostScript in an OpenType file."""
    count = int.from_bytes(data[4:6], "big")
    for at in range(12, 12 + 16 * count, 16):
        if data[at : at + 4] == b"CFF ":
            offset, length = (int.from_bytes(data[at + 8 + 4 * place : at + 12 + 4 * place], "big") for place in (0, 1))
            return data[offset : offset + length]
    raise UnplacedError("a font in it is damaged")


def _tag(data: bytes) -> str:
    """Six letters that tell subsets of one font apart (ISO 32000-1, 9.6.4)."""
    rest, letters = zlib.crc32(data), ""
    for _ in range(6):
        rest, letter = divmod(rest, 26)
        letters += chr(ord("A") + letter)
    return letters
