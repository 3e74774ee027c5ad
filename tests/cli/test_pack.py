"""`releasekit pack` and `releasekit unpack`: options, exit codes, what is printed, what is left alone."""

from __future__ import annotations

import io
import sys
import time

import pytest
from PIL import Image

from releasekit import read
from releasekit.binding import read_pack
from releasekit.cli import progress

pytestmark = pytest.mark.usefixtures("week")
AT = ("--at", "2027-03-20")


def text(title, *lines):
    return "\n".join(["---", f"title: {title}", *lines, "---", "", "Boats may land.", ""])


@pytest.fixture
def week(folder):
    place = folder / "week"
    place.mkdir()
    (place / "a.md").write_text(text("Quay", "released: 2027-03-15", "lang: en", "type: statement"))
    (place / "b.md").write_text(text("Bridge", "released: 2027-03-17", "lang: de", "section: [Land]"))
    (place / "c.md").write_text(text("Ferry", "released: 2027-03-16", "lang: en", "numbers: [7-2027]"))
    return place


def titles(path):
    return [entry.release.headline[0].text for entry in read_pack(path.read_bytes()).entries]


def test_a_folder_becomes_a_pack_whose_name_is_printed(run, folder):
    outcome = run("pack", "week", "-o", "pack.json", *AT)
    assert (outcome.code, outcome.out, outcome.err) == (0, "pack.json\n", "")
    assert titles(folder / "pack.json") == ["Quay", "Bridge", "Ferry"]
    assert run("pack", "week/", "-o", "pack.json", "-q", *AT).out == ""


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--order", "date"], ["Quay", "Ferry", "Bridge"]),
        (["--since", "2027-03-16"], ["Bridge", "Ferry"]),
        (["--until", "2027-03-16"], ["Quay", "Ferry"]),
        (["--lang", "en"], ["Quay", "Ferry"]),
        (["--kind", "statement"], ["Quay"]),
        (["--section", "land"], ["Bridge"]),
        (["--lang", "de", "--lang", "en", "--kind", "press-release"], ["Bridge", "Ferry"]),
    ],
)
def test_options_choose_and_order(run, folder, options, wanted):
    assert run("pack", "week", "-o", "pack.json", *AT, *options).code == 0
    assert titles(folder / "pack.json") == wanted


def test_the_cover_is_said_by_options_before_a_manifest(run, week, folder):
    (week / "pack.toml").write_text('title = "Old"\npurpose = "Kept"\nreleases = ["a.md"]\n')
    run("pack", "week/pack.toml", "-o", "pack.json", *AT, "--title", "New", "--marking", "TLP:AMBER", "--date", "2027-03-19",
        "--translations", "facing", "--style", "newsroom")  # fmt: skip
    pack = read_pack((folder / "pack.json").read_bytes())
    assert (pack.title, pack.purpose, pack.marking, str(pack.date)) == ("New", "Kept", "TLP:AMBER", "2027-03-19")
    assert (pack.translations, pack.style) == ("facing", "newsroom")


