"""All that begins with a bracket: links, images, notes and spans, told apart in one pass over the text.

The pass is the algorithm of the CommonMark specification (0.31.2, appendix, "look for link or image") with two more
endings for a bracket: `[^label]` where such a note is defined, and `[words]{.kind key=value}`. It takes time linear in the
text, and nesting costs it no recursion.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from attrs import frozen
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline.autolink import AUTOLINK_RE, EMAIL_RE

from releasekit.formats.markdown.attributes import Attributes, parse
from releasekit.formats.markdown.rules.depth import MAX_LEVEL, TooDeepError

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_MARK = re.compile(r"\\.|`+|<|!?\[|\]", re.DOTALL)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_PLAIN = re.compile(r"([^\x00-\x20\x7f()<>\\&]+)\)")
"""An address that needs no second look, and its parenthesis."""
_SPACE = re.compile(r"[ \t\n]*")
_IN_ANGLES = re.compile(r"<([^<>]*)>")
_TAG_ENDS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<", ">"))


@frozen
class Bracket:
    """What a bracket turned out to be: its words stand from `first` to `last`, and it ends at `end`."""

    kind: str
    first: int
    last: int
    end: int
    href: str = ""
    title: str = ""
    label: str = ""
    attributes: Attributes | None = None


def brackets(state: StateInline, _silent: bool) -> bool:
    """Take a link, an image, a note or a span."""
    pos = state.pos
    char = state.src[pos]
    if char != "[" and not (char == "!" and state.src.startswith("[", pos + 1)):
        return False
    bracket = _found(state).get(pos)
    if bracket is None:
        return False
    if state.level >= MAX_LEVEL:
        raise TooDeepError
    match bracket.kind:
        case "note":
            state.push("note", "", 0).meta = {"label": bracket.label}
        case _:
            token = state.push(f"{bracket.kind}_open", "", 1)
            token.meta = {"attributes": bracket.attributes, "href": bracket.href, "title": bracket.title}
            _within(state, bracket)
    state.pos = bracket.end
    return True


def _within(state: StateInline, bracket: Bracket) -> None:
    """The words of a bracket, between its tokens."""
    end, state.pos, state.posMax = state.posMax, bracket.first, bracket.last
    state.md.inline.tokenize(state)
    state.posMax = end
    state.push(f"{bracket.kind}_close", "", -1)


def _found(state: StateInline) -> dict[int, Bracket]:
    """All brackets of the text that mean something, by where they begin; found once for each text."""
    known = state.env.get("brackets")
    if known is None or known[0] is not state:
        known = state.env["brackets"] = (state, _resolve(state.src, state.env))
    found: dict[int, Bracket] = known[1]
    return found


def _resolve(text: str, env: Any) -> dict[int, Bracket]:
    found: dict[int, Bracket] = {}
    opened: list[tuple[int, int]] = []
    inactive = 0
    runs = _runs(text)
    last = {end: text.rfind(end) for _, end in _TAG_ENDS}
    pos = 0
    while mark := _MARK.search(text, pos):
        at, pos = mark.span()
        match mark[0][0]:
            case "`":
                starts = runs.get(pos - at, [])
                closer = bisect_left(starts, pos)
                pos = starts[closer] + pos - at if closer < len(starts) else pos
            case "<":
                pos = _tag_end(text, at, last)
            case "[" | "!":
                opened.append((at, pos))
            case "]" if opened:
                start, first = opened.pop()
                active = len(opened) >= inactive
                inactive = min(inactive, len(opened))
                bracket = _closed(text, first, at, env, image=first - start > 1, active=active)
                if bracket:
                    found[start] = bracket
                    pos = bracket.end
                    if bracket.kind == "link":
                        # No link within a link: those that began before it are words.
                        inactive = len(opened)
    return found


def _runs(text: str) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length."""
    runs: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        runs.setdefault(run.end() - run.start(), []).append(run.start())
    return runs


def _tag_end(text: str, at: int, last: dict[str, int]) -> int:
    """The place after the autolink or the tag that begins here, or after its angle bracket alone."""
    inside = _IN_ANGLES.match(text, at)
    if inside and (AUTOLINK_RE.search(inside[1]) or EMAIL_RE.search(inside[1])):
        return inside.end()
    for start, end in _TAG_ENDS:
        if text.startswith(start, at):
            # Without its end nowhere in the text, no tag can be: looking for it would cost the whole text each time.
            if last[end] < at and not text.startswith(("<!-->", "<!--->"), at):
                return at + 1
            break
    tag = HTML_TAG_RE.match(text, at)
    return tag.end() if tag else at + 1


def _closed(text: str, first: int, last: int, env: Any, *, image: bool, active: bool) -> Bracket | None:
    """What the bracket is whose words stand from `first` to `last`, where its closing bracket is."""
    if not image and text.startswith("^", first) and text[first + 1 : last] in env.get("footnotes", ()):
        return Bracket("note", first, last, last + 1, label=text[first + 1 : last])
    kind = "image" if image else "link"
    after = text[last + 1 : last + 2]
    if after == "{" and not image and (parsed := parse(text, last + 1)):
        return Bracket("span", first, last, parsed[1], attributes=parsed[0])
    if not image and not active:
        return None
    if after == "(" and (target := _target(text, last + 2)):
        href, title, end = target
        return Bracket(kind, first, last, end, href, title)
    references = env.get("references")
    if not references:
        return None
    label, end = text[first:last] if last - first < 1000 else "", last + 1
    if after == "[" and (second := _LABEL.match(text, last + 1)):
        label, end = second[1] or label, second.end()
    reference = references.get(normalizeReference(label))
    if reference is None:
        return None
    env.setdefault("referred", set()).add(normalizeReference(label))
    return Bracket(kind, first, last, end, reference["href"], reference["title"])


def _target(text: str, pos: int) -> tuple[str, str, int] | None:
    """Address, title and end of an inline link, from after its parenthesis; None if it is none."""
    plain = _PLAIN.match(text, pos)
    if plain:
        return plain[1], "", plain.end()
    length = len(text)
    pos = _skipped(text, pos)
    destination = parseLinkDestination(text, pos, length)
    href = title = ""
    if destination.ok:
        href = destination.str
        pos = _skipped(text, destination.pos)
        found = parseLinkTitle(text, pos, length)
        if found.ok and pos > destination.pos:
            title = found.str
            pos = _skipped(text, found.pos)
    return (href, title, pos + 1) if text.startswith(")", pos) else None


def _skipped(text: str, pos: int) -> int:
    found = _SPACE.match(text, pos)
    return found.end() if found else pos
