"""What a file of others may cost: amounts in, nothing out as long as there is some left, and why a page is refused.

Amounts are counted and never timed, so that the same file gives the same pages on every machine.
"""

from __future__ import annotations

from typing import Final

from releasekit.values import define


class UnplacedError(ValueError):
    """Why a page cannot be placed as it is: words that go on after "since"."""


MOST_DEPTH: Final = 12
"""How deeply forms, patterns and masks stand one in the other, and arrays in arrays."""

MOST_GRAPHICS: Final = 24
"""How many states of graphics are kept one over the other; with those of our own page 28 at most (ISO 19005-3, 6.1.13)."""


MOST_DRAWN: Final = 3_000_000
"""How many operators a page draws by, with those of its forms each time that they are shown."""


@define
class Bounds:
    """What is left for the pages of one file."""

    bytes: int = 128 << 20
    """Of all that is unpacked."""
    operators: int = 600_000
    glyphs: int = 1_000_000
    pixels: int = 120_000_000
    objects: int = 20_000
    steps: int = 8_000_000
    """Of reading fonts: codes in their maps, and operators of their outlines."""

    def take(self, kind: str, amount: int = 1) -> None:
        """Use some. Raises `UnplacedError` where that is more than there is."""
        left = getattr(self, kind) - amount
        if left < 0:
            raise UnplacedError("it is larger than pages usually are")
        setattr(self, kind, left)
