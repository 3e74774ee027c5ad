"""Elements of a TEI text to nodes: the walk itself, and what every element's own rule needs from it.

Words are never lost in silence. An element without a rule of its own becomes a generic span or division with its name and
attributes, and one without words a raw node.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve

from releasekit.errors import ReadError
from releasekit.formats.tei.names import NAMESPACE, XML, as_token, direction_in, pointed, referred, unpaired
from releasekit.formats.tei.read_flat import BLOCKS, Part, flat, has_blocks
from releasekit.formats.tei.read_words import (
    SPACE,
    WHITE,
    all_words,
    attribute_name,
    has_own_words,
    is_white,
    markup_of,
    one_spaced,
    plain_name,
    source,
    spaced,
)
from releasekit.model import Block, Inline
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from releasekit.format import Context
    from releasekit.model import Attachment, Contact, Dateline

Parts: TypeAlias = "tuple[Part, ...]"
Rule: TypeAlias = "Callable[[Walk, Any], Part | Parts]"

LANG = f"{{{XML}}}lang"
MAX_ELEMENTS = 230
"""How deep elements may stand in a text: deeper than a release of the greatest depth is written."""
LANG_SHAPE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_USUAL = frozenset({("direct", "true"), ("place", "bottom"), ("place", "foot"), ("place", "end"), ("full", "yes")})
"""Attributes and values that say no more than the element does."""


class Walk:
    """One reading of one text: the rules, what the document says of its white space, and what it has met so far."""

    def __init__(self, context: Context, rules: Mapping[str, Rule], *, exact: bool) -> None:
        self.context = context
        self.exact = exact
        """Whether white space is kept as it stands (`xml:space="preserve"`), or runs of it are one space."""
        self.level = 1
        """The level of the heading that stands above."""
        self.outer = 1
        """The level of the heading above the division that is read."""
        self.top: Any = None
        """The element that holds the release: its heads, opener, contacts, attachments and trailer are fields."""
        self.ids: dict[str, str] = {}
        """The `xml:id` of each entity, and its id in the release."""
        self.entity_names: dict[str, str] = {}
        self.headlines: dict[str, tuple[Inline, ...]] = {}
        """Headline and subtitle by their plain words, as the header has them, or with the markup that they have in the text."""
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
        return words if self.exact else SPACE.sub(" ", words)

    def words(self, element: Any, *read: Any) -> str:
        """All words in an element, as a field holds them: exactly, or with single spaces.

        Markup in it is reported, but for the elements that are read otherwise.
        """
        if not len(element):
            text = element.text or ""
            return text if self.exact else one_spaced(text)
        self.markup_dropped(element, *read)
        return all_words(element) if self.exact and has_own_words(element) else spaced(element)

    def printed(self, element: Any) -> str:
        """All words in an element whose children are words of one line."""
        return all_words(element) if self.exact else spaced(element)

    def markup_dropped(self, element: Any, *read: Any) -> None:
        """Report that of what is in an element only the words are kept; what is in these others is read otherwise."""
        known = set(read)
        if left := [each for each in element.iterdescendants() if each not in known]:
            message = f"the markup {markup_of(left)} within {plain_name(element)} is left out, and its words are kept"
            self.loss("markup-dropped", message, element)

    # ── nodes ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def parts(self, element: Any, *, only_blocks: bool = False) -> list[Part]:
        """The content of an element in order: inlines, and blocks where they stand.

        White space between blocks is not in it, nor before them where only blocks are expected.
        """
        exact, rules = self.exact, self._rules
        out: list[Part] = []
        text = element.text
        if text and not (only_blocks and is_white(text)):
            out.append(n.Text(text if exact else SPACE.sub(" ", text)))
        children = element[:]
        if not children:
            return out
        self._depth += 1
        if self._depth > MAX_ELEMENTS:
            message = f"elements stand one in the other more than {MAX_ELEMENTS} deep: no press release does that"
            raise ReadError(message, name=self.context.name, line=element.sourceline)
        parted = None
        for child in children:
            rule = rules.get(child.tag)
            got = rule(self, child) if rule else self.unknown(child)
            if type(got) is tuple:
                out += got
            else:
                out.append(got)  # type: ignore[arg-type]  # mypy does not narrow a union by `type(x) is tuple`
            tail = child.tail
            if tail:
                if tail.isspace() and (type(out[-1]) in BLOCKS if out else only_blocks) and not tail.strip(WHITE):
                    continue
                out.append(n.Text(tail if exact else SPACE.sub(" ", tail)))
            elif not rule and child is not children[-1]:
                parted = not has_own_words(element) if parted is None else parted
                if parted:  # what we don't know is parted by more than its markup, as forename and surname are
                    out.append(n.Text(" "))
        self._depth -= 1
        return out

    def one(self, element: Any) -> Parts:
        """What an element itself gives, by its rule."""
        rule = self._rules.get(element.tag)
        got = rule(self, element) if rule else self.unknown(element)
        return got if isinstance(got, tuple) else (got,)

    def inlines(self, element: Any) -> tuple[Inline, ...]:
        """The content of an element that holds inlines only; blocks in it become their words."""
        if not len(element):
            text = element.text
            return (n.Text(text if self.exact else SPACE.sub(" ", text)),) if text else ()
        return self.only_inlines(self.parts(element), element)

    def only_inlines(self, parts: list[Part], element: Any) -> tuple[Inline, ...]:
        """The parts, with blocks as their words."""
        if has_blocks(parts):
            self.guess("block-flattened", f"blocks within {plain_name(element)} became words of their line", element)
            return tuple(flat(parts))
        return tuple(parts)  # type: ignore[arg-type]  # none of them is a block

    def content(self, element: Any, *names: str) -> tuple[Inline, ...]:
        """The content of an element that has no place for a language: what it says of one is said by a span.

        Attributes other than these are reported.
        """
        content = self.inlines(element)
        return spanned(content, *self.said(element, *names)) if element.keys() else content

    def flow(self, element: Any, *names: str) -> tuple[Block, ...]:
        """The content of an element that holds words or blocks, such as an item or a cell, in the language that it states.

        Attributes other than these are reported.
        """
        text = element.text
        blocks: tuple[Block, ...] = ()
        if len(element):
            blocks = tuple(self.grouped(self.parts(element)))
        elif text and (not text.isspace() or text.strip(WHITE)):
            blocks = (n.Paragraph((n.Text(text if self.exact else SPACE.sub(" ", text)),)),)
        return spoken(blocks, *self.said(element, *names)) if element.keys() else blocks

    def grouped(self, parts: Iterable[Part], role: str = "", lang: str = "", direction: n.Direction = "") -> list[Block]:
        """Blocks as they are, and the inlines between them as paragraphs."""
        out: list[Block] = []
        run: list[Inline] = []
        for part in parts:
            if type(part) not in BLOCKS:
                if run or not _blank(part):  # white space before the first words is nobody's
                    run.append(part)  # type: ignore[arg-type]  # it is an inline
                continue
            if run:
                out.append(n.Paragraph(tuple(run), role, lang=lang, direction=direction))
                run = []
            out.append(part)  # type: ignore[arg-type]  # it is a block
        if run:
            out.append(n.Paragraph(tuple(run), role, lang=lang, direction=direction))
        return out

    def blocks(self, element: Any) -> list[Block]:
        """The content of an element that holds blocks only. Where it has words of its own, it is read as one that may."""
        parts = self.parts(element, only_blocks=True)
        if BLOCKS.issuperset(map(type, parts)):
            return parts  # type: ignore[return-value]  # all of them are blocks
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
                return n.BlockQuote((n.Paragraph(content),), self.named(part.speaker))
            case n.Span(content, kind, attributes) if kind and not attributes:
                return n.Paragraph(content, kind, lang=part.lang, direction=part.direction)
            case _:
                return part if type(part) in BLOCKS else n.Paragraph((part,))  # type: ignore[return-value,arg-type]  # as above

    def named(self, ref: str) -> tuple[Inline, ...]:
        """Who is known only by reference, as words."""
        return (n.Mention((n.Text(self.entity_names.get(ref) or ref),), "person", ref),) if ref else ()

    # ── what we don't know ──────────────────────────────────────────────────────────────────────────────────────────

    def unknown(self, element: Any) -> Part | Parts:
        """An element without a rule."""
        name = plain_name(element)
        if is_white(all_words(element)):
            return n.RawInline("tei", source(element))
        self.guess("unknown-element", f"the element {_origin(element)} is kept as generic markup of that name", element)
        parts = self.parts(element)
        if all(map(_blank, parts)):  # its words are fields, or repeat the headline
            self.known(element)
            return ()
        if not has_own_words(element):
            parts = _parted(parts)
        lang, direction = self.local(element)
        kind, attributes = as_token(name), self.attributes(element)
        if has_blocks(parts):
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
        """Report the attributes of an element that neither these names account for nor the element itself."""
        for name, value in element.items():
            if name not in names and (name, value) not in _USUAL:
                self.attribute_dropped(element, name)

    def said(self, element: Any, *names: str) -> tuple[str, Any]:
        """Language and direction as an element states them; its other attributes are reported as by `known`."""
        lang, direction = "", ""
        for name, value in element.items():
            if name == LANG:
                lang = self._lang(value, element)
            elif name == "style" and (stated := direction_in(value)):
                direction = stated
            elif name not in names and (name, value) not in _USUAL:
                self.attribute_dropped(element, name)
        return lang, direction

    def local(self, element: Any) -> tuple[str, Any]:
        """Language and direction as an element states them, empty where it does not."""
        if not element.keys():
            return "", ""
        lang, style = element.get(LANG), element.get("style")
        return self._lang(lang, element) if lang else "", (direction_in(style) or "") if style else ""

    def _lang(self, lang: str, element: Any) -> str:
        if not lang or LANG_SHAPE.fullmatch(lang):
            return lang
        self.loss("language-dropped", f"{lang!r} is no language tag", element)
        return ""

    def attribute_dropped(self, element: Any, name: str) -> None:
        """Report one attribute."""
        message = f"the attribute {attribute_name(name)} of {plain_name(element)} has no place in a release"
        self.loss("attribute-dropped", message, element)

    def attributes(self, element: Any, *used: str) -> tuple[tuple[str, str], ...]:
        """All other attributes as names and values; words of `rend` that are such pairs are those pairs."""
        found: dict[str, str] = {}
        for key, value in element.items():
            if key in used or key == LANG or (key == "style" and direction_in(value)):
                continue
            given = [(as_token(key.rpartition("}")[2]), value)]
            if key == "rend":
                given, words = unpaired(value)
                if words:
                    given.append(("rend", " ".join(words)))
            for name, said in given:
                if found.setdefault(name, said) != said:
                    message = f"{name}={said} of {plain_name(element)}: the element has two attributes of that name"
                    self.loss("attribute-dropped", message, element)
        return tuple(found.items())

    def typed(
        self, element: Any, reserved: frozenset[str], generic: str, spelt: Mapping[str, str]
    ) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The kind that `type` names, and all other attributes; `subtype` has a kind that `type` could not say."""
        kind, sub = element.get("type") or "", element.get("subtype") or ""
        attributes = self.attributes(element, "type", "subtype")
        if kind == generic and (not sub or sub in reserved):
            return as_token(sub) if sub else "", attributes
        if sub:
            attributes = (("subtype", sub), *(pair for pair in attributes if pair[0] != "subtype"))
        return spelt.get(kind) or (as_token(kind) if kind else ""), attributes

    def address(self, element: Any, name: str) -> str:
        """The address that a pointer is; `n` beside it has the exact one, or has no place."""
        shape, exact = element.get(name) or "", element.get("n")
        if exact is None:
            return shape
        address = pointed(shape, exact)
        if address != exact:
            self.attribute_dropped(element, "n")
        return address

    def reference(self, element: Any, name: str) -> str:
        """The id of the entity that an attribute points to, or that `key` names. Of several the first counts."""
        address, key = self.address(element, name), element.get("key")
        if not address.strip():
            return self.ids.get(key, key) if key else ""
        if key:
            self.attribute_dropped(element, "key")
        ref = referred(address)
        if ref in self.ids:
            return self.ids[ref]
        first, *others = address.split() if address == element.get(name) else (address,)
        if others:
            message = f"the attribute {name} of {plain_name(element)} points to several: {' '.join(others)} is left out"
            self.loss("attribute-dropped", message, element)
        ref = referred(first)
        return self.ids.get(ref, ref)


