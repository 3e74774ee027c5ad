"""What is said of each sort of change."""

from __future__ import annotations

import time

import pytest
from attrs import evolve

from releasekit import Moment, compare
from releasekit import model as m


def text(*content):
    return tuple(m.Text(item) if isinstance(item, str) else item for item in content)


def para(*content, **settings):
    return m.Paragraph(text(*content), **settings)


def heading(words, level=2):
    return m.Heading(text(words), level)


def bullets(*items):
    return m.BulletList(tuple(m.Item((para(item),)) for item in items))


def table(*rows, **settings):
    return m.Table(tuple(m.Row(tuple(m.Cell((para(cell),) if cell else ()) for cell in row)) for row in rows), **settings)


def body(*blocks):
    return m.Release(body=blocks)


def told(a, b, **settings):
    """Each difference as its kind, what it is of, and both places."""
    return [(each.kind, each.what, each.before.where, each.after.where) for each in compare(a, b, **settings)]


def marked(difference):
    shown = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(shown[run.kind].format(run.text) for run in difference.words)


LONG = "The harbour of Testing opens today, four years after the first pile was driven into the bed of the river."
OTHER = "Prices for the summer season will be announced at a press conference in the town hall on Friday afternoon."
THIRD = "Children under seven travel free of charge, and so do their grandparents when they travel together."


# ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_field_that_changed_came_or_went():
    a = m.Release(id="urn:x:1", summary="It opens.", released=Moment("2027-03-14"))
    b = m.Release(summary="It opens today.", end_mark="###", embargo=m.Embargo())
    assert told(a, b) == [
        ("removed", "id", "/id", "/id"),
        ("changed", "summary", "/summary", "/summary"),
        ("removed", "released", "/released", "/released"),
        ("added", "embargo", "/embargo", "/embargo"),
        ("added", "end_mark", "/end_mark", "/end_mark"),
    ]
    _, summary, released, embargo, _ = compare(a, b)
    assert marked(summary) == "It opens{+ today+}."
    assert (released.before.text, released.after.text) == ("2027-03-14", "")
    assert embargo.after.text == "open-ended"


def test_the_same_instant_in_another_zone_is_a_difference_and_is_said_to_be_the_same_instant():
    (found,) = compare(
        m.Release(embargo=m.Embargo(Moment("2027-03-14T09:30+01:00"))),
        m.Release(embargo=m.Embargo(Moment("2027-03-14T08:30Z"))),
    )
    assert (found.kind, found.after.where) == ("changed", "/embargo/until")
    assert found.detail == "the same instant, stated in another zone"


def test_a_record_that_changed_is_told_by_its_field():
    a = m.Release(contacts=(m.Contact("Ada Quay", phone="+44 1632 960 188"), m.Contact("Tom Reed", email="tom@port.example")))
    b = m.Release(contacts=(m.Contact("Ada Quay", phone="+44 1632 960 189"), m.Contact("Tom Reed", email="tom@port.example")))
    (found,) = compare(a, b)
    assert (found.what, found.after.where) == ("phone", "/contacts/0/phone")
    assert marked(found) == "+44 1632 960 [-188-]{+189+}"


def test_records_that_changed_places_have_moved_and_a_new_one_moves_none():
    ada, tom, eve = (m.Contact(name, email=f"{name.lower()}@port.example") for name in ("Ada", "Tom", "Eve"))
    assert told(m.Release(contacts=(ada, tom)), m.Release(contacts=(tom, ada))) in (
        [("moved", "contact", "/contacts/0", "/contacts/1")],
        [("moved", "contact", "/contacts/1", "/contacts/0")],
    )
    assert told(m.Release(contacts=(ada, tom)), m.Release(contacts=(eve, ada, tom))) == [
        ("added", "contact", "/contacts", "/contacts/0")
    ]


def test_another_record_in_the_place_of_one_is_no_changed_one():
    a = m.Release(contacts=(m.Contact("Ada Quay", "director", "Port of Testing", "ada@port.example"),))
    b = m.Release(contacts=(m.Contact("Tom Reed", "spokesman", "City Hall", "reed@city.example"),))
    assert told(a, b) == [("removed", "contact", "/contacts/0", "/contacts"), ("added", "contact", "/contacts", "/contacts/0")]


def test_a_number_or_key_alone_is_one_that_changed():
    assert told(m.Release(numbers=(m.Number("12/2027"),)), m.Release(numbers=(m.Number("13/2027"),))) == [
        ("changed", "value", "/numbers/0/value", "/numbers/0/value")
    ]
    assert told(m.Release(extra=(m.Extra.of("layout", 1),)), m.Release(extra=(m.Extra.of("layout", 2),))) == [
        ("changed", "json", "/extra/0/json", "/extra/0/json")
    ]


