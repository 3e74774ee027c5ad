"""What codes of a font stand for: its map to Unicode, or the names of its glyphs in, text that PDF/A-3a allows out.

ISO 19005-3, 6.2.11.7: each code has text, which is neither private nor no character.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from releasekit.formats.pdf.foreign.bounds import UnplacedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from releasekit.formats.pdf.foreign.bounds import Bounds

MOST_CODES = 70_000

MARKS = {
    0xF0B7: "\u2022", 0xF0A7: "\u25aa", 0xF0A8: "\u25fb", 0xF0D8: "\u27a2", 0xF0FC: "\u2713", 0xF0FB: "\u2717", 0xF0E0: "\u2192",
    0xF076: "\u2756", 0xF06C: "\u25cf", 0xF06E: "\u25a0", 0xF06F: "\u25a1", 0xF071: "\u2751", 0xF02D: "\u2212", 0xF0A3: "\u2264",
    0xF0B3: "\u2265", 0xF0B1: "\u00b1", 0xF0B0: "\u00b0", 0xF0AE: "\u2192", 0xF020: " ",
}  # fmt: skip
"""What bullets and signs of the symbol fonts of text programs stand for, which have private codes there."""

_FURTHER = {"circlecopyrt": "\u25ef"}
"""What glyphs of TeX stand for whose names the Adobe Glyph List does not have: the circle around the C."""

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_UNI = re.compile(r"uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6})")


def of_map(data: bytes, bounds: Bounds) -> dict[int, str]:
    """A map to Unicode, by codes (ISO 32000-1, 9.10.3). Raises `UnplacedError`."""
    out: dict[int, str] = {}
    for section in _SECTION.finditer(data):
        items = [*_ITEM.finditer(section[2])]
        if section[1] == b"bfchar":
            for one, other in zip(items[::2], items[1::2], strict=False):
                out[_code(one[1])] = _text(other[1])
            continue
        place = 0
        while place + 2 < len(items):
            first, last = _code(items[place][1]), _code(items[place + 1][1])
            if last - first > MOST_CODES:
                raise UnplacedError("a map of its letters is broken")
            bounds.take("steps", max(0, last - first))
            place += 2
            if items[place][2]:
                place += 1
                for code in range(first, last + 1):
                    if place >= len(items) or items[place][3]:
                        break
                    out[code] = _text(items[place][1])
                    place += 1
                while place < len(items) and not items[place][3]:
                    place += 1
            else:
                text = _text(items[place][1])
                for code in range(first, last + 1):
                    end = ord(text[-1]) + code - first if text else 0
                    out[code] = text[:-1] + chr(end) if 0 < end < 0x110000 else ""
            place += 1
    return out


def _digits(digits: bytes | None) -> bytes:
    if digits is None:
        raise UnplacedError("a map of its letters is broken")
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _code(digits: bytes | None) -> int:
    return int.from_bytes(_digits(digits)[:4], "big")


def _text(digits: bytes | None) -> str:
    data = _digits(digits)
    if len(data) == 1:
        return chr(data[0])
    return data[:64].decode("utf-16-be", "replace")


def of_string(data: bytes) -> str:
    """A text string (7.9.2.2), as far as its characters are usual."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    return data.decode("latin-1")


def of_name(glyph: str) -> str:
    """The text behind the name of a glyph, by the Adobe Glyph List; nothing where none is known."""
    stem = glyph.partition(".")[0]
    text = ""
    for part in stem.split("_"):
        found = _UNI.fullmatch(part)
        if part in names():
            text += chr(names()[part])
        elif part in _FURTHER:
            text += _FURTHER[part]
        elif found and found[1]:
            text += bytes.fromhex(found[1]).decode("utf-16-be", "replace")
        elif found and int(found[2], 16) < 0x110000:
            text += chr(int(found[2], 16))
        else:
            return ""
    return text


@cache
def names() -> Mapping[str, int]:
    """The characters of the Adobe Glyph List, by the names of their glyphs."""
    from reportlab.pdfbase._glyphlist import _glyphname2unicode  # type: ignore[import-not-found]  # the stubs leave it out

    known: dict[str, int] = _glyphname2unicode
    return known


def allowed(text: str) -> str:
    """Text as a map to Unicode may state it: signs in place of private codes that are known; nothing where there is no text."""
    text = "".join(MARKS.get(ord(char), char) for char in text)
    kept = "".join(char for char in text if char >= " " and char not in "\ufeff\ufffd\ufffe\uffff\x7f")
    return "" if any(unicodedata.category(char) in {"Co", "Cs", "Cn"} for char in kept) else kept
