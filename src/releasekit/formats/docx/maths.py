"""Formulas (ECMA-376, 22.1): Office Math in, a line of text that a person can read, out."""

from __future__ import annotations

from typing import Any

from releasekit.formats.docx.xml import M, W

_NOT_SHOWN = frozenset({f"{M}rPr", f"{M}ctrlPr", f"{W}rPr", f"{W}del", f"{W}moveFrom"})


def line(element: Any) -> str:
    """A formula in one line: `a/b`, `x^2`, `√(x)`; what has no such form is its words."""
    tag = element.tag
    if tag == f"{M}t":
        return str(element.text or "")
    if tag == f"{W}t":
        return str(element.text or "")
    if tag == f"{M}f":
        return f"{_closed(element, 'num')}/{_closed(element, 'den')}"
    if tag in {f"{M}sSup", f"{M}sSub", f"{M}sSubSup"}:
        return _inside(element, "e") + _raised(element)
    if tag == f"{M}nary":
        return _property(element, "naryPr", "chr", "∫") + _raised(element) + " " + _inside(element, "e")
    if tag == f"{M}rad":
        degree = _inside(element, "deg")
        return ({"3": "∛", "4": "∜"}.get(degree) or (f"{degree}√" if degree else "√")) + f"({_inside(element, 'e')})"
    if tag == f"{M}d":
        between = _property(element, "dPr", "sepChr", "|")
        inner = between.join(_children(part) for part in element.iterfind(f"{M}e"))
        return _property(element, "dPr", "begChr", "(") + inner + _property(element, "dPr", "endChr", ")")
    if tag == f"{M}m":
        rows = (", ".join(_children(part) for part in row.iterfind(f"{M}e")) for row in element.iterfind(f"{M}mr"))
        return "[" + "; ".join(rows) + "]"
    if tag == f"{M}eqArr":
        return "; ".join(_children(part) for part in element.iterfind(f"{M}e"))
    if tag == f"{M}func":
        return f"{_inside(element, 'fName')} {_inside(element, 'e')}"
    return _children(element)


def _children(element: Any) -> str:
    return "".join(line(child) for child in element if child.tag not in _NOT_SHOWN and not child.tag.endswith("Pr"))


def _inside(element: Any, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else _children(found)


def _closed(element: Any, name: str) -> str:
    """A part, in brackets where it is more than one thing."""
    inner = _inside(element, name)
    return inner if inner.isalnum() or len(inner) < 2 else f"({inner})"


def _raised(element: Any) -> str:
    below, above = _closed(element, "sub"), _closed(element, "sup")
    return (f"_{below}" if below else "") + (f"^{above}" if above else "")


def _property(element: Any, group: str, name: str, otherwise: str) -> str:
    found = element.find(f"{M}{group}/{M}{name}")
    return otherwise if found is None else str(found.get(f"{M}val", ""))
