"""What formats declare that they cannot carry, and what they really lose: releases that differ in one thing, and their bytes."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from functools import cache

import pypdf
import pytest
from attrs import evolve, fields

from releasekit import Context, Format, LossWarning, Moment, Release, Text, reads, registry, writes
from releasekit import model as m
from releasekit.cli import main
from releasekit.differing import (
    CASES,
    DETAILS,
    ESSENTIAL,
    FIELDS,
    FULL,
    PAIRS,
    PICTURES,
    SAID,
    check_losses,
    holders,
    para,
    within,
    words,
)
from releasekit.formats import pandoc
from releasekit.losses import NODES, RECORDS, called, dropped, kept, matrix, names
from releasekit.registry import BUILTINS, by_name

LONG = os.environ.get("RELEASEKIT_LONG") == "1"
SIDES = ("html", "rtf", "opendocument", "rst")
"""Of pandoc's formats one of each kind; the others are tried in the long run."""
WRITTEN = [format for format in BUILTINS if format.write and (LONG or format not in pandoc.FORMATS or format.name in SIDES)]
NAMES = [format.name for format in WRITTEN]


def test_every_field_and_node_and_every_field_of_them_is_tried():
    wanted = {"body", *FIELDS, *DETAILS} | set(NODES)
    wanted |= {f"{name}.{field.name}" for name, kind in NODES.items() for field in fields(kind) if field.name not in ESSENTIAL}
    assert wanted - set(PAIRS) - SAID == {"body", "RawBlock.format", "RawInline.format"}
    assert set(PAIRS) <= wanted


# ── what is lost ─────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def written(release, name):
    """The bytes, and what was said to be lost."""
    context = Context(resources=PICTURES.get)
    return writes(release, name, context=context), frozenset((note.code, note.message, note.where) for note in context.losses)


SHINES_THROUGH = {
    ("text", "lang"),  # the lines around a plain text are in its language, and nothing says which that is
    # braces around words, or a range of characters, that say nothing
    *((format, name) for format in ("latex", "icml") for name in ("Quotation", "Mention", "Date", "Span.kind")),
}
"""What is lost and yet leaves a trace."""


@pytest.mark.parametrize("format", WRITTEN, ids=NAMES)
def test_what_is_lost_is_declared_or_said_and_what_is_declared_is_lost(format):
    check_losses(format, {name for other, name in SHINES_THROUGH if other == format.name})


@pytest.mark.parametrize("format", WRITTEN, ids=NAMES)
def test_what_is_flattened_leaves_its_words(format):
    assert format.flattens <= format.drops
    for name in format.flattens:
        less, more = (m.plain_text(evolve(release, headline=())).split() for release in PAIRS[name])
        assert less == more, name  # and the bytes are the same, as the test before has shown


BY_VALUE = {
    "the instant of an embargo beside its printed words": (
        evolve(FULL, embargo=m.Embargo(None, "Noon")),
        evolve(FULL, embargo=m.Embargo(Moment("2031-07-18"), "Noon")),
    ),
    "the embargo of a withdrawn release": (
        evolve(FULL, embargo=None, status="withdrawn"),
        evolve(FULL, status="withdrawn"),
    ),
    "the second of the release": (
        evolve(FULL, released=Moment("2027-03-14T09:30")),
        evolve(FULL, released=Moment("2027-03-14T09:30:15")),
    ),
    "rights that are only an address": (evolve(FULL, rights=None), evolve(FULL, rights=m.Rights(href="https://a.example"))),
    "rights at an address that runs something": (
        evolve(FULL, rights=m.Rights("Free")),
        evolve(FULL, rights=m.Rights("Free", href="javascript:x")),
    ),
    "a number at an address on the machine": (
        evolve(FULL, numbers=(m.Number("1"),)),
        evolve(FULL, numbers=(m.Number("1", href="file:x"),)),
    ),
    "an unusual kind of a mention": (
        Release(id="urn:x", body=within(m.Mention(words("y"), "ship"))),
        Release(id="urn:x", body=within(m.Mention(words("y"), "tree"))),
    ),
    "a footnote in a heading": (
        Release(id="urn:x", body=(m.Heading(words("x"), 3), para("y"))),
        Release(id="urn:x", body=(m.Heading((Text("x"), m.Note((para("Note."),))), 3), para("y"))),
    ),
    "a footnote in a headline": (
        evolve(FULL, headline=words("Head")),
        evolve(FULL, headline=(Text("Head"), m.Note((para("Note."),)))),
    ),
}


