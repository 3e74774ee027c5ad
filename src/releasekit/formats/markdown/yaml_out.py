"""Plain data to YAML that every reader of YAML 1.1 and 1.2 understands alike.

Maps and lists are in block style, one entry a line, and only lists of words that are named so are in brackets; strings are
plain where no version of YAML reads anything else in them, and otherwise quoted; a text of several lines is a literal block
where one can hold it. Nothing depends on the length of a line. The same data gives the same bytes wherever it is written,
which an emitter in C and one in Python do not.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

_UNSURE = r"\x00-\x1f\x7f-\x9f:#"
_PLAIN = re.compile(rf"[^{_UNSURE} \xa0?,\[\]{{}}&*!|>'\"%@`=<~.-][^{_UNSURE}]*(?:(?::(?=[^ ])|(?<! )#)[^{_UNSURE}]*)*")
"""Strings that need no quotes if they can be printed, and are no number, date or word of YAML."""
_IN_BRACKETS = re.compile(r"[,?\[\]{}]")
_STAMP = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?"
)
"""What YAML 1.1 takes for a date or a time."""
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
_NUMBER = re.compile(
    r"\+?[0-9][0-9_]*(?:[.:][0-9_:]*)*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\+?0[box][0-9a-fA-F_]+|\+\.[0-9a-zA-Z_+-]*"
)
_UNPRINTABLE = r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_ESCAPED = r'[\n"\\]|' + _UNPRINTABLE

LONGEST_KEY = 500
"""YAML looks for the colon of a simple key no further than 1,024 characters; a longer one is marked as a key."""


def dump(data: dict[str, Any], words: frozenset[str] = frozenset()) -> str:
    """The lines of a map, each with its line end; the lists of the keys in `words` are in brackets."""
    out: list[str] = []
    for key, value in data.items():
        if key in words and isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
            out.append(f"{key}: [{', '.join([_in_brackets(item) for item in value])}]")
        else:
            _entry(key, value, "", out)
    return "\n".join([*out, ""])


def _map(data: dict[str, Any], indent: str, out: list[str]) -> None:
    for key, value in data.items():
        _entry(key, value, indent, out)


def _entry(key: str, value: Any, indent: str, out: list[str]) -> None:
    key = _string(key)
    name = indent + key
    if len(key) > LONGEST_KEY:
        out.append(f"{indent}? {key}")
        name = indent
    if isinstance(value, str):
        if "\n" in value and _literal(value):
            out.append(f"{name}: |-")
            out += [f"{indent}  {line}" if line else "" for line in value.split("\n")]
        else:
            out.append(f"{name}: {_string(value)}")
    elif value and isinstance(value, dict):
        out.append(f"{name}:")
        _map(value, indent + "  ", out)
    elif value and isinstance(value, list):
        out.append(f"{name}:")
        _list(value, indent + "  ", out)
    else:
        out.append(f"{name}: {scalar(value)}")


def _list(data: list[Any], indent: str, out: list[str]) -> None:
    for value in data:
        first = len(out)
        if value and isinstance(value, dict):
            _map(value, indent + "  ", out)
        elif value and isinstance(value, list):
            _list(value, indent + "  ", out)
        else:
            out.append(f"{indent}  {scalar(value)}")
        out[first] = f"{indent}- {out[first][len(indent) + 2 :]}"


def _literal(text: str) -> bool:
    """Whether a literal block can hold a text of several lines."""
    lines = text.split("\n")
    return (
        not _unprintable(text)
        and bool(lines[0] and lines[-1])
        and not lines[0][0].isspace()
        and all(not line or not line.isspace() for line in lines)
    )


def _in_brackets(value: Any) -> str:
    text = scalar(value)
    # What is plain on a line of its own needs quotes where commas and brackets mean something.
    return _quoted(value) if isinstance(value, str) and text == value and _IN_BRACKETS.search(text) else text


def scalar(value: Any) -> str:
    """A value that fits on one line."""
    match value:
        case str():
            return _string(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _float(value)
        case _:
            return "{}" if isinstance(value, dict) else "[]"


def _float(value: float) -> str:
    text = repr(value)
    # Neither version of YAML sees a number in 1e+16; both do in 1.0e+16.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _string(text: str) -> str:
    return _short(text) if len(text) <= _SHORT else _written(text)


def _written(text: str) -> str:
    """A string as it is, or in quotation marks."""
    if not _PLAIN.fullmatch(text) or text[-1].isspace() or text.lower() in _WORDS or _unprintable(text):
        return _quoted(text)
    if text[0] in "+0123456789" and (_NUMBER.fullmatch(text) or _never(text)):
        return _quoted(text)
    return text


_SHORT = 40
_short = lru_cache(maxsize=1024)(_written)
"""The same for keys, names, roles, places: most are those of the release before."""


def _unprintable(text: str) -> bool:
    """Whether a text holds a character that YAML does not print; Python prints fewer, and says so at once."""
    return not text.isprintable() and re.search(_UNPRINTABLE, text) is not None


def _never(text: str) -> bool:
    """Whether a text looks like a date or time to YAML 1.1 that never was: programs stumble over it."""
    found = _STAMP.fullmatch(text)
    if found is None:
        return False
    try:
        datetime(*(int(part) for part in found.groups("0")))  # type: ignore[arg-type]  # noqa: DTZ001  (it is only looked at)
    except ValueError:
        return True
    return False


def _quoted(text: str) -> str:
    if _unprintable(text) or "\n" in text or ("'" in text and '"' not in text and "\\" not in text):
        return '"' + re.sub(_ESCAPED, _escape, text) + '"'
    return "'" + text.replace("'", "''") + "'"


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
