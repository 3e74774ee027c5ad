"""The words that releasekit itself puts on a page, in the release's language: labels, kinds and dates."""

from __future__ import annotations

import re
import tomllib
from datetime import time
from functools import cache, lru_cache
from pkgutil import get_data
from typing import TYPE_CHECKING

from releasekit.style.tags import nearest

if TYPE_CHECKING:
    from releasekit.model import Moment
    from releasekit.style.house import House

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "ckb", "dv", "syr"})


def tables(text: str) -> dict[str, str]:
    """The text of each table of a file of words by its tag: parsed all at once, they would take longer than to write a release."""
    found = re.split(r"^\[([\w-]+)\]$", text, flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


@cache
def _tables() -> dict[str, str]:
    return tables((get_data(__package__, "words.toml") or b"").decode())


@cache
def _words(tag: str) -> dict[str, str]:
    return tomllib.loads(_tables()[tag])


def word(key: str, lang: str, **values: str) -> str:
    """The label of a key (see `words.toml`) in a language, else in English, with its values filled in."""
    return (_words(_served(lang)).get(key) or _words("en").get(key, key)).format(**values)


@lru_cache(maxsize=256)
def _served(lang: str) -> str:
    """The table of `words.toml` for a language: the longest tag of it that has one."""
    return nearest(lang, _tables()) or "en"


def every_word(key: str) -> set[str]:
    """The label of a key in all languages that have it."""
    return {words[key] for words in map(_words, _tables()) if key in words}


def number_words(number: str, lang: str) -> str:
    """A number with the label of a language, `No. 12`; one that says it by itself stands as it is."""
    before, after = (part.strip() for part in word("number", lang, number="\n").split("\n"))
    behind = number[len(before) :][:1]
    if before and number.casefold().startswith(before.casefold()) and not (before[-1].isalpha() and behind.isalpha()):
        return number
    return number if after and number.endswith(after) else word("number", lang, number=number)


def kind_word(kind: str, lang: str) -> str:
    """What a kind of release is called: `Press release`; for a kind without a word, its name spelled out."""
    known = word(kind, lang)
    return known if known != kind else kind.replace("-", " ").replace("_", " ").capitalize()


@lru_cache(maxsize=1024)
def date_words(moment: Moment, lang: str, house: House | None = None) -> str:
    """A moment as it is written in a language (CLDR) or by a house, with the precision and the zone that it has."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date, format_skeleton, format_time

    try:
        locale = Locale.parse(lang, sep="-") if lang else Locale("en", "GB")
    except (ValueError, UnknownLocaleError):  # a malformed tag, or a language that CLDR does not know
        locale = Locale("en", "GB")
    if moment.precision == "year":
        return moment.iso
    if moment.precision == "month":
        return format_skeleton("yMMMM", moment.day, locale=locale)
    date = format_date(moment.day, house.date_pattern(lang or "en") if house else "long", locale)
    if not moment.clock:
        return date
    clock = moment.clock
    if house and (pattern := house.time_pattern(lang or "en")):
        clock = format_time(time.fromisoformat(clock), pattern, locale=locale)
    zone = {None: "", "Z": " UTC"}.get(moment.zone, f" UTC{moment.zone}")
    return f"{date}, {clock}{zone}"


def is_right_to_left(lang: str) -> bool:
    """Whether a language is written from right to left, by its script where the tag has one."""
    parts = lang.lower().split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return parts[1] in {"arab", "hebr", "thaa", "syrc", "nkoo"}
    return parts[0] in _RIGHT_TO_LEFT


def direction_of(lang: str, stated: str = "") -> str:
    """`ltr` or `rtl`: as stated, else as the language is written."""
    return stated or ("rtl" if is_right_to_left(lang) else "ltr")
