"""The files of an authority list: what is understood, and what is refused with its line."""

from __future__ import annotations

import random
import re

import pytest

from releasekit import Authority, Context, FieldError, ReadError
from releasekit.transforms.authority import Form, Record

CSV = "id;kind;name;variants;wikidata\r\nbrandt;PER;Brandt, Ilse;Frau Brandt|Ilse Brandts;Q42\r\n;place;Merin;;\r\n"
JSON = b'[{"id": "m", "kind": "place", "name": "Merin", "variants": {"ru": ["X", "Y"]}, "ref": ["geonames:1", "viaf:2"]}]'
TEI = (
    b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>\n<person xml:id="b"><persName><surname>Brandt</surname>'
    b'<forename>Ilse</forename></persName><persName xml:lang="ru">X</persName><idno type="wikidata">Q42</idno></person>'
    b"</listPerson></standOff></TEI>"
)
BRANDT = Record(
    "brandt",
    "person",
    "Brandt, Ilse",
    (Form("Brandt, Ilse"), Form("Frau Brandt"), Form("Ilse Brandts"), Form("Ilse Brandt")),
    ("http://www.wikidata.org/entity/Q42",),
)
MERIN = Record("merin", "place", "Merin", (Form("Merin"),))


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.replace(";", "\t").encode("utf-16"),
        b"sep=;\r\n" + CSV.encode(),
        CSV.replace("\r\n", "\n\n").encode(),
    ],
)
@pytest.mark.parametrize("name", ["people.csv", ""])
def test_a_sheet_is_read_however_excel_saved_it(data, name):
    assert Authority.from_bytes(data, name).records == (BRANDT, MERIN)


def test_rows_of_one_id_are_one_record_and_a_column_may_have_a_language():
    data = "id,name,variants:ru\nm,Merin,Мерин\nm,Merin,Мерина|Мерине\n".encode()
    (record,) = Authority.from_bytes(data).records
    assert record.forms == (Form("Merin"), Form("Мерин", "ru"), Form("Мерина", "ru"), Form("Мерине", "ru"))


def test_two_of_one_name_without_ids_are_two():
    assert [each.id for each in Authority.from_bytes(b"name\nJo Smith\nJo Smith\n").records] == ["jo-smith", "jo-smith-2"]


@pytest.mark.parametrize(
    "data",
    [
        b'{"merin": {"kind": "place", "name": "Merin"}}',
        b'{"releasekit": 1, "entities": [{"id": "merin", "kind": "place", "name": "Merin"}]}',
        b'[{"id": "merin", "type": "location", "names": [{"text": "Merin"}]}]',
    ],
)
def test_json_may_be_a_list_an_object_by_id_or_a_release(data):
    assert Authority.from_bytes(data).records == (MERIN,)


def test_json_has_forms_by_language_and_several_identifiers():
    (record,) = Authority.from_bytes(JSON).records
    assert record.forms == (Form("Merin"), Form("X", "ru"), Form("Y", "ru"))
    assert record.refs == ("https://sws.geonames.org/1/", "http://viaf.org/viaf/2")


def test_tei_has_names_with_parts_and_languages():
    (record,) = Authority.from_bytes(TEI).records
    assert record == Record("b", "person", "Ilse Brandt", (Form("Ilse Brandt"), Form("X", "ru")), BRANDT.refs)


def test_tei_may_declare_its_encoding():
    data = '<?xml version="1.0" encoding="iso-8859-1"?><listPlace><place n="k"><placeName>Kö</placeName></place></listPlace>'
    assert Authority.from_bytes(data.encode("iso-8859-1")).records[0].name == "Kö"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", None, "no entry"),
        (b"a,b\n1,2\n", 1, "a row of headers with at least name"),
        (b"id,name\n1,Merin\n", 2, "begin with a letter"),
        (b"id,kind,name\nx,persn,Merin\n", 2, "did you mean person?"),
        (b"id,name,ref\nx,Merin,17\n", 2, "geonames:17"),
        (b"id,kind,name\nx,place,M\nx,person,N\n", 3, "is a place and a person"),
        (b"name\nA,B\n", 2, "2 cells, and the header has 1"),
        ("name\nМерин\n".encode(), 2, "has no id"),
        (b"name\n" + b"a" * 300, 2, "longer than 200 characters"),
        (b"name\n...\n", 2, "no letter and no digit"),
        (b'name\n"a"b\n', 2, "not CSV"),
        (b"name\nK\xf6\n", 2, "save the file as UTF-8"),
        (b'[{"name": "A"},\n{"id": "m"}]', 2, "entry 2: an entry has no name"),
        (b'{"entities": [{"name": "A"},\n\n{"name": 3}]}', 3, "entry 2: name is text"),
        (b'[{"name": "a", "name": "b"}]', None, "stands twice"),
        (b'[{"name": [["x"]]}]', 1, "list of lists"),
        (b"[" * 100_000, None, "not JSON that can be trusted"),
        (b'{"name":', 1, "not JSON"),
        (b"<listPlace>\n<place/></listPlace>", 2, "this place has no name"),
        (b"<listPlace>\n<place xml:id='1'><placeName>K</placeName></place></listPlace>", 2, "is not an id"),
        (b"<a><b></a>", 1, "not well-formed XML"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 1, "a document type is declared"),
        (b"<a>" * 5000, 1, "not well-formed XML"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(data, line, message):
    with pytest.raises(ReadError, match=re.escape(message)) as caught:
        Authority.from_bytes(data)
    assert caught.value.line == line


def test_a_document_type_is_seen_in_every_encoding():
    data = '<?xml version="1.0" encoding="ibm037"?><!DOCTYPE a [<!ENTITY x "y">]><listPlace/>'.encode("cp037")
    for each in (data, data.decode("cp037").replace("ibm037", "utf-16").encode("utf-16")):
        with pytest.raises(ReadError):
            Authority.from_bytes(each, "list.xml")


def test_a_column_that_is_not_known_is_reported():
    context = Context()
    Authority.from_bytes(b"name,varients,colour\nMerin,x,y\n", context=context)
    ((code, message),) = [(note.code, note.message) for note in context.notes]
    assert code == "authority-key-unknown"
    assert "'varients' (did you mean variants?), 'colour'" in message


def test_two_lists_are_one_where_their_ids_agree():
    one = Authority([Record("m", "place", "Merin", (Form("Merin"),))])
    other = Authority([Record("m", "place", "", (Form("Merins"),), ("x:1",))])
    assert (one + other).records == (Record("m", "place", "Merin", (Form("Merin"), Form("Merins")), ("x:1",)),)
    with pytest.raises(FieldError, match="is a place and a person"):
        one + Authority([Record("m", "person", "Merin")])


@pytest.mark.parametrize("good", [CSV.encode(), JSON, TEI], ids=["csv", "json", "tei"])
def test_a_damaged_file_is_a_list_or_a_read_error(good):
    chance = random.Random(3)
    for _ in range(400):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 4)] = chance.randbytes(chance.randint(0, 3))
        try:
            Authority.from_bytes(bytes(data), chance.choice(["", "a.csv", "a.json", "a.xml"]))
        except ReadError as error:
            assert str(error)
