"""Objects of a PDF of others, as pypdf reads them, and those that are made of them: values looked at with suspicion, code out.

What is made is a list of pieces: bytes of PDF code, and the numbers of other objects that are made, which become references
when all is added to a file.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re
import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, StreamObject

from releasekit.formats.pdf.code import stream
from releasekit.formats.pdf.foreign.bounds import UnplacedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.formats.pdf.foreign.bounds import Bounds

Piece: TypeAlias = bytes | int
"""Code, or the number of an object."""

LARGEST = 1_000_000.0
"""Of a number on a page."""

MOST_RATIO = 1100
"""How many bytes one packed byte may become: zlib reaches 1,032."""

_SPACE = re.compile(rb"[\0\t\n\f\r ]+")


class Made:
    """The objects that are made of a file of others."""

    def __init__(self) -> None:
        self._objects: list[tuple[tuple[Piece, ...], bytes | None, bool]] = []
        self._same: dict[tuple[tuple[Piece, ...], bytes | None, bool], int] = {}
        self._added: dict[int, bytes] = {}
        self._digests: dict[int, bytes] = {}

    def reserve(self) -> int:
        """The number of an object that is made later."""
        self._objects.append(((), None, False))
        return len(self._objects) - 1

    def put(self, number: int, *pieces: Piece, data: bytes | None = None, packed: bool = False) -> None:
        """Say what a reserved object is; with `data` it is a stream, and the pieces are its entries."""
        self._objects[number] = pieces, data, packed

    def add(self, *pieces: Piece, data: bytes | None = None, packed: bool = False, apart: bool = False) -> int:
        """The number of an object; those that are alike are one, but for those that are to stay `apart`."""
        known = self._same.get((pieces, data, apart))
        if known is None:
            known = self._same[pieces, data, apart] = self.reserve()
            self.put(known, *pieces, data=data, packed=packed)
        return known

    def digest(self, number: int) -> bytes:
        """What tells a finished object from others, with all that it needs."""
        known = self._digests.get(number)
        if known is None:
            pieces, data, _ = self._objects[number]
            found = hashlib.sha256(data or b"")
            for piece in pieces:
                found.update(piece if isinstance(piece, bytes) else self.digest(piece))
            known = self._digests[number] = found.digest()
        return known

    def write(self, number: int, add: Callable[[bytes], bytes]) -> bytes:
        """Give an object and all that it needs to `add`, each once; the reference to it."""
        known = self._added.get(number)
        if known is None:
            known = self._added[number] = self.written(number, add, self._added)
        return known

    def written(self, number: int, add: Callable[[bytes], bytes], added: dict[int, bytes]) -> bytes:
        """The same, where what is added already is told by `added`."""
        pieces, data, packed = self._objects[number]
        code = []
        for piece in pieces:
            if isinstance(piece, bytes):
                code.append(piece)
                continue
            if piece not in added:
                added[piece] = self.written(piece, add, added)
            code.append(added[piece])
        joined = b"".join(code)
        return add(joined if data is None else stream(joined, data, packed=packed))


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def found(value: Any) -> Any:
    """What a value is, or leads to; None for nothing."""
    for _ in range(4):
        if not hasattr(value, "get_object"):
            return value
        inner = value.get_object()
        if inner is value:
            return value
        value = inner
    return value


def entry(dictionary: Any, key: str) -> Any:
    """An entry of a dictionary; None where there is none."""
    return found(dictionary.raw_get(key)) if key in dictionary else None


def identity(value: Any) -> Any:
    """What tells an object of the file from others: its number, or it itself."""
    reference = getattr(value, "indirect_reference", None)
    return (reference.idnum, reference.generation) if reference is not None else id(value)


def dictionary(value: Any) -> DictionaryObject:
    """A dictionary; an empty one for nothing. Raises `UnplacedError`."""
    value = found(value)
    if value is None or type(value).__name__ == "NullObject":
        return DictionaryObject()
    if not isinstance(value, DictionaryObject):
        raise UnplacedError("it is damaged")
    return value


def array(value: Any, most: int = 10_000) -> list[Any]:
    """The parts of an array. Raises `UnplacedError`."""
    value = found(value)
    if not isinstance(value, ArrayObject) or len(value) > most:
        raise UnplacedError("it is damaged")
    return [found(each) for each in value]


def name(value: Any) -> str:
    """A name, without its stroke; nothing where it is none."""
    value = found(value)
    return str(value)[1:] if isinstance(value, NameObject) else ""


def number(value: Any) -> float:
    """A number of a usual size. Raises `UnplacedError`."""
    value = found(value)
    if isinstance(value, bool | BooleanObject) or not isinstance(value, int | float):
        raise UnplacedError("it is damaged")
    result = float(value)
    if not math.isfinite(result) or abs(result) > LARGEST:
        raise UnplacedError("it has numbers that no page needs")
    return result


def whole(value: Any, least: int, most: int) -> int:
    """A whole number within bounds. Raises `UnplacedError`."""
    value = found(value)
    if not isinstance(value, NumberObject) or not least <= int(value) <= most:
        raise UnplacedError("it has numbers that no page needs")
    return int(value)


def numbers(value: Any, count: int) -> list[float]:
    """So many numbers. Raises `UnplacedError`."""
    parts = array(value)
    if len(parts) != count:
        raise UnplacedError("it is damaged")
    return [number(part) for part in parts]


def true(value: Any) -> bool:
    """Whether a value is true."""
    value = found(value)
    return isinstance(value, BooleanObject) and bool(value.value)


def written(value: float) -> bytes:
    """A number as PDF writes it."""
    if isinstance(value, int):
        return b"%d" % value
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return (text if text != "-0" else "0").encode()


def listed(values: list[float]) -> bytes:
    """Numbers as an array."""
    return b"[%s]" % b" ".join(map(written, values))


# ── streams ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def filters(value: Any) -> list[tuple[str, DictionaryObject]]:
    """How a stream is packed, the outermost first, each with its parameters. Raises `UnplacedError`."""
    kinds, settings = entry(value, "/Filter"), entry(value, "/DecodeParms")
    kinds = [kinds] if isinstance(kinds, NameObject) else array(kinds, 4) if kinds is not None else []
    settings = array(settings, 4) if isinstance(settings, ArrayObject) else [settings]
    settings += [None] * (len(kinds) - len(settings))
    if "/F" in value or "/FFilter" in value:
        raise UnplacedError("it needs another file")
    return [(name(kind), dictionary(each)) for kind, each in zip(kinds, settings, strict=False)]


def inflated(raw: bytes, bounds: Bounds) -> tuple[bytes, bytes]:
    """What zlib packed, and the packed bytes without what stands behind them. Raises `UnplacedError`."""
    most = min(bounds.bytes, len(raw) * MOST_RATIO + 1024)
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw, most + 1)
    except zlib.error:
        raise UnplacedError("its data is broken") from None
    bounds.take("bytes", len(data))
    if not unpacker.eof:
        raise UnplacedError("its data is cut off")
    return data, raw[: len(raw) - len(unpacker.unused_data)]


def outer(value: Any, bounds: Bounds) -> tuple[bytes, list[tuple[str, DictionaryObject]]]:
    """The data of a stream without what packs bytes as text, and how it is packed still. Raises `UnplacedError`."""
    if not isinstance(value, StreamObject):
        raise UnplacedError("it is damaged")
    data: bytes = value._data  # noqa: SLF001  # pypdf's own decoding has other bounds
    bounds.take("bytes", len(data))
    kinds = filters(value)
    while kinds and kinds[0][0] in {"ASCII85Decode", "A85", "ASCIIHexDecode", "AHx"}:
        kind, _ = kinds.pop(0)
        data = _SPACE.sub(b"", data)
        try:
            if kind.startswith("ASCIIH") or kind == "AHx":
                digits = data.partition(b">")[0]
                data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            else:
                data = base64.a85decode(data.removeprefix(b"<~").partition(b"~>")[0])
        except (ValueError, binascii.Error):
            raise UnplacedError("its data is broken") from None
    return data, kinds


def content(value: Any, bounds: Bounds) -> bytes:
    """What is in a stream. Raises `UnplacedError`."""
    data, kinds = outer(value, bounds)
    for kind, settings in kinds:
        if kind not in {"FlateDecode", "Fl"} or entry(settings, "/Predictor") not in {None, 1}:
            raise UnplacedError("it is packed in an unusual way")
        data, _ = inflated(data, bounds)
    return data
