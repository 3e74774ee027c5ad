"""A pack while it is written: the sections of its document as they are finished, and what they share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from attrs import field

from releasekit.briefing import Place, contents, index, latest, pack_word
from releasekit.formats.docx import kinds, page
from releasekit.formats.docx.archive import deflated
from releasekit.formats.docx.blocks import page_width
from releasekit.formats.docx.markup import Look, Shape, paragraph, runs
from releasekit.formats.docx.markup import field as page_field
from releasekit.formats.docx.pack import fields
from releasekit.formats.docx.pack.marking import stated
from releasekit.formats.docx.pack.regions import toc_of
from releasekit.formats.docx.package import Part
from releasekit.formats.docx.story import Manuscript, Story
from releasekit.model import Moment, Release
from releasekit.style.words import date_words, number_words
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing import Line, Name, Pack
    from releasekit.format import PackContext
    from releasekit.style.house import House

Start: TypeAlias = Literal["nextPage", "oddPage", "evenPage"]
"""Which page a section begins on (17.18.77)."""
BOOKMARK = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>')
_LETTERS = "poleabcdfghjkmnqrstuvwxyz"
"""What the fields of an index call the kinds of names, in their order; `i` is what has no kind."""


class Titled(NamedTuple):
    """A line of the contents."""

    level: int
    words: str
    bookmark: str
    """Where it leads to."""


@frozen(kw_only=True)
class Section:
    """One section of the document: pages with heads and numbers of their own."""

    key: str
    """The name of the bookmark around it."""
    at: int | None
    """The place of its entry in `pack.entries`; None for the pack's own pages."""
    out: list[str] = field(factory=list)
    """Its paragraphs and tables."""
    places: list[str] = field(factory=list)
    """What of the release, or of the pack, each of `out` shows."""
    start: Start
    is_front: bool
    """Whether its pages have numbers of their own, i, ii, iii."""
    headers: dict[str, str]
    """Parts as XML, by which pages they are for."""
    footers: dict[str, str]
    rtl: bool
    titles: list[Titled] = field(factory=list)
    marks: list[str] = field(factory=list)
    """The bookmarks at its first paragraph."""
    unseen: list[str] = field(factory=list)
    """Fields without words in its first paragraph."""


