"""Words to the capitals that are drawn for them: text in, one letter for each of its letters out. The text stays as written."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

CAPITALS = "capitals"
"""What a look has among its features whose words are drawn in capitals; no font has a feature of this name."""

_TONOS = "\u0301"


def capitals(text: str, lang: str, known: Container[int]) -> str:
    """Capitals as a language has them: the dotted one of Turkish, no accents in Greek; only those among the `known` characters."""
    primary = lang.split("-", 1)[0].lower()
    return "".join(up if ord(up := _capital(char, primary)) in known else char for char in text)


def _capital(char: str, lang: str) -> str:
    if char == "i" and lang in {"tr", "az"}:
        return "\u0130"
    if char == "\u00df":
        return "\u1e9e"
    if lang == "el":
        bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", char).replace(_TONOS, ""))
        char = bare if len(bare) == 1 else char
    up = char.upper()
    return up if len(up) == 1 else char