@pytest.mark.parametrize("what", BY_VALUE)
def test_what_is_lost_because_of_its_value_is_said(what):
    of = {"Mention", "Mention.kind"} if "mention" in what else set()
    for format in WRITTEN:
        (before, told), (after, tells) = (written(release, format.name) for release in BY_VALUE[what])
        assert before != after or tells - told or of & format.drops, format.name


MARKED_AS = {"Mention": {"person"}, "Quotation": {"quotation"}, "Date": {"date"}}
"""By which word, if by any, a format says what words mean."""


def markers(release):
    return set(re.findall("[Qq]z[a-z]+", repr(release)))


def shown(data):
    """What a file says: its text, its properties and what travels in it."""
    if data.startswith(b"%PDF"):
        file = pypdf.PdfReader(io.BytesIO(data))
        return "\n".join([
            *(page.extract_text() for page in file.pages), *map(str, (file.metadata or {}).values()),
            *(attached.decode() for files in file.attachments.values() for attached in files),
        ])  # fmt: skip
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    return data.decode()


@pytest.mark.parametrize("format", WRITTEN, ids=NAMES)
def test_what_is_kept_can_be_seen(format):
    tried = 0
    for name, (less, more) in PAIRS.items():
        wanted = markers(more) - markers(less) if kept(name, format) == "whole" else set()
        wanted |= set() if format.lossless else MARKED_AS.get(name, set())
        if wanted and not holders(name) & format.drops:
            seen = shown(written(more, format.name)[0]).lower()
            assert {marker for marker in wanted if marker.lower() not in seen} == set(), name
            tried += 1
    assert tried > 10


NOT_BACK = {
    # a picture is put into the page, and its address is then its data
    "Image", "Image.src", "Image.alt", "Image.title", "Figure", "Figure.lang", "Figure.direction", "Figure.caption",
    "Figure.credit",
    # the space before a line end
    "LineBreak",
}  # fmt: skip


def test_what_an_html_page_keeps_comes_back_with_few_exceptions():
    html, lost = by_name("html"), set()
    for name, (less, more) in PAIRS.items():
        if kept(name, html) == "whole" and not holders(name) & html.drops:
            back = reads(written(more, "html")[0], "html", context=Context())
            wanted = m.normalise(more)
            if name in FIELDS or name in DETAILS:
                holder = next(iter(holders(name) & set(FIELDS)))
                same = back_of(getattr(back, holder), name) == back_of(getattr(wanted, holder), name)
            else:
                same = back.body == wanted.body
            lost |= set() if same else {name}
            assert same or less != more
    assert lost == NOT_BACK


def back_of(value, name):
    """A field, or what one field of its records says."""
    field = name.partition(".")[2]
    if not field:
        return value
    return [getattr(one, field) for one in (value if isinstance(value, tuple) else (value,))]


# ── what is said of it ───────────────────────────────────────────────────────────────────────────────────────────────

EVERYTHING = m.normalise(
    evolve(
        FULL,
        embargo=m.Embargo(Moment("2031"), "Until noon"),
        body=tuple(block for _, bodies_ in CASES.items() for block in bodies_[1]),
    )
)
OWN = {"Paragraph.role", "Division.kind", "Embargo.until"}
"""What some writers say under the same codes by themselves, because it depends on the value."""


def named(note):
    """The name that a note speaks of, found by its place."""
    steps = note.where.split("/")[1:]
    value = EVERYTHING
    for step in steps[:-1]:
        value = value[int(step)] if step.isdecimal() else getattr(value, step)
    if note.code == "node-dropped":
        return type(value[int(steps[-1])] if steps[-1].isdecimal() else getattr(value, steps[-1])).__name__
    return steps[0] if note.code == "field-dropped" else f"{type(value).__name__}.{steps[-1]}"


@pytest.mark.parametrize("format", WRITTEN, ids=NAMES)
def test_the_notes_on_a_release_that_has_everything_are_what_the_format_declares(format):
    context = Context(resources=PICTURES.get)
    writes(EVERYTHING, format, context=context)
    said = {named(note) for note in context.losses if note.code in {"field-dropped", "node-dropped", "detail-dropped"}}
    declared = {name for name in format.drops if not (holders(name) - {name}) & format.drops}
    assert said - (OWN - declared) == declared


def test_a_release_that_has_everything_has_every_name():
    names = {name for format in BUILTINS for name in format.drops}
    every = Format(name="void", title="nowhere", write=lambda _release, _context: b"", drops=names)
    alone = Format(
        name="void", title="nowhere", write=lambda _release, _context: b"", drops={name for name in names if "." in name}
    )
    said = {named(note) for format in (every, alone) for note in dropped(EVERYTHING, format)}
    assert said == names


