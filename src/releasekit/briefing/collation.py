"""Words in the order of a language's dictionaries: strings and a language in, their places and their index letters out.

The order is the root order of CLDR, by a library that has it. What a language does otherwise is in `alphabets.toml`: letters
that follow another as letters of their own. They are told to the library by characters of private use, which sort after
every letter: å in Swedish is `z` and the first of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING

from releasekit.style.tags import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_PRIVATE = 0xE000
_SCRIPTS = {
    "ru": "CYRILLIC", "uk": "CYRILLIC", "be": "CYRILLIC", "bg": "CYRILLIC", "mk": "CYRILLIC", "sr": "CYRILLIC", "kk": "CYRILLIC",
    "ky": "CYRILLIC", "mn": "CYRILLIC", "tg": "CYRILLIC", "el": "GREEK", "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC",
    "ps": "ARABIC", "he": "HEBREW", "hi": "DEVANAGARI", "mr": "DEVANAGARI", "ne": "DEVANAGARI", "bn": "BENGALI", "th": "THAI",
    "ka": "GEORGIAN", "hy": "ARMENIAN", "zh": "CJK", "ja": "CJK", "ko": "HANGUL", "ta": "TAMIL", "te": "TELUGU",
}  # fmt: skip
"""The script whose words come first in a list in a language; all others have the Latin one first."""
_KANA = ("HIRAGANA", "KATAKANA", "CJK")


@cache
def _alphabets() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads((get_data(__package__, "alphabets.toml") or b"").decode())
    return found


@cache
def _letters(lang: str) -> dict[str, tuple[str, str]]:
    """The letters of a language's own, in both cases: how each is told to the library, and its index letter."""
    tag = nearest(lang, _alphabets())
    found: dict[str, tuple[str, str]] = {}
    for before, letters in (_alphabets()[tag] if tag else {}).items():
        for place, group in enumerate(letters):
            first = group.split("=")[0]
            for letter in group.split("="):
                told = before + chr(_PRIVATE + place)
                found[letter] = (told, _capital(first))
                found[_capital(letter)] = found[letter.upper()] = (told.capitalize(), _capital(first))
    return found


def _capital(letter: str) -> str:
    return letter[:1].upper() + letter[1:]


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    letters = sorted(_letters(lang), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, letters))) if letters else None


class Collator:
    """The order of one language."""

    def __init__(self, lang: str = "") -> None:
        self.lang = lang.lower()
        self._script = _SCRIPTS.get(self.lang.split("-")[0], "LATIN")

    def places(self, words: Iterable[str]) -> dict[str, int]:
        """The place of each of the words in the order of the language: what belongs to its script comes first.

        Words that differ in nothing that counts share no place: the code points decide.
        """
        from feruca import collate

        told = {word: self._told(word) for word in sorted(set(words))}
        order = {key: place for place, key in enumerate(collate(sorted(set(told.values())), "default"))}
        ranked = sorted(told, key=lambda word: (not self._is_native(word), order[told[word]], word))
        return {word: place for place, word in enumerate(ranked)}

    def letter(self, word: str) -> str:
        """The letter that a word stands under in an index: `Å` for Ångström in Swedish, `A` in English.

        It is `#` for what begins with no letter, and empty for an ideograph.
        """
        text = unicodedata.normalize("NFC", word)
        start = next((at for at, char in enumerate(text) if char.isalnum()), None)
        if start is None or text[start].isdigit():
            return "#"
        pattern, letters = _pattern(self.lang), _letters(self.lang)
        own = pattern.match(text, start) if pattern else None
        if own:
            return letters[own[0]][1]
        base = unicodedata.normalize("NFD", text[start])[0]
        if "\uac00" <= text[start] <= "\ud7a3":  # a syllable of Hangul begins with its first sound
            return chr(ord("ㄱ") + _SOUNDS[(ord(text[start]) - 0xAC00) // 588])
        return "" if unicodedata.name(base, "").startswith("CJK") else base.upper()[:1]

    def _told(self, word: str) -> str:
        """A word as the library is told it."""
        text = unicodedata.normalize("NFC", word)
        pattern, letters = _pattern(self.lang), _letters(self.lang)
        return pattern.sub(lambda found: letters[found[0]][0], text) if pattern else text

    def _is_native(self, word: str) -> bool:
        """Whether the first letter of a word is of the script of the language."""
        name = next((unicodedata.name(char, "") for char in word if char.isalpha()), "")
        return name.startswith(_KANA if self._script == "CJK" else self._script)


_SOUNDS = (0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)
"""Of each first sound of Hangul, how far its letter is from the first."""
