"""A house style to looks: fonts, sizes and colours of each part of the page, as the line setter takes them."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from attrs import evolve, field

from releasekit.formats.pdf.capitals import CAPITALS
from releasekit.formats.pdf.choice import beside
from releasekit.formats.pdf.fonts import MONO, Cut, optical_size
from releasekit.formats.pdf.fount import Fount, fount
from releasekit.formats.pdf.scripts import COMMON, home_script
from releasekit.formats.pdf.shaping import setting
from releasekit.formats.pdf.shelf import Shelf
from releasekit.style.house import contrasting
from releasekit.style.tags import nearest
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.formats.pdf.lines import Line
    from releasekit.style.fontfile import FontFace
    from releasekit.style.house import House

T = TypeVar("T")

Align: TypeAlias = Literal["start", "end", "center", "justify", "left", "right"]

_Changes: TypeAlias = tuple[tuple[str, object], ...]
"""Names of fields and their values."""

MOST_VARIANTS = 50
"""How many variants of a look or a style are remembered."""

_KICKERS: dict[str, dict[str, Any]] = {"capitals": {"features": (CAPITALS,), "tracking": 70}, "words": {}}

LINING = ("lnum", "tnum")
"""Figures of one height and width, for tables."""


@frozen(kw_only=True)
class Look:
    """How a stretch of text looks."""

    family: str
    size: float
    weight: int = 400
    italic: bool = False
    colour: str = "#000000"
    ground: str = ""
    """What it stands on, if that is not the paper: then links and marks have its own colour, not the house's."""
    rise: float = 0.0
    """How far it is raised above the base line, in points."""
    underline: bool = False
    strike: bool = False
    features: tuple[str, ...] = ()
    tracking: float = 0.0
    """Space between letters, in thousandths of the size."""
    lang: str = ""
    further: tuple[str, ...] = ()
    """The families that are asked for what the first does not have."""
    languages: tuple[tuple[str, str], ...] = ()
    """The families of languages that have their own."""
    own: tuple[FontFace, ...] = field(default=(), repr=False)
    """The font files of the house."""
    box: bool = False
    """Whether a character that no font has is shown as a box."""
    _founts: dict[tuple[bool, bool], Fount] = field(factory=dict, init=False, eq=False, repr=False)
    _variants: dict[_Changes, Look] = field(factory=dict, init=False, eq=False, repr=False)

    def but(self, **changes: Any) -> Look:
        """The same look but for some changes: always the same one, which knows its words already."""
        return _known(self._variants, changes, lambda: evolve(self, **changes))

    @property
    def cut(self) -> Cut:
        """The shape of its letters."""
        name, further, fonts = self.family, self.further, dict(self.languages)
        first = fonts[tag] if fonts and (tag := nearest(self.lang, fonts)) else ""
        if first and name != MONO and home_script(self.lang) == COMMON:
            name, further = first, (name, *further)
        return Cut(name, self.weight, self.italic, optical_size(self.size), further, self.box, self.own, first)

    def fount(self, *, rtl: bool, hyphenate: bool = False) -> Fount:
        """Its words at its size in a direction, parted at their syllables or not."""
        known = self._founts.get((rtl, hyphenate))
        if known is None:
            found = setting(self.cut, self.features, self.lang, rtl)
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
    _variants: dict[_Changes, Style] = field(factory=dict, init=False, eq=False, repr=False)
    lines: Shelf[tuple[str, float, bool], list[Line]] = field(init=False, eq=False, repr=False)
    """The lines of a text for a measure and a direction: what stands around the releases of one house is the same on many pages."""

    @lines.default
    def _no_lines(self) -> Shelf[tuple[str, float, bool], list[Line]]:
        from releasekit.formats.pdf.lines import plain_lines

        return Shelf(partial(plain_lines, self))

    def but(self, **changes: Any) -> Style:
        """The same but for some changes: always the same one, which knows its lines already."""
        return _known(self._variants, changes, lambda: evolve(self, **changes))

    def with_look(self, **changes: Any) -> Style:
        """The same paragraph with another look."""
        return _known(self._variants, changes, lambda: evolve(self, look=self.look.but(**changes)))


def _known(variants: dict[_Changes, T], changes: dict[str, Any], make: Callable[[], T]) -> T:
    """What some changes make of a look or a style: what they made before."""
    key = tuple(changes.items())
    found = variants.get(key)
    if found is None:
        if len(variants) > MOST_VARIANTS:  # languages are as many as documents say
            variants.clear()
        found = variants[key] = make()
    return found


