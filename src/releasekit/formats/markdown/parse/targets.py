"""Where links lead: destinations, titles and labels, as they stand in brackets and in reference definitions."""

from __future__ import annotations

import re

from releasekit.formats.markdown.parse.characters import unescaped

_SPACE = re.compile(r"[ \t\n]*")
_PLAIN = re.compile(r"([^\x00-\x20\x7f()<>\\&]+)\)")
"""A destination that needs no second look, and the parenthesis after it."""
_ANGLED = re.compile(r"<([^<>\\\n]*(?:\\.[^<>\\\n]*)*)>")
_STOP = re.compile(r"[()\x00-\x20\x7f]|\\[()\\]")
_MAX_PARENTHESES = 32
"""How deep parentheses in a destination may nest: the specification asks for three levels at least (6.3)."""
_TITLE = re.compile(
    r'"([^"\\]*(?:\\.[^"\\]*)*)"'
    r"|'([^'\\]*(?:\\.[^'\\]*)*)'"
    r"|\(([^()\\]*(?:\\.[^()\\]*)*)\)",
    re.DOTALL,
)
LABEL = re.compile(r"\[([^\[\]\\]*(?:\\.[^\[\]\\]*)*)\]", re.DOTALL)
"""A link label (6.3); `MAX_LABEL` bounds its length."""
MAX_LABEL = 999
_SPACES = re.compile(r"[ \t\n]+")


def skipped(text: str, pos: int) -> int:
    """The place after the spaces, tabs and line ends that stand at one."""
    return _SPACE.match(text, pos).end()  # type: ignore[union-attr]  # it matches the empty string


def normalised(label: str) -> str:
    """A label as it is compared: case-folded, with single spaces (6.3)."""
    return _SPACES.sub(" ", label.strip(" \t\n")).casefold()


def destination(text: str, pos: int) -> tuple[str, int] | None:
    """A link destination (6.3) and the place after it."""
    if text.startswith("<", pos):
        found = _ANGLED.match(text, pos)
        return (unescaped(found[1]), found.end()) if found else None
    depth, end = 0, pos
    while stop := _STOP.search(text, end):
        match stop[0]:
            case "(":
                depth += 1
                if depth > _MAX_PARENTHESES:
                    return None
            case ")" if depth:
                depth -= 1
            case escape if len(escape) > 1:
                pass
            case _:
                break
        end = stop.end()
    end = stop.start() if stop else len(text)
    return (unescaped(text[pos:end]), end) if end > pos and not depth else None


def title(text: str, pos: int) -> tuple[str, int] | None:
    """A link title (6.3) and the place after it."""
    found = _TITLE.match(text, pos)
    return (unescaped(found[found.lastindex or 1]), found.end()) if found else None


def target(text: str, pos: int) -> tuple[str, str, int] | None:
    """Address, title and end of an inline link (6.3), from after its parenthesis; None if it is none."""
    if plain := _PLAIN.match(text, pos):
        return plain[1], "", plain.end()
    pos = skipped(text, pos)
    href = words = ""
    if found := destination(text, pos):
        href, end = found
        pos = skipped(text, end)
        if pos > end and (named := title(text, pos)):
            words, pos = named[0], skipped(text, named[1])
    return (href, words, pos + 1) if text.startswith(")", pos) else None
