"""The text of a page in, its tree of elements out: of bounded size and depth, with comments and scripts gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from releasekit.errors import ReadError

if TYPE_CHECKING:
    from releasekit.format import Context

MAX_ELEMENTS_DEEP = 90
"""How deep elements may stand one in the other before the outer ones are all that is kept: the model holds 100 nodes."""

MAX_TAGS = 60_000
"""How many tags a page may have: more take more memory than a reader may."""

MAX_ATTRIBUTES = 500
"""How many attributes a tag keeps: with very many the parser takes very long."""

MAX_ALL_ATTRIBUTES = 120_000
"""How many attributes all tags together keep."""

_DEEPEST = 240
"""A tree that is still deeper after it was flattened is refused."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_CLOSED_BY_ITSELF = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot"})
_OF_HEADS = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template", "object", "bgsound"})
_RAW = frozenset({"script", "style", "textarea", "title", "xmp"})
_NEWER_VOID = re.compile(r"<(wbr|source|track|embed|keygen)((?:\s[^<>]*)?)>", re.IGNORECASE)
"""Elements that hold nothing, which the parser does not know: it would put into them what stands behind."""
_SIGN = re.compile(r"[>\"']")
_NAME = re.compile(r"(/?)([a-zA-Z][^\s/>]*)")


def tree(text: str, context: Context) -> html.HtmlElement:
    """The root of a page's tree. Raises `ReadError` for a page without anything in it, or one that is too large."""
    if text.count("<") > MAX_TAGS:
        raise ReadError(f"more than {MAX_TAGS:,} tags: is it a press release?", name=context.name)
    text = _without_floods(text, context)
    root = _parsed(text, context)
    if (line := _too_deep(root, MAX_ELEMENTS_DEEP)) is None:
        return root
    root = _parsed(_flat(text), context)
    context.guess(
        "nesting-flattened",
        f"elements stand deeper than {MAX_ELEMENTS_DEEP} one in the other: only words are read there",
        line=line,
    )
    if (line := _too_deep(root, _DEEPEST)) is not None:
        raise ReadError("elements stand too deep one in the other: flatten the page", name=context.name, line=line)
    return root


def _parsed(text: str, context: Context) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    text = _NEWER_VOID.sub(r"<\1\2></\1>", text)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"no HTML can be made out here: {error}", name=context.name) from None
    _out_of_head(root)
    return root


def _out_of_head(root: html.HtmlElement) -> None:
    """Move what is no part of a head into the body: the parser leaves elements in the head that are newer than itself."""
    head = root.find("head")
    first = next((child for child in head if child.tag not in _OF_HEADS), None) if head is not None else None
    if head is None or first is None:
        return
    moved = [first, *first.itersiblings()]
    body = root.find("body")
    if body is None:
        body = root.makeelement("body")
        head.addnext(body)
        body.tail, head.tail = head.tail, None
    text, body.text = body.text, None
    moved[-1].tail = " ".join(filter(None, (moved[-1].tail, text))) or None
    for place, child in enumerate(moved):
        body.insert(place, child)


def _too_deep(root: html.HtmlElement, limit: int) -> int | None:
    """The line on which an element stands too deep, or None."""
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return int(node.sourceline or 1)
    return None


def _without_floods(text: str, context: Context) -> str:
    """The text of a page in which tags with far too many attributes have none."""
    out: list[str] = []
    absent: set[str] = set()
    at = copied = total = 0
    line: int | None = None
    while (start := text.find("<", at)) >= 0:
        name = _NAME.match(text, start + 1)
        if name is None:
            at = start + 1
            continue
        at, attributes = _end_of_tag(text, name.end(), absent)
        total += attributes
        if attributes > MAX_ATTRIBUTES or total > MAX_ALL_ATTRIBUTES:
            out += [text[copied : name.end()], ">"]
            copied = at
            line = line or text.count("\n", 0, start) + 1
    if not out:
        return text
    context.loss("attributes-dropped", "a tag has very many attributes: they are left out", line=line)
    return "".join([*out, text[copied:]])


def _end_of_tag(text: str, at: int, absent: set[str]) -> tuple[int, int]:
    """Where a tag ends, and about how many attributes it has. Quotes that are known to close nowhere are `absent`."""
    attributes = 0
    while sign := _SIGN.search(text, at):
        attributes += len(text[at : sign.start()].split()) + 1
        at = sign.end()
        if sign[0] == ">":
            return at, attributes
        if sign[0] in absent or not text[max(0, sign.start() - 20) : sign.start()].rstrip().endswith("="):
            continue
        end = text.find(sign[0], at)
        if end < 0:
            absent.add(sign[0])
        else:
            at = end + 1
    return len(text), attributes


def _flat(text: str) -> str:
    """The text of a page without the tags that stand too deep; words stay, parted by a space."""
    out: list[str] = []
    open_tags: list[str] = []
    lower = text.lower()
    at = 0
    while (start := text.find("<", at)) >= 0:
        name = _NAME.match(text, start + 1)
        end = text.find(">", start)
        if end < 0:
            break
        if text.startswith("<!--", start):
            stop = text.find("-->", start + 4)
            end = stop + 2 if stop >= 0 else len(text) - 1
        out.append(text[at:start])
        at = end + 1
        if name is None:
            out.append(text[start:at])
            continue
        tag = name[2].lower()
        if name[1]:
            keep = _close(open_tags, tag)
        elif tag in _VOID:
            keep = True
        else:
            if open_tags and open_tags[-1] == tag and tag in _CLOSED_BY_ITSELF:
                open_tags.pop()
            open_tags.append(tag)
            keep = len(open_tags) < MAX_ELEMENTS_DEEP - 10
            if tag in _RAW:
                open_tags.pop()
                stop = lower.find(f"</{tag}", at)
                close = text.find(">", stop) if stop >= 0 else -1
                at = close + 1 if close >= 0 else len(text)
                out.append(text[start:at] if tag != "textarea" else " ")
                continue
        out.append(text[start : end + 1] if keep else " ")
    out.append(text[at:])
    return "".join(out)


def _close(open_tags: list[str], tag: str) -> bool:
    """Close what an end tag ends; whether the tag is kept."""
    if len(open_tags) >= MAX_ELEMENTS_DEEP - 10:  # only the innermost: a search for each would take too long
        if open_tags[-1] == tag or tag in open_tags[-8:]:
            while open_tags.pop() != tag:
                pass
            return len(open_tags) < MAX_ELEMENTS_DEEP - 11
        return False
    if tag in open_tags:
        while open_tags.pop() != tag:
            pass
    return True
