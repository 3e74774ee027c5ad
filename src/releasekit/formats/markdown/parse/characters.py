"""Single characters: how they are written with a backslash or a character reference, and what they are to a delimiter."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias
from unicodedata import category

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""ASCII punctuation (CommonMark 0.31.2, 2.1): what a backslash makes literal (2.4)."""

REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
"""What may be an entity or numeric character reference (2.5): a decimal, a hexadecimal, a name."""

_WRITTEN = re.compile(rf"\\([{re.escape(PUNCTUATION)}])|{REFERENCE.pattern}")

Sort: TypeAlias = Literal["space", "punctuation", "word"]


def unescaped(text: str) -> str:
    """The text that backslashes and character references stand for, as in addresses, titles and info strings."""
    return _WRITTEN.sub(_written, text) if "\\" in text or "&" in text else text


def _written(found: re.Match[str]) -> str:
    return found[1] or _character(found[0], found[2], found[3], found[4])


def referred(found: re.Match[str]) -> str:
    """The characters that a match of `REFERENCE` stands for: the reference itself where HTML knows no such name."""
    return _character(found[0], found[1], found[2], found[3])


def _character(reference: str, decimal: str | None, hexadecimal: str | None, name: str | None) -> str:
    if name:
        from html.entities import html5  # a large table that few texts need

        return html5.get(name + ";", reference)
    code = int(decimal) if decimal else int(hexadecimal or "0", 16)
    # Zero and what is no character of Unicode become U+FFFD (2.5).
    return "\ufffd" if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)


@lru_cache(maxsize=4096)
def sort_of(char: str) -> Sort:
    """How a delimiter run sees the character beside it (6.2)."""
    if char.isalnum():
        return "word"
    if char in "\t\n\f\r":
        return "space"
    kind = category(char)
    return "space" if kind == "Zs" else "punctuation" if kind[0] in "PS" else "word"
