"""`releasekit pack`: files, folders, patterns or a manifest in, a briefing pack out; or with `--init` a manifest of a folder.

The names of the files that were written go to standard output. Each is replaced whole or stays as it was.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit import binding, files
from releasekit.briefing import ABREAST, ORDERS, Choice, known
from releasekit.cli import booklet, notes, paged, press, source, terminal
from releasekit.cli.progress import Progress
from releasekit.errors import FieldError, FileError
from releasekit.format import Note, PackContext
from releasekit.model import Moment

if TYPE_CHECKING:
    from releasekit.cli.booklet import Booklet
    from releasekit.cli.press import Press
    from releasekit.format import Format

MANIFEST = "pack.toml"
"""The name of a manifest that `--init` begins."""
_OF_BINDING = {
    "title": "title", "subtitle": "subtitle", "purpose": "purpose", "date": "date", "marking": "marking", "style": "style",
    "translations": "translations", "duplex": "duplex", "say-blank": "say_blank", "order": "order", "since": "since",
    "until": "until", "section": "sections", "lang": "langs", "kind": "kinds",
}  # fmt: skip
"""The options that a manifest has keys for, and where the command line keeps their values."""

EPILOG = """\
examples:
  releasekit pack --init week/ -o week/pack.toml   begin a manifest of the releases in a folder
  releasekit pack week/pack.toml -o week.pdf       bind what it says
  releasekit pack week/ -o pack.md --title 'The week' --order date
  releasekit pack week/ -o week.pdf --booklet      and week.booklet.pdf: print on both sides, fold, staple
  releasekit pack week/ -o week.pdf --print --icc press.icc --marks   and week.print.pdf for a print shop
  releasekit pack 'week/**/*.docx' late.txt -o pack.json --since 2027-03-15 --kind statement

A folder gives the files directly in it that have the suffix of a format, but no README and no
hidden file; a pattern in quotes can go deeper. Equal releases are bound once, one that another
corrects or replaces is left out, and one that was withdrawn is listed as that. A release under
embargo refuses the pack (exit code 5), unless --embargoed is given; then it is stamped."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit pack`."""
    parser.description = "Bind releases into one briefing pack."
    parser.epilog = EPILOG
    parser.add_argument("inputs", nargs="+", metavar="IN", help="a file, a folder, a pattern, or a manifest (.toml)")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="the file to write; its suffix says the format; - is standard output"
    )
    parser.add_argument(
        "-t", "--to", dest="writers", metavar="FORMAT", help="the format to write: pdf, docx, tei, json, md, html or epub"
    )
    parser.add_argument("--init", action="store_true", help="begin a manifest of the folder IN instead, in the file OUT")
    cover = parser.add_argument_group("cover")
    for name, told in (
        ("title", "the title"),
        ("subtitle", "a second line"),
        ("purpose", "what the pack is for, in a sentence"),
    ):
        cover.add_argument(f"--{name}", metavar="WORDS", help=told)
    cover.add_argument("--date", type=_moment, metavar="DATE", help="of the pack; else that of its latest release")
    cover.add_argument("--marking", metavar="WORDS", help="how it is to be handled, at least: TLP:AMBER, OFFICIAL-SENSITIVE")
    cover.add_argument("--style", metavar="STYLE", help="a house style: ministry, newsroom, or a file")
    choice = parser.add_argument_group("choice and order")
    choice.add_argument("--since", type=_day, metavar="DATE", help="only releases from this day, month or year on")
    choice.add_argument("--until", type=_day, metavar="DATE", help="only releases up to this day, month or year, with it")
    for name, told in (("section", "of this section"), ("lang", "in this language"), ("kind", "of this kind")):
        choice.add_argument(
            f"--{name}", dest=f"{name}s", action="append", default=[], metavar=name.upper(),
            help=f"only releases {told}; may be given several times",
        )  # fmt: skip
    choice.add_argument("--order", choices=ORDERS, metavar="BY", help=f"{', '.join(ORDERS[:-1])} or {ORDERS[-1]} (given)")
    choice.add_argument(
        "--translations", choices=ABREAST, metavar="HOW", help="after: one after the other (default); facing: side by side"
    )
    choice.add_argument("--embargoed", action="store_true", help="bind releases under embargo, too, and stamp them")
    choice.add_argument(
        "--at", type=_instant, metavar="TIME", help="judge embargoes by this time, as in 2027-03-16T09:00+01:00; else now"
    )
    choice.add_argument("--keep-going", action="store_true", help="list a release that cannot be read as missing, and go on")
    parser.add_argument("--strict", action="store_true", help="refuse a release where its reader would guess or lose something")
    source.finding(parser)
    source.editing(parser)
    paged.lettering(parser)
    booklet.arguments(parser, is_pack=True)
    press.arguments(parser, bound=True)
    parser.add_argument("--force", action="store_true", help="with --init: replace a file that exists")
    parser.add_argument("-v", "--verbose", action="store_true", help="show every loss and guess, also those that repeat")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no name of the written file, and no guesses")


