"""Blocks and inlines to TEI: `text/body/div[@type='release']` of a release, as a string.

Blocks stand on lines of their own and are indented; no white space is put between words. Headings open a
`div[@type='section']` that holds what follows them. TEI allows no paragraph after a `div` (content model of `div`), so
blocks that come after a nested one stand in a `div[@type='continuation']`. Where no `div` is allowed, a heading is an
`ab` and a division a `floatingText`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from releasekit.formats.tei.markup import attribute, element, escape, local, quoted, refers, target
from releasekit.formats.tei.names import DIV_RESERVED, DIV_TYPES, MARKS, NAME_ELEMENTS, SEG_RESERVED, media_type, pairs, token
from releasekit.formats.tei.write_tables import table_attributes, table_rows
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NESTED_DIVS = 4
"""How many divisions may stand one in the other as `div`, with sections in them. Below, all are `floatingText`, so that a
release of the greatest depth stays within the 256 elements that XML parsers allow one in the other."""

PAGE_BREAK = re.compile(r'<(?:pb|cb|gb)(?: n="[^"<&]*")?/>')
"""Raw TEI that is written as it is: it is valid wherever a raw node can stand."""

_CLOSES_ALL = frozenset({"boilerplate", "notes-to-editors", "back"})
"""Kinds of division that belong to the release and not to the section before them."""


class Writer:
    """What a walk over a release's nodes has to remember: how many notes it has met, and how deep in divisions it is."""

    def __init__(self, *, numbered: bool = True) -> None:
        self._numbered = numbered
        self._notes = 0
        self._divisions = 0

    # ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def inlines(self, content: Sequence[n.Inline], within: str = "") -> str:
        """Inlines as mixed content of an element; `within` names one that does not take all of them."""
        if len(content) == 1 and type(only := content[0]) is n.Text:
            return escape(only.text)
        return "".join([escape(item.text) if type(item) is n.Text else self._inline(item, within) for item in content])

    def _inline(self, item: n.Inline, within: str = "") -> str:
        match item:
            case n.Text(text):
                return escape(text)
            case n.Emphasis() | n.Strong() | n.Underline() | n.Strike() | n.Superscript() | n.Subscript() | n.SmallCaps():
                return f'<hi rend="{MARKS[type(item).__name__]}">{self.inlines(item.content)}</hi>'
            case n.Link(content):
                attributes = (target("target", item.href) if item.href else "") + _title(item.title)
                return element("ref", attributes, self.inlines(content))
            case n.Mention(content, kind, ref):
                if name := NAME_ELEMENTS.get(kind):
                    return f"<{name}{refers('ref', ref)}>{self.inlines(content)}</{name}>"
                return f'<rs type="{kind}"{refers("ref", ref)}>{self.inlines(content)}</rs>'
            case n.Date(content, moment):
                return f'<date when-iso="{moment.iso}">{self.inlines(content, "date")}</date>'
            case n.Quotation(content, speaker):
                said = f'<said{refers("who", speaker)} direct="true"><quote>{self.inlines(content)}</quote></said>'
                return f'<seg type="content">{said}</seg>' if within else said
            case n.Span(content):
                return self._span(item, self.inlines(content))
            case n.Code(text):
                return f"<code>{escape(text)}</code>"
            case n.LineBreak():
                return "<lb/>"
            case n.Image():
                picture = _graphic(item, element("desc", "", escape(item.alt)) if item.alt else "")
                return f'<seg type="content">{picture}</seg>' if within == "bibl" else picture
            case n.Note(blocks):
                return self._note(blocks)
            case n.RawInline(format, text):
                if format == "tei" and PAGE_BREAK.fullmatch(text):
                    return text
                return f'<milestone unit="rawInline" type="{format}" n="{quoted(text)}"/>'
            case _:
                assert_never(item)

    def _span(self, span: n.Span, content: str) -> str:
        if not span.kind and not span.attributes and span.lang:
            return element("foreign", local(span.lang, span.direction), content)
        kind = _typed(span.kind, SEG_RESERVED, "span") if span.kind else ""
        return element("seg", kind + _pairs(span.attributes) + local(span.lang, span.direction), content)

    def _note(self, blocks: Sequence[n.Block]) -> str:
        self._notes += 1
        number = f' n="{self._notes}"' if self._numbered else ""
        return f'<note place="bottom"{number}>{self._each(blocks, "")}</note>'

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def division(self, blocks: Sequence[n.Block], line: str, level: int) -> str:
        """Blocks as content of a `div` whose heading has that level; `line` is the line end and indent of its children."""
        out: list[str] = []
        open_divs = [_Open(level, line)]
        for block in blocks:
            if type(block) is n.Paragraph:
                place = open_divs[-1].flat(out)
                out.append(place + self._block(block, place))
            elif isinstance(block, n.Heading) and self._divisions < NESTED_DIVS:
                _close(open_divs, block.level, out)
                place = open_divs[-1].nest(out)
                head = self._head(block, open_divs[-1].level)
                out.append(f'{place}<div type="section">{_deeper(place)}{head}')
                open_divs.append(_Open(block.level, _deeper(place)))
            elif isinstance(block, n.Division) and self._divisions < NESTED_DIVS:
                _close(open_divs, _reach(block), out)
                place = open_divs[-1].nest(out)
                out.append(place + self._div(block, place, open_divs[-1].level))
            elif isinstance(block, n.RawBlock) and block.format == "tei" and PAGE_BREAK.fullmatch(block.text):
                out.append(open_divs[-1].flat(out) + block.text)
            else:
                place = open_divs[-1].flat(out)
                out.append(place + self._block(block, place))
        _close(open_divs, 0, out)
        open_divs[0].close_flat(out)
        return "".join(out)

    def _div(self, division: n.Division, line: str, level: int) -> str:
        attributes = _division_attributes(division)
        blocks, inner = division.blocks, _deeper(line)
        if not blocks:
            return f"<div{attributes}/>"
        self._divisions += 1
        head, first = "", blocks[0]
        if isinstance(first, n.Heading) and _leads(first, blocks[1:]):
            head, blocks = inner + self._head(first, level), blocks[1:]
            level = first.level
        content = self.division(blocks, inner, level)
        self._divisions -= 1
        return f"<div{attributes}>{head}{content}{line}</div>"

    def _head(self, heading: n.Heading, outer: int) -> str:
        level = "" if heading.level == outer + 1 else f' type="level{heading.level}"'
        return element("head", level + local(heading.lang, heading.direction), self.inlines(heading.content))

    def _each(self, blocks: Iterable[n.Block], line: str) -> str:
        return "".join([line + self._block(block, line) for block in blocks])

    def _block(self, block: n.Block, line: str) -> str:
        match block:
            case n.Paragraph():
                rend = f' rend="{block.role}"' if block.role else ""
                return f"<p{rend}{local(block.lang, block.direction)}>{self.inlines(block.content)}</p>"
            case n.Heading(content, level):
                attributes = f' type="heading" subtype="level{level}"' + local(block.lang, block.direction)
                return element("ab", attributes, self.inlines(content))
            case n.BulletList() | n.OrderedList():
                return self._list(block, line)
            case n.BlockQuote(blocks):
                return self._quote(block, blocks, line)
            case n.Table():
                return self._table(block, line)
            case n.Figure():
                return self._figure(block, line)
            case n.Speech():
                return self._speech(block, line)
            case n.Division():
                return self._floating(block, line)
            case n.CodeBlock(text, info):
                code = element("code", attribute("lang", token(info)), escape(text))
                return f'<ab type="code">{code}</ab>'
            case n.ThematicBreak():
                return '<milestone unit="break" rend="rule"/>'
            case n.RawBlock(format, text):
                return f'<milestone unit="rawBlock" type="{format}" n="{quoted(text)}"/>'
            case _:
                assert_never(block)

    def _list(self, block: n.BulletList | n.OrderedList, line: str) -> str:
        words, first = ["bulleted"], ""
        if isinstance(block, n.OrderedList):
            words = ["numbered"] if block.style == "decimal" else ["numbered", block.style]
            first = f' n="{block.start}"' if block.start != 1 else ""
        if not block.tight:
            words.append("loose")
        inner = _deeper(line)
        items = "".join(
            [
                inner + element("item", "" if index else first, self._mixed(item.blocks, inner, bare=block.tight))
                for index, item in enumerate(block.items)
            ],
        )
        return f'<list rend="{" ".join(words)}"{local(block.lang, block.direction)}>{items}{line}</list>'

    def _mixed(self, blocks: Sequence[n.Block], line: str, *, bare: bool = True) -> str:
        """The content of an item or a cell: a plain paragraph that comes first stands there without a `p`."""
        words = ""
        if bare and blocks and type(first := blocks[0]) is n.Paragraph and not (first.role or first.lang or first.direction):
            words, blocks = self.inlines(first.content), blocks[1:] if len(blocks) > 1 else ()
        return words + self._each(blocks, _deeper(line)) + line if blocks else words

    def _quote(self, block: n.BlockQuote, blocks: Sequence[n.Block], line: str) -> str:
        attributes = local(block.lang, block.direction)
        if not block.attribution:
            return element("quote", attributes, self._each(blocks, _deeper(line)) + line if blocks else "")
        inner = _deeper(line)
        quote = element("quote", "", self._each(blocks, _deeper(inner)) + inner if blocks else "")
        bibl = f"<bibl>{self.inlines(block.attribution, 'bibl')}</bibl>"
        return f"<cit{attributes}>{inner}{quote}{inner}{bibl}{line}</cit>"

    def _table(self, table: n.Table, line: str) -> str:
        inner = _deeper(line)
        caption = f"{inner}<head>{self.inlines(table.caption)}</head>" if table.caption else ""
        rows = table_rows(table, inner, _deeper(inner), self._mixed)
        return f"<table{table_attributes(table)}{local(table.lang, table.direction)}>{caption}{rows}{line}</table>"

    def _figure(self, figure: n.Figure, line: str) -> str:
        parts = [_graphic(figure.image, "")]
        if figure.caption:
            parts.append(f"<head>{self.inlines(figure.caption)}</head>")
        if figure.image.alt:
            parts.append(f"<figDesc>{escape(figure.image.alt)}</figDesc>")
        if figure.credit:
            parts.append(f"<p>{self.inlines(figure.credit)}</p>")
        inner = _deeper(line)
        return f"<figure{local(figure.lang, figure.direction)}>{inner}{inner.join(parts)}{line}</figure>"

    def _speech(self, speech: n.Speech, line: str) -> str:
        inner = _deeper(line)
        who = next((refers("who", item.ref) for item in speech.speaker if isinstance(item, n.Mention)), "")
        speaker = f"{inner}<speaker>{self.inlines(speech.speaker)}</speaker>" if speech.speaker else ""
        turns = "".join([inner + self._turn(block, inner) for block in speech.blocks])
        # The content of `sp` is not complete with what may stand anywhere, such as a figure.
        filling = "" if any(weighty(block) for block in speech.blocks) else f"{inner}<p/>"
        return f"<sp{who}{local(speech.lang, speech.direction)}>{speaker}{turns}{filling}{line}</sp>"

    def _turn(self, block: n.Block, line: str) -> str:
        """A block in a speech: TEI allows no `sp` directly in one."""
        if isinstance(block, n.Speech):
            inner = _deeper(line)
            return f'<quote type="speech">{inner}{self._speech(block, inner)}{line}</quote>'
        return self._block(block, line)

    def _floating(self, division: n.Division, line: str) -> str:
        inner = _deeper(line)
        self._divisions += 1
        content = self.division(division.blocks, _deeper(inner), 1)
        self._divisions -= 1
        # The content of `body` is not complete with what may stand anywhere, such as a figure.
        if not any(weighty(block) for block in division.blocks):
            content += f"{_deeper(inner)}<p/>"
        return f"<floatingText{_division_attributes(division)}>{inner}<body>{content}{inner}</body>{line}</floatingText>"


