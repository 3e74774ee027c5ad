"""The kinds of parts that a Word document is made of: their relationships and content types (ECMA-376, part 1, 11.3 and 15.2)."""

from __future__ import annotations

from typing import NamedTuple

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats"
_WORD = f"{_TYPES}-officedocument.wordprocessingml"


class Kind(NamedTuple):
    """A kind of part."""

    relationship: str
    """What whoever refers to it calls the relationship."""
    content_type: str


DOCUMENT = Kind(f"{_OFFICE}/officeDocument", f"{_WORD}.document.main+xml")
STYLES = Kind(f"{_OFFICE}/styles", f"{_WORD}.styles+xml")
NUMBERING = Kind(f"{_OFFICE}/numbering", f"{_WORD}.numbering+xml")
SETTINGS = Kind(f"{_OFFICE}/settings", f"{_WORD}.settings+xml")
FONT_TABLE = Kind(f"{_OFFICE}/fontTable", f"{_WORD}.fontTable+xml")
FOOTNOTES = Kind(f"{_OFFICE}/footnotes", f"{_WORD}.footnotes+xml")
HEADER = Kind(f"{_OFFICE}/header", f"{_WORD}.header+xml")
FOOTER = Kind(f"{_OFFICE}/footer", f"{_WORD}.footer+xml")
THEME = Kind(f"{_OFFICE}/theme", f"{_TYPES}-officedocument.theme+xml")
CUSTOM_XML = Kind(f"{_OFFICE}/customXml", "application/xml")
CUSTOM_XML_PROPERTIES = Kind(f"{_OFFICE}/customXmlProps", f"{_TYPES}-officedocument.customXmlProperties+xml")
CORE_PROPERTIES = Kind(
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    f"{_TYPES}-package.core-properties+xml",
)
EXTENDED_PROPERTIES = Kind(f"{_OFFICE}/extended-properties", f"{_TYPES}-officedocument.extended-properties+xml")
CUSTOM_PROPERTIES = Kind(f"{_OFFICE}/custom-properties", f"{_TYPES}-officedocument.custom-properties+xml")
IMAGE = f"{_OFFICE}/image"
HYPERLINK = f"{_OFFICE}/hyperlink"
