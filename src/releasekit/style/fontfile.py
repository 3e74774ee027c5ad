"""The font files of a house: the bytes of one in, the faces that it holds out; what cannot or may not be used is refused.

Of an OpenType file (ISO/IEC 14496-22) its tables `name`, `OS/2` and `head` say which family, weight and slope it has, and
what its maker allows. HarfBuzz, which also sets and embeds it, looks at the rest: what it cannot read is no font.
"""

from __future__ import annotations

import re
import struct
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import field

from releasekit.values import frozen

if TYPE_CHECKING:
    from uharfbuzz import Face  # type: ignore[import-untyped]  # it has no types

MOST_FILES = 32
"""How many font files a house has at most."""
MOST_BYTES = 32 << 20
"""Of one of them."""
MOST_BYTES_TOGETHER = 96 << 20

_MOST_FACES = 64
"""Of a collection."""
_MOST_CHARACTERS = 200_000
"""Unicode has fewer; a table that names more is made to fill memory."""
_LOOKED_AT = 3000
"""How many glyphs are taken out of a font to see whether it can be done: all of most fonts."""
_LONGEST_FAMILY = 60
_FOREIGN = re.compile(r"[^\w.&'+-]+")
"""What the name of a font in a style does not have."""

_SIGNS = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")
_WEB = (b"wOFF", b"wOF2")
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name")

_RESTRICTED, _WEAKER, _WHOLE, _BITMAPS = 0x2, 0xC, 0x100, 0x200
"""Of `fsType`: no embedding; embedding for print or for editing, which overrules it; no subsetting; bitmaps only."""
_ITALIC, _BOLD, _OBLIQUE = 0x1, 0x20, 0x200
"""Of `fsSelection`."""


class FontError(ValueError):
    """A font file that cannot or may not be used: why, and what to do."""


@frozen(cache_hash=True)
class FontFace:
    """A face of a font file that a house brings. Two of the same bytes are the same."""

    file: str
    """Its path, as the style says it."""
    digest: str
    """Of the bytes of the file."""
    index: int
    """Its number in a collection; 0 in a file of its own."""
    family: str
    weight: int | None
    """From 1 to 1000; None: it has all weights."""
    italic: bool
    serif: bool
    sizes: tuple[float, float] | None
    """The least and the largest size that its letters are drawn for, where they differ by size."""
    data: bytes = field(repr=False, eq=False)

    @property
    def name(self) -> str:
        """What tells it from the others of its house."""
        return f"{self.file}#{self.index}"

    def read_bytes(self) -> bytes:
        """The whole file."""
        return self.data


def faces(file: str, data: bytes) -> tuple[FontFace, ...]:
    """The faces of a font file. Raises `FontError`."""
    import uharfbuzz as hb

    if data[:4] in _WEB:
        raise FontError("is a WOFF file, as web pages have: take the TTF or OTF of the same font, or convert it to one")
    if data[:4] not in _SIGNS:
        raise FontError("is no font: it has to be a TTF, OTF or TTC file")
    count = hb.Face(data).count
    if count > _MOST_FACES:
        raise FontError(f"is a collection of {count} fonts: take one with at most {_MOST_FACES}, or the fonts one by one")
    if not count:
        raise FontError("is damaged: no font can be found in it; fetch it again")
    digest = sha256(data).hexdigest()
    try:
        return tuple(_face(hb.Face(data, index), file, data, digest) for index in range(count))
    except (struct.error, UnicodeDecodeError):
        raise FontError("is damaged: its list of tables cannot be read; fetch it again") from None


