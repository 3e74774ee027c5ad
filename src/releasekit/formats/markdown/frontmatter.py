"""The front matter of a text: its lines in, plain data out, with the line of every value.

YAML 1.2 with the core schema, and less than that: no anchors and aliases, no tags, no key twice, one document, and no
nesting beyond `MAX_DEPTH`. Dates are words, and so is every number that would change if it were written again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from releasekit.errors import ReadError
from releasekit.model.nodes import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"(?:[^\W\d_][\w.-]*|\"[^\"]*\"|'[^']*'|\?)[ \t]*:(?:[ \t]|\Z)|\? ")
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,999})")
_RADIX = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "True": True, "TRUE": True,
              "false": False, "False": False, "FALSE": False}  # fmt: skip
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Whole(int):
    """A whole number that remembers how it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


class Real(float):
    """A number with a fraction that remembers how it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


def split(text: str, name: str) -> tuple[str | None, str, int]:
    """The front matter of a text (None without one), its body, and the number of lines before the body.

    Three hyphens on the first line open front matter if a key follows, or if something follows at once and three hyphens
    or points close it; otherwise they are a rule. Raises `ReadError` where a key follows and nothing closes it.
    """
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return None, text, 0
    first = next((line for line in lines[1:] if line.strip() and not line.startswith("#")), "")
    keyed = bool(_KEY.match(first))
    end = next((index for index, line in enumerate(lines[1:], 1) if _END.fullmatch(line)), None)
    if end is None:
        if keyed:
            raise ReadError("the front matter that begins here does not end: put --- on a line after it", name=name, line=1)
        return None, text, 0
    if not keyed and end > 1 and not lines[1].strip():
        return None, text, 0
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 1


class FrontMatter:
    """The data of front matter, and the lines of its values by their place (JSON Pointer)."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self.lines: dict[str, int] = {"": 2}
        self.texts: dict[str, str] = {}
        self.data: dict[str, Any] = self._load(text)

    def line(self, where: str) -> int:
        """The line of the value at a place, or of the nearest that holds it."""
        while where not in self.lines:
            where = where.rpartition("/")[0]
        return self.lines[where]

    def _load(self, text: str) -> dict[str, Any]:
        if not text.strip():
            return {}
        try:
            data = self._built(self._events(text))
        except yaml.MarkedYAMLError as error:
            raise self._refused(error, text) from None
        except yaml.YAMLError as error:
            position = getattr(error, "position", 0)
            line = text[: position if isinstance(position, int) else 0].count("\n") + 2
            raise ReadError("front matter: a character that YAML does not allow", name=self._name, line=line) from None
        if data is None:
            return {}
        if not isinstance(data, dict):
            what = "a list" if isinstance(data, list) else "words"
            raise ReadError(f"front matter: expected lines like 'title: Words', found {what}", name=self._name, line=2)
        return data

    def _events(self, text: str) -> Iterator[Any]:
        loader = _LOADER(text)
        try:
            while loader.check_event():
                yield loader.get_event()
        finally:
            loader.dispose()

    @staticmethod
    def _place(mark: Any) -> tuple[int, int | None]:
        return (mark.line, mark.column + 1) if mark else (0, None)

    def _refused(self, error: yaml.MarkedYAMLError, text: str) -> ReadError:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "broken YAML"
        if "end of stream" in problem and error.context_mark and "quoted" in (error.context or ""):
            mark, problem = error.context_mark, "a quotation mark that is opened here is not closed"
        line, column = self._place(mark)
        lines = text.split("\n")
        if "\\t" in problem or (line < len(lines) and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]):
            problem = "a tab stands where YAML wants spaces: indent with spaces"
        elif "mapping values are not allowed" in problem:
            problem += ": put a value that holds ': ' in quotation marks"
        return ReadError(f"front matter: {problem}", name=self._name, line=line + 2, column=column)

    def _stop(self, message: str, event: Any) -> ReadError:
        return ReadError(f"front matter: {message}", name=self._name, line=_line_of(event))

    def _built(self, events: Iterator[Any]) -> Any:
        root: list[Any] = []
        stack: list[_Open] = [_Open(root, "")]
        documents = 0
        for event in events:
            match event:
                case yaml.AliasEvent():
                    raise self._stop(f"aliases such as *{event.anchor} are not read: write the value out", event)
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise self._stop("more than one document: keep one", event)
                case yaml.ScalarEvent() | yaml.CollectionStartEvent():
                    self._check(event, len(stack))
                    top = stack[-1]
                    if isinstance(top.into, dict) and top.key is None:
                        self._take_key(top, event)
                        continue
                    where = top.place()
                    self.lines[where] = _line_of(event)
                    if isinstance(event, yaml.ScalarEvent):
                        self.texts[where] = event.value
                        top.put(_scalar(event))
                    else:
                        into: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                        top.put(into)
                        stack.append(_Open(into, where))
                case yaml.CollectionEndEvent():
                    stack.pop()
                case _:
                    pass
        return root[0] if root else None

    def _check(self, event: Any, depth: int) -> None:
        if event.anchor is not None:
            raise self._stop(f"anchors such as &{event.anchor} are not read: write the value out", event)
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._stop(f"tags such as {tag} are not read: write the value without it", event)
        if depth > MAX_DEPTH:
            raise self._stop(f"nested deeper than {MAX_DEPTH} levels", event)

    def _take_key(self, top: _Open, event: Any) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._stop("a key that is a list or a map: write a word before the colon", event)
        if event.value in top.into:
            first = self.lines.get(f"{top.where}/{event.value}", 0)
            raise self._stop(f"the key {event.value!r} stands twice, first on line {first}: keep one", event)
        top.key = event.value


def _line_of(event: Any) -> int:
    """The line of the file: front matter begins on its second, and YAML counts from 0."""
    return int(event.start_mark.line) + 2


class _Open:
    """A list or map that is being filled."""

    def __init__(self, into: Any, where: str) -> None:
        self.into = into
        self.where = where
        self.key: str | None = None

    def place(self) -> str:
        if self.key is not None:
            return f"{self.where}/{self.key}"
        return f"{self.where}/{len(self.into)}" if self.where or self.into else self.where

    def put(self, value: Any) -> None:
        if self.key is None:
            self.into.append(value)
        else:
            self.into[self.key] = value
            self.key = None


def _scalar(event: Any) -> Any:
    """A scalar by the core schema (YAML 1.2.2, 10.3.2), but for numbers that are better words."""
    text: str = event.value
    if not event.implicit[0] or event.style:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number: Whole | Real
    if _INT.fullmatch(text):
        number = Whole(text)
    elif _RADIX.fullmatch(text):
        number = Whole(text, 0)
    elif _FLOAT.fullmatch(text) and not text.lstrip("-+").isdigit() and abs(value := float(text)) != float("inf"):
        number = Real(value)
    else:
        return text
    number.text = text
    return number
