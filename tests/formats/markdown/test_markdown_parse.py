"""What the parser makes of the dialect's own signs, and of depth and lines."""

from __future__ import annotations

import subprocess
import sys

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    Context,
    Division,
    Image,
    Item,
    Link,
    Note,
    Paragraph,
    ReadError,
    Text,
)
from releasekit.formats.markdown.parse.document import parse


def body(text, context=None):
    return parse(text, (), context or Context(), 0).body


def paragraph(text):
    return Paragraph((Text(text),))


@pytest.mark.parametrize(
    "text",
    [
        "::: a\n> ::: b\n> t\n:::\nz",
        "::: a\n- ::: b\n  t\n:::\n:::\nz",
        "::: a\n1. > ::: b\n   > t\n\n:::\nz",
        "::: a\n- ::: b\n  t\n  :::\n:::\nz",
    ],
)
def test_a_fence_closes_the_innermost_division_but_not_from_outside_a_quote(text):
    outer, after = body(text)
    assert isinstance(outer, Division)
    assert after == paragraph("z")


def test_a_fence_that_a_container_holds_closes_nothing_outside_it():
    assert body("::: a\n- x\n\n  :::\n:::") == (
        Division((BulletList((Item((paragraph("x"), paragraph(":::"))),), tight=False),), kind="a"),
    )
    assert body("- ::: a\n  x\n\n> :::") == (
        BulletList((Item((Division((paragraph("x"),), kind="a"),)),)),
        BlockQuote((paragraph(":::"),)),
    )


def test_a_division_stands_in_whatever_holds_blocks():
    division = Division((paragraph("x"),), kind="a")
    assert body("> ::: a\n> x\n> :::\n> y") == (BlockQuote((division, paragraph("y"))),)
    assert body("- ::: a\n  x\n  :::\n- y") == (BulletList((Item((division,)), Item((paragraph("y"),)))),)
    assert body("z[^1]\n\n[^1]: w\n\n    ::: a\n    x\n    :::") == (Paragraph((Text("z"), Note((paragraph("w"), division)))),)


def test_a_line_that_only_continues_a_paragraph_begins_no_table():
    assert body("> a\n|b|\n> |-|") == (BlockQuote((paragraph("a\n|b|\n|-|"),)),)
    assert body("a\n    |b|\n|-|") == (paragraph("a\n|b|\n|-|"),)


def test_a_table_takes_the_last_line_of_a_paragraph():
    words, table = body("[r]: u\na\n|b|\n|-|\n|c|\nd")
    assert words == paragraph("a")
    assert [row.cells[0].blocks for row in table.rows] == [(paragraph(text),) for text in "bcd"]


def test_a_definition_knows_its_line():
    context = Context()
    body("a\n\n[r]: u\n[s]:\n  v\n[t]: w", context)
    assert [(note.code, note.line) for note in context.notes] == [("reference-unused", line) for line in (3, 4, 6)]


def test_many_of_a_kind_are_reported_by_their_number():
    context = Context()
    body("".join(f"[r{number}]: u\n\n[^{number}]: a\n\n" for number in range(25)), context)
    assert len(context.notes) == 42
    assert {note.message for note in context.notes if note.line is None} == {
        "nothing uses 5 more addresses: they are left out",
        "nothing points to 5 more notes: they stay too",
    }


def test_a_note_in_a_note_that_nothing_points_to_is_found():
    context = Context()
    assert body("[^a]: b[^b]\n\n    [^b]: c\n\n    [^c]: d", context) == (
        Division(
            (
                Paragraph((Text("b"), Note((paragraph("c"),)))),
                Division((paragraph("d"),), kind="footnote", attributes=(("label", "c"),)),
            ),
            kind="footnote",
            attributes=(("label", "a"),),
        ),
    )
    assert [(note.code, note.line) for note in context.notes] == [("note-without-mark", 1), ("note-without-mark", 5)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x\n\n" + "*a _b " * 60 + "c" + "_ d*" * 60, 3),
        ("x\n\n" + "> " * 97 + "|a|\n" + "> " * 97 + "|-|", 3),
        ("x\n\n" + "![" * 120 + "a" + "](b)" * 120, 3),
        ("x\n\n" + "> " * 99 + "*a*", 3),
        ("x\n\n" + "::: lead\n" * 200, 102),
        ("x[^0]\n\n" + "".join(f"[^{number}]: a[^{number + 1}]\n" for number in range(80)), 52),
    ],
)
def test_depth_is_refused_with_its_line(text, line):
    with pytest.raises(ReadError, match=r"^f.md:[0-9]+: nested deeper than 100 levels") as caught:
        body(text, Context(name="f.md"))
    assert caught.value.line == line


def test_notes_that_double_each_other_are_refused():
    text = "a[^0]\n\n" + "".join(f"[^{number}]: b[^{number + 1}][^{number + 1}]\n" for number in range(30))
    with pytest.raises(ReadError, match=r"^f.md:3: notes that use each other make the text too long"):
        body(text, Context(name="f.md"))


def test_the_description_of_a_picture_keeps_its_line_ends():
    assert body("![a\nb\\\nc ![d](e) f](g)") == (Paragraph((Image("g", "a\nb\nc d f"),)),)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("&#0;&#x110000;&#xD800;", "\ufffd\ufffd\ufffd"),
        ("&#128512;&#X1F600;", "😀😀"),
        ("&ngE;&CounterClockwiseContourIntegral;", "≧̸∳"),
        ("&nosuch;&#;&#x;&#12345678;&amp", "&nosuch;&#;&#x;&#12345678;&amp"),
        ("\\a\\\\\\&amp;", "\\a\\&amp;"),
    ],
)
def test_characters_may_be_written_with_references_and_backslashes(text, characters):
    assert body(text) == (paragraph(characters),)
    assert body(f"[a](<{text}>)") == (Paragraph((Link((Text("a"),), characters),)),)


def test_the_start_of_a_text_is_not_loaded_with_a_table_of_entities(tmp_path):
    code = "import sys, releasekit.formats.markdown.reader; print('html.entities' in sys.modules, 'markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
