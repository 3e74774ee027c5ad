"""`releasekit convert`: a release in, its documents out.

The names of the files that were written go to standard output, one a line. All targets are checked, and all documents
made, before the first is written; each is replaced whole or stays as it was.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from releasekit import files, registry
from releasekit.cli import booklet, notes, paged, press, source, terminal
from releasekit.convert import writes
from releasekit.errors import FileError, FormatError, LossError
from releasekit.format import Context
from releasekit.media import extracted
from releasekit.style.house import shipped
from releasekit.values import frozen

if TYPE_CHECKING:
    import argparse

    from releasekit.cli.booklet import Booklet
    from releasekit.cli.press import Press
    from releasekit.format import Format, Note
    from releasekit.model import Release

DOCUMENTS = ("docx", "pdf", "md", "tei")
"""What is made when no format is named."""

TEMPLATED = "docx"
"""The format that `--template` is for."""

UNNAMED = "release"
"""What the documents of a release from standard input are called in a folder."""

EPILOG = """\
examples:
  releasekit convert release.md                     Word, PDF and TEI, beside release.md
  releasekit convert release.md -o out.docx         one document
  releasekit convert release.md --to docx,pdf       two, beside release.md
  releasekit convert release.md --to docx,pdf -o out/   two, in the folder out, which is made if need be
  releasekit convert release.md --style newsroom        Word and PDF in a house style
  releasekit convert release.md -o out.docx --template letterhead.docx   on your own letterhead
  releasekit convert release.md -o out.pdf --booklet    and out.booklet.pdf: print on both sides, fold, staple
  releasekit convert release.md -o out.pdf --print --icc press.icc   and out.print.pdf for a print shop
  releasekit convert in.docx -o out.md --extract-media media   the pictures of in.docx beside out.md
  releasekit convert - --to tei < release.md        from standard input to standard output

A file that -o did not name is kept, unless --force is given. The names of the files that were
written are printed, one a line. With --fail-on-loss, where anything would be lost, nothing is
written and the exit code is 3."""


@frozen
class Target:
    """One document to make."""

    format: Format
    path: Path | None
    """Where it goes; None is standard output."""
    named: bool
    """Whether `-o` named the file itself: then one that stands there may be replaced."""
    maker: Press | Booklet | None = None
    """What makes this file of the document before it, where it stands beside a PDF: for a print shop, or as a booklet."""

    @property
    def name(self) -> str:
        """What messages call it."""
        return str(self.path) if self.path else terminal.STDOUT


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit convert`."""
    parser.description = "Read a release and write it in other formats: Word, PDF, Markdown and TEI, if none is named."
    parser.epilog = EPILOG
    source.arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write, or a folder (one that exists, or a name that ends with a slash); - is standard output",
    )
    parser.add_argument(
        "-t",
        "--to",
        dest="writers",
        action="append",
        default=[],
        metavar="FORMAT",
        help="the format to write, or several with commas between; else the suffix of OUT decides",
    )
    paged.styling(parser)
    parser.add_argument(
        "--template",
        metavar="FILE",
        help="write Word over this Word file (.docx, .dotx): its styles, headers, footers and page; {{headline}}, {{body}} and"
        " other placeholders in it are filled",
    )
    paged.lettering(parser)
    parser.add_argument(
        "--extract-media",
        dest="media",
        metavar="DIR",
        help="put the pictures that IN holds inside into this folder, which is made if need be, and name them there",
    )
    booklet.arguments(parser)
    press.arguments(parser)
    parser.add_argument("--fail-on-loss", action="store_true", help="write nothing if anything would be lost, and exit with 3")
    parser.add_argument("--force", action="store_true", help="replace files that exist, even where -o did not name them")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no names of written files, and no guesses")


