"""A house style: the fonts, sizes, colours and page that DOCX and PDF share. Lengths are in points, colours `#rrggbb`."""

from __future__ import annotations

from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field

from releasekit.style.tags import nearest
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.style.fontfile import FontFace

SHIPPED = ("ministry", "newsroom")
"""The house styles that are part of releasekit."""

LOGO_HEIGHT = 100.0
"""The most that a logo takes of a page, in points; it is made smaller if it is higher."""

Banner: TypeAlias = Literal["outline", "solid", "tint"]
Kicker: TypeAlias = Literal["capitals", "words"]
Quote: TypeAlias = Literal["large", "plain"]
Table: TypeAlias = Literal["rules", "solid"]


@frozen(kw_only=True)
class Page:
    """A sheet of paper and its margins, in points (1 pt is 1/72 inch)."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    """From the upper edge to the letterhead, and to the head of the other pages."""
    footer: float
    """From the lower edge to the page number."""
    facing: bool = False
    """Whether pages lie opposite each other, as in a book: those with an even number mirror the others."""

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right

    def left_of(self, number: int, *, rtl: bool = False) -> float:
        """The left margin of the page with a number; `rtl`: of what is bound at the right, and opened from there."""
        return self.right if self.facing and (number % 2 == 0) != rtl else self.left

    def mirrors(self, number: int) -> bool:
        """Whether the page with a number mirrors the first."""
        return self.facing and number % 2 == 0


@frozen(kw_only=True)
class Logo:
    """The picture at the top of the first page."""

    data: bytes = field(repr=False)
    """A PNG or JPEG file."""
    alt: str
    """What it shows, in words."""
    width: float


@frozen(kw_only=True, cache_hash=True)
class House:
    """What a designer decides once for all releases of a house; it is read from a file (`releasekit.house`)."""

    name: str
    page: Page
    text_font: str
    head_font: str
    """Of headings, tables, letterhead and contacts."""
    title_font: str
    """Of the headline."""
    further_fonts: tuple[str, ...] = ()
    """Asked in PDF, in this order, for the letters that these do not have, before any that releasekit brings."""
    language_fonts: tuple[tuple[str, str], ...] = ()
    """By language tag: the font that PDF asks first for words in that language, if it has the letters of their script."""
    font_files: tuple[FontFace, ...] = ()
    """The faces of the font files that the house brings: they come before installed ones of the same name."""
    word_text_font: str
    """The text font in Word, which embeds none: one that every Word has."""
    word_head_font: str
    word_title_font: str
    head_weight: int = 600
    title_weight: int = 600
    """From 300, light, to 900, black."""
    size: float
    """Of the text."""
    leading: float
    """From one line of the text to the next."""
    title_size: float
    subtitle_size: float
    heading_sizes: tuple[float, ...]
    """Of the headings of level 1 to 6."""
    small_size: float
    """Of addresses, running head and page number."""
    ink: str
    muted: str
    """Of what stands back: subtitle, captions, addresses."""
    accent: str
    """Of headings, links and the kicker."""
    rule: str
    """Of thin lines."""
    alert: str
    """Of an embargo."""
    ground: str
    """Behind code."""
    justify: bool
    """Whether lines are made equally long, where a format can part words."""
    kicker: Kicker
    banner: Banner
    """How an embargo stands out."""
    quote: Quote
    table: Table
    """Whether a table's head stands over a rule or on a dark ground."""
    logo: Logo | None = None
    issuer: bool = True
    """Whether the letterhead names the issuers of the release: a logo may do that."""
    letterhead: tuple[str, ...] = ()
    """Further lines of the letterhead."""
    footer: str = ""
    """A line beside the number of each page."""
    dates: tuple[tuple[str, str], ...] = ()
    """By language tag: how a day is written, as a pattern of the CLDR or the name of one."""
    times: tuple[tuple[str, str], ...] = ()
    """By language tag: how the time of a day is written."""

    @classmethod
    def from_toml(cls, text: str, name: str = "", resources: Callable[[str], bytes | None] | None = None) -> House:
        """A house style as its file has it; `name` is what messages call the file.

        The bytes of a logo and of font files come from `resources`, by their paths in the file. Raises `ReadError` with the line.
        """
        from releasekit.style.toml import house

        return house(text, name, resources)

    def for_both_sides(self) -> House:
        """The same for print on both sides of the paper: its pages lie opposite each other."""
        return evolve(self, page=evolve(self.page, facing=True))

    @property
    def lead_size(self) -> float:
        """The size of a lead."""
        return self.size + 2

    @property
    def apart_size(self) -> float:
        """The size of tables, contacts, and what stands apart from the text."""
        return self.size - 1

    @property
    def quote_size(self) -> float:
        """The size of a quotation."""
        return self.size + 2.5 if self.quote == "large" else self.size

    def date_pattern(self, lang: str) -> str:
        """How a day is written in a language."""
        return _of(self.dates, lang) or "long"

    def time_pattern(self, lang: str) -> str:
        """How the time of a day is written in a language; empty for 24 hours, as in 09:30."""
        return _of(self.times, lang)


def _of(patterns: tuple[tuple[str, str], ...], lang: str) -> str:
    known = dict(patterns)
    return known.get(nearest(lang, known) or "", "")


def shipped_text(name: str) -> str:
    """The file of a shipped house style, as it stands: commented, to begin one's own with."""
    return (get_data(__package__, f"houses/{name}.toml") or b"").decode()


@cache
def shipped(name: str) -> House:
    """A house style of `SHIPPED`."""
    from releasekit.style.toml import whole

    return whole(shipped_text(name), f"{name}.toml")


def contrasting(colour: str) -> str:
    """White or black, whichever is read more easily on a colour (WCAG 2.2, relative luminance)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179 else "#000000"


def tinted(colour: str, share: float = 0.08) -> str:
    """A colour as a ground for words: so much of it, the rest white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
