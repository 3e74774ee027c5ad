"""Where each field of a release stands in TEI, and that it comes back from there."""

from __future__ import annotations

import pytest
from attrs import evolve, fields

from releasekit import (
    Attachment,
    Change,
    Contact,
    Dateline,
    Embargo,
    Entity,
    Heading,
    Image,
    Issuer,
    Mention,
    Moment,
    Note,
    Number,
    Paragraph,
    Release,
    Rights,
    Source,
    Subject,
    Text,
    Translation,
)  # fmt: skip

FILE = "/t:TEI/t:teiHeader/t:fileDesc"
PUBLISHED = f"{FILE}/t:publicationStmt"
PROFILE = "/t:TEI/t:teiHeader/t:profileDesc"
PLACES = {
    "id": {f"{PUBLISHED}/t:idno[@type='URI']": ["https://example.org/1?a=b&c"]},
    "version": {f"{FILE}/t:editionStmt/t:edition/@n": ["2"]},
    "kind": {
        f"{PROFILE}/t:textClass/t:catRef/@target": ["#g.statement_"],
        "//t:category/@xml:id": ["g.statement_"],
        "//t:category/@n": ["statement"],
        "//t:catDesc": ["Statement"],
    },
    "numbers": {
        f"{PUBLISHED}/t:idno[@type='docnumber']": ["07-55"],
        f"{PUBLISHED}/t:idno[@type='ref']": ["X/1"],
        f"{PUBLISHED}/t:idno/@corresp": ["files/a%20b.pdf"],
        f"{PUBLISHED}/t:idno/@n": ["files/a b.pdf"],
        "/t:TEI/@xml:id": ["r-07-55"],
    },
    "section": {f"{FILE}/t:seriesStmt/t:idno[@type='section']": ["Foreign policy", "News"]},
    "headline": {
        f"{FILE}/t:titleStmt/t:title[@type='main']": ["Minister visits the port"],
        f"{FILE}/t:titleStmt/t:title/t:hi/@rend": ["italic"],
        "//t:body/t:div/t:head[@type='main']": ["Minister visits the port"],
    },
    "subtitle": {
        f"{FILE}/t:titleStmt/t:title[@type='sub']": ["A second line"],
        "//t:div/t:head[@type='sub']": ["A second line"],
    },
    "summary": {f"{PROFILE}/t:abstract/t:p": ["First.", "Second."]},
    "issuers": {
        f"{PUBLISHED}/t:publisher": ["Ministry", "Port"],
        f"{PUBLISHED}/t:address/t:addrLine": ["1 Street", "City"],
        f"{FILE}/t:titleStmt/t:author/t:orgName": ["Ministry", "Port"],
        f"{FILE}/t:titleStmt/t:author/t:orgName/@ref": ["https://mid.example"],
        f"{FILE}/t:titleStmt/t:author/t:orgName/@key": ["port-7"],
    },
    "released": {f"{PUBLISHED}/t:date[@type='released']/@when-iso": ["2027-03-14T09:30"]},
    "distributed": {f"{PUBLISHED}/t:date[@type='distributed']/@when-iso": ["2027-03-14T09:00:00Z"]},
    "event_date": {f"{PUBLISHED}/t:date[@type='event']/@when-iso": ["2027-03-13"]},
    "modified": {"//t:revisionDesc/t:change[@type='modified']/@when-iso": ["2027-03-15"]},
    "embargo": {
        f"{FILE}/t:notesStmt/t:note/t:date[@type='embargo']/@notBefore-iso": ["2027-03-14T09:30+01:00"],
        f"{FILE}/t:notesStmt/t:note[@type='embargo']": ["9:30 a.m. CET"],
    },
    "status": {"//t:revisionDesc/@status": ["withdrawn"]},
    "changes": {
        "//t:revisionDesc/t:change[not(@type)]": ["A name", "First issue"],
        "//t:change[not(@type)]/@when-iso": ["2027-03-15"],
        "//t:change/@n": ["2"],
        "//t:change/@status": ["published"],
    },
    "replaces": {f"{FILE}/t:notesStmt/t:relatedItem[@type='replaces']/@target": ["https://example.org/0"]},
    "replaced_by": {
        f"{FILE}/t:notesStmt/t:relatedItem[@type='replacedBy']/@target": ["no%20address"],
        f"{FILE}/t:notesStmt/t:relatedItem[@type='replacedBy']/@n": ["no address"],
    },
    "instruction": {"//t:div/t:opener/t:seg[@type='releaseInstruction']": ["FOR IMMEDIATE RELEASE"]},
    "dateline": {
        "//t:opener/t:dateline": ["PORT-CITY, 14 March (Wire) –"],
        "//t:opener/t:dateline/t:placeName": ["PORT-CITY"],
        "//t:opener/t:dateline/t:placeName/@ref": ["#city"],
        "//t:opener/t:dateline/t:date/@when-iso": ["2027-03-14"],
        f"{PUBLISHED}/t:pubPlace/t:placeName": ["Port-City"],
    },
    "lang": {"/t:TEI/@xml:lang": ["ar"], "/t:TEI/t:text/@xml:lang": ["ar"], "//t:language/@ident": ["ar", "en", "fr"]},
    "direction": {"/t:TEI/t:text/@style": ["direction: rtl"]},
    "translations": {
        f"{FILE}/t:notesStmt/t:relatedItem[@type='translation']/@target": ["en.html"],
        f"{FILE}/t:notesStmt/t:relatedItem[@type='translation']/@xml:lang": ["en", "fr"],
    },
    "contacts": {
        "//t:div[@type='contact']/t:p/t:address/t:addrLine[1]": ["A. Person", "b@example.org"],
        "//t:address/t:addrLine/t:persName": ["A. Person"],
        "//t:address/t:addrLine/t:roleName": ["Press officer"],
        "//t:address/t:addrLine/t:orgName": ["Ministry"],
        "//t:address/t:addrLine/t:email": ["a@example.org", "b@example.org"],
        "//t:address/t:addrLine/t:ref/@target": ["tel:+123", "https://example.org/press"],
        "//t:address/t:addrLine/t:seg[@type='hours']": ["9-17"],
    },
    "attachments": {
        "//t:div[@type='attachments']/t:list/t:item/t:ref/@target": ["files/a.pdf", "b%20c.zip"],
        "//t:div[@type='attachments']/t:list/t:item": ["Annex", ""],
        "//t:ref/@mimeType": ["application/pdf"],
    },
    "keywords": {f"{PROFILE}/t:textClass/t:keywords/t:term": ["port", "sea trade"]},
    "subjects": {
        f"{PROFILE}/t:textClass/t:classCode": ["11000000", "X"],
        f"{PROFILE}/t:textClass/t:classCode/@scheme": ["http://cv.example.org/", "#"],
    },
    "entities": {
        "/t:TEI/t:standOff/t:listPerson/t:person/@xml:id": ["lavrov", "anna", "g.statement"],
        "/t:TEI/t:standOff/t:listOrg/t:org/@xml:id": ["port"],
        "/t:TEI/t:standOff/t:listPlace/t:place/t:placeName": ["Port-City"],
        "/t:TEI/t:standOff/t:listEvent/t:event/@xml:id": ["fair"],
        "/t:TEI/t:standOff/t:list/t:item/@xml:id": ["law", "genre"],
        "/t:TEI/t:standOff/t:list[@type='act']/t:item/t:name": ["Ports Act"],
        "//t:person/t:idno[@type='URI']": ["https://example.org/l"],
        "//t:person/t:note[@type='role']": ["Minister"],
        "//t:taxonomy/@xml:id": ["genre_"],
    },
    "rights": {
        f"{PUBLISHED}/t:availability/t:p": ["(c) Ministry"],
        f"{PUBLISHED}/t:availability/t:licence": ["CC BY"],
        f"{PUBLISHED}/t:availability/t:licence/@target": ["https://creativecommons.org/licenses/by/4.0/"],
    },
    "end_mark": {"//t:div[@type='release']/t:trailer": ["###"]},
    "source": {
        f"{FILE}/t:sourceDesc/t:bibl/t:ref": ["Web page"],
        f"{FILE}/t:sourceDesc/t:bibl/t:ref/@target": ["https://example.org/1"],
        f"{FILE}/t:sourceDesc/t:bibl/t:note[@type='format']": ["text"],
        f"{FILE}/t:sourceDesc/t:bibl/t:note[@type='found']/@n": ["released"],
        f"{FILE}/t:sourceDesc/t:bibl/t:note[@type='found']/@cert": ["high"],
        f"{FILE}/t:sourceDesc/t:bibl/t:note[@type='found']/t:quote": ["14 March"],
    },
    "extra": {
        f"{FILE}/t:notesStmt/t:note[@type='extra']": ['{"a":[1,"<&>",null]}', '"z"'],
        f"{FILE}/t:notesStmt/t:note[@type='extra']/@n": ["layout", "x y\n"],
    },
    "body": {"//t:body/t:div[@type='release']/t:p/@rend": ["lead"], "//t:div[@type='section']/t:head": ["Words & <more>"]},
}
"""For each field of the whole release: XPaths, and what they must find."""


