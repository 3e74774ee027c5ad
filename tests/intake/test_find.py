"""Fields found in words: each rule by what it takes and what it leaves in the text."""

from __future__ import annotations

import pytest

from releasekit import (
    Contact,
    Context,
    Division,
    Heading,
    Moment,
    Paragraph,
    Release,
    Source,
    Text,
    inline_text,
    plain_text,
    reads,
)
from releasekit.intake import find

BODY = "The ministers reviewed the state of the talks and agreed to meet again with the experts of the two countries."
NEXT = "They were content with what has been done in the past year, and they said so."


def read(*parts):
    return reads("\n\n".join(parts).encode(), "text", context=Context())


def texts(release):
    return [inline_text(block.content) for block in release.body if isinstance(block, Paragraph)]


# ── section ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("[Foreign policy / News /](#)", ("Foreign policy", "News")),
        ("[Foreign policy](#) / [News](#)", ("Foreign policy", "News")),
        ("Home > Foreign policy > News", ("Foreign policy", "News")),
        ("Home » Newsroom", ("Newsroom",)),
        ("Foreign policy › News", ("Foreign policy", "News")),
        ("News | Press releases", ("News", "Press releases")),
        ("[News](#)", ("News",)),
        ("Foreign policy / News", ("Foreign policy", "News")),
    ],
)
def test_a_breadcrumb_is_the_section(line, section):
    release = read(line, "A headline of several words", BODY, NEXT)
    assert release.section == section
    assert inline_text(release.headline) == "A headline of several words"


@pytest.mark.parametrize(
    "line", ["Radar and/or sonar for the strait", "Savria / Aldmere agree on a common fee for pilots", "24/7 service opens"]
)
def test_a_headline_with_a_stroke_is_no_breadcrumb(line):
    release = read(line, BODY, NEXT)
    assert release.section == ()
    assert inline_text(release.headline) == line


# ── times, numbers, kinds, instructions ─────────────────────────────────────────────────────────────────────────────


def test_each_time_goes_to_its_own_field():
    release = read("Published: 14 March 2027", "Updated: 15 March 2027, 10:00", "A headline of several words", BODY, NEXT)
    assert release.released == Moment("2027-03-14")
    assert release.modified == Moment("2027-03-15T10:00")


def test_a_second_date_that_says_something_else_stays_in_the_text():
    release = read("14 March 2027", "A headline of several words", "16 March 2027", BODY, NEXT)
    assert release.released == Moment("2027-03-14")
    assert texts(release)[0] == "16 March 2027"


def test_a_more_precise_time_of_the_same_day_wins():
    release = read("FOR RELEASE 14 March 2027", "A headline of several words", "14 March 2027, 09:30 CET", BODY, NEXT)
    assert release.instruction == "FOR RELEASE 14 March 2027"
    assert release.released == Moment("2027-03-14T09:30+01:00")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("[139-27-01-2017](#)", "139-27-01-2017"),
        ("No. 07-55", "07-55"),
        ("Press release No. 2016/100", "2016/100"),
        ("(2016) 100", "(2016) 100"),
        ("Ref.: TDWK 8/2027", "TDWK 8/2027"),
        ("№ 12-3", "12-3"),
    ],
)
def test_a_document_number_is_an_opaque_string(line, value):
    release = read("A headline of several words", line, BODY, NEXT)
    assert [one.value for one in release.numbers] == [value]
    assert texts(release) == [BODY, NEXT]


def test_a_number_keeps_a_real_target():
    release = read("A headline of several words", "[07-55](https://mfa.example/07-55)", BODY)
    assert release.numbers[0].href == "https://mfa.example/07-55"


@pytest.mark.parametrize("line", ["2027", "No comment", "Boeing-747"])
def test_what_is_no_number_is_not_taken_for_one(line):
    assert read("A headline of several words", line, BODY, NEXT).numbers == ()


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "FOR IMMEDIATE RELEASE"),
        ("fr", "Pour diffusion immédiate"),
        ("de", "Zur sofortigen Veröffentlichung"),
        ("ru", "Для немедленного распространения"),
        ("ar", "للنشر الفوري"),
        ("es", "PARA PUBLICACIÓN INMEDIATA"),
    ],
)
def test_instruction_words_are_known_in_each_language(lang, line):
    body = {
        "en": BODY,
        "fr": "La ministre a reçu dans la capitale son homologue, avec qui elle a fait le point sur les négociations.",
        "de": "Die Ministerin hat in der Hauptstadt ihren Kollegen empfangen und mit ihm über die Verhandlungen gesprochen.",
        "ru": "Министр принял посла и обсудил с ним ход переговоров, которые начались в этом году.",
        "ar": "استقبلت الوزيرة في العاصمة وزير خارجية ألدمير، وجرى خلال اللقاء بحث سير المفاوضات التي بدأت في هذا العام.",
        "es": "La ministra recibió en la capital a su homólogo, con quien repasó el estado de las negociaciones.",
    }[lang]
    release = read(line, body)
    assert release.lang == lang
    assert release.instruction == line
    assert texts(release) == [body]


