"""Codes of simple fonts: the encoding that a font states in, the name of the glyph of each code out (ISO 32000-1, 9.6.6)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from releasekit.formats.pdf.foreign.objects import array, entry, found, name

if TYPE_CHECKING:
    from collections.abc import Mapping

_KNOWN = {"WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding"}


def stated(font: Any) -> tuple[dict[int, str], bool, bool]:
    """The names by codes, whether the font states an encoding to begin with, and whether it states others than those of it."""
    encoding = entry(font, "/Encoding")
    base = name(encoding) or (name(entry(encoding, "/BaseEncoding")) if encoding is not None else "")
    names = dict(of(base)) if base in _KNOWN else {}
    if encoding is None or not hasattr(encoding, "raw_get") or "/Differences" not in encoding:
        return names, base in _KNOWN, False
    code = 0
    for each in array(entry(encoding, "/Differences"), 2000):
        value = found(each)
        if isinstance(value, int):
            code = int(value)
        else:
            names[code & 255] = name(value)
            code += 1
    return names, base in _KNOWN, True


@cache
def of(base: str) -> Mapping[int, str]:
    """The names of an encoding that every reader knows."""
    from reportlab.pdfbase._fontdata import encodings  # type: ignore[import-not-found]  # the stubs leave it out

    names = {code: glyph for code, glyph in enumerate(encodings[base]) if glyph}
    if base == "WinAnsiEncoding":  # what is not used in it is a bullet, and two codes are others once more (annex D.2, notes)
        names = dict.fromkeys(range(0o41, 256), "bullet") | names | {0o240: "space", 0o255: "hyphen"}
    return names


@cache
def codes_of(base: str) -> Mapping[str, int]:
    """The codes of its names."""
    return {glyph: code for code, glyph in reversed([*of(base).items()])}
