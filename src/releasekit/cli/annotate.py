"""`releasekit annotate`: a release and authority lists in, the release with the names of the lists as mentions out.

The name of the file that was written goes to standard output. The file is replaced whole or stays as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from releasekit import files, registry
from releasekit.cli import notes, source, terminal
from releasekit.convert import writes
from releasekit.errors import FieldError, FileError, FormatError, LossError, ReadError
from releasekit.format import Context

if TYPE_CHECKING:
    import argparse

    from releasekit.format import Format, Note
    from releasekit.transforms.authority import Authority

EPILOG = """\
examples:
  releasekit annotate release.md --authority people.csv -o annotated.md
  releasekit annotate release.md -a people.csv -a places.tei.xml --to tei > release.tei.xml
  releasekit annotate - --authority people.json --kind person,place < release.md | releasekit check -

An authority list is CSV with a row of headers (id,kind,name,variants,ref), JSON, or TEI with
listPerson, listOrg, listPlace or listEvent. A name that several entities have is reported, not
marked; with --verbose so are the entries that the release does not name. Without -o the release
goes to standard output, in the format of IN unless --to names another."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit annotate`."""
    parser.description = "Mark the persons, organisations, places and events of an authority list in a release."
    parser.epilog = EPILOG
    source.arguments(parser)
    parser.add_argument(
        "-a",
        "--authority",
        dest="authorities",
        action="append",
        required=True,
        metavar="FILE",
        help="a list of names: CSV, JSON or TEI; several are as one",
    )
    parser.add_argument(
        "-k",
        "--kind",
        dest="kinds",
        action="append",
        default=[],
        metavar="KIND",
        help="mark only these: person, organisation, place, event; may be given several times, or with commas between",
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="the file to write; - is standard output")
    parser.add_argument(
        "-t", "--to", dest="writer", metavar="FORMAT", help="the format to write; else the suffix of OUT decides"
    )
    parser.add_argument("--fail-on-loss", action="store_true", help="write nothing if anything would be lost, and exit with 3")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no name of the written file, and no guesses")


def run(args: argparse.Namespace) -> int:
    """Annotate. Raises `ReleasekitError`."""
    from releasekit.transforms.annotate import annotate

    opened = source.opened(args)
    path = _target(args, opened)
    format = _format(args, opened, path)
    authority, said = _authority(args)
    release, context = opened.read()
    made = b""
    writing = Context(name=str(path) if path else terminal.STDOUT, resources=context.resources)
    try:
        release = annotate(release, authority, context=context, unused=args.verbose)
        made = writes(release, format, context=writing)
    finally:
        said += [(opened.name, note) for note in context.notes] + [(writing.name, note) for note in writing.notes]
        notes.say([each for each in said if each[1].kind == "loss" or not args.quiet], verbose=args.verbose)
    lost = sum(note.kind == "loss" for _, note in said)
    if args.fail_on_loss and lost:
        things = "1 thing" if lost == 1 else f"{lost} things"
        raise LossError(f"nothing was written: {things} would be lost, and --fail-on-loss was given", name=opened.name)
    if path is None:
        terminal.put_bytes(made)
        return 0
    files.save(path, made)
    if not args.quiet:
        terminal.put_name(str(path))
    return 0


def _authority(args: argparse.Namespace) -> tuple[Authority, list[tuple[str, Note]]]:
    """All lists as one, of the wanted kinds, and what was to be said of the files."""
    from releasekit.transforms.authority import Authority
    from releasekit.transforms.authority.entry import KINDS

    whole, said = Authority(), []
    for name in args.authorities:
        context = Context(name=name)
        one = Authority.from_bytes(files.load(Path(name)), name, context=context)
        said += [(name, note) for note in context.notes]
        try:
            whole += one
        except FieldError as error:
            raise ReadError(str(error), name=name) from None
    if args.kinds:
        known = {record.kind for record in whole.records}
        wanted = [name.strip() for value in args.kinds for name in value.split(",")]
        kinds = [KINDS.get(name.lower(), name) for name in wanted]
        for kind in kinds:
            if kind not in known and kind not in KINDS:
                args.wrong(f"no entry of the authority list is a {kind!r}: there are {', '.join(sorted(known))}")
        whole = whole.of_kinds(kinds)
    return whole, said


def _target(args: argparse.Namespace, opened: source.Source) -> Path | None:
    """Where the release goes; None is standard output. Raises `FileError` for what may not be written."""
    if args.output in {None, "-"}:
        return None
    if not args.output:
        args.wrong("the name of OUT is empty")
    path = Path(args.output)
    try:
        reason = "cannot write: this names a folder; name a file" if args.output.endswith("/") else _refusal(path, opened)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        reason = f"cannot write: {terminal.reason(error)}"
    if not reason and any(_is_same(path, name) for name in args.authorities):
        reason = "this is an authority list: name another file with -o"
    if reason:
        raise FileError(reason, name=args.output)
    return path


def _refusal(path: Path, opened: source.Source) -> str:
    if source.is_input(path, opened):
        return "this is the input itself: name another file with -o"
    if source.is_folder(path):
        return "cannot write: it is a folder; name a file"
    if not source.is_folder(path.parent):
        return f"cannot write: there is no folder {path.parent}"
    return ""


def _is_same(path: Path, name: str) -> bool:
    try:
        return files.same(path, Path(name))
    except (OSError, ValueError, RuntimeError):
        return False


def _format(args: argparse.Namespace, opened: source.Source, path: Path | None) -> Format:
    if args.writer:
        format = source.named(args, args.writer)
        if format.write is None:
            args.wrong(f"{format.title} is read, not written: see releasekit formats")
    elif path:
        found = registry.by_suffix(path.name)
        if found is None:
            raise FormatError("cannot tell the format from the suffix: name it with --to", name=str(path))
        if found.write is None:
            raise FormatError(f"{found.title} is read, not written: see releasekit formats", name=str(path))
        format = found
    else:
        format = opened.format
        if format.write is None:
            args.wrong(f"{format.title} is read, not written: name a format with --to")
    textual = format.media_type.startswith("text/") or format.media_type.endswith(("json", "xml"))
    if path is None and terminal.is_terminal() and not textual:
        args.wrong(f"{format.title} is not for a terminal: name a file with -o, or send the output elsewhere")
    return format
