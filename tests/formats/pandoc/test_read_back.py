from __future__ import annotations

from typing import get_args

import pytest
from attrs import evolve, fields
from hypothesis import HealthCheck, Phase, given, settings

from releasekit import Context, Release, model, normalise, reads, walk, writes
from releasekit import model as m
from releasekit.testing import releases

WRITTEN_OUT = {"entities", "changes", "subjects", "extra", "source"}
"""The fields that a page does not carry."""


def back(release, name, context):
    return reads(writes(release, name, context=context), name, context=Context(name=f"in.{name}"))


def of_kind(release, kind):
    return [node for _, node in walk(release) if isinstance(node, kind)]


def test_the_release_of_these_tests_has_every_node_and_every_field(everything):
    assert {type(node) for _, node in walk(everything)} == set(get_args(model.Node))
    assert [f.name for f in fields(Release) if getattr(everything, f.name) == f.default] == ["direction"]


def test_a_page_gives_every_field_back_that_it_carries(everything, context):
    found = back(everything, "html", context)
    different = {f.name for f in fields(Release) if getattr(found, f.name) != getattr(everything, f.name)}
    assert different == WRITTEN_OUT | {"body"}
    assert found.source == m.Source(format="html")


def test_a_page_gives_every_node_back_but_what_is_not_shown(everything, context):
    found = back(everything, "html", context)
    pictures = {"pier.png": found.body[7].image.src}
    assert pictures["pier.png"].startswith("data:image/png;base64,")
    shown = [block for block in everything.body if not isinstance(block, m.RawBlock)]
    assert len(found.body) == len(shown)
    for one, other in zip(shown, found.body, strict=True):
        match one:
            case m.Paragraph() if len(one.content) > 20:
                words = m.inline_text(one.content)
                assert m.inline_text(other.content) == words + "raw"  # HTML in a line is read as what it says
                assert of_kind(Release(body=(other,)), m.Note) == of_kind(Release(body=(one,)), m.Note)
                embedded = [evolve(n, src=pictures["pier.png"]) if isinstance(n, m.Image) else n for n in one.content]
                assert other.content[:24] == tuple(embedded)[:24]
            case m.Table():
                assert other == evolve(one, head_columns=1)
            case m.Figure(image=m.Image(src="pier.png")):
                assert other == evolve(one, image=evolve(one.image, src=pictures["pier.png"]))
            case _:
                assert other == one


def test_a_book_gives_back_what_a_page_does(everything, context):
    found = back(everything, "epub", context)
    different = {f.name for f in fields(Release) if getattr(found, f.name) != getattr(everything, f.name)}
    assert different == WRITTEN_OUT | {
        "body", "version", "status", "distributed", "event_date", "modified", "replaces", "replaced_by", "translations", "summary",
    }  # fmt: skip
    assert found.summary.split() == everything.summary.split()
    assert of_kind(found, m.Table)[0].rows == of_kind(everything, m.Table)[0].rows
    assert [type(block) for block in found.body][:10] == [*[type(block) for block in everything.body][:8], m.Division, m.Speech]


def test_an_office_text_gives_back_headline_lists_tables_links_and_notes(everything, context):
    found = back(everything, "odt", context)
    assert found.headline == everything.headline
    assert found.subtitle == everything.subtitle
    assert (found.id, found.lang, found.released) == (everything.id, everything.lang, everything.released)
    assert found.keywords == everything.keywords
    assert [issuer.name for issuer in found.issuers] == ["Port", "Town"]
    assert of_kind(found, m.Note) == of_kind(everything, m.Note)
    hrefs = [link.href for link in of_kind(found, m.Link)]
    assert "https://port.example/?a=1&b=2" in hrefs
    assert [contact.email for contact in found.contacts] == ["ada@port.example"]
    lists = [m.inline_text(item.blocks[0].content) for item in of_kind(found, m.Item)]
    assert lists == ["ferry", "bus", "night", "first", "second", "Timetable"]
    table, wanted = of_kind(found, m.Table)[0], of_kind(everything, m.Table)[0]
    assert [[(c.blocks, c.colspan, c.rowspan) for c in row.cells] for row in table.rows] == [
        [(c.blocks, c.colspan, c.rowspan) for c in row.cells] for row in wanted.rows
    ]
    assert table.head_rows == 1
    assert [(block.level, m.inline_text(block.content)) for block in of_kind(found, m.Heading)][:2] == [
        (2, "What changes"),
        (2, "About the port"),
    ]


def test_an_office_text_keeps_the_alternative_texts_of_its_pictures(everything, context):
    alternatives = [image.alt for image in of_kind(back(everything, "odt", context), m.Image)]
    assert alternatives == ["the pier", "the pier again"]


@pytest.mark.parametrize("name", ["odt", "epub", "html"])
def test_the_pictures_of_a_document_can_be_asked_for_when_it_is_read(name, everything, context, png):
    reading = Context()
    found = reads(writes(everything, name, context=context), name, context=reading)
    image = of_kind(found, m.Image)[0]
    assert reading.resources(image.src) == png
    assert reading.resources("gone.png") is None
    assert reading.resources("data:no comma") is None


@pytest.mark.parametrize(
    "name", ["commonmark_x", "latex", "docbook", "jats", "rst", "org", "mediawiki", "textile", "rtf", "gfm"]
)
def test_other_formats_give_back_headline_lists_and_links(name, context):
    release = normalise(
        Release(
            headline=(m.Text("The ferry"),), lang="en",
            body=(
                m.Paragraph((m.Text("It is "), m.Strong((m.Text("back"),)), m.Text(", "), m.Link((m.Text("see"),), "https://port.example"))),
                m.BulletList((m.Item((m.Paragraph((m.Text("one"),)),)), m.Item((m.Paragraph((m.Text("two"),)),)))),
            ),
        )
    )  # fmt: skip
    found = back(release, name, context)
    assert m.inline_text(found.headline) == "The ferry"
    assert [link.href for link in of_kind(found, m.Link)] == ["https://port.example"]
    assert [m.inline_text(strong.content) for strong in of_kind(found, m.Strong)] == ["back"]
    assert name == "rtf" or len(of_kind(found, m.BulletList)[0].items) == 2
    assert found.source.format == name


@settings(max_examples=25, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(releases())
def test_any_release_can_be_a_page_and_the_page_be_read(release):
    data = writes(release, "html", context=Context())
    assert data.startswith(b"<!DOCTYPE html>")
    assert data.endswith(b"</html>\n")
    found = reads(data, "html", context=Context())
    assert normalise(found) == found
