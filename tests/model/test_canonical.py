from __future__ import annotations

import copy

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from releasekit import (
    Attachment,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Contact,
    Dateline,
    Division,
    Embargo,
    Emphasis,
    Extra,
    FieldError,
    Heading,
    Item,
    LineBreak,
    Link,
    Moment,
    Note,
    OrderedList,
    Paragraph,
    Release,
    Row,
    Span,
    Speech,
    Strong,
    Table,
    Text,
    normalise,
)
from releasekit.model.canonical import amended
from releasekit.testing import releases


def words(*content):
    """The content of a paragraph in canonical form."""
    body = normalise(Release(body=(Paragraph(content),))).body
    return body[0].content if body else ()


def test_neighbouring_text_is_one_and_none_is_empty():
    assert words(Text("a"), Text(""), Text("b")) == (Text("ab"),)


def test_a_mark_that_holds_only_its_own_kind_is_one():
    assert words(Strong((Text(""), Strong((Strong((Text("a"),)),))))) == (Strong((Text("a"),)),)
    assert words(Emphasis((Text(" "), Emphasis((Text("a"),))))) == (Emphasis((Text("a"),)),)


def test_a_mark_on_some_of_the_words_under_the_same_mark_is_kept():
    nested = Strong((Text("a"), Strong((Text("b"),))))
    assert words(nested) == (nested,)


def test_a_link_within_a_link_is_its_content():
    assert words(Link((Text("a"), Link((Text("b"),), "y")), "x")) == (Link((Text("ab"),), "x"),)


def test_a_span_that_says_nothing_is_its_content():
    assert words(Text("a"), Span((Text("b"),)), Span((Text("c"),), lang="fr")) == (Text("ab"), Span((Text("c"),), lang="fr"))


def test_white_space_at_the_edges_is_gone_and_inside_it_is_kept():
    assert words(Text(" \n"), Emphasis((Text(" a  b\n"),)), LineBreak(), Text("\t")) == (Emphasis((Text("a  b"),)),)


def test_a_no_break_space_at_an_edge_is_kept():
    assert words(Text("\u00a0a")) == (Text("\u00a0a"),)


def test_line_ends_are_newlines_and_in_code_spaces():
    assert words(Text("a\r\nb\rc"), Code("x\r\ny")) == (Text("a\nb\nc"), Code("x y"))


def test_characters_that_xml_does_not_allow_are_replaced():
    assert words(Text("a\x00b\ufffe\ud800")) == (Text("a\ufffdb\ufffd\ufffd"),)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(()),
        Paragraph((Text("  "), Emphasis((Text("\n"),)))),
        BulletList(()),
        OrderedList(()),
        Table(()),
        Speech(()),
        Division(()),
        Division((Paragraph(()),)),
    ],
)
def test_a_block_without_anything_is_gone(block):
    assert normalise(Release(body=(block,))).body == ()


@pytest.mark.parametrize("block", [Heading(()), BulletList((Item(),)), Division((), "boilerplate"), CodeBlock("")])
def test_a_block_that_says_something_without_words_is_kept(block):
    assert normalise(Release(body=(block,))).body == (block,)


def test_a_note_without_blocks_is_gone():
    assert words(Text("a"), Note((Paragraph(()),))) == (Text("a"),)


def test_a_table_claims_no_more_headers_than_it_has_rows_and_columns():
    table = Table((Row((Cell(), Cell(colspan=2))),), head_rows=9, head_columns=9, align=("left", "", "", "right", ""))
    new = normalise(Release(body=(table,))).body[0]
    assert (new.head_rows, new.head_columns, new.align) == (1, 3, ("left",))


def test_records_lose_white_space_and_those_that_say_nothing_are_gone():
    release = normalise(Release(contacts=(Contact(" A ", phone="\n"), Contact()), keywords=("", " b "), summary=" a\n\nb\n"))
    assert (release.contacts, release.keywords, release.summary) == ((Contact("A"),), ("b",), "a\n\nb")


def test_an_embargo_without_words_is_open_ended_and_kept():
    assert normalise(Release(embargo=Embargo())).embargo == Embargo()


def test_a_dateline_without_printed_words_takes_its_place():
    assert normalise(Release(dateline=Dateline("", "Port Arden"))).dateline == Dateline("Port Arden", "Port Arden")
    assert normalise(Release(dateline=Dateline("", date=Moment("2027")))).dateline == Dateline("2027", date=Moment("2027"))


def test_a_release_in_canonical_form_is_given_back_as_it_is():
    release = Release(headline=(Text("a"),), attachments=(Attachment("a.pdf"),))
    assert normalise(release) is release


def test_what_is_nested_without_end_is_refused():
    block = Paragraph((Text("a"),))
    for _ in range(300):
        block = Division((block,), "x")
    with pytest.raises(FieldError, match="nested deeper than 100"):
        normalise(Release(body=(block,)))
    inline = Text("a")
    for _ in range(300):
        inline = Span((inline,), "x")
    with pytest.raises(FieldError, match="nested deeper than 100"):
        normalise(Release(headline=(inline,)))


def test_an_extra_key_keeps_any_plain_data():
    value = {"a": [1, None, True, 2.5, "x"], "b": {}}
    assert Extra.of("k", value).value == value


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(releases())
def test_the_canonical_form_is_its_own_canonical_form(release):
    assert normalise(release) == release


def test_what_is_canonical_already_is_kept_as_it_is():
    body = (Paragraph((Text("a "), Strong((Text("b"),)))), BulletList((Item((Paragraph((Text("c"),)),)),)))
    release = Release(headline=(Text("A"),), contacts=(Contact("Ada Quist"),), body=body)
    assert normalise(release) is release
    assert release.body is body


def test_a_changed_copy_of_a_canonical_release_is_looked_at_again():
    release = normalise(Release(headline=(Text("A"),)))
    assert normalise(evolve(release, headline=(Text(" B "),))).headline == (Text("B"),)
    assert normalise(copy.copy(release)) == release


def test_a_canonical_release_with_another_field_is_canonical_and_keeps_the_rest_as_it_is():
    release = normalise(Release(headline=(Text("A"),), body=(Paragraph((Text("b"),)),)))
    changed = amended(release, headline=(Text(" B "),), lang=" en ", keywords=("", " c "))
    assert (changed.headline, changed.lang, changed.keywords) == ((Text("B"),), "en", ("c",))
    assert changed.body is release.body
    assert normalise(changed) is changed


def test_another_field_makes_no_release_canonical_that_was_not_so():
    changed = amended(Release(body=(Paragraph(()),)), lang="en")
    assert normalise(changed).body == ()


def test_lists_where_tuples_belong_become_tuples():
    release = normalise(Release(keywords=["a"], body=[Paragraph([Text("b")])]))
    assert release == Release(keywords=("a",), body=(Paragraph((Text("b"),)),))
