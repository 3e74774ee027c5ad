"""Numbers that remember how they were written: the digits of a file in, a number and the same digits out."""

from __future__ import annotations


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


def whole(text: str, base: int = 10) -> Whole:
    """The whole number that digits say."""
    number = Whole(text, base)
    number.text = text
    return number


def real(text: str) -> Real | str:
    """The number that digits with a fraction say; what is no number of JSON, as one too large for the machine, stays words."""
    number = Real(text)
    if number - number != 0:  # infinite, or no number at all
        return text
    number.text = text
    return number
