"""A point in time as it was stated: ISO 8601 text in, its precision, zone and instant out."""

from __future__ import annotations

import re
from datetime import date, datetime

from attrs import field

from releasekit.errors import FieldError
from releasekit.values import frozen

_SHAPE = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<month>[0-9]{2})"
    r"(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)


def _checked(iso: str) -> str:
    if not _exists(iso):
        shapes = "2027, 2027-03, 2027-03-14, 2027-03-14T09:30 or 2027-03-14T09:30+01:00"
        raise FieldError(f"{iso!r} is not a date or time: write {shapes}")
    return iso


def _exists(iso: str) -> bool:
    """Whether the text has the shape, and the calendar the day."""
    shape = _SHAPE.fullmatch(iso)
    if shape is None:
        return False
    try:
        date(int(shape["year"]), int(shape["month"] or 1), int(shape["day"] or 1))
        if shape["time"]:
            datetime.fromisoformat(iso)
    except ValueError:
        return False
    return True


@frozen
class Moment:
    """A date or time with the precision and the zone that were stated, and no more (ISO 8601, extended form).

    Raises `FieldError` for text of another shape and for dates and times that do not exist.

    >>> Moment("2027-03-14T09:30").zone is None
    True
    """

    iso: str = field(converter=_checked)
    """`2027`, `2027-03`, `2027-03-14`, `2027-03-14T09:30`, with seconds and fractions, with `Z` or an offset."""

    def __str__(self) -> str:
        return self.iso

    @property
    def precision(self) -> str:
        """`year`, `month`, `day`, `minute` or `second`."""
        if "T" not in self.iso:
            return ("year", "month", "day")[self.iso.count("-")]
        clock = self.iso[11:].removesuffix(self.zone or "")
        return ("hour", "minute", "second")[clock.count(":")]

    @property
    def zone(self) -> str | None:
        """The offset as written (`Z`, `+03:00`), or None where none was stated."""
        shape = _SHAPE.fullmatch(self.iso)
        return shape["zone"] if shape else None

    @property
    def day(self) -> date:
        """The first day that the moment speaks of."""
        parts = self.iso.split("T")[0].split("-")
        return date(int(parts[0]), *(int(part) for part in [*parts[1:], "1", "1"][:2]))

    @property
    def clock(self) -> str:
        """Hours and minutes as written (`09:30`), or an empty string."""
        return self.iso[11:16]

    @property
    def instant(self) -> datetime | None:
        """The moment on the world's clock, or None where no zone was stated."""
        return datetime.fromisoformat(self.iso) if self.zone else None