def run(args: argparse.Namespace) -> int:
    """Bind, or begin a manifest. Raises `ReleasekitError`."""
    if not all(args.inputs):
        args.wrong("the name of IN is empty")
    if args.init:
        return _begin(args)
    if not args.output:
        args.wrong("name the file to write with -o, as in -o pack.pdf")
    format = _format(args)
    target = None if args.output == "-" else Path(args.output)
    _refuse(args, target)
    beside = _beside(args, target, format)
    progress = Progress("read")
    context = PackContext(
        name=args.inputs[0] if len(args.inputs) == 1 else "", strict=args.strict, find=args.find,
        profiles=source.profiles_in(args.profiles), progress=progress.step,
        track=args.track, comments=args.comments, fallback=args.fallback, duplex=args.duplex, say_blank=args.say_blank,
    )  # fmt: skip
    made: list[tuple[Path, bytes]] = []
    told: list[tuple[str, Note]] = []
    try:
        with progress:
            plan = _plan(args, context)
            pack = binding.bound(plan, context, embargoed=args.embargoed, keep_going=args.keep_going, at=args.at, target=target)
            progress.goes_on("write", len(pack.entries))
            data = binding.write_pack(pack, format, context=context)
        for maker, path in beside:
            if isinstance(maker, press.Press) and path.name.endswith(press.COVER):
                content, more = maker.cover(data, str(path), pack, context)
            else:
                content, more = maker.made(data, str(path))
            made.append((path, content))
            told += more
    finally:
        said = [(context.name or "pack", note) for note in context.notes]
        notes.say([each for each in (*said, *told) if each[1].kind != "guess" or not args.quiet], verbose=args.verbose)
    if target is None:
        terminal.put_bytes(data)
        return 0
    files.save_all([(target, data), *made])
    if not args.quiet:
        for path in (target, *(path for path, _ in made)):
            terminal.put_name(str(path))
    return 0


def _beside(args: argparse.Namespace, target: Path | None, format: Format) -> list[tuple[Press | Booklet, Path]]:
    """The files for print that stand beside the pack, each with what makes it. Raises `FileError` and `WriteError`."""
    if args.say_blank:
        paged.refuse(args, "--say-blank", [format], "pdf")
    if args.duplex:
        paged.refuse(args, "--duplex", [format], "pdf", "docx")
    found: list[tuple[Press | Booklet, Path]] = []
    if folded := booklet.wanted(args):
        paged.refuse_beside(args, "--booklet", [format], args.output)
        found += [(folded, folded.beside(target))] if target else []
    if printer := press.wanted(args):
        paged.refuse_beside(args, "--print", [format], args.output)
        suffixes = [press.SUFFIX] if printer.spine is None else [press.SUFFIX, press.COVER]
        found += [(printer, printer.beside(target, suffix)) for suffix in suffixes] if target else []
    for _, path in found:
        _refuse(args, path)
    return found


def _plan(args: argparse.Namespace, context: PackContext) -> binding.Plan:
    """What a manifest says, and the command line before it."""
    stated = {name: getattr(args, name) for name in ("title", "subtitle", "purpose", "date", "marking", "translations")}
    cover: dict[str, Any] = {name: value for name, value in stated.items() if value is not None}
    plan = binding.plan_of(args.inputs, context, **cover)
    if args.style:
        from releasekit.convert import house

        context.house = house(args.style)
        plan = evolve(plan, style=args.style)
    if args.marking is not None:
        try:
            known(args.marking, plan.scale)
        except FieldError as error:
            args.wrong(f"--marking: {error}")
    wanted: dict[str, Any] = {name: value for name in ("since", "until", "order") if (value := getattr(args, name)) is not None}
    wanted |= {name: tuple(value) for name in ("sections", "langs", "kinds") if (value := getattr(args, name))}
    try:
        choice: Choice = evolve(plan.choice, **wanted)
    except FieldError as error:
        args.wrong(f"--since and --until: {error}")
    return evolve(plan, choice=choice)


def _format(args: argparse.Namespace) -> Format:
    if args.writers:
        return binding.format_of(source.named(args, args.writers), args.output)
    if args.output == "-":
        args.wrong("standard output needs a format: name it with --to")
    return binding.format_of(None, args.output)


def _refuse(args: argparse.Namespace, target: Path | None) -> None:
    """Refuse, before anything is read, a target that cannot be written, or that is an input. Raises `FileError`."""
    if target is None:
        return
    if source.is_folder(target):
        raise FileError("cannot write: it is a folder; name a file in it", name=str(target))
    if not source.is_folder(target.parent):
        raise FileError(f"cannot write: there is no folder {target.parent}", name=str(target))
    if any(os.path.lexists(name) and files.same(Path(name), target) for name in args.inputs):
        raise FileError("this is the input itself: name another file with -o", name=str(target))


def _begin(args: argparse.Namespace) -> int:
    folder = Path(args.inputs[0])
    if len(args.inputs) > 1 or not source.is_folder(folder):
        args.wrong("--init takes one folder")
    if given := next((option for option, value in _OF_BINDING.items() if getattr(args, value)), ""):
        args.wrong(f"--{given} is for binding, and --init only begins a manifest: write {given} there")
    data = binding.started(folder).encode()
    if args.output in {None, "-"}:
        terminal.put_bytes(data)
        return 0
    if os.path.lexists(args.output) and not args.force:
        raise FileError("there is such a file already: --force replaces it", name=args.output)
    target = Path(args.output)
    if not files.same(target.absolute().parent, folder):
        args.wrong(f"a manifest stands in the folder of its releases: -o {folder / target.name}")
    files.save(target, data)
    return 0


def _moment(words: str) -> Moment:
    try:
        return Moment(words)
    except FieldError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _day(words: str) -> Moment:
    moment = _moment(words)
    if moment.clock:
        raise argparse.ArgumentTypeError(f"{words!r} has a time: write the day alone, as in {moment.day}")
    return moment


def _instant(words: str) -> datetime:
    moment = _moment(words)
    if moment.clock and moment.instant is None:
        raise argparse.ArgumentTypeError(f"{words!r} has no zone: write {words}Z, or the offset as in {words}+01:00")
    return moment.instant or datetime.combine(moment.day, time(), UTC)
