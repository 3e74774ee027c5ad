"""`--print`: the options of a print shop's file in, what makes one beside a PDF out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from releasekit import files
from releasekit.cli import source
from releasekit.errors import FileError
from releasekit.format import Context
from releasekit.prepress.press import MAX_BLEED

if TYPE_CHECKING:
    import argparse

    from releasekit.format import Format, Note

FORMAT = "pdf"
"""The format that has a print shop's file beside it."""

SUFFIX = ".print.pdf"

BLEED = "3mm"

_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?) ?(mm|cm|in|pt)")


@frozen
class Press:
    """A press, and how a file for it is made."""

    name: str
    """Of the file with its profile."""
    profile: bytes
    bleed: float
    """In points."""
    marks: bool

    def beside(self, pdf: Path) -> Path:
        """What the file for the press is called that belongs to a PDF. Raises `FileError`."""
        stem = pdf.name[: -len(pdf.suffix)] if pdf.suffix.lower() == ".pdf" else pdf.name
        path = pdf.with_name(stem + SUFFIX)
        if files.same(path, Path(self.name)):
            raise FileError("this is the profile itself: name another PDF with -o", name=str(path))
        return path

    def made(self, pdf: bytes, name: str) -> tuple[bytes, list[tuple[str, Note]]]:
        """The file of this name, and what a print shop would ask about. Raises `WriteError`."""
        from releasekit.prepress.press import for_press

        context = Context(name=name)
        data = for_press(pdf, self.profile, bleed=self.bleed, marks=self.marks, context=context)
        return data, [(name, note) for note in context.notes]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of a print shop's file."""
    group = parser.add_argument_group("for a print shop")
    group.add_argument(
        "--print", action="store_true",
        help=f"write OUT{SUFFIX} beside OUT.pdf: PDF/X-4 in the inks of a press, black words on black alone",
    )  # fmt: skip
    group.add_argument("--icc", metavar="FILE", help="the colour profile of the press (CMYK), as the print shop gives it")
    group.add_argument(
        "--bleed", metavar="LENGTH", help=f"how far colour goes on beyond the edges of the page: 3mm, 0.125in ({BLEED})"
    )
    group.add_argument("--marks", action="store_true", help="draw crop marks, registration marks and ink bars around the pages")


def wanted(args: argparse.Namespace) -> Press | None:
    """The press that the options name, or None. Raises `FileError`, and `WriteError` for a profile that is none of a press."""
    if not args.print:
        for option, given in (("--icc", args.icc), ("--bleed", args.bleed), ("--marks", args.marks)):
            if given:
                args.wrong(f"{option} is for a print shop's file: add --print")
        return None
    if not args.icc:
        args.wrong("--print needs the colour profile of the press: ask the print shop for it, and name it with --icc FILE")
    path = Path(args.icc)
    if source.is_folder(path):
        raise FileError("it is a folder: name the file of a profile", name=args.icc)
    from releasekit.prepress.inks import checked

    return Press(args.icc, checked(files.load(path), args.icc), _length(args), args.marks)


def _length(args: argparse.Namespace) -> float:
    words: str = BLEED if args.bleed is None else args.bleed
    found = _LENGTH.fullmatch(words.strip())
    length = float(found[1]) * _POINTS[found[2]] if found else -1.0
    if not 0 <= length <= MAX_BLEED:
        args.wrong("--bleed is a length up to 25mm with its unit: 3mm, 0.3cm, 0.125in or 9pt")
    return length


def refuse(args: argparse.Namespace, formats: list[Format], out: str | None) -> None:
    """Refuse what has no PDF that a print shop's file could stand beside."""
    if all(format.name != FORMAT for format in formats):
        args.wrong("--print is for PDF, and none would be written: name one with -o OUT.pdf, or --to pdf")
    if out == "-":
        args.wrong("--print writes a second file beside the PDF: name the PDF with -o OUT.pdf")
