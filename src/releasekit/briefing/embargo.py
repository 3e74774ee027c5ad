"""Embargoes by a clock: a release and an instant in, whether it is held back out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from releasekit.model import Moment, Release

LAST_ZONE = timezone(-timedelta(hours=12))
"""Where a day begins last: a time without a zone has come when it has come everywhere."""


def is_held(release: Release, at: datetime) -> bool:
    """Whether a release is under embargo at an instant (which has a zone).

    An open-ended embargo holds until the release says otherwise, as does the status `embargoed` without an embargo. A time
    without a zone is over when it is over everywhere on earth, and a day, month or year when it has begun everywhere.
    """
    if release.embargo is None:
        return release.status == "embargoed"
    return release.embargo.until is None or at < _instant(release.embargo.until)


def _instant(moment: Moment) -> datetime:
    if moment.instant is not None:
        return moment.instant
    clock = datetime.fromisoformat(moment.iso).time() if moment.clock else time()
    return datetime.combine(moment.day, clock, LAST_ZONE).astimezone(UTC) if moment.day.year < 9999 else _NEVER


_NEVER = datetime.max.replace(tzinfo=UTC)
