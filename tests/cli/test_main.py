from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from releasekit import __version__
from releasekit.cli import arguments, main, source, terminal
from releasekit.cli import show as show_command


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def process(*argv, **settings):
    settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | settings
    return subprocess.run([sys.executable, "-m", "releasekit", *argv], check=False, timeout=60, **settings)


def test_the_version_is_printed(run):
    outcome = run("--version")
    assert (outcome.code, outcome.out, outcome.err) == (0, f"releasekit {__version__}\n", "")


def test_help_names_every_command_the_exit_codes_and_examples(run):
    outcome = run("--help")
    assert outcome.code == 0
    for word in (*arguments.COMMANDS, "exit codes:", "143", "examples:"):
        assert word in outcome.out


@pytest.mark.parametrize("command", arguments.COMMANDS)
def test_every_command_has_help_with_a_description_of_its_arguments(run, command):
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"usage: releasekit {command}")
    assert max(map(len, outcome.out.splitlines())) <= 110


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["convert"], ["convert", "a", "--nonsense"], ["show", "a", "--js"]])
def test_wrong_use_is_said_and_ends_with_2(run, argv):
    outcome = run(*argv)
    assert outcome.code == 2
    assert outcome.raw == b""
    assert outcome.lines[0].startswith("usage: releasekit")
    assert "error:" in outcome.lines[-1]


def test_wrong_use_repeats_no_control_character(run):
    assert "\x1b" not in run("show", "a", "--\x1b[31mred").err
    assert "\x1b" not in run("\x1b[31m").err


def test_a_bug_of_ours_is_one_line_with_exit_code_1(run, monkeypatch):
    def broken(_args):
        raise ZeroDivisionError("a bug\nin two lines")

    monkeypatch.setattr(show_command, "run", broken)
    monkeypatch.delenv("RELEASEKIT_DEBUG", raising=False)
    outcome = run("show", "harbour.json")
    assert outcome.code == 1
    assert outcome.lines == ["releasekit: internal error: ZeroDivisionError: a bug\\nin two lines; please report it"]


