from __future__ import annotations

import time

import pytest

from releasekit.formats.pandoc.safety import harmless_html, harmless_link


@pytest.mark.parametrize(
    "href",
    ["https://x.example/a?b=c:d", "HTTP://x.example", "mailto:a@b.example", "tel:+44131", "a/b.pdf", "#note", "?q=1", "//x.example/a", ""],
)  # fmt: skip
def test_an_address_that_leads_somewhere_is_harmless(href):
    assert harmless_link(href)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "\x01javascript:x",
        "java\u200bscript:x", "vbscript:x", "data:text/html,<script>", "file:///etc/passwd", "blob:x", "view-source:http://x", "jar:x",
    ],
)  # fmt: skip
def test_an_address_that_runs_something_is_not(href):
    assert not harmless_link(href)


@pytest.mark.parametrize(
    "markup",
    [
        "<b>bold</b>", "<br>", "<br />", '<a href="https://x.example/?a=1&amp;b=2" title=\'t\'>x</a>', "<td colspan=2>x</td>",
        "plain &amp; words", '<span class="a" lang=fr aria-label="b">x</span>', "</div>", "<details open>",
    ],
)  # fmt: skip
def test_markup_that_only_shows_words_is_harmless(markup):
    assert harmless_html(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>", "<b onclick=alert(1)>x</b>", "<img src=x onerror=alert(1)>", '<a href="javascript:x">x</a>',
        '<a href="java&#10;script:x">x</a>', "<a href=&#106;avascript:x>x</a>", "<iframe src=//x></iframe>", "<svg/onload=x>",
        '<p style="background:url(//x)">x</p>', "<b", "<b <script>>", "<!-- x -->", "<style>p{}</style>", '<b title="a"onclick="x">',
        "<form action=x>", "<base href=x>", "<meta http-equiv=refresh>", "<a/href='javascript:x'>", '<p title=">" onclick="x">',
    ],
)  # fmt: skip
def test_markup_that_runs_or_fetches_something_is_not(markup):
    assert not harmless_html(markup)


@pytest.mark.parametrize("piece", ["<a ", "<a b='", '<a "', "<a b=c ", "<", "<b>", "<a\t\n"])
def test_markup_is_judged_in_linear_time(piece):
    started = time.process_time()
    harmless_html(piece * 50_000)
    assert time.process_time() - started < 2
