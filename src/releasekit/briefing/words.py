"""The words that a pack puts on its own pages, in its language: the key of a word in, the word out."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pkgutil import get_data

from releasekit.style.tags import nearest
from releasekit.style.words import tables


@cache
def _tables() -> dict[str, str]:
    return tables((get_data(__package__, "words.toml") or b"").decode())


@cache
def _words(tag: str) -> dict[str, str]:
    return tomllib.loads(_tables()[tag])


@lru_cache(maxsize=256)
def _served(lang: str) -> str:
    """The table for a language."""
    return nearest(lang, _tables()) or "en"


def pack_word(key: str, lang: str) -> str:
    """A word of `words.toml` in a language, else in English: the title of a list, the label of a field."""
    return _words(_served(lang))[key]
