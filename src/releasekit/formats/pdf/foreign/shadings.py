"""Gradients of others: along a line and between circles in, the same out (ISO 32000-1, 8.7.4.5); their functions of one number with them (7.10)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject

from releasekit.formats.pdf.foreign.bounds import MOST_DEPTH, UnplacedError
from releasekit.formats.pdf.foreign.objects import (
    array,
    content,
    dictionary,
    entry,
    found,
    listed,
    number,
    numbers,
    true,
    whole,
    written,
)

if TYPE_CHECKING:
    from releasekit.formats.pdf.foreign.bounds import Bounds
    from releasekit.formats.pdf.foreign.colours import Colours
    from releasekit.formats.pdf.foreign.objects import Made, Piece

MOST_STOPS = 1024


class Shadings:
    """The gradients of a file."""

    def __init__(self, bounds: Bounds, made: Made, colours: Colours) -> None:
        self.bounds, self.made, self.colours = bounds, made, colours

    def shading(self, stated: Any, resources: Any) -> int:
        """A gradient. Raises `UnplacedError`."""
        stated = dictionary(stated)
        kind = whole(entry(stated, "/ShadingType"), 1, 7)
        if kind not in {2, 3} or "/Background" in stated:
            raise UnplacedError("it has gradients of an unusual kind")
        space = self.colours.space(entry(stated, "/ColorSpace"), resources)
        if not space.channels:
            raise UnplacedError("it is damaged")
        coordinates = numbers(entry(stated, "/Coords"), 4 if kind == 2 else 6)
        domain = numbers(entry(stated, "/Domain"), 2) if "/Domain" in stated else [0.0, 1.0]
        extend = [true(each) for each in array(entry(stated, "/Extend"), 2)] if "/Extend" in stated else [False, False]
        if len(extend) != 2:
            raise UnplacedError("it is damaged")
        box = b" /BBox " + listed(numbers(entry(stated, "/BBox"), 4)) if "/BBox" in stated else b""
        said = b" ".join(b"true" if each else b"false" for each in extend)
        return self.made.add(
            b"<</ShadingType %d /ColorSpace " % kind, *space.pieces,
            b" /Coords %s /Domain %s /Extend [%s]%s /Function " % (listed(coordinates), listed(domain), said, box),
            *self._functions(entry(stated, "/Function"), space.channels), b">>",
        )  # fmt: skip

    def _functions(self, stated: Any, channels: int) -> list[Piece]:
        if not isinstance(stated, ArrayObject):
            return [self._function(stated, channels)]
        parts = array(stated, channels)
        if len(parts) != channels:
            raise UnplacedError("it is damaged")
        return [b"[", *_apart([self._function(part, 1) for part in parts]), b"]"]

    def _function(self, stated: Any, outputs: int, depth: int = 0) -> int:
        stated = found(stated)
        if depth > MOST_DEPTH or not hasattr(stated, "raw_get"):
            raise UnplacedError("it has gradients of an unusual kind")
        self.bounds.take("objects")
        low, high = numbers(entry(stated, "/Domain"), 2)
        if low >= high:
            raise UnplacedError("it has gradients of an unusual kind")
        match whole(entry(stated, "/FunctionType"), 0, 4):
            case 2:
                ends = [
                    numbers(entry(stated, key), outputs) if key in stated else [usual] * outputs
                    for key, usual in (("/C0", 0.0), ("/C1", 1.0))
                ]
                return self._between(*ends, power=number(entry(stated, "/N")), domain=[low, high])
            case 3:
                inner = array(entry(stated, "/Functions"), MOST_STOPS)
                parts = [self._function(part, outputs, depth + 1) for part in inner]
                bounds = numbers(entry(stated, "/Bounds"), len(parts) - 1)
                encode = numbers(entry(stated, "/Encode"), 2 * len(parts))
                if [low, *bounds, high] != sorted([low, *bounds, high]):
                    raise UnplacedError("it has gradients of an unusual kind")
                return self._stitched(parts, bounds, encode, [low, high])
            case 0:
                return self._sampled(stated, outputs, [low, high])
            case _:
                raise UnplacedError("it has gradients that are programs")

    def _between(self, start: list[float], end: list[float], *, power: float = 1.0, domain: list[float]) -> int:
        if power <= 0 or (domain[0] < 0 and power != int(power)):
            raise UnplacedError("it has gradients of an unusual kind")
        return self.made.add(
            b"<</FunctionType 2 /Domain %s /C0 %s /C1 %s /N %s>>" % (listed(domain), listed(start), listed(end), written(power))
        )

    def _stitched(self, parts: list[int], bounds: list[float], encode: list[float], domain: list[float]) -> int:
        if not parts:
            raise UnplacedError("it is damaged")
        return self.made.add(
            b"<</FunctionType 3 /Domain %s /Bounds %s /Encode %s /Functions [" % (listed(domain), listed(bounds), listed(encode)),
            *_apart(parts), b"]>>",
        )  # fmt: skip

    def _sampled(self, stated: Any, outputs: int, domain: list[float]) -> int:
        """A table of colours, as straight lines from one to the next."""
        (size,) = (whole(each, 2, MOST_STOPS) for each in array(entry(stated, "/Size"), 1))
        bits = whole(entry(stated, "/BitsPerSample"), 1, 32)
        span = numbers(entry(stated, "/Range"), 2 * outputs)
        decode = numbers(entry(stated, "/Decode"), 2 * outputs) if "/Decode" in stated else span
        encode = numbers(entry(stated, "/Encode"), 2) if "/Encode" in stated else [0.0, size - 1.0]
        if bits not in {8, 16} or encode != [0.0, size - 1.0]:
            raise UnplacedError("it has gradients of an unusual kind")
        data, width = content(stated, self.bounds), bits // 8
        if len(data) < size * outputs * width:
            raise UnplacedError("it is damaged")
        most = (1 << bits) - 1
        values = [int.from_bytes(data[at : at + width], "big") / most for at in range(0, size * outputs * width, width)]
        colours = [
            [decode[2 * at] + values[stop * outputs + at] * (decode[2 * at + 1] - decode[2 * at]) for at in range(outputs)]
            for stop in range(size)
        ]
        parts = [self._between(start, end, domain=[0.0, 1.0]) for start, end in itertools.pairwise(colours)]
        step = (domain[1] - domain[0]) / (size - 1)
        return self._stitched(parts, [domain[0] + step * at for at in range(1, size - 1)], [0.0, 1.0] * len(parts), domain)


def _apart(parts: list[int]) -> list[Piece]:
    """Objects one after the other."""
    return [piece for part in parts for piece in (part, b" ")]
