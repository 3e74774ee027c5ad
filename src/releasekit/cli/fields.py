"""The fields of a release as a person reads them: a `Release` in, labels and values out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.model.words import contact_lines, inline_text
from releasekit.style.words import direction_of, kind_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.model import Entity, Moment, Release


def fields(release: Release) -> list[tuple[str, list[str]]]:
    """Each field that says something: its label, and its values, one a line."""
    return [(label, values) for label, given in _fields(release) if (values := [value for value in given if value])]


def _fields(release: Release) -> Iterator[tuple[str, Iterable[str]]]:
    yield "Headline", [inline_text(release.headline)]
    yield "Subtitle", [inline_text(release.subtitle)]
    yield "Kind", [f"{kind_word(release.kind, 'en')} ({release.kind})"]
    yield "Status", [release.status]
    yield "Numbers", [_joined(number.value, _in_brackets(number.scheme), number.href) for number in release.numbers]
    yield "Id", [release.id]
    yield "Version", [release.version]
    yield "Section", [" › ".join(release.section)]
    yield "Issuers", [_joined(issuer.name, issuer.uri, issuer.address) for issuer in release.issuers]
    yield "Released", [_moment(release.released)]
    yield "Distributed", [_moment(release.distributed)]
    yield "Event", [_moment(release.event_date)]
    yield "Modified", [_moment(release.modified)]
    if release.embargo:
        until = _moment(release.embargo.until) or "open-ended"
        yield "Embargo", [_joined(until, _quoted(release.embargo.printed))]
    yield "Instruction", [release.instruction]
    if release.dateline:
        parts = _joined(release.dateline.place, _moment(release.dateline.date))
        yield "Dateline", [_joined(release.dateline.printed, _in_brackets(parts))]
    if release.lang:
        yield "Language", [f"{release.lang}, {_DIRECTIONS[direction_of(release.lang, release.direction)]}"]
    yield "Summary", [release.summary]
    yield "Contacts", [" · ".join(contact_lines(contact)) for contact in release.contacts]
    yield "Attachments", [_joined(file.title, file.href, _in_brackets(file.media_type)) for file in release.attachments]
    yield "Keywords", [", ".join(release.keywords)]
    yield "Subjects", [_joined(subject.code, _in_brackets(subject.scheme)) for subject in release.subjects]
    yield "Entities", [_entity(entity) for entity in release.entities]
    yield "Translations", [_joined(translation.lang, translation.href) for translation in release.translations]
    yield "Replaces", release.replaces
    yield "Replaced by", release.replaced_by
    yield "Changes", [_joined(_moment(step.at), step.version, step.status, step.text) for step in release.changes]
    if release.rights:
        yield "Rights", [release.rights.notice, release.rights.terms, release.rights.href]
    yield "End mark", [release.end_mark]
    if release.source:
        yield "Source", [_joined(release.source.title, release.source.href, release.source.format)]
    yield "Other keys", [f"{extra.key}: {extra.json}" for extra in release.extra]


_DIRECTIONS = {"ltr": "left to right", "rtl": "right to left"}


def _entity(entity: Entity) -> str:
    return _joined(entity.name or entity.id, _in_brackets(f"{entity.kind} {entity.id}"), entity.role, entity.uri)


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return moment.iso.replace("T", " ") + (", no zone stated" if moment.clock and not moment.zone else "")


def _quoted(words: str) -> str:
    return f"“{words}”" if words else ""


def _in_brackets(words: str) -> str:
    return f"({words})" if words else ""


def _joined(*parts: str) -> str:
    """The parts that say something, with commas between, but none before a bracket."""
    return ", ".join(part for part in parts if part).replace(", (", " (")
