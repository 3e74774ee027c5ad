"""The XML of a part, whatever encoding it is in or says it is in: the same tree for who reads it and for who changes it."""

from __future__ import annotations

import pytest

from releasekit import ReadError
from releasekit.formats.docx.xml import changeable, parsed

BOTH = pytest.mark.parametrize("read", [parsed, changeable])
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'


@BOTH
@pytest.mark.parametrize(
    "data",
    [
        DOCTYPE.encode(),
        DOCTYPE.encode("utf-8-sig"),
        DOCTYPE.encode("utf-16"),
        DOCTYPE.encode("utf-16-le"),
        DOCTYPE.encode("utf-16-be"),
        f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}'.encode("utf-16-le"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{DOCTYPE}'.encode("latin-1"),
        f" {DOCTYPE}".encode("utf-16-be"),
    ],
)
def test_a_document_type_is_refused_in_every_encoding(read, data):
    with pytest.raises(ReadError, match="document type"):
        read(data, "word/document.xml", "north.docx")


@BOTH
@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        b'<?xml version="1.0" encoding="punycode"?><x>\xe9</x>',
        b'<?xml version="1.0" encoding="cp99999"?><x/>',
        b"<x>&a;</x>",
        b"<x:y/>",
        b"<x>\x01</x>",
        b"<x>" * 300 + b"</x>" * 300,
    ],
)
def test_what_is_no_xml_of_a_word_processor_is_told_with_its_part(read, data):
    with pytest.raises(ReadError, match=r"word/document\.xml.* is broken XML") as told:
        read(data, "word/document.xml", "north.docx")
    assert told.value.name == "north.docx"


@BOTH
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_words_are_the_same_in_every_encoding(read, encoding):
    said = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{said}"?><x y="ø">Fähre<!-- unseen --> für<?also unseen?> alle<z/></x>'.encode(
        encoding
    )
    root = read(data, "word/document.xml", "")
    assert (root.tag, root.get("y"), root.text) == ("x", "ø", "Fähre für alle")


@BOTH
def test_the_strict_form_is_read_as_the_transitional_one(read):
    root = read(b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>', "word/document.xml", "")
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


@pytest.mark.parametrize("beside", [b"", b"<b></b>" * 300])
def test_elements_stand_256_deep_and_no_deeper(beside):
    def nested(deep):
        return b"<x>" * (deep - 1) + beside + b"<x/>" + b"</x>" * (deep - 1)

    assert len([*parsed(nested(256), "word/document.xml", "north.docx").iter("x")]) == 256
    with pytest.raises(ReadError, match="more than 256 deep"):
        parsed(nested(257), "word/document.xml", "north.docx")
