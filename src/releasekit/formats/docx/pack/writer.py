"""A pack in canonical form to one Word document: its sections in their order, what they share, and the pack itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.briefing import latest
from releasekit.formats.docx import foreseen, kinds, notes, page, seen
from releasekit.formats.docx.archive import continued, deflated, shared
from releasekit.formats.docx.markup import DECLARATION, NAMESPACES
from releasekit.formats.docx.pack import fields
from releasekit.formats.docx.pack.back import back
from releasekit.formats.docx.pack.bound import body
from releasekit.formats.docx.pack.carried import Shown, carry
from releasekit.formats.docx.pack.estimate import pages
from releasekit.formats.docx.pack.front import front
from releasekit.formats.docx.pack.prefixes import bare
from releasekit.formats.docx.pack.styles import pack_styles
from releasekit.formats.docx.pack.volume import BOOKMARK, Volume
from releasekit.formats.docx.package import Part
from releasekit.formats.docx.package import pack as packed
from releasekit.formats.docx.stylesheet import stylesheet
from releasekit.formats.docx.theme import font_table, theme
from releasekit.formats.docx.writer import about, style_names, targets
from releasekit.model import Issuer, Release, Text
from releasekit.model.words import list_number
from releasekit.style.house import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing import Pack
    from releasekit.format import PackContext
    from releasekit.formats.docx.archive import Content
    from releasekit.formats.docx.kinds import Kind
    from releasekit.formats.docx.pack.volume import Section
    from releasekit.formats.docx.package import Relationship


def write(pack: Pack, context: PackContext) -> bytes:
    """The pack as the bytes of a Word document: the same pack, pictures and house style give the same bytes."""
    if context.template is not None:
        message = "a pack is not set over a Word template: the house style says how it looks"
        context.loss("template-not-used", message)
    house = context.house or shipped("ministry")
    volume = Volume(pack, context, house.for_both_sides() if context.duplex else house)
    body(volume)
    back(volume)
    volume.sections[:0] = front(volume)
    _numbered(volume)
    names, note_text = _parts(volume)
    written = [_section(volume, section, number) for number, section in enumerate(volume.sections)]
    data = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(written)}</w:body></w:document>".encode()
    document = Part("/word/document.xml", kinds.DOCUMENT.content_type, deflated(data), volume.story.relationships)
    carry(document, data, pack, _shown(volume, names, note_text))
    return packed([(kinds.DOCUMENT.relationship, document), *about(_as_release(volume))])


def _numbered(volume: Volume) -> None:
    """Put the numbers of pages, as far as they can be told, where fields show them."""
    known: dict[str, str] = {}
    at, was_front = 1, True
    for number, section in enumerate(volume.sections):
        if number and section.is_front != was_front:
            at = 1
        was_front = section.is_front
        if section.start != "nextPage" and (at % 2 == 0) == (section.start == "oddPage"):
            at += 1
        starts, filled = pages(section.out, volume.house)

        def label(place: int, is_front: bool = section.is_front, first: int = at) -> str:
            return list_number(first + place, "lower-roman" if is_front else "decimal")

        known |= {name: label(0) for name in section.marks}
        known |= {
            name: label(place) for text, place in zip(section.out, starts, strict=True) for name in BOOKMARK.findall(text)
        }
        at += filled
    for section in volume.sections:
        section.out[:] = [fields.numbered(text, known) if "\x00" in text else text for text in section.out]


# ── sections ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _section(volume: Volume, section: Section, number: int) -> str:
    """The paragraphs of a section between the marks of its bookmark; the last of them has its properties, or the body does."""
    properties = _properties(volume, section, number)
    start, end = volume.last.mark(section.key) or ("", "")
    points = "".join(map(volume.point, section.marks))
    first, *rest = section.out
    is_paragraph = first.startswith("<w:p>")
    first = first.replace("</w:pPr>", f"</w:pPr>{points}{''.join(section.unseen)}", 1) if is_paragraph else points + first
    out = [start, first, *rest]
    is_last = number == len(volume.sections) - 1
    out[-1] = out[-1].removesuffix("</w:p>") + f"{end}</w:p>"
    if is_last:
        return "".join(out) + properties
    out[-1] = out[-1].replace("</w:pPr>", f"{properties}</w:pPr>", 1)
    return "".join(out)


def _properties(volume: Volume, section: Section, number: int) -> str:
    """The properties of a section, in the order of the schema (17.6.17)."""
    ids = [{which: volume.part(text, is_head=is_head) for which, text in texts.items()}
           for is_head, texts in ((True, section.headers), (False, section.footers))]  # fmt: skip
    before = volume.sections[number - 1] if number else None
    first = 2 if section.start == "evenPage" else 1  # an even page, with facing translations, has an even number
    begins = f' w:start="{first}"' if before is None or before.is_front != section.is_front else ""
    return (
        f"<w:sectPr>{page.references(*ids)}"
        + ('<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>' if section.at is not None else "")
        + (f'<w:type w:val="{section.start}"/>{page.paper(volume.house.page)}')
        + f'<w:pgNumType w:fmt="{"lowerRoman" if section.is_front else "decimal"}"{begins}/>'
        + ("<w:titlePg/>" if "first" in section.headers else "")
        + ("<w:bidi/>" if section.rtl else "")
        + "</w:sectPr>"
    )


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(volume: Volume) -> tuple[dict[str, str], str]:
    """Add the parts that the body needs; the names of styles by their ids, and the part with the footnotes."""
    house, manuscript, story = volume.house, volume.last, volume.story

    def part(name: str, kind: Kind, content: Content, relationships: Iterable[Relationship] = ()) -> None:
        story.part(kind.relationship, Part(f"/word/{name}.xml", kind.content_type, content, relationships))

    note_text = notes.part(volume.noted) if manuscript.notes else ""
    if note_text:
        part("footnotes", kinds.FOOTNOTES, deflated(note_text.encode()), volume.noting.relationships)
    sheet = stylesheet(house, manuscript.lang, manuscript.rtl)
    own = pack_styles(house, manuscript.lang) + "".join(manuscript.styles.values())
    part("styles", kinds.STYLES, continued(sheet, f"{own}</w:styles>"))
    part("numbering", kinds.NUMBERING, manuscript.numbering.content(house))
    settings = page.settings(notes=bool(note_text), lang=manuscript.lang, facing=house.page.facing, fields=True)
    part("settings", kinds.SETTINGS, shared(settings))
    part("theme/theme1", kinds.THEME, shared(theme(house)))
    part("fontTable", kinds.FONT_TABLE, shared(font_table(house)))
    return style_names(sheet) | style_names(own), note_text


def _shown(volume: Volume, names: dict[str, str], note_text: str) -> list[Shown]:
    """What a reader will see of each section."""
    around = seen.Around(
        styles=names,
        number_format=volume.last.numbering.format,
        targets=targets(volume.story),
        notes=foreseen.notes(bare(note_text)),
        note_targets=targets(volume.noting),
    )
    heads: dict[str, list[str]] = {}
    found = []
    for section in volume.sections:
        beside = []
        for text in (*section.headers.values(), *section.footers.values()):
            if text not in heads:
                heads[text] = foreseen.lines_around(text, around)
            beside += heads[text]
        lines = foreseen.lines(map(bare, section.out), around)
        found.append(Shown(section.key, section.at, section.places, lines, beside))
    return found


def _as_release(volume: Volume) -> Release:
    """What the properties of the document say, as if the pack were a release."""
    pack = volume.pack
    return Release(
        headline=(Text(volume.title()),),
        subtitle=(Text(pack.subtitle),) if pack.subtitle else (),
        summary=pack.purpose,
        issuers=tuple(Issuer(name) for name in pack.prepared_by),
        lang=volume.lang,
        released=latest(pack),
        kind="briefing-pack",
    )
