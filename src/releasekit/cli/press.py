"""`--print`: the options of a print shop's file in, what makes one beside a PDF out."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from releasekit import files
from releasekit.cli import source
from releasekit.errors import FileError
from releasekit.format import Context, PackContext
from releasekit.formats.pdf.imposed import PRESS
from releasekit.prepress.press import MAX_BLEED
from releasekit.style.lengths import MM, points
from releasekit.values import frozen

if TYPE_CHECKING:
    import argparse

    from releasekit.briefing import Pack
    from releasekit.format import Note

SUFFIX = ".print.pdf"

COVER = ".cover.pdf"

BLEED = "3mm"

LEAST_SPINE = 5 * MM
"""How wide a spine is, in points, that has words."""

MAX_SPINE = 80 * MM
"""How wide the widest is that is glued."""


@frozen
class Press:
    """A press, and how a file for it is made."""

    name: str
    """Of the file with its profile."""
    profile: bytes
    bleed: float
    """In points."""
    marks: bool
    spine: float | None = None
    """The width of the spine, where a cover is wanted."""

    def beside(self, pdf: Path, suffix: str = SUFFIX) -> Path:
        """What the file for the press is called that belongs to a PDF. Raises `FileError`."""
        path = files.beside(pdf, suffix)
        if any(files.same(each, Path(self.name)) for each in (pdf, path)):
            raise FileError("this is the profile itself: name another PDF with -o", name=self.name)
        if os.path.lexists(path) and PRESS not in files.load(path):
            raise FileError("this is no file for a print shop that releasekit made: name another PDF with -o", name=str(path))
        return path

    def made(self, pdf: bytes, name: str) -> tuple[bytes, list[tuple[str, Note]]]:
        """The file of this name, and what a print shop would ask about. Raises `WriteError`."""
        from releasekit.prepress.press import for_press

        context = Context(name=name)
        data = for_press(pdf, self.profile, bleed=self.bleed, marks=self.marks, context=context)
        return data, [(name, note) for note in context.notes]

    def cover(self, pdf: bytes, name: str, pack: Pack, context: PackContext) -> tuple[bytes, list[tuple[str, Note]]]:
        """The cover of a pack, with its title on the spine and its imprint on the back, and what a print shop would ask about.

        Raises `WriteError`.
        """
        from releasekit.formats.pdf.pack.house import house_of
        from releasekit.formats.pdf.pack.imprint import imprint
        from releasekit.formats.pdf.spine import spine
        from releasekit.prepress.cover import cover_for_press
        from releasekit.style.words import is_right_to_left

        house, width = house_of(pack, context), self.spine or 0.0
        told = Context(name=name, fallback=context.fallback)
        words = None
        if pack.title and width >= LEAST_SPINE:
            words = spine(pack.title, pack.lang, house, (house.page.height, width), told)
        elif pack.title:
            told.advise("print-spine", "the spine is narrower than 5 mm, and has no words: they would not stand on it")
        plain = PackContext(house=house, fallback=context.fallback)  # what it would say of the house is told already
        back = imprint(evolve(pack, logo=""), hashlib.sha256(pdf).hexdigest(), plain)
        data = cover_for_press(
            pdf, self.profile, spine=width, words=words, back=back, rtl=is_right_to_left(pack.lang), bleed=self.bleed,
            marks=self.marks, context=told,
        )  # fmt: skip
        return data, [(name, note) for note in told.notes]


def arguments(parser: argparse.ArgumentParser, *, bound: bool = False) -> None:
    """The options of a print shop's file; `bound`: it may have a spine."""
    group = parser.add_argument_group("for a print shop")
    group.add_argument(
        "--print", action="store_true",
        help=f"write OUT{SUFFIX} beside OUT.pdf: PDF/X-4 in the inks of a press, black words on black alone",
    )  # fmt: skip
    group.add_argument("--icc", metavar="FILE", help="the colour profile of the press (CMYK), as the print shop gives it")
    group.add_argument(
        "--bleed", metavar="LENGTH", help=f"how far colour goes on beyond the edges of the page: 3mm, 0.125in ({BLEED})"
    )
    group.add_argument(
        "--marks",
        action="store_true",
        help="draw crop marks, registration marks, ink bars and the name of the job around the pages",
    )
    if bound:
        group.add_argument(
            "--spine",
            metavar="LENGTH",
            help=f"write OUT{COVER} as well: back with the imprint, spine of this width with the title, and front",
        )


def wanted(args: argparse.Namespace) -> Press | None:
    """The press that the options name, or None. Raises `FileError`, and `WriteError` for a profile that is none of a press."""
    spine = getattr(args, "spine", None)
    if not args.print:
        for option, given in (("--icc", args.icc), ("--bleed", args.bleed), ("--marks", args.marks), ("--spine", spine)):
            if given:
                args.wrong(f"{option} is for a print shop's file: add --print")
        return None
    if not args.icc:
        args.wrong("--print needs the colour profile of the press: ask the print shop for it, and name it with --icc FILE")
    path = Path(args.icc)
    if source.is_folder(path):
        raise FileError("it is a folder: name the file of a profile", name=args.icc)
    from releasekit.prepress.inks import checked

    bleed = _length(args, "bleed", BLEED if args.bleed is None else args.bleed, MAX_BLEED)
    wide = _length(args, "spine", spine, MAX_SPINE) if spine is not None else None
    return Press(args.icc, checked(files.load(path), args.icc), bleed, args.marks, wide)


def _length(args: argparse.Namespace, option: str, words: str, most: float) -> float:
    found = points(words.strip())
    length = -1.0 if found is None else found
    if not 0 <= length <= most:
        args.wrong(f"--{option} is a length up to {most * 25.4 / 72:.0f}mm with its unit: 3mm, 0.3cm, 0.125in or 9pt")
    return length