class Volume:
    """One pack while it is written."""

    def __init__(self, pack: Pack, context: PackContext, house: House) -> None:
        self.pack = pack
        self.context = context
        self.house = house
        self.lang = pack.lang or next((entry.release.lang for entry in pack.entries if entry.release.lang), "")
        self.begins: Start = "oddPage" if context.duplex else "nextPage"
        """Where a release or a list begins that says nothing else."""
        self.lines: tuple[Line, ...] = contents(pack)
        self.marking = stated(pack, context)
        self.last = Manuscript(Release(lang=self.lang), context, house)
        """The latest of the manuscripts, which the next one goes on from."""
        self.story = Story(self.last)
        self.noting = Story(self.last, is_note=True)
        self.noted: list[str] = []
        """The footnotes, release by release."""
        self.sections: list[Section] = []
        self.names: tuple[Name, ...] = index(pack)
        self._kinds = {kind: at for at, kind in enumerate(dict.fromkeys(name.kind for name in self.names))}
        self._parts: dict[str, Part] = {}
        self._count = 0

    # ── one section after the other ─────────────────────────────────────────────────────────────────────────────────

    def own(self) -> Story:
        """The story of pages of the pack's own, which begin here."""
        return self.turn(Manuscript(Release(lang=self.lang), self.context, self.house, after=self.last))

    def turn(self, manuscript: Manuscript) -> Story:
        """The story, with nothing in it yet, of a manuscript."""
        self.last = manuscript
        for story in (self.story, self.noting):
            story.manuscript, story.out, story.places = manuscript, [], []
        return self.story

    def section(
        self,
        key: str,
        headers: dict[str, str],
        footers: dict[str, str],
        *,
        at: int | None = None,
        start: Start | None = None,
        is_front: bool = False,
    ) -> Section:
        """What was written to the story since `turn`, as a section; it is not yet one of the document."""
        return Section(
            key=key, at=at, out=self.story.out, places=self.story.places, start=start or self.begins, is_front=is_front, headers=headers,
            footers=footers, rtl=self.last.look.rtl,
        )  # fmt: skip

    def bookmark(self) -> str:
        """A name for a bookmark that contents lead to, which no other has."""
        self._count += 1
        return toc_of(self._count)

    def point(self, name: str) -> str:
        """A bookmark around nothing."""
        return "".join(self.last.mark(name))

    def line(self, style: str, content: str, place: str = "", shape: Shape | None = None) -> None:
        """Write a paragraph of the pack's own, and tell what of the pack it shows."""
        self.story.out.append(paragraph(style, content, shape or self.last.shape))
        self.story.told(place)

    def words(self, style: str, words: str, place: str = "") -> None:
        """Write a paragraph of words, if there are any."""
        if words:
            self.line(style, runs(words, self.last.look), place)

    def heading(self, style: str, words: str, titles: list[Titled], place: str = "", shape: Shape | None = None) -> None:
        """Write a heading that the contents list."""
        name = self.bookmark()
        start, end = self.last.mark(name) or ("", "")
        self.line(style, start + runs(words, self.last.look) + end, place, shape)
        titles.append(Titled(1, words, name))

    def word(self, key: str) -> str:
        """A word of the pack's own pages."""
        return pack_word(key, self.lang)

    @property
    def look(self) -> Look:
        """Of the words of the pack's own pages."""
        return self.last.look

    @property
    def width(self) -> int:
        """Of the text on a page, in twips."""
        return page_width(self.story)

    # ── what lists say of a release ─────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        """What the pack is called."""
        return self.pack.title or self.word("pack")

    def date(self) -> str:
        """The date of the pack."""
        moment = latest(self.pack)
        return self.day(moment) if moment else ""

    def day(self, moment: Moment | None) -> str:
        """A date in the language of the pack, without the time."""
        return date_words(Moment(moment.iso.partition("T")[0]), self.lang, self.house) if moment else ""

    def number(self, line: Line) -> str:
        """The number of a release, called one."""
        return number_words(line.number, self.lang) if line.number else ""

    def letter(self, kind: str) -> str:
        """What the fields of an index call a kind of names."""
        at = self._kinds[kind]
        return _LETTERS[at % len(_LETTERS)] * (1 + at // len(_LETTERS))

    def mentions(self) -> list[dict[str, str]]:
        """For each entry: what stands before the mentions of names, by their places."""
        found: list[dict[str, str]] = [{} for _ in self.pack.entries]
        known: set[tuple[int, int]] = set()
        for number, name in enumerate(self.names):
            letter = self.letter(name.kind)
            for place in name.places:
                point = "" if (number, place.at) in known or _is_noted(place) else self.point(self.name_ref(number, place.at))
                if point:
                    known.add((number, place.at))
                found[place.at][place.where] = point + fields.entry(name.name, letter)
        return found

    def placed(self) -> set[str]:
        """The bookmarks in the body, which is written."""
        return {name for section in self.sections for text in section.out for name in BOOKMARK.findall(text)}

    def name_ref(self, number: int, at: int) -> str:
        """The bookmark where an entry first names a name, by its number in the index."""
        return f"_Ref{number}N{at}"

    # ── heads and feet ──────────────────────────────────────────────────────────────────────────────────────────────

    def part(self, text: str, *, is_head: bool) -> str:
        """The relationship to a header or footer; sections with the same share it."""
        kind, name = (kinds.HEADER, "header") if is_head else (kinds.FOOTER, "footer")
        if text not in self._parts:
            self._parts[text] = Part(f"/word/{name}{len(self._parts) + 1}.xml", kind.content_type, deflated(text.encode()))
        return self.story.part(kind.relationship, self._parts[text])

    def heads(self, marking: str, *, is_cover: bool = False) -> tuple[dict[str, str], dict[str, str]]:
        """Headers and footers of pages of the pack's own: its marking, its title and date, and the number of the page."""
        shape, look = self.last.shape, self.look
        sides = ("default", "even") if self.house.page.facing else ("default",)
        headers = {}
        for which in sides:
            title = page.shortened(self.title(), self.house.page.measure / self.house.small_size)
            words = page.sides(runs(title, look), runs(self.date(), look), mirrored=which == "even")
            line = paragraph("Normal", "", shape) if is_cover else paragraph("Header", words, shape)
            headers[which] = page.header(self.marked(marking, shape) + ("" if is_cover and marking else line))
        return headers, self.feet(marking, is_cover=is_cover)

    def feet(self, marking: str, *, is_cover: bool = False) -> dict[str, str]:
        """Footers: the number of the page beside the line of the house, and below it the marking."""
        shape, house = self.last.shape, self.house
        footers = {}
        for which in ("default", "even") if house.page.facing else ("default",):
            number = page_field("PAGE", "1")
            if house.footer or house.page.facing:
                number = page.sides(runs(house.footer, self.look), number, mirrored=which == "even")
            line = "" if is_cover else paragraph("Footer", number, shape)
            footers[which] = page.footer((line + self.marked(marking, shape)) or paragraph("Normal", "", shape))
        return footers

    def marked(self, marking: str, shape: Shape) -> str:
        """The paragraph of a marking, if there is one."""
        return paragraph("PackMarking", runs(marking, Look(rtl=bool(shape.bidi))), shape) if marking else ""


def _is_noted(place: Place) -> bool:
    """Whether a mention stands in a footnote, which is no place for a bookmark: the part may be read by itself."""
    return place.where.count("/blocks/") > 0 and "/content/" in place.where.split("/blocks/", 1)[0]


def joined(parts: Iterable[str]) -> str:
    """The facts of a line."""
    return " · ".join(part for part in parts if part)
