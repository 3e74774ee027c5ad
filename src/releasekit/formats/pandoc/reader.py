"""Bytes in one of pandoc's formats to a release."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from releasekit.decoding import decode
from releasekit.errors import PackError, ReadError
from releasekit.formats.pandoc.ast_in import Nodes
from releasekit.formats.pandoc.dialect import moment_of
from releasekit.formats.pandoc.fields import from_meta, headed, lang_of, without_lines
from releasekit.formats.pandoc.furniture_in import taken
from releasekit.formats.pandoc.pictures import Inside
from releasekit.formats.pandoc.program import HEAP, TIMEOUT, pandoc
from releasekit.intake import find
from releasekit.model.nodes import Image, Text
from releasekit.model.release import Issuer, Release, Source
from releasekit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.format import Context

MAX_TEXT = 4 * 1024 * 1024
"""The most bytes of a text that pandoc is given: it takes some 100 times as much memory."""

ARCHIVES = {"odt": "OpenDocument file", "epub": "EPUB file", "pptx": "PowerPoint file"}
PACKED = frozenset({"rtf", "fb2", "ipynb"})
"""The formats, other than ZIP files, that carry pictures inside."""
_ENCODED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_FORMATS_OF_XML = frozenset({"bits", "docbook", "fb2", "jats", "opml"})

PAGE_CLASSES = frozenset({
    "lead", "boilerplate", "notes-to-editors", "speech", "speaker", "attribution", "credit", "quotation", "person",
    "organisation", "place", "event", "smallcaps", "underline",
})  # fmt: skip
"""The classes that say what something is, whoever's page they stand on; others are hooks for a style."""
_OURS = b'class="release"'
_PACK = b'<section id="pack-contents" class="level1 pack-contents"'
"""What only a book of ours that binds a pack has."""
_OUTLINE = re.compile(r"section|level[1-6]|(un)?numbered")
"""The classes that pandoc gives to the parts of a page."""


def read(name: str, data: bytes, context: Context, *, timeout: float = TIMEOUT, heap: int = HEAP) -> Release:
    """The release in bytes of the pandoc format of that name. Raises `ReadError`."""
    if name in ARCHIVES:
        return _archive(name, data, context, timeout, heap)
    _bounded(data, MAX_TEXT, context)
    text = _rtf(data, context) if name == "rtf" else _text(name, data, context)
    tree = _tree(name, text, context, timeout, heap)
    nodes = Nodes(context, classes=lambda _: True)
    return find(_release(name, tree, nodes, context), context, format=name)


def _bounded(data: bytes, limit: int, context: Context) -> None:
    if len(data) > limit:
        message = f"larger than {limit >> 20} MB, which is the limit for what goes through pandoc: is it a press release?"
        raise ReadError(message, name=context.name)


def _classes(*, own: bool) -> Callable[[str], bool]:
    """Which classes are read: on our own page all but pandoc's, on another the few that say something."""
    return lambda name: name in PAGE_CLASSES or (own and not _OUTLINE.fullmatch(name))


def _tree(name: str, data: bytes, context: Context, timeout: float, heap: int) -> dict[str, Any]:
    arguments = [f"--from={name}", "--to=json", "--output=-"]
    run = pandoc(arguments, data, error=ReadError, name=context.name, timeout=timeout, heap=heap)
    for warning in run.warnings:
        if not (name == "epub" and warning.startswith("Skipped")):  # a tag is passed over, and what is in it is read
            context.loss("pandoc-warning", f"pandoc says: {warning}")
    try:
        tree: dict[str, Any] = json.loads(run.data)
    except RecursionError:
        raise ReadError("nested too deeply to be a press release: flatten it", name=context.name) from None
    return tree


def _release(name: str, tree: dict[str, Any], nodes: Nodes, context: Context) -> Release:
    fields = from_meta(tree["meta"], nodes, context)
    if name == "epub":  # pandoc gives what a package lists more than once in reverse
        for key in ("issuers", "keywords"):
            fields[key] = tuple(reversed(fields.get(key, ())))
    release = Release(**fields, body=nodes.blocks(tree["blocks"]), source=Source(format=name))
    if name in PACKED:
        _tell_of_pictures(release, context)
    return headed(taken(release), context)


def _tell_of_pictures(release: Release, context: Context) -> None:
    """A note for the pictures that are inside a document from which pandoc gives only their names."""
    for where, node in walk(release):
        if isinstance(node, Image) and not node.src.lower().startswith(("http:", "https:", "data:")):
            context.loss("picture-missing", f"the picture {node.src[:80]!r} stays in the document: save it beside", where)


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(name: str, data: bytes, context: Context) -> bytes:
    if name not in _FORMATS_OF_XML:
        return decode(data, context).encode()
    declared = _ENCODED.match(data)
    if declared and declared[1].lower() not in {b"utf-8", b"utf8", b"utf-16"}:
        from releasekit.formats.pandoc.recoding import recoded

        data = recoded(data, declared[1].decode())
    text = decode(data, context)
    if "<!ENTITY" in text:
        line = text[: text.index("<!ENTITY")].count("\n") + 1
        message = "XML entities are declared here, and they are not followed: write their text"
        raise ReadError(message, name=context.name, line=line)
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).encode()


def _rtf(data: bytes, context: Context) -> bytes:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError("no {\\rtf starts here: this is no Rich Text Format", name=context.name, line=1)
    try:
        return data.decode("utf-8").encode()
    except UnicodeDecodeError:  # RTF is ASCII by its rules; what breaks them is in the code page of old Windows
        return data.decode("cp1252", "replace").encode()


# ── ZIP documents ───────────────────────────────────────────────────────────────────────────────────────────────────


def _archive(name: str, data: bytes, context: Context, timeout: float, heap: int) -> Release:
    from releasekit.formats.pandoc.container import opened, stated

    container = opened(data, context, ARCHIVES[name])
    if name == "epub" and container.says(_PACK):
        raise PackError.for_reading(name=context.name)
    tree = _tree(name, container.data, context, timeout, heap)
    context.resources = Inside(context.resources, container.pictures)
    own = name == "epub" and container.says(_OURS)
    nodes = Nodes(context, classes=_classes(own=own))
    nodes.columns_align = name != "epub"
    if name != "odt":
        release = _release(name, tree, nodes, context)
        return release if own else find(release, context, format=name)
    known = stated(container, context)
    nodes.alternatives = known.alternatives
    title, blocks = without_lines(nodes.blocks(tree["blocks"]), known.titles)
    subtitle, blocks = without_lines(blocks, known.subtitles)
    named = known.fields.get("title", "")
    release = Release(
        headline=title or ((Text(named),) if named else ()),
        subtitle=subtitle or (),
        issuers=tuple(Issuer(author.strip()) for author in known.fields.get("author", "").split(";") if author.strip()),
        summary=known.fields.get("description", ""),
        keywords=known.keywords,
        lang=lang_of(known.fields.get("lang", "")),
        id=known.fields.get("identifier", ""),
        released=moment_of(known.fields.get("released", "")),
        body=blocks,
        source=Source(format=name),
    )
    return find(headed(release, context), context, format=name)
