"""The pages behind the releases: a pack in; lists by date and number, contacts, index and sources, each a section, out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from releasekit.briefing import by_number, chronology, colophon, contacts
from releasekit.briefing.names import KINDS
from releasekit.formats.docx.markup import Look, run, runs, twips
from releasekit.formats.docx.pack import fields
from releasekit.formats.docx.pack.estimate import breadth
from releasekit.formats.docx.pack.regions import ref_of
from releasekit.formats.docx.pack.volume import Titled, joined
from releasekit.formats.docx.page import contact_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing import Line, Name
    from releasekit.formats.docx.pack.volume import Volume

_WIDEST = 0.36
"""How much of a line dates or numbers take at most."""
_APART = 9.0
"""Between these and the titles, in points."""


def back(volume: Volume) -> None:
    """Add the sections behind the body."""
    writers = {"pack_lists": _lists, "pack_contacts": _contacts, "pack_index": _index, "pack_sources": _sources}
    for key, write in writers.items():
        volume.own()
        titles: list[Titled] = []
        write(volume, titles)
        if volume.story.out:
            section = volume.section(key, *volume.heads(volume.marking))
            section.titles.extend(titles)
            volume.sections.append(section)


def _lists(volume: Volume, titles: list[Titled]) -> None:
    """All releases by their date, and by their number."""
    dated = [(volume.day(line.date), line) for line in chronology(volume.pack)]
    numbered = [(line.number, line) for line in by_number(volume.pack)]
    column = _column(volume, [first for first, _ in (*dated, *numbered)])
    for key, lines in (("chronology", dated), ("by-number", numbered)):
        _list(volume, titles, key, lines, column)


def _list(volume: Volume, titles: list[Titled], key: str, lines: Iterable[tuple[str, Line]], column: float) -> None:
    """A heading, and a line for each release: what it is listed by in a column, and behind or below that its title."""
    plain = volume.last.shape
    hung = plain._replace(left=twips(column), hanging=twips(column))
    for at, (first, line) in enumerate(lines):
        if not at:
            apart = plain._replace(before=twips(volume.house.leading * 1.5)) if titles else plain
            volume.heading("PackHeading", volume.word(key), titles, f"/{key}", apart)
        between = "<w:tab/>" if _breadth(volume, first) <= column else "<w:br/>"
        lead = runs(first, volume.look) + run(between, volume.look)
        volume.line("PackLine", lead + fields.leading(line.title, ref_of(line.at), volume.look), f"/{key}", hung)


def _column(volume: Volume, firsts: Iterable[str]) -> float:
    """A column, in points, for what lines begin with: as wide as the widest of these that leaves room for titles."""
    most = volume.house.page.measure * _WIDEST
    return max((wide for first in firsts if (wide := _breadth(volume, first)) <= most), default=most)


def _breadth(volume: Volume, first: str) -> float:
    return breadth(first, volume.house.size - 0.5) + _APART


def _contacts(volume: Volume, titles: list[Titled]) -> None:
    """Who can be asked, and on which pages they are named."""
    for at, listed in enumerate(contacts(volume.pack)):
        if not at:
            volume.heading("PackHeading", volume.word("contacts"), titles, "/contacts")
        pages = runs(", ", volume.look).join(_led(ref_of(entry)) for entry in listed.at)
        words = contact_words(listed.contact, volume.look, volume.story)
        volume.line("PackContact", words + run("<w:tab/>", volume.look) + pages, "/contacts")


def _led(bookmark: str) -> str:
    """The number of a page that a click leads to."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{fields.page_of(bookmark)}</w:hyperlink>'


def _index(volume: Volume, titles: list[Titled]) -> None:
    """An index for each kind of names, as a field that is filled already; Word makes it anew from the entries in the text."""
    numbers = {name: number for number, name in enumerate(volume.names)}
    placed = volume.placed()
    for at, (kind, group) in enumerate(groupby(volume.names, key=lambda name: name.kind)):
        if not at:
            volume.heading("PackHeading", volume.word("index"), titles)
        volume.words("PackSubheading", volume.word(kind) if kind in KINDS else kind.replace("-", " ").capitalize())
        lines = [*_lines(volume, group, numbers, placed)]
        # With letters between the names (\\h), LibreOffice cannot open a document that has two of these in columns.
        lines[0] = fields.opened(f'INDEX \\c "2" \\e ", " \\f "{volume.letter(kind)}"') + lines[0]
        lines[-1] += fields.END
        for line in lines:
            volume.line("Index1", line)
    if numbers:
        volume.line("BodyText", "")  # LibreOffice forgets a section that ends with the field


def _lines(volume: Volume, names: Iterable[Name], numbers: dict[Name, int], placed: set[str]) -> Iterable[str]:
    """A line for each name, with the page of its first mention in each release."""
    between = runs(", ", volume.look)
    for name in names:
        refs = ((volume.name_ref(numbers[name], at), ref_of(at)) for at in name.entries)
        pages = (fields.page_of(ref if ref in placed else begin) for ref, begin in refs)
        yield between.join([runs(name.name, volume.look), *pages])


def _sources(volume: Volume, titles: list[Titled]) -> None:
    """Every file that was read, with its digest."""
    small = Look(style="MediaType", rtl=volume.look.rtl)
    for at, source in enumerate(colophon(volume.pack)):
        if not at:
            volume.heading("PackHeading", volume.word("sources"), titles, "/sources")
        facts = joined((source.format, source.digest))
        words = runs(source.name, volume.look._replace(bold=True)) + (
            run("<w:br/>", small) + runs(facts, small) if facts else ""
        )
        if words:
            volume.line("PackSource", words, "/sources")
