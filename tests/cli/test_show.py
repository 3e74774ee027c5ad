from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import releasekit
from releasekit import model as m
from releasekit import reads, writes
from releasekit.cli.fields import fields
from releasekit.cli.found import REASONS
from releasekit.cli.outline import counts, outline, words


def text(*content):
    return tuple(m.Text(item) for item in content)


def para(content):
    return m.Paragraph(text(content))


WHOLE = m.Release(
    id="urn:x:1",
    version="2",
    kind="advisory",
    numbers=(m.Number("12/2027", "register", "https://port.example/12"),),
    section=("News", "Harbour"),
    headline=text("Harbour opens"),
    subtitle=text("After four years"),
    summary="It opens.",
    issuers=(m.Issuer("Port of Testing", "https://port.example", "1 Quay"), m.Issuer("City of Testing")),
    released=m.Moment("2027-03-14T09:30"),
    distributed=m.Moment("2027-03-14"),
    event_date=m.Moment("2027-03-20T10:00+01:00"),
    modified=m.Moment("2027"),
    embargo=m.Embargo(printed="until the vote"),
    status="embargoed",
    changes=(m.Change("Time changed", m.Moment("2027-03-13"), "2", "cleared"),),
    replaces=("urn:x:0",),
    replaced_by=("urn:x:2",),
    instruction="Embargoed",
    dateline=m.Dateline("TESTING, 14 March", "Testing", m.Moment("2027-03-14")),
    lang="he",
    translations=(m.Translation("fr", "https://port.example/fr"),),
    contacts=(m.Contact("Ada Quay", "press officer", "Port", "ada@port.example", "112", "https://port.example", "9 to 5"),),
    attachments=(m.Attachment("a.pdf", "A file", "application/pdf"),),
    keywords=("harbour", "opening"),
    subjects=(m.Subject("04000000", "medtop"),),
    entities=(m.Entity("ada", "person", "Ada Quay", "https://port.example/ada", "director"),),
    rights=m.Rights("Public domain", "Use it", "https://port.example/rights"),
    end_mark="###",
    source=m.Source("https://port.example/x", "A page", "html", (m.Found("headline", "first-line", "Harbour opens", "low"),)),
    extra=(m.Extra.of("layout", {"a": 1}),),
    body=(para("It opens."),),
)


def test_every_field_of_a_release_is_shown():
    shown = dict(fields(WHOLE))
    assert shown == {
        "Headline": ["Harbour opens"],
        "Subtitle": ["After four years"],
        "Kind": ["Media advisory (advisory)"],
        "Status": ["embargoed"],
        "Numbers": ["12/2027 (register), https://port.example/12"],
        "Id": ["urn:x:1"],
        "Version": ["2"],
        "Section": ["News › Harbour"],
        "Issuers": ["Port of Testing, https://port.example, 1 Quay", "City of Testing"],
        "Released": ["2027-03-14 09:30, no zone stated"],
        "Distributed": ["2027-03-14"],
        "Event": ["2027-03-20 10:00+01:00"],
        "Modified": ["2027"],
        "Embargo": ["open-ended, “until the vote”"],
        "Instruction": ["Embargoed"],
        "Dateline": ["TESTING, 14 March (Testing, 2027-03-14)"],
        "Language": ["he, right to left"],
        "Summary": ["It opens."],
        "Contacts": ["Ada Quay · press officer · Port · ada@port.example · 112 · https://port.example · 9 to 5"],
        "Attachments": ["A file, a.pdf (application/pdf)"],
        "Keywords": ["harbour, opening"],
        "Subjects": ["04000000 (medtop)"],
        "Entities": ["Ada Quay (person ada), director, https://port.example/ada"],
        "Translations": ["fr, https://port.example/fr"],
        "Replaces": ["urn:x:0"],
        "Replaced by": ["urn:x:2"],
        "Changes": ["2027-03-13, 2, cleared, Time changed"],
        "Rights": ["Public domain", "Use it", "https://port.example/rights"],
        "End mark": ["###"],
        "Source": ["A page, https://port.example/x, html"],
        "Other keys": ['layout: {"a":1}'],
    }
    stated = {name for name in m.Release.__slots__ if getattr(WHOLE, name, None)} - {"body", "direction", "__weakref__"}
    assert len(stated) == len(shown)


def test_a_release_that_says_nothing_has_only_its_kind():
    assert fields(m.Release()) == [("Kind", ["Press release (press-release)"])]


