"""What a page says of itself: JSON-LD, microdata, RDFa, OpenGraph and the rest of its head."""

from __future__ import annotations

import json

import pytest

from releasekit import Moment, Text
from releasekit import model as m

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": "https://port.example/news/12",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://port.example/news/12"},
    "headline": "Harbour opens after four years",
    "alternativeHeadline": "Ferries sail again",
    "description": "The harbour opens.",
    "datePublished": "2027-03-14T09:30:00+01:00",
    "dateModified": "2027-03-15T10:00:00+0100",
    "author": {"@type": "Organization", "name": "Port of Leith", "url": "https://port.example/"},
    "publisher": [
        {"@type": "Organization", "name": "Port of Leith"},
        {
            "@type": "GovernmentOrganization",
            "name": "City of Leith",
            "address": {"streetAddress": "1 Quay", "addressLocality": "Leith"},
            "contactPoint": {
                "@type": "ContactPoint", "name": "Ada Quay", "contactType": "press", "email": "mailto:ada@port.example", "telephone": "+44 131 496",
            },
        },
    ],
    "inLanguage": {"@type": "Language", "alternateName": "en-GB"},
    "keywords": ["ferry", {"@type": "DefinedTerm", "name": "ports", "termCode": "medtop:1", "inDefinedTermSet": "iptc"}],
    "articleSection": "Harbour",
    "identifier": [{"@type": "PropertyValue", "propertyID": "house", "value": "12/2027"}, "urn:port:12"],
    "genre": "Statement",
    "version": 2,
    "dateline": "LEITH",
    "creativeWorkStatus": "Published",
    "license": "https://port.example/terms",
    "copyrightNotice": "© Port",
    "correction": {"@type": "CorrectionComment", "text": "The year was wrong.", "datePublished": "2027-03-15"},
    "workTranslation": {"@type": "NewsArticle", "inLanguage": "fr", "url": "https://port.example/fr/12"},
    "isBasedOn": "https://port.example/study",
    "associatedMedia": {"@type": "MediaObject", "contentUrl": "https://port.example/a.pdf", "encodingFormat": "application/pdf", "name": "Times"},
    "mentions": [{"@type": "Person", "name": "Ada Quay", "jobTitle": "Harbour master"}, {"@type": "Place", "name": "Leith"}],
    "backstory": "It took long.",
}  # fmt: skip


def script(data):
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


def test_a_page_with_json_ld_gives_the_fields_of_its_json_ld(read, page):
    body = "<h1>Harbour opens after <em>four</em> years</h1><p>The harbour of Leith opens today, and everybody may come.</p>"
    release, context = read(
        page(body, script(ARTICLE) + "<title>Other</title><meta name=description content=Other>", "lang=en")
    )
    assert release.headline == (Text("Harbour opens after "), m.Emphasis((Text("four"),)), Text(" years"))
    assert release.subtitle == (Text("Ferries sail again"),)
    assert release.summary == "The harbour opens."
    assert (release.released, release.modified) == (Moment("2027-03-14T09:30:00+01:00"), Moment("2027-03-15T10:00:00+01:00"))
    assert release.issuers == (
        m.Issuer("Port of Leith", "https://port.example/"), m.Issuer("City of Leith", "", "1 Quay, Leith"),
    )  # fmt: skip
    assert release.contacts == (m.Contact("Ada Quay", "press", "City of Leith", "ada@port.example", "+44 131 496"),)
    assert release.lang == "en-GB"
    assert release.keywords == ("ferry", "ports")
    assert release.subjects == (m.Subject("medtop:1", "iptc"),)
    assert release.section == ("Harbour",)
    assert release.numbers == (m.Number("12/2027", "house"),)
    assert (release.id, release.version, release.kind, release.status) == ("urn:port:12", "2", "statement", "published")
    assert release.dateline == m.Dateline("LEITH")
    assert release.rights == m.Rights("© Port", "", "https://port.example/terms")
    assert release.changes == (m.Change("The year was wrong.", Moment("2027-03-15")),)
    assert release.translations == (m.Translation("fr", "https://port.example/fr/12"),)
    assert release.attachments == (m.Attachment("https://port.example/a.pdf", "Times", "application/pdf"),)
    assert [(e.id, e.kind, e.role) for e in release.entities] == [
        ("ada-quay", "person", "Harbour master"),
        ("leith", "place", ""),
    ]
    assert release.extra == (m.Extra.of("isBasedOn", "https://port.example/study"),)
    assert (release.source.href, release.source.title) == ("https://port.example/news/12", "Other")
    assert release.source.found == ()
    assert [note.message for note in context.notes if note.code == "metadata-unused"] == [
        "the page's metadata has no field here for backstory"
    ]


