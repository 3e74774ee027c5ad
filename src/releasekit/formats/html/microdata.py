"""Microdata (WHATWG HTML, 5) and RDFa Lite in a page's tree in; the things that they describe, and the elements that say so, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.formats.html.clean import words_of

if TYPE_CHECKING:
    from lxml import html

    from releasekit.formats.html.jsonld import Thing

MAX_DEEP = 12
"""How deep things may stand one in the other."""

LONGEST = 20_000
"""The most characters of one property."""

_VOCABULARY = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:)")
_ADDRESSES = {
    "a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "embed": "src", "iframe": "src", "source": "src",
    "track": "src", "video": "src", "object": "data",
}  # fmt: skip
"""Where elements have the value of a property that is an address (WHATWG HTML, 5.2.4)."""
_WORDS_TOO = frozenset({"author", "publisher", "creator", "name", "headline", "articleSection", "keywords", "genre"})
"""Properties for which the words of a link say more than where it leads."""


def things(root: html.HtmlElement) -> list[Thing]:
    """The things that a page describes by `itemscope`, and those by `typeof`, outermost first."""
    found: list[Thing] = []
    for scope, kind, name in (("itemscope", "itemtype", "itemprop"), ("typeof", "typeof", "property")):
        nodes = [node for node in root.iter(etree.Element) if node.get(scope) is not None]
        if not nodes or (
            scope == "typeof"
            and not any(node.get("vocab") or "schema" in node.get("typeof", "") for node in root.iter(etree.Element))
        ):
            continue
        outer = [node for node in nodes if node.get(name) is None]
        found += [_thing(node, scope, kind, name, 0) for node in outer]
    return found


def _thing(node: html.HtmlElement, scope: str, kind: str, name: str, depth: int) -> Thing:
    thing: Thing = {"@type": [_VOCABULARY.sub("", word) for word in node.get(kind, "").split()]}
    if identity := node.get("itemid") or node.get("resource") or node.get("about"):
        thing["@id"] = [str(identity)]
    stack = list(reversed(node))
    while stack:
        child = stack.pop()
        if not isinstance(child.tag, str):
            continue
        inside = child.get(scope) is not None
        if properties := child.get(name):
            value = _thing(child, scope, kind, name, depth + 1) if inside and depth < MAX_DEEP else _value(child, properties)
            for each in properties.split():
                if value:
                    thing.setdefault(_VOCABULARY.sub("", each), []).append(value)
        if not inside:
            stack.extend(reversed(child))
    return thing


def _value(node: html.HtmlElement, properties: str) -> Any:
    if (content := node.get("content")) is not None:
        return str(content).strip()
    if node.tag in {"meter", "data"}:
        return str(node.get("value") or "").strip()
    if node.tag == "time":
        return str(node.get("datetime") or "").strip() or words_of(node)
    address = node.get(_ADDRESSES[str(node.tag)]) if node.tag in _ADDRESSES else None
    if address is not None:
        words = words_of(node)
        if words and _WORDS_TOO & set(properties.split()):
            return {"name": [words], "url": [str(address).strip()]}
        return str(address).strip()
    return words_of(node)[:LONGEST]
