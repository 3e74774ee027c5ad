from __future__ import annotations

import json
import os

import pytest

from releasekit import Format, WriteError, read, registry
from releasekit.formats import native

pytestmark = pytest.mark.usefixtures("lossy")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_converted_to_what_its_suffix_says(run):
    outcome = run("convert", "harbour.json", "-o", "copy.json")
    assert (outcome.code, outcome.out, outcome.err) == (0, "copy.json\n", "")
    assert read("copy.json") == read("harbour.json")


def test_quiet_prints_no_names(run, folder):
    outcome = run("convert", "harbour.json", "-o", "copy.json", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert names(folder) == ["copy.json", "harbour.json"]


def test_a_named_format_wins_over_the_suffix(run, folder):
    assert run("convert", "harbour.json", "-o", "copy.txt", "--to", "native").code == 0
    assert json.loads((folder / "copy.txt").read_text())["title"] == "Harbour opens"
    assert run("convert", "copy.txt", "--from", "json", "-o", "again.json").code == 0
    assert read("again.json") == read("harbour.json")


def test_without_a_target_the_documents_stand_beside_the_input(run, folder):
    (folder / "deep").mkdir()
    (folder / "harbour.json").rename(folder / "deep/harbour.json")
    outcome = run("convert", "deep/harbour.json", "--to", "lossy")
    assert (outcome.code, outcome.out) == (0, "deep/harbour.lossy\n")
    assert names(folder / "deep") == ["harbour.json", "harbour.lossy"]


def test_the_four_documents_are_made_where_none_is_named(run, folder):
    outcome = run("convert", "harbour.json")
    assert outcome.code == 0
    assert outcome.out.split() == ["harbour.docx", "harbour.pdf", "harbour.md", "harbour.tei.xml"]
    assert (folder / "harbour.docx").read_bytes().startswith(b"PK")
    assert (folder / "harbour.pdf").read_bytes().startswith(b"%PDF-")
    assert (folder / "harbour.md").read_text().startswith("---\n")
    assert "<TEI" in (folder / "harbour.tei.xml").read_text()


def test_of_the_four_documents_the_input_is_not_one(run):
    run("convert", "harbour.json", "-o", "harbour.tei.xml")
    outcome = run("convert", "harbour.tei.xml")
    assert outcome.code == 0
    assert outcome.out.split() == ["harbour.docx", "harbour.pdf", "harbour.md"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a.json", "a"),
        ("a.b.json", "a.b"),
        ("a.tei.xml", "a"),
        ("a.TEI.XML", "a"),
        ("a.xml", "a"),
        ("a.strange", "a"),
        ("a", "a"),
        (".json", ".json"),
        (".hidden", ".hidden"),
    ],
)
def test_the_whole_suffix_of_the_input_gives_way(run, folder, name, stem):
    (folder / "harbour.json").rename(folder / name)
    outcome = run("convert", name, "--from", "json", "--to", "lossy")
    assert (outcome.code, outcome.out) == (0, f"{stem}.lossy\n")


@pytest.mark.parametrize("options", [["--to", "json,lossy"], ["--to", "json", "--to", "lossy"], ["-t", "json, lossy,native"]])
def test_several_formats_go_into_a_folder_that_is_made(run, folder, options):
    outcome = run("convert", "harbour.json", "-o", "out/new/", *options)
    assert (outcome.code, outcome.out) == (0, "out/new/harbour.json\nout/new/harbour.lossy\n")
    assert names(folder / "out/new") == ["harbour.json", "harbour.lossy"]


def test_a_folder_that_exists_needs_no_slash(run, folder):
    (folder / "out").mkdir()
    assert run("convert", "harbour.json", "-o", "out", "--to", "lossy").out == "out/harbour.lossy\n"


def test_a_folder_that_is_called_like_a_document_needs_one(run, folder):
    (folder / "out.json").mkdir()
    outcome = run("convert", "harbour.json", "-o", "out.json")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.lines == ["out.json: cannot write: it is a folder; to write into it, end its name with a slash"]
    assert run("convert", "harbour.json", "-o", "out.json/", "--to", "json").out == "out.json/harbour.json\n"


def test_standard_input_goes_to_standard_output(run, folder):
    data = (folder / "harbour.json").read_bytes()
    for argv in (["-", "--to", "json"], ["-", "-o", "-", "--to", "json"], ["harbour.json", "-o", "-", "--to", "json"]):
        outcome = run("convert", *argv, stdin=data)
        assert (outcome.code, outcome.err) == (0, "")
        assert json.loads(outcome.raw)["title"] == "Harbour opens"


