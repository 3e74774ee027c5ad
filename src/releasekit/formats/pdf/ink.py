"""Words to page code: the items of a line and where it stands in, text operators (ISO 32000-1, 9.4) out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from releasekit.formats.pdf.colour import colour
from releasekit.formats.pdf.embed import wider

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
    if not item.look.tracking:
        first = item.words[0]
        subset = fonts.subset(first.face)
        subset.widen(1 - item.stretch)
        try:
            inside = "".join(map(subset.__getitem__, item.words))
        except KeyError:  # words of several faces, or with raised glyphs
            pass
        else:
            _choose(subset, item.look.size * first.scale, state, out)
            out.append(_shown(inside))
            return
    _unlike(item, fonts, state, out)


def _unlike(item: Item, fonts: Fonts, state: State, out: list[str]) -> None:
    """The same for words that are looked at one by one."""
    look = item.look
    more = 1 - item.stretch  # what a space is wider by is a number below 0 in TJ
    face, scale = None, 0.0
    inside: list[str] = []
    for word in item.words:
        if word.face is not face or word.scale != scale:
            if inside:
                out.append(_shown("".join(inside)))
                inside = []
            face, scale = word.face, word.scale
            subset = fonts.subset(face)
            _choose(subset, look.size * scale, state, out)
        if look.tracking or word.raised:
            inside.append(subset.show(word, look.size, look.rise, look.tracking))
        else:
            inside.append(subset.plain(word))
        if word.give:
            inside.append(wider(word, more))
    if inside:
        out.append(_shown("".join(inside)))


def _choose(subset: Subset, size: float, state: State, out: list[str]) -> None:
    """Set the font."""
    if subset is not state.font or size != state.size:
        state.font, state.size = subset, size
        out.append(f"/{subset.name} {size:.5g} Tf")


def _shown(inside: str) -> str:
    """The operator that shows strings and the spaces between them; strings that meet become one."""
    return f"[{inside}] TJ".replace("><", "")
