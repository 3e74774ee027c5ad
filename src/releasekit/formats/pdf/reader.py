"""A PDF to the release that travels in it: the bytes of a file that releasekit wrote in, a `Release` out.

What the pages show is not read. A digest that travels along says whether they are as they were written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.errors import PackError, ReadError
from releasekit.format import Context, PackContext
from releasekit.formats.native import codec
from releasekit.formats.pdf.attachments import JSON, PACK_JSON, TEI
from releasekit.formats.pdf.imposed import made_for_print
from releasekit.formats.pdf.unpack import Unpacked, UnpackError, unpack

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.model import Release

MAX_COMMENTS = 20
"""How many comments on the pages are told of."""


def read(data: bytes, context: Context) -> Release:
    """The release that travels in a PDF. Raises `ReadError` for a file of others, and for one that is damaged or locked."""
    found = _found(data, context)
    if PACK_JSON in found.files and JSON not in found.files:
        raise PackError(name=context.name)
    release = _release(found, context)
    _tell(found, context, "release")
    return release


def read_pack(data: bytes, context: PackContext) -> Pack:
    """The pack that travels in a PDF. Raises `ReadError`, also for a PDF of a single release."""
    found = _found(data, context)
    if (native := found.files.get(PACK_JSON)) is None:
        if JSON in found.files or TEI in found.files:
            raise ReadError("a single release, and no pack: it is read without unpacking", name=context.name)
        message = "this PDF was not written by releasekit and holds no pack: ask for the releases that are in it"
        raise ReadError(message, name=context.name)
    try:
        pack = codec.read_pack(native, PackContext(name=context.name))
    except ReadError as error:
        raise ReadError(f"the attachment {PACK_JSON}: {error.message}", name=context.name) from None
    _tell(found, context, "pack")
    return pack


def _found(data: bytes, context: Context) -> Unpacked:
    if b"%PDF-" not in data[:1024]:
        raise ReadError("not a PDF: expected %PDF- at its start", name=context.name)
    if what := made_for_print(data):
        raise ReadError(f"{what}, which holds no release: read the PDF that it was made from", name=context.name)
    try:
        return unpack(data)
    except UnpackError as error:
        raise ReadError(str(error), name=context.name) from None


def _tell(found: Unpacked, context: Context, what: str) -> None:
    """Say whether the pages are as they were written, and what comments stand on them."""
    if found.changed is None:
        context.advise("pages-unchecked", f"whether the pages are as they were written cannot be told: the {what} is read")
    elif found.changed:
        context.guess(
            "pages-changed",
            f"the pages were changed after releasekit wrote them: what is read is the {what} as it was, without those changes",
        )
    for comment in found.comments[:MAX_COMMENTS]:
        context.advise("comment", f"a comment on the pages is not part of the {what}: {comment}")


def _release(found: Unpacked, context: Context) -> Release:
    error: ReadError | None = None
    if (native := found.files.get(JSON)) is not None:
        try:
            return codec.read(native, Context(name=context.name))
        except ReadError as problem:
            error = problem
    if (tei := found.files.get(TEI)) is not None:
        from releasekit.formats.tei import reader

        release = reader.read(tei, context)
        said = f"cannot be read ({error.message})" if error else "is missing"
        context.guess("carried-unreadable", f"the attachment {JSON} {said}: {TEI} is read instead")
        return release
    if error:
        raise ReadError(f"the attachment {JSON}: {error.message}", name=context.name)
    raise ReadError(
        "this PDF was not written by releasekit and holds no release: a page does not say which of its words are what; take its "
        "text out with `pdftotext -layout` (poppler), correct it, and read that",
        name=context.name,
    )
