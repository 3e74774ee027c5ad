"""Pictures: the bytes of a PNG, JPEG or GIF file in, its size and the drawing that places it on the page out.

Only headers and lengths are read: nothing is decoded, so that no picture can ask for memory.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from releasekit.formats.docx.markup import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PIXELS = 100_000_000
"""More than any camera has: a picture that claims more is a trap for whoever opens the document."""

_EMU = 12700
"""English metric units in a point (20.1.2.1)."""
_PNG = b"\x89PNG\r\n\x1a\n"


class PictureError(ValueError):
    """Why bytes are no picture that Word can show: the end of a sentence that begins with the picture's name."""


class Picture(NamedTuple):
    """A picture that Word can show."""

    data: bytes
    suffix: str
    media_type: str
    width: float
    """In points, as its resolution says; 96 pixels to the inch if it does not."""
    height: float


def picture(data: bytes) -> Picture:
    """The picture that bytes hold, whatever its file is called. Raises `PictureError`."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data[:6] in {b"GIF87a", b"GIF89a"}:
            return _gif(data)
    except (IndexError, zlib.error):
        raise PictureError("is damaged") from None
    raise PictureError("is not a PNG, JPEG or GIF picture")


def drawing(relationship: str, number: int, size: tuple[float, float], *, name: str, alt: str, title: str) -> str:
    """A picture in a line of text (20.4.2.8); its size in points, its number unique in the document."""
    width, height = (max(1, round(length * _EMU)) for length in size)
    extent = f'cx="{width}" cy="{height}"'
    said = f'name="{quoted(name)}" descr="{quoted(alt)}"' + (f' title="{quoted(title)}"' if title else "")
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr id="{number}" {said}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" {said}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def fitted(found: Picture, width: float, height: float) -> tuple[float, float]:
    """The size of a picture within bounds, in its proportions and never enlarged; all in points."""
    scale = min(1.0, width / found.width, height / found.height)
    return found.width * scale, found.height * scale


# ── PNG (ISO/IEC 15948) ─────────────────────────────────────────────────────────────────────────────────────────────


def _png(data: bytes) -> Picture:
    width = height = 0
    across = down = 96.0
    begun = ended = False
    inflater = zlib.decompressobj()
    for kind, content in _chunks(data):
        if kind == b"IHDR":
            width, height = _big(content[:4]), _big(content[4:8])
        elif kind == b"pHYs" and len(content) == 9 and content[8] == 1:
            across, down = (_inches(_big(content[at : at + 4]) * 0.0254) for at in (0, 4))
        elif kind == b"IDAT" and not begun:
            begun = bool(inflater.decompress(content, 1))
        elif kind == b"IEND":
            ended = True
            break
    if not (begun and ended):
        raise PictureError("is cut off")
    return _sized(data, "png", "image/png", (width, height), (across, down))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Chunk types and contents; a checksum that does not hold is damage."""
    view = memoryview(data)
    at = len(_PNG)
    while at + 12 <= len(data):
        length = _big(view[at : at + 4])
        end = at + 8 + length
        if end + 4 > len(data):
            break
        if zlib.crc32(view[at + 4 : end]) != _big(view[end : end + 4]):
            raise PictureError("is damaged")
        yield bytes(view[at + 4 : at + 8]), bytes(view[at + 8 : end])
        at = end + 4


# ── JPEG (ISO/IEC 10918-1, and 10918-5 for the resolution) ──────────────────────────────────────────────────────────

_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers that open a frame: the start-of-frame ones without DHT, JPG and DAC."""


def _jpeg(data: bytes) -> Picture:
    size: tuple[int, int] | None = None
    resolution = (96.0, 96.0)
    at = 2
    while True:
        if data[at] != 0xFF:
            raise PictureError("is damaged")
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:  # markers without a length
            at += 2
            continue
        if marker == 0xD9:
            raise PictureError("is cut off")
        length = _big(data[at + 2 : at + 4])
        content = data[at + 4 : at + 2 + length]
        if length < 2 or len(content) != length - 2:
            raise PictureError("is cut off")
        if marker == 0xE0 and content.startswith(b"JFIF\0"):
            unit = {1: 1.0, 2: 2.54}.get(content[7], 0.0)
            across, down = (_inches(_big(content[start : start + 2]) * unit) for start in (8, 10))
            resolution = (across, down)
        elif marker in _FRAMES:
            size = (_big(content[3:5]), _big(content[1:3]))
        elif marker == 0xDA:
            break
        at += 2 + length
    if size is None or data.rfind(b"\xff\xd9", at) < 0:
        raise PictureError("is cut off")
    return _sized(data, "jpeg", "image/jpeg", size, resolution)


# ── GIF (87a and 89a) ───────────────────────────────────────────────────────────────────────────────────────────────


def _gif(data: bytes) -> Picture:
    if not data.rstrip(b"\0").endswith(b";"):
        raise PictureError("is cut off")
    size = (int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
    return _sized(data, "gif", "image/gif", size, (96.0, 96.0))


def _sized(data: bytes, suffix: str, media_type: str, pixels: tuple[int, int], resolution: tuple[float, float]) -> Picture:
    width, height = pixels
    if not width or not height:
        raise PictureError("has no size")
    if width * height > MAX_PIXELS:
        raise PictureError(f"has {width} × {height} pixels, more than {MAX_PIXELS // 1_000_000} million: make it smaller")
    return Picture(data, suffix, media_type, width * 72 / resolution[0], height * 72 / resolution[1])


def _big(data: bytes | memoryview) -> int:
    return int.from_bytes(data, "big")


def _inches(dots: float) -> float:
    """Dots to the inch, where they are believable."""
    return dots if 20 <= dots <= 5000 else 96.0
