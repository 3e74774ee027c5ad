from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from releasekit import FieldError, Moment


@pytest.mark.parametrize(
    ("iso", "precision", "zone"),
    [
        ("2017", "year", None),
        ("2017-01", "month", None),
        ("2017-01-27", "day", None),
        ("2017-01-27T16:48", "minute", None),
        ("2017-01-27T16:48Z", "minute", "Z"),
        ("2017-01-27T16:48+03:00", "minute", "+03:00"),
        ("2017-01-27T16:48:05-05:30", "second", "-05:30"),
        ("2017-01-27T16:48:05.25", "second", None),
    ],
)
def test_a_moment_keeps_its_precision_and_its_zone(iso, precision, zone):
    moment = Moment(iso)
    assert (str(moment), moment.precision, moment.zone) == (iso, precision, zone)


@pytest.mark.parametrize(
    "iso",
    ["", "2027-13", "2027-02-30", "2027-2-3", "27-02-03", "2027-01-01T25:00", "2027-01-01T10", "2027-01-01 10:00", "0000",
     "2027-01-01T10:00+24:30", "2027-01-01T10:60", "tomorrow", "2027-01-01T10:00z", "\u0662\u0660\u0661\u0667"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_shapes_that_are(iso):
    with pytest.raises(FieldError, match="2027-03-14T09:30"):
        Moment(iso)


def test_a_moment_without_a_zone_is_no_instant():
    assert Moment("2017-01-27T16:48").instant is None
    assert Moment("2017-01-27T16:48+03:00").instant == datetime(2017, 1, 27, 13, 48, tzinfo=UTC)


def test_a_moment_knows_its_day_and_clock():
    assert Moment("2017").day == date(2017, 1, 1)
    assert (Moment("2017-05").day, Moment("2017-05").clock) == (date(2017, 5, 1), "")
    assert Moment("2017-05-03T07:09:11Z").clock == "07:09"
