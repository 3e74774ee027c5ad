from __future__ import annotations

import json
import time

import pytest

from releasekit import Context, Moment, ReadError, Release, Text, reads, walk, writes
from releasekit import model as m
from releasekit.formats.pandoc.ast_in import DEPTH, Nodes
from releasekit.formats.pandoc.fields import headed, lang_of


def read(data, name):
    context = Context(name=f"in.{name}")
    return reads(data, name, context=context), context


def p(*content, **more):
    return m.Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content), **more)


# ── other formats ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_metadata_goes_to_the_fields_that_it_fits():
    text = """---
title: The *ferry*
subtitle: back
author: [Port, {name: Town}]
date: 2027-03-14
lang: en_GB
abstract: What it says
tags: [ferry]
identifier: urn:x
rights: free
desk: 7
geometry: a4
---
Words."""
    release, _ = read(text.encode(), "commonmark_x")
    assert release.headline == (Text("The "), m.Emphasis((Text("ferry"),)))
    assert release.subtitle == (Text("back"),)
    assert release.issuers == (m.Issuer("Port"), m.Issuer("Town"))
    assert release.released == Moment("2027-03-14")
    assert release.lang == "en-GB"
    assert release.summary == "What it says"
    assert release.keywords == ("ferry",)
    assert release.id == "urn:x"
    assert release.rights == m.Rights("free")
    assert release.extra == (m.Extra.of("desk", "7"),)


SAYS_MORE = {
    "author": [{"affiliation": "Port", "name": "Ada"}],
    "publisher": "Press office",
    "description": "Another",
    "identifier": ["urn:x", "7"],
    "language": "de",
    "dir": "auto",
    "draft": False,
    "title": ["The ferry", "And back"],
}


def test_metadata_that_says_more_than_its_field_is_kept_too():
    text = f"---\n{json.dumps(SAYS_MORE | {'abstract': 'What it says', 'lang': 'en', 'nothing': ''})}\n---\nWords."
    release, context = read(text.encode(), "commonmark_x")
    assert release == Release(
        headline=(Text("The ferry"),), issuers=(m.Issuer("Ada"),), summary="What it says", id="urn:x", lang="en",
        source=release.source, extra=tuple(m.Extra.of(key, SAYS_MORE[key]) for key in sorted(SAYS_MORE)), body=(p("Words."),),
    )  # fmt: skip
    assert context.notes == []


def test_metadata_that_says_the_same_again_is_not_kept():
    text = b"---\nauthor: [Port, Town]\npublisher: Port\nabstract: A\ndescription: A\n---\nWords."
    release, _ = read(text, "commonmark_x")
    assert (release.issuers, release.summary, release.extra) == ((m.Issuer("Port"), m.Issuer("Town")), "A", ())


def test_how_a_document_is_set_is_left_out_and_named():
    release, context = read(b"---\ntoc: true\ncss: a.css\nlayout: post\ngenerator: x\n---\nWords.", "commonmark_x")
    assert release.extra == (m.Extra.of("layout", "post"),)
    assert [(note.code, note.kind, note.message) for note in context.notes] == [
        ("metadata-unused", "advice", "what the document says of how it is set has no field here: css, toc")
    ]


