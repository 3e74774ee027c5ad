"""The rules for TEI elements that stand in a line of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.formats.tei.names import MARKS, SEG_RESERVED, as_token, is_token, pointed, unpaired
from releasekit.formats.tei.parts import BLOCKS, LANG, Part, Parts, Rule, Walk, has_own_words, plain_name, spaced, tei
from releasekit.model import Moment, legal
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK_WORDS: dict[str, type[Any]] = {word: getattr(n, name) for name, word in MARKS.items()} | {
    "italics": n.Emphasis,
    "it": n.Emphasis,
    "i": n.Emphasis,
    "b": n.Strong,
    "strong": n.Strong,
    "underlined": n.Underline,
    "strike": n.Strike,
    "sup": n.Superscript,
    "super": n.Superscript,
    "sub": n.Subscript,
    "small-caps": n.SmallCaps,
    "smallCaps": n.SmallCaps,
    "sc": n.SmallCaps,
}
"""Words of `hi/@rend`, ours first, then what others write."""

_BEST = ("corr", "reg", "expan", "lem", "sic", "orig", "abbr", "rdg")
"""Which of several readings is shown, best first."""


def _hi(walk: Walk, element: Any) -> Part | Parts:
    walk.known(element, "rend")
    content = walk.content(element)
    words = (element.get("rend") or "italic").split()
    made: Any = None
    for word in reversed(words):
        inner = content if made is None else (made,)
        mark = _MARK_WORDS.get(word)
        if mark:
            made = mark(inner)
        else:
            named, _ = unpaired(word)
            made = n.Span(inner, "hi", tuple(named) or (("rend", word),))
    return made if made is not None else content


def _emph(walk: Walk, element: Any) -> Part:
    walk.known(element, "rend")
    return n.Emphasis(walk.content(element))


def _del(walk: Walk, element: Any) -> Part:
    walk.known(element, "rend")
    return n.Strike(walk.content(element))


def _title(walk: Walk, element: Any) -> Part:
    """A title that is named in the text."""
    walk.known(element, "level", "rend", "type")
    return n.Emphasis(walk.content(element))


def _ref(walk: Walk, element: Any) -> Part:
    walk.known(element, "target", "n", "rend", "type")
    href = pointed(element.get("target") or "", element.get("n"))
    named = dict(unpaired(element.get("rend") or "")[0])
    return n.Link(walk.content(element), href, named.get("title", ""))


def _with_content(rule: Rule) -> Rule:
    """The rule of an element that TEI leaves empty, for those that are not: the words follow."""

    def both(walk: Walk, element: Any) -> Part | Parts:
        got = rule(walk, element)
        if not len(element) and not (element.text and element.text.strip()):
            return got
        return (*(got if isinstance(got, tuple) else (got,)), *walk.parts(element))

    return both


def _ptr(walk: Walk, element: Any) -> Part:
    walk.known(element, "target", "n", "type")
    href = pointed(element.get("target") or "", element.get("n"))
    return n.Link((n.Text(href),), href)


def image(walk: Walk, element: Any) -> n.Image:
    """A `graphic` as a picture."""
    src = pointed(element.get("url") or "", element.get("n"))
    walk.known(element, "url", "n", "rend", *(("mimeType",) if element.get("mimeType") == _guessed(src) else ()))
    named = dict(unpaired(element.get("rend") or "")[0])
    return n.Image(src, " ".join(map(walk.words, element.iterchildren(tei("desc")))), named.get("title", ""))


def _graphic(walk: Walk, element: Any) -> Part | Parts:
    """A picture within a line; what it holds beside its description follows it."""
    picture = image(walk, element)
    if has_own_words(element):
        return (picture, *walk.parts(element))
    return (picture, *(part for child in element if child.tag != tei("desc") for part in walk.one(child)))


def _guessed(src: str) -> str:
    """The media type that the suffix of a picture's address says anyway."""
    suffix = src.rpartition(".")[2].lower()
    known = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "svg": "svg+xml", "webp": "webp", "tif": "tiff"}
    return f"image/{known.get(suffix, suffix)}"


