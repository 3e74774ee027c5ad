"""Bytes to the root element of a TEI document, with all that is dangerous in XML turned off or refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.decoding import not_text
from releasekit.errors import ReadError
from releasekit.formats.tei.names import NAMESPACE

if TYPE_CHECKING:
    from releasekit.format import Context

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks, the longer before those that they begin with (XML 1.0, appendix F)."""

_ENCODINGS = re.compile(
    r"utf-?8|us-ascii|ascii|utf-?16(-?[lb]e)?|utf-?32(-?[lb]e)?|ucs-[24]|iso-?8859-?[0-9]{1,2}|latin-?[0-9]{1,2}"
    r"|(windows|cp)-?[0-9]{3,4}|koi8-[ru]|mac-?(roman|cyrillic)|gb2312|gbk|gb18030|big5(-hkscs)?|shift[_-]jis|euc-(jp|kr)"
    r"|iso-2022-(jp|kr)",
    re.IGNORECASE,
)
"""Encodings of text that real XML declares; Python knows others, which are no encodings of text or not safe."""

_DECLARED = re.compile(r"""\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']""")
_MISC = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|[^\"'>\[]+")


def root(data: bytes, context: Context) -> Any:
    """The `TEI` element of a document, as an lxml element. Raises `ReadError`.

    No entity is resolved, no DTD or other file read, XInclude not followed. A document type declaration is passed over if
    it only names a DTD, and refused if it declares something. Comments and processing instructions are passed over.
    """
    text = _without_doctype(_decoded(data, context), context)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        top = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno if error.lineno and error.lineno > 0 else None
        raise ReadError(_reason(error.msg or ""), name=context.name, line=line) from None
    return _tei(top, context)


def _reason(message: str) -> str:
    message = re.sub(r", line [0-9]+, column [0-9]+.*$", "", message.partition("\n")[0].strip())
    if "Excessive depth" in message:
        return "elements stand one in the other more than 256 deep: no press release does that"
    if "too long" in message or "Resource limit" in message:
        return "a text or attribute is longer than 10 MB: no press release is; split the document"
    if "not defined" in message and "Entity" in message:
        return f"not well-formed XML: {message}; write the character itself, or its number as in &#233;"
    return f"not well-formed XML: {message}"


def _decoded(data: bytes, context: Context) -> str:
    """The text: by byte order mark, else as declared, else UTF-8."""
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    declared = ""
    if not encoding:
        if reason := not_text(data):
            if not re.match(rb"\x00?<\x00?", data[:2]):
                raise ReadError(reason, name=context.name)
            encoding = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        else:
            match = _DECLARED.match(data[:1024].decode("latin-1"))
            declared = match[1] if match else ""
            encoding = _known(declared, context)
    body = data[len(mark) :]
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        said = f"declared as {declared}" if declared else f"read as {encoding.upper()}"
        message = f"{said}, but the byte 0x{body[error.start]:02x} cannot stand here; save the file as UTF-8"
        raise ReadError(message, name=context.name, line=line) from None


def _known(declared: str, context: Context) -> str:
    if not declared:
        return "utf-8"
    if not _ENCODINGS.fullmatch(declared):
        raise ReadError(f"unknown encoding {declared[:40]!r}; save the file as UTF-8", name=context.name, line=1)
    if declared.lower().startswith(("utf-16", "utf16", "utf-32", "utf32", "ucs")):
        message = f"declared as {declared}, but the bytes are not; declare what they are, or save the file as UTF-8"
        raise ReadError(message, name=context.name, line=1)
    try:
        "".encode(declared)
    except LookupError:
        raise ReadError(f"unknown encoding {declared!r}; save the file as UTF-8", name=context.name, line=1) from None
    return declared


def _without_doctype(text: str, context: Context) -> str:
    """The text with spaces for a document type declaration, so that lines keep their numbers."""
    at = 0
    while match := _MISC.match(text, at):
        at = match.end()
    if not text.startswith("<!DOCTYPE", at):
        return text
    end = at
    while match := _QUOTED.match(text, end):
        end = match.end()
    if not text.startswith(">", end):
        line = text.count("\n", 0, at) + 1
        message = "the document type declaration is not closed"
        if text.startswith("[", end):
            message = "the document type declares entities or other things of its own: remove its part in [ ]"
        raise ReadError(message, name=context.name, line=line)
    return text[:at] + re.sub(r"[^\n]", " ", text[at : end + 1]) + text[end + 1 :]


def _tei(top: Any, context: Context) -> Any:
    """The root, if it is one that we read."""
    name = etree.QName(top)
    line = top.sourceline
    if name.localname == "teiCorpus":
        count = len(top.findall(f"{{{NAMESPACE}}}TEI"))
        message = f"a corpus of {count} texts, and one release is read at a time: put each TEI element in a file of its own"
        raise ReadError(message, name=context.name, line=line)
    if name.localname == "TEI.2":
        raise ReadError("this is TEI P4 (TEI.2): convert it to TEI P5 first", name=context.name, line=line)
    if name.localname != "TEI":
        raise ReadError(f"expected a TEI element as root, found {name.localname}", name=context.name, line=line)
    if name.namespace != NAMESPACE:
        found = f"the namespace {name.namespace}" if name.namespace else "no namespace"
        message = f'the TEI element has {found}: write <TEI xmlns="{NAMESPACE}">'
        raise ReadError(message, name=context.name, line=line)
    return top
