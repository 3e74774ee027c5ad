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
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLE = 100_000
"""How many characters of a text are looked at to tell its language."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


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
    function_words: frozenset[str] = frozenset()
    home: tuple[str, ...] = ()
    instruction: tuple[str, ...] = ()
    embargo: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    about_after: tuple[str, ...] = ()
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
    """What is known of a language, by its tag or the first part of it; of one without a file, nothing."""
    known = languages()
    return known.get(tag) or known.get(tag.partition("-")[0].lower()) or Language(tag=tag, name=tag, script="")


@cache
def spoken(tag: str) -> tuple[Language, ...]:
    """The languages whose words a text in one language may use: its own, then English, the web's own."""
    first = language(tag)
    return (first,) if first.tag == "en" else (first, language("en"))


# ── which language ──────────────────────────────────────────────────────────────────────────────────────────────────

_SCRIPTS = (
    (0x0041, 0x024F, "Latn"), (0x0370, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x077F, "Arab"), (0x08A0, 0x08FF, "Arab"), (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Geor"), (0x1100, 0x11FF, "Hang"),
    (0x1E00, 0x1EFF, "Latn"), (0x3040, 0x30FF, "Kana"), (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFC, "Arab"),
)  # fmt: skip


@cache
def _script_of(character: str) -> str:
    if not unicodedata.category(character).startswith("L"):
        return ""
    code = ord(character)
    return next((script for low, high, script in _SCRIPTS if low <= code <= high), "")


def detect(text: str) -> str:
    """The tag of the language that a text is in, by its script and its function words; empty where that is not clear."""
    sample = text[:SAMPLE]
    letters: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if script := _script_of(character):
            letters[script] += count
    if not letters:
        return ""
    candidates = [known for known in languages().values() if known.script == _main_script(letters)]
    words = Counter(word.casefold() for word in _WORD.findall(sample))
    scores = sorted(((_score(known, words), known.tag) for known in candidates), reverse=True)
    if not scores:
        return ""
    if len(scores) == 1 and candidates[0].script not in {"Latn", "Cyrl", "Arab"}:
        return scores[0][1]
    best, tag = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0
    total = words.total()
    return tag if best >= 2 and best * 12 >= total and best * 4 >= second * 5 else ""


def _main_script(letters: Counter[str]) -> str:
    """The script that tells the language: Latin words and names stand in texts of every script, so any other goes first."""
    others = Counter({script: count for script, count in letters.items() if script != "Latn"})
    if not others or others.total() * 6 < letters.total():
        return "Latn"
    if others["Kana"] * 12 >= others["Kana"] + others["Hani"] > 0 and others["Hang"] * 4 < others.total():
        return "Kana"
    if others["Hang"] * 4 >= others.total():
        return "Hang"
    return max(sorted(others), key=others.__getitem__)


def _score(known: Language, words: Counter[str]) -> int:
    return sum(words[word] for word in known.function_words)
