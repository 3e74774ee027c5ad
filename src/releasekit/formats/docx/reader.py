"""A Word document to a release: one of ours from what travels in it, any other from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.errors import ReadError
from releasekit.formats.docx import seen
from releasekit.formats.docx.carried import Carried, carried, is_ours
from releasekit.formats.docx.document import Document, Inside
from releasekit.formats.docx.unpack import Unpacked
from releasekit.model import Image, walk

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def read(data: bytes, context: Context) -> Release:
    """The release that a Word document is. Raises `ReadError`."""
    document = Document(Unpacked(data, context), context)
    found = _carried(document, context)
    if found:
        context.resources = Inside(context.resources, document.unpacked, _pictures(document, found.release))
        lines = seen.lines(document.body, document.around)
        if found.digest == seen.digest(lines):
            return found.release
    raise ReadError("this document was made elsewhere, or edited: only what releasekit wrote is read as yet", name=context.name)


def _carried(document: Document, context: Context) -> Carried | None:
    """What travels in the document, if it is one of ours."""
    for part in document.custom_parts():
        root = document.unpacked.xml(part)
        if root is not None and is_ours(root):
            return carried(root, context)
    return None


def _pictures(document: Document, release: Release) -> dict[str, str]:
    """The parts that hold the pictures of a release, by the addresses that it has for them."""
    found: dict[str, str] = {}
    for _, node in walk(release):
        if isinstance(node, Image) and (part := document.drawn.get(node.src.rstrip("/").rsplit("/", 1)[-1] or "picture")):
            found[node.src] = part
    return found
