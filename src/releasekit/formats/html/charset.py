"""Bytes of a page in, its text out: by byte order mark, declared encoding, UTF-8 or windows-1252, in this order."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from releasekit.decoding import decode, not_text
from releasekit.errors import ReadError

if TYPE_CHECKING:
    from releasekit.format import Context

SEARCHED = 4096
"""In how many first bytes a page declares its encoding; WHATWG HTML, 13.2.3.2 asks for 1,024."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_WINDOWS = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""Names that pages give to windows-1252 (WHATWG Encoding, 4.2)."""
_OTHERS = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs",
           "iso-8859-9": "cp1254", "tis-620": "cp874", "x-sjis": "cp932", "ks_c_5601-1987": "cp949"}  # fmt: skip
"""Names under which pages are in a larger encoding of the same family (WHATWG Encoding, 4.2)."""
_NO_ENCODING = frozenset({"unicode-escape", "raw-unicode-escape", "utf-7", "idna", "punycode", "undefined", "mbcs", "oem"})
"""Codecs of Python that no page is written in."""
_SEVEN_BITS = ("iso-2022", "hz-gb")
"""The start of the names of encodings whose bytes are all those of ASCII."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def page_text(data: bytes, context: Context) -> str:
    """The text of a page. Raises `ReadError` for bytes that are no text."""
    declared = _CHARSET.search(data[:SEARCHED]) or _DECLARED.match(data[:200])
    label = declared[1].decode("ascii").lower() if declared else ""
    if data.startswith(_MARKS) or ((at := _foreign(data)) is None and not label.startswith(_SEVEN_BITS)):
        return decode(data, context)
    text = _decoded(data, label) if label else None
    if text is None and (not_text(data) or _CONTROLS.search(data) or not _looks_like_a_page(data)):
        return decode(data, context)
    if text is None:
        line = data[:at].count(b"\n") + 1
        text = data.decode("windows-1252", "replace")
        said = f"it says that it is {label}, and is not" if label and label not in {"utf-8", "utf8"} else "it is not UTF-8"
        context.guess("encoding-guessed", f"{said}: it is read as windows-1252, as browsers do", line=line)
    return decode(text.encode("utf-8", "replace"), context)


def _foreign(data: bytes) -> int | None:
    """The place of the first byte that is no UTF-8, or None."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _looks_like_a_page(data: bytes) -> bool:
    """Whether there is a tag, so that bytes above 127 are letters in a page and not noise."""
    return re.search(rb"<(?:p|html|body|div|h[1-6]|head|table|br|span|meta)[\s>/]", data[:65536], re.IGNORECASE) is not None


def _decoded(data: bytes, label: str) -> str | None:
    """The text of bytes in the encoding of that name; None where it is no encoding or they are not in it."""
    try:
        codec = codecs.lookup("windows-1252" if label in _WINDOWS else _OTHERS.get(label, label))
        if codec.name.replace("_", "-") in _NO_ENCODING:
            return None
        text = codec.decode(data, "strict")[0]
    except (LookupError, UnicodeError, ValueError, OSError):  # what codecs of bytes to bytes raise is among them
        return None
    return text if isinstance(text, str) else None  # type: ignore[redundant-expr]  # a codec of bytes to bytes gives bytes


def check_size(data: bytes, limit: int, context: Context) -> None:
    """Raise `ReadError` for a page of more bytes than the limit."""
    if len(data) > limit:
        message = f"larger than {limit >> 20} MB, which is the limit for a page: is it a press release?"
        raise ReadError(message, name=context.name)
