"""The bare Markdown of newswires: what a feed has run together is taken apart, and what a wire adds is not the release's."""

from __future__ import annotations

from time import process_time

import pytest

from releasekit import (
    BulletList,
    CodeBlock,
    Contact,
    Context,
    Division,
    Figure,
    Heading,
    Paragraph,
    inline_text,
    reads,
)

LEAD = "MERIN, March 14, 2027 (GLOBE NEWSWIRE) -- Tidewerk Inc. (NYSE: TDW), a builder of ferries, today announced that its second yard opens in spring."
NEXT = "The yard has room for three ferries at a time, and for the people who build them."


def read(*parts):
    return reads("\n\n".join(("# Tidewerk opens a second yard", *parts)).encode(), "md", context=Context())


def paragraphs(release):
    return [inline_text(block.content) for block in release.body if isinstance(block, Paragraph)]


def test_paragraphs_that_were_run_together_with_wide_gaps_are_parted():
    assert paragraphs(read(f"{LEAD}   {NEXT}  It opens soon.")) == [LEAD.partition(" -- ")[2], NEXT, "It opens soon."]


def test_two_spaces_after_every_sentence_are_a_habit_and_part_nothing():
    words = "  ".join(["One sentence stands here."] * 12)
    assert paragraphs(read(LEAD, words))[1:] == [words]


def test_bullets_in_the_line_become_a_list():
    release = read(
        LEAD,
        f"{NEXT} {NEXT} {NEXT} {NEXT}  It builds:  •\tferries for cars. •\tferries for people.  •\tno yachts.  It sells: all.",
    )
    (made,) = [block for block in release.body if isinstance(block, BulletList)]
    assert [inline_text(item.blocks[0].content) for item in made.items] == [
        "ferries for cars.",
        "ferries for people.",
        "no yachts.",
    ]


def test_bullets_between_facts_stay_where_they_are():
    release = read(LEAD, "Ferries • Yards • People")
    assert paragraphs(release)[-1] == "Ferries • Yards • People"


def test_a_text_that_somebody_fenced_is_a_text():
    release = read(f"```html\n{LEAD}\n\n{NEXT} {NEXT}\n```")
    assert release.dateline
    assert paragraphs(release) == [LEAD.partition(" -- ")[2], f"{NEXT} {NEXT}"]


def test_a_program_in_a_fence_stays_a_program():
    code = "```\n" + "x = f(1);\n\nif (a < b) { return c[2]; }\n" * 20 + "```"
    assert any(isinstance(block, CodeBlock) for block in read(LEAD, code).body)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (
            "About TidewerkTidewerk builds ferries, yards and the people who know how both are made in a harbour.",
            "About Tidewerk",
        ),
        (
            "About Tidewerk Tidewerk builds ferries, yards and the people who know how both are made in a harbour.",
            "About Tidewerk",
        ),
        (
            "About Tidewerk: It builds ferries, yards and the people who know how both are made in one old harbour.",
            "About Tidewerk:",
        ),
        (
            "Safe Harbor Statement: what is said here of the future may turn out to be wrong, and it often does so.",
            "Safe Harbor Statement:",
        ),
    ],
)
def test_a_heading_that_was_run_into_its_boilerplate_is_parted_from_it(line, heading):
    (part,) = [block for block in read(LEAD, NEXT, line).body if isinstance(block, Division)]
    assert part.kind == "boilerplate"
    assert [inline_text(block.content) for block in part.blocks] == [heading, line.removeprefix(heading).strip()]


def test_a_second_heading_after_the_boilerplate_opens_one_more():
    long = "It has done so for as long as there has been a harbour in Merin, and it means to go on for as long again, in the same place and with the same care."
    release = read(LEAD, "- ends -", "About Tidewerk", long, "A promise to the harbour", long)
    headings = [inline_text(block.blocks[0].content) for block in release.body if isinstance(block, Division)]
    assert headings == ["About Tidewerk", "A promise to the harbour"]


def test_what_the_wire_adds_below_is_recorded_and_leads_to_the_original():
    release = read(
        LEAD,
        NEXT,
        "View source version on wire.example: https://wire.example/1",
        "---",
        "[Original/Source Press Release](https://wire.example/news/1)",
        "Pickup - [other.example](https://other.example/1)",
        "![A code](https://wire.example/q.webp)",
    )
    assert release.source
    assert release.source.href == "https://wire.example/1"
    assert paragraphs(release) == [LEAD.partition(" -- ")[2], NEXT]
    residue = [found.words for found in release.source.found if found.field == "residue"]
    assert residue[-3:] == [
        "Original/Source Press Release (https://wire.example/news/1)",
        "Pickup - other.example (https://other.example/1)",
        "A code (https://wire.example/q.webp)",
    ]


def test_a_rule_with_text_below_it_ends_nothing():
    release = read(
        LEAD, "---", NEXT, "[A link](https://a.example) and words about it that go on for a while, as a text does, and on."
    )
    assert len(paragraphs(release)) == 3


def test_contact_details_that_are_glued_to_their_label_are_read():
    release = read(
        LEAD, NEXT, "Contact DetailsQuay Public Relations", "Mara Ellison", "+44 1632 960 189", "mara@quay.example",
        "Company Websitehttps://tidewerk.example/",
    )  # fmt: skip
    assert release.contacts == (
        Contact(
            "Mara Ellison",
            organisation="Quay Public Relations",
            email="mara@quay.example",
            phone="+44 1632 960 189",
            url="https://tidewerk.example/",
        ),
    )
    assert paragraphs(release) == [LEAD.partition(" -- ")[2], NEXT]