def test_keywords_are_told_by_their_field():
    a, b = m.Release(keywords=("harbour", "port", "boats")), m.Release(keywords=("port", "ships and boats", "harbour"))
    assert [(each.kind, each.what, each.after.text) for each in compare(a, b)] == [
        ("changed", "keywords", "ships and boats"),
        ("moved", "keywords", "harbour"),
    ]


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_that_changed_is_told_in_its_paragraph():
    (found,) = compare(body(para(OTHER), para(LONG)), body(para(OTHER), para(LONG.replace("four", "five"))))
    assert (found.kind, found.what, found.before.where, found.after.where) == ("changed", "paragraph", "/body/1", "/body/1")
    assert marked(found).startswith("The harbour of Testing opens today, [-four-]{+five+} years after")


def test_a_paragraph_that_came_or_went_changes_no_other():
    a, b = body(para(LONG), para(OTHER)), body(para(LONG), para(THIRD), para(OTHER))
    assert told(a, b) == [("added", "paragraph", "/body", "/body/1")]
    assert told(b, a) == [("removed", "paragraph", "/body/1", "/body")]


def test_a_paragraph_that_moved_has_moved_even_if_it_was_changed():
    a, b = body(para(LONG), para(OTHER), para(THIRD)), body(para(OTHER), para(THIRD), para(LONG))
    assert told(a, b) == [("moved", "paragraph", "/body/0", "/body/2")]
    b = body(para(OTHER), para(THIRD), para(LONG.replace("four", "five")))
    assert told(a, b) == [("moved", "paragraph", "/body/0", "/body/2"), ("changed", "paragraph", "/body/0", "/body/2")]


def test_of_very_many_paragraphs_that_moved_and_were_changed_each_went_and_came():
    a = body(para(OTHER), *(para(f"{index} {LONG}") for index in range(70)))
    b = body(*(para(f"{index} {THIRD}") for index in range(70)), para(OTHER))
    kinds = [kind for kind, *_ in told(a, b)]
    assert (kinds.count("removed"), kinds.count("added")) == (70, 70)


def test_a_paragraph_may_move_into_a_part_and_a_rule_never_moves():
    part = m.Division((para(OTHER),), "boilerplate")
    moved = m.Division((para(OTHER), para(LONG)), "boilerplate")
    assert told(body(para(LONG), part), body(moved)) == [("moved", "paragraph", "/body/0", "/body/0/blocks/1")]
    assert [kind for kind, *_ in told(body(m.ThematicBreak(), para(LONG)), body(para(LONG), m.ThematicBreak()))] == [
        "removed",
        "added",
    ]


def test_short_words_that_came_elsewhere_have_moved_only_within_their_list():
    a = body(bullets("Yes.", LONG, OTHER), para("So."), para(THIRD))
    b = body(bullets(LONG, OTHER, "Yes."), para(THIRD), bullets("So."))
    assert ("moved", "item", "/body/0/items/0", "/body/0/items/2") in told(a, b)
    assert "moved" not in {kind for kind, what, *_ in told(a, b) if what != "item"}


def test_what_became_of_another_sort_is_retyped_with_its_words():
    (found,) = compare(body(para("What is new today"), para(LONG)), body(heading("What is new today"), para(LONG)))
    assert (found.kind, found.what, found.detail) == ("retyped", "heading", "paragraph became heading")
    retyped, inner = compare(
        body(bullets("one thing", "another thing")),
        body(m.OrderedList((m.Item((para("one thing"),)), m.Item((para("another thing now"),))))),
    )
    assert (retyped.kind, retyped.detail, retyped.words) == ("retyped", "bullet list became ordered list", ())
    assert (inner.kind, inner.after.where) == ("changed", "/body/0/items/1/blocks/0")
    (found,) = compare(body(para(LONG)), body(m.BlockQuote((para(LONG + " Indeed."),))))
    assert found.detail == "paragraph became block quote"
    assert marked(found) == LONG + "{+ Indeed.+}"


def test_another_sort_with_other_words_is_another_block():
    assert [kind for kind, *_ in told(body(para(LONG)), body(heading(OTHER)))] == ["removed", "added"]


def test_items_of_lists_are_told_apart():
    a, b = body(bullets("first", "second", "third")), body(bullets("first", "new", "second", "the third"))
    assert told(a, b) == [
        ("added", "item", "/body/0/items", "/body/0/items/1"),
        ("changed", "paragraph", "/body/0/items/2/blocks/0", "/body/0/items/3/blocks/0"),
    ]


