"""Blocks that somebody edited, moved or took out in a document of ours: the text is the page's, and neighbours stay what they were."""

from __future__ import annotations

from releasekit import Item, OrderedList, Paragraph, Release, Text, normalise


def said(words):
    return (Text(words),)


def para(*content):
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def release(*body, **fields):
    return normalise(Release(headline=said("A pier opens"), lang="en-GB", body=body, **fields))


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_with_numbers_that_word_does_not_count_stays_one_where_the_list_below_loses_an_item(edit):
    one = OrderedList((Item((para("one"),)), Item((para("two"),))), start=0, style="lower-alpha")
    other = OrderedList((Item((para("three"),)), Item((para("four"),))), start=0, style="lower-alpha")
    back, _ = edit(release(one, other), lambda editor: editor.remove("three"))
    assert back.body[0] == one
