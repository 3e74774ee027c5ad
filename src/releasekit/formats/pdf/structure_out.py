"""The structure tree as it stands in the file: the root of a tree of parts in, PDF objects and a reference to them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from releasekit.formats.pdf.code import text_string
from releasekit.formats.pdf.structure import Marked, Tag, pruned

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = b"<</Em /Span /Strong /Span /H7 /H6>>"
"""What our own types are to a reader that knows only those of ISO 32000-1."""


class Objects(Protocol):
    """Where the objects of a file are kept."""

    def reserve(self, count: int) -> list[bytes]:
        """References to new objects."""

    def put(self, reference: bytes, code: bytes) -> None:
        """Say what stands in a reserved object."""

    def add(self, code: bytes) -> bytes:
        """A new object; a reference to it."""


def write_tree(root: Tag, parents: Sequence[Tag | Sequence[Tag]], pages: Sequence[bytes], objects: Objects) -> bytes:
    """Write the tree below `root`.

    `parents` holds for each key of the parent tree one part, for an annotation, or those of all sequences of a page.
    """
    parts = list(pruned(root))
    (top,) = objects.reserve(1)
    references = dict(zip(map(id, parts), objects.reserve(len(parts)), strict=True))
    for part in parts:
        parent = references[id(part.parent)] if part.parent else top
        objects.put(references[id(part)], _element(part, parent, references, pages))
    numbers = [
        b"%d %s" % (key, references[id(entry)] if isinstance(entry, Tag) else _array([references[id(each)] for each in entry]))
        for key, entry in enumerate(parents)
    ]
    named = sorted((part.id.encode(), references[id(part)]) for part in parts if part.id)
    names = b"".join(b" (%s) %s" % each for each in named)
    objects.put(
        top,
        b"<</Type /StructTreeRoot /K [%s] /RoleMap %s /ParentTree %s /ParentTreeNextKey %d"
        % (references[id(root)], ROLES, objects.add(b"<</Nums %s>>" % _array(numbers)), len(parents))
        + (b" /IDTree <</Names [%s]>>" % names[1:] if named else b"")
        + b">>",
    )
    return top


def _element(part: Tag, parent: bytes, references: dict[int, bytes], pages: Sequence[bytes]) -> bytes:
    code = [b"<</Type /StructElem /S /%s /P %s" % (part.role.encode(), parent)]
    page = next((kid.page for kid in part.kids if isinstance(kid, Marked)), -1)
    if page >= 0:
        code.append(b"/Pg " + pages[page])
    if part.id:
        code.append(b"/ID (%s)" % part.id.encode())
    if part.lang:
        code.append(b"/Lang " + text_string(part.lang))
    if part.alt:
        code.append(b"/Alt " + text_string(part.alt))
    if part.attributes:
        code.append(b"/A <<%s>>" % part.attributes.encode())
    kids = []
    for kid in part.kids:
        if isinstance(kid, Tag):
            kids.append(references[id(kid)])
        elif not isinstance(kid, Marked):
            kids.append(b"<</Type /OBJR /Pg %s /Obj %s>>" % (pages[kid.page], kid.reference))
        elif kid.page == page:
            kids.append(b"%d" % kid.number)
        else:
            kids.append(b"<</Type /MCR /Pg %s /MCID %d>>" % (pages[kid.page], kid.number))
    if kids:
        code.append(b"/K " + (kids[0] if len(kids) == 1 else _array(kids)))
    return b" ".join(code) + b">>"


def _array(items: Sequence[bytes]) -> bytes:
    return b"[" + b" ".join(items) + b"]"
