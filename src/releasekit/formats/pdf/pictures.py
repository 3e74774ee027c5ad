"""Picture files to what a page can show: the bytes of a PNG or JPEG in, its size and its data for the page out.

A JPEG is shown from its own bytes, and so is a PNG without transparency or interlacing: nothing is encoded anew, and a colour
profile is kept. The size is read from the header and bounded before anything is decoded.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

MAX_PIXELS = 40_000_000
"""The most pixels that a picture may have."""

SCREEN_DPI = 144.0
"""How many pixels of a picture go on an inch, where it would not be larger than its place."""


MAX_PROFILE = 4 << 20
"""The most bytes of a colour profile; a larger one is left out."""

BASE = "{base}"


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
    colours: str
    """Its colour space, as PDF writes it, with `BASE` for the one of its numbers."""
    base: str
    """The colour space of its numbers, where no profile says it."""
    bits: int = 8
    more: str = ""
    """Further entries of its dictionary, as PDF writes them."""
    mask: Picture | None = None
    """How much of each pixel is seen."""
    profile: bytes = b""
    """The ICC profile that says what its numbers mean; without one they are sRGB or grey."""
    turn: int = 0
    """By how many degrees it is to be turned clockwise: cameras say so beside the data."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen, in points, at `SCREEN_DPI`."""
        width, height = self.width * 72 / SCREEN_DPI, self.height * 72 / SCREEN_DPI
        return (height, width) if self.turn % 180 else (width, height)

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Its size, made smaller where that is needed, but never larger."""
        own_width, own_height = self.size
        factor = min(1.0, width / own_width, height / own_height)
        return own_width * factor, own_height * factor


@frozen(eq=False)
class Placed:
    """A picture in a line of text, in points."""

    picture: Picture
    width: float
    height: float


def load(data: bytes) -> Picture:
    """The picture that a file holds. Raises `PictureError`."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    raise PictureError("it is neither PNG nor JPEG")


def _bounded(width: int, height: int) -> None:
    if not width or not height:
        raise PictureError("it has no pixels")
    if width * height > MAX_PIXELS:
        raise PictureError(f"it has {width} × {height} pixels, more than {MAX_PIXELS // 1_000_000} million")


# ── PNG (ISO/IEC 15948) ─────────────────────────────────────────────────────────────────────────────────────────────


