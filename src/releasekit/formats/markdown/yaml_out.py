"""Plain data to YAML that every reader of YAML 1.1 and 1.2 understands alike.

Maps and lists are in block style, a list of short words in brackets; strings are plain where no version of YAML reads
anything else in them, and otherwise quoted; a text of several lines is a literal block where one can hold it. Long lines
stay as they are. The same data gives the same bytes wherever it is written, which an emitter in C and one in Python do not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\xa0:#\[\]{},\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|:(?=[^ \t,\[\]{}]))*")
"""Strings that need no quotes, in brackets or out of them, if they are no number, date or word of YAML."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?")
_WORD = re.compile(r"(?:true|false|yes|no|on|off|null|y|n)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9][0-9_]*(?:[.:][0-9_:]*)*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0[box][0-9a-fA-F_]+")
_UNPRINTABLE = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_ESCAPED = re.compile(r'[\n"\\]|' + _UNPRINTABLE.pattern)

SHORT = 100
"""A list of words is written in brackets if its line is no longer."""


def dump(data: dict[str, Any]) -> str:
    """The lines of a map, each with its line end."""
    return "".join(f"{line}\n" for line in _map(data))


def _map(data: dict[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        name = scalar(key)
        if len(name) > 500:  # YAML looks for the colon of a simple key no further than 1,024 characters
            yield f"? {name}"
            name = ""
        yield from _entry(f"{name}:", value)


def _entry(name: str, value: Any) -> Iterator[str]:
    match value:
        case dict() if value:
            yield name
            yield from (f"  {line}" if line else "" for line in _map(value))
        case list() if value:
            if short := _short(name, value):
                yield short
            else:
                yield name
                yield from (f"  {line}" if line else "" for line in _list(value))
        case str() if _literal(value):
            yield f"{name} |-"
            yield from (f"  {line}" if line else "" for line in value.split("\n"))
        case _:
            yield f"{name} {scalar(value)}"


def _list(data: list[Any]) -> Iterator[str]:
    for value in data:
        match value:
            case dict() if value:
                lines = list(_map(value))
            case list() if value:
                lines = [short] if (short := _short("", value).strip()) else list(_list(value))
            case _:
                lines = [scalar(value)]
        yield f"- {lines[0]}"
        yield from (f"  {line}" if line else "" for line in lines[1:])


def _short(name: str, value: list[Any]) -> str:
    """A list of scalars on one line, or an empty string where it is too long for that."""
    if any(isinstance(item, (dict, list)) for item in value):
        return ""
    line = f"{name} [{', '.join(map(scalar, value))}]"
    return line if len(line) <= SHORT else ""


def _literal(text: str) -> bool:
    """Whether a literal block can hold a text."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and not _UNPRINTABLE.search(text)
        and bool(lines[0] and lines[-1])
        and not lines[0][0].isspace()
        and all(not line or not line.isspace() for line in lines)
    )


def scalar(value: Any) -> str:
    """A value that fits on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _float(value)
        case str():
            return _string(value)
        case _:
            return "{}" if isinstance(value, dict) else "[]"


def _float(value: float) -> str:
    text = repr(value)
    # Neither version of YAML sees a number in 1e+16; both do in 1.0e+16.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _string(text: str) -> str:
    if _DATE.fullmatch(text):
        return text
    if _PLAIN.fullmatch(text) and not text[-1].isspace() and not _WORD.fullmatch(text) and not _NUMBER.fullmatch(text):
        return text
    if _UNPRINTABLE.search(text) or "\n" in text or ("'" in text and '"' not in text and "\\" not in text):
        return '"' + _ESCAPED.sub(_escape, text) + '"'
    return "'" + text.replace("'", "''") + "'"


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
