"""Inlines to a line of Markdown that reads back as those inlines, right by construction.

CommonMark's delimiters are used wherever they can be: `*emphasis*`, `**strong**`, `***both***`, `~~strike~~`, and
underscores where an asterisk would touch another. They cannot be where the rules of flanking (0.31.2, 6.2) would not see
them, as in a word beside punctuation; there, and for all that CommonMark has no sign for, the words are a bracketed span.
Every literal delimiter that could pair is escaped, so the only active ones are ours, and they nest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, assert_never

from releasekit.formats.markdown.attributes import angled, quoted, said, written
from releasekit.formats.markdown.escape import NODE, Edge, Signs, escape, is_plain
from releasekit.formats.markdown.parse.characters import REFERENCE, sort_of
from releasekit.formats.markdown.spans import ENTITIES, MARKS, RESERVED
from releasekit.model import nodes as n
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = {mark: name for name, mark in MARKS.items()}
_BARE = re.compile(r'[^\x00-\x20"()<>\\\x7f-\xa0]+')
"""Addresses that need no angle brackets: no space, control character, parenthesis, backslash or angle bracket."""
_BACKTICKS = re.compile("`+")


class Notes(Protocol):
    """Who numbers the notes."""

    def __call__(self, note: n.Note, /) -> str:
        """The number of a note, which is written later under that number."""


@frozen
class Line:
    """The line that inlines are written on: what it may hold."""

    notes: Notes
    one_line: bool = False
    """No line end can be written: in a headline, a heading, a table."""
    html: bool = True
    """Raw HTML may stand as it is."""


@frozen
class Place:
    """Where in a line inlines are written: what touches them."""

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
    bracketed: bool = False
    """Within brackets, however deep."""


WHOLE = Place()
"""The inlines of a block."""
_ONE_LINE = Signs(bracketed=True, one_line=True)
_BRACKETS = Place("bracket", "[", "]", bracketed=True)


@lru_cache(maxsize=64)
def _between(sign: str, within: frozenset[str], bracketed: bool) -> Place:
    """The place between two delimiters."""
    return Place("mark", sign[0], sign[0], sign[0], within | ({"*", "**"} if sign == "***" else {sign}), bracketed)


def inlines(content: Sequence[n.Inline], line: Line, place: Place = WHOLE) -> str:
    """The Markdown of inlines."""
    if len(content) == 1 and isinstance(only := content[0], n.Text):
        if is_plain(only.text):
            return only.text
        whole = only.text if place is WHOLE else ""
        return escape(only.text, Signs(whole, bracketed=place.bracketed, one_line=line.one_line), place.edge, place.edge)
    texts = _texts(content, line, place)
    last = len(content) - 1
    out: list[str] = []
    before, touching = place.before, place.delimiter
    for index, item in enumerate(content):
        if isinstance(item, n.Text):
            piece, touching = texts[index], ""
        elif isinstance(item, (n.Emphasis, n.Strong, n.Strike)):
            if index == last:
                after, beyond = place.after, place.delimiter
            else:
                after, beyond = texts.get(index + 1, _first(content[index + 1]))[:1], ""
            sign = _sign(item, (before, after), {touching, beyond}, line, place.within)
            piece, touching = _mark(item, sign, line, place), sign[-1:]
        else:
            piece, touching = _inline(item, content[index - 1] if index else None, line), ""
        if piece:
            if before == "!" and piece[0] == "[" and out and index - 1 in texts:
                out[-1] = out[-1][:-1] + "\\!"  # it would make an image
            out.append(piece)
            before = piece[-1]
    return "".join(out)


_BEFORE: dict[type[n.Inline], Edge] = {n.LineBreak: "break", n.Code: "bearer", n.Image: "bearer", n.Link: "bearer"}
_AFTER: dict[type[n.Inline], Edge] = {n.LineBreak: "bracket", n.Code: "bracket", n.Image: "bracket"}
"""What a text stands beside, by what comes before and after it; anything else is a `node`."""


def _texts(content: Sequence[n.Inline], line: Line, place: Place) -> dict[int, str]:
    """The Markdown of each text among inlines, by its index."""
    texts = {index: item.text for index, item in enumerate(content) if isinstance(item, n.Text)}
    whole = "".join([item.text if isinstance(item, n.Text) else NODE for item in content])
    if is_plain(whole) and NODE + "{" not in whole and n.LineBreak not in map(type, content):
        return texts
    signs = Signs(whole if place is WHOLE else "", bracketed=place.bracketed, one_line=line.one_line)
    last = len(content) - 1
    for index, item in enumerate(content):
        if isinstance(item, n.Text):
            start = _BEFORE.get(type(content[index - 1]), "node") if index else place.edge
            if start == "break" and line.one_line:
                start = "node"
            end = _AFTER.get(type(content[index + 1]), "node") if index < last else place.edge
            texts[index] = escape(item.text, signs, start, end)
    return texts


# ── delimiters ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _sign(
    item: n.Emphasis | n.Strong | n.Strike, beside: tuple[str, str], touching: set[str], line: Line, within: frozenset[str]
) -> str:
    """The delimiter for a mark beside two characters, or an empty string where none would be seen."""
    before, after = beside
    if isinstance(item, n.Emphasis) and len(item.content) == 1 and isinstance(item.content[0], n.Strong):
        # The one case where two delimiters of a kind may touch.
        inner = item.content[0].content
        seen = _flanks(before, _first(inner[0])) and _flanks(after, _last(inner[-1], line))
        if seen and "*" not in touching and not within & {"*", "**"}:
            return "***"
    first, last = _first(item.content[0]), _last(item.content[-1], line)
    if not (_flanks(before, first) and _flanks(after, last)):
        return ""
    if isinstance(item, n.Strike):
        return "~~" if "~" not in touching and "~~" not in within else ""
    length = 1 if isinstance(item, n.Emphasis) else 2
    # A mark in one of its own kind takes the other sign: its delimiters could close what is around it.
    if "*" not in touching and "*" * length not in within:
        return "*" * length
    # An underscore opens or closes nothing within a word.
    if "_" not in touching and "_" * length not in within and sort_of(before) != "word" and sort_of(after) != "word":
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


def _mark(item: n.Emphasis | n.Strong | n.Strike, sign: str, line: Line, place: Place) -> str:
    if not sign:
        return span(item.content, written(_NAMES[type(item)], []), line)
    content = item.content
    if sign == "***" and isinstance(content[0], n.Strong):
        content = content[0].content
    return sign + inlines(content, line, _between(sign, place.within, place.bracketed)) + sign


# ── the others ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _inline(item: n.Inline, previous: n.Inline | None, line: Line) -> str:
    match item:
        case n.Underline(content) | n.Superscript(content) | n.Subscript(content) | n.SmallCaps(content):
            return span(content, written(_NAMES[type(item)], []), line)
        case n.Code(text):
            if isinstance(previous, n.Code):
                return "[" + escape(text, _ONE_LINE, "bracket", "bracket") + "]{.code}"
            return code(text)
        case n.RawInline():
            return _raw(item, previous, line)
        case n.LineBreak():
            return "[]{.break}" if line.one_line else "\\\n"
        case n.Link():
            return _link(item, line)
        case n.Image(src, alt, title):
            return "![" + escape(alt, _ONE_LINE, "bracket", "bracket") + "]" + _target(src, title)
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
    return "[" + inlines(content, line, _BRACKETS) + "]"


def span(content: Sequence[n.Inline], braces: str, line: Line) -> str:
    """The Markdown of inlines in brackets, with braces behind them."""
    return _within(content, line) + braces


def code(text: str) -> str:
    """Text without line ends as a code span."""
    if "`" not in text and text.strip(" ") == text:
        return f"`{text}`"
    runs = {len(run) for run in _BACKTICKS.findall(text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    # One space at each end is no part of it, unless there is nothing but spaces.
    padded = text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " " and text.strip(" "))
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def _raw(item: n.RawInline, previous: n.Inline | None, line: Line) -> str:
    text = item.text
    if item.format == "html" and line.html and not (line.one_line and "\n" in text):
        from releasekit.formats.markdown.parse.html import is_tag

        if is_tag(text) and _continues(text):
            return text
    if "\n" in text or isinstance(previous, n.Code):
        return "[]" + written("raw", [("format", item.format), ("text", text)])
    return code(text) + "{=" + item.format + "}"


def _continues(text: str) -> bool:
    """Whether the further lines of a tag stay what they are in a paragraph."""
    return all(
        line and line[0] not in " \t" and not line.isspace() and guarded(line, first=False) == line
        for line in text.split("\n")[1:]
    )


def _link(link: n.Link, line: Line) -> str:
    match link.content:
        case (n.Text(text),) if not link.title and link.href in {text, "mailto:" + text}:
            from releasekit.formats.markdown.parse.html import AUTOLINK

            found = AUTOLINK.fullmatch(f"<{text}>")
            if found and link.href == (found[1] or "mailto:" + found[2]):
                return found[0]
    return _within(link.content, line) + _target(link.href, link.title)


def _target(href: str, title: str) -> str:
    """Address and title of a link or an image, in parentheses."""
    if not href:
        place = "<>" if title else ""
    elif "(" not in href and ")" not in href:
        place = href if _BARE.fullmatch(href) and not _means(href) else angled(href)
    elif _BARE.fullmatch(href.replace("(", "").replace(")", "") or "-") and not _means(href) and _balanced(href):
        place = href
    else:
        place = angled(href)
    return f"({place} {quoted(title)})" if title else f"({place})"


def _means(href: str) -> bool:
    """Whether an address holds what would read as a character reference."""
    return "&" in href and REFERENCE.search(href) is not None


def _balanced(href: str) -> bool:
    depth = 0
    for char in href:
        depth += (char == "(") - (char == ")")
        if not 0 <= depth <= 30:  # CommonMark asks for three levels at least; more than 32 are not read
            return False
    return depth == 0


# ── lines of a block ────────────────────────────────────────────────────────────────────────────────────────────────

_BEGINS = frozenset("-+*#>=:|[0123456789_`~")
_HAZARD = re.compile(
    r"(?P<at>)(?:[-+*](?=[ \t]|\Z)|\#{1,6}(?=[ \t]|\Z)|>|(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|-+[ \t]*)\Z"
    r"|:{3,}|`{3,}[^`]*\Z|~{3,})"
    r"|(?P<further>)=+[ \t]*\Z"
    r"|(?P<one>0{0,8}1)[.)](?=[ \t]|\Z)"
    r"|(?P<number>[0-9]{1,9})[.)](?=[ \t]|\Z)"
    r"|\[\^[^\]\[\s]+\](?P<note>):"
)


def guarded(line: str, *, first: bool) -> str:
    """A line of a paragraph, its first or a further one, with a backslash before what would begin another block there."""
    if line[:1] not in _BEGINS:
        return line
    found = _HAZARD.match(line)
    if found is None:
        return "\\" + line if line[0] in "|:-" and "|" in line and "-" in line and not line.strip("|:- \t") else line
    # Within a paragraph only a list that starts with 1 begins (5.2), and only there equals signs underline a heading (4.3).
    if found["number" if not first else "further"] is not None:
        return line
    if line[0] in "*_`~":  # a part of a run could mean what the whole cannot
        words = line.lstrip(line[0])
        return ("\\" + line[0]) * (len(line) - len(words)) + words
    at = next(found.end(name) for name in ("at", "further", "one", "number", "note") if found[name] is not None)
    return line[:at] + "\\" + line[at:]
