"""Styles as they are read: the part `styles.xml` in, what each style makes of a paragraph or a run out."""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from releasekit.formats.docx.allowed import is_token
from releasekit.formats.docx.xml import W, first, is_on, value

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADING = re.compile(r"heading ?([1-9])")
_LIST = re.compile(r"(list (?:bullet|number))(?: ([2-5]))?")
_KINDS = {
    "title": "title", "subtitle": "subtitle", "quote": "quote", "intense quote": "quote", "block text": "quote",
    "quotations": "quote", "caption": "caption", "lead": "lead", "attribution": "attribution", "speaker": "speaker",
    "speech": "speech", "boilerplate": "division boilerplate", "notes to editors": "division notes-to-editors",
    "figure": "figure", "credit": "credit", "thematic break": "break", "horizontal line": "break", "code block": "code",
    "html preformatted": "lines of code", "preformatted text": "lines of code", "source code": "lines of code",
    "plain text": "", "list continue": "continued", "list continue 2": "continued", "list continue 3": "continued",
    "list paragraph": "continued", "image caption": "caption", "table caption": "caption", "captioned figure": "figure",
    "author": "", "date": "",
    "embargo banner": "banner", "release kicker": "kicker", "release facts": "facts", "release instruction": "instruction",
    "dateline": "dateline", "contacts heading": "contacts", "contact": "contact", "attachments heading": "attachments",
    "attachment": "attachment", "end mark": "end", "rights": "rights",
}  # fmt: skip
"""What paragraphs are by the names of their styles; Word has its own names in English whatever language it speaks."""
_CHAIN = 20
"""How many styles may be based one on the other; what goes on longer is a loop or a trap."""
_TOGGLES = ("b", "i", "smallCaps", "strike", "dstrike", "vanish")


_T = TypeVar("_T")


def _once(method: Callable[[Styles, str], _T]) -> Callable[[Styles, str], _T]:
    """A method that works out what it says of a style once: many paragraphs have the same, and many documents."""

    @wraps(method)
    def known(self: Styles, style: str) -> _T:
        if style not in self.names:  # of which there may be any number, and nothing to say
            return method(self, style)
        key = (method.__name__, style)
        if key not in self.known:
            self.known[key] = method(self, style)
        return cast("_T", self.known[key])

    return known


class Styles:
    """The styles of a document by their ids, and of any other document with the same ones: nothing changes them."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self.known: dict[tuple[str, str], object] = {}
        """What has been worked out, by method and style."""
        self.names: dict[str, str] = {}
        """The names of styles by their ids."""
        self.default = ""
        """The style of a paragraph that names none."""
        self.lang = self.bidi_lang = ""
        """The language of the document, and that of its text from right to left, as its defaults say."""
        self.rtl = False
        self._shapes: tuple[object, dict[Any, Any]] = None, {}
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            self._styles.setdefault(key, style)
            self.names.setdefault(key, value(style, "name"))
            if style.get(f"{W}default") in {"1", "true", "on"} and style.get(f"{W}type") == "paragraph":
                self.default = key
        lang = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        if lang is not None:
            self.lang, self.bidi_lang = lang.get(f"{W}val", ""), lang.get(f"{W}bidi", "")
        normal = self._styles.get(self.default)
        self.rtl = normal is not None and is_on(first(normal, f"{W}pPr"), "bidi")

    def shapes(self, lists: object) -> dict[Any, Any]:
        """What readers have made of paragraphs with these styles, and with lists that count so, by what they state."""
        known, found = self._shapes
        if known is not lists:
            found = {}
            self._shapes = lists, found
        return found

    @_once
    def chain(self, style: str) -> tuple[str, ...]:
        """The id of a style and of those that it is based on."""
        found: list[str] = []
        while style in self._styles and style not in found and len(found) < _CHAIN:
            found.append(style)
            style = value(self._styles[style], "basedOn")
        return tuple(found)

    @_once
    def called(self, style: str) -> tuple[str, ...]:
        """The names in lower case of a style and of those that it is based on."""
        return tuple(self.names[key].lower() for key in self.chain(style))

    @_once
    def kind(self, style: str) -> tuple[str, str]:
        """What a style makes of a paragraph, and the role that it gives it."""
        for key in self.chain(style):
            name = self.names[key]
            if name.startswith("Role ") and is_token(name[5:]):
                return "", name[5:]
            if name.startswith("Division ") and is_token(name[9:]):
                return f"division {name[9:]}", ""
            if (kind := _KINDS.get(name.lower())) is not None:
                return kind, "lead" if kind == "lead" else ""
        return "", ""

    @_once
    def heading(self, style: str) -> int:
        """The level of heading that a style makes of a paragraph, 0 for none: by its name, else by its place in an outline."""
        for key in self.chain(style):
            if named := _HEADING.fullmatch(self.names[key].lower()):
                return int(named[1])
            level = value(self._styles[key], "pPr/outlineLvl")
            if level in {"0", "1", "2", "3", "4", "5", "6", "7", "8"}:
                return int(level) + 1
        return 0

    @_once
    def number(self, style: str) -> tuple[str, str]:
        """The list and the level that a style puts a paragraph in; empty for none."""
        for key in self.chain(style):
            if number := value(self._styles[key], "pPr/numPr/numId"):
                return number, value(self._styles[key], "pPr/numPr/ilvl")
        for name in self.called(style):
            if named := _LIST.fullmatch(name):
                return named[1], str(int(named[2] or 1) - 1)
        return "", ""

    def sets_apart(self, style: str, part: str) -> bool:
        """Whether a table style has a look of its own for a part of a table: `firstRow`, `firstCol`."""
        return part in self._set_apart(style)

    @_once
    def _set_apart(self, style: str) -> frozenset[str]:
        """The parts of a table that a table style has a look of its own for."""
        parts = (each for key in self.chain(style) for each in self._styles[key].iterfind(f"{W}tblStylePr"))
        return frozenset(each.get(f"{W}type", "") for each in parts)

    @_once
    def marks(self, style: str) -> frozenset[str]:
        """What a character style does with words, by the names of its properties."""
        found: set[str] = set()
        known: set[str] = set()
        for key in self.chain(style):
            properties = first(self._styles[key], f"{W}rPr")
            if properties is None:
                continue
            for name in _TOGGLES:
                if name not in known and first(properties, W + name) is not None:
                    known.add(name)
                    found |= {name} if is_on(properties, name) else set()
            raised = value(properties, "vertAlign")
            if raised in {"superscript", "subscript"}:
                found.add(raised)
        return frozenset(found)
