"""JSON text to a release and back (RFC 8259): an object whose `releasekit` key is the version of the form."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, TypeVar

from releasekit.decoding import decode
from releasekit.errors import PackError, ReadError
from releasekit.model.plain import PlainError, from_plain, to_plain
from releasekit.model.release import Release

if TYPE_CHECKING:
    from releasekit.briefing import Pack
    from releasekit.format import Context, PackContext

T = TypeVar("T")

PACK = "pack"
"""The key that a briefing pack stands under."""
VERSION = 1
"""The version of the form. It rises with every change of the form, also where something is only added.

A reader accepts its own version and all before it: a change either adds what may be left out, so that older files read as
they are, or comes with a step that makes of a document of the version before one of its own. A writer writes its own.
"""


def read(data: bytes, context: Context) -> Release:
    """The release that native JSON holds. Raises `ReadError` with a line for broken JSON, with a place for the rest."""
    document = _document(data, context)
    if PACK in document:
        raise PackError(name=context.name, line=1)
    return _made(Release, document, context)


def read_pack(data: bytes, context: Context) -> Pack:
    """The pack that native JSON holds. Raises `ReadError` as `read`."""
    from releasekit.briefing import Pack

    document = _document(data, context)
    if PACK not in document:
        raise ReadError("a single release, and no pack: it is read without unpacking", name=context.name, line=1)
    if others := sorted(document.keys() - {PACK}):
        raise ReadError(f"beside the pack stands {others[0]!r}: take it out", name=context.name)
    return _made(Pack, document[PACK], context)


def _made(kind: type[T], data: Any, context: Context) -> T:
    try:
        made: T = from_plain(kind, data)
    except PlainError as error:
        raise ReadError(str(error), name=context.name) from None
    return made


def _document(data: bytes, context: Context) -> dict[str, Any]:
    """The object of a file in a version that we read, without what speaks of the file."""
    text = decode(data, context)
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON: {error.msg}", name=context.name, line=error.lineno, column=error.colno) from None
    except (_FormError, ValueError) as error:
        raise ReadError(f"not JSON that can be trusted: {error}", name=context.name) from None
    if not isinstance(document, dict) or "releasekit" not in document:
        message = 'not native JSON: expected an object with "releasekit": 1'
        raise ReadError(message, name=context.name, line=1)
    version = document.pop("releasekit")
    if version not in range(1, VERSION + 1) or isinstance(version, bool):
        message = f"native JSON of version {version!r}; this releasekit reads up to {VERSION}: upgrade it"
        raise ReadError(message, name=context.name, line=1)
    if not isinstance(document.pop("$schema", ""), str):
        raise ReadError("/$schema: expected text: the address at which an editor finds the schema", name=context.name)
    return document


def write(release: Release, _context: Context) -> bytes:
    """The release as JSON: two spaces of indent, keys in the order of the model, non-ASCII as it is, a final newline."""
    return _dumped({"releasekit": VERSION} | to_plain(release))


def write_pack(pack: Pack, context: PackContext) -> bytes:
    """The pack as JSON: the model of a pack, under the key `pack`."""
    document = {"releasekit": VERSION, PACK: to_plain(pack)}
    for _ in pack.entries:
        context.advance()
    return _dumped(document)


def _dumped(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


class _FormError(ValueError):
    pass


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise _FormError(f"the key {repeated!r} stands twice in one object")
    return document


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {math.inf, -math.inf}:
        raise _FormError(f"the number {digits[:20]} is too large")
    return number


def _refuse_constant(name: str) -> Any:
    raise _FormError(f"{name} is not a JSON number")
