"""WordprocessingML as text: words and their properties in, runs and paragraphs in the order that the schema asks for out."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional

from releasekit.style.words import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

_EAST_ASIAN = frozenset({"zh", "ja", "ko", "yue", "wuu", "nan", "hak", "cmn", "lzh"})
_EAST_ASIAN_FONTS = {
    "ja": ("Yu Mincho", "Yu Gothic"),
    "ko": ("Batang", "Malgun Gothic"),
    "zh-hant": ("PMingLiU", "Microsoft JhengHei"),
    "zh": ("SimSun", "Microsoft YaHei"),
}
_COMPLEX_FONTS = {"th": "Leelawadee UI", "lo": "Leelawadee UI", "km": "Leelawadee UI", "my": "Myanmar Text"}
_INDIC = frozenset({"hi", "bn", "pa", "gu", "or", "ta", "te", "kn", "ml", "si", "mr", "ne", "sa"})
_COMPLEX = frozenset(
    {"th", "lo", "km", "my", "hi", "bn", "pa", "gu", "or", "ta", "te", "kn", "ml", "si", "mr", "ne", "sa", "bo"}
)
"""Languages that Word sets with its complex-script fonts though they run from left to right."""


def escape(text: str) -> str:
    """Text as the content of an element (XML 1.0, section 2.4)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The text that `escape` made the content of an element of."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def quoted(text: str) -> str:
    """Text as the value of an attribute; line ends and tabs survive the parser's normalisation (XML 1.0, section 3.3.3)."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def twips(points: float) -> int:
    """Points as twentieths of a point, the unit of pages, indents and spacing."""
    return round(points * 20)


def is_east_asian(lang: str) -> bool:
    """Whether Word sets a language with its East Asian fonts."""
    return lang.split("-", 1)[0].lower() in _EAST_ASIAN


def _script_fonts(lang: str) -> str:
    """The fonts of words in a script that the document's fonts may not have; Chinese and Japanese share characters (17.3.2.26)."""
    primary = lang.split("-", 1)[0].lower()
    if is_east_asian(lang):
        return f'<w:rFonts w:hint="eastAsia" w:eastAsia="{east_asian_fonts(lang)[0]}"/>'
    font = complex_font(primary)
    return f'<w:rFonts w:cs="{font}"/>' if font else ""


def east_asian_fonts(lang: str) -> tuple[str, str]:
    """The fonts of text and of headings in an East Asian language; in another language those for Chinese."""
    primary = lang.split("-", 1)[0].lower()
    traditional = "hant" in lang.lower() or lang.lower() in {"zh-tw", "zh-hk", "zh-mo"}
    return _EAST_ASIAN_FONTS["zh-hant" if traditional else primary if primary in _EAST_ASIAN_FONTS else "zh"]


def complex_font(primary: str) -> str:
    """The font of a language whose script Word's common fonts do not have; empty for others."""
    return "Nirmala UI" if primary in _INDIC else _COMPLEX_FONTS.get(primary, "")


def language(lang: str) -> str:
    """The `w:lang` of a language tag: which kind of script it is for, too, so that Word proofs it (17.3.2.20)."""
    if not lang:
        return ""
    more = ""
    if is_east_asian(lang):
        more = f' w:eastAsia="{lang}"'
    elif is_right_to_left(lang) or lang.split("-", 1)[0].lower() in _COMPLEX:
        more = f' w:bidi="{lang}"'
    return f'<w:lang w:val="{lang}"{more}/>'


# ── runs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Look(NamedTuple):
    """How words are set, and in which language and direction they are.

    A named tuple, like the other small records of this package: one takes a tenth of the time of a class to define, and the
    command line defines them all each time.
    """

    style: str = ""
    """The id of a character style: a run has but one, the innermost."""
    bold: bool = False
    italic: bool = False
    small_caps: bool = False
    strike: bool = False
    underline: bool = False
    link: str = ""
    """Within a link, the colour of links: its style gives way to one further inside, its look does not."""
    ink: str = ""
    """On a dark ground, the colour of words that a style would give another."""
    raised: str = ""
    """`superscript`, `subscript` or empty."""
    lang: str = ""
    """Empty means the document's."""
    rtl: bool = False


PLAIN_LOOK = Look()


@lru_cache(maxsize=4096)
def _properties(look: Look, rtl: bool) -> str:
    """The `w:rPr` of a look, its children in the order of the schema (17.3.2.28)."""
    linked = bool(look.link) and look.style != "Hyperlink"
    parts = (
        f'<w:rStyle w:val="{look.style}"/>' if look.style else "",
        _script_fonts(look.lang) if look.lang else "",
        "<w:b/><w:bCs/>" if look.bold else "",
        "<w:i/><w:iCs/>" if look.italic else "",
        "<w:smallCaps/>" if look.small_caps else "",
        "<w:strike/>" if look.strike else "",
        f'<w:color w:val="{look.link if linked else look.ink}"/>' if linked or (look.ink and look.style) else "",
        '<w:u w:val="single"/>' if look.underline or linked else "",
        f'<w:vertAlign w:val="{look.raised}"/>' if look.raised else "",
        "<w:rtl/>" if rtl else "",
        language(look.lang),
    )
    said = "".join(parts)
    return f"<w:rPr>{said}</w:rPr>" if said else ""


