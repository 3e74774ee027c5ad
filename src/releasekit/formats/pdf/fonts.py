"""Font files to faces: a family, a weight, a slant and a size in, the face that text is set in out.

The files stay as their makers published them. A variable font is pinned to a weight and an optical size while it is
shaped and once more while it is embedded (`embed`), so that no renamed or changed font is ever stored.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import uharfbuzz as hb  # type: ignore[import-untyped]  # it has no types
from attrs import Factory, evolve, field

from releasekit.formats.pdf.families import CJK, NOTO, family
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.formats.pdf.families import File
    from releasekit.style.fontfile import FontFace

MONO = "Source Code Pro"

SCALES = {
    "Amiri": 1.16, "Frank Ruhl Libre": 1.05, "Source Code Pro": 0.92, "Noto Serif": 0.94, "Noto Sans": 0.93, "Sarabun": 1.06,
    CJK: 0.96, **{f"Noto Sans {name}": 0.96 for name in NOTO},
}  # fmt: skip
"""By how much a family is enlarged so that it looks as large as the text fonts beside it."""

LEADINGS = {
    "Amiri": 1.6, "Sarabun": 1.45, CJK: 1.7, "Noto Sans Khmer": 1.75, "Noto Sans Myanmar": 1.85,
    **{f"Noto Sans {name}": 1.6 for name in (
        "Bengali", "Devanagari", "Gujarati", "Gurmukhi", "Kannada", "Lao", "Malayalam", "Oriya", "Sinhala", "Tamil", "Telugu",
    )},
}  # fmt: skip
"""The least distance between lines, in sizes, of families whose letters are tall or fill their square."""

_BOLDER = 200
"""By how much a weight is another that a reader sees."""

_TALL = 1.5
"""From what height, in sizes, the letters of a font that a house brings are tall, such as those of Nastaliq."""

OPTICAL_SIZES = (8.5, 10.5, 13.0, 16.0, 24.0)
"""The optical sizes, in points, at which a family that has them is set: few, since each is embedded by itself."""


class Advances(dict[int, float]):
    """The widths of glyphs before kerning, in thousandths of the size."""

    def __init__(self, font: hb.Font, upem: int) -> None:
        super().__init__()
        self.font, self.upem = font, upem

    def __missing__(self, glyph: int) -> float:
        advance: int = self.font.get_glyph_h_advance(glyph)
        known = self[glyph] = advance * 1000 / self.upem
        return known


@frozen(eq=False)
class Face:
    """One font file at one setting of its axes. Lengths are in thousandths of the size."""

    name: str
    """As in a PDF's BaseFont: `SourceSerif4-600-16`."""
    family: str
    data: hb.Face
    font: hb.Font
    pins: dict[str, float]
    covers: frozenset[int]
    features: frozenset[str]
    cap_height: float
    x_height: float
    ascent: float
    descent: float
    italic: bool
    cff: bool
    """Whether its outlines are those of PostScript (the table `CFF `), not of TrueType."""
    scale: float = 1.0
    leading: float = 0.0
    lacks: str = ""
    """What it is not though it was wanted, where a house brings no such file: `bold`, `italic` or `upright`."""
    advances: Advances = field(default=Factory(lambda self: Advances(self.font, self.data.upem), takes_self=True))
    widths: dict[int, str] = field(factory=dict)

    def width(self, glyph: int) -> str:
        """The width of a glyph before kerning, as PDF writes it."""
        known = self.widths.get(glyph)
        if known is None:
            known = self.widths[glyph] = f"{self.advances[glyph]:.1f}".removesuffix(".0")
        return known

    def lead(self, size: float) -> float:
        """The least distance between lines at a size; squares need less of it in headlines, which are few lines."""
        factor = min(self.leading, 1.35) if self.family == CJK and size > 13 else self.leading
        return factor * self.scale * size


