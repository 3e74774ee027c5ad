"""The document of a pack in the pieces that it was made of: a body in, the paragraphs and tables of each section out.

A bookmark stands around each section. Whoever edits the document may move one, part it into two, or take it out; words that
stand before the next bookmark in the same section belong to it, and words that begin the section of a release to that. Where
the bookmark around a release or the title of a part is gone, as LibreOffice drops the one behind a table that ends a section,
it begins where the contents lead to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.formats.docx.xml import W

if TYPE_CHECKING:
    from releasekit.briefing import Pack

_KEY = re.compile("pack_[a-z]+(?:_[1-9][0-9]*)?")
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


class Regions(NamedTuple):
    """What stands where."""

    found: dict[str, list[Any]]
    """The children of the body by the bookmark around them, in the order of the document."""
    outside: list[Any]
    """What belongs to none of them."""


def key_of(at: int) -> str:
    """The bookmark around the section of an entry."""
    return f"pack_release_{at + 1}"


def part_key_of(number: int) -> str:
    """The bookmark around the pages of a part."""
    return f"pack_part_{number + 1}"


def toc_of(count: int) -> str:
    """The bookmark that the contents of a pack lead to for its title of a number, from 1."""
    return f"_Toc{70_000_000 + count}"


def ref_of(at: int) -> str:
    """The bookmark at the begin of an entry, which contents and lists lead to."""
    return f"_Ref{60_000_000 + at}"


def _begins(pack: Pack) -> dict[str, str]:
    """The bookmarks around parts and releases, by those at their begin."""
    found: dict[str, str] = {}
    titles = at = 0
    for number, part in enumerate(pack.parts):
        if part.title:
            titles += 1
            found[toc_of(titles)] = part_key_of(number)
        for _ in part.entries:
            titles += 1
            found[ref_of(at)] = key_of(at)
            at += 1
    return found


def regions(body: Any, pack: Pack) -> Regions:
    """The pieces of the body that a pack was written as."""
    found: dict[str, list[Any]] = {}
    outside: list[Any] = []
    waiting: list[Any] = []
    key = number = ""
    is_over = False
    names = {mark.get(f"{W}name", "") for mark in body.iter(_BOOKMARKS[0])}
    begins = {begin: key for begin, key in _begins(pack).items() if key not in names}
    releases = {*map(key_of, range(len(pack.entries)))}
    for child in body:
        ends = set()
        for mark in (each for each in child.iter() if each.tag in _BOOKMARKS):
            name = mark.get(f"{W}name", "")
            name = begins.get(name, name)
            if mark.tag == _BOOKMARKS[1]:
                ends.add(mark.get(f"{W}id", ""))
            elif _KEY.fullmatch(name) and name not in found:
                key, number, is_over = name, mark.get(f"{W}id", ""), False
                found[key] = waiting if name in releases else []
                outside += [] if name in releases else waiting
                waiting = []
        (found[key] if key else waiting).append(child)
        is_over = is_over or (bool(key) and number in ends)
        if (is_over or not key) and child.find(f"{W}pPr/{W}sectPr") is not None:
            outside += waiting
            key, waiting = "", []
    return Regions(found, outside + waiting)