def test_a_contact_may_stand_in_the_line_of_its_label():
    release = read(LEAD, NEXT, "Media Contact: Mara Ellison, Press Officer, mara@tidewerk.example, +44 1632 960 189")
    assert release.contacts == (
        Contact("Mara Ellison", role="Press Officer", email="mara@tidewerk.example", phone="+44 1632 960 189"),
    )


def test_a_number_for_the_press_belongs_to_the_name_below_it():
    release = read(
        LEAD, NEXT, "About Tidewerk", NEXT, "For Media Inquiries: 1632-960-189", "Mara Ellison: mara@tidewerk.example"
    )
    assert release.contacts == (Contact("Mara Ellison", email="mara@tidewerk.example", phone="1632-960-189"),)


def test_several_sites_in_one_line_are_nobodys_name_and_stay():
    release = read(LEAD, NEXT, "Media Contact: 1632-960-189", "tidewerk.example and yard.example")
    assert release.contacts == (Contact(phone="1632-960-189"),)
    assert paragraphs(release)[-1] == "tidewerk.example and yard.example"


def test_words_that_only_send_readers_to_a_site_open_no_contacts():
    more = "For further information see: https://tidewerk.example/boats"
    release = read(LEAD, NEXT, "About Tidewerk", NEXT, more, "About the yard", NEXT)
    first, _ = [block for block in release.body if isinstance(block, Division)]
    assert inline_text(first.blocks[-1].content) == more


def test_a_contact_without_a_heading_is_found_below_the_boilerplate():
    release = read(LEAD, NEXT, "About Tidewerk", NEXT, "Mara Ellison", "mara@tidewerk.example")
    assert release.contacts == (Contact("Mara Ellison", email="mara@tidewerk.example"),)
    assert release.source
    assert next(found for found in release.source.found if found.field == "contacts").certainty == "low"


def test_an_address_in_a_sentence_is_no_contact():
    words = "Whoever wants to see the yard before it opens may write to visits@tidewerk.example until the end of the month."
    assert read(LEAD, NEXT, words).contacts == ()


@pytest.mark.parametrize(
    ("parts", "issuer"),
    [
        ((LEAD, NEXT), "Tidewerk Inc."),
        (("MERIN, March 14, 2027 – The Savry Harbour Pilots (SHP) held their first meeting of the year in the old customs house.", NEXT), "Savry Harbour Pilots"),
        ((NEXT, NEXT, "About the Quay Foundation", NEXT), "Quay Foundation"),
        ((NEXT, NEXT, "SOURCE Tidewerk Inc."), "Tidewerk Inc."),
        (("[Tidewerk](https://tidewerk.example/) has a second yard now, and it is as large as the first one was when it opened.", NEXT), "Tidewerk"),
        ((NEXT, NEXT), None),
        (("Among people who had boats, the wish for a second boat was announced to be higher than among people without one.", NEXT), None),
    ],
)  # fmt: skip
def test_the_issuer_is_who_the_text_says_it_is(parts, issuer):
    assert [one.name for one in read(*parts).issuers] == ([issuer] if issuer else [])


def test_a_headline_that_is_the_release_instruction_is_no_headline():
    release = reads(f"# FOR IMMEDIATE RELEASE\n\n--News Direct--\n\n{LEAD}\n\n{NEXT}", "md", context=Context())
    assert release.headline == ()
    assert release.instruction == "FOR IMMEDIATE RELEASE"
    assert release.source
    assert ("wire", "--News Direct--") in [(found.field, found.words) for found in release.source.found]


def test_an_embargo_between_the_highlights_and_the_text_is_found():
    release = read(
        "Highlights:",
        "- One thing of note is here.\n- And one more.",
        "Embargoed until 4 a.m. CT, Monday, March 15, 2027",
        LEAD,
    )
    assert release.embargo
    assert release.embargo.until
    assert release.embargo.until.iso == "2027-03-15T04:00-05:00"
    assert isinstance(release.body[1], BulletList)


def test_what_a_page_shows_above_the_text_is_recorded_and_not_the_text():
    release = reads(
        b"Harbour 3 Press Kit\n\nThis page in: Czech </cs/> / English </> / French </fr/> / Greek </el/>\n\n# Harbour 3 Press Kit\n\n"
        b"## Contents\n\n- Release <#release>\n- Contact <#contact>\n\n## Release\n\n14 March 2027 - The Harbour Group today released Harbour 3, which keeps "
        b"track of every ship in port.",
        "text",
        context=Context(),
    )
    assert [type(block) for block in release.body] == [Heading, Paragraph]
    assert release.source
    residue = {found.rule for found in release.source.found if found.field == "residue"}
    assert residue == {"links-of-the-page", "headline-again", "contents-of-the-page"}


def test_a_picture_beside_the_repeated_headline_stays():
    release = read("# Tidewerk opens a second yard ![The yard](yard.png)", LEAD)
    assert isinstance(release.body[0], Figure)


@pytest.mark.parametrize(
    "line", ["jane doe a@b.example\n\n", "About Acme Acme is a thing.\n\n", "• item\n\n", "[a](b)\n\n---\n\n", "word   "]
)
@pytest.mark.usefixtures("small_heap")
def test_the_time_to_read_grows_with_the_length(line):
    def seconds(times):
        data = f"# T\n\nText stands here.\n\n{line * times}".encode()
        start = process_time()
        reads(data, "md", context=Context())
        return process_time() - start

    seconds(10)
    assert seconds(4000) < 30 * max(seconds(400), 0.02)
