"""Paragraphs of ours in a template's clothes: a paragraph and what stood in its place in, the paragraph set as that was out."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.formats.docx.markup import NAMESPACES, Look, runs
from releasekit.formats.docx.template.marks import mark_name
from releasekit.formats.docx.template.placeholders import vanish
from releasekit.formats.docx.xml import W, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORDER = {
    W + name: index
    for index, name in enumerate((
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
        "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout",
        "specVanish", "oMath",
    ))
}  # fmt: skip
"""The properties of a run in the order of the schema (17.3.2.28)."""
_BELOW_TABLE = "160"
"""In twips."""
_BEFORE_BIDI = frozenset(
    W + name
    for name in (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr",
        "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
        "autoSpaceDN",
    )
)  # fmt: skip


def dressed(paragraph: Any, look: Any) -> list[Any]:
    """What a paragraph of ours says, its runs set as a run of the template is where they say nothing else."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    for run in [run for child in content for run in child.iter(f"{W}r")] if look is not None else ():
        own = run.find(f"{W}rPr")
        new = deepcopy(look)
        for each in own if own is not None else ():
            if (old := new.find(each.tag)) is not None:
                new.remove(old)
            new.append(deepcopy(each))
        new[:] = sorted(new, key=lambda each: _ORDER.get(each.tag, len(_ORDER)))
        if own is not None:
            run.remove(own)
        run.insert(0, new)
    return content


def set_as(element: Any, paragraph: Any) -> bool:
    """Set a paragraph of ours as one of the template is; whether it has that one's style now, and not our own."""
    run = next(paragraph.iter(f"{W}r"), None)
    dressed(element, None if run is None else run.find(f"{W}rPr"))
    properties = paragraph.find(f"{W}pPr")
    if properties is None or properties.find(f"{W}pStyle") is None:
        return False
    new = deepcopy(properties)
    for section in new.findall(f"{W}sectPr"):
        new.remove(section)
    element.replace(element.find(f"{W}pPr"), new)
    return True


def directed(paragraph: Any, *, rtl: bool) -> None:
    """Let a paragraph run from right to left, if the release does and the template does not say otherwise."""
    properties = paragraph.find(f"{W}pPr")
    if not rtl or (properties is not None and properties.find(f"{W}bidi") is not None):
        return
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    _put_bidi(properties, "1")


def left_to_right(elements: Sequence[Any]) -> None:
    """Let paragraphs of ours that say nothing run from left to right, over a template whose text runs the other way."""
    for element in elements:
        for properties in element.iter(f"{W}pPr"):
            if properties.find(f"{W}bidi") is None:
                _put_bidi(properties, "0")


def _put_bidi(properties: Any, on: str) -> None:
    at = next((index for index, child in enumerate(properties) if child.tag not in _BEFORE_BIDI), len(properties))
    properties.insert(at, etree.Element(f"{W}bidi", {f"{W}val": on}))


def marked(paragraph: Any, kind: str) -> None:
    """Mark what a paragraph in a style of the template's is; the bookmark gets its number at the end (see `numbered`)."""
    run = next(paragraph.iter(f"{W}r"), None)
    name = mark_name(kind, None if run is None else run.find(f"{W}rPr"))
    at = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(at, etree.Element(f"{W}bookmarkStart", {f"{W}id": "", f"{W}name": name}))
    paragraph.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": ""}))


def numbered(body: Any) -> None:
    """Give our bookmarks numbers and names that no other has."""
    number = max((whole(element.get(f"{W}id", "")) for element in body.iter(f"{W}bookmarkStart")), default=0)
    for start in body.iter(f"{W}bookmarkStart"):
        if start.get(f"{W}id") == "":
            number += 1
            start.set(f"{W}id", str(number))
            start.set(f"{W}name", f"{start.get(f'{W}name')}_{number}")
            start.getparent()[-1].set(f"{W}id", str(number))


def styled(body: Any, default: str) -> None:
    """Let each paragraph name its style, as other programs do when they save: what the page shows is then digested alike."""
    for paragraph in body.iter(f"{W}p") if default else ():
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}pStyle") is None:
            properties.insert(0, etree.Element(f"{W}pStyle", {f"{W}val": default}))


def reworded(paragraph: Any, words: str, *, rtl: bool) -> Any:
    """A line of ours with other words."""
    new = etree.fromstring(f"<w:p {NAMESPACES}>{runs(words, Look(rtl=rtl))}</w:p>")
    paragraph[:] = [*paragraph.findall(f"{W}pPr"), *new]
    return paragraph


def empty(paragraph: Any) -> None:
    """Take a paragraph out, or only what it shows if a section ends with it or its cell needs it."""
    paragraph[:] = paragraph.findall(f"{W}pPr")
    vanish(paragraph)


def _spaced(paragraph: Any) -> None:
    """Put space above what follows a table, whose last rule it would touch in a template that has space only below."""
    properties = paragraph.find(f"{W}pPr")
    if properties is not None and properties.find(f"{W}spacing") is None:
        at = next((index for index, child in enumerate(properties) if child.tag in {f"{W}ind", f"{W}jc"}), len(properties))
        properties.insert(at, etree.Element(f"{W}spacing", {f"{W}before": _BELOW_TABLE}))


def apart(elements: Sequence[Any], seat: Any) -> None:
    """Let no two tables touch, which Word would make one of, and none stand at the end of a text or touch what follows."""
    if elements and elements[0].tag == f"{W}tbl":
        above = elements[0].getprevious()
        if above is not None and above.tag == f"{W}tbl":
            elements[0].addprevious(etree.Element(f"{W}p"))
    for above, below in pairwise(elements):
        if above.tag == f"{W}tbl" and below.tag == f"{W}p":
            _spaced(below)
    below = seat.getnext()
    if elements and elements[-1].tag == f"{W}tbl" and (below is None or below.tag != f"{W}p"):
        elements[-1].addnext(etree.Element(f"{W}p"))