def _lb(walk: Walk, element: Any) -> Part:
    walk.known(element, "n")
    return n.LineBreak()


def _code(walk: Walk, element: Any) -> Part:
    walk.known(element)
    return n.Code(legal("".join(element.itertext())).replace("\n", " "))


def _said(walk: Walk, element: Any) -> Part:
    """Words that somebody said: `said`, and `q` and `quote` of others. With blocks in it, it is a block quote."""
    quoted = element
    if element.tag == _SAID and len(element) == 1 and element[0].tag == _QUOTE and not has_own_words(element):
        quoted = element[0]
        walk.known(quoted)
    walk.known(element, "who", "direct", "n", "rend", "type", "aloud")
    parts = walk.parts(quoted)
    if quoted.tag != _SAID and not parts and quoted is element:
        return _block_quote(walk, element, parts)
    if any(type(part) in BLOCKS for part in parts):
        return _block_quote(walk, element, parts)
    return n.Quotation(tuple(parts), walk.reference(element, "who"))  # type: ignore[arg-type]  # no blocks among them


def _block_quote(walk: Walk, element: Any, parts: list[Part]) -> n.BlockQuote:
    lang, direction = walk.local(element)
    return n.BlockQuote(tuple(walk.grouped(parts)), lang=lang, direction=direction)


_QUOTE = tei("quote")
_SAID = tei("said")


def _mention(kind: str) -> Rule:
    def rule(walk: Walk, element: Any) -> Part:
        walk.known(element, "ref", "key", "n")
        return n.Mention(walk.content(element), kind, walk.reference(element, "ref", "key"))

    return rule


def _rs(walk: Walk, element: Any) -> Part:
    kind = as_token(element.get("type") or plain_name(element))
    walk.known(element, "ref", "key", "n", "type")
    return n.Mention(walk.content(element), kind, walk.reference(element, "ref", "key"))


def _name(walk: Walk, element: Any) -> Part:
    """A name of a type that others write, as our kind of mention."""
    type = element.get("type") or "name"
    walk.known(element, "ref", "key", "n", "type")
    kind = _NAME_TYPES.get(type.lower(), as_token(type))
    return n.Mention(walk.content(element), kind, walk.reference(element, "ref", "key"))


_NAME_TYPES = {"org": "organisation", "organization": "organisation", "pers": "person", "per": "person", "loc": "place"}


def moment(value: str) -> Moment | None:
    """A moment out of an attribute, or None."""
    try:
        return Moment(value.strip())
    except FieldError:
        match = re.fullmatch(r"\s*(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)([+-]\d{2})(\d{2})\s*", value)
        return Moment(f"{match[1]}{match[2]}:{match[3]}") if match else None


def when(element: Any) -> Moment | None:
    """The moment that a dated element states, or None."""
    for name in ("when-iso", "when", "from-iso", "from", "notBefore-iso", "notBefore"):
        if value := element.get(name):
            return moment(value)
    return None


def _date(walk: Walk, element: Any) -> Part:
    value = element.get("when-iso") or element.get("when") or ""
    if known := moment(value):
        walk.known(element, "when-iso", "when")
        return n.Date(walk.content(element), known)
    lang, direction = walk.local(element)
    return n.Span(walk.inlines(element), "date", walk.attributes(element), lang=lang, direction=direction)


def _foreign(walk: Walk, element: Any) -> Part:
    walk.known(element)
    lang, direction = walk.local(element)
    return n.Span(walk.inlines(element), lang=lang, direction=direction)


