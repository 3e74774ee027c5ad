"""What is known of each language, as data, and which language a text is in: text in, a `Language` out.

A language is a file `languages/<tag>.toml`; `en.toml` explains the keys. To add a language, add a file.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field

from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLE = 100_000
"""How many characters of a text are looked at to tell its language."""

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7])"
"""A letter, or a sign that belongs to the letter before it."""


@frozen(kw_only=True, eq=False)
class Language:
    """The words by which fields are known in a language. Lists are matched without regard to case."""

    tag: str
    """BCP 47, as in `Release.lang`."""
    name: str
    script: str
    """ISO 15924: `Latn`."""
    locales: tuple[str, ...] = ()
    """The CLDR locales whose names of months and days are used."""
    months: Mapping[str, int] = field(factory=dict)
    """Other forms of the names of months, which CLDR has not: `januarja` = 1."""
    function_words: frozenset[str] = frozenset()
    letters: str = ""
    """Letters that not every language of its script has."""
    home: tuple[str, ...] = ()
    instruction: tuple[str, ...] = ()
    embargo: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    about_after: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    announces: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    web: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    residue: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    hour: tuple[str, ...] = ()
    am: tuple[str, ...] = ()
    pm: tuple[str, ...] = ()
    month_first: bool = False
    """Whether 3/4/2027 may be the fourth of March: then it is not read."""
    era: int = 0
    """How many years the calendar of official documents is ahead of the common one."""
    zones: Mapping[str, str] = field(factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(factory=dict)


@cache
def languages() -> dict[str, Language]:
    """Every language that has a file, by tag."""
    folder = files(__package__) / "languages"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return {(tag := path.name.removesuffix(".toml")): _language(tag, tomllib.loads(path.read_text("utf-8"))) for path in paths}


def _language(tag: str, data: dict[str, Any]) -> Language:
    values: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name == "function_words":
            values[name] = frozenset(value.split())
        elif name == "kinds":
            values[name] = {kind: tuple(words) for kind, words in value.items()}
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    return Language(tag=tag, **values)


def language(tag: str) -> Language:
    """What is known of a language, by its tag (`pt-BR`) or a shorter one (`pt`); of one without a file, nothing."""
    known = _by_folded_tag()
    own = tag.replace("_", "-").casefold()
    while own:
        if found := known.get(_SAME_WORDS.get(own, own)):
            return found
        own = own.rpartition("-")[0]
    return Language(tag=tag, name=tag, script="")


_SAME_WORDS = {
    "no": "nb", "nn": "nb", "bs": "hr", "sh": "sr-latn", "sr-me": "sr-latn", "cnr": "sr-latn", "mo": "ro", "iw": "he", "in": "id",
    "prs": "fa", "fa-af": "fa", "cmn": "zh", "yue": "zh-hant", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant",
}  # fmt: skip
"""Tags, in small letters, whose words stand in the file of another."""


@cache
def _by_folded_tag() -> dict[str, Language]:
    return {tag.casefold(): known for tag, known in languages().items()}


@cache
def spoken(tag: str) -> tuple[Language, ...]:
    """The languages whose words a text in one language may use: its own, in each of its scripts, then English, the web's own."""
    first = language(tag)
    same = first.tag.partition("-")[0]
    others = (known for known in languages().values() if known.tag.partition("-")[0] == same or known.tag == "en")
    return (first, *sorted((known for known in others if known is not first), key=lambda known: known.tag == "en"))


# ── which language ──────────────────────────────────────────────────────────────────────────────────────────────────

_SCRIPTS = (
    (0x0041, 0x024F, "Latn"), (0x0370, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x077F, "Arab"), (0x08A0, 0x08FF, "Arab"), (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"), (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"), (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"), (0x0E00, 0x0E7F, "Thai"), (0x1000, 0x109F, "Mymr"), (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"), (0x1200, 0x137F, "Ethi"), (0x1780, 0x17FF, "Khmr"), (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"), (0x3040, 0x30FF, "Kana"), (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFC, "Arab"),
)  # fmt: skip
_SPACELESS = frozenset({"Kana", "Hani", "Hang"})
"""Scripts in which a letter says as much as half a word."""

_NO_WORDS = re.compile(
    r"(?:https?|ftp)://[!-~]{1,2000}|(?<![\w.-])www\.[!-~]{1,2000}"
    r"|(?<![\w.%+-])[\w.%+-]{1,64}@[\w.-]{1,255}"
    r"|(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,10}(?![A-Za-z])(?:/[!-~]{0,500})?"
    r"|(?<![A-Za-z0-9_])[A-Za-z0-9]{1,64}_[A-Za-z0-9_]{1,200}|`[^`\n]{1,300}`"
)
"""Addresses and code, which are in no language."""
_WORD = re.compile(rf"{_LETTER}+(?:['’·]{_LETTER}+)*")
_SAME_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "’": "'", **dict.fromkeys(map(chr, range(0x064B, 0x0653)))})
"""Letters that are typed in two ways, and the vowel signs of Arabic, which are seldom typed."""


