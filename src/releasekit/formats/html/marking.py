"""What an element says of its words by its attributes: an element in; its classes, pairs, language and direction out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.html.meta import XML_LANG
from releasekit.formats.pandoc.dialect import is_token
from releasekit.formats.pandoc.fields import lang_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import html

    from releasekit.model import Direction

PAGE_CLASSES = frozenset({
    "lead", "boilerplate", "notes-to-editors", "speech", "speaker", "attribution", "credit", "quotation", "person",
    "organisation", "place", "event", "smallcaps", "underline",
})  # fmt: skip
"""The classes that say what something is, whoever's page they stand on; others are hooks for a style."""

_OUTLINE = re.compile(r"section|level[1-6]|(un)?numbered")
"""The classes that pandoc gives to the parts of a page."""
_NOT_SAID = frozenset({"id", "class", "style", "lang", "dir", XML_LANG, "xml:lang"})


def kinds_of_classes(*, own: bool) -> Callable[[str], bool]:
    """Which classes are read: on our own page all but pandoc's, on another the few that say something."""
    return lambda name: name in PAGE_CLASSES or (own and is_token(name) and not _OUTLINE.fullmatch(name))


class Marking:
    """The attributes of an element: those that the model knows, and the rest."""

    def __init__(self, node: html.HtmlElement, known: Callable[[str], bool]) -> None:
        classes = node.get("class", "").split()
        self.kind = next((name for name in classes if known(name)), "")
        self.pairs = {
            str(name).removeprefix("data-"): str(value) for name, value in node.attrib.items() if str(name) not in _NOT_SAID
        }
        self.lang = lang_of(node.get("lang") or node.get(XML_LANG) or node.get("xml:lang") or "")
        direction = node.get("dir", "").strip().lower()
        self.direction: Direction = "rtl" if direction == "rtl" else "ltr" if direction == "ltr" else ""

    @property
    def rest(self) -> tuple[tuple[str, str], ...]:
        """The pairs that the model has no field for, as attributes of a span or division."""
        return tuple((name, value) for name, value in self.pairs.items() if is_token(name))
