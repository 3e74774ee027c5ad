"""Characters to scripts: a character in, the ISO 15924 code of the script that it belongs to out."""

from __future__ import annotations

import unicodedata
from functools import cache

_BY_NAME = {
    "LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "HEBREW": "Hebr", "ARABIC": "Arab",
    "SYRIAC": "Syrc", "THAANA": "Thaa", "NKO": "Nkoo", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr", "GEORGIAN": "Geor",
    "ETHIOPIC": "Ethi", "KHMER": "Khmr", "MONGOLIAN": "Mong", "HANGUL": "Hang", "HIRAGANA": "Kana", "KATAKANA": "Kana",
    "BOPOMOFO": "Bopo", "CJK": "Hani", "KANGXI": "Hani", "IDEOGRAPHIC": "Hani", "YI": "Yiii", "COPTIC": "Copt",
}  # fmt: skip
"""The first word of a letter's Unicode name, and the script that it stands for."""


@cache
def script_of(char: str) -> str:
    """The script of a character; `Zyyy` for one that all scripts share, `Zinh` for a mark that takes that of its letter."""
    category = unicodedata.category(char)
    if category in {"Mn", "Me"} and unicodedata.name(char, "").startswith("COMBINING"):
        return "Zinh"
    if char in "\u200c\u200d":
        return "Zinh"
    if category[0] in "LM" or category == "Nl":
        return _BY_NAME.get(unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0], "Zzzz")
    if "\u0600" <= char <= "\u06ff":  # Arabic digits and signs are shared, but only among Arabic fonts
        return "Arab"
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef":
        return "Hani"
    return "Zyyy"


def script_name(script: str) -> str:
    """What a person calls a script."""
    names = {code: name.capitalize() for name, code in reversed(_BY_NAME.items())}
    return {"Hani": "Han", "Zzzz": "unknown", "Kana": "Kana"}.get(script, names.get(script, script))


def unicode_name(char: str) -> str:
    """The name of a character, or what kind of code point it is where it has none."""
    kinds = {"Co": "private use", "Cn": "unassigned", "Cc": "control character", "Cs": "surrogate"}
    return unicodedata.name(char, "") or kinds.get(unicodedata.category(char), "unnamed")
