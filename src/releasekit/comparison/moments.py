"""What two moments have to do with each other: two of them in, a sentence for a person out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

    from releasekit.model.moment import Moment


def relation(before: Moment, after: Moment) -> str:
    """`the same instant, stated in another zone`, `2 hours later`; empty where nothing is certain."""
    one, other = before.instant, after.instant
    if one and other:
        if one == other:
            alike = before.zone == after.zone
            return "the same instant, stated in other digits" if alike else "the same instant, stated in another zone"
        return _shift(other - one)
    if before.iso == after.iso.removesuffix(after.zone or ""):
        return "the same date and time, now with a zone" if after.zone else ""
    if after.iso == before.iso.removesuffix(before.zone or ""):
        return "the same date and time, now without a zone"
    if after.iso.startswith(before.iso):
        return "stated more precisely"
    if before.iso.startswith(after.iso):
        return "stated less precisely"
    if before.precision == after.precision == "day":
        return _shift(after.day - before.day)
    return ""


_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def _shift(by: timedelta) -> str:
    """`1 day 2 hours later`: the two largest units that it has."""
    seconds = abs(by).days * 86400 + abs(by).seconds
    parts = []
    for unit, length in _UNITS:
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(f"{number} {unit}{'s' if number > 1 else ''}")
    way = "later" if by.total_seconds() > 0 else "earlier"
    return f"{' '.join(parts[:2]) or 'a part of a second'} {way}"
