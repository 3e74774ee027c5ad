"""The looks of a pack's own pages: those of a house style in, styles for cover, contents, lists and markings out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit.formats.pdf.fonts import MONO
from releasekit.formats.pdf.looks import LINING, Style, spaced
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.formats.pdf.looks import Looks

TLP = {
    "TLP:RED": "#ff2b2b", "TLP:AMBER": "#ffc000", "TLP:AMBER+STRICT": "#ffc000", "TLP:GREEN": "#33ff00", "TLP:CLEAR": "#ffffff",
}  # fmt: skip
"""The colours of the traffic light protocol (FIRST, TLP 2.0), each of which stands on black."""


LEAST_EMS = 8
"""How many of the size of its title a line of the cover holds, so that words go on it, if a headline does not ask for more."""


@frozen(kw_only=True)
class Dress:
    """The styles of a pack's own pages."""

    cover_kicker: Style
    cover_title: Style
    cover_subtitle: Style
    cover_date: Style
    cover_text: Style
    label: Style
    """What is above a list on the cover: who prepared it."""
    value: Style
    section: Style
    """The title of contents, digest and lists."""
    group: Style
    """A part in the contents, a kind of names in the index."""
    row: Style
    """A line that leads to a page."""
    small_row: Style
    digest_row: Style
    facts: Style
    summary: Style
    note: Style
    alert: Style
    letter: Style
    name: Style
    """An entry of the index."""
    digits: Style
    """The digest of a source."""
    number: Style
    """Of a part, on its divider."""
    part: Style
    issuer: Style
    marking: Style


@lru_cache(maxsize=50)
def dress(looks: Looks) -> Dress:
    """The styles that go with those of the releases."""
    house = looks.house
    size, small = house.size, house.small_size
    head = looks.contact.look
    strong = evolve(head, weight=house.head_weight)
    muted = evolve(head, size=small, colour=house.muted, features=("lnum",))
    large = min(round(house.title_size * 1.5), max(house.title_size, house.page.measure / LEAST_EMS))
    title = evolve(looks.title.look, size=large)
    row = evolve(looks.body.look, size=size, features=LINING)
    return Dress(
        cover_kicker=evolve(looks.kicker.with_look(size=small + 2.5, colour=house.accent), leading=spaced(small + 2.5, 16), after=12),
        cover_title=Style(look=title, leading=round(large * 1.12), after=14, keep=True, balance=True),
        cover_subtitle=Style(
            look=evolve(looks.subtitle.look, size=house.subtitle_size + 2, colour=house.muted),
            leading=round((house.subtitle_size + 2) * 1.35), after=12, keep=True, balance=True,
        ),
        cover_date=Style(look=evolve(strong, size=size + 1, colour=house.accent, features=("lnum",)), leading=spaced(size + 1, 18), after=10),
        cover_text=evolve(looks.lead, after=6),
        label=Style(look=evolve(strong, size=small, colour=house.accent), leading=spaced(size, 13), after=2, keep=True),
        value=Style(look=evolve(head, size=size - 0.5), leading=spaced(size - 0.5, 15), after=0),
        section=Style(look=evolve(looks.title.look, size=house.title_size), leading=round(house.title_size * 1.16), after=12, keep=True),
        group=Style(look=evolve(strong, size=size + 0.5, colour=house.accent, features=LINING),
            leading=spaced(size + 0.5, 17), before=14, after=4, keep=True),
        row=Style(look=row, leading=house.leading),
        small_row=Style(look=evolve(head, size=size - 1, features=LINING), leading=house.leading - 1),
        digest_row=Style(look=evolve(strong, size=size, features=LINING), leading=house.leading, keep=True),
        facts=Style(look=muted, leading=small + 4),
        summary=Style(look=evolve(looks.body.look, size=size - 0.5), leading=house.leading - 1.2, hyphenate=house.justify),
        note=Style(look=evolve(looks.body.look, size=size - 0.5, italic=True, colour=house.accent), leading=house.leading - 1.2),
        alert=Style(look=evolve(strong, size=small, colour=house.alert), leading=small + 4),
        name=Style(look=evolve(head, size=size - 1, features=LINING), leading=house.leading - 1.5),
        letter=Style(look=evolve(strong, size=size - 0.5, colour=house.accent), leading=house.leading, before=7, after=0, keep=True),
        digits=Style(look=evolve(row, family=MONO, size=6.8, colour=house.muted), leading=10),
        number=Style(look=evolve(title, size=large * 2.2, colour=house.accent, features=("lnum",)), leading=round(large * 2.5), after=4, keep=True),
        part=Style(look=evolve(title, colour=house.ink), leading=round(large * 1.14), after=12, keep=True, balance=True),
        issuer=Style(look=evolve(strong, size=size - 0.5, colour=house.accent), leading=spaced(size - 0.5, 13)),
        marking=Style(look=evolve(strong, size=12.0, weight=700, tracking=20.0), leading=16),
    )  # fmt: skip
