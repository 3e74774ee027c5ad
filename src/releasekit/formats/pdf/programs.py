"""What every font in a PDF needs, ours and those of others: a table out of its program, and the map from its codes to text."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from releasekit.formats.pdf.code import utf16

if TYPE_CHECKING:
    from collections.abc import Iterable


def table_of(program: bytes, tag: bytes) -> bytes:
    """The bytes of a table (ISO/IEC 14496-22, 4.5). Raises `ValueError` where there is none."""
    (count,) = struct.unpack_from(">H", program, 4)
    for index in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * index)
        if name == tag:
            return program[offset : offset + length]
    raise ValueError(tag)


def to_unicode(name: str, texts: Iterable[tuple[int, str]]) -> bytes:
    """The map from codes to text (ISO 32000-1, 9.10.3)."""
    entries = [_unicode_entry(code, text) for code, text in texts if text]
    out = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def", f"/CMapName /{name} def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]  # fmt: skip
    for start in range(0, len(entries), 100):
        part = entries[start : start + 100]
        out += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    out += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(out).encode()


@lru_cache(maxsize=10_000)
def _unicode_entry(code: int, text: str) -> str:
    return f"<{code:04X}> <{utf16(text)}>"
