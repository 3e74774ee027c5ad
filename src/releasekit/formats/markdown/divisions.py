"""Fenced divisions: the blocks within and their attributes in, the block that they stand for out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from attrs import evolve

from releasekit.errors import FieldError
from releasekit.formats.markdown.attributes import localised, their_name
from releasekit.formats.markdown.spans import disguised
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.formats.markdown.attributes import Attributes

RESERVED = frozenset(
    {"lead", "paragraph", "heading", "list", "blockquote", "table", "row", "cell", "figure", "speech", "division"}
)
"""Kinds that are not a `Division`'s own."""


class Part(NamedTuple):
    """Something that is a part of its parent, and the block that it is where the parent has no such part."""

    name: str
    value: Any
    block: n.Block | None


def plain(blocks: list[n.Block | Part]) -> tuple[n.Block, ...]:
    """The blocks, with parts that nobody took as the blocks that they are."""
    if Part not in map(type, blocks):
        return tuple(blocks)  # type: ignore[arg-type]  # none of them is a part
    return tuple([cast("n.Block", block.block) if isinstance(block, Part) else block for block in blocks])


def quote(blocks: list[n.Block | Part]) -> n.BlockQuote:
    """The quote of these blocks, of which the last may say whose it is."""
    if blocks and (words := _part(blocks[-1], "attribution")):
        return n.BlockQuote(plain(blocks[:-1]), words)
    return n.BlockQuote(plain(blocks))


def division(blocks: list[n.Block | Part], attributes: Attributes) -> n.Block | Part:
    """The block of a division. One that does not hold what its kind needs, or says more, is a `Division` of that kind."""
    pairs = dict(attributes.pairs)
    place = localised(pairs)
    with suppress(FieldError, ValueError):
        found = _known(attributes.kind, blocks, pairs, place)
        if found is not None:
            if isinstance(found, Part):
                return found._replace(block=_generic(blocks, attributes))
            return found
    return _generic(blocks, attributes)


def _generic(blocks: list[n.Block | Part], attributes: Attributes) -> n.Division:
    kind, pairs = disguised(attributes, "division")
    place = localised(pairs)
    named = tuple((their_name(name), value) for name, value in pairs.items())
    return n.Division(plain(blocks), kind=kind, attributes=named, **place)


def _known(kind: str, blocks: list[n.Block | Part], pairs: dict[str, str], place: dict[str, Any]) -> n.Block | Part | None:
    match kind:
        case "lead" | "paragraph":
            return _paragraph(kind, blocks, pairs, place)
        case "heading" | "blockquote" if not pairs and place:
            wanted = n.Heading if kind == "heading" else n.BlockQuote
            return evolve(only, **place) if isinstance(only := _only(blocks), wanted) else None
        case "list":
            return _list(_only(blocks), pairs, place)
        case "table":
            return _table(blocks, pairs, place)
        case "row" if not pairs and not place:
            cells = [_part(block, "cell") for block in blocks]
            return Part("row", n.Row(tuple(cells)), None) if None not in cells else None
        case "cell" if not place:
            return _cell(blocks, pairs)
        case "figure" if not pairs:
            return _figure(blocks, place)
        case "speech" if not pairs:
            speaker = _part(blocks[0], "speaker") if blocks else None
            return n.Speech(plain(blocks[1:] if speaker else blocks), speaker or (), **place)
    return None


def _part(block: n.Block | Part, name: str) -> Any:
    return block.value if isinstance(block, Part) and block.name == name else None


def _only(blocks: list[n.Block | Part]) -> n.Block | None:
    """The one block that stands in a division."""
    return plain(blocks)[0] if len(blocks) == 1 else None


def _paragraph(kind: str, blocks: list[n.Block | Part], pairs: dict[str, str], place: dict[str, Any]) -> n.Block | None:
    only = _only(blocks)
    if not isinstance(only, n.Paragraph) or only.role or only.lang or only.direction:
        return None
    role = pairs.pop("role", "") if kind == "paragraph" else "lead"
    return evolve(only, role=role, **place) if not pairs and (role or place) else None


def _list(only: n.Block | None, pairs: dict[str, str], place: dict[str, Any]) -> n.Block | None:
    if not isinstance(only, (n.BulletList, n.OrderedList)) or only.lang or only.direction:
        return None
    if "tight" in pairs:
        place["tight"] = {"true": True, "false": False}[tight] if (tight := pairs.pop("tight")) in {"true", "false"} else None
    if "style" in pairs and isinstance(only, n.OrderedList):
        place["style"] = pairs.pop("style")
    if "start" in pairs and isinstance(only, n.OrderedList):
        place["start"] = _number(pairs.pop("start"))
    return evolve(only, **place) if not pairs and place and None not in place.values() else None


def _table(blocks: list[n.Block | Part], pairs: dict[str, str], place: dict[str, Any]) -> n.Block | None:
    caption = _part(blocks[0], "caption") if blocks else None
    if caption:
        place["caption"] = caption
        blocks = blocks[1:]
    for name in ("head-rows", "head-columns"):
        if name in pairs:
            place[name.replace("-", "_")] = _number(pairs.pop(name))
    if isinstance(only := _only(blocks), n.Table) and not pairs:
        taken = only.caption or only.lang or only.direction or only.head_columns
        return evolve(only, **place) if place and not taken else None
    if "align" in pairs:
        place["align"] = tuple(pairs.pop("align").split(","))
        for align in place["align"]:
            n.Cell(align=align)
    rows = [_part(block, "row") for block in blocks]
    return n.Table(tuple(rows), **place) if rows and None not in rows and not pairs else None


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError
    return int(text)


def _cell(blocks: list[n.Block | Part], pairs: dict[str, str]) -> Part | None:
    align: Any = pairs.pop("align", "")
    spans = {name: _number(pairs.pop(name)) for name in ("colspan", "rowspan") if name in pairs}
    return None if pairs else Part("cell", n.Cell(plain(blocks), align=align, **spans), None)


def _figure(blocks: list[n.Block | Part], place: dict[str, Any]) -> n.Figure | None:
    match plain(blocks[:1]):
        case (n.Paragraph(content=(n.Image() as image,), role="", lang="", direction=""),):
            rest = blocks[1:]
        case _:
            return None
    for name in ("caption", "credit"):
        words = _part(rest[0], name) if rest else None
        if words:
            place[name] = words
            rest = rest[1:]
    return n.Figure(image, **place) if not rest else None
