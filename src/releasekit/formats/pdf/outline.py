"""The outline: bookmarks in their order in, the objects of a tree of entries out (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import field

from releasekit.formats.pdf.code import text_string
from releasekit.formats.pdf.structure import Headings
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.formats.pdf.structure_out import Objects

ALL = 99
"""Levels of an outline that is open throughout."""


class Entry(NamedTuple):
    """A bookmark: where it leads, and how deep it stands."""

    title: str
    level: int
    """As the release has it; one that is left out is closed up."""
    page: int
    top: float


@define(eq=False)
class _Node:
    number: int
    entry: Entry | None = None
    kids: list[_Node] = field(factory=list)
    shown: int = 0
    """How many entries below it are seen; if it is closed, how many would be, as a number below 0."""


def write_outline(entries: Iterable[Entry], pages: Sequence[bytes], objects: Objects, depth: int = ALL) -> bytes | None:
    """Write the outline, open to a depth; a reference to it, or None without a bookmark."""
    headings = Headings()
    known = [*entries]
    if not known:
        return None
    root, *numbers = map(_Node, objects.reserve(1 + len(known)))
    around = [root]
    for entry, node in zip(known, numbers, strict=True):
        del around[headings.enter(entry.level) :]
        node.entry = entry
        around[-1].kids.append(node)
        around.append(node)
    _count(root, depth)
    objects.put(root.number, b"<</Type /Outlines" + _below(root) + b">>")
    for parent in (root, *numbers):
        for before, kid, after in zip([None, *parent.kids], parent.kids, [*parent.kids[1:], None], strict=False):
            assert kid.entry is not None  # noqa: S101  # only the root has none
            code = b"<</Title %s /Dest %s" % (text_string(kid.entry.title), place(pages[kid.entry.page], kid.entry.top))
            code += b" /Parent %d 0 R" % parent.number
            code += b" /Prev %d 0 R" % before.number if before else b""
            code += b" /Next %d 0 R" % after.number if after else b""
            objects.put(kid.number, code + _below(kid) + b">>")
    return b"%d 0 R" % root.number


def _count(node: _Node, depth: int) -> int:
    """Note how many entries are seen below each, less than none where it is closed; no release has levels without end."""
    seen = sum(1 + max(0, _count(kid, depth - 1)) for kid in node.kids)
    node.shown = seen if depth > 0 else -seen
    return node.shown


def _below(node: _Node) -> bytes:
    if not node.kids:
        return b""
    return b" /First %d 0 R /Last %d 0 R /Count %d" % (node.kids[0].number, node.kids[-1].number, node.shown)


def place(page: bytes, top: float) -> bytes:
    """A place on a page, as links and bookmarks name it (12.3.2.2)."""
    return b"[%s /XYZ null %.2f null]" % (page, top)