BODY = (
    para("One two three."),
    m.Heading(text("Background"), 2),
    para("Four five."),
    m.Heading(text("Details"), 3),
    m.Table((m.Row((m.Cell((para("x"),)),)),), caption=text("Ships")),
    m.Figure(m.Image("a.png", "A map")),
    m.Division((m.Heading(text("About us"), 2), para("We are.")), "boilerplate"),
    m.Heading(text("End"), 2),
    m.BlockQuote((m.Heading(text("Inside"), 2), m.Paragraph((*text("Words"), m.Note((para("A note."),)))))),
    m.Speech((para("Yes."),), text("Ada")),
)


def test_the_outline_has_headings_with_their_words_and_what_stands_out():
    parts = [(part.kind, part.depth, part.text, part.words) for part in outline(m.Release(body=BODY))]
    assert parts == [
        ("opening", 0, "", 3),
        ("heading", 0, "Background", 2),
        ("heading", 1, "Details", 8),
        ("table", 2, "Ships", 2),
        ("figure", 2, "A map", 2),
        ("division", 2, "boilerplate", 4),
        ("heading", 3, "About us", 2),
        ("heading", 0, "End", 6),
        ("heading", 2, "Inside", 3),
    ]


def test_places_in_the_outline_lead_to_the_nodes():
    nodes = dict(m.walk(m.Release(body=BODY)))
    for part in outline(m.Release(body=BODY))[1:]:
        assert type(nodes[part.where]).__name__.lower() == part.kind


def test_what_a_body_has_is_counted():
    assert counts(m.Release(headline=text("Not counted"), body=BODY)) == {
        "words": 22,
        "paragraphs": 7,
        "headings": 5,
        "lists": 0,
        "quotes": 1,
        "speeches": 1,
        "tables": 1,
        "figures": 1,
        "pictures": 1,
        "links": 0,
        "notes": 1,
        "mentions": 0,
    }


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("", 0),
        ("One, two - three.", 3),
        ("it's 4.5 e-mails", 3),
        ("港口今天开放 in 2027", 8),
        ("カタカナ", 4),
        ("서울 항구", 2),
        ("— … ·", 0),
    ],
)
def test_words_are_counted_as_word_processors_do(said, number):
    assert words((para(said),)) == number


