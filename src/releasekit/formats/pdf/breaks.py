"""Where a line may end: a word and its language in, places within it and what a line end there costs out."""

from __future__ import annotations

import re
from functools import lru_cache

from releasekit.formats.pdf.hyphens import hyphenator
from releasekit.formats.pdf.scripts import COMMON, home_script
from releasekit.formats.pdf.unspaced import ends, is_unspaced
from releasekit.values import frozen

HYPHEN_COST = 60.0
"""What a hyphen that the line setter puts in costs, in the terms of `lines`."""

NAME_COST = 400.0
"""What it costs to part a word with a capital, which may be a name: it is done only where a line would look worse."""

_STRETCHES = (
    "[ \t]+(?![\u0e46\u0e2f])|[\u00a0\u202f]|[\u200b\u2060\ufeff]|\u00ad|\n"
    "|(?:[^ \t\n\u00a0\u202f\u00ad\u200b\u2060\ufeff]| (?=[\u0e46\u0e2f]))+|[ \t]"
)
"""A Thai sign of repetition or abbreviation stays with its word, though a space stands before it."""

_MORE_THAN_WORDS = re.compile("[\t\n\u00a0\u202f\u00ad\u200b\u2060\ufeff\u0e46\u0e2f]|  ")
"""What a text has that is not words with one space between each two."""

_AFTER_DASH = re.compile("(?<=[^\\s\u2010\u2012-\u2015-])[\u2010\u2012-\u2015](?=[^\\s\u2010\u2012-\u2015.,;:!?)\\]])")
_AFTER_HYPHEN = re.compile(r"(?<=\w\w)-(?=[^\W\d]{2})")
_AFTER_SLASH = re.compile(r"(?<=\w)/(?=\w)")
_WIDE_SPACE = re.compile("[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000](?=.)")
_ADDRESS = re.compile(r"[<(\[\"'\u201c\u2018\u00ab]*(?:[a-z][a-z0-9+.-]*://|www\.|[^\s@]+@[^\s@]+\.)", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?<=[\w~])(?:[/?&=#.@_-]+)(?=\w)|(?<=//)(?=\w)")
SHORTEST = 6
"""How many letters a word has that is parted."""

_HYPHENATED = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")

_PLAIN = re.compile("[\u201c\u2018(\"']?[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]+(?:['\u2019][A-Za-z]+)?[.,;:!?)\u201d\u2019\"']*")
"""What most words are: letters of an alphabet, between signs that no line ends at."""


@frozen
class Break:
    """A place within a word where a line may end."""

    at: int
    cost: float
    hyphen: bool = False
    """Whether a hyphen is put in there."""


def tokens(text: str) -> list[str]:
    """The stretches of a text: runs of spaces, single no-break spaces, soft hyphens, line ends, and words."""
    plain = text.isascii() and not ("  " in text or "\n" in text or "\t" in text)
    if not plain and _MORE_THAN_WORDS.search(text):
        return re.findall(_STRETCHES, text)
    words = text.split(" ")
    found = [" "] * (2 * len(words) - 1)
    found[::2] = words
    return found[not words[0] : len(found) - (not words[-1])]


@lru_cache(maxsize=2000)
def opportunities(word: str, lang: str, *, hyphenate: bool = True) -> tuple[Break, ...]:
    """Where a line may end within a word: after dashes, hyphens and slashes, in addresses, by its script, at syllables."""
    found = {item.at: item for item in parts(word, lang)}
    if hyphenate:
        for place, cost in syllables(word, lang):
            found.setdefault(place, Break(place, cost, hyphen=True))
    return tuple(found[place] for place in sorted(found))


def parts(word: str, lang: str) -> tuple[Break, ...]:
    """The places of these where no hyphen is put in."""
    if _PLAIN.fullmatch(word):
        return ()
    if is_unspaced(word):
        return tuple(Break(at, cost) for at, cost in ends(word, lang))
    if len(word) < 3:
        return ()
    if _ADDRESS.match(word):
        return tuple(Break(at, 30.0) for at in dict.fromkeys(match.end() for match in _IN_ADDRESS.finditer(word)))
    found = {match.end(): Break(match.end(), 0.0) for match in _WIDE_SPACE.finditer(word)}
    found |= {match.end(): Break(match.end(), 10.0) for match in _AFTER_DASH.finditer(word)}
    found |= {match.end(): Break(match.end(), 20.0) for match in _AFTER_HYPHEN.finditer(word)}
    found |= {match.end(): Break(match.end(), 20.0) for match in _AFTER_SLASH.finditer(word)}
    return tuple(found[place] for place in sorted(found) if 0 < place < len(word))


def fills(lang: str) -> bool:
    """Whether lines in a language can be made equally long: its words can be parted, or its characters moved apart."""
    home = home_script(lang)
    return home == "Hani" or (home == COMMON and hyphenator(lang) is not None)


def syllables(word: str, lang: str) -> list[tuple[int, float]]:
    """Where the plain words in a word may be parted, and what it costs: much for a name, but in German each noun has a capital."""
    dictionary = hyphenator(lang)
    if dictionary is None or len(word) > 100 or _ADDRESS.match(word):
        return []
    found = []
    for match in _HYPHENATED.finditer(word):
        letters = match[0]
        named = letters[0].isupper() and not lang.lower().startswith(("de", "gsw"))
        if not letters[1:].islower():
            continue
        cost = NAME_COST if named else HYPHEN_COST
        places = dictionary.positions(letters.lower())
        found += [(match.start() + place, cost) for place in places if 2 <= place <= len(letters) - 3]
    return found