def test_standard_output_takes_a_pack_whose_format_is_named(run):
    assert run("pack", "week", "-o", "-", "--to", "json", *AT).out.startswith('{\n  "releasekit": 1,\n  "pack": {')
    outcome = run("pack", "week", "-o", "-", *AT)
    assert outcome.code == 2
    assert "standard output needs a format" in outcome.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["week"], "name the file to write with -o"),
        (["week", "-o", "x.json", "--marking", "HUSH"], "--marking: the marking 'HUSH' is not known"),
        (["week", "-o", "x.json", "--since", "March"], "'March' is not a date or time"),
        (["week", "-o", "x.json", "--since", "2027-03-15T09:00"], "has a time: write the day alone"),
        (["week", "-o", "x.json", "--since", "2027-05", "--until", "2027-01"], "--since and --until: 2027-05 is after 2027-01"),
        (["week", "-o", "x.json", "--at", "2027-03-15T09:00"], "has no zone: write 2027-03-15T09:00Z"),
        (["week", "-o", "x.json", "--order", "size"], "invalid choice"),
        (["", "-o", "x.json"], "the name of IN is empty"),
        (["week/a.md", "--init"], "--init takes one folder"),
        (
            ["week", "--init", "--title", "The week"],
            "--title is for binding, and --init only begins a manifest: write title there",
        ),
        (["week", "--init", "--lang", "de"], "--lang is for binding"),
    ],
)
def test_wrong_use_is_exit_code_2(run, folder, words, said):
    outcome = run("pack", *words)
    assert outcome.code == 2
    assert said in outcome.err
    assert not (folder / "x.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gone", "-o", "x.json"], "gone: cannot read: No such file or directory"),
        (["week", "-o", "x.odt"], "x.odt: packs are not written as OpenDocument text yet: there are"),
        (["week", "-o", "gone/x.json"], "gone/x.json: cannot write: there is no folder gone"),
        (["week", "-o", "week"], "cannot tell the format from the suffix"),
        (["week/a.md", "-o", "week/a.md"], "this is the input itself"),
        (["week", "-o", "x.json", "--kind", "speech"], "nothing is left to be bound"),
    ],
)
def test_what_cannot_be_done_is_exit_code_1_in_one_line(run, words, said):
    outcome = run("pack", *words, *AT)
    assert outcome.code == 1
    assert said in outcome.lines[-1]


def test_a_folder_that_no_manifest_is_begun_of_is_named(run, folder):
    (folder / "more").mkdir()
    outcome = run("pack", "--init", "more")
    assert (outcome.code, outcome.lines[0].partition(" here ")[0]) == (1, "more: no file")


def test_an_embargo_is_exit_code_5_unless_it_is_allowed(run, week, folder):
    (week / "d.md").write_text(text("Later", "embargo: 2027-03-25T09:00Z"))
    outcome = run("pack", "week", "-o", "pack.json", *AT)
    assert outcome.code == 5
    assert outcome.lines == [
        "week/d.md: under embargo until 2027-03-25T09:00Z: nothing is bound; with --embargoed it is, and stamped"
    ]
    assert not (folder / "pack.json").exists()
    assert run("pack", "week", "-o", "pack.json", *AT, "--embargoed").code == 0
    assert [entry.embargoed for entry in read_pack((folder / "pack.json").read_bytes()).entries] == [False, False, False, True]
    assert run("pack", "week", "-o", "pack.json", "--at", "2027-03-25T09:00Z").code == 0


def test_what_cannot_be_read_stops_the_pack_or_is_missing(run, week, folder):
    (week / "bad.md").write_text("---\ntitle: [\n---\n")
    outcome = run("pack", "week", "-o", "pack.json", *AT)
    assert outcome.code == 1
    assert outcome.lines[-1].startswith("week/bad.md:")
    outcome = run("pack", "week", "-o", "pack.json", *AT, "--keep-going")
    assert outcome.code == 0
    assert "lost: week/bad.md cannot be read, and is listed as missing" in outcome.err
    assert [left.origin.name for left in read_pack((folder / "pack.json").read_bytes()).missing] == ["week/bad.md"]


def test_a_manifest_is_begun_and_bound(run, folder):
    assert run("pack", "--init", "week").out.startswith("# The manifest of a briefing pack.")
    assert run("pack", "--init", "week", "-o", "week/pack.toml").code == 0
    assert run("pack", "--init", "week", "-o", "week/pack.toml").code == 1
    assert run("pack", "--init", "week", "-o", "week/pack.toml", "--force").code == 0
    assert run("pack", "--init", "week", "-o", "pack.toml").code == 2
    assert run("pack", "week/pack.toml", "-o", "pack.md", *AT).code == 0
    assert titles(folder / "pack.md") == ["Quay", "Bridge", "Ferry"]