class _Open:
    """A `div` that is being written: the level of its heading, the line of its children, and what it holds so far."""

    __slots__ = ("flat_open", "has_divs", "level", "line")

    def __init__(self, level: int, line: str) -> None:
        self.level = level
        self.line = line
        self.has_divs = False
        self.flat_open = False

    def nest(self, out: list[str]) -> str:
        """The line of a child `div`."""
        self.close_flat(out)
        self.has_divs = True
        return self.line

    def flat(self, out: list[str]) -> str:
        """The line of a child that is no `div`."""
        if not self.has_divs:
            return self.line
        if not self.flat_open:
            self.flat_open = True
            out.append(self.line + '<div type="continuation">')
        return _deeper(self.line)

    def close_flat(self, out: list[str]) -> None:
        """End the `div` of what came after the last child `div`."""
        if self.flat_open:
            self.flat_open = False
            out.append(self.line + "</div>")


def _close(open_divs: list[_Open], level: int, out: list[str]) -> None:
    """Close the sections whose heading has that level or a lower rank."""
    while len(open_divs) > 1 and open_divs[-1].level >= level:
        open_divs.pop().close_flat(out)
        out.append(open_divs[-1].line + "</div>")


def _reach(division: n.Division) -> int:
    """The level of the sections that a division ends: 0 ends all, 7 none."""
    if division.kind in _CLOSES_ALL:
        return 0
    first = division.blocks[0] if division.blocks else None
    return first.level if isinstance(first, n.Heading) else 7


