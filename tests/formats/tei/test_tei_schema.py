"""Our own schema: what we write is valid, what is not ours is told so that it can be mended, and jing says the same."""

from __future__ import annotations

import random
import re
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from lxml import etree

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Context,
    Date,
    Division,
    FieldError,
    Figure,
    Image,
    Item,
    Link,
    Mention,
    Moment,
    Note,
    OrderedList,
    Paragraph,
    Quotation,
    RawBlock,
    ReadError,
    Release,
    Row,
    Span,
    Speech,
    Table,
    Text,
)  # fmt: skip
from releasekit.formats.tei.grammar import Grammar
from releasekit.formats.tei.schema import grammar, problems, schema
from releasekit.testing import releases

if TYPE_CHECKING:
    from releasekit.formats.tei.patterns import Element

GOLDENS = sorted(Path(__file__).parents[2].glob("golden/*/release.tei.xml"))
T = (Text("x"),)
P = Paragraph(T)
INLINES = (Link(T, "a"), Mention(T, "event"), Date(T, Moment("2027")), Note((P,)), Quotation(T), Span(T, "w"))
BODY = (
    BulletList((Item((P,)),)),
    OrderedList((Item((P,)), Item((P,))), 3),
    Table((Row((Cell((P,)),)),)),
    Figure(Image("a.png", "alt"), T, T),
    BlockQuote((P,), T),
    Speech((P,), T),
    CodeBlock("a", "py"),
    Division((P,), "boilerplate"),
    Paragraph(INLINES),
    RawBlock("html", "<hr>"),
)


@pytest.fixture(scope="session")
def text(whole, write) -> str:
    """A release with every field and all sorts of markup, as TEI."""
    return write(evolve(whole, body=(*whole.body, *BODY))).text


def element(name: str) -> Element:
    """The first definition of an element of that name, from the start of the grammar on."""
    waiting, seen = list(grammar().start.all_elements), set()
    while waiting:
        definition = waiting.pop(0)
        if definition.names[0].endswith("}" + name):
            return definition
        new = [each for each in definition.content.all_elements if each not in seen]
        seen.update(new)
        waiting += new
    raise AssertionError(name)


def told(text: str) -> list[str]:
    return [problem.message for problem in problems(text.encode(), Context())]


# ── what we write ───────────────────────────────────────────────────────────────────────────────────────────────────


@given(release=releases())
@settings(max_examples=100)
def test_every_release_is_written_as_the_schema_says(release, write):
    assert problems(write(release).data, Context()) == ()


def test_the_least_and_the_whole_release_are_as_the_schema_says(whole, write, text):
    for release in (Release(), whole):
        assert problems(write(release).data, Context()) == ()
    assert told(text) == []


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.parent.name)
def test_every_golden_is_as_the_schema_says(golden):
    assert problems(golden.read_bytes(), Context()) == ()


# ── what is not ours ────────────────────────────────────────────────────────────────────────────────────────────────

