"""Inlines of the model to runs of text: what is said in, the same words with their looks out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from attrs import evolve

from releasekit.formats.pdf.fonts import MONO
from releasekit.formats.pdf.pictures import Placed
from releasekit.formats.pdf.prose import PICTURE, Run
from releasekit.formats.pdf.unspaced import is_square
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.pdf.flow import Flow
    from releasekit.formats.pdf.looks import Look
    from releasekit.formats.pdf.structure import Tag

SMALLER = 0.66
"""The size of raised and lowered characters."""

MAX_INLINE_PICTURE = 200.0
"""The greatest height of a picture within a line, in points."""

ISOLATES = {"ltr": ("\u2066", "\u2069"), "rtl": ("\u2067", "\u2069")}
"""What keeps words of a stated direction apart from those around them (UAX #9, 2.5)."""

UNDERLINED = "/O /Layout /TextDecorationType /Underline"
STRUCK = "/O /Layout /TextDecorationType /LineThrough"
"""What structure says of a line through or under the words (ISO 32000-1, table 345)."""

_LINE_ENDS = re.compile("[\n\t ]+")
_KEPT_SPACES = re.compile(" (?= )|^ ")
_LINKED = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+", re.IGNORECASE)


def runs(content: Iterable[n.Inline], look: Look, flow: Flow, tag: Tag) -> list[Run]:
    """The runs that inlines become; `tag` is the block that they stand in."""
    out: list[Run] = []
    for item in content:
        _inline(item, look, flow, tag, out)
    return out


def linked(href: str) -> bool:
    """Whether an address may be a link on a page: of the web, of e-mail or a telephone number."""
    return _LINKED.fullmatch(href) is not None


def apart(text: str) -> str:
    """A number or an address, which runs from left to right whatever stands around it."""
    opening, closing = ISOLATES["ltr"]
    return opening + text + closing


def fixed(text: str) -> str:
    """Code as it is to be set: all its spaces are kept."""
    return _KEPT_SPACES.sub("\u00a0", text.replace("\t", "    "))


def _inline(item: n.Inline, look: Look, flow: Flow, tag: Tag, out: list[Run]) -> None:
    match item:
        case n.Text(text):
            out.append(Run(_spaced(text), look))
        case n.LineBreak():
            out.append(Run("\n", look))
        case n.Code(text):
            code = evolve(look, family=MONO, tag=_within(look, tag, "Code"), tracking=0.0)
            out.append(Run(fixed(text), code))
        case n.Emphasis():
            _all(item.content, evolve(look, italic=not look.italic, tag=_within(look, tag, "Em")), flow, tag, out)
        case n.Strong():
            _all(item.content, evolve(look, weight=max(700, look.weight), tag=_within(look, tag, "Strong")), flow, tag, out)
        case n.Underline():
            _all(item.content, evolve(look, underline=True, tag=_within(look, tag, "Span", UNDERLINED)), flow, tag, out)
        case n.Strike():
            _all(item.content, evolve(look, strike=True, tag=_within(look, tag, "Span", STRUCK)), flow, tag, out)
        case n.Superscript():
            raised = evolve(look, size=look.size * SMALLER, rise=look.rise + look.size * 0.36)
            _all(item.content, raised, flow, tag, out)
        case n.Subscript():
            lowered = evolve(look, size=look.size * SMALLER, rise=look.rise - look.size * 0.13)
            _all(item.content, lowered, flow, tag, out)
        case n.SmallCaps():
            _all(item.content, evolve(look, features=(*look.features, "smcp"), tracking=look.tracking + 20), flow, tag, out)
        case n.Link():
            _link(item, look, flow, tag, out)
        case n.Image():
            _image(item, look, flow, tag, out)
        case n.Quotation():
            _all(item.content, evolve(look, tag=_within(look, tag, "Quote")), flow, tag, out)
        case n.Mention():
            before = len(out)
            _all(item.content, look, flow, tag, out)
            if flow.indexed and before < len(out):
                out[before] = evolve(out[before], mentions=(item, *out[before].mentions))
        case n.Date():
            _all(item.content, look, flow, tag, out)
        case n.Span():
            _span(item, look, flow, tag, out)
        case n.Note():
            reference = (look.tag or tag).inline("Reference")
            footnote = flow.footnote(item, reference)
            mark = evolve(
                look, size=look.size * SMALLER, rise=look.rise + look.size * 0.36, colour=_accent(look, flow), tracking=0.0,
                underline=False, strike=False, italic=False, href="", features=(), tag=reference,
            )  # fmt: skip
            out.append(Run(str(footnote.number), mark, note=footnote))
        case n.RawInline():
            pass
        case _:
            assert_never(item)


def _spaced(text: str) -> str:
    """Text with one space for each stretch of spaces and ends of lines in the source, and with the line ends of its author."""
    if "\n" in text or "\t" in text or "  " in text:
        text = _LINE_ENDS.sub(" ", text if text.isascii() else _unbroken(text))
    return text if text.isascii() else text.replace("\u2028", "\n").replace("\u2029", "\n")


def _unbroken(text: str) -> str:
    """Text without the ends of lines in the source that are no spaces: those between ideographs (CSS Text 4, 4.1.3)."""
    before, *lines = text.split("\n")
    out = [before]
    for line in lines:
        out += [line] if is_square(before[-1:]) and is_square(line[:1]) else ["\n", line]
        before = line
    return "".join(out)


def _within(look: Look, tag: Tag, role: str, attributes: str = "") -> Tag:
    """An inline within the one that text in this look stands in, or in its block."""
    return (look.tag or tag).inline(role, attributes=attributes)


def _all(content: Iterable[n.Inline], look: Look, flow: Flow, tag: Tag, out: list[Run]) -> None:
    for item in content:
        _inline(item, look, flow, tag, out)


def _accent(look: Look, flow: Flow) -> str:
    """The colour of links and marks among words."""
    return look.colour if look.ground else flow.looks.house.accent


def _link(item: n.Link, look: Look, flow: Flow, tag: Tag, out: list[Run]) -> None:
    if not linked(item.href):
        message = f"a page links only to web, e-mail and telephone addresses, not to {item.href!r}"
        flow.context.advise("link-inactive", message, flow.where(item))
        _all(item.content, look, flow, tag, out)
        return
    tagged = _within(look, tag, "Link")
    own = evolve(look, href=item.href, tip=item.title, colour=_accent(look, flow), underline=True, tag=tagged)
    before = len(out)
    _all(item.content, own, flow, tag, out)
    if not any(run.text.strip() for run in out[before:]):  # a link without words shows where it leads
        out.append(Run(item.href, own))


def _image(item: n.Image, look: Look, flow: Flow, tag: Tag, out: list[Run]) -> None:
    picture = flow.gallery.picture(item)
    if picture is None:
        if item.alt:
            out.append(Run(item.alt, evolve(look, italic=True, colour=look.colour if look.ground else flow.looks.house.muted)))
        return
    width, height = picture.within(flow.width, MAX_INLINE_PICTURE)
    flow.gallery.placed(item, picture, width)
    figure = (look.tag or tag).inline("Figure", alt=item.alt) if item.alt.strip() else flow.decoration(item)
    shown = evolve(look, tag=figure, underline=False, strike=False)
    out.append(Run(PICTURE, shown, picture=Placed(picture, width, height)))


def _span(item: n.Span, look: Look, flow: Flow, tag: Tag, out: list[Run]) -> None:
    inner = look
    if item.lang and item.lang != look.lang:
        inner = evolve(look, lang=item.lang, tag=(look.tag or tag).inline("Span", lang=item.lang))
    opening, closing = ISOLATES.get(item.direction, ("", ""))
    if opening:
        out.append(Run(opening, inner))
    _all(item.content, inner, flow, tag, out)
    if closing:
        out.append(Run(closing, inner))
