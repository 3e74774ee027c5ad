"""Pictures on their way through pandoc, which may open no file: bytes in, `data:` addresses (RFC 2397) out, and back."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from releasekit.formats.pandoc.safety import harmless_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from releasekit.format import Context, Resources

MEGABYTE = 1024 * 1024
LIMIT = (8 * MEGABYTE, 24 * MEGABYTE)
"""The most bytes of one embedded picture, and of all of a release."""
LIMITS = {
    "epub": (4 * MEGABYTE, 12 * MEGABYTE), "epub2": (4 * MEGABYTE, 12 * MEGABYTE), "rtf": (MEGABYTE, 3 * MEGABYTE),
    "fb2": (MEGABYTE, 4 * MEGABYTE), "ipynb": (MEGABYTE, 4 * MEGABYTE), "icml": (MEGABYTE, 4 * MEGABYTE),
}  # fmt: skip
"""The same for the formats in which pandoc needs much memory or time for each byte."""

_DATA = re.compile(r"data:(?P<type>[^,;]*)(?:;[^,;]*)*?(?P<base64>;\s*base64)?,", re.IGNORECASE)
_SVG = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*){0,5}<svg[\s>]", re.DOTALL)

EMBEDDED = {
    "html": {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"},
    "html4": {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"},
    "epub": {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"},
    "epub2": {"image/png", "image/jpeg", "image/gif", "image/svg+xml"},
    "odt": {"image/png", "image/jpeg", "image/gif", "image/svg+xml"},
    "rtf": {"image/png", "image/jpeg"},
    "fb2": {"image/png", "image/jpeg"},
    "ipynb": {"image/png", "image/jpeg", "image/gif", "image/svg+xml"},
    "icml": {"image/png", "image/jpeg", "image/gif"},
}
"""The formats that carry pictures inside, and which; the others refer to them by address."""
PAGES = frozenset({"html", "html4"})
"""The formats that carry pictures and can refer to them as well."""


def media_type(data: bytes) -> str:
    """What kind of picture bytes are, by their first ones; empty for anything else."""
    for start, kind in ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif")):
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if _SVG.match(data[:8192]) else ""


def unpacked(href: str) -> bytes | None:
    """The bytes inside a `data:` address, or None for another address and for a broken or very large one."""
    head = _DATA.match(href[:200])
    if head is None or len(href) > 2 * LIMIT[0]:
        return None
    raw = unquote_to_bytes(href[head.end() :])
    if not head["base64"]:
        return raw
    try:
        return base64.b64decode(b"".join(raw.split()), validate=True)
    except binascii.Error:
        return None


class Pictures:
    """The pictures of one release for one format: an address in, the one that pandoc is given out."""

    def __init__(self, name: str, context: Context, later: dict[str, str] | None = None) -> None:
        self.name = name
        self.context = context
        self.later: dict[str, str] = {} if later is None else later
        """What stands for a picture on a page until pandoc is done, and the `data:` address to put there."""
        self.alternatives: list[str] = []
        """The alternative texts that pandoc cannot write, in the order of their marks."""
        self._limit, self._room = LIMITS.get(name, LIMIT)

    def source(self, src: str, where: str) -> str:
        """The address to give to pandoc, or an empty string, with a note, for a picture that cannot be shown."""
        packed = src[:5].lower() == "data:"
        kinds = EMBEDDED.get(self.name)
        if kinds is None and not packed:
            return self._address(src, where)
        data = unpacked(src) if packed else self.context.resources(src)
        if data is None and self.name in PAGES and src.lower().startswith(("http:", "https:")):
            return src
        if data is None:
            return self._missing(src, where, "there is no such picture, or it may not be read")
        kind = media_type(data)
        if not kind:
            return self._missing(src, where, "it is no picture that is known")
        if kinds and kind not in kinds:
            return self._missing(src, where, f"{kind} cannot stand in this format")
        if len(data) > self._limit or len(data) > self._room:
            one, all = (limit // MEGABYTE for limit in LIMITS.get(self.name, LIMIT))
            return self._missing(src, where, f"it is too large: {one} MB each and {all} MB together are the limit")
        self._room -= len(data)
        address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        if self.name not in PAGES:
            return address
        token = f"picture-{len(self.later)}-{zlib.crc32(data):08x}.embedded"
        self.later[token] = address
        return token

    def _address(self, src: str, where: str) -> str:
        if harmless_link(src):
            return src
        self.context.loss("picture-missing", f"the picture {src[:80]!r} is left out: its address is not one of the web", where)
        return ""

    def _missing(self, src: str, where: str, reason: str) -> str:
        self.context.loss("picture-missing", f"the picture {src[:80]!r} is not embedded: {reason}", where)
        return src if self.name in PAGES and harmless_link(src) else ""


class Inside:
    """Resources of a document that carries its pictures inside: theirs first, then those from around the document."""

    def __init__(self, around: Resources, members: Mapping[str, bytes]) -> None:
        self.around = around
        self.members = members

    def __call__(self, href: str, /) -> bytes | None:
        """The bytes of a picture in the document, in a `data:` address, or around it."""
        if href[:5].lower() == "data:":
            return unpacked(href)
        return self.carried(href) or self.around(href)

    def carried(self, href: str, /) -> bytes | None:
        """The bytes of a picture in the document; one in its own address is not asked for."""
        inside = (data for name, data in self.members.items() if name == href or name.endswith(f"/{href}"))
        return next(inside, None)