MOMENT = "a year, month, day or time as in 2027, 2027-03, 2027-03-14, 2027-03-14T09:30 or 2027-03-14T09:30+01:00"
NAME = "a name of letters, digits, hyphens, points and underscores, that does not begin with a digit, hyphen or point"
BROKEN = [
    # a part of the header is missing, or stands elsewhere
    (r"<titleStmt>.*</titleStmt>", "", "editionStmt cannot stand here in fileDesc: expected titleStmt"),
    (r"<publicationStmt>.*</publicationStmt>", "", "seriesStmt cannot stand here in fileDesc: expected publicationStmt"),
    (r"<sourceDesc>.*</sourceDesc>", "", "fileDesc ends too early: expected sourceDesc"),
    (r"<encodingDesc>.*</encodingDesc>", "", "profileDesc cannot stand here in teiHeader: expected encodingDesc"),
    (r"<textClass>.*</textClass>", "", "profileDesc ends too early: expected textClass"),
    (r"<teiHeader>.*</teiHeader>", "", "standOff cannot stand here in TEI: expected teiHeader"),
    (r"<text .*</text>", "", "TEI ends too early: expected text"),
    (r"<body>.*</body>", "", "text ends too early: expected body"),
    (r"<publisher>Ministry</publisher>", "", "address cannot stand here in publicationStmt: expected publisher"),
    (r"<respStmt>.*</respStmt>", "", "titleStmt ends too early: expected author or respStmt"),
    (r"<name>releasekit<", "<name>somebody<", 'the content of name is “somebody”: expected "releasekit"'),
    (r"<title type=\"main\">", "<title>", 'title needs the attribute type: "main"'),
    (r"(<title type=\"sub\">.*?</title>)", r"\1\1", "title cannot stand here in titleStmt: expected author or respStmt"),
    (r"<profileDesc>", "<profileDesc>words", "the words “words” cannot stand directly in profileDesc: expected abstract, langUsage or textClass"),
    (r"<langUsage>", "<langUsage><p>words</p>", "p cannot stand here in langUsage: expected language"),
    (r"<edition n=\"2\">", "<edition>", "edition needs the attribute n"),
    (r"<abstract>.*</abstract>", "<abstract/>", "abstract ends too early: expected p"),
    # a value that is none
    (r"when-iso=\"2027-03-13\"", 'when-iso="13 March"', f"the attribute when-iso of date is “13 March”: expected {MOMENT}"),
    (r"when-iso=\"2027-03-13\"", 'when-iso="2027-02-30"', f"the attribute when-iso of date is “2027-02-30”: expected {MOMENT}"),
    (r"when-iso=\"2027-03-13\"", 'when-iso="2027-03-13T25:00"', f"the attribute when-iso of date is “2027-03-13T25:00”: expected {MOMENT}"),
    (r"<date type=\"released\"", '<date type="publication"', 'the attribute type of date is “publication”: expected "released", "distributed" or "event"'),
    (r"<date type=\"released\"", "<date", 'date needs the attribute type: "released", "distributed" or "event"'),
    (r"ident=\"ar\"", 'ident="Arabic language"', "the attribute ident of language is “Arabic language”: expected a language tag (BCP 47), such as en or pt-BR"),
    (r"status=\"restricted\"", 'status="free"', 'the attribute status of availability is “free”: expected "restricted"'),
    (r"status=\"withdrawn\"", 'status="with drawn"', f"the attribute status of revisionDesc is “with drawn”: expected {NAME}"),
    (r"<catRef target=\"#", '<catRef target="', "the attribute target of catRef is “g.statement_”: expected # and the id of the category or taxonomy"),
    (r"<head type=\"main\">", '<head type="top">', 'the attribute type of head is “top”: expected "main" or "sub"'),
    (r"rend=\"lead\"", 'rend="two words"', f"the attribute rend of p is “two words”: expected {NAME}"),
    (r"rend=\"bulleted\"", 'rend="starred"', 'the attribute rend of list is “starred”: expected "bulleted", "bulleted loose" or bulleted or numbered, the style of the numbers, and loose, as in numbered lower-alpha loose'),
    (r"<item n=\"3\">", '<item n="c">', "the attribute n of item is “c”: expected the number of the first item"),
    (r"(<table) rows=\"1\"", r'\1 rows="0"', "the attribute rows of table is “0”: expected a whole number from 1"),
    (r"<note place=\"bottom\"", '<note place="margin"', 'the attribute place of note is “margin”: expected "bottom"'),
    (r"direct=\"true\"", 'direct="yes"', 'the attribute direct of said is “yes”: expected "true"'),
    (r"<rs type=\"event\">", '<rs type="person">', "the attribute type of rs is “person”: expected a kind of entity, a name, other than person, organisation and place, which have elements of their own"),
    (r"target=\"a\"", 'target=""', "the attribute target of ref is “”: expected an address without white space"),
    (r"target=\"tel:\+123\"", 'target="tel:one"', "the attribute target of ref is “tel:one”: expected tel: and the digits of the number"),
    (r"<text xml:lang=\"ar\" style=\"direction: rtl\"", '<text style="color: red"', 'the attribute style of text is “color: red”: expected "direction: ltr" or "direction: rtl"'),
    # names that point
    (r"xml:id=\"anna\"", 'xml:id="lavrov"', "the xml:id “lavrov” is given twice: it stands in line 83 already"),
    (r"xml:id=\"anna\"", 'xml:id="1"', "the attribute xml:id of person is “1”: expected a name that nothing else in the document has"),
    # attributes that are missing or too many
    (r" xml:space=\"preserve\"", "", 'TEI needs the attribute xml:space: "preserve"'),
    (r"<div type=\"release\">", "<div>", 'div needs the attribute type: "release"'),
    (r"<div type=\"release\">", '<div type="release" n="1">', "div cannot have the attribute n here: expected no other"),
    (r"<div type=\"boilerplate\">", "<div>", "div needs the attribute type"),
    (r"<div type=\"boilerplate\">", '<div type="x" subtype="y">', "div cannot have the attribute subtype here: expected rend, xml:lang or style"),
    (r"<div type=\"boilerplate\">", '<div type="two words">', 'the attribute type of div is “two words”: expected "section", "continuation", "division", "contact", "attachments" or a kind of division, such as boilerplate, notesToEditors or another name'),
    (r" rend=\"bulleted\"", "", "list needs the attribute rend"),
    (r"<graphic url=\"a.png\" mimeType=\"image/png\"/>", "<graphic/>", "graphic needs the attribute url"),
    (r"<milestone unit=\"rawBlock\" type=\"html\" n=\".*?\"", '<milestone unit="rawBlock"', "milestone needs the attribute type and the attribute n"),
    (r"<seg type=\"hours\">", "<seg>", 'seg needs the attribute type: "hours"'),
    (r"<code lang=\"py\">", '<code lang="py" rend="x">', "code cannot have the attribute rend here: expected no other"),
    # elements and words that stand where they cannot
    (r"<body>", "<body><nonsense/>", "nonsense cannot stand here in body: expected div"),
    (r"<standOff>", "<standOff><listPerson/>", "listPerson ends too early: expected person"),
    (r"<div type=\"contact\">", '<div type="contact"><p>Words</p>', "the words “Words” cannot stand directly in p: expected address"),
    (r"<opener>", "<opener>Words", "the words “Words” cannot stand directly in opener: expected seg, dateline or nothing more"),
    (r"<trailer>", "<p>late</p><trailer>", "the words “late” cannot stand directly in p: expected nothing more"),
    (r"<speaker>", "<p>early</p><speaker>", "speaker cannot stand here in sp: expected p, ab, list, quote, cit, table, figure or one of 4 others"),
    (r"<cell>", "<cell><row/>", "row cannot stand here in cell: expected words, hi, ref, persName, orgName, placeName, rs or one of 22 others"),
    (r"<seg type=\"w\">", '<w>x</w><seg type="w">', "w cannot stand here in p: expected words, hi, ref, persName, orgName, placeName, rs or one of 13 others"),
    (r"<graphic url=\"a.png\" mimeType=\"image/png\"/>", "", "head cannot stand here in figure: expected graphic"),
    (r"<figDesc>", '<figDesc><hi rend="bold">x</hi>', "hi cannot stand here in figDesc: expected words or nothing more"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), BROKEN, ids=[message[:60] for _, _, message in BROKEN])
