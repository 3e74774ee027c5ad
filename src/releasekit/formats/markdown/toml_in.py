"""TOML to plain data: the lines between the fences in, a map out, with the line of every key for whoever asks.

Dates and times are words, in the form that TOML shares with the model (RFC 3339).
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from releasekit.errors import ReadError
from releasekit.formats.markdown.digits import Worded, real
from releasekit.formats.markdown.json_in import deeper
from releasekit.model.nodes import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT = re.compile(r" \(at (?:line (?P<line>[0-9]+), column (?P<column>[0-9]+)|end of document)\)\Z")
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_LINE = re.compile(rf"[ \t]*(?:(?P<sign>\[\[?)[ \t]*(?P<table>{_NAME})[ \t]*\]|(?P<key>{_NAME})[ \t]*=[ \t]*(?P<value>[^\n]*))")
_PARTS = re.compile(_PART)
_LARGEST = 10**1000
"""The whole number from which on one is words: its digits to the base of 16, which take no time to find."""
_FINER = re.compile(r"([0-9]{2}:[0-9]{2}:[0-9]{2})\.([0-9]{6})([0-9]*[1-9])0*(?![0-9])")
"""A time with more digits than the parser keeps."""
_HINTS = {
    "Invalid value": "put words in quotation marks",
    "Cannot overwrite a value": "the key stands twice, keep one",
    "Cannot declare": "the table stands twice, keep one",
    "Expected '='": "write lines like title = 'Words'",
}


def load(text: str, name: str) -> dict[str, Any]:
    """The map that TOML holds which begins on the second line of its file. Raises `ReadError` with a line."""
    try:
        data = tomllib.loads(text, parse_float=real)
    except tomllib.TOMLDecodeError as error:
        raise _refused(str(error), text, name) from None
    except RecursionError:
        raise ReadError(f"front matter: nested deeper than {MAX_DEPTH} levels", name=name, line=2) from None
    except ValueError:  # a number or a date that is none, though it looks like one
        raise ReadError("front matter: not TOML: a number that is too long", name=name, line=2) from None
    if deeper(data):
        raise ReadError(f"front matter: nested deeper than {MAX_DEPTH} levels", name=name, line=2)
    plain: dict[str, Any] = _plain(data, {f"{clock}.{kept}": more for clock, kept, more in _FINER.findall(text)})
    return plain


def places(text: str) -> Iterator[tuple[str, int, str]]:
    """Of each key its place (JSON Pointer), its line and how its value was written."""
    table = ""
    counts: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 2):
        found = _LINE.match(line)
        if found is None:
            continue
        if found["table"]:
            table = _pointer(found["table"])
            if found["sign"] == "[[":
                counts[table] = counts.get(table, -1) + 1
                yield table, number, ""
                table += f"/{counts[table]}"
            yield table, number, ""
        else:
            yield table + _pointer(found["key"]), number, found["value"]


def _pointer(name: str) -> str:
    return "".join("/" + part.strip("\"'") for part in _PARTS.findall(name))


def _plain(value: Any, finer: dict[str, str]) -> Any:
    """The value with nothing in it but what JSON has; `finer` says what digits follow those of a time."""
    match value:
        case dict():
            return {key: _plain(inner, finer) for key, inner in value.items()}
        case list():
            return [_plain(inner, finer) for inner in value]
        case datetime() | time():
            return _said(value, finer).replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case int() if not isinstance(value, bool) and abs(value) > _LARGEST:
            return Worded(hex(value))
        case _:
            return value


def _said(value: datetime | time, finer: dict[str, str]) -> str:
    """A time as words, with all of its digits."""
    exact = value.isoformat(timespec="microseconds") if finer else ""
    clock = exact[11:26] if isinstance(value, datetime) else exact[:15]
    return exact.replace(clock, clock + finer[clock]) if clock in finer else value.isoformat()


def _refused(problem: str, text: str, name: str) -> ReadError:
    """What the parser has against the text, in our words."""
    found = _AT.search(problem)
    said = problem[: found.start()] if found else problem
    hint = next((f": {hint}" for start, hint in _HINTS.items() if said.startswith(start)), "")
    line = int(found["line"]) if found and found["line"] else text.count("\n") + 1
    column = int(found["column"]) if found and found["column"] else None
    return ReadError(f"front matter: not TOML: {said[0].lower()}{said[1:]}{hint}", name=name, line=line + 1, column=column)