def test_a_release_is_shown_to_a_person_within_the_terminal(run, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    long = m.Release(headline=text("The harbour " * 20), lang="en", body=(*BODY, m.Heading(text("long " * 30), 6), para("x")))
    (folder / "x.json").write_bytes(writes(long, "json"))
    outcome = run("show", "x.json")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[0].startswith("Headline  The harbour")
    assert lines[1].startswith("          ")
    assert ["Background", "2", "words"] in [line.split() for line in lines]
    assert len({line.index(" words") for line in lines if line.endswith(" words")}) == 1
    assert lines[-1].endswith("1 note")


def test_what_was_found_by_rule_is_shown_with_its_certainty(run, folder):
    (folder / "x.json").write_bytes(writes(WHOLE, "json"))
    outcome = run("show", "x.json")
    assert outcome.out.splitlines()[-2:] == ["Found by rule", "  Headline  Harbour opens  low  first line  (the same words)"]


FOUND = m.Release(
    section=("Foreign policy", "News"),
    headline=text("The harbour of Testing opens today after four years of building in all weathers"),
    released=m.Moment("2027-03-14T18:20+03:00"),
    embargo=m.Embargo(m.Moment("2027-03-14T18:20"), "Embargo"),
    contacts=(m.Contact("Ada Quay", email="ada@port.example"),),
    lang="en",
    source=m.Source(
        format="text",
        found=(
            m.Found("lang", "script-and-function-words", "", "medium"),
            m.Found("section", "breadcrumb", "Foreign policy / News /", "high"),
            m.Found("released", "date-line", "14 March 2027 18:20", "high"),
            m.Found("released", "profile:port", "14 March 2027 18:20", "medium"),
            m.Found("embargo", "a-rule-of-tomorrow", "Embargo", ""),
            m.Found("headline", "first-line", "The harbour of Testing opens today after four years of building", "low"),
            m.Found("contacts", "contact-lines", "Contact\nAda Quay\nada@port.example", "high"),
            m.Found("residue", "page-words", "Print", "medium"),
            m.Found("notes-to-editors", "part-heading", "Notes to editors", "high"),
        ),
    ),
    body=(para("It opens."),),
)


def found_by_rule(outcome):
    return outcome.out.partition("Found by rule\n")[2].splitlines()


def test_each_field_found_has_one_line_with_value_certainty_reason_and_words(run, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    (folder / "x.json").write_bytes(writes(FOUND, "json"))
    assert found_by_rule(run("show", "x.json")) == [
        "  Language  en                medium  script, small words",
        "  Section   Foreign policy…   high    breadcrumb           “Foreign policy / N…”",
        "  Released  2027-03-14 18:20  high    line with a date     “14 March 2027 18:20”",
        "  Released  +03:00            medium  profile port         “14 March 2027 18:20”",
        "  Embargo   2027-03-14 18:20          a rule of tomorrow   “Embargo”",
        "  Headline  The harbour of…   low     first line           “The harbour of Tes…”",
        "  Contacts  Ada Quay · ada@…  high    lines of contacts    “Contact Ada Quay a…”",
        "  Residue   left out          medium  words of a page      “Print”",
        "  Notes     in the text       high    heading of the part  “Notes to editors”",
    ]


@pytest.mark.parametrize("width", [40, 47, 60, 71, 80, 100])
def test_what_was_found_fits_every_terminal_and_never_loses_its_certainty(run, folder, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    (folder / "x.json").write_bytes(writes(FOUND, "json"))
    lines = found_by_rule(run("show", "x.json"))
    assert max(map(len, lines)) <= max(width, 45)
    assert len(lines) == 9
    assert len({line.index(sure) for line in lines for sure in (" high", " medium", " low") if sure in line}) == 1
    assert all("“14 March" in line for line in lines[2:4])


def test_a_program_gets_what_was_found_in_full(run, folder):
    (folder / "x.json").write_bytes(writes(FOUND, "json"))
    found = json.loads(run("show", "x.json", "--json").raw)["found"]
    assert len(found) == 9
    assert found[6] == {
        "field": "contacts",
        "label": "Contacts",
        "value": "Ada Quay · ada@port.example",
        "certainty": "high",
        "rule": "contact-lines",
        "reason": "lines of contacts",
        "words": "Contact\nAda Quay\nada@port.example",
    }


def test_every_rule_that_is_put_in_other_words_is_a_rule():
    rules = "".join(path.read_text() for path in (Path(releasekit.__file__).parent / "intake").glob("*.py"))
    assert [rule for rule in REASONS if f'"{rule}"' not in rules] == []
    assert max(map(len, REASONS.values())) <= 19


def test_what_a_release_says_can_command_no_terminal(run, folder):
    (folder / "x.json").write_bytes(
        writes(m.Release(headline=text("a\u202eb\u0085c"), body=(m.Heading(text("\x9bx"), 2),)), "json")
    )
    outcome = run("show", "x.json")
    assert outcome.code == 0
    assert not set(outcome.out) & set("\x1b\x85\x9b\u202e")


def test_a_program_gets_the_whole_release_and_more(run, folder):
    (folder / "x.json").write_bytes(writes(WHOLE, "json"))
    outcome = run("show", "x.json", "--json")
    document = json.loads(outcome.raw)
    assert [*document] == ["file", "format", "release", "outline", "counts", "found", "notes"]
    assert reads(json.dumps(document["release"]), "json") == WHOLE
    assert document["outline"] == [{"kind": "opening", "depth": 0, "text": "", "words": 2, "where": "/body"}]
    assert document["counts"]["paragraphs"] == 1
    assert (document["file"], document["format"], document["notes"]) == ("x.json", "json", [])


def test_a_program_gets_the_notes_of_the_reader(run, folder, monkeypatch):
    def read(_data, context):
        context.guess("headline-guessed", "the first line", "/headline", 1)
        return m.Release()

    from releasekit import Format, registry

    monkeypatch.setattr(
        registry, "BUILTINS", (*registry.BUILTINS, Format(name="guess", title="guess", suffixes=(".guess",), read=read))
    )
    (folder / "x.guess").write_text("x")
    outcome = run("show", "x.guess", "--json")
    assert json.loads(outcome.raw)["notes"] == [
        {"kind": "guess", "code": "headline-guessed", "message": "the first line", "where": "/headline", "line": 1}
    ]
    assert outcome.lines == ["x.guess:1: guessed: the first line [headline-guessed] at /headline"]


def test_a_file_name_that_is_no_text_can_be_told_to_a_program(run, folder):
    name = os.fsdecode(b"x\xff.json")
    (folder / name).write_bytes(writes(WHOLE, "json"))
    assert json.loads(run("show", name, "--json").raw)["file"] == name
