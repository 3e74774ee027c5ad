"""`releasekit new`: a kind and a language in, a Markdown file to fill in out."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from releasekit import files, registry
from releasekit.cli import terminal
from releasekit.cli.skeleton import skeleton
from releasekit.errors import FieldError, FileError
from releasekit.model import KINDS
from releasekit.model.nodes import check_lang

EPILOG = """\
What is to be filled in stands in [[double brackets]]; comments tell what each field is for, and go
into no document. 'releasekit check' finds what was left. A file that exists is kept, unless --force
is given."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit new`."""
    parser.description = "Print a commented release to fill in, in Markdown."
    parser.epilog = EPILOG
    parser.add_argument(
        "--kind", choices=KINDS, default=KINDS[0], metavar="KIND", help=f"{', '.join(KINDS[:-1])} or {KINDS[-1]} (%(default)s)"
    )
    parser.add_argument(
        "--lang", type=_lang, default="en", metavar="LANG", help="the language of the release: en, pt-BR, zh-Hant (%(default)s)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to begin; else standard output")
    parser.add_argument("--force", action="store_true", help="replace a file that exists")


def run(args: argparse.Namespace) -> int:
    """Begin a release. Raises `FileError`."""
    data = skeleton(args.kind, args.lang).encode()
    if args.output in {None, "-"}:
        terminal.put_bytes(data)
        return 0
    if not args.output:
        args.wrong("the name of FILE is empty")
    format = registry.by_suffix(args.output)
    if format and format.name != "md":
        args.wrong(f"new writes Markdown, and {args.output} would be {format.title}: fill the file in first, then convert it")
    if os.path.lexists(args.output) and not args.force:
        raise FileError("there is such a file already: --force replaces it", name=args.output)
    files.save(Path(args.output), data)
    return 0


def _lang(tag: str) -> str:
    try:
        check_lang(None, None, tag)
    except FieldError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return tag or "en"
