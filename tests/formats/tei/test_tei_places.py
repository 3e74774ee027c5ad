"""What an archivist looks for in our TEI: each node at its XPath, pointers that lead somewhere, dates that a program can read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from releasekit import (
    Attachment,
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Contact,
    Context,
    Date,
    Division,
    Emphasis,
    Entity,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    LineBreak,
    Link,
    Mention,
    Moment,
    Note,
    OrderedList,
    Paragraph,
    Quotation,
    RawBlock,
    RawInline,
    Release,
    Row,
    SmallCaps,
    Source,
    Span,
    Speech,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Underline,
    model,
    reads,
    writes,
)  # fmt: skip
from releasekit.formats.tei.schema import schema
from releasekit.formats.tei.writer import write as tei

GOLDEN = Path(__file__).parents[2] / "golden"
FILES = sorted(GOLDEN.glob("*/release.tei.xml"))
NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
T = (Text("x"),)
P = Paragraph(T)

PLACES = {
    Text: (Text("x"), "//t:div[@type='release']/t:p[.='axb']"),
    Emphasis: (Emphasis(T), "//t:p/t:hi[@rend='italic']"),
    Strong: (Strong(T), "//t:p/t:hi[@rend='bold']"),
    Underline: (Underline(T), "//t:p/t:hi[@rend='underline']"),
    Strike: (Strike(T), "//t:p/t:hi[@rend='strikethrough']"),
    Superscript: (Superscript(T), "//t:p/t:hi[@rend='superscript']"),
    Subscript: (Subscript(T), "//t:p/t:hi[@rend='subscript']"),
    SmallCaps: (SmallCaps(T), "//t:p/t:hi[@rend='smallcaps']"),
    Code: (Code("x"), "//t:p/t:code"),
    Link: (Link(T, "https://example.org/"), "//t:p/t:ref[@target='https://example.org/']"),
    Image: (Image("a.jpg", "alt"), "//t:p/t:graphic[@url='a.jpg'][@mimeType='image/jpeg']/t:desc[.='alt']"),
    LineBreak: (LineBreak(), "//t:p/t:lb"),
    Quotation: (Quotation(T, "p1"), "//t:p/t:said[@who='#p1'][@direct='true']/t:quote"),
    Mention: (Mention(T, "event", "e1"), "//t:p/t:rs[@type='event'][@ref='#e1']"),
    Date: (Date(T, Moment("2027-01")), "//t:p/t:date[@when-iso='2027-01']"),
    Span: (Span(T, lang="ru"), "//t:p/t:foreign[@xml:lang='ru']"),
    Note: (Note((P,)), "//t:p/t:note[@place='bottom'][@n='1']/t:p"),
    RawInline: (RawInline("html", "<b>"), "//t:p/t:milestone[@unit='rawInline'][@type='html'][@n='<b>']"),
    Paragraph: (Paragraph(T, "lead"), "//t:div[@type='release']/t:p[@rend='lead']"),
    Heading: (Heading(T), "//t:div[@type='release']/t:div[@type='section']/t:head"),
    BulletList: (BulletList((Item((P,)),)), "//t:div/t:list[@rend='bulleted']/t:item[.='x']"),
    OrderedList: (OrderedList((Item((P,)),), 3, "upper-roman"), "//t:div/t:list[@rend='numbered upper-roman']/t:item[@n='3']"),
    BlockQuote: (BlockQuote((P,), T), "//t:div/t:cit[t:quote/t:p]/t:bibl"),
    Table: (
        Table((Row((Cell((P,)),)), Row((Cell((P,), 2, 3, "right"),))), 1, caption=T),
        "//t:table[@rows='2'][@cols='2'][t:head][t:row[1][@role='label']]/t:row/t:cell[@cols='2'][@rows='3'][@style='text-align: right']",
    ),
    Figure: (
        Figure(Image("a.png", "alt"), T, (Text("y"),)),
        "//t:div/t:figure[t:graphic[@mimeType='image/png']][t:head='x'][t:figDesc='alt'][t:p='y']",
    ),
    Speech: (Speech((P,), (Mention(T, "person", "p1"),)), "//t:div/t:sp[@who='#p1'][t:speaker/t:persName[@ref='#p1']]/t:p"),
    Division: (Division((P,), "notes-to-editors"), "//t:div[@type='release']/t:div[@type='notesToEditors']/t:p"),
    CodeBlock: (CodeBlock("x", "py"), "//t:div/t:ab[@type='code']/t:code[@lang='py']"),
    ThematicBreak: (ThematicBreak(), "//t:div/t:milestone[@unit='break']"),
    RawBlock: (RawBlock("html", "<hr>"), "//t:div/t:milestone[@unit='rawBlock'][@type='html'][@n='<hr>']"),
}
"""For each node: an example, and where it must stand."""


def test_every_node_has_its_place_here():
    assert set(PLACES) == {*get_args(Inline), *get_args(Block)}


@pytest.mark.parametrize("kind", PLACES, ids=lambda kind: kind.__name__)
def test_a_node_stands_where_the_mapping_says(kind, write):
    node, path = PLACES[kind]
    block = Paragraph((Text("a"), node, Text("b"))) if isinstance(node, get_args(Inline)) else node
    written = write(Release(body=(block, P)))
    assert len(written.find(path)) == 1, written.text


# ── what holds of every file ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=FILES, ids=lambda path: path.parent.name)
def root(request):
    """The TEI of a release of the golden set."""
    return etree.parse(request.param).getroot()


def found(root, path: str) -> list:
    return root.xpath(path, namespaces=NAMES)


def test_every_pointer_into_the_file_leads_somewhere(root):
    ids = set(found(root, "//@xml:id"))
    assert len(ids) == len(found(root, "//@xml:id"))
    for value in found(root, "//@target | //t:standOff//@ref | //t:dateline//@ref"):
        assert not value.startswith("#") or value[1:] in ids, value


def test_the_category_of_the_release_is_declared_and_its_meaning_is_in_words(root):
    (target,) = found(root, "//t:textClass/t:catRef/@target")
    declared = found(root, f"//t:classDecl/t:taxonomy//*[@xml:id='{target[1:]}'] | //t:taxonomy[@xml:id='{target[1:]}']")
    assert len(declared) == 1
    assert "".join(declared[0].itertext()).strip()


def test_every_date_that_is_known_can_be_read_by_a_program(root):
    for date in found(root, "//t:date | //t:change"):
        stated = [value for name in ("when-iso", "notBefore-iso") if (value := date.get(name))]
        open_ended = date.get("type") == "embargo" or date.tag.endswith("}change")
        assert open_ended or stated, etree.tostring(date)
        for value in stated:
            Moment(value)


EMPTY = {
    "publisher": "no issuer is known", "change": "a status without a history", "lb": "", "milestone": "", "pb": "", "graphic": "",
    "catRef": "", "relatedItem": "", "date": "the time of an embargo whose words are not known", "head": "a heading without words",
    "bibl": "a related release whose address is not known", "ref": "a link without words", "cell": "", "item": "", "p": "a turn without words",
    "code": "", "quote": "", "orgName": "an issuer without a name",
}  # fmt: skip
"""Elements that may be empty, and where it is not plain from TEI, why."""


def test_no_element_is_empty_but_those_that_say_something_so(root):
    for element in root.iter():
        if not len(element) and not (element.text or "").strip():
            assert etree.QName(element).localname in EMPTY, etree.tostring(element)


def test_every_type_that_is_ours_is_documented_in_the_schema():
    documented = set(re.findall(r"<value>([^<]*)</value>", schema().decode()))
    seen = set()
    for file in FILES:
        release = reads(file.read_bytes(), "tei", context=Context())
        authors = {node.kind for _, node in model.walk(release) if isinstance(node, (Division, Span))}
        authors |= {number.scheme for number in release.numbers}
        root = etree.parse(file).getroot()
        path = "//t:div/@type | //t:seg/@type | //t:note/@type | //t:idno/@type | //t:date/@type | //t:head/@type | //@unit"
        seen |= set(found(root, path)) - authors
    assert {"release", "section", "notesToEditors", "contact", "attachments"} <= seen
    assert {value for value in seen if not re.fullmatch("level[1-6]", value)} <= documented


def test_the_header_says_by_what_rules_the_file_is_made():
    root = etree.fromstring(tei(Release(), Context()))
    (words,) = found(root, "/t:TEI/t:teiHeader/t:encodingDesc/t:projectDesc/t:p/text()")
    assert "releasekit.rng" in words
    assert words.encode() in schema()


def test_a_release_without_a_source_says_so_in_words_and_comes_back_without_one(write):
    written = write(Release())
    assert written.find("//t:sourceDesc/t:p") == ["No source is stated."]
    assert write(Release(source=Source("", "No source is stated."))).find("//t:sourceDesc/t:bibl/t:ref") == [
        "No source is stated."
    ]


def test_earlier_files_with_an_empty_bibl_and_no_project_are_read_as_before(write):
    text = write(Release(headline=T)).text
    older = re.sub(r"\n *<projectDesc>.*</projectDesc>", "", text).replace("<p>No source is stated.</p>", "<bibl/>")
    assert older.count("<bibl/>") == 1
    assert "projectDesc" not in older
    context = Context()
    assert reads(older, "tei", context=context) == Release(headline=T)
    assert context.notes == []


def test_a_project_or_a_source_of_others_is_reported():
    text = writes(Release(), "tei").decode()
    other = text.replace("A press release as", "Not").replace("No source is stated.", "From a printed sheet.")
    context = Context()
    assert reads(other, "tei", context=context).source == Source("", "From a printed sheet.")
    assert [note.code for note in context.losses] == ["header-dropped"]


@pytest.mark.parametrize(
    ("src", "media_type"),
    [("a.JPG", ["image/jpeg"]), ("a.svg", ["image/svg+xml"]), ("a", []), ("a.exe", []), ("https://example.org/png", [])],
)
def test_a_picture_says_its_media_type_where_its_suffix_does(src, media_type, write):
    assert write(Release(body=(Figure(Image(src)),))).find("//t:graphic/@mimeType") == media_type


def test_a_media_type_that_the_suffix_does_not_say_is_reported(read):
    _, context = read('<p><graphic url="a.png" mimeType="image/webp"/></p>')
    assert [note.code for note in context.losses] == ["attribute-dropped"]


def test_every_name_of_an_entity_and_contact_and_file_is_marked_as_what_it_is(write):
    release = Release(
        entities=(Entity("a", "person", "Ann"), Entity("b", "organisation", "Bank"), Entity("c", "place", "Cork")),
        contacts=(Contact("Dee", organisation="Desk", email="d@example.org"),),
        attachments=(Attachment("e.pdf", "E", "application/pdf"),),
    )
    written = write(release)
    for path, words in {
        "/t:TEI/t:standOff/t:listPerson/t:person[@xml:id='a']/t:persName": "Ann",
        "/t:TEI/t:standOff/t:listOrg/t:org[@xml:id='b']/t:orgName": "Bank",
        "/t:TEI/t:standOff/t:listPlace/t:place[@xml:id='c']/t:placeName": "Cork",
        "//t:div[@type='contact']/t:p/t:address/t:addrLine/t:persName": "Dee",
        "//t:div[@type='attachments']/t:list/t:item/t:ref[@mimeType='application/pdf']": "E",
    }.items():
        assert written.find(path) == [words]


def test_a_table_with_cells_that_reach_far_is_written_in_bounded_time_and_comes_back(write):
    wide = Row(tuple(Cell(colspan=1000, rowspan=1000) for _ in range(200)))
    write(Release(body=(Table((wide, *(Row((Cell(),)) for _ in range(200))), 0, 150_000),)))
    write(Release(body=(Table((Row((Cell(rowspan=2), Cell())), Row((Cell(), Cell()))), 0, 2),)))
