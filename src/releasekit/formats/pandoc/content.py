"""What the bytes of the commonest formats start with: bytes in, None or the reason why they are another format out."""

from __future__ import annotations


def _rtf(data: bytes) -> str | None:
    return None if data.startswith(b"{\\rtf") else "no {\\rtf starts here"


def _odt(data: bytes) -> str | None:
    return _container(data, b"application/vnd.oasis.opendocument.text", "an OpenDocument text")


def _epub(data: bytes) -> str | None:
    return _container(data, b"application/epub+zip", "an EPUB")


def _container(data: bytes, media_type: bytes, what: str) -> str | None:
    """Both formats put a stored `mimetype` first in their ZIP file (ODF 1.3 part 2, 3.3; EPUB OCF 3.3, 4.2.2)."""
    if not data.startswith(b"PK\x03\x04"):
        return "no ZIP file starts here"
    length = int.from_bytes(data[26:28], "little")
    extra = int.from_bytes(data[28:30], "little")
    name, content = data[30 : 30 + length], data[30 + length + extra :]
    if name == b"mimetype" and content.startswith(media_type) and content[len(media_type) :][:1] not in {b"-", b"+"}:
        return None
    return f"the ZIP file does not say that it is {what}"


EXCUSES = {"odt": _odt, "epub": _epub, "rtf": _rtf}
"""The formats that are known by their content; the others need a name or a suffix."""
