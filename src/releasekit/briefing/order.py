"""What releases are ordered by: a release in, its date, its number or a key to sort it by out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from releasekit.model import inline_text

if TYPE_CHECKING:
    from releasekit.model import Moment, Release

_DIGITS = re.compile(r"(\d+)")
_LONGEST = 30
"""Digits that are compared as a number; more of them are no count of anything."""


def date_of(release: Release) -> Moment | None:
    """The date by which a release is filed: released, else distributed, that of the dateline, of the event, of the last change."""
    dateline = release.dateline.date if release.dateline else None
    stated = (release.released, release.distributed, dateline, release.event_date, release.modified)
    return next((moment for moment in stated if moment), None)


def moment_key(moment: Moment | None) -> tuple[int, datetime]:
    """A key by which moments sort, those without a zone as if they were in UTC; what has no date comes last."""
    if moment is None:
        return 1, datetime.max.replace(tzinfo=UTC)
    if moment.instant is not None:
        return 0, moment.instant
    clock = datetime.fromisoformat(moment.iso).time() if moment.clock else time()
    return 0, datetime.combine(moment.day, clock, UTC)


def number_of(release: Release) -> str:
    """The first number of a release, or nothing."""
    return release.numbers[0].value if release.numbers else ""


def number_key(number: str) -> tuple[bool, list[tuple[int, int, str]]]:
    """A key by which numbers sort as people count: 9-2027 before 10-2027; no number comes last."""
    parts = [part for part in _DIGITS.split(number.casefold()) if part]
    return not number, [(0, int(part), "") if _counts(part) else (1, 0, part) for part in parts]


def _counts(part: str) -> bool:
    return part.isdecimal() and len(part) <= _LONGEST


def headline_of(release: Release) -> str:
    """The words of a headline in one line."""
    return " ".join(inline_text(release.headline).split())
