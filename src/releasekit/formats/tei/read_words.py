"""Words of TEI elements: an lxml element in, its name, its words or its source out; nothing is known of a release."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.formats.tei.names import NAMESPACE, XML

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = re.compile(r"[ \t\n\r]+")
WHITE = " \t\n\r"
"""White space as XML has it (XML 1.0, section 2.3): a no-break space is a character like any other."""


def tei(name: str) -> str:
    """The name of a TEI element as lxml gives it."""
    return f"{{{NAMESPACE}}}{name}"


def plain_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def is_white(text: str | None) -> bool:
    """Whether there is nothing to see: no text, or white space only."""
    return not text or (text.isspace() and not text.strip(WHITE))


def one_spaced(text: str) -> str:
    """Words with single spaces between them, and none at the edges."""
    # In ASCII, what XML allows and Python takes for white space is XML's own: there the quicker way says the same.
    return " ".join(text.split()) if text.isascii() else SPACE.sub(" ", text).strip(WHITE)


def has_own_words(element: Any) -> bool:
    """Whether words stand directly in an element, and not only in its children."""
    text = element.text
    if text and not text.isspace():
        return True
    return are_words_behind(element[:])


def are_words_behind(elements: list[Any]) -> bool:
    """Whether words stand behind any of the elements."""
    for element in elements:
        tail = element.tail
        if tail and not tail.isspace():
            return True
    return False


def own_words(element: Any) -> str:
    """The words that stand directly in an element, as one line."""
    return " ".join("".join([element.text or "", *[child.tail or "" for child in element[:]]]).split())


def all_words(element: Any) -> str:
    """All characters in an element, its own and those of its children."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def spaced(element: Any) -> str:
    """The words of an element with single spaces; children of an element without words of its own are parted by one."""
    if not len(element):
        return one_spaced(element.text or "")
    if not has_own_words(element):
        return " ".join(filter(None, map(spaced, element[:])))
    pieces = [element.text or ""]
    for child in element:
        pieces += [spaced(child), child.tail or ""]
    return one_spaced("".join(pieces))


def line_of(element: Any) -> str:
    """All words of an element as one line, to compare it with another."""
    return " ".join(all_words(element).split())


def short(words: str) -> str:
    """Words as a note cites them: their beginning, and how many characters more there are."""
    return repr(words) if len(words) <= 80 else f"{words[:80]!r} and {len(words) - 80} characters more"


def held(element: Any, names: frozenset[str]) -> Any:
    """The element that an element's words stand in: its only child, if that has one of these names, or itself."""
    return element[0] if len(element) == 1 and element[0].tag in names and not has_own_words(element) else element


def attribute_name(name: str) -> str:
    """The name of an attribute as people write it."""
    return name.replace(f"{{{XML}}}", "xml:")


def told(element: Any) -> str:
    """What an element says, as a note cites it: its words, and the attributes of all that is in it; nothing if it says nothing."""
    return " with ".join(short(said) for said in (spaced(element), _stated(element.iter())) if said)


def markup_of(elements: Iterable[Any]) -> str:
    """Elements as a note cites them: their names and attributes."""
    return short(", ".join(" ".join(filter(None, (plain_name(each), _stated([each])))) for each in elements))


def _stated(elements: Iterable[Any]) -> str:
    return " ".join(f"{attribute_name(name)}={value}" for each in elements for name, value in each.items())


def source(element: Any) -> str:
    """An element as XML, without the declaration of the TEI namespace."""
    alone = deepcopy(element)
    etree.cleanup_namespaces(alone)
    text = etree.tostring(alone, encoding="unicode", with_tail=False)
    return str(text).replace(f' xmlns="{NAMESPACE}"', "", 1)
