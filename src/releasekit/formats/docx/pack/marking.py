"""How the pages of a pack are marked: a pack in, the words of its highest marking out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.briefing import marking_of, overall
from releasekit.errors import FieldError

if TYPE_CHECKING:
    from releasekit.briefing import Entry, Pack
    from releasekit.format import PackContext


def stated(pack: Pack, context: PackContext) -> str:
    """The highest marking of a pack and its items; where no scale has all of them, each that is stated, with advice."""
    try:
        return overall(pack)
    except FieldError as error:
        context.advise("markings-not-compared", f"the cover names every marking that is stated: {error}", "/marking")
        return " / ".join(dict.fromkeys(filter(None, (pack.marking, *map(marking_of, pack.entries)))))


def marking_on(entry: Entry, whole: str) -> str:
    """What the pages of an entry say: its own marking, else that of the whole pack."""
    return marking_of(entry) or whole
