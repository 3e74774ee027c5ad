"""`--no-find` and `--profile` on every command that reads."""

from __future__ import annotations

import json

import pytest

from releasekit import reads

PAGE = """\
[Harbour / News /](#)

14 March 2027 18:20

The harbour of Testing opens after four years of building

The harbour of Testing opens today, and all who have waited for it are asked to come and to see what has been built.
"""
PROFILE = 'name = "port"\nzone = "Europe/Berlin"\n'
COMMANDS = (["convert", "--to", "json", "-o", "-"], ["show"], ["check"], ["diff", "harbour.json"])


@pytest.fixture
def page(folder):
    (folder / "page.txt").write_text(PAGE)
    (folder / "port.toml").write_text(PROFILE)
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_that_reads_can_be_told_not_to_look_for_fields(command, run, page):  # noqa: ARG001  (makes the files)
    name, *rest = command
    found, plain = run(name, *rest, "page.txt"), run(name, *rest, "page.txt", "--no-find")
    assert (found.code in {0, 4}, plain.code in {0, 4}) == (True, True)
    assert found.out != plain.out


def test_without_finding_every_word_stays_in_the_text(run, page):
    assert run("convert", "page.txt", "-o", "page.json", "--no-find").code == 0
    release = reads((page / "page.json").read_bytes(), "json")
    assert (release.headline, release.section, release.released, release.source) == ((), (), None, None)
    assert len(release.body) == 4


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_that_reads_takes_a_profile(command, run, page):  # noqa: ARG001  (makes the files)
    name, *rest = command
    outcome = run(name, *rest, "page.txt", "--profile", "port.toml")
    assert outcome.code in {0, 4}
    assert outcome.lines[0] == (
        "page.txt: guessed: 2027-03-14 18:20 is printed without a zone: it is +01:00, the time in Europe/Berlin, as the profile"
        " 'port' says [profile-zone] at /released"
    )


def test_a_profile_that_is_named_alone_is_used_whatever_it_matches(run, page):
    (page / "port.toml").write_text(PROFILE + '[match]\nwords = ["Westhaven"]\n')
    outcome = run("show", "page.txt", "--profile", "port.toml", "--json")
    assert json.loads(outcome.raw)["release"]["released"] == "2027-03-14T18:20+01:00"


def test_of_several_profiles_the_first_that_matches_is_used(run, page):
    (page / "other.toml").write_text('name = "other"\nzone = "Asia/Tokyo"\n[match]\nwords = ["Westhaven"]\n')
    (page / "port.toml").write_text(PROFILE + '[match]\nwords = ["Testing"]\n')
    outcome = run("show", "page.txt", "--profile", "other.toml", "--profile", "port.toml", "--json")
    assert json.loads(outcome.raw)["release"]["released"] == "2027-03-14T18:20+01:00"
    (page / "port.toml").write_text(PROFILE + '[match]\nwords = ["Eastwich"]\n')
    outcome = run("show", "page.txt", "--profile", "other.toml", "--profile", "port.toml")
    assert outcome.code == 0
    assert outcome.lines == [
        "page.txt: note: no profile is for this release, and none was used (other, port) [no-profile-matches]"
    ]


def test_strict_reading_refuses_what_a_profile_adds(run, page):  # noqa: ARG001  (makes the files)
    outcome = run("convert", "page.txt", "-o", "page.json", "--profile", "port.toml", "--strict")
    assert outcome.code == 1
    assert outcome.err.endswith("[profile-zone], and reading is strict\n")


def test_a_profile_that_cannot_be_read_is_told(run, page):
    for text, said in [
        (b'name = "port"\nzones = "x"\n', "port.toml:2: there is no key 'zones' at the top: did you mean zone?"),
        (b'name = "p\xff"\n', "port.toml:1: not UTF-8, as a profile has to be: save it so"),
        (b'\xef\xbb\xbfname = "port"\n', None),
    ]:
        (page / "port.toml").write_bytes(text)
        outcome = run("show", "page.txt", "--profile", "port.toml")
        assert (outcome.code, outcome.lines) == ((1, [said]) if said else (0, []))
    assert run("show", "page.txt", "--profile", "nowhere.toml").lines == [
        "nowhere.toml: cannot read: No such file or directory"
    ]


def test_a_profile_says_how_to_find_and_goes_with_no_ban_on_it(run, page):  # noqa: ARG001  (makes the files)
    outcome = run("show", "page.txt", "--profile", "port.toml", "--no-find")
    assert outcome.code == 2
    assert "not allowed with" in outcome.err


def test_a_profile_for_a_file_that_states_its_fields_is_told_to_be_unused(run, page):  # noqa: ARG001  (makes the files)
    outcome = run("show", "harbour.json", "--profile", "port.toml")
    assert outcome.code == 0
    assert outcome.lines == [
        "harbour.json: note: nothing was found in the words of this file, by a profile or without one [profile-unused]"
    ]


def test_help_tells_of_finding(run):
    for name in ("convert", "show", "check", "diff"):
        told = run(name, "--help").out
        assert "--no-find" in told
        assert "--profile FILE" in told
