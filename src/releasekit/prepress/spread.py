"""Two pages side by side: the pages of a booklet and the size of the paper in, where each stands on a sheet and what is marked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.errors import FieldError, ReadError
from releasekit.style.lengths import MM
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from releasekit.prepress.forms import Box, Form

DOUBLE = "double"
"""The size of a sheet on which two pages stand in their true size; any other word is that of the pages themselves."""

MOST_CREEP = 0.125
"""How far the innermost pages may move towards the fold, as a share of their width."""

ROOM = 10 * MM
"""Around two pages of true size, for the marks."""

_AWAY, _LENGTH, _STAPLE = 1 * MM, 4 * MM, 2 * MM
"""How far marks stand from the pages, how long they are at least, and half of the length of a staple's."""


@frozen
class Spread:
    """How two pages stand on a side, in points from the lower left corner of the sheet."""

    width: float
    height: float
    scale: float
    page: tuple[float, float]
    """Of the trimmed page on the sheet."""
    bleed: float
    """What is seen beyond the trimmed page at most, on the sheet."""
    creep: float
    marks: bool

    @property
    def fold(self) -> float:
        """Where the fold is."""
        return self.width / 2

    @property
    def bottom(self) -> float:
        """Where the pages have their lower edge."""
        return (self.height - self.page[1]) / 2

    def boxes(self) -> dict[str, Box]:
        """The boxes of all sheets."""
        left, bottom = self.fold - self.page[0], self.bottom
        right, top = self.fold + self.page[0], bottom + self.page[1]
        more = min(self.bleed, max(left, 0.0), max(bottom, 0.0))
        return {
            "/MediaBox": (0.0, 0.0, self.width, self.height),
            "/BleedBox": (left - more, bottom - more, right + more, top + more),
            "/TrimBox": (left, bottom, right, top),
        }

    def put(self, form: Form, at: int, *, is_left: bool) -> bytes:
        """The code that shows a page on the sheet with a number, from 0 for the outermost."""
        shift = self.creep * at
        start = self.fold - self.page[0] + shift if is_left else self.fold - shift
        low, wide = max(self.bottom - self.bleed, 0.0), min(self.page[0] + self.bleed, self.fold)
        clip = numbers(self.fold - wide if is_left else self.fold, low, wide, self.height - 2 * low)
        left, bottom = form.trim[:2]
        matrix = numbers(self.scale, 0, 0, self.scale, start - self.scale * left, self.bottom - self.scale * bottom)
        return b"q %s re W n %s cm /%s Do Q" % (clip, matrix, form.name)

    def marked(self, *, is_outside: bool) -> bytes:
        """The code that draws the marks; those of the staples are for the side that is outside of all."""
        lines = [b"%s m %s l S" % (numbers(*line[:2]), numbers(*line[2:])) for line in self._lines(is_outside=is_outside)]
        return b"q 0 G 0.25 w %s Q" % b" ".join(lines)

    def _lines(self, *, is_outside: bool) -> Iterator[tuple[float, float, float, float]]:
        """The marks, as lines from a place to another: the fold, the cut where the sheet is larger, and the staples."""
        left, bottom = self.fold - self.page[0], self.bottom
        for edge, other, way in ((bottom, 0.0, -1), (self.height - bottom, self.height, 1)):
            has_room = abs(other - edge) > _AWAY + self.bleed + _LENGTH / 2
            near = edge + way * (self.bleed + _AWAY) if has_room else other - way * _LENGTH
            yield self.fold, near, self.fold, other
            if has_room and left > 1:
                for x in (left, self.width - left):
                    yield x, near, x, near + way * _LENGTH
        if left > _AWAY + self.bleed + _LENGTH / 2:
            for y in (bottom, self.height - bottom):
                for x, way in ((left, -1), (self.width - left, 1)):
                    near = x + way * (self.bleed + _AWAY)
                    yield near, y, near + way * _LENGTH, y
        if is_outside:
            for share in (0.25, 0.75):
                y = bottom + share * self.page[1]
                yield self.fold, y - _STAPLE, self.fold, y + _STAPLE
                yield self.fold - _STAPLE / 2, y, self.fold + _STAPLE / 2, y


def spread(forms: Sequence[Form], size: tuple[float, float] | str, creep: float, *, marks: bool) -> Spread:
    """The layout that all sheets share. Raises `ReadError` for pages of several sizes, `FieldError` for too much creep."""
    wide, high = forms[0].size
    for number, form in enumerate(forms, 1):
        if abs(form.size[0] - wide) > 1 or abs(form.size[1] - high) > 1:
            raise ReadError(f"page {number} has another size than page 1: a booklet has pages of one size")
    bleed = min(form.bleed for form in forms)
    if size == DOUBLE:
        around = bleed + (ROOM if marks else 0.0)
        width, height = 2 * wide + 2 * around, high + 2 * around
    elif isinstance(size, str):
        width, height = max(wide, high), min(wide, high)
    else:
        width, height = size
    scale = min(1.0, width / 2 / wide, height / high)
    made = Spread(width, height, scale, (wide * scale, high * scale), bleed * scale, creep, marks)
    inmost = creep * ((len(forms) + 3) // 4 - 1)
    if inmost > MOST_CREEP * made.page[0]:
        raise FieldError(
            f"paper of {creep / MM:.2f} mm moves the innermost pages by {inmost / MM:.1f} mm towards the fold, which is too much:"
            " give the thickness of one sheet, as in 0.1mm"
        )
    return made


def numbers(*values: float) -> bytes:
    """Numbers as PDF writes them."""
    return b" ".join([f"{value:.4f}".rstrip("0").rstrip(".").encode() for value in values])
