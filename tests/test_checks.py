from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

from releasekit import Format, Moment, checks
from releasekit import model as m
from releasekit.checks import check
from releasekit.testing import releases


def words(text):
    return (m.Text(text),)


def para(*content):
    return m.Paragraph(tuple(m.Text(item) if isinstance(item, str) else item for item in content))


def link(href, text="here"):
    return para(m.Link(words(text), href))


LONG = "The harbour opens today, four years after the first pile was driven into the bed of the river Test."

GOOD = m.Release(
    kind="press-release",
    numbers=(m.Number("12/2027"),),
    headline=words("The port of NATO opens its UNESCO harbour"),
    issuers=(m.Issuer("Port of Testing"),),
    released=Moment("2027-03-14T09:30+01:00"),
    dateline=m.Dateline("TESTING, 14 March"),
    lang="en",
    contacts=(m.Contact(name="Ada Quay", email="ada.quay+press@port.example"), m.Contact(name="Desk", phone="112")),
    translations=(m.Translation("fr", "https://port.example/fr"),),
    attachments=(m.Attachment("https://port.example/a.pdf"),),
    entities=(m.Entity("ada", name="Ada Quay"),),
    body=(
        para(LONG, m.Mention(words("Ada Quay"), ref="ada"), m.Link(words("map"), "#the-map")),
        m.Heading(words("The map"), 2),
        m.Heading(words("Details"), 3),
        m.Figure(m.Image("a.png", "A map of the harbour")),
        m.Table((m.Row((m.Cell((para("x"),)),)),), head_rows=1),
        m.Division((para("Who we are"),), "boilerplate"),
    ),
)
"""A release that no editor would send back."""


def there(href):
    return b"bytes" if href in {"a.png", "map of town.pdf"} else None


def body(*blocks, **changes):
    return evolve(GOOD, body=(*GOOD.body, *blocks), **changes)


EMBARGO = m.Embargo(Moment("2027-03-14T09:30+01:00"))
SPEECH = m.Speech((para("Good morning."),), words("Ada Quay"))

