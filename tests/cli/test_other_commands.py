from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from releasekit import KINDS, PluginError, read, registry
from releasekit.checks import check
from releasekit.cli.skeleton import skeleton
from releasekit.convert import reads
from releasekit.format import Context, Format
from releasekit.formats import native

# ── formats ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_every_format_is_listed_with_what_it_can_do(run):
    outcome = run("formats")
    assert (outcome.code, outcome.err) == (0, "")
    heads, *rows = outcome.out.splitlines()
    assert heads.split() == ["name", "aliases", "suffixes", "read", "write", "lossless", "what", "it", "is"]
    assert [row.split()[0] for row in rows] == [format.name for format in registry.BUILTINS]
    assert "json  native" in " ".join(next(row for row in rows if row.startswith("json")).split()).replace(
        " native", "  native"
    )


def test_a_program_gets_the_formats_as_a_list(run):
    listed = json.loads(run("formats", "--json").raw)
    assert listed[0] == {
        "name": "md",
        "title": "Markdown",
        "aliases": ["markdown"],
        "suffixes": [".md", ".markdown"],
        "media_type": "text/markdown",
        "read": True,
        "write": True,
        "lossless": True,
        "drops": [],
        "flattens": [],
        "from": "built-in",
    }
    assert len(listed) == len(registry.BUILTINS)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An installed package with a format of its own."""
    (tmp_path / "site/rk_shout.py").parent.mkdir()
    (tmp_path / "site/rk_shout.py").write_text(
        "from releasekit import Format\nFORMAT = Format(name='shout', title='capitals', suffixes=('.shout',),"
        " write=lambda release, context: b'SHOUT')\n"
    )
    info = tmp_path / "site/rk_shout-3.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rk-shout\nVersion: 3.1\n")
    (info / "entry_points.txt").write_text("[releasekit.formats]\nshout = rk_shout:FORMAT\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    registry.plugins.cache_clear()
    yield info
    registry.plugins.cache_clear()
    sys.modules.pop("rk_shout", None)


@pytest.mark.usefixtures("package")
def test_a_format_of_another_package_is_listed_with_its_package(run):
    outcome = run("formats")
    assert outcome.code == 0
    assert outcome.out.splitlines()[0].endswith("from")
    assert outcome.out.splitlines()[-1].split() == ["shout", "-", ".shout", "-", "yes", "-", "capitals", "rk-shout", "3.1"]
    assert json.loads(run("formats", "--json").raw)[-1]["from"] == "rk-shout 3.1"


@pytest.mark.usefixtures("package")
def test_a_format_of_another_package_takes_part_in_convert(run):
    assert run("convert", "harbour.json", "-o", "x.shout").code == 0
    assert run("convert", "harbour.json", "--to", "shout", "-o", "-").raw == b"SHOUT"


def test_a_package_that_does_not_load_keeps_no_other_format_from_the_list(run, package):
    (package / "entry_points.txt").write_text("[releasekit.formats]\nshout = rk_nowhere:FORMAT\n")
    outcome = run("formats")
    assert outcome.code == 1
    assert len(outcome.out.splitlines()) == len(registry.BUILTINS) + 1
    assert len(outcome.lines) == 1
    assert outcome.lines[0].startswith("releasekit: the format package 'rk_nowhere:FORMAT' does not load")
    assert run("convert", "harbour.json", "-o", "x.json").code == 0
    outcome = run("convert", "harbour.json", "--to", "shout")
    assert outcome.code == 1
    assert "rk_nowhere" in outcome.lines[0]
    with pytest.raises(PluginError):
        registry.formats()


# ── new ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["en", "ru", "ar", "pt-BR", "no", "zh-Hant"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_release_reads_without_a_note_and_has_its_kind_and_language(kind, lang):
    context = Context(name="new.md")
    release = reads(skeleton(kind, lang), "md", context=context)
    assert context.notes == []
    assert (release.kind, release.lang) == (kind, lang)
    codes = {note.code for note in check(release)}
    assert "placeholder" in codes
    assert codes <= {"placeholder", "number-missing", "date-missing", "event-date-missing"}


def test_the_examples_in_a_new_release_are_valid_when_their_comment_marks_are_taken_away():
    lines = []
    for line in skeleton("advisory", "en").splitlines():
        example = line.startswith("#  ") or (
            line.startswith("# ") and line[2:].partition(":")[0].replace("_", "").isidentifier()
        )
        is_field = example and (line.startswith("#  ") or line[2:].partition(":")[0] in _FIELDS)
        lines.append(line[2:] if is_field else line)
    context = Context(name="new.md")
    release = reads("\n".join(lines) + "\n", "md", context=context)
    assert context.notes == []
    fields = "released event_date embargo numbers section subtitle keywords attachments"
    assert all(getattr(release, field) for field in fields.split())
    assert release.embargo.until
    assert release.extra == ()


_FIELDS = {"subtitle", "numbers", "section", "released", "event_date", "embargo", "keywords", "attachments"}


def test_each_kind_has_what_it_needs():
    def has(kind, *words):
        return all(word in skeleton(kind, "en") for word in words)

    assert has("transcript", "::: speech", "{.speaker}")
    assert has("interview", "::: speech")
    assert has("advisory", "**When:**", "**Where:**", "event_date")
    assert has("correction", "replaces:", "changes:")
    assert has("joint-release", "[[First organisation]]", "About [[Second organisation]]")
    assert has("press-release", "dateline:", "::: boilerplate", "::: notes-to-editors", "{.attribution}")
    assert not has("statement", "dateline:")


def test_the_words_on_the_page_are_in_the_language():
    assert "Zur sofortigen Veröffentlichung" in skeleton("press-release", "de-AT")
    assert "## Notes aux rédactions" in skeleton("press-release", "fr")
    assert "For immediate release" in skeleton("press-release", "eo")


def test_a_new_release_goes_to_standard_output_or_to_a_file_that_is_not_there(run, folder):
    outcome = run("new", "--kind", "statement", "--lang", "fr")
    assert (outcome.code, outcome.out) == (0, skeleton("statement", "fr"))
    assert run("new", "-o", "-").out == skeleton("press-release", "en")
    assert run("new", "-o", "new.md").code == 0
    assert read("new.md").kind == "press-release"
    (folder / "new.md").write_text("filled in")
    outcome = run("new", "-o", "new.md")
    assert (outcome.code, outcome.lines) == (1, ["new.md: there is such a file already: --force replaces it"])
    assert (folder / "new.md").read_text() == "filled in"
    assert run("new", "-o", "new.md", "--force").code == 0
    assert read("new.md").kind == "press-release"


@pytest.mark.parametrize("argv", [["--kind", "nonsense"], ["--lang", "x y"], ["-o", "x.docx"], ["-o", "x.tei.xml"], ["-o", ""]])
def test_a_new_release_of_no_kind_language_or_suffix_is_wrong_use(run, folder, argv):
    assert run("new", *argv).code == 2
    assert names(folder) == ["harbour.json"]


def test_a_new_release_that_cannot_be_written_is_one_line(run):
    outcome = run("new", "-o", "harbour.json/x.md")
    assert outcome.code == 1
    assert len(outcome.lines) == 1


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_findings_are_printed_and_the_exit_code_is_4(run, folder):
    text = (folder / "harbour.json").read_text().replace("2027-03-14T09:30+01:00", "2027-03-14T09:30")
    (folder / "harbour.json").write_text(text)
    outcome = run("check", "harbour.json")
    assert (outcome.code, outcome.err) == (4, "")
    assert outcome.out == (
        "harbour.json: the embargo ends at 09:30 in no stated zone: add one, as in 2027-03-14T09:30+01:00"
        " [embargo-zone] at /embargo/until\n"
    )


def test_without_findings_nothing_is_printed_and_the_exit_code_is_0(run, folder):
    assert run("check", "harbour.json") == run("check", "-", stdin=(folder / "harbour.json").read_bytes())
    assert (run("check", "harbour.json").code, run("check", "harbour.json").raw) == (0, b"")


def test_pictures_are_looked_for_beside_the_input(run, folder):
    document = json.loads((folder / "harbour.json").read_text())
    document["body"].append({"type": "figure", "image": {"src": "a.png", "alt": "A harbour"}})
    (folder / "harbour.json").write_text(json.dumps(document))
    assert "[picture-missing] at /body/1/image" in run("check", "harbour.json").out
    (folder / "pictures").mkdir()
    (folder / "pictures/a.png").write_bytes(b"x")
    assert run("check", "harbour.json", "--resources", "pictures").code == 0
    (folder / "a.png").write_bytes(b"x")
    assert run("check", "harbour.json").code == 0


def test_a_program_gets_findings_and_notes(run, folder, monkeypatch):
    def reader(data, context):
        context.loss("x-dropped", "no x", line=3)
        return native.FORMAT.read(data, context)

    format = Format(name="noisy", title="noisy JSON", suffixes=(".noisy",), read=reader)
    monkeypatch.setattr(registry, "BUILTINS", (*registry.BUILTINS, format))
    (folder / "x.noisy").write_text('{"releasekit": 1, "title": "Harbour opens"}')
    outcome = run("check", "x.noisy", "--json")
    document = json.loads(outcome.raw)
    assert outcome.code == 4
    assert [*document] == ["file", "format", "findings", "notes"]
    assert document["notes"] == [{"kind": "loss", "code": "x-dropped", "message": "no x", "where": "", "line": 3}]
    assert {
        "kind": "advice",
        "code": "text-missing",
        "message": "there is no text",
        "where": "/body",
        "line": None,
    } in document["findings"]
    assert outcome.lines == ["x.noisy:3: lost: no x [x-dropped]"]


# ── completion ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("shell", "known"),
    [
        ("bash", ("convert", "--fail-on-loss", "markdown", "fact-sheet")),
        ("zsh", ("convert", "--fail-on-loss", "markdown", "fact-sheet")),
        ("tcsh", ("convert", "fail-on-loss", "markdown", "fact-sheet")),
    ],
)
def test_each_shell_gets_a_script_that_knows_commands_formats_and_kinds(run, shell, known):
    outcome = run("completion", shell)
    assert (outcome.code, outcome.err) == (0, "")
    for word in known:
        assert word in outcome.out


def test_a_shell_that_is_none_is_wrong_use(run):
    outcome = run("completion", "nonsense")
    assert outcome.code == 2
    assert "bash, zsh, tcsh" in outcome.lines[-1]


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("releasekit con", {"convert"}),
        ("releasekit convert --fail", {"--fail-on-loss"}),
        ("releasekit convert x.md --to doc", {"docx"}),
        ("releasekit new --kind joint", {"joint-release"}),
        ("releasekit completion tc", {"tcsh"}),
        ("releasekit show harb", {"harbour.json"}),
    ],
)
def test_bash_offers_what_fits(run, folder, line, offered):
    (folder / "completion").write_bytes(run("completion", "bash").raw)
    words = " ".join(f"'{word}'" for word in line.split())
    script = (
        f"source ./completion; COMP_WORDS=({words}); COMP_CWORD={len(line.split()) - 1}; COMP_LINE='{line}'; COMP_POINT={len(line)};"
        " function=$(complete -p releasekit | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); $function releasekit; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, text=True)
    assert {word.strip() for word in done.stdout.splitlines()} >= offered
