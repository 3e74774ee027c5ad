"""Styles: a house style, a language and a direction in, the package's `styles.xml` out (ECMA-376, 17.7).

Space stands above paragraphs, not below, so that what follows a list or a table needs to know nothing of it. Built-in
styles have Word's own names, by which a Word in any language shows its translation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from releasekit.formats.docx.markup import (
    DECLARATION,
    NAMESPACES,
    complex_font,
    east_asian_fonts,
    is_east_asian,
    language,
    quoted,
    twips,
)

if TYPE_CHECKING:
    from releasekit.style.house import House

QUOTE_INDENT = 360
"""Of quotations, from both margins, in twips."""
LIST_INDENT = 360
"""Of each level of a list, in twips."""

_CODE_FONT = "Consolas"
_ARABIC = frozenset({"ar", "fa", "ur", "ps", "sd", "ug", "ckb"})


@lru_cache(maxsize=64)
def stylesheet(house: House, lang: str, rtl: bool) -> str:
    """The styles of a document, without the end tag: a document adds those that only it needs (see `own_style`)."""
    return DECLARATION + f"<w:styles {NAMESPACES}>" + _defaults(house, lang) + _LATENT + "".join(_styles(house, lang, rtl))


def own_style(kind: str, style: str, name: str) -> str:
    """A style without a look of its own, for a kind or role that the house has not designed."""
    return _style(kind, style, name, based="BodyText" if kind == "paragraph" else "DefaultParagraphFont", custom=True)


_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0"'
    ' w:count="376"/>'
)
"""All built-in styles that this sheet does not have stay out of the way until somebody uses them (17.7.4.5)."""


def fonts(house: House, lang: str, *, head: bool) -> str:
    """The fonts of text or headings for each kind of script (17.3.2.26), none of them a theme's."""
    latin = house.word_head_font if head else house.word_text_font
    east = east_asian_fonts(lang)
    complex = complex_font(lang.split("-", 1)[0].lower()) or ("Arial" if head else "Times New Roman")
    eastern = east[1 if head else 0] if is_east_asian(lang) else latin
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{eastern}" w:cs="{complex}"/>'


def _size(points: float, lang: str) -> str:
    """A font size in half points; Arabic script, whose letters are small for their size, gets a little more."""
    complex = points * 1.16 if lang.split("-", 1)[0].lower() in _ARABIC else points
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(complex * 2)}"/>'


def _defaults(house: House, lang: str) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(house, lang, head=False)}"
        f"{_colour(house.ink)}{_size(house.size, lang)}{language(lang)}</w:rPr></w:rPrDefault>"
        f'<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="{twips(house.leading)}"'
        ' w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour.lstrip("#").upper()}"/>'


def _space(before: float, line: float = 0, after: float = 0) -> str:
    """Space above and below and the least height of a line, in points; without a line height, as the default says."""
    height = f' w:line="{twips(line)}" w:lineRule="atLeast"' if line else ""
    below = f' w:after="{twips(after)}"' if after else ""
    return f'<w:spacing w:before="{twips(before)}"{below}{height}/>'


