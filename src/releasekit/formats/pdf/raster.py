"""Picture files to what a page can show: the bytes of a PNG or JPEG in, a picture out.

A JPEG is shown from its own bytes, and so is a PNG without half-transparent pixels or interlacing: nothing is encoded anew.
The size is read from the header and bounded before anything is decoded.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any

from releasekit.formats.pdf.drawings import drawing, is_svg
from releasekit.formats.pdf.pictures import Picture, PictureError, checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.formats.pdf.drawings import Drawing

MAX_PIXELS = 40_000_000
"""The most pixels that a picture may have."""

MAX_PROFILE = 4_000_000
"""The longest ICC profile that is kept, in bytes."""

_OTHERS = (
    (b"GIF8", "it is a GIF: save it as PNG"),
    (b"II*\0", "it is a TIFF: save it as PNG or JPEG"),
    (b"MM\0*", "it is a TIFF: save it as PNG or JPEG"),
    (b"BM", "it is a bitmap of Windows: save it as PNG"),
    (b"%PDF", "it is a PDF: save its page as PNG"),
    (b"%!PS", "it is PostScript: save it as PNG"),
)


def load(data: bytes) -> Picture | Drawing:
    """The picture or drawing that a file holds. Raises `PictureError`."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if is_svg(data):
        return drawing(data, load)
    raise PictureError(_said(data))


def _said(data: bytes) -> str:
    """What a file is that cannot be shown, and what to do."""
    for start, message in _OTHERS:
        if data.startswith(start):
            return message
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "it is WebP: save it as PNG or JPEG"
    if data[4:8] == b"ftyp":
        return "it is HEIC, AVIF or a film: save it as JPEG"
    return "it is neither PNG nor JPEG nor SVG"


def _bounded(width: int, height: int) -> None:
    if not width or not height:
        raise PictureError("it has no pixels")
    if width * height > MAX_PIXELS:
        raise PictureError(f"it has {width} × {height} pixels, more than {MAX_PIXELS // 1_000_000} million")


# ── PNG (ISO/IEC 15948) ─────────────────────────────────────────────────────────────────────────────────────────────

_KINDS = {0: ("DeviceGray", 1), 2: ("DeviceRGB", 3), 3: ("DeviceRGB", 1), 4: ("DeviceGray", 2), 6: ("DeviceRGB", 4)}
"""The colour types: the colour space and the numbers of a pixel."""


def _png(data: bytes) -> Picture:
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise PictureError("its header is broken")
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    _bounded(width, height)
    if kind not in _KINDS or bits not in {1, 2, 4, 8, 16}:
        raise PictureError("its header is broken")
    named = dict(chunks)
    space, channels = _KINDS[kind]
    profile = _png_profile(named.get(b"iCCP", b""), space)
    turn, mirrored = _orientation(named.get(b"eXIf", b""))
    clear = named.get(b"tRNS")
    if kind in {4, 6} or interlaced or (clear is not None and (kind == 3 or len(clear) != 2 * channels)):
        return _decoded(data, profile, turn, mirrored=mirrored)
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    _check_rows(packed, height * (1 + (width * channels * bits + 7) // 8))
    palette = named.get(b"PLTE", b"") if kind == 3 else b""
    if kind == 3 and (not palette or len(palette) % 3):
        raise PictureError("its palette is broken")
    more = f"/DecodeParms <</Predictor 15 /Colors {channels} /BitsPerComponent {bits} /Columns {width}>>"
    if clear is not None:  # one colour that is not seen
        more += f" /Mask [{' '.join(f'{value} {value}' for value in struct.unpack(f'>{channels}H', clear))}]"
    return Picture(
        width, height, "FlateDecode", packed, space, bits, palette, profile, more, turn=turn, mirrored=mirrored
    )  # fmt: skip


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


def _png_profile(content: bytes, space: str) -> bytes:
    """The ICC profile of an iCCP chunk, which is its name, a method and the packed bytes."""
    packed = content.partition(b"\0")[2][1:]
    try:
        return checked(zlib.decompressobj().decompress(packed, MAX_PROFILE), space)
    except zlib.error:
        return b""


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


def _decoded(data: bytes, profile: bytes, turn: int, *, mirrored: bool) -> Picture:
    """A PNG with transparency or interlacing: decoded, and packed again without loss of what is seen."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            image.load()
            grey = image.mode in {"1", "L", "LA", "I;16", "I"}
            seen = image.convert("LA" if grey else "RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise PictureError("its data is broken") from None
    alpha = seen.getchannel("A")
    mask = None
    if alpha.getextrema() != (255, 255):
        mask = _packed(alpha, "DeviceGray")
    return _packed(
        seen.convert("L" if grey else "RGB"), "DeviceGray" if grey else "DeviceRGB", profile=profile, mask=mask, turn=turn,
        mirrored=mirrored,
    )  # fmt: skip


def _packed(image: Any, space: str, **fields: Any) -> Picture:
    return Picture(image.width, image.height, "FlateDecode", zlib.compress(image.tobytes()), space, **fields)


# ── JPEG (ITU-T T.81) ───────────────────────────────────────────────────────────────────────────────────────────────

_ORIENTATIONS = {
    2: (0, True), 3: (180, False), 4: (180, True), 5: (270, True), 6: (90, False), 7: (90, True), 8: (270, False),
}  # fmt: skip
"""What the EXIF orientations mean: by how many degrees to turn, and whether mirrored before."""


def _orientation(exif: bytes) -> tuple[int, bool]:
    from PIL import Image

    if not exif:
        return 0, False
    found = Image.Exif()
    try:
        found.load(exif)
        return _ORIENTATIONS.get(found.get(0x0112, 1), (0, False))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error):
        return 0, False


def _jpeg(data: bytes) -> Picture:
    from PIL import Image

    width, height, channels, adobe = _frame(data)
    _bounded(width, height)
    space = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}.get(channels)
    if space is None:
        raise PictureError(f"it has {channels} colour channels")
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            turn, mirrored = _orientation(image.info.get("exif", b""))
            profile = checked(image.info.get("icc_profile") or b"", space)
            if space == "DeviceCMYK" and not profile:
                # The page says what colours on a screen look like, not what inks do: numbers of inks need a profile.
                return _packed(image.convert("RGB"), "DeviceRGB", turn=turn, mirrored=mirrored, converted=True)
            image.draft(None, (max(1, width // 8), max(1, height // 8)))
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise PictureError("its data is broken or cut off") from None
    inverted = "/Decode [1 0 1 0 1 0 1 0]" if channels == 4 and adobe else ""
    return Picture(width, height, "DCTDecode", data, space, profile=profile, more=inverted, turn=turn, mirrored=mirrored)


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
