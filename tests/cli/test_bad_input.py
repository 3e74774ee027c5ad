"""Issue: bad input is one line that says what and where, with exit code 1, and the old target stays."""

from __future__ import annotations

import os
import socket

import pytest

from releasekit.cli import source

HEAD = b"---\ntitle: Harbour opens\nlang: en\n---\n\nText.\n"

BAD = {
    "an empty file": ("in.md", b"", "in.md: the input is empty"),
    "a file of white space": ("in.json", b" \n\n", "in.json: the input is empty"),
    "an empty file of an unknown suffix": ("in.strange", b"", "in.strange: the input is empty"),
    "a binary file": ("in.md", bytes(range(256)) * 4, "in.md"),
    "a binary file of an unknown suffix": ("in.strange", b"\x00\x01\x02\xff" * 99, "in.strange: cannot tell the format"),
    "a picture": ("in.md", b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "in.md: this is a PNG picture"),
    "a PDF that is called Markdown": ("in.md", b"%PDF-1.7\n%\xe2\xe3\n", "in.md: this is a PDF file"),
    "Latin-1": ("in.md", b"---\ntitle: Caf\xe9\n---\n\nText.\n", "in.md:2: not UTF-8"),
    "Markdown that is called JSON": ("in.json", HEAD, "in.json:1:1: not JSON"),
    "Markdown that is called Word": ("in.docx", HEAD, "in.docx"),
    "broken YAML": ("in.md", b"---\ntitle: [open\nlang: en\n---\n\nText.\n", "in.md:"),
    "a key that stands twice": ("in.md", b"---\ntitle: a\ntitle: b\n---\n\nText.\n", "in.md:3"),
    "an open front matter": ("in.md", b"---\ntitle: a\n\nText.\n", "in.md:"),
    "a date that no calendar has": ("in.md", b"---\ntitle: a\nreleased: 2027-02-30\n---\n\nText.\n", "in.md:3"),
    "broken XML": ("in.tei.xml", b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>\n<text><body></text></TEI>", "in.tei.xml:2"),
    "XML with a DTD": ("in.xml", b"<!DOCTYPE TEI [<!ENTITY a 'b'>]>\n<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "in.xml"),
    "XML of another kind": ("in.xml", b"<html><body>Hello</body></html>", "in.xml"),
    "broken JSON": ("in.json", b'{"releasekit": 1,\n "title": }', "in.json:2:11: not JSON"),
    "JSON of another kind": ("in.json", b'{"name": "x"}', "in.json:1: not native JSON"),
    "JSON that is nested deeply": ("in.json", b'{"releasekit": 1, "extra": ' + b"[" * 99999, "in.json"),
    "half a UTF-16 file": ("in.md", b"\xff\xfe-\x00-", "in.md"),
}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("command", ["convert", "show", "check"])
def test_bad_input_is_one_line_that_names_the_file(run, folder, case, command):
    name, data, said = BAD[case]
    (folder / name).write_bytes(data)
    (folder / "out.json").write_text("old")
    target = ["-o", "out.json"] if command == "convert" else []
    outcome = run(command, name, *target)
    assert outcome.code == 1
    assert outcome.raw == b""
    assert len(outcome.lines) == 1
    assert outcome.lines[0].startswith(said)
    assert "internal error" not in outcome.err
    assert (folder / "out.json").read_text() == "old"


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("in.json", HEAD, "it looks like Markdown: try --from md"),
        ("in.docx", HEAD, "it looks like Markdown: try --from md"),
        ("in.md", b'\xff\xfe{"releasekit": 1}', ""),
    ],
)
def test_a_wrong_suffix_is_advised_on(run, folder, name, data, advice):
    (folder / name).write_bytes(data)
    outcome = run("show", name)
    assert outcome.code == 1
    assert outcome.lines[0].endswith(advice)
    assert ("looks like" in outcome.err) == bool(advice)