def run(args: argparse.Namespace) -> int:
    """Convert. Raises `ReleasekitError`."""
    opened = source.opened(args)
    targets = _targets(args, opened)
    targets = _with_print(args, targets)
    template = _template(args, targets)
    _check(targets, opened, force=args.force)
    style = paged.style(args, [target.format for target in targets])
    if args.duplex:
        style = (style or shipped("ministry")).for_both_sides()
    release, context = opened.read()
    pictures: dict[Path, bytes] = {}
    if args.media is not None:
        release, pictures = _pictures(release, targets, context, args)
    said = [(opened.name, note) for note in context.notes]
    made: list[bytes] = []
    document = b""
    try:
        for target in targets:
            if target.maker:
                data, told = target.maker.made(document, target.name)
                made.append(data)
                said += told
                continue
            writing = Context(
                name=target.name, resources=context.resources, house=style, template=template, fallback=args.fallback
            )
            document = writes(release, target.format, context=writing)
            made.append(document)
            said += [(target.name, note) for note in writing.notes]
    finally:
        notes.say(_wanted(said, args), verbose=args.verbose)
    lost = sum(note.kind == "loss" for _, note in said)
    if args.fail_on_loss and lost:
        things = "1 thing" if lost == 1 else f"{lost} things"
        raise LossError(f"nothing was written: {things} would be lost, and --fail-on-loss was given", name=opened.name)
    _save(targets, made, pictures, quiet=args.quiet)
    return 0


def _wanted(said: list[tuple[str, Note]], args: argparse.Namespace) -> list[tuple[str, Note]]:
    return [(name, note) for name, note in said if note.kind == "loss" or not args.quiet]


def _template(args: argparse.Namespace, targets: list[Target]) -> bytes | None:
    """The Word file that `--template` names. Raises `FileError`."""
    name: str | None = args.template
    if name is None:
        return None
    if not any(target.format.name == TEMPLATED for target in targets):
        args.wrong("--template is for Word, and no Word document would be written: add --to docx, or name one with -o OUT.docx")
    path = Path(name)
    if source.is_folder(path):
        raise FileError("it is a folder: name a Word file", name=name)
    data = files.load(path)
    for target in targets:
        if target.path and files.same(target.path, path):
            raise FileError("this is the template itself: name another file with -o", name=target.name)
    return data


def _with_print(args: argparse.Namespace, targets: list[Target]) -> list[Target]:
    """The targets, with what is made for print of a PDF after it. Raises `FileError`."""
    formats = [target.format for target in targets]
    out = None if all(target.path for target in targets) else "-"
    if args.duplex:
        paged.refuse(args, "--duplex", formats, "pdf", "docx")
        if args.template is not None:
            args.wrong("--duplex is not for a --template, which says itself how its pages are: write the PDF without it")
    makers: list[Press | Booklet] = []
    if folded := booklet.wanted(args):
        paged.refuse_beside(args, "--booklet", formats, out)
        makers.append(folded)
    if printer := press.wanted(args):
        paged.refuse_beside(args, "--print", formats, out)
        makers.append(printer)
    found = []
    for target in targets:
        found.append(target)
        if target.format.name == "pdf" and target.path:
            found += [Target(target.format, maker.beside(target.path), target.named, maker) for maker in makers]
    return found


# ── what to write, and where ────────────────────────────────────────────────────────────────────────────────────────


def _targets(args: argparse.Namespace, opened: source.Source) -> list[Target]:
    formats = _formats(args)
    out: str | None = args.output
    if out == "":
        args.wrong("the name of OUT is empty")
    if out == "-" or (out is None and opened.path is None):
        if len(formats) != 1:
            args.wrong("standard output takes one document: name its format with --to, or a folder with -o FOLDER/")
        _refuse_binary(args, formats[0])
        return [Target(formats[0], None, named=True)]
    if out is not None and not _is_folder(out, formats):
        if len(formats) > 1:
            args.wrong(f"-o {out} names one file, and there are several formats: name a folder, as in -o {out}/")
        return [Target(formats[0] if formats else _by_suffix(out), Path(out), named=True)]
    if not formats:
        formats = [registry.by_name(name) for name in DOCUMENTS if name != opened.format.name]
    folder = Path(out) if out is not None else _beside(opened)
    stem = _stem(opened.path.name) if opened.path else UNNAMED
    return [Target(format, folder / (stem + _suffix(format)), named=False) for format in formats]


def _formats(args: argparse.Namespace) -> list[Format]:
    """The formats that `--to` names, each once."""
    names = [name.strip() for value in args.writers for name in value.split(",")]
    formats = [source.named(args, name) for name in names]
    for format in formats:
        if format.write is None:
            args.wrong(f"{format.title} is read, not written: see releasekit formats")
    return [format for index, format in enumerate(formats) if format not in formats[:index]]


