"""A date as pages state it in their markup in, the moment that it means out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.pandoc.dialect import moment_of as _iso

if TYPE_CHECKING:
    from releasekit.model import Moment

_SHAPE = re.compile(
    r"(?P<date>[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{8}(?![0-9]))"
    r"(?:(?:T|\s+)(?P<hour>[0-9]{1,2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2}(?:\.[0-9]{1,9})?))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?)?"
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3},\s*)?(?P<day>[0-9]{1,2})\s+(?P<month>[A-Za-z]{3})\s+(?P<year>[0-9]{4})"
    r"(?:\s+(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\s*(?P<zone>GMT|UTC|[+-][0-9]{4})?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def moment_of(words: str) -> Moment | None:
    """The moment of a date in ISO 8601, extended or basic, with slashes, or as in an e-mail (RFC 5322, 3.3); None for others."""
    words = words.strip()
    if found := _iso(words):
        return found
    if match := _SHAPE.fullmatch(words):
        return _iso(_date(match["date"]) + _clock(match))
    if (match := _MAIL.fullmatch(words)) and match["month"].lower() in _MONTHS:
        date = f"{match['year']}-{_MONTHS.index(match['month'].lower()) + 1:02}-{int(match['day']):02}"
        return _iso(date + (f"T{match['time']}{_zone(match['zone'])}" if match["time"] else ""))
    return None


def _date(words: str) -> str:
    if words.isdecimal():
        return f"{words[:4]}-{words[4:6]}-{words[6:]}"
    year, month, day = re.split("[-/.]", words)
    return f"{year}-{int(month):02}-{int(day):02}"


def _clock(match: re.Match[str]) -> str:
    if not match["hour"]:
        return ""
    second = f":{match['second']}" if match["second"] else ""
    return f"T{int(match['hour']):02}:{match['minute']}{second}{_zone(match['zone'])}"


def _zone(words: str | None) -> str:
    if not words:
        return ""
    if words in {"Z", "UTC", "GMT"}:
        return "Z"
    digits = words.replace(":", "").ljust(5, "0")
    return f"{digits[:3]}:{digits[3:]}"
