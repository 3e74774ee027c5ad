"""Language tags: the tag of a language and the tags of what there is in, the one that serves it best out (RFC 4647, 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "mo": "ro", "sh": "sr-latn", "cmn": "zh"}
"""Languages that are served by another tag: a macrolanguage or a retired tag by today's, Nynorsk by Bokmål."""
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo")
"""Where Chinese is written in traditional characters, though the tag does not say so."""


def nearest(lang: str, tags: Iterable[str]) -> str | None:
    """The longest of the tags that a language tag begins with, in any case; None if there is none."""
    known = {tag.lower(): tag for tag in tags}
    wanted = lang.lower()
    while wanted:
        if wanted in known:
            return known[wanted]
        if wanted in _TRADITIONAL and "zh-hant" in known:
            return known["zh-hant"]
        if "-" not in wanted:
            return known.get(_SAME.get(wanted, ""))
        wanted = wanted.rpartition("-")[0]
    return None