def _seg(walk: Walk, element: Any) -> Part | Parts:
    type = element.get("type")
    if type == "content":
        return tuple(walk.parts(element))
    if type == "releaseInstruction" and not walk.instruction:
        walk.instruction = walk.words(element)
        return ()
    kind, sub = walk.kind(element, SEG_RESERVED, "span", {})
    lang, direction = walk.local(element)
    attributes = walk.attributes(element, "type", "subtype")
    if sub:
        attributes = (("subtype", sub), *(pair for pair in attributes if pair[0] != "subtype"))
    return n.Span(walk.inlines(element), kind, attributes, lang=lang, direction=direction)


def _note(walk: Walk, element: Any) -> Part | Parts:
    walk.known(element, "place", "n", "type")
    if element.get("type") == "speaker" and (after := element.getnext()) is not None and after.tag == tei("u"):
        return ()  # the utterance takes it
    return n.Note(tuple(walk.grouped(walk.parts(element))))


def _milestone(walk: Walk, element: Any) -> Part | Parts:
    unit = element.get("unit") or ""
    format, text = element.get("type") or "", element.get("n") or ""
    if unit == "rawInline" and is_token(format):
        return n.RawInline(format, text)
    if unit == "rawBlock" and is_token(format):
        return n.RawBlock(format, text)
    if unit == "break" or (element.get("rend") or "") in {"rule", "line", "hr", "stars"}:
        return n.ThematicBreak()
    return walk.unknown(element)


def _role_name(walk: Walk, element: Any) -> Part:
    """What somebody is, beside the name."""
    walk.known(element)
    lang, direction = walk.local(element)
    return n.Span(walk.inlines(element), "roleName", lang=lang, direction=direction)


def _choice(walk: Walk, element: Any) -> Part | Parts:
    """Several readings of one place: the best of them."""
    if has_own_words(element):
        return walk.unknown(element)
    readings = sorted(element, key=lambda child: _BEST.index(name) if (name := plain_name(child)) in _BEST else len(_BEST))
    for other in readings[1:]:
        name = plain_name(other)
        walk.context.loss("reading-dropped", f"{name} {spaced(other)!r} gives way to another reading", line=other.sourceline)
    return tuple(walk.parts(readings[0])) if readings else walk.unknown(element)


def _lines(walk: Walk, element: Any) -> Part | Parts:
    """Lines that stand one below the other."""
    if has_own_words(element):
        return walk.unknown(element)
    walk.known(element, "type", "rend")
    return tuple(broken(walk.inlines(child) for child in element))


def broken(lines: Iterable[tuple[n.Inline, ...]]) -> list[n.Inline]:
    """Lines of inlines with line breaks between them."""
    out: list[n.Inline] = []
    for line in lines:
        if not line:
            continue
        if out:
            out.append(n.LineBreak())
        out += line
    return out


def _line(walk: Walk, element: Any) -> Parts:
    before = element.getprevious()
    lead = (n.LineBreak(),) if before is not None and before.tag == element.tag else ()
    return (*lead, *walk.content(element))


def _content(walk: Walk, element: Any) -> Part | Parts:
    """An element that says nothing: its content is what counts."""
    return tuple(walk.parts(element)) if not element.get(LANG) else _foreign(walk, element)


INLINE_RULES: dict[str, Rule] = {
    tei(name): rule
    for name, rule in {
        "hi": _hi, "emph": _emph, "del": _del, "title": _title, "ref": _ref, "ptr": _with_content(_ptr), "graphic": _graphic, "lb": _with_content(_lb),
        "code": _code, "said": _said, "q": _said, "quote": _said, "persName": _mention("person"),
        "orgName": _mention("organisation"), "placeName": _mention("place"), "rs": _rs, "name": _name, "date": _date,
        "foreign": _foreign, "roleName": _role_name, "seg": _seg, "note": _note, "milestone": _with_content(_milestone), "choice": _choice, "app": _choice,
        "address": _lines, "l": _line, "mentioned": _emph, "soCalled": _content, "corr": _content, "reg": _content,
        "expan": _content, "lem": _content,
    }.items()
}  # fmt: skip
