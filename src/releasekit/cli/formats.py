"""`releasekit formats`: nothing in, the formats and what each can do out.

With `--json` a list of objects: `name`, `title`, `aliases`, `suffixes`, `media_type`, `read`, `write`, `lossless`, `drops`
and `from` (`built-in`, or the package that it comes from and its version).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit import registry
from releasekit.cli import terminal
from releasekit.cli.layout import table
from releasekit.errors import PluginError

if TYPE_CHECKING:
    import argparse

    from releasekit.format import Format

EPILOG = """\
'lossless' means that what is written reads back as the same release, every field of it. Formats of
other packages are found by their entry point in the group releasekit.formats."""

BUILT_IN = "built-in"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit formats`."""
    parser.description = "List the formats: what each is called, its suffixes, and whether it is read, written and lossless."
    parser.epilog = EPILOG
    parser.add_argument("--json", action="store_true", help="print a JSON list, for a program")


def run(args: argparse.Namespace) -> int:
    """List. Where a format package does not load, the others are listed, and then `PluginError` is raised."""
    known = [(format, BUILT_IN) for format in registry.BUILTINS]
    broken: PluginError | None = None
    try:
        known += [(format, _package(format)) for format in registry.plugins()]
    except PluginError as error:
        broken = error
    if args.json:
        terminal.put_json([_plain(format, origin) for format, origin in known])
    else:
        heads = ("name", "aliases", "suffixes", "read", "write", "lossless", "what it is")
        rows = [heads] + [_row(format) for format, _ in known]
        if any(origin != BUILT_IN for _, origin in known):
            rows = [(*row, origin) for row, origin in zip(rows, ["from", *(origin for _, origin in known)], strict=True)]
        for line in table(rows):
            terminal.put(line)
    if broken:
        raise broken
    return 0


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
        "from": origin,
    }


def _package(format: Format) -> str:
    """The package that a format comes from, and its version."""
    from importlib.metadata import entry_points

    for point in entry_points(group=registry.ENTRY_POINTS):
        if point.load() is format:
            return f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    return "?"
