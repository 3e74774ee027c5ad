"""A finding of a check: a code, a message and a place in, a `Note` out; and words cut to fit a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.format import Note
from releasekit.model import inline_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.model import Inline


def finding(code: str, message: str, where: str = "") -> Note:
    """A note of the kind `advice`."""
    return Note(code, message, where, None, "advice")


def quoted(content: str | Iterable[Inline], most: int = 60) -> str:
    """Words in quotation marks, in one line, cut to at most so many characters."""
    words = " ".join((content if isinstance(content, str) else inline_text(content)).split())
    return f"“{words if len(words) <= most else words[: most - 1].rstrip() + '…'}”"
