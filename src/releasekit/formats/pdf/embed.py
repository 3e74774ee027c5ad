"""Used glyphs to PDF fonts: words of any face in, the codes to show them and, at the end, subset fonts out.

Each face becomes one composite font (ISO 32000-1, 9.7) with a code of its own for each pair of a glyph and the text behind
it, so that ToUnicode says exactly what stands on the page.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from functools import lru_cache
from itertools import chain, repeat
from operator import ne, sub
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]  # it has no types

from releasekit.errors import WriteError
from releasekit.formats.pdf.cff import has_cids, numbered
from releasekit.formats.pdf.choice import BOXED
from releasekit.formats.pdf.clusters import leftward, rightward
from releasekit.formats.pdf.code import stream
from releasekit.formats.pdf.compound import Compound, compounded
from releasekit.formats.pdf.programs import table_of, to_unicode
from releasekit.formats.pdf.shaping import JOINER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from releasekit.formats.pdf.clusters import Stretch
    from releasekit.formats.pdf.fonts import Face
    from releasekit.formats.pdf.shaping import Word

MAX_CODES = 0xFFFF

ALPHABET = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;!?()%/-\u2013\u2018\u2019\u201c\u201d"
"""What a face that sets text is embedded with at the least: then it is often that of the last release, and made only once."""

_HYPHEN = "\u00ad"
"""What a hyphen at the end of a line stands for (ISO 32000-1, 14.8.2.2.3)."""

_UNUSED_TABLES = [
    int.from_bytes(tag.encode(), "big")
    for tag in ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "VDMX", "cmap", "gasp", "hdmx", "kern", "name", "post")
]
"""What a viewer does not need to draw an embedded TrueType font by glyph (ISO 32000-1, 9.9)."""


class _Codes(dict[int, str]):
    """The number of each glyph in the digits that show it."""

    def __missing__(self, glyph: int) -> str:
        known = self[glyph] = f"{glyph:04X}"
        return known


_CODES = _Codes()


class Subset(dict["Word", str]):
    """The glyphs of one face that a document uses, and how words of that face are drawn that need no more than their glyphs.

    So a line of usual words is put together without looking at each; of others it knows nothing (`KeyError`).

    The code of a glyph is its number in the font, so that a word is drawn alike in every document. Where a glyph stands for
    another text than by itself, as a hyphen at the end of a line does, or than it did first in this one, it gets a further
    code, and so does a glyph that is made of others.
    """

    def __init__(self, face: Face, name: str) -> None:
        super().__init__()
        self.face = face
        self.name = name
        """Its name in the resources of a page: `F1`."""
        self.texts: dict[int, str] = {0: ""}
        """The text behind each code; those of usual words come at the end: `shown`."""
        self.usual = _usual(face)
        self.further: dict[tuple[int | Compound, str], int] = {}
        if not face.cff and (hyphen := face.font.get_nominal_glyph(ord("-"))):
            self.further[hyphen, _HYPHEN] = face.data.glyph_count
        self.placed: dict[tuple[Word, float, float, float], tuple[Stretch, ...]] = {}
        """How words are drawn that need more."""
        self._more = 0.0
        self._blanks: dict[Word, str] = {}
        """The spaces and gaps among the words, without what makes them wider."""

    def __missing__(self, word: Word) -> str:
        face = self.face
        if word.face is not face or word.scale != face.scale or word.raised:
            raise KeyError(word)
        code = word.code if word.usual else self._plain(word)
        if word.give:
            self._blanks[word] = code
            code += wider(word, self._more)
        self[word] = code
        return code

    def widen(self, more: float) -> None:
        """Make all spaces wider by some times their width, or narrower by a number above 0, as TJ has it."""
        if more != self._more:
            self._more = more
            for blank, code in self._blanks.items():
                self[blank] = code + wider(blank, more)

    def code(self, shape: int | Compound, text: str) -> int | None:
        """The code that shows a glyph and stands for a text; each must stand for some (ISO 19005-3, 6.2.11.7.2).

        A font with PostScript outlines has no map from codes to glyphs, and so no further codes: None.
        """
        if not isinstance(shape, Compound) and self.texts.setdefault(shape, self.usual.get(shape, text)) == text:
            return shape
        known = self.further.get((shape, text))
        if known is None:
            known = self.face.data.glyph_count + len(self.further)
            if known > MAX_CODES or self.face.cff:
                return None
            self.further[shape, text] = known
        self.texts[known] = text
        return known

    def _plain(self, word: Word) -> str:
        """The inside of a TJ array that draws a word whose glyphs say all."""
        if isinstance(word.texts, str) and "".join(map(self.usual.get, word.ids, repeat(""))) == word.texts:
            word.code = self._even(word)
            word.usual = True  # when the code is there: another thread may look at it
            return word.code
        said = word.said
        if not said:
            texts = word.texts if isinstance(word.texts, str) else [text or JOINER for text in word.texts]
            said = dict(zip(word.ids, texts, strict=True))
            if any(map(ne, map(said.__getitem__, word.ids), texts)):  # one stands for two texts in one word
                return self._further(word)
            word.said = said
        if not said.items() <= self.texts.items():  # a glyph is new in this document
            known, usual = self.texts.setdefault, self.usual.get
            for glyph, text in said.items():
                if known(glyph, usual(glyph, text)) != text:  # or stands for another text than before: see `code`
                    return self._further(word)
        if not word.code:
            word.code = self._even(word)
        return word.code

    def _further(self, word: Word) -> str:
        """The same with further codes."""
        stretches = self.show(word, 0.0, 0.0, 0.0)
        if any(stretch.said for stretch in stretches):
            raise KeyError(word)
        return "".join([stretch.code for stretch in stretches])

    def shown(self) -> dict[int, str]:
        """The text behind each code that is used."""
        usual = set(chain.from_iterable([word.ids for word in self if word.usual]))
        self.texts |= {glyph: self.usual[glyph] for glyph in usual}
        return self.texts

    def _even(self, word: Word) -> str:
        """The same for a word whose glyphs stand where they do by themselves or are kerned, and for what they usually do."""
        kerns = [*map(sub, map(self.face.advances.__getitem__, word.ids), word.advances)]
        codes = [*map(_CODES.__getitem__, word.ids)]
        if any(kerns):
            codes = [f"{code}> {kern:.1f} <" if abs(kern) >= 0.05 else code for code, kern in zip(codes, kerns, strict=True)]
        return f"<{''.join(codes)}>".replace("<>", "")

    def show(self, word: Word, size: float, rise: float, tracking: float) -> tuple[Stretch, ...]:
        """How any word is drawn, in the order of reading: from its left end to the right, or from its right end to the left."""
        key = (word, size if word.raised else 0.0, rise if word.raised else 0.0, tracking)
        known = self.placed.get(key)
        if known is None:
            known = self.placed[key] = (leftward if word.rtl else rightward)(word, self, size, rise, tracking)
        return known


def wider(blank: Word, more: float) -> str:
    """The number in a TJ array that makes a space wider."""
    return f"{blank.give / blank.scale * more:.1f}" if more else ""


class Fonts:
    """The subsets of one document."""

    def __init__(self) -> None:
        self._subsets: dict[str, Subset] = {}
        self.lacking: set[tuple[str, str]] = set()
        """The families of the house's own files that are shown as they are where bold or italic was wanted, and which."""

    def subset(self, face: Face) -> Subset:
        """The subset of a face, new where the face was not used yet."""
        if face.lacks:
            self.lacking.add((face.family, face.lacks))
        known = self._subsets.get(face.name)
        if known is None:
            known = self._subsets[face.name] = Subset(face, f"F{len(self._subsets) + 1}")
        return known

    def boxed(self) -> set[str]:
        """The characters that are shown as boxes."""
        texts = (text for name, subset in self._subsets.items() if name.startswith(BOXED) for text in subset.texts.values())
        return {text[0] for text in texts if text}

    def write(self, add: Callable[[bytes], bytes]) -> list[tuple[str, bytes]]:
        """Give all font objects to `add`, which returns a reference to each, and return the names with their references."""
        return [(subset.name, _font(subset, add)) for subset in self._subsets.values()]


