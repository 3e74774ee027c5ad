"""Properties: every field that the page does not show, or not whole."""

from __future__ import annotations

import pytest
from lxml import etree

from releasekit import (
    Change,
    Dateline,
    Embargo,
    Extra,
    Found,
    Issuer,
    Moment,
    Number,
    Release,
    Rights,
    Source,
    Subject,
    Text,
    Translation,
)  # fmt: skip
from releasekit.convert import writes
from releasekit.format import Context


def custom(document) -> dict[str, str]:
    if "docProps/custom.xml" not in document.names:
        return {}
    root = etree.fromstring(document.parts["docProps/custom.xml"])
    assert [found.get("pid") for found in root] == [str(number) for number in range(2, len(root) + 2)]
    return {found.get("name"): found[0].text for found in root}


def test_the_core_properties_are_full(opened):
    document = opened(
        Release(
            id="https://example.org/r/1", version="2", kind="media-note", headline=(Text("A <head> & more"),),
            subtitle=(Text("Below it"),), summary="One.\n\nTwo.", issuers=(Issuer("Ministry A"), Issuer("Ministry B")),
            keywords=("harbour", "boats"), status="embargoed", lang="en-GB", released=Moment("2027-03-14T09:30+01:00"),
            modified=Moment("2027-03-15"),
        )
    )  # fmt: skip
    core = document.document.core_properties
    assert core.title == "A <head> & more"
    assert core.subject == "Below it"
    assert core.author == "Ministry A; Ministry B"
    assert core.keywords == "harbour, boats"
    assert core.comments == "One.\n\nTwo."
    assert (core.language, core.identifier, core.version) == ("en-GB", "https://example.org/r/1", "2")
    assert (core.category, core.content_status) == ("media-note", "embargoed")
    assert core.created.isoformat()[:19] == "2027-03-14T08:30:00"
    assert core.modified.isoformat()[:19] == "2027-03-15T00:00:00"
    assert core.last_modified_by == ""


@pytest.mark.parametrize(
    ("iso", "created"),
    [
        ("2027", "2027-01-01T00:00:00Z"),
        ("2027-03", "2027-03-01T00:00:00Z"),
        ("2027-03-14T09:30", "2027-03-14T09:30:00Z"),
        ("2027-03-14T09:30:15.5-05:30", "2027-03-14T15:00:15Z"),
        ("0999-01-01", None),
        ("9999-12-31T23:59-05:00", None),
        ("0001-01-01T00:00+05:00", None),
    ],
)
def test_a_date_is_created_as_word_reads_it_and_stands_as_stated_beside_it(opened, iso, created):
    document = opened(Release(released=Moment(iso)))
    core = document.parts["docProps/core.xml"].decode()
    assert (f">{created}<" in core) if created else ("created" not in core)
    assert custom(document)["Released"] == iso


def test_without_a_date_the_document_has_none(opened):
    document = opened(Release())
    assert b"created" not in document.parts["docProps/core.xml"]
    assert b"modified" not in document.parts["docProps/core.xml"]
    assert custom(document) == {}


def test_keywords_with_commas_are_parted_by_semicolons(opened):
    assert opened(Release(keywords=("a, b", "c"))).document.core_properties.keywords == "a, b; c"


def test_all_other_fields_are_custom_properties(opened):
    document = opened(
        Release(
            numbers=(Number("07-55", "MFA", "https://example.org/07-55"), Number("(2016) 100")),
            section=("Foreign policy", "News"),
            issuers=(Issuer("A", "https://a.example.org"), Issuer("B", "https://b.example.org")),
            distributed=Moment("2027-03-13"),
            event_date=Moment("2027-03-12"),
            embargo=Embargo(Moment("2027-03-14T09:30Z"), "9.30 a.m. GMT"),
            changes=(Change("Corrected.", Moment("2027-03-14"), "2", "published"),),
            replaces=("r1", "r2"),
            replaced_by=("r3",),
            dateline=Dateline("LONDON, 14 March", "London", Moment("2027-03-14")),
            translations=(Translation("fr", "https://example.org/fr"),),
            subjects=(Subject("04000000", "medtop"), Subject("x")),
            rights=Rights("© A", "Free", "https://example.org/licence"),
            direction="rtl",
            source=Source("https://example.org/s", "Page", "text", (Found("released", "ru-date", "14 марта", "high"),)),
            extra=(Extra.of("layout", ["x", 1]), Extra.of("Layout", None)),
        )
    )
    assert custom(document) == {
        "Number": "07-55",
        "Number scheme": "MFA",
        "Number address": "https://example.org/07-55",
        "Number 2": "(2016) 100",
        "Section": "Foreign policy › News",
        "Issuer addresses": "https://a.example.org; https://b.example.org",
        "Distributed": "2027-03-13",
        "Event date": "2027-03-12",
        "Embargo": "2027-03-14T09:30Z",
        "Embargo as printed": "9.30 a.m. GMT",
        "Dateline": "LONDON, 14 March",
        "Dateline place": "London",
        "Dateline date": "2027-03-14",
        "Replaces": "r1; r2",
        "Replaced by": "r3",
        "Changes": "2027-03-14 · 2 · published · Corrected.",
        "Translations": "fr https://example.org/fr",
        "Subjects": "medtop:04000000; x",
        "Rights": "© A",
        "Usage terms": "Free",
        "Rights address": "https://example.org/licence",
        "Text direction": "rtl",
        "Source": "Page · https://example.org/s · text",
        "Source fields found": "released · 14 марта · ru-date · high",
        "Extra": '{"layout": ["x", 1], "Layout": null}',
    }
    assert document.codes == []


def test_an_embargo_without_an_end_is_open(opened):
    assert custom(opened(Release(embargo=Embargo())))["Embargo"] == "open"


def test_what_the_page_does_not_show_travels_in_a_part_of_its_own(opened):
    from releasekit import Entity, Paragraph, RawBlock, RawInline

    release = Release(
        entities=(Entity("lavrov", name="Sergey Lavrov"),),
        body=(Paragraph((Text("x"), RawInline("html", "<b>"))), RawBlock("tei", "<p/>")),
    )
    document = opened(release)
    assert document.context.notes == []
    assert b"Sergey Lavrov" in document.parts["customXml/item1.xml"]
    assert b"&lt;b&gt;" in document.parts["customXml/item1.xml"]
    assert b"&lt;b&gt;" not in document.parts["word/document.xml"]


def test_a_long_field_is_kept_whole(opened):
    long = "word " * 2000
    data = writes(Release(summary=long, numbers=(Number("9" * 3000),)), "docx", context=Context())
    document = opened(Release(summary=long, numbers=(Number("9" * 3000),)))
    assert document.data == data
    assert document.document.core_properties.comments == long.strip()
    assert custom(document)["Number"] == "9" * 3000
