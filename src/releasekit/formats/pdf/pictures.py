"""A picture as a page shows it: its data, size and colours in, how large it is drawn, which way up and in which colours out."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.formats.pdf.drawings import Drawing

PRINT_DPI = 150.0
"""How many pixels of a picture go on an inch where there is room; fewer look coarse in print."""

SCREEN_DPI = 72.0
"""To how few pixels an inch a small picture is enlarged so that it takes a good part of its column."""


class PictureError(ValueError):
    """Why a file cannot be shown as a picture."""


@frozen(eq=False)
class Picture:
    """A picture, ready for the page."""

    width: int
    """In pixels, as in the data."""
    height: int
    filter: str
    """`DCTDecode` or `FlateDecode`."""
    data: bytes
    space: str
    """The colour space of its numbers: `DeviceRGB`, `DeviceGray` or `DeviceCMYK`."""
    bits: int = 8
    palette: bytes = b""
    """The colours behind its numbers, where they are no colours themselves."""
    profile: bytes = b""
    """The ICC profile that says what the numbers look like; without one they are those of the output intent."""
    more: str = ""
    """Further entries of its dictionary, as PDF writes them."""
    mask: Picture | None = None
    """How much of each pixel is seen."""
    turn: int = 0
    """By how many degrees it is to be turned clockwise: cameras say so beside the data."""
    mirrored: bool = False
    """Whether left and right are to be exchanged before that."""
    converted: bool = False
    """Whether its colours are not those of the file, which had none that a page can show."""
    decimals: ClassVar[int] = 3
    """With how many its matrix is written."""

    @cached_property
    def digest(self) -> bytes:
        """What it is told from others by."""
        facts = (self.width, self.height, self.filter, self.space, self.bits, self.palette, self.profile, self.more)
        mask = self.mask.digest if self.mask else b""
        return hashlib.sha256(b"%r" % (facts,) + mask + self.data).digest()

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height as seen."""
        return (self.height, self.width) if self.turn % 180 else (self.width, self.height)

    def within(self, width: float, height: float, least: float = 0.0) -> tuple[float, float]:
        """Its size in points: in a box, and `least` wide where it has the pixels for a screen at least."""
        scale = max(72 / PRINT_DPI, min(least / self.pixels[0], 72 / SCREEN_DPI))
        return scaled(self.pixels, scale, (width, height))

    def matrix(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float, float, float]:
        """What draws it into a rectangle, from the lower left corner (ISO 32000-1, 8.9.5.1)."""
        a, b, c, d, e, f = {
            0: (1, 0, 0, 1, 0, 0),
            90: (0, -1, 1, 0, 0, 1),
            180: (-1, 0, 0, -1, 1, 1),
            270: (0, 1, -1, 0, 1, 0),
        }[self.turn]
        if self.mirrored:
            a, b, e, f = -a, -b, e + a, f + b
        return a * width, b * height, c * width, d * height, x + e * width, y + f * height

    def colours(self, profile: str) -> str:
        """Its colour space as PDF writes it; `profile` is a reference to the stream of its profile, if it has one."""
        base = f"[/ICCBased {profile}]" if profile else f"/{self.space}"
        return f"[/Indexed {base} {len(self.palette) // 3 - 1} <{self.palette.hex()}>]" if self.palette else base


def scaled(size: tuple[float, float], scale: float, box: tuple[float, float]) -> tuple[float, float]:
    """A size made larger or smaller, as far as it fits into a box."""
    wide, high = size
    scale = min(scale, box[0] / wide, box[1] / high)
    return wide * scale, high * scale


@frozen(eq=False)
class Placed:
    """A picture in a line of text, in points."""

    picture: Picture | Drawing
    width: float
    height: float


CHANNELS = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}
_SIGNATURES = {"DeviceGray": b"GRAY", "DeviceRGB": b"RGB ", "DeviceCMYK": b"CMYK"}
_CLASSES = {b"scnr", b"mntr", b"prtr", b"spac"}


def checked(profile: bytes, space: str) -> bytes:
    """An ICC profile if it is one of version 2 or 4 for such numbers (ISO 32000-1, 8.6.5.5), else nothing."""
    fits = (
        len(profile) >= 132
        and int.from_bytes(profile[:4], "big") == len(profile)
        and profile[8] in {2, 4}
        and profile[12:16] in _CLASSES
        and profile[16:20] == _SIGNATURES[space]
        and profile[36:40] == b"acsp"
    )
    return profile if fits else b""