BAD = {
    "headline-missing": [(evolve(GOOD, headline=()), "/headline"), (evolve(GOOD, headline=(m.Image("a.png"),)), "/headline")],
    "headline-long": [
        (evolve(GOOD, headline=words("word " * 29)), "/headline"),
        (evolve(GOOD, headline=words("港" * 71)), "/headline"),
    ],
    "headline-capitals": [(evolve(GOOD, headline=words("PORT OF TESTING OPENS")), "/headline")],
    "headline-instruction": [
        (evolve(GOOD, headline=words("FOR IMMEDIATE RELEASE:")), "/headline"),
        (evolve(GOOD, headline=words("Zur sofortigen Veröffentlichung")), "/headline"),
    ],
    "issuer-missing": [(evolve(GOOD, issuers=()), "/issuers")],
    "issuer-alone": [(evolve(GOOD, kind="joint-release"), "/issuers")],
    "kind-unusual": [(evolve(GOOD, kind="press-relase", dateline=None), "/kind")],
    "status-unusual": [(evolve(GOOD, status="embargod"), "/status")],
    "number-missing": [(evolve(GOOD, numbers=()), "/numbers")],
    "number-repeated": [(evolve(GOOD, numbers=(m.Number("1", "a"), m.Number("1"), m.Number("1", "a"))), "/numbers/2")],
    "language-missing": [(evolve(GOOD, lang=""), "/lang")],
    "date-missing": [(evolve(GOOD, released=None), "/released")],
    "event-date-missing": [(evolve(GOOD, kind="advisory"), "/event_date"), (evolve(GOOD, kind="invitation"), "/event_date")],
    "dateline-missing": [(evolve(GOOD, dateline=None), "/dateline")],
    "embargo-zone": [(evolve(GOOD, embargo=m.Embargo(Moment("2027-03-14T09:30"))), "/embargo/until")],
    "embargo-time": [(evolve(GOOD, embargo=m.Embargo(Moment("2027-03-15"))), "/embargo/until")],
    "embargo-words": [(evolve(GOOD, embargo=m.Embargo()), "/embargo")],
    "embargo-past": [
        (evolve(GOOD, embargo=m.Embargo(Moment("2027-03-14T08:29Z"))), "/embargo/until"),
        (evolve(GOOD, embargo=m.Embargo(Moment("2027-03-12T23:00"))), "/embargo/until"),
        (evolve(GOOD, embargo=m.Embargo(Moment("2027-03-14T09:29")), released=Moment("2027-03-14T09:30")), "/embargo/until"),
    ],
    "embargo-published": [(evolve(GOOD, embargo=EMBARGO, status="published"), "/status")],
    "embargo-missing": [(evolve(GOOD, status="embargoed"), "/embargo")],
    "embargo-immediate": [(evolve(GOOD, embargo=EMBARGO, instruction="For immediate release."), "/instruction")],
    "correction-original": [(evolve(GOOD, kind="correction"), "/replaces")],
    "replaces-itself": [
        (evolve(GOOD, id="urn:x:1", replaces=("urn:x:1",)), "/replaces"),
        (evolve(GOOD, id="urn:x:1", replaced_by=("urn:x:1",)), "/replaced_by"),
    ],
    "withdrawal-reason": [(evolve(GOOD, status="withdrawn", changes=(m.Change(status="withdrawn"),)), "/changes")],
    "contact-missing": [(evolve(GOOD, contacts=()), "/contacts")],
    "contact-unreachable": [(evolve(GOOD, contacts=(m.Contact(name="Ada"),)), "/contacts/0")],
    "contact-email": [
        (evolve(GOOD, contacts=(m.Contact(email=address),)), "/contacts/0/email")
        for address in (
            "ada",
            "ada@",
            "@port.example",
            "ada@port",
            "ada quay@port.example",
            "ada@port..example",
            "a@b@c.de",
            "a@1.2",
        )
    ],
    "contact-phone": [(evolve(GOOD, contacts=(m.Contact(phone="ask the desk"),)), "/contacts/0/phone")],
    "translation-address": [(evolve(GOOD, translations=(m.Translation("fr"),)), "/translations/0")],
    "translation-language": [
        (evolve(GOOD, translations=(m.Translation("EN", "https://a.example"),)), "/translations/0"),
        (
            evolve(GOOD, translations=(m.Translation("fr", "https://a.example"), m.Translation("fr", "https://b.example"))),
            "/translations/1",
        ),
    ],
    "field-uncertain": [
        (
            evolve(
                GOOD,
                source=m.Source(
                    found=(m.Found("lang", certainty="high"), m.Found("headline", "first-line", "The port", "low"))
                ),
            ),
            "/source/found/1",
        )
    ],
    "text-missing": [(evolve(GOOD, body=()), "/body"), (evolve(GOOD, body=(m.ThematicBreak(),)), "/body")],
    "text-repeated": [
        (body(para(LONG + " 2"), para(LONG + " 3"), para(LONG + " 2")), "/body/8"),
        (evolve(GOOD, body=(para(LONG), para(LONG + " 2"), para(LONG), para(LONG + " 2"))), "/body/2"),
    ],
    "placeholder": [
        (body(para("by [[Name]], today")), "/body/6/content/0/text"),
        (evolve(GOOD, contacts=(m.Contact(email="[[E-mail]]"),)), "/contacts/0/email"),
        (body(link("[[Address]]")), "/body/6/content/0/href"),
        (evolve(GOOD, headline=words("Lorem ipsum dolor")), "/headline/0/text"),
        (evolve(GOOD, extra=(m.Extra.of("key", ["TKTK"]),)), "/extra/0/json"),
    ],
    "heading-level": [
        (body(m.Heading(words("Deep"), 4), para("x"), m.Heading(words("Deeper"), 6), para("x")), "/body/8"),
        (evolve(GOOD, body=(m.Heading(words("Deep"), 3), para("x"))), "/body/0"),
        (evolve(GOOD, body=(m.BlockQuote((m.Heading(words("Deep"), 3), para("x"))),)), "/body/0/blocks/0"),
    ],
    "heading-empty": [(body(m.Heading((), 2), para("x")), "/body/6")],
    "section-empty": [
        (body(m.Heading(words("End"), 2)), "/body/6"),
        (body(m.Heading(words("One"), 3), m.Heading(words("Two"), 2), para("x")), "/body/6"),
        (body(m.Division((m.Heading(words("About"), 2),), "boilerplate")), "/body/6/blocks/0"),
    ],
    "division-empty": [(body(m.Division((), "notes-to-editors")), "/body/6")],
    "speech-missing": [(evolve(GOOD, kind="transcript"), "/body")],
    "speaker-missing": [(body(SPEECH, m.Speech((para("Yes."),))), "/body/7")],
    "table-heads": [(body(m.Table((m.Row((m.Cell((para("x"),)),)),))), "/body/6")],
    "reference-unknown": [
        (body(para(m.Mention(words("Bob"), ref="bob"))), "/body/6/content/0"),
        (body(para(m.Quotation(words("“Yes”"), "bob"))), "/body/6/content/0"),
    ],
    "reference-kind": [(body(para(m.Mention(words("Ada"), "organisation", "ada"))), "/body/6/content/0")],
    "link-empty": [
        (body(link("")), "/body/6/content/0"),
        (body(link("#")), "/body/6/content/0"),
        (evolve(GOOD, attachments=(m.Attachment("", "A file"),)), "/attachments/0/href"),
    ],
    "link-words": [(body(link("https://port.example", "")), "/body/6/content/0")],
    "link-anchor": [(body(link("#nowhere")), "/body/6/content/0")],
    "link-scheme": [
        (body(link(href)), "/body/6/content/0")
        for href in ("javascript:alert(1)", "JavaScript:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd")
    ],
    "link-malformed": [
        (body(link(href)), "/body/6/content/0")
        for href in (
            "https://",
            "http:///x",
            "https://a b.example",
            "https://[::1",
            "https://a:99999/",
            "mailto:ada",
            "https://a..b/",
            "//",
        )
    ],
    "link-relative": [(body(link("/news/")), "/body/6/content/0")],
    "link-file": [
        (body(link("no.pdf")), "/body/6/content/0"),
        (evolve(GOOD, attachments=(m.Attachment("no.pdf"),)), "/attachments/0/href"),
    ],
    "picture-missing": [
        (body(para(m.Image("no.png", "x"))), "/body/6/content/0"),
        (body(para(m.Image("", "x"))), "/body/6/content/0"),
        (body(m.Figure(m.Image("C:/a.png", "x"))), "/body/6/image"),
    ],
    "picture-remote": [
        (body(para(m.Image("https://port.example/a.png", "x"))), "/body/6/content/0"),
        (body(para(m.Image("//port.example/a.png", "x"))), "/body/6/content/0"),
    ],
    "picture-words": [(body(m.Figure(m.Image("a.png"))), "/body/6/image")],
}