class _Embedded(NamedTuple):
    """The objects of a font. The dictionaries are open: at their ends stand references, which differ between documents."""

    program: bytes
    descriptor: bytes
    glyph_map: bytes
    descendant: bytes
    unicode: bytes
    font: bytes


def _font(subset: Subset, add: Callable[[bytes], bytes]) -> bytes:
    """The objects of a font. One that shows half of the alphabet has all of it: then it is likely that of the last release."""
    texts, further = subset.shown(), subset.further
    if 2 * len(subset.usual.keys() & texts.keys()) >= len(ALPHABET):
        texts = subset.usual | texts | {code: text for (_, text), code in further.items()}
    shown = tuple([each for each in further.items() if each[1] in texts])
    try:
        parts = _embedded(subset.face, tuple(sorted(texts.items())), shown)
    except (LookupError, RuntimeError, ValueError, struct.error):
        message = f"the font {subset.face.family} is damaged: its glyphs cannot be embedded; fetch its file again"
        raise WriteError(message) from None
    descriptor = add(parts.descriptor + add(parts.program) + b">>")
    glyph_map = b" /CIDToGIDMap " + add(parts.glyph_map) if parts.glyph_map else b""
    descendant = add(parts.descendant + descriptor + glyph_map + b">>")
    return add(parts.font + descendant + b"] /ToUnicode " + add(parts.unicode) + b">>")


@lru_cache(maxsize=1000)
def _usual(face: Face) -> dict[int, str]:
    """The glyphs of the alphabet, as far as a face has it, and what they stand for by themselves."""
    return {face.font.get_nominal_glyph(ord(char)): char for char in ALPHABET if ord(char) in face.covers}


