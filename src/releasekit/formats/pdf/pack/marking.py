"""The marking of a pack at the head and foot of each page: its words in, a strip for either out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.formats.pdf.flow import strip_of
from releasekit.formats.pdf.lines import set_lines
from releasekit.formats.pdf.pack.dress import TLP
from releasekit.formats.pdf.prose import Run
from releasekit.formats.pdf.strips import Fill, Strip, Words
from releasekit.formats.pdf.structure import FOOTER, HEADER

if TYPE_CHECKING:
    from releasekit.formats.pdf.flow import Flow, Place
    from releasekit.formats.pdf.looks import Looks, Style
    from releasekit.formats.pdf.pack.dress import Dress
    from releasekit.formats.pdf.structure import Tag

LEAST_SIZE = 3.0
"""How small, in points, a long marking becomes, so that it stands on one line."""

SHARE = 0.75
"""The most that it takes of the height that the margins leave to it."""

LEAST_ROOM = 9.0
"""The height, in points, from which on it leaves the line above the running head to an embargo."""


def markings(flow: Flow, place: Place, dress: Dress, words: str) -> tuple[Strip, Strip]:
    """The strips for head and foot, which are no content: the cover says it in words."""
    return label(flow, place, dress.marking, words, HEADER), label(flow, place, dress.marking, words, FOOTER)


def label(flow: Flow, place: Place, style: Style, words: str, tag: Tag) -> Strip:
    """A marking on one line: one of the traffic light protocol at the right and on black, any other in the middle."""
    colour = TLP.get(words)
    height = min(style.leading, SHARE * _room(flow.looks))
    look = {"colour": colour or flow.looks.house.alert, "size": style.look.size * height / style.leading}
    shown = style.with_look(**look).but(align="right" if colour else "center", leading=height)
    pad = 5.0 if colour else 0.0
    lines = set_lines([Run(words, shown.look)], shown, place.width - 2 * pad, rtl=False)
    while len(lines) > 1 and shown.look.size > LEAST_SIZE:
        shown = shown.with_look(size=shown.look.size * 0.9)
        lines = set_lines([Run(words, shown.look)], shown, place.width - 2 * pad, rtl=False)
    strip = strip_of(lines[0], place.left + pad, tag)
    if colour:
        item = next(drawn for drawn in strip.drawn if isinstance(drawn, Words)).line.items
        left, right = item[0].x - pad, item[-1].x + item[-1].width + pad
        strip.drawn.insert(0, Fill(place.left + pad + left, 0, right - left, strip.height, "#000000"))
    return strip


def _room(looks: Looks) -> float:
    """The height that both margins leave to a marking."""
    page = looks.house.page
    above = page.header - looks.running.leading
    return min(page.footer, above if above > LEAST_ROOM else page.header)
