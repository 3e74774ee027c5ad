"""Whether a document is to the byte as it was written: its main part and what its package says of the others in, a digest out.

A reader that finds the digest that the document carries needs to look at nothing else of the page.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "word/"
"""Where all parts are that the page is made of: text, footnotes, headers, styles, lists, pictures, and what they relate to."""


def digest(name: str, text: bytes, entries: Iterable[tuple[str, int, int]]) -> str:
    """The digest of a main part and of its package's entries: the name, length and CRC-32 of each, of which those of the page count.

    Of the text each byte counts. The checksums of the others are in the package already, and whoever saves a document anew
    writes all of its parts.
    """
    listing = "".join(f"{entry} {size} {checksum}\n" for entry, size, checksum in sorted(entries) if entry.startswith(FOLDER))
    return sha256(f"{name}\n{listing}\n".encode("utf-8", "surrogatepass") + text).hexdigest()