TOGETHER = {
    "picture-missing": {"picture-words"},
    "headline-missing": {"picture-words"},
    "embargo-missing": set(),
    "headline-instruction": {"headline-capitals"},
    "embargo-past": {"embargo-zone"},
    "text-missing": {"section-empty"},
    "link-words": set(),
    "section-empty": {"heading-level"},
    "text-repeated": set(),
}
"""Codes that may come along with another."""


def test_a_good_release_has_no_findings():
    assert check(GOOD, there) == []
    assert check(GOOD) == []


@pytest.mark.parametrize(
    "release",
    [
        evolve(GOOD, kind="our-own-kind", status="with-the-lawyers", dateline=None),
        evolve(GOOD, embargo=EMBARGO, status="embargoed", instruction="Embargoed"),
        evolve(GOOD, embargo=m.Embargo(printed="until the vote")),
        evolve(GOOD, embargo=m.Embargo(Moment("2027-03-14T10:00+02:00")), released=Moment("2027-03-14")),
        evolve(GOOD, embargo=m.Embargo(Moment("2027-03-14T09:30+02:00")), released=Moment("2027-03-14T09:00")),
        evolve(GOOD, embargo=m.Embargo(Moment("2027-03-14T09:30+02:00")), released=Moment("2027-04")),
        evolve(GOOD, status="withdrawn", changes=(m.Change("The figures were wrong."),)),
        evolve(GOOD, kind="transcript", body=(SPEECH,)),
        evolve(GOOD, headline=words("NATO AND UN")),
        body(link("#top"), link("mailto:ada@port.example?subject=x"), link("mailto:?subject=x"), link("tel:112")),
        body(link("map%20of%20town.pdf#page=2"), link("HTTPS://[::1]:80/x"), link("//port.example/"), link("urn:isbn:1")),
        body(para(m.Link((m.Image("a.png", "A map"),), "https://port.example"))),
        body(m.Heading(words("Straße 4.2: где?"), 2), link("#straße-42-где"), link("#stra%C3%9Fe-4.2-где")),
        body(para(m.Span(words("x"), attributes=(("id", "Here"),))), link("#Here")),
        body(para("Short."), para("Short.")),
        evolve(GOOD, body=(m.CodeBlock("x"),)),
        evolve(GOOD, contacts=(m.Contact(email="пресс@порт.рф", phone="٠١٢٣"),)),
    ],
)
def test_what_is_in_order_is_not_sent_back(release):
    assert check(release, there) == []