def test_what_is_not_ours_is_told_once_with_its_line_and_what_was_expected(old, new, message, text):
    broken, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
    assert count == 1
    found = problems(broken.encode(), Context())
    lavrov = text[: text.index('xml:id="lavrov"')].count("\n") + 1
    assert [problem.message for problem in found] == [message.replace("{lavrov}", str(lavrov))]
    assert found[0].line == line_of(message, text, broken)


def line_of(message: str, text: str, broken: str) -> int:
    """Where the problem is: at the change, at the element after it that cannot stand there, or at the one before it that ends."""
    lines = broken.split("\n")
    change = next(number for number, (old, new) in enumerate(zip(text.split("\n"), lines, strict=False), 1) if old != new)
    if after := re.match(r"(\w+) cannot stand here", message):
        return next(number for number, line in enumerate(lines, 1) if number >= change and f"<{after[1]}" in line)
    if around := re.match(r"(\w+) ends too early", message):
        return max(number for number, line in enumerate(lines[:change], 1) if f"<{around[1]}" in line)
    return change


def test_several_problems_are_told_in_the_order_of_their_lines(text):
    broken = (
        text.replace('rend="lead"', 'rend="1"').replace("<body>", "<body><x/>").replace("<edition ", "<edition cert='low' ")
    )
    found = problems(broken.encode(), Context())
    assert [problem.message.partition(" ")[0] for problem in found] == ["edition", "x", "the"]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_one_mistake_in_many_places_is_told_for_each(text):
    broken = re.sub(r"<(/?)p\b", r"<\1para", text)
    lines = {number for number, line in enumerate(broken.split("\n"), 1) if "<para" in line}
    assert {problem.line for problem in problems(broken.encode(), Context())} == lines


def test_long_values_are_cut_in_a_message(text):
    (message,) = told(text.replace('rend="lead"', f'rend="{"word " * 1000}"'))
    assert len(message) < 300


def test_what_is_no_tei_cannot_be_judged():
    with pytest.raises(ReadError):
        problems(b"<html/>", Context())


def test_what_the_schema_says_in_words_that_are_not_understood_is_an_error_of_ours():
    rng = b'<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="x"><start><element name="a"><list/></element></start></grammar>'
    with pytest.raises(NotImplementedError, match="list in line 1 of the schema"):
        _ = Grammar(rng).start.next_elements[0].content


