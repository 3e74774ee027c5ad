"""The fields of a release to TEI: its `teiHeader` and `standOff`, as strings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from releasekit.formats.tei.markup import attribute, element, escape, quoted, target
from releasekit.formats.tei.names import (
    ENTITY_ELEMENTS,
    GENRES,
    IDNO_RESERVED,
    KIND_PREFIX,
    LANGUAGES,
    NO_KINDS,
    NO_SOURCE,
    PROJECT,
    SERIES,
    is_uri,
    kind_of,
    kind_words,
)  # fmt: skip
from releasekit.formats.tei.write_body import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.model import Change, Entity, Issuer, Moment, Number, Release, Rights, Source

DATES = (("released", "released"), ("distributed", "distributed"), ("event", "event_date"))
"""The types of `publicationStmt/date`, and the fields that they hold."""


def header(release: Release) -> str:
    """The `teiHeader`, indented by two spaces, without a line end."""
    parts = [
        _part("fileDesc", 4, _file(release)),
        _part("encodingDesc", 4, _encoding(release)),
        _part("profileDesc", 4, _profile(release)),
        _revision(release),
    ]
    return _part("teiHeader", 2, parts)


def stand_off(release: Release) -> str:
    """The `standOff` with the entities, or nothing: neighbours of one kind share a list, so that the order is kept."""
    lists = []
    for kind, entities in groupby(release.entities, key=lambda entity: entity.kind):
        name = ENTITY_ELEMENTS[kind][0] if kind in ENTITY_ELEMENTS else "list"
        attributes = "" if kind in ENTITY_ELEMENTS else attribute("type", kind)
        lists.append(_part(name, 4, (_entity(entity) for entity in entities), attributes))
    return _part("standOff", 2, lists)


def _part(name: str, indent: int, children: Iterable[str], attributes: str = "") -> str:
    """An element with its children on lines of their own; nothing where it has none."""
    lines = list(filter(None, children))
    if not lines:
        return ""
    line = "\n" + " " * indent
    return f"<{name}{attributes}>{line}  {(line + '  ').join(lines)}{line}</{name}>"


# ── fileDesc ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _file(release: Release) -> Iterator[str]:
    yield _part("titleStmt", 6, _titles(release))
    if release.version:
        edition = f'<edition n="{quoted(release.version)}">Version {escape(release.version)}</edition>'
        yield f"<editionStmt>{edition}</editionStmt>"
    yield _part("publicationStmt", 6, _publication(release))
    if release.section:
        levels = [element("idno", ' type="section"', escape(level)) for level in release.section]
        yield _part("seriesStmt", 6, [f"<title>{SERIES}</title>", *levels])
    yield _part("notesStmt", 6, _notes(release))
    yield _part("sourceDesc", 6, [_source(release.source)])


def _titles(release: Release) -> Iterator[str]:
    words = Writer(numbered=False)
    yield element("title", ' type="main"', words.inlines(release.headline))
    if release.subtitle:
        yield element("title", ' type="sub"', words.inlines(release.subtitle))
    for issuer in release.issuers:
        yield f"<author>{_issuer(issuer)}</author>"
    yield "<respStmt><resp>conversion</resp><name>releasekit</name></respStmt>"


def _issuer(issuer: Issuer) -> str:
    name = "ref" if is_uri(issuer.uri) else "key"
    return element("orgName", attribute(name, issuer.uri), escape(issuer.name))


def _publication(release: Release) -> Iterator[str]:
    for issuer in release.issuers:
        yield element("publisher", "", escape(issuer.name))
        if issuer.address:
            lines = [element("addrLine", "", escape(line)) for line in issuer.address.split("\n")]
            yield f"<address>{''.join(lines)}</address>"
    if not release.issuers:
        yield "<publisher/>"
    if release.dateline and release.dateline.place:
        yield f"<pubPlace><placeName>{escape(release.dateline.place)}</placeName></pubPlace>"
    for kind, field in DATES:
        moment: Moment | None = getattr(release, field)
        if moment:
            yield f'<date type="{kind}" when-iso="{moment.iso}">{moment.iso.replace("T", " ")}</date>'
    for number in release.numbers:
        yield _number(number)
    if release.id:
        yield f'<idno type="URI">{escape(release.id)}</idno>'
    if release.rights:
        yield _rights(release.rights)


def _number(number: Number) -> str:
    scheme = f' type="{number.scheme or "docnumber"}"'
    if number.scheme in IDNO_RESERVED:
        scheme = f' type="number" subtype="{number.scheme}"'
    return element("idno", scheme + (target("corresp", number.href) if number.href else ""), escape(number.value))


def _rights(rights: Rights) -> str:
    parts = []
    if rights.terms or rights.href:
        parts.append(element("licence", target("target", rights.href) if rights.href else "", escape(rights.terms)))
    if rights.notice:
        parts.append(f"<p>{escape(rights.notice)}</p>")
    return _part("availability", 8, parts, ' status="restricted"')


def _notes(release: Release) -> Iterator[str]:
    if embargo := release.embargo:
        until = attribute("notBefore-iso", embargo.until.iso) if embargo.until else ""
        date = element("date", ' type="embargo"' + until, escape(embargo.printed))
        yield f'<note type="embargo">{date}</note>'
    for extra in release.extra:
        yield element("note", f' type="extra" n="{quoted(extra.key)}"', escape(extra.json))
    for translation in release.translations:
        yield _related("translation", translation.href, attribute("xml:lang", translation.lang))
    for kind, hrefs in (("replaces", release.replaces), ("replacedBy", release.replaced_by)):
        for href in hrefs:
            yield _related(kind, href)


def _related(kind: str, href: str, lang: str = "") -> str:
    if not href:  # an item that points nowhere must describe what it relates to
        return f'<relatedItem type="{kind}"{lang}><bibl/></relatedItem>'
    return f'<relatedItem type="{kind}"{lang}{target("target", href)}/>'


def _source(source: Source | None) -> str:
    if source is None:
        return f"<p>{NO_SOURCE}</p>"
    parts = []
    if source.href or source.title:
        parts.append(element("ref", target("target", source.href) if source.href else "", escape(source.title)))
    if source.format:
        parts.append(f'<note type="format">{escape(source.format)}</note>')
    for found in source.found:
        cert = found.certainty if found.certainty in {"high", "medium", "low"} else ""
        words = element("seg", ' type="rule"', escape(found.rule)) if found.rule else ""
        words += f"<quote>{escape(found.words)}</quote>" if found.words else ""
        if found.certainty and not cert:
            words += f'<seg type="certainty">{escape(found.certainty)}</seg>'
        attributes = ' type="found"' + attribute("n", found.field) + attribute("cert", cert)
        parts.append(element("note", attributes, words))
    return _part("bibl", 8, parts)


# ── the other parts ─────────────────────────────────────────────────────────────────────────────────────────────────


def own_id(wanted: str, release: Release) -> str:
    """An `xml:id` of our own that is no entity's."""
    taken = {entity.id for entity in release.entities}
    while wanted in taken:
        wanted += "_"
    return wanted


