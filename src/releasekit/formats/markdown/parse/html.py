"""HTML and autolinks: what a block or a tag of HTML looks like, by the letter of CommonMark 0.31.2 (4.6, 6.5, 6.6).

Its patterns take a while to compile, so that it is imported where a text holds the first `<`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.formats.markdown.parse.inlines import Line

_ATTRIBUTE = r"""[ \t\n]+[A-Za-z_:][A-Za-z0-9_.:-]*(?:[ \t\n]*=[ \t\n]*(?:[^ \t\n"'=<>`]+|'[^']*'|"[^"]*"))?"""
_OPEN = rf"<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*[ \t\n]*/?>"
_CLOSING = r"</[A-Za-z][A-Za-z0-9-]*[ \t\n]*>"
_ELEMENT = re.compile(f"{_OPEN}|{_CLOSING}")
_DECLARATION = re.compile("<![A-Za-z]")

URI = r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*"
EMAIL = (
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)
AUTOLINK = re.compile(f"<(?:({URI})|({EMAIL}))>")

# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_BLOCK_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu "
    "menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul"
)


class Kind(NamedTuple):
    """A kind of HTML block: how its first line begins, what its last line holds, and whether it may end a paragraph."""

    start: re.Pattern[str]
    end: re.Pattern[str] | None
    """None for those that the next empty line ends."""
    interrupts: bool = True


def _kind(start: str, end: str | None, *, interrupts: bool = True) -> Kind:
    flags = re.IGNORECASE | re.ASCII
    return Kind(re.compile(start, flags), re.compile(end, flags) if end else None, interrupts)


BLOCKS = (
    _kind(r"<(?:script|pre|style|textarea)(?=[ \t>]|\Z)", "</(?:script|pre|style|textarea)>"),
    _kind("<!--", "-->"),
    _kind(r"<\?", r"\?>"),
    _kind("<![A-Z]", ">"),
    _kind(r"<!\[CDATA\[", r"\]\]>"),
    _kind(rf"</?(?:{_BLOCK_NAMES.replace(' ', '|')})(?=[ \t]|/?>|\Z)", None),
    _kind(rf"(?:{_OPEN}|{_CLOSING})[ \t]*\Z", None, interrupts=False),
)
"""The seven kinds, in the order of the specification (4.6): match `start` at the first character that is no space."""


def block_kind(line: str) -> Kind | None:
    """The kind of HTML block that a line begins, from its `<` on."""
    return next((kind for kind in BLOCKS if kind.start.match(line)), None)


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def tag_end(text: str, at: int, absent: set[str]) -> int:
    """The place after the tag, comment, instruction, declaration or CDATA section that begins at a `<`; 0 if none does.

    `absent` keeps what ends such a thing and was looked for in vain: it is not looked for again in the same text.
    """
    following = text[at + 1 : at + 2]
    if following == "!":
        if text.startswith("--", at + 2):
            # `<!-->` and `<!--->` are comments, too: their end may share hyphens with their start.
            return _after("-->", text, at + 2, absent)
        if text.startswith("[CDATA[", at + 2):
            return _after("]]>", text, at + 9, absent)
        return _after(">", text, at + 2, absent) if _DECLARATION.match(text, at) else 0
    if following == "?":
        return _after("?>", text, at + 2, absent)
    found = _ELEMENT.match(text, at)
    return found.end() if found else 0


def _after(end: str, text: str, start: int, absent: set[str]) -> int:
    if end in absent:
        return 0
    found = text.find(end, start)
    if found < 0:
        absent.add(end)
        return 0
    return found + len(end)


def is_tag(text: str) -> bool:
    """Whether a text is one piece of inline HTML, no less and no more."""
    return text.startswith("<") and tag_end(text, 0, set()) == len(text)


def angle(line: Line, at: int, after: int) -> int:
    """Take an autolink (6.5) or raw HTML (6.6), or the `<` alone."""
    found = AUTOLINK.match(line.text, at)
    if found:
        address, mail = found.groups()
        line.made += 1
        line.out.append(n.Link((n.Text(address or mail),), address or "mailto:" + mail))
        return found.end()
    end = tag_end(line.text, at, line.absent)
    if end:
        line.out.append(n.RawInline("html", line.text[at:end]))
        return end
    line.out.append("<")
    return after
