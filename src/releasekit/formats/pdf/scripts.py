"""Characters to scripts: a character in, the ISO 15924 code of the script that it belongs to out."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_BY_NAME = {
    "LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "HEBREW": "Hebr", "ARABIC": "Arab",
    "SYRIAC": "Syrc", "THAANA": "Thaa", "NKO": "Nkoo", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr", "GEORGIAN": "Geor",
    "ETHIOPIC": "Ethi", "KHMER": "Khmr", "MONGOLIAN": "Mong", "HANGUL": "Hang", "HIRAGANA": "Kana", "KATAKANA": "Kana",
    "BOPOMOFO": "Bopo", "CJK": "Hani", "KANGXI": "Hani", "IDEOGRAPHIC": "Hani", "FULLWIDTH": "Hani", "HALFWIDTH": "Kana",
    "YI": "Yiii", "COPTIC": "Copt",
}  # fmt: skip
"""The first word of a letter's Unicode name, and the script that it stands for."""

COMMON = "Zyyy"
"""The script of what all scripts share."""

EAST_ASIAN = frozenset({"Hani", "Kana", "Hang", "Bopo"})
"""The scripts whose characters fill a square."""

_LANGUAGES = {
    "Arab": "ar fa ur ps sd ug ckb", "Hebr": "he iw yi", "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my shn mnw",
    "Deva": "hi mr ne sa kok mai bho", "Beng": "bn as", "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te",
    "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Geor": "ka", "Armn": "hy", "Ethi": "am ti", "Hani": "zh ja yue wuu cmn", "Hang": "ko",
}  # fmt: skip
_HOMES = {lang: script for script, langs in _LANGUAGES.items() for lang in langs.split()}
WESTERN_SIGNS = EAST_ASIAN | set(_LANGUAGES) - {"Arab", "Hebr"}
"""The scripts among which Western digits and signs are set in the face of Western letters."""

_WRITTEN = {script.lower(): script for script in _LANGUAGES} | {"hans": "Hani", "hant": "Hani", "jpan": "Hani", "kore": "Hang"}


@cache
def script_of(char: str) -> str:
    """The script of a character; `Zyyy` for one that all scripts share, `Zinh` for a mark that takes that of its letter."""
    category = unicodedata.category(char)
    if category in {"Mn", "Me"} and unicodedata.name(char, "").startswith("COMBINING"):
        return "Zinh"
    if char in "\u200c\u200d":
        return "Zinh"
    if category[0] in "LMN" and char > "\u02ff":
        named = _BY_NAME.get(unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0])
        if named:
            return named
    if category[0] in "LM" or category == "Nl":
        return _BY_NAME.get(unicodedata.name(char, "").split(" ", 1)[0], "Zzzz")
    if "\u0600" <= char <= "\u06ff":  # Arabic digits and signs are shared, but only among Arabic fonts
        return "Arab"
    if "\u3000" <= char <= "\u30ff" or "\ufe30" <= char <= "\ufe4f" or "\uff00" <= char <= "\uffef":
        return "Hani"
    return COMMON


@lru_cache(maxsize=1000)
def home_script(lang: str) -> str:
    """The script that a language is written in, where its digits and signs are set in the font of that script too."""
    language, *more = lang.lower().split("-")
    if more and len(more[0]) == 4 and more[0].isalpha():  # the tag says the script: pa-Arab
        return _WRITTEN.get(more[0], COMMON)
    return _HOMES.get(language, COMMON)


def script_name(script: str) -> str:
    """What a person calls a script."""
    names = {code: name.capitalize() for name, code in reversed(_BY_NAME.items())}
    return {"Hani": "Han", "Zzzz": "unknown", "Kana": "Kana"}.get(script, names.get(script, script))


def unicode_name(char: str) -> str:
    """The name of a character, or what kind of code point it is where it has none."""
    kinds = {"Co": "private use", "Cn": "unassigned", "Cc": "control character", "Cs": "surrogate"}
    return unicodedata.name(char, "") or kinds.get(unicodedata.category(char), "unnamed")