def detect(text: str) -> str:
    """The tag of the language that a text is in, by its script, letters and function words; empty where that is not clear."""
    sample = _words_only(unicodedata.normalize("NFC", text[:SAMPLE]).translate(_SAME_LETTERS))
    letters = _letters(sample)
    words = Counter(_WORD.findall(sample))
    script = _main_script(letters, words)
    if script == "Hani":
        return "" if letters[script] < _LEAST_LETTERS / 2 else _hani(sample)
    scores = _scores(script, words)
    if not scores:
        return ""
    (best, tag), (second, _) = [*scores, (0.0, "")][:2]
    if len(scores) == 1:
        own = letters[script] * 2 + letters["Hani"] * 2 if script in _SPACELESS else letters[script]
        few = own < _LEAST_LETTERS
        return "" if few else tag
    small = sum(count for word, count in words.items() if _script_of(word[0]) == script and not word[0].isupper())
    clear = best - second >= _LEAST_LEAD and best * 10 >= second * 11
    return tag if clear and best >= _LEAST and best * _SHARE >= small else ""


_LEAST_LETTERS = 16
"""How many letters of its own script tell a language that has no neighbour."""
_LEAST = 2.0
"""How much evidence there is at least: a function word that no neighbour has is 1."""
_LEAST_LEAD = 0.5
"""How far the second language is behind at least."""
_SHARE = 20
"""How many words in small letters there are for each piece of evidence, at most: a text in a language that is not known has some
of the same words."""
_PROSE = 5
"""In how many English words a function word stands, at least, where the words are a text and not a row of names."""


def _words_only(text: str) -> str:
    """The text without addresses and code."""
    parts = text.split("```")
    prose = parts[::2] if len(parts) % 2 else [*parts[:-1:2], parts[-1]]  # the last fence of an odd number opens nothing
    return _NO_WORDS.sub(" ", " ".join(prose))


def _letters(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    letters: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if script := _script_of(character):
            letters[script] += count
    return letters


@cache
def _script_of(character: str) -> str:
    if not unicodedata.category(character).startswith("L"):
        return ""
    code = ord(character)
    return next((script for low, high, script in _SCRIPTS if low <= code <= high), "")


def _main_script(letters: Counter[str], words: Counter[str]) -> str:
    """The script that tells the language. Latin names stand in texts of every script, so another one goes first.

    Unless the Latin words are an English text with words of that script in it.
    """
    others = Counter(
        {script: count * (2 if script in _SPACELESS else 1) for script, count in letters.items() if script != "Latn"}
    )
    total = others.total() + letters["Latn"]
    if not others or others.total() * 6 < total or (others.total() * 2 < total and _is_english_prose(words)):
        return "Latn"
    if others["Kana"] * 12 >= others["Kana"] + others["Hani"] > 0 and others["Hang"] * 4 < others.total():
        return "Kana"
    if others["Hang"] * 4 >= others.total():
        return "Hang"
    return max(sorted(others), key=others.__getitem__)


def _is_english_prose(words: Counter[str]) -> bool:
    english = languages()["en"].function_words
    latin = {word: count for word, count in words.items() if word[0].isascii()}
    return sum(count for word, count in latin.items() if word.casefold() in english) * _PROSE >= sum(latin.values())


def _hani(text: str) -> str:
    """Whether Chinese characters are simplified or traditional: each has some that are not in the other's old character set."""
    characters = Counter(character for character in text if _script_of(character) == "Hani")
    simplified = sum(
        count for character, count in characters.items() if _is_in(character, "gb2312") > _is_in(character, "big5")
    )
    traditional = sum(
        count for character, count in characters.items() if _is_in(character, "gb2312") < _is_in(character, "big5")
    )
    return "zh-Hant" if traditional > simplified else "zh"


@cache
def _is_in(character: str, encoding: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def _scores(script: str, words: Counter[str]) -> list[tuple[float, str]]:
    """How much speaks for each language of a script, the most first."""
    tags, by_word, by_letter = _evidence(script)
    scores = dict.fromkeys(tags, 0.0)
    for word, count in words.items():
        for tag, weight in by_word.get(word.casefold(), ()):
            scores[tag] += count * weight
        if not word[0].isupper():  # names are in the spelling of their own language
            for letter in by_letter.keys() & set(word):
                for tag, weight in by_letter[letter]:
                    scores[tag] += count * weight
    return sorted(((round(score, 6), tag) for tag, score in scores.items()), key=lambda pair: (-pair[0], pair[1]))


_Weights: TypeAlias = "dict[str, tuple[tuple[str, float], ...]]"


@cache
def _evidence(script: str) -> tuple[tuple[str, ...], _Weights, _Weights]:
    """The languages of a script, and how much each word and letter speaks for which: the less, the more of them have it."""
    known = [one for one in (*languages().values(), *neighbours()) if one.script == script]
    by_word = _shared({one.tag: {word.translate(_SAME_LETTERS) for word in one.function_words} for one in known}, 1.0)
    return tuple(one.tag for one in known), by_word, _shared({one.tag: set(one.letters) for one in known}, 0.5)


def _shared(signs: Mapping[str, set[str]], weight: float) -> _Weights:
    owners: dict[str, list[str]] = {}
    for tag, own in signs.items():
        for sign in sorted(own):
            owners.setdefault(sign, []).append(tag)
    return {sign: tuple((tag, weight / len(tags)) for tag in tags) for sign, tags in owners.items()}


@cache
def neighbours() -> tuple[Language, ...]:
    """Languages that have no file and look like one that has: they are told, and nothing more is known of them."""
    text = (files(__package__) / "neighbours.toml").read_text("utf-8")
    return tuple(_language(tag, {"name": tag, **data}) for tag, data in tomllib.loads(text).items())
