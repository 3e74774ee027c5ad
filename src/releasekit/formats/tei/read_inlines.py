"""The rules for TEI elements that stand in a line of words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.formats.tei.names import MARKS, SEG_RESERVED, as_token, is_token, media_type, unpaired
from releasekit.formats.tei.parts import Parts, Rule, Walk, spanned, spoken
from releasekit.formats.tei.read_flat import Part, has_blocks
from releasekit.formats.tei.read_words import all_words, has_own_words, is_white, plain_name, short, tei, told
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

_QUOTE, _SAID, _DESC, _NOTE, _U = tei("quote"), tei("said"), tei("desc"), tei("note"), tei("u")


def _hi(walk: Walk, element: Any) -> Part | Parts:
    rend = element.get("rend")
    content = walk.inlines(element) if element.keys() == ["rend"] else walk.content(element, "rend")
    if mark := _MARK_WORDS.get(rend or "italic"):
        return mark(content)  # type: ignore[no-any-return]  # all marks are made alike
    made: Any = None
    for word in reversed(rend.split()):
        inner = content if made is None else (made,)
        if mark := _MARK_WORDS.get(word):
            made = mark(inner)
        else:
            named, _ = unpaired(word)
            made = n.Span(inner, "hi", tuple(named) or (("rend", word),))
    return made if made is not None else content


def _emph(walk: Walk, element: Any) -> Part:
    return n.Emphasis(walk.content(element))


def _del(walk: Walk, element: Any) -> Part:
    return n.Strike(walk.content(element))


def _title(walk: Walk, element: Any) -> Part:
    """A title that is named in the text."""
    return n.Emphasis(walk.content(element))


def _ref(walk: Walk, element: Any) -> Part:
    if len(element):
        _inner_links_dropped(walk, element)
    if element.keys() == ["target"]:
        return n.Link(walk.inlines(element), element.get("target"))
    title = _told_title(walk, element)
    return n.Link(walk.content(element, "target", "n", "rend"), walk.address(element, "target"), title)


def _inner_links_dropped(walk: Walk, element: Any) -> None:
    """Report the links within a link, which a release has not; a note in it may have its own."""
    for inner in element.iterdescendants(element.tag):
        if next(inner.iterancestors(element.tag, _NOTE)) is element:
            walk.loss("link-dropped", f"the link to {inner.get('target')} stands in another, and is left out", inner)


def _told_title(walk: Walk, element: Any) -> str:
    """The title in the words of `rend`; other words are reported."""
    rend = element.get("rend")
    if not rend:
        return ""
    named, words = unpaired(rend)
    if words or [name for name, _ in named] != ["title"]:
        walk.attribute_dropped(element, "rend")
    return dict(named).get("title", "")


def _with_content(rule: Rule) -> Rule:
    """The rule of an element that TEI leaves empty, for those that are not: the words follow."""

    def both(walk: Walk, element: Any) -> Part | Parts:
        got = rule(walk, element)
        if not len(element) and is_white(element.text):
            return got
        return (*(got if isinstance(got, tuple) else (got,)), *walk.parts(element))

    return both


def _ptr(walk: Walk, element: Any) -> Part:
    walk.known(element, "target", "n")
    href = walk.address(element, "target")
    return n.Link((n.Text(href),), href)


def image(walk: Walk, element: Any) -> n.Image:
    """A `graphic` as a picture."""
    src = walk.address(element, "url")
    walk.known(element, "url", "n", "rend", "mimeType" if element.get("mimeType") == media_type(src) else "")
    described = [child for child in element[:] if child.tag == _DESC]
    for each in described:
        walk.known(each)
    return n.Image(src, " ".join(map(walk.words, described)), _told_title(walk, element))


def _graphic(walk: Walk, element: Any) -> Part | Parts:
    """A picture within a line; what it holds beside its description follows it."""
    picture = image(walk, element)
    if not len(element) and is_white(element.text):
        return picture
    if has_own_words(element):
        return (picture, *walk.parts(element))
    return (picture, *(part for child in element[:] if child.tag != _DESC for part in walk.one(child)))


def _lb(walk: Walk, element: Any) -> Part:
    walk.known(element)
    return n.LineBreak()


def _code(walk: Walk, element: Any) -> Part:
    walk.known(element)
    if len(element):
        walk.markup_dropped(element)
    return n.Code(legal(all_words(element)).replace("\n", " "))


def _said(walk: Walk, element: Any) -> Part | Parts:
    """Words that somebody said: `said`, and `q` and `quote` of others. With blocks in it, it is a block quote."""
    lang, direction = walk.said(element, "who", "n")
    inner: tuple[str, Any] = ("", "")
    quoted = element
    if element.tag == _SAID and len(element) == 1 and element[0].tag == _QUOTE and not has_own_words(element):
        quoted = element[0]
        inner = walk.said(quoted)
    parts = walk.parts(quoted)
    speaker = walk.reference(element, "who")
    if has_blocks(parts) or (not parts and element.tag != _SAID):
        blocks = spoken(tuple(walk.grouped(parts)), *inner)
        return n.BlockQuote(blocks, walk.named(speaker), lang=lang, direction=direction)
    content = spanned(tuple(parts), *inner)  # type: ignore[arg-type]  # no blocks among them
    return n.Quotation(spanned(content, lang, direction), speaker)


def _mention(kind: str) -> Rule:
    def rule(walk: Walk, element: Any) -> Part:
        content = walk.content(element, "ref", "key", "n")
        return n.Mention(content, kind, walk.reference(element, "ref") if element.keys() else "")

    return rule


def _rs(walk: Walk, element: Any) -> Part:
    kind = as_token(element.get("type") or "rs")
    return n.Mention(walk.content(element, "ref", "key", "n", "type"), kind, walk.reference(element, "ref"))


def _name(walk: Walk, element: Any) -> Part:
    """A name of a type that others write, as our kind of mention."""
    type = element.get("type") or "name"
    kind = _NAME_TYPES.get(type.lower(), as_token(type))
    return n.Mention(walk.content(element, "ref", "key", "n", "type"), kind, walk.reference(element, "ref"))


_NAME_TYPES = {"org": "organisation", "organization": "organisation", "pers": "person", "per": "person", "loc": "place"}


@lru_cache(maxsize=256)  # a release states the same day several times, and so do those around it
def moment(value: str) -> Moment | None:
    """A moment out of an attribute, or None."""
    try:
        return Moment(value.strip())
    except FieldError:
        match = re.fullmatch(r"\s*(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)([+-]\d{2})(\d{2})\s*", value)
        return Moment(f"{match[1]}{match[2]}:{match[3]}") if match else None


_WHEN = ("when-iso", "when", "from-iso", "from", "notBefore-iso", "notBefore")


def dated(element: Any) -> tuple[Moment | None, str]:
    """The moment that a dated element states, and the attribute that states it; none where there is no moment."""
    for name in _WHEN:
        if value := element.get(name):
            stated = moment(value)
            return stated, name if stated else ""
    return None, ""


def _date(walk: Walk, element: Any) -> Part:
    value = element.get("when-iso") or element.get("when") or ""
    if value and (known := moment(value)):
        return n.Date(walk.content(element, "when-iso", "when" if element.get("when") == value else ""), known)
    lang, direction = walk.local(element)
    return n.Span(walk.inlines(element), "date", walk.attributes(element), lang=lang, direction=direction)


def _foreign(walk: Walk, element: Any) -> Part:
    lang, direction = walk.said(element)
    return n.Span(walk.inlines(element), lang=lang, direction=direction)


def _seg(walk: Walk, element: Any) -> Part | Parts:
    type = element.get("type")
    if type == "content":
        walk.known(element, "type")
        return tuple(walk.parts(element))
    if type == "releaseInstruction" and not walk.instruction:
        walk.known(element, "type")
        walk.instruction = walk.words(element)
        return ()
    kind, attributes = walk.typed(element, SEG_RESERVED, "span", {})
    lang, direction = walk.local(element)
    return n.Span(walk.inlines(element), kind, attributes, lang=lang, direction=direction)


def _note(walk: Walk, element: Any) -> Part | Parts:
    if element.get("type") == "speaker" and (after := element.getnext()) is not None and after.tag == _U:
        walk.known(element, "type")
        return ()  # the utterance takes it
    return n.Note(walk.flow(element, "n" if (element.get("n") or "").isdecimal() else ""))


def _milestone(walk: Walk, element: Any) -> Part | Parts:
    unit, rend = element.get("unit") or "", element.get("rend") or ""
    format, text = element.get("type") or "", element.get("n") or ""
    if unit in {"rawInline", "rawBlock"} and is_token(format):
        walk.known(element, "unit", "type", "n")
        return n.RawInline(format, text) if unit == "rawInline" else n.RawBlock(format, text)
    if unit == "break" or rend in {"rule", "line", "hr", "stars"}:
        walk.known(element, "unit" if unit in {"break", "section"} else "", "rend")
        return n.ThematicBreak()
    return walk.unknown(element)


def _role_name(walk: Walk, element: Any) -> Part:
    """What somebody is, beside the name."""
    lang, direction = walk.local(element)
    return n.Span(walk.inlines(element), "roleName", walk.attributes(element), lang=lang, direction=direction)


def _choice(walk: Walk, element: Any) -> Part | Parts:
    """Several readings of one place: the best of them."""
    readings = sorted(element[:], key=_rank)
    if not readings or has_own_words(element):
        return walk.unknown(element)
    walk.known(element)
    for other in readings[1:]:
        name = plain_name(other)
        walk.context.loss("reading-dropped", f"{name} {told(other)} gives way to another reading", line=other.sourceline)
    best = readings[0]
    return walk.content(best) if best.keys() else tuple(walk.parts(best))


def _rank(reading: Any) -> int:
    name = plain_name(reading)
    return _BEST.index(name) if name in _BEST else len(_BEST)


def _lines(walk: Walk, element: Any) -> Part | Parts:
    """Lines that stand one below the other."""
    if has_own_words(element):
        return walk.unknown(element)
    walk.known(element)
    return tuple(broken(walk.content(line) for line in element[:]))


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


def _include(walk: Walk, element: Any) -> Part | Parts:
    """An inclusion (XInclude 1.0): what stands elsewhere is never fetched."""
    walk.context.loss("include-not-followed", f"{short(element.get('href') or '')} is not included", line=element.sourceline)
    return walk.unknown(element)


INLINE_RULES: dict[str, Rule] = {
    tei(name): rule
    for name, rule in {
        "hi": _hi, "emph": _emph, "del": _del, "title": _title, "ref": _ref, "ptr": _with_content(_ptr), "graphic": _graphic,
        "lb": _with_content(_lb), "code": _code, "said": _said, "q": _said, "quote": _said, "persName": _mention("person"),
        "orgName": _mention("organisation"), "placeName": _mention("place"), "rs": _rs, "name": _name, "date": _date,
        "foreign": _foreign, "roleName": _role_name, "seg": _seg, "note": _note, "milestone": _with_content(_milestone),
        "choice": _choice, "app": _choice, "address": _lines, "l": _line, "mentioned": _emph,
    }.items()
} | {"{http://www.w3.org/2001/XInclude}include": _include}  # fmt: skip
