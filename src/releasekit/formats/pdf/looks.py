"""A house style to looks: fonts, sizes and colours of each part of the page, as the line setter takes them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, frozen

from releasekit.formats.pdf.fonts import MONO, Cut, optical_size
from releasekit.formats.pdf.fount import Fount, fount
from releasekit.formats.pdf.shaping import setting

if TYPE_CHECKING:
    from releasekit.formats.pdf.tags import Tag
    from releasekit.style.house import House

Align: TypeAlias = Literal["start", "end", "center", "justify", "left", "right"]

LINING = ("lnum", "tnum")
"""Figures of one height and width, for tables."""


@frozen(kw_only=True)
class Look:
    """How a stretch of text looks, and what it is."""

    family: str
    size: float
    weight: int = 400
    italic: bool = False
    colour: str = "#000000"
    rise: float = 0.0
    """How far it is raised above the base line, in points."""
    underline: bool = False
    strike: bool = False
    features: tuple[str, ...] = ()
    tracking: float = 0.0
    """Space between letters, in thousandths of the size."""
    lang: str = ""
    href: str = ""
    tip: str = ""
    tag: Tag | None = field(default=None, eq=False)
    """What the text is within its block: a link, a quotation, words in another language."""
    _founts: dict[tuple[bool, bool], Fount] = field(factory=dict, init=False, eq=False, repr=False)

    def fount(self, *, rtl: bool, hyphenate: bool = False) -> Fount:
        """Its words at its size in a direction, parted at their syllables or not."""
        known = self._founts.get((rtl, hyphenate))
        if known is None:
            cut = Cut(self.family, self.weight, self.italic, optical_size(self.size))
            found = setting(cut, self.features, self.lang, rtl)
            known = self._founts[rtl, hyphenate] = fount(found, self.size, self.tracking, hyphenate=hyphenate)
        return known


@frozen(kw_only=True)
class Style:
    """How a paragraph is set. Lengths are in points."""

    look: Look
    leading: float
    align: Align = "start"
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    """Whether it stays with what follows."""
    hyphenate: bool = False
    balance: bool = False
    """Whether its lines are made about equally long, as in a headline."""
    _variants: dict[tuple[tuple[str, object], ...], Style] = field(factory=dict, init=False, eq=False, repr=False)

    def with_look(self, **changes: object) -> Style:
        """The same paragraph with another look."""
        key = tuple(changes.items())
        known = self._variants.get(key)
        if known is None:
            known = self._keep(key, evolve(self, look=evolve(self.look, **changes)))  # type: ignore[arg-type]  # the names are Look's own
        return known

    def aligned(self, align: Align, *, hyphenate: bool) -> Style:
        """The same paragraph with other edges."""
        key = (("align", align), ("hyphenate", hyphenate))
        return self._variants.get(key) or self._keep(key, evolve(self, align=align, hyphenate=hyphenate))

    def _keep(self, key: tuple[tuple[str, object], ...], style: Style) -> Style:
        if len(self._variants) > 50:  # languages are as many as documents say
            self._variants.clear()
        self._variants[key] = style
        return style


@frozen(kw_only=True)
class Looks:
    """The styles of all parts of a page."""

    house: House
    body: Style
    lead: Style
    small: Style
    issuer: Style
    address: Style
    kicker: Style
    title: Style
    subtitle: Style
    facts: Style
    banner: Style
    instruction: Style
    dateline: Style
    headings: tuple[Style, ...]
    speaker: Style
    attribution: Style
    cell: Style
    head_cell: Style
    side_cell: Style
    """A cell of a header column."""
    caption: Style
    credit: Style
    code: Style
    note: Style
    contact: Style
    contact_name: Style
    section: Style
    end_mark: Style
    running: Style


@lru_cache(maxsize=50)
def looks(house: House, lang: str, *, justify: bool) -> Looks:
    """The styles that a house style asks for in a language."""
    text = Look(family=house.text_font, size=house.size, colour=house.ink, lang=lang)
    head = Look(family=house.head_font, size=house.size, colour=house.ink, lang=lang)
    muted = evolve(head, size=house.small_size, colour=house.muted)
    gap = house.leading / 2
    body = Style(look=text, leading=house.leading, align="justify" if justify else "start", after=gap, hyphenate=True)
    table = evolve(head, size=house.size - 1.3, features=LINING)
    small_leading = house.small_size + 3.2
    return Looks(
        house=house,
        body=body,
        lead=Style(look=evolve(text, size=house.size + 2), leading=house.leading + 3.2, after=gap + 2, hyphenate=False),
        small=Style(look=evolve(text, size=house.size - 1.3), leading=house.leading - 2, align="start", after=5, hyphenate=True),
        issuer=Style(look=evolve(head, size=11.5, weight=600, colour=house.accent, tracking=14), leading=15),
        address=Style(look=muted, leading=small_leading),
        kicker=Style(look=evolve(head, size=house.size - 1, weight=600, colour=house.accent), leading=14, after=5, keep=True),
        title=Style(
            look=evolve(text, size=house.title_size, weight=600), leading=round(house.title_size * 1.17), after=7, keep=True,
            balance=True,
        ),
        subtitle=Style(
            look=evolve(text, size=house.subtitle_size, colour=house.muted), leading=round(house.subtitle_size * 1.35), after=8,
            keep=True, balance=True,
        ),
        facts=Style(look=evolve(muted, features=LINING), leading=small_leading, after=0),
        banner=Style(look=evolve(head, size=house.size, weight=600, colour=house.alert), leading=14),
        instruction=Style(look=evolve(head, size=house.size - 0.5, weight=600), leading=14, after=3, keep=True),
        dateline=Style(look=evolve(head, size=house.size - 0.5, colour=house.muted), leading=14, after=5, keep=True),
        headings=tuple(
            Style(
                look=evolve(
                    head, size=size, weight=600 if level < 4 else 400, italic=level >= 4,
                    colour=house.accent if level < 3 else house.ink,
                ),
                leading=max(round(size * 1.25), house.leading), before=house.leading * (0.9 if level < 2 else 0.7), after=4,
                keep=True, balance=True,
            )
            for level, size in enumerate(house.heading_sizes)
        ),
        speaker=Style(look=evolve(head, weight=600, colour=house.accent), leading=house.leading, before=2, after=1, keep=True),
        attribution=Style(look=evolve(muted, size=house.size - 1), leading=14, before=2, after=gap),
        cell=Style(look=table, leading=house.leading - 2.5, after=3),
        side_cell=Style(look=evolve(table, colour=house.accent), leading=house.leading - 2.5, after=3),
        head_cell=Style(look=evolve(table, weight=600), leading=house.leading - 2.5, after=3),
        caption=Style(look=evolve(muted, size=house.size - 1.3), leading=13, after=4),
        credit=Style(look=evolve(muted, size=house.small_size - 0.5), leading=11.5, after=4),
        code=Style(look=evolve(text, family=MONO, size=house.size - 0.7), leading=13.2, after=gap),
        note=Style(look=evolve(text, size=house.size - 1.8), leading=11.8, after=2, hyphenate=True),
        contact=Style(look=evolve(head, size=house.size - 0.8), leading=13.5),
        contact_name=Style(look=evolve(head, size=house.size - 0.8, weight=600), leading=13.5, keep=True),
        section=Style(
            look=evolve(head, size=house.size, weight=600, colour=house.accent), leading=15, before=4, after=4, keep=True
        ),
        end_mark=Style(look=text, leading=house.leading, align="center", before=6, after=6),
        running=Style(look=evolve(muted, size=house.small_size - 0.5), leading=11),
    )  # fmt: skip
