"""What of a template must not travel: the root of a part in, the same without what it would fetch, run or miss, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.formats.docx.xml import A, R, W

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from releasekit.formats.docx.template.package import Relation

LEFT = {
    "attachedTemplate": "a link to another template", "oleObject": "an embedded object", "package": "an embedded object",
    "control": "an active control", "vbaProject": "macros", "aFChunk": "an embedded document", "subDocument": "a sub-document",
    "chart": "a chart", "diagramData": "a diagram", "mailMergeSource": "a list of addresses", "frame": "a frame",
    "comments": "comments",
}  # fmt: skip
"""What is left behind, in words, by the kind of its relation; what nobody would miss, such as a thumbnail, is not told."""

_GONE = frozenset({
    f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference", f"{W}permStart", f"{W}permEnd", f"{W}control",
    f"{W}altChunk", f"{W}subDoc", f"{W}dataBinding",
    f"{W}placeholder",
})  # fmt: skip
"""What means nothing without a part that does not travel; bound data would take the place of what stands in a control."""
_ALONE = frozenset({f"{A}hlinkClick", f"{A}hlinkHover", f"{W}headerReference", f"{W}footerReference"})
_HOLDERS = frozenset({f"{A}ext", f"{W}drawing", f"{W}pict", f"{W}object", f"{W}background", f"{W}numPicBullet"})
_FETCHING = re.compile(
    r"\s*(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)
"""Fields by which Word fetches or runs something (17.16.5)."""
_VML = "{urn:schemas-microsoft-com:"
_STYLED = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")


class Story(NamedTuple):
    """A part with text, and what it relates to."""

    root: Any
    relations: list[Relation]


def cleaned(root: Any, kept: set[str]) -> set[str]:
    """Take out of a part what does not travel; `kept` are its relations that do. What it was, in words."""
    left: set[str] = set()
    if _unfetched(root):
        left.add("a field that fetches or runs something")
    lost = [element for element in root.iter() if element.tag in _GONE or _misses(element, kept)]
    for element in lost:
        _take(element, kept)
    return left


def loosened(root: Any, styles: Container[str], notes: Container[str]) -> None:
    """Take out what names a style or a footnote that a damaged template does not have: Word would call the document damaged."""
    for named in list(root.iter(*_STYLED)):
        if named.get(f"{W}val") not in styles:
            named.getparent().remove(named)
    for mark in list(root.iter(f"{W}footnoteReference")):
        if mark.get(f"{W}id") not in notes:
            mark.getparent().remove(mark)


def _misses(element: Any, kept: set[str]) -> bool:
    """Whether an element leads to a part that does not travel, or out of the package by itself."""
    for name, value in element.attrib.items():
        if name.startswith(R) and value and value not in kept:
            return True
        if element.tag.startswith(_VML) and name.rpartition("}")[2] in {"src", "href", "althref"} and value:
            return True
    return False


def _take(element: Any, kept: set[str]) -> None:
    """Take an element out, with the drawing or object that it is part of; of a link the words stay."""
    if element.tag == f"{W}hyperlink":
        _unwrap(element)
        return
    holder = element if element.tag in _GONE | _ALONE else None
    for around in element.iterancestors() if holder is None else ():
        if around.tag in _HOLDERS:
            holder = around
            break
    if element.tag in _HOLDERS:
        holder = element
    if holder is not None and holder.getparent() is not None:
        holder.getparent().remove(holder)
        return
    for name, value in element.attrib.items():
        if name.startswith(R) and value not in kept:
            del element.attrib[name]


def _unwrap(element: Any) -> None:
    """Put what an element holds in its place."""
    for child in [*element]:
        element.addprevious(child)
    element.getparent().remove(element)


def _unfetched(root: Any) -> bool:
    """Make words of the fields that would fetch or run something; whether there were any."""
    found = False
    for simple in [each for each in root.iter(f"{W}fldSimple") if _FETCHING.match(each.get(f"{W}instr", ""))]:
        _unwrap(simple)
        found = True
    for said, marks in [*_fields(root)]:
        if _FETCHING.match(said):
            found = True
            for mark in marks:
                mark.getparent().remove(mark)
    return found


def _fields(root: Any) -> Iterator[tuple[str, list[Any]]]:
    """What each field says, and the elements that it is made of beside what it shows."""
    open_: list[tuple[list[str], list[Any]]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            open_.append(([], []))
        if open_:
            said, marks = open_[-1]
            marks.append(element)
            said.append(element.text or "" if element.tag == f"{W}instrText" else "")
        if kind == "end" and open_:
            said, marks = open_.pop()
            yield "".join(said), marks
