"""Gradients in colours of a screen in, the same as inks out: their functions become tables (ISO 32000-1, 7.10 and 8.7.4.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import Image

from releasekit.errors import WriteError
from releasekit.prepress.inks import neutral
from releasekit.prepress.spaces import Space, space

if TYPE_CHECKING:
    from releasekit.prepress.inks import Inks

STEPS = 256
"""How many colours a gradient is told by."""

MAX_DEPTH = 8


def in_inks(shading: Any, pdf: pikepdf.Pdf, inks: Inks, named: Any, *, light: bool) -> None:
    """Turn a gradient into inks, or into greys where it says how much is seen. Raises `WriteError`."""
    if isinstance(shading, pikepdf.Stream) or int(shading.get("/ShadingType", 0)) not in {2, 3}:
        raise WriteError("a gradient that runs neither along a line nor between circles cannot be turned into inks")
    known = space(shading.ColorSpace, named)
    domain = [float(edge) for edge in shading.get("/Domain", [0, 1])]
    colours = [_at(shading.Function, domain[0] + (domain[1] - domain[0]) * step / (STEPS - 1)) for step in range(STEPS)]
    samples = _greys(colours, known) if light else _inks(colours, known, inks)
    channels = len(samples) // STEPS
    shading.Function = pdf.make_stream(
        samples, FunctionType=0, Domain=domain, Range=[0, 1] * channels, Size=[STEPS], BitsPerSample=8
    )
    shading.ColorSpace = pikepdf.Name.DeviceGray if light else pikepdf.Name.DeviceCMYK
    if "/Background" in shading:
        del shading.Background


def _at(function: Any, place: float, depth: int = 0) -> list[float]:
    """The numbers of a function of one variable."""
    if depth > MAX_DEPTH:
        raise WriteError("the functions of a gradient are nested too deeply")
    if isinstance(function, pikepdf.Array):
        return [number for part in function for number in _at(part, place, depth + 1)]
    low, high = (float(edge) for edge in function.Domain)
    place = min(max(place, low), high)
    match int(function.FunctionType):
        case 2:
            power = place ** float(function.N) if place or float(function.N) > 0 else 1.0
            starts = [float(number) for number in function.get("/C0", [0])]
            ends = [float(number) for number in function.get("/C1", [1])]
            return [start + power * (end - start) for start, end in zip(starts, ends, strict=True)]
        case 3:
            bounds = [low, *(float(bound) for bound in function.Bounds), high]
            at = max(index for index in range(len(bounds) - 1) if index == 0 or bounds[index] <= place)
            start, end = (float(function.Encode[2 * at + side]) for side in (0, 1))
            width = bounds[at + 1] - bounds[at]
            return _at(
                function.Functions[at], start + (place - bounds[at]) * (end - start) / width if width else start, depth + 1
            )
        case kind:
            raise WriteError(f"a gradient by a function of the type {kind} cannot be turned into inks")


def _inks(colours: list[list[float]], known: Space, inks: Inks) -> bytes:
    numbers = [[min(max(number, 0.0), 1.0) for number in colour] for colour in colours]
    if known.kind == "cmyk":
        return bytes(round(number * 255) for colour in numbers for number in colour)
    if known.kind == "grey" or all(neutral(colour) for colour in numbers):
        ramp = inks.ramp(known.profile if known.kind == "grey" else b"")
        return bytes(part for colour in numbers for part in (0, 0, 0, ramp[round(sum(colour) / len(colour) * 255)]))
    pixels = bytes(round(number * 255) for colour in numbers for number in colour)
    return inks.picture(Image.frombytes("RGB", (STEPS, 1), pixels), known.profile).tobytes()


def _greys(colours: list[list[float]], known: Space) -> bytes:
    return bytes(round(min(max(seen(colour, known), 0.0), 1.0) * 255) for colour in colours)


def seen(numbers: list[float], known: Space) -> float:
    """How light a colour is, as a mask understands it (ISO 32000-1, 10.3.2 and 10.3.4)."""
    if known.kind == "grey":
        return numbers[0]
    if known.kind == "rgb":
        return 0.3 * numbers[0] + 0.59 * numbers[1] + 0.11 * numbers[2]
    cyan, magenta, yellow, black = numbers
    return 1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black)
