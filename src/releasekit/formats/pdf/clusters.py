"""Shaped words to page code: a word and the codes of its glyphs in, the inside of TJ arrays (ISO 32000-1, 9.4.3) out.

What is drawn comes in the order of reading (14.8.2.3.3): from right to left each glyph is placed by itself. The glyphs of a
cluster, such as a letter and its marks, are drawn as one where the font lets itself be added to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from releasekit.formats.pdf.compound import Compound
from releasekit.formats.pdf.shaping import JOINER, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.formats.pdf.fonts import Face
    from releasekit.formats.pdf.shaping import Glyph, Word

LOOSE = 20.0
"""How far, in thousandths of the size, letters stand apart that run from right to left, so that no program sees a space there."""

NARROW = 4.0
"""The width, in thousandths of the size, of a glyph that draws nothing: programs leave out what has none."""


_MOST_PARTS, _FARTHEST = 100, 16_000
"""Of how many glyphs one is made, and how far they stand from its origin, in units of the font."""

_APART = "\u200c"
"""What keeps letters apart and belongs to the one behind it."""


class Stretch(NamedTuple):
    """A part of a word, which is drawn by itself if it says something beside its glyphs."""

    code: str
    """The inside of a TJ array."""
    width: float
    """How far it goes to the right, in thousandths of the size; below 0 to the left."""
    said: str = ""
    """What it stands for, if its glyphs do not say that."""


class Codes(Protocol):
    """The codes of the glyphs of one face."""

    @property
    def face(self) -> Face:
        """The face."""

    def code(self, shape: int | Compound, text: str) -> int | None:
        """The code that shows a glyph and stands for a text, or none if there is no such."""


class Cluster(NamedTuple):
    """Glyphs that stand for some text together, from left to right."""

    text: str
    glyphs: tuple[Glyph, ...]
    joint: bool
    """Whether they stand for it only together."""

    @property
    def advance(self) -> float:
        """How wide its place is, in thousandths of the size."""
        return sum([glyph.advance for glyph in self.glyphs])


def clusters(word: Word) -> Iterator[Cluster]:
    """The clusters of a word from left to right."""
    index = 0
    for first, end, text in word.spans:
        yield from (Cluster(glyph.text, (glyph,), joint=False) for glyph in word.glyphs[index:first])
        yield Cluster(text, word.glyphs[first:end], joint=True)
        index = end
    yield from (Cluster(glyph.text, (glyph,), joint=False) for glyph in word.glyphs[index:])


def rightward(word: Word, codes: Codes, size: float, rise: float, tracking: float) -> tuple[Stretch, ...]:
    """A word that runs from left to right, from its left end to its right end."""
    done: list[Stretch] = []
    pen, left = _Pen(), 0.0
    for cluster in clusters(word):
        first, right = cluster.glyphs[0], left + cluster.advance + len(cluster.glyphs) * tracking / word.scale
        plain = not cluster.joint and not first.dy
        shape = first.id if plain else _compound(cluster, codes.face, cluster.advance)
        private = PRIVATE.match(cluster.text)
        code = codes.code(shape, cluster.text or JOINER) if shape is not None and not private else None
        if shape is not None and code is not None:
            pen.draw(left + first.dx * plain, code, _width(shape, codes.face))
        else:
            pen.move(left)
            done.append(pen.taken())
            _apart(cluster, pen, codes, left, (size * word.scale / 1000, rise))
            done.append(pen.taken(cluster.text or JOINER))
        left = right
    pen.move(left)
    return tuple(stretch for stretch in (*done, pen.taken()) if stretch.code)


def leftward(word: Word, codes: Codes, size: float, rise: float, tracking: float) -> tuple[Stretch, ...]:
    """A word that runs from right to left, from its right end to its left end.

    A cluster says its first character, and what draws nothing on its left says the others: programs that turn what they find
    from left to right take the characters of one glyph for such as run from there.
    """
    pen, right = _Pen(), 0.0
    done: list[Stretch] = []
    for cluster in reversed([*clusters(word)]):
        wide = cluster.advance + len(cluster.glyphs) * tracking / word.scale
        right -= wide
        text = cluster.text or JOINER
        shown = _characters(cluster, text, codes.face, right, wide)
        found = [codes.code(shape, char) for shape, char, _ in shown]
        if found and None not in found:
            for (shape, _, at), code in zip(shown, found, strict=True):
                pen.draw(at, code or 0, _width(shape, codes.face), apart=True)
            continue
        pen.move(right)
        done.append(pen.taken())
        _apart(cluster, pen, codes, right, (size * word.scale / 1000, rise))
        pen.move(right)
        done.append(pen.taken(text))
    pen.move(right)
    return tuple(stretch for stretch in (*done, pen.taken()) if stretch.code)


def _characters(cluster: Cluster, text: str, face: Face, left: float, wide: float) -> list[tuple[int | Compound, str, float]]:
    """The glyphs that say one character of a cluster each, with their places; none if something must be said beside them."""
    first = cluster.glyphs[0]
    loose = max(abs(first.dx), wide - first.dx - face.advances[first.id])
    plain = len(cluster.glyphs) == 1 and not first.dy and loose <= LOOSE
    shape = first.id if plain else _compound(cluster, face, wide)
    if shape is None or PRIVATE.match(text):
        return []
    nothing = Compound((), round(NARROW * face.data.upem / 1000))
    before = len(text) - len(text.lstrip(_APART)) if text.strip(_APART) else 0
    return [
        *((nothing, char, left + wide - (index + 1) * NARROW) for index, char in enumerate(text[:before])),
        (shape, text[before], left + first.dx * plain),
        *((nothing, char, left - index * NARROW) for index, char in enumerate(text[before + 1 :], 1)),
    ]


class _Pen:
    """The code so far, and where it has come to."""

    def __init__(self) -> None:
        self.at = self.from_ = 0.0
        self.out: list[str] = []

    def move(self, to: float) -> None:
        """Go to a place, if it is another."""
        back = round(self.at - to, 1)
        if back:
            self.out.append(f" {back} ")
            self.at -= back

    def draw(self, at: float, code: int, width: float, *, apart: bool = False) -> None:
        """Show a glyph at a place; `apart` from others, for programs that sort what is shown by its places."""
        self.move(at)
        self.out.append(f"<{code:04X}>" + "] TJ [" * apart)
        self.at += width

    def taken(self, said: str = "") -> Stretch:
        """What was drawn since the last was taken."""
        stretch = Stretch("".join(self.out), self.at - self.from_, said)
        self.out, self.from_ = [], self.at
        return stretch


def _compound(cluster: Cluster, face: Face, wide: float) -> Compound | None:
    """The glyphs of a cluster as one, in a place that is some thousandths wide, if a font can hold it."""
    unit = face.data.upem / 1000
    parts, left = [], 0.0
    for glyph in cluster.glyphs:
        parts.append((glyph.id, round((left + glyph.dx) * unit), round(glyph.dy * unit)))
        left += glyph.advance
    farthest = max(max(abs(x), abs(y)) for _, x, y in parts)
    if len(parts) > _MOST_PARTS or max(farthest, wide * unit) > _FARTHEST:
        return None
    return Compound(tuple(parts), max(0, round(wide * unit)))


def _width(shape: int | Compound, face: Face) -> float:
    return shape.advance * 1000 / face.data.upem if isinstance(shape, Compound) else face.advances[shape]


def _apart(cluster: Cluster, pen: _Pen, codes: Codes, left: float, scale: tuple[float, float]) -> None:
    """Draw the glyphs of a cluster by themselves. What they say together ends where the next begins, for those who look for gaps.

    `scale` is what a thousandth of the size is in points, and the rise of the line.
    """
    point, rise = scale
    end = left + cluster.advance
    for index, glyph in enumerate(cluster.glyphs):
        said = (cluster.text or JOINER) if not index else JOINER
        code = codes.code(glyph.id, said)
        code = glyph.id if code is None else code
        if glyph.dy:
            pen.out.append(f"] TJ {rise + glyph.dy * point:.3f} Ts [")
        pen.move(left + glyph.dx)
        width = codes.face.advances[glyph.id]
        if index == len(cluster.glyphs) - 1 and point and abs(end - pen.at - width) >= 0.05:
            pen.out.append(f"] TJ {(end - pen.at - width) * point:.3f} Tc [<{code:04X}>] TJ 0 Tc [")
            pen.at = end
        else:
            pen.draw(pen.at, code, width)
        if glyph.dy:
            pen.out.append(f"] TJ {rise:.3f} Ts [")
        left += glyph.advance