def _by_suffix(out: str) -> Format:
    format = registry.by_suffix(out)
    if format is None:
        known = "Word documents are written as .docx" if out.lower().endswith((".doc", ".dotx", ".docm")) else ""
        raise FormatError(known or "cannot tell the format from the suffix: name it with --to", name=out)
    if format.write is None:
        raise FormatError(f"{format.title} is read, not written: see releasekit formats", name=out)
    return format


def _is_folder(out: str, formats: list[Format]) -> bool:
    """Whether `-o` means a folder. One that is called like a document (`out.docx`) has to be named with a slash."""
    if out.endswith(("/", os.sep)):
        return True
    return source.is_folder(Path(out)) and (len(formats) > 1 or registry.by_suffix(out) is None)


def _beside(opened: source.Source) -> Path:
    return opened.path.parent if opened.path else Path()


def _suffix(format: Format) -> str:
    return format.suffixes[0] if format.suffixes else f".{format.name}"


def _stem(name: str) -> str:
    """A file name without its suffix: the one by which a format knows it (`.tei.xml`), else what follows the last dot."""
    format = registry.by_suffix(name)
    known = [suffix for suffix in format.suffixes if name.lower().endswith(suffix)] if format else []
    suffix = max(map(len, known), default=len(Path(name).suffix))
    return name[: len(name) - suffix] or name


def _refuse_binary(args: argparse.Namespace, format: Format) -> None:
    textual = format.media_type.startswith("text/") or format.media_type.endswith(("json", "xml"))
    if terminal.is_terminal() and not textual:
        args.wrong(f"{format.title} is not for a terminal: name a file with -o, or send the output elsewhere")


# ── checks before, writing after ────────────────────────────────────────────────────────────────────────────────────


def _check(targets: list[Target], opened: source.Source, *, force: bool) -> None:
    """Refuse what may not or cannot be written. Raises `FileError`."""
    seen: dict[str, Format] = {}
    for target in targets:
        if target.path is None:
            continue
        try:
            reason = _refusal(target, target.path, opened, force=force)
            place = os.path.realpath(target.path)
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
            reason = f"cannot write: {terminal.reason(error)}"
            place = ""
        if reason:
            raise FileError(reason, name=target.name)
        if place in seen:
            both = f"{seen[place].title} and {target.format.title}"
            raise FileError(f"{both} would both be written here: name a file for each with -o", name=target.name)
        seen[place] = target.format


def _refusal(target: Target, path: Path, opened: source.Source, *, force: bool) -> str:
    if source.is_input(path, opened):
        return "this is the input itself: name another file with -o"
    if source.is_folder(path):
        return "cannot write: it is a folder; to write into it, end its name with a slash"
    if os.path.lexists(path) and not (target.named or force):
        return "there is such a file already: --force replaces it, -o names another"
    if target.named and not source.is_folder(path.parent):
        return f"cannot write: there is no folder {path.parent}"
    return ""


def _pictures(
    release: Release, targets: list[Target], context: Context, args: argparse.Namespace
) -> tuple[Release, dict[Path, bytes]]:
    """The release that names its pictures in a folder, and those that are to be written there. Raises `FileError`."""
    if not args.media:
        args.wrong("the name of DIR is empty")
    folder = Path(args.media)
    beside = next((target.path.parent for target in targets if target.path), Path())
    found = extracted(release, files.between(folder, beside), context)
    return found.release, files.new_in(folder, found.files, force=args.force)


def _save(targets: list[Target], made: list[bytes], pictures: dict[Path, bytes], *, quiet: bool) -> None:
    contents = [*pictures.items(), *((target.path, data) for target, data in zip(targets, made, strict=True) if target.path)]
    for path in (*pictures, *(target.path for target in targets if target.path and not target.named)):
        files.make_folder(path.parent)
    files.save_all(contents)
    for target, data in zip(targets, made, strict=True):
        if target.path is None:
            terminal.put_bytes(data)
    if not quiet:
        for path, _ in contents:
            terminal.put_name(str(path))
