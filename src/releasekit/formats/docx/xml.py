"""The XML of a package: the bytes of a part in, its root element out; and the names that its elements have.

What is only read is a tree of the standard library: reading takes many small looks at each element, and one at an element of
lxml takes several times as long. Who changes a tree needs to know what stands around an element, as lxml does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

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
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)""")
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16"})
"""What such bytes say that are UTF-8; those of UTF-16 are known by their beginning, and here it is a mistake."""
_OTHERS = (b"iso-", b"windows-", b"cp", b"latin", b"koi8-", b"shift", b"euc-", b"gb", b"big5", b"macintosh")
"""How the names of other encodings begin: of those that are in use, and that take no more time than the text is long."""
_DEEPEST = 256
"""How deep elements may stand; lxml takes no more either."""


def parsed(data: bytes, part: str, name: str) -> Any:
    """The root of a part that is only read. Nothing is fetched, and there are no entities. Raises `ReadError`."""
    parser = ET.XMLParser(encoding="utf-8")
    data = _plain(data, part, name)
    try:
        parser.feed(data)
        root = parser.close()
    except ET.ParseError as error:
        raise _broken(part, str(error), name) from None
    if data.count(b"</") < _DEEPEST:  # each element with others in it ends with such a tag
        return root
    level, depth = [root], 0
    while level:
        level, depth = [child for each in level for child in each if len(child)], depth + 1
        if depth == _DEEPEST:
            raise _broken(part, f"its elements stand more than {_DEEPEST} deep", name)
    return root


def changeable(data: bytes, part: str, name: str) -> Any:
    """The root of a part that is going to be changed, as `parsed` has it, in a tree of lxml. Raises `ReadError`."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_plain(data, part, name), parser)
    except etree.XMLSyntaxError as error:
        raise _broken(part, error.msg, name) from None


def unchanged(root: Any) -> Any:
    """The same tree as `changeable` gave it, for who only reads it from now on."""
    from lxml import etree

    return ET.fromstring(etree.tostring(root))


def _plain(data: bytes, part: str, name: str) -> bytes:
    """The XML of a part in UTF-8 and in the transitional form, without a document type. Raises `ReadError`."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:2]:
        data = _recoded(data, "utf-16" if b"\0" not in data[:2] else "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    elif (said := _ENCODING.match(data)) and said[1].lower() not in _UTF8:
        encoding = said[1].decode()
        try:
            data = _recoded(data, encoding if said[1].lower().startswith(_OTHERS) else "")
        except LookupError:
            raise _broken(part, f"its encoding {encoding!r} is none that is known", name) from None
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    if b"<!DOCTYPE" in data:
        message = f"the part {part!r} has a document type declaration, as no word processor writes it: save the document anew"
        raise ReadError(message, name=name)
    return data


def _recoded(data: bytes, encoding: str) -> bytes:
    """XML in UTF-8, without a declaration that says otherwise."""
    return _DECLARATION.sub("", data.decode(encoding, "replace")).encode("utf-8", "replace")


def _broken(part: str, why: str, name: str) -> ReadError:
    return ReadError(f"the part {part!r} is broken XML ({why}): open the document in Word and save it anew", name=name)


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
    """The first child of a tag; None if there is none, or no element."""
    return None if element is None else element.find(tag)


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


DRAWINGS = frozenset({f"{WP}inline", f"{WP}anchor"})
"""What holds a picture or another thing that is drawn."""

_FORMS = frozenset({f"{MC}Choice", f"{MC}Fallback"})
_TELLING = frozenset({f"{W}txbxContent", f"{A}blip", f"{W}t", f"{C}chart", f"{D}relIds", f"{M}t", f"{V}imagedata"})


def chosen(alternatives: Any) -> Any:
    """Of several forms of one thing (part 3, 10.2) the first that has words or pictures in it; else the last of them."""
    forms = [child for child in alternatives if child.tag in _FORMS]
    telling = (form for form in forms if any(each.tag in _TELLING for each in form.iter()))
    return next(telling, forms[-1] if forms else ())


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
