"""`releasekit schema`: the name of a format in, the schema by which its files can be checked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from releasekit import files
from releasekit.cli import terminal

if TYPE_CHECKING:
    import argparse

EPILOG = """\
json is a JSON Schema (draft 2020-12) of native JSON. An editor checks and completes by it, if the
file names it: "$schema": "release.schema.json". tei is a RELAX NG schema of the TEI that releasekit
writes. A file that -o names is replaced.

examples:
  releasekit schema -o release.schema.json
  releasekit schema tei -o releasekit.rng"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit schema`."""
    parser.description = "Print the schema of a format."
    parser.epilog = EPILOG
    parser.add_argument(
        "format", nargs="?", choices=("json", "tei"), default="json", metavar="FORMAT", help="json or tei (%(default)s)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write; else standard output")


def run(args: argparse.Namespace) -> int:
    """Print. Raises `FileError`."""
    data = _schema(args.format)
    if args.output in {None, "-"}:
        terminal.put_bytes(data)
    elif not args.output:
        args.wrong("the name of FILE is empty")
    else:
        files.save(Path(args.output), data)
    return 0


def _schema(format: str) -> bytes:
    if format == "tei":
        from releasekit.formats.tei.schema import schema
    else:
        from releasekit.formats.native.schema import schema
    return schema()
