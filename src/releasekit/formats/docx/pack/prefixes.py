"""The bookmarks of releases that are bound in one document: text or XML with them in, the same as each release has them out.

Two releases may have an id in common, and a document has each bookmark once: there its name begins with the number of the
release. Whatever compares or reads one release by itself knows nothing of that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.formats.docx.xml import W

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = re.compile(r"r[1-9][0-9]*_")
_ANCHOR = re.compile(r'( w:anchor=")r[1-9][0-9]*_')
_LINK = re.compile(r'(\\l\s+")r[1-9][0-9]*_')


def prefix(at: int) -> str:
    """What the names of bookmarks begin with in the entry at a place."""
    return f"r{at + 1}_"


def bare(text: str) -> str:
    """XML that we wrote with the names that links have in their own release."""
    return _ANCHOR.sub(r"\1", text) if "w:anchor" in text else text


def strip(root: Any) -> None:
    """Give links and bookmarks, wherever they stand in a tree, the names that they have in their own release."""
    for element, name in _named(root):
        said = element.get(name, "")
        if found := _PREFIX.match(said):
            element.set(name, said[found.end() :])
    for code in root.iter(f"{W}instrText"):
        if code.text and "\\l" in code.text:
            code.text = _LINK.sub(r"\1", code.text)


def _named(root: Any) -> Iterator[tuple[Any, str]]:
    for link in root.iter(f"{W}hyperlink"):
        yield link, f"{W}anchor"
    for mark in root.iter(f"{W}bookmarkStart"):
        yield mark, f"{W}name"
