"""Inlines to a line of Markdown that reads back as those inlines, right by construction.

CommonMark's delimiters are used wherever they can be: `*emphasis*`, `**strong**`, `***both***`, `~~strike~~`, and
underscores where an asterisk would touch another. They cannot be where the rules of flanking (0.31.2, 6.2) would not see
them, as in a word beside punctuation; there, and for all that CommonMark has no sign for, the words are a bracketed span.
Every literal delimiter is escaped unless it can be none, so the only active ones are ours, and they nest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, assert_never

from attrs import evolve, frozen
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_inline.autolink import AUTOLINK_RE, EMAIL_RE

from releasekit.formats.markdown.attributes import angled, quoted, said, written
from releasekit.formats.markdown.escape import Edge, escape, sort_of
from releasekit.formats.markdown.spans import ENTITIES, MARKS, RESERVED
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = {mark: name for name, mark in MARKS.items()}
_BARE = re.compile(r"[!#-'*-;=?-\[\]^-~\u00a1-\U0010ffff]+")
"""Addresses that need no angle brackets: no space, control character, parenthesis, backslash or angle bracket."""
_ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")


class Notes(Protocol):
    """Who numbers the notes."""

    def __call__(self, note: n.Note, /) -> int:
        """The number of a note, which is written later under that number."""


@frozen
class Line:
    """Where inlines are written: what they may use, and what touches them."""

    notes: Notes
    one_line: bool = False
    """No line end can be written: in a headline, a heading, a table."""
    html: bool = True
    """Raw HTML may stand as it is."""
    bracketed: bool = False
    """Within brackets, however deep."""
    edge: Edge = "edge"
    """What the first and the last inline stand beside."""
    before: str = " "
    """The character before the first inline."""
    after: str = " "
    """The character after the last one."""
    delimiter: str = ""
    """The delimiter character that touches both ends, if one does."""
    within: frozenset[str] = frozenset()
    """The delimiters that are open, up to the nearest bracket."""


def inlines(content: Sequence[n.Inline], line: Line) -> str:
    """The Markdown of inlines."""
    last = len(content) - 1
    texts = {
        index: escape(
            item.text,
            _beside(content[index - 1] if index else None, line, after=False),
            _beside(content[index + 1] if index < last else None, line, after=True),
            bracketed=line.bracketed,
            one_line=line.one_line,
        )
        for index, item in enumerate(content)
        if isinstance(item, n.Text)
    }
    out: list[str] = []
    before, touching = line.before, line.delimiter
    for index, item in enumerate(content):
        if isinstance(item, n.Text):
            piece, touching = texts[index], ""
        elif isinstance(item, (n.Emphasis, n.Strong, n.Strike)):
            if index == last:
                after, beyond = line.after, line.delimiter
            else:
                after, beyond = texts.get(index + 1, _first(content[index + 1]))[:1], ""
            sign = _sign(item, before, after, {touching, beyond}, line)
            piece, touching = _mark(item, sign, line), sign[-1:]
        else:
            piece, touching = _inline(item, content[index - 1] if index else None, line), ""
        if piece:
            out.append(piece)
            before = piece[-1]
    return "".join(out)


def _beside(item: n.Inline | None, line: Line, *, after: bool) -> Edge:
    match item:
        case None:
            return line.edge
        case n.LineBreak() if not after:
            return "node" if line.one_line else "break"
        case n.Code() if not after:
            return "code"
        case n.LineBreak() | n.Code() | n.Image():
            return "bracket"
        case _:
            return "node"


# ── delimiters ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _sign(item: n.Emphasis | n.Strong | n.Strike, before: str, after: str, touching: set[str], line: Line) -> str:
    """The delimiter for a mark between two characters, or an empty string where none would be seen."""
    if isinstance(item, n.Emphasis) and len(item.content) == 1 and isinstance(item.content[0], n.Strong):
        # The one case where two delimiters of a kind may touch.
        inner = item.content[0].content
        seen = _flanks(before, _first(inner[0])) and _flanks(after, _last(inner[-1], line))
        if seen and "*" not in touching and not line.within & {"*", "**"}:
            return "***"
    first, last = _first(item.content[0]), _last(item.content[-1], line)
    if not (_flanks(before, first) and _flanks(after, last)):
        return ""
    if isinstance(item, n.Strike):
        return "~~" if "~" not in touching and "~~" not in line.within else ""
    length = 1 if isinstance(item, n.Emphasis) else 2
    # A mark in one of its own kind takes the other sign: its delimiters could close what is around it.
    if "*" not in touching and "*" * length not in line.within:
        return "*" * length
    # An underscore opens or closes nothing within a word.
    if "_" not in touching and "_" * length not in line.within and sort_of(before) != "word" and sort_of(after) != "word":
        return "_" * length
    return ""


def _flanks(outside: str, inside: str) -> bool:
    """Whether a delimiter between these two belongs to the second: left-flanking at its start, right-flanking at its end."""
    sort = sort_of(inside)
    return sort == "word" or (sort == "punctuation" and sort_of(outside) != "word")


def _first(item: n.Inline) -> str:
    """The first character of what an inline in a mark is written as; of white space the `&` of its reference."""
    if isinstance(item, n.Text):
        return "&" if sort_of(item.text[0]) == "space" else item.text[0]
    return "\\" if isinstance(item, n.LineBreak) else "["


def _last(item: n.Inline, line: Line) -> str:
    if isinstance(item, n.Text):
        return ";" if sort_of(item.text[-1]) == "space" else item.text[-1]
    return "\n" if isinstance(item, n.LineBreak) and not line.one_line else "]"


def _mark(item: n.Emphasis | n.Strong | n.Strike, sign: str, line: Line) -> str:
    if not sign:
        return span(item.content, written(_NAMES[type(item)], []), line)
    content = item.content
    if sign == "***" and isinstance(content[0], n.Strong):
        content = content[0].content
    within = line.within | ({"*", "**"} if sign == "***" else {sign})
    inside = evolve(line, edge="mark", before=sign[0], after=sign[0], delimiter=sign[0], within=within)
    return sign + inlines(content, inside) + sign


# ── the others ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _inline(item: n.Inline, previous: n.Inline | None, line: Line) -> str:
    match item:
        case n.Underline(content) | n.Superscript(content) | n.Subscript(content) | n.SmallCaps(content):
            return span(content, written(_NAMES[type(item)], []), line)
        case n.Code(text):
            if isinstance(previous, n.Code):
                return "[" + escape(text, "bracket", "bracket", bracketed=True, one_line=True) + "]{.code}"
            return code(text)
        case n.RawInline():
            return _raw(item, previous, line)
        case n.LineBreak():
            return "[]{.break}" if line.one_line else "\\\n"
        case n.Link():
            return _link(item, line)
        case n.Image(src, alt, title):
            return "![" + escape(alt, "bracket", "bracket", bracketed=True, one_line=True) + "]" + _target(src, title)
        case n.Note():
            return f"[^{line.notes(item)}]"
        case n.Quotation(content):
            return span(content, written("quotation", _given(speaker=item.speaker)), line)
        case n.Mention(content):
            if item.kind in ENTITIES:
                return span(content, written(item.kind, _given(ref=item.ref)), line)
            return span(content, written("mention", _given(kind=item.kind, ref=item.ref)), line)
        case n.Date(content):
            return span(content, written("date", [("when", item.moment.iso)]), line)
        case n.Span(content):
            pairs = said(item.attributes, item.lang, item.direction)
            if item.kind in RESERVED:
                return span(content, written("span", [("kind", item.kind), *pairs]), line)
            return span(content, written(item.kind, pairs), line)
        case n.Text() | n.Emphasis() | n.Strong() | n.Strike():
            return inlines((item,), line)
        case _:
            assert_never(item)


def _given(**pairs: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in pairs.items() if value]


def _within(content: Sequence[n.Inline], line: Line) -> str:
    inside = evolve(line, bracketed=True, edge="bracket", before="[", after="]", delimiter="", within=frozenset())
    return "[" + inlines(content, inside) + "]"


def span(content: Sequence[n.Inline], braces: str, line: Line) -> str:
    """The Markdown of inlines in brackets, with braces behind them."""
    return _within(content, line) + braces


def code(text: str) -> str:
    """Text without line ends as a code span."""
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    # One space at each end is no part of it, unless there is nothing but spaces.
    padded = text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " " and text.strip(" "))
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def _raw(item: n.RawInline, previous: n.Inline | None, line: Line) -> str:
    text = item.text
    if item.format == "html" and line.html and not (line.one_line and "\n" in text):
        found = HTML_TAG_RE.match(text)
        if found and found.end() == len(text) and _continues(text):
            return text
    if "\n" in text or isinstance(previous, n.Code):
        return "[]" + written("raw", [("format", item.format), ("text", text)])
    return code(text) + "{=" + item.format + "}"


def _continues(text: str) -> bool:
    """Whether the further lines of a tag stay what they are in a paragraph."""
    return all(line and line[0] not in " \t" and not line.isspace() and guarded(line) == line for line in text.split("\n")[1:])


def _link(link: n.Link, line: Line) -> str:
    match link.content:
        case (n.Text(text),) if not link.title:
            web = text == link.href and AUTOLINK_RE.search(text)
            mail = link.href == "mailto:" + text and EMAIL_RE.search(text)
            if (web or mail) and "\n" not in text:
                return f"<{text}>"
    return _within(link.content, line) + _target(link.href, link.title)


def _target(href: str, title: str) -> str:
    """Address and title of a link or an image, in parentheses."""
    if not href:
        place = "<>" if title else ""
    elif (_BARE.fullmatch(href) and not _ENTITY.search(href)) or (
        _BARE.fullmatch(href.replace("(", "").replace(")", "") or "-") and not _ENTITY.search(href) and _balanced(href)
    ):
        place = href
    else:
        place = angled(href)
    return f"({place} {quoted(title)})" if title else f"({place})"


def _balanced(href: str) -> bool:
    depth = 0
    for char in href:
        depth += (char == "(") - (char == ")")
        if not 0 <= depth <= 30:  # CommonMark asks for three levels at least; more than 32 are not read
            return False
    return depth == 0


# ── lines of a block ────────────────────────────────────────────────────────────────────────────────────────────────

_HAZARD = re.compile(
    r"(?P<at>)(?:[-+*](?=[ \t]|\Z)|\#{1,6}(?=[ \t]|\Z)|>|=+[ \t]*\Z|-+[ \t]*\Z|:{3,})"
    r"|[0-9]{1,9}(?P<number>)[.)](?=[ \t]|\Z)"
    r"|\[\^[^\]\[\s]+\](?P<note>):"
)


def guarded(line: str) -> str:
    """A line of a paragraph, with a backslash before what would begin another block there."""
    found = _HAZARD.match(line)
    if found is None:
        return "\\" + line if line[:1] in set("|:-") and "|" in line and "-" in line and not line.strip("|:- \t") else line
    at = next(found.end(name) for name in ("at", "number", "note") if found[name] is not None)
    return line[:at] + "\\" + line[at:]
