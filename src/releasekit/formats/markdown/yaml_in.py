"""YAML to plain data: the lines between the fences in, a map out, with the line of every value for whoever asks.

YAML 1.2 with the core schema, and less than that: no anchors and aliases, no tags, no key twice, one document, and no
nesting beyond `MAX_DEPTH`. Dates are words, and so is every number that would change if it were written again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from releasekit.errors import ReadError
from releasekit.formats.markdown import yaml_plain
from releasekit.formats.markdown.digits import Worded, real, whole
from releasekit.model.nodes import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,999})")
_RADIX = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|-?[1-9][0-9]{1000,}|0o[0-7]{301,}|0x[0-9a-fA-F]{301,}")
"""What is a number of YAML and none of JSON, or too long for one."""
_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "True": True, "TRUE": True,
              "false": False, "False": False, "FALSE": False}  # fmt: skip
_NUMERIC = frozenset("+-.0123456789")
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str, name: str) -> dict[str, Any]:
    """The map that one document of YAML holds, which begins on the second line of its file. Raises `ReadError` with a line.

    The text comes without the end of its last line.
    """
    if (plain := yaml_plain.load(text, _scalar)) is not None:
        return plain
    try:
        data = _built(text + "\n", name)  # a block of words (`|`) that ends here keeps it
    except yaml.MarkedYAMLError as error:
        raise _refused(error, text, name) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text[: position if isinstance(position, int) else 0].count("\n") + 2
        raise ReadError("front matter: a character that YAML does not allow", name=name, line=line) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        what = "a list" if isinstance(data, list) else "words"
        raise ReadError(f"front matter: expected lines like 'title: Words', found {what}", name=name, line=2)
    return data


def places(text: str) -> Iterator[tuple[str, int, str]]:
    """Of each value its place (JSON Pointer), its line and, if it is no list or map, how it was written."""
    events = _events(text)
    for event in events:
        if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            yield from _within(events, "", event)


def _within(events: Iterator[Any], where: str, event: Any) -> Iterator[tuple[str, int, str]]:
    yield where, _line(event), getattr(event, "value", "")
    if isinstance(event, MappingStartEvent):
        for key in events:
            if isinstance(key, MappingEndEvent):
                return
            yield from _within(events, f"{where}/{key.value}", next(events))
    elif isinstance(event, SequenceStartEvent):
        for index, item in enumerate(events):
            if isinstance(item, SequenceEndEvent):
                return
            yield from _within(events, f"{where}/{index}", item)


def _events(text: str) -> Iterator[Any]:
    return iter(_PARSER(text).get_event, None)


def _line(event: Any) -> int:
    """The line of the file: front matter begins on its second, and YAML counts from 0."""
    return int(event.start_mark.line) + 2


def _built(text: str, name: str) -> Any:
    """The data of the events, which are looked at once."""
    root: list[Any] = []
    into: Any = root
    key: str | None = None
    above: list[tuple[Any, str | None]] = []

    def stop(message: str) -> ReadError:
        return ReadError(f"front matter: {message}", name=name, line=_line(event))

    for event in _events(text):
        kind = type(event)
        if kind is ScalarEvent:
            value: Any = event.value
            if event.anchor or event.tag:
                _check(event, stop)
            if key is None and type(into) is dict:
                if value in into:
                    raise stop(f"the key {value!r} stands twice, first on line {_first(text, above, value)}: keep one")
                key = value if event.style or type(_scalar(value)) is str else Worded(value)
                continue
            if not event.style and not event.tag:
                value = _scalar(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor or event.tag:
                _check(event, stop)
            if key is None and type(into) is dict:
                raise stop("a key that is a list or a map: write a word before the colon")
            if len(above) >= MAX_DEPTH:
                raise stop(f"nested deeper than {MAX_DEPTH} levels")
            value = {} if kind is MappingStartEvent else []
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            into, key = above.pop()
            key = None
            continue
        elif kind is AliasEvent:
            raise stop(f"aliases such as *{event.anchor} are not read: write the value out")
        elif kind is DocumentStartEvent and root:
            raise stop("more than one document: keep one")
        else:
            continue
        if key is None:
            into.append(value)
        else:
            into[key] = value
        if kind is ScalarEvent:
            key = None
        else:
            above.append((into, key))
            into, key = value, None
    return root[0] if root else None


def _check(event: Any, stop: Callable[[str], ReadError]) -> None:
    """Refuse anchors and tags, but for the tag that makes words of anything."""
    if event.anchor:
        raise stop(f"anchors such as &{event.anchor} are not read: write the value out")
    if event.tag != "!":
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise stop(f"tags such as {tag} are not read: write the value without it")


def _first(text: str, above: list[tuple[Any, str | None]], key: str) -> int:
    """The line where a key of the innermost map stands first."""
    where = "".join(f"/{len(into) - 1 if name is None else name}" for into, name in above[1:])
    return next(line for place, line, _ in places(text) if place == f"{where}/{key}")


def _scalar(text: str) -> Any:
    """A plain scalar by the core schema (YAML 1.2.2, 10.3.2), but for numbers that are better words."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _NUMERIC:
        return text
    if _INT.fullmatch(text):
        return whole(text)
    if _RADIX.fullmatch(text):
        return whole(text, 0)
    if _FLOAT.fullmatch(text) and not text.lstrip("-+").isdigit():
        return real(text)
    # Digits with a zero before them are better words: 007.
    return Worded(text) if _NO_NUMBER.fullmatch(text) else text


def _refused(error: yaml.MarkedYAMLError, text: str, name: str) -> ReadError:
    """What the parser has against the text, in our words."""
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "broken YAML"
    if "end of stream" in problem and error.context_mark and "quoted" in (error.context or ""):
        mark, problem = error.context_mark, "a quotation mark that is opened here is not closed"
    line, column = (mark.line, mark.column + 1) if mark else (0, None)
    lines = text.split("\n")
    if "\\t" in problem or (line < len(lines) and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]):
        problem = "a tab stands where YAML wants spaces: indent with spaces"
    elif "mapping values are not allowed" in problem:
        problem = "a value holds ': ' and is not in quotation marks: put it in them"
    return ReadError(f"front matter: {problem}", name=name, line=line + 2, column=column)