def test_no_advice_is_given_on_a_format_that_was_named(run, folder):
    (folder / "in.md").write_bytes(HEAD)
    outcome = run("show", "in.md", "--from", "json")
    assert outcome.code == 1
    assert "looks like" not in outcome.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.md", "none.md: cannot read: No such file or directory"),
        ("no/such/folder.md", "no/such/folder.md: cannot read: No such file or directory"),
        ("harbour.json/below.md", "harbour.json/below.md: cannot read: Not a directory"),
        ("folder.md", "folder.md: it is a folder: name a file"),
        ("pipe.md", "pipe.md: not a regular file"),
        ("socket.md", "socket.md: not a regular file"),
        ("/dev/null", "/dev/null: not a regular file"),
        ("circle.md", "circle.md: cannot read: Too many levels of symbolic links"),
        ("dangling.md", "dangling.md: cannot read: No such file or directory"),
        ("long" * 100 + ".md", "long" * 100 + ".md: cannot read: File name too long"),
        ("nul\0.md", "nul\\x00.md: cannot read: embedded null byte"),
        ("two\nlines.md", "two\\nlines.md: cannot read: No such file or directory"),
        ("\x1b[31mred.md", "\\x1b[31mred.md: cannot read: No such file or directory"),
    ],
)
def test_an_input_that_is_no_file_is_one_line(run, folder, name, said):
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
    (folder / "circle.md").symlink_to("circle.md")
    (folder / "dangling.md").symlink_to("nowhere")
    outcome = run("convert", name, "-o", "out.json")
    assert outcome.code == 1
    assert len(outcome.lines) == 1
    assert outcome.lines[0].startswith(said)
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder.json", "folder.json: cannot write: it is a folder; to write into it, end its name with a slash"),
        ("harbour.json/below.json", "harbour.json/below.json: cannot write: there is no folder harbour.json"),
        ("no/such/out.json", "no/such/out.json: cannot write: there is no folder no/such"),
        ("full.json", "full.json: cannot write: No space left on device"),
        ("circle.json", "circle.json: cannot write: "),
        ("long" * 100 + ".json", "long" * 100 + ".json: cannot write: File name too long"),
        ("nul\0.json", "nul\\x00.json: cannot write: embedded null byte"),
    ],
)
def test_a_target_that_cannot_be_written_is_one_line(run, folder, name, said):
    (folder / "folder.json").mkdir()
    (folder / "full.json").symlink_to("/dev/full")
    (folder / "circle.json").symlink_to("circle.json")
    before = names(folder)
    outcome = run("convert", "harbour.json", "-o", name)
    assert (outcome.code, outcome.raw) == (1, b"")
    assert len(outcome.lines) == 1
    assert outcome.lines[0].startswith(said)
    assert names(folder) == before


def test_an_input_that_is_too_large_is_refused(run, folder, monkeypatch):
    monkeypatch.setattr(source.files, "MAX_INPUT", 1 << 20)
    data = b" " * ((1 << 20) + 1)
    (folder / "large.md").write_bytes(data)
    outcome = run("show", "large.md")
    assert (outcome.code, outcome.lines) == (1, ["large.md: larger than 1 MB, which is the limit for one release"])
    outcome = run("show", "-", stdin=data)
    assert (outcome.code, outcome.lines) == (1, ["<stdin>: larger than 1 MB, which is the limit for one release"])


def test_bad_standard_input_is_called_by_its_name(run):
    assert run("show", "-", stdin=b"").lines == ["<stdin>: the input is empty"]
    assert run("show", "-", "--from", "json", stdin=b'{\n"x"').lines[0].startswith("<stdin>:2:")
    assert run("show", "-", stdin=b"\x00\x01").lines[0].startswith("<stdin>: cannot tell the format")


def test_standard_input_that_is_a_folder_is_one_line(run, monkeypatch):
    class Broken:
        def read(self, _size):
            raise IsADirectoryError(21, "Is a directory")

    monkeypatch.setattr(source, "sys", type("Sys", (), {"stdin": type("In", (), {"buffer": Broken()})}))
    outcome = run("show", "-")
    assert (outcome.code, outcome.lines) == (1, ["<stdin>: cannot read: Is a directory"])
