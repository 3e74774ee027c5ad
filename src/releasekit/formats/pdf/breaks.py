"""Where a line may end: a word and its language in, places within it and what a line end there costs out."""

from __future__ import annotations

import re

from attrs import frozen

from releasekit.formats.pdf.hyphens import hyphenator
from releasekit.formats.pdf.scripts import script_of

HYPHEN_COST = 60.0
"""What a hyphen that the line setter puts in costs, in the terms of `lines`."""

NAME_COST = 400.0
"""What it costs to part a word with a capital, which may be a name: it is done only where a line would look worse."""

_TOKEN = re.compile("[ \t]+|[\u00a0\u202f]|[\u200b\u2060\ufeff]|\u00ad|\n|[^ \t\n\u00a0\u202f\u00ad\u200b\u2060\ufeff]+")
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

_NOT_BEFORE = frozenset("、。，．：；！？」』）】〉》〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・…‥”’)]},.;:!?")
_NOT_AFTER = frozenset("「『（【〈《〔［｛“‘([{")
_IDEOGRAPHIC = frozenset({"Hani", "Kana", "Bopo", "Hang"})


@frozen
class Break:
    """A place within a word where a line may end."""

    at: int
    cost: float
    hyphen: bool = False
    """Whether a hyphen is put in there."""


def tokens(text: str) -> list[str]:
    """The stretches of a text: runs of spaces, single no-break spaces, soft hyphens, line ends, and words."""
    return _TOKEN.findall(text)


def opportunities(word: str, lang: str) -> tuple[Break, ...]:
    """Where a line may end within a word: after dashes, hyphens and slashes, in addresses, between ideographs, at syllables."""
    found = {item.at: item for item in parts(word)}
    if lang:
        for place, cost in syllables(word, lang):
            found.setdefault(place, Break(place, cost, hyphen=True))
    return tuple(found[place] for place in sorted(found))


def parts(word: str) -> tuple[Break, ...]:
    """The places of these where no hyphen is put in."""
    if _PLAIN.fullmatch(word):
        return ()
    if len(word) < 3:
        return _between_ideographs(word)
    if _ADDRESS.match(word):
        return tuple(Break(at, 30.0) for at in dict.fromkeys(match.end() for match in _IN_ADDRESS.finditer(word)))
    found = {match.end(): Break(match.end(), 0.0) for match in _WIDE_SPACE.finditer(word)}
    found |= {match.end(): Break(match.end(), 10.0) for match in _AFTER_DASH.finditer(word)}
    found |= {match.end(): Break(match.end(), 20.0) for match in _AFTER_HYPHEN.finditer(word)}
    found |= {match.end(): Break(match.end(), 20.0) for match in _AFTER_SLASH.finditer(word)}
    found |= {item.at: item for item in _between_ideographs(word)}
    return tuple(found[place] for place in sorted(found) if 0 < place < len(word))


def _between_ideographs(word: str) -> tuple[Break, ...]:
    """Between Chinese and Japanese characters, but not before closing marks and small kana nor after opening ones."""
    if word.isascii() or not any(script_of(char) in _IDEOGRAPHIC for char in word):
        return ()
    return tuple(
        Break(place, 0.0)
        for place in range(1, len(word))
        if (script_of(word[place - 1]) in _IDEOGRAPHIC or script_of(word[place]) in _IDEOGRAPHIC)
        and word[place] not in _NOT_BEFORE
        and word[place - 1] not in _NOT_AFTER
    )


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
