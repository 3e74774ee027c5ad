"""Bytes in an encoding that they declare in, UTF-8 out."""

from __future__ import annotations

import codecs

_WINDOWS = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""Names that files give to windows-1252 (WHATWG Encoding, 4.2)."""
_NO_ENCODING = frozenset({"unicode-escape", "raw-unicode-escape", "utf-7", "idna", "punycode", "undefined", "mbcs", "oem"})
"""Codecs of Python that no text is written in."""


def recoded(data: bytes, label: str) -> bytes:
    """Bytes of the encoding of that name as UTF-8; where they are not of it, as they were, for `decode` to say so."""
    try:
        codec = codecs.lookup("windows-1252" if label.lower() in _WINDOWS else label)
        text = codec.decode(data, "strict")[0] if codec.name.replace("_", "-") not in _NO_ENCODING else None
    except (LookupError, UnicodeError, ValueError, OSError):  # what codecs of bytes to bytes raise is among them
        text = None
    if not isinstance(text, str):
        return data
    return text.encode("utf-8", "replace")