@lru_cache(maxsize=100)
def _embedded(
    face: Face, texts: tuple[tuple[int, str], ...], further: tuple[tuple[tuple[int | Compound, str], int], ...]
) -> _Embedded:
    """The objects that embed the glyphs behind some codes, which stand for some texts.

    They are remembered: the words around the text, of kicker, contacts and page numbers, are often those of the last release.
    """
    glyphs: dict[int, int | Compound] = {code: code for code, _ in texts}
    glyphs |= {code: shape for (shape, _), code in further}
    program, places = _program(face, glyphs.values())
    box = [round(value * 1000 / face.data.upem) for value in struct.unpack_from(">4h", table_of(program, b"head"), 36)]
    unicode = to_unicode(face.name, texts)
    name = f"{_tag(unicode, glyphs)}+{face.name}"
    descriptor = (
        f"<</Type /FontDescriptor /FontName /{name} /Flags {4 + 64 * face.italic} /FontBBox {box} "
        f"/ItalicAngle {-11 if face.italic else 0} /Ascent {face.ascent:.0f} /Descent {face.descent:.0f} "
        f"/CapHeight {face.cap_height:.0f} /XHeight {face.x_height:.0f} /StemV {50 + int(face.pins.get('wght', 400)) // 10} "
        f"/FontFile{3 if face.cff else 2} "
    ).replace(",", "")
    widths = "".join([f"{code}[{_width(face, shape)}]" for code, shape in glyphs.items()])
    descendant = (
        f"<</Type /Font /Subtype /CIDFontType{0 if face.cff else 2} /BaseFont /{name} "
        f"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 1000 /W [{widths}] /FontDescriptor "
    )
    font = f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts ["
    return _Embedded(
        program=stream("/Subtype /CIDFontType0C", _outlines(program, places))
        if face.cff
        else stream(f"/Length1 {len(program)}", program),
        descriptor=descriptor.encode(),
        glyph_map=b"" if face.cff else _glyph_map(glyphs, places),
        descendant=descendant.encode(),
        unicode=stream("", unicode),
        font=font.encode(),
    )


def _width(face: Face, shape: int | Compound) -> str:
    """The width of a glyph, as PDF writes it."""
    if isinstance(shape, Compound):
        return f"{shape.advance * 1000 / face.data.upem:.1f}".removesuffix(".0")
    return face.width(shape)


def _glyph_map(glyphs: Mapping[int, int | Compound], places: Mapping[int | Compound, int]) -> bytes:
    """Which glyph of the embedded font each code shows. PostScript outlines say that themselves."""
    found = array("H", bytes(2 * (max(glyphs) + 1)))
    for code, glyph in glyphs.items():
        found[code] = places[glyph]
    if sys.byteorder == "little":
        found.byteswap()
    return stream("", found.tobytes())


def _program(face: Face, shapes: Collection[int | Compound]) -> tuple[bytes, dict[int | Compound, int]]:
    """A font file with only the used glyphs, at the pinned setting, and where each glyph stands in it.

    PostScript outlines without CIDs keep their numbers, since nothing else says which code shows which.
    """
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(_UNUSED_TABLES)
    glyphs = {shape for shape in shapes if not isinstance(shape, Compound)}
    compounds = list(dict.fromkeys(shape for shape in shapes if isinstance(shape, Compound)))
    glyphs.update(glyph for compound in compounds for glyph, *_ in compound.parts)
    wanted.glyph_set.update(glyphs)
    if face.cff and not _has_cids(face):
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    for axis, value in face.pins.items():
        wanted.pin_axis_location(face.data, axis, value)
    plan = hb.SubsetPlan(face.data, wanted)
    program = bytes(plan.execute().blob.data)
    mapping = plan.old_to_new_glyph_mapping
    places: dict[int | Compound, int] = dict(mapping) if face.cff else {glyph: mapping[glyph] for glyph in glyphs}
    if compounds:
        (count,) = struct.unpack_from(">H", table_of(program, b"maxp"), 4)
        program = compounded(program, compounds, mapping)
        places |= {compound: count + index for index, compound in enumerate(compounds)}
    return program, places


@lru_cache(maxsize=60)
def _has_cids(face: Face) -> bool:
    return has_cids(bytes(face.data.reference_table("CFF ").data))


def _outlines(program: bytes, places: Mapping[int | Compound, int]) -> bytes:
    """The PostScript outlines of a font file, of which each glyph is shown by the number that it had in the whole font."""
    found = table_of(program, b"CFF ")
    order = sorted((place, glyph) for glyph, place in places.items() if not isinstance(glyph, Compound))
    return numbered(found, [glyph for _, glyph in order]) if has_cids(found) else found


def _tag(unicode: bytes, glyphs: Mapping[int, int | Compound]) -> str:
    """Six letters that tell subsets of one face apart (ISO 32000-1, 9.6.4), from what is in this one."""
    number = zlib.crc32(repr(list(glyphs.values())).encode(), zlib.crc32(unicode))
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters
