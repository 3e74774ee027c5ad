"""JSON to plain data: the object at the start of a text in, a map out, with the line of every value for whoever asks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from releasekit.errors import ReadError
from releasekit.formats.markdown.digits import Worded, real, whole
from releasekit.model.nodes import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_DIGITS = 1000
"""The digits of the longest whole number that is one; a longer one stays words."""


def load(text: str, name: str) -> tuple[dict[str, Any], int]:
    """The object that a text begins with, and the place where it ends. Raises `ReadError` with a line."""
    twice = False

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal twice
        found = dict(members)
        twice = twice or len(found) < len(members)
        return found

    def integer(digits: str) -> Any:
        return whole(digits) if len(digits) <= _DIGITS else Worded(digits)

    decoder = json.JSONDecoder(object_pairs_hook=pairs, parse_int=integer, parse_float=real, parse_constant=Worded)
    try:
        data, end = decoder.raw_decode(text)
    except json.JSONDecodeError as error:
        problem = (error.msg[0].lower() + error.msg[1:]).removesuffix(" at")
        raise ReadError(f"front matter: not JSON: {problem}", name=name, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise ReadError(f"front matter: nested deeper than {MAX_DEPTH} levels", name=name, line=1) from None
    if deeper(data):
        raise ReadError(f"front matter: nested deeper than {MAX_DEPTH} levels", name=name, line=1)
    if twice:
        raise _repeated(text, name)
    return data, end


def deeper(data: Any) -> bool:
    """Whether lists and maps are nested deeper than `MAX_DEPTH`."""
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        level = [item for item in level if isinstance(item, (dict, list))]
        if not level:
            return False
        level = [member for item in level for member in (item.values() if isinstance(item, dict) else item)]
    return True


def places(text: str) -> Iterator[tuple[str, int, str]]:
    """Of each value its place (JSON Pointer), its line and, if it is no list or map, how it was written."""
    tokens = _tokens(text)
    yield from _within(tokens, "", *next(tokens))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, known = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", known, found.start())
        known = found.start()
        yield found[0], line


def _within(tokens: Iterator[tuple[str, int]], where: str, written: str, line: int) -> Iterator[tuple[str, int, str]]:
    yield where, line, written
    if written not in {"{", "["}:
        return
    index = 0
    for sign, below in tokens:
        if sign in {"}", "]"}:
            return
        if sign == ",":
            continue
        if written == "[":
            yield from _within(tokens, f"{where}/{index}", sign, below)
            index += 1
        else:
            next(tokens)  # the colon
            yield from _within(tokens, f"{where}/{json.loads(sign)}", *next(tokens))


def _repeated(text: str, name: str) -> ReadError:
    """What is said of the first key that stands twice in one object."""
    lines: dict[str, int] = {}
    for place, line, _ in places(text):
        if place in lines:
            message = f"front matter: the key {place.rpartition('/')[2]!r} stands twice, first on line {lines[place]}: keep one"
            return ReadError(message, name=name, line=line)
        lines[place] = line
    raise AssertionError("no key stands twice")
