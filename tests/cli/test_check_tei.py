"""`releasekit check` on documents whose format has a schema, and `--strict` on every command that reads."""

from __future__ import annotations

import json
import socket
import subprocess
import sys

import pytest

from releasekit import Format, registry
from releasekit.checks import check_document
from releasekit.format import Note
from releasekit.formats import native

FOREIGN = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader><fileDesc><titleStmt><title>Harbour opens</title></titleStmt><publicationStmt><publisher>Port</publisher>
    <date type="published" when="2027-03-14"/><idno>12/2027</idno></publicationStmt><sourceDesc><bibl/></sourceDesc></fileDesc></teiHeader>
  <text><body><opener><dateline>Testing, 14 March</dateline></opener><p>The harbour <w>opens</w>.</p>
    <div type="contact"><p><address><name>Ada Quay</name><email>ada@port.example</email></address></p></div></body></text>
</TEI>
"""


@pytest.fixture
def tei(run, folder):
    """The release in the folder as TEI, of which no editor would send anything back."""
    release = json.loads((folder / "harbour.json").read_text())
    del release["embargo"]
    (folder / "harbour.json").write_text(json.dumps(release))
    assert run("convert", "harbour.json", "-o", "harbour.tei.xml").code == 0
    return folder / "harbour.tei.xml"


def broken(tei, *changes):
    text = tei.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tei.with_name("broken.xml")
    path.write_text(text)
    return text


def line_of(text, words):
    return text[: text.index(words)].count("\n") + 1


def test_what_releasekit_wrote_is_found_valid(run, tei):
    outcome = run("check", tei)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_each_problem_of_our_own_tei_is_a_finding_with_its_line(run, tei):
    text = broken(tei, ('type="released"', 'type="publication"'), ("<body>", "<body><nonsense/>"))
    outcome = run("check", "broken.xml")
    assert outcome.code == 4
    date, nonsense = line_of(text, 'type="publication"'), line_of(text, "<nonsense")
    expected = 'expected "released", "distributed" or "event"'
    assert outcome.out.splitlines()[:2] == [
        f"broken.xml:{date}: the attribute type of date is “publication”: {expected} [tei-invalid]",
        f"broken.xml:{nonsense}: nonsense cannot stand here in body: expected div [tei-invalid]",
    ]


def test_findings_of_the_schema_come_before_those_of_an_editor_and_stand_in_the_json(run, tei):
    text = broken(tei, ("<idno", "<idno/><idno"), ("Ada Quay", "[[Name]]"))
    found = json.loads(run("check", "broken.xml", "--json").out)["findings"]
    assert [finding["code"] for finding in found] == ["tei-invalid", "placeholder"]
    assert found[0] == {
        "kind": "advice",
        "code": "tei-invalid",
        "message": "idno needs the attribute type",
        "where": "",
        "line": line_of(text, "<idno/>"),
    }


def test_tei_of_another_project_is_one_finding_however_much_differs(run, folder):
    (folder / "other.xml").write_text(FOREIGN)
    outcome = run("check", "other.xml")
    assert outcome.code == 4
    assert outcome.out == (
        "other.xml:1: TEI of another project: it differs from what releasekit writes in 12 places, first here: "
        'TEI needs the attribute xml:space: "preserve" [tei-foreign]\n'
    )
    assert "tei-invalid" not in outcome.err


def test_all_that_differs_is_told_with_verbose_and_in_json(run, folder):
    (folder / "other.xml").write_text(FOREIGN)
    told = [line for line in run("check", "other.xml", "--verbose").lines if line.endswith("[tei-invalid]")]
    assert len(told) == 12
    assert told[-1].startswith("other.xml:5: note: address cannot stand here in p")
    document = json.loads(run("check", "other.xml", "--json").out)
    assert [finding["code"] for finding in document["findings"]] == ["tei-foreign"]
    assert sum(note["code"] == "tei-invalid" for note in document["notes"]) == 12


def test_what_is_no_tei_at_all_is_an_error_and_no_finding(run, folder):
    (folder / "bad.xml").write_text(FOREIGN.replace("</body>", ""))
    outcome = run("check", "bad.xml")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("bad.xml:5: not well-formed XML")


def test_the_check_needs_neither_java_nor_a_network(tei):
    program = (
        "import socket, subprocess, sys\n"
        "def never(*args, **kwargs): raise AssertionError(args)\n"
        "socket.socket = socket.create_connection = subprocess.Popen = never\n"
        "from releasekit.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    text = broken(tei, ('<div type="contact">', '<nonsense/><div type="contact">'))
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "broken.xml"],
        cwd=tei.parent, env={"PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (4, "")
    assert done.stdout.startswith(f"broken.xml:{line_of(text, '<nonsense')}: nonsense cannot stand here")
    assert socket.socket is not None


def test_a_format_of_another_package_has_its_own_check(run, folder, monkeypatch):
    def check(data, context):
        context.advise("picky-detail", f"{len(data)} bytes", line=2)
        yield Note("picky-comma", "a comma is missing", line=7, kind="advice")

    picky = Format(name="picky", title="picky", suffixes=(".picky",), read=native.FORMAT.read, check=check)
    monkeypatch.setattr(registry, "BUILTINS", (*registry.BUILTINS, picky))
    (folder / "a.picky").write_bytes((folder / "harbour.json").read_bytes())
    outcome = run("check", "a.picky")
    assert outcome.code == 4
    assert outcome.out.splitlines()[0] == "a.picky:7: a comma is missing [picky-comma]"
    assert outcome.err == ""
    assert "a.picky:2: note: " in run("check", "a.picky", "-v").err
    assert [note.code for note in check_document(b"{}", picky)] == ["picky-comma"]
    assert check_document(b"{}", native.FORMAT) == []


# ── --strict ────────────────────────────────────────────────────────────────────────────────────────────────────────

COMMANDS = (["convert", "-o", "out.md"], ["show"], ["check"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_that_reads_is_strict_on_request(command, run, folder, tei):
    (folder / "other.xml").write_text(FOREIGN)
    name, *rest = command
    assert run(name, "other.xml", *rest).code in {0, 4}
    (folder / "out.md").unlink(missing_ok=True)
    outcome = run(name, "other.xml", *rest, "--strict")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.lines == [
        'other.xml:1: not valid TEI of a release, and reading is strict: TEI needs the attribute xml:space: "preserve"'
    ]
    assert not (folder / "out.md").exists()
    assert run(name, tei, *rest, "--strict").code == 0


def test_strict_refuses_what_any_reader_would_lose_or_guess(run, folder):
    (folder / "a.md").write_text("---\ntitle: A\n---\n\nWords.[^1]\n\n[^1]: See [^1].\n")
    assert run("convert", "a.md", "-o", "a.json").code == 0
    outcome = run("convert", "a.md", "-o", "b.json", "--strict")
    assert outcome.code == 1
    assert outcome.err.endswith("[note-within-itself], and reading is strict\n")
    assert not (folder / "b.json").exists()


def test_help_tells_of_strict(run):
    for name in ("convert", "show", "check"):
        assert "--strict" in run(name, "--help").out
