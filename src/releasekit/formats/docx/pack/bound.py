"""The body of a pack: its parts in; a section for each divider and each release, with heads, notes and numbers of its own, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.briefing import pack_word, translations
from releasekit.formats.docx import page
from releasekit.formats.docx.blocks import text
from releasekit.formats.docx.markup import paragraph, runs
from releasekit.formats.docx.notes import noted
from releasekit.formats.docx.pack import fields
from releasekit.formats.docx.pack.enclosed import enclosures
from releasekit.formats.docx.pack.marking import marking_on
from releasekit.formats.docx.pack.prefixes import prefix
from releasekit.formats.docx.pack.regions import key_of, part_key_of, ref_of
from releasekit.formats.docx.pack.styles import LONG_TITLE
from releasekit.formats.docx.pack.volume import Titled
from releasekit.formats.docx.story import Manuscript
from releasekit.formats.docx.tables import TABLE_START
from releasekit.model import inline_text
from releasekit.style.furniture import furniture

if TYPE_CHECKING:
    from releasekit.briefing import Entry, Part
    from releasekit.formats.docx.pack.volume import Section, Start, Volume
    from releasekit.style.furniture import Furniture

TITLES = "Part Title,1,Pack Heading,1,Title,2,Release Facts,3"
"""The styles whose paragraphs the contents list, and at which level."""


def body(volume: Volume) -> None:
    """Add the sections of all parts."""
    pack = volume.pack
    indexed = volume.mentions()
    facing = {at: place for group in translations(pack) if len(group) > 1 for place, at in enumerate(group)}
    at = 0
    for number, part in enumerate(pack.parts):
        if part.title or part.note:
            volume.sections.append(_divider(volume, part, number))
        for entry in part.entries:
            start = volume.begins
            if pack.translations == "facing" and at in facing:
                start = "oddPage" if facing[at] % 2 else "evenPage"
            volume.sections.append(_release(volume, entry, at, indexed[at], start))
            at += 1


def _divider(volume: Volume, part: Part, number: int) -> Section:
    volume.own()
    titles: list[Titled] = []
    if part.title:
        volume.heading("PartTitle", part.title, titles, f"/parts/{number}/title")
    volume.words("PartNote", part.note, f"/parts/{number}/note")
    headers, footers = volume.heads(volume.marking, is_cover=True)
    section = volume.section(part_key_of(number), headers, footers, start="oddPage")
    section.titles.extend(titles)
    return section


def _release(volume: Volume, entry: Entry, at: int, indexed: dict[str, str], start: Start) -> Section:
    """The section of one release."""
    house = volume.house
    with volume.context.of(entry.origin, at) as context:
        manuscript = Manuscript(entry.release, context, house, after=volume.last, prefix=prefix(at))
        manuscript.indexed = indexed
        manuscript.title = LONG_TITLE if entry.title else manuscript.title
        story = volume.turn(manuscript)
        first = len(manuscript.notes)
        found = _stamped(furniture(entry.release, house), entry)
        around = page.text_around(story)
        page.front(story, found, around)
        text(entry.release.body, around, story)
        page.back(story, found, around)
        enclosures(entry, volume.context.resources, found, around, story)
        if not story.out or story.out[-1].startswith(TABLE_START):
            story.out.append(paragraph("BodyText", "", manuscript.shape))  # a section ends with a paragraph
            story.told("")
        volume.noted.append(noted(volume.noting, around, first))
    headers, footers = _heads(volume, manuscript, entry, found, "even" if start == "evenPage" else "default")
    section = volume.section(key_of(at), headers, footers, at=at, start=start)
    toc = volume.bookmark()
    section.marks.extend((toc, ref_of(at)))
    headline = " ".join(inline_text(entry.release.headline).split())
    title = entry.title or headline or volume.lines[at].title
    if entry.title or not headline:
        section.unseen.append(fields.listed(title))
    section.titles.append(Titled(2, title, toc))
    if headline and found.facts:
        section.titles.append(Titled(3, found.facts, toc))
    return section


def _stamped(found: Furniture, entry: Entry) -> Furniture:
    """The furniture, in which what was under embargo says so, whatever else its banner says."""
    if not entry.embargoed or (found.banner and entry.release.status != "withdrawn"):
        return found
    stamp = pack_word("embargoed", entry.release.lang)
    return evolve(found, banner=f"{stamp} · {found.banner}" if found.banner else stamp)


def _heads(
    volume: Volume, manuscript: Manuscript, entry: Entry, found: Furniture, side: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Headers: the letterhead in one line on the first page, which is on a `side`, then the running head; each with the marking."""
    shape, look = manuscript.shape, manuscript.look
    marking = marking_on(entry, volume.marking)
    mark = volume.marked(marking, shape)
    issuer = paragraph("Letterhead", runs(found.issuer, look), shape) if entry.letterhead and found.issuer else ""
    headers = {"first": page.header((mark + issuer) or paragraph("Normal", "", shape))}
    for which in ("default", "even") if volume.house.page.facing else ("default",):
        running = page.running_lines(manuscript, found, entry.title, mirrored=which == "even")
        headers[which] = page.header(mark + running)
    footers = volume.feet(marking)
    return headers, footers | {"first": footers.get(side, footers["default"])}


def contents_of(volume: Volume, sections: list[Section]) -> list[str]:
    """The contents as a field that is filled: a paragraph for each title, the last of them with the end of the field."""
    titles = [title for section in sections for title in section.titles]
    look, shape = volume.look, volume.last.shape
    lines = [fields.leading(title.words, title.bookmark, look, page=title.level < 3) for title in titles if title.words]
    levels = [title.level for title in titles if title.words]
    code = fields.opened(f'TOC \\h \\z \\n 3-3 \\t "{TITLES}" \\f')
    lines[0] = code + lines[0]
    lines[-1] += fields.END
    return [paragraph(f"TOC{level}", line, shape) for level, line in zip(levels, lines, strict=True)]
