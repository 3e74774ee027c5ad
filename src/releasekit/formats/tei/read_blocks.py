"""The rules for TEI elements that stand one below the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.formats.tei.names import DIV_RESERVED, DIV_TYPES, as_token, untoken
from releasekit.formats.tei.parts import BLOCKS, Part, Parts, Rule, Walk, has_own_words, line_of, plain_name, role, tei
from releasekit.formats.tei.read_ends import attachments, contacts, dateline
from releasekit.formats.tei.read_inlines import broken, image
from releasekit.formats.tei.read_tables import table
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPES = {spelt: kind for kind, spelt in DIV_TYPES.items()}
_LEVEL = re.compile(r"level([1-6])")
_HEAD, _QUOTE, _BIBL, _SP, _SPEAKER = tei("head"), tei("quote"), tei("bibl"), tei("sp"), tei("speaker")


def _p(walk: Walk, element: Any) -> Part | Parts:
    """A paragraph; blocks within it part it in several."""
    lang, direction = walk.local(element)
    name = role(element)
    walk.known(element, "rend" if name else "")
    parts = walk.parts(element)
    if not parts:
        return ()
    if any(type(part) in BLOCKS for part in parts):
        return tuple(walk.grouped(parts, role=name, lang=lang, direction=direction))
    return n.Paragraph(tuple(parts), name, lang=lang, direction=direction)  # type: ignore[arg-type]  # no blocks among them


def _named(walk: Walk, element: Any) -> Parts:
    """An element that is a paragraph of a kind of its own, such as a `byline`."""
    walk.known(element)
    lang, direction = walk.local(element)
    name = as_token(plain_name(element))
    return tuple(walk.grouped(walk.parts(element), role=name, lang=lang, direction=direction))


def _ab(walk: Walk, element: Any) -> Part | Parts:
    lang, direction = walk.local(element)
    kind, sub = element.get("type") or "", element.get("subtype") or ""
    if kind == "code" and len(element) == 1 and element[0].tag == tei("code"):
        return _code_block(walk, element[0])
    if kind == "heading":
        level = _LEVEL.fullmatch(sub)
        return n.Heading(walk.inlines(element), int(level[1]) if level else 2, lang=lang, direction=direction)
    walk.known(element, "type")
    return tuple(walk.grouped(walk.parts(element), role=as_token(kind) if kind else "", lang=lang, direction=direction))


def _code_block(walk: Walk, element: Any) -> n.CodeBlock:
    walk.known(element, "lang")
    return n.CodeBlock("".join(element.itertext()), untoken(element.get("lang") or ""))


def _head(walk: Walk, element: Any) -> Part | Parts:
    """The heading of a division; those that the header has as headline and subtitle are no part of the body."""
    if element.getparent() is walk.top:
        words = line_of(element)
        if words in walk.headlines and (words or element.get("type") in {"main", "sub"}):
            return ()
    walk.known(element, "type")
    lang, direction = walk.local(element)
    within = element.getparent()
    outer = walk.level - 1 if within is not walk.top and plain_name(within).startswith("div") else walk.level
    return n.Heading(walk.inlines(element), _level(element, outer), lang=lang, direction=direction)


def _level(head: Any, outer: int) -> int:
    stated = _LEVEL.fullmatch(head.get("type") or "")
    return int(stated[1]) if stated else min(max(outer + 1, 1), 6)


def _div(walk: Walk, element: Any) -> Part | Parts:
    """A section is its heading and its blocks; a division of a kind is a `Division`."""
    kind, sub = walk.kind(element, DIV_RESERVED, "division", _TYPES)
    type = element.get("type") or ""
    if element.getparent() is walk.top and type in {"contact", "attachments"}:
        return (contacts if type == "contact" else attachments)(walk, element)
    outer = walk.level
    head = element.find(_HEAD) if element is not walk.top else None
    if head is not None:
        walk.level = _level(head, outer)
    blocks = tuple(walk.blocks(element))
    walk.level = outer
    lang, direction = walk.local(element)
    if not lang and not direction and type in {"", "section", "continuation", "release"}:
        walk.known(element, "type", "n")
        return blocks
    attributes = walk.attributes(element, "type", "subtype")
    if sub:
        attributes = (("subtype", sub), *(pair for pair in attributes if pair[0] != "subtype"))
    return n.Division(blocks, kind, attributes, lang=lang, direction=direction)


def _floating(walk: Walk, element: Any) -> Part:
    """A text within the text."""
    kind, sub = walk.kind(element, DIV_RESERVED, "division", _TYPES)
    outer, walk.level = walk.level, 1
    blocks = tuple(walk.blocks(element))
    walk.level = outer
    lang, direction = walk.local(element)
    attributes = walk.attributes(element, "type", "subtype")
    if sub:
        attributes = (("subtype", sub), *(pair for pair in attributes if pair[0] != "subtype"))
    return n.Division(blocks, kind, attributes, lang=lang, direction=direction)


def _through(walk: Walk, element: Any) -> Parts:
    """An element that only holds others."""
    walk.known(element)
    return tuple(walk.blocks(element))


def _part_of_text(walk: Walk, element: Any) -> Part:
    """`front`, `back`, `group`, and a text in a group."""
    walk.known(element)
    lang, direction = walk.local(element)
    return n.Division(tuple(walk.blocks(element)), plain_name(element), lang=lang, direction=direction)


def _list(walk: Walk, element: Any) -> Part | Parts:
    if has_own_words(element):
        return walk.unknown(element)
    words = (element.get("rend") or "").split()
    walk.known(element, "rend", "type")
    lang, direction = walk.local(element)
    before: list[n.Block] = []
    items: list[n.Item] = []
    waiting: list[n.Block] = []
    start = None
    for child in element:
        name = plain_name(child)
        if name == "item":
            walk.known(child, "n" if not items else "")
            if start is None:
                number = (child.get("n") or "").rstrip(".)")
                start = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1
            items.append(n.Item((*waiting, *walk.grouped(walk.parts(child)))))
            waiting = []
        elif name == "label":
            walk.known(child)
            waiting.append(n.Paragraph(walk.content(child), "label"))
        elif name == "head":
            walk.known(child)
            before.append(n.Paragraph(walk.content(child), "head"))
        else:
            items += [n.Item((block,)) for block in walk.grouped(walk.one(child))]
    if waiting:
        items.append(n.Item(tuple(waiting)))
    style: Any = next((word for word in words if word in _STYLES), "decimal")
    tight = "loose" not in words
    if "numbered" in words or "ordered" in words or element.get("type") in {"ordered", "numbered"}:
        made: n.Block = n.OrderedList(
            tuple(items), start if start is not None else 1, style, tight, lang=lang, direction=direction
        )
    else:
        made = n.BulletList(tuple(items), tight, lang=lang, direction=direction)
    return (*before, made) if items else tuple(before)


_STYLES = frozenset({"lower-alpha", "upper-alpha", "lower-roman", "upper-roman"})


def _cit(walk: Walk, element: Any) -> Part | Parts:
    """A quotation with its source, which the words outside `quote` are."""
    if has_own_words(element):
        return walk.unknown(element)
    walk.known(element, "rend", "type")
    lang, direction = walk.local(element)
    blocks: list[n.Block] = []
    source: list[Part] = []
    for child in element:
        if child.tag == _QUOTE:
            walk.known(child, "rend", "type")
            blocks += walk.grouped(walk.parts(child))
            continue
        if source:
            source.append(n.Text(" "))
        source += walk.content(child) if child.tag == _BIBL else walk.one(child)
    attribution = walk.only_inlines(source, element)
    return n.BlockQuote(tuple(blocks), attribution, lang=lang, direction=direction)


def _figure(walk: Walk, element: Any) -> Part | Parts:
    """A picture with what belongs to it, and after it what stood in it and does not."""
    if has_own_words(element):
        return walk.unknown(element)
    walk.known(element, "rend", "type")
    lang, direction = walk.local(element)
    picture: n.Image | None = None
    alt: list[str] = []
    caption: list[tuple[n.Inline, ...]] = []
    credit: list[tuple[n.Inline, ...]] = []
    after: list[n.Block] = []
    for child in element:
        match plain_name(child):
            case "graphic" if picture is None:
                picture = image(walk, child)
                after += walk.grouped(walk.one(child)[1:])
            case "head":
                caption.append(walk.content(child))
            case "figDesc":
                alt.append(walk.words(child))
            case "p":
                credit.append(walk.content(child))
            case _:
                after += walk.grouped(walk.one(child))
    if picture is None:
        return _without_picture(caption, [*after, *(n.Paragraph((n.Text(words),)) for words in alt), *map(n.Paragraph, credit)])
    picture = n.Image(picture.src, " ".join(alt) or picture.alt, picture.title)
    made = n.Figure(picture, tuple(broken(caption)), tuple(broken(credit)), lang=lang, direction=direction)
    return (made, *after)


def _without_picture(caption: list[tuple[n.Inline, ...]], blocks: list[n.Block]) -> Parts:
    """What others call a figure and is none: a table with its caption, or a division."""
    words = tuple(broken(caption))
    for index, block in enumerate(blocks):
        if isinstance(block, n.Table) and not block.caption:
            return (*blocks[:index], evolve(block, caption=words), *blocks[index + 1 :])
    return (n.Division(((n.Paragraph(words, "head"), *blocks) if words else tuple(blocks)), "figure"),)


def _sp(walk: Walk, element: Any) -> Part | Parts:
    if has_own_words(element):
        return walk.unknown(element)
    walk.known(element, "who", "n")
    lang, direction = walk.local(element)
    speaker: tuple[n.Inline, ...] = ()
    blocks: list[n.Block] = []
    for child in element:
        if child.tag == _SPEAKER:
            speaker = (*speaker, n.Text(" "), *walk.content(child)) if speaker else walk.content(child)
        elif child.tag == _QUOTE and child.get("type") == "speech" and len(child) == 1 and child[0].tag == _SP:
            blocks += walk.grouped(walk.one(child[0]))
        else:
            blocks += walk.grouped(walk.one(child))
    return n.Speech(tuple(blocks), _who(walk, element, speaker), lang=lang, direction=direction)


def _who(walk: Walk, element: Any, speaker: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
    """The speaker as printed, and as an attribute names one whom no mention does."""
    who = walk.reference(element, "who")
    if not who or any(isinstance(item, n.Mention) and item.ref for item in speaker):
        return speaker
    return (n.Mention(speaker or (n.Text(walk.entity_names.get(who) or who),), "person", who),)


def _u(walk: Walk, element: Any) -> Part:
    """An utterance of a transcript, in segments; a note just before it that names the speaker is its speaker."""
    walk.known(element, "who", "n")
    lang, direction = walk.local(element)
    blocks: list[n.Block] = []
    for part in _segments(walk, element):
        silent = [walk.standing(each) for each in part if isinstance(each, n.RawInline)]
        blocks += silent if all(_wordless(each) for each in part) else walk.grouped(part)
    before = element.getprevious()
    named = before is not None and before.tag == tei("note") and before.get("type") == "speaker"
    speaker = _who(walk, element, walk.content(before) if named else ())
    return n.Speech(tuple(blocks), speaker, lang=lang, direction=direction)


def _wordless(part: Part) -> bool:
    return isinstance(part, n.RawInline) or (isinstance(part, n.Text) and not part.text.strip())


def _segments(walk: Walk, element: Any) -> Iterable[list[Part]]:
    run: list[Part] = [n.Text(walk.text(element.text))] if element.text else []
    for child in element:
        if child.tag == tei("seg") and not child.get("type"):
            yield run
            run = []
            walk.known(child)
            yield [*walk.content(child)]
        else:
            run += walk.one(child)
        if child.tail:
            run.append(n.Text(walk.text(child.tail)))
    yield run


def _lg(walk: Walk, element: Any) -> Part | Parts:
    """Verse: a paragraph for each stanza, with its lines kept."""
    if has_own_words(element):
        return walk.unknown(element)
    walk.known(element, "type", "rend", "n")
    lines: list[tuple[n.Inline, ...]] = []
    out: list[n.Block] = []
    for child in element:
        if child.tag == tei("l"):
            walk.known(child, "n", "rend")
            lines.append(walk.content(child))
        else:
            out += walk.grouped(walk.one(child))
    if lines:
        out.append(n.Paragraph(tuple(broken(lines)), "verse"))
    return tuple(out)


def _title_part(walk: Walk, element: Any) -> Part | Parts:
    """A part of the title on a title page, unless it repeats the header's."""
    return () if line_of(element) in walk.headlines else walk.unknown(element)


def _trailer(walk: Walk, element: Any) -> Part | Parts:
    if element.getparent() is walk.top and not walk.end_mark and element.getnext() is None:
        walk.known(element)
        walk.end_mark = walk.words(element)
        return ()
    return _named(walk, element)


def _dateline(walk: Walk, element: Any) -> Part | Parts:
    if walk.dateline is None:
        walk.dateline = dateline(walk, element)
        return ()
    return _named(walk, element)


BLOCK_RULES: dict[str, Rule] = {
    tei(name): rule
    for name, rule in {
        "p": _p, "ab": _ab, "head": _head, "div": _div, **{f"div{level}": _div for level in range(1, 8)},
        "floatingText": _floating, "body": _through, "front": _part_of_text, "back": _part_of_text, "group": _part_of_text,
        "text": _part_of_text, "opener": _through, "closer": _through, "list": _list, "cit": _cit, "table": table,
        "figure": _figure, "sp": _sp, "u": _u, "lg": _lg, "trailer": _trailer, "dateline": _dateline, "byline": _named,
        "salute": _named, "signed": _named, "stage": _named, "argument": _through, "epigraph": _through,
        "postscript": _part_of_text, "eg": _code_block, "titlePart": _title_part,
    }.items()
}  # fmt: skip
