"""Bytes to the root element of a TEI document, with all that is dangerous in XML turned off or refused."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.decoding import not_text
from releasekit.errors import PackError, ReadError
from releasekit.formats.tei.earlier import lifted
from releasekit.formats.tei.names import NAMESPACE, XML
from releasekit.formats.tei.read_words import told

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
_TEI = f"{{{NAMESPACE}}}TEI"
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|[^\"'>\[]+")


def root(data: bytes, context: Context) -> Any:
    """The `TEI` element of a document, as an lxml element: its root, or the only one of a corpus. Raises `ReadError`.

    No entity is resolved, no DTD or other file read, XInclude not followed. A document type declaration is passed over if
    it only names a DTD, and refused if it declares something. Comments and processing instructions are reported and left out.
    """
    return text_of(parsed(data, context), context)


def parsed(data: bytes, context: Context) -> Any:
    """The root of a document, whatever it is, without comments and processing instructions. Raises and reports as `root`."""
    raw = _utf8(data, context)
    declared = b"<!" in raw
    if declared and b"<!DOCTYPE" in raw:
        raw = _without_doctype(raw.decode(), context).encode()
    try:
        top = etree.fromstring(raw, _parser())
    except etree.XMLSyntaxError as error:
        line = error.lineno if error.lineno and error.lineno > 0 else None
        raise ReadError(_reason(error.msg or ""), name=context.name, line=line) from None
    if (declared and b"<!--" in raw) or raw.find(b"<?", 1) >= 0:
        _without_asides(top, context)
    return top


@cache
def _parser() -> etree.XMLParser:
    """The parser of all documents: one that comes while another is read waits for it."""
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False,
        collect_ids=False,
    )  # fmt: skip


def _without_asides(top: Any, context: Context) -> None:
    """Take comments and processing instructions out of a document, and say so."""
    within = list(top.iter(etree.Comment, etree.ProcessingInstruction))
    for node in (*reversed(list(top.itersiblings(preceding=True))), *within, *top.itersiblings()):
        text = node.text or ""
        line = node.sourceline - text.count("\n")  # the parser says where it ends
        if node.tag is etree.Comment:
            if words := " ".join(text.split()):
                context.loss("comment-dropped", f"the comment {words!r} has no place in a release", line=line)
        else:
            message = f"the processing instruction {node.target} is meant for other programs, and is left out"
            context.advise("instruction-dropped", message, line=line)
    if within:
        etree.strip_tags(top, etree.Comment, etree.ProcessingInstruction)


def _reason(message: str) -> str:
    message = re.sub(r", line [0-9]+, column [0-9]+.*$", "", message.partition("\n")[0].strip())
    if "Excessive depth" in message:
        return "elements stand one in the other more than 256 deep: no press release does that"
    if "too long" in message or "Resource limit" in message:
        return "a text or attribute is longer than 10 MB: no press release is; split the document"
    if "not defined" in message and "Entity" in message:
        return f"not well-formed XML: {message}; write the character itself, or its number as in &#233;"
    return f"not well-formed XML: {message}"


def _utf8(data: bytes, context: Context) -> bytes:
    """The document in UTF-8: by byte order mark, else as declared, else as it is."""
    mark, encoding, declared = b"", "", ""
    plain = data[:1] == b"<" and b"\x00" not in data[:4096]
    if not plain:
        mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    if not encoding:
        if not plain and (reason := not_text(data)):
            if not re.match(rb"\x00?<\x00?", data[:2]):
                raise ReadError(reason, name=context.name)
            encoding = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        else:
            match = _DECLARED.match(data[:1024].decode("latin-1"))
            declared = match[1] if match else ""
            encoding = _known(declared, context)
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        said = f"declared as {declared}" if declared else f"read as {encoding.upper()}"
        message = f"{said}, but the byte 0x{body[error.start]:02x} cannot stand here; save the file as UTF-8"
        raise ReadError(message, name=context.name, line=line) from None
    return body if encoding.lower() == "utf-8" else text.encode()


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


def text_of(top: Any, context: Context) -> Any:
    """The `TEI` element that a root is, or that is the only one in it, if there is one that we read. Raises `ReadError`."""
    top = lifted(top, context)
    if top.tag == _TEI:
        return top
    name = etree.QName(top)
    if name.localname == "teiCorpus" and name.namespace == NAMESPACE:
        return _only_text(top, context)
    if name.localname != "TEI":
        raise ReadError(f"expected a TEI element as root, found {name.localname}", name=context.name, line=top.sourceline)
    if name.namespace != NAMESPACE:
        message = f'the TEI element has the namespace {name.namespace}: write <TEI xmlns="{NAMESPACE}">'
        raise ReadError(message, name=context.name, line=top.sourceline)
    return top


def _only_text(corpus: Any, context: Context) -> Any:
    """The only text of a corpus, with the language of the corpus if it states none."""
    texts = list(corpus.iter(f"{{{NAMESPACE}}}TEI"))
    if len(texts) != 1:
        if texts:
            raise PackError.of_texts(len(texts), name=context.name, line=corpus.sourceline)
        message = "a corpus without a text: if it includes other files, read those"
        raise ReadError(message, name=context.name, line=corpus.sourceline)
    text = texts[0]
    inherited = (f"{{{XML}}}lang", f"{{{XML}}}space")
    for name in inherited:
        stated = [value for around in text.iterancestors() if (value := around.get(name))]
        if stated and not text.get(name):
            text.set(name, stated[0])
    text.tail = None
    text.getparent().remove(text)
    context.advise("corpus-of-one", "this is a corpus, and its only text is what is read", line=corpus.sourceline)
    for name in inherited:
        corpus.attrib.pop(name, None)
    if said := told(corpus):
        context.loss("corpus-dropped", f"what the corpus says of itself has no field: {said}", line=corpus.sourceline)
    return text