def test_standard_input_goes_to_a_file_or_a_folder(run, folder):
    data = (folder / "harbour.json").read_bytes()
    assert run("convert", "-", "-o", "copy.json", stdin=data).out == "copy.json\n"
    assert run("convert", "-", "-o", "out/", "--to", "json,lossy", stdin=data).out == "out/release.json\nout/release.lossy\n"


def test_binary_documents_reach_standard_output_as_they_are(run, folder):
    outcome = run("convert", "harbour.json", "-o", "-", "--to", "docx")
    assert outcome.code == 0
    run("convert", "harbour.json", "-o", "out.docx")
    assert outcome.raw == (folder / "out.docx").read_bytes()


def test_a_terminal_gets_no_binary_document(run, monkeypatch):
    monkeypatch.setattr("releasekit.cli.terminal.is_terminal", lambda: True)
    outcome = run("convert", "harbour.json", "-o", "-", "--to", "pdf")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert "PDF is not for a terminal" in outcome.lines[-1]
    assert run("convert", "harbour.json", "-o", "-", "--to", "json").code == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([""], "the name of IN is empty"),
        (["harbour.json", "-o", ""], "the name of OUT is empty"),
        (["-"], "standard output takes one document"),
        (["-", "--to", "json,md"], "standard output takes one document"),
        (["harbour.json", "-o", "-"], "standard output takes one document"),
        (["harbour.json", "-o", "one.json", "--to", "json,md"], "-o one.json names one file"),
        (["harbour.json", "--to", "nonsense"], "there is no format 'nonsense'"),
        (["harbour.json", "--to", "json,,md"], "there is no format ''"),
        (["harbour.json", "--from", "nonsense"], "there is no format 'nonsense'"),
        (["harbour.json", "--from", "lossy"], "lossy JSON is written, not read"),
        (["harbour.json", "--to", "readonly"], "read-only is read, not written"),
    ],
)
def test_wrong_use_ends_with_2_and_writes_nothing(run, folder, monkeypatch, argv, said):
    one_way = Format(name="readonly", title="read-only", suffixes=(".ro",), read=native.FORMAT.read)
    monkeypatch.setattr(registry, "BUILTINS", (*registry.BUILTINS, one_way))
    outcome = run("convert", *argv, stdin=(folder / "harbour.json").read_bytes())
    assert (outcome.code, outcome.raw) == (2, b"")
    assert said in outcome.lines[-1]
    assert names(folder) == ["harbour.json"]


def test_a_target_without_a_known_suffix_is_refused(run, monkeypatch):
    outcome = run("convert", "harbour.json", "-o", "out.strange")
    assert (outcome.code, outcome.lines) == (1, ["out.strange: cannot tell the format from the suffix: name it with --to"])
    one_way = Format(name="readonly", title="read-only", suffixes=(".ro",), read=native.FORMAT.read)
    monkeypatch.setattr(registry, "BUILTINS", (*registry.BUILTINS, one_way))
    outcome = run("convert", "harbour.json", "-o", "out.ro")
    assert (outcome.code, outcome.lines) == (1, ["out.ro: read-only is read, not written: see releasekit formats"])


# ── what is kept ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_o_did_not_name_is_kept_unless_forced(run, folder):
    (folder / "harbour.lossy").write_text("old")
    outcome = run("convert", "harbour.json", "--to", "lossy")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.lines == ["harbour.lossy: there is such a file already: --force replaces it, -o names another"]
    assert (folder / "harbour.lossy").read_text() == "old"
    assert run("convert", "harbour.json", "--to", "lossy", "--force").code == 0
    assert (folder / "harbour.lossy").read_text() != "old"


def test_one_file_that_is_in_the_way_stops_all(run, folder):
    (folder / "out").mkdir()
    (folder / "out/harbour.lossy").symlink_to("nowhere")
    outcome = run("convert", "harbour.json", "--to", "json,lossy", "-o", "out")
    assert outcome.code == 1
    assert len(outcome.lines) == 1
    assert names(folder / "out") == ["harbour.lossy"]


def test_a_file_that_o_names_is_replaced(run, folder):
    (folder / "out.json").write_text("old")
    assert run("convert", "harbour.json", "-o", "out.json").code == 0
    assert read("out.json") == read("harbour.json")


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("target", ["harbour.json", "./harbour.json", "link.json", "hard.json", "out/../harbour.json"])
def test_the_input_itself_is_never_the_target(run, folder, target, force):
    (folder / "out").mkdir()
    (folder / "link.json").symlink_to("harbour.json")
    (folder / "hard.json").hardlink_to("harbour.json")
    before = (folder / "harbour.json").read_bytes()
    outcome = run("convert", "harbour.json", "-o", target, *force)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.lines == [f"{target.removeprefix('./')}: this is the input itself: name another file with -o"]
    assert (folder / "harbour.json").read_bytes() == before


