"""The YAML that most front matter is, read line by line: lines in, a map out, or None where a parser of YAML has to be asked.

It is `key: words`, where the words stand on that line, may be in single quotation marks, or are some in brackets; below a
key without words, a list or a map of these; and in the list, maps of these. Of such lines a parser of all YAML says the
same, and takes two to four times as long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_SAFE = r" !$-&(-+\--9;->@-Z\\^-z|~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\uffef\U00010000-\U0010ffff"
"""What means itself wherever it stands within words: no colon, number sign, comma, bracket, question or quotation mark."""
_CHARS = _SAFE + r"?\[\]{}"
_FIRST = r"(?![-!&*?|>%@`~=<\[\]{} ])"
_PLAIN = rf"{_FIRST}[{_CHARS}][{_CHARS},\"']*(?:(?::(?=[^ \n])|(?<! )#)[{_CHARS},\"']*)*(?<! )"
_WORD = rf"{_FIRST}[{_SAFE}]+(?<! )"
_LINE = re.compile(
    rf"^((?:  ){{0,2}})(- )?(?:([A-Za-z_][A-Za-z0-9_-]{{0,99}}):(?: (?=[^ \n])|$))?"
    rf"(?:({_PLAIN})|'([{_CHARS}:#,\"]+)'|\[({_WORD}(?:, {_WORD})*)\])?$",
    re.MULTILINE,
)
"""Indent, the sign of a list, a key; then words as they are, words in quotation marks, or words in brackets."""

_NO_WORDS = frozenset(["null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"])
"""Keys that look like words, and are none."""


def load(text: str, scalar: Callable[[str], Any]) -> dict[str, Any] | None:
    """The map, with `scalar` as the value of words that are in no quotation marks; None if anything is not so plain."""
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1:
        return None
    data: dict[str, Any] = {}
    waiting = ""
    """The key without words that may hold what follows."""
    items: list[Any] | None = None
    within: dict[str, Any] | None = None
    inner = 0
    """Where the keys of `within` stand, or would stand."""
    for indent, sign, key, plain, quoted, listed in lines:
        stated = plain or quoted or listed
        value = scalar(plain) if plain else quoted or ([scalar(word) for word in listed.split(", ")] if listed else None)
        column = len(indent) + len(sign)
        if key in _NO_WORDS:
            return None
        if column == 0:
            if not key or key in data:
                return None
            data[key] = value
            waiting, items, within = "" if stated else key, None, None
        elif sign:
            if items is None:
                if not waiting or within is not None:
                    return None
                items = data[waiting] = []
                inner = column
            if column != inner or not (key or stated):
                return None
            within = {key: value} if key else None
            items.append(within if key else value)
        else:
            if items is None and within is None and waiting:
                within = data[waiting] = {}
                inner = column
            if within is None or column != inner or not key or key in within:
                return None
            within[key] = value
    return data
