"""What may run or fetch something in the hands of whoever opens a page: addresses and markup in, a verdict out."""

from __future__ import annotations

import re
from html import unescape

_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
"""What browsers pass over in a scheme, and some more."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HARMLESS_SCHEMES = frozenset({
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "news", "nntp", "geo", "urn", "doi", "info", "xmpp", "irc",
    "ircs", "sip", "sips", "callto", "webcal", "magnet", "cid", "mid", "tag",
})  # fmt: skip

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
_ATTRIBUTE = re.compile(r"\s+([a-zA-Z][a-zA-Z0-9-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_HARMLESS_TAGS = frozenset({
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code",
    "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp",
    "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
})  # fmt: skip
_HARMLESS_ATTRIBUTES = frozenset({
    "abbr", "align", "cite", "class", "colspan", "datetime", "dir", "headers", "href", "lang", "open", "reversed", "role",
    "rowspan", "scope", "span", "start", "title", "type", "valign", "value",
})  # fmt: skip


def harmless_link(href: str) -> bool:
    """Whether an address only leads somewhere: no script, no local file, nothing packed inside."""
    scheme = _SCHEME.match(_IGNORED.sub("", href))
    return scheme is None or scheme[1].lower() in _HARMLESS_SCHEMES


def harmless_html(markup: str) -> bool:
    """Whether HTML only shows words: known elements with known attributes, and nothing that is not plainly one or the other."""
    rest = _TAG.sub("", markup)
    if "<" in rest or ">" in rest:
        return False
    return all(_harmless_tag(name, attributes) for _, name, attributes in _TAG.findall(markup))


def _harmless_tag(name: str, attributes: str) -> bool:
    if name.lower() not in _HARMLESS_TAGS or _ATTRIBUTE.sub("", attributes).strip(" \t\n/"):
        return False
    for attribute, *values in _ATTRIBUTE.findall(attributes):
        known = attribute.lower() in _HARMLESS_ATTRIBUTES or attribute.lower().startswith("aria-")
        if not known or (attribute.lower() in {"href", "cite"} and not harmless_link(unescape("".join(values)))):
            return False
    return True