def test_the_input_itself_is_not_written_beside_itself(run):
    outcome = run("convert", "harbour.json", "--to", "json", "--force")
    assert (outcome.code, outcome.lines) == (1, ["harbour.json: this is the input itself: name another file with -o"])


def test_an_input_that_is_a_link_is_read_and_what_it_leads_to_is_no_target(run, folder):
    (folder / "link.json").symlink_to("harbour.json")
    assert run("convert", "link.json", "--to", "lossy").out == "link.lossy\n"
    assert run("convert", "link.json", "-o", "harbour.json").code == 1


def test_two_formats_that_want_one_file_are_refused(run, folder, monkeypatch):
    twin = Format(name="twin", title="twin JSON", suffixes=(".lossy",), write=native.FORMAT.write)
    monkeypatch.setattr(registry, "BUILTINS", (*registry.BUILTINS, twin))
    outcome = run("convert", "harbour.json", "--to", "lossy,twin")
    assert outcome.code == 1
    assert outcome.lines == ["harbour.lossy: lossy JSON and twin JSON would both be written here: name a file for each with -o"]
    assert names(folder) == ["harbour.json"]


def test_a_document_that_cannot_be_made_keeps_the_others_from_being_written(run, folder, monkeypatch):
    def fail(_release, context):
        raise WriteError("no such luck", name=context.name)

    monkeypatch.setattr(
        registry, "BUILTINS", (*registry.BUILTINS, Format(name="bad", title="bad", suffixes=(".bad",), write=fail))
    )
    outcome = run("convert", "harbour.json", "--to", "json,bad", "-o", "out/")
    assert (outcome.code, outcome.lines) == (1, ["out/harbour.bad: no such luck"])
    assert names(folder) == ["harbour.json"]


def test_where_the_second_file_cannot_be_written_the_first_is_named(run, folder, monkeypatch):
    real = os.replace

    def once(source, target):
        if str(target).endswith(".lossy"):
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("pathlib.Path.replace", once)
    outcome = run("convert", "harbour.json", "--to", "json,lossy", "-o", "out/")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.lines[-1:] == [
        "out/harbour.lossy: cannot write: No space left on device; written before it: out/harbour.json"
    ]
    assert names(folder / "out") == ["harbour.json"]


def test_a_folder_that_cannot_be_made_is_named(run):
    outcome = run("convert", "harbour.json", "-o", "harbour.json/out/", "--to", "json")
    assert (outcome.code, outcome.lines) == (1, ["harbour.json/out: cannot make this folder: Not a directory"])


# ── losses ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_loss_is_said_and_the_file_is_written(run):
    outcome = run("convert", "harbour.json", "-o", "out.lossy", "--quiet")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.lines == ["out.lossy: lost: lossy JSON cannot carry 'embargo' [field-dropped] at /embargo"]


def test_with_fail_on_loss_nothing_is_written(run, folder):
    (folder / "harbour.lossy").write_text("old")
    outcome = run("convert", "harbour.json", "--to", "json,lossy", "-o", "out/", "--fail-on-loss")
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.lines == [
        "out/harbour.lossy: lost: lossy JSON cannot carry 'embargo' [field-dropped] at /embargo",
        "harbour.json: nothing was written: 1 thing would be lost, and --fail-on-loss was given",
    ]
    assert names(folder) == ["harbour.json", "harbour.lossy"]
    outcome = run("convert", "harbour.json", "--to", "lossy", "-o", "-", "--fail-on-loss")
    assert (outcome.code, outcome.raw) == (3, b"")


def test_a_loss_of_the_reader_counts_too(run, folder):
    text = (folder / "harbour.json").read_text().replace("today", "to\x0cday")
    (folder / "harbour.json").write_text(text.replace("\x0c", "\\u000c").replace('"Harbour', '"\x0bHarbour'))
    outcome = run("convert", "harbour.json", "-o", "out.json", "--fail-on-loss")
    assert outcome.code in {1, 3}  # native JSON may refuse a control character, or replace it: it may not drop it in silence
    assert names(folder) == ["harbour.json"]


def test_without_a_loss_fail_on_loss_changes_nothing(run, folder):
    assert run("convert", "harbour.json", "-o", "out.json", "--fail-on-loss").code == 0
    assert names(folder) == ["harbour.json", "out.json"]


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def asked(monkeypatch):
    """What a format was given for the picture `a.png`."""
    given = []

    def write(_release, context):
        given.append(context.resources("a.png"))
        return b"done"

    monkeypatch.setattr(
        registry, "BUILTINS", (*registry.BUILTINS, Format(name="pic", title="pic", suffixes=(".pic",), write=write))
    )
    return given