def _png(data: bytes) -> Picture:
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise PictureError("its header is broken")
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    _bounded(width, height)
    named = dict(chunks)
    if kind not in {0, 2, 3} or interlaced or b"tRNS" in named or bits == 16:
        return _decoded(data)
    channels = 3 if kind == 2 else 1
    profile = _png_profile(named.get(b"iCCP", b""), 1 if kind == 0 else 3)
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    _check_rows(packed, height * (1 + (width * channels * bits + 7) // 8))
    if kind == 3:
        palette = named.get(b"PLTE", b"")
        if not palette or len(palette) % 3:
            raise PictureError("its palette is broken")
        colours = f"[/Indexed {BASE} {len(palette) // 3 - 1} <{palette.hex()}>]"
    else:
        colours = BASE
    predictor = f"/DecodeParms <</Predictor 15 /Colors {channels} /BitsPerComponent {bits} /Columns {width}>>"
    base = "/DeviceGray" if kind == 0 else "/DeviceRGB"
    return Picture(width, height, "FlateDecode", packed, colours, base, bits, predictor, profile=profile)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        if len(content) < length:
            raise PictureError("it is cut off")
        yield name, content
        if name == b"IEND":
            return
        place += 12 + length
    raise PictureError("it is cut off")


def _check_rows(packed: bytes, expected: int) -> None:
    """Whether the rows are all there, without keeping them."""
    unpacker = zlib.decompressobj()
    total, rest = 0, packed
    try:
        while rest and total <= expected:
            total += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        raise PictureError("its data is broken") from None
    if total != expected:
        raise PictureError("its data is cut off or too long")


def _decoded(data: bytes) -> Picture:
    """A PNG with transparency, interlacing or 16 bits: decoded, and packed again without loss of what is seen."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            image.load()
            profile = _usable(image.info.get("icc_profile") or b"", 3) if image.mode in {"RGB", "RGBA", "P"} else b""
            seen = image.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise PictureError("its data is broken") from None
    alpha = seen.getchannel("A")
    mask = None
    if alpha.getextrema() != (255, 255):
        mask = Picture(seen.width, seen.height, "FlateDecode", zlib.compress(alpha.tobytes()), BASE, "/DeviceGray")
    return _rgb(seen.convert("RGB"), mask=mask, profile=profile)


def _rgb(image: Image, *, mask: Picture | None = None, profile: bytes = b"", turn: int = 0) -> Picture:
    packed = zlib.compress(image.tobytes())
    return Picture(image.width, image.height, "FlateDecode", packed, BASE, "/DeviceRGB", mask=mask, profile=profile, turn=turn)


def _png_profile(chunk: bytes, channels: int) -> bytes:
    """The profile in an iCCP chunk: a name, a method of packing that is always 0, and the packed profile."""
    packed = chunk.partition(b"\0")[2][1:]
    try:
        return _usable(zlib.decompressobj().decompress(packed, MAX_PROFILE + 1), channels)
    except zlib.error:
        return b""


def _usable(profile: bytes, channels: int) -> bytes:
    """A profile that PDF/A allows for so many channels (ISO 19005-3, 6.2.4.2), or none."""
    spaces = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
    whole = 128 < len(profile) <= MAX_PROFILE and int.from_bytes(profile[:4], "big") == len(profile)
    known = profile[36:40] == b"acsp" and profile[8:9] in {b"\2", b"\4"} and profile[16:20] == spaces[channels]
    return profile if whole and known and profile[12:16] in {b"scnr", b"mntr", b"prtr", b"spac"} else b""


# ── JPEG (ITU-T T.81) ───────────────────────────────────────────────────────────────────────────────────────────────

_TURNS = {3: 180, 6: 90, 8: 270}
"""What the EXIF orientations that only turn the picture mean."""


def _jpeg(data: bytes) -> Picture:
    from PIL import Image

    width, height, channels, adobe = _frame(data)
    _bounded(width, height)
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            turn = _TURNS.get(image.getexif().get(0x0112, 1), 0)
            profile = _usable(image.info.get("icc_profile") or b"", channels) if channels in {1, 3, 4} else b""
            if channels == 4 and not profile:  # which inks are meant nobody knows, and the page has the colours of a screen
                return _rgb(image.convert("RGB"), turn=turn)
            image.draft(None, (max(1, width // 8), max(1, height // 8)))
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise PictureError("its data is broken or cut off") from None
    colours = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(channels)
    if colours is None:
        raise PictureError(f"it has {channels} colour channels")
    inverted = "/Decode [1 0 1 0 1 0 1 0]" if channels == 4 and adobe else ""
    return Picture(width, height, "DCTDecode", data, BASE, colours, more=inverted, profile=profile, turn=turn)


def _frame(data: bytes) -> tuple[int, int, int, bool]:
    """Width, height and channels of the frame header, and whether Adobe wrote the file, which inverts CMYK."""
    place, adobe = 2, False
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise PictureError("its header is broken")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if 0xD0 <= marker <= 0xD9 or marker == 0x01:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker == 0xEE and data[place + 4 : place + 9] == b"Adobe":
            adobe = True
        if marker in {0xC0, 0xC1, 0xC2} and place + 10 <= len(data):
            bits, height, width, channels = struct.unpack_from(">BHHB", data, place + 4)
            if bits != 8:
                raise PictureError(f"it has {bits} bits a channel")
            return width, height, channels, adobe
        if 0xC3 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            raise PictureError("it is of a JPEG kind that PDF does not show")
        if marker == 0xDA:
            break
        place += 2 + length
    raise PictureError("its header is broken or cut off")
