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
from releasekit.style.house import contrasting, tinted

if TYPE_CHECKING:
    from releasekit.style.house import House

QUOTE_INDENT = 360
"""Of quotations, from both margins, in twips."""
LIST_INDENT = 360
"""Of each level of a list, in twips."""

SERIF_FONTS = frozenset({"Book Antiqua", "Cambria", "Century", "Garamond", "Georgia", "Palatino Linotype", "Times New Roman"})
"""Fonts of Word with serifs; any other is taken to have none."""
_CODE_FONT = "Consolas"
_BOLD = "<w:b/><w:bCs/>"
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
    return script_fonts(house.word_head_font if head else house.word_text_font, lang)


def script_fonts(latin: str, lang: str) -> str:
    """A font for Latin, Greek and Cyrillic, and those that go with it for other kinds of script."""
    sans = latin not in SERIF_FONTS
    east = east_asian_fonts(lang)
    complex = complex_font(lang.split("-", 1)[0].lower()) or ("Arial" if sans else "Times New Roman")
    latin = quoted(latin)
    eastern = east[1 if sans else 0] if is_east_asian(lang) else latin
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


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


def _colour(colour: str) -> str:
    return f'<w:color w:val="{_hex(colour)}"/>'


def _space(before: float, line: float = 0, after: float = 0) -> str:
    """Space above and below and the least height of a line, in points; without a line height, as the default says."""
    height = f' w:line="{twips(line)}" w:lineRule="atLeast"' if line else ""
    below = f' w:after="{twips(after)}"' if after else ""
    return f'<w:spacing w:before="{twips(before)}"{below}{height}/>'


