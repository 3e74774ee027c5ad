"""Comments on a document of ours: kept as notes where they stand, and all else as it was written."""

from __future__ import annotations

import io
import os
from typing import Any

import docx
import pytest
from attrs import evolve
from docx.text.run import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releasekit import Context, Embargo, Moment, Release, Text, reads, writes
from releasekit import model as m
from releasekit.model.walk import child_fields
from releasekit.testing import releases

LONG = os.environ.get("RELEASEKIT_LONG") == "1"


def said(text):
    return (Text(text),)


def para(*content):
    return m.Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


RELEASE = m.normalise(
    Release(
        headline=said("A pier opens"),
        lang="en",
        embargo=Embargo(Moment("2027-03-14T09:30Z")),
        contacts=(m.Contact("Ada Berg", email="ada@port.example"),),
        body=(
            para(m.Mention(said("Ms Marest"), ref="marest"), " opened it. All came."),
            m.BulletList((m.Item((para("one"),)), m.Item((para("two"),)))),
            m.RawBlock("html", "<hr>"),
            m.Table((m.Row((m.Cell((para("same"),)), m.Cell((para("same"),)))),), caption=said("Berths")),
            para("It ", m.Date(said("opened today"), Moment("2027-03-14")), m.Note((para("At noon."),)), "."),
            m.Speech((para("We are glad."),), said("Cy Lund")),
            m.CodeBlock("pier = 1"),
        ),
    )
)


def commented(*changes, release=RELEASE, context=None) -> Release:
    """What is read of a document that python-docx has changed."""
    document = docx.Document(io.BytesIO(writes(release, "docx", context=Context())))
    for change in changes:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return reads(out.getvalue(), context=context or Context(comments=True))


def comment(words, text="Sure?", *, nth=0):
    """Comment on the run that has these words."""

    def change(document):
        runs = [Run(run, None) for run in document.element.body.iter(docx.oxml.ns.qn("w:r"))]
        document.add_comment([run for run in runs if words in run.text][nth], text=text, author="Mara", initials="M")

    return change


def note(text="Sure?"):
    return m.Note((m.Paragraph(said(f"Mara, {text}"), "comment"),))


def undated(node):
    """A node whose comments do not say when they were made."""
    if isinstance(node, m.Paragraph) and node.role == "comment" and node.content[0].text.startswith("Mara, "):
        return evolve(node, content=said("Mara, " + node.content[0].text.split(": ", 1)[1]))
    changed: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        changed[name] = tuple(map(undated, value)) if isinstance(value, tuple) else value
    return evolve(node, **changed) if changed else node


def with_block(index: int, block) -> Release:
    return evolve(RELEASE, body=(*RELEASE.body[:index], block, *RELEASE.body[index + 1 :]))


@pytest.mark.parametrize(
    ("words", "nth", "expected"),
    [
        ("Ms Marest", 0, with_block(0, para(RELEASE.body[0].content[0], note(), " opened it. All came."))),
        (" opened it", 0, with_block(0, para(*RELEASE.body[0].content, note()))),
        ("two", 0, with_block(1, m.BulletList((m.Item((para("one"),)), m.Item((para("two", note()),)))))),
        (
            "same",
            1,
            with_block(3, evolve(RELEASE.body[3], rows=(m.Row((m.Cell((para("same"),)), m.Cell((para("same", note()),)))),))),
        ),
        ("Berths", 0, with_block(3, evolve(RELEASE.body[3], caption=(Text("Berths"), note())))),
        ("Cy Lund", 0, with_block(5, evolve(RELEASE.body[5], speaker=(Text("Cy Lund"), note())))),
        ("A pier opens", 0, evolve(RELEASE, headline=(Text("A pier opens"), note()))),
    ],
)
def test_a_comment_is_a_note_where_it_stands(words, nth, expected):
    context = Context(comments=True)
    assert undated(commented(comment(words, nth=nth), context=context)) == expected
    assert context.notes == []


def test_a_comment_within_a_line_stands_after_the_words_it_is_on():
    def change(document):
        run = next(run for paragraph in document.paragraphs for run in paragraph.runs if "opened it." in run.text)
        rest = docx.oxml.parse_xml(docx.oxml.xmlchemy.serialize_for_reading(run._r))
        run._r.addnext(rest)
        run.text, Run(rest, run._parent).text = " opened it.", " All came."
        document.add_comment(run, text="Sure?", author="Mara")

    found = undated(commented(change))
    assert found == with_block(0, para(RELEASE.body[0].content[0], " opened it.", note(), " All came."))


def test_a_comment_on_a_line_that_is_no_text_stands_beside_the_text_with_that_line():
    context = Context(comments=True)
    found = undated(commented(comment("Embargoed"), comment("Ada Berg", "Her number?"), context=context))
    first, last = (
        m.Paragraph((Text("Embargoed until March 14, 2027, 09:30 UTC"), note()), "comment"),
        m.Paragraph((Text("Ada Bergada@port.example"), note("Her number?")), "comment"),
    )
    assert found == evolve(RELEASE, body=(first, *RELEASE.body, last))
    assert context.notes == []


def test_several_comments_on_a_line_stand_each_in_its_place():
    found = undated(commented(comment(" opened it", "Two?"), comment("Ms Marest", "One?")))
    mention, text = RELEASE.body[0].content
    assert found == with_block(0, para(mention, note("One?"), text, note("Two?")))


def test_comments_stay_where_other_words_were_changed():
    def change(document):
        next(p for p in document.paragraphs if p.text == "We are glad.").runs[0].text = "We are very glad."

    found = undated(commented(comment("Ms Marest"), comment("We are", "Who?"), change))
    expected = with_block(0, para(RELEASE.body[0].content[0], note(), " opened it. All came."))
    speech = m.Speech((para("We are very glad.", note("Who?")),), said("Cy Lund"))
    assert found == evolve(expected, body=(*expected.body[:5], speech, expected.body[6]))


def test_comments_are_left_out_and_told_where_nobody_asks_for_them():
    context = Context()
    assert commented(comment("Ms Marest"), context=context) == RELEASE
    assert [found.code for found in context.notes] == ["comments-left-out"]


def without(node):
    """A node without comments: those in lines, and those beside the text."""
    changed: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            changed[name] = tuple(without(child) for child in value if not _is_comment(child))
    return evolve(node, **changed) if changed else node


def _is_comment(node) -> bool:
    first = node.blocks[:1] if isinstance(node, m.Note) else (node,)
    return any(isinstance(one, m.Paragraph) and one.role == "comment" for one in first)


@settings(max_examples=300 if LONG else 25, deadline=None, suppress_health_check=list(HealthCheck))
@given(releases(), st.integers(0, 10**6))
def test_without_its_comments_a_release_is_as_it_was(release, number):
    if any(_is_comment(node) for _, node in m.walk(release)):
        return
    asked: list[str] = []

    def change(document):
        runs = [Run(run, None) for run in document.element.body.iter(docx.oxml.ns.qn("w:r"))]
        shown = [run for run in runs if run.text.strip()]
        if shown:
            asked.append(shown[number % len(shown)].text)
            document.add_comment(shown[number % len(shown)], text="Sure?", author="Mara")

    context = Context(comments=True)
    found = commented(change, release=release, context=context)
    assert m.normalise(without(found)) == m.normalise(release)
    kept = sum(isinstance(node, m.Note) and _is_comment(node) for _, node in m.walk(found))
    assert kept == len(asked)
    assert context.notes == []
