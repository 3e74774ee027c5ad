"""Words to page code: the items of a line and where it stands in, text operators (ISO 32000-1, 9.4) out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from releasekit.formats.pdf.embed import Fonts
    from releasekit.formats.pdf.lines import Item


def text(items: Iterable[Item], x: float, y: float, fonts: Fonts, colour: Callable[[str], str]) -> list[str]:
    """Operators, to stand between BT and ET, that draw items from their left end at `x` and on the base line `y`.

    Colour, font and rise are stated at the start of each text, so that any part of a line can be drawn by itself.
    """
    out: list[str] = []
    rise = 0.0
    ink = ""
    for item in items:
        if not item.words:
            continue
        look = item.look
        if look.colour != ink:
            ink = look.colour
            out.append(f"{colour(ink)} rg")
        if look.rise != rise:
            rise = look.rise
            out.append(f"{rise:.3f} Ts")
        out.append(f"1 0 0 1 {x + item.x:.3f} {y:.3f} Tm")
        _words(item, fonts, out)
    if rise:
        out.append("0 Ts")
    return out


def _words(item: Item, fonts: Fonts, out: list[str]) -> None:
    look = item.look
    size, rise, tracking = look.size, look.rise, look.tracking
    more = 1 - item.stretch  # what a space is wider by is a number below 0 in TJ
    face, scale = None, 0.0
    inside: list[str] = []
    for word in item.words:
        if word.face is not face or word.scale != scale:
            if inside:
                out.append(f"[{''.join(inside)}] TJ")
                inside = []
            face, scale = word.face, word.scale
            subset = fonts.subset(face)
            known = subset.shown
            out.append(f"/{subset.name} {size * scale:.5g} Tf")
        if tracking or word.raised:
            inside.append(subset.show(word, size, rise, tracking))
        else:
            inside.append(known.get(word) or subset.plain(word))
        if more and word.blank:
            inside.append(f"{word.width / scale * more:.1f}")
    if inside:
        out.append(f"[{''.join(inside)}] TJ")