def _face(font: Face, file: str, data: bytes, digest: str) -> FontFace:
    tags = set(font.table_tags)
    if "CFF2" in tags:
        raise FontError("is variable with PostScript outlines (CFF2), which a PDF cannot hold: take its static OTF files")
    lacking = [tag for tag in _NEEDED if tag not in tags]
    if not ({"glyf", "loca"} <= tags or "CFF " in tags):
        lacking.append("glyf or CFF")
    if lacking:
        raise FontError(f"is a font without outlines, or damaged: it has no table {', '.join(lacking)}")
    _check_extent(data, font.index)
    _check_works(font)
    system = _table(font, "OS/2")
    if system:
        _check_allowed(struct.unpack_from(">H", system, 8)[0])
    axes = {axis.tag: axis for axis in font.axis_infos}
    optical = axes.get("opsz")
    weight, italic = _weight_and_slope(system, _table(font, "head"))
    return FontFace(
        file=file,
        digest=digest,
        index=font.index,
        family=_family(font),
        weight=None if "wght" in axes else weight,
        italic=italic,
        serif=_has_serifs(system),
        sizes=(float(optical.min_value), float(optical.max_value)) if optical else None,
        data=data,
    )


def _table(font: Face, tag: str) -> bytes:
    """A table, empty if the font has none or only a stump of it."""
    data = bytes(font.reference_table(tag).data)
    return data if len(data) >= {"head": 54, "OS/2": 68}[tag] else b""


def _check_extent(data: bytes, index: int) -> None:
    """Refuse a file that ends before its tables do, as one that was not fetched to the end."""
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", data, start + 4)
    for number in range(count):
        offset, length = struct.unpack_from(">II", data, start + 16 * number + 20)
        if offset + length > len(data):
            raise FontError("is damaged: it ends before its tables do; fetch it again")


def _check_works(font: Face) -> None:
    """Refuse what HarfBuzz cannot read: a font without characters, or one of which a glyph cannot be taken out."""
    import uharfbuzz as hb

    damaged = FontError("is damaged: its glyphs cannot be read; fetch it again")
    head = _table(font, "head")
    known = len(font.unicodes)
    if not head or struct.unpack_from(">I", head, 12)[0] != 0x5F0F3CF5 or not known or known > _MOST_CHARACTERS:
        raise damaged
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(range(min(font.glyph_count, _LOOKED_AT)))
    try:
        hb.SubsetPlan(font, wanted).execute()
        font.get_language_feature_tags("GSUB")
    except (hb.HarfBuzzError, RuntimeError, MemoryError, UnicodeDecodeError):
        raise damaged from None


def _check_allowed(rights: int) -> None:
    """Refuse what its maker does not let into documents (OpenType, `OS/2.fsType`)."""
    if rights & _RESTRICTED and not rights & _WEAKER:
        raise FontError(
            "may not be embedded, by its own word (fsType): ask its maker for a licence, and for a file that says so"
        )
    if rights & _BITMAPS:
        raise FontError("may be embedded as bitmaps only, by its own word (fsType), and a PDF for all has outlines")
    if rights & _WHOLE:
        raise FontError("may only be embedded whole, by its own word (fsType), and a PDF holds the letters that it uses")


def _family(font: Face) -> str:
    """The name of all its weights (16), else the one of up to four styles (1), in the characters that a style may write."""
    languages = {entry.name_id: entry.language for entry in reversed(font.list_names())}
    for number in (16, 1):
        found = font.get_name(number, "en") or (font.get_name(number, languages[number]) if number in languages else "")
        if name := " ".join(_FOREIGN.sub(" ", found or "").split())[:_LONGEST_FAMILY].strip(" .&'+-_"):
            return name
    raise FontError("says no family name: its table name is empty or damaged")


def _weight_and_slope(system: bytes, head: bytes) -> tuple[int, bool]:
    weight, selected = 400, 0
    if system:
        (weight,), (selected,) = struct.unpack_from(">H", system, 4), struct.unpack_from(">H", system, 62)
        weight = min(weight * 100 if weight < 10 else weight, 1000) or 400
    (style,) = struct.unpack_from(">H", head, 44)
    if (style & 1 or selected & _BOLD) and weight <= 500:  # some makers leave 400 in all files
        weight = 700
    return weight, bool(style & 2 or selected & (_ITALIC | _OBLIQUE))


def _has_serifs(system: bytes) -> bool:
    """Whether its letters have serifs: by PANOSE where that says so, else by IBM's class."""
    if not system:
        return False
    kind, serifs = system[32], system[33]
    return 2 <= serifs <= 10 if kind == 2 and serifs >= 2 else 1 <= system[30] <= 7
