"""The pandoc program, run once and held short: arguments and bytes in, bytes and its warnings out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from releasekit.errors import ReadError, WriteError
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMEOUT = 30.0
"""Seconds that one run may take."""
HEAP = 512
"""Megabytes that one run may use."""
_HEAP_OVERFLOW = 251

_PLACE = re.compile(r"\(?line (?P<line>\d+),? column (?P<column>\d+)\)?")
_LOG = re.compile(r"^\[(WARNING|INFO)\] ", re.MULTILINE)

_DATA = re.compile(r"data:[^\s\"')]*")
_UNSAID = ("Deprecated", "Duplicate identifier")
"""Warnings about our options, and about headings that say the same."""
_WARNINGS = 50
"""The most warnings of one run that are passed on."""


@frozen
class Run:
    """What a run gave: its output, and what it said on the way."""

    data: bytes
    warnings: tuple[str, ...] = ()


def pandoc(
    arguments: Sequence[str],
    data: bytes,
    *,
    error: type[ReadError | WriteError],
    name: str = "",
    files: Mapping[str, bytes] | None = None,
    timeout: float = TIMEOUT,
    heap: int = HEAP,
) -> Run:
    """Run pandoc on bytes: sandboxed, in an empty folder with `files`, without the user's environment or settings.

    `timeout` is in seconds, `heap` in megabytes. In the sandbox pandoc knows neither the time nor a random number.
    Raises `error` in one line where pandoc is missing, refuses, or takes too long or too much.
    """
    command = [_program(error, name), "+RTS", f"-M{heap}M", "-RTS", "--sandbox", "--data-dir=.", "--verbose", *arguments]
    with tempfile.TemporaryDirectory(prefix="releasekit-") as folder:
        for path, content in (files or {}).items():
            Path(folder, path).write_bytes(content)
        try:
            done = subprocess.run(  # noqa: S603  (our own arguments, no shell)
                command, input=data, capture_output=True, check=False, timeout=timeout, cwd=folder, env=_surroundings(folder)
            )
        except subprocess.TimeoutExpired:
            message = f"pandoc did not end within {timeout:g} seconds and was stopped: make the document smaller or simpler"
            raise error(message, name=name) from None
        except OSError as reason:
            raise error(
                f"pandoc does not run ({reason.strerror}): install it with 'pip install pypandoc_binary'", name=name
            ) from None
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        raise _failure(done.returncode, said, error, name, heap)
    return Run(done.stdout, _warnings(said))


def _program(error: type[ReadError | WriteError], name: str) -> str:
    """The program that came with pypandoc_binary, else the one on the path.

    It is looked for where pypandoc keeps it, because importing pypandoc takes longer than a run of pandoc.
    """
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        program = Path(folder, "files", "pandoc.exe" if sys.platform == "win32" else "pandoc")
        if program.is_file():
            return str(program)
    if found := shutil.which("pandoc"):
        return found
    raise error("this format goes through pandoc, which is not installed: 'pip install pypandoc_binary'", name=name)


def _surroundings(folder: str) -> dict[str, str]:
    needed = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}  # Windows starts nothing without it
    return needed | {
        "HOME": folder,
        "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": "0",
        "TZ": "UTC",
    }


def _failure(code: int, said: str, error: type[ReadError | WriteError], name: str, heap: int) -> ReadError | WriteError:
    if code == _HEAP_OVERFLOW:
        return error(f"pandoc needs more than {heap} MB for this document: make it smaller", name=name)
    if code < 0:
        return error(f"pandoc was ended by signal {-code}: try again, or make the document smaller", name=name)
    message = " ".join(_unlogged(said))[:300] or f"exit code {code}"
    place = _PLACE.search(message) if error is ReadError else None
    message = re.sub(r"^pandoc(?:\.exe)?: ", "", message)
    if place is None:
        return error(f"pandoc refuses it: {message}", name=name)
    return error(f"pandoc refuses it: {message}", name=name, line=int(place["line"]), column=int(place["column"]))


def _unlogged(said: str) -> list[str]:
    """The lines that are no log: what pandoc says when it fails comes after its log."""
    lines = []
    logged = False
    for line in said.splitlines():
        logged = bool(_LOG.match(line)) or (logged and line.startswith("  "))
        if not logged and line.strip():
            lines.append(line.strip())
    return lines


def _warnings(said: str) -> tuple[str, ...]:
    """Pandoc's warnings, and of its information what it left out, a line each."""
    found = []
    parts = _LOG.split(said)[1:]
    for level, text in zip(parts[::2], parts[1::2], strict=True):
        line = _DATA.sub("data:…", " ".join(text.split()))
        if line.startswith("Not rendering"):  # and then the whole node, in pandoc's own notation
            line = line.partition(" (")[0]
        if (level == "WARNING" or line.startswith(("Skipped", "Not rendering"))) and not line.startswith(_UNSAID):
            found.append(line[:300])
    return tuple(dict.fromkeys(found))[:_WARNINGS]
