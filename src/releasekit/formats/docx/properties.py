"""Properties: the fields of a release in, the package's core, extended and custom properties out (ECMA-376, part 2, 11; part 1, 22.2 and 22.3)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from releasekit.formats.docx.markup import DECLARATION, escape, quoted
from releasekit.model import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.model import Moment, Release

_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What all custom properties carry (part 1, 22.3.2.2)."""
_FIRST_YEAR = 1601
"""Windows knows no file time before."""


def core(release: Release) -> str:
    """The core properties: what Word and every file manager show."""
    subject = inline_text(release.subtitle) or " › ".join(release.section)
    between = "; " if any("," in keyword for keyword in release.keywords) else ", "
    said = (
        ("dc:title", inline_text(release.headline)),
        ("dc:subject", subject),
        ("dc:creator", "; ".join(issuer.name for issuer in release.issuers if issuer.name)),
        ("cp:keywords", between.join(release.keywords)),
        ("dc:description", release.summary),
        ("dc:language", release.lang),
        ("dc:identifier", release.id),
        ("cp:version", release.version),
        ("cp:category", release.kind),
        ("cp:contentStatus", release.status),
    )
    dates = (("dcterms:created", release.released), ("dcterms:modified", release.modified))
    content = "".join(
        f"<{name}>{escape(' '.join(value.split()) if name != 'dc:description' else value)}</{name}>"
        for name, value in said
        if value
    )
    content += "".join(
        f'<{name} xsi:type="dcterms:W3CDTF">{instant}</{name}>'
        for name, moment in dates
        if moment and (instant := _instant(moment))
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{content}</cp:coreProperties>'
    )


def _instant(moment: Moment) -> str:
    """A moment as Word asks for it, to the second in UTC; what was stated stands in the custom properties."""
    if moment.day.year <= _FIRST_YEAR:
        return ""
    if moment.instant:
        try:
            return moment.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except OverflowError:  # the last hours of the year 9999, west of Greenwich
            return ""
    clock = time.fromisoformat(moment.clock) if moment.clock else time()
    return datetime.combine(moment.day, clock).strftime("%Y-%m-%dT%H:%M:%SZ")


def extended(release: Release) -> str:
    """The extended properties: what made the file, and for whom."""
    company = "; ".join(issuer.name for issuer in release.issuers if issuer.name)
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>releasekit</Application>{f'<Company>{escape(company)}</Company>' if company else ''}</Properties>"
    )


def custom(release: Release) -> str:
    """The custom properties: every field that neither the page nor the core properties show whole; empty if there is none."""
    rows = "".join(
        f'<property fmtid="{_FMTID}" pid="{number}" name="{quoted(name)}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(((name, value) for name, value in _custom(release) if value), 2)
    )
    if not rows:
        return ""
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )


def _custom(release: Release) -> Iterator[tuple[str, str]]:
    for index, number in enumerate(release.numbers):
        name = f"Number {index + 1}" if index else "Number"
        yield name, number.value
        yield f"{name} scheme", number.scheme
        yield f"{name} address", number.href
    yield "Section", " › ".join(release.section)
    yield "Issuer addresses", _several(issuer.uri for issuer in release.issuers)
    for name, moment in (
        ("Released", release.released),
        ("Distributed", release.distributed),
        ("Event date", release.event_date),
        ("Modified", release.modified),
    ):
        yield name, moment.iso if moment else ""
    if release.embargo:
        yield "Embargo", release.embargo.until.iso if release.embargo.until else "open"
        yield "Embargo as printed", release.embargo.printed
    yield "Instruction", release.instruction
    if release.dateline:
        yield "Dateline", release.dateline.printed
        yield "Dateline place", release.dateline.place
        yield "Dateline date", release.dateline.date.iso if release.dateline.date else ""
    yield "Replaces", _several(release.replaces)
    yield "Replaced by", _several(release.replaced_by)
    yield (
        "Changes",
        _several(
            " · ".join(
                part for part in (change.at.iso if change.at else "", change.version, change.status, change.text) if part
            )
            for change in release.changes
        ),
    )
    yield "Translations", _several(f"{found.lang} {found.href}".strip() for found in release.translations)
    yield "Subjects", _several(f"{found.scheme}:{found.code}" if found.scheme else found.code for found in release.subjects)
    if release.rights:
        yield "Rights", release.rights.notice
        yield "Usage terms", release.rights.terms
        yield "Rights address", release.rights.href
    yield "Attachments", _several(f"{found.title} {found.href}".strip() for found in release.attachments)
    yield "Text direction", release.direction
    if release.source:
        yield "Source", " · ".join(part for part in (release.source.title, release.source.href, release.source.format) if part)
        yield (
            "Source fields found",
            _several(
                " · ".join(part for part in (found.field, found.words, found.rule, found.certainty) if part)
                for found in release.source.found
            ),
        )
    if release.extra:
        yield "Extra", json.dumps({extra.key: extra.value for extra in release.extra}, ensure_ascii=False)


def _several(values: Iterable[str]) -> str:
    return "; ".join(value for value in values if value)