@pytest.mark.usefixtures("folder")
def test_a_bug_of_ours_has_its_traceback_for_whoever_asks(monkeypatch, capsys):
    def broken(_args):
        raise ZeroDivisionError

    monkeypatch.setattr(show_command, "run", broken)
    monkeypatch.setenv("RELEASEKIT_DEBUG", "1")
    assert main(["show", "harbour.json"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_too_little_memory_is_one_line(run, monkeypatch):
    def hungry(_args):
        raise MemoryError

    monkeypatch.setattr(show_command, "run", hungry)
    outcome = run("show", "harbour.json")
    assert (outcome.code, outcome.lines) == (1, ["releasekit: not enough memory for this release"])


@pytest.fixture
def interruptible():
    """SIGINT as a process in the foreground has it: one that a shell put in the background is to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_command_quietly_and_the_old_handler_comes_back(run, monkeypatch, number, code):
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(source, "_standard_input", lambda: os.kill(os.getpid(), number))
    outcome = run("show", "-")
    assert (outcome.code, outcome.raw, outcome.err) == (code, b"", "")
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_process_that_is_to_ignore_sigterm_goes_on(run, folder, monkeypatch):
    def ask():
        os.kill(os.getpid(), signal.SIGTERM)
        return (folder / "harbour.json").read_bytes()

    monkeypatch.setattr(source, "_standard_input", ask)
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        assert run("check", "-").code == 0
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_middle_of_writing_leaves_the_old_file_and_no_other(run, folder, monkeypatch, number, code):
    (folder / "out.json").write_text("old")
    monkeypatch.setattr(os, "fsync", lambda _file: os.kill(os.getpid(), number))
    assert run("convert", "harbour.json", "-o", "out.json").code == code
    assert (folder / "out.json").read_text() == "old"
    assert names(folder) == ["harbour.json", "out.json"]


@pytest.mark.usefixtures("folder")
def test_in_another_thread_the_command_runs_without_signals():
    script = (
        "import threading, releasekit.cli as c; t = threading.Thread(target=c.main, args=[['--version']]); t.start(); t.join()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert (done.stdout, done.stderr) == (f"releasekit {__version__}\n", "")


@pytest.mark.usefixtures("folder")
def test_python_m_runs_the_same_commands():
    done = process("show", "harbour.json")
    assert done.returncode == 0
    assert b"Harbour opens" in done.stdout


def test_standard_input_that_comes_from_the_target_is_refused(folder):
    before = (folder / "harbour.json").read_bytes()
    with (folder / "harbour.json").open("rb") as file:
        done = process("convert", "-", "-o", "harbour.json", stdin=file)
    assert (done.returncode, done.stderr) == (1, b"harbour.json: this is the input itself: name another file with -o\n")
    assert (folder / "harbour.json").read_bytes() == before


@pytest.mark.parametrize("argv", [["new"], ["--help"], ["formats", "--json"]])
def test_a_reader_that_has_gone_away_is_no_error_to_speak_of(argv):
    read, write = os.pipe()
    os.close(read)
    try:
        done = process(*argv, stdout=write)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "argv", [["new"], ["--version"], ["show", "harbour.json"], ["convert", "harbour.json", "-o", "-", "-t", "json"]]
)
@pytest.mark.usefixtures("folder")
def test_a_full_disk_behind_standard_output_is_one_line(argv):
    with Path("/dev/full").open("wb") as full:
        done = process(*argv, stdout=full)
    assert (done.returncode, done.stderr) == (1, b"<stdout>: cannot write: No space left on device\n")


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_a_closed_standard_stream_is_no_crash(folder, closed):
    number = {"stdin": "0<&-", "stdout": "1>&-", "stderr": "2>&-"}[closed]
    command = f'"$0" -m releasekit convert - --to json {number}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable], input=(folder / "harbour.json").read_bytes(), capture_output=True, check=False
    )
    if closed == "stderr":
        assert done.returncode == 0
    else:
        name = f"<{closed}>"
        assert done.returncode == 1
        assert done.stderr.decode().startswith(f"{name}: cannot")
        assert done.stderr.count(b"\n") == 1


def test_a_terminal_that_knows_only_ascii_gets_escapes(folder):
    text = (folder / "harbour.json").read_text().replace("Harbour", "Гавань 漢")
    (folder / "гавань.json").write_text(text.replace('"12/2027"', '"12\\u202e/2027"'))
    env = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = process("show", "гавань.json", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u0413\u0430" in done.stdout
    done = process("show", "нет.json", env=env)
    assert done.returncode == 1
    assert done.stderr.isascii()


class Pipe(io.RawIOBase):
    """A standard output that fails, at once or when it is flushed."""

    encoding = "utf-8"

    def __init__(self, error, *, on):
        self.error, self.on = error, on
        self.buffer = self

    def write(self, data):
        if self.on == "write":
            raise self.error
        return len(data)

    def flush(self):
        if self.on == "flush":
            raise self.error


@pytest.mark.parametrize("on", ["write", "flush"])
@pytest.mark.parametrize("argv", [["new"], ["--help"], ["check", "bad.json"]])
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BrokenPipeError(32, "Broken pipe"), ""),
        (OSError(28, "No space left on device"), "<stdout>: cannot write: No space left on device\n"),
        (ValueError("I/O operation on closed file"), "<stdout>: cannot write: I/O operation on closed file\n"),
    ],
)
def test_output_that_fails_at_any_time_is_one_line_or_none(folder, monkeypatch, capsys, error, said, argv, on):  # noqa: PLR0917  (each fixture and parameter is one)
    (folder / "bad.json").write_text('{"releasekit": 1}')
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Pipe(error, on=on))
        code = main(argv)
    assert code == 1
    assert capsys.readouterr().err == said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("stream", "said"),
    [
        ("stdin", "<stdin>: cannot read: standard input is closed\n"),
        ("stdout", "<stdout>: cannot write: standard output is closed\n"),
    ],
)
def test_a_stream_that_was_never_open_is_one_line(monkeypatch, capsys, stream, said):
    with monkeypatch.context() as patch:
        patch.setattr(sys, stream, None)
        assert main(["show", "-" if stream == "stdin" else "harbour.json"]) == 1
    assert capsys.readouterr().err == said


def test_wrong_use_is_wrong_use_even_when_nobody_listens(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["nonsense"]) == 2


def test_a_terminal_gets_file_names_that_are_harmless(run, folder, monkeypatch):
    (folder / "a\x1bb.json").write_bytes((folder / "harbour.json").read_bytes())
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    assert run("convert", "a\x1bb.json", "-o", "c\x1bd.json").raw == b"c\\x1bd.json\n"


@pytest.mark.parametrize(("stated", "width"), [("60", 60), ("5", 40), ("500", 100), ("0", 80), ("wide", 80)])
def test_the_width_of_the_terminal_is_bounded(monkeypatch, stated, width):
    monkeypatch.setenv("COLUMNS", stated)
    monkeypatch.setattr(os, "get_terminal_size", lambda _file: os.terminal_size((0, 0)))
    assert terminal.width() == width


def test_a_file_name_that_is_no_text_is_no_crash(folder):
    name = b"har\xffbour.json"
    (folder / os.fsdecode(name)).write_bytes((folder / "harbour.json").read_bytes())
    done = process("convert", os.fsdecode(name), "-o", "out/", "-t", "json")
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"out/har\xffbour.json\n")
    done = process("show", os.fsdecode(b"no\xff"))
    assert (done.returncode, done.stderr) == (1, b"no\\udcff: cannot read: No such file or directory\n")


def test_what_is_printed_can_command_no_terminal():
    assert terminal.harmless("a\x1b[31m\r\n\x07\u202e\x9b\ud800") == r"a\x1b[31m\r\n\x07\u202e\x9b\ud800"
    assert terminal.harmless("Ünï, 漢字, שלום\u200f") == "Ünï, 漢字, שלום\u200f"


def test_starting_loads_no_back_end():
    script = (
        "import sys; from releasekit.cli import main; main(['convert', '--help'])\n"
        "print([m for m in ('lxml', 'docx', 'reportlab', 'pypandoc', 'yaml', 'shtab', 'babel', 'markdown_it', 'importlib.metadata',"
        " 'zipfile', 'logging', 'difflib') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stderr.strip() == "[]"


def test_the_command_of_a_process_leaves_its_things_to_the_end_of_the_process_and_a_call_from_python_does_not():
    code = """
import atexit, gc
from releasekit.cli import main
main(["--version"])
print(gc.get_freeze_count())
atexit.register(lambda: print(gc.get_freeze_count() > 0))
main()
"""
    outcome = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True, timeout=60)
    version = f"releasekit {__version__}"
    assert outcome.stdout.splitlines() == [version, "0", version, "True"]
