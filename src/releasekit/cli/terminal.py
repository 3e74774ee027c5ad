"""What the command line prints: text in, characters that no terminal takes for a command out."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys

from releasekit.errors import FileError

STDIN = "<stdin>"
"""What messages call the standard input."""

STDOUT = "<stdout>"
"""What messages call the standard output."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def harmless(text: str) -> str:
    r"""The text in one line: line ends, control characters, changes of direction and stray bytes as escapes (`\n`, `\x1b`)."""
    return _UNSAFE.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def prepare() -> None:
    """Let no character be one that the terminal's encoding cannot say."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(message: str) -> None:
    """One line on standard error."""
    if sys.stderr is not None:  # a closed standard error is None
        with contextlib.suppress(OSError, ValueError):
            print(harmless(message), file=sys.stderr, flush=True)


def put(line: str = "") -> None:
    """One line on standard output. Raises `FileError`, and `BrokenPipeError` where nobody reads any more."""
    put_safe(harmless(line))


def put_safe(line: str) -> None:
    """One line whose text is `harmless` already, and which has commands of ours in it. Raises as `put`."""
    put_bytes((line + "\n").encode(_encoding(), "backslashreplace"))


def put_name(path: str) -> None:
    """A file name on standard output: its very bytes for a program, a harmless line for a person."""
    if is_terminal():
        put(path)
    else:
        put_bytes(os.fsencode(path) + b"\n")


def put_bytes(data: bytes) -> None:
    """Bytes on standard output. Raises as `put`."""
    if sys.stdout is None:
        raise FileError("cannot write: standard output is closed", name=STDOUT)
    try:
        sys.stdout.flush()
        rest = memoryview(data)
        while rest:  # an unbuffered stream may take a part at a time
            rest = rest[sys.stdout.buffer.write(rest) :]
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _refused(error) from None


def put_json(document: object) -> None:
    """Plain data on standard output, as JSON in UTF-8. Raises as `put`."""
    import json

    put_bytes((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))


def flush() -> None:
    """Send what was put. Raises as `put`."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _refused(error) from None


def give_up() -> None:
    """Forget what could not be sent: Python would try again, and complain, at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def is_terminal() -> bool:
    """Whether a person sees what is put."""
    return sys.stdout is not None and sys.stdout.isatty()


def colours(when: str) -> bool:
    """Whether to colour: `always`, `never`, or `auto`, which does it for a person who did not set NO_COLOR."""
    if when != "auto":
        return when == "always"
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def says(text: str) -> bool:
    """Whether the encoding of standard output has all characters of a text."""
    try:
        text.encode(_encoding())
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def width() -> int:
    """The columns of the terminal, from 40 to 100 for the sake of the eye; 80 where there is none.

    `shutil` knows it too, but takes longer to load than all that a command does before it reads.
    """
    columns = 0
    with contextlib.suppress(KeyError, ValueError):
        columns = int(os.environ["COLUMNS"])
    if columns <= 0:
        with contextlib.suppress(AttributeError, OSError, ValueError):
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return max(40, min(100, columns)) if columns > 0 else 80


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def reason(error: Exception) -> str:
    """Why the system refused, in its own words."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def _refused(error: Exception) -> FileError:
    give_up()
    return FileError(f"cannot write: {reason(error)}", name=STDOUT)
