"""Pictures of others: an image of a PDF in, the same picture with no more than a page needs out (ISO 32000-1, 8.9; ISO 19005-3, 6.2.8).

Data is unpacked, to see that it is what the page says; it is kept as it was packed where a page can show it so.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject, StreamObject

from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.objects import (
    array,
    content,
    dictionary,
    entry,
    inflated,
    name,
    numbers,
    outer,
    true,
    whole,
)

if TYPE_CHECKING:
    from releasekit.formats.pdf.foreign.bounds import Bounds
    from releasekit.formats.pdf.foreign.colours import Colours, Space
    from releasekit.formats.pdf.foreign.objects import Made, Piece

MOST_SIDE = 30_000
MOST_PIXELS = 40_000_000

_MODES = {"grey": "L", "rgb": "RGB"}


class Images:
    """The pictures of a file."""

    def __init__(self, bounds: Bounds, made: Made, colours: Colours) -> None:
        self.bounds, self.made, self.colours = bounds, made, colours

    def image(self, stated: Any, resources: Any, *, light: bool = False) -> int:
        """The picture of an image; `light` for one that says how much of another is seen. Raises `UnplacedError`."""
        if not isinstance(stated, StreamObject) or "/OC" in stated:
            raise UnplacedError("it has layers")
        width, height = (whole(entry(stated, key), 1, MOST_SIDE) for key in ("/Width", "/Height"))
        if width * height > MOST_PIXELS:
            raise UnplacedError("it has pictures of too many pixels")
        self.bounds.take("pixels", width * height)
        head = b"/Type /XObject /Subtype /Image /Width %d /Height %d " % (width, height)
        if true(entry(stated, "/ImageMask")):
            return self._stencil(stated, head, (width, height))
        pieces: list[Piece] = [head, b"/ColorSpace "]
        bits = whole(entry(stated, "/BitsPerComponent"), 1, 16)
        space, indexed = self._space(entry(stated, "/ColorSpace"), resources, bits)
        pieces += [*indexed] if indexed else [*space.pieces]
        channels = 1 if indexed else space.channels
        if light and (indexed or space.kind != "grey"):
            raise UnplacedError("it has masks of an unusual kind")
        data, kinds = outer(stated, self.bounds)
        jpeg = [kind for kind, _ in kinds] in (["DCTDecode"], ["DCT"])
        if "/Decode" in stated and numbers(entry(stated, "/Decode"), 2 * channels) != _usual(indexed, channels, bits):
            raise UnplacedError("it has pictures whose colours are turned around")
        if jpeg:
            if indexed or bits != 8:
                raise UnplacedError("it is damaged")
            self._look(data, (width, height), space)
            packed, filters = data, b"/Filter /DCTDecode "
        else:
            if bits not in ({1, 2, 4, 8} if indexed else {1, 2, 4, 8, 16} if channels == 1 else {8, 16}):
                raise UnplacedError("it has pictures of an unusual kind")
            packed, filters = self._rows(data, kinds, (width, height), channels, bits)
        pieces += [b" /BitsPerComponent %d " % bits, filters]
        if not light:
            pieces += self._masks(stated, resources, channels, bits, jpeg=jpeg)
        elif {"/SMask", "/Mask", "/Matte"} & {*stated}:
            raise UnplacedError("it has masks of an unusual kind")
        return self.made.add(*pieces, data=packed, packed=True, apart=light)

    def _space(self, stated: Any, resources: Any, bits: int) -> tuple[Space, tuple[Piece, ...]]:
        """The colours of a picture, and the table that its numbers are places in, if there is one."""
        if isinstance(stated, ArrayObject) and name(stated[0]) in {"Indexed", "I"}:
            parts = array(stated, 4)
            if len(parts) != 4:
                raise UnplacedError("it is damaged")
            base, last = self.colours.space(parts[1], resources), whole(parts[2], 0, 255)
            table = content(parts[3], self.bounds) if isinstance(parts[3], StreamObject) else _bytes(parts[3])
            size = base.channels * (last + 1)
            if not base.channels or len(table) < size or last >= 1 << bits:
                raise UnplacedError("the table of colours of a picture in it is broken")
            table = table[:size].hex().encode()
            return base, (b"[/Indexed ", *base.pieces, b" %d <%s>]" % (last, table))
        space = self.colours.space(stated, resources)
        if not space.channels:
            raise UnplacedError("it is damaged")
        return space, ()

    def _stencil(self, stated: Any, head: bytes, size: tuple[int, int]) -> int:
        """A picture that says where the colour of the page is laid on."""
        data, kinds = outer(stated, self.bounds)
        packed, filters = self._rows(data, kinds, size, 1, 1)
        turned = b""
        if "/Decode" in stated:
            turned = {(0.0, 1.0): b"", (1.0, 0.0): b"/Decode [1 0] "}[tuple(numbers(entry(stated, "/Decode"), 2))]  # type: ignore[index]  # two
        return self.made.add(head, b"/ImageMask true /BitsPerComponent 1 ", turned, filters, data=packed, packed=True)

    def _masks(self, stated: Any, resources: Any, channels: int, bits: int, *, jpeg: bool) -> list[Piece]:
        """How much of a picture is seen."""
        if "/SMask" in stated:
            mask = entry(stated, "/SMask")
            return [b"/SMask ", self.image(mask, resources, light=True)]
        mask = entry(stated, "/Mask")
        if isinstance(mask, StreamObject):
            if not true(entry(mask, "/ImageMask")):
                raise UnplacedError("it has masks of an unusual kind")
            return [b"/Mask ", self.image(mask, resources)]
        if isinstance(mask, ArrayObject) and not jpeg:
            ends = [whole(each, 0, (1 << bits) - 1) for each in array(mask, 8)]
            if len(ends) != 2 * channels:
                raise UnplacedError("it is damaged")
            return [b"/Mask [%s] " % b" ".join(b"%d" % end for end in ends)]
        if mask is not None:
            raise UnplacedError("it has masks of an unusual kind")
        return []

    def _rows(
        self, data: bytes, kinds: list[tuple[str, Any]], size: tuple[int, int], channels: int, bits: int
    ) -> tuple[bytes, bytes]:
        """The packed rows of a picture, and how they are packed."""
        from releasekit.formats.pdf.code import deflated

        width, height = size
        row = (width * channels * bits + 7) // 8
        if not kinds:
            if len(data) < row * height:
                raise UnplacedError("a picture in it is cut off")
            return deflated(data[: row * height]), b"/Filter /FlateDecode "
        (kind, settings), *more = kinds
        if more or kind not in {"FlateDecode", "Fl"}:
            raise UnplacedError("it has pictures that are packed in an unusual way")
        rows, packed = inflated(data, self.bounds)
        settings = dictionary(settings)
        predictor = whole(entry(settings, "/Predictor"), 1, 15) if "/Predictor" in settings else 1
        if predictor == 1:
            if len(rows) < row * height:
                raise UnplacedError("a picture in it is cut off")
            if len(rows) > row * height:
                packed = deflated(rows[: row * height])
            return packed, b"/Filter /FlateDecode "
        stated = [
            whole(entry(settings, key), 1, MOST_SIDE) if key in settings else usual
            for key, usual in (("/Colors", 1), ("/BitsPerComponent", 8), ("/Columns", 1))
        ]
        if predictor < 10 or stated != [channels, bits, width] or len(rows) < (row + 1) * height or max(rows[:: row + 1]) > 4:
            raise UnplacedError("it has pictures that are packed in an unusual way")
        if len(rows) > (row + 1) * height:
            packed = deflated(rows[: (row + 1) * height])
        parameters = b"/DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>> " % (channels, bits, width)
        return packed, b"/Filter /FlateDecode " + parameters

    def _look(self, data: bytes, size: tuple[int, int], space: Space) -> None:
        """Look whether a JPEG is what the page says of it, and whole. Raises `UnplacedError`."""
        from PIL import Image

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
                    if picture.size != size or picture.mode != _MODES.get(space.kind):
                        raise UnplacedError("a picture in it is not what the page says of it")
                    picture.load()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            if isinstance(error, UnplacedError):
                raise
            raise UnplacedError("a picture in it is broken") from None


def _usual(indexed: tuple[Piece, ...], channels: int, bits: int) -> list[float]:
    return [0.0, float((1 << bits) - 1)] if indexed else [0.0, 1.0] * channels


def _bytes(value: Any) -> bytes:
    original = getattr(value, "original_bytes", None)
    if not isinstance(original, bytes):
        raise UnplacedError("it is damaged")
    return original
