"""The releases in `examples/`: the pasted ones are read field by field, the written ones are in our own form."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.dates import format_date

from releasekit import (
    BlockQuote,
    BulletList,
    Context,
    Division,
    Figure,
    Note,
    OrderedList,
    Paragraph,
    Speech,
    Table,
    inline_text,
    read,
    reads,
    walk,
    writes,
)
from releasekit.intake.language import spoken
from releasekit.intake.moments import stamp

EXAMPLES = Path(__file__).parents[3] / "examples"
MARKDOWN = sorted(path for path in EXAMPLES.glob("*.md") if path.name != "README.md")


def test_the_readout_is_read_right():
    context = Context()
    release = read(EXAMPLES / "ministry-readout.txt", context=context)
    assert release.kind == "press-release"
    assert release.section == ("Foreign policy", "News")
    assert release.released
    assert release.released.iso == "2027-03-14T18:20"
    assert inline_text(release.headline).startswith("Press release on Foreign Minister Elina Marest's talks")
    assert [one.value for one in release.numbers] == ["57-14-03-2027"]
    assert release.lang == "en"
    assert [type(block) for block in release.body] == [Paragraph] * 6
    assert inline_text(release.body[0].content).count(";") == 5
    assert not release.contacts
    assert not context.notes


def test_the_russian_statement_is_read_right():
    context = Context()
    release = read(EXAMPLES / "ministry-statement-ru.txt", context=context)
    assert release.kind == "statement"
    assert release.section == ("Внешняя политика", "Новости")
    assert release.released
    assert release.released.iso == "2027-04-21T11:05"
    assert inline_text(release.headline).endswith("в связи с наводнением в долине реки Лумы")
    assert [one.value for one in release.numbers] == ["94-21-04-2027"]
    assert release.lang == "ru"
    assert [type(block) for block in release.body] == [Paragraph] * 6
    assert not context.notes


@pytest.mark.parametrize("path", MARKDOWN, ids=[path.name for path in MARKDOWN])
def test_a_markdown_example_is_in_our_own_form(path):
    context = Context()
    data = path.read_bytes()
    release = reads(data, "md", context=context)
    assert not context.notes
    assert writes(release, "md") == data
    assert writes(reads(writes(release, "json"), "json"), "md") == data
    assert writes(reads(writes(release, "tei"), "tei"), "md") == data


@pytest.mark.parametrize("path", MARKDOWN, ids=[path.name for path in MARKDOWN])
def test_a_markdown_example_reads_back_from_its_text_with_its_main_fields(path):
    release = read(path, context=Context())
    back = reads(writes(release, "text", context=Context()), "text", context=Context())
    assert inline_text(back.headline) == inline_text(release.headline)
    assert [one.value for one in back.numbers] == [one.value for one in release.numbers]
    assert [one.name for one in back.issuers] == [one.name for one in release.issuers]
    assert [one.email for one in back.contacts] == [one.email for one in release.contacts]
    for field in ("kind", "section", "released", "instruction", "end_mark"):
        assert getattr(back, field) == getattr(release, field), field
    assert back.lang == release.lang.split("-")[0]
    assert (back.dateline.printed if back.dateline else "") == (release.dateline.printed if release.dateline else "")


def test_between_them_the_examples_show_what_releases_have():
    nodes = {type(node) for path in MARKDOWN for _, node in walk(read(path, context=Context()))}
    assert nodes >= {BlockQuote, BulletList, Division, Figure, Note, OrderedList, Speech, Table}


@pytest.mark.parametrize("name", ["company-announcement.md", "university-de.md"])
def test_the_printed_embargo_of_an_example_means_its_instant_and_names_the_right_day(name):
    release = read(EXAMPLES / name, context=Context())
    assert release.embargo
    assert release.embargo.until
    said = stamp(release.embargo.printed, spoken(release.lang))
    assert said
    assert said.moment == release.embargo.until == release.released
    assert format_date(said.moment.day, "EEEE", release.lang.replace("-", "_")) in release.embargo.printed


def test_the_picture_is_where_the_announcement_says_and_small():
    figure = next(
        node for _, node in walk(read(EXAMPLES / "company-announcement.md", context=Context())) if isinstance(node, Figure)
    )
    data = (EXAMPLES / figure.image.src).read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) < 30_000
    assert figure.image.alt