def _origin(element: Any) -> str:
    """The name of an element, with its namespace where that is not TEI's."""
    namespace, _, name = str(element.tag).rpartition("}")
    namespace = namespace.removeprefix("{")
    return name if namespace == NAMESPACE else f"{name} of {namespace or 'no namespace'}"


def _parted(parts: list[Part]) -> list[Part]:
    """Inlines with spaces between them, where none stand yet."""
    out: list[Part] = []
    for part in parts:
        if out and not any(_blank(each) or type(each) in BLOCKS for each in (out[-1], part)):
            out.append(n.Text(" "))
        out.append(part)
    return out


def _blank(part: Part) -> bool:
    return type(part) is n.Text and is_white(part.text)


def spanned(content: tuple[Inline, ...], lang: str, direction: n.Direction) -> tuple[Inline, ...]:
    """Inlines in a language and direction, if one is given."""
    return (n.Span(content, lang=lang, direction=direction),) if lang or direction else content


def spoken(blocks: tuple[Block, ...], lang: str, direction: n.Direction) -> tuple[Block, ...]:
    """Blocks in a language and direction, if one is given, where they state none of their own."""
    return tuple([_spoken(block, lang, direction) for block in blocks]) if lang or direction else blocks


def _spoken(block: Block, lang: str, direction: n.Direction) -> Block:
    if not isinstance(block, n.Localised):
        return block
    return evolve(block, lang=block.lang or lang, direction=block.direction or direction)