@pytest.mark.parametrize("code", BAD)
def test_what_an_editor_would_send_back_is_found_where_it_stands(code):
    for release, where in BAD[code]:
        found = check(release, there)
        assert {note.code for note in found} <= {code} | TOGETHER.get(code, set())
        if where is not None:
            assert where in {note.where for note in found if note.code == code}
        assert {note.kind for note in found} == {"advice"}
        assert all(note.message and "\n" not in note.message for note in found)


def test_every_code_is_documented_and_tested():
    documented = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", checks.__doc__)) - {"advice"}
    written = set()
    for module in Path(checks.__file__).parent.glob("*.py"):
        written |= set(re.findall(r'finding\(\s*"([a-z-]+)"', module.read_text()))
    made = {"kind-unusual", "status-unusual"}  # from the name of the field
    schemas = {"tei-invalid", "tei-foreign"}  # by what a format says of itself: tested with the command
    assert documented == written | made | schemas
    assert documented - schemas == set(BAD)


def test_without_resources_nobody_looks_for_files():
    release = body(link("no.pdf"), para(m.Image("no.png", "x")), attachments=(m.Attachment("no.pdf"),))
    assert check(release) == []
    assert {note.code for note in check(release, there)} == {"link-file", "picture-missing"}


def test_only_relative_paths_are_asked_for():
    asked = []
    hrefs = ["https://a.example/x", "/etc/passwd", "file:///etc/passwd", "//a/b", "mailto:a@b.c", "C:\\x", "a.png", "#x", ""]
    check(body(*(link(href) for href in hrefs), *(para(m.Image(href, "x")) for href in hrefs)), asked.append)
    assert set(asked) == {"a.png"}


def test_a_finding_is_said_once():
    found = check(body(link(""), link(""), m.Figure(m.Image("a.png")), m.Figure(m.Image("a.png"))), there)
    assert len(found) == len(set(found)) == 4


def test_a_long_text_is_cut_in_a_message():
    [note] = check(body(m.Heading(words("word " * 50), 2)), there)
    assert len(note.message) < 120
    assert "…”" in note.message


@given(releases())
def test_any_release_can_be_checked_and_its_findings_point_into_it(release):
    canonical = m.normalise(release)
    for note in check(release, there):
        value = canonical
        for step in note.where.split("/")[1:]:
            value = value[int(step)] if isinstance(value, tuple) else getattr(value, step)


def test_checking_needs_no_format():
    assert not any(isinstance(value, Format) for value in vars(checks).values())
