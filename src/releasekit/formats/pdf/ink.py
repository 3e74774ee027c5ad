"""Words to page code: the items of a line and where it stands in, text operators (ISO 32000-1, 9.4) out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from releasekit.formats.pdf.colour import colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.pdf.embed import Fonts, Subset
    from releasekit.formats.pdf.lines import Item


@define(eq=False)
class State:
    """What the last text on a page has set, and need not be said again."""

    font: Subset | None = None
    size: float = 0.0
    colour: str = ""
    rise: float = 0.0


def text(items: Iterable[Item], at: tuple[float, float], fonts: Fonts, state: State) -> list[str]:
    """Operators from BT to ET, or none, that draw items from the left end of their line and on its base line."""
    x, y = at
    out = ["BT"]
    for item in items:
        if not item.words:
            continue
        look = item.look
        if look.colour != state.colour:
            state.colour = look.colour
            out.append(f"{colour(look.colour)} rg")
        if look.rise != state.rise:
            state.rise = look.rise
            out.append(f"{look.rise:.3f} Ts")
        out.append(f"1 0 0 1 {x + item.x:.3f} {y:.3f} Tm")
        _words(item, fonts, state, out)
    return [*out, "ET"] if len(out) > 1 else []


def _words(item: Item, fonts: Fonts, state: State, out: list[str]) -> None:
    look = item.look
    size, rise, tracking = look.size, look.rise, look.tracking
    more = 1 - item.stretch  # what a space is wider by is a number below 0 in TJ
    face, scale = None, 0.0
    blank, wider = None, ""
    inside: list[str] = []
    for word in item.words:
        if word.face is not face or word.scale != scale:
            if inside:
                out.append(_shown(inside))
                inside = []
            face, scale = word.face, word.scale
            subset = fonts.subset(face)
            known = subset.shown
            if subset is not state.font or size * scale != state.size:
                state.font, state.size = subset, size * scale
                out.append(f"/{subset.name} {size * scale:.5g} Tf")
        if tracking:
            inside.append(subset.show(word, size, rise, tracking))
        else:
            inside.append(known.get(word) or (subset.show(word, size, rise, 0.0) if word.raised else subset.plain(word)))
        if more and word.give:
            if word is not blank:
                blank, wider = word, f"{word.give / scale * more:.1f}"
            inside.append(wider)
    if inside:
        out.append(_shown(inside))


def _shown(inside: Iterable[str]) -> str:
    """The operator that shows strings and the spaces between them; strings that meet become one."""
    return f"[{''.join(inside)}] TJ".replace("><", "")
