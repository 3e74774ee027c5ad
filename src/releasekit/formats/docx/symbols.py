"""Symbol fonts: a character of one in, the character of Unicode that it looks like out."""

from __future__ import annotations

_GREEK = dict(zip(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SMALL = dict(zip(map(ord, "abcdefghijklmnopqrstuvwxyz"), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL = _GREEK | _SMALL | dict(zip(
    (0xA3, 0xA5, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xC6,
     0xC7, 0xC8, 0xCE, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xDB, 0xDE, 0xE2, 0xE3, 0xE4, 0xE5, 0xF2),
    "≤∞↔←↑→↓°±″≥×∂•÷≠≡≈…∅∩∪∈∇®©™∏√⋅⇔⇒®©™∑∫", strict=True,
))  # fmt: skip
_WINGDINGS = dict(zip(
    (0x22, 0x28, 0x29, 0x2A, 0x4A, 0x4C, 0x6C, 0x6D, 0x6E, 0x6F, 0x71, 0x73, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xA8, 0xAB, 0xD8,
     0xDF, 0xE0, 0xE1, 0xE2, 0xE8, 0xF0, 0xFB, 0xFC, 0xFD, 0xFE),
    "✂☎✆✉☺☹●❍■□❑⬧◆❖⬥•▪◻★➢←→↑↓➔⇨✗✓☒☑", strict=True,
))  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x97: "•", 0xA3: "☐"}
_UNKNOWN = _WINGDINGS | {0xB7: "•"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_FIRST, _LAST = 0xF000, 0xF0FF
"""Where symbol fonts have their characters: part of the private use area."""


def symbol(code: str, font: str) -> str:
    """The character of a `w:sym`; one that no table knows stays in the private use area, where its font has it."""
    try:
        return unicode(chr(int(code, 16)), font)
    except (ValueError, OverflowError):
        return ""


def unicode(text: str, font: str) -> str:
    """Text that is set in a font, with what stands in the private use area in Unicode, as far as it is known."""
    table = _FONTS.get(font.lower(), _UNKNOWN)
    return "".join(_one(character, table) for character in text)


def _one(character: str, table: dict[int, str]) -> str:
    code = ord(character)
    return table.get(code - _FIRST, character) if _FIRST <= code <= _LAST else character
