"""The size of a page in, the boxes of its sheet and the marks outside it out: crop and registration marks, bars, places of words."""

from __future__ import annotations

from releasekit.style.lengths import MM
from releasekit.values import frozen

ROOM = 9 * MM
"""How far beyond the bleed the sheet goes where it has marks."""

AWAY = 1 * MM
"""How far from the bleed a mark begins."""

LENGTH = 6 * MM
HAIR = 0.25
"""How wide the lines of marks are, in points."""

PATCH = 4 * MM

BAR = ("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "1 1 0 0", "1 0 1 0", "0 1 1 0", "0 0 0 .5")
"""The inks one by one, each two of the colours, and half of black."""

PLATES = {"Cyan": "1 0 0 0", "Magenta": "0 1 0 0", "Yellow": "0 0 1 0", "Black": "0 0 0 1"}
"""The plates, and the ink of each, in which its name stands on it alone."""

MIDDLE = 4.2
"""From the lower edge of a form with words to the middle of its letters, in points."""

RADIUS, ARM = 1.6 * MM, 2.8 * MM
"""Of a registration mark: its circle, and its cross from the middle."""

APART = 1 * MM
"""How far a mark stands from another at least."""

Box = tuple[float, float, float, float]


@frozen
class Sheet:
    """A page on its sheet: where it is cut, as far as colour goes, and the sheet itself. In points."""

    width: float
    height: float
    bleed: float
    marks: bool
    folds: tuple[float, ...] = ()
    """Where it is folded, from its left edge."""

    @property
    def room(self) -> float:
        """From the edge of the sheet to that of the page."""
        return self.bleed + (ROOM if self.marks else 0.0)

    @property
    def media(self) -> Box:
        """The sheet."""
        return 0.0, 0.0, round(self.width + 2 * self.room, 3), round(self.height + 2 * self.room, 3)

    @property
    def trim(self) -> Box:
        """Where it is cut."""
        return self._around(0.0)

    @property
    def coloured(self) -> Box:
        """As far as colour goes."""
        return self._around(self.bleed)

    def _around(self, more: float) -> Box:
        low, wide, high = self.room - more, self.room + self.width + more, self.room + self.height + more
        return round(low, 3), round(low, 3), round(wide, 3), round(high, 3)

    def drawing(self) -> bytes:
        """The marks, in the colour `/All` of the resources, which stands on every plate."""
        if not self.marks:
            return b""
        left, bottom, right, top = self.trim
        start, end = self.bleed + AWAY, self.bleed + AWAY + LENGTH
        lines = [
            (x, y, x2, y2)
            for edge_x, way_x in ((left, -1), (right, 1))
            for edge_y, way_y in ((bottom, -1), (top, 1))
            for x, y, x2, y2 in (
                (edge_x + way_x * start, edge_y, edge_x + way_x * end, edge_y),
                (edge_x, edge_y + way_y * start, edge_x, edge_y + way_y * end),
            )
        ]
        lines += [
            (left + fold, edge + way * start, left + fold, edge + way * end)
            for fold in self.folds
            for edge, way in ((bottom, -1), (top, 1))
        ]
        out = ["q", "/All CS 1 SCN", f"{HAIR} w"]
        out += [f"{x:.3f} {y:.3f} m {x2:.3f} {y2:.3f} l S" for x, y, x2, y2 in lines]
        middle_x, middle_y, off = left + self.middle, (bottom + top) / 2, self.bleed + AWAY + LENGTH / 2
        for x, y in ((middle_x, bottom - off), (middle_x, top + off), (left - off, middle_y), (right + off, middle_y)):
            out += _target(x, y)
        out += ["Q", *self._bar(left, bottom)]
        return "\n".join(out).encode()

    @property
    def middle(self) -> float:
        """Where the registration marks above and below stand, from its left edge: in the middle, or right of folds too near to it."""
        middle, room = self.width / 2, ARM + APART
        return middle if all(abs(fold - middle) >= room for fold in self.folds) else max(self.folds) + room

    @property
    def half(self) -> float:
        """How long words may be that stand between a corner and the mark in the middle, or the first fold."""
        return max(10.0, min([self.width / 2, *self.folds, self.width - self._after]) - 10 * MM)

    @property
    def _after(self) -> float:
        """Where the words right of the mark in the middle begin, less what keeps them from it, from its left edge."""
        return max([self.middle, *self.folds])

    def words(self) -> bytes:
        """What shows the forms with words: above the page its job and its press, below it each plate in its own ink."""
        left, bottom, _, top = self.trim
        off = self.bleed + AWAY + LENGTH / 2
        start = left + self._after + 6 * MM
        placed = [("Job", "/All cs 1 scn", left + 4 * MM, top + off), ("Press", "/All cs 1 scn", start, top + off)]
        placed += [(name, f"{ink} k", start + 11 * MM * at, bottom - off) for at, (name, ink) in enumerate(PLATES.items())]
        shown = [f"q {colour} 1 0 0 1 {x:.3f} {y - MIDDLE:.3f} cm /{name} Do Q" for name, colour, x, y in placed]
        return "\n".join(shown).encode()

    def _bar(self, left: float, bottom: float) -> list[str]:
        """Patches of ink below the page, between its corner and its middle, where there is room for them."""
        start, y = left + 4 * MM, bottom - self.bleed - AWAY - (LENGTH + PATCH) / 2
        fits = int((self.width / 2 - 10 * MM) // PATCH)
        patches = [
            f"{ink} k {start + at * PATCH:.3f} {y:.3f} {PATCH:.3f} {PATCH:.3f} re f"
            for at, ink in enumerate(BAR[: max(0, fits)])
        ]
        return ["q", *patches, "Q"] if patches else []


def _target(x: float, y: float) -> list[str]:
    """A registration mark: a circle with a cross in it."""
    radius, arm, bend = RADIUS, ARM, RADIUS * 0.5523
    return [
        f"{x - arm:.3f} {y:.3f} m {x + arm:.3f} {y:.3f} l S",
        f"{x:.3f} {y - arm:.3f} m {x:.3f} {y + arm:.3f} l S",
        f"{x + radius:.3f} {y:.3f} m",
        f"{x + radius:.3f} {y + bend:.3f} {x + bend:.3f} {y + radius:.3f} {x:.3f} {y + radius:.3f} c",
        f"{x - bend:.3f} {y + radius:.3f} {x - radius:.3f} {y + bend:.3f} {x - radius:.3f} {y:.3f} c",
        f"{x - radius:.3f} {y - bend:.3f} {x - bend:.3f} {y - radius:.3f} {x:.3f} {y - radius:.3f} c",
        f"{x + bend:.3f} {y - radius:.3f} {x + radius:.3f} {y - bend:.3f} {x + radius:.3f} {y:.3f} c S",
    ]
