"""Colour spaces of others (ISO 32000-1, 8.6): objects in, those that PDF/A answers for out (ISO 19005-3, 6.2.4).

Numbers of a device are those of our output intent, which is sRGB; numbers of inks need a profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pypdf.generic import NameObject

from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.objects import array, content, dictionary, entry, found, name, whole
from releasekit.formats.pdf.pictures import checked
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.formats.pdf.foreign.bounds import Bounds
    from releasekit.formats.pdf.foreign.objects import Made, Piece

Kind = Literal["grey", "rgb", "cmyk", "pattern"]

_DEVICES: dict[str, Kind] = {"DeviceGray": "grey", "G": "grey", "DeviceRGB": "rgb", "RGB": "rgb"}
_CHANNELS: dict[int, tuple[Kind, str]] = {1: ("grey", "DeviceGray"), 3: ("rgb", "DeviceRGB"), 4: ("cmyk", "DeviceCMYK")}
_COUNTS: dict[Kind, int] = {"grey": 1, "rgb": 3, "cmyk": 4, "pattern": 0}
_FIRST: dict[Kind, tuple[float, ...]] = {"grey": (0,), "rgb": (0, 0, 0), "cmyk": (0, 0, 0, 1), "pattern": ()}
_DEFAULTS: dict[Kind, str] = {"grey": "/DefaultGray", "rgb": "/DefaultRGB"}


@frozen
class Space:
    """What the numbers of a colour mean."""

    kind: Kind
    code: Piece | tuple[Piece, ...]
    """It as PDF writes it."""

    @property
    def channels(self) -> int:
        """How many numbers a colour has."""
        return _COUNTS[self.kind]

    @property
    def first(self) -> tuple[float, ...]:
        """The colour that it begins with (8.6.3)."""
        return _FIRST[self.kind]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """It as pieces of code."""
        return self.code if isinstance(self.code, tuple) else (self.code,)


GREY, RGB, PATTERN = Space("grey", b"/DeviceGray"), Space("rgb", b"/DeviceRGB"), Space("pattern", b"/Pattern")


class Colours:
    """The colour spaces of a file."""

    def __init__(self, bounds: Bounds, made: Made) -> None:
        self.bounds, self.made = bounds, made

    def space(self, stated: Any, resources: Any) -> Space:
        """What a colour space is. Raises `UnplacedError`."""
        stated = found(stated)
        if isinstance(stated, NameObject | str):
            return self.named(str(stated).removeprefix("/"), resources)
        parts = array(stated, 8)
        kind = name(parts[0]) if parts else ""
        if kind == "ICCBased" and len(parts) == 2:
            return self._profiled(parts[1])
        if len(parts) == 1 and kind in {*_DEVICES, "Pattern"}:
            return self.named(kind, resources)
        raise UnplacedError(_why(kind))

    def named(self, called: str, resources: Any) -> Space:
        """What the name of a colour space means on a page. Raises `UnplacedError`."""
        spaces = dictionary(entry(resources, "/ColorSpace")) if resources is not None else {}
        if called in _DEVICES:
            kind = _DEVICES[called]
            if _DEFAULTS[kind] in spaces:
                space = self.space(entry(spaces, _DEFAULTS[kind]), None)
                if space.kind != kind:
                    raise UnplacedError("it is damaged")
                return space
            return GREY if kind == "grey" else RGB
        if called == "Pattern":
            return PATTERN
        if "/" + called in spaces:
            inner = entry(spaces, "/" + called)
            return self.space(inner, None if name(inner) and name(inner) not in _DEVICES else resources)
        raise UnplacedError(_why(called))

    def _profiled(self, stream: Any) -> Space:
        count = whole(entry(stream, "/N"), 1, 4)
        if count not in _CHANNELS:
            raise UnplacedError("its colours have a profile of an unusual kind")
        kind, device = _CHANNELS[count]
        profile = checked(content(stream, self.bounds), device)
        if not profile:
            raise UnplacedError("the profile of its colours is broken")
        if kind == "cmyk":
            raise UnplacedError(_why("DeviceCMYK"))
        number = self.made.add(b"/N %d /Alternate /%s " % (count, device.encode()), data=profile)
        return Space(kind, (b"[/ICCBased ", number, b"]"))


def _why(kind: str) -> str:
    if kind in {"DeviceCMYK", "CMYK", "Separation", "DeviceN"}:
        return "its colours are those of inks"
    if kind in {"CalRGB", "CalGray", "Lab"}:
        return "its colours are measured"
    return "its colours are of an unusual kind"
