"""Elements of a TEI text to nodes: the walk itself, and what every element's own rule needs from it.

Words are never lost in silence. An element without a rule of its own becomes a generic span or division with its name and
attributes, and one without words a raw node.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never, get_args

from lxml import etree

from releasekit.errors import ReadError
from releasekit.formats.tei.names import (
    NAMESPACE,
    XML,
    as_token,
    direction_in,
    is_token,
    pointed,
    referred,
    unpaired,
)  # fmt: skip
from releasekit.model import Block, Inline
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from releasekit.format import Context
    from releasekit.model import Attachment, Contact, Dateline

Part: TypeAlias = "Inline | Block"
Parts: TypeAlias = "tuple[Part, ...]"
Rule: TypeAlias = "Callable[[Walk, Any], Part | Parts]"

LANG = f"{{{XML}}}lang"
_BLOCK_TYPES = get_args(Block)
BLOCKS: frozenset[type[Any]] = frozenset(_BLOCK_TYPES)
MAX_ELEMENTS = 230
"""How deep elements may stand in a text: deeper than a release of the greatest depth is written."""
_SPACE = re.compile(r"[ \t\n\r]+")
LANG_SHAPE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def tei(name: str) -> str:
    """The name of a TEI element as lxml gives it."""
    return f"{{{NAMESPACE}}}{name}"


def plain_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


class Walk:
    """One reading of one text: the rules, what the document says of its white space, and what it has met so far."""

    def __init__(self, context: Context, rules: Mapping[str, Rule], *, exact: bool) -> None:
        self.context = context
        self.exact = exact
        """Whether white space is kept as it stands (`xml:space="preserve"`), or runs of it are one space."""
        self.level = 1
        """The level of the heading that stands above."""
        self.top: Any = None
        """The element that holds the release: its heads, opener, contacts, attachments and trailer are fields."""
        self.ids: dict[str, str] = {}
        """The `xml:id` of each entity, and its id in the release."""
        self.entity_names: dict[str, str] = {}
        self.headlines: set[str] = set()
        """Headline and subtitle as the header has them, in plain words."""
        self.instruction = ""
        self.dateline: Dateline | None = None
        self.end_mark = ""
        self.contacts: list[Contact] = []
        self.attachments: list[Attachment] = []
        self._rules = rules
        self._depth = 0
        self._told: set[tuple[str, str]] = set()

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, words: str) -> str:
        """Character data as it is meant."""
        return words if self.exact else _SPACE.sub(" ", words)

    def words(self, element: Any) -> str:
        """All words in an element, as a field holds them: exactly, or with single spaces."""
        if self.exact and (not len(element) or has_own_words(element)):
            return "".join(element.itertext())
        return spaced(element)

    def printed(self, element: Any) -> str:
        """All words in an element whose children are words of one line."""
        words = "".join(element.itertext())
        return words if self.exact else _SPACE.sub(" ", words).strip()

    # ── nodes ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def parts(self, element: Any) -> list[Part]:
        """The content of an element in order: inlines, and blocks where they stand."""
        self._depth += 1
        if self._depth > MAX_ELEMENTS:
            message = f"elements stand one in the other more than {MAX_ELEMENTS} deep: no press release does that"
            raise ReadError(message, name=self.context.name, line=element.sourceline)
        out: list[Part] = []
        if element.text:
            out.append(n.Text(self.text(element.text)))
        rules = self._rules
        for child in element:
            rule = rules.get(child.tag)
            got = rule(self, child) if rule else self.unknown(child)
            if type(got) is tuple:
                out.extend(got)
            else:
                out.append(got)  # type: ignore[arg-type]  # mypy does not narrow a union by `type(x) is tuple`
            if child.tail:
                out.append(n.Text(self.text(child.tail)))
            elif not rule and child.getnext() is not None and not has_own_words(element):
                out.append(n.Text(" "))  # what we don't know is parted by more than its markup, as forename and surname are
        self._depth -= 1
        return out

    def one(self, element: Any) -> list[Part]:
        """What an element itself gives, by its rule."""
        rule = self._rules.get(element.tag)
        got = rule(self, element) if rule else self.unknown(element)
        return list(got) if isinstance(got, tuple) else [got]

    def inlines(self, element: Any) -> tuple[Inline, ...]:
        """The content of an element that holds inlines only; blocks in it become their words."""
        return self.only_inlines(self.parts(element), element)

    def only_inlines(self, parts: list[Part], element: Any) -> tuple[Inline, ...]:
        """The parts, with blocks as their words."""
        for part in parts:
            if type(part) in BLOCKS:
                name = plain_name(element)
                self.guess("block-flattened", f"blocks within {name} became words of their line", element)
                return tuple(_flat(parts))
        return tuple(parts)  # type: ignore[arg-type]  # none of them is a block

    def content(self, element: Any) -> tuple[Inline, ...]:
        """The content of an element that has no place for a language: what it says of one is said by a span."""
        content = self.only_inlines(self.parts(element), element)
        if element.get(LANG) or element.get("style"):
            lang, direction = self.local(element)
            if lang or direction:
                return (n.Span(content, lang=lang, direction=direction),)
        return content

    def grouped(self, parts: Iterable[Part], **given: Any) -> list[Block]:
        """Blocks as they are, and the inlines between them as paragraphs."""
        out: list[Block] = []
        run: list[Inline] = []
        for part in parts:
            if type(part) in BLOCKS:
                _end_run(run, out, given)
                out.append(part)  # type: ignore[arg-type]  # it is a block
            else:
                run.append(part)  # type: ignore[arg-type]  # it is an inline
        _end_run(run, out, given)
        return out

    def blocks(self, element: Any) -> list[Block]:
        """The content of an element that holds blocks only. Where it has words of its own, it is read as one that may."""
        parts = self.parts(element)
        for part in parts:
            if type(part) not in BLOCKS and not _blank(part):
                break
        else:
            return [part for part in parts if type(part) in BLOCKS]  # type: ignore[misc]  # what is left are blocks
        if has_own_words(element):
            return self.grouped(parts)
        return [self.standing(part) for part in parts if not _blank(part)]

    def standing(self, part: Part) -> Block:
        """A part that stands alone where blocks stand."""
        match part:
            case n.RawInline(format, text):
                return n.RawBlock(format, text)
            case n.Note(blocks):
                return n.Division(blocks, "note")
            case n.Quotation(content):
                return n.BlockQuote((n.Paragraph(content),), _speaker(part, self.entity_names))
            case n.Span(content, kind, attributes) if kind and not attributes:
                return n.Paragraph(content, kind, lang=part.lang, direction=part.direction)
            case _:
                return part if type(part) in BLOCKS else n.Paragraph((part,))  # type: ignore[return-value,arg-type]

    # ── what we don't know ──────────────────────────────────────────────────────────────────────────────────────────

    def unknown(self, element: Any) -> Part | Parts:
        """An element without a rule."""
        name = plain_name(element)
        if not any(map(str.strip, element.itertext())):
            return n.RawInline("tei", source(element))
        self.guess("unknown-element", f"the element {name} is kept as generic markup of that name", element)
        parts = self.parts(element)
        if not any(not _blank(part) for part in parts):  # its words are fields, or repeat the headline
            return ()
        if not has_own_words(element):
            parts = _parted(parts)
        lang, direction = self.local(element)
        kind, attributes = as_token(name), self.attributes(element)
        if any(type(part) in BLOCKS for part in parts):
            return n.Division(tuple(self.grouped(parts)), kind, attributes, lang=lang, direction=direction)
        return n.Span(tuple(parts), kind, attributes, lang=lang, direction=direction)  # type: ignore[arg-type]  # no blocks

    def guess(self, code: str, message: str, element: Any) -> None:
        """Report a guess, once for each message."""
        if (code, message) not in self._told:
            self._told.add((code, message))
            self.context.guess(code, message, line=element.sourceline)

    def loss(self, code: str, message: str, element: Any) -> None:
        """Report a loss, once for each message."""
        if (code, message) not in self._told:
            self._told.add((code, message))
            self.context.loss(code, message, line=element.sourceline)

    # ── attributes ──────────────────────────────────────────────────────────────────────────────────────────────────

    def known(self, element: Any, *names: str) -> None:
        """Report the attributes of an element that neither these names nor its language and direction account for."""
        for name in element.keys():  # noqa: SIM118  # an element is no mapping: it iterates over its children
            if name in names or name == LANG or (name == "style" and direction_in(element.get("style"))):
                continue
            short = name.replace(f"{{{XML}}}", "xml:")
            self.loss("attribute-dropped", f"the attribute {short} of {plain_name(element)} has no place in a release", element)

    def local(self, element: Any) -> tuple[str, Any]:
        """Language and direction as an element states them, empty where it does not."""
        if not element.keys():
            return "", ""
        lang = element.get(LANG) or ""
        if lang and not LANG_SHAPE.fullmatch(lang):
            self.loss("language-dropped", f"{lang!r} is no language tag", element)
            lang = ""
        style = element.get("style")
        return lang, (direction_in(style) or "") if style else ""

    def attributes(self, element: Any, *used: str) -> tuple[tuple[str, str], ...]:
        """All other attributes as names and values; words of `rend` that are such pairs are those pairs."""
        found: dict[str, str] = {}
        for key in element.keys():  # noqa: SIM118  # an element is no mapping: it iterates over its children
            value = element.get(key)
            if key in used or key == LANG or (key == "style" and direction_in(value)):
                continue
            if key == "rend":
                named, words = unpaired(value)
                for name, given in named:
                    found.setdefault(name, given)
                if not words:
                    continue
                value = " ".join(words)
            found.setdefault(as_token(str(etree.QName(key).localname)), value)
        return tuple(found.items())

    def kind(self, element: Any, reserved: frozenset[str], generic: str, spelt: Mapping[str, str]) -> tuple[str, str]:
        """The kind that `type` names, and the subtype that is left over."""
        kind, sub = element.get("type") or "", element.get("subtype") or ""
        if kind == generic and (not sub or sub in reserved):
            return as_token(sub) if sub else "", ""
        if kind in spelt:
            return spelt[kind], sub
        return as_token(kind) if kind else "", sub

    def reference(self, element: Any, *names: str) -> str:
        """The id of the entity that the first of these attributes points to."""
        for name in names:
            if value := element.get(name):
                ref = referred(pointed(value, element.get("n")))
                return self.ids.get(ref, ref)
        return ""


def _parted(parts: list[Part]) -> list[Part]:
    """Inlines with spaces between them, where none stand yet."""
    out: list[Part] = []
    for part in parts:
        if out and not any(_blank(each) or type(each) in BLOCKS for each in (out[-1], part)):
            out.append(n.Text(" "))
        out.append(part)
    return out


def _blank(part: Part) -> bool:
    return isinstance(part, n.Text) and not part.text.strip(" \t\n\r")


def _end_run(run: list[Inline], out: list[Block], given: dict[str, Any]) -> None:
    if any(not _blank(part) for part in run):
        out.append(n.Paragraph(tuple(run), **given))
    run.clear()


def _speaker(part: n.Quotation, names: Mapping[str, str]) -> tuple[Inline, ...]:
    if not part.speaker:
        return ()
    return (n.Mention((n.Text(names.get(part.speaker) or part.speaker),), "person", part.speaker),)


def _flat(parts: Iterable[Part]) -> list[Inline]:
    """Parts as inlines: between the words of two blocks there is a space."""
    out: list[Inline] = []
    for part in parts:
        if not isinstance(part, _BLOCK_TYPES):
            out.append(part)  # type: ignore[arg-type]  # what is no block is an inline
            continue
        out.append(n.Text(" "))
        match part:
            case n.BulletList(items=items) | n.OrderedList(items=items):
                for item in items:
                    out += _flat(item.blocks)
            case n.Table():
                out += [*part.caption, n.Text(" ")]
                for row in part.rows:
                    for cell in row.cells:
                        out += _flat(cell.blocks)
            case n.Figure():
                out += [part.image, n.Text(" "), *part.caption, n.Text(" "), *part.credit]
            case n.CodeBlock(text):
                out.append(n.Code(text))
            case n.RawBlock(format, text):
                out.append(n.RawInline(format, text))
            case n.Paragraph(content) | n.Heading(content):
                out += content
            case n.Speech(blocks, speaker):
                out += [*speaker, *_flat(blocks)]
            case n.BlockQuote(blocks, attribution):
                out += [*_flat(blocks), n.Text(" "), *attribution]
            case n.Division(blocks):
                out += _flat(blocks)
            case n.ThematicBreak():
                pass
            case _:
                assert_never(part)
        out.append(n.Text(" "))
    return out


def has_own_words(element: Any) -> bool:
    """Whether words stand directly in an element, and not only in its children."""
    if element.text and element.text.strip():
        return True
    return any(child.tail and child.tail.strip() for child in element)


def spaced(element: Any) -> str:
    """The words of an element with single spaces; children of an element without words of its own are parted by one."""
    if len(element) and not has_own_words(element):
        return " ".join(filter(None, map(spaced, element)))
    pieces = [element.text or ""]
    for child in element:
        pieces += [spaced(child), child.tail or ""]
    return _SPACE.sub(" ", "".join(pieces)).strip()


def line_of(element: Any) -> str:
    """All words of an element as one line, to compare it with another."""
    return " ".join("".join(element.itertext()).split())


def source(element: Any) -> str:
    """An element as XML, without the declaration of the TEI namespace."""
    alone = deepcopy(element)
    etree.cleanup_namespaces(alone)
    text = etree.tostring(alone, encoding="unicode", with_tail=False)
    return str(text).replace(f' xmlns="{NAMESPACE}"', "", 1)


def role(element: Any) -> str:
    """The one word of `rend` that is a role, or nothing."""
    rend = element.get("rend") or ""
    return rend if is_token(rend) else ""
