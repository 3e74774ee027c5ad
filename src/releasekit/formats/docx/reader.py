"""A Word document to a release: one of ours from what travels in it, any other from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.docx import edited_page, read_page, seen
from releasekit.formats.docx.carried import Carried, carried, is_ours
from releasekit.formats.docx.document import Document, Inside
from releasekit.formats.docx.edited import merged
from releasekit.formats.docx.read_words import report_comment
from releasekit.formats.docx.unpack import Unpacked
from releasekit.formats.docx.xml import W
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
        release = read_page.read(document)
        context.resources = Inside(context.resources, document.unpacked, document.pictures)
        return release
    originals = _pictures(document, found.release)
    lines = seen.lines(document.body, document.around)
    around = edited_page.lines(document)
    if found.digest == seen.digest(lines) and edited_page.is_as_written(around, found):
        release = found.release
    else:
        release = merged(found, document, lines, around)
    _remarks(document)
    context.resources = Inside(context.resources, document.unpacked, document.pictures | originals)
    return release


def _carried(document: Document, context: Context) -> Carried | None:
    """What travels in the document, if it is one of ours."""
    for part in document.custom_parts():
        root = document.unpacked.xml(part)
        if root is not None and is_ours(root):
            return carried(root, context)
    return None


def _remarks(document: Document) -> None:
    """Tell the comments that somebody has made on a document of ours, also beside words that are as they were."""
    comments = document.notes("comments")[0]
    for mark in document.body.iter(f"{W}commentReference") if comments else ():
        report_comment(comments.get(mark.get(f"{W}id", "")), document.context)


def _pictures(document: Document, release: Release) -> dict[str, str]:
    """The parts that hold the pictures of a release, by the addresses that it has for them."""
    found: dict[str, str] = {}
    for _, node in walk(release):
        if isinstance(node, Image):
            name = node.src.rstrip("/").rsplit("/", 1)[-1] or "picture"
            if part := document.drawn.get(name):
                found[node.src] = part
                document.original.setdefault(name, node.src)
    return found