def test_a_headline_that_begins_like_an_instruction_is_a_headline():
    release = read("For release of prisoners, the sides will meet in May", BODY, NEXT)
    assert release.instruction == ""
    assert inline_text(release.headline).startswith("For release of prisoners")


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Embargoed until 14 March 2027, 09:30 CET", "2027-03-14T09:30+01:00"),
        ("EMBARGO: 00:01 GMT, Sunday 14 March 2027", "2027-03-14T00:01Z"),
        ("Strictly embargoed until 14 March 2027", "2027-03-14"),
        ("Embargoed until 4 a.m. CT/5 a.m. ET, Monday, Aug. 26, 2024", "2024-08-26T04:00-05:00"),
        ("Embargoed until 1:30 a.m. ET, Sunday, Nov. 7, 2027", "2027-11-07T01:30"),
        ("Embargoed until 9 a.m. PT, Friday, Jan. 15, 2027", "2027-01-15T09:00-08:00"),
        ("Under embargo", None),
    ],
)
def test_an_embargo_is_an_instant_and_its_words(line, until):
    release = read(line, "A headline of several words", BODY, NEXT)
    assert release.embargo
    assert release.embargo.printed == line
    assert (release.embargo.until.iso if release.embargo.until else None) == until


@pytest.mark.parametrize(
    "line", ["Embargo on steel lifted by Aldmere", "Sin embargo, la ministra viajará el 14 de marzo de 2027 a la capital"]
)
def test_not_every_embargo_is_one(line):
    assert read(line, BODY, NEXT).embargo is None


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Statement by the Foreign Minister on the flood", "statement"),
        ("Joint statement of the two ministers", "statement"),
        ("Media advisory: the minister travels to Merin", "advisory"),
        ("Speech recognition comes to the harbour", "press-release"),
        ("Correcting and replacing: the boats arrive in May", "correction"),
    ],
)
def test_a_headline_can_say_the_kind(headline, kind):
    assert read(headline, BODY, NEXT).kind == kind


def test_words_of_the_page_are_set_aside_and_recorded():
    release = read("Share", "Print", "A headline of several words", BODY, NEXT)
    assert inline_text(release.headline) == "A headline of several words"
    assert release.source
    assert [one.words for one in release.source.found if one.field == "residue"] == ["Share", "Print"]


# ── headline, subtitle, dateline ────────────────────────────────────────────────────────────────────────────────────


def test_a_line_between_headline_and_text_is_the_subtitle():
    release = read("A headline of several words", "Three boats go to the ports of the north this spring", BODY, NEXT)
    assert inline_text(release.subtitle) == "Three boats go to the ports of the north this spring"


def test_a_short_heading_before_the_text_is_no_subtitle():
    release = read("A headline of several words", "Background", BODY, NEXT)
    assert release.subtitle == ()
    assert texts(release)[0] == "Background"


def test_a_text_that_begins_with_its_dateline_has_no_headline():
    release = read(f"26 September 2024 – {BODY}", NEXT)
    assert release.headline == ()
    assert release.dateline
    assert release.released == Moment("2024-09-26")
    assert texts(release) == [BODY, NEXT]


@pytest.mark.parametrize(
    ("line", "printed", "place", "date"),
    [
        ("MERIN, 14 March 2027 – ", "MERIN, 14 March 2027", "MERIN", "2027-03-14"),
        ("PORT SAVRY, Savria, March 14, 2027 /QuayWire/ -- ", "PORT SAVRY, Savria, March 14, 2027 /QuayWire/", "PORT SAVRY, Savria", "2027-03-14"),
        ("Merin — March 14, 2027 — (Quay Wire) — ", "Merin — March 14, 2027 — (Quay Wire)", "Merin", "2027-03-14"),
        ("(Quay Wire) - March 14, 2027 - MERIN — ", "(Quay Wire) - March 14, 2027 - MERIN", "MERIN", "2027-03-14"),
        ("MERIN (Quay Wire) – ", "MERIN (Quay Wire)", "MERIN", None),
        ("14 March 2027 - ", "14 March 2027", "", "2027-03-14"),
        ("【Merin, 14 March 2027】", "【Merin, 14 March 2027】", "Merin", "2027-03-14"),
    ],
)  # fmt: skip
def test_datelines_differ_and_keep_their_printed_words(line, printed, place, date):
    release = read("A headline of several words", line + BODY, NEXT)
    assert release.dateline
    assert (release.dateline.printed, release.dateline.place) == (printed, place)
    assert (release.dateline.date.iso if release.dateline.date else None) == date
    assert texts(release) == [BODY, NEXT]