def _encoding(release: Release) -> Iterator[str]:
    """The taxonomy of kinds; of a release whose kind is not known, the taxonomy without a category."""
    category = f"<desc>{NO_KINDS}</desc>"
    if release.kind:
        name = own_id(KIND_PREFIX + release.kind, release)
        exact = "" if kind_of(name) == release.kind else f' n="{release.kind}"'
        category = f'<category xml:id="{name}"{exact}><catDesc>{kind_words(release.kind)}</catDesc></category>'
    yield f"<projectDesc><p>{PROJECT}</p></projectDesc>"
    taxonomy = f'<taxonomy xml:id="{own_id(GENRES, release)}">{category}</taxonomy>'
    yield f"<classDecl>{taxonomy}</classDecl>"


def _profile(release: Release) -> Iterator[str]:
    if release.summary:
        yield _part("abstract", 6, [element("p", "", escape(part)) for part in release.summary.split("\n\n")])
    tags = dict.fromkeys([release.lang, *(translation.lang for translation in release.translations)])
    languages = [f'<language ident="{tag}">{LANGUAGES.get(tag.split("-")[0], tag)}</language>' for tag in tags if tag]
    yield _part("langUsage", 6, languages)
    yield _part("textClass", 6, _classes(release))


def _classes(release: Release) -> Iterator[str]:
    terms = [f"<term>{escape(keyword)}</term>" for keyword in release.keywords]
    yield _part("keywords", 8, terms)
    for subject in release.subjects:
        yield element("classCode", target("scheme", subject.scheme), escape(subject.code))
    name = own_id(KIND_PREFIX + release.kind, release) if release.kind else own_id(GENRES, release)
    yield f'<catRef target="#{name}"/>'


def _revision(release: Release) -> str:
    changes = [_change(change) for change in release.changes]
    if release.modified:
        changes.insert(0, f'<change type="modified" when-iso="{release.modified.iso}"/>')
    if not changes and not release.status:
        return ""
    return _part("revisionDesc", 4, changes or ["<change/>"], attribute("status", release.status))


def _change(change: Change) -> str:
    when = attribute("when-iso", change.at.iso) if change.at else ""
    return element("change", attribute("n", change.version) + when + attribute("status", change.status), escape(change.text))


def _entity(entity: Entity) -> str:
    item, name, attributes = "item", "name", ""
    if entity.kind in ENTITY_ELEMENTS:
        _, item, name = ENTITY_ELEMENTS[entity.kind]
    elif entity.kind:
        attributes = f' type="{entity.kind}"'
    parts = []
    if entity.name or item == "event":  # TEI has no event without a label
        parts.append(element(name, attributes, escape(entity.name)))
    if entity.uri:
        parts.append(f'<idno type="URI">{escape(entity.uri)}</idno>')
    if entity.role:
        parts.append(f'<note type="role">{escape(entity.role)}</note>')
    return element(item, f' xml:id="{entity.id}"', "".join(parts))
