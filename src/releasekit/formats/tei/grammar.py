"""A RELAX NG schema in XML syntax to patterns: as much of the language as `releasekit.rng` needs, and an error for the rest."""

from __future__ import annotations

import re
from functools import partial, reduce
from typing import Any

from lxml import etree

from releasekit.formats.tei import patterns as p

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_XML = "{http://www.w3.org/XML/1998/namespace}"

_NAME = r"[^\W\d][\w.\-·]*"  # NCName, as far as the letters of Unicode go
_TYPES = {
    "string": (r"(?s:.*)", "words"),
    "ID": (_NAME, "a name that nothing else in the document has"),
    "NCName": (_NAME, "a name: letters, digits, - . and _, beginning with a letter"),
    "positiveInteger": (r"\+?0*[1-9][0-9]*", "a whole number from 1"),
    "nonNegativeInteger": (r"\+?[0-9]+", "a whole number from 0"),
}
"""Types of XML Schema that are understood: their shape, and what a message calls them."""


class Grammar:
    """A schema, read: where a document starts, and all definitions of elements."""

    def __init__(self, schema: bytes) -> None:
        top = etree.fromstring(schema)
        self._namespace = "{" + str(top.get("ns")) + "}"
        self._defines = {each.get("name"): each for each in top.iterchildren(f"{_RNG}define")}
        self._elements: dict[Any, p.Element] = {}
        self.start = self._all(top.find(f"{_RNG}start"))

    def _all(self, node: Any) -> p.Pattern:
        """The content of a node: its patterns, one after the other."""
        return reduce(p.group, (self._pattern(child) for child in _patterns(node)), p.EMPTY)

    def _pattern(self, node: Any) -> p.Pattern:
        match node.tag.removeprefix(_RNG):
            case "element":
                return self._element(node)
            case "attribute":
                value = self._all(node) if _patterns(node) else p.TEXT
                return p.Attribute(node.get("name").replace("xml:", _XML), value)
            case "group":
                return self._all(node)
            case "choice":
                return p.choice(map(self._pattern, _patterns(node)))
            case "optional":
                return p.choice((self._all(node), p.EMPTY))
            case "oneOrMore":
                return p.more(self._all(node))
            case "zeroOrMore":
                return p.choice((p.more(self._all(node)), p.EMPTY))
            case "mixed":
                return p.interleave(p.TEXT, self._all(node))
            case "ref":
                return self._all(self._defines[node.get("name")])
            case "empty":
                return p.EMPTY
            case "text":
                return p.TEXT
            case "value":
                wanted = node.text or ""
                return p.Value(partial(_is, wanted), f'"{wanted}"')
            case "data":
                return _data(node)
            case other:
                raise NotImplementedError(f"{other} in line {node.sourceline} of the schema")

    def _element(self, node: Any) -> p.Element:
        """An element: one definition is one object, however often it is referred to."""
        known = self._elements.get(node)
        if known is None:
            names = [node.get("name")] if node.get("name") else [name.text for name in node[0].iter(f"{_RNG}name")]
            full = tuple(self._namespace + name for name in names)
            known = self._elements[node] = p.Element(full, partial(self._all, node))
        return known


def _patterns(node: Any) -> list[Any]:
    """The children that are patterns: no documentation, and no choice of names."""
    children = [child for child in node if isinstance(child.tag, str) and child.tag.startswith(_RNG)]
    named = node.tag == f"{_RNG}element" and not node.get("name")
    return children[1:] if named else children


def _data(node: Any) -> p.Value:
    kind = node.get("type")
    shape, label = _TYPES[kind]
    patterns = [param.text for param in node.iterchildren(f"{_RNG}param")]
    excepted = [value.text or "" for value in node.iterfind(f"{_RNG}except//{_RNG}value")]
    test = partial(_fits, tuple(map(re.compile, [shape, *patterns])), frozenset(excepted), kind == "string")
    return p.Value(test, documentation(node) or label, identifies=kind == "ID")


def documentation(node: Any) -> str:
    """What the schema says of a place, as part of a sentence: the nearest documentation around it, up to its first full stop."""
    for around in (node, *node.iterancestors(f"{_RNG}attribute", f"{_RNG}define")):
        words = around.findtext(_DOCUMENTATION)
        if words:
            sentence = " ".join(words.split()).partition(". ")[0].removesuffix(".")
            return sentence[:1].lower() + sentence[1:]
    return ""


def _is(wanted: str, words: str) -> bool:
    return " ".join(words.split()) == wanted


def _fits(shapes: tuple[re.Pattern[str], ...], excepted: frozenset[str], exact: bool, words: str) -> bool:
    words = words if exact else " ".join(words.split())
    return words not in excepted and all(shape.fullmatch(words) for shape in shapes)