@pytest.mark.parametrize(
    "opening",
    [
        "On 27 January 2017 – a day after the vote – the ministers met in the capital and agreed to meet again.",
        "The boat – white, with a solar roof – works for fourteen hours on one charge and then goes home.",
        "NASDAQ rose.",
        "In May 2027 the port — the largest of the north — will be closed for a week while the lock is fitted.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(opening):
    release = read("A headline of several words", opening, BODY)
    assert release.dateline is None
    assert texts(release)[0] == opening


# ── what follows the text ───────────────────────────────────────────────────────────────────────────────────────────


def test_boilerplate_notes_and_end_mark_are_found_where_they_stand():
    release = read(
        "A headline of several words", BODY, NEXT, "###", "About Tidewerk Robotics", "Tidewerk builds boats.", "It is old.",
        "Notes to editors:", "1. first note\n2. second note",
    )  # fmt: skip
    assert release.end_mark == "###"
    assert [type(block) for block in release.body] == [Paragraph, Paragraph, Division, Division]
    about, notes = release.body[2:]
    assert isinstance(about, Division)
    assert about.kind == "boilerplate"
    assert about.blocks[0] == Heading((Text("About Tidewerk Robotics"),), 2)
    assert len(about.blocks) == 3
    assert isinstance(notes, Division)
    assert notes.kind == "notes-to-editors"


@pytest.mark.parametrize("mark", ["###", "-30-", "- 30 -", "ENDS", "– Ends –", "# # #", "- fin -", "FIN", "- ENDE -"])
def test_end_marks_of_many_houses(mark):
    lang = {"- fin -": "La ministre a reçu son homologue dans la capitale et ils ont fait le point sur les négociations."}
    lang["FIN"] = lang["- fin -"]
    lang["- ENDE -"] = "Die Ministerin hat ihren Kollegen in der Hauptstadt empfangen und mit ihm über die Lage gesprochen."
    body = lang.get(mark, BODY)
    release = read("Titel", body, mark)
    assert release.end_mark == mark
    assert texts(release) == [body]


def test_the_word_about_in_the_text_opens_no_boilerplate():
    release = read("A headline of several words", BODY, "About 40 boats were seen that night.", NEXT)
    assert not [block for block in release.body if isinstance(block, Division)]


def test_contacts_in_lines_are_records():
    release = read(
        "A headline of several words", BODY, "Media contact:",
        "Mara Ellison\nHead of Communications\nTidewerk Robotics\nTel.: +44 1632 960 188\nE-mail: press@tidewerk.example",
        "Jonas Reval, Investor Relations, investors@tidewerk.example, +44 1632 960 191",
    )  # fmt: skip
    assert release.contacts == (
        Contact("Mara Ellison", "Head of Communications", "Tidewerk Robotics", "press@tidewerk.example", "+44 1632 960 188"),
        Contact("Jonas Reval", "", "Investor Relations", "investors@tidewerk.example", "+44 1632 960 191"),
    )
    assert texts(release) == [BODY]


def test_contacts_may_stand_first():
    release = read("Contact:\nMara Ellison\npress@tidewerk.example", "A headline of several words", BODY, NEXT)
    assert [one.email for one in release.contacts] == ["press@tidewerk.example"]
    assert inline_text(release.headline) == "A headline of several words"


def test_what_a_contact_has_no_place_for_stays_in_the_text():
    release = read("A headline", BODY, "Contacts", "Mara Ellison\npress@tidewerk.example\nFax: +44 1632 960 189")
    assert release.contacts == (Contact("Mara Ellison", email="press@tidewerk.example"),)
    assert texts(release)[-1] == "Fax: +44 1632 960 189"


def test_a_contacts_heading_over_something_else_stays_with_it():
    release = read("A headline of several words", BODY, "Contacts", "We had many contacts with the other side.")
    assert release.contacts == ()
    assert texts(release)[1:] == ["Contacts", "We had many contacts with the other side."]


def test_what_stands_below_the_contacts_stays_in_the_text():
    release = read(
        "A headline", BODY, "Contacts", "Mara Ellison\npress@tidewerk.example", "© 2027 Tidewerk", "A last word of ours."
    )
    assert len(release.contacts) == 1
    assert release.rights
    assert release.rights.notice == "© 2027 Tidewerk"
    assert texts(release) == [BODY, "A last word of ours."]


def test_a_name_above_an_address_is_one_contact_with_it_and_a_sentence_stays():
    release = read(
        "A headline", BODY, "Press contacts", "We are glad to answer.", "Mara Ellison, Tidewerk, Inc.", "press@tidewerk.example | 09:00–17:00",
        "The next paragraph is none.", "And this is none.",
    )  # fmt: skip
    assert release.contacts == (
        Contact("Mara Ellison", organisation="Tidewerk, Inc.", email="press@tidewerk.example", hours="09:00–17:00"),
    )
    assert texts(release) == [BODY, "We are glad to answer.", "The next paragraph is none.", "And this is none."]


def test_a_linked_name_gives_its_address():
    release = read(
        "A headline", BODY, "Contacts", "• [Mara Ellison](mailto:press@tidewerk.example)\n• Jonas Reval, +44 1632 960 191"
    )
    assert [(one.name, one.email, one.phone) for one in release.contacts] == [
        ("Mara Ellison", "press@tidewerk.example", ""),
        ("Jonas Reval", "", "+44 1632 960 191"),
    ]


def test_a_desk_and_its_house_are_name_and_organisation():
    release = read("A headline", BODY, "Contacts", "Press Service\nMinistry of Ports\n+44 1632 960 188\nwww.ports.example")
    assert release.contacts == (Contact("Press Service", "", "Ministry of Ports", "", "+44 1632 960 188", "www.ports.example"),)


def test_notes_may_go_on_in_the_line_of_their_heading():
    for notes in ("prices are not published.", BODY + " " + NEXT):
        division = read("A headline of several words", BODY, "Notes to editors: " + notes).body[-1]
        heading = Heading((Text("Notes to editors:"),), 2)
        assert division == Division((heading, Paragraph((Text(notes),))), "notes-to-editors")


def test_a_heading_of_its_own_level_ends_a_part_and_a_deeper_one_does_not():
    release = read(
        "# A headline", BODY, "## About Tidewerk", "It builds boats.", "### Its past", "It is old.", "## Where to see it", NEXT
    )
    about = release.body[1]
    assert isinstance(about, Division)
    assert len(about.blocks) == 4
    assert release.body[2] == Heading((Text("Where to see it"),), 2)


def test_a_place_and_a_date_in_a_line_of_their_own_are_the_dateline():
    release = read("A headline of several words", "Port Savry, 14 March 2027", BODY, NEXT)
    assert release.dateline
    assert (release.dateline.printed, release.dateline.place) == ("Port Savry, 14 March 2027", "Port Savry")
    assert release.released == Moment("2027-03-14")


def test_facts_that_are_not_all_known_stay_a_line():
    line = "Ministry of Ports · Merin · " + BODY
    assert read(line, NEXT).issuers == ()
    release = read(
        "Press release · Northern ports · No. 12 · and then some words that say something else", "A headline", BODY, NEXT
    )
    assert release.numbers == ()


def test_several_facts_in_one_line_are_told_apart():
    release = read("Ministry of Ports · Press release · No. 12 · 14 March 2027", "A headline of several words", BODY, NEXT)
    assert [one.name for one in release.issuers] == ["Ministry of Ports"]
    assert [one.value for one in release.numbers] == ["12"]
    assert release.released == Moment("2027-03-14")


# ── honesty ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_release_states_is_not_overruled_and_the_record_of_its_source_goes_on():
    body = tuple(Paragraph((Text(text),)) for text in ("14 March 2027", BODY, NEXT))
    stated = Release(
        headline=(Text("Stated"),), released=Moment("2026-01-01"), lang="en", source=Source(href="x", format="html"), body=body
    )
    found = find(stated, Context(), format="text")
    assert found.headline == stated.headline
    assert found.released == stated.released
    assert found.source
    assert (found.source.href, found.source.format) == ("x", "html")
    assert "14 March 2027" in plain_text(found)


def test_nothing_is_invented_where_nothing_is_said():
    release = read(BODY)
    assert release == Release(lang="en", source=release.source, body=(Paragraph((Text(BODY),)),))
