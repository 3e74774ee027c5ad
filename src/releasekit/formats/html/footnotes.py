"""The footnotes of a page: its tree in; which links are marks of notes, and what each note says, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from releasekit.formats.html.clean import brief_words, drop, words_of
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import html

MOST = 5000
"""How many links are looked at: more than any release has notes."""

_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "section", "td"})
_ENDNOTES = frozenset({"doc-endnotes", "doc-footnotes"})


class Footnotes:
    """The notes of one page, taken out of its tree: each stands where the first link to it stands."""

    def __init__(self) -> None:
        self.marks: dict[html.HtmlElement, html.HtmlElement] = {}
        """The link that is a mark, or the raised words around it, and the element of its note."""
        self.blocks: Callable[[html.HtmlElement], tuple[n.Block, ...]] = lambda _: ()

    def at(self, node: html.HtmlElement) -> tuple[n.Note, ...]:
        """The note whose mark an element is; none for any other element."""
        holder = self.marks.pop(node, None)
        if holder is None:
            return ()
        return (n.Note(self.blocks(holder)),)


def take_footnotes(root: html.HtmlElement) -> Footnotes:
    """Find the notes of a page: a link leads to an element that leads back, or that stands in a part for notes."""
    notes = Footnotes()
    links = [node for node in root.iter("a") if str(node.get("href") or "").startswith("#")][:MOST]
    if not links:
        return notes
    named = _named(root)
    order = {node: place for place, node in enumerate(root.iter(etree.Element))}
    taken: set[html.HtmlElement] = set()
    for link in links:
        target = named.get(str(link.get("href"))[1:])
        if target is None or order[target] < order[link] or "doc-backlink" in link.get("role", ""):
            continue
        holder = _holder(target)
        if holder is None or holder in taken or any(node in taken for node in (link, *link.iterancestors())):
            continue
        mark = _mark(link)
        back = _back(holder, link, mark, named)
        if back is None and not _in_notes(holder):
            continue
        if back is not None:
            _drop_back(holder, mark, link, named)
        taken.add(holder)
        notes.marks[mark] = holder
    for holder in notes.marks.values():
        _take_out(holder)
    return notes


def _named(root: html.HtmlElement) -> dict[str, html.HtmlElement]:
    named: dict[str, html.HtmlElement] = {}
    for node in root.iter(etree.Element):
        for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if name:
                named.setdefault(str(name), node)
    return named


def _holder(target: html.HtmlElement) -> html.HtmlElement | None:
    """The element that holds a note: the target, or what it stands in."""
    for node in (target, *target.iterancestors()):
        if node.tag in _HOLDERS:
            return node
        if node.tag in {"body", "article", "main", "table"}:
            return None
    return None


def _mark(link: html.HtmlElement) -> html.HtmlElement:
    """The link, or the raised words of which it is all."""
    parent = link.getparent()
    if (
        parent is not None
        and parent.tag in {"sup", "span"}
        and (brief_words(parent, 40) or "").strip("[]() ") == (brief_words(link, 40) or "?").strip("[]() ")
    ):
        return parent
    return link


def _back(
    holder: html.HtmlElement, link: html.HtmlElement, mark: html.HtmlElement, named: dict[str, html.HtmlElement]
) -> html.HtmlElement | None:
    """The link in a note that leads back to its mark."""
    own = {link, mark, *link.iterdescendants()}
    for node in holder.iter("a"):
        href = str(node.get("href") or "")
        if href.startswith("#") and named.get(href[1:]) in own:
            return node
    return None


def _drop_back(
    holder: html.HtmlElement, mark: html.HtmlElement, link: html.HtmlElement, named: dict[str, html.HtmlElement]
) -> None:
    """Take the links back to a mark, and the number that one of them shows, out of a note."""
    while (back := _back(holder, link, mark, named)) is not None:
        around = back.getparent()
        if (
            around is not None
            and around is not holder
            and around.tag in {"sup", "span", "small"}
            and words_of(around) == words_of(back)
        ):
            back = around
        drop(back)


def _in_notes(holder: html.HtmlElement) -> bool:
    return holder.get("role") == "doc-footnote" or any(
        node.get("role") in _ENDNOTES or "footnotes" in node.get("class", "").split() for node in holder.iterancestors()
    )


def _take_out(holder: html.HtmlElement) -> None:
    """Take a note out of the tree, and what was there only for notes: their list, a rule above it."""
    parent = holder.getparent()
    if parent is None:
        return
    drop(holder)
    holder.tail = None
    while parent is not None and parent.tag in {"ol", "ul", "div", "section", "aside", "footer"} and not words_of(parent):
        if any(child.tag not in {"hr", "br"} for child in parent):
            return
        above, empty = parent.getparent(), parent
        parent = above
        drop(empty)
