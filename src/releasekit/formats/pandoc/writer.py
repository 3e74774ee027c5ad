"""A release to bytes in one of pandoc's formats."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from releasekit.errors import WriteError
from releasekit.formats.pandoc.finish import office_text, rich_text, with_alternatives, with_pictures
from releasekit.formats.pandoc.page import BOOKS, WEB, document
from releasekit.formats.pandoc.program import HEAP, TIMEOUT, pandoc

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.formats.pandoc.page import Document
    from releasekit.model import Release

_TEMPLATES = {
    "html": "release.html", "html4": "release.html4", "epub": "release.epub", "epub2": "release.epub2", "rtf": "release.rtf",
    "odt": "release.opendocument", "opendocument": "release.opendocument",
}  # fmt: skip
"""The pages that are our own, in `data/`; the other formats have pandoc's."""


def write(name: str, release: Release, context: Context, *, timeout: float = TIMEOUT, heap: int = HEAP) -> bytes:
    """The release in the pandoc format of that name. Raises `WriteError`."""
    return written(name, document(release, name, context), context, timeout=timeout, heap=heap)


def written(name: str, made: Document, context: Context, *, timeout: float = TIMEOUT, heap: int = HEAP) -> bytes:
    """The document in the pandoc format of that name. Raises `WriteError`."""
    tree = made.tree
    if name in BOOKS and "identifier" not in tree["meta"]:
        tree["meta"]["identifier"] = {"t": "MetaString", "c": _identifier(json.dumps(tree, sort_keys=True))}
    if name in BOOKS and made.direction == "rtl":
        tree["meta"]["page-progression-direction"] = {"t": "MetaString", "c": "rtl"}
    arguments = ["--from=json", f"--to={name}", "--output=-", "--standalone", "--wrap=preserve", "--eol=lf"]
    around: dict[str, bytes] = {}
    if template := _TEMPLATES.get(name):
        styles = b"".join(map(_data, ("release.css", *made.styles))).replace(b"$", b"$$").strip()
        around["template"] = _data(template).replace(b"RELEASE-CSS", styles)
        arguments.append("--template=template")
    if name in BOOKS:
        arguments += ["--epub-title-page=false", "--split-level=1"]
    if name in WEB | BOOKS:
        arguments += ["--no-highlight", "--email-obfuscation=none", "--mathml"]
    data = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
    run = pandoc(arguments, data, error=WriteError, name=context.name, files=around, timeout=timeout, heap=heap)
    for warning in run.warnings:
        context.loss("pandoc-warning", f"pandoc says: {warning}")
    return _finished(name, run.data, made)


def _finished(name: str, data: bytes, made: Document) -> bytes:
    match name:
        case "odt":
            return office_text(data, made.pictures.alternatives, made.direction)
        case "opendocument":
            return with_alternatives(data, made.pictures.alternatives)
        case "rtf":
            return rich_text(data, made.direction)
        case _:
            return with_pictures(data, made.pictures.later)


def _data(name: str) -> bytes:
    return files(__package__).joinpath("data", name).read_bytes()


def _identifier(content: str) -> str:
    """A name for a book that has none: the same for the same content."""
    from uuid import NAMESPACE_URL, uuid5

    return uuid5(NAMESPACE_URL, content).urn
