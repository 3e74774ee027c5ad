"""The tree of a page in, how many characters of main text the extraction library sees in each of its elements out.

The library gives words and no elements. So each text of the page goes to it with a number, and the numbers that come back
say which texts it kept.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml import html

MOST_TEXTS = 30_000
"""On a page of more texts nothing is looked for: it would take too long, and is no page of one release."""

MOST_CHARACTERS = 3_000_000

_BEGIN, _END = "\ue000", "\ue001"
"""Characters for private use, around the number of a text."""
_NUMBER = re.compile(f"{_BEGIN}([0-9]+){_END}")
_PRIVATE = str.maketrans({_BEGIN: "?", _END: "?"})
_TELLING = ("class", "id", "role", "itemprop", "aria-label", "aria-hidden", "style", "type", "rel")
"""The attributes that the library looks at."""


def main_text(body: html.HtmlElement) -> dict[html.HtmlElement, int] | None:
    """For each element the characters of main text in it; None for a page that is too large, or has none."""
    if not _is_small(body):
        return None
    written, holders = _numbered(body)
    from resiliparse.extract.html2text import extract_plain_text

    words = extract_plain_text(
        "".join(written), main_content=True, alt_texts=False, comments=False, links=False, form_fields=False
    )
    inside: dict[html.HtmlElement, int] = {}
    for number in set(map(int, _NUMBER.findall(words))):
        holder, length = holders[number]
        inside[holder] = inside.get(holder, 0) + length
    if not inside:
        return None
    for node in reversed(list(body.iter(etree.Element))):
        above = node.getparent()
        if node is not body and above is not None and (own := inside.get(node, 0)):
            inside[above] = inside.get(above, 0) + own
    return inside


def _is_small(body: html.HtmlElement) -> bool:
    characters = 0
    for texts, words in enumerate(body.itertext()):
        characters += len(words)
        if texts > MOST_TEXTS or characters > MOST_CHARACTERS:
            return False
    return True


def _numbered(body: html.HtmlElement) -> tuple[list[str], list[tuple[html.HtmlElement, int]]]:
    """The page as text for the library, and the element and length of each numbered text."""
    out = ["<!DOCTYPE html><html>"]
    holders: list[tuple[html.HtmlElement, int]] = []

    def put(text: str | None, holder: html.HtmlElement | None) -> None:
        if text and holder is not None and (words := " ".join(text.split())):
            out.append(f" {_BEGIN}{len(holders)}{_END}{escape(words.translate(_PRIVATE))} ")
            holders.append((holder, len(words)))

    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            said = "".join(f' {name}="{escape(str(node.get(name)))}"' for name in _TELLING if node.get(name))
            href = ' href="#"' if node.tag == "a" else ""
            out.append(f"<{node.tag}{href}{said}>")
            put(node.text, node)
        else:
            if node.tag not in {"br", "hr", "img", "wbr", "col", "area"}:
                out.append(f"</{node.tag}>")
            if node is not body:
                put(node.tail, node.getparent())
    out.append("</html>")
    return out, holders