def _leads(first: n.Heading, rest: Iterable[n.Block]) -> bool:
    """Whether a heading stands above all that follows it."""
    return not any(isinstance(block, n.Heading) and block.level <= first.level for block in rest)


def _deeper(line: str) -> str:
    """The line end and indent one level further in, up to a depth that a page can show; within a line there is none."""
    return line + "  " if 0 < len(line) < 80 else line


def weighty(block: n.Block) -> bool:
    """Whether a block completes the content of its parent, as figures and milestones do not."""
    return not isinstance(block, (n.Figure, n.ThematicBreak, n.RawBlock))


def _typed(kind: str, reserved: frozenset[str], generic: str) -> str:
    """A kind as `type`, or as `subtype` of the generic type where the type would say something else."""
    return f' type="{generic}" subtype="{kind}"' if kind in reserved else f' type="{kind}"'


def _division_attributes(division: n.Division) -> str:
    if division.kind in DIV_TYPES:
        kind = f' type="{DIV_TYPES[division.kind]}"'
    else:
        kind = _typed(division.kind, DIV_RESERVED, "division") if division.kind else ' type="division"'
    return kind + _pairs(division.attributes) + local(division.lang, division.direction)


def _pairs(attributes: tuple[tuple[str, str], ...]) -> str:
    return attribute("rend", pairs(attributes))


def _title(title: str) -> str:
    return _pairs((("title", title),)) if title else ""


def _graphic(image: n.Image, content: str) -> str:
    media = f' mimeType="{kind}"' if (kind := media_type(image.src)) else ""
    return element("graphic", target("url", image.src) + media + _title(image.title), content)
