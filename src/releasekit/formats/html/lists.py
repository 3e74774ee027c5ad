"""Lists of a page in, lists of the model out: bullets, numbers with start and style, terms and what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.html.marking import Marking
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from lxml import html

    from releasekit.formats.html.blocks import Blocks

_TYPES: dict[str, n.ListStyle] = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLES: dict[str, n.ListStyle] = {
    "lower-alpha": "lower-alpha", "lower-latin": "lower-alpha", "upper-alpha": "upper-alpha", "upper-latin": "upper-alpha",
    "lower-roman": "lower-roman", "upper-roman": "upper-roman",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]{1,40})")
_START = re.compile(r"\s*([0-9]{1,9})")


def bullets(node: html.HtmlElement, blocks: Blocks) -> n.BulletList:
    """A list without numbers."""
    stated = Marking(node, blocks.classes)
    items = _items(node, blocks)
    return n.BulletList(items, tight=_tight(node), lang=stated.lang, direction=stated.direction)


def numbers(node: html.HtmlElement, blocks: Blocks) -> n.OrderedList:
    """A numbered list. A list that counts down, or whose items state numbers out of order, says so in a note."""
    stated = Marking(node, blocks.classes)
    first = _START.match(node.get("start", ""))
    items = [child for child in node if child.tag == "li"]
    start = int(first[1]) if first else 1
    valued = [(place, int(value[1])) for place, item in enumerate(items) if (value := _START.match(item.get("value", "")))]
    if valued and valued[0][0] == 0 and not first:
        start = valued[0][1]
    if node.get("reversed") is not None or any(value != start + place for place, value in valued):
        blocks.context.loss(
            "list-numbers", "the numbers of a list do not count up from the first, as they do here", line=node.sourceline
        )
    named = _STYLE.search(node.get("style", ""))
    style = _TYPES.get(node.get("type", ""), _STYLES.get(named[1] if named else "", "decimal"))
    return n.OrderedList(
        _items(node, blocks), start, style, tight=_tight(node), lang=stated.lang, direction=stated.direction
    )  # fmt: skip


def _items(node: html.HtmlElement, blocks: Blocks) -> tuple[n.Item, ...]:
    """The items of a list; what stands between them belongs to the one before."""
    items: list[n.Item] = []
    if node.text and node.text.strip():
        items.append(n.Item(blocks.words(node.text)))
    for child in node:
        own = blocks.blocks(child) if child.tag == "li" else blocks.blocks_of([child])
        if child.tag == "li" or not items:
            items.append(n.Item(own))
        else:
            items[-1] = n.Item((*items[-1].blocks, *own))
        if child.tail and child.tail.strip():
            items[-1] = n.Item((*items[-1].blocks, *blocks.words(child.tail)))
    return tuple(item for item in items if item.blocks or blocks.own)


def _tight(node: html.HtmlElement) -> bool:
    """Whether the items of a list stand without space: none has a paragraph."""
    return not any(child.tag == "p" for item in node for child in item)


def definitions(node: html.HtmlElement, blocks: Blocks) -> n.Division:
    """Terms and what they mean."""
    found: list[n.Block] = []
    found += blocks.words(node.text) if node.text else ()
    for child in [inner for outer in node for inner in (outer if outer.tag == "div" else (outer,))]:
        if child.tag == "dt":
            found += [n.Paragraph(content, role="term")] if (content := blocks.line(child)) else []
        elif child.tag == "dd":
            found += [n.Division(own, kind="definition")] if (own := blocks.blocks(child)) else []
        else:
            found += blocks.blocks_of([child])
        found += blocks.words(child.tail) if child.tail else ()
    return n.Division(tuple(found), kind="definitions")
