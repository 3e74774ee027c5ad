"""The structure tree as it stands in the file: the root of a tree of parts in, PDF objects and a reference to them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from releasekit.formats.pdf.code import text_string
from releasekit.formats.pdf.structure import Marked, Tag, pruned

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = b"<</Em /Span /Strong /Span /H7 /H6 /H8 /H6 /H9 /H6>>"
"""What our own types are to a reader that knows only those of ISO 32000-1."""


class Objects(Protocol):
    """Where the objects of a file are kept."""

    def reserve(self, count: int) -> range:
        """The numbers of new objects."""

    def put(self, number: int, code: bytes) -> None:
        """Say what stands in a reserved object."""

    def add(self, code: bytes) -> bytes:
        """A new object; a reference to it."""


def write_tree(root: Tag, parents: Sequence[Tag | Sequence[Tag]], pages: Sequence[bytes], objects: Objects) -> bytes:
    """Write the tree below `root`, and take it apart.

    `parents` holds for each key of the parent tree one part, for an annotation, or those of all sequences of a page.
    """
    parts = pruned(root)
    top, *numbers = objects.reserve(1 + len(parts))
    for part, number in zip(parts, numbers, strict=True):
        part.number = number
    for part in parts:
        objects.put(part.number, _element(part, part.parent.number if part.parent else top, pages))
    keys = [
        b"%d %d 0 R" % (key, entry.number) if isinstance(entry, Tag) else b"%d [%s]" % (key, _references(entry))
        for key, entry in enumerate(parents)
    ]
    named = sorted((part.id.encode(), part.number) for part in parts if part.id)
    names = b" ".join([b"(%s) %d 0 R" % each for each in named])
    objects.put(
        top,
        b"<</Type /StructTreeRoot /K [%d 0 R] /RoleMap %s /ParentTree %s /ParentTreeNextKey %d"
        % (root.number, ROLES, objects.add(b"<</Nums [%s]>>" % b" ".join(keys)), len(parents))
        + (b" /IDTree <</Names [%s]>>" % names if named else b"")
        + b">>",
    )
    for part in parts:  # they hold each other: so none waits for Python to look for cycles
        part.kids.clear()
    return b"%d 0 R" % top


def _element(part: Tag, parent: int, pages: Sequence[bytes]) -> bytes:
    """One element. Its page is that of its first sequence; sequences on others name theirs."""
    page = -1
    kids = []
    for kid in part.kids:
        if isinstance(kid, Tag):
            kids.append(b"%d 0 R" % kid.number)
        elif not isinstance(kid, Marked):
            kids.append(b"<</Type /OBJR /Pg %s /Obj %s>>" % (pages[kid.page], kid.reference))
        elif kid.page == page or page < 0:
            page = kid.page
            kids.append(b"%d" % kid.number)
        else:
            kids.append(b"<</Type /MCR /Pg %s /MCID %d>>" % (pages[kid.page], kid.number))
    code = b"<</Type /StructElem /S /%s /P %d 0 R" % (part.role.encode(), parent)
    if page >= 0:
        code += b" /Pg " + pages[page]
    if part.id:
        code += b" /ID (%s)" % part.id.encode()
    if part.lang:
        code += b" /Lang " + text_string(part.lang)
    if part.alt:
        code += b" /Alt " + text_string(part.alt)
    if part.attributes:
        code += b" /A <<%s>>" % part.attributes.encode()
    if kids:
        code += b" /K " + (kids[0] if len(kids) == 1 else b"[%s]" % b" ".join(kids))
    return code + b">>"


def _references(parts: Sequence[Tag]) -> bytes:
    return b" ".join([b"%d 0 R" % part.number for part in parts])
