"""What is the text of a page, and what stands around it."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
import urllib.request

import pytest

from releasekit import model as m

TEXT = (
    "<p>LEITH – The harbour of Leith opens again today, after four years of works that cost much and took three hundred workers.</p>"
    '<p>"We have waited long for this day," said Ada Quay, who leads the port. "The ferry is back, and with it the whole town."</p>'
    "<h2>What changes</h2><ul><li>Three ferries a day</li><li>A new pier</li></ul>"
    "<p>More will be announced in the spring, when the season begins and the first guests arrive from the islands.</p>"
)
COOKIES = '<div id="cookie-banner" class="consent"><p>We use cookies to improve what you see here. Read our long policy on that.</p></div>'
NAVIGATION = (
    '<div class="top-menu"><ul><li><a href="/a">Ships</a><li><a href="/b">Routes</a><li><a href="/c">Jobs</a></ul></div>'
)
RELATED = '<div class="related-news"><h3>Read on</h3><ul><li><a href="/d">A crane arrives</a><li><a href="/e">Fish prices</a></ul></div>'
FOOT = '<div class="site-footer"><p>© Port</p><ul><li><a href="/f">Imprint</a><li><a href="/g">Privacy</a></ul></div>'


def around(text):
    return f"{COOKIES}{NAVIGATION}<div class=wrap><div class=col>{text}</div>{RELATED}</div>{FOOT}"


def test_navigation_cookies_and_related_news_are_left_out_and_said(read, page):
    release, context = read(page(around(f"<h1>Harbour opens after years</h1>{TEXT}")))
    words = m.plain_text(release)
    assert m.inline_text(release.headline) == "Harbour opens after years"
    assert "Three ferries a day" in words
    assert "islands" in words
    around_it = ("cookies", "Ships", "Jobs", "A crane arrives", "Imprint", "© Port")
    assert [each for each in around_it if each in words] == []
    said = " ".join(note.message for note in context.notes if note.code == "page-furniture")
    assert [each for each in around_it if each not in said] == []
    assert {note.kind for note in context.notes if note.code == "page-furniture"} == {"advice"}
    assert "main-content" in {note.code for note in context.notes}


def test_no_word_of_a_page_is_lost(read, page):
    html = page(around(f"bare <h1>Harbour opens after years</h1>{TEXT}") + "loose words")
    release, context = read(html)
    found = " ".join(item.words for item in release.source.found)
    kept = " ".join([m.plain_text(release), found, *(note.message for note in context.notes)])
    words = re.sub(r"<[^>]+>", " ", html.decode()).split()
    assert [word for word in words if word not in kept] == []


def test_without_finding_nothing_is_left_out_but_what_the_markup_calls_navigation(read, page):
    release, context = read(page(f"<nav>Menu</nav>{around(TEXT)}<footer>Foot</footer>"), find=False)
    words = m.plain_text(release)
    assert "cookies" in words
    assert "A crane arrives" in words
    assert "Menu" not in words
    assert "Foot" not in words
    assert [note.message.rsplit(": ", 1)[1] for note in context.notes] == ["Menu", "Foot"]
    assert release.source.found == ()


@pytest.mark.parametrize("find", [True, False])
@pytest.mark.parametrize(
    "body",
    [
        f"<p>Around.</p><main><h1>Opens after years</h1>{TEXT}</main><p>Behind.</p>",
        f"<p>Around.</p><article><header><h1>Opens after years</h1></header>{TEXT}</article><article><p>Other.</article><p>Behind.</p>",
        f"<p>Around.</p><div itemscope itemtype=https://schema.org/Article><h1>Opens after years</h1><div itemprop=articleBody>{TEXT}</div></div>",
        f"<p>Around.</p><div role=main><h1>Opens after years</h1>{TEXT}</div>",
    ],
)
def test_what_the_markup_calls_the_main_text_is_it(read, page, body, find):
    release, context = read(page(body), find=find)
    words = m.plain_text(release)
    assert m.inline_text(release.headline) == "Opens after years"
    assert "islands" in words
    assert "Around." not in words
    assert "Behind." not in words
    assert "Around." in " ".join(note.message for note in context.notes if note.code == "page-furniture")


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE html><title>a</title><nav>n</nav><main><p>one<p>two</main>three",
        "<html><title>a</title><main><p>one</main><p>two</p>three",
        "<html><head><meta name=a><header>n</header>one<p>two<body class=x>three",
        "<main>one<p>two</main><p>three",
    ],
)
def test_a_page_without_a_body_of_its_own_keeps_all_its_words(read, data):
    release, context = read(data, find=False)
    said = m.plain_text(release).split() + [note.message.rsplit(" ", 1)[-1] for note in context.notes]
    assert {"one", "two", "three", *({"n"} if ">n<" in data else ())} <= {*said}


def test_a_short_page_without_anything_around_stays_whole(read, page):
    release, context = read(page("<div><p>Short.</p></div><p>Very short.</p>"), find=False)
    assert m.plain_text(release).split("\n") == ["Short.", "Very short."]
    assert context.notes == []


def test_an_aside_in_the_text_stays_where_the_library_sees_text(read, page):
    aside = "<aside><p>Three numbers: three ferries sail each day, from March to October, and carry nine hundred guests.</p></aside>"
    assert "Three numbers" in m.plain_text(read(page(f"<article><h1>Opens after years</h1>{TEXT}{aside}</article>"))[0])


def test_an_address_to_write_to_below_the_text_stays(read, page):
    below = '<div class="box"><h3>Contact</h3><p>Ada Quay, <a href="mailto:ada@port.example">ada@port.example</a></p></div>'
    release, _ = read(page(f"{NAVIGATION}<div><h1>Opens after years</h1><div class=x>{TEXT}</div>{below}</div>{FOOT}"))
    assert "ada@port.example" in m.plain_text(release)


def test_a_breadcrumb_is_the_section(read, page):
    crumbs = '<ol class="breadcrumb"><li><a href="/">Home</a><li><a href="/n">News</a><li>Harbour</ol>'
    release, _ = read(page(f"{crumbs}<h1>Opens after years</h1>{TEXT}"))
    assert release.section == ("News", "Harbour")
    assert m.Found("section", "breadcrumb", "Home News Harbour", "high") in release.source.found


def test_a_line_about_the_page_gives_its_date_and_is_no_text(read, page):
    line = '<div class="entry-meta">Posted on <a href="/d">14 March 2027</a> by the team</div>'
    release, _ = read(page(f"<h1>Opens after years</h1>{line}{TEXT}"))
    assert release.released == m.Moment("2027-03-14")
    assert m.Found("released", "byline", "Posted on 14 March 2027 by the team", "medium") in release.source.found
    assert "Posted" not in m.plain_text(release)
    assert "no date" in m.plain_text(read(page(f'<h1>Opens after years</h1><p class="byline">with no date</p>{TEXT}'))[0])


def test_the_source_of_a_template_loses_its_tags_and_they_are_said(read):
    release, context = read(
        '{% extends "base.html" %}\n{% block x %}\n<p dir=rtl>\nA\n</p>\n{# note #}<p><code>{% if %}</code>', find=False
    )
    assert m.plain_text(release).split("\n") == ["A", "{% if %}"]
    (note,) = context.notes
    assert note.code == "template-tags"
    assert '{% extends "base.html" %} {% block x %} {# note #}' in note.message


def test_what_looks_like_a_template_on_a_whole_page_is_text(read, page):
    assert m.plain_text(read(page("<p>Write {% if %} here."), find=False)[0]) == "Write {% if %} here."


def test_nothing_is_fetched(read, page, listener):
    address = listener.address
    head = (
        f'<base href="{address}/"><link rel=stylesheet href="{address}/c"><meta http-equiv=refresh content="0;url={address}/r">'
    )
    body = f'<img src="{address}/a.png"><iframe src="{address}/b"></iframe><object data="{address}/o"></object><script src="{address}/s"></script>'
    read(page(body + TEXT, head))
    read(f'<!DOCTYPE html SYSTEM "{address}/d" [<!ENTITY x SYSTEM "{address}/e">]><p>&x; words'.encode())
    time.sleep(0.1)
    assert listener.asked == 0


def test_what_is_fetched_would_be_heard(listener):
    with contextlib.suppress(OSError):
        urllib.request.urlopen(listener.address, timeout=5)  # noqa: S310  (the listener's own address)
    assert listener.asked == 1


TOUCHES = """
import sys
from releasekit import Context, reads
page = sys.stdin.buffer.read()
reads(page, "html", context=Context())  # what is loaded on the way stays loaded
touched = []
sys.addaudithook(lambda event, args: touched.append(event) if event.split(".")[0] in {"open", "socket", "subprocess", "os"} else None)
release = reads(page, "html", context=Context())
print(len(release.body) > 2, sorted(set(touched)))
"""


def test_reading_touches_no_disk_no_network_and_no_program(page):
    head = '<base href="https://port.example/"><script type="application/ld+json">{"@type": "NewsArticle", "image": "x.png"}</script>'
    data = page(f'<h1>Opens after years</h1>{TEXT}<img src="file:///etc/passwd"><iframe src="/etc/passwd"></iframe>', head)
    done = subprocess.run([sys.executable, "-c", TOUCHES], input=data, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "True []"