def test_every_field_has_its_place_here(whole):
    assert set(PLACES) == {field.name for field in fields(Release)}
    for field in fields(Release):
        assert getattr(whole, field.name) != field.default, field.name


@pytest.mark.parametrize("field", PLACES)
def test_a_field_stands_where_the_mapping_says(field, write, whole):
    written = write(whole)
    assert {path: written.find(path) for path in PLACES[field]} == PLACES[field]


@pytest.mark.parametrize("field", [field.name for field in fields(Release)])
def test_a_field_alone_comes_back(field, write, whole):
    write(Release(**{field: getattr(whole, field)}))


def test_a_release_that_says_nothing_is_valid_and_comes_back(write):
    written = write(Release())
    assert written.find(f"{PUBLISHED}/t:publisher") == [""]
    assert written.release.issuers == ()


@pytest.mark.parametrize(
    "values",
    [
        {"kind": ""},
        {"kind": "pressrelease"},
        {"kind": "genre"},
        {"kind": "press-release", "entities": (Entity("g.press-release"), Entity("g.press-release_"), Entity("genre"))},
        {"embargo": Embargo()},
        {"embargo": Embargo(None, "until  the\nminister speaks")},
        {"embargo": Embargo(Moment("2027"), "")},
        {"status": "draft"},
        {"modified": Moment("2027-01-01T00:00")},
        {"changes": (Change(at=Moment("2027")),)},
        {"summary": "One\n\n\n\ntwo\n \n  three"},
        {
            "numbers": (
                Number("1", "URI"),
                Number("2", "docnumber"),
                Number("3", "number"),
                Number("", "", "x"),
                Number("4", "section"),
            )
        },
        {"id": "not a URI", "numbers": (Number("r/1"),)},
        {"numbers": (Number("1"),), "entities": (Entity("r-1"),)},
        {"issuers": (Issuer("", "x"), Issuer("A", "", "a\n\nb"), Issuer("A"))},
        {"issuers": (Issuer("", "", "only an address"),)},
        {"rights": Rights(terms="as is")},
        {"rights": Rights(notice="a\n\nb")},
        {"rights": Rights(href="a b")},
        {"rights": Rights("\xa0", "\xa0")},
        {"summary": "\xa0", "version": "\xa0", "section": ("\xa0",), "keywords": ("\xa0",), "id": "\xa0"},
        {"issuers": (Issuer("\xa0", "", "\xa0"),), "embargo": Embargo(None, "\xa0"), "changes": (Change("\xa0"),)},
        {"source": Source(format="md")},
        {"source": Source(title="T  t")},
        {"translations": (Translation(""), Translation("", "x y"), Translation("en"))},
        {"subjects": (Subject("1", "#"), Subject("", "a b"))},
        {"attachments": (Attachment("", "only a title"), Attachment("x", media_type="text/html; charset=utf-8"))},
        {"contacts": (Contact(hours="9"), Contact(phone="no digits"), Contact(url="a b"), Contact(email="x", name="<n>"))},
        {"dateline": Dateline("Words only")},
        {"dateline": Dateline("ISTANBUL, 3.1.", "İstanbul", Moment("2027-01-03"))},
        {"dateline": Dateline("January", "Nowhere", Moment("2027"))},
        {"dateline": Dateline("Rome2027", "Rome", Moment("2027"))},
        {"dateline": Dateline("（北京　10月1日）", "北京", Moment("2027-10-01"))},
        {"end_mark": "-30-", "headline": (Text("H"),)},
        {"end_mark": "ENDS", "body": (Note,)[:0]},
        {"headline": (Image("a.png"),), "subtitle": (Image("b.png", "x"),)},
        {"headline": (Text("With a note"), Note((Paragraph((Text("n"),)),)))},
        {"headline": (Text("Same"),), "body": (Heading((Text("Same"),), 1), Paragraph((Text("x"),)))},
        {"subtitle": (Text("Same"),), "body": (Heading((Text("Same"),), 2),)},
    ],
)
def test_what_a_field_may_say_at_its_edges_comes_back(values, write):
    write(Release(**values))


