"""A pack to TEI: a `teiCorpus` with a header of its own, and each release in it as it is alone; a part is a corpus within it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from releasekit.formats.tei.markup import attribute, element, escape, quoted, target
from releasekit.formats.tei.names import LANGUAGES, NAMESPACE
from releasekit.formats.tei.writer import DECLARATION, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.briefing import Enclosure, Entry, LeftOut, Origin, Pack, Part
    from releasekit.format import PackContext
    from releasekit.model import Release

PARTS_SAY = "Each part states its sources."
NOTES = (
    ("purpose", "purpose"), ("preparedFor", "prepared_for"), ("distribution", "distribution"), ("scale", "scale"),
    ("style", "style"), ("logo", "logo"), ("logoAlt", "logo_alt"), ("notes", "notes"),
)  # fmt: skip
"""Types of `notesStmt/note`, and the fields of a pack that they hold."""

_TAG = re.compile(r"""<[A-Za-z](?:[^"<>]|"[^"]*")*>""")
_ID = re.compile(r' xml:id="([^"]*)"')
_POINTER = re.compile(r'="#([^"]*)"')


def write(pack: Pack, context: PackContext) -> bytes:
    """The pack as TEI P5 in UTF-8, valid against tei_all. Nothing is lost.

    An id names one thing in a document (XML 1.0, 3.3.1), so those of each release begin with letters of its own.
    """
    at = 0
    corpora: list[str] = []
    bound: list[str] = []
    for part in pack.parts:
        texts, lines = [], []
        for entry in part.entries:
            with context.of(entry.origin, at):
                at += 1
                text, letters = _with_own_ids(entry.release, at)
            texts.append(text)
            lines.append(_bound(entry, letters))
        corpora.append("\n".join([_part_header(part, lines), *texts]))
        bound += lines
    flat = len(pack.parts) == 1 and not (pack.parts[0].title or pack.parts[0].note)
    if flat:
        inner = "\n".join([_header(pack, bound), corpora[0].partition("\n</teiHeader>\n")[2]])
    else:
        inner = "\n".join([_header(pack, []), *(f"<teiCorpus>\n{corpus}\n</teiCorpus>" for corpus in corpora)])
    root = f'<teiCorpus xmlns="{NAMESPACE}" xml:space="preserve">'
    return f"{DECLARATION}\n{root}\n{inner}\n</teiCorpus>\n".encode()


def _with_own_ids(release: Release, number: int) -> tuple[str, str]:
    """A release with letters before each of its ids and each pointer to one, and those letters."""
    plain = text(release).replace(f' xmlns="{NAMESPACE}"', "", 1)
    letters = f"r{number}."
    while f"#{letters}" in plain:
        letters = f"{letters[:-1]}_."
    ids = {id for tag in _TAG.findall(plain) for id in _ID.findall(tag)}

    def pointer(found: re.Match[str]) -> str:
        return f'="#{letters}{found[1]}"' if found[1] in ids else found[0]

    def renamed(tag: re.Match[str]) -> str:
        return _POINTER.sub(pointer, _ID.sub(rf' xml:id="{letters}\1"', tag[0]))

    return _TAG.sub(renamed, plain), letters


# ── headers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _header(pack: Pack, bound: list[str]) -> str:
    titles = [element("title", ' type="main"', escape(pack.title))]
    if pack.subtitle:
        titles.append(element("title", ' type="sub"', escape(pack.subtitle)))
    titles += [_resp("preparation", name) for name in pack.prepared_by]
    publication = ["<publisher/>"]
    if pack.date:
        publication.append(f'<date type="pack" when-iso="{pack.date.iso}">{pack.date.iso.replace("T", " ")}</date>')
    if pack.marking:
        publication.append(f'<availability status="restricted"><p>{escape(pack.marking)}</p></availability>')
    profile = ""
    if pack.lang:
        name = LANGUAGES.get(pack.lang.split("-")[0], pack.lang)
        language = f'<language ident="{pack.lang}">{name}</language>'
        profile = f"\n<profileDesc><langUsage>{language}</langUsage></profileDesc>"
    return _file(titles, publication, _notes(pack), bound) + profile + "\n</teiHeader>"


def _part_header(part: Part, bound: list[str]) -> str:
    titles = [element("title", ' type="main"', escape(part.title))]
    notes = [element("note", ' type="notes"', escape(part.note))] if part.note else []
    return _file(titles, ["<publisher/>"], notes, bound) + "\n</teiHeader>"


def _file(titles: list[str], publication: list[str], notes: Iterable[str], bound: list[str]) -> str:
    sources = _lines("listBibl", bound) if bound else f"<p>{PARTS_SAY}</p>"
    parts = [
        _lines("titleStmt", [*titles, _resp("conversion", "releasekit")]),
        _lines("publicationStmt", publication),
        _lines("notesStmt", notes),
        _lines("sourceDesc", [sources]),
    ]
    return "<teiHeader>\n" + _lines("fileDesc", parts)


def _lines(name: str, children: Iterable[str]) -> str:
    """An element with its children on lines of their own; nothing where it has none."""
    lines = [child for child in children if child]
    return "\n".join([f"<{name}>", *lines, f"</{name}>"]) if lines else ""


def _resp(what: str, name: str) -> str:
    return f"<respStmt><resp>{what}</resp>{element('name', '', escape(name))}</respStmt>"


def _notes(pack: Pack) -> Iterator[str]:
    for type, name in NOTES:
        value: str | tuple[str, ...] = getattr(pack, name)
        for words in (value,) if isinstance(value, str) else value:
            if words:
                yield f'<note type="{type}">{escape(words)}</note>'
    if pack.translations != "after":
        yield f'<note type="translations">{pack.translations}</note>'
    yield from map(_left_out, pack.left_out)


def _left_out(left: LeftOut) -> str:
    parts = [_origin(left.origin), f"<title>{escape(left.title)}</title>" if left.title else ""]
    if left.date:
        parts.append(f'<date when-iso="{left.date.iso}">{left.date.iso.replace("T", " ")}</date>')
    parts += [f'<note type="{type}">{escape(words)}</note>' for type, words in _pairs(number=left.number, said=left.said)]
    return f'<note type="leftOut" subtype="{left.reason}">{element("bibl", "", "".join(parts))}</note>'


def _origin(origin: Origin) -> str:
    known = _pairs(file=origin.name, digest=origin.digest, format=origin.format)
    return "".join(f'<idno type="{type}">{escape(words)}</idno>' for type, words in known)


def _bound(entry: Entry, letters: str) -> str:
    parts = [_origin(entry.origin), f"<title>{escape(entry.title)}</title>" if entry.title else ""]
    known = _pairs(
        note=entry.note,
        marking=entry.marking,
        letterhead="" if entry.letterhead else "no",
        embargoed="yes" if entry.embargoed else "",
    )
    parts += [f'<note type="{type}">{escape(words)}</note>' for type, words in known]
    parts += map(_enclosure, entry.enclosures)
    return element("bibl", f' n="{quoted(letters)}"', "".join(parts))


def _enclosure(enclosure: Enclosure) -> str:
    where = target("target", enclosure.href) if enclosure.href else ""
    known = _pairs(digest=enclosure.digest, mediaType=enclosure.media_type, pages=enclosure.pages)
    more = "".join(f"<idno{attribute('type', type)}>{escape(words)}</idno>" for type, words in known)
    return f'<note type="enclosure">{element("ref", where, escape(enclosure.title))}{more}</note>'


def _pairs(**known: str) -> list[tuple[str, str]]:
    return [(type, words) for type, words in known.items() if words]
