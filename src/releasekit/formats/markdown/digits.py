"""Numbers that remember how they were written: the digits of a file in, a number and the same digits out.

What is no number of JSON is words, which remember that they stand for one.
"""

from __future__ import annotations

import re

_DIGITS = 15
"""So many digits every number of the machine keeps (IEEE 754)."""
_SOMETHING = re.compile(r"[-+]?[0._]*[1-9]")
"""What the digits of a number begin with that is not zero."""


class Whole(int):
    """A whole number that remembers how it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


class Real(float):
    """A number with a fraction that remembers how it was written."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def is_rounded(self) -> bool:
        """Whether it was written with more digits than a number of the machine has."""
        if len(self.text) <= _DIGITS or not self:
            return False
        from decimal import Decimal

        return Decimal(float.__repr__(self)) != Decimal(self.text)


class Worded(str):
    """The words that stand for a value, or for a key, which JSON has only words for: `.inf`."""

    __slots__ = ()


def whole(text: str, base: int = 10) -> Whole:
    """The whole number that digits say."""
    number = Whole(text, base)
    number.text = text
    return number


def real(text: str) -> Real | Worded:
    """The number that digits with a fraction say; what is no number of JSON, or too large or small for the machine, stays words."""
    number = Real(text)
    if number - number != 0 or (not number and _SOMETHING.match(text)):
        return Worded(text)
    number.text = text
    return number
