"""A ZIP file: entries with their content in, a file with the same bytes every time out (PKWARE's APPNOTE, 4.3)."""

from __future__ import annotations

import zlib
from functools import lru_cache
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from releasekit.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable

_OFTEN, _ONCE = 3, 6
"""How hard zlib tries with what each document has of its own, and with what is deflated once and for all.

For a release of two pages, 3 takes three quarters of the time of 6, for one of ten times the text less than half, and makes
the file two per cent larger.
"""
_WINDOWS = ((4096, 12, 5), (16384, 14, 6))
"""Up to which length a content needs no more than a window of 2^n bytes, and which level of memory that wants.

To ask for no more is what makes small parts quick: a full window takes longer to clear than such a part to deflate.
"""
_LIMIT = 0xFFFFFFFF
"""What the sizes and places in a ZIP file can say, without its extension to 64 bits."""
_EPOCH = 1 << 5 | 1
"""The first of January 1980, the earliest that a ZIP file can say: no entry holds the time of its making."""
_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")


class Content(NamedTuple):
    """What an entry holds, as the file has it."""

    data: bytes
    size: int
    """Of what it unpacks to, in bytes."""
    checksum: int
    """The CRC-32 of that."""
    method: int = 8
    """8: deflated (RFC 1951); 0: as it is."""


EMPTY = Content(b"", 0, 0, 0)


def deflated(data: bytes) -> Content:
    """Bytes as a deflated content."""
    return Content(_deflated(data, zlib.Z_FINISH), len(data), zlib.crc32(data))


def stored(data: bytes) -> Content:
    """Bytes as they are: a picture is deflated already."""
    return Content(data, len(data), zlib.crc32(data), 0)


@lru_cache(maxsize=64)
def shared(text: str) -> Content:
    """A text that is the same in many documents as a content: it is deflated once."""
    data = text.encode()
    return Content(_deflated(data, zlib.Z_FINISH, _ONCE), len(data), zlib.crc32(data))


@lru_cache(maxsize=64)
def continued(beginning: str, rest: str) -> Content:
    """A part of which many documents have the same beginning, and often the same rest, as a content."""
    start, data = _beginning(beginning), rest.encode()
    return Content(start.data + _deflated(data, zlib.Z_FINISH), start.size + len(data), zlib.crc32(data, start.checksum))


@lru_cache(maxsize=64)
def _beginning(text: str) -> Content:
    """A text deflated to the end of a byte, so that it can go on."""
    data = text.encode()
    return Content(_deflated(data, zlib.Z_FULL_FLUSH, _ONCE), len(data), zlib.crc32(data))


def _deflated(data: bytes, flush: int, level: int = _OFTEN) -> bytes:
    window, memory = next(((bits, level) for size, bits, level in _WINDOWS if len(data) <= size), (15, 8))
    deflater = zlib.compressobj(level, zlib.DEFLATED, -window, memory)
    return deflater.compress(data) + deflater.flush(flush)


def archive(entries: Iterable[tuple[str, Content]]) -> bytes:
    """The ZIP file with entries, in their order. Raises `WriteError` for one of more than 4 GB."""
    out: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, (data, size, checksum, method) in entries:
        path = name.encode()
        if at + len(data) > _LIMIT or size > _LIMIT:
            raise WriteError("the document would have more than 4 GB: leave pictures out")
        said = (20, 0, method, 0, _EPOCH, checksum, len(data), size, len(path), 0)
        directory += (_CENTRAL.pack(b"PK\1\2", 20, *said, 0, 0, 0, 0, at), path)
        out += (_LOCAL.pack(b"PK\3\4", *said), path, data)
        at += _LOCAL.size + len(path) + len(data)
    listing = b"".join(directory)
    count = len(directory) // 2
    return b"".join((*out, listing, _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), at, 0)))