# ── taking apart ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pack_is_taken_apart_into_files_whose_names_are_printed(run, week, folder):
    run("pack", "week", "-o", "pack.tei.xml", *AT)
    outcome = run("unpack", "pack.tei.xml", "-o", "out/")
    assert (outcome.code, outcome.out) == (0, "out/a.md\nout/b.md\nout/c.md\n")
    assert read(folder / "out" / "b.md") == read(week / "b.md")
    assert run("unpack", "pack.tei.xml", "--to", "docx", "-o", "word", "-q").out == ""
    assert sorted(path.name for path in (folder / "word").iterdir()) == ["a.docx", "b.docx", "c.docx"]


def test_pictures_that_are_in_a_pack_are_printed_with_the_files(run, folder, week):
    Image.new("RGB", (1, 1)).save(week / "quay.png")
    (week / "a.md").write_text("---\ntitle: Quay\nlang: en\n---\n\n![The quay](quay.png)\n")
    run("pack", "week/a.md", "-o", "pack.docx", *AT)
    outcome = run("unpack", "pack.docx", "-o", "out", "--extract-media", "out/media")
    assert (outcome.code, outcome.out.splitlines()) == (0, ["out/media/quay.png", "out/a.md"])
    assert "(media/quay.png)" in (folder / "out" / "a.md").read_text()


def test_pages_of_what_is_taken_apart_look_as_asked(run, week, folder):
    (week / "a.md").write_text("---\ntitle: Quay\nlang: en\n---\n\nA sign: \U00012000.\n")
    run("pack", "week/a.md", "-o", "pack.json", *AT)
    refused = run("unpack", "pack.json", "--to", "pdf", "-o", "out")
    assert refused.code == 1
    assert "--fallback box" in refused.err
    for style in ("ministry", "newsroom"):
        outcome = run("unpack", "pack.json", "--to", "pdf", "-o", style, "--style", style, "--fallback", "box")
        assert (outcome.code, outcome.out) == (0, f"{style}/a.pdf\n")
        assert "[character-boxed]" in outcome.err
    assert (folder / "ministry" / "a.pdf").read_bytes() != (folder / "newsroom" / "a.pdf").read_bytes()


def test_files_in_the_way_are_kept_unless_forced(run, folder):
    run("pack", "week", "-o", "pack.json", *AT)
    (folder / "out").mkdir()
    (folder / "out" / "b.md").write_text("mine")
    assert run("unpack", "pack.json", "-o", "out").code == 1
    assert [path.name for path in (folder / "out").iterdir()] == ["b.md"]
    assert run("unpack", "pack.json", "-o", "out", "--force").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["week/a.md", "-o", "out"], 1, "no pack: its front matter would have the line 'type: briefing-pack'"),
        (["gone.json", "-o", "out"], 1, "cannot read"),
        (["week", "-o", "out"], 1, "it is a folder: name a file"),
        (["week/a.md", "--to", "opml", "-o", "out"], 2, "is read, not written"),
        (["week/a.md"], 2, "-o"),
        (["week/a.md", "-o", "out", "--style", "newsroom"], 2, "--style is for Word and PDF, and none would be written"),
        (["week/a.md", "-o", "out", "--extract-media", ""], 2, "the name of the folder for pictures is empty"),
    ],
)
def test_what_is_no_pack_is_refused(run, words, code, said):
    outcome = run("unpack", *words)
    assert outcome.code == code
    assert said in outcome.err


# ── progress ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_is_shown_after_a_second_on_a_terminal_and_cleared(monkeypatch):
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    now = time.monotonic()
    with progress.Progress("read", 10) as bar:
        bar.step()
        assert shown.getvalue() == ""
        monkeypatch.setattr(time, "monotonic", lambda: now + 2)
        bar.step()
        assert "2/10" in shown.getvalue()
        bar.goes_on("write", 4)
    assert shown.getvalue().endswith("\r")


def test_no_bar_is_shown_where_nobody_sees_it(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(progress, "DELAY", 0)
    with progress.Progress("read") as bar:
        bar.step()
    assert shown.getvalue() == ""