def _border(side: str, colour: str, eighths: int, space: int) -> str:
    """A line at one side of a paragraph: its width in eighths of a point, its distance in points."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour.lstrip("#").upper()}"/>'


def _style(
    kind: str,
    style: str,
    name: str,
    *,
    based: str = "",
    then: str = "",
    paragraph: str = "",
    words: str = "",
    more: str = "",
    custom: bool = False,
    default: bool = False,
    quick: bool = True,
    hidden: bool = False,
    priority: int = 10,
) -> str:
    """One style, its children in the order of the schema (17.7.4.17)."""
    attributes = (' w:default="1"' if default else "") + (' w:customStyle="1"' if custom else "")
    return "".join(
        (
            f'<w:style w:type="{kind}"{attributes} w:styleId="{style}"><w:name w:val="{quoted(name)}"/>',
            f'<w:basedOn w:val="{based}"/>' if based else "",
            f'<w:next w:val="{then}"/>' if then else "",
            f'<w:uiPriority w:val="{priority}"/>',
            "<w:semiHidden/><w:unhideWhenUsed/>" if hidden else "",
            "<w:qFormat/>" if quick and not hidden else "",
            f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "",
            f"<w:rPr>{words}</w:rPr>" if words else "",
            more,
            "</w:style>",
        )
    )


def _styles(house: House, lang: str, rtl: bool) -> list[str]:
    """All styles; of a paragraph's properties keepNext, keepLines, numPr, pBdr, shd, tabs, bidi, spacing, ind, jc, outlineLvl."""
    head = fonts(house, lang, head=True)
    bold, italic = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
    muted, accent, alert = _colour(house.muted), _colour(house.accent), _colour(house.alert)
    small, half = _size(house.small_size, lang), house.leading / 2
    side = "right" if rtl else "left"
    bar = f"<w:pBdr>{_border(side, house.accent, 18, 10)}</w:pBdr>"
    rule = f"<w:pBdr>{_border('bottom', house.rule, 4, 6)}</w:pBdr>"
    keep = "<w:keepNext/><w:keepLines/>"
    inside = f'<w:ind w:left="{QUOTE_INDENT}" w:right="{QUOTE_INDENT}"/>'

    def block(style: str, name: str, paragraph: str, words: str = "", **rest: object) -> str:
        return _style("paragraph", style, name, paragraph=paragraph, words=words, **({"based": "Normal"} | rest))  # type: ignore[arg-type]  # a table of styles reads better with short rows

    def own(style: str, name: str, paragraph: str, words: str = "", **rest: object) -> str:
        return block(style, name, paragraph, words, **({"custom": True} | rest))

    def inline(style: str, name: str, words: str = "", *, custom: bool = True, priority: int = 20) -> str:
        return _style("character", style, name, based="DefaultParagraphFont", words=words, custom=custom, priority=priority)

    headings = [
        block(
            f"Heading{level}",
            f"heading {level}",
            f'{keep}{_space(half * (2.4 if level < 3 else 2), size * 1.25)}<w:outlineLvl w:val="{level - 1}"/>',
            f"{head}{bold}{italic if level == 6 else ''}{muted if level == 5 else accent}{_size(size, lang)}",
            then="BodyText",
            priority=9,
        )
        for level, size in enumerate(house.heading_sizes, 1)
    ]
    tail_heading = f"{keep}<w:pBdr>{_border('top', house.rule, 4, 10)}</w:pBdr>{_space(half * 2.6, 15)}"
    tail_words = _size(house.heading_sizes[2], lang)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(house.page.measure)}"/></w:tabs>'
    return [
        _style("paragraph", "Normal", "Normal", default=True, paragraph="<w:bidi/>" if rtl else "", priority=0),
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True, hidden=True, priority=1),
        _style("numbering", "NoList", "No List", default=True, hidden=True, priority=99),
        _style("table", "TableNormal", "Normal Table", default=True, hidden=True, priority=99, more=_TABLE_NORMAL),
        block("BodyText", "Body Text", _space(half), priority=1),
        # what stands above the text
        own("Letterhead", "Letterhead", f"{rule}{_space(0, 18)}", f"{head}{bold}{accent}{_size(13, lang)}"),
        own("LetterheadAddress", "Letterhead Address", f"{rule}{_space(0, 12)}", f"{head}{muted}{small}"),
        own(
            "EmbargoBanner", "Embargo Banner",
            f'{keep}<w:pBdr>{"".join(_border(edge, house.alert, 4, 5) for edge in ("top", "left", "bottom", "right"))}</w:pBdr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{house.alert.lstrip("#").upper()}"/>'
            f'{_space(0, 15, 14)}<w:ind w:left="120" w:right="120"/><w:jc w:val="center"/>',
            f'{head}{bold}<w:color w:val="FFFFFF"/>{_size(10.5, lang)}',
        ),
        own("ReleaseKicker", "Release Kicker", f"{keep}{_space(6, 12)}", f"{head}{bold}{'' if rtl else '<w:caps/>'}{accent}{'' if rtl else _TRACKED}{small}"),
        block("Title", "Title", f"{keep}{_space(4, house.title_size * 1.18, 3)}", f"{bold}{_size(house.title_size, lang)}", then="Subtitle"),
        block("Subtitle", "Subtitle", f"{keep}{_space(5, house.subtitle_size * 1.35)}", f"{muted}{_size(house.subtitle_size, lang)}", then="BodyText", priority=11),
        own("ReleaseFacts", "Release Facts", f"{keep}{_space(8, 12, 4)}", f"{head}{muted}{_size(house.small_size + 0.5, lang)}"),
        own("ReleaseInstruction", "Release Instruction", f"{keep}{_space(8, 12)}", f"{head}{bold}{alert}{_size(house.small_size + 0.5, lang)}"),
        own("Dateline", "Dateline", f"{keep}{_space(10, 13)}", f"{head}{bold}{_size(house.size - 0.5, lang)}", then="Lead"),
        # the text
        own("Lead", "Lead", _space(half, house.leading * 1.2), _size(house.size * 1.2, lang), then="BodyText"),
        *headings,
        block("ListBullet", "List Bullet", f'<w:numPr><w:numId w:val="1"/></w:numPr>{_space(3)}', priority=12),
        block("ListNumber", "List Number", f'<w:numPr><w:numId w:val="2"/></w:numPr>{_space(3)}', priority=12),
        block("ListContinue", "List Continue", f'{_space(3)}<w:ind w:left="{LIST_INDENT}"/>', priority=12),
        block("Quote", "Quote", f"{bar}{_space(half)}{inside}", then="Attribution", priority=13),
        own(
            "Attribution", "Attribution",
            f"{bar}{_space(4, 13)}{inside}",
            f"{head}{muted}{_size(house.size - 1, lang)}", then="BodyText",
        ),
        own("Speaker", "Speaker", f"{keep}{_space(house.leading)}", f"{head}{bold}{accent}{_size(house.size - 0.5, lang)}", then="Speech"),
        own("Speech", "Speech", f'{_space(3)}<w:ind w:left="{QUOTE_INDENT}"/>'),
        own(
            "CodeBlock", "Code Block",
            f'<w:shd w:val="clear" w:color="auto" w:fill="F3F4F6"/><w:bidi w:val="0"/>{_space(half, 12.5)}'
            '<w:ind w:left="120" w:right="120"/><w:jc w:val="left"/>',
            f"{_MONOSPACED}<w:noProof/>{_size(house.size - 1.5, lang)}",
        ),
        own("ThematicBreak", "Thematic Break", f"<w:pBdr>{_border('bottom', house.rule, 6, 1)}</w:pBdr>{_space(0, 9, 6)}", then="BodyText"),
        own("Figure", "Figure", f'<w:keepNext/><w:spacing w:before="{twips(12)}" w:line="240" w:lineRule="auto"/>', then="Caption"),
        block("Caption", "caption", f"<w:keepLines/>{_space(6, 12, 4)}", f"{head}{muted}{_size(house.small_size + 0.5, lang)}", priority=35),
        own("Credit", "Credit", _space(0, 11), f"{head}{italic}{muted}{_size(house.small_size - 0.5, lang)}"),
        own("TableText", "Table Text", '<w:spacing w:before="50" w:after="50" w:line="252" w:lineRule="auto"/>', f"{head}{_size(house.size - 1, lang)}"),
        own("TableHeading", "Table Heading", "<w:keepNext/>", f'{bold}<w:color w:val="FFFFFF"/>', based="TableText"),
        own("TableRowHeading", "Table Row Heading", "", accent, based="TableText"),
        own("TableGap", "Table Gap", '<w:keepNext/><w:spacing w:before="0" w:line="160" w:lineRule="exact"/>', "", quick=False),
        # what stands below it
        own("Boilerplate", "Boilerplate", _space(half * 0.8, 13), f"{head}{muted}{_size(house.size - 1, lang)}"),
        own("NotesToEditors", "Notes to Editors", _space(half * 0.8, 13), f"{head}{_size(house.size - 1, lang)}"),
        own("ContactsHeading", "Contacts Heading", tail_heading, tail_words, based="Heading3", then="Contact"),
        own("Contact", "Contact", f"<w:keepLines/>{_space(5, 13)}", f"{head}{_size(house.size - 1, lang)}"),
        own("AttachmentsHeading", "Attachments Heading", tail_heading, tail_words, based="Heading3", then="Attachment"),
        own("Attachment", "Attachment", f"<w:keepLines/>{_space(3, 13)}", f"{head}{_size(house.size - 1, lang)}"),
        own("EndMark", "End Mark", f'{_space(house.leading * 1.4)}<w:jc w:val="center"/>', f"{head}{muted}"),
        own("Rights", "Rights", f"<w:keepLines/>{_space(house.leading * 1.2, 11.5)}", f"{head}{muted}{small}"),
        # the page
        block("Header", "header", f"{rule}{tabs}{_space(0, 12)}", f"{head}{muted}{small}", quick=False, priority=99),
        block("Footer", "footer", f'{_space(0, 12)}<w:jc w:val="center"/>', f"{head}{muted}{small}", quick=False, priority=99),
        own("RunningBanner", "Running Banner", f'{_space(0, 12)}<w:jc w:val="center"/>', f"{bold}{alert}", based="Header", quick=False),
        block("FootnoteText", "footnote text", f'<w:keepLines/>{_space(2, 11.5)}<w:ind w:left="200" w:hanging="200"/>', _size(house.small_size + 0.5, lang), quick=False, priority=99),
        # within a line
        inline("FootnoteReference", "footnote reference", f'{accent}<w:vertAlign w:val="superscript"/>', custom=False, priority=99),
        inline("Hyperlink", "Hyperlink", f'{accent}<w:u w:val="single"/>', custom=False, priority=99),
        inline("FollowedHyperlink", "FollowedHyperlink", f'{accent}<w:u w:val="single"/>', custom=False, priority=99),
        inline("Code", "Code", f"{_MONOSPACED}<w:noProof/>{_size(house.size - 0.5, lang)}"),
        inline("ContactName", "Contact Name", bold),
        inline("MediaType", "Media Type", f"{muted}{small}"),
        inline("MissingPicture", "Missing Picture", f'{italic}{muted}<w:bdr w:val="dotted" w:sz="4" w:space="0" w:color="auto"/>'),
        inline("Quotation", "Quotation"),
        inline("DateInText", "Date in Text"),
        _style("table", "ReleaseTable", "Release Table", based="TableNormal", custom=True, priority=40, more=_table(house)),
    ]  # fmt: skip


_TRACKED = '<w:spacing w:val="14"/>'
"""Capitals stand a little apart (in twentieths of a point); letters that join do not."""

_MONOSPACED = f'<w:rFonts w:ascii="{_CODE_FONT}" w:hAnsi="{_CODE_FONT}" w:eastAsia="{_CODE_FONT}" w:cs="Courier New"/>'

_TABLE_NORMAL = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


def _table(house: House) -> str:
    """Thin rules between rows, a strong one at the end, and a dark first row (17.7.6)."""
    rule, accent = (colour.lstrip("#").upper() for colour in (house.rule, house.accent))
    line = '<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'
    return (
        "<w:tblPr><w:tblBorders>"
        + line.format(side="top", width=8, colour=accent)
        + line.format(side="bottom", width=8, colour=accent)
        + line.format(side="insideH", width=4, colour=rule)
        + '</w:tblBorders><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="113" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{accent}"/></w:tcPr></w:tblStylePr>'
    )