def test_a_cell_of_a_table_is_told_by_row_and_column():
    a = table(("Port", "Boats"), ("Halvor", "5"), ("Merin", "4"), head_rows=1)
    b = table(("Port", "Boats"), ("Halvor", "5"), ("Alster", "2"), ("Merin", "6"), head_rows=1)
    assert told(body(a), body(b)) == [
        ("added", "row", "/body/0/rows", "/body/0/rows/2"),
        ("changed", "paragraph", "/body/0/rows/2/cells/1/blocks/0", "/body/0/rows/3/cells/1/blocks/0"),
    ]
    row = compare(body(a), body(b))[0]
    assert row.after.text == "Alster | 2"


def test_cells_that_swapped_stay_in_their_columns_and_a_column_may_come():
    a, b = body(table(("Merin", "4", "5"))), body(table(("Merin", "5", "4")))
    assert [where for *_, where in told(a, b)] == [f"/body/0/rows/0/cells/{index}/blocks/0" for index in (1, 2)]
    assert told(a, body(table(("Merin", "4", "7", "5")))) == [
        ("added", "cell", "/body/0/rows/0/cells", "/body/0/rows/0/cells/2")
    ]


def test_captions_speakers_and_attributions_are_lines_of_their_own():
    a = body(
        m.BlockQuote((para(LONG),), text("Ada Quay")),
        m.Speech((para(OTHER),), text("Ada")),
        table(("a",), caption=text("Ships")),
    )
    b = body(
        m.BlockQuote((para(LONG),), text("Ada Quay, director")), m.Speech((para(OTHER),)), table(("a",), caption=text("Boats"))
    )
    assert told(a, b) == [
        ("changed", "attribution", "/body/0/attribution", "/body/0/attribution"),
        ("removed", "speaker", "/body/1/speaker", "/body/1/speaker"),
        ("changed", "caption", "/body/2/caption", "/body/2/caption"),
    ]


def test_how_a_block_is_set_is_formatting_and_what_is_seen_of_it_is_a_change():
    a = (heading("A title", 2), m.OrderedList((m.Item((para("x"),)),)), para(LONG), m.Figure(m.Image("a.png", "A map")))
    b = (
        heading("A title", 3),
        m.OrderedList((m.Item((para("x"),)),), 2, tight=False),
        para(LONG, role="lead", lang="en"),
        m.Figure(m.Image("a.png", "A chart")),
    )
    assert [(kind, what) for kind, what, *_ in told(body(*a), body(*b))] == [
        ("formatting", "level"),
        ("changed", "start"),
        ("formatting", "tight"),
        ("formatting", "role"),
        ("formatting", "lang"),
        ("changed", "alt"),
    ]


# ── within a line ───────────────────────────────────────────────────────────────────────────────────────────────────


def link(words, href, title=""):
    return m.Link(text(words), href, title)


@pytest.mark.parametrize(
    ("a", "b", "detail"),
    [
        (("It opens today.",), ("It opens ", m.Emphasis(text("today")), "."), "emphasis added to “today”"),
        (("It ", m.Strong(text("opens today")), "."), ("It opens today.",), "strong emphasis taken from “opens today”"),
        (("A release.",), ("A re", m.Strong(text("lease")), "."), "strong emphasis added to “lease”"),
        (("See ", link("it", "a")), ("See ", link("it", "b", "B")), "link to a became link to b (“B”) on “it”"),
        (("See ", link("it", "a")), ("See it",), "link to a taken from “it”"),
        (("Ada",), (m.Mention(text("Ada"), "person", "ada"),), "mention of person ada added to “Ada”"),
        (("Ada",), (m.Mention(text("Ada"), "place"),), "mention of place added to “Ada”"),
        (("“Yes”",), (m.Quotation(text("“Yes”"), "ada"),), "quotation of ada added to ““Yes””"),
        (("4 May",), (m.Date(text("4 May"), Moment("2027-05-04")),), "date 2027-05-04 added to “4 May”"),
        (("café",), (m.Span(text("café"), "x", (("a", "b"),), lang="fr", direction="ltr"),), "span of x, language fr, direction ltr, a=b added to “café”"),
        (("a b",), (m.Code("a b"),), "code added to “a b”"),
        ((m.Strong((m.Emphasis(text("a")),)),), (m.Emphasis((m.Strong(text("a")),)),), "marks lie otherwise one in the other on “a”"),
        ((m.Strong(text("a b")),), (m.Strong(text("a ")), m.Strong(text("b"))), "the same words and marks, divided otherwise"),
        (("a b",), ("a\nb",), "other spaces or line ends"),
        (("a",), ("a", m.Link((), "b")), "link to b without words added"),
        ((m.SmallCaps(text("a")),), (m.Underline(text("a")),), "small capitals taken from “a”"),
    ],
)  # fmt: skip
def test_marks_that_changed_are_told_with_their_words(a, b, detail):
    found = compare(body(para(*a)), body(para(*b)))
    assert found[0].kind == "formatting"
    assert found[0].detail == detail
    assert (found[0].before.where.startswith("/body/0"), found[0].words) == (True, ())


