# noqa: INP001  (a script beside a picture, in no package)
"""Draws `otter.png`, the picture of `company-announcement.md`, and `tidewerk.png`, the logo of its house style.

Run `python draw.py` in this folder; nothing is needed but Python.

It takes half a minute. The same script gives the same pictures.
"""

from __future__ import annotations

import math
import struct
import zlib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, HEIGHT = 960, 540
LOGO = 300  # pixels to a side
FINER = 2  # each pixel is the mean of 2 x 2 points: smooth edges
SKY = [(0.00, (250, 214, 165)), (0.55, (246, 236, 214)), (1.00, (205, 226, 229))]
SEA = [(38, 92, 110), (30, 76, 94), (23, 60, 77)]
SUN, HULL, CABIN, SOLAR, GLASS, ARM, LITTER = (
    (244, 151, 90), (236, 241, 239), (201, 70, 52), (28, 44, 62), (120, 178, 190), (242, 184, 58), (147, 190, 172),
)  # fmt: skip


def sky(y: float) -> tuple[int, int, int]:
    """The colour of the sky: warm at the horizon."""
    place = 1 - y / 330
    for (low, one), (high, other) in pairwise(SKY):
        if place <= high:
            part = max(0.0, (place - low) / (high - low))
            return tuple(round(a + (b - a) * part) // 3 * 3 for a, b in zip(one, other, strict=True))
    return SKY[-1][1]


def inside(x: float, y: float, corners: list[tuple[float, float]]) -> bool:
    """Whether a point lies in a polygon."""
    crossings = False
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings = not crossings
    return crossings


def wave(x: float, number: int) -> float:
    """The height of the surface of one of three waves."""
    return (342, 396, 462)[number] + (5, 7, 9)[number] * math.sin(x / (46, 63, 88)[number] + number * 1.7)


def colour(x: float, y: float) -> tuple[int, int, int]:
    """The colour of a point: the nearest thing first."""
    for number in (2, 1):
        if y > wave(x, number):
            return SEA[number]
    for left, top in ((700, 390), (742, 386), (778, 391)):  # none behind the boat, where it has passed
        if (x - left) ** 2 / 100 + (y - top) ** 2 / 25 < 1:
            return LITTER
    if inside(x, y, [(300, 318), (672, 318), (640, 410), (338, 410)]):
        return CABIN if y < 330 else HULL
    if inside(x, y, [(418, 244), (548, 244), (566, 318), (404, 318)]):
        return GLASS if 262 < y < 290 and 428 < x < 544 else HULL
    if inside(x, y, [(386, 226), (592, 226), (580, 242), (398, 242)]):
        return SOLAR if int(x - 386) % 30 > 2 else GLASS
    if inside(x, y, [(610, 318), (626, 318), (716, 380), (704, 390)]) or inside(
        x, y, [(686, 384), (742, 376), (738, 396), (690, 402)]
    ):
        return ARM
    if (480 < x < 485 and 168 < y < 228) or (x - 482.5) ** 2 + (y - 166) ** 2 < 36:
        return SOLAR
    if y > wave(x, 0):
        glint = abs(x - 770) < 60 - (y - 342) * 0.5 and int(y + 4 * math.sin(x / 9)) % 14 < 3
        return (226, 170, 120) if glint else SEA[0]
    if (x - 770) ** 2 + (y - 250) ** 2 < 58**2:
        return SUN
    if inside(x, y, [(0, 352), (0, 296), (120, 284), (170, 262), (214, 288), (330, 304), (436, 352)]):
        return (126, 156, 158)
    return sky(y)


def logo(x: float, y: float) -> tuple[int, int, int]:
    """The colour of a point of the logo: a disc with the tide rising in it."""
    middle = LOGO / 2
    if (x - middle) ** 2 + (y - middle) ** 2 > (middle - 4) ** 2:
        return (255, 255, 255)
    swell = 11 * math.sin(x / 24)
    bands = ((150, 166), (190, 206), (230, 246))
    return (255, 255, 255) if any(top < y + swell < bottom for top, bottom in bands) else (15, 92, 110)


def picture(width: int, height: int, colour: Callable[[float, float], tuple[int, int, int]]) -> bytes:
    """The picture as RGB rows, each behind the number of its filter (PNG, clause 9): 2, the difference to the row above."""
    out = bytearray()
    above = bytes(width * 3)
    for row in range(height):
        line = bytearray()
        for column in range(width):
            points = [colour(column + (i + 0.5) / FINER, row + (j + 0.5) / FINER) for i in range(FINER) for j in range(FINER)]
            line += bytes(sum(point[part] for point in points) // FINER**2 for part in range(3))
        out.append(2)
        out += bytes((now - before) & 255 for now, before in zip(line, above, strict=True))
        above = bytes(line)
    return bytes(out)


def png(width: int, height: int, rows: bytes) -> bytes:
    """A PNG of 8-bit RGB (ISO/IEC 15948)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    density = struct.pack(">IIB", 5906, 5906, 1)  # pixels per metre: 150 to the inch
    parts = (chunk(b"IHDR", header), chunk(b"pHYs", density), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


if __name__ == "__main__":
    for name, width, height, points in (("otter.png", WIDTH, HEIGHT, colour), ("tidewerk.png", LOGO, LOGO, logo)):
        Path(__file__).with_name(name).write_bytes(png(width, height, picture(width, height, points)))
