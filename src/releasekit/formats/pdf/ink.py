"""Words to page code: the items of a line and where it stands in, text operators (ISO 32000-1, 9.4) out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import field

from releasekit.formats.pdf.colour import colour
from releasekit.formats.pdf.embed import wider
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.pdf.embed import Fonts, Subset
    from releasekit.formats.pdf.lines import Item


class Said(NamedTuple):
    """Operators from BT to ET that draw what stands for some text only together (ISO 32000-1, 14.9.4)."""

    text: str
    code: list[str]


@define(eq=False)
class State:
    """What the last text on a page has set, and need not be said again; and the code of a line while it is made."""

    font: Subset | None = None
    size: float = 0.0
    colour: str = ""
    rise: float = 0.0
    code: list[str] = field(factory=list)
    """The operators from the last BT on."""
    done: list[str | Said] = field(factory=list)
    """What stands before these on the line."""


def text(items: Iterable[Item], at: tuple[float, float], fonts: Fonts, state: State) -> list[str | Said]:
    """Operators from BT to ET, or none, that draw items from the left end of their line and on its base line."""
    x, y = at
    out = state.code = ["BT"]
    state.done = []
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
        start = x + item.x + item.width if item.rtl else x + item.x
        out.append(_place(start, y))
        _words(item, (start, y), fonts, state)
    if len(out) > 1:
        out.append("ET")
        state.done.append("\n".join(out))
    return state.done


def _place(x: float, y: float) -> str:
    return f"1 0 0 1 {x:.3f} {y:.3f} Tm"


def _words(item: Item, at: tuple[float, float], fonts: Fonts, state: State) -> None:
    if not item.look.tracking and not item.rtl:
        first = item.words[0]
        subset = fonts.subset(first.face)
        subset.widen(1 - item.stretch)
        try:
            inside = "".join(map(subset.__getitem__, item.words))
        except KeyError:  # words of several faces, or with raised glyphs
            pass
        else:
            _choose(subset, item.look.size * first.scale, state)
            state.code.append(_shown(inside))
            return
    _unlike(item, at, fonts, state)


def _unlike(item: Item, at: tuple[float, float], fonts: Fonts, state: State) -> None:
    """The same for words that are looked at one by one."""
    look, (x, y), out = item.look, at, state.code
    more = 1 - item.stretch  # what a space is wider by is a number below 0 in TJ, and above it from right to left
    face, scale = None, 0.0
    inside: list[str] = []

    def flush() -> None:
        if inside:
            out.append(_shown("".join(inside)))
            inside.clear()

    for word in item.words:
        if word.face is not face or word.scale != scale:
            flush()
            face, scale = word.face, word.scale
            subset = fonts.subset(face)
            _choose(subset, look.size * scale, state)
        for code, width, said in subset.show(word, look.size, look.rise, look.tracking):
            if said:
                flush()
                state.done += ["\n".join([*out, "ET"]), Said(said, ["BT", _place(x, y), _shown(code), "ET"])]
                out[:] = ["BT", _place(x + width * look.size * scale / 1000, y)]
            else:
                inside.append(code)
            x += width * look.size * scale / 1000
        if word.give:
            inside.append(wider(word, -more if item.rtl else more))
            x -= (-more if item.rtl else more) * word.give * look.size / 1000
    flush()


def _choose(subset: Subset, size: float, state: State) -> None:
    """Set the font."""
    if subset is not state.font or size != state.size:
        state.font, state.size = subset, size
        state.code.append(f"/{subset.name} {size:.5g} Tf")


def _shown(inside: str) -> str:
    """The operator that shows strings and the spaces between them; strings that meet become one."""
    return f"[{inside}] TJ".replace("><", "").replace("[] TJ", "")