def test_pictures_are_looked_for_beside_the_input_and_then_in_the_folders_named(run, folder, asked):
    data = (folder / "harbour.json").read_bytes()
    (folder / "one").mkdir()
    (folder / "two").mkdir()
    (folder / "two/a.png").write_bytes(b"two")
    run("convert", "harbour.json", "-o", "1.pic")
    run("convert", "harbour.json", "-o", "2.pic", "--resources", "one", "--resources", "two")
    (folder / "a.png").write_bytes(b"beside")
    run("convert", "harbour.json", "-o", "3.pic", "--resources", "two")
    run("convert", "-", "-o", "4.pic", stdin=data)
    run("convert", "-", "-o", "5.pic", "--resources", "two", stdin=data)
    assert asked == [None, b"two", b"beside", None, b"two"]


def test_a_folder_of_pictures_that_is_none_is_refused(run):
    outcome = run("convert", "harbour.json", "-o", "out.json", "--resources", "nowhere")
    assert (outcome.code, outcome.lines) == (1, ["nowhere: cannot look for pictures here: it is no folder"])


def test_a_template_is_for_word_and_never_written_over(run, folder):
    assert run("convert", "harbour.json", "-o", "letterhead.docx").code == 0
    outcome = run("convert", "harbour.json", "-o", "new.docx", "--template", "letterhead.docx")
    assert (outcome.code, outcome.out) == (0, "new.docx\n")
    assert read("new.docx") == read("harbour.json")
    outcome = run("convert", "harbour.json", "-o", "new.pdf", "--template", "letterhead.docx")
    assert outcome.code == 2
    assert "--template is for Word, and no Word document would be written: add --to docx" in outcome.err
    before = (folder / "letterhead.docx").read_bytes()
    outcome = run("convert", "harbour.json", "-o", "letterhead.docx", "--template", "letterhead.docx")
    assert outcome.code == 1
    assert outcome.err == "letterhead.docx: this is the template itself: name another file with -o\n"
    assert (folder / "letterhead.docx").read_bytes() == before


@pytest.mark.parametrize("inside", ["WordDocument", "EncryptedPackage"])
def test_an_old_or_locked_word_file_is_told_in_one_line_that_says_what_to_do(run, folder, inside):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + inside.encode("utf-16-le") + bytes(512)
    (folder / "old.doc").write_bytes(data)
    outcome = run("convert", "old.doc", "-o", "new.md")
    advice = "open it in Word, remove the password" if inside == "EncryptedPackage" else "save it as .docx"
    assert (outcome.code, len(outcome.lines)) == (1, 1)
    assert advice in outcome.err
    assert "md:" not in outcome.err


def test_an_old_word_file_is_not_written_and_the_name_of_the_new_one_is_told(run, folder):
    outcome = run("convert", "harbour.json", "-o", "new.doc")
    assert (outcome.code, outcome.err) == (1, "new.doc: Word documents are written as .docx\n")
    assert names(folder) == ["harbour.json"]


def test_a_folder_as_house_style_is_told_in_one_line(run):
    outcome = run("convert", "harbour.json", "-o", "new.docx", "--style", ".")
    assert outcome.err == ".: it is a folder: name a file; the shipped house styles are ministry and newsroom\n"


def test_a_template_that_is_none_is_told_in_one_line_and_nothing_is_written(run, folder):
    for name, said in (
        ("gone.docx", "gone.docx: cannot read"),
        (".", ".: it is a folder: name a Word file"),
        ("harbour.json", "new.docx: the template: not a Word document: no ZIP file starts here"),
    ):
        outcome = run("convert", "harbour.json", "-o", "new.docx", "--template", name)
        assert outcome.code == 1
        assert outcome.lines == [outcome.err.rstrip("\n")]
        assert said in outcome.err
    assert names(folder) == ["harbour.json"]


def test_a_character_without_a_font_is_one_line_or_a_box(run, folder):
    (folder / "yi.md").write_text("---\ntitle: Some \ua000 words\n---\n", encoding="utf-8")
    refused = run("convert", "yi.md", "-o", "yi.pdf")
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    assert "U+A000 YI SYLLABLE IT (script: Yi)" in refused.err
    boxed = run("convert", "yi.md", "-o", "yi.pdf", "--fallback", "box")
    assert boxed.code == 0
    assert "[character-boxed]" in boxed.err
    assert run("convert", "yi.md", "-o", "yi.pdf", "--fallback", "box", "--fail-on-loss").code == 3
    (folder / "plain.md").write_text("---\ntitle: Some words\n---\n", encoding="utf-8")
    assert run("pack", "plain.md", "yi.md", "-o", "pack.pdf").lines[0].startswith("yi.md: no font for the page has U+A000")
    assert (run("pack", "yi.md", "-o", "pack.pdf").code, run("pack", "yi.md", "-o", "pack.pdf", "--fallback", "box").code) == (
        1,
        0,
    )
