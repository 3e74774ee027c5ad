"""A release in canonical form to a Word document: its parts in a package, and the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from releasekit.formats.docx import page, properties
from releasekit.formats.docx.blocks import Around, blocks
from releasekit.formats.docx.markup import DECLARATION, NAMESPACES, paragraph
from releasekit.formats.docx.notes import footnotes
from releasekit.formats.docx.package import add, pack, relate
from releasekit.formats.docx.story import Manuscript, Story
from releasekit.formats.docx.stylesheet import stylesheet
from releasekit.formats.docx.tables import TABLE_START
from releasekit.formats.docx.theme import font_table, theme
from releasekit.style.furniture import furniture
from releasekit.style.house import MINISTRY

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Release
    from releasekit.style.furniture import Furniture

_CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def write(release: Release, context: Context) -> bytes:
    """The release as the bytes of a Word document: the same release and pictures give the same bytes."""
    manuscript = Manuscript(release, context, MINISTRY)
    story = Story(manuscript)
    found = furniture(release)
    around = page.text_around(story)
    page.front(story, found, around)
    blocks(release.body, around, story, "/body")
    page.back(story, found, around)
    if not story.out or story.out[-1].startswith(TABLE_START):
        story.out.append(paragraph("BodyText", ""))  # Word wants a paragraph at the end of a story
    section = page.section(manuscript, *_parts(story, found, around))
    text = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(story.out)}{section}</w:body></w:document>"
    package = manuscript.package
    document = add(package, "/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, text, story.relationships)
    relate(package, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, document)
    _properties(manuscript)
    return pack(package)


def _parts(story: Story, found: Furniture, around: Around) -> tuple[dict[str, str], dict[str, str]]:
    """Add the parts that the body needs; the relationships to headers and footers, by which pages they are for."""
    manuscript = story.manuscript
    package = manuscript.package

    def part(name: str, content_type: str, kind: str, text: str, notes: Story | None = None) -> str:
        relationships = notes.relationships if notes else ()
        return story.part(kind, add(package, f"/word/{name}.xml", content_type, text, relationships))

    if manuscript.notes:
        text, notes = footnotes(manuscript, around)
        part("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, text, notes)
    own = "".join(manuscript.styles.values())
    styles = f"{stylesheet(manuscript.house, manuscript.lang, manuscript.rtl)}{own}</w:styles>"
    part("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles)
    numbering = manuscript.numbering.xml(manuscript.house)
    part("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering)
    settings = page.settings(notes=bool(manuscript.notes), lang=manuscript.lang)
    part("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings)
    part("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme(manuscript.house))
    part("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table(manuscript.house))
    headers = {
        which: part(name, CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, text)
        for which, name, text in (
            ("first", "header1", page.letterhead(manuscript, found)),
            ("default", "header2", page.running_head(manuscript, found)),
        )
    }
    footer = part("footer1", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, page.foot(manuscript))
    return headers, {"first": footer, "default": footer}


def _properties(manuscript: Manuscript) -> None:
    package, release = manuscript.package, manuscript.release
    core = add(package, "/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, properties.core(release))
    relate(package, RELATIONSHIP_TYPE.CORE_PROPERTIES, core)
    extended = add(package, "/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, properties.extended(release))
    relate(package, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, extended)
    if custom := properties.custom(release):
        part = add(package, "/docProps/custom.xml", _CUSTOM_PROPERTIES, custom)
        relate(package, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, part)
