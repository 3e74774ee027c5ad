"""Hyphenation patterns: a language in, where its words may be parted out (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983).

The patterns are those that Pyphen carries. They are looked up as they are written: of the many thousand of a language a
release needs a few hundred, and reading all of them takes longer than setting a page.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DIGITS = b"0123456789"
_NO_PATTERNS = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN", "NOHYPHEN")
_USUAL = {"en": "en_GB", "pt": "pt_PT", "de": "de_DE", "nb": "nb_NO", "no": "nb_NO"}


class Patterns:
    """The patterns of one language."""

    def __init__(self, text: str) -> None:
        """The patterns that stand in a text, one a line."""
        words = text.encode().translate(None, _DIGITS).decode()  # twenty times faster than on str
        self._by_letters = {
            (letters if "/" not in letters else letters.split("/", 1)[0]).strip(): line.strip()
            for letters, line in zip(words.split("\n"), text.split("\n"), strict=True)
            if not line.startswith(_NO_PATTERNS)
        }
        self._longest = max(map(len, self._by_letters), default=0)

    def positions(self, word: str) -> list[int]:
        """Where a word in lower-case letters may be parted without changing a letter."""
        pointed = f".{word}."
        values = [0] * (len(pointed) + 1)
        find = self._by_letters.get
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                pattern = find(pointed[start:end])
                if pattern is not None:
                    _apply(pattern, values, start)
        return [place - 1 for place, value in enumerate(values) if value % 2]


def _apply(pattern: str, values: list[int], place: int) -> None:
    letters, _, changed = pattern.partition("/")
    for char in letters:
        if "0" <= char <= "9":
            value = int(char)
            if changed and value % 2:  # there the spelling would change: rather not
                value += 1
            values[place] = max(values[place], value)
        else:
            place += 1


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
        import re

        text = re.sub(r"\^{2}([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), text)
    return Patterns(text)
