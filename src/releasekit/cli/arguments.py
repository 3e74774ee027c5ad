"""The commands and their options: the words of a command line in, an `argparse` parser out."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from releasekit.cli import terminal

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

COMMANDS = {
    "convert": "read a release and write it in other formats",
    "show": "show the fields and the outline of a release",
    "check": "find what an editor would send back",
    "diff": "say whether two files hold the same release, and what differs",
    "annotate": "mark the names of an authority list as mentions",
    "pack": "bind releases into one briefing pack",
    "unpack": "take the releases of a briefing pack apart again",
    "new": "begin a release or a house style: a commented file to fill in",
    "formats": "list the formats, and what each can do",
    "schema": "print the schema of native JSON, or of TEI",
    "completion": "print a completion script for a shell",
}
"""What `releasekit --help` says of each; the module of the same name in this package does it."""

EPILOG = """\
examples:
  releasekit convert release.txt             Word, PDF, Markdown and TEI, beside the input
  releasekit convert release.md -o out.docx  one document
  releasekit check release.md                what is missing before it goes out
  releasekit diff draft.md final.tei.xml     which fields and words differ
  releasekit pack week/ -o pack.pdf          the releases of a folder as one
  releasekit new --kind statement -o new.md  begin with a file to fill in

exit codes:
  0 done    1 the input or the conversion failed    2 wrong use
  3 something would be lost, with --fail-on-loss    4 a check found something, or two differ
  5 a release to be bound is under embargo
  130 and 143 ended by SIGINT and by SIGTERM

Errors, losses and guesses go to standard error, one line each: FILE:LINE: message.
'releasekit COMMAND --help' tells more of a command."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as everything else that is printed."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, width=terminal.width(), **settings)


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are safe to print, whatever the arguments were."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Help, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what was wrong, and end with exit code 2."""
        super().error(terminal.harmless(message))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help, usage and the version so that a full disk or a closed stream is noticed: argparse passes over both."""
        if file is sys.stdout:
            terminal.put_bytes(message.encode())
        else:
            for line in message.splitlines():
                terminal.say(line)


def parser(words: list[str] | None) -> Parser:
    """The parser for a command line: all commands are named, and the one that is used is complete.

    With None, all are complete.
    """
    from releasekit import __version__

    whole = Parser(prog="releasekit", description="The press release as data, and every document made from it.", epilog=EPILOG)
    whole.add_argument("--version", action="version", version=f"releasekit {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, prog="releasekit", parser_class=Parser)
    used = next((word for word in words if not word.startswith("-")), "") if words is not None else None
    for name, help in COMMANDS.items():
        command = commands.add_parser(name, help=help)
        if used in {name, None}:
            module = import_module(f"releasekit.cli.{name}")
            module.arguments(command)
            command.set_defaults(run=module.run, wrong=command.error)
    return whole
