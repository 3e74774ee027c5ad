from __future__ import annotations

import json
import re

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from releasekit import compare, reads, writes
from releasekit import model as m
from releasekit.cli import terminal
from releasekit.cli.differences import View, count
from releasekit.cli.layout import columns
from releasekit.cli.places import Places
from releasekit.cli.styled import Piece, Setter

TEXT = "The harbour of Testing opens today, four years after the first pile was driven into the bed of the river."


def text(*content):
    return tuple(m.Text(item) if isinstance(item, str) else item for item in content)


def para(*content):
    return m.Paragraph(text(*content))


@pytest.fixture
def pair(folder):
    """Two releases: the second has another word and another number."""
    a = reads((folder / "harbour.json").read_bytes(), "json")
    b = evolve(a, numbers=(m.Number("13/2027"),), body=(para("The harbour opens tomorrow."),))
    (folder / "a.json").write_bytes(writes(a, "json"))
    (folder / "b.md").write_bytes(writes(b, "md"))
    return a, b


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("pair")
def test_the_same_release_in_two_formats_says_nothing_and_ends_with_0(run, folder):
    (folder / "a.tei.xml").write_bytes(writes(reads((folder / "a.json").read_bytes(), "json"), "tei"))
    outcome = run("diff", "a.json", "a.tei.xml")
    assert (outcome.code, outcome.raw, outcome.err) == (0, b"", "")


@pytest.mark.usefixtures("pair")
def test_what_differs_is_shown_by_its_place_and_ends_with_4(run):
    outcome = run("diff", "a.json", "b.md")
    assert (outcome.code, outcome.err) == (4, "")
    assert outcome.out == (
        "Numbers › 13/2027 › value\n  [-12/2027-]{+13/2027+}\n\n"
        "Body\n  The harbour opens [-today-]{+tomorrow+}.\n\n"
        "2 differences: 2 changed\n"
    )


@pytest.mark.usefixtures("pair")
def test_a_program_gets_one_object(run):
    outcome = run("diff", "a.json", "b.md", "--json")
    document = json.loads(outcome.raw)
    assert outcome.code == 4
    assert [*document] == ["same", "a", "b", "differences", "notes"]
    assert document["same"] is False
    assert (document["a"], document["b"]) == ({"file": "a.json", "format": "json"}, {"file": "b.md", "format": "md"})
    assert document["differences"][1] == {
        "kind": "changed",
        "what": "paragraph",
        "before": {"where": "/body/0", "text": "The harbour opens today."},
        "after": {"where": "/body/0", "text": "The harbour opens tomorrow."},
        "words": [
            {"kind": "same", "text": "The harbour opens "},
            {"kind": "removed", "text": "today"},
            {"kind": "added", "text": "tomorrow"},
            {"kind": "same", "text": "."},
        ],
        "detail": "",
    }
    outcome = run("diff", "a.json", "a.json", "--json")
    assert outcome.code == 0
    assert (json.loads(outcome.raw)["same"], json.loads(outcome.raw)["differences"]) == (True, [])


@pytest.mark.usefixtures("pair")
def test_quiet_says_nothing_but_the_exit_code(run):
    assert run("diff", "a.json", "b.md", "-q") == run("diff", "a.json", "b.md", "--quiet")
    assert (run("diff", "a.json", "b.md", "-q").code, run("diff", "a.json", "b.md", "-q").raw) == (4, b"")
    assert run("diff", "a.json", "a.json", "-q").code == 0


@pytest.mark.usefixtures("pair")
def test_fields_are_passed_over_by_either_name_alone_or_several_at_once(run):
    assert run("diff", "a.json", "b.md", "--ignore", "numbers, body").code == 0
    assert run("diff", "a.json", "b.md", "--ignore", "numbers", "--ignore", "body").code == 0
    assert run("diff", "a.json", "b.md", "--ignore", "body").out.endswith("1 difference: 1 changed\n")
    outcome = run("diff", "a.json", "b.md", "--ignore", "nonsense")
    assert outcome.code == 2
    assert "a release has no field 'nonsense'" in outcome.lines[-1]


