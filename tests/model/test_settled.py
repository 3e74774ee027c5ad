from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Code,
    Contact,
    Dateline,
    Division,
    Embargo,
    Emphasis,
    Extra,
    Heading,
    Item,
    LineBreak,
    Link,
    Mention,
    Moment,
    Note,
    Number,
    Paragraph,
    Quotation,
    Release,
    Row,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from releasekit.model.canonical import _normalised
from releasekit.model.settled import is_settled

TEXTS = st.sampled_from(
    ["a", "b c", "d\ne", "", " ", " f", "g ", "\n", "h\n", "\xa0", "i\xa0j", "k\rl", "\x00", "m\x0bn", "\ufffe", "\t"]
)
CLEAN = st.sampled_from(["a", "b c", "d\ne", "i\xa0j", "é"])


def lines(text):
    words = st.builds(Text, text)
    within = st.lists(words, min_size=0, max_size=2).map(tuple)
    inline = st.one_of(
        words,
        st.builds(Emphasis, within),
        st.builds(Strong, within),
        st.builds(Link, within, text, text),
        st.builds(Mention, within, st.sampled_from(["person", ""]), text),
        st.builds(Quotation, within, text),
        st.builds(Note, st.lists(st.builds(Paragraph, st.tuples(words)), max_size=1).map(tuple)),
        st.builds(Code, text),
        st.just(LineBreak()),
    )
    return st.one_of(st.tuples(words), st.lists(inline, max_size=3).map(tuple))


def bodies(text):
    line = lines(text)
    leaf = st.one_of(st.builds(Paragraph, line), st.builds(Heading, line), st.just(ThematicBreak()))
    some = st.lists(leaf, max_size=2).map(tuple)
    row = st.builds(Row, st.lists(st.builds(Cell, some, st.integers(1, 2)), max_size=2).map(tuple))
    block = st.one_of(
        leaf,
        st.builds(BulletList, st.lists(st.builds(Item, some), max_size=2).map(tuple)),
        st.builds(BlockQuote, some, st.one_of(st.just(()), line)),
        st.builds(Division, some, st.sampled_from(["", "notes"])),
        st.builds(
            Table,
            st.lists(row, max_size=2).map(tuple),
            st.integers(0, 2),
            st.integers(0, 2),
            st.lists(st.sampled_from(["", "right"]), max_size=3).map(tuple),
            st.one_of(st.just(()), line),
        ),
    )
    return st.lists(block, max_size=2).map(tuple)


def drawn(text):
    return st.builds(
        Release,
        headline=lines(text),
        summary=text,
        keywords=st.lists(text, max_size=2).map(tuple),
        numbers=st.lists(st.builds(Number, text), max_size=1).map(tuple),
        contacts=st.lists(st.builds(Contact, text, text), max_size=1).map(tuple),
        dateline=st.one_of(st.none(), st.builds(Dateline, text, text, st.sampled_from([None, Moment("2027")]))),
        embargo=st.sampled_from([None, Embargo(), Embargo(Moment("2027-03"))]),
        body=bodies(text),
    )


@settings(max_examples=1000)
@given(st.one_of(drawn(CLEAN), drawn(TEXTS), bodies(CLEAN).map(lambda body: Release(body=body))))
def test_what_is_said_to_be_settled_stays_the_very_same_on_the_long_way(release):
    if is_settled(release):
        assert _normalised(release) is release


ORDINARY = Release(
    headline=(Text("A ferry, at last"),),
    released=Moment("2027-03-14"),
    dateline=Dateline("PORT ARDEN, 14 March", "Port Arden"),
    contacts=(Contact("Ada Quist", email="press@arden.example"),),
    body=(
        Paragraph((Text("It is "), Strong((Text("fast"),)), Text(", and new."), Note((Paragraph((Text("Since May."),)),)))),
        Heading((Text("Fares"),)),
        BulletList((Item((Paragraph((Text("one"),)),)), Item((Paragraph((Text("two"),)),)))),
        Table((Row((Cell((Paragraph((Text("Stop"),)),)), Cell())),), head_rows=1),
        Division((Paragraph((Text("See "), Link((Text("us"),), "https://arden.example"))),), "boilerplate"),
    ),
)


def test_an_ordinary_release_is_settled():
    assert is_settled(ORDINARY)
    assert is_settled(evolve(ORDINARY, extra=(Extra.of("desk", ["news", ""]), Extra.of("note", " "))))


def test_one_space_too_many_unsettles_it():
    assert not is_settled(evolve(ORDINARY, body=(*ORDINARY.body, Paragraph((Text("More. "),)))))
    assert not is_settled(evolve(ORDINARY, keywords=("ferry", " port")))


def test_text_beside_text_and_what_xml_does_not_allow_unsettle_it():
    assert not is_settled(evolve(ORDINARY, subtitle=(Text("a"), Text("b"))))
    assert not is_settled(evolve(ORDINARY, summary="a\x08b"))
    assert not is_settled(evolve(ORDINARY, summary="a\r\nb"))
