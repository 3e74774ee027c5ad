"""The command line: arguments in, files and lines of text out, and an exit code.

This is the only part of releasekit that prints. Each command is a module with `arguments(parser)` and `run(args)`, and is
loaded when it is used. Exit codes:

- 0: done;
- 1: the input or the conversion failed;
- 2: wrong use;
- 3: something would be lost, and `--fail-on-loss` was given;
- 4: a check found something, or two releases differ;
- 5: a release that is to be bound is under embargo;
- 130, 143: ended by SIGINT, by SIGTERM.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from releasekit.cli import terminal
from releasekit.cli.arguments import parser
from releasekit.errors import EmbargoError, FileError, LossError, PlacedError, ReleasekitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

_CODES: dict[type[ReleasekitError], int] = {LossError: 3, EmbargoError: 5}
"""The exit codes of errors that have one of their own."""


class _Terminated(BaseException):
    """SIGTERM has come."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; without arguments, those of the process. Gives the exit code, and raises nothing."""
    words = sys.argv[1:] if argv is None else [*argv]
    if argv is None:  # the process ends with this command, and need not look for rubbish among all that it has made
        atexit.register(gc.freeze)
    try:
        with _terminable():
            return _guarded(words)
    except KeyboardInterrupt:
        return 130
    except _Terminated:
        return 143


def _guarded(words: list[str]) -> int:
    try:
        terminal.prepare()
        args = parser(words).parse_args(words)
        code: int = args.run(args)
        terminal.flush()
    except SystemExit as ended:  # argparse, after --help and wrong use
        return _flushed(ended.code if isinstance(ended.code, int) else 1)
    except ReleasekitError as error:
        name = error.name if isinstance(error, PlacedError) else ""
        terminal.say(str(error) if name else f"releasekit: {error}")
        if name == terminal.STDOUT:  # it would only fail again
            return 1
        return _flushed(_CODES.get(type(error), 1))
    except BrokenPipeError:  # whoever read our output has seen enough
        terminal.give_up()
        return 1
    except MemoryError:
        terminal.say("releasekit: not enough memory for this release")
        return 1
    except Exception as error:  # noqa: BLE001  (a bug of ours: one line for the user, the rest for whoever asks)
        if os.environ.get("RELEASEKIT_DEBUG"):
            import traceback

            traceback.print_exc()
        terminal.say(f"releasekit: internal error: {type(error).__name__}: {error}; please report it")
        return _flushed(1)
    return code


def _flushed(code: int) -> int:
    """The exit code, after what was printed has left; if it cannot leave, 1."""
    try:
        terminal.flush()
    except FileError as error:
        terminal.say(str(error))
        return code or 1
    except BrokenPipeError:
        terminal.give_up()
        return code or 1
    return code


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end the command as an exception does, so that half-written files are cleared away."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        if before != signal.SIG_IGN:  # whoever started us may want us to go on
            signal.signal(signal.SIGTERM, _terminate)
    except ValueError:  # not in the main thread: whoever runs us there sees to signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated
