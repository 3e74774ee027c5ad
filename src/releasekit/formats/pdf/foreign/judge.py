"""Whether a page that was rebuilt looks and reads as the original: two pages as pictures with their words in, why not out."""

from __future__ import annotations

import unicodedata
import zlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from releasekit.briefing.sheets import Sheet

DPI = 144
"""Of the pictures that are compared."""

FIELDS = {8: 32, 64: 4}
"""How far the mean colour of a field may be from that of the original, of 255, by the pixels of a side of the fields.

Finer differences are those of edges, which a reader draws a little otherwise by how a font is stated; larger ones those of tints.
"""

FEW = 0.02
"""Which part of the letters may be others: what one reader takes for a word gap, another does not."""


def unlike(original: Sheet, rebuilt: Sheet) -> str:
    """What differs; nothing where the two are alike."""
    if abs(original.width - rebuilt.width) > 1 or abs(original.height - rebuilt.height) > 1:
        return "rebuilt, it has another size"
    if any(_furthest(original, rebuilt, field) > near for field, near in FIELDS.items()):
        return "rebuilt, it does not look the same"
    ours, theirs = Counter(_letters(rebuilt.words)), Counter(_letters(original.words))
    others = (ours - theirs).total() + (theirs - ours).total()
    if others > 2 + FEW * theirs.total():
        return "rebuilt, it does not read the same"
    return ""


def _furthest(one: Sheet, other: Sheet, field: int) -> int:
    """How far the mean colours of fields are from each other where they differ most."""
    from PIL import ImageChops

    size = min(one.width, other.width), min(one.height, other.height)
    first, second = (_picture(each).crop((0, 0, *size)).reduce(field) for each in (one, other))
    extrema = ImageChops.difference(first, second).getextrema()
    return max(int(high) for _, high in extrema)  # type: ignore[misc]  # of three colours


def _picture(sheet: Sheet) -> Image:
    from PIL import Image

    mode = "L" if sheet.colours == "Gray" else "RGB"
    return Image.frombytes(mode, (sheet.width, sheet.height), zlib.decompress(sheet.packed)).convert("RGB")


def _letters(words: str) -> str:
    """Letters, digits and signs as they are compared: without what is private, without spaces and hyphens."""
    plain = unicodedata.normalize("NFKC", words)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")
