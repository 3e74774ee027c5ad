"""The tree of a page in; the element of its main text out, the tree without what stands around it, and a note of each part that is left out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from releasekit.formats.html.clean import brief_words, drop_all, words_of
from releasekit.formats.html.library import main_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import html

    from releasekit.format import Context

ENOUGH = 0.85
"""How much of the main text an element holds that is taken for its holder."""

LEAST = 200
"""With fewer characters of main text nothing is decided."""

_NAVIGATION = frozenset({"navigation", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog"})
_AROUND = frozenset({"banner", "contentinfo", "complementary"})
_FURNITURE = frozenset({
    "ad", "ads", "advert", "advertisement", "banner", "comment", "comments", "cookie", "cookies", "consent", "feedback", "footer", "gdpr",
    "login", "menu", "modal", "nav", "navbar", "navigation", "newsletter", "pager", "pagination", "popup", "promo", "recommended",
    "related", "search", "share", "sharing", "sidebar", "signup", "skip", "social", "sponsor", "subscribe", "tags", "toolbar", "widget",
})  # fmt: skip
"""Words in classes and identifiers that name what stands around a text; where the library sees no main text in it, it is that."""
_SURELY = frozenset({"cookie", "cookies", "consent", "gdpr", "share", "sharing", "newsletter", "subscribe", "pagination"})
"""Those that name nothing else, whatever the library says."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SECTIONING = ("article", "main", "section", "blockquote", "figure")


def main_content(root: html.HtmlElement, context: Context) -> html.HtmlElement:
    """The element that holds the main text. What the markup calls navigation goes; the rest by the library, if it is asked."""
    found = root.find("body")
    body = found if found is not None else root
    stated, sure = _stated(body)
    kept = main_text(body) if context.find else None
    total = (kept or {}).get(stated, 0)
    inner = stated
    if kept is not None and total >= LEAST and not sure:
        inner = _densest(stated, kept)
    outer = _with_headline(inner, stated)
    gone = [child for child, _ in _outside(body, outer)]
    if outer is not inner and kept is not None:
        gone += _between(outer, inner, kept)
    if inner is not stated and gone:
        context.guess("main-content", f"the main text is taken to be what stands in {_shown(outer)}", line=outer.sourceline)
    _leave_out(root, gone, context)
    _tell_bare_words(body, outer, context)
    _leave_out(root, _furniture(outer, kept, guess=context.find), context)
    return outer


def _stated(body: html.HtmlElement) -> tuple[html.HtmlElement, bool]:
    """What the markup calls the main text, and whether nothing in it can be anything else."""
    bodies = [
        node for node in body.iter(etree.Element) if "articleBody" in f"{node.get('itemprop', '')} {node.get('property', '')}"
    ]
    if len(bodies) == 1:
        scope = next(
            (node for node in bodies[0].iterancestors() if node.get("itemscope") is not None or node.get("typeof")), None
        )
        return (scope, True) if scope is not None and scope is not body and scope.tag != "html" else (bodies[0], True)
    mains = [node for node in body.iter(etree.Element) if node.tag == "main" or node.get("role") == "main"]
    start = mains[0] if len(mains) == 1 else body
    articles = [node for node in start.iter("article") if next(node.iterancestors("article"), None) is None]
    headed = [node for node in articles if next(node.iter("h1"), None) is not None]
    if len(headed) == 1 and len(list(start.iter("h1"))) == 1:
        return headed[0], True
    if len(articles) == 1 and len(words_of(articles[0])) * 2 > len(words_of(start)):
        return articles[0], True
    return start, False


def _densest(start: html.HtmlElement, kept: Mapping[html.HtmlElement, int]) -> html.HtmlElement:
    """The smallest element that still holds enough of the main text."""
    node, enough = start, kept[start] * ENOUGH
    while True:
        inner = max(node, key=lambda child: kept.get(child, 0), default=None)
        if (
            inner is None
            or kept.get(inner, 0) < enough
            or inner.tag in {"p", "ul", "ol", "table", "blockquote", "dl", "tr", "tbody"}
        ):
            return node
        node = inner


