"""`releasekit new`: a kind and a language in, a Markdown file to fill in out; or a house style to change."""

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
from releasekit.style.house import SHIPPED, shipped_text

EPILOG = """\
What is to be filled in stands in [[double brackets]]; comments tell what each field is for, and go
into no document. 'releasekit check' finds what was left. A file that exists is kept, unless --force
is given.

With --style it is a house style instead, the whole of a shipped one: fonts, sizes, colours, page and
letterhead of Word and PDF, with a comment where one is of use.

  releasekit new --style newsroom -o our-house.toml
  releasekit convert release.md --style our-house.toml"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit new`."""
    parser.description = "Print a commented release to fill in, in Markdown; or with --style a house style to change."
    parser.epilog = EPILOG
    parser.add_argument(
        "--kind", choices=KINDS, default=KINDS[0], metavar="KIND", help=f"{', '.join(KINDS[:-1])} or {KINDS[-1]} (%(default)s)"
    )
    parser.add_argument(
        "--lang", type=_lang, default="en", metavar="LANG", help="the language of the release: en, pt-BR, zh-Hant (%(default)s)"
    )
    parser.add_argument(
        "--style",
        nargs="?",
        const=SHIPPED[0],
        choices=SHIPPED,
        metavar="NAME",
        help=f"begin a house style instead, with a copy of {' or '.join(SHIPPED)} ({SHIPPED[0]})",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to begin; else standard output")
    parser.add_argument("--force", action="store_true", help="replace a file that exists")


def run(args: argparse.Namespace) -> int:
    """Begin a release, or a house style. Raises `FileError`."""
    data = (shipped_text(args.style) if args.style else skeleton(args.kind, args.lang)).encode()
    if args.output in {None, "-"}:
        terminal.put_bytes(data)
        return 0
    if not args.output:
        args.wrong("the name of FILE is empty")
    format = registry.by_suffix(args.output)
    if args.style and not args.output.lower().endswith(".toml"):
        args.wrong(f"a house style is TOML: end its name with .toml, as in -o {Path(args.output).stem}.toml")
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