def test_what_a_notebook_says_of_itself_is_read():
    metadata = {"title": "The ferry", "authors": [{"name": "Ada"}], "kernelspec": {"name": "x"}, "layout": "post"}
    notebook = {"cells": [], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    release, _ = read(json.dumps(notebook).encode(), "ipynb")
    assert (release.headline, release.issuers) == ((Text("The ferry"),), (m.Issuer("Ada"),))
    assert release.extra == (m.Extra.of("layout", "post"),)


def test_a_date_in_words_is_kept_as_it_is():
    release, _ = read(b"\\title{T}\\date{14 March 2027}\\begin{document}\\maketitle x\\end{document}", "latex")
    assert release.released is None
    assert release.extra == (m.Extra.of("date", "14 March 2027"),)


def test_a_language_that_is_none_is_left_out():
    assert lang_of("en_GB.UTF-8") == "en-GB"
    assert lang_of("no language") == ""
    assert lang_of("") == ""


def test_definitions_become_divisions_that_say_so():
    release, _ = read(b"Ferry\n\n:   A boat\n\n:   A way\n", "commonmark_x")
    assert release.body == (
        m.Division((p("Ferry", role="term"), m.Division((p("A boat"),), "definition"), m.Division((p("A way"),), "definition")), "definitions"),
    )  # fmt: skip


def test_a_turn_of_a_transcript_may_have_no_speaker():
    release, _ = read(b"::: speech\nHello.\n:::\n\n::: speech\n::: speaker\nA *B*\n:::\nYes.\n:::\n", "commonmark_x")
    assert release.body == (m.Speech((p("Hello."),)), m.Speech((p("Yes."),), (Text("A "), m.Emphasis((Text("B"),)))))


def test_metadata_of_several_paragraphs_and_maps_is_kept():
    text = b"---\nabstract: |\n  One.\n\n  Two.\ndesk:\n  name: press\n---\nWords."
    release, _ = read(text, "commonmark_x")
    assert release.summary == "One.\n\nTwo."
    assert release.extra == (m.Extra.of("desk", {"name": "press"}),)


def test_lines_of_verse_keep_their_ends():
    release, _ = read(b"| one\n| two\n", "rst")
    assert release.body == (p("one", m.LineBreak(), "two"),)


def test_formulas_stay_as_their_source():
    release, context = read(b"It is $a^2$ and \\[b\\].", "latex")
    spans = [node for _, node in walk(release) if isinstance(node, m.Span)]
    assert spans == [m.Span((Text("a^2"),), "math"), m.Span((Text("b"),), "math", (("display", "block"),))]
    assert {note.code for note in context.notes} == {"formula-as-text"}


def test_raw_markup_is_kept_as_raw_nodes():
    data = b"a `<b>`{=html} c\n\n```{=latex}\n\\x\n```\n"
    release = reads(data, "commonmark_x", context=Context(find=False))
    assert release.body == (p("a ", m.RawInline("html", "<b>"), " c"), m.RawBlock("latex", "\\x"))


def test_spans_and_divisions_of_our_dialect_are_read_as_what_they_are():
    text = """::: boilerplate
[Ada]{.person ref=ada} and [x]{.mention kind=ship ref=t} on [today]{.date when=2027-03-14} and [then]{.date when=never}
said [“no”]{.quotation speaker=ada} [m]{.smallcaps} [z]{.odd key=v}
:::
"""
    release, _ = read(text.encode(), "commonmark_x")
    content = release.body[0].blocks[0].content
    assert release.body[0].kind == "boilerplate"
    assert [item for item in content if not isinstance(item, Text)] == [
        m.Mention((Text("Ada"),), "person", "ada"), m.Mention((Text("x"),), "ship", "t"), m.Date((Text("today"),), Moment("2027-03-14")),
        m.Span((Text("then"),), "date", (("when", "never"),)), m.Quotation((Text("“no”"),), "ada"), m.SmallCaps((Text("m"),)),
        m.Span((Text("z"),), "odd", (("key", "v"),)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rst", ".. include:: /etc/passwd\n\n.. image:: http://127.0.0.1:9/x.png\n\nWords."),
        ("rst", ".. csv-table::\n   :file: /etc/passwd\n\nWords."),
        ("latex", "\\input{/etc/passwd}\\include{/etc/passwd} Words."),
        ("org", "#+INCLUDE: /etc/passwd\n\nWords."),
        ("typst", '#include "/etc/passwd"\n\nWords.'),
        ("t2t", "T\n\n\n%!include: /etc/passwd\n\nWords."),
        ("docbook", '<article><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><para>Words.</para></article>'),
        ("muse", "#include /etc/passwd\n\nWords."),
        ("asciidoc", "include::/etc/passwd[]\n\nWords."),
    ],
)  # fmt: skip
def test_nothing_is_read_from_the_disk(name, text):
    try:
        release, _ = read(text.encode(), name)
    except ReadError as error:
        assert "root:" not in str(error)
        return
    assert "Words." in m.plain_text(release)
    assert "root:" not in repr(release)


def test_nothing_is_fetched(listener):
    read(f".. image:: {listener.address}/a.png\n".encode(), "rst")
    body = (m.Figure(m.Image(f"{listener.address}/a.png", "x")),)
    for name in ("html", "odt", "epub", "rtf"):
        writes(Release(headline=(Text("x"),), body=body), name, context=Context())
    time.sleep(0.1)
    assert listener.asked == 0


# ── pandoc's tree ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_node_that_pandoc_does_not_have_today_is_an_error_that_names_it():
    nodes = Nodes(Context(name="in.x"), classes=lambda _: True)
    with pytest.raises(ReadError, match=r"in\.x: pandoc gave a block that is not known here: New"):
        nodes.blocks([{"t": "New", "c": []}])
    with pytest.raises(ReadError, match="an inline that is not known here: New"):
        nodes.inlines([{"t": "New"}])


def test_nodes_that_stand_too_deep_are_an_error():
    tree = {"t": "Para", "c": []}
    for _ in range(DEPTH):
        tree = {"t": "BlockQuote", "c": [tree]}
    with pytest.raises(ReadError, match="nested deeper than"):
        Nodes(Context(), classes=lambda _: True).blocks([tree])


def test_quotation_marks_citations_and_the_rest_of_pandocs_inlines_keep_their_words():
    tree = json.loads("""[
      {"t": "Quoted", "c": [{"t": "SingleQuote"}, [{"t": "Str", "c": "a"}]]},
      {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [{"t": "Str", "c": "b"}]]},
      {"t": "Cite", "c": [[], [{"t": "Str", "c": "c"}]]},
      {"t": "Span", "c": [["anchor", [], []], []]},
      {"t": "Span", "c": [["", ["a b"], [["lang", "not a tag!"]]], [{"t": "Str", "c": "d"}]]},
      {"t": "RawInline", "c": ["1odd", "e"]},
      {"t": "SoftBreak"}, {"t": "Code", "c": [["", [], []], ""]}]""")
    found = Nodes(Context(), classes=lambda _: True).inlines(tree)
    assert m.inline_text(found) == "‘a’“b”cd\n"
    assert m.RawInline("raw", "e") in found


def test_the_rows_of_all_bodies_and_the_foot_of_a_table_are_kept():
    def row(word):
        return [["", [], []], [[["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": [{"t": "Str", "c": word}]}]]]]

    none = ["", [], []]
    table = {"t": "Table", "c": [
        none, [None, []], [[{"t": "AlignCenter"}, {"t": "ColWidthDefault"}]], [none, []],
        [[none, 0, [row("head")], [row("one")]], [none, 0, [row("between")], [row("two")]]], [none, [row("foot")]],
    ]}  # fmt: skip
    (found,) = Nodes(Context(), classes=lambda _: True).blocks([table])
    assert [m.inline_text(line.cells[0].blocks[0].content) for line in found.rows] == ["head", "one", "between", "two", "foot"]
    assert found.align == ("center",)
    assert found.head_rows == 0
    table["c"][4] = table["c"][4][:1]
    (found,) = Nodes(Context(), classes=lambda _: True).blocks([table])
    assert found.head_rows == 1


def test_a_heading_in_a_division_is_no_headline():
    release = Release(headline=(Text("x"),), body=(m.Division((m.Heading((Text("x"),), 1),), "a"),))
    assert headed(release, Context()) == release
