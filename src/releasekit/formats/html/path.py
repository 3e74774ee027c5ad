"""Lines of a page that speak of it, taken out of its tree: the breadcrumb, and when and by whom it was put there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from releasekit.formats.html.clean import brief_words, drop, words_of
from releasekit.intake.language import spoken
from releasekit.intake.moments import stamp
from releasekit.intake.words import is_one_of, said

if TYPE_CHECKING:
    from lxml import html

    from releasekit.model import Moment

_NAMED = re.compile(r"bread-?_?crumbs?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[›»>→|/\\‹«<·:]+\s*")
LONGEST = 400


_BYLINES = frozenset({
    "entry-meta", "post-meta", "article-meta", "news-meta", "page-meta", "byline", "post-info", "article-info", "entry-info", "posted-on",
    "published", "post-date", "article-date", "entry-date", "news-date",
})  # fmt: skip


class Path(NamedTuple):
    """A path of sections."""

    names: tuple[str, ...]
    words: str


def take_breadcrumb(root: html.HtmlElement) -> Path | None:
    """The path that a breadcrumb shows, outermost first and without the start page; None for none."""
    for node in root.iter(etree.Element):
        if node.tag not in {"nav", "ol", "ul", "div", "p", "section"}:
            continue
        named = any(_NAMED.search(node.get(name, "")[:200]) for name in ("class", "id", "aria-label"))
        if named and (words := brief_words(node, LONGEST)):
            names = _names(node, words)
            drop(node)
            return Path(names, words)
    return None


def _names(node: html.HtmlElement, words: str) -> tuple[str, ...]:
    items = [words_of(item).strip(" ›»>→|/\\‹«<·:") for item in node.iter("li")] or [
        part for part in _BETWEEN.split(words) if part
    ]
    homes = said(spoken("en"), "home")
    names = [item for item in items if item]
    return tuple(item for place, item in enumerate(names) if place or not is_one_of(item, homes))


def take_byline(core: html.HtmlElement, lang: str) -> tuple[str, Moment] | None:
    """The words of a line that its class calls one about the page, and the day that it names; None for none."""
    for node in core.iter("div", "p", "span", "ul", "header", "footer"):
        if not set(node.get("class", "").lower().split()) & _BYLINES or node is core or next(node.iter("h1"), None) is not None:
            continue
        words = brief_words(node, LONGEST // 2)
        when = stamp(words, spoken(lang or "en")) if words else None
        if words and when:
            drop(node)
            return words, when.moment
    return None
