"""PDF syntax (ISO 32000-1, 7.2 to 7.3): text, names and data in, the bytes that stand for them in a file out."""

from __future__ import annotations

import re
import zlib

_LEVEL = 4
"""How hard zlib tries: in half the time that it takes by itself, for a twentieth more bytes."""

_SMALL = 4096
_SMALL_TABLES = (12, 6)
"""Up to how many bytes, and how large then the window and the tables of zlib are: to clear the usual ones takes longer than all else."""

_DELIMITERS = re.compile(rb"[^!$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]")


def text_string(text: str) -> bytes:
    """A text string of any characters (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return b"(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode() + b")"
    return b"<FEFF" + utf16(text).encode() + b">"


def utf16(text: str) -> str:
    """The digits of a text in UTF-16."""
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


def name(text: str) -> bytes:
    """A name, with what has a meaning in PDF written by its number, as the stroke in `text/xml` (7.3.5)."""
    return b"/" + _DELIMITERS.sub(lambda found: b"#%02X" % found[0][0], text.encode())


def deflated(data: bytes) -> bytes:
    """Data as zlib packs it."""
    window, tables = _SMALL_TABLES if len(data) <= _SMALL else (zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, window, tables)
    return packer.compress(data) + packer.flush()


def stream(entries: str | bytes, data: bytes, *, packed: bool = False, plain: bool = False) -> bytes:
    """A stream object, with the line end that PDF/A asks for before `endstream`.

    It is compressed, unless it is `packed` already or is to stay `plain` so that every program can read it.
    """
    as_it_is = packed or plain
    content = data if as_it_is else deflated(data)
    filters = "" if as_it_is else "/Filter /FlateDecode"
    stated = entries if isinstance(entries, bytes) else entries.encode()
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (stated, filters.encode(), len(content), content)
