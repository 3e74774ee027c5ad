"""What a class says of words and blocks, in pandoc's tree and on a page alike: content and its marking in, our nodes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from attrs import evolve

from releasekit.errors import FieldError
from releasekit.model import nodes as n
from releasekit.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MENTIONS = frozenset({"person", "organisation", "place", "event"})
ROLES = frozenset({"lead", "term"})
"""The classes of a division around one paragraph that say what the paragraph is."""

_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_MARKS: dict[str, Callable[[tuple[n.Inline, ...]], n.Inline]] = {
    "underline": n.Underline,
    "ul": n.Underline,
    "smallcaps": n.SmallCaps,
    "strike": n.Strike,
}


class Marking(Protocol):
    """What is stated of words or blocks beside their class."""

    lang: str
    direction: n.Direction

    @property
    def pairs(self) -> Mapping[str, str]:
        """The attributes that are not said otherwise."""

    @property
    def rest(self) -> tuple[tuple[str, str], ...]:
        """Those of them that a span or division keeps."""


def is_token(name: str) -> bool:
    """Whether the model takes text as the name of a kind, a role or a scheme."""
    return bool(_TOKEN.fullmatch(name))


def moment_of(words: str) -> Moment | None:
    """The moment that words in ISO 8601 state, or None."""
    try:
        return Moment(words.strip().replace(" ", "T", 1))
    except FieldError:
        return None


def span(content: tuple[n.Inline, ...], kind: str, marking: Marking, first_class: str) -> tuple[n.Inline, ...]:
    """Words as what the class says that they are; `first_class` counts for a mark where none is of a `kind`."""
    pairs = marking.pairs
    if mark := _MARKS.get(kind or first_class):
        return (mark(content),)
    if kind == "quotation":
        return (n.Quotation(content, pairs.get("speaker", "")),)
    if kind in MENTIONS:
        return (n.Mention(content, kind, pairs.get("ref", "")),)
    if kind == "mention" and is_token(pairs.get("kind", "")):
        return (n.Mention(content, pairs["kind"], pairs.get("ref", "")),)
    if kind == "date" and (moment := moment_of(pairs.get("when", ""))):
        return (n.Date(content, moment),)
    if not (kind or marking.lang or marking.direction):
        return content
    rest = marking.rest if kind else ()
    return (n.Span(content, kind=kind, attributes=rest, lang=marking.lang, direction=marking.direction),)


def division(blocks: tuple[n.Block, ...], kind: str, marking: Marking) -> tuple[n.Block, ...]:
    """Blocks as what the class says that they are; of those that it says nothing of, only language and direction are kept."""
    where: dict[str, Any] = {"lang": marking.lang, "direction": marking.direction}
    if kind in ROLES | {""} and len(blocks) == 1 and isinstance(only := blocks[0], n.Paragraph) and not only.lang:
        return (evolve(only, role=kind or only.role, lang=marking.lang, direction=marking.direction or only.direction),)
    match kind, blocks:
        case "speech", (n.Division(blocks=(n.Paragraph(content=words),), kind="speaker"), *rest):
            shown = words[0].content if len(words) == 1 and isinstance(words[0], n.Strong) else words
            return (n.Speech(tuple(rest), shown, **where),)
        case "speech", _:
            return (n.Speech(blocks, **where),)
        case "", _ if not (marking.lang or marking.direction):
            return blocks
        case "", (n.BulletList() | n.OrderedList() | n.BlockQuote() | n.Table() | n.Figure() | n.Heading() as one,) if (
            not one.lang
        ):
            return (evolve(one, **where),)
        case _:
            return (n.Division(blocks, kind=kind, attributes=marking.rest if kind else (), **where),)