def test_words_only_compares_what_a_reader_sees(run, folder, pair):
    a, _ = pair
    (folder / "c.md").write_bytes(
        writes(evolve(a, id="urn:x:2", body=(para("The ", m.Strong(text("harbour")), " opens today."),)), "md")
    )
    assert run("diff", "a.json", "c.md").code == 4
    assert run("diff", "a.json", "c.md", "--words").code == 0


def test_either_may_come_from_standard_input_and_formats_are_named_once_or_twice(run, folder, pair):
    a, b = pair
    assert run("diff", "-", "a.json", stdin=writes(a, "json")).code == 0
    assert run("diff", "a.json", "-", stdin=writes(b, "md")).code == 4
    (folder / "a.x").write_bytes(writes(a, "md"))
    (folder / "b.x").write_bytes(writes(a, "tei"))
    assert run("diff", "a.x", "b.x", "-f", "md", "--from", "tei").code == 0
    assert run("diff", "a.x", "a.x", "-f", "md").code == 0
    assert run("diff", "a.x", "b.x", "-f", "md").code == 4
    assert run("diff", "a.x", "b.x", "-f", "tei").code == 1


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["-", "-"], "standard input can be A or B, not both"),
        (["", "b.md"], "the name of a file is empty"),
        (["a.json"], "the following arguments are required: B"),
        (["a.json", "b.md", "--color", "loud"], "--color is auto, always or never, not 'loud'"),
        (["a.json", "b.md", "-U", "-1"], "--context is a number of words or 'all', not '-1'"),
        (["a.json", "b.md", "-U", "x"], "--context is a number of words or 'all', not 'x'"),
        (["a.json", "b.md", "-U", "٣"], "--context is a number of words or 'all'"),
        (["a.json", "b.md", "-f", "md", "-f", "md", "-f", "md"], "--from is given once, for both files, or twice"),
        (["a.json", "b.md", "-f", "nonsense"], "there is no format 'nonsense'"),
        (["a.json", "b.md", "-q", "--json"], "not allowed with argument"),
    ],
)
def test_wrong_use_is_said(run, argv, said):
    outcome = run("diff", *argv)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert said in outcome.lines[-1]


@pytest.mark.usefixtures("pair")
def test_a_file_that_cannot_be_read_is_one_line(run, folder):
    outcome = run("diff", "a.json", "missing.md")
    assert (outcome.code, outcome.lines) == (1, ["missing.md: cannot read: No such file or directory"])
    (folder / "broken.json").write_text("{")
    outcome = run("diff", "broken.json", "a.json", "--json")
    assert (outcome.code, outcome.raw, len(outcome.lines)) == (1, b"", 1)


@pytest.mark.usefixtures("pair")
def test_what_the_readers_say_goes_to_standard_error_and_to_a_program(run, folder, monkeypatch):
    from releasekit import Format, registry

    def read(_data, context):
        context.guess("headline-guessed", "the first line", "/headline", 1)
        return m.Release()

    monkeypatch.setattr(
        registry, "BUILTINS", (*registry.BUILTINS, Format(name="guess", title="guess", suffixes=(".guess",), read=read))
    )
    (folder / "x.guess").write_text("x")
    outcome = run("diff", "a.json", "x.guess", "--json")
    assert json.loads(outcome.raw)["notes"] == [
        {"of": "b", "kind": "guess", "code": "headline-guessed", "message": "the first line", "where": "/headline", "line": 1}
    ]
    assert outcome.lines == ["x.guess:1: guessed: the first line [headline-guessed] at /headline"]
    assert run("diff", "a.json", "x.guess", "-q").err == ""


# ── colours ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("pair")
def test_colours_take_the_place_of_marks(run):
    said = run("diff", "a.json", "b.md", "--color", "always").out
    assert "  The harbour opens \x1b[31;9mtoday\x1b[0m\x1b[32;4mtomorrow\x1b[0m.\n" in said
    assert "[-" not in said
    assert re.sub("\x1b\\[[0-9;]*m", "", said).startswith("Numbers › 13/2027 › value\n")
    assert run("diff", "a.json", "b.md", "--colour", "never").out == run("diff", "a.json", "b.md").out


