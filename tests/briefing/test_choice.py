"""Which releases are bound, and in what order: duplicates, versions, withdrawals, filters, translations."""

from __future__ import annotations

from itertools import permutations

import pytest

from releasekit import FieldError, Issuer, Moment, Translation
from releasekit.briefing import Choice, Entry, Origin, chosen


def entries(**releases):
    return [Entry(release=release, origin=Origin(name=name)) for name, release in releases.items()]


def names(found):
    return [[entry.origin.name for entry in part] for part in found.parts]


def reasons(found):
    return {left.origin.name: left.reason for left in found.left_out}


def test_everything_stays_in_its_order_if_nothing_is_said(release):
    found = chosen([entries(b=release("B"), a=release("A"))], Choice())
    assert names(found) == [["b", "a"]]
    assert not found.left_out


def test_of_equal_releases_the_first_stays(release):
    found = chosen([entries(a=release()), entries(b=release())], Choice())
    assert names(found) == [["a"], []]
    assert [(left.origin.name, left.reason, left.said) for left in found.left_out] == [
        ("b", "duplicate", "it is the same release as a")
    ]


def test_a_correction_takes_the_place_of_what_it_replaces(release):
    old = release("Old", id="urn:old", number="7-2027")
    for key in ("urn:old", "7-2027"):
        found = chosen([entries(old=old, new=release("New", replaces=(key,)))], Choice())
        assert names(found) == [["new"]]
        assert reasons(found) == {"old": "superseded"}


def test_a_number_of_two_years_means_neither(release):
    found = chosen([entries(a=release("A", number="7"), b=release("B", number="7"), c=release("C", replaces=("7",)))], Choice())
    assert names(found) == [["a", "b", "c"]]


def test_a_release_that_names_what_replaced_it_goes(release):
    old = release("Old", replaced_by=("urn:new",))
    found = chosen([entries(new=release("New", id="urn:new"), old=old)], Choice())
    assert names(found) == [["new"]]


def test_of_the_versions_of_one_id_the_last_stays_in_any_order(release):
    versions = {f"v{number}": release(f"V{number}", id="urn:x", version=str(number)) for number in (2, 9, 10)}
    for order in permutations(versions):
        found = chosen([entries(**{name: versions[name] for name in order})], Choice())
        assert names(found) == [["v10"]]


def test_two_languages_of_one_id_are_no_versions(release):
    found = chosen([entries(en=release(id="urn:x"), de=release("Der Kai", lang="de", id="urn:x", version="2"))], Choice())
    assert names(found) == [["en", "de"]]


def test_releases_that_replace_each_other_do_not_both_vanish(release):
    a = release("A", id="urn:a", replaces=("urn:b",))
    b = release("B", id="urn:b", replaces=("urn:a",))
    assert len(chosen([entries(a=a, b=b)], Choice()).parts[0]) == 1


def test_a_withdrawn_release_is_listed_and_not_bound(release):
    found = chosen([entries(a=release(), w=release("Gone", status="withdrawn", number="8"))], Choice())
    assert names(found) == [["a"]]
    (left,) = found.left_out
    assert (left.reason, left.title, left.number) == ("withdrawn", "Gone", "8")


def test_a_withdrawal_takes_the_place_of_what_it_withdraws(release):
    found = chosen([entries(a=release(id="urn:a"), w=release("Gone", status="withdrawn", replaces=("urn:a",)))], Choice())
    assert names(found) == [[]]
    assert reasons(found) == {"a": "superseded", "w": "withdrawn"}


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({"since": Moment("2027-03-15")}, ["b", "c"]),
        ({"until": Moment("2027-03-15")}, ["a", "b"]),
        ({"since": Moment("2027-03")}, ["b", "c"]),
        ({"until": Moment("2027-02")}, ["a"]),
        ({"sections": ("NEWS",)}, ["a"]),
        ({"langs": ("pt",)}, ["b"]),
        ({"kinds": ("statement", "speech")}, ["c"]),
    ],
)
def test_a_choice_keeps_what_is_wanted_and_says_why_the_rest_goes(release, choice, kept):
    found = chosen(
        [
            entries(
                a=release("A", day="2027-02-28", section=("Sea", "News")), b=release("B", day="2027-03-15T23:00+01:00", lang="pt-BR"),
                c=release("C", day="2027-03-16", kind="statement"),
            )
        ],
        Choice(**choice),
    )  # fmt: skip
    assert names(found) == [kept]
    assert all(left.reason == "not-chosen" and left.said for left in found.left_out)


def test_a_release_without_a_date_is_in_no_span_of_time(release):
    found = chosen([entries(a=release(day=""))], Choice(since=Moment("2027")))
    assert found.left_out[0].said == "it has no date"


def test_a_bound_of_time_is_a_day_month_or_year():
    with pytest.raises(FieldError, match="has a time: write the day alone, as in 2027-03-15"):
        Choice(since=Moment("2027-03-15T09:00"))
    with pytest.raises(FieldError, match="2027-04 is after 2027-03-15, which is the last that is wanted"):
        Choice(since=Moment("2027-04"), until=Moment("2027-03-15"))
    assert Choice(since=Moment("2027-03-15"), until=Moment("2027-03"))


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("given", "cab"), ("date", "abc"), ("number", "bca"), ("section", "bac"), ("issuer", "abc")],
)
def test_releases_are_ordered_by_what_is_asked_for(release, order, wanted):
    found = chosen(
        [
            entries(
                c=release("C", day="2027-03-17", number="10"), a=release("A", day="2027-03-15", section=("Öl",), issuers=(Issuer("Amt"),)),
                b=release("B", day="2027-03-16", number="9", section=("Kai",), issuers=(Issuer("Ämter"),)),
            )
        ],
        Choice(order=order),
        "de",
    )  # fmt: skip
    assert "".join(names(found)[0]) == wanted


def test_translations_follow_one_another_that_in_the_language_of_the_pack_first(release):
    german = release("Kai", lang="de", day="2027-03-15", id="urn:de", translations=(Translation("en", "urn:en"),))
    english = release("Quay", day="2027-03-19", id="urn:en")
    found = chosen([entries(de=german, x=release("X", day="2027-03-16"), en=english)], Choice(order="date"), "en")
    assert names(found) == [["en", "de", "x"]]
