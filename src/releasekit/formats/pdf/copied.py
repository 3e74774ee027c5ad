"""What another PDF holds: a value as pypdf reads it in, the code that stands for it in a file of ours out (ISO 32000-1, 7.3).

Data of streams is copied as it is packed; entries stand in the order of their names, which the library gives in any.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def copied(value: Any, refer: Callable[[Any], bytes]) -> bytes:
    """The code of a value; `refer` gives that of each reference in it, which leads to a copy."""
    from pypdf import generic

    match value:
        case generic.IndirectObject():
            return refer(value)
        case generic.StreamObject():
            return copied_stream(_entries(value, [key for key in value if key != "/Length"], refer), value)
        case generic.DictionaryObject():
            return b"<<%s>>" % _entries(value, [*value], refer)
        case generic.ArrayObject():
            return b"[%s]" % b" ".join([copied(each, refer) for each in value])
        case None:
            return b"null"
        case _:
            out = io.BytesIO()
            value.write_to_stream(out)
            return out.getvalue()


def copied_stream(entries: bytes, stream: Any) -> bytes:
    """The code of a stream with the data of another, still packed; `entries` are all but its length."""
    data: bytes = stream._data  # noqa: SLF001  # the library has no other word for what is packed
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _entries(value: Any, keys: list[Any], refer: Callable[[Any], bytes]) -> bytes:
    return b" ".join([copied(key, refer) + b" " + copied(value.raw_get(key), refer) for key in sorted(keys)])
