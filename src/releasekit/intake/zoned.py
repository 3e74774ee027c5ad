"""Times that are printed without a zone in, each with the zone of its house, as a profile says, out."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.intake.moments import offset_of
from releasekit.model import Dateline, Embargo, Moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.format import Context
    from releasekit.intake.claims import Claim
    from releasekit.intake.language import Language
    from releasekit.profile import Profile


def zoned(claims: Sequence[Claim], profile: Profile, spoken: tuple[Language, ...], context: Context) -> Iterator[Claim]:
    """The claims, and after each with a time that is printed without a zone, one that gives it the profile's."""
    stated = {claim.field for claim in claims if (moment := _moment(claim)) and moment.zone}
    for claim in claims:
        moment = _moment(claim)
        if moment is None or not moment.clock or claim.field in stated or _names_a_zone(claim.words, spoken):
            yield claim
            continue
        offset = offset_of(moment.iso, profile.zone)
        told = f"{moment.iso[:10]} {moment.clock} is printed without a zone"
        if offset:
            message = f"{told}: it is {offset}, the time in {profile.zone}, as the profile {profile.name!r} says"
            context.guess("profile-zone", message, f"/{claim.field}")
            changed = evolve(claim, value=_with_zone(claim.value, offset))
            yield changed
            yield evolve(changed, rule=f"profile:{profile.name}", certainty="medium")
        else:
            message = f"{told}, and in {profile.zone} the clock shows it twice that day, or never: it stays without"
            context.advise("profile-zone-unclear", message, f"/{claim.field}")
            yield claim


def _moment(claim: Claim) -> Moment | None:
    """The time that a claim states."""
    match claim.value:
        case Moment() as moment:
            return moment
        case Embargo(until=moment) | Dateline(date=moment):
            return moment
        case _:
            return None


def _with_zone(value: object, offset: str) -> object:
    match value:
        case Embargo(until=Moment(iso=iso)):
            return evolve(value, until=Moment(iso + offset))
        case Dateline(date=Moment(iso=iso)):
            return evolve(value, date=Moment(iso + offset))
        case Moment(iso=iso):
            return Moment(iso + offset)
        case _:
            return value


def _names_a_zone(words: str, spoken: tuple[Language, ...]) -> bool:
    """Whether words name a zone that says no one offset: `BST`, `local time`. That need not be the source's own."""
    return bool(_unclear_zones(spoken).search(words))


@cache
def _unclear_zones(spoken: tuple[Language, ...]) -> re.Pattern[str]:
    common = tomllib.loads((files(__package__) / "zones.toml").read_text("utf-8"))
    known = [(name, offset) for zones in (common, *(each.zones for each in spoken)) for name, offset in zones.items()]
    names = sorted({name for name, offset in known if not offset})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)" if names else r"(?!)", re.IGNORECASE)
