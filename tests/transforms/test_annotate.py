"""The names of an authority list as mentions: not a word changes, twice is once, and what is doubtful is said."""

from __future__ import annotations

import time

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import releasekit
from releasekit import Authority, Context, annotate, plain_text, reads, walk, writes
from releasekit import model as m
from releasekit.testing import releases
from releasekit.transforms.authority import Form, Record


def authority(*names, kind="person"):
    """Each name as a record of its own, whose id says which it is."""
    return Authority([Record(f"n{index}", kind, name, (Form(name),)) for index, name in enumerate(names)])


def release(*content, **fields):
    return m.Release(body=(m.Paragraph(text(*content)),), **fields)


def text(*content):
    return tuple(m.Text(item) if isinstance(item, str) else item for item in content)


def mentions(release):
    return [(m.inline_text(node.content), node.ref) for _, node in walk(release) if isinstance(node, m.Mention)]


def marked(words, *names, **fields):
    """What is marked in a paragraph."""
    return [words for words, _ in mentions(annotate(release(words, **fields), authority(*names)))]


def notes(release, list_, **options):
    context = Context()
    annotate(release, list_, context=context, **options)
    return [(note.code, note.where, note.message) for note in context.notes]


# ── laws ────────────────────────────────────────────────────────────────────────────────────────────────────────────

POOL = ["word", "Words", "release", "R&D", "abc", "a", "XYZ", "b.c", "release R&D", "word Words", "\u4e00\u4e00", "\u0e01\u0e01",
        "\u05d0", "\uac00", "quote", "and release", "h\u00e9", "0", "no", "true null", "a a"]  # fmt: skip
LISTS = st.lists(st.sampled_from(POOL), min_size=1, max_size=12).map(lambda names: authority(*names))


@given(releases(), LISTS)
def test_not_a_word_changes_and_twice_is_once(release, list_):
    before = m.normalise(release)
    once, first, second = annotate(release, list_), Context(), Context()
    assert plain_text(once) == plain_text(before)
    assert m.normalise(evolve(once)) == once, "it is canonical"
    assert annotate(release, list_, context=first) == once
    assert annotate(once, list_, context=second) == once
    assert {entity.id for entity in before.entities} <= {entity.id for entity in once.entities}
    assert [note.code for note in first.notes] == [note.code for note in second.notes]


@settings(max_examples=30)
@given(releases(), LISTS)
def test_a_lossless_format_keeps_what_was_marked(release, list_):
    once = annotate(release, list_)
    for format in ("json", "md", "tei"):
        assert reads(writes(once, format), format) == once


@given(
    st.lists(
        st.sampled_from(["Merin", " ", "Bay", "-", "'", ".", "x", "東", "\u00ad", "é", "\n", "@", "Merin Bay"]), max_size=14
    )
)
def test_only_whole_names_are_marked_and_only_what_is_listed(pieces):
    words = "".join(pieces)
    for found in marked(words, "Merin", "Merin Bay"):
        assert " ".join(found.replace("\u00ad", "").split()) in {"Merin", "Merin Bay"}


@pytest.mark.parametrize(
    "piece",
    ["a", "\u0301", "e\u0301", "東", " a", "Merin-", "http://a ", "@", "メ", "a.b@", "Jo Smith ", "Jo\u00ad Smith, ", "Jo J"],
)
@pytest.mark.usefixtures("small_heap")
def test_the_time_grows_with_the_text_and_no_faster(piece):
    list_ = authority("Jo Smith", "Jo Smith", "Merin", "a a a a a a a a a b", "Jo Jo Jo Jo Jo Smith")

    def seconds(count: int) -> float:
        long = m.normalise(release("x" + piece * count + "x"))
        taken = []
        for _ in range(3):
            before = time.process_time()
            annotate(long, list_)
            taken.append(time.process_time() - before)
        return min(taken)

    seconds(100)
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.002)


@pytest.mark.usefixtures("small_heap")
def test_the_time_grows_with_the_list_and_no_faster():
    def seconds(count: int) -> float:
        rows = "".join(f"Given{index} Family{index}\nJo Smith\n" for index in range(count))
        before = time.process_time()
        annotate(release("Jo Smith and Given1 Family1"), Authority.from_bytes(f"name\n{rows}".encode()))
        return time.process_time() - before

    seconds(100)
    assert seconds(5_000) < 40 * max(seconds(500), 0.002)


# ── which words ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_longest_name_is_marked():
    assert marked("Merin, Merin Bay, Merin Bayou", "Merin", "Merin Bay") == ["Merin", "Merin Bay", "Merin"]


def test_of_overlapping_names_the_first_is_marked():
    assert marked("Port Merin Bay", "Port Merin", "Merin Bay", "Bay") == ["Port Merin", "Bay"]


