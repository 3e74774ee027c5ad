"""Words with what they stand under, as they are read: leaves in, inlines that share their marks, links and spans out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

OUTER: dict[str, Callable[[tuple[n.Inline, ...]], n.Inline]] = {
    "b": n.Strong, "i": n.Emphasis, "u": n.Underline, "strike": n.Strike, "superscript": n.Superscript,
    "subscript": n.Subscript, "smallCaps": n.SmallCaps, "quotation": n.Quotation,
}  # fmt: skip
"""The marks in the order in which they stand one inside the other."""
SET = (n.Strong, n.Emphasis, n.Underline, n.Strike, n.Superscript, n.Subscript, n.SmallCaps)
"""Those that say how words are set."""


class Piece(NamedTuple):
    """A leaf, and what it stands under, outermost first."""

    leaf: n.Inline
    under: tuple[tuple[str, str], ...]


def nested(pieces: Sequence[Piece]) -> tuple[n.Inline, ...]:
    """Leaves with what they stand under, as nodes: neighbours that stand under the same share it."""
    if len(pieces) == 1:  # so it is in most paragraphs
        leaf, under = pieces[0]
        return (leaf,) if not under else (_under(*under[0], nested([Piece(leaf, under[1:])])),)
    out: list[n.Inline] = []
    for head, group in groupby(pieces, key=lambda piece: piece.under[:1]):
        if not head:
            out += [piece.leaf for piece in group]
            continue
        inner = nested([Piece(leaf, under[1:]) for leaf, under in group])
        name, said = head[0]
        out.append(_under(name, said, inner))
    return tuple(_joined(out))


def _joined(items: list[n.Inline]) -> Iterator[n.Inline]:
    """Inlines, with words that stand side by side as one."""
    for kind, group in groupby(items, key=type):
        if kind is n.Text or kind is n.Code:
            words: list[Any] = [*group]
            yield words[0] if len(words) == 1 else kind("".join([each.text for each in words]))
        else:
            yield from group


def _under(name: str, said: str, content: tuple[n.Inline, ...]) -> n.Inline:
    match name:
        case "link":
            href, _, title = said.partition("\x00")
            return n.Link(content, href, title)
        case "lang":
            return n.Span(content, lang=said)
        case "mention":
            return n.Mention(content, said)
        case "span":
            return n.Span(content, said)
        case "id":
            return n.Span(content, attributes=(("id", said),))
        case "dir":
            return n.Span(content, direction="rtl" if said == "rtl" else "ltr")
        case _:
            return OUTER[name](content)
