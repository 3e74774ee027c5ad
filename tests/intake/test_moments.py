"""Dates, times and zones in words: what is read, what is left alone, and that nothing is invented."""

from __future__ import annotations

import pytest

from releasekit.intake.language import spoken
from releasekit.intake.moments import stamp, stamps


@pytest.mark.parametrize(
    ("lang", "words", "iso"),
    [
        ("en", "27 January 2017 16:48", "2017-01-27T16:48"),
        ("en", "January 27, 2017", "2017-01-27"),
        ("en", "Friday, Aug. 26, 2024, 4 p.m.", "2024-08-26T16:00"),
        ("en", "26th of August 2024", "2024-08-26"),
        ("en", "2024-08-26T04:05:06Z", "2024-08-26T04:05:06Z"),
        ("en", "12:00 a.m. on 1 May 2027", "2027-05-01T00:00"),
        ("en", "14 March 2027, 09:30 CET", "2027-03-14T09:30+01:00"),
        ("en", "14 March 2027, 09:30 (GMT+3)", "2027-03-14T09:30+03:00"),
        ("en", "14 March 2027, 09:30 UTC-04:30", "2027-03-14T09:30-04:30"),
        ("en", "14 March 2027 09:30 Moscow time", "2027-03-14T09:30+03:00"),
        ("en", "27/01/2017", "2017-01-27"),
        ("en", "14 March 2027, 13:05 p.m.", "2027-03-14T13:05"),
        ("en", "09:30 UTC+5, 14 March 2027", "2027-03-14T09:30+05:00"),
        ("de", "Dienstag, 11. Mai 2027, 11 Uhr MESZ", "2027-05-11T11:00+02:00"),
        ("de", "3.4.2027", "2027-04-03"),
        ("fr", "le 1er mars 2027 à 9 h 30", "2027-03-01T09:30"),
        ("fr", "03/04/2027", "2027-04-03"),
        ("es", "27 de enero del 2017, a las 4:48 p. m.", "2017-01-27T16:48"),
        ("pt", "27 de janeiro de 2017 às 16h48", "2017-01-27T16:48"),
        ("it", "27 gennaio 2017, ore 16.48", "2017-01-27T16:48"),
        ("pl", "27 stycznia 2017 r.", "2017-01-27"),
        ("ru", "27 января 2017 г., 16:48 (МСК)", "2017-01-27T16:48+03:00"),
        ("ru", "26 сентября 2024г.", "2024-09-26"),
        ("uk", "27 січня 2017 року", "2017-01-27"),
        ("ar", "٢٧ يناير ٢٠١٧", "2017-01-27"),
        ("ar", "27 كانون الثاني/يناير 2017", "2017-01-27"),
        ("ar", "14 مارس 2027 الساعة 9:30 مساءً بتوقيت غرينتش", "2027-03-14T21:30Z"),
        ("he", "26 בספטמבר 2024", "2024-09-26"),
        ("hi", "5 अक्टूबर 2017", "2017-10-05"),
        ("th", "25 กันยายน 2568", "2025-09-25"),
        ("th", "25 กันยายน 2025", "2025-09-25"),
        ("zh", "2024年9月26日 下午4:48", "2024-09-26T16:48"),
        ("ja", "2024 年 9 月 26 日（木）午前10時30分", "2024-09-26T10:30"),
        ("ko", "2024. 9. 26. 오후 4시 48분", "2024-09-26T16:48"),
        ("tr", "27 Ocak 2017 Cuma", "2017-01-27"),
        ("sv", "den 27 januari 2017 kl. 16.48", "2017-01-27T16:48"),
        ("nl", "27 januari 2017 om 16.48 uur", "2017-01-27T16:48"),
    ],
)
def test_a_moment_in_words_is_read_whole(lang, words, iso):
    found = stamp(words, spoken(lang))
    assert found
    assert found.moment.iso == iso
    assert found.rest == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("03/04/2027", "day and month could be swapped"),
        ("January 2027", "a month is no day"),
        ("31 February 2027", "no calendar has it"),
        ("139-27-01-2017", "a number"),
        ("5 May 0027", "no press then"),
        ("the first of May", "no year"),
        ("16:48", "no date"),
        ("3.4.20271", "longer than a year"),
    ],
)
def test_what_is_not_clearly_a_date_is_not_read(words, why):
    assert stamp(words, spoken("en")) is None, why


@pytest.mark.parametrize(
    ("day", "zone", "offset"),
    [
        ("14 January 2027", "ET", "-05:00"),
        ("14 July 2027", "ET", "-04:00"),
        ("14 July 2027", "CT", "-05:00"),
        ("14 March 2027", "PT", "-08:00"),
        ("7 November 2027", "ET", ""),
    ],
)
def test_a_zone_that_moves_with_the_seasons_has_the_offset_of_its_day(day, zone, offset):
    found = stamp(f"{day}, 01:30 {zone}", spoken("en"))
    assert found
    assert found.moment.iso[16:] == offset


@pytest.mark.parametrize("zone", ["IST", "BST", "local time"])
def test_a_zone_that_says_no_one_offset_leaves_the_time_without_one(zone):
    found = stamp(f"14 March 2027, 09:30 {zone}", spoken("en"))
    assert found
    assert found.moment.iso == "2027-03-14T09:30"
    assert found.rest == ""


def test_words_that_are_not_understood_are_left_over():
    found = stamp("Merin, 14 March 2027 at 09:30", spoken("en"))
    assert found
    assert found.rest == "Merin"


def test_a_time_is_not_made_of_other_numbers():
    for words in ("14 March 2027, room 16", "14 March 2027, 99:99", "14 March 2027, 24:30", "14 March 2027, version 2.0.1"):
        found = stamp(words, spoken("en"))
        assert found
        assert found.moment.iso == "2027-03-14", words


def test_an_offset_that_no_place_has_is_not_read():
    found = stamp("14 March 2027, 09:30 UTC+99", spoken("en"))
    assert found
    assert found.moment.zone is None


def test_two_dates_in_a_line_are_two():
    found = list(stamps("14 March 2027 and 2027-03-15", spoken("en")))
    assert [one.moment.iso for one in found] == ["2027-03-14", "2027-03-15"]


def test_digits_of_a_script_that_is_not_known_make_no_time():
    assert stamp("14 March 2027, 09:30:\u17e3\u17e0", spoken("en")) is None


def test_a_very_long_line_is_not_looked_through():
    assert stamp("14 March 2027 " + "word " * 100, spoken("en")) is None