@frozen(kw_only=True, eq=False)
class Looks:
    """The styles of all parts of a page."""

    house: House
    body: Style
    lead: Style
    small: Style
    quote: Style
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
def looks(house: House, lang: str, *, justify: bool, box: bool = False) -> Looks:
    """The styles that a house style asks for in a language.

    `justify`: its lines can be made equally long; `box`: a character that no font has is shown as a box.
    """
    own = house.font_files
    head = Look(
        family=house.head_font,
        size=house.size,
        colour=house.ink,
        lang=lang,
        further=house.further_fonts,
        languages=house.language_fonts,
        own=own,
        box=box,
    )
    text = evolve(head, family=beside(house.text_font, house.head_font, lang, own))
    named = evolve(
        head, family=beside(house.title_font, house.head_font, lang, own), size=house.title_size, weight=house.title_weight
    )
    strong = evolve(head, weight=house.head_weight)
    muted = evolve(head, size=house.small_size, colour=house.muted)
    fact = evolve(muted, size=house.small_size + 0.5)
    leading, gap = house.leading, house.leading / 2  # a half line is the step of the grid that the text stands on
    align: Align = "justify" if justify and house.justify else "start"
    apart, apart_leading = house.apart_size, house.leading - 1.5
    small_leading = house.small_size + 3.5
    solid = house.banner == "solid"
    table = evolve(head, size=apart, features=LINING)
    heading_cell = evolve(table, weight=house.head_weight)
    if house.table == "solid":
        heading_cell = evolve(heading_cell, colour=contrasting(house.accent), ground=house.accent)
    quoted = evolve(head, weight=500, size=house.quote_size) if house.quote == "large" else evolve(text, size=house.quote_size)
    return Looks(
        house=house,
        body=Style(look=text, leading=leading, align=align, after=gap, hyphenate=house.justify),
        lead=Style(look=evolve(text, size=house.lead_size), leading=leading + 2.5, after=gap + 1.5),
        small=Style(look=evolve(text, size=apart), leading=apart_leading, align=align, after=gap * 0.7, hyphenate=house.justify),
        quote=Style(
            look=quoted, leading=round(house.quote_size * 1.42, 1) if house.quote == "large" else leading, after=gap * 0.7,
            hyphenate=house.quote == "plain" and house.justify,
        ),
        issuer=Style(look=evolve(named, size=13.5, colour=house.accent), leading=18),
        address=Style(look=muted, leading=small_leading),
        kicker=Style(
            look=evolve(strong, size=house.small_size + 0.5, colour=house.accent, **_KICKERS[house.kicker]),
            leading=spaced(house.small_size + 0.5, 13), after=6, keep=True,
        ),
        title=Style(look=named, leading=round(house.title_size * 1.16), after=8, keep=True, balance=True),
        subtitle=Style(
            look=evolve(text, size=house.subtitle_size, colour=house.muted), leading=round(house.subtitle_size * 1.38), after=8,
            keep=True, balance=True,
        ),
        facts=Style(look=evolve(fact, features=("lnum",)), leading=small_leading, after=0),
        banner=Style(
            look=evolve(strong, colour=contrasting(house.alert) if solid else house.alert), leading=spaced(house.size, 14.5),
            align="start" if house.banner == "tint" else "center",
        ),
        instruction=Style(look=evolve(strong, size=apart, colour=house.alert), leading=spaced(apart, 14), after=5, keep=True),
        dateline=Style(look=evolve(strong, size=apart), leading=spaced(apart, 14), after=6, keep=True),
        headings=tuple(
            _heading(
                evolve(
                    head, size=size, weight=house.head_weight if level < 4 else 400, italic=level >= 4,
                    colour=house.accent if level < 3 else house.ink,
                ),
                leading, (1.4, 1.1, 0.8)[min(level, 2)],
            )
            for level, size in enumerate(house.heading_sizes)
        ),
        speaker=Style(look=evolve(strong, colour=house.accent), leading=leading, before=leading - 1, after=1, keep=True),
        attribution=Style(look=evolve(muted, size=apart), leading=spaced(apart, 14), before=2, after=gap),
        cell=Style(look=table, leading=apart_leading - 1, after=3),
        side_cell=Style(look=evolve(table, colour=house.accent), leading=apart_leading - 1, after=3),
        head_cell=Style(look=heading_cell, leading=apart_leading - 1, after=3),
        caption=Style(look=fact, leading=spaced(fact.size, 12.5), after=5),
        credit=Style(look=evolve(muted, italic=True), leading=spaced(muted.size, 11.5), after=4),
        code=Style(look=evolve(text, family=MONO, size=apart), leading=apart_leading, after=gap),
        note=Style(look=evolve(text, size=house.small_size + 0.5), leading=house.small_size + 3.7, after=2, hyphenate=True),
        contact=Style(look=evolve(head, size=apart), leading=apart_leading),
        contact_name=Style(look=evolve(strong, size=apart), leading=apart_leading, keep=True),
        section=Style(look=evolve(strong, size=house.heading_sizes[2], colour=house.accent),
            leading=spaced(house.heading_sizes[2], 15), before=4, after=5, keep=True),
        end_mark=Style(look=evolve(head, colour=house.muted), leading=leading, align="center", before=8, after=8),
        running=Style(look=muted, leading=spaced(muted.size, 11)),
    )  # fmt: skip


def spaced(size: float, usual: float) -> float:
    """From one line of a size to the next: as usual, or more where the house has a larger size than usual."""
    return max(usual, round(size * 1.2, 1))


def _heading(look: Look, grid: float, above: float) -> Style:
    """A heading that takes whole and half lines with the space around it, about `above` lines of it before: the text keeps its grid."""
    leading, after = max(round(look.size * 1.25), grid), grid * 0.3
    halves = round((leading + after + above * grid) / grid * 2)
    return Style(look=look, leading=leading, before=halves * grid / 2 - leading - after, after=after, keep=True, balance=True)
