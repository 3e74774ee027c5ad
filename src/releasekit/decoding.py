"""Bytes to text, in the one way that every textual reader uses."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from releasekit.errors import ReadError
from releasekit.model.canonical import legal

if TYPE_CHECKING:
    from releasekit.format import Context

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKED = tuple([mark for mark, _ in _MARKS])
_BINARY = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP file (Word, OpenDocument or EPUB)",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old binary Word file",
    b"\x1f\x8b": "a gzip file",
    b"{\\rtf": "an RTF file",
}
_BINARY_STARTS = tuple(_BINARY)
_CONTROLS = bytes([*range(9), *range(11, 32)])
"""Bytes of what XML 1.0 does not allow, and of line ends that are no newline."""


def decode(data: bytes, context: Context) -> str:
    """Text out of UTF-8, or of UTF-16 and UTF-32 with a byte order mark; newlines as line ends.

    A character that XML 1.0 does not allow becomes U+FFFD, with a note. Raises `ReadError` for anything else.
    """
    if reason := not_text(data):
        raise ReadError(reason, name=context.name)
    mark, encoding = b"", "utf-8"
    if data.startswith(_MARKED):
        mark, encoding = next((m, e) for m, e in _MARKS if data.startswith(m))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = (
            f"not {encoding.upper()}: byte 0x{data[len(mark) + error.start]:02x} cannot stand here; save the file as UTF-8"
        )
        raise ReadError(message, name=context.name, line=line) from None
    if encoding == "utf-8" and _is_surely_legal(data):
        return text
    clean = legal(text)
    if clean is not text and clean.count("\ufffd") > text.count("\ufffd"):
        line = next(
            i for i, (a, b) in enumerate(zip(text.split("\n"), clean.split("\n"), strict=False), 1) if a.rstrip("\r") != b
        )
        context.loss("character-replaced", "a control character became U+FFFD", line=line)
    return clean


def _is_surely_legal(data: bytes) -> bool:
    """Whether bytes of UTF-8 hold nothing that `legal` changes: most do not, and bytes tell it sooner than characters.

    U+FFFE and U+FFFF begin with EF BF; half a character (a surrogate) is not UTF-8.
    """
    return len(data.translate(None, _CONTROLS)) == len(data) and b"\xef\xbf" not in data


def not_text(data: bytes) -> str | None:
    """Why these bytes are no text, or None if they may be."""
    if data.startswith(_BINARY_STARTS):
        what = next(what for start, what in _BINARY.items() if data.startswith(start))
        return f"this is {what}, not text: name its format with --from"
    if b"\x00" in data[:4096] and not data.startswith(_MARKED):
        return "this is a binary file, not text"
    return None