def test_json_ld_is_found_in_graphs_lists_and_comments_and_by_reference(read, page):
    graph = {
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "Port"},
            {"@type": ["WebPage", "ItemPage"], "inLanguage": "en"},
            {"@type": "https://schema.org/Person", "@id": "#ada", "name": "Ada Quay", "email": "ada@port.example"},
            {"@type": "Organization", "@id": "#port", "name": "Port of Leith"},
            {"@type": "BreadcrumbList", "itemListElement": [
                {"@type": "ListItem", "position": 2, "item": {"@id": "/news", "name": "News"}}, {"@type": "ListItem", "position": 1, "name": "Harbour"},
            ]},
            {"@type": "Article", "headline": {"@value": "Harbour opens", "@language": "en"}, "author": {"@id": "#ada"}, "publisher": {"@id": "#port"},
             "keywords": "ferry, port", "datePublished": "2027-03-14"},
        ]
    }  # fmt: skip
    release, _ = read(page("<p>Words.", script(f"<!-- [{json.dumps(graph)}] -->")))
    assert release.headline == (Text("Harbour opens"),)
    assert release.issuers == (m.Issuer("Port of Leith"),)
    assert release.contacts == (m.Contact(name="Ada Quay", email="ada@port.example"),)
    assert release.entities == (m.Entity("ada-quay", "person", "Ada Quay", "", "author"),)
    assert release.keywords == ("ferry", "port")
    assert release.section == ("Harbour", "News")
    assert release.lang == "en"


def test_of_several_articles_the_one_of_the_pages_own_address_is_read(read, page):
    others = [
        {"@type": "NewsArticle", "headline": "Other"},
        {"@type": "BlogPosting", "headline": "Own", "url": "https://port.example/own"},
    ]
    head = script(others) + "<link rel=canonical href=https://port.example/own>"
    assert read(page("<p>Words.", head))[0].headline == (Text("Own"),)
    assert read(page("<p>Words.", script(others)))[0].headline == (Text("Other"),)


def test_a_person_who_writes_alone_is_the_issuer(read, page):
    release, _ = read(page("<p>Words.", script({"@type": "Article", "name": "Opens", "author": ["Ada Quay"]})))
    assert release.headline == (Text("Opens"),)
    assert release.issuers == (m.Issuer("Ada Quay"),)


@pytest.mark.parametrize("broken", ["{", "nothing", '{"a": ' * 5000, "[" * 100_000, ""])
def test_json_ld_that_is_none_is_told_and_the_page_read(read, page, broken):
    release, context = read(page("<p>Words.", script(broken)))
    assert m.plain_text(release) == "Words."
    assert [note.code for note in context.losses] == (["json-ld-broken"] if broken else [])


def test_json_ld_with_values_of_every_wrong_kind_is_read(read, page):
    odd = {"@type": ["NewsArticle", 3], "headline": [None, {"x": 1}, ["Opens"]], "datePublished": {"a": "b"}, "author": [[], 5, {"name": {}}],
           "keywords": {"name": None}, "identifier": [True, {"value": 7}], "publisher": "Port", "inLanguage": "no tag!", "articleSection": {},
           "workTranslation": [1], "license": [2], "correction": "Wrong year", "contactPoint": "x"}  # fmt: skip
    release, _ = read(page("<p>Words.", script(odd)))
    assert release.headline == (Text("Opens"),)
    assert release.numbers == (m.Number("true"), m.Number("7"))
    assert release.changes == (m.Change("Wrong year"),)


def test_a_page_that_a_script_writes_gives_the_text_of_its_metadata(read, page):
    release, context = read(
        page(
            "<div id=root>…</div>",
            script({"@type": "NewsArticle", "headline": "Opens", "articleBody": "One two three.\n\nFour."}),
        )
    )
    assert m.plain_text(release).split("\n")[-2:] == ["One two three.", "Four."]
    assert "body-from-metadata" in {note.code for note in context.notes}


MICRODATA = """<div itemscope itemtype="https://schema.org/NewsArticle" itemid="urn:port:12"><h1 itemprop="headline">Harbour <b>opens</b></h1>
<meta itemprop=datePublished content=2027-03-14><span itemprop=author itemscope itemtype=https://schema.org/Organization><a itemprop=url
href=https://port.example/><span itemprop=name>Port of Leith</span></a></span><link itemprop=license href=https://port.example/terms>
<div itemprop=articleBody><p>The harbour of Leith opens today.</p></div></div><p>Outside.</p>"""


