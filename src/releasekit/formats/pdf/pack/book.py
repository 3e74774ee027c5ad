"""The pages of a pack while they are made: columns of strips in, numbered pages with head, foot and marking on the sheets out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.briefing import contents, latest, overall, pack_word
from releasekit.formats.pdf import front
from releasekit.formats.pdf.flow import Flow, Place
from releasekit.formats.pdf.leaf import draw, draw_text
from releasekit.formats.pdf.looks import looks
from releasekit.formats.pdf.metadata import UNDETERMINED
from releasekit.formats.pdf.pack.binder import PAGE, Binder
from releasekit.formats.pdf.pack.dress import dress
from releasekit.formats.pdf.pack.house import house_of, logo_of
from releasekit.formats.pdf.pack.marking import markings
from releasekit.formats.pdf.pages import Page, paginate
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Bookmark, Stack, Words
from releasekit.formats.pdf.structure import REPEATED, Tag
from releasekit.formats.pdf.writer import runs_right_to_left
from releasekit.model import Issuer, Release, Text
from releasekit.model.words import list_number
from releasekit.style.furniture import furniture
from releasekit.style.words import word
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.briefing import Pack
    from releasekit.format import PackContext
    from releasekit.formats.pdf.looks import Style
    from releasekit.formats.pdf.pack.enclosed import Embedded
    from releasekit.formats.pdf.strips import Strip

PACK, PART = -2, -1
"""The levels of the title of a pack and of those of its parts and lists; the headline of a release has 0."""

APART = 34.0
"""Between two lists on one page."""


@frozen(eq=False)
class Listing:
    """A list behind the releases, set and not drawn yet; its first strip is its title."""

    title: str
    name: str
    """Of the place that links lead to."""
    column: Stack


class Book:
    """What all pages of a pack share, and what is known of them: where each release begins, where each name stands."""

    def __init__(self, pack: Pack, context: PackContext) -> None:
        self.pack, self.context = pack, context
        self.lines = contents(pack)
        self.house = house_of(pack, context)
        if context.duplex:
            self.house = self.house.for_both_sides()
        self.logo = logo_of(self.house)
        self.looks = looks(self.house, pack.lang, justify=False, box=context.fallback == "box")
        self.dress = dress(self.looks)
        self.title = pack.title or self.word("pack")
        self.cover = Release(
            headline=(Text(self.title),), summary=pack.purpose, lang=pack.lang, kind="briefing-pack", released=latest(pack),
            issuers=tuple(map(Issuer, pack.prepared_by)),
        )  # fmt: skip
        self.document = Tag("Document", lang=pack.lang or UNDETERMINED)
        self.flow = Flow(self.cover, self.looks, context)
        page = self.house.page
        self.place = Place(0.0, page.measure, runs_right_to_left(self.cover), self.looks.body, self.document)
        self.flow.base = self.place
        self.sheet = Binder(page.width, page.height, pack.lang or UNDETERMINED)
        if self.place.rtl:
            self.sheet.preferences["Direction"] = "/R2L"
        if context.duplex:
            self.sheet.preferences["Duplex"] = "/DuplexFlipLongEdge"
        self.marking = overall(pack)
        self._markings = markings(self.flow, self.place, self.dress, self.marking) if self.marking else None
        self.number = 1
        """Of the next page: in the body, or in the front."""
        self.in_front = False
        self.starts: dict[int, int] = {}
        """The page on which each entry begins, by its place in the pack."""
        self.parts: dict[int, int] = {}
        """The page of the divider of each part that has one."""
        self.sections: list[tuple[str, str, int]] = []
        """The lists behind the releases: their titles, the names of their places and their pages."""
        self.enclosed: dict[tuple[int, str], int] = {}
        """The page on which each file that is bound after an entry begins, by the place of the entry and its path."""
        self.embedded: list[Embedded] = []
        """The files that travel in the pack, and are on none of its pages."""
        self.named: dict[tuple[int, int], list[int]] = {}
        """The pages of each mention, by the place of its entry and its identity as an object."""

    @property
    def left(self) -> float:
        """The left margin of the next page."""
        return self.house.page.left_of(self.number, rtl=self.place.rtl)

    def word(self, key: str) -> str:
        """A word of the pack's own, in its language."""
        return pack_word(key, self.pack.lang)

    def href(self, page: int) -> str:
        """The address of a page of the body."""
        return f"{PAGE}{page}"

    # ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def heading(self, title: str, place: Place, *, style: Style | None = None) -> list[Strip]:
        """The title of a part or list, with its bookmark."""
        style = style or self.dress.section
        strips = self.flow.lines([Run(title, style.look)], style, place, place.tag.heading(PART))
        if strips:
            strips[0].bookmark = Bookmark(title, PART)
        return strips

    def text(self, text: str, style: Style, place: Place, role: str = "P") -> list[Strip]:
        """Words as a paragraph."""
        return self.flow.lines([Run(text, style.look)], style, place, place.tag.child(role))

    def draw_lists(self, lists: Sequence[Listing]) -> None:
        """Draw lists; those that go on one page together do."""
        page = self.house.page
        room = page.height - page.header - page.bottom
        waiting = [*lists]
        while waiting:
            group, used = [waiting.pop(0)], 0.0
            used = group[0].column.height
            while waiting and used + APART + waiting[0].column.height <= room:
                used += APART + waiting[0].column.height
                group.append(waiting.pop(0))
            self.chapter()
            column = Stack()
            for each in group:
                self.sections.append((each.title, each.name, self.number))
                self.sheet.destination(each.name, page.height)
                column.extend(each.column, APART)
            self.pages(self.paged(column), group[0].title)

    def paged(self, column: Stack) -> list[Page]:
        """The pages that a column takes, the first of which has no running head."""
        page = self.house.page
        return paginate(column.strips, page.height - page.header - page.bottom, self.flow.height, self.house.leading / 2)

    def filled(self, column: Stack) -> list[Page]:
        """The pages that a column takes, all of which have a running head."""
        return paginate(column.strips, self.flow.height, self.flow.height, self.house.leading / 2)

    def pages(self, filled: Sequence[Page], title: str) -> None:
        """Draw pages of the pack's own, with the title of their list in the running head."""
        for index, page in enumerate(filled):
            self.leaf(page, self.flow, self.place, self.head(title) if index else ())

    def head(self, title: str) -> list[Strip]:
        """The running head of this page of the pack's own: the pack, and the list that goes on here."""
        lines = evolve(furniture(self.cover, self.house), issuer=self.title if title != self.title else "", banner="")
        mirrored = self.house.page.mirrors(self.number)
        return front.running_head(self.flow, self.place, lines, mirrored=mirrored, title=title)

    # ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def leaf(self, filled: Page, flow: Flow, place: Place, head: Sequence[Strip], at: int | None = None) -> None:
        """Draw a page: without a head it is the first of something. `at` is the entry whose mentions are noted."""
        page = self.house.page
        left = self.left
        if head:
            draw(self.sheet, head, left, page.height - page.header + sum(strip.height for strip in head[:-1]))
        draw_text(self.sheet, flow, place, filled, left=left, top=page.height - (page.top if head else page.header))
        if at is not None:
            self._note(filled, at)
        self.close()

    def blank(self) -> None:
        """Turn over a page that stays empty: but for the marking, and for print on both sides but for nothing, unless it says so.

        What says nothing needs no marking, and a page that says that it is blank is marked as all others are.
        """
        if self.context.say_blank:
            middle = self.house.page.height / 2
            draw(self.sheet, self._blank_words, self.left, middle + self.looks.running.leading / 2)
        marked = self.context.say_blank or not self.context.duplex
        self.close(folio=False, head=marked, foot=marked)

    def recto(self) -> None:
        """Go on to a page with an odd number."""
        if self.number % 2 == 0:
            self.blank()

    def chapter(self) -> None:
        """Go on to where a release or a list may begin: for print on both sides, on the front of a leaf."""
        if self.context.duplex:
            self.recto()

    def head_at(self, marking: Strip) -> float:
        """Where the marking at the head of a page has its top: in the middle of the margin, or above the line of an embargo."""
        page = self.house.page
        middle, above = (page.header - marking.height) / 2, page.header - self.looks.running.leading - marking.height
        return page.height - (min(middle, above) if above > 0 else middle)

    def close(self, *, folio: bool = True, head: bool = True, foot: bool = True) -> None:
        """End the page: its marking, and its number."""
        page = self.house.page
        left = self.left
        if self._markings:
            above, below = self._markings
            if head:
                draw(self.sheet, [above], left, self.head_at(above))
            if foot:
                draw(self.sheet, [below], left, below.height + (page.footer - below.height) / 2)
        if folio and self.in_front:
            self._folio(self.number, list_number(self.number, "lower-roman"))
        elif folio:
            self.sheet.leave_foot()
        self.sheet.end_page()
        self.number += 1

    @cached_property
    def _blank_words(self) -> list[Strip]:
        """What a page says that is meant to be empty; it is no content."""
        style = self.looks.running.but(align="center")
        return self.flow.lines([Run(self.word("blank"), style.look)], style, self.place, REPEATED)

    def _folio(self, number: int, label: str) -> None:
        page = self.house.page
        strips = front.folio(self.flow, self.place, label, mirrored=page.mirrors(number))
        draw(self.sheet, strips, page.left_of(number, rtl=self.place.rtl), page.footer + self.looks.running.leading)

    def begin_front(self) -> None:
        """End the body: now it is known how many pages it has, and each says so; what is drawn from here on stands before it."""
        count = self.number - 1
        for page in self.sheet.waiting:
            with self.sheet.foot(page):
                self._folio(page + 1, word("page", self.pack.lang, n=str(page + 1), total=str(count)))
        self.sheet.begin_front()
        self.in_front, self.number = True, 1

    def _note(self, filled: Page, at: int) -> None:
        """Note on which page the mentions of a release stand."""
        for strip in [*(put.strip for put in filled.text if not put.repeated), *filled.notes]:
            for drawn in strip.drawn:
                if isinstance(drawn, Words) and drawn.line.mentions:
                    for mention in drawn.line.mentions:
                        self.named.setdefault((at, id(mention)), []).append(self.number)
