"""`releasekit completion`: the name of a shell in, a script that completes releasekit's commands in that shell out."""

from __future__ import annotations

from argparse import SUPPRESS
from typing import TYPE_CHECKING, Any

from releasekit.cli import terminal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

EPILOG = """\
examples:
  eval "$(releasekit completion bash)"                                 in ~/.bashrc
  releasekit completion zsh > ~/.zfunc/_releasekit                     with ~/.zfunc in fpath
  releasekit completion fish > ~/.config/fish/completions/releasekit.fish"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit completion`."""
    parser.description = "Print a script that completes commands, options, formats and file names in a shell."
    parser.epilog = EPILOG
    parser.add_argument("shell", metavar="SHELL", help="bash, zsh, tcsh, and what else the installed shtab knows")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from releasekit.cli.arguments import parser

    if args.shell not in shtab.SUPPORTED_SHELLS:
        args.wrong(f"there is no completion for {args.shell!r}, only for {', '.join(shtab.SUPPORTED_SHELLS)}")
    whole = parser(None)
    names = [name for format in _formats() for name in (format.name, *format.aliases)]
    for action in _actions(whole):
        match action.dest:
            case "input" | "inputs" | "output" | "template" | "a" | "b" | "profiles":
                action.complete = shtab.FILE
            case "style" if action.choices is None:
                action.complete = shtab.FILE
            case "resources":
                action.complete = shtab.DIRECTORY
            case "reader" | "readers" | "writers" | "names":
                action.choices = names
            case "shell":
                action.choices = shtab.SUPPORTED_SHELLS
            case _:
                pass
    terminal.put_bytes(shtab.complete(whole, args.shell).encode() + b"\n")
    return 0


def _formats() -> list[Any]:
    from releasekit import registry

    return [*registry.formats()]


def _actions(parser: argparse.ArgumentParser) -> Iterator[Any]:
    """Every argument of a parser and of its commands."""
    for action in parser._actions:  # noqa: SLF001  (argparse lists them nowhere else)
        yield action
        if isinstance(action.choices, dict) and action.help != SUPPRESS:
            for command in action.choices.values():
                yield from _actions(command)
