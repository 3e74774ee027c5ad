"""`releasekit diff`: two releases in, what they do not share out.

With `--json` one object: `same`, `a` and `b` (each with `file` and `format`), `differences` (a list of `kind`, `what`, `before`
and `after`, each with `where` and `text`, `words`, a list of `kind` and `text`, and `detail`) and `notes` (what the readers had to
say: `of`, which is `a` or `b`, and `kind`, `code`, `message`, `where`, `line`).
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from releasekit.cli import notes, source, terminal
from releasekit.errors import FieldError

if TYPE_CHECKING:
    from releasekit.cli.source import Source
    from releasekit.comparison import Difference
    from releasekit.format import Note
    from releasekit.model import Release

EPILOG = """\
examples:
  releasekit diff draft.md final.md                       what was changed
  releasekit diff release.md release.html --words         are the words on the web page the same?
  releasekit diff a.md b.tei.xml --ignore source -q       the exit code alone, for a script

The exit code is 0 when both are the same release, and 4 when they are not. What A alone has is red
and struck out, what B alone has green and underlined; without colours they stand in [-marks-] and
{+marks+}. A format that cannot carry a field has lost it, and then it differs: --ignore passes over
it, and --words over all but the words."""

COLOURS = ("auto", "always", "never")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit diff`."""
    parser.description = "Say whether two files, of any formats, hold the same release, and if not, what differs."
    parser.epilog = EPILOG
    parser.add_argument("a", metavar="A", help="the one file; - is standard input")
    parser.add_argument("b", metavar="B", help="the other")
    parser.add_argument(
        "-f",
        "--from",
        dest="readers",
        action="append",
        default=[],
        metavar="FORMAT",
        help="the format of A and B; given twice, of A and then of B; else suffix or content decides",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="FIELD",
        help="pass over a field, such as source or modified; may be given several times, or with commas between",
    )
    source.finding(parser)
    source.editing(parser)
    parser.add_argument("--words", action="store_true", help="compare only the words that a reader sees")
    parser.add_argument(
        "-U",
        "--context",
        metavar="N",
        help="show N words around a change (12); 'all' shows whole texts",
    )
    parser.add_argument(
        "--color", "--colour", dest="colour", metavar="WHEN", default="auto", help="auto, always or never (auto)"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print one JSON object, for a program")
    how.add_argument("-q", "--quiet", action="store_true", help="print nothing: the exit code tells")
    parser.add_argument("-v", "--verbose", action="store_true", help="show every loss and guess, also those that repeat")


def run(args: argparse.Namespace) -> int:
    """Compare. Raises `ReleasekitError`."""
    from releasekit.comparison import compare

    context = _context(args)
    if args.colour not in COLOURS:
        args.wrong(f"--color is {', '.join(COLOURS[:-1])} or {COLOURS[-1]}, not {args.colour!r}")
    if args.a == args.b == "-":
        args.wrong("standard input can be A or B, not both")
    opened_a, opened_b = _opened(args, args.a, 0), _opened(args, args.b, -1)
    a, context_a = opened_a.read()
    b, context_b = opened_b.read()
    ignored = [name.strip() for value in args.ignore for name in value.split(",")]
    try:
        differences = compare(a, b, ignore=ignored, words_only=args.words)
    except FieldError as error:
        args.wrong(str(error))
        raise
    said = [("a", opened_a, note) for note in context_a.notes] + [("b", opened_b, note) for note in context_b.notes]
    unused = [one for one in said if one[2].code == "profile-unused"]
    if len(unused) == 1:  # a profile that helps to read one of the two is used
        said.remove(unused[0])
    if args.json:
        terminal.put_json(_document(opened_a, opened_b, differences, said))
    elif differences and not args.quiet:
        _show(a, b, differences, context, colours=terminal.colours(args.colour))
    if not args.quiet:
        notes.say([(opened.name, note) for _, opened, note in said], verbose=args.verbose)
    return 4 if differences else 0


def _context(args: argparse.Namespace) -> int | None:
    """How many words to show around a change; None for all."""
    from releasekit.cli.differences import CONTEXT

    if args.context is None:
        return CONTEXT
    if args.context == "all":
        return None
    if not (args.context.isascii() and args.context.isdecimal()) or len(args.context) > 6:
        args.wrong(f"--context is a number of words or 'all', not {args.context!r}")
    return int(args.context)


def _opened(args: argparse.Namespace, name: str, which: int) -> Source:
    if not name:
        args.wrong("the name of a file is empty")
    if len(args.readers) > 2:
        args.wrong("--from is given once, for both files, or twice, for A and then for B")
    reader = args.readers[which] if args.readers else None
    how = {name: getattr(args, name) for name in ("find", "profiles", "track", "comments", "wrong")}
    return source.opened(argparse.Namespace(input=name, reader=reader, resources=[], strict=False, **how))


def _show(a: Release, b: Release, differences: tuple[Difference, ...], context: int | None, *, colours: bool) -> None:
    from releasekit.cli.differences import View
    from releasekit.cli.styled import Setter

    setter = Setter(terminal.width(), colours, terminal.says("\u2067"))
    for line in View(a, b, setter, context).lines(differences):
        terminal.put_safe(line)


def _document(
    a: Source, b: Source, differences: tuple[Difference, ...], said: list[tuple[str, Source, Note]]
) -> dict[str, object]:
    from attrs import asdict

    return {
        "same": not differences,
        "a": {"file": a.name, "format": a.format.name},
        "b": {"file": b.name, "format": b.format.name},
        "differences": [asdict(difference) for difference in differences],
        "notes": [{"of": of, **notes.plain(note)} for of, _, note in said],
    }
