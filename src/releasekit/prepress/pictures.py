"""Pictures of a PDF in, the same pictures in inks out: greys as black alone, all else by their own colour profile.

What has few colours keeps its pixels and gets another table of colours; a JPEG is packed again as a JPEG.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import Image, ImageChops

from releasekit.errors import WriteError
from releasekit.prepress.inks import neutral
from releasekit.prepress.shadings import seen
from releasekit.prepress.spaces import GREY, Kind, Space, space
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.prepress.inks import Inks

MAX_PIXELS = 40_000_000
"""The most pixels that a picture may have: as many as the page takes."""

QUALITY = 95
"""How well a JPEG keeps its looks when it is packed again; the loss cannot be seen in print."""

COLOURLESS = 6
"""How far the numbers of a pixel, of 255, lie apart at most in a picture in RGB that is grey: JPEG blurs them a little."""

SAMPLE = 500_000
"""Of how many pixels, about, the inks are counted."""

INVERTED = [1, 0] * 4
"""JPEG in four colours says how much of each is left away, as Adobe began it."""

_KEPT = {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/Filter", "/DecodeParms", "/Length",
    "/SMask", "/Mask", "/ImageMask", "/Interpolate", "/Matte",
}  # fmt: skip


@frozen
class Found:
    """What a picture was, and what it is now."""

    width: int
    height: int
    kind: str
    """Of its colours before: grey, rgb or cmyk; empty where it is a stencil."""
    heaviest: float = 0.0
    """How much ink all together stands on its darkest hundredth, where 1 is all of one ink."""


def in_inks(picture: Any, pdf: pikepdf.Pdf, inks: Inks, *, light: bool) -> Found:
    """Turn a picture into inks, or into greys where it says how much is seen. Raises `WriteError`."""
    for key in [key for key in picture.keys() if key not in _KEPT]:  # noqa: SIM118  # a stream is no dictionary of Python's
        del picture[key]
    width, height = int(picture.Width), int(picture.Height)
    if width <= 0 or height <= 0 or width * height > MAX_PIXELS:
        raise WriteError(f"a picture of {width} × {height} pixels cannot be turned into inks")
    if "/SMask" in picture:
        picture.SMask.ColorSpace = pikepdf.Name.DeviceGray
    if picture.get("/ImageMask", False):
        return Found(width, height, "")
    thing = picture.ColorSpace
    if isinstance(thing, pikepdf.Array) and str(thing[0]) in {"/Indexed", "/I"}:
        return Found(width, height, space(thing[1]).kind, _of_table(picture, thing, inks, light=light))
    known = space(thing)
    bits = int(picture.BitsPerComponent)
    packed = _filter(picture)
    if packed == "/DCTDecode" and (known.kind == "cmyk" or "/Decode" not in picture):
        heavy, kind = _jpeg(picture, known, inks, light=light)
        return Found(width, height, kind, heavy)
    if packed not in {"", "/FlateDecode"} or known.kind not in {"grey", "rgb"} or "/Decode" in picture:
        raise WriteError(f"a picture that is packed by {packed[1:] or 'nothing'} in {known.kind} cannot be turned into inks")
    if known.kind == "grey" and light:
        picture.ColorSpace = pikepdf.Name.DeviceGray
        return Found(width, height, "grey")
    if known.kind == "grey":
        return Found(width, height, "grey", _grey(picture, known, bits, inks))
    if bits not in {8, 16}:
        raise WriteError(f"a picture in RGB with {bits} bits a colour cannot be turned into inks")
    data = _rows(picture, width * height * 3 * bits // 8)
    if "/Mask" in picture and isinstance(picture.Mask, pikepdf.Array):
        _unkey(picture, pdf, data, (width, height), bits)
    if bits == 16:
        data = data[::2]
    image = Image.frombytes("RGB", (width, height), data)
    if not light and _colourless(image):
        _put(picture, zlib.compress(image.convert("L").tobytes(), 6), "L", pikepdf.Name.FlateDecode)
        return Found(width, height, "grey", _grey(picture, GREY, 8, inks))
    made = image.convert("L") if light else inks.picture(image, known.profile)
    _put(picture, zlib.compress(made.tobytes(), 6), made.mode, pikepdf.Name.FlateDecode)
    return Found(width, height, "rgb", 0.0 if light else heaviest(made))


def _filter(picture: Any) -> str:
    filters = picture.get("/Filter", None)
    if filters is None:
        return ""
    if isinstance(filters, pikepdf.Array):
        if len(filters) != 1:
            raise WriteError("a picture is packed in several ways one over the other, and cannot be turned into inks")
        return str(filters[0])
    return str(filters)


def _rows(picture: Any, expected: int) -> bytes:
    data: bytes = picture.read_bytes()
    if len(data) < expected:
        raise WriteError("the data of a picture is cut off")
    return data[:expected]


def _put(picture: Any, data: bytes, mode: str, packed: Any) -> None:
    picture.write(data, filter=packed)
    picture.ColorSpace = pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceCMYK
    picture.BitsPerComponent = 8
    if "/Decode" in picture:
        del picture.Decode


def _of_table(picture: Any, thing: Any, inks: Inks, *, light: bool) -> float:
    """Give a picture with a table of colours another table."""
    known = space(thing[1])
    table = thing[3].read_bytes() if isinstance(thing[3], pikepdf.Stream) else bytes(thing[3])
    channels = {"grey": 1, "rgb": 3, "cmyk": 4}.get(known.kind, 0)
    colours = [
        [value / 255 for value in table[start : start + channels]]
        for start in range(0, len(table) - channels + 1, channels or 1)
    ]
    if not channels or not colours:
        raise WriteError("the table of colours of a picture is broken")
    new = bytearray()
    for numbers in colours:
        if light:
            new.append(round(seen(numbers, known) * 255))
        elif known.kind == "cmyk":
            new += bytes(round(number * 255) for number in numbers)
        elif known.kind == "grey":
            new += bytes((0, 0, 0, inks.ramp(known.profile)[round(numbers[0] * 255)]))
        elif neutral(numbers):
            new += bytes((0, 0, 0, inks.ramp()[round(seen(numbers, known) * 255)]))
        else:
            new += bytes(round(number * 255) for number in inks.colour(numbers, known.profile))
    base = pikepdf.Name.DeviceGray if light else pikepdf.Name.DeviceCMYK
    picture.ColorSpace = pikepdf.Array([pikepdf.Name.Indexed, base, len(colours) - 1, pikepdf.String(bytes(new))])
    return 0.0 if light else max(sum(new[start : start + 4]) for start in range(0, len(new), 4)) / 255


def _grey(picture: Any, known: Space, bits: int, inks: Inks) -> float:
    """Give a grey picture a table in which each grey is an amount of black."""
    ramp = inks.ramp(known.profile)
    if bits == 16:
        data = _rows(picture, int(picture.Width) * int(picture.Height) * 2)
        if "/Mask" in picture and isinstance(picture.Mask, pikepdf.Array):
            picture.Mask = pikepdf.Array([int(value) >> 8 for value in picture.Mask])
        picture.write(zlib.compress(data[::2], 6), filter=pikepdf.Name.FlateDecode)
        picture.BitsPerComponent = bits = 8
    last = (1 << bits) - 1
    table = bytes(part for value in range(last + 1) for part in (0, 0, 0, ramp[round(value * 255 / last)]))
    picture.ColorSpace = pikepdf.Array(
        [pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, last, pikepdf.String(table)]
    )  # fmt: skip
    return 1.0


def _colourless(image: Image.Image) -> bool:
    """Whether a picture in RGB shows no colour, such as a page in black: it is printed with black ink alone."""
    if image.mode != "RGB":
        return False
    red, green, blue = image.split()
    return not any(sum(ImageChops.difference(green, other).histogram()[COLOURLESS + 1 :]) for other in (red, blue))


def _jpeg(picture: Any, known: Space, inks: Inks, *, light: bool) -> tuple[float, Kind]:
    """Turn a JPEG into inks; how much ink it takes, and what its colours were."""
    if known.kind == "grey" and light:
        picture.ColorSpace = pikepdf.Name.DeviceGray
        return 0.0, "grey"
    try:
        image: Image.Image
        with Image.open(io.BytesIO(picture.read_raw_bytes()), formats=["JPEG"]) as image:
            if image.size != (int(picture.Width), int(picture.Height)):
                raise WriteError("a picture has another size than the page says of it")
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise WriteError("the data of a picture is broken") from None
    if image.mode != {"grey": "L", "rgb": "RGB", "cmyk": "CMYK"}.get(known.kind):
        raise WriteError("a picture has other colours than the page says of it")
    if known.kind == "cmyk" and known.profile in {b"", inks.profile} and not light:
        picture.ColorSpace = pikepdf.Name.DeviceCMYK
        return heaviest(image), "cmyk"
    if not light and _colourless(image):
        image, known = image.convert("L"), GREY
    if light:
        made = image.convert("L")
    elif known.kind == "grey":
        ramp = inks.ramp(known.profile)
        made = image.point([255 - amount for amount in ramp])
    else:
        made = inks.picture(image, known.profile)
    out = io.BytesIO()
    made.save(out, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    _put(picture, out.getvalue(), made.mode, pikepdf.Name.DCTDecode)
    if made.mode == "CMYK":
        picture.Decode = pikepdf.Array(INVERTED)
    return heaviest(made) if made.mode == "CMYK" else 1.0, known.kind


def _unkey(picture: Any, pdf: pikepdf.Pdf, data: bytes, size: tuple[int, int], bits: int) -> None:
    """Turn a colour that is not seen into a mask: as inks it would be other numbers."""
    low = [int(value) for value in picture.Mask][::2]
    clear = None
    for channel in range(3):
        wanted = [low[channel] >> 8, low[channel] & 255] if bits == 16 else [low[channel]]
        for part, value in enumerate(wanted):
            plane = Image.frombytes("L", size, data[channel * bits // 8 + part :: 3 * bits // 8])
            same = plane.point([255 if each == value else 0 for each in range(256)])
            clear = same if clear is None else ImageChops.darker(clear, same)
    if clear is None:  # there are three channels
        return
    mask = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=size[0], Height=size[1])
    _put(mask, zlib.compress(ImageChops.invert(clear).tobytes(), 6), "L", pikepdf.Name.FlateDecode)
    del picture.Mask
    picture.SMask = mask


def heaviest(image: Image.Image) -> float:
    """How much ink all together stands on the darkest hundredth of a picture in inks, where 1 is all of one ink."""
    smaller = image.reduce(max(1, round((image.width * image.height / SAMPLE) ** 0.5)))
    cyan, magenta, yellow, black = smaller.split()
    half = [ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2)]
    counts = ImageChops.add(half[0], half[1], scale=2).histogram()
    left = smaller.width * smaller.height // 100
    for value in range(255, -1, -1):
        left -= counts[value]
        if left < 0:
            return value * 4 / 255
    return 0.0
