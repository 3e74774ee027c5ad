"""The lists of a pack: contents, digest, chronology, numbers, contacts, colophon, index; and the order of words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import Contact, FieldError, Moment, Translation
from releasekit.briefing import (
    Collator,
    Enclosure,
    Entry,
    LeftOut,
    Origin,
    Pack,
    Part,
    by_number,
    chronology,
    colophon,
    contacts,
    contents,
    digest,
    index,
    latest,
    translations,
)
from releasekit.testing import packs


def test_contents_have_a_line_for_each_entry_with_its_part(release):
    first, second = (Part(title=title, entries=(Entry(release=release(title)),)) for title in ("Sea", "Land"))
    lines = contents(Pack(parts=(first, second)))
    assert [(line.at, line.part, line.title) for line in lines] == [(0, 0, "Sea"), (1, 1, "Land")]


def test_a_line_has_the_short_title_else_the_headline_else_the_file(release, bind):
    short = Entry(release=release("A long headline"), title="Short")
    bare = Entry(release=release(""), origin=Origin(name="week/harbour/bare.md"))
    assert [line.title for line in contents(bind(short, release("Headline"), bare))] == ["Short", "Headline", "bare.md"]


def test_the_digest_takes_the_summary_else_the_lead(release, bind):
    pack = bind(release(summary="In short."), release(words="The lead."))
    assert [line.summary for line in digest(pack)] == ["In short.", "The lead."]


def test_the_digest_has_a_release_once_in_the_language_of_the_pack(release, bind):
    german = release("Der Kai ist offen", lang="de", id="urn:kai", translations=(Translation("en", "urn:quay"),))
    english = release(id="urn:quay")
    pack = bind(german, english, lang="en-GB")
    assert translations(pack) == ((0, 1),)
    assert [line.title for line in digest(pack)] == ["The quay is open"]


def test_the_chronology_mixes_dates_with_and_without_zones(release, bind):
    pack = bind(
        release("third", day="2027-03-15T10:00+01:00"), release("none", day=""), release("second", day="2027-03-15T08:00Z"),
        release("first", day="2027-03-15"),
    )  # fmt: skip
    assert [line.title for line in chronology(pack)] == ["first", "second", "third", "none"]


def test_numbers_are_in_the_order_in_which_people_count(release, bind):
    pack = bind(*(release(number=number) for number in ("10-2027", "9-2027", "", "A-2", "١١")))
    assert [line.number for line in by_number(pack)] == ["9-2027", "10-2027", "١١", "A-2"]


def test_the_date_of_a_pack_is_its_own_else_that_of_its_latest_release(release, bind):
    pack = bind(release(day="2027-03-15"), release(day="2027-03-18"), release(day=""))
    assert latest(pack) == Moment("2027-03-18")
    assert latest(bind(release(), date=Moment("2027-03-20"))) == Moment("2027-03-20")


def test_a_contact_stands_once_with_all_that_name_it(release, bind):
    press, other = Contact("Press office"), Contact("Ada Quay")
    listed = contacts(bind(release(contacts=(press,)), release(contacts=(other, press))))
    assert [(each.contact.name, each.at) for each in listed] == [("Press office", (0, 1)), ("Ada Quay", (1,))]


def test_the_colophon_has_every_file_with_its_digest(release):
    entry = Entry(
        release=release(),
        origin=Origin(name="a.md", digest="sha256:1"),
        enclosures=(Enclosure(href="map.pdf", digest="sha256:2"),),
    )
    left = LeftOut(origin=Origin(name="b.md", digest="sha256:3"), reason="withdrawn")
    found = colophon(Pack(parts=(Part(entries=(entry,)),), left_out=(left,)))
    assert [(each.name, each.digest, each.at, each.enclosed) for each in found] == [
        ("a.md", "sha256:1", 0, False), ("map.pdf", "sha256:2", 0, True), ("b.md", "sha256:3", None, False)
    ]  # fmt: skip


def test_pages_of_an_enclosure_are_numbers_and_ranges():
    assert Enclosure(href="x.pdf", pages="1-3, 7").numbers(5) == (1, 2, 3)
    assert Enclosure(href="x.pdf", pages="5,2").numbers(9) == (5, 2)
    assert Enclosure(href="x.pdf").numbers(2) == (1, 2)
    with pytest.raises(FieldError, match="'3-1' are no pages"):
        Enclosure(href="x.pdf", pages="3-1")


# ── index ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_index_says_where_each_name_stands_and_turns_those_of_persons(release, bind):
    pack = bind(
        release(mentions=[("person", "Ada Quay"), ("place", "Merin")]), release(mentions=[("person", "Ada Quay")]),
    )  # fmt: skip
    person, place = index(pack)
    assert (person.name, person.letter, person.entries) == ("Quay, Ada", "Q", (0, 1))
    assert [(each.at, each.where) for each in person.places] == [(0, "/body/0/content/1"), (1, "/body/0/content/1")]
    assert (place.kind, place.name) == ("place", "Merin")


@pytest.mark.parametrize(
    ("name", "lang", "shown"),
    [
        ("Ursula van der Kade", "en", "van der Kade, Ursula"),
        ("Ada", "en", "Ada"),
        ("Quay, Ada", "en", "Quay, Ada"),
        ("Иван Причалов", "ru", "Причалов, Иван"),
        ("Kovács Anna", "hu", "Kovács Anna"),
        ("王小明", "zh", "王小明"),
        ("سلمى الناصري", "ar", "سلمى الناصري"),
    ],
)
def test_a_name_is_turned_where_the_indexes_of_its_language_do_that(release, bind, name, lang, shown):
    assert [each.name for each in index(bind(release(lang=lang, mentions=[("person", name)])))] == [shown]


def test_a_name_with_an_address_takes_in_the_same_name_without_one(release, bind):
    from releasekit import Entity

    stated = release(mentions=[("person", "Ada Quay")], entities=(Entity("e0", "person", "Ada Quay", "https://quay.example"),))
    (found,) = index(bind(release(mentions=[("person", "Ada Quay")]), stated))
    assert found.entries == (0, 1)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", "Alm Zorn Ångström Ärlig Öberg"),
        ("de", "Alm Ärlig Öberg Zorn"),
        ("da", "Abild Zoo Æbelø Ørsted Aarhus"),
        ("cs", "Cesta Čapek Dub Hora Chalupa Ivan Řeka Šaty Zima Žena"),
        ("es", "Nuza Ñame Oca"),
        ("hu", "Cukor Csaba Dal Olga Öröm"),
        ("pl", "Lato Łuk Mama Ono Óda"),
        ("tr", "Cam Çay Hal Isı İnci Oda Öz"),
        ("ru", "Аверин Еленин Ёлкин Жуков Smith"),
        ("el", "Άννα Βασίλης Zorn"),
        ("ar", "أحمد بدر Smith"),
        ("en", "Ångström Zorn Жуков"),
    ],
)
def test_words_are_in_the_order_of_the_language(lang, words):
    wanted = words.split()
    places = Collator(lang).places(sorted(wanted))
    assert sorted(wanted, key=places.__getitem__) == wanted


@pytest.mark.parametrize(
    ("lang", "word", "letter"),
    [
        ("sv", "Ångström", "Å"), ("en", "Ångström", "A"), ("cs", "chalupa", "Ch"), ("da", "Aarhus", "Å"), ("ko", "한국", "ㅎ"),
        ("zh", "王", ""), ("en", "3M", "#"), ("en", "“Quay”", "Q"), ("en", "", "#"), ("ru", "Ёлкин", "Е"),
    ],
)  # fmt: skip
def test_a_word_stands_under_a_letter_of_the_language(lang, word, letter):
    assert Collator(lang).letter(word) == letter


@given(st.sampled_from(["", "sv", "cs", "zh", "ar", "hu", "x-klingon"]), st.lists(st.text(max_size=6), max_size=8))
def test_every_word_has_a_place_of_its_own(lang, words):
    places = Collator(lang).places(words)
    assert places.keys() == set(words)
    assert sorted(places.values()) == list(range(len(places)))


@settings(max_examples=25)
@given(packs())
def test_every_list_of_a_pack_points_at_its_entries(pack):
    count = len(pack.entries)
    assert [line.at for line in contents(pack)] == list(range(count))
    assert sorted(line.at for line in chronology(pack)) == list(range(count))
    assert sorted(at for group in translations(pack) for at in group) == list(range(count))
    assert all(place.at < count for name in index(pack) for place in name.places)
    assert len(digest(pack)) == len(translations(pack))
