"""Tracked changes (ECMA-376, 17.13.5): the XML of a part in, the same without them, all taken or all undone, out; and what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.formats.docx.xml import MC, M, W
from releasekit.model import Heading, Paragraph, inline_text, walk

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release

_PUT_IN = frozenset({f"{W}ins", f"{W}moveTo"})
_TAKEN_OUT = frozenset({f"{W}del", f"{W}moveFrom"})
_CELLS = frozenset({f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge"})
_FORMER = frozenset(
    W + name
    for name in ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
                 "tcPrChange", "numberingChange")
)  # fmt: skip
"""Elements that hold properties as they were before."""
_CHANGES = _PUT_IN | _TAKEN_OUT | _CELLS | _FORMER
_BESIDE = frozenset(
    W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPr", "sectPr", "headerReference", "footerReference")
)
"""What stands among properties and is not said by their former state."""
_OF_A_MARK = frozenset({f"{W}rPr", f"{M}ctrlPr", f"{W}numPr"})
_TEXTS = (f"{W}t", f"{W}delText", f"{M}t")
_CONTENT = (
    *_TEXTS,
    f"{W}br",
    f"{W}drawing",
    f"{W}pict",
    f"{W}object",
    f"{W}footnoteReference",
    f"{W}endnoteReference",
    f"{W}sym",
)
_BLOCKS = frozenset({f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}sectPr", f"{MC}AlternateContent"})
_AGAIN = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_LONGEST = 80
"""How many characters of a change a note repeats."""


class Change(NamedTuple):
    """One tracked change."""

    kind: str
    """What was done, as the beginning of a sentence."""
    who: str
    when: str
    words: str
    paragraph: Any
    """The element of the paragraph that it was made in; None for one that is in no paragraph."""


def is_tracked(root: Any) -> bool:
    """Whether there are any changes under an element."""
    return not _CHANGES.isdisjoint({each.tag for each in root.iter()})


def settle(root: Any, *, undo: bool) -> list[Change]:
    """Take or undo all changes under an element, in place; what they were, in their order."""
    found = list(root.iter(*_CHANGES))
    if not found:
        return []
    changes = [change for element in found if (change := _change(element))]
    joined: list[Any] = []
    for element in found:
        if element.getparent() is not None:
            _settle(element, joined, undo=undo)
    _join(joined)
    return changes


def _settle(element: Any, joined: list[Any], *, undo: bool) -> None:
    tag, parent = element.tag, element.getparent()
    goes = tag in (_PUT_IN if undo else _TAKEN_OUT)
    if tag in _FORMER:
        parent.remove(element)
        if undo:
            _restore(parent, element)
    elif tag in _CELLS:
        _cell(element, undo=undo)
    elif parent.tag == f"{W}trPr":
        parent.remove(element)
        if goes and (row := parent.getparent()).getparent() is not None:
            row.getparent().remove(row)
    elif parent.tag in _OF_A_MARK:
        parent.remove(element)
        properties = parent.getparent()
        if goes and properties is not None and properties.tag == f"{W}pPr" and parent.tag == f"{W}rPr":
            joined.append(properties.getparent())
        elif goes and parent.tag == f"{W}numPr" and properties is not None:
            properties.remove(parent)
    elif goes:
        parent.remove(element)
    else:
        for text in element.iter(*_AGAIN) if undo else ():
            text.tag = _AGAIN[text.tag]
        for child in list(element):
            element.addprevious(child)
        parent.remove(element)


def _restore(properties: Any, change: Any) -> None:
    """Put properties back as they were."""
    former = next(iter(change), None)
    if former is None:
        return
    for child in list(properties):
        if child.tag not in _BESIDE:
            properties.remove(child)
    for child in list(former):
        properties.append(child)


def _cell(element: Any, *, undo: bool) -> None:
    properties = element.getparent()
    cell = properties.getparent()
    properties.remove(element)
    if element.tag == f"{W}cellMerge":
        said = element.get(f"{W}vMergeOrig" if undo else f"{W}vMerge", "")
        for merged in properties.findall(f"{W}vMerge"):
            properties.remove(merged)
        if said:
            merged = properties.makeelement(f"{W}vMerge")
            merged.set(f"{W}val", "restart" if said.startswith("rest") else "continue")
            properties.append(merged)
    elif element.tag == (f"{W}cellIns" if undo else f"{W}cellDel") and cell is not None and cell.getparent() is not None:
        cell.getparent().remove(cell)


def _join(paragraphs: list[Any]) -> None:
    """What stood in paragraphs whose end is gone stands at the start of the next, if there is one to go on in."""
    content: dict[Any, list[Any]] = {}
    """By the paragraph that goes on: what comes to stand at its start, last first."""
    for paragraph in reversed(paragraphs):
        parent = paragraph.getparent()
        if parent is None:
            continue
        following = paragraph.getnext()
        while following is not None and following.tag not in _BLOCKS:
            following = following.getnext()
        if following is not None and following.tag == f"{W}p":
            own = [child for child in paragraph if child.tag != f"{W}pPr"]
            content.setdefault(following, []).extend(reversed(own))
            parent.remove(paragraph)
        elif next(paragraph.iter(*_CONTENT), None) is None:
            parent.remove(paragraph)
    for paragraph, moved in content.items():
        at = 0 if paragraph.find(f"{W}pPr") is None else 1
        paragraph[at:at] = reversed(moved)


# ── telling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _change(element: Any) -> Change | None:
    """What a change was; None for one that says nothing to a reader."""
    tag, parent = element.tag, element.getparent()
    added = tag in _PUT_IN
    place = element
    if tag in _FORMER:
        if tag in {f"{W}tblGridChange", f"{W}sectPrChange"}:
            return None
        kind, place = "formatting was changed", parent.getparent() if parent.getparent() is not None else element
    elif tag in _CELLS:
        kind = {"cellIns": "a cell was added", "cellDel": "a cell was deleted"}.get(tag[len(W) :], "cells were merged")
        place = parent.getparent()
    elif parent.tag == f"{W}trPr":
        kind, place = "a row was " + ("added" if added else "deleted"), parent.getparent()
    elif parent.tag in _OF_A_MARK:
        if parent.tag != f"{W}rPr" or parent.getparent() is None or parent.getparent().tag != f"{W}pPr":
            return None
        kind, place = "the end of a paragraph was " + ("added" if added else "deleted"), parent.getparent().getparent()
    else:
        kind = {"ins": "added", "del": "deleted", "moveTo": "moved to here"}.get(tag[len(W) :], "moved away from here")
        kind = f"words were {kind}"
    words = " ".join("".join(text.text or "" for text in place.iter(*_TEXTS)).split())
    if not words and kind.startswith("words"):
        return None
    paragraph = next((each for each in (place, *place.iterancestors()) if each.tag == f"{W}p"), None)
    return Change(kind, element.get(f"{W}author", ""), element.get(f"{W}date", ""), words, paragraph)


def told(changes: list[Change], release: Release, context: Context) -> None:
    """Say what was done with changes: each, with its place, where that is asked for; else how many there were."""
    if not changes:
        return
    if context.track != "report":
        undone = context.track == "reject"
        many = f"{len(changes)} tracked changes are" if len(changes) > 1 else "1 tracked change is"
        done, other = ("undone", "accept") if undone else ("taken as accepted", "reject")
        code = "changes-rejected" if undone else "changes-accepted"
        context.advise(code, f"{many} {done}: --track {other} does the other thing, --track report tells each")
        return
    places: dict[str, str] = {}
    said: dict[Any, str] = {}
    for where, node in walk(release):
        if isinstance(node, (Paragraph, Heading)):
            places.setdefault(_squeezed(inline_text(node.content)), where)
    for change in changes:
        paragraph = change.paragraph
        if paragraph is not None and paragraph not in said:
            said[paragraph] = places.get(_squeezed("".join(text.text or "" for text in paragraph.iter(f"{W}t"))), "")
        context.advise("tracked-change", _sentence(change), said.get(paragraph, ""))


def _sentence(change: Change) -> str:
    by = f" by {' '.join(change.who.split())}" if change.who.strip() else ""
    on = f" on {change.when[:10]}" if change.when[:10].strip() else ""
    words = change.words[: _LONGEST - 1] + "…" if len(change.words) > _LONGEST else change.words
    return f"{change.kind}{by}{on}" + (f": {words!r}" if words else "")


def _squeezed(text: str) -> str:
    return "".join(text.split())