def test_open_ended_embargo_has_no_instant(write):
    written = write(Release(embargo=Embargo(None, "until delivery")))
    assert written.find("//t:date[@type='embargo']/@notBefore-iso") == []
    assert written.find("//t:date[@type='embargo']") == ["until delivery"]


def test_a_dateline_keeps_its_words_and_marks_place_and_date_in_them(write):
    written = write(Release(dateline=Dateline("MOSCOW, January 27, 2017 –", "Moscow", Moment("2017-01-27"))))
    assert '<placeName key="Moscow">MOSCOW</placeName>, <date when-iso="2017-01-27">January 27, 2017</date> –' in written.text


def test_a_mention_and_its_entity_are_joined_by_the_id(write):
    release = Release(
        entities=(Entity("lavrov", name="Lavrov"),),
        body=(Paragraph((Mention((Text("the minister"),), "person", "lavrov"),)),),
    )
    written = write(release)
    assert written.find("//t:p/t:persName/@ref") == ["#lavrov"]
    assert written.find("//t:person/@xml:id") == ["lavrov"]


def test_the_same_release_gives_the_same_bytes_and_no_time_of_making(write, whole):
    assert write(whole).data == write(evolve(whole)).data
    assert b"appInfo" not in write(whole).data


@pytest.mark.parametrize(
    ("printed", "marked"),
    [
        ("BREMEN, May 4 (Ferry Wire) —", "May 4"),
        ("BREMEN, January 27 /Interfax/", "January 27"),
        ("BREMEN, May 4 (Yonhap) and Busan", "May 4"),
        ("BREMEN, May 4, 2026 /PRNewswire/ --", "May 4, 2026"),
        ("BREMEN (May 4, 2026) —", "May 4, 2026"),
        ("4 mai 2026, à BREMEN", "4 mai 2026"),
    ],
)
def test_only_the_words_of_the_date_are_marked_as_the_date_in_a_dateline(printed, marked, write):
    written = write(Release(dateline=Dateline(printed, "" if printed[0] == "4" else "Bremen", Moment("2026-05-04"))))
    assert written.find("//t:dateline/t:date") == [marked]
