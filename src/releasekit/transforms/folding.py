"""Words as names are compared in them: text in, the same folded and cut into whole words out, with the way back to every character.

Folding makes equal what a reader takes for equal: compatibility forms (NFKC), every apostrophe, every hyphen, every run
of white space with its no-break spaces and line ends; soft hyphens, joiners, marks of direction and the Arabic stretching line are
nothing. Upper and lower case stay apart, and so do letters with accents and without, but for the Turkish İ, which is I.

A word is a run of letters, digits and marks (Unicode, general categories L, N and M), and a hyphen or an apostrophe parts words: a
name is found in `Merin's` and `Merin-based`. In scripts without spaces (Han, Hiragana, Thai, Lao, Khmer, Burmese) each character
with its marks counts as a word; a run of Katakana is one, as in Unicode Standard Annex 29.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain

from releasekit.values import frozen

OPEN, CLOSE = "\x02", "\x03"
"""What stands before and after each word for the matcher; no text has these characters (XML 1.0, section 2.2)."""
BARRIER, JOINED = "\x00", "\x01"
"""What no name is found in, and, beside it, that the words there go on without a gap."""

_ALIKE = (
    dict.fromkeys(map(ord, "`´‘’‛ʹʻʼʽʾʿˈ′＇"), "'")
    | dict.fromkeys(map(ord, "‐‑"), "-")
    | dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
    | dict.fromkeys(map(ord, "™℠"), "®")  # NFKC would make letters of them, that go on with the word before
    | dict.fromkeys(map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹"), "*")  # and digits of these
    | {ord("İ"): "I"}
)
_NOTHING = "\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_IRREGULAR = re.compile(rf"\s\s|[{_NOTHING}]")

SPACELESS = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\ua9e0-\ua9ef\uaa60-\uaa7f\u1780-\u17d3"
)
"""Scripts that are written without spaces between words, as ranges of a regular expression."""
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"


@frozen
class Folded:
    """Text as names are compared in it."""

    text: str
    starts: tuple[int, ...] | None = None
    """For each character, where the character that it comes from begins in the text before; None: at the same place."""
    ends: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the folded text stands in the text before; a part is not empty."""
        return (self.starts[start], self.ends[end - 1]) if self.starts and self.ends else (start, end)


def fold(text: str) -> Folded:
    """The text folded, with the way back."""
    if not _IRREGULAR.search(text) and unicodedata.is_normalized("NFKC", text):
        return Folded(text.translate(_ALIKE))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _patterns().cluster.finditer(text):
        part = _folded(found[0])
        parts.append(part)
        starts += [found.start()] * len(part)
        ends += [found.end()] * len(part)
    return Folded("".join(parts), tuple(starts), tuple(ends))


def cut(folded: str) -> str:
    """Folded text with `OPEN` before and `CLOSE` after each word."""
    patterns = _patterns()
    words = patterns.word.sub(f"{OPEN}\\g<0>{CLOSE}", folded)
    if patterns.spaceless.search(words):
        words = patterns.spaceless.sub(f"{CLOSE}{OPEN}\\g<0>{CLOSE}{OPEN}", words).replace(OPEN + CLOSE, "")
    return words


def in_word(character: str) -> bool:
    """Whether a character goes on with the word beside it."""
    return _patterns().joining.match(character) is not None


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    if cluster.isspace():
        return " "
    whole = unicodedata.normalize("NFKC", cluster.translate(_ALIKE)).translate(_ALIKE)
    return _patterns().nothing.sub("", whole)


@frozen
class _Patterns:
    cluster: re.Pattern[str]
    """What is folded as one: white space, what is nothing, or a character with its marks.

    No more marks than Stream-Safe Text Format has (Unicode Standard Annex 15): sorting them takes time with their square.
    """
    word: re.Pattern[str]
    spaceless: re.Pattern[str]
    joining: re.Pattern[str]
    nothing: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The regular expressions, made when they are first needed: which characters are marks takes a moment to find."""
    marks = _marks()
    return _Patterns(
        cluster=re.compile(rf"\s+|[{_NOTHING}]+|(?s:.)[{marks}\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]{{0,30}}"),
        word=re.compile(rf"[\w{marks}{JOINED}]+"),
        spaceless=re.compile(rf"[{SPACELESS}][{marks}]*|[{_KATAKANA}][{_KATAKANA}{marks}]*"),
        joining=re.compile(rf"(?![{SPACELESS}{_KATAKANA}])[\w{marks}]"),
        nothing=re.compile(rf"[{_NOTHING}]"),
    )


def _marks() -> str:
    """The marks of Unicode (general category M), as ranges of a regular expression; not looked for where Han and Hangul are."""
    ranges: list[list[int]] = []
    for code in chain(range(0x300, 0x3400), range(0xA66F, 0xAC00), range(0xFB1E, 0x1F000), range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
