"""Print on both sides, and `--booklet`: their options in, what makes the sheets of a booklet beside a PDF out."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from releasekit import files
from releasekit.errors import FieldError, FileError, ReadError, WriteError
from releasekit.format import Context
from releasekit.formats.pdf.imposed import IMPOSED
from releasekit.prepress.booklet import PAPERS, SAME, impose
from releasekit.prepress.spread import DOUBLE
from releasekit.style.lengths import points
from releasekit.values import frozen

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from releasekit.format import Note

SUFFIX = ".booklet.pdf"


@frozen
class Booklet:
    """How the sheets of a booklet are made."""

    paper: str
    creep: float
    """In points."""
    marks: bool

    def beside(self, pdf: Path) -> Path:
        """What the sheets are called that belong to a PDF. Raises `FileError` where another file stands there."""
        path = files.beside(pdf, SUFFIX)
        if os.path.lexists(path) and IMPOSED not in files.load(path):
            raise FileError("this is no booklet that releasekit made: name another PDF with -o", name=str(path))
        return path

    def made(self, pdf: bytes, name: str) -> tuple[bytes, list[tuple[str, Note]]]:
        """The file of this name, and what a person should know of it. Raises `WriteError`."""
        context = Context(name=name)
        try:
            data = impose(pdf, paper=self.paper, creep=self.creep, marks=self.marks, context=context)
        except (FieldError, ReadError) as error:
            raise WriteError(str(error), name=name) from None
        return data, [(name, note) for note in context.notes]


def arguments(parser: argparse.ArgumentParser, *, is_pack: bool = False) -> None:
    """The options of print on both sides and of booklets; only a pack has pages that stay empty."""
    group = parser.add_argument_group("print on both sides")
    told = "begin each release and each list on a right-hand page, in PDF and Word; the page before it stays empty"
    group.add_argument(
        "--duplex", action="store_true", help=told if is_pack else "mirror the margins of left-hand pages, in PDF and Word"
    )
    if is_pack:
        group.add_argument(
            "--say-blank", action="store_true", help="print on empty pages that they are left blank on purpose, in PDF"
        )
    group.add_argument(
        "--booklet", action="store_true",
        help=f"write OUT{SUFFIX} beside OUT.pdf: sheets to print on both sides, to fold and to staple",
    )  # fmt: skip
    group.add_argument(
        "--booklet-sheet", type=_sheet, metavar="SHEET",
        help=f"the paper: that of the pages, on which they become smaller ({SAME}); {DOUBLE}, for two in their true size;"
        f" {', '.join([*PAPERS][:-1])} or {[*PAPERS][-1]}",
    )  # fmt: skip
    group.add_argument(
        "--creep", type=_thickness, metavar="LENGTH",
        help="how thick the paper is, as in 0.1mm: pages further in move by it towards the fold",
    )  # fmt: skip
    group.add_argument("--booklet-marks", action="store_true", help="mark where to fold, to staple and to cut")


def wanted(args: argparse.Namespace) -> Booklet | None:
    """The booklet that the options ask for, or None."""
    if args.booklet:
        return Booklet(args.booklet_sheet or SAME, args.creep or 0.0, args.booklet_marks)
    for option, given in (
        ("--booklet-sheet", args.booklet_sheet),
        ("--creep", args.creep),
        ("--booklet-marks", args.booklet_marks),
    ):
        if given is not None and given is not False:
            args.wrong(f"{option} is for a booklet: add --booklet")
    return None


def _sheet(words: str) -> str:
    if words.lower() not in {SAME, DOUBLE, *PAPERS}:
        raise ArgumentTypeError(f"{words!r} is no sheet: there are {SAME}, {DOUBLE}, {', '.join(PAPERS)}")
    return words.lower()


def _thickness(words: str) -> float:
    found = points(words.strip())
    if found is None:
        raise ArgumentTypeError(f"{words!r} is no length with its unit: write 0.1mm, 0.01cm, 0.004in or 0.3pt")
    return found
