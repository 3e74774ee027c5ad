"""A PDF before it is read: bytes in, its attachments, whether its pages were changed, and the comments on them out.

pypdf finds the objects, in whatever way another program has saved the file since. Streams are unpacked here, within bounds.
"""

from __future__ import annotations

import hashlib
import io
import logging
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import field

from releasekit.formats.pdf.attachments import JSON, PACK_JSON, PAGES, TEI
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

MAX_FILE = 256 << 20
"""The most bytes of a file."""

MAX_ATTACHMENT = 64 << 20
"""The most bytes of an attachment, unpacked."""

MAX_PAGES = 256 << 20
"""The most bytes of all pages together, unpacked, that are compared."""

MAX_NAMES = 1000
"""How many attachments are looked at."""

DAMAGED = "the PDF is damaged: open it in a PDF program and save it anew, or ask for the file as it was sent"


class UnpackError(ValueError):
    """Why a PDF cannot be read."""


@frozen
class Unpacked:
    """What was found in a PDF."""

    files: dict[str, bytes]
    """The attachments that have the names of ours."""
    changed: bool | None
    """Whether the pages are not as they were written; None where nothing says how they were."""
    comments: list[str] = field(factory=list)


def unpack(data: bytes) -> Unpacked:
    """What a PDF holds of a release. Raises `UnpackError`."""
    if len(data) > MAX_FILE:
        raise UnpackError(f"the PDF is larger than {MAX_FILE >> 20} MB")
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    with quiet():
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnpackError("the PDF is locked with a password: save a copy without one, and read that")
            return _unpacked(reader)
        except UnpackError:
            raise
        except DependencyError:
            raise UnpackError("the PDF is encrypted: save a copy without protection, and read that") from None
        except Exception:  # noqa: BLE001  # a hostile file makes a parser raise anything
            raise UnpackError(DAMAGED) from None


@contextmanager
def quiet() -> Iterator[None]:
    """What pypdf logs of a damaged file is said by our own error."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _unpacked(reader: PdfReader) -> Unpacked:
    files: dict[str, bytes] = {}
    wanted = None
    for specification in _specifications(reader):
        name = str(_at(specification, "/UF") or _at(specification, "/F") or "")
        if name not in {JSON, TEI, PACK_JSON} or name in files:
            continue
        embedded = specification["/EF"]
        files[name] = _content(_at(embedded, "/UF") or embedded["/F"], MAX_ATTACHMENT)
        if name in {JSON, PACK_JSON} and PAGES in specification:
            wanted = bytes(specification[PAGES].original_bytes)
    if not files:
        return Unpacked({}, None)
    try:
        digest, comments = _pages(reader, apart=PACK_JSON in files)
    except Exception:  # noqa: BLE001  # pages that are broken take nothing from an attachment that is whole
        digest, comments = None, []
    return Unpacked(files, None if wanted is None or digest is None else digest != wanted, comments)


def _specifications(reader: PdfReader) -> Iterator[Any]:
    """The file specifications of a document: its associated files, then all that are embedded."""
    root: Any = reader.trailer["/Root"]
    for item in list(_at(root, "/AF") or [])[:MAX_NAMES]:
        yield item.get_object()
    names = _at(_at(root, "/Names") or {}, "/EmbeddedFiles")
    waiting = [names] if names else []
    for _ in range(MAX_NAMES):
        if not waiting:
            return
        node = waiting.pop()
        waiting += [kid.get_object() for kid in list(_at(node, "/Kids") or [])[:MAX_NAMES]]
        for item in list(_at(node, "/Names") or [])[1 : 2 * MAX_NAMES : 2]:
            yield item.get_object()


def _content(stream: Any, most: int) -> bytes:
    """What is in a stream, at most so many bytes."""
    raw: bytes = stream._data  # noqa: SLF001  # pypdf's own decoding has other bounds
    kinds = _at(stream, "/Filter") or []
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if not kinds:
        data = raw
    elif kinds == ["/FlateDecode"]:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(raw, most + 1)
        if not unpacker.eof and len(data) <= most:
            raise UnpackError(DAMAGED)
    else:
        raise UnpackError("the PDF packs its attachments in an unusual way: open it in a PDF program and save it anew")
    if len(data) > most:
        raise UnpackError(f"the PDF holds a stream of more than {most >> 20} MB")
    return data


def _pages(reader: PdfReader, *, apart: bool) -> tuple[bytes | None, list[str]]:
    """The digest of what all pages draw, None if that is too much or is packed in an unknown way, and the comments on them.

    The pages of a pack count `apart`, each by its own digest: they are not drawn in their order.
    """
    digest = hashlib.sha256()
    comments: list[str] = []
    rest = MAX_PAGES
    whole = True
    page: Any
    for page in reader.pages:
        contents = _at(page, "/Contents") or []
        parts = contents if isinstance(contents, list) else [contents]
        try:
            content = b"\n".join(_content(part.get_object(), rest) for part in parts) if whole else b""
        except UnpackError:
            whole = False
            continue
        rest -= len(content)
        digest.update(hashlib.sha256(content).digest() if apart else b"%d " % len(content) + content)
        comments += _comments(page)
    return digest.digest() if whole else None, comments


def _comments(page: Any) -> Iterator[str]:
    for item in list(_at(page, "/Annots") or []):
        annotation = item.get_object()
        kind = str(_at(annotation, "/Subtype"))
        if kind not in {"/Link", "/Popup", "/Widget"}:
            words = "".join(char if char.isprintable() else " " for char in str(_at(annotation, "/Contents") or "")[:2000])
            yield " ".join(words.split())[:200] or "one without words"


def _at(dictionary: Any, key: str) -> Any:
    """An entry of a dictionary, followed to the object that it leads to; None where there is none."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401  # pypdf's `get` may leave a reference as it is