def test_a_mark_is_told_once_over_words_that_are_new_under_it():
    (words, mark) = compare(
        body(para("The boat gathers 900 kg a day")),
        body(para("The boat gathers ", m.Emphasis(text("up to 950 kg every")), " day")),
    )
    assert marked(words) == "The boat gathers [-900 kg a-]{+up to 950 kg every+} day"
    assert mark.detail == "emphasis added to “up to 950 kg every”"


def test_a_note_a_picture_and_raw_markup_among_the_words_are_told_by_themselves():
    note, other = m.Note((para("See the report."),)), m.Note((para("See the annex."),))
    assert told(body(para("It opens", note)), body(para("It opens", other))) == [
        ("changed", "paragraph", "/body/0/content/1/blocks/0", "/body/0/content/1/blocks/0")
    ]
    (found,) = compare(body(para("It opens")), body(para("It opens", note)))
    assert (found.kind, found.what, found.before.where, found.after.text) == ("added", "note", "/body/0", "See the report.")
    picture = m.Image("a.png", "A map")
    assert told(body(para("It ", picture)), body(para("It ", evolve(picture, alt="A chart")))) == [
        ("changed", "alt", "/body/0/content/1/alt", "/body/0/content/1/alt")
    ]
    assert told(body(para("a", m.LineBreak(), "b")), body(para("a\nb"))) == [
        ("removed", "line-break", "/body/0/content/1", "/body/0")
    ]
    assert told(body(para("a", m.RawInline("html", "<b>"))), body(para("a", m.RawInline("html", "<i>")))) == [
        ("changed", "text", "/body/0/content/1/text", "/body/0/content/1/text")
    ]


# ── only the words ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_words_only_neither_marks_nor_blocks_nor_other_fields_count():
    a = evolve(body(heading("News"), bullets(LONG, OTHER)), id="urn:x:1", lang="en", headline=text("It opens"))
    b = evolve(body(para("News"), para(m.Emphasis(text(LONG))), para(OTHER)), headline=text(m.Strong(text("It opens"))))
    assert len(compare(a, b)) > 3
    assert compare(a, b, words_only=True) == ()


def test_words_that_changed_are_told_where_they_are():
    a = m.Release(dateline=m.Dateline("TESTING, 14 March"), body=(table(("Merin", "4"), ("Halvor", "7")),))
    b = m.Release(dateline=m.Dateline("TESTING, 15 March"), body=(table(("Merin", "5"), ("Halvor", "7")),))
    assert told(a, b, words_only=True) == [
        ("changed", "dateline", "/dateline/printed", "/dateline/printed"),
        ("changed", "paragraph", "/body/0/rows/0/cells/1/blocks/0", "/body/0/rows/0/cells/1/blocks/0"),
    ]
    numbered = m.OrderedList((m.Item((para(LONG),)), m.Item((para(OTHER),))))
    more = m.OrderedList((m.Item((para(THIRD),)), *numbered.items))
    assert told(body(numbered), body(more), words_only=True) == [("added", "paragraph", "/body", "/body/0/items/0/blocks/0")]


# ── in bounded time ─────────────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(number, changed=lambda _: False):
    return body(
        *(
            para(f"Paragraph {index} of the long release speaks of subject {index * 7 % 9973} and{' also' if changed(index) else ''} of {index * 31 % 9967}.")
            for index in range(number)
        )
    )  # fmt: skip


@pytest.mark.parametrize("number", [2000])
def test_a_long_release_with_a_change_in_every_second_paragraph_takes_seconds(number):
    start = time.process_time()
    found = compare(paragraphs(number), paragraphs(number, lambda index: index % 2))
    assert len(found) == number // 2
    assert {each.kind for each in found} == {"changed"}
    assert time.process_time() - start < 10


def test_a_change_at_the_bottom_of_deep_nesting_takes_no_longer_for_its_depth():
    def deep(block):
        for _ in range(80):
            block = m.BlockQuote((block, para("and so on")))
        return body(block)

    start = time.process_time()
    (found,) = compare(deep(para(LONG * 50)), deep(para(LONG * 50 + " End.")))
    assert found.after.where == "/body/0" + "/blocks/0" * 80
    assert time.process_time() - start < 5
