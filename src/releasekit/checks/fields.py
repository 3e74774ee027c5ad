"""What an editor would say of the fields: a release in, findings out."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from releasekit.checks.finding import finding, quoted
from releasekit.model import KINDS, STATUSES, inline_text
from releasekit.style.words import every_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Note
    from releasekit.model import Contact, Embargo, Moment, Release

MAX_HEADLINE = 140
"""The most characters that a headline may have; a wide one counts twice."""

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@(?:[^\s@<>()\[\],;:\".]+\.)+[^\s@<>()\[\],;:\".\d]{2,}")
_MIN_CAPITALS = 12  # fewer letters than this may be a name: NATO, UNESCO
_MIN_DIGITS = 3  # the shortest number that can be dialled: 112
_DATELINED = {"press-release", "joint-release", "announcement"}
_DATED = {"advisory", "invitation"}


def check_fields(release: Release) -> Iterator[Note]:
    """Findings on everything but the body."""
    yield from _headline(release)
    yield from _identity(release)
    yield from _dates(release)
    if release.embargo:
        yield from _embargo(release, release.embargo)
    elif release.status == "embargoed":
        yield finding("embargo-missing", "the status says embargoed, and no embargo is stated", "/embargo")
    yield from _history(release)
    yield from _contacts(release)
    yield from _translations(release)
    for index, found in enumerate(release.source.found if release.source else ()):
        if found.certainty == "low":
            message = f"{found.field} was found by rule, and that is far from certain: {quoted(found.words)}"
            yield finding("field-uncertain", message, f"/source/found/{index}")


def _headline(release: Release) -> Iterator[Note]:
    words = inline_text(release.headline)
    if not words.strip():
        yield finding("headline-missing", "there is no headline", "/headline")
        return
    length = sum(2 if east_asian_width(char) in "WF" else 1 for char in words)
    if length > MAX_HEADLINE:
        message = f"the headline has {length} characters; {MAX_HEADLINE} are the most that a front page takes"
        yield finding("headline-long", message, "/headline")
    if sum(char.isupper() for char in words) >= _MIN_CAPITALS and words == words.upper():
        yield finding("headline-capitals", "the headline is in capitals throughout: write it as a sentence", "/headline")
    if _is_immediate(words):
        yield finding("headline-instruction", f"{quoted(words)} is the release instruction, not a headline", "/headline")


def _identity(release: Release) -> Iterator[Note]:
    if not any(issuer.name for issuer in release.issuers):
        yield finding("issuer-missing", "nobody issues the release: name the issuer", "/issuers")
    elif release.kind == "joint-release" and len(release.issuers) < 2:
        yield finding("issuer-alone", "a joint release has one issuer only: name the others", "/issuers")
    for field, value, known in (("kind", release.kind, KINDS), ("status", release.status, STATUSES)):
        near = get_close_matches(value, known, 1, 0.8) if value not in known else []
        if near:
            yield finding(f"{field}-unusual", f"the {field} is {quoted(value)}: is it {quoted(near[0])}?", f"/{field}")
    if not release.numbers:
        yield finding("number-missing", "there is no document number to quote the release by", "/numbers")
    seen = set()
    for index, number in enumerate(release.numbers):
        if (number.scheme, number.value) in seen:
            yield finding("number-repeated", f"the number {quoted(number.value)} stands twice", f"/numbers/{index}")
        seen.add((number.scheme, number.value))
    if not release.lang:
        yield finding("language-missing", "the language is not stated: hyphenation and screen readers need it", "/lang")


def _dates(release: Release) -> Iterator[Note]:
    if not release.released:
        yield finding("date-missing", "it is not stated when the release may be reported from", "/released")
    if release.kind in _DATED and not release.event_date:
        yield finding("event-date-missing", f"the {release.kind} does not state the date of the event", "/event_date")
    if release.kind in _DATELINED and not release.dateline:
        yield finding("dateline-missing", "there is no dateline: where and when was it filed?", "/dateline")


def _embargo(release: Release, embargo: Embargo) -> Iterator[Note]:
    until = embargo.until
    if until is None:
        if not embargo.printed:
            message = "the embargo has no end, and no words say what it waits for"
            yield finding("embargo-words", message, "/embargo")
    elif not until.clock:
        yield finding("embargo-time", f"the embargo ends on {until}, at no stated time", "/embargo/until")
    elif not until.zone:
        message = f"the embargo ends at {until.iso[11:]} in no stated zone: add one, as in {until}+01:00"
        yield finding("embargo-zone", message, "/embargo/until")
    if until and release.released and _is_before(until, release.released):
        message = f"the embargo ends at {until}, before the release may be reported, at {release.released}"
        yield finding("embargo-past", message, "/embargo/until")
    if release.status == "published":
        yield finding("embargo-published", "the status says published, and there is an embargo", "/status")
    if _is_immediate(release.instruction):
        message = f"the instruction says {quoted(release.instruction)}, and there is an embargo"
        yield finding("embargo-immediate", message, "/instruction")


def _is_before(one: Moment, other: Moment) -> bool:
    """Whether one moment is surely earlier: where a zone is missing, by more than a zone can make up for."""
    if one.instant and other.instant:
        return one.instant < other.instant
    if one.clock and other.clock and one.zone == other.zone:
        return one.iso < other.iso
    return {"year", "month"}.isdisjoint({one.precision, other.precision}) and (other.day - one.day).days > 1


def _is_immediate(words: str) -> bool:
    """Whether words are "for immediate release" in a language that we know."""
    plain = words.casefold().strip(" .:!*-–—\n")
    return plain in {known.casefold() for known in every_word("instruction")}


def _history(release: Release) -> Iterator[Note]:
    if release.kind == "correction" and not release.replaces:
        yield finding("correction-original", "the correction does not say which release it replaces", "/replaces")
    for field in ("replaces", "replaced_by"):
        if release.id and release.id in getattr(release, field):
            yield finding("replaces-itself", f"the release names itself in {field}", f"/{field}")
    if release.status == "withdrawn" and not any(change.text for change in release.changes):
        yield finding("withdrawal-reason", "the release is withdrawn, and no change says why", "/changes")


def _contacts(release: Release) -> Iterator[Note]:
    if not release.contacts:
        yield finding("contact-missing", "there is no contact: whom may the press ask?", "/contacts")
    for index, contact in enumerate(release.contacts):
        yield from _contact(contact, f"/contacts/{index}")


def _contact(contact: Contact, where: str) -> Iterator[Note]:
    who = quoted(contact.name or contact.organisation or contact.role or "without a name")
    if not (contact.email or contact.phone):
        yield finding("contact-unreachable", f"the contact {who} has neither e-mail nor phone", where)
    address = contact.email.removeprefix("mailto:")
    if address and "[[" not in address and not _EMAIL.fullmatch(address):
        yield finding("contact-email", f"{quoted(contact.email)} is no e-mail address", f"{where}/email")
    if contact.phone and "[[" not in contact.phone and sum(map(str.isdigit, contact.phone)) < _MIN_DIGITS:
        yield finding("contact-phone", f"{quoted(contact.phone)} is no phone number", f"{where}/phone")


def _translations(release: Release) -> Iterator[Note]:
    seen = {release.lang.lower()} - {""}
    for index, translation in enumerate(release.translations):
        where = f"/translations/{index}"
        if not translation.href:
            yield finding("translation-address", f"the translation into {translation.lang} has no address", where)
        if translation.lang.lower() in seen:
            message = f"the translation is into {translation.lang}, and so is the release or another translation"
            yield finding("translation-language", message, where)
        seen.add(translation.lang.lower())