@pytest.mark.parametrize(
    ("when", "is_terminal", "variables", "colours"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_colours_are_for_persons_who_did_not_refuse_them(monkeypatch, when, is_terminal, variables, colours):
    monkeypatch.setattr(terminal, "is_terminal", lambda: is_terminal)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.colours(when) == colours


# ── for a person ────────────────────────────────────────────────────────────────────────────────────────────────────


def shown(a, b, **settings):
    width = settings.pop("width", 80)
    view = View(a, b, Setter(width, colours=settings.pop("colours", False)), **settings)
    return [*view.lines(compare(a, b))]


def test_each_sort_of_difference_is_said_in_its_own_words():
    a = m.Release(
        end_mark="###",
        body=(
            m.Heading(text("News"), 2),
            para(TEXT),
            para("What was said"),
            m.Heading(text("Prices"), 2),
            para("They stay as they are for the whole of the summer season."),
            m.BulletList((m.Item((para("boats"),)), m.Item((para("trains"),)))),
        ),
    )
    b = m.Release(
        lang="en",
        body=(
            m.Heading(text("News"), 3),
            m.Heading(text("What was said"), 2),
            m.Heading(text("Prices"), 2),
            para("They stay as they are for the ", m.Emphasis(text("whole")), " of the summer season."),
            m.BulletList((m.Item((para("boats"),)), m.Item((para("trains"),)), m.Item((para("planes"), para("and ships"))))),
            para(TEXT),
        ),
    )
    assert shown(a, b) == [
        "Language",
        "  {+en+}",
        "",
        "End mark",
        "  [-###-]",
        "",
        "Body › News › level",
        "  [-2-] {+3+}",
        "",
        "Body",
        "  paragraph became heading: “What was said”",
        "",
        "Body › Prices",
        "  emphasis added to “whole”",
        "",
        "Body › Prices › item 3",
        "  added item:",
        "    {+planes+}",
        "    {+and ships+}",
        "",
        "Body › Prices",
        "  paragraph moved down from Body › News: “The harbour of Testing opens t … into",
        "  the bed of the river.”",
        "",
        "7 differences: 2 added, 1 removed, 1 moved, 1 retyped, 2 formatting",
    ]


def test_of_a_long_paragraph_only_what_is_near_a_change_is_shown():
    words = [f"word{index}" for index in range(60)]
    a, b = (
        m.Release(summary=" ".join(words)),
        m.Release(summary=" ".join([*words[:20], "new", *words[20:50], "last", *words[51:]])),
    )
    assert shown(a, b, context=2)[1] == "  … word18 word19 {+new+} word20 word21 … word48 word49 [-word50-]{+last+}"
    assert shown(a, b, context=2)[2] == "  word51 word52 …"
    assert " ".join(line.strip() for line in shown(a, b, context=None)[1:-2]).count("word") == 60
    assert shown(a, b, context=0)[1] == "  … {+new+} … [-word50-]{+last+} …"


def test_as_much_around_a_change_is_shown_as_is_asked_for(run, folder):
    words = " ".join(f"word{index}" for index in range(60))
    for name, end in (("a.json", "old"), ("b.json", "new")):
        (folder / name).write_bytes(writes(m.Release(summary=f"{words} {end}"), "json"))
    assert run("diff", "a.json", "b.json", "-U", "1").out.startswith("Summary\n  … word59 [-old-]{+new+}\n")
    assert run("diff", "a.json", "b.json", "--context", "all").out.count("word") == 60
    assert run("diff", "a.json", "b.json").out.count("word") == 12


def test_what_the_texts_do_not_show_is_said_below_or_beside_them():
    a = m.Release(released=m.Moment("2027-03-14"), summary="one two", body=(para("three four"), para("a\nb c")))
    b = m.Release(released=m.Moment("2027-03-15"), summary="one\ntwo", body=(para("three\nfour"), para("a b d")))
    assert shown(a, b) == [
        "Summary",
        "  other spaces or line ends: “one two”",
        "",
        "Released",
        "  [-2027-03-14-] {+2027-03-15+}",
        "  1 day later",
        "",
        "Body",
        "  other spaces or line ends: “three four”",
        "  a b [-c-]{+d+}",
        "",
        "4 differences: 2 changed, 2 formatting",
    ]


def test_what_moved_into_another_part_is_said_to_come_from_there():
    a = m.Release(body=(para(TEXT), m.BlockQuote((para("Yes, we have waited for a long time."),))))
    b = m.Release(body=(m.BlockQuote((para("Yes, we have waited for a long time."), para(TEXT))),))
    assert shown(a, b, width=100)[:3] == [
        "Body › quote",
        "  paragraph moved from Body: “The harbour of Testing opens t … into the bed of the river.”",
        "",
    ]


def test_of_a_long_text_that_came_the_first_lines_are_shown():
    a, b = m.Release(), m.Release(body=(m.CodeBlock("\n".join(f"line {index}" for index in range(40))),))
    lines = shown(a, b)
    assert lines[1] == "  added code block:"
    assert lines[2:14] == [f"    {{+line {index}+}}" for index in range(12)]
    assert lines[14] == "  … 28 lines more"
    assert sum("line" in line for line in shown(a, b, context=None)) == 40


def test_the_place_is_said_as_a_person_finds_it():
    table = m.Table(
        (
            m.Row((m.Cell((para("Port"),)), m.Cell((para("Boats"),)))),
            m.Row((m.Cell((para("Merin"),)), m.Cell((para("4"),)))),
        ),
        head_rows=1,
        caption=text("Ships"),
    )
    note = m.Note((para("See the report."),))
    release = m.Release(
        contacts=(m.Contact("Ada Quay"), m.Contact(email="x@y.example")),
        embargo=m.Embargo(printed="until noon"),
        event_date=m.Moment("2027"),
        keywords=("boats",),
        source=m.Source(found=(m.Found("headline"),)),
        body=(
            m.Heading(text("News"), 2),
            table,
            m.Heading(text("Details"), 3),
            m.BulletList((m.Item((para("x", note, m.LineBreak(), m.RawInline("html", "<b>")),)),)),
            m.BlockQuote((para("Yes"),), text("Ada")),
            m.Speech((para("No"),), text("Tom")),
            m.Figure(m.Image("a.png", "A map")),
            m.Division(
                (m.Heading(text("Notes to editors"), 2), para("Words", m.Emphasis((m.Image("b.png"),)))), "notes-to-editors"
            ),
        ),
    )
    places = {
        "/event_date": "Event",
        "/embargo/printed": "Embargo › printed",
        "/contacts/0/name": "Contacts › Ada Quay › name",
        "/contacts/1": "Contacts › 2",
        "/keywords/0": "Keywords",
        "/source/found/0/field": "Source › headline › field",
        "/body/0": "Body",
        "/body/1/caption": "Body › News › table › caption",
        "/body/1/rows/1": "Body › News › table › row 2 (Merin)",
        "/body/1/rows/1/cells/1/blocks/0": "Body › News › table › row 2 (Merin) › column 2 (Boats)",
        "/body/1/rows/0/cells/1/blocks/0": "Body › News › table › row 1 (Port) › column 2",
        "/body/2": "Body › News",
        "/body/3/items/0/blocks/0": "Body › News › Details › item 1",
        "/body/3/items/0/blocks/0/content/1/blocks/0": "Body › News › Details › item 1 › note",
        "/body/3/items/0/blocks/0/content/2": "Body › News › Details › item 1",
        "/body/3/items/0/blocks/0/content/3/text": "Body › News › Details › item 1 › text",
        "/body/4/attribution": "Body › News › Details › quote › attribution",
        "/body/5/blocks/0": "Body › News › Details › speech of Tom",
        "/body/6/image/alt": "Body › News › Details › figure › image › alt",
        "/body/7/blocks/1": "Body › notes to editors",
        "/body/7/blocks/1/content/1/content/0/src": "Body › notes to editors › picture › src",
    }
    assert {where: Places(release).label(where) for where in places} == places


def test_a_count_says_how_many_of_each_sort():
    a, b = m.Release(id="1", summary="a"), m.Release(id="2", lang="en")
    assert count(compare(a, b)) == "3 differences: 1 changed, 1 added, 1 removed"
    assert count(compare(a, evolve(a, id="2"))) == "1 difference: 1 changed"


# ── lines of a terminal ─────────────────────────────────────────────────────────────────────────────────────────────

STYLES = st.sampled_from(["", "removed", "added", "faint"])
PIECES = st.lists(st.builds(Piece, st.text("ab漢 \n\u0301אע1(.", max_size=12), STYLES), max_size=6)
CONTROLS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


@given(PIECES, st.integers(8, 30), st.booleans())
def test_set_lines_keep_every_character_in_order_and_the_width(pieces, width, colours):
    lines = Setter(width, colours).lines(pieces, 2)
    plain = [re.sub("\x1b\\[[0-9;]*m", "", line).translate(CONTROLS) for line in lines]
    assert all(columns(line) <= width for line in plain)
    said = "".join("".join(plain).split()).replace("␣", "")
    for mark in () if colours else ("[-", "-]", "{+", "+}"):
        said = said.replace(mark, "")
    assert said == "".join("".join(piece.text for piece in pieces).split())
    assert all(line.startswith("  ") for line in lines)


def test_words_from_right_to_left_are_kept_apart():
    pieces = [Piece("في "), Piece("212", "removed"), Piece("215", "added"), Piece(" مركزًا")]
    assert Setter(40).lines(pieces) == ["\u2067في \u2068[-212-]\u2069\u2068{+215+}\u2069 مركزًا\u2069"]
    assert Setter(40).lines([Piece("added: "), Piece("مركز", "added")]) == ["\u2066added: \u2068{+مركز+}\u2069\u2069"]
    assert Setter(40, isolates=False).lines(pieces) == ["في [-212-]{+215+} مركزًا"]
    assert Setter(40).lines([Piece("a"), Piece("b", "added")]) == ["a{+b+}"]


def test_a_space_that_went_can_be_seen_and_one_at_an_edge_stands_outside_the_marks():
    assert Setter(40).lines([Piece("re"), Piece(" ", "removed"), Piece("lease")]) == ["re[-␣-]lease"]
    assert Setter(40).lines([Piece("a "), Piece("new ", "added"), Piece("b")]) == ["a {+new+} b"]


def test_what_a_release_says_can_command_no_terminal(run, folder):
    for name, words in (("a.json", "a\u202eb\u009bc"), ("b.json", "a\u2066b\u0085d \x1b[2J")):
        release = m.Release(
            headline=text(words), contacts=(m.Contact(words),), body=(m.Heading(text(words), 2), para("x" + name))
        )
        (folder / name).write_bytes(writes(release, "json"))
    outcome = run("diff", "a.json", "b.json")
    assert outcome.code == 4
    assert not set(outcome.out) & set("\x1b\x85\x9b\u202e\u2066")


def test_a_terminal_that_has_no_signs_for_directions_gets_none(run, folder, monkeypatch):
    for name, words in (("a.json", "في 212"), ("b.json", "في 215")):
        (folder / name).write_bytes(writes(m.Release(headline=text(words)), "json"))
    assert "\u2067" in run("diff", "a.json", "b.json").out
    monkeypatch.setattr(terminal, "_encoding", lambda: "iso8859-6")
    assert "u2067" not in run("diff", "a.json", "b.json").raw.decode("iso8859-6")
    monkeypatch.setattr(terminal, "_encoding", lambda: "nonsense")
    assert not terminal.says("a")


@pytest.mark.parametrize(
    ("was", "now"), [("12", "13"), ("true", "false"), ("[1]", "[2]"), ("{a: 1}", "{a: 2}"), ("a/b", "b/c")]
)
def test_the_key_of_another_program_is_said_by_its_name_whatever_it_holds(run, folder, was, now):
    (folder / "was.md").write_text(f"---\ntitle: Head\nlayout: {was}\n---\n\nWords.\n")
    (folder / "now.md").write_text(f"---\ntitle: Head\nlayout: {now}\n---\n\nWords.\n")
    (folder / "none.md").write_text("---\ntitle: Head\n---\n\nWords.\n")
    changed, gone = run("diff", "was.md", "now.md"), run("diff", "was.md", "none.md")
    assert (changed.code, changed.err, gone.code, gone.err) == (4, "", 4, "")
    assert changed.out.startswith("Other keys › layout\n")
    assert "Other keys › layout\n" in gone.out
