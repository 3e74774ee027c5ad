"""What stands before the root: a document type that only names a DTD is passed over, all else refused, and nothing fetched."""

from __future__ import annotations

import time

import pytest

from releasekit import Context, ReadError, plain_text, reads
from releasekit.registry import detect

NS = "http://www.tei-c.org/ns/1.0"
BODY = f'<TEI xmlns="{NS}"><text><body><p>Grüße, мир</p></body></text></TEI>'
ENTITIES = '<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n'
NAMED = '<!DOCTYPE TEI SYSTEM "tei.dtd">\n'
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 big-endian": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16 big-endian without a mark": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: b"\xff\xfe\x00\x00" + text.encode("utf-32-le"),
    "latin-1": lambda text: ('<?xml version="1.0" encoding="iso-8859-1"?>\n' + text.replace(", мир", "")).encode("latin-1"),
    "windows-1251": lambda text: ('<?xml version="1.0" encoding="windows-1251"?>\n' + text.replace("Grüße, ", "")).encode(
        "cp1251"
    ),
    "gb18030": lambda text: ('<?xml version="1.0" encoding="GB18030"?>\n' + text).encode("gb18030"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_document_type_is_seen_in_every_encoding(encoding):
    encode = ENCODINGS[encoding]
    words = plain_text(reads(encode(NAMED + BODY), "tei", context=Context()))
    assert words
    assert words in "Grüße, мир"
    with pytest.raises(ReadError, match=r"declares entities or other things of its own: remove its part in \[ \]") as caught:
        reads(encode(ENTITIES + BODY), "tei", context=Context())
    assert caught.value.line in {1, 2}


@pytest.mark.parametrize(
    "prolog",
    [
        ENTITIES,
        "<!-- <!DOCTYPE TEI> -->\n" + ENTITIES,
        "<?xml version='1.0'?><?a <!DOCTYPE TEI> ?>\n \n<!---->" + ENTITIES,
        '<!DOCTYPE TEI SYSTEM "]" [<!ENTITY % all SYSTEM "http://127.0.0.1:1/a.ent"> %all;]>',
        "<!DOCTYPE TEI [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]>",
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE TEI [<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "x" NDATA n>]>',
        '<!DOCTYPE TEI [<!ATTLIST p rend CDATA "bold">]>',
        "<!DOCTYPE TEI [<!ELEMENT TEI ANY>]>",
        "<!DOCTYPE TEI [ <!-- nothing --> ]>",
        "<!DOCTYPE TEI []>",
        "<!DOCTYPE\nTEI\n[\n]\n>",
        "<!DOCTYPE html [<!ENTITY a 'b'>]>",
    ],
)
def test_a_document_type_with_a_part_of_its_own_is_refused_wherever_it_stands(prolog):
    for text in (prolog + BODY, prolog + BODY.replace("Gr", "&b;")):
        with pytest.raises(ReadError, match=r"remove its part in \[ \]") as caught:
            reads(text, "tei", context=Context())
        assert caught.value.line == prolog[: prolog.rindex("<!DOCTYPE")].count("\n") + 1


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE TEI>",
        "<!DOCTYPE TEI SYSTEM 'a'>",
        '<!DOCTYPE TEI SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE TEI PUBLIC "-//TEI P5//DTD Main Document Type//EN" "tei.dtd">',
        "<!DOCTYPE TEI SYSTEM 'it is > than [ and \" too'>",
        '<?xml version="1.0" standalone="no"?>\n<!-- a > b -->\n<!DOCTYPE\n  TEI\n  SYSTEM "a.dtd"\n>\n<!-- c -->',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">',
    ],
)
def test_a_document_type_that_only_names_one_is_passed_over_and_lines_are_kept(prolog):
    assert plain_text(reads(prolog + BODY, "tei", context=Context())) == "Grüße, мир"
    with pytest.raises(ReadError) as caught:
        reads(prolog + BODY.replace("</p>", "\n</q>"), "tei", context=Context())
    assert caught.value.line == prolog.count("\n") + 2


@pytest.mark.parametrize("prolog", [ENTITIES, "<!-- c -->\n" + ENTITIES, ENTITIES.replace("TEI", "TEI.2"), NAMED])
def test_a_document_with_entities_is_known_for_tei_and_not_read_as_words(prolog):
    assert detect((prolog + BODY).encode()).name == "tei"


def test_a_document_type_in_the_text_is_no_document_type():
    text = BODY.replace("Grüße", "<![CDATA[<!DOCTYPE TEI [ ]>]]>")
    assert plain_text(reads(text, "tei", context=Context())) == "<!DOCTYPE TEI [ ]>, мир"
    with pytest.raises(ReadError, match="not well-formed"):
        reads(BODY.replace("Grüße", ENTITIES), "tei", context=Context())


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE TEI SYSTEM "{0}/tei.dtd">{1}',
        '<!DOCTYPE TEI PUBLIC "-//TEI//X" "{0}/tei.dtd">{1}',
        '<!DOCTYPE TEI SYSTEM "{0}/tei.dtd" [<!ENTITY % a SYSTEM "{0}/a"> %a;]>{1}',
        '<?xml-model href="{0}/tei_all.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>{1}',
        '<?xml-stylesheet type="text/xsl" href="{0}/tei.xsl"?>{1}',
        (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><text><body><p>a</p>'
            '<xi:include href="{0}/a.xml"/><xi:include href="{0}/a.txt" parse="text"/></body></text></TEI>'
        ),
        (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            ' xsi:schemaLocation="http://www.tei-c.org/ns/1.0 {0}/tei.xsd" xml:base="{0}/"><text><body><p>a</p>'
            '<graphic url="{0}/a.png"/><ref target="{0}/b">b</ref></body></text></TEI>'
        ),
    ],
)
def test_nothing_that_a_document_names_is_fetched(document, listener):
    from releasekit.formats.tei import FORMAT

    data = document.format(listener.address, BODY).encode()
    for work in (lambda: reads(data, "tei", context=Context()), lambda: list(FORMAT.check(data, Context()))):
        try:
            work()
        except ReadError as error:
            assert "remove its part" in error.message
    time.sleep(0.1)
    assert listener.asked == 0
