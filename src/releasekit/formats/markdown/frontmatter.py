"""The front matter of a text: the text in, its fields as plain data out, with the line of every value, and the body.

YAML stands between lines of three hyphens, TOML between lines of three plus signs (Hugo's way), and JSON is an object
that the text begins with. YAML is what we write.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from releasekit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SKIPPED = r"(?:[ \t]*\n|#[^\n]*\n)*"
_YAML = re.compile(
    rf"---[ \t]*(?:\n|\Z)(?P<keyed>{_SKIPPED}(?:(?:[^\W\d_][\w.-]*|\"[^\"\n]*\"|'[^'\n]*'|\?)[ \t]*:(?=[ \t\n]|\Z)|\? ))?"
)
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_NAME = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*"
_TOML = re.compile(rf"\+\+\+[ \t]*(?:\n|\Z)(?P<keyed>{_SKIPPED}[ \t]*(?:{_NAME}(?:\.[ \t]*{_NAME})*=|\[))?")
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_JSON = re.compile(r'\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}[ \t]*(?:\n|\Z))')
_REST = re.compile(r"[ \t]*(?:\n|\Z)")


class FrontMatter:
    """The data of front matter, and where its values stand."""

    def __init__(self, data: dict[str, Any], places: Callable[[], Iterable[tuple[str, int, str]]]) -> None:
        self.data = data
        self._places = places
        """Of each value its place (JSON Pointer), its line and how it was written; looked up only where somebody asks."""

    @cached_property
    def _lines(self) -> dict[str, int]:
        return {place: line for place, line, _ in self._places()}

    def line(self, where: str) -> int:
        """The line of the value at a place, or of the nearest that holds it."""
        while where and where not in self._lines:
            where = where.rpartition("/")[0]
        return self._lines.get(where, 2)

    def words(self, key: str) -> str:
        """The words of a key as they were written, where they look like something else: `title: No`."""
        value = self.data[key]
        if isinstance(value, str):
            return str(value)
        return next(written for place, _, written in self._places() if place == f"/{key}")


def split(text: str, name: str) -> tuple[FrontMatter | None, str, int]:
    """The front matter of a text (None without one), its body, and the number of lines before the body.

    A fence on the first line opens front matter if a key follows, or if something follows at once and a fence closes it;
    otherwise it is a rule, or words. Raises `ReadError` where a key follows and nothing closes it.
    """
    match text[:1]:
        case "-":
            start, end = _between(text, _YAML, _YAML_END, name)
        case "+":
            start, end = _between(text, _TOML, _TOML_END, name)
        case "{":
            return _json(text, name)
        case _:
            return None, text, 0
    if end is None:
        return None, text, 0
    front = text[start : max(start, end.start() - 1)]
    body = text[end.end() + 1 :]
    return _fenced(front, text[0], name), body, text.count("\n", 0, end.end()) + 1


def _between(text: str, fence: re.Pattern[str], closing: re.Pattern[str], name: str) -> tuple[int, re.Match[str] | None]:
    """Where front matter starts, and the fence that ends it; None where there is none."""
    opened = fence.match(text)
    if opened is None:
        return 0, None
    start = opened.start("keyed") if opened["keyed"] else opened.end()
    closed = closing.search(text, start)
    if closed is None and opened["keyed"]:
        message = f"the front matter that begins here does not end: put {text[:3]} on a line after it"
        raise ReadError(message, name=name, line=1)
    if closed and not opened["keyed"] and closed.start() > start and _REST.match(text, start):
        return 0, None
    return start, closed


def _fenced(front: str, sign: str, name: str) -> FrontMatter:
    if not front.strip():
        return FrontMatter({}, tuple)
    if sign == "-":
        from releasekit.formats.markdown import yaml_in

        return FrontMatter(yaml_in.load(front, name), lambda: yaml_in.places(front))
    from releasekit.formats.markdown import toml_in

    data = toml_in.load(front, name)
    if isinstance(data.get("extra"), dict):
        data["extra"] = {"extra": data["extra"]}  # with Zola it is a table of its own, not the one that holds what is not ours
    return FrontMatter(data, lambda: toml_in.places(front))


def _json(text: str, name: str) -> tuple[FrontMatter | None, str, int]:
    if not _JSON.match(text):
        return None, text, 0
    from releasekit.formats.markdown import json_in

    data, end = json_in.load(text, name)
    rest = _REST.match(text, end)
    line = text.count("\n", 0, end) + 1
    if rest is None:
        raise ReadError("the front matter ends here: put what follows on a line of its own", name=name, line=line)
    return FrontMatter(data, lambda: json_in.places(text)), text[rest.end() :], line