# ── the schema itself ───────────────────────────────────────────────────────────────────────────────────────────────


def test_every_value_that_a_message_describes_is_documented():
    rng = etree.fromstring(schema())
    names = {"r": "http://relaxng.org/ns/structure/1.0", "a": "http://relaxng.org/ns/compatibility/annotations/1.0"}
    silent = rng.xpath(
        "//r:data[@type='string'][not(a:documentation)][not(ancestor::r:define[1]/a:documentation)]", namespaces=names
    )
    assert [each.sourceline for each in silent] == []


def test_every_element_says_what_it_is_of_a_release():
    rng = etree.fromstring(schema())
    names = {"r": "http://relaxng.org/ns/structure/1.0", "a": "http://relaxng.org/ns/compatibility/annotations/1.0"}
    silent = rng.xpath("//r:element[not(normalize-space(a:documentation))]", namespaces=names)
    assert [each.sourceline for each in silent] == []


DAYS = ["", "-02-28", "-02-29", "-02-30", "-00", "-13", "-12", "-04-30", "-04-31", "-12-31T23:59", "-12-31T24:00", "-1-1"]
TIMES = ["T09:60", "T09:30:60", "T09:30:59.123456789Z", "T09:30+23:59", "T09:30-24:00", "T9:30", "T09:30z", "T09", " "]


@pytest.mark.parametrize(
    "year", ["0000", "0001", "0004", "0100", "0400", "1900", "1999", "2000", "2027", "2028", "2100", "9999", "27"]
)
def test_the_schema_knows_the_moments_that_the_model_knows_and_no_others(year):
    (when,) = (each for each in element("date").content.attributes if each.name == "when-iso")
    for moment in (year + rest for rest in DAYS + [f"-06-30{time}" for time in TIMES]):
        try:
            known = bool(Moment(moment))
        except FieldError:
            known = False
        assert when.value.holds(moment) == known, moment


# ── the judge of judges ─────────────────────────────────────────────────────────────────────────────────────────────


def damage(top, chance: random.Random) -> None:
    """Change one thing in a document, so that it may or may not be valid any more."""
    elements = list(top.iter())
    element, other = chance.choice(elements[1:]), chance.choice(elements)
    match chance.randrange(8):
        case 0:
            element.getparent().remove(element)
        case 1 if element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        case 2:
            element.addnext(deepcopy(element))
        case 3 if element.getnext() is not None:
            element.getnext().addnext(element)
        case 4:
            element.tag = other.tag
        case 5 if element.attrib:
            value = chance.choice(["x", "1", "", "a b", "bold", "section", "2027-13", "2027-01-01", "#x", "level2"])
            element.set(chance.choice(list(element.attrib)), value)
        case 6 if other.attrib:
            name = chance.choice(list(other.attrib))
            element.set(name, other.get(name))
        case _:
            element.text = (element.text or "") + "words"


def damaged(seed: int) -> bytes:
    chance = random.Random(seed)
    top = etree.fromstring(GOLDENS[seed % len(GOLDENS)].read_bytes(), etree.XMLParser(collect_ids=False))
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        damage(top, chance)
    return etree.tostring(top, encoding="utf-8", xml_declaration=True)


def test_jing_reads_the_schema_and_agrees_on_every_document_damaged_or_not(jing_tei, text, tmp_path):
    (tmp_path / "ours.rng").write_bytes(schema())
    documents = {"whole.xml": text.encode()} | {f"golden-{path.parent.name}.xml": path.read_bytes() for path in GOLDENS}
    documents |= {
        f"broken-{number}.xml": re.sub(old, new, text, count=1, flags=re.DOTALL).encode()
        for number, (old, new, _) in enumerate(BROKEN)
    }
    documents |= {f"damaged-{seed}.xml": damaged(seed) for seed in range(600)}
    for name, data in documents.items():
        (tmp_path / name).write_bytes(data)
    command = [*jing_tei[:-1], "ours.rng", *documents]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    jings = {Path(line.partition(":")[0]).name for line in done.stdout.splitlines()}
    ours = {name for name, data in documents.items() if problems(data, Context())}
    assert ours == jings
    assert len(BROKEN) + 300 < len(ours) < len(documents) - len(GOLDENS)


def test_comments_and_processing_instructions_are_no_problem(text):
    told_to = Context()
    broken = text.replace("<teiHeader>", "<!-- a --><?b c?><teiHeader>").replace("</p>", "<!-- d --></p><?xml-model href='e'?>")
    assert broken != text
    assert problems(broken.encode(), told_to) == ()
    assert told_to.notes == []
