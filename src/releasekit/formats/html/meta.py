"""The head of a page in; what its `meta`, `link` and `title` elements say as plain text, by name, out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from releasekit.values import frozen

if TYPE_CHECKING:
    from lxml import html

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

FIELD_NAMES = {
    "title": ("citation_title", "dcterms.title", "dc.title", "og:title", "twitter:title"),
    "author": ("author", "dcterms.creator", "dc.creator", "dcterms.publisher", "dc.publisher", "citation_publisher"),
    "description": ("description", "dcterms.abstract", "dcterms.description", "dc.description", "og:description", "twitter:description"),
    "keywords": ("keywords", "news_keywords", "article:tag", "citation_keywords", "dcterms.subject", "dc.subject"),
    "released": (
        "dcterms.issued", "article:published_time", "dc.date.issued", "citation_publication_date", "dcterms.date", "dc.date",
        "dcterms.created", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "date",
    ),
    "modified": ("dcterms.modified", "article:modified_time", "dc.date.modified", "og:updated_time", "last-modified"),
    "identifier": ("dcterms.identifier", "dc.identifier"),
    "number": ("citation_technical_report_number",),
    "rights": ("dcterms.rights", "dc.rights", "copyright"),
    "license": ("dcterms.license",),
    "lang": ("dcterms.language", "dc.language", "content-language", "citation_language", "og:locale"),
    "section": ("article:section",),
    "kind": ("dcterms.type", "dc.type"),
    "url": ("og:url",),
    "site": ("og:site_name", "application-name"),
}  # fmt: skip
"""The names of `meta` elements that say what a field says, the surest first."""


@frozen
class Head:
    """What a page says of itself outside its text."""

    title: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    """The names (lower case) and contents of the `meta` elements, in order."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Language and address of each `link rel=alternate hreflang=…`."""
    canonical: str = ""
    license: str = ""
    base: str = ""
    """The address that the page gives itself by `base`, made absolute where it can be."""

    def all(self, name: str) -> list[str]:
        """What the elements of that name say, in order."""
        return [content for key, content in self.meta if key == name]

    def values(self, field: str) -> list[str]:
        """What the surest elements for a field say."""
        return next((found for name in FIELD_NAMES[field] if (found := self.all(name))), [])

    def value(self, field: str) -> str:
        """The first of `values`, or an empty string."""
        return next(iter(self.values(field)), "")

    @property
    def address(self) -> str:
        """The absolute address that the page states of itself, or an empty string."""
        found = (self.canonical, self.value("url"))
        return next((address for address in found if is_absolute(address)), "")


def head_of(root: html.HtmlElement) -> Head:
    """The head of a page, wherever in it the elements stand."""
    named = [
        (str(node.get("name") or node.get("property") or node.get("http-equiv") or ""), str(node.get("content") or ""))
        for node in root.iter("meta")
        if node.get("itemprop") is None
    ]
    links = [(str(node.get("rel") or "").lower().split(), node) for node in root.iter("link")]
    canonical = _first_link(links, "canonical")
    meta = tuple((name.strip().lower(), content.strip()) for name, content in named if name and content.strip())
    base = next((str(node.get("href")).strip() for node in root.iter("base") if node.get("href")), "")
    outside = (content for name, content in (("", canonical), *meta) if name in {"", "og:url"} and is_absolute(content))
    return Head(
        title=next((" ".join("".join(map(str, node.itertext())).split()) for node in root.iter("title")), ""),
        meta=meta,
        alternates=tuple(
            (str(node.get("hreflang")), str(node.get("href", "")))
            for rel, node in links
            if "alternate" in rel and node.get("hreflang")
        ),
        canonical=canonical,
        license=_first_link(links, "license"),
        base=joined(next(outside, ""), base) if base else "",
    )


def _first_link(links: list[tuple[list[str], html.HtmlElement]], kind: str) -> str:
    return next((str(node.get("href")).strip() for rel, node in links if kind in rel and node.get("href")), "")


def is_absolute(address: str) -> bool:
    """Whether an address leads to the web by itself."""
    return address.lower().startswith(("http://", "https://"))


def joined(base: str, address: str) -> str:
    """An address made absolute by another; as it is where that cannot be."""
    if not base or address.startswith("#"):
        return address
    try:
        if urlsplit(address).scheme:
            return address
        return urljoin(base, address)
    except ValueError:  # brackets that are no IPv6 address
        return address
