"""Font packages to faces: a family, a weight, a slant and a size in, the face that a character is set in out.

The files stay as their makers published them. A variable font is pinned to a weight and an optical size while it is
shaped and once more while it is embedded (`embed`), so that no renamed or changed font is ever stored.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb  # type: ignore[import-untyped]  # it has no types
from attrs import field, frozen

from releasekit.errors import WriteError
from releasekit.formats.pdf.scripts import script_name, script_of, unicode_name

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SCRIPT_FAMILIES = {"Arab": ("Amiri",), "Hebr": ("Frank Ruhl Libre",)}
"""The families that set a script before any other is asked."""

FALLBACKS = ("Noto Serif", "Noto Sans", "Source Sans 3", "Source Code Pro")
"""The families that are asked, in this order, for what the wanted one does not have."""

MONO = "Source Code Pro"

SCALES = {"Amiri": 1.16, "Frank Ruhl Libre": 1.05, "Source Code Pro": 0.92, "Noto Serif": 0.94, "Noto Sans": 0.93}
"""By how much a family is enlarged so that it looks as large as the text fonts beside it."""

LEADINGS = {"Amiri": 1.6}
"""The least distance between lines, in sizes, of families with tall letters."""

OPTICAL_SIZES = (8.5, 10.5, 13.0, 16.0, 24.0)
"""The optical sizes, in points, at which a family that has them is set: few, since each is embedded by itself."""

_NOT_PACKAGED = {
    "Hani": "Chinese", "Kana": "Japanese", "Hang": "Korean", "Bopo": "Chinese",
}  # fmt: skip


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
    scale: float = 1.0
    leading: float = 0.0
    advances: dict[int, float] = field(factory=dict)
    widths: dict[int, str] = field(factory=dict)

    def advance(self, glyph: int) -> float:
        """The width of a glyph before kerning."""
        known = self.advances.get(glyph)
        if known is None:
            known = self.advances[glyph] = self.font.get_glyph_h_advance(glyph) * 1000 / self.data.upem
        return known

    def width(self, glyph: int) -> str:
        """The same as PDF writes it."""
        known = self.widths.get(glyph)
        if known is None:
            known = self.widths[glyph] = f"{self.advance(glyph):.1f}".removesuffix(".0")
        return known


@frozen
class Cut:
    """The wanted shape of letters, whatever face has them."""

    family: str
    weight: int = 400
    italic: bool = False
    optical: float = 10.5


@cache
def _package(family: str) -> tuple[Traversable, dict[str, Any]]:
    slug = family.lower().replace(" ", "-")
    try:
        root = files("fontpkg_" + slug.replace("-", "_"))
        return root, json.loads(root.joinpath("metadata.json").read_text("utf-8"))
    except (ModuleNotFoundError, OSError, ValueError):
        raise WriteError(f"the font {family} is not installed: pip install fontpkg-{slug}") from None


@cache
def face(family: str, weight: int = 400, italic: bool = False, optical: float = 10.5) -> Face:
    """The face of a family that comes nearest to what is wanted. Raises `WriteError` if the family is not installed."""
    _, known = _package(family)
    slant = "italic" if italic and any(entry["style"] == "italic" for entry in known["files"]) else "normal"
    choices = [entry for entry in known["files"] if entry["style"] == slant]
    entry = min(choices, key=lambda entry: (abs((entry["weight"] or weight) - weight), entry["path"]))
    size = next((_within(axis, optical_size(optical)) for axis in known["axes"] if axis["tag"] == "opsz"), 0.0)
    return _face(family, entry["path"], entry["weight"] or weight, slant == "italic", size)


@cache
def optical_size(size: float) -> float:
    """The optical size at which text of a size is set."""
    return min(OPTICAL_SIZES, key=lambda step: abs(step - size))


def _within(axis: dict[str, Any], size: float) -> float:
    """The size nearest to one that an axis has."""
    return min(max(size, float(axis["min"])), float(axis["max"]))


@cache
def _face(family: str, path: str, weight: int, italic: bool, optical: float) -> Face:
    root, _ = _package(family)
    data = hb.Face(root.joinpath(path).read_bytes())
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
    parts = [family.replace(" ", ""), str(weight) + ("Italic" if italic else "")]
    if optical:
        parts.append(f"{optical:g}".replace(".", "_"))
    return Face(
        name="-".join(parts),
        family=family,
        data=data,
        font=font,
        pins=pins,
        covers=frozenset(data.unicodes),
        features=frozenset(data.get_language_feature_tags("GSUB")),
        cap_height=metric[tags.CAP_HEIGHT],
        x_height=metric[tags.X_HEIGHT],
        ascent=metric[tags.HORIZONTAL_ASCENDER],
        descent=metric[tags.HORIZONTAL_DESCENDER],
        italic=italic,
        scale=SCALES.get(family, 1.0),
        leading=LEADINGS.get(family, 0.0),
    )


@cache
def chain(cut: Cut, script: str) -> tuple[str, ...]:
    """The families that are asked for a character of a script, in order."""
    named = (*SCRIPT_FAMILIES.get(script, ()), cut.family)
    rest = FALLBACKS if "SERIF" in _package(cut.family)[1].get("category", ()) else (FALLBACKS[1], FALLBACKS[0], *FALLBACKS[2:])
    return tuple(dict.fromkeys(named + rest + tuple(name for names in SCRIPT_FAMILIES.values() for name in names)))


@lru_cache(maxsize=500)
def first_face(cut: Cut, script: str) -> Face:
    """The face that is asked first for a script."""
    return face(chain(cut, script)[0], cut.weight, cut.italic, cut.optical)


def choose(cluster: str, cut: Cut, script: str, before: Face | None) -> Face:
    """The face that has all of a character and its marks. Raises `WriteError` for a character that no font has.

    Digits, spaces and signs, which have no script of their own, stay in the face of the text `before` them.
    """
    wanted = {ord(char) for char in cluster if not _ignorable(char)}
    if before is not None and script_of(cluster[0]) == "Zyyy" and wanted <= before.covers:
        return before
    for family in chain(cut, script):
        found = face(family, cut.weight, cut.italic, cut.optical)
        if wanted <= found.covers:
            return found
    if len(wanted) > 1:  # no one font has them together: the marks may come from another
        for family in chain(cut, script):
            found = face(family, cut.weight, cut.italic, cut.optical)
            if ord(cluster[0]) in found.covers and all(_covered(char, cut, script) for char in cluster[1:]):
                return found
    missing = next((char for char in cluster if not _ignorable(char) and not _covered(char, cut, script)), cluster[0])
    raise WriteError(missing_glyph(missing))


def _covered(char: str, cut: Cut, script: str) -> bool:
    return _ignorable(char) or any(ord(char) in face(name, cut.weight, cut.italic).covers for name in chain(cut, script))


def missing_glyph(char: str) -> str:
    """What to say about a character that no font has: which it is, of which script, and what to do."""
    script = script_of(char)
    named = f"no font for the page has U+{ord(char):04X} {unicode_name(char)}"
    where = f" (script: {script_name(script)})" if script not in {"Zyyy", "Zinh"} else ""
    if script in _NOT_PACKAGED:
        return (
            f"{named}{where}: fonts for {_NOT_PACKAGED[script]} are not part of this release of releasekit; write DOCX or HTML"
        )
    return f"{named}{where}: take the character out, or write DOCX or HTML"


@cache
def _ignorable(char: str) -> bool:
    """Whether a character is drawn as nothing: joiners, direction marks, variation selectors (Unicode 5.21)."""
    code = ord(char)
    return (
        code in {0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF}
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    )
