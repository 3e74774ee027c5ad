from __future__ import annotations

import pytest

from releasekit import Context, Mention, reads
from releasekit.model.walk import walk

PEOPLE = (
    "id,kind,name,variants\nmarest,person,Elina Marest,Ms Marest\nhale,place,Strait of Hale,\na,person,Ada,\nb,person,Ada,\n"
)
TALKS = "---\ntitle: Talks\nlang: en\n---\n\nMs Marest met Ada at the Strait of Hale; see [Strait of Hale](https://hale.example/).\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "talks.md").write_text(TALKS, "utf-8")
    return tmp_path


def mentions(data):
    release = reads(data, "md", context=Context())
    return [node.ref for _, node in walk(release) if isinstance(node, Mention)]


def test_names_are_marked_and_the_written_file_is_named(run, folder):
    outcome = run("annotate", "talks.md", "--authority", "people.csv", "-o", "marked.md")
    assert (outcome.code, outcome.out) == (0, "marked.md\n")
    assert mentions((folder / "marked.md").read_bytes()) == ["marest", "hale"]
    assert "Ada" in outcome.err


@pytest.mark.usefixtures("folder")
def test_without_an_output_the_release_goes_to_standard_output(run):
    outcome = run("annotate", "talks.md", "-a", "people.csv", "-k", "place")
    assert outcome.code == 0
    assert mentions(outcome.out.encode()) == ["hale"]


def test_twice_is_once(run, folder):
    run("annotate", "talks.md", "-a", "people.csv", "-o", "once.md")
    run("annotate", "once.md", "-a", "people.csv", "-o", "twice.md")
    assert (folder / "once.md").read_bytes() == (folder / "twice.md").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["talks.md"], 2, "--authority"),
        (["talks.md", "-a", "nobody.csv"], 1, "nobody.csv"),
        (["talks.md", "-a", "people.csv", "-o", "talks.md"], 1, "this is the input itself"),
        (["talks.md", "-a", "people.csv", "-o", "people.csv"], 1, "this is an authority list"),
        (["talks.md", "-a", "people.csv", "-o", "x.unknown"], 1, "cannot tell the format"),
        (["talks.md", "-a", "talks.md"], 1, "talks.md"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(run, folder, arguments, code, message):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    outcome = run("annotate", *arguments)
    assert outcome.code == code
    assert message in outcome.err
    assert "Traceback" not in outcome.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
