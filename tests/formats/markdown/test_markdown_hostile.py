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
}


def seconds(text):
    start = time.perf_counter()
    with suppress(ReadError):
        writes(reads("x\n\n" + text, "md", context=Context()), "md", context=Context())
    return time.perf_counter() - start


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_takes_time_that_grows_no_faster_than_its_length(flood):
    seconds(flood)
    short = min(seconds(flood * N) for _ in range(2))
    assert seconds(flood * N * 4) < 10 * short + 0.2


def test_lines_that_many_quotes_share_are_looked_at_once():
    assert seconds("> " * 80 + "a\n" + "b\n" * 5000) < 3


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
