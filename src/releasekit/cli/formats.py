"""`releasekit formats`: nothing in, the formats and what each can do out.

With `--json` a list of objects: `name`, `title`, `aliases`, `suffixes`, `media_type`, `read`, `write`, `lossless`, `drops`,
`flattens` and `from` (`built-in`, or the package that it comes from and its version). With `--losses` and `--json` a list of
`name`, `lossless` and `keeps`: what is kept (`whole`, `part`, `words`, `nothing`) of each field, node and field of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit import registry
from releasekit.cli import source, terminal
from releasekit.cli.layout import table
from releasekit.errors import PluginError

if TYPE_CHECKING:
    import argparse

    from releasekit.format import Format

EPILOG = """\
'lossless' means that what is written reads back as the same release, every field of it. Formats of
other packages are found by their entry point in the group releasekit.formats.

--losses shows what each format keeps of every field of a release and of every part of its text,
and of the fields of these that some format shown drops, as the formats themselves declare. What
depends on the release, as a picture that cannot be read, is said when it is written."""

MAIN = ("md", "tei", "json", "docx", "pdf", "text", "html")
"""The formats that `--losses` shows if none is named; with those of other packages."""

BUILT_IN = "built-in"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit formats`."""
    parser.description = "List the formats: what each is called, its suffixes, and whether it is read, written and lossless."
    parser.epilog = EPILOG
    parser.add_argument("names", nargs="*", metavar="FORMAT", help="the formats to show; else all")
    parser.add_argument("--losses", action="store_true", help=f"show what formats keep; if none is named, {', '.join(MAIN)}")
    parser.add_argument("--all", action="store_true", help="with --losses: all formats that are written")
    parser.add_argument("--json", action="store_true", help="print a JSON list, for a program")


def run(args: argparse.Namespace) -> int:
    """List. Where a format package does not load, the others are listed, and then `PluginError` is raised."""
    if args.all and (args.names or not args.losses):
        args.wrong("--all goes with --losses, and without FORMAT")
    named = [*dict.fromkeys(source.named(args, name) for name in args.names)]
    known = [(format, BUILT_IN) for format in registry.BUILTINS]
    broken: PluginError | None = None
    try:
        known += [(format, _package(format)) for format in registry.plugins()]
    except PluginError as error:
        broken = error
    if args.losses:
        _losses(args, named or _usual([format for format, _ in known], all=args.all))
    else:
        _list(args, [each for each in known if not named or each[0] in named])
    if broken:
        raise broken
    return 0


def _list(args: argparse.Namespace, known: list[tuple[Format, str]]) -> None:
    """Show what formats there are."""
    if args.json:
        terminal.put_json([_plain(format, origin) for format, origin in known])
        return
    heads = ("name", "aliases", "suffixes", "read", "write", "lossless", "what it is")
    rows = [heads] + [_row(format) for format, _ in known]
    if any(origin != BUILT_IN for _, origin in known):
        rows = [(*row, origin) for row, origin in zip(rows, ["from", *(origin for _, origin in known)], strict=True)]
    for line in table(rows):
        terminal.put(line)


def _losses(args: argparse.Namespace, shown: list[Format]) -> None:
    """Show what formats keep."""
    from releasekit.cli import matrix

    for format in shown:
        if format.write is None:
            args.wrong(f"{format.title} is read, not written: see releasekit formats")
    if args.json:
        terminal.put_json(matrix.plain(shown))
        return
    for line in matrix.lines(shown, group=args.all):
        terminal.put(line)


def _usual(known: list[Format], *, all: bool) -> list[Format]:
    """The formats whose losses are shown if none is named."""
    if all:
        return [format for format in known if format.write]
    others = [format for format in known if format.write and format not in registry.BUILTINS]
    return [*map(registry.by_name, MAIN), *others]


def _row(format: Format) -> tuple[str, ...]:
    can = (format.read is not None, format.write is not None, format.lossless)
    said = ("yes" if each else "-" for each in can)
    return (format.name, " ".join(format.aliases) or "-", " ".join(format.suffixes) or "-", *said, format.title)


def _plain(format: Format, origin: str) -> dict[str, object]:
    return {
        "name": format.name,
        "title": format.title,
        "aliases": [*format.aliases],
        "suffixes": [*format.suffixes],
        "media_type": format.media_type,
        "read": format.read is not None,
        "write": format.write is not None,
        "lossless": format.lossless,
        "drops": sorted(format.drops),
        "flattens": sorted(format.flattens),
        "from": origin,
    }


def _package(format: Format) -> str:
    """The package that a format comes from, and its version."""
    from importlib.metadata import entry_points

    for point in entry_points(group=registry.ENTRY_POINTS):
        if point.load() is format:
            return f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    return "?"
