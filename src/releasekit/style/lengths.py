"""Lengths as people write them, `25mm`, `2.5cm`, `1in` or `72pt`: words in, points out."""

from __future__ import annotations

import re

MM = 72 / 25.4
"""A millimetre in points."""
_POINTS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?) ?(mm|cm|in|pt)")


def points(words: str) -> float | None:
    """How many points a length has; None for what is no number with one of the four units."""
    found = _LENGTH.fullmatch(words)
    return float(found[1]) * _POINTS[found[2]] if found else None