SPOKEN = Release(
    headline=words("Head"), direction="rtl", keywords=("a", "b"), numbers=(m.Number("1", "un"), m.Number("2")),
    source=m.Source("a", found=(m.Found("title", "first-line"),)),
    body=(m.Speech((para("x ", m.Mention(words("y"), ref="who"), m.RawInline("tei", "<lb/>")),), words("w")),
          m.BlockQuote((para("x"),), words("y"))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("drops", "flattens", "message", "where"),
    [
        ("headline", "", "a wall cannot carry 'title'", "/headline"),
        ("direction", "", "a wall cannot carry 'dir'", "/direction"),
        ("keywords", "", "a wall cannot carry 'keywords' (2 values)", "/keywords"),
        ("Number.scheme", "", "a wall cannot carry 'scheme' of a number", "/numbers/0/scheme"),
        ("Found.rule", "", "a wall cannot carry 'rule' of a found field", "/source/found/0/rule"),
        ("Speech", "", "a wall cannot carry a speech turn", "/body/0"),
        ("Speech", "Speech", "a wall cannot carry a speech turn, only the words", "/body/0"),
        ("Speech.speaker", "", "a wall cannot carry 'speaker' of a speech turn", "/body/0/speaker"),
        ("BlockQuote.attribution", "BlockQuote.attribution", "a wall cannot carry 'attribution' of a block quote, only the words",
         "/body/1/attribution"),
        ("Mention.ref", "", "a wall cannot carry 'ref' of a mention", "/body/0/blocks/0/content/1/ref"),
        ("RawInline", "", "a wall cannot carry raw markup: it is left out", "/body/0/blocks/0/content/2"),
        ("Table", "Table", None, None),
        ("embargo", "", None, None),
        ("Embargo.until", "", None, None),
    ],
)  # fmt: skip
def test_a_loss_is_told_in_the_words_of_the_user_at_its_place(drops, flattens, message, where):
    wall = Format(name="wall", title="a wall", drops=[drops], flattens=[flattens] if flattens else [])
    assert [(note.message, note.where) for note in dropped(SPOKEN, wall)] == ([(message, where)] if message else [])


@pytest.mark.parametrize("format", WRITTEN, ids=NAMES)
def test_each_key_of_another_program_comes_out_or_is_named(format):
    release = evolve(FULL, extra=(m.Extra.of("qzlayout", "post"), m.Extra.of("qzhero", {"qzalt": [1]})))
    context = Context(resources=PICTURES.get)
    data = writes(release, format.name, context=context)
    said = [note.message for note in context.losses if note.where == "/extra"]
    if "extra" in format.drops:
        assert said == [f"{format.title} cannot carry 'extra' ('qzlayout', 'qzhero')"]
    else:
        assert said == []
        assert reads(data, format.name, context=Context()).extra == release.extra


def test_of_very_many_keys_the_first_are_named():
    wall = Format(name="wall", title="a wall", drops={"extra"})
    many = Release(extra=tuple(m.Extra.of(f"k{number}", 1) for number in range(23)))
    (note,) = dropped(many, wall)
    assert note.message.startswith("a wall cannot carry 'extra' ('k0', 'k1', ")
    assert note.message.endswith(", 'k19' and 3 more)")


def test_a_node_that_is_dropped_is_told_once_and_what_stands_in_it_too():
    wall = Format(name="wall", title="a wall", drops={"Speech", "Speech.speaker", "Mention"})
    assert [note.where for note in dropped(SPOKEN, wall)] == ["/body/0", "/body/0/blocks/0/content/1"]


def test_every_class_has_a_name_that_a_person_understands():
    names = {name: called(name) for name in [*NODES, *(record.__name__ for record in (*RECORDS.values(), m.Found))]}
    assert len({*names.values()}) == len(names) - 1  # raw markup is raw markup
    assert names["OrderedList"] == "an ordered list"
    assert names["Issuer"] == "an issuer"
    assert names["BlockQuote"] == "a block quote"
    assert [name for name in names.values() if not re.fullmatch("[a-z -]+", name)] == []


def test_what_is_flattened_has_to_be_dropped():
    with pytest.raises(ValueError, match="flattens Speech, and does not drop it"):
        Format(name="x", title="x", drops={"Mention"}, flattens={"Speech"})


def test_a_loss_without_a_context_is_a_warning():
    wall = Format(name="wall", title="a wall", write=lambda _release, _context: b"", drops={"keywords"})
    with pytest.warns(LossWarning, match=r"a wall cannot carry 'keywords' \(2 values\) \[field-dropped\] at /keywords"):
        writes(SPOKEN, wall)


# ── what a format keeps ──────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_kept_follows_from_what_is_declared():
    wall = Format(
        name="wall", title="a wall", drops={"keywords", "Number.scheme", "Found.rule", "Speech", "Table", "Cell.align", "Span.lang",
        "Division.kind", "Division.lang", "Division.direction", "Division.attributes"}, flattens={"Speech"},
    )  # fmt: skip
    wanted = {
        "keywords": "nothing", "numbers": "part", "Number.scheme": "nothing", "Number.value": "whole", "source": "part",
        "Speech": "words", "Speech.speaker": "nothing", "Table": "nothing", "Cell": "part", "Cell.align": "nothing",
        "Cell.colspan": "whole", "Span": "part", "Division": "words", "Emphasis": "whole", "entities": "whole",
    }  # fmt: skip
    assert {name: kept(name, wall) for name in wanted} == wanted


def test_the_matrix_has_a_row_for_every_field_and_node_and_for_what_some_format_drops_of_them():
    wall = Format(
        name="wall",
        title="a wall",
        drops={"Number.scheme", "Found.rule", "Speech", "Speech.speaker", "Cell.align", "Span.lang"},
    )
    other = Format(name="other", title="other", drops={"Cell.colspan", "numbers", "Heading.lang"})
    rows = {row.name: row for row in matrix([wall, other])}
    single = [name for name in rows if "." not in name]
    assert single == [*(field.name for field in fields(Release)), *NODES]
    assert [name for name in rows if "." in name] == [
        "Number.scheme", "Found.rule", "Cell.colspan", "Cell.align", "Span.lang", "Localised.lang", "Localised.direction",
    ]  # fmt: skip
    assert rows["Cell.align"].kept == ("nothing", "whole")
    assert rows["numbers"].kept == ("part", "nothing")
    assert rows["Number.scheme"].kept == ("nothing", "whole")
    assert rows["Heading"].kept == ("whole", "whole")
    assert rows["Localised.lang"].kept == ("part", "part")
    assert [rows[name].label for name in ("headline", "BulletList", "Localised.direction")] == ["title", "bullet-list", "dir"]


def test_the_table_is_no_wider_than_the_terminal_and_shows_every_format(monkeypatch, capfd):
    for columns in ("40", "77", "100"):
        monkeypatch.setenv("COLUMNS", columns)
        assert main(["formats", "--losses", "--all"]) == 0
        lines = capfd.readouterr().out.splitlines()
        assert max(map(len, lines)) <= int(columns)
        heads = [head for line in lines if line.startswith("the release") for head in line.removeprefix("the release").split()]
        first, listed = [head for head in heads if head != "…"], " ".join(lines[lines.index(lines[-1]) - 30 :])
        assert len(first) == len(set(first))
        grouped = re.findall(r"[a-z_0-9]+", listed.split("nothing")[-1])
        assert {format.name for format in BUILTINS if format.write} <= {*first, *grouped}


def test_formats_of_other_packages_are_in_the_table(monkeypatch, capfd):
    wall = Format(name="wall", title="a wall", write=lambda _release, _context: b"", drops={"Speech"})
    monkeypatch.setattr(registry, "plugins", lambda: (wall,))
    assert main(["formats", "--losses"]) == 0
    assert capfd.readouterr().out.split("\n")[0].split()[2:] == ["md", "tei", "json", "docx", "pdf", "text", "html", "wall"]


def test_a_program_gets_what_is_kept_of_every_name(capfd):
    assert main(["formats", "--losses", "--json", "docx", "word", "text"]) == 0
    docx, text = json.loads(capfd.readouterr().out)
    assert docx["name"] == "docx"
    assert text["keeps"].keys() == docx["keeps"].keys() == {*names()}
    assert {"entities", "Speech", "Cell.colspan", "Number.scheme", "Found.rule", "Localised.lang"} <= {*names()}
    assert {name for name in names() if docx["keeps"][name] == "nothing"} == by_name("docx").drops
    assert text["keeps"]["Emphasis"] == "words"


def test_a_lossless_format_keeps_everything():
    assert {kept(name, by_name(lossless)) for lossless in ("md", "tei", "json") for name in PAIRS} == {"whole"}
