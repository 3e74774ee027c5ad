"""The words that a pack puts on its own pages, in its language: the key of a word in, the word out."""

from __future__ import annotations

import tomllib
from functools import cache
from pkgutil import get_data

from releasekit.style.tags import nearest


@cache
def _tables() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads((get_data(__package__, "words.toml") or b"").decode())
    return found


def pack_word(key: str, lang: str) -> str:
    """A word of `words.toml` in a language, else in English: the title of a list, the label of a field."""
    return _tables()[nearest(lang, _tables()) or "en"][key]
