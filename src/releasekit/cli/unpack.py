"""`releasekit unpack`: a briefing pack in, a file for each of its releases out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from releasekit import binding, files, registry
from releasekit.cli import notes, paged, source, terminal
from releasekit.cli.progress import Progress
from releasekit.errors import FileError
from releasekit.format import PackContext

if TYPE_CHECKING:
    import argparse

EPILOG = """\
examples:
  releasekit unpack pack.pdf -o week/                 a Markdown file for each release
  releasekit unpack pack.json --to docx -o week/      a Word document for each
  releasekit unpack pack.docx -o week/ --extract-media week/media   and the pictures that are in pack.docx

The files get the names that the releases had, made safe; no file is put outside DIR. Where one
exists that says something else, nothing is written, unless --force is given."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit unpack`."""
    parser.description = "Take the releases of a briefing pack apart again: each comes back as it was."
    parser.epilog = EPILOG
    parser.add_argument("input", metavar="PACK", help="the pack: .pdf, .docx, .tei.xml, .json or .md")
    parser.add_argument(
        "-f", "--from", dest="reader", metavar="FORMAT", help="the format of PACK; else its suffix decides, or its content"
    )
    parser.add_argument(
        "-t", "--to", dest="writers", default="md", metavar="FORMAT", help="the format of the files (%(default)s)"
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="DIR", help="the folder for the files, which is made if need be"
    )
    parser.add_argument(
        "--extract-media",
        dest="media",
        metavar="DIR",
        help="put the pictures that PACK holds inside into this folder, which is made if need be, and name them there",
    )
    source.editing(parser)
    paged.styling(parser)
    paged.lettering(parser)
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    parser.add_argument("-v", "--verbose", action="store_true", help="show every loss and guess, also those that repeat")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no names of written files, and no guesses")


def run(args: argparse.Namespace) -> int:
    """Take apart. Raises `ReleasekitError`."""
    if not args.input or not args.output:
        args.wrong("the name of PACK or DIR is empty")
    if args.media == "":
        args.wrong("the name of the folder for pictures is empty")
    wanted = source.named(args, args.writers)
    if wanted.write is None:
        args.wrong(f"{wanted.title} is read, not written: see releasekit formats")
    format = source.named(args, args.reader) if args.reader else registry.by_suffix(args.input)
    if source.is_folder(Path(args.input)):
        raise FileError("it is a folder: name a file", name=args.input)
    data = files.load(Path(args.input))
    progress = Progress("read")
    context = PackContext(
        name=args.input, progress=progress.step, resources=files.Folders(Path(args.input).absolute().parent),
        track=args.track, comments=args.comments, house=paged.style(args, [wanted]), fallback=args.fallback,
    )  # fmt: skip
    pictures = binding.Pictures(Path(args.media), Path(args.output)) if args.media else None
    try:
        with progress:
            pack = binding.read_pack(data, format, context=context)
            progress.goes_on("write", len(pack.entries))
            made = binding.files_of(pack, wanted, context=context, pictures=pictures)
    finally:
        said = [note for note in context.notes if note.kind != "guess" or not args.quiet]
        notes.say([(args.input, note) for note in said], verbose=args.verbose)
    for path in binding.save(made, Path(args.output), force=args.force, pictures=pictures):
        if not args.quiet:
            terminal.put_name(str(path))
    return 0
