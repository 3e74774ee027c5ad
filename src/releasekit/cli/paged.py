"""Options for documents that have pages: the formats that would be written in, wrong use told where none has such pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from releasekit.convert import house
from releasekit.format import Fallback

if TYPE_CHECKING:
    import argparse

    from releasekit.format import Format
    from releasekit.style.house import House

PAGED = {"pdf": "PDF", "docx": "Word"}
"""The formats that lay out pages, as a person calls them."""


def styling(parser: argparse.ArgumentParser) -> None:
    """The argument that says how pages look."""
    parser.add_argument(
        "--style",
        metavar="STYLE",
        help="how Word and PDF look: ministry, newsroom, or a file that 'releasekit new --style' begins (ministry)",
    )


def style(args: argparse.Namespace, formats: list[Format]) -> House | None:
    """The house style that `--style` names. Raises `FileError`, `ReadError`."""
    if args.style is None:
        return None
    refuse(args, "--style", formats, "docx", "pdf")
    return house(args.style)


def lettering(parser: argparse.ArgumentParser) -> None:
    """The argument that says what becomes of letters that no font has."""
    parser.add_argument(
        "--fallback",
        choices=get_args(Fallback),
        default="error",
        metavar="HOW",
        help="what PDF does with a character that no font has: error refuses it, box shows a box and says so (error)",
    )


def refuse(args: argparse.Namespace, option: str, formats: list[Format], *known: str) -> None:
    """Refuse an option for formats that are all none of the known ones."""
    if all(format.name not in known for format in formats):
        called = " and ".join(PAGED[name] for name in known)
        args.wrong(f"{option} is for {called}, and none would be written: name one with -o OUT.{known[0]}, or --to {known[0]}")


def refuse_beside(args: argparse.Namespace, option: str, formats: list[Format], out: str | None) -> None:
    """Refuse an option that writes a second file beside a PDF, where no file of PDF would be written."""
    refuse(args, option, formats, "pdf")
    if out == "-":
        args.wrong(f"{option} writes a second file beside the PDF: name the PDF with -o OUT.pdf")
