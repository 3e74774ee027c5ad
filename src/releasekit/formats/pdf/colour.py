"""Colours: `#rrggbb` in, as PDF writes it out; and what those numbers mean, which is sRGB (IEC 61966-2-1), as an ICC profile."""

from __future__ import annotations

import struct
from functools import cache


@cache
def colour(hexadecimal: str) -> str:
    """A colour as PDF writes it."""
    return " ".join(f"{int(hexadecimal[index : index + 2], 16) / 255:.3g}" for index in (1, 3, 5))


_D50 = (0.9642, 1.0, 0.8249)
"""The white that profiles are relative to (ICC.1:2010, 7.2.16)."""

_PRIMARIES = {
    b"rXYZ": (0.436065674, 0.222488403, 0.013916016),
    b"gXYZ": (0.385147095, 0.716873169, 0.097076416),
    b"bXYZ": (0.143066406, 0.060607910, 0.714096069),
}
"""The primaries of sRGB, adapted to that white."""

_ADAPTATION = (1.047882, 0.022919, -0.050217, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678)
"""How they were adapted: from D65, after Bradford."""

_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""The transfer function of sRGB as the parameters of a curve of type 3 (10.16)."""


@cache
def srgb_profile() -> bytes:
    """SRGB as a display profile of ICC version 4.2, made of its published numbers."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": b"XYZ " + bytes(4) + _fixed(*_D50),
        b"chad": b"sf32" + bytes(4) + _fixed(*_ADAPTATION),
        **{tag: b"XYZ " + bytes(4) + _fixed(*values) for tag, values in _PRIMARIES.items()},
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }  # fmt: skip
    start = 128 + 4 + 12 * len(tags)
    data, table, places = b"", struct.pack(">I", len(tags)), dict[bytes, int]()
    for tag, content in tags.items():
        if content not in places:
            places[content] = start + len(data)
            data += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", tag, places[content], len(content))
    size = start + len(data)
    # Size, version 4.2, a display's RGB, a fixed date, the rendering intent 0 and the white.
    header = struct.pack(">I4xI4s4s4s", size, 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2000, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _fixed(*_D50)
    return header.ljust(128, b"\0") + table + data


def _fixed(*values: float) -> bytes:
    """Numbers with sixteen bits behind the point (4.6)."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _words(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">4xII2s2sII", 1, 12, b"en", b"US", len(data), 28) + data
