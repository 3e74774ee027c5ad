"""Lines that lead to a page: words, what is said of them and a page number in, strips with leaders and links out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.bidi import levels
from releasekit.formats.pdf.flow import strip_of
from releasekit.formats.pdf.inlines import ISOLATES, apart
from releasekit.formats.pdf.lines import set_lines
from releasekit.formats.pdf.prose import Link, Run
from releasekit.formats.pdf.scripts import COMMON, home_script
from releasekit.formats.pdf.strips import Dots, Words
from releasekit.model import Moment
from releasekit.style.words import date_words, is_right_to_left
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.formats.pdf.flow import Flow, Place
    from releasekit.formats.pdf.lines import Line
    from releasekit.formats.pdf.looks import Style
    from releasekit.formats.pdf.strips import Strip
    from releasekit.formats.pdf.structure import Tag
    from releasekit.style.house import House

GAP = 6.0
"""Between words and dots, and dots and number."""

WIDE = 1000.0
"""A measure that every page number has room in."""


@frozen(kw_only=True)
class Row:
    """One line of a list, that leads somewhere."""

    title: str
    page: str
    """As it is printed; empty for none."""
    href: str
    """Where it leads, as `#release-3`."""
    lang: str = ""
    """Of the title, where it is not that of the list."""
    lead: str = ""
    """What stands before it, in a column of its own."""


def row(flow: Flow, place: Place, line: Row, style: Style, item: Tag, *, lead: float = 0.0, dots: bool = True) -> list[Strip]:
    """A title, dots, and the page number at the other edge, all of which is one link; `lead` is the width of the column before it."""
    reference = item.child("Reference")
    link = reference.inline("Link", lang=line.lang if line.lang != place.lang else "")
    tip = f"{line.title}, {line.page}" if line.page else line.title
    leads = Link(line.href, tip, link)
    look = style.look.but(lang=line.lang) if line.lang else style.look
    tall = style.with_look(lang=line.lang) if line.lang and home_script(line.lang) != COMMON else style
    room = place.inset(lead) if lead else place
    number = _number(line.page, style, rtl=place.rtl) if line.page else None
    width = number.width if number else 0.0
    left, right = (room.left + width + 2 * GAP, room.right) if place.rtl else (room.left, room.right - width - 2 * GAP)
    words = " ".join(line.title.split()) or "\u2013"
    title = Run(directed(words, line.lang, rtl=place.rtl), look, link, leads)
    strips = flow.lines([title], tall, room.between(left, right), reference)
    for strip in strips[:-1]:
        strip.keep = True
    if number:
        edge = room.left if room.rtl else room.right - width
        _at_end(strips[-1], number.leading_to(leads), edge, flow.looks.house.muted if dots else "")
    if lead and line.lead:
        _lead(flow, place.within(reference), style, line, strips, width=lead)
    return strips


def _number(page: str, style: Style, *, rtl: bool) -> Line:
    """A page number on a line that is as wide; several lists say the same."""
    plain = style.but(align="left", hyphenate=False, balance=False)
    return set_lines([Run(f"\u00a0{page}", style.look)], plain, WIDE, rtl=rtl)[0]


def _lead(flow: Flow, place: Place, style: Style, line: Row, strips: list[Strip], *, width: float) -> None:
    """Put what stands before a title into its column, on as many lines as it needs."""
    said = style.with_look(colour=flow.looks.house.muted, lang=place.lang)
    for index, each in enumerate(set_lines([Run(f"{line.lead}\u00a0", said.look)], said, width, rtl=place.rtl)):
        strip = strip_of(each, place.at_start(width), place.tag)
        if index < len(strips):
            base = next(drawn.base for drawn in strips[index].drawn if isinstance(drawn, Words))
            strips[index].drawn.insert(0, Words(each, place.at_start(width), base, place.tag))
        else:
            strips[-1].keep = True
            strips.append(strip)


def _at_end(strip: Strip, number: Line, left: float, colour: str) -> None:
    """Put a number at the end of a line, and dots of a colour between, or none."""
    words = next(drawn for drawn in reversed(strip.drawn) if isinstance(drawn, Words))
    strip.drawn.append(Words(number, left, words.base, words.tag))
    shown = [item for item in words.line.items if not item.space]
    if not colour or not shown:
        return
    first, last = words.x + min(item.x for item in shown), words.x + max(item.x + item.width for item in shown)
    start, end = (left + number.width + GAP, first - GAP) if left < first else (last + GAP, left - GAP)
    if end - start > GAP:
        strip.drawn.insert(0, Dots(start, words.base, end - start, colour))


def facts_of(*facts: str) -> str:
    """What is said of a release, in one line."""
    return " · ".join(fact for fact in facts if fact)


def isolated(text: str) -> str:
    """Words in a line of others, which stay together whatever their direction is."""
    return f"\u2068{text}\u2069" if text and not text.isascii() else text


def directed(text: str, lang: str = "", *, rtl: bool) -> str:
    """Words among others that run from right to left or not: those that run the other way are kept as they are by themselves.

    Words without a language run as the others do, unless they have no letter from right to left, as the name of a file.
    """
    right = levels(text, rtl=False) is not None and (is_right_to_left(lang) if lang else rtl)
    if right == rtl:
        return text
    opening, closing = ISOLATES["rtl" if right else "ltr"]
    return opening + text + closing


def number_apart(number: str, place: Place) -> str:
    """A number or a name, kept from being turned round among words that run from right to left."""
    return apart(number) if place.rtl and number.isascii() and number else isolated(number)


def day_words(moment: Moment | None, lang: str, house: House) -> str:
    """The day of a moment as it is written, without the time."""
    if moment is None:
        return ""
    return date_words(Moment(moment.iso.partition("T")[0]), lang, house)
