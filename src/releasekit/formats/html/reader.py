"""Bytes of a web page in, a `Release` out: fields from its metadata, text from its main content, the rest found by intake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.errors import PackError
from releasekit.formats.html import jsonld, microdata, schema
from releasekit.formats.html.blocks import Blocks
from releasekit.formats.html.charset import check_size, page_text
from releasekit.formats.html.clean import clean, drop_template_tags
from releasekit.formats.html.content import main_content
from releasekit.formats.html.fields import direction_stated, lang_stated, own_fields, stated
from releasekit.formats.html.footnotes import take_footnotes
from releasekit.formats.html.heads import with_headline, without_dates
from releasekit.formats.html.links import Links
from releasekit.formats.html.meta import head_of
from releasekit.formats.html.path import take_breadcrumb, take_byline
from releasekit.formats.html.strays import foster
from releasekit.formats.html.tree import tree
from releasekit.formats.html.voice import with_common_voice
from releasekit.formats.pandoc.fields import headed
from releasekit.formats.pandoc.furniture_in import taken
from releasekit.formats.pandoc.pictures import Inside
from releasekit.intake import find
from releasekit.intake.nowhere import without_nowhere
from releasekit.model import Found, Issuer, Paragraph, Release, Source, Text, plain_text

if TYPE_CHECKING:
    from lxml import html

    from releasekit.format import Context
    from releasekit.formats.html.jsonld import Thing
    from releasekit.formats.html.meta import Head

MAX_PAGE = 32 * 1024 * 1024
"""The most bytes of a page with the pictures that are packed in it."""

_OURS = re.compile(r"""<div\s[^<>]{0,200}class="release"|<div class=["']?release["'\s>]""")
_WHOLE = re.compile(r"<(?:!doctype|html|body|head)[\s>]", re.IGNORECASE)

_PACK = '<meta name="releasekit" content="briefing-pack">'
"""What the page of a pack says of itself."""


def read(data: bytes, context: Context) -> Release:
    """The release on a page. Nothing is fetched; every word is in the release or in a note. Raises `ReadError`."""
    check_size(data, MAX_PAGE, context)
    text = page_text(data, context)
    if _PACK in text[:4096]:
        raise PackError.for_reading(name=context.name)
    root = tree(text, context)
    context.resources = Inside(context.resources, {})
    own = _OURS.search(text) is not None
    whole = _WHOLE.search(text[:65536]) is not None
    head = head_of(root)
    if own:
        return _own(root, head, context)
    found = [*jsonld.things(root, context), *microdata.things(root)]
    return _page(root, head, found, context, whole=whole)


def _own(root: html.HtmlElement, head: Head, context: Context) -> Release:
    """A page that releasekit wrote."""
    clean(root, context, own=True)
    footnotes = take_footnotes(root)
    blocks = Blocks(root, Links(head, context), footnotes, own=True)
    lang = lang_stated(root)
    fields: dict[str, Any] = (
        stated(head, context) | {"lang": lang, "direction": direction_stated(root, lang)} | own_fields(head)
    )
    title = (Text(head.title),) if head.title else ()
    release = Release(
        **{name: value for name, value in fields.items() if value},
        headline=title,
        body=blocks.blocks(_body(root)),
        source=Source(format="html"),
    )
    return headed(taken(release), context)


def _page(root: html.HtmlElement, head: Head, found: list[Thing], context: Context, *, whole: bool) -> Release:
    """A page of somebody else."""
    article = schema.main_article(found, head.address)
    fields = stated(head, context)
    if article is not None:
        fields |= schema.fields_of(article)
        schema.tell_unread(article, context)
    clean(root, context, own=False)
    foster(root)
    if not whole:
        drop_template_tags(root, context)
    footnotes = take_footnotes(root)
    path = take_breadcrumb(root) if context.find else None
    core = main_content(root, context) if whole else _body(root)
    blocks = Blocks(root, Links(head, context), footnotes, own=False)
    lang = fields.get("lang") or lang_stated(root, core) or next(filter(None, map(schema.lang_of_thing, found)), "")
    fields |= {"lang": lang, "direction": direction_stated(core, lang)}
    fields["translations"] = tuple(each for each in fields.get("translations", ()) if each.lang != lang)
    byline = take_byline(core, lang) if context.find else None
    source = Source(head.address or jsonld.address(article or {}, "url", "mainEntityOfPage"), head.title, "html")
    if not fields.get("section"):
        fields["section"] = schema.breadcrumb(found)
    if path and not fields["section"]:
        fields["section"] = path.names
        source = evolve(source, found=(Found("section", "breadcrumb", path.words, "high"),))
    if byline:
        words, moment = byline
        fields["released"] = fields.get("released") or moment
        source = evolve(source, found=(*source.found, Found("released", "byline", words, "medium")))
    release = Release(**{name: value for name, value in fields.items() if value}, body=blocks.blocks(core), source=source)
    release = _with_body(release, article, context)
    titles = [*head.values("title")]
    release = with_headline(release, titles, head.title, head.value("site"), context, whole=whole)
    release = _without_own_place(release)
    if context.find:
        release = find(without_dates(release), context, format="html")
        release = _with_site(release, head)
    release = with_common_voice(release)
    return without_nowhere(release)


def _body(root: html.HtmlElement) -> html.HtmlElement:
    body = root.find("body")
    return body if body is not None else root


def _with_body(release: Release, article: Thing | None, context: Context) -> Release:
    """The release with the text that only the metadata has, as on pages that a script writes."""
    said = jsonld.text(article, "articleBody", "text") if article else ""
    if not said or len(said) < 5 * len(plain_text(Release(body=release.body))):
        return release
    context.guess("body-from-metadata", "the text is taken from the metadata: the page itself has hardly any", "/body")
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n|\r?\n", said))
    return evolve(release, body=(*release.body, *(Paragraph((Text(part),)) for part in parts if part)))


def _without_own_place(release: Release) -> Release:
    """The release without a last level of its path that is its own headline."""
    from releasekit.model import inline_text

    headline = " ".join(inline_text(release.headline).split())
    path = release.section
    if (
        path
        and headline
        and path[-1].casefold() in {headline.casefold(), headline[: len(path[-1])].casefold()}
        and len(path[-1]) > 20
    ):
        return evolve(release, section=path[:-1])
    return release


def _with_site(release: Release, head: Head) -> Release:
    """The release with the name of its site as issuer, where nothing else says who issues it."""
    from releasekit.intake.wires import is_wire

    site = head.value("site")
    if release.issuers or not site or is_wire(site):
        return release
    source = release.source or Source(format="html")
    found = (*source.found, Found("issuers", "site-name", site, "low"))
    return evolve(release, issuers=(Issuer(site),), source=evolve(source, found=found))
