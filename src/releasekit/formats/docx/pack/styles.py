"""The styles that a pack has beside those of a release: a house style and a language in, their XML out (ECMA-376, 17.7)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from releasekit.formats.docx.markup import twips
from releasekit.formats.docx.stylesheet import fonts, script_fonts

if TYPE_CHECKING:
    from releasekit.style.house import House


LONG_TITLE = "LongTitle"
"""The style of a headline that the contents call by a shorter title: they list the paragraphs of other styles."""


class _Style(NamedTuple):
    """A paragraph style. Lengths are in points."""

    id: str
    name: str
    before: float = 0.0
    after: float = 0.0
    more: str = ""
    """Properties that stand before the spacing."""
    end: str = ""
    """Properties that stand after the spacing."""
    words: str = ""
    size: float = 0.0
    base: str = "Normal"
    then: str = ""
    """The style of the next paragraph; empty means the same."""
    builtin: bool = False


@lru_cache(maxsize=16)
def pack_styles(house: House, lang: str) -> str:
    """The styles of cover, dividers, contents, digest, lists and index."""
    head = fonts(house, lang, head=True)
    named = script_fonts(house.word_title_font, lang)
    bold, keep = "<w:b/><w:bCs/>", "<w:keepNext/><w:keepLines/>"
    muted, accent, alert = (f'<w:color w:val="{_hex(colour)}"/>' for colour in (house.muted, house.accent, house.alert))
    strong = bold if house.head_weight >= 600 else ""
    title = f"{named}{bold if house.title_weight >= 600 else ''}"
    edge = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(house.page.measure)}"/>'
    dots = f"<w:tabs>{edge}</w:tabs>"
    far = dots.replace(' w:leader="dot"', "")
    line = _border("top", house.rule, 4, 6)
    size, small, lead = house.size, house.small_size, house.leading
    top = '<w:outlineLvl w:val="0"/>'
    inset = '<w:ind w:left="240"/>'
    styles = (
        # the cover, and the pages that part it
        _Style("PackMarking", "Pack Marking", end='<w:jc w:val="center"/>', words=f"{head}{bold}{alert}", size=size - 0.5),
        _Style("CoverLogo", "Cover Logo", after=12),
        _Style("CoverKicker", "Cover Kicker", 150, more=keep, words=f"{head}{strong}{accent}", size=size, then="CoverTitle"),
        _Style("CoverTitle", "Cover Title", 8, 4, keep, words=title, size=house.title_size * 1.35, then="CoverSubtitle"),
        _Style("CoverSubtitle", "Cover Subtitle", 4, more=keep, words=muted, size=house.subtitle_size * 1.15),
        _Style("CoverPurpose", "Cover Purpose", 20, words=head, size=house.lead_size),
        _Style("CoverDate", "Cover Date", 34, 6, _framed("top", house.accent, 8, 10), words=f"{head}{strong}", size=size + 0.5),
        _Style("CoverFact", "Cover Fact", 6, end='<w:ind w:left="1980" w:hanging="1980"/>', more=_TAB, words=head, size=size),
        _Style("PartTitle", "Part Title", 200, 6, keep, top, f"{title}{accent}", house.title_size * 1.2, then="PartNote"),
        _Style(LONG_TITLE, "Long Title", 5, 3, base="Title", then="Subtitle"),
        _Style("PartNote", "Part Note", 8, words=muted, size=house.subtitle_size),
        # lists of releases
        _Style("PackHeading", "Pack Heading", 0, 10, keep, top, f"{head}{strong}{accent}", house.heading_sizes[0], then="BodyText"),
        _Style("PackSubheading", "Pack Subheading", lead, 2, keep, "", f"{head}{strong}", house.heading_sizes[2], then="BodyText"),
        _Style("TOCHeading", "TOC Heading", 0, 10, keep, "", f"{head}{strong}{accent}", house.heading_sizes[0], builtin=True),
        _Style("TOC1", "toc 1", lead * 0.8, 1, keep + dots, words=f"{head}{strong}", size=size, builtin=True),
        _Style("TOC2", "toc 2", 5, 0, "<w:keepLines/>" + dots, inset, head, size, builtin=True),
        _Style("TOC3", "toc 3", 0, 0, "", inset, f"{head}{muted}", small + 0.5, builtin=True),
        _Style("DigestTitle", "Digest Title", 9, 0, f"{keep}{line}{dots}", "", f"{head}{strong}", size, then="DigestFacts"),
        _Style("DigestFacts", "Digest Facts", 1, 0, keep, "", f"{head}{muted}", small + 0.5, then="DigestText"),
        _Style("DigestText", "Digest Text", 2, 0, "<w:keepLines/>", "", "", size - 0.5),
        _Style("DigestNote", "Digest Note", 2, 0, "<w:keepLines/>", "", f"{head}<w:i/><w:iCs/>{accent}", size - 0.5),
        _Style("PackLine", "Pack Line", 4, 0, "<w:keepLines/>" + dots, '<w:ind w:left="1700" w:hanging="1700"/>', head, size - 0.5),
        _Style("PackContact", "Pack Contact", 7, 0, "<w:keepLines/>" + far, base="Contact"),
        _Style("PackSource", "Pack Source", 5, 0, "<w:keepLines/>", "", head, small + 0.5),
        _Style("Distribution", "Distribution", 3, 0, "", "", head, size),
        _Style("Index1", "index 1", 2, 0, "<w:keepLines/>", '<w:ind w:left="240" w:hanging="240"/>', head, size - 1, builtin=True),
    )  # fmt: skip
    stamp = f'<w:style w:type="character"{CUSTOM} w:styleId="Stamp"><w:name w:val="Stamp"/><w:basedOn w:val="DefaultParagraphFont"/>'
    stamp += f'<w:uiPriority w:val="20"/><w:qFormat/><w:rPr>{bold}{alert}</w:rPr></w:style>'
    return "".join(_style(style, lang, house) for style in styles) + stamp


_TAB = '<w:tabs><w:tab w:val="left" w:pos="1980"/></w:tabs>'


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


def _border(side: str, colour: str, eighths: int, space: int) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{_hex(colour)}"/></w:pBdr>'


def _framed(side: str, colour: str, eighths: int, space: int) -> str:
    return f"<w:keepNext/>{_border(side, colour, eighths, space)}"


def _style(style: _Style, lang: str, house: House) -> str:
    """A style, its children in the order of the schema (17.7.4.17)."""
    height = f' w:line="{twips(style.size * house.leading / house.size * 0.94)}" w:lineRule="atLeast"' if style.size else ""
    space = f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"{height}/>'
    scale = 1.16 if lang.split("-", 1)[0].lower() in _SMALL_LETTERS else 1.0
    sizes = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2 * scale)}"/>' if style.size else ""
    then = f'<w:next w:val="{style.then}"/>' if style.then else ""
    return (
        f'<w:style w:type="paragraph"{"" if style.builtin else CUSTOM} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/>{then}'
        f'<w:uiPriority w:val="{39 if style.builtin else 15}"/>{"" if style.builtin else "<w:qFormat/>"}'
        f"<w:pPr>{style.more}{space}{style.end}</w:pPr><w:rPr>{style.words}{sizes}</w:rPr></w:style>"
    )


CUSTOM = ' w:customStyle="1"'
_SMALL_LETTERS = frozenset({"ar", "fa", "ur", "ps", "sd", "ug", "ckb"})
"""Languages whose letters are small for their size, and get a little more."""
