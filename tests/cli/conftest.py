from __future__ import annotations

import io
import json
import sys

import pytest
from attrs import frozen

from releasekit import Format, registry
from releasekit.cli import main
from releasekit.formats import native

RELEASE = {
    "releasekit": 1,
    "numbers": ["12/2027"],
    "title": "Harbour opens",
    "issuers": ["Port of Testing"],
    "released": "2027-03-14T09:30+01:00",
    "embargo": {"until": "2027-03-14T09:30+01:00"},
    "dateline": "TESTING, 14 March",
    "lang": "en",
    "contacts": [{"name": "Ada Quay", "email": "ada@port.example"}],
    "body": [{"type": "paragraph", "content": "The harbour opens today."}],
}


@frozen
class Outcome:
    code: int
    raw: bytes
    err: str

    @property
    def out(self):
        return self.raw.decode()

    @property
    def lines(self):
        """What went to standard error, line by line."""
        return self.err.splitlines()


@pytest.fixture
def run(capsysbinary, monkeypatch, folder):  # noqa: ARG001  (commands run in the folder)
    """Run a command line in this process, in the folder."""

    def run(*argv, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        code = main([str(word) for word in argv])
        out, err = capsysbinary.readouterr()
        assert b"Traceback" not in err
        return Outcome(code, out, err.decode())

    return run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, which is the current one, with a release in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour.json").write_text(json.dumps(RELEASE))
    return tmp_path


@pytest.fixture
def lossy(monkeypatch):
    """A format that cannot carry an embargo."""
    format = Format(
        name="lossy",
        title="lossy JSON",
        suffixes=(".lossy",),
        media_type="application/json",
        write=native.FORMAT.write,
        drops={"embargo"},
    )
    monkeypatch.setattr(registry, "BUILTINS", (*registry.BUILTINS, format))
    return format
