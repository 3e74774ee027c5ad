"""The XML of a package: the bytes of a part in, its root element out; and the names that its elements have."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from releasekit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
OLE = "{urn:schemas-microsoft-com:office:office}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/customProperties", _OFFICE + b"2006/custom-properties"),
    (b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties", _OFFICE + b"2006/extended-properties"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", _OFFICE + b"2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The namespaces of the strict form (ISO/IEC 29500), and those of the transitional one, which say the same here."""


_DECLARATION = re.compile(r"^\ufeff?<\?xml[^>]*\?>")


def parsed(data: bytes, part: str, name: str) -> Any:
    """The root of a part. Nothing is fetched, and no entity is resolved. Raises `ReadError`."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = _DECLARATION.sub("", data.decode("utf-16", "replace")).encode("utf-8", "replace")
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data:
        _refuse_doctype(part, name)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"the part {part!r} is broken XML ({error.msg}): open the document in Word and save it anew"
        raise ReadError(message, name=name) from None
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        _refuse_doctype(part, name)
    return root


def _refuse_doctype(part: str, name: str) -> None:
    message = f"the part {part!r} has a document type declaration, as no word processor writes it: save the document anew"
    raise ReadError(message, name=name)


_VAL = f"{W}val"


def value(element: Any, path: str) -> str:
    """The `w:val` of what a path of WordprocessingML names leads to; empty if there is none."""
    for tag in _tags(path):
        element = first(element, tag)
    return "" if element is None else str(element.get(_VAL, ""))


@lru_cache(maxsize=256)
def _tags(path: str) -> tuple[str, ...]:
    return tuple(W + step for step in path.split("/"))


def first(element: Any, tag: str) -> Any:
    """The first child of a tag; None if there is none, or no element. Properties stand first, and `find` takes four times as long."""
    for child in () if element is None else element:
        if child.tag == tag:
            return child
    return None


def is_on(properties: Any, name: str) -> bool:
    """Whether a property that is on or off is on (ECMA-376, 17.17.4)."""
    return is_true(first(properties, W + name))


def is_true(stated: Any) -> bool:
    """Whether a property, None if it is not stated, is on."""
    return stated is not None and stated.get(_VAL, "1") not in {"0", "false", "off", "none"}


def stated(properties: Any) -> dict[str, Any]:
    """All that properties state, by their tags, for who wants to know more than one or two of them."""
    return {} if properties is None else {child.tag: child for child in properties[::-1]}


def said(property: Any) -> str:
    """The `w:val` of a property; empty for None."""
    return "" if property is None else str(property.get(_VAL, ""))


_FORMS = frozenset({f"{MC}Choice", f"{MC}Fallback"})
_TELLING = (f"{W}txbxContent", f"{A}blip", f"{W}t", f"{C}chart", f"{D}relIds", f"{M}t", f"{V}imagedata")


def chosen(alternatives: Any) -> Any:
    """Of several forms of one thing (part 3, 10.2) the first that has words or pictures in it; else the last of them."""
    forms = [child for child in alternatives if child.tag in _FORMS]
    return next((form for form in forms if next(form.iter(*_TELLING), None) is not None), forms[-1] if forms else ())


HIDDEN = frozenset({f"{MC}Fallback", f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}delText"})
"""What a reader does not see: the other form of a thing, what was deleted, and properties."""


def visible(element: Any) -> Iterator[Any]:
    """The children that a reader sees: of two forms of one thing the first, and nothing that was deleted."""
    for child in element:
        if child.tag not in HIDDEN:
            yield child


def whole(text: str) -> int:
    """The whole number that a text is, at most eight digits; 0 for any other."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
