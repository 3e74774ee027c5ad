"""A release in canonical form to a Word document: its parts in a package, and the pictures."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from releasekit.formats.docx import page, properties, seen
from releasekit.formats.docx.blocks import Around, text
from releasekit.formats.docx.carried import carry
from releasekit.formats.docx.markup import DECLARATION, NAMESPACES, paragraph
from releasekit.formats.docx.notes import footnotes
from releasekit.formats.docx.package import add, pack, relate
from releasekit.formats.docx.story import Manuscript, Story
from releasekit.formats.docx.stylesheet import stylesheet
from releasekit.formats.docx.tables import TABLE_START
from releasekit.formats.docx.theme import font_table, theme
from releasekit.formats.docx.xml import W
from releasekit.style.furniture import furniture
from releasekit.style.house import shipped

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release
    from releasekit.style.furniture import Furniture
    from releasekit.style.house import House

_CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def write(release: Release, context: Context) -> bytes:
    """The release as the bytes of a Word document: the same release, pictures and template give the same bytes."""
    if context.template is not None:
        from releasekit.formats.docx.template.writer import over

        return over(release, context, context.template, partial(_document, release, context))
    return _document(release, context, context.house or shipped("ministry"))


def _document(release: Release, context: Context, house: House) -> bytes:
    """A document in a house style, without a template."""
    manuscript = Manuscript(release, context, house)
    story = Story(manuscript)
    found = furniture(release, manuscript.house)
    around = page.text_around(story)
    page.front(story, found, around)
    text(release.body, around, story)
    page.back(story, found, around)
    if not story.out or story.out[-1].startswith(TABLE_START):
        story.out.append(paragraph("BodyText", ""))  # Word wants a paragraph at the end of a story
    parts = _parts(story, found, around)
    section = page.section(manuscript, parts.headers, parts.footers)
    body = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(story.out)}{section}</w:body></w:document>"
    package = manuscript.package
    story.part(*carry(package, release, story.places, *_seen(body, story, parts)))
    document = add(package, "/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, body, story.relationships)
    relate(package, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, document)
    _properties(manuscript)
    return pack(package)


class _Parts(NamedTuple):
    """What the body needs around it."""

    headers: dict[str, str]
    """Relationships, by which pages they are for."""
    footers: dict[str, str]
    styles: str
    notes: str
    """The part with the footnotes; empty if there are none."""
    note_story: Story | None
    around: tuple[str, ...]
    """The parts with headers and footers."""


def _parts(story: Story, found: Furniture, around: Around) -> _Parts:
    """Add the parts that the body needs."""
    manuscript = story.manuscript
    package = manuscript.package

    def part(name: str, content_type: str, kind: str, text: str, own: Story | None = None) -> str:
        relationships = own.relationships if own else ()
        return story.part(kind, add(package, f"/word/{name}.xml", content_type, text, relationships))

    notes, note_story = footnotes(manuscript, around) if manuscript.notes else ("", None)
    if notes:
        part("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, notes, note_story)
    own = "".join(manuscript.styles.values())
    styles = f"{stylesheet(manuscript.house, manuscript.lang, manuscript.rtl)}{own}</w:styles>"
    part("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles)
    numbering = manuscript.numbering.xml(manuscript.house)
    part("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering)
    settings = page.settings(notes=bool(manuscript.notes), lang=manuscript.lang)
    part("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings)
    part("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme(manuscript.house))
    part("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table(manuscript.house))
    story_of_first = Story(manuscript)
    first, running, foot = page.letterhead(story_of_first, found), page.running_head(manuscript, found), page.foot(manuscript)
    headers = {
        "first": part("header1", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, first, story_of_first),
        "default": part("header2", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, running),
    }
    footer = part("footer1", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, foot)
    return _Parts(headers, {"first": footer, "default": footer}, styles, notes, note_story, (first, running, foot))


_STYLE = re.compile('<w:style [^>]*w:styleId="([^"]+)"[^>]*><w:name w:val="([^"]+)"/>')


def _seen(body: str, story: Story, parts: _Parts) -> tuple[list[str], list[str]]:
    """What a reader will see of the body, and of headers and footers."""
    notes = etree.fromstring(parts.notes.encode()) if parts.notes else ()
    around = seen.Around(
        styles=dict(_STYLE.findall(parts.styles)),
        number_format=story.manuscript.numbering.format,
        targets=_targets(story),
        notes={note.get(f"{W}id", ""): note for note in notes},
        note_targets=_targets(parts.note_story) if parts.note_story else {},
    )
    heads = [line for text in parts.around for line in seen.lines(etree.fromstring(text.encode()), around)]
    return seen.lines(etree.fromstring(body.encode())[0], around), heads


def _targets(story: Story) -> dict[str, str]:
    """The addresses of a story's links by the ids of their relationships."""
    return {f"rId{number}": to for number, (_, to) in enumerate(story.relationships, 1) if isinstance(to, str)}


def _properties(manuscript: Manuscript) -> None:
    package, release = manuscript.package, manuscript.release
    core = add(package, "/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, properties.core(release))
    relate(package, RELATIONSHIP_TYPE.CORE_PROPERTIES, core)
    extended = add(package, "/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, properties.extended(release))
    relate(package, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, extended)
    if custom := properties.custom(release):
        part = add(package, "/docProps/custom.xml", _CUSTOM_PROPERTIES, custom)
        relate(package, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, part)
