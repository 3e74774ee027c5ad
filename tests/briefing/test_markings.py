"""Markings and embargoes: what is highest, what is not known, what holds at which instant."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest

from releasekit import Embargo, Extra, FieldError, Moment
from releasekit.briefing import SCHEMES, Entry, Marking, Origin, is_held, known, overall
from releasekit.briefing.marking import highest


@pytest.mark.parametrize("steps", SCHEMES.values(), ids=SCHEMES)
def test_the_highest_of_two_markings_of_a_scheme_is_the_later_of_its_steps(steps):
    for low, high in pairwise(steps):
        assert highest([Marking(high), Marking(low)]) == high


def test_a_pack_without_markings_has_none(release, bind):
    assert overall(bind(release())) == ""


def test_a_release_states_its_own_marking_in_its_front_matter(release, bind):
    marked = release(extra=(Extra.of("marking", "tlp:red"),))
    assert overall(bind(release(), marked, marking="TLP:GREEN")) == "TLP:RED"


def test_the_entry_goes_before_what_the_release_states(release, bind):
    marked = release(extra=(Extra.of("marking", "TLP:RED"),))
    entry = Entry(release=marked, origin=Origin(name="a.md"), marking="TLP:GREEN")
    assert overall(bind(entry)) == "TLP:GREEN"


def test_a_marking_is_known_in_any_case_and_by_its_older_name():
    assert known("tlp:white") == "TLP:CLEAR"
    assert known("official-sensitive") == "OFFICIAL-SENSITIVE"
    assert known("VS-NfD") == "VS-NUR FÜR DEN DIENSTGEBRAUCH"


def test_an_unknown_marking_is_refused_with_the_known_ones_and_the_file(release, bind):
    entry = Entry(release=release(), origin=Origin(name="harbour.md"), marking="HUSH")
    with pytest.raises(FieldError, match=r"harbour\.md: the marking 'HUSH' is not known: write one of TLP:CLEAR"):
        overall(bind(entry))


def test_markings_of_two_schemes_are_refused(release, bind):
    entry = Entry(release=release(), marking="NATO SECRET")
    with pytest.raises(FieldError, match="no scale has all of TLP:RED and NATO SECRET"):
        overall(bind(entry, marking="TLP:RED"))


def test_a_scale_of_the_house_goes_before_all_schemes(release, bind):
    scale = ("Deck", "Bridge", "Captain only")
    pack = bind(Entry(release=release(), marking="captain ONLY"), release(), marking="Deck", scale=scale)
    assert overall(pack) == "Captain only"
    with pytest.raises(FieldError, match="the pack's scale has Deck, Bridge, Captain only"):
        known("SECRET", scale)


@pytest.mark.parametrize(
    ("until", "at", "held"),
    [
        ("2027-03-16T09:00+01:00", "2027-03-16T07:59+00:00", True),
        ("2027-03-16T09:00+01:00", "2027-03-16T08:00+00:00", False),
        ("2027-03-16T09:00", "2027-03-16T20:59+00:00", True),
        ("2027-03-16T09:00", "2027-03-16T21:00+00:00", False),
        ("2027-03-16", "2027-03-16T11:59+00:00", True),
        ("2027-03-16", "2027-03-16T12:00+00:00", False),
        ("2027-03", "2027-02-28T23:00+00:00", True),
        ("9999", "2027-01-01T00:00+00:00", True),
        (None, "2099-01-01T00:00+00:00", True),
    ],
)
def test_an_embargo_without_a_zone_is_over_when_it_is_over_everywhere(release, until, at, held):
    held_back = release(embargo=Embargo(Moment(until) if until else None))
    assert is_held(held_back, datetime.fromisoformat(at)) is held


def test_the_status_embargoed_alone_is_an_open_embargo(release):
    now = datetime.fromisoformat("2027-03-16T09:00Z")
    assert is_held(release(status="embargoed"), now)
    assert not is_held(release(status="published"), now)
