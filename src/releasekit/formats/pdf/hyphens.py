"""Hyphenation patterns: a language in, where its words may be parted out (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983).

The patterns are those that Pyphen carries. They are looked up as they are written: of the many thousand of a language a
release needs a few hundred, and reading all of them takes longer than setting a page.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DIGITS = b"0123456789"
_NO_PATTERN = re.compile(
    "^(?:[%#]|LEFTHYPHENMIN|RIGHTHYPHENMIN|COMPOUNDLEFTHYPHENMIN|COMPOUNDRIGHTHYPHENMIN|NOHYPHEN).*", re.MULTILINE
)
_BEGIN = 4
"""How many letters of a text are looked at to find whether any longer pattern begins there."""

_USUAL = {"en": "en_GB", "pt": "pt_PT", "de": "de_DE", "nb": "nb_NO", "no": "nb_NO"}


class Patterns:
    """The patterns of one language."""

    def __init__(self, text: str) -> None:
        """The patterns that stand in a text, one a line."""
        lines = [*map(str.strip, _NO_PATTERN.sub("", text).split("\n"))]
        letters = "\n".join(lines).encode().translate(None, _DIGITS).decode().split("\n")  # twenty times faster than on str
        if "/" in text:
            letters = [each.partition("/")[0].strip() for each in letters]
        self._by_letters = dict(zip(letters, lines, strict=True))
        self._longest = max(map(len, self._by_letters))
        self._begins = {letters[:_BEGIN] for letters in self._by_letters}
        self._points: dict[str, list[tuple[int, int]]] = {}
        """The values of the patterns that were met, with their places among the letters."""

    def positions(self, word: str) -> list[int]:
        """Where a word in lower-case letters may be parted without changing a letter."""
        pointed = f".{word}."
        values = [0] * (len(pointed) + 1)
        known, begins = self._by_letters, self._begins
        for start in range(len(pointed) - 1):
            longest = self._longest if pointed[start : start + _BEGIN] in begins else _BEGIN - 1
            for end in range(start + 1, min(start + longest, len(pointed)) + 1):
                letters = pointed[start:end]
                if letters in known:
                    for place, value in self._points.get(letters) or self._read(letters):
                        values[start + place] = max(values[start + place], value)
        return [place - 1 for place, value in enumerate(values) if value % 2]

    def _read(self, letters: str) -> list[tuple[int, int]]:
        """The values of a pattern that is met for the first time."""
        pattern, _, changed = self._by_letters[letters].partition("/")
        found: list[tuple[int, int]] = []
        place = 0
        for char in pattern:
            if "0" <= char <= "9":
                odd = int(char) % 2
                found.append((place, int(char) + (odd if changed else 0)))  # rather not where the spelling would change
            else:
                place += 1
        self._points[letters] = found
        return found


@lru_cache(maxsize=500)
def hyphenator(lang: str) -> Patterns | None:
    """The patterns of a language, or None where there are none."""
    from pyphen import LANGUAGES, language_fallback  # type: ignore[import-untyped]  # it has no types

    known = language_fallback(lang.replace("-", "_")) if lang else None
    if known is None and lang:
        known = language_fallback(_USUAL.get(lang[:2], ""))
    return _read(LANGUAGES[known]) if known else None


@cache
def _read(path: Path) -> Patterns:
    encoding, _, rest = path.read_bytes().partition(b"\n")
    name = encoding.decode("ascii").strip()
    text = rest.decode("cp1251" if name.lower() == "microsoft-cp1251" else name)
    if "^^" in text:
        text = re.sub(r"\^{2}([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), text)
    return Patterns(text)
