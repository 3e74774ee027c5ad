"""TEI P4, and TEI without its namespace: the root element in, the same document as TEI P5 out, as far as a release goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import NAMESPACE, XML

if TYPE_CHECKING:
    from releasekit.format import Context

_ELEMENTS = {"TEI.2": "TEI", "teiCorpus.2": "teiCorpus", "xref": "ref", "xptr": "ptr", "dateRange": "date"}
"""Elements of P4, and what P5 calls them."""

_ATTRIBUTES = {"id": f"{{{XML}}}id", "lang": f"{{{XML}}}lang"}
"""Attributes of P4, and what P5 calls them."""

_OF_ELEMENTS = {("date", "value"): "when", ("ref", "url"): "target", ("ptr", "url"): "target"}
"""Attributes of single elements, and what P5 calls them."""

_POINTERS = frozenset({"target", "who", "corresp"})
"""Attributes whose value P4 has as an id, and P5 as a pointer."""


def lifted(top: Any, context: Context) -> Any:
    """A root in no namespace as one of TEI P5, or as it is where it has one. Says so to the context."""
    name = str(top.tag)
    if name.startswith("{"):
        return top
    if name.endswith(".2"):
        context.guess("tei-p4", "this is TEI P4: it is read as what TEI P5 calls the same", line=top.sourceline)
    elif name in {"TEI", "teiCorpus"}:
        message = f'its elements have no namespace, and are taken for TEI: write <{name} xmlns="{NAMESPACE}">'
        context.guess("namespace-missing", message, line=top.sourceline)
    else:
        return top
    ids = {each for element in top.iter() if (each := element.get("id"))}
    for element in top.iter():
        if not element.tag.startswith("{"):
            _lift(element, ids)
    return top


def _lift(element: Any, ids: set[str]) -> None:
    name = _ELEMENTS.get(element.tag, element.tag)
    element.tag = f"{{{NAMESPACE}}}{name}"
    for key, value in element.attrib.items():
        wanted = _OF_ELEMENTS.get((name, key)) or _ATTRIBUTES.get(key, key)
        words = f"#{value}" if key in _POINTERS and value in ids else value
        if (wanted, words) != (key, value) and wanted not in element.attrib:
            del element.attrib[key]
            element.set(wanted, words)
        elif words != value:
            element.set(key, words)
        elif key == "TEIform":  # which only says what the element is
            del element.attrib[key]
