"""Which of the releases at hand are bound, and in what order: candidates in; those that stay, and those left out with the reason, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field

from releasekit.briefing.collation import Collator
from releasekit.briefing.model import LeftOut
from releasekit.briefing.order import date_of, headline_of, moment_key, number_key, number_of
from releasekit.briefing.versions import duplicates, superseded
from releasekit.errors import FieldError
from releasekit.model import Moment  # noqa: TC001  (attrs.resolve_types, for programs that read the model)
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.briefing.model import Entry
    from releasekit.model import Release

ORDERS = ("given", "date", "section", "number", "issuer")
"""What the releases of a part are ordered by."""


def _check_order(_choice: object, _field: object, value: str) -> None:
    if value not in ORDERS:
        raise FieldError(f"{value!r} is no order: there are {', '.join(ORDERS)}")


def _check_day(_choice: object, _field: object, value: Moment | None) -> None:
    if value and value.clock:
        raise FieldError(f"{value.iso!r} has a time: write the day alone, as in {value.day}")


def _check_last_day(choice: Choice, _field: object, value: Moment | None) -> None:
    _check_day(choice, _field, value)
    if value and choice.since and _compared(choice.since, value) > 0:
        raise FieldError(f"{choice.since} is after {value}, which is the last that is wanted: nothing is of both")


@frozen(kw_only=True)
class Choice:
    """What is wanted of the releases at hand: everything, if nothing is said."""

    since: Moment | None = field(default=None, validator=_check_day)
    """The first day, month or year."""
    until: Moment | None = field(default=None, validator=_check_last_day)
    """The last day, month or year."""
    sections: tuple[str, ...] = ()
    """Names of sections, at any level."""
    langs: tuple[str, ...] = ()
    """Language tags; `pt` is Portuguese of all countries."""
    kinds: tuple[str, ...] = ()
    order: str = field(default="given", validator=_check_order)

    def refuses(self, release: Release) -> str:
        """Why a release is not wanted, in words; empty if it is."""
        date = date_of(release)
        if (self.since or self.until) and date is None:
            return "it has no date"
        if date and self.since and _compared(date, self.since) < 0:
            return f"it is of {date.day}, before {self.since}"
        if date and self.until and _compared(date, self.until) > 0:
            return f"it is of {date.day}, after {self.until}"
        wanted = {section.casefold() for section in self.sections}
        if wanted and not wanted & {section.casefold() for section in release.section}:
            return f"its section is {' › '.join(release.section) or 'not stated'}"
        if self.langs and not any(_speaks(release.lang, lang) for lang in self.langs):
            return f"its language is {release.lang or 'not stated'}"
        if self.kinds and release.kind not in self.kinds:
            return f"its kind is {release.kind or 'not stated'}"
        return ""


@frozen
class Chosen:
    """What came of a choice."""

    parts: tuple[tuple[Entry, ...], ...]
    """The entries that stay, by part; a part may have lost all of them."""
    left_out: tuple[LeftOut, ...]


def chosen(parts: Sequence[Sequence[Entry]], choice: Choice, lang: str = "") -> Chosen:
    """What of several parts is bound, in the order that is wanted, each release followed by its translations.

    Of equal releases the first stays. One that another of them replaces goes, and one that is withdrawn is listed as that.
    """
    entries = [entry for part in parts for entry in part]
    said: dict[int, tuple[str, str]] = {at: ("duplicate", words) for at, words in duplicates(entries).items()}
    for at, words in superseded(entries, without=said).items():
        said[at] = ("superseded", words)
    for at, entry in enumerate(entries):
        if at in said:
            continue
        if refusal := choice.refuses(entry.release):
            said[at] = ("not-chosen", refusal)
        elif entry.release.status == "withdrawn":
            said[at] = ("withdrawn", "it was withdrawn")
    stay, at = [], 0
    for part in parts:
        kept = [entry for place, entry in enumerate(part, at) if place not in said]
        stay.append(_together(_ordered(kept, choice.order, lang), lang))
        at += len(part)
    return Chosen(tuple(stay), tuple(left_out(entries[at], *said[at]) for at in sorted(said)))


def left_out(entry: Entry, reason: str, said: str) -> LeftOut:
    """What the pack says of a release that it leaves out."""
    release = entry.release
    title = entry.title or headline_of(release)
    return LeftOut(origin=entry.origin, reason=reason, said=said, title=title, number=number_of(release), date=date_of(release))


def _compared(date: Moment, bound: Moment) -> int:
    """Below 0, 0 or above 0, as a date lies before, within or after a day, month or year; a month may hold a day that is wanted."""
    length = min(len(bound.iso), len(date.iso.partition("T")[0]))
    one, other = date.iso[:length], bound.iso[:length]
    return (one > other) - (one < other)


def _speaks(lang: str, wanted: str) -> bool:
    return f"{lang.lower()}-".startswith(f"{wanted.lower()}-")


def _ordered(entries: list[Entry], order: str, lang: str) -> list[Entry]:
    if order == "given":
        return entries
    key: Callable[[Entry], Any]
    match order:
        case "date":
            key = _dated
        case "number":
            key = _numbered
        case "section":
            places = Collator(lang).places(level for entry in entries for level in entry.release.section)

            def key(entry: Entry) -> Any:
                section = entry.release.section
                return not section, [places[level] for level in section], _dated(entry)
        case _:
            names = Collator(lang).places(issuer.name for entry in entries for issuer in entry.release.issuers)

            def key(entry: Entry) -> Any:
                issuers = entry.release.issuers
                return not issuers, [names[issuer.name] for issuer in issuers], _dated(entry)

    return sorted(entries, key=key)


def _dated(entry: Entry) -> Any:
    return moment_key(date_of(entry.release))


def _numbered(entry: Entry) -> Any:
    return number_key(number_of(entry.release))


def _together(entries: list[Entry], lang: str) -> tuple[Entry, ...]:
    """The entries, those that are translations of one another in a row, that in the pack's language first."""
    groups: dict[str, list[Entry]] = {}
    rows: list[list[Entry]] = []
    for entry in entries:
        release = entry.release
        names = {release.id, *(each.href for each in release.translations)} - {""} if release.lang else set()
        row = next((groups[name] for name in sorted(names) if name in groups), None)
        if row is None:
            row = []
            rows.append(row)
        row.append(entry)
        for name in names:
            groups.setdefault(name, row)
    return tuple(
        entry for row in rows for entry in sorted(row, key=lambda entry: not (lang and _speaks(entry.release.lang, lang)))
    )