def test_microdata_says_the_same_as_json_ld(read, page):
    release, _ = read(page(MICRODATA))
    assert release.headline == (Text("Harbour "), m.Strong((Text("opens"),)))
    assert release.released == Moment("2027-03-14")
    assert release.issuers == (m.Issuer("Port of Leith", "https://port.example/"),)
    assert release.rights == m.Rights("", "", "https://port.example/terms")
    assert release.id == "urn:port:12"
    assert "The harbour of Leith opens today." in m.plain_text(release)


def test_rdfa_lite_says_the_same_as_json_ld(read, page):
    body = """<article vocab="https://schema.org/" typeof="NewsArticle"><h1 property=headline>Harbour opens</h1>
    <time property=datePublished datetime=2027-03-14>Sunday</time><p property=author typeof=Person><span property=name>Ada</span></p>
    <div property=articleBody><p>The harbour of Leith opens today.</div></article>"""
    release, _ = read(page(body))
    assert release.headline == (Text("Harbour opens"),)
    assert (release.released, release.issuers) == (Moment("2027-03-14"), (m.Issuer("Ada"),))


def test_a_page_with_open_graph_alone_gives_its_fields(read, page):
    head = """<title>Harbour opens - Port</title><meta property=og:title content="Harbour opens"><meta property=og:description content="It opens.">
    <meta property=og:url content=https://port.example/12><meta property=og:locale content=en_GB><meta property=og:site_name content=Port>
    <meta property=article:published_time content="2027-03-14 09:30"><meta property=article:modified_time content=2027-03-16>
    <meta property=article:section content=Harbour><meta property=article:tag content=ferry><meta property=article:tag content="a, b">"""
    release, _ = read(page("<p>The harbour of Leith opens today, and everybody may come and see it.", head))
    assert release.headline == (Text("Harbour opens"),)
    assert release.summary == "It opens."
    assert (release.released, release.modified) == (Moment("2027-03-14T09:30"), Moment("2027-03-16"))
    assert release.section == ("Harbour",)
    assert release.keywords == ("ferry", "a, b")
    assert release.source.href == "https://port.example/12"
    assert release.issuers == (m.Issuer("Port"),)
    assert m.Found("issuers", "site-name", "Port", "low") in release.source.found


def test_dublin_core_and_citations_are_read(read, page):
    head = """<meta name=DC.title content="Harbour opens"><meta name=DCTERMS.issued content=2027/3/4><meta name=dc.language content=fr>
    <meta name=dcterms.creator content=Port><meta name=dc.rights content="© Port"><link rel=license href=https://port.example/terms>
    <meta name=dc.type content="Media note"><meta name=citation_technical_report_number content=12/2027><meta name=dcterms.modified content="nobody knows">"""
    release, context = read(page("<p>Words.", head))
    assert release.headline == (Text("Harbour opens"),)
    assert (release.released, release.lang, release.kind) == (Moment("2027-03-04"), "fr", "media-note")
    assert release.rights == m.Rights("© Port", "", "https://port.example/terms")
    assert release.numbers == (m.Number("12/2027"),)
    assert [note.code for note in context.losses] == ["date-not-read"]


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("20270314", "2027-03-14"), ("2027-03-14 09:30:00 +0100", "2027-03-14T09:30:00+01:00"), ("2027-03-14T0930Z", "2027-03-14T09:30Z"),
        ("Sun, 14 Mar 2027 09:30:00 GMT", "2027-03-14T09:30:00Z"), ("14 Mar 2027", "2027-03-14"), ("2027.3.4", "2027-03-04"),
        ("2027-03-14T09:30+01", "2027-03-14T09:30+01:00"), ("2027-02-30", None), ("14/03/2027", None), ("20271399", None),
    ],
)  # fmt: skip
def test_dates_are_read_in_the_forms_that_pages_have(read, page, words, iso):
    release, _ = read(page("<p>Words.", f'<meta name="date" content="{words}">'), find=False)
    assert release.released == (Moment(iso) if iso else None)


def test_a_page_states_language_direction_and_fields(read, page):
    head = """<title>The title</title><meta name=author content=Port><meta name="Description" content="What it says">
    <meta name=keywords content="ferry, port,"><meta property="article:published_time" content="2027-03-14T09:30:00+01:00">
    <meta name=viewport content=x><meta name="dcterms.rights" content="© Port">
    <link rel=alternate hreflang=fr href=/fr><link rel=alternate hreflang=ar href=/ar><link rel=alternate hreflang=x-default href=/><link rel=alternate hreflang="no tag" href=/>"""
    release, _ = read(page("<p>x", head, 'lang="ar" dir="ltr"'))
    assert (release.lang, release.direction) == ("ar", "ltr")
    assert release.issuers == (m.Issuer("Port"),)
    assert release.summary == "What it says"
    assert release.keywords == ("ferry", "port")
    assert release.released == Moment("2027-03-14T09:30:00+01:00")
    assert release.rights == m.Rights("© Port")
    assert release.translations == (m.Translation("fr", "/fr"),)
    assert release.extra == ()


