"""Inlines of the model to runs of text: what is said in, the same words with their looks out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from attrs import evolve

from releasekit.formats.pdf.fonts import MONO
from releasekit.formats.pdf.pictures import Placed
from releasekit.formats.pdf.prose import PICTURE, Link, Run
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


class _Around(NamedTuple):
    """What is around an inline: how its text looks, and which parts of the document and which link it stands in."""

    look: Look
    block: Tag
    tag: Tag | None = None
    """The part within the block."""
    link: Link | None = None

    def looking(self, **changes: Any) -> _Around:
        """The same with another look."""
        return self._replace(look=self.look.but(**changes))

    def part(self, role: str, *, lang: str = "", alt: str = "", attributes: str = "") -> Tag:
        """A further part that begins here."""
        return (self.tag or self.block).inline(role, lang=lang, alt=alt, attributes=attributes)

    def within(self, role: str, *, lang: str = "", attributes: str = "") -> _Around:
        """The same in a further part."""
        return self._replace(tag=self.part(role, lang=lang, attributes=attributes))

    def run(self, text: str) -> Run:
        """Text that stands here."""
        return Run(text, self.look, self.tag, self.link)


def runs(content: Iterable[n.Inline], look: Look, flow: Flow, tag: Tag) -> list[Run]:
    """The runs that inlines become; `tag` is the block that they stand in."""
    out: list[Run] = []
    _all(content, _Around(look, tag), flow, out)
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


def _inline(item: n.Inline, around: _Around, flow: Flow, out: list[Run]) -> None:
    look = around.look
    match item:
        case n.Text(text):
            out.append(around.run(_spaced(text)))
        case n.LineBreak():
            out.append(around.run("\n"))
        case n.Code(text):
            out.append(around.looking(family=MONO, tracking=0.0).within("Code").run(fixed(text)))
        case n.Emphasis():
            _all(item.content, around.looking(italic=not look.italic).within("Em"), flow, out)
        case n.Strong():
            _all(item.content, around.looking(weight=max(700, look.weight)).within("Strong"), flow, out)
        case n.Underline():
            _all(item.content, around.looking(underline=True).within("Span", attributes=UNDERLINED), flow, out)
        case n.Strike():
            _all(item.content, around.looking(strike=True).within("Span", attributes=STRUCK), flow, out)
        case n.Superscript():
            _all(item.content, around.looking(size=look.size * SMALLER, rise=look.rise + look.size * 0.36), flow, out)
        case n.Subscript():
            _all(item.content, around.looking(size=look.size * SMALLER, rise=look.rise - look.size * 0.13), flow, out)
        case n.SmallCaps():
            small = around.looking(features=(*look.features, "smcp"), tracking=look.tracking + 20)
            _all(item.content, small, flow, out)
        case n.Link():
            _link(item, around, flow, out)
        case n.Image():
            _image(item, around, flow, out)
        case n.Quotation():
            _all(item.content, around.within("Quote"), flow, out)
        case n.Mention():
            before = len(out)
            _all(item.content, around, flow, out)
            if flow.indexed and before < len(out):
                out[before] = evolve(out[before], mentions=(item, *out[before].mentions))
        case n.Date():
            _all(item.content, around, flow, out)
        case n.Span():
            _span(item, around, flow, out)
        case n.Note():
            _note(item, around, flow, out)
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


def _all(content: Iterable[n.Inline], around: _Around, flow: Flow, out: list[Run]) -> None:
    for item in content:
        _inline(item, around, flow, out)


def _accent(look: Look, flow: Flow) -> str:
    """The colour of links and marks among words."""
    return look.colour if look.ground else flow.looks.house.accent


def _link(item: n.Link, around: _Around, flow: Flow, out: list[Run]) -> None:
    if not linked(item.href):
        message = f"a page links only to web, e-mail and telephone addresses, not to {item.href!r}"
        flow.context.advise("link-inactive", message, flow.where(item))
        _all(item.content, around, flow, out)
        return
    tag = around.part("Link")
    look = around.look.but(colour=_accent(around.look, flow), underline=True)
    inner = around._replace(look=look, tag=tag, link=Link(item.href, item.title, tag))
    before = len(out)
    _all(item.content, inner, flow, out)
    if not any(run.text.strip() for run in out[before:]):  # a link without words shows where it leads
        out.append(inner.run(item.href))


def _image(item: n.Image, around: _Around, flow: Flow, out: list[Run]) -> None:
    picture, look = flow.gallery.picture(item), around.look
    if picture is None:
        if item.alt:
            colour = look.colour if look.ground else flow.looks.house.muted
            out.append(around.looking(italic=True, colour=colour).run(item.alt))
        return
    width, height = picture.within(flow.width, MAX_INLINE_PICTURE)
    flow.gallery.placed(item, picture, width)
    figure, link = around.part("Figure", alt=item.alt), around.link
    if not item.alt.strip():  # it is decoration, and leads nowhere
        figure, link = flow.decoration(item), None
    out.append(Run(PICTURE, look.but(underline=False, strike=False), figure, link, picture=Placed(picture, width, height)))


def _span(item: n.Span, around: _Around, flow: Flow, out: list[Run]) -> None:
    if item.lang and item.lang != around.look.lang:
        around = around.looking(lang=item.lang).within("Span", lang=item.lang)
    opening, closing = ISOLATES.get(item.direction, ("", ""))
    if opening:
        out.append(around.run(opening))
    _all(item.content, around, flow, out)
    if closing:
        out.append(around.run(closing))


def _note(item: n.Note, around: _Around, flow: Flow, out: list[Run]) -> None:
    """The mark of a footnote, which does not look like the words around it and leads nowhere else."""
    look = around.look
    reference = around.part("Reference")
    footnote = flow.footnote(item, reference)
    mark = look.but(
        size=look.size * SMALLER, rise=look.rise + look.size * 0.36, colour=_accent(look, flow), tracking=0.0,
        underline=False, strike=False, italic=False, features=(),
    )  # fmt: skip
    out.append(Run(str(footnote.number), mark, reference, note=footnote))
