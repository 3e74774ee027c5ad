from __future__ import annotations

import subprocess
import sys

import pytest

from releasekit import Context, ReadError, Release, Text, WriteError, reads, writes
from releasekit.formats.pandoc import program, reader, writer
from releasekit.formats.pandoc.program import pandoc

RELEASE = Release(headline=(Text("The ferry is back"),))


def test_without_pandoc_reading_and_writing_say_what_to_install(monkeypatch):
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    monkeypatch.setattr(program.shutil, "which", lambda _: None)
    with pytest.raises(WriteError, match="pip install pypandoc_binary"):
        writes(RELEASE, "html", context=Context())
    with pytest.raises(ReadError, match=r"^in\.rst: .*pip install pypandoc_binary"):
        reads(b"x", "rst", context=Context(name="in.rst"))


def test_without_the_bundled_program_the_one_on_the_path_runs(monkeypatch):
    bundled = program._program(ReadError, "")
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    monkeypatch.setattr(program.shutil, "which", lambda _: bundled)
    assert pandoc(["--from=html", "--to=plain"], b"<p>x", error=ReadError).data.split() == [b"x"]


def test_a_program_that_does_not_start_is_an_error_in_one_line(monkeypatch, tmp_path):
    broken = tmp_path / "pandoc"
    broken.write_bytes(b"no program")
    broken.chmod(0o755)
    monkeypatch.setattr(program, "_program", lambda *_: str(broken))
    with pytest.raises(WriteError, match="does not run") as caught:
        writes(RELEASE, "html", context=Context())
    assert "\n" not in str(caught.value)


def test_pandoc_is_found_without_importing_pypandoc():
    code = (
        "import sys, releasekit as r; r.writes(r.Release(headline=(r.Text('x'),)), 'html', context=r.Context());"
        "sys.exit('pypandoc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_run_that_takes_too_long_is_stopped():
    with pytest.raises(ReadError, match=r"did not end within 0\.01 seconds"):
        reader.read("html", b"<p>words</p>" * 20_000, Context(), timeout=0.01)
    with pytest.raises(WriteError, match=r"did not end within 0\.001 seconds"):
        writer.write("odt", RELEASE, Context(), timeout=0.001)


def test_a_run_that_is_killed_is_an_error(monkeypatch, tmp_path):
    killed = tmp_path / "pandoc"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    monkeypatch.setattr(program, "_program", lambda *_: str(killed))
    with pytest.raises(ReadError, match="ended by signal 9"):
        reads(b"x", "rst", context=Context())


def test_a_run_that_takes_too_much_memory_is_stopped():
    with pytest.raises(ReadError, match="more than 24 MB"):
        reader.read("html", b"<p>some <b>words</b></p>" * 40_000, Context(), heap=24)


def test_what_pandoc_refuses_comes_in_one_line_with_its_place():
    with pytest.raises(ReadError) as caught:
        reads(b"\\documentclass{article}\n\\begin{document}\n\\begin{itemize}\nx\n", "latex", context=Context(name="in.tex"))
    assert str(caught.value).startswith("in.tex:")
    assert caught.value.line
    assert "\n" not in str(caught.value)


def test_the_users_own_settings_and_environment_are_not_used(monkeypatch, tmp_path):
    folder = tmp_path / ".local" / "share" / "pandoc" / "templates"
    folder.mkdir(parents=True)
    (folder / "default.rst").write_text("MINE $body$")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".local" / "share"))
    assert b"MINE" not in writes(RELEASE, "rst", context=Context())


def test_what_pandoc_leaves_out_is_a_note():
    run = pandoc(["--from=latex", "--to=json"], b"a \\includegraphics{x} \\input{/etc/passwd}", error=ReadError)
    assert any("/etc/passwd" in warning for warning in run.warnings)
    context = Context()
    reads(b"a \\input{/etc/passwd} b", "latex", context=context)
    assert [note.code for note in context.losses] == ["pandoc-warning"]


def test_no_folder_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(program.tempfile, "tempdir", str(tmp_path))
    writes(RELEASE, "odt", context=Context())
    with pytest.raises(WriteError):
        writer.write("odt", RELEASE, Context(), timeout=0.001)
    assert not list(tmp_path.iterdir())
