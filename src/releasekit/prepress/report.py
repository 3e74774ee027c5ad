"""What a print shop would ask about: what was found in the file in, advice out, before anything is written."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.prepress.content import Matrix
    from releasekit.prepress.parts import Parts

SHARP, SOFT = 300, 225
"""How many pixels to the inch a picture is to have in print, and below how many it is reported."""

INK_LIMIT = 3.2
"""How much ink all together may stand in one place: more does not dry on coated paper in sheets."""


def report(parts: Parts, placed: dict[tuple[int, int], tuple[int, Matrix]], context: Context) -> None:
    """Report coarse pictures, pictures that were in colours of a screen, and more ink than dries.

    `placed` says of each picture the page on which it is largest, and how it is laid there.
    """
    screens = 0
    for key, found in parts.pictures.items():
        if key not in placed:
            continue
        page, matrix = placed[key]
        width, height = hypot(matrix[0], matrix[1]), hypot(matrix[2], matrix[3])
        if not found.kind or not width or not height:
            continue
        dots = round(min(found.width / width, found.height / height) * 72)
        if dots < SOFT:
            context.advise(
                "print-coarse",
                f"a picture on page {page} has {dots} pixels to the inch in print: it is soft below {SOFT}, and sharp from {SHARP} on",
            )
        if found.heaviest > INK_LIMIT:
            amount = round(found.heaviest * 100)
            context.advise(
                "print-ink",
                f"a picture on page {page} has up to {amount} % of ink in one place: ask the print shop whether that dries",
            )
        screens += found.kind == "rgb"
    if screens:
        pictures = "1 picture was" if screens == 1 else f"{screens} pictures were"
        context.advise(
            "print-converted",
            f"{pictures} in colours of a screen (RGB), and now in the inks of {parts.inks.called}: look at a proof",
        )
    if parts.heaviest > INK_LIMIT:
        amount = round(parts.heaviest * 100)
        context.advise("print-ink", f"a colour of the pages has {amount} % of ink: ask the print shop whether that dries")
    if parts.inks.unread:
        context.advise(
            "print-profile", "the colour profile of a picture cannot be used: its colours are taken for those of the page"
        )
