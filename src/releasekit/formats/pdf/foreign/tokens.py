"""A content stream, read: its bytes in, operators with their operands out (ISO 32000-1, 7.2 and 7.8.2).

Operands are numbers, `bytes` for strings, `str` for names, lists for arrays and dictionaries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.formats.pdf.foreign.bounds import MOST_DEPTH, UnplacedError
from releasekit.formats.pdf.foreign.objects import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.formats.pdf.foreign.bounds import Bounds

MOST_OPERANDS = 64
MOST_ELEMENTS = 20_000
"""Of an array, such as one of strings and gaps."""
MOST_STRING = 32_767
"""Bytes of a string (ISO 19005-3, 6.1.13)."""

_TOKEN = re.compile(
    rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+"
    rb"(?:(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?=[\0\t\n\f\r ()<>\[\]/%]|$))"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9*'\"]*(?=[\0\t\n\f\r ()<>\[\]/%]|$))"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<open>\()|(?P<from><<)|(?P<to>>>)|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>|(?P<begin>\[)|(?P<end>\]))"
)
_BLANK = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+")
_IN_STRING = re.compile(rb"[()\\]|\r\n?")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_BROKEN = "its drawing is broken"
_WORDS = {b"true": True, b"false": False, b"null": None}


def operations(data: bytes, bounds: Bounds) -> Iterator[tuple[bytes, list[Any]]]:
    """The operators of a stream. Raises `UnplacedError` for what is no such stream."""
    operands: list[Any] = []
    stack: list[list[Any]] = []  # what stands around the array or dictionary that is open
    here = operands
    place = 0
    value: Any
    while token := _TOKEN.match(data, place):
        place = token.end()
        match token.lastgroup:
            case "operator" if token["operator"] not in _WORDS:
                if stack:
                    raise UnplacedError(_BROKEN)
                bounds.take("operators")
                yield token["operator"], operands
                operands = here = []
                continue
            case "begin" | "from":
                if len(stack) >= MOST_DEPTH:
                    raise UnplacedError("its drawing is nested too deeply")
                stack.append(here)
                here = []
                continue
            case "end" | "to":
                if not stack:
                    raise UnplacedError(_BROKEN)
                value = here if token.lastgroup == "end" else _dictionary(here)
                here = stack.pop()
            case "open":
                value, place = _string(data, place)
            case _:
                value = _value(token)
        if isinstance(value, bytes) and len(value) > MOST_STRING:
            raise UnplacedError("its drawing has strings that are too long")
        here.append(value)
        if len(here) > (MOST_ELEMENTS if stack else MOST_OPERANDS):
            raise UnplacedError("its drawing has too many operands")
    blank = _BLANK.match(data, place)
    if operands or stack or blank is None or blank.end() != len(data):
        raise UnplacedError(_BROKEN)


def _value(token: re.Match[bytes]) -> Any:
    """A number, a name, a string in digits, or a word that stands for a value."""
    match token.lastgroup:
        case "number":
            return _number(token["number"])
        case "name":
            return _CODED.sub(lambda code: bytes.fromhex(code[1].decode()), token["name"]).decode("latin-1")
        case "hex":
            digits = b"".join(token["hex"].replace(b"\0", b"").split()).decode()
            return bytes.fromhex(digits + "0" * (len(digits) % 2))
        case _:
            return _WORDS[token["operator"]]


def _dictionary(parts: list[Any]) -> dict[str, Any]:
    return {key: value for key, value in zip(parts[::2], parts[1::2], strict=False) if isinstance(key, str)}


def _number(digits: bytes) -> float:
    value = float(digits) if b"." in digits else int(digits) if len(digits) < 12 else LARGEST * 2
    if not -LARGEST <= value <= LARGEST:
        raise UnplacedError("it has numbers that no page needs")
    return value


def _string(data: bytes, place: int) -> tuple[bytes, int]:
    """A string from behind its first bracket, and where it ends (7.3.4.2)."""
    out: list[bytes] = []
    depth = 1
    while True:
        stop = _IN_STRING.search(data, place)
        if stop is None:
            raise UnplacedError(_BROKEN)
        out.append(data[place : stop.start()])
        mark, place = stop[0], stop.end()
        if mark == b"\\":
            escaped, place = _escape(data, place)
            out.append(escaped)
            continue
        if mark[:1] == b"\r":
            out.append(b"\n")
            continue
        depth += 1 if mark == b"(" else -1
        if not depth:
            return b"".join(out), place
        out.append(mark)


_OCTAL = re.compile(rb"[0-7]{1,3}")


def _escape(data: bytes, place: int) -> tuple[bytes, int]:
    if octal := _OCTAL.match(data, place):
        return bytes((int(octal[0], 8) & 255,)), octal.end()
    mark = data[place : place + 1]
    if mark == b"\r":
        return b"", place + (2 if data[place + 1 : place + 2] == b"\n" else 1)
    if mark == b"\n":
        return b"", place + 1
    return _ESCAPED.get(mark, mark), place + 1
