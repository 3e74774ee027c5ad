"""The documents in tests/command are run as they are written.

A block that is fenced as `file NAME` is put in an empty folder, under that name. A block that is fenced as `console` is
run there: a line that begins with `$ ` is a command for the shell, and the lines up to the next are what it prints,
standard error included. `[exit N]` is the last of them where the exit code is not 0, and a line `...` stands for any
number of lines. All blocks of a document share its folder. With ACCEPT=1 in the environment the documents are rewritten
as the commands answer, for a person to read what has changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENTS = sorted((Path(__file__).parents[1] / "command").glob("*.md"))
BLOCK = re.compile(r"^(`{3,})(file (?P<name>\S+)|console)\n(?P<text>.*?)^\1\n", re.MULTILINE | re.DOTALL)


@pytest.fixture
def shell(tmp_path):
    """Run a command as a shell does, with `releasekit` and this Python on its path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, words in {"releasekit": "-m releasekit ", "python3": ""}.items():
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words}"$@"\n')
        (programs / name).chmod(0o755)
    folder = tmp_path / "folder"
    folder.mkdir()
    env = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    env.pop("PYTHONUNBUFFERED", None)  # with it no order of the two streams could be wrong

    def shell(command):
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        said = done.stdout.decode()
        return said + (f"[exit {done.returncode}]\n" if done.returncode else "")

    shell.folder = folder
    return shell


def steps(block):
    """The commands of a block, each with what it is to print."""
    first, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert not first, "a console block begins with a command"
    return [part.partition("\n")[::2] for part in parts]


def agrees(said, expected):
    pattern = "".join(r"(?:.*\n)*" if line == "...\n" else re.escape(line) for line in expected.splitlines(keepends=True))
    return re.fullmatch(pattern, said) is not None


@pytest.mark.skipif(not shutil.which("sh"), reason="the documents are written for a shell")
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_transcript_is_what_happens(shell, document):
    text = document.read_text("utf-8")
    answers, at, wrong = [], 0, []
    for block in BLOCK.finditer(text):
        answers.append(text[at : block.start("text")])
        at = block.end("text")
        if block["name"]:
            (shell.folder / block["name"]).write_text(block["text"], "utf-8")
            answers.append(block["text"])
            continue
        for command, expected in steps(block["text"]):
            said = shell(command)
            agreed = agrees(said, expected)
            answers.append(f"$ {command}\n" + (expected if agreed else said))
            if not agreed:
                wrong.append(f"$ {command}\n{said}")
    answers.append(text[at:])
    if os.environ.get("ACCEPT"):
        document.write_text("".join(answers), "utf-8")
    assert not wrong, "\n".join(["these commands answer otherwise:", *wrong])


def test_there_are_transcripts_of_every_command():
    told = "".join(document.read_text("utf-8") for document in DOCUMENTS)
    for command in ("convert", "show", "check", "diff", "annotate", "new", "formats", "schema", "completion"):
        assert f"releasekit {command}" in told