@frozen(cache_hash=True)
class Cut:
    """The wanted shape of letters, whatever face has them."""

    family: str
    weight: int = 400
    italic: bool = False
    optical: float = 10.5
    further: tuple[str, ...] = ()
    """The families that the house asks for what the first does not have, before any of ours."""
    box: bool = False
    """Whether a character that no font has is shown as a box."""
    own: tuple[FontFace, ...] = field(default=(), repr=False)
    """The font files that the house brings."""
    first: str = ""
    """The family of the language, asked for the letters of other scripts than the Western before any other."""


@lru_cache(maxsize=1000)
def face(name: str, weight: int = 400, italic: bool = False, optical: float = 10.5, own: tuple[FontFace, ...] = ()) -> Face:
    """The face of a family that comes nearest to what is wanted. Raises `WriteError` if there is no such family."""
    known = family(name, own)
    file = known.nearest(weight, italic=italic)
    size = min(max(optical_size(optical), known.sizes[0]), known.sizes[1]) if known.sizes else 0.0
    if not file.digest:
        return _installed(name, file, file.weight or weight, size)
    found = _brought(name, file, file.weight or weight, size)
    lacks = _lacking(file, weight, italic=italic)
    return evolve(found, lacks=lacks) if lacks else found


def _lacking(file: File, weight: int, *, italic: bool) -> str:
    """What a file is not that was wanted."""
    if file.italic != italic:
        return "italic" if italic else "upright"
    bold = bool(file.weight) and weight - (file.weight or 0) >= _BOLDER
    return "bold" + " italic" * italic if bold else ""


@cache
def optical_size(size: float) -> float:
    """The optical size at which text of a size is set."""
    return min(OPTICAL_SIZES, key=lambda step: abs(step - size))


@lru_cache(maxsize=100)
def _data(file: File) -> hb.Face:
    """What is in a font file, for all settings of its axes."""
    return hb.Face(file.path.read_bytes(), file.index)


def _face(name: str, file: File, weight: int, optical: float) -> Face:
    data = _data(file)
    font = hb.Font(data)
    wanted = {"wght": float(weight), "opsz": optical}
    pins = {}
    for axis in data.axis_infos:
        value = wanted.get(axis.tag, axis.default_value)
        pins[axis.tag] = min(max(value, axis.min_value), axis.max_value)
    if pins:
        font.set_variations(pins)
    unit = 1000 / data.upem
    tags = hb.OTMetricsTag
    metric = {
        tag: font.get_metric_position_with_fallback(tag) * unit
        for tag in (tags.CAP_HEIGHT, tags.X_HEIGHT, tags.HORIZONTAL_ASCENDER, tags.HORIZONTAL_DESCENDER)
    }
    parts = [name.replace(" ", ""), str(weight) + ("Italic" if file.italic else "")]
    if optical:
        parts.append(f"{optical:g}".replace(".", "_"))
    return Face(
        name="-".join(parts),
        family=name,
        data=data,
        font=font,
        pins=pins,
        covers=frozenset(data.unicodes),
        features=frozenset(data.get_language_feature_tags("GSUB")),
        cap_height=metric[tags.CAP_HEIGHT],
        x_height=metric[tags.X_HEIGHT],
        ascent=metric[tags.HORIZONTAL_ASCENDER],
        descent=metric[tags.HORIZONTAL_DESCENDER],
        italic=file.italic,
        cff="CFF " in data.table_tags,
        scale=SCALES.get(name, 1.0),
        leading=LEADINGS.get(name, 0.0),
    )


_installed = cache(_face)


@lru_cache(maxsize=100)
def _brought(name: str, file: File, weight: int, optical: float) -> Face:
    """The same of a font file of a house, of which a process may see many. Its name tells it from others that are called so."""
    found = _face(name, file, weight, optical)
    height = (found.ascent - found.descent) / 1000
    plain = re.sub("[^A-Za-z0-9-]", "", found.name)
    own = "Own" * (plain.startswith("Boxed") or not plain[:1].isalpha())
    return evolve(
        found,
        name=f"{own}{plain}-{file.digest[:6]}" + f"-{file.index}" * bool(file.index),
        leading=found.leading or (height if height > _TALL else 0.0),
    )
