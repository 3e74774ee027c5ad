"""A release and a user's own Word file in, the release as a document in that file's stationery out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.errors import ReadError, WriteError
from releasekit.formats.docx import seen
from releasekit.formats.docx.lists import Definitions
from releasekit.formats.docx.lists import Lists as Counted
from releasekit.formats.docx.styles import Styles
from releasekit.formats.docx.template import lists, notes, settings, styles
from releasekit.formats.docx.template.cleaning import loosened
from releasekit.formats.docx.template.controls import dissolve
from releasekit.formats.docx.template.dressing import left_to_right, numbered, styled
from releasekit.formats.docx.template.filling import Filling
from releasekit.formats.docx.template.look import house_of
from releasekit.formats.docx.template.opened import Template
from releasekit.formats.docx.template.ours import Ours, written
from releasekit.formats.docx.template.package import Parcel, Relation
from releasekit.formats.docx.template.sections import seat
from releasekit.formats.docx.xml import WP, R, W, whole
from releasekit.style.house import shipped
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from releasekit.format import Context
    from releasekit.formats.docx.template.cleaning import Story
    from releasekit.formats.docx.template.lists import Lists
    from releasekit.formats.docx.template.styles import Sheet
    from releasekit.model import Release
    from releasekit.style.house import House

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CONTENT_TYPES = {
    "document": f"{_WORD}document.main+xml", "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
} | {
    kind: f"{_WORD}{kind}+xml"
    for kind in ("styles", "numbering", "settings", "fontTable", "header", "footer", "footnotes", "endnotes")
}  # fmt: skip
_FILES = {"theme": "theme/theme1"}


def over(release: Release, context: Context, template: bytes, plain: Callable[[House], bytes]) -> bytes:
    """The release over a template; `plain` writes it without one in a house style. Raises `WriteError`."""
    try:
        return _written(release, context, Template(template, context.name), plain)
    except ReadError as error:
        raise WriteError(f"the template: {error.message}", name=context.name) from None


class _Parts(NamedTuple):
    """The parts of the new document that are the template's and ours together."""

    sheet: Sheet
    lists: Lists
    notes: Story | None
    has_own_notes: bool
    """Whether the footnotes and their separators are ours."""
    prefix: str
    """Of the ids of our relations."""


def _written(release: Release, context: Context, template: Template, plain: Callable[[House], bytes]) -> bytes:
    body = template.document.body
    stories = {name: story for name, story in template.stories.items() if name.startswith(("word/header", "word/footer"))}
    for root in (body, *(story.root for story in stories.values())):
        dissolve(root)
    usual = context.house or shipped("ministry")
    found = seat(body, usual.page, context)
    house = house_of(template.root("styles"), template.root("theme"), usual, found.page)
    ours = Ours(plain(house))
    parts = _merged(release, template, ours)
    filling = Filling(body, release, ours, found, context)
    for story in stories.values():
        filling.around(story.root)
    filling.text()
    numbered(body)
    sheet, known = Styles(parts.sheet.root), notes.by_id(parts.notes)
    for root in (body, *(story.root for story in template.stories.values())):
        loosened(root, sheet.names, known)
        styled(root, sheet.default)
    parcel, relations = _packed(template, ours, parts)
    places = filling.places()
    lines = seen.lines(body, _around(relations, parts))
    relations.append(
        ours.carry(parcel, body, places, lines, _heads(template, stories, parts))._replace(id=f"{parts.prefix}release")
    )
    template.carry(parcel)
    parcel.add("word/document.xml", _CONTENT_TYPES["document"], written(template.main.root), relations)
    parcel.relate("officeDocument", "word/document.xml")
    for what in sorted(template.left):
        context.advise("template-part-dropped", f"the template has {what}, which is not carried into the document")
    return parcel.pack()


def _merged(release: Release, template: Template, ours: Ours) -> _Parts:
    """The template's styles, lists and notes with ours, which are renumbered."""
    sheet = styles.merged(template.root("styles"), ours.root("styles"), release.lang)
    numbers = lists.merged(template.root("numbering"), ours.root("numbering"), sheet)
    theirs = template.stories.get("word/footnotes.xml")
    stories = (template.main, *template.stories.values())
    taken = [relation.id for story in stories for relation in story.relations]
    prefix = "own"
    while any(id.startswith(prefix) for id in taken):
        prefix += "_"
    drawings = max((whole(each.get("id", "")) for story in stories for each in story.root.iter(f"{WP}docPr")), default=0)
    ours.renumbered(sheet.ids, numbers.offset, notes.offset(theirs), drawings, prefix)
    if Styles(sheet.root).rtl and direction_of(release.lang, release.direction) != "rtl":
        left_to_right([element for element, _ in ours.shown])
    return _Parts(sheet, numbers, notes.merged(theirs, ours), notes.is_ours(theirs, ours), prefix)


def _packed(template: Template, ours: Ours, parts: _Parts) -> tuple[Parcel, list[Relation]]:
    """A package with all parts but the main one and what is carried, and what the main part relates to."""
    parcel = Parcel()
    relations = [*template.main.relations, *ours.relations]

    def part(kind: str, root: Any, inside: list[Relation]) -> None:
        name = f"word/{_FILES.get(kind, kind)}.xml"
        parcel.add(name, _CONTENT_TYPES[kind], written(root), inside)
        relations.append(Relation(parts.prefix + kind, kind, name))

    part("styles", parts.sheet.root, [])
    pictured = template.part("numbering")
    part("numbering", parts.lists.root, pictured.relations if pictured else [])
    template.part("settings")  # its relations, all left behind, are told of
    part("settings", settings.fitted(template.root("settings"), ours.root("settings"), notes=parts.has_own_notes), [])
    for kind in ("theme", "fontTable"):
        found = template.part(kind)
        part(kind, found.root if found else ours.root(kind), found.relations if found else [])
    if parts.notes and parts.has_own_notes:
        part("footnotes", parts.notes.root, parts.notes.relations)
    for name, story in template.stories.items():
        root, inside = parts.notes if parts.notes and name == "word/footnotes.xml" else story
        kind = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        parcel.add(name, _CONTENT_TYPES[kind], written(root), inside)
    return parcel, relations


def _heads(template: Template, stories: Mapping[str, Story], parts: _Parts) -> Iterator[str]:
    """What the headers and footers show that a section has."""
    has = {each.get(f"{R}id") for each in template.document.body.iter(f"{W}headerReference", f"{W}footerReference")}
    for name in dict.fromkeys(relation.to for relation in template.main.relations if relation.id in has):
        if name in stories:
            yield from seen.lines(stories[name].root, _around(stories[name].relations, parts))


def _around(relations: list[Relation], parts: _Parts) -> seen.Around:
    """What the digest of the page needs, as a reader of the new document will find it."""
    targets = {relation.id: relation.to for relation in relations if relation.is_external}
    inside = {relation.id: relation.to for relation in parts.notes.relations if relation.is_external} if parts.notes else {}
    format = Counted(Definitions(parts.lists.root)).format
    return seen.Around(Styles(parts.sheet.root).names, format, targets, notes.by_id(parts.notes), inside)