@pytest.mark.parametrize("words", ["Merins", "Kamerin", "xMerin", "Merin2", "Merin_x", "Me\u0301rin", "merin", "Merin\u0301"])
def test_a_part_of_a_word_or_another_word_is_no_name(words):
    assert marked(words, "Merin") == []


@pytest.mark.parametrize(
    "words",
    [
        "Merin's",
        "Merin’s",
        "l’Merin",
        "Merin-based",
        "(Merin)",
        "“Merin”",
        "Merin.",
        "Merin²",
        "Merin™",
        "Merin—Bay",
        "Merin/Bay",
    ],
)
def test_a_name_is_found_beside_signs(words):
    assert marked(words, "Merin") == ["Merin"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("O’Hara Quay", "O'Hara Quay"),
        ("O'Hara  Quay", "O’Hara Quay"),
        ("Halvor\u00a0Bay", "Halvor Bay"),
        ("Halvor\nBay", "Halvor Bay"),
        ("Hal\u00advor Bay", "Halvor Bay"),
        ("Jean\u2011Luc Orvath", "Jean-Luc Orvath"),
        ("Rene\u0301 Tesk", "Ren\u00e9 Tesk"),
        ("Ren\u00e9 Tesk", "Rene\u0301 Tesk"),
        ("\uff2d\uff45\uff52\uff49\uff4e", "Merin"),
        ("\u1106\u1166\u1105\u1175\u11ab", "\uba54\ub9b0"),
        ("İzmit", "Izmit"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_the_same(words, name):
    assert marked(f"In {words}, today", name) == [words]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("MERIN", "Merin"), ("HALVOR BAY", "Halvor Bay"), ("Ilse BRANDT", "Ilse Brandt"), ("RENE TESK", "René Tesk"),
        ("RENÉ TESK", "René Tesk"), ("ΑΘΗΝΑ", "Αθήνα"), ("ЭЛИНА МАРЕСТ", "Элина Марест"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_capitals(words, name):
    assert marked(words, name) == [words]


@pytest.mark.parametrize(
    ("words", "name"), [("MAY", "May"), ("PO", "Po"), ("who", "WHO"), ("Who", "WHO"), ("ilse brandt", "Ilse Brandt")]
)
def test_a_short_name_in_capitals_and_a_name_in_small_letters_are_other_words(words, name):
    assert marked(words, name) == []


def test_what_is_listed_in_capitals_is_meant_before_what_is_only_set_so():
    assert mentions(annotate(release("NATO and Nato"), authority("Nato", "NATO"))) == [("NATO", "n1"), ("Nato", "n0")]


@pytest.mark.parametrize(
    ("words", "name", "found"),
    [
        ("今日メリン港で式典", "メリン港", ["メリン港"]),
        ("今日メリン港で式典", "メリン", ["メリン"]),
        ("東京大阪", "東京", ["東京"]),
        ("メリンダ", "メリン", []),
        ("ที่กรุงเมรินวันนี้", "เมริน", ["เมริน"]),
        ("李", "李", []),
    ],
)
def test_scripts_without_spaces_have_names_wherever_they_stand(words, name, found):
    assert marked(words, name) == found


def test_names_without_a_gap_between_them_are_all_marked():
    assert marked("東京大阪東京", "東京", "大阪") == ["東京", "大阪", "東京"]


def test_a_korean_particle_is_no_part_of_the_name():
    assert marked("메린에서 김민수는 메린은", "메린", "김민수", "김민") == ["메린", "김민수", "메린"]
    assert marked("메린호", "메린") == []


@pytest.mark.parametrize("words", ["Anna Lind-Holm", "Kay-Anna Lind", "O'Anna Lind", "Anna Lind-2"])
def test_a_part_of_a_compound_is_reported(words):
    assert marked(words, "Anna Lind") == []
    ((code, where, message),) = notes(release(words), authority("Anna Lind"))
    assert (code, where) == ("mention-in-compound", "/body/0/content/0")
    assert words in message


def test_a_compound_that_is_listed_is_marked():
    assert marked("Anna Lind-Holm", "Anna Lind", "Anna Lind-Holm") == ["Anna Lind-Holm"]


@pytest.mark.parametrize(
    "words", ["https://x.example/Merin/a", "www.Merin.example", "a@Merin.example", "@Merin", "Merin.example"]
)
def test_an_address_is_no_name(words):
    assert marked(f"See {words} now", "Merin") == []


# ── where ───────────────────────────────────────────────────────────────────────────────────────────────────────────

MERIN = authority("Merin", kind="place")


def test_all_that_a_reader_sees_in_the_text_is_looked_through():
    line, block = text("Merin"), (m.Paragraph(text("Merin")),)
    whole = m.Release(
        headline=line,
        subtitle=line,
        body=(
            m.Heading(line),
            m.BulletList((m.Item(block),)),
            m.OrderedList((m.Item(block),)),
            m.BlockQuote(block, line),
            m.Table((m.Row((m.Cell(block),)),), caption=line),
            m.Figure(m.Image("a.png", "Merin"), line, line),
            m.Speech(block, line),
            m.Division(block, kind="boilerplate"),
            m.Paragraph(text("x", m.Note(block))),
            m.Paragraph(text(m.Span(text(m.Strong(line)), lang="de"), " ", m.Quotation(line))),
        ),
    )
    assert len(mentions(annotate(whole, MERIN))) == 17


@pytest.mark.parametrize(
    "node",
    [
        m.Link(text("Merin"), "x"),
        m.Link(text(m.Strong(text("Merin"))), "x"),
        m.Code("Merin"),
        m.Mention(text("Merin"), "ship", "other"),
        m.Date(text("Merin"), m.Moment("2027")),
        m.Image("x", "Merin"),
        m.RawInline("html", "Merin"),
    ],
)
def test_what_says_something_already_is_left(node):
    old = m.normalise(release("a ", node, " b"))
    assert annotate(old, MERIN) == old


def test_code_and_raw_blocks_are_left():
    old = m.Release(body=(m.CodeBlock("Merin"), m.RawBlock("html", "Merin")))
    assert annotate(old, MERIN) == old


def test_a_word_that_goes_on_in_a_link_is_no_name():
    assert mentions(annotate(release("Merin", m.Link(text("s"), "x")), MERIN)) == []
    assert mentions(annotate(release("Merin", m.Link(text(" s"), "x")), MERIN)) == [("Merin", "n0")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (text(m.Strong(text("Merin"))), text(m.Strong(text(m.Mention(text("Merin"), "place", "n0"))))),
        (
            text("in Halvor ", m.Strong(text("Bay")), "."),
            text("in ", m.Mention(text("Halvor ", m.Strong(text("Bay"))), "place", "n1"), "."),
        ),
        (
            text(m.Strong(text("Halvor")), m.LineBreak(), m.Emphasis(text("Bay"))),
            text(m.Mention(text(m.Strong(text("Halvor")), m.LineBreak(), m.Emphasis(text("Bay"))), "place", "n1")),
        ),
        (
            text("a", m.Strong(text(" b Halvor ", m.Emphasis(text("Bay")), " c"))),
            text("a", m.Strong(text(" b ", m.Mention(text("Halvor ", m.Emphasis(text("Bay"))), "place", "n1"), " c"))),
        ),
    ],
)
def test_a_name_may_stand_partly_in_a_mark(content, expected):
    list_ = authority("Merin", "Halvor Bay", kind="place")
    assert annotate(release(*content), list_).body[0].content == expected


@pytest.mark.parametrize(
    "content",
    [
        ["Halvor ", m.Strong(text("Bay is"))],
        [m.Strong(text("In Halvor")), " Bay"],
        [m.Strong(text(m.Code("x"), " Halvor")), " Bay"],
    ],
)
def test_a_name_that_a_mark_cuts_in_two_is_reported(content):
    old = m.normalise(release(*content))
    context = Context()
    assert annotate(old, authority("Halvor Bay"), context=context) == old
    assert [note.code for note in context.notes] == ["mention-across-marks"]


def test_a_name_at_the_greatest_depth_is_reported_and_left():
    content = text("Merin")
    for _ in range(m.MAX_DEPTH // 2 - 1):
        content = (m.Strong((m.Emphasis(content),)),)
    old = m.normalise(m.Release(body=(m.Paragraph(content),)))
    assert annotate(old, MERIN) == old
    assert notes(old, MERIN)[0][0] == "mention-across-marks"


# ── whose ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_entities_that_are_mentioned_are_added_in_their_order():
    list_ = Authority([
        Record("a", "person", "Ada Quay", (Form("Ada Quay"),), ("http://x.example/1", "http://x.example/2"), "director"),
        Record("b", "place", "Merin", (Form("Merin"), Form("Merins"))),
        Record("c", "event", "Harbour Week", (Form("Harbour Week"),)),
    ])  # fmt: skip
    new = annotate(release("Merins harbour; Ada Quay", entities=(m.Entity("z"),)), list_)
    assert new.entities == (
        m.Entity("z"),
        m.Entity("b", "place", "Merin"),
        m.Entity("a", "person", "Ada Quay", "http://x.example/1", "director"),
    )
    assert mentions(new) == [("Merins", "b"), ("Ada Quay", "a")]


def test_an_ambiguous_name_is_reported_once_with_its_places():
    list_ = authority("Jo Smith", "Jo Smith")
    old = m.normalise(evolve(release("Jo Smith and Jo Smith"), headline=text("JO SMITH"), subtitle=text("By Jo Smith")))
    assert annotate(old, list_) == old
    (capitals, plain) = notes(old, list_)
    assert capitals == (
        "mention-ambiguous",
        "/headline/0",
        "'JO SMITH' may be n0 (Jo Smith, person) or n1 (Jo Smith, person), and is not marked",
    )
    assert plain[1] == "/subtitle/0"
    assert plain[2].endswith("; also at /body/0/content/0")


def test_many_places_are_counted():
    old = m.Release(body=tuple(m.Paragraph(text("Jo Smith")) for _ in range(9)))
    ((_, where, message),) = notes(old, authority("Jo Smith", "Jo Smith"))
    assert where == "/body/0/content/0"
    assert message.endswith("/body/5/content/0 and 3 more")


def test_a_longer_name_that_is_not_ambiguous_is_marked():
    assert marked("Jo Smith and Jo Smith Hale", "Jo Smith", "Jo Smith", "Jo Smith Hale") == ["Jo Smith Hale"]


def test_an_entity_of_the_release_is_kept():
    own = m.Entity("n0", "person", "Ada Quay", role="harbour master")
    new = annotate(release("Ada Quay", entities=(own,)), authority("Ada Quay"))
    assert (new.entities, mentions(new)) == ((own,), [("Ada Quay", "n0")])


@pytest.mark.parametrize("own", [m.Entity("n0", "place", "Ada Quay"), m.Entity("n0", "person", "Bo Dorn")])
def test_an_id_that_is_somebody_else_in_the_release_is_reported(own):
    old = m.normalise(release("Ada Quay", entities=(own,)))
    context = Context()
    assert annotate(old, authority("Ada Quay"), context=context) == old
    assert [note.code for note in context.notes] == ["entity-clash"]


def test_an_entity_that_has_the_same_name_and_another_id_makes_it_ambiguous():
    old = m.normalise(release("Ada Quay", entities=(m.Entity("quay", name="Ada Quay"),)))
    assert annotate(old, authority("Ada Quay")) == old
    assert notes(old, authority("Ada Quay"))[0][0] == "mention-ambiguous"


def test_an_entity_with_the_same_address_is_the_same():
    own = m.Entity("quay", name="Ada Quay", uri="http://x.example/1")
    list_ = Authority([Record("a", "person", "Ada Quay", (Form("Ada Quay"), Form("Mrs Quay")), ("http://x.example/1",))])
    new = annotate(release("Ada Quay, Mrs Quay", entities=(own,)), list_)
    assert (new.entities, mentions(new)) == ((own,), [("Ada Quay", "quay"), ("Mrs Quay", "quay")])


def test_a_mention_that_is_there_already_gets_its_entity():
    new = annotate(release(m.Mention(text("the harbour"), "person", "n0")), authority("Ada Quay"))
    assert new.entities == (m.Entity("n0", "person", "Ada Quay"),)


def test_an_issuer_gets_the_address_of_its_name():
    list_ = Authority([Record("port", "organisation", "Port of Merin", (Form("Port of Merin"),), ("http://x.example/",))])
    issuers = (
        m.Issuer("Port of Merin"),
        m.Issuer("Port of Merin", "http://own.example/"),
        m.Issuer("Friends of Port of Merin"),
    )
    new = annotate(m.Release(issuers=issuers), list_)
    assert [issuer.uri for issuer in new.issuers] == ["http://x.example/", "http://own.example/", ""]


def test_entries_that_are_not_named_are_told_of_on_request():
    old = release("Merin")
    list_ = authority("Merin", "Halvor Bay", "Quay Alster")
    assert notes(old, list_) == []
    assert notes(old, list_, unused=True) == [("authority-unused", "", "2 of 3 entries are not named in the release: n1, n2")]


# ── languages ───────────────────────────────────────────────────────────────────────────────────────────────────────

NICE = Authority([Record("nice", "place", "Nice", (Form("Nice", "fr"), Form("Nizza", "de"), Form("Ville de Nice")))])


@pytest.mark.parametrize(
    ("lang", "found"),
    [("fr", ["Nice", "Ville de Nice"]), ("fr-CA", ["Nice", "Ville de Nice"]), ("de", ["Nizza", "Ville de Nice"]),
     ("en", ["Ville de Nice"]), ("", ["Nice", "Nizza", "Ville de Nice"])],
)  # fmt: skip
def test_a_form_with_a_language_is_looked_for_in_that_language(lang, found):
    old = release("Nice, Nizza, Ville de Nice", lang=lang)
    assert [words for words, _ in mentions(annotate(old, NICE))] == found


def test_the_language_of_a_span_counts():
    old = release("Nice, ", m.Span(text("Nice"), lang="fr"), " and ", m.Span(text("Nizza"), lang="de"), lang="en")
    assert [words for words, _ in mentions(annotate(old, NICE))] == ["Nice", "Nizza"]


def test_it_is_public():
    assert {"annotate", "Authority"} <= set(releasekit.__all__)
