"""The document of a pack in the pieces that it was made of: a body in, the paragraphs and tables of each section out.

A bookmark stands around each section. Whoever edits the document may move one, part it into two, or take it out; words that
stand before the next bookmark in the same section belong to it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from releasekit.formats.docx.xml import W

_KEY = re.compile("pack_[a-z]+(?:_[1-9][0-9]*)?")
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


class Regions(NamedTuple):
    """What stands where."""

    found: dict[str, list[Any]]
    """The children of the body by the bookmark around them, in the order of the document."""
    outside: list[Any]
    """What belongs to none of them."""


def regions(body: Any) -> Regions:
    """The pieces of a body."""
    found: dict[str, list[Any]] = {}
    outside: list[Any] = []
    key = number = ""
    is_over = False
    for child in body:
        ends = set()
        for mark in (each for each in child.iter() if each.tag in _BOOKMARKS):
            name = mark.get(f"{W}name", "")
            if mark.tag == _BOOKMARKS[1]:
                ends.add(mark.get(f"{W}id", ""))
            elif _KEY.fullmatch(name) and name not in found:
                key, number, is_over = name, mark.get(f"{W}id", ""), False
                found[key] = []
        (found[key] if key else outside).append(child)
        is_over = is_over or (bool(key) and number in ends)
        if is_over and child.find(f"{W}pPr/{W}sectPr") is not None:
            key = ""
    return Regions(found, outside)
