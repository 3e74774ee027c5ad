"""Markdown that is made to be slow, deep or large."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from releasekit import Context, ReadError, reads, writes

N = 400
FLOODS = {
    "brackets": "[",
    "open links": "[a](b",
    "open titles": '[a](b "',
    "open attributes": '[a]{b="',
    "pairs": "[a]",
    "openers": "*a **a ",
    "closers": "a* ",
    "underscores": "_a ",
    "strikes": "~~a",
    "comments": "<!--",
    "instructions": "<?",
    "sections": "<![CDATA[",
    "tags": "<a ",
    "values": '<a x="',
    "autolinks": "<http:",
    "entities": "&a",
    "backslashes": "\\",
    "backticks": "`a``b",
    "quotes on lines": "> a\nb\n",
    "fences": ":::\n",
    "divisions": "::: a\n:::\n",
    "code fences": "```\n",
    "headings": "# a\n",
    "underlines": "a\n=",
    "lists": "1. a\n- b\n",
    "notes": "[^a]: b\n\n",
    "marks": "[^a] ",
    "references": "[a]: b\n",
    "open references": "[a\n",
    "reference titles": '[a]: b "x\n',
    "rows": "|a\n|-\n",
    "cells": "|a",
    "spaces": " ",
    "tabs": "\ta",
    "pictures": "![[](",
    "links in links": "[[a](b)](c)",
    "delimiters of two kinds": "*a_ ",
    "runs of three": "***a** b*",
    "runs of all kinds": "*_~~",
    "entities that are some": "&amp;&#65;&#x;",
    "declarations": "<!A",
    "mail": "<a@b.",
    "spans": "[a]{.b}",
    "labels": "[^a]: [b]: ",
    "empty lines in a list": "- a\n\n\n",
    "lists in lists": "- a\n  1. b\n\n",
    "tables": "a|b\n-|-\n\n",
    "divisions that close nothing": "- a\n  :::\n",
    "pieces of HTML": "<pre>\n\n</pre>\n",
}


def seconds(text):
    start = time.process_time()
    with suppress(ReadError):
        writes(reads("x\n\n" + text, "md", context=Context()), "md", context=Context())
    return time.process_time() - start


@pytest.mark.usefixtures("small_heap")
@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_takes_time_that_grows_no_faster_than_its_length(flood):
    seconds(flood)
    short = min(seconds(flood * N) for _ in range(2))
    long = min(seconds(flood * N * 4) for _ in range(2))
    assert long < 10 * short + 0.2


@pytest.mark.parametrize(
    "text",
    [
        "> " * 80 + "a\n" + "b\n" * 5000,
        "- " * 45 + "a\n" + "b\n" * 5000,
        "- " * 45 + "a\n" + "\n" * 20000,
        "::: x\n" * 95 + "a\n\n" * 5000,
        " ".join("`" * (length % 300 + 1) for length in range(3000)),
        "[r]: u\n\n" + "[a" * 20000 + "]" * 20000,
        "a[^0]\n\n" + "".join(f"[^{number}]: b\n\n" for number in range(2000)),
        ("![" * 90 + "a" + "](b)" * 90 + " ") * 50,
    ],
)
def test_what_many_lines_or_brackets_share_is_looked_at_once(text):
    assert seconds(text) < 5


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000 + "a",
        "- " * 5000 + "a",
        "::: x\n" * 5000,
        "[" * 5000 + "a" + "]{.x}" * 5000,
        "![" * 5000 + "a" + "](x)" * 5000,
        "\n".join("  " * depth + "- a" for depth in range(600)),
        "a[^0]\n\n" + "".join(f"[^{i}]: x[^{i + 1}]\n\n" for i in range(2000)),
        "a[^0]\n\n" + "".join(f"[^{i}]: x[^{i + 1}][^{i + 1}]\n\n" for i in range(60)) + "[^60]: end",
    ],
)
def test_depth_and_repetition_beyond_all_bounds_are_refused(text):
    with pytest.raises(ReadError) as caught:
        reads(text, "md", context=Context(name="f.md"))
    assert str(caught.value).startswith("f.md:")


@pytest.mark.parametrize("text", ["*" * 3000 + "a" + "*" * 3000, "~" * 3000, "_" * 3000, "`" * 3000, "(" * 3000])
def test_long_runs_keep_their_words(text):
    release = reads("x" + text, "md", context=Context())
    assert reads(writes(release, "md", context=Context()), "md", context=Context()) == release
