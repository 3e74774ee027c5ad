"""A Word document to a release: one of ours from what travels in it, any other from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.errors import PackError
from releasekit.formats.docx import comments, edited_page, read_page, seen, tracked
from releasekit.formats.docx.carried import Carried, carried, is_ours, is_pack
from releasekit.formats.docx.edited import annotated, merged
from releasekit.formats.docx.parts import Document, Inside
from releasekit.formats.docx.unpack import Unpacked
from releasekit.model import Image, walk

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release


def read(data: bytes, context: Context) -> Release:
    """The release that a Word document is. Raises `ReadError`."""
    document = Document(Unpacked(data, context), context)
    found = _carried(document, context)
    if document.has_macros:
        context.advise("macros-left-out", "the document holds macros, which are neither run nor carried on")
    if not found:
        return _told(read_page.read(document), document, document.pictures)
    originals = pictures_of(document, found.release)
    release = found.release if document.is_as_written(found.exact) else edited(found, document)
    return _told(release, document, document.pictures | originals)


def _told(release: Release, document: Document, pictures: dict[str, str]) -> Release:
    """The release, after all is said that concerns the document as a whole."""
    tracked.told(document.changes, release, document.context)
    comments.told(document, release)
    if pictures:
        document.unpacked.forget()
        document.context.resources = Inside(document.context.resources, document.unpacked, pictures)
    return release


def edited(found: Carried, document: Document) -> Release:
    """The release of a document that somebody has saved anew, with or without changes."""
    lines = seen.lines(document.body, document.around)
    around = edited_page.lines(document)
    if found.digest == seen.digest(lines) and edited_page.is_as_written(around, found):
        return annotated(found, document, lines)
    return merged(found, document, lines, around)


def _carried(document: Document, context: Context) -> Carried | None:
    """What travels in the document, if it is one of ours."""
    for part in document.custom_parts():
        root = document.unpacked.xml(part)
        if root is not None and is_ours(root):
            return carried(root, context)
        if root is not None and is_pack(root):
            raise PackError(name=context.name)
    return None


def pictures_of(document: Document, release: Release) -> dict[str, str]:
    """The parts that hold the pictures of a release, by the addresses that it has for them."""
    found: dict[str, str] = {}
    for _, node in walk(release) if document.has_pictures else ():
        if isinstance(node, Image):
            name = node.src.rstrip("/").rsplit("/", 1)[-1] or "picture"
            if part := document.drawn.get(name):
                found[node.src] = part
                document.original.setdefault(name, node.src)
    return found