def runs(text: str, look: Look) -> str:
    """Words as runs, one for each stretch of a direction; a newline is a soft break and becomes a space."""
    if not look.rtl and text and (text.isascii() or not _RIGHT.search(text)):
        return f"<w:r>{_properties(look, False)}{_text(text.replace(chr(10), ' '))}</w:r>"
    return "".join(
        f"<w:r>{_properties(look, rtl)}{_text(stretch.replace(chr(10), ' '))}</w:r>"
        for stretch, rtl in _stretches(text, look.rtl)
    )


def code_runs(text: str, look: Look) -> str:
    """Lines of code as one run, in which a newline is a line break."""
    return f"<w:r>{_properties(look, False)}{'<w:br/>'.join(_text(line) for line in text.split(chr(10)))}</w:r>"


def run(content: str, look: Look) -> str:
    """A run of other content than words: a line break, a drawing, a footnote's mark."""
    return f"<w:r>{_properties(look, False)}{content}</w:r>"


def field(instruction: str, shown: str) -> str:
    """A field that Word computes, such as `PAGE`, and what it shows until then (17.16)."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{shown}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_SPECIAL = re.compile("([\t\u00ad])")


def _text(text: str) -> str:
    """The content of a run: a tab and a soft hyphen are elements (17.3.3.31, 17.3.3.29), the rest is text."""
    if "\t" not in text and "\u00ad" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    known = {"\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>"}
    return "".join(known[part] if part in known else _text(part) for part in _SPECIAL.split(text))


# ── direction ───────────────────────────────────────────────────────────────────────────────────────────────────────

_RIGHT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def _stretches(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """A text in stretches to mark as right to left or not, because `w:rtl` is not for letters of the other direction.

    Digits and neutral characters go where the bidirectional algorithm puts them (UAX #9, rules W1, W2, W7, N1 and N2).
    """
    directions = [_direction(char) for char in text]
    last = rtl
    for index, direction in enumerate(directions):
        if direction == "mark":
            directions[index] = directions[index - 1] if index else ""
        elif direction == "number":
            directions[index] = "right" if last else "left"
        elif direction in {"left", "right"}:
            last = direction == "right"
    around = "right" if rtl else "left"
    index = 0
    while index < len(directions):
        if directions[index]:
            index += 1
            continue
        end = index
        while end < len(directions) and not directions[end]:
            end += 1
        before = directions[index - 1] if index else around
        after = directions[end] if end < len(directions) else around
        directions[index:end] = [before if before == after else around] * (end - index)
        index = end
    for direction, group in groupby(zip(directions, text, strict=True), key=lambda pair: pair[0]):
        yield "".join(char for _, char in group), direction == "right"


def _direction(char: str) -> str:
    match bidirectional(char):
        case "L":
            return "left"
        case "R" | "AL" | "AN":
            return "right"
        case "EN":
            return "number"
        case "NSM":
            return "mark"
        case _:
            return ""


# ── paragraphs ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Shape(NamedTuple):
    """How one paragraph differs from its style. Lengths are in twips."""

    keep: bool = False
    """On the page of the paragraph that follows."""
    number: tuple[int, int] | None = None
    """Level and `w:numId`."""
    bidi: bool | None = None
    """Right to left; None says nothing, and means what the document says."""
    before: int | None = None
    left: int | None = None
    right: int | None = None
    hanging: int = 0
    align: str = ""
    """`left`, `center`, `right` as seen on the page."""


PLAIN = Shape()


def paragraph(style: str, content: str, shape: Shape = PLAIN) -> str:
    """A paragraph, its properties in the order of the schema (17.3.1.26)."""
    return f"<w:p>{_shaped(style, shape)}{content}</w:p>"


@lru_cache(maxsize=1024)
def _shaped(style: str, shape: Shape) -> str:
    """The `w:pPr` of a paragraph: many have the same."""
    said = [f'<w:pStyle w:val="{style}"/>']
    if shape.keep:
        said.append("<w:keepNext/>")
    if shape.number:
        level, number = shape.number
        said.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    if shape.bidi is not None:
        said.append("<w:bidi/>" if shape.bidi else '<w:bidi w:val="0"/>')
    if shape.before is not None:
        said.append(f'<w:spacing w:before="{shape.before}"/>')
    if shape.left is not None or shape.right is not None:
        left = f' w:left="{shape.left}"' if shape.left is not None else ""
        right = f' w:right="{shape.right}"' if shape.right is not None else ""
        hanging = f' w:hanging="{shape.hanging}"' if shape.hanging else ""
        said.append(f"<w:ind{left}{right}{hanging}/>")
    if shape.align:
        # In a paragraph from right to left, Word's `left` is the edge where lines begin.
        swapped = {"left": "right", "right": "left"} if shape.bidi else {}
        said.append(f'<w:jc w:val="{swapped.get(shape.align, shape.align)}"/>')
    return f"<w:pPr>{''.join(said)}</w:pPr>"