def _border(side: str, colour: str, eighths: int, space: int) -> str:
    """A line at one side of a paragraph: its width in eighths of a point, its distance in points."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{_hex(colour)}"/>'


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
    named = script_fonts(house.word_title_font, lang)
    named_bold = _BOLD if house.title_weight >= 600 else ""
    strong = _BOLD if house.head_weight >= 600 else ""
    apart, apart_line, fact = _size(house.apart_size, lang), house.leading - 1.5, _size(house.small_size + 0.5, lang)
    bold, italic = _BOLD, "<w:i/><w:iCs/>"
    muted, accent, alert = _colour(house.muted), _colour(house.accent), _colour(house.alert)
    small, half = _size(house.small_size, lang), house.leading / 2
    side = "right" if rtl else "left"
    large = house.quote == "large"
    bar = f"<w:pBdr>{_border(side, house.accent if large else house.rule, 24 if large else 12, 11)}</w:pBdr>"
    quoted_line = round(house.quote_size * 1.42, 1)
    rule = f"<w:pBdr>{_border('bottom', house.rule, 4, 6)}</w:pBdr>"
    edge = f"<w:pBdr>{_border('bottom', house.accent, 6, 6)}</w:pBdr>"
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
            f'{keep}{_space(half * (2.2 if level < 3 else 1.8), max(size * 1.25, house.leading))}<w:outlineLvl w:val="{level - 1}"/>',
            f"{head}{strong if level < 5 else ''}{italic if level > 4 else ''}{accent if level < 4 else ''}{_size(size, lang)}",
            then="BodyText",
            priority=9,
        )
        for level, size in enumerate(house.heading_sizes, 1)
    ]
    tail_heading = f"{keep}<w:pBdr>{_border('top', house.rule, 4, 10)}</w:pBdr>{_space(half * 2.6, 15)}"
    capitals = ("<w:caps/>", _TRACKED) if house.kicker == "capitals" and not rtl else ("", "")
    tail_words = _size(house.heading_sizes[2], lang)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(house.page.measure)}"/></w:tabs>'
    return [
        _style("paragraph", "Normal", "Normal", default=True, paragraph="<w:bidi/>" if rtl else "", priority=0),
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True, hidden=True, priority=1),
        _style("numbering", "NoList", "No List", default=True, hidden=True, priority=99),
        _style("table", "TableNormal", "Normal Table", default=True, hidden=True, priority=99, more=_TABLE_NORMAL),
        block("BodyText", "Body Text", _space(half), priority=1),
        # what stands above the text
        own("LetterheadLogo", "Letterhead Logo", f'{edge}<w:spacing w:before="0" w:after="{twips(6)}" w:line="240" w:lineRule="auto"/>', quick=False),
        own("Letterhead", "Letterhead", f"{edge}{_space(0, 18)}", f"{named}{named_bold}{accent}{_size(13.5, lang)}"),
        own("LetterheadAddress", "Letterhead Address", f"{edge}{_space(1, 12)}", f"{head}{muted}{small}"),
        own(
            "EmbargoBanner", "Embargo Banner",
            f"{keep}{_banner(house, side)}{_space(12, 15, 5)}"
            f'<w:ind w:left="120" w:right="120"/><w:jc w:val="{"left" if house.banner == "tint" else "center"}"/>',
            f"{head}{strong}{_colour(contrasting(house.alert) if house.banner == 'solid' else house.alert)}{_size(house.size, lang)}",
        ),
        own("ReleaseKicker", "Release Kicker", f"{keep}{_space(16, 12)}", f"{head}{strong}{capitals[0]}{accent}{capitals[1]}{fact}"),
        block("Title", "Title", f"{keep}{_space(5, house.title_size * 1.16, 3)}", f"{named}{named_bold}{_size(house.title_size, lang)}", then="Subtitle"),
        block("Subtitle", "Subtitle", f"{keep}{_space(5, house.subtitle_size * 1.38)}", f"{muted}{_size(house.subtitle_size, lang)}", then="BodyText", priority=11),
        own("ReleaseFacts", "Release Facts", f"{keep}{rule}{_space(8, 12, 12)}", f"{head}{muted}{fact}"),
        own("ReleaseInstruction", "Release Instruction", f"{keep}{_space(0, 14, 3)}", f"{head}{strong}{alert}{apart}"),
        own("Dateline", "Dateline", f"{keep}{_space(0, 14)}", f"{head}{strong}{apart}", then="Lead"),
        # the text
        own("Lead", "Lead", _space(half, house.leading + 2.5, 1.5), _size(house.lead_size, lang), then="BodyText"),
        *headings,
        block("ListBullet", "List Bullet", f'<w:numPr><w:numId w:val="1"/></w:numPr>{_space(3)}', priority=12),
        block("ListNumber", "List Number", f'<w:numPr><w:numId w:val="2"/></w:numPr>{_space(3)}', priority=12),
        block("ListContinue", "List Continue", f'{_space(3)}<w:ind w:left="{LIST_INDENT}"/>', priority=12),
        block("Quote", "Quote", f"{bar}{_space(house.leading * 0.8, quoted_line)}{inside}", f"{head if large else ''}{_size(house.quote_size, lang)}", then="Attribution", priority=13),
        own(
            "Attribution", "Attribution",
            f"{bar}{_space(4, 14, 4)}{inside}",
            f"{head}{muted}{apart}", then="BodyText",
        ),
        own("Speaker", "Speaker", f"{keep}{_space(house.leading)}", f"{head}{strong}{accent}{_size(house.size, lang)}", then="Speech"),
        own("Speech", "Speech", f'{_space(3)}<w:ind w:left="{QUOTE_INDENT}"/>'),
        own(
            "CodeBlock", "Code Block",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{_hex(house.ground)}"/><w:bidi w:val="0"/>{_space(half, apart_line)}'
            '<w:ind w:left="120" w:right="120"/><w:jc w:val="left"/>',
            f"{_MONOSPACED}<w:noProof/>{apart}",
        ),
        own("ThematicBreak", "Thematic Break", f"<w:pBdr>{_border('bottom', house.rule, 6, 1)}</w:pBdr>{_space(0, 9, 6)}", then="BodyText"),
        own("Figure", "Figure", f'<w:keepNext/><w:spacing w:before="{twips(12)}" w:line="240" w:lineRule="auto"/>', then="Caption"),
        block("Caption", "caption", f"<w:keepLines/>{_space(6, 12, 4)}", f"{head}{muted}{fact}", priority=35),
        own("Credit", "Credit", _space(0, 11), f"{head}{italic}{muted}{small}"),
        own("TableText", "Table Text", '<w:spacing w:before="50" w:after="50" w:line="252" w:lineRule="auto"/>', f"{head}{apart}"),
        own("TableHeading", "Table Heading", "<w:keepNext/>", f"{strong}{_colour(contrasting(house.accent)) if house.table == 'solid' else ''}", based="TableText"),
        own("TableRowHeading", "Table Row Heading", "", accent, based="TableText"),
        own("TableGap", "Table Gap", '<w:keepNext/><w:spacing w:before="0" w:line="160" w:lineRule="exact"/>', "", quick=False),
        # what stands below it
        own("Boilerplate", "Boilerplate", _space(half * 0.8, apart_line), apart),
        own("NotesToEditors", "Notes to Editors", _space(half * 0.8, apart_line), apart),
        own("ContactsHeading", "Contacts Heading", tail_heading, tail_words, based="Heading3", then="Contact"),
        own("Contact", "Contact", f"<w:keepLines/>{_space(5, apart_line)}", f"{head}{apart}"),
        own("AttachmentsHeading", "Attachments Heading", tail_heading, tail_words, based="Heading3", then="Attachment"),
        own("Attachment", "Attachment", f"<w:keepLines/>{_space(3, apart_line)}", f"{head}{apart}"),
        own("EndMark", "End Mark", f'{_space(house.leading * 1.4)}<w:jc w:val="center"/>', f"{head}{muted}"),
        own("Rights", "Rights", f"<w:keepLines/>{_space(house.leading * 1.2, 11.5)}", f"{head}{muted}{small}"),
        # the page
        block("Header", "header", f"{rule}{tabs}{_space(0, 12)}", f"{head}{muted}{small}", quick=False, priority=99),
        block("Footer", "footer", f"{tabs}{_space(0, 12)}" if house.footer or house.page.facing else f'{_space(0, 12)}<w:jc w:val="center"/>', f"{head}{muted}{small}", quick=False, priority=99),
        own("RunningBanner", "Running Banner", f'<w:pBdr><w:bottom w:val="nil"/></w:pBdr>{_space(0, 11)}', f"{strong}{alert}", based="Header", quick=False),
        block("FootnoteText", "footnote text", f'<w:keepLines/>{_space(2, house.small_size + 3.7)}<w:ind w:left="200" w:hanging="200"/>', fact, quick=False, priority=99),
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


def _banner(house: House, side: str) -> str:
    """What makes a banner stand out: a frame, a ground of its own, or a bar at its start."""
    if house.banner == "tint":
        return (
            f"<w:pBdr>{_border(side, house.alert, 36, 8)}</w:pBdr>"
            f'<w:shd w:val="clear" w:color="auto" w:fill="{_hex(tinted(house.alert))}"/>'
        )
    frame = "".join(_border(edge, house.alert, 6, 5) for edge in ("top", "left", "bottom", "right"))
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{_hex(house.alert)}"/>' if house.banner == "solid" else ""
    return f"<w:pBdr>{frame}</w:pBdr>{ground}"


def _table(house: House) -> str:
    """Thin rules between rows, strong ones above and below, and a first row over a rule or on a dark ground (17.7.6)."""
    rule, accent = _hex(house.rule), _hex(house.accent)
    first = (
        f'<w:shd w:val="clear" w:color="auto" w:fill="{accent}"/>'
        if house.table == "solid"
        else f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{accent}"/></w:tcBorders>'
    )
    line = '<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'
    return (
        "<w:tblPr><w:tblBorders>"
        + line.format(side="top", width=8, colour=accent)
        + line.format(side="bottom", width=8, colour=accent)
        + line.format(side="insideH", width=4, colour=rule)
        + '</w:tblBorders><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="113" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f"{first}</w:tcPr></w:tblStylePr>"
    )
