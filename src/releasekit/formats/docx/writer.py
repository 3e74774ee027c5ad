"""A release in canonical form to a Word document: its parts in a package, and the pictures."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from releasekit.formats.docx import foreseen, kinds, page, properties, seen
from releasekit.formats.docx.archive import Content, continued, deflated, shared
from releasekit.formats.docx.blocks import Around, text
from releasekit.formats.docx.carried import carry
from releasekit.formats.docx.markup import DECLARATION, NAMESPACES, paragraph
from releasekit.formats.docx.notes import footnotes
from releasekit.formats.docx.package import Part, pack
from releasekit.formats.docx.story import Manuscript, Story
from releasekit.formats.docx.stylesheet import stylesheet
from releasekit.formats.docx.tables import TABLE_START
from releasekit.formats.docx.theme import font_table, theme
from releasekit.style.furniture import furniture
from releasekit.style.house import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from releasekit.format import Context
    from releasekit.formats.docx.kinds import Kind
    from releasekit.formats.docx.package import Relationship
    from releasekit.model import Release
    from releasekit.style.furniture import Furniture
    from releasekit.style.house import House


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
    data = body.encode()
    document = Part("/word/document.xml", kinds.DOCUMENT.content_type, deflated(data), story.relationships)
    lines, heads = _seen(story, parts)
    carry(document, data, release, story.places, lines, around=heads)
    return pack([(kinds.DOCUMENT.relationship, document), *about(release)])


class _Parts(NamedTuple):
    """What the body needs around it."""

    headers: dict[str, str]
    """Relationships, by which pages they are for."""
    footers: dict[str, str]
    styles: Mapping[str, str]
    """The names of styles by their ids."""
    notes: str
    """The part with the footnotes; empty if there are none."""
    note_story: Story | None
    heads: tuple[str, ...]
    """The headers that only this document has."""
    alike: tuple[str, ...]
    """The letterhead and the footers, which many documents have alike."""
    sheet: str
    """The styles that they are set in."""


def _parts(story: Story, found: Furniture, around: Around) -> _Parts:
    """Add the parts that the body needs."""
    manuscript = story.manuscript

    def part(name: str, kind: Kind, content: Content, own: Story | None = None) -> str:
        relationships = own.relationships if own else ()
        return story.part(kind.relationship, Part(f"/word/{name}.xml", kind.content_type, content, relationships))

    notes, note_story = footnotes(manuscript, around) if manuscript.notes else ("", None)
    if notes:
        part("footnotes", kinds.FOOTNOTES, deflated(notes.encode()), note_story)
    styles = stylesheet(manuscript.house, manuscript.lang, manuscript.rtl)
    own = "".join(manuscript.styles.values())
    part("styles", kinds.STYLES, continued(styles, f"{own}</w:styles>"))
    part("numbering", kinds.NUMBERING, manuscript.numbering.content(manuscript.house))
    facing = manuscript.house.page.facing
    settings = page.settings(notes=bool(manuscript.notes), lang=manuscript.lang, facing=facing)
    part("settings", kinds.SETTINGS, shared(settings))
    part("theme/theme1", kinds.THEME, shared(theme(manuscript.house)))
    part("fontTable", kinds.FONT_TABLE, shared(font_table(manuscript.house)))
    story_of_first = Story(manuscript)
    first, running, foot = page.letterhead(story_of_first, found), page.running_head(manuscript, found), page.foot(manuscript)
    headers = {
        "first": part("header1", kinds.HEADER, shared(first), story_of_first),
        "default": part("header2", kinds.HEADER, deflated(running.encode())),
    }
    footer = part("footer1", kinds.FOOTER, shared(foot))
    footers = {"first": footer, "default": footer}
    heads, alike = [running], [first, foot]
    if facing:
        heads.append(page.running_head(manuscript, found, mirrored=True))
        alike.append(page.foot(manuscript, mirrored=True))
        headers["even"] = part("header3", kinds.HEADER, deflated(heads[-1].encode()))
        footers["even"] = part("footer2", kinds.FOOTER, shared(alike[-1]))
    names = style_names(styles) | style_names(own)
    return _Parts(headers, footers, names, notes, note_story, tuple(heads), tuple(alike), styles)


@lru_cache(maxsize=64)
def style_names(styles: str) -> dict[str, str]:
    """The names of styles by their ids, in a sheet or a part of one."""
    return dict(_STYLE.findall(styles))


_STYLE = re.compile('<w:style [^>]*w:styleId="([^"]+)"[^>]*><w:name w:val="([^"]+)"/>')


def _seen(story: Story, parts: _Parts) -> tuple[list[str], list[str]]:
    """What a reader will see of the body, and of headers and footers."""
    around = seen.Around(
        styles=parts.styles,
        number_format=story.manuscript.numbering.format,
        targets=targets(story),
        notes=foreseen.notes(parts.notes),
        note_targets=targets(parts.note_story) if parts.note_story else {},
    )
    heads = [line for text in parts.heads for line in foreseen.lines_around(text, around)]
    heads += [line for text in parts.alike for line in _lines_alike(text, parts.sheet)]
    return foreseen.lines(story.out, around), heads


@lru_cache(maxsize=64)
def _lines_alike(part: str, sheet: str) -> list[str]:
    """The lines of a letterhead or footer, which refers to nothing but styles of the sheet."""
    return foreseen.lines_around(part, seen.Around(style_names(sheet), lambda _number, _level: "", {}, {}, {}))


def targets(story: Story) -> dict[str, str]:
    """The addresses of a story's links by the ids of their relationships."""
    return {f"rId{number}": to for number, (_, to) in enumerate(story.relationships, 1) if isinstance(to, str)}


def about(release: Release) -> Iterator[Relationship]:
    """The properties of the document, as what the package relates to."""
    for name, kind, content in (
        ("core", kinds.CORE_PROPERTIES, deflated(properties.core(release).encode())),
        ("app", kinds.EXTENDED_PROPERTIES, shared(properties.extended(release))),
        ("custom", kinds.CUSTOM_PROPERTIES, deflated(properties.custom(release).encode())),
    ):
        if content.size:
            yield kind.relationship, Part(f"/docProps/{name}.xml", kind.content_type, content)
