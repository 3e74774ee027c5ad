"""Hostile XML: each class is answered with a `ReadError` that says where, or read with its words kept; fast, and with nothing fetched."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from releasekit import Context, ReadError, plain_text, reads
from releasekit.registry import detect

NS = "http://www.tei-c.org/ns/1.0"
MINIMAL = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><publisher/></publicationStmt>"
    "<sourceDesc><bibl/></sourceDesc></fileDesc></teiHeader>"
)


def document(body: str, prolog: str = "", root: str = f'TEI xmlns="{NS}"') -> str:
    return f"{prolog}<{root}>{MINIMAL}<text><body>{body}</body></text></{root.split(maxsplit=1)[0]}>"


def refused(data, *words: str, line: int | None = None) -> ReadError:
    before = time.process_time()
    with pytest.raises(ReadError) as caught:
        reads(data, "tei", context=Context(name="x.xml"))
    assert time.process_time() - before < 5
    assert str(caught.value).startswith("x.xml:")
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in caught.value.message
    if line is not None:
        assert caught.value.line == line
    return caught.value


BOMB = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "prolog",
    [
        BOMB,
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE TEI [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]>',
        '<!DOCTYPE TEI SYSTEM "a.dtd" [<!ATTLIST p a CDATA "b">]>',
        '<!DOCTYPE TEI PUBLIC "a>b" "c[d" []>',
        "<!DOCTYPE TEI[\n]>",
        '<?xml version="1.0"?>\n<!-- [ -->\n<!DOCTYPE TEI [<!ENTITY x "y">]>',
    ],
)
def test_a_document_type_that_declares_something_is_refused(prolog):
    refused(document("<p>&i;</p>", prolog), "remove its part in [ ]", line=1 + prolog[: prolog.index("<!DOCTYPE")].count("\n"))


def test_a_bomb_in_an_attribute_is_refused_before_it_is_lit():
    tracemalloc.start()
    refused(document('<p n="&i;&i;&i;">x</p>', BOMB), "declares entities")
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE TEI>",
        '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:1/tei_lite.dtd">',
        '<?xml version="1.0"?>\n<!-- <!DOCTYPE [ -->\n<?pi [?>\n<!DOCTYPE TEI PUBLIC "-//TEI//[DTD]" \'tei>.dtd\'>\n',
    ],
)
def test_a_document_type_that_only_names_a_dtd_is_passed_over(prolog):
    assert "Words" in plain_text(reads(document("<p>Words</p>", prolog), "tei", context=Context()))


def test_an_entity_of_a_dtd_that_is_not_read_is_refused_and_not_dropped():
    refused(document("<p>\nHello &co; bye</p>", '<!DOCTYPE TEI SYSTEM "tei.dtd">'), "'co' not defined", "&#233;", line=2)


def test_an_unclosed_document_type_is_refused():
    refused(document("<p>x</p>", '<!DOCTYPE TEI SYSTEM "a'), "not closed", line=1)


def test_xinclude_is_not_followed_and_what_it_says_is_kept(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text">'
        "<xi:fallback><p>Instead</p></xi:fallback></xi:include>"
    )
    context = Context()
    release = reads(document(f"<p>Words</p>{include}"), "tei", context=context)
    assert plain_text(release) == "T\nWords\nInstead"
    assert {note.code for note in context.notes} == {"unknown-element", "include-not-followed"}
    alone = f'<p>Words</p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'
    context = Context()
    silent = reads(document(alone), "tei", context=context)
    assert [note.code for note in context.losses] == ["include-not-followed"]
    assert silent.body[1].format == "tei"
    assert "SECRET" not in repr(silent)


def test_processing_instructions_and_comments_are_left_out_of_words_and_reported():
    context = Context()
    data = document('<p>on<?php echo "x"?>e\n<!-- two\n words -->three</p><?xml-stylesheet href="file:///x"?>', "<!-- zero -->")
    release = reads(data, "tei", context=context)
    assert plain_text(release) == "T\none three"
    assert [(note.kind, note.code, note.message.split(" ")[2], note.line) for note in context.notes] == [
        ("loss", "comment-dropped", "'zero'", 1),
        ("advice", "instruction-dropped", "instruction", 1),
        ("loss", "comment-dropped", "'two", 2),
        ("advice", "instruction-dropped", "instruction", 3),
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<p>\n\n<hi></p>", 3),
        ("<p>\n<p", 2),
        ("<p>a & b</p>", 1),
        ("<p>a < b</p>", 1),
        ('<p n="1" n="2"/>', 1),
        ("<p n=1/>", 1),
        ("<x:p/>", 1),
        ("<p>\n&nbsp;</p>", 2),
        ("<p>&#0;</p>", 1),
        ("<p>&#xD800;</p>", 1),
        ("<p>\x01</p>", 1),
        ("<p>]]></p>", 1),
        ("<p><![CDATA[x</p>", None),
        ("<p><!-- a -- b --></p>", 1),
        ("<?xml version='1.0'?>", 1),
        ("</body></text></TEI><TEI>", None),
    ],
)
def test_xml_that_is_not_well_formed_is_refused_with_its_line(body, line):
    assert refused(document(body), "not well-formed").line in ({line} if line else set(range(1, 4)))


def test_elements_too_deep_are_refused_with_their_line():
    refused(document("<hi>" * 5000 + "x" + "</hi>" * 5000), "256 deep")
    refused(document("\n<p>" + "<seg type='a'>" * 240 + "x" + "</seg>" * 240 + "</p>"), "230 deep", line=2)
    refused(document("<p>" + "<hi>" * 240 + "x" + "</hi>" * 240 + "</p>"), "deep")
    refused(document("<list><item>" * 110 + "x" + "</item></list>" * 110), "nested deeper")
    refused(document("<hi>" * 220 + "x" + "</hi>" * 220), "nested deeper")
    assert "x" in plain_text(reads(document("<p>" + "<hi>" * 90 + "x" + "</hi>" * 90 + "</p>"), "tei"))


def test_a_text_of_11_megabytes_in_one_element_is_refused_in_bounded_time():
    refused(document("<p>" + "word " * 2_200_000 + "</p>"), "10 MB")


def test_a_text_of_3_megabytes_is_read():
    assert len(plain_text(reads(document("<p>" + "word " * 600_000 + "</p>"), "tei"))) > 2_900_000


def test_a_flood_of_attributes_is_read_in_bounded_time():
    flood = " ".join(f'a{index}="x"' for index in range(20_000))
    before = time.process_time()
    context = Context()
    assert plain_text(reads(document(f"<w {flood}>word</w>"), "tei", context=context)) == "T\nword"
    assert time.process_time() - before < 5


@pytest.mark.usefixtures("small_heap")
def test_many_notes_and_references_are_read_in_time_that_grows_with_their_number():
    def seconds(count: int) -> float:
        text = document("<p>" + "a<note>b</note><choice><sic>x</sic><corr>y</corr></choice>" * count + "</p>")
        before = time.process_time()
        reads(text, "tei", context=Context())
        return time.process_time() - before

    seconds(100)
    assert seconds(2_000) < 40 * max(seconds(200), 0.002)


MANY = {
    "unknown siblings": ("<p>", "<w>a</w>", "</p>"),
    "speakers": ("<sp>", "<speaker>a</speaker>", "<p>b</p></sp>"),
    "captions": ("<table>", "<head>a</head>", "<row><cell>b</cell></row></table>"),
    "notes": ("<p>a</p><div>", "<note><p>b</p></note>", "</div>"),
    "references": ("<p>", '<persName ref="a b">c</persName>', "</p>"),
    "comments": ("<p>", "a<!-- b -->", "</p>"),
    "empty elements": ("<p>", "a<gap/>", "</p>"),
    "lines": ("<p>", "<l>a</l>", "</p>"),
    "cells": ("<table><row>", "<cell>a</cell>", "</row></table>"),
    "entities of one name": (
        "<p>a</p></body></text><standOff><listPerson>",
        '<person n="a"/>',
        "</listPerson></standOff><text><body>",
    ),
}


@pytest.mark.parametrize("shape", MANY)
def test_many_of_a_kind_are_read_in_time_that_grows_with_their_number(shape):
    first, each, last = MANY[shape]

    def seconds(count: int) -> float:
        data = document(first + each * count + last)
        taken = []
        for _ in range(3):
            before = time.process_time()
            reads(data, "tei", context=Context())
            taken.append(time.process_time() - before)
        return min(taken)

    assert seconds(4_000) < 20 * max(seconds(500), 0.001)


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("html", "expected a TEI element as root, found html"),
        ('TEI xmlns="http://example.org/"', "the namespace http://example.org/"),
        ("TEI.3", "expected a TEI element as root, found TEI.3"),
        ('x:TEI xmlns:x="urn:x"', "the namespace urn:x"),
    ],
)
def test_another_root_is_refused_with_what_to_do(root, words):
    refused(document("<p>x</p>", root=root), words, line=1)


def test_a_corpus_is_refused_with_what_to_do():
    one = document("<p>x</p>")
    refused(f'<teiCorpus xmlns="{NS}">\n{MINIMAL}{one}{one}</teiCorpus>', "2 texts", "'releasekit unpack' puts each in a file")


def test_a_root_with_nothing_in_it_is_refused():
    refused(f'<TEI xmlns="{NS}"/>', "without a teiHeader and without a text")


def test_a_text_without_a_header_and_a_header_without_a_text_are_read():
    assert plain_text(reads(f'<TEI xmlns="{NS}"><text><body><p>x</p></body></text></TEI>', "tei")) == "x"
    assert plain_text(reads(f'<TEI xmlns="{NS}">{MINIMAL}</TEI>', "tei")) == "T"


UMLAUT = document("<p>Zürich — мир</p>")


@pytest.mark.parametrize(
    "data",
    [
        UMLAUT.encode(),
        b"\xef\xbb\xbf" + UMLAUT.encode(),
        ('<?xml version="1.0" encoding="utf-8"?>' + UMLAUT).encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + UMLAUT).encode("utf-16"),
        UMLAUT.encode("utf-16-le"),
        UMLAUT.encode("utf-16-be"),
        b"\xff\xfe\x00\x00" + UMLAUT.encode("utf-32-le"),
        ("<?xml version='1.0' encoding='windows-1251'?>" + UMLAUT.replace("ü", "u")).encode("cp1251"),
        ('<?xml version="1.0" encoding="GB18030"?>' + UMLAUT).encode("gb18030"),
        ('<?xml version="1.1" encoding="UTF-8"?>' + UMLAUT).encode(),
        UMLAUT.replace(">", ">\r\n", 1).encode(),
    ],
    ids=["utf-8", "bom", "declared", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "gb18030", "xml 1.1", "crlf"],
)
def test_every_encoding_that_is_rightly_declared_is_read(data):
    assert "rich — мир" in plain_text(reads(data, "tei"))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (UMLAUT.replace("мир", "").replace("— ", "").encode("latin-1"), "0xfc"),
        (b'<?xml version="1.0" encoding="UTF-8"?>' + document("<p>Z\xfc</p>").encode("latin-1"), "declared as UTF-8"),
        (b'<?xml version="1.0" encoding="UTF-16"?>' + UMLAUT.encode(), "declared as UTF-16"),
        (b'<?xml version="1.0" encoding="x-made-up"?>' + UMLAUT.encode(), "unknown encoding"),
        (b'<?xml version="1.0" encoding="iso-8859-99"?>' + UMLAUT.encode(), "unknown encoding"),
        (b'<?xml version="1.0" encoding="rot13"?>' + UMLAUT.encode(), "unknown encoding"),
        (b'<?xml version="1.0" encoding="ascii"?>' + UMLAUT.encode(), "declared as ascii"),
        (b"\xff\xfe" + UMLAUT.encode("utf-16-le") + b"x", "UTF-16-LE"),
        (UMLAUT.encode().replace(b"\xd0\xbc", b"\xc0\xaf"), "0xc0"),
        (UMLAUT.encode().replace(b"\xd0\xbc", b"\xed\xa0\x80"), "0xed"),
        (b"%PDF-1.7 <TEI", "PDF"),
        (b"\x00\x01\x02<TEI", "binary"),
        (b"PK\x03\x04<TEI", "ZIP"),
        (b"plain words", "not well-formed"),
        (b"\x00<x", "read as UTF-16-BE"),
    ],
)
def test_what_is_wrongly_declared_or_no_xml_is_refused(data, word):
    refused(data, word)


def test_xml_1_1_controls_are_refused():
    refused('<?xml version="1.1"?>' + document("<p>&#1;</p>"), "not well-formed")


def test_script_and_file_references_are_kept_as_addresses_and_never_opened():
    def asked(href: str) -> bytes | None:
        raise AssertionError(href)

    context = Context(resources=asked)
    body = (
        '<p><ref target="javascript:alert(1)">a</ref><graphic url="file:///etc/passwd"/><ptr target="http://127.0.0.1:1/"/></p>'
    )
    content = reads(document(body), "tei", context=context).body[0].content
    assert [content[0].href, content[1].src, content[2].href] == [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://127.0.0.1:1/",
    ]


@pytest.mark.parametrize(
    "data",
    [
        UMLAUT.encode(),
        b"\xef\xbb\xbf" + UMLAUT.encode(),
        document("<p/>", '<?xml version="1.0"?>\n<!-- a -->\n').encode(),
        UMLAUT.encode("utf-16"),
    ],
)
def test_tei_is_known_by_its_root(data):
    assert detect(data).name == "tei"


@pytest.mark.parametrize(
    "data", [b"# About <TEI>\n\nWords", b"---\ntitle: <TEI\n---\n", b'{"a": "<TEI"}', b"<html><TEI/></html>"]
)
def test_what_only_speaks_of_tei_is_not_taken_for_it(data):
    from releasekit.formats.tei import FORMAT

    assert FORMAT.excuse(data) is not None
