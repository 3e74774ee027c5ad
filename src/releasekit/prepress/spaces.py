"""Colour spaces of a PDF (ISO 32000-1, 8.6): objects in, what their numbers mean out, or why it cannot be printed."""

from __future__ import annotations

from typing import Any, Literal

import pikepdf

from releasekit.errors import WriteError
from releasekit.values import frozen

Kind = Literal["grey", "rgb", "cmyk", "pattern"]

_NAMED: dict[str, Kind] = {
    "/DeviceGray": "grey", "/G": "grey", "/CalGray": "grey", "/DeviceRGB": "rgb", "/RGB": "rgb", "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk", "/Pattern": "pattern",
}  # fmt: skip
_BY_CHANNELS: dict[int, Kind] = {1: "grey", 3: "rgb", 4: "cmyk"}


@frozen
class Space:
    """What the numbers of a colour mean."""

    kind: Kind
    profile: bytes = b""


GREY, RGB, CMYK = Space("grey"), Space("rgb"), Space("cmyk")


def space(thing: Any, named: Any = None) -> Space:
    """What a colour space is; `named` are those of the resources. Raises `WriteError`."""
    if isinstance(thing, pikepdf.Name):
        name = str(thing)
        if named is not None and name in named:
            return space(named[name])
        kind = _NAMED.get(name)
        if kind is None:
            raise WriteError(f"a colour in the space {name[1:]} cannot be turned into inks")
        return Space(kind)
    name = str(thing[0])
    if name == "/ICCBased":
        kind = _BY_CHANNELS.get(int(thing[1].get("/N", 0)))
        if kind is None:
            raise WriteError("a colour has a profile of another number of channels than 1, 3 or 4")
        return Space(kind, thing[1].read_bytes())
    if name in _NAMED and (name != "/Pattern" or len(thing) == 1):
        return Space(_NAMED[name])
    raise WriteError(f"a colour in the space {name[1:]} cannot be turned into inks")
