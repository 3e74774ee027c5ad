"""Captions of pipe tables, in pandoc's way: the blocks of a container in, the same blocks with the captions in their tables.

A paragraph that begins with a colon or with `Table:`, and a space, is the caption of the table right above or below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from releasekit.formats.markdown.parse.table import CAPTION
from releasekit.formats.markdown.parse.tree import Paragraph, Table

if TYPE_CHECKING:
    from releasekit.formats.markdown.parse.tree import Child, Container


def caption(container: Container) -> None:
    """Give the tables in a container their captions: each at most one, and rather the one above it."""
    children = container.children
    taken: set[int] = set()
    for index, child in enumerate(children):
        if type(child) is not Table:
            continue
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(children) and beside not in taken and _is_caption(words := children[beside]):
                child.caption = words
                taken.add(beside)
                break
    if taken:
        container.children = [child for index, child in enumerate(children) if index not in taken]


def _is_caption(child: Child) -> TypeGuard[Paragraph]:
    return type(child) is Paragraph and child.text[0] in ":Tt" and CAPTION.match(child.text) is not None