def test_the_direction_that_the_language_implies_is_not_stated_again(read, page):
    assert read(page("<p>x", "", "lang=he dir=rtl"))[0].direction == ""
    assert read(page("<p>x", "", "dir=rtl"), find=False)[0].direction == "rtl"


def test_a_date_that_is_marked_in_the_text_states_when_it_was_released(read, page):
    body = "<h1>Harbour opens after years</h1><p>Published <time datetime=2027-03-14T09:30>today</time></p><p>The harbour of Leith opens, and all may come."
    release, _ = read(
        page(
            "<h1>Harbour opens after years</h1><p><time datetime=2027-03-14T09:30>Sunday</time></p><p>The harbour of Leith opens."
        )
    )
    assert release.released == Moment("2027-03-14T09:30")
    assert m.Found("released", "time-element", "Sunday", "high") in release.source.found
    assert m.plain_text(release).split("\n")[-1] == "The harbour of Leith opens."
    assert "today" in m.plain_text(read(page(body))[0])


def test_a_line_that_repeats_the_stated_date_is_no_text(read, page):
    release, _ = read(
        page("<h1>Harbour opens after years</h1><p>14 March 2027</p><p>The harbour of Leith opens.", script(ARTICLE))
    )
    assert "14 March" not in m.plain_text(release)
    assert m.Found("released", "repeated-date", "14 March 2027", "high") in release.source.found
    other, _ = read(
        page("<h1>Harbour opens after years</h1><p>15 April 2027</p><p>The harbour of Leith opens.", script(ARTICLE))
    )
    assert "15 April" in m.plain_text(other)


# ── headlines ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_heading_that_repeats_the_title_is_the_headline(read, page):
    release, context = read(
        page("<p>nav</p><h1>The <em>ferry</em></h1><p>Words.", "<title>The ferry | Port</title>"), find=False
    )
    assert release.headline == (Text("The "), m.Emphasis((Text("ferry"),)))
    assert [m.inline_text(block.content) for block in release.body] == ["nav", "Words."]
    assert [note.code for note in context.notes] == ["headline-by-heading"]


def test_a_stated_headline_that_was_cut_off_is_the_heading_that_goes_on(read, page):
    head = script({"@type": "NewsArticle", "headline": "The ferry of Leith sails again after…"})
    release, _ = read(page("<h1>The ferry of Leith sails again after four years</h1><p>Words.", head))
    assert m.inline_text(release.headline).endswith("four years")


def test_a_title_that_no_heading_repeats_is_the_headline(read, page):
    body = "<h1>News</h1><p>Words.</p><h2>More</h2>"
    release, _ = read(page(body, "<title>The ferry | Port</title><meta property=og:site_name content=Port>"), find=False)
    assert release.headline == (Text("The ferry"),)
    assert [(b.level, m.inline_text(b.content)) for b in release.body if isinstance(b, m.Heading)] == [(2, "News"), (3, "More")]


@pytest.mark.parametrize("find", [True, False])
def test_without_a_title_the_only_main_heading_on_top_is_the_headline(read, page, find):
    release, context = read(page("<p>Port › News<p>14 March<h1>The ferry</h1><p>Words."), find=find)
    assert release.headline == (Text("The ferry"),)
    assert "headline-by-heading" in {note.code for note in context.notes}


def test_main_headings_that_are_several_are_no_headline_by_themselves(read, page):
    assert read(page("<p>Words." * 8 + "<h1>The ferry</h1>"), find=False)[0].headline == ()
    assert read(page("<h1>One</h1><h1>Two</h1>"), find=False)[0].headline == ()


def test_a_page_of_our_own_with_lines_that_are_not_known_keeps_them(read, page):
    body = (
        '<div class="release"><div class="release-other"><p>x</p></div><div class="release-banner"><p>Held back</p></div></div>'
    )
    release, _ = read(page(body, "<meta name=releasekit.other content=x><meta name=releasekit.version content=3>"))
    assert release.body == (m.Division((m.Paragraph((Text("x"),)),), "release-other"),)
    assert release.embargo == m.Embargo(None, "Held back")
    assert release.version == "3"
