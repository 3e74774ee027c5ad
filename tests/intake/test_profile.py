"""House rules: what a file may say, how its mistakes are told, and what a profile does to a release."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve

from releasekit import (
    Context,
    FieldError,
    LineBreak,
    Moment,
    Paragraph,
    Profile,
    ReadError,
    Release,
    Text,
    inline_text,
    plain_text,
    read,
    reads,
    writes,
)
from releasekit.intake import find
from releasekit.intake.language import Language
from releasekit.model import normalise
from releasekit.profile.pattern import Pattern
from releasekit.profile.toml import KEYS, LABELS

EXAMPLES = Path(__file__).parents[2] / "examples"
MINISTRY = EXAMPLES / "foreign-ministry.profile.toml"
SEED = sorted((EXAMPLES.parents[1] / "shared" / "samples").glob("[0-9]*-[0-9]*-[0-9]*-[0-9]*.txt"))
BODY = "The ministers reviewed the state of the talks and agreed to meet again with the experts of the two countries."
NEXT = "They were content with what has been done in the past year, and they said so."


def profile(*lines):
    return Profile.from_toml("\n".join(['name = "port"', *lines]), "port.toml")


def taught(rules, *parts, name="", strict=False):
    """A release as a text, read with rules; and what the reader had to say."""
    context = Context(profiles=rules if isinstance(rules, list) else [rules], name=name, strict=strict)
    return reads("\n\n".join(parts).encode(), "text", context=context), context.notes


def texts(release):
    return [inline_text(block.content) for block in release.body if isinstance(block, Paragraph)]


def rules_of(release, field):
    return [found.rule for found in release.source.found if found.field == field]


# ── the example ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "number", "released", "issuer"),
    [
        ("ministry-readout.txt", "57-14-03-2027", "2027-03-14T18:20+03:00", "Ministry of Foreign Affairs of Savria"),
        ("ministry-statement-ru.txt", "94-21-04-2027", "2027-04-21T11:05+03:00", "Министерство иностранных дел Саврии"),
    ],
)
def test_the_ministry_of_the_examples_is_known_by_its_profile(file, number, released, issuer):
    context = Context(profiles=[Profile.from_toml(MINISTRY.read_text())])
    release = read(EXAMPLES / file, context=context)
    assert [(each.value, each.scheme) for each in release.numbers] == [(number, "mfa-savria")]
    assert release.released == Moment(released)
    assert [each.name for each in release.issuers] == [issuer]
    assert {(note.code, note.kind, note.where) for note in context.notes} == {
        ("profile-zone", "guess", "/released"),
        ("profile-issuer", "guess", "/issuers"),
    }


def test_a_profile_changes_nothing_of_the_text():
    plain = read(EXAMPLES / "ministry-readout.txt", context=Context())
    known = read(EXAMPLES / "ministry-readout.txt", context=Context(profiles=[Profile.from_toml(MINISTRY.read_text())]))
    assert (known.body, known.headline, known.section, known.kind) == (plain.body, plain.headline, plain.section, plain.kind)


@pytest.mark.parametrize("path", SEED, ids=lambda path: path.name)
def test_a_page_of_the_shape_of_the_examples_is_read_by_their_profile(path):
    rules = evolve(Profile.from_toml(MINISTRY.read_text()), match=())
    release = read(path, context=Context(profiles=[rules]))
    assert [number.scheme for number in release.numbers] == ["mfa-savria"]
    assert release.released.zone == "+03:00"
    assert len(release.section) == 2


@pytest.mark.parametrize("path", [*sorted(EXAMPLES.glob("*.txt")), *SEED], ids=lambda path: path.name)
def test_not_a_word_is_lost_by_a_profile_that_takes_many_lines(path):
    text = path.read_text()
    short = [line for line in text.splitlines() if 0 < len(line) < 100]
    rules = Profile(name="hungry", residue=tuple(short[::2]), number=Pattern(r".*\d.*"), separators=("/",), drop=("News",))
    release = read(path, context=Context(profiles=[rules]))
    kept = writes(release, "json", context=Context()).decode()
    assert Counter(re.findall(r"\w+", text)) - Counter(re.findall(r"\w+", kept.replace("\\n", " "))) == Counter()
    assert {found.rule for found in release.source.found} >= {"profile:hungry"}


# ── which profile ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("match", "parts", "name"),
    [
        ('words = ["Port of  westhaven"]', ["News from the PORT of Westhaven"], ""),
        ('addresses = ["port.example"]', ["[Press](https://www.port.example/press/12) / [News](#)"], ""),
        ('addresses = ["https://port.example/press/"]', ["[Press](https://port.example/press/12) / [News](#)"], ""),
        ('files = ["port-*.txt"]', [], "/inbox/Port-12.TXT"),
        ("number = true", ["PW 12/2027"], ""),
    ],
)
def test_a_profile_is_picked_by_what_it_matches(match, parts, name):
    rules = profile('residue = ["Send to a friend"]', "[match]", match, "[number]", "pattern = 'PW \\d+/\\d{4}'")
    other, notes = taught(rules, "A headline of several words", BODY, "Send to a friend", NEXT)
    assert "Send to a friend" in plain_text(other)
    assert [(note.code, note.kind) for note in notes] == [("no-profile-matches", "advice")]
    release, notes = taught(rules, *parts, "A headline of several words", BODY, "Send to a friend", NEXT, name=name)
    assert "Send to a friend" not in plain_text(release)
    assert notes == []


def test_an_address_is_matched_up_to_the_end_of_a_name():
    rules = profile('residue = ["Send to a friend"]', "[match]", 'addresses = ["port.example"]')
    link = "[Press](https://port.example.org/12) / [News](#)"
    release, _ = taught(rules, link, "A headline of several words", BODY, "Send to a friend", NEXT)
    assert "Send to a friend" in plain_text(release)


def test_all_that_one_match_asks_for_must_hold_and_one_of_several_matches_is_enough():
    match = ["[[match]]", 'words = ["Westhaven"]', 'files = ["*.txt"]', "[[match]]", 'words = ["Pilots"]']
    rules = profile('residue = ["Print"]', *match)
    for line, name, holds in [("Westhaven", "a.txt", True), ("Westhaven", "a.md", False), ("Pilots", "a.md", True)]:
        _, notes = taught(rules, f"{line} and others meet", BODY, NEXT, name=name)
        assert (notes == []) is holds, (line, name)


def test_the_first_of_several_profiles_that_matches_is_used():
    first = profile('kind = "statement"', "[match]", 'words = ["Pilots"]')
    second, third = profile('kind = "advisory"'), profile('kind = "speech"')
    release, _ = taught([first, second, third], "A headline of several words", BODY, NEXT)
    assert release.kind == "advisory"
    assert taught([first, second], "The pilots of the harbour meet", BODY, NEXT)[0].kind == "statement"


# ── what it does ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "released"),
    [
        ("14 March 2027 18:20", "2027-03-14T18:20+01:00"),
        ("14 July 2027 18:20", "2027-07-14T18:20+02:00"),
        ("14 March 2027 18:20 GMT", "2027-03-14T18:20Z"),
        ("14 March 2027 18:20 BST", "2027-03-14T18:20"),
        ("14 March 2027", "2027-03-14"),
        ("31 October 2027 02:30", "2027-10-31T02:30"),
        ("28 March 2027 02:30", "2027-03-28T02:30"),
    ],
)
def test_a_time_without_a_zone_has_the_offset_of_its_day(printed, released):
    release, notes = taught(profile('zone = "Europe/Berlin"'), printed, "A headline of several words", BODY, NEXT)
    assert release.released == Moment(released)
    added = released.endswith(("+01:00", "+02:00"))
    assert (rules_of(release, "released")[-1] == "profile:port") is added
    unclear = printed.endswith("02:30")
    assert [note.code for note in notes] == (["profile-zone"] if added else ["profile-zone-unclear"] if unclear else [])


def test_an_embargo_has_the_zone_of_the_house_too():
    parts = ["Embargoed until 14 March 2027, 09:30", "A headline of several words", BODY, NEXT]
    release, notes = taught(profile('zone = "Europe/Berlin"'), *parts)
    assert release.embargo.until == Moment("2027-03-14T09:30+01:00")
    assert release.embargo.printed == parts[0]
    assert [note.where for note in notes] == ["/embargo"]


def test_an_issuer_that_is_printed_needs_no_note():
    rules = profile("[issuer]", 'name = "Port of Westhaven"')
    release, notes = taught(rules, "A headline of several words", BODY + " The Port of Westhaven was the host.", NEXT)
    assert [issuer.name for issuer in release.issuers] == ["Port of Westhaven"]
    assert notes == []
    assert release.source.found[-1].words == "Port of Westhaven"


def test_an_issuer_that_is_not_printed_is_a_guess_and_strict_reading_refuses_it():
    rules = profile("[issuer]", 'name = { fr = "Port de Westhaven", en = "Port of Westhaven" }', 'uri = "https://port.example"')
    parts = ["A headline of several words", BODY, NEXT]
    release, notes = taught(rules, *parts)
    assert [(issuer.name, issuer.uri) for issuer in release.issuers] == [("Port of Westhaven", "https://port.example")]
    assert [(note.message, note.code, note.where) for note in notes] == [
        (
            "the issuer is Port of Westhaven, as the profile 'port' says; not printed: Port of Westhaven, https://port.example",
            "profile-issuer",
            "/issuers",
        )
    ]
    assert release.source.found[-1].words == ""
    with pytest.raises(ReadError, match="profile-issuer"):
        taught(rules, *parts, strict=True)


def test_a_line_that_names_the_issuer_wins_over_the_house_and_a_guess_does_not():
    rules = profile("[issuer]", 'name = "Port of Westhaven"')
    line = "Ministry of Ports · Press release · 14 March 2027"
    release, notes = taught(rules, line, "A headline of several words", BODY, NEXT)
    assert ([issuer.name for issuer in release.issuers], notes) == (["Ministry of Ports"], [])
    parts = ["A headline of several words", BODY, "About Quay Cranes", NEXT]
    release, _ = taught(profile(), *parts)
    assert [issuer.name for issuer in release.issuers] == ["Quay Cranes"]
    release, _ = taught(rules, *parts)
    assert [issuer.name for issuer in release.issuers] == ["Port of Westhaven"]


def test_a_line_of_the_page_is_taken_wherever_it_stands_and_is_recorded():
    rules = profile('residue = ["Send to a friend"]')
    release, _ = taught(rules, "A headline of several words", BODY, "SEND TO A FRIEND", NEXT + "\nSend to a friend:")
    assert texts(release) == [BODY, NEXT]
    found = [(each.rule, each.words) for each in release.source.found if each.field == "residue"]
    assert found == [("profile:port", "SEND TO A FRIEND"), ("profile:port", "Send to a friend:")]


def test_a_number_is_known_by_its_pattern_with_or_without_a_word_for_it():
    rules = profile("[number]", "pattern = 'PW[A-Z] \\d+'", 'scheme = "port"', "[labels]", 'number = ["Our sign"]')
    for line in ("PWX 7", "Our sign: PWX 7", "Ref. PWX 7"):
        release, notes = taught(rules, "A headline of several words", BODY, NEXT, line)
        assert [(number.value, number.scheme) for number in release.numbers] == [("PWX 7", "port")], line
        assert (texts(release), notes) == ([BODY, NEXT], [])
    assert taught(rules, "A headline of several words", BODY, "PWX 7a")[0].numbers == ()


def test_a_number_that_stands_at_both_ends_is_one():
    rules = profile("[number]", "pattern = 'PW \\d+'")
    release, _ = taught(rules, "PW 7", "A headline of several words", BODY, NEXT, "PW 7")
    assert [number.value for number in release.numbers] == ["PW 7"]
    assert texts(release) == [BODY, NEXT]
    assert rules_of(release, "numbers") == ["profile:port"] * 2


def test_lines_that_flow_go_on_flowing_where_one_between_them_is_taken():
    rules = profile('residue = ["Print"]')
    content = (Text("One line\nPrint\nand another"),)
    body = (
        Paragraph((Text(BODY),)),
        Paragraph(content),
        Paragraph((Text("One"), LineBreak(), Text("Print"), LineBreak(), Text("two"))),
    )
    found = find(Release(headline=(Text("A"),), body=body, lang="en"), Context(profiles=[rules]), format="test")
    assert normalise(found).body[1:] == (
        Paragraph((Text("One line\nand another"),)),
        Paragraph((Text("One"), LineBreak(), Text("two"))),
    )


def test_a_breadcrumb_may_have_separators_of_its_own_and_first_steps_that_do_not_count():
    rules = profile("[section]", 'drop = ["Portal", "Press centre"]', 'separators = ["~"]')
    release, _ = taught(rules, "Portal ~ Press centre ~ Harbour ~ News", "A headline of several words", BODY, NEXT)
    assert release.section == ("Harbour", "News")
    assert "Portal ~ Press centre ~ Harbour ~ News" in [found.words for found in release.source.found]


def test_labels_teach_the_words_of_fields_and_parts():
    rules = profile(
        "[labels]", 'end = ["+++"]', 'notes = ["For the desk"]', 'about = ["Who we are"]', 'instruction = ["Free to print"]'
    )
    parts = ["Free to print", "A headline of several words", BODY, NEXT, "+++", "Who we are", NEXT, "For the desk", BODY]
    release, _ = taught(rules, *parts)
    assert (release.instruction, release.end_mark) == ("Free to print", "+++")
    assert [getattr(block, "kind", "") for block in release.body] == ["", "", "boilerplate", "notes-to-editors"]
    assert taught(profile(), *parts)[0].end_mark == ""


def test_a_profile_says_the_language_of_all_releases_of_its_source():
    release, notes = taught(profile('lang = "nn"'), "A headline of several words", BODY, NEXT)
    assert release.lang == "nn"
    assert [(note.code, note.where) for note in notes] == [("profile-language", "/lang")]
    release, notes = taught(profile('lang = "en"'), "A headline of several words", BODY, NEXT)
    assert (release.lang, notes) == ("en", [])
    assert rules_of(release, "lang") == ["script-and-function-words"]


def test_a_kind_that_words_name_wins_over_the_kind_of_the_house():
    rules = profile('kind = "advisory"')
    assert taught(rules, "Statement by the port on the flood", BODY, NEXT)[0].kind == "statement"
    release, notes = taught(rules, "A headline of several words", BODY, NEXT)
    assert (release.kind, [note.code for note in notes]) == ("advisory", ["profile-kind"])


def test_where_nothing_is_looked_for_no_profile_is_used():
    context = Context(find=False, profiles=[profile('kind = "advisory"')])
    release = reads(BODY, "text", context=context)
    assert (release.kind, release.source, context.notes) == ("press-release", None, [])


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('zone = "Europe/Berlin"', 'port.toml: a profile has to have a name: write name = "our-ministry" at its top'),
        ('name = "our port"', "port.toml:1: name: 'our port' is not a name: use letters of the Latin alphabet"),
        ('\nname = "p"\nzones = "Europe/Berlin"', "port.toml:3: there is no key 'zones' at the top: did you mean zone?"),
        ('name = "p"\nzone = "Mars/Base"', "port.toml:2: zone: 'Mars/Base' is not a time zone: write its name in the IANA"),
        ('name = "p"\nzone = "../etc/passwd"', "port.toml:2: zone: '../etc/passwd' is not a time zone"),
        ('name = "p"\nlang = "in English"\n', "port.toml:2: lang: 'in English' is not a language tag"),
        ('name = "p"\nresidue = "Print"', 'port.toml:2: residue is a list of at most 500 values: write residue = ["…"]'),
        ('name = "p"\nresidue = [1]', "port.toml:2: residue is words in quotes"),
        ('name = "p"\n[labels]\nabot = ["Who"]', "port.toml:3: there is no key 'abot' in [labels]: did you mean about?"),
        ('name = "p"\n[number]\nscheme = "p"', "port.toml:2: [number] needs a pattern"),
        ('name = "p"\n[number]\npattern = "(a"', "port.toml:3: pattern: the pattern opens a group and does not close it"),
        ('name = "p"\n[match]\nnumber = true', "port.toml:3: [match] asks for a number, and there is no pattern for it"),
        ('name = "p"\n[match]', "port.toml:2: [match] says nothing"),
        ('name = "p"\nmatch = ["x"]', "port.toml:2: match is a table: write [match] on a line"),
        ('name = "p"\n[issuer]\nuri = "x"', "port.toml:2: the issuer's name is words in quotes"),
        ('name = "p"\n[issuer]\nname = { english = "x", fr = 3 }', "port.toml:3: the issuer's name is words in quotes"),
        ('name = "p"\n[section\n', "port.toml:2:9: not TOML: expected ']' at the end of a table declaration"),
        ('name = "p', "port.toml:1"),
        ("name = " + "[" * 5000, "port.toml"),
        ("#" * 100_001, "port.toml: a profile has at most 100,000 characters"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(text, message):
    with pytest.raises(ReadError) as caught:
        Profile.from_toml(text, "port.toml")
    assert str(caught.value).startswith(message)


def test_every_key_is_known_to_the_file_and_every_label_to_the_languages():
    assert tuple(KEYS["labels"]) == LABELS
    assert set(LABELS) <= set(Language.__slots__)
    assert tomllib.loads(MINISTRY.read_text())["name"] == Profile.from_toml(MINISTRY.read_text()).name


# ── patterns ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"\d{1,4}-\d\d", ["1-22", "1234-22"], ["12345-22", "-22", "1-2", "1-22 "]),
        (r"(No\. )?[A-Z]+\d*", ["No. AB", "A1"], ["No AB", "", "a"]),
        (r"a|bc|(?:d{2,})", ["a", "bc", "dd", "dddd"], ["b", "d", "abc"]),
        (r"(\d{1,2}){2}", ["11", "1111"], ["1", "11111"]),
        (r"[^\]x-]+", ["ab"], ["a]", "x", "-"]),
        (r"\(\d\) №.", ["(1) №7"], ["1 №7", "(1) №"]),
    ],
)
def test_a_pattern_matches_whole_lines(pattern, yes, no):
    assert [line for line in yes if not Pattern(pattern).matches(line)] == []
    assert [line for line in no if Pattern(pattern).matches(line)] == []


@pytest.mark.parametrize(
    "pattern",
    ["", "(a", "a)", "^a", "a$", "a**", "a+?", "*", "a{3,2}", "a{,2}", "(?=a)", "(?P<n>a)", "[a", r"\b", r"(a)\1", "a\\", "[z-a]",
     "[[a]", "((a{50}){50}){50}", "(" * 12 + "a" + ")" * 12, "a" * 201],
)  # fmt: skip
def test_a_pattern_that_is_not_understood_or_too_large_is_refused(pattern):
    with pytest.raises(FieldError, match="the pattern "):
        Pattern(pattern)


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|a)*b", r"(a|aa)+b", r".*.*.*.*.*.*.*.*b", r"(a*)*(a*)*b"])
def test_a_pattern_that_re_would_never_end_with_ends(pattern):
    assert not Pattern(pattern).matches("a" * 80)
    assert not Pattern(pattern).matches("a" * 100_000 + "b")
