"""Captions of tables in pandoc's way: read where others write them, and never made of a paragraph of ours."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Context,
    Emphasis,
    Item,
    LineBreak,
    Paragraph,
    Release,
    Row,
    Span,
    Table,
    Text,
    reads,
    writes,
)
from releasekit.model import normalise

PIPES = "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def read(text, context=None):
    return reads(text, "md", context=context or Context(name="f.md", find=False)).body


def p(text, **more):
    return Paragraph((Text(text),), **more)


def table(*caption, **more):
    rows = tuple(Row(tuple(Cell((p(text),)) for text in row)) for row in ("ab", "12"))
    return Table(rows, head_rows=1, caption=tuple(Text(item) if isinstance(item, str) else item for item in caption), **more)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"{PIPES}\n: Cap\n", [table("Cap")]),
        (f"{PIPES}\nTable: Cap\n", [table("Cap")]),
        (f"{PIPES}\ntable:  Cap\n", [table("Cap")]),
        (f"{PIPES}\n\n  :\tCap\n", [table("Cap")]),
        (f"{PIPES}: Cap\nand more\n\nWords.", [table("Cap\nand more"), p("Words.")]),
        (f"{PIPES}Table: Cap\n", [table("Cap")]),
        ("a | b\n--|--\n1 | 2\n: Cap\n", [table("Cap")]),
        (f": Cap\n\n{PIPES}", [table("Cap")]),
        (f"Words.\n\nTable: Cap\n\n\n{PIPES}\nWords.", [p("Words."), table("Cap"), p("Words.")]),
        (f": Cap\n{PIPES}", [table("Cap")]),
        (f": A *b*\n\n{PIPES}", [table("A ", Emphasis((Text("b"),)))]),
        (f": A\n\n{PIPES}\n: B\n", [table("A"), p(": B")]),
        (f"{PIPES}\n: A\n\n{PIPES}", [table("A"), table()]),
        (f"{PIPES}\n: A\n\n: B\n\n{PIPES}", [table("A"), table("B")]),
        (f": A\n\n: B\n\n{PIPES}\n{PIPES}\n: C", [p(": A"), table("B"), table("C")]),
        ("> " + PIPES.replace("\n", "\n> ") + "\n> : Cap\n", [BlockQuote((table("Cap"),))]),
        ("- " + PIPES.replace("\n", "\n  ") + "\n  : Cap\n", [BulletList((Item((table("Cap"),)),))]),
        (f"- {PIPES.replace(chr(10), chr(10) + '  ')}\n: Cap\n", [BulletList((Item((table(),)),)), p(": Cap")]),
    ],
)
def test_a_paragraph_with_the_sign_of_a_caption_is_that_of_the_table_beside_it(text, blocks):
    context = Context(find=False)
    assert read(text, context) == tuple(blocks)
    assert context.notes == []


@pytest.mark.parametrize(
    "text",
    [
        "\\: Cap",
        "&#58; Cap",
        ":Cap",
        ":smile: Cap",
        "Table:Cap",
        "Tabelle: Cap",
        "Table 1: Cap",
        "TABLE: Cap",
        "Words : Cap",
        "*:* Cap",
    ],
)
def test_other_words_beside_a_table_are_a_paragraph(text):
    for whole in (f"{PIPES}\n{text}\n", f"{text}\n\n{PIPES}"):
        assert table() in read(whole)
        assert len(read(whole)) == 2


@pytest.mark.parametrize("between", ["Words.\n\n", "# Words\n\n", "---\n\n", "<!-- x -->\n\n", "- a\n\n<!-- -->\n\n"])
def test_a_caption_beside_no_table_is_a_paragraph(between):
    assert p(": Cap") in read(f"{PIPES}\n{between}: Cap\n")
    assert p(": Cap") in read(f": Cap\n\n{between}{PIPES}")


@pytest.mark.parametrize("row", ["3", ": | 4", ":", ":3", "Table: 3 | 4"])
def test_a_line_right_below_that_is_no_caption_is_a_row(row):
    (found,) = read(f"{PIPES}{row}\n")
    assert len(found.rows) == 3
    assert found.caption == ()


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        ("Cap {#tbl:id}", table(Span((Text("Cap"),), attributes=(("id", "tbl:id"),)))),
        ("Cap {#tbl-id .wide k=v}  ", table(Span((Text("Cap"),), "wide", (("id", "tbl-id"), ("k", "v"))))),
        ("Cap {lang=de}", table("Cap", lang="de")),
        ("{lang=de}", table(lang="de")),
        ("Cap {not attributes}", table("Cap {not attributes}")),
        ("Cap {#a", table("Cap {#a")),
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_attributes_behind_a_caption_are_those_of_a_span(caption, found, above):
    text = f"Table: {caption}\n\n{PIPES}" if above else f"{PIPES}\n: {caption}\n"
    assert read(text) == (found,)
    release = Release(body=(found,))
    assert reads(writes(release, "md"), "md", context=Context()) == release


def test_attributes_of_a_table_without_a_caption_are_left_out_and_told_of():
    context = Context(find=False)
    assert read(f'---\nid: x\n---\n\n{PIPES}\n: {{tbl-colwidths="[75,25]"}}\n', context) == (table(),)
    assert [(note.code, note.kind, note.line) for note in context.notes] == [("attribute-dropped", "loss", 9)]
    assert 'tbl-colwidths="[75,25]"' in context.notes[0].message


def test_a_caption_may_hold_a_note():
    (found,) = read(f"{PIPES}\n: Cap[^1]\n\n[^1]: Words.\n")
    assert [type(inline).__name__ for inline in found.caption] == ["Text", "Note"]


# ── as we write ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([table(), p(": x")], f"{PIPES}\n\\: x\n"),
        ([table(), p("Table: x: y")], f"{PIPES}\nTable\\: x: y\n"),
        ([p("table: x\n: y"), table()], f"table\\: x\n: y\n\n{PIPES}"),
        ([p("x\n: y"), table(), p(":x")], f"x\n: y\n\n{PIPES}\n:x\n"),
        ([p(": x"), p("y"), table(), p("y"), p("Table: x")], f": x\n\ny\n\n{PIPES}\ny\n\nTable: x\n"),
        ([p(": x"), table("y"), p(": z")], f": x\n\n::: table\n[y]{{.caption}}\n\n{PIPES}:::\n\n: z\n"),
        ([p(": x", role="lead"), table()], f"::: lead\n: x\n:::\n\n{PIPES}"),
        ([BlockQuote((table(), p(": x")))], "".join(f"> {line}\n" for line in PIPES.splitlines()) + ">\n> \\: x\n"),
    ],
)
def test_only_a_paragraph_that_would_be_a_caption_gets_a_backslash(blocks, text):
    release = Release(body=tuple(blocks))
    written = writes(release, "md").decode()
    assert written == "---\ntype: press-release\n---\n\n" + text
    assert reads(written, "md", context=Context()) == release


WORDS = st.sampled_from(
    [": x", "Table: x", "table:  x", ":x", ":", "x", "x\n: y", ": x\n: y", "Table: x {#id}", ": {#id}", ": | -", "Table: |-|"]
)
LEAVES = st.one_of(
    WORDS.map(p),
    WORDS.map(p),
    WORDS.map(lambda text: p(text, role="lead")),
    WORDS.map(lambda text: Paragraph((Emphasis((Text("x"),)), LineBreak(), Text(text)))),
    st.just(table()),
    st.just(table()),
    WORDS.map(table),
    WORDS.map(lambda text: table(Span((Text(text),), attributes=(("id", "a"),)))),
)


@settings(max_examples=400)
@given(st.lists(LEAVES | st.lists(LEAVES, min_size=1, max_size=3).map(tuple).map(
    lambda blocks: BulletList((Item(blocks), Item(blocks)))
) | st.lists(LEAVES, min_size=1, max_size=3).map(tuple).map(BlockQuote), max_size=5))  # fmt: skip
def test_paragraphs_and_tables_come_back_as_what_they_were(blocks):
    release = normalise(Release(body=tuple(blocks)))
    written = writes(release, "md")
    assert reads(written, "md", context=Context()) == release
    assert writes(reads(written, "md", context=Context()), "md") == written


@pytest.mark.parametrize(
    "piece", [f"{PIPES}\n: Cap\n\n", ": Cap\n\n", f"{PIPES}: Cap {{#a\n\n", "> " + PIPES.replace("\n", "\n> ") + "\n"]
)
def test_very_many_are_read_without_a_hang(piece):
    started = time.process_time()
    read(piece * 10_000)
    assert time.process_time() - started < 10
