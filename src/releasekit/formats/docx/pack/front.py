"""The pages before the releases: a pack in; cover, distribution, contents and digest, each a section, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.briefing import digest
from releasekit.errors import WriteError
from releasekit.formats.docx import kinds, page
from releasekit.formats.docx.markup import PLAIN_LOOK, paragraph, run, runs
from releasekit.formats.docx.pack import fields
from releasekit.formats.docx.pack.bound import contents_of
from releasekit.formats.docx.pack.regions import ref_of
from releasekit.formats.docx.pack.volume import Titled, joined
from releasekit.formats.docx.pictures import PictureError, drawing
from releasekit.formats.docx.story import Manuscript
from releasekit.model import Release
from releasekit.style.house import LOGO_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing import LeftOut
    from releasekit.formats.docx.markup import Look, Shape
    from releasekit.formats.docx.pack.volume import Section, Volume

_LONGEST = 320
"""How much of a summary the digest shows, in letters: it is read on one page."""
_LOGO_WIDTH = 200.0


def front(volume: Volume) -> list[Section]:
    """The sections before the body, which is written already."""
    cover, handling, overview = _cover(volume), _handling(volume), _digest(volume)
    listed = [*handling, overview, *volume.sections]
    return [cover, *handling, _contents(volume, listed), overview]


def _cover(volume: Volume) -> Section:
    pack = volume.pack
    volume.own()
    if shown := _logo(volume):
        volume.line("CoverLogo", shown)
    volume.words("CoverKicker", volume.word("pack") if pack.title else "", "/pack")
    volume.words("CoverTitle", volume.title(), "/title")
    volume.words("CoverSubtitle", pack.subtitle, "/subtitle")
    volume.words("CoverPurpose", pack.purpose, "/purpose")
    volume.words("CoverDate", volume.date(), "/date")
    for key, names in (("prepared-by", pack.prepared_by), ("prepared-for", pack.prepared_for)):
        if names:
            label = runs(volume.word(key), volume.look._replace(bold=True)) + run("<w:tab/>", volume.look)
            words = run("<w:br/>", volume.look).join(runs(name, volume.look) for name in names)
            volume.line("CoverFact", label + words, f"/{key.replace('-', '_')}")
    volume.words("EmbargoBanner", volume.word("embargoed") if pack.embargoed else "", "/embargoed")
    return volume.section("pack_cover", *volume.heads(volume.marking, is_cover=True), is_front=True)


def _logo(volume: Volume) -> str:
    """The logo of the pack, else that of the house style, as a drawing; empty if there is none. Raises `WriteError`."""
    pack, house = volume.pack, volume.house
    if not pack.logo:
        return page.shown_logo(house.logo, volume.story) if house.logo else ""
    data = volume.context.resources(pack.logo)
    if data is None:
        volume.context.advise("picture-missing", f"the logo {pack.logo[:80]!r} cannot be found: the cover has none", "/logo")
        return ""
    manuscript = volume.last
    try:
        found, part = manuscript.held(data)
    except PictureError as error:
        raise WriteError(f"the logo {pack.logo!r} cannot be shown: it {error}", name=volume.context.name) from None
    manuscript.drawings += 1
    scale = min(1.0, _LOGO_WIDTH / found.width, LOGO_HEIGHT / found.height)
    relationship = volume.story.part(kinds.IMAGE, part)
    size = (found.width * scale, found.height * scale)
    return run(drawing(relationship, manuscript.drawings, size, name="logo", alt=pack.logo_alt, title=""), PLAIN_LOOK)


def _handling(volume: Volume) -> list[Section]:
    """Who gets a copy, and the page to the reader."""
    pack = volume.pack
    if not (pack.distribution or pack.notes):
        return []
    volume.own()
    titles: list[Titled] = []
    if pack.distribution:
        volume.heading("PackHeading", volume.word("distribution"), titles, "/distribution")
    for at, name in enumerate(pack.distribution):
        volume.words("Distribution", name, f"/distribution/{at}")
    for text in pack.notes.split("\n\n"):
        volume.words("BodyText", " ".join(text.split()), "/notes")
    section = volume.section("pack_distribution", *volume.heads(volume.marking), start="nextPage", is_front=True)
    section.titles.extend(titles)
    return [section]


def _contents(volume: Volume, listed: list[Section]) -> Section:
    volume.own()
    heading = paragraph("TOCHeading", runs(volume.word("contents"), volume.look), volume.last.shape)
    lines = "".join(contents_of(volume, listed))
    volume.story.out.append(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{heading}{lines}</w:sdtContent></w:sdt>"
    )
    volume.story.told("")
    _left_out(volume, "withdrawn", volume.pack.withdrawn)
    _left_out(volume, "missing", volume.pack.missing)
    volume.line("BodyText", "")  # a section ends with a paragraph
    return volume.section("pack_contents", *volume.heads(volume.marking), is_front=True)


def _left_out(volume: Volume, key: str, left: Iterable[LeftOut]) -> None:
    """What is not printed, and is not passed over in silence."""
    for at, each in enumerate(left):
        if not at:
            volume.words("PackSubheading", volume.word(key), "/left_out")
        said = joined((each.title or each.origin.file, each.number, volume.day(each.date), each.said))
        volume.words("Distribution", said, "/left_out")


def _digest(volume: Volume) -> Section:
    """What can be read alone."""
    volume.own()
    titles: list[Titled] = []
    volume.heading("PackHeading", volume.word("digest"), titles, "/digest")
    for line in digest(volume.pack):
        look, shape = _spoken(line.lang, volume)
        volume.line("DigestTitle", fields.leading(line.title, ref_of(line.at), look), "/digest", shape)
        facts = [volume.number(line), volume.day(line.date), line.marking]
        said = [runs(fact, volume.look) for fact in facts if fact]
        said += [runs(volume.word("embargoed"), volume.look._replace(style="Stamp"))] if line.embargoed else []
        if said:
            volume.line("DigestFacts", runs(" · ", volume.look).join(said), "/digest", shape)
        if line.summary:
            volume.line("DigestText", runs(_shortened(line.summary), look), "/digest", shape)
        volume.words("DigestNote", line.note, "/digest")
    section = volume.section("pack_digest", *volume.heads(volume.marking), is_front=True)
    section.titles.extend(titles)
    return section


def _spoken(lang: str, volume: Volume) -> tuple[Look, Shape]:
    """How the words of a release are set among those of the pack."""
    own = Manuscript(Release(lang=lang), volume.context, volume.house, after=volume.last)
    return own.look, own.shape


def _shortened(summary: str) -> str:
    """The first sentences of a summary, or its first words, if it is long."""
    words = " ".join(summary.split())
    if len(words) <= _LONGEST:
        return words
    kept = words[:_LONGEST]
    end = max(kept.rfind(mark) for mark in (". ", "! ", "? ", "。", "؟ ", "। "))
    return kept[: end + 1] if end > _LONGEST // 2 else kept.rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
