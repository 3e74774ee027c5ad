"""A release as text in, a `Release` out: the blocks that the text shows, and the fields that intake finds in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.decoding import decode
from releasekit.formats.text.blocks import blocks
from releasekit.intake import find
from releasekit.intake.nowhere import without_nowhere
from releasekit.model import Release

if TYPE_CHECKING:
    from releasekit.format import Context


def read(data: bytes, context: Context) -> Release:
    """The release that a text is. Every word of it is in the body, in a field, or in `source.found`."""
    release = Release(body=blocks(decode(data, context), context))
    return without_nowhere(find(release, context, format="text"))