def _with_headline(inner: html.HtmlElement, stated: html.HtmlElement) -> html.HtmlElement:
    """The element that also holds the only main heading, where that stands before the text."""
    limit = stated if stated.tag != "article" else (stated.getparent() if stated.getparent() is not None else stated)
    heads = [node for node in limit.iter("h1") if words_of(node)]
    if len(heads) != 1 or next(inner.iter("h1"), None) is not None:
        return inner
    above = set(heads[0].iterancestors())
    return next((node for node in inner.iterancestors() if node in above), inner)


def _path(body: html.HtmlElement, inner: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements from the body down to one, which is the last."""
    path = [inner]
    while path[-1] is not body and (above := path[-1].getparent()) is not None:
        path.append(above)
    return path[::-1]


def _outside(body: html.HtmlElement, inner: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, bool]]:
    """The elements around one, outermost first, each with whether it stands after that."""
    path = _path(body, inner)
    for above, below in pairwise(path):
        after = False
        for child in above:
            if child is below:
                after = True
            else:
                yield child, after


def _between(
    outer: html.HtmlElement, inner: html.HtmlElement, kept: Mapping[html.HtmlElement, int]
) -> Iterator[html.HtmlElement]:
    """What stands in the outer element and is neither the headline, nor main text below it, nor an address to write to."""
    head = next(outer.iter("h1"), None)
    headed = {head, *head.iterancestors()} if head is not None else set()
    seen = False
    for child, after in _outside(outer, inner):
        if child in headed:
            seen = True
        elif not kept.get(child) or not (_leads_to_people(child) if after else seen):
            yield child


def _leads_to_people(node: html.HtmlElement) -> bool:
    return any(link.get("href", "").lower().startswith(("mailto:", "tel:")) for link in node.iter("a"))


def _furniture(outer: html.HtmlElement, kept: Mapping[html.HtmlElement, int] | None, *, guess: bool) -> list[html.HtmlElement]:
    """What stands in the main text and is none: by its markup, or by its name where the library agrees."""
    found: list[html.HtmlElement] = []
    inside: set[html.HtmlElement] = set()
    for node in outer.iter(etree.Element):
        if node is outer:
            continue
        if node.getparent() in inside:
            inside.add(node)
            continue
        if _is_navigation(node) or (guess and _is_named(node, kept)):
            found.append(node)
            inside.add(node)
    return found


def _is_navigation(node: html.HtmlElement) -> bool:
    """Whether the markup says that an element leads around the site."""
    if node.tag == "nav" or node.get("role") in _NAVIGATION:
        return True
    site = node.tag in {"header", "footer"} or node.get("role") in _AROUND
    return site and next(node.iterancestors(*_SECTIONING), None) is None and next(node.iter("h1"), None) is None


def _is_named(node: html.HtmlElement, kept: Mapping[html.HtmlElement, int] | None) -> bool:
    if node.tag in {"p", "li", "td", "tr", "tbody", "a", "span", "h1", "h2", "h3", "em", "strong", "body"} and not node.get(
        "role"
    ):
        return False
    names = {word.lower() for name in ("class", "id", "aria-label") for word in _WORDS.findall(node.get(name, "")[:400])}
    if next(node.iter("h1"), None) is not None:
        return False
    if names & _SURELY and brief_words(node, 2000) is not None:
        return True
    return (
        kept is not None and not kept.get(node) and (bool(names & _FURNITURE) or (node.tag == "aside" and _only_leads_on(node)))
    )


def _only_leads_on(node: html.HtmlElement) -> bool:
    """Whether most words of an element are those of links."""
    return sum(len(words_of(link)) for link in node.iter("a")) * 2 > len(words_of(node))


def _leave_out(root: html.HtmlElement, gone: list[html.HtmlElement], context: Context) -> None:
    for node in gone:
        if words := words_of(node):
            message = f"left out, for it belongs to the page and not to the release: {words}"
            context.advise("page-furniture", message, line=node.sourceline)
    drop_all(root, gone)


def _tell_bare_words(body: html.HtmlElement, outer: html.HtmlElement, context: Context) -> None:
    """A note of the words around the main text that stand in no element of their own."""
    words = [text for above, below in pairwise(_path(body, outer)) for text in (above.text, below.tail)]
    if said := " ".join(" ".join(filter(None, words)).split()):
        context.advise("page-furniture", f"left out, for it belongs to the page and not to the release: {said}")


def _shown(node: html.HtmlElement) -> str:
    named = next((f' {name}="{node.get(name)[:60]}"' for name in ("id", "class") if node.get(name)), "")
    return f"<{node.tag}{named}>"
