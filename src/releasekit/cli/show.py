"""`releasekit show`: a release in, its fields, its outline and what was found by rule out.

With `--json` one object: `file`, `format`, `release` (native JSON), `outline` (a list of `kind`, `depth`, `text`, `words`,
`where`), `counts` (see `outline.counts`), `found` (a list of `field`, `label`, `value`, `certainty`, `rule`, `reason`, which is the
rule in plain words, and `words`) and `notes` (a list of `kind`, `code`, `message`, `where`, `line`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from releasekit.cli import found, notes, source, terminal
from releasekit.cli.layout import columns, padded, shortened, table, wrapped
from releasekit.cli.outline import counts, outline

if TYPE_CHECKING:
    import argparse

    from releasekit.cli.outline import Part
    from releasekit.format import Note
    from releasekit.model import Release

EPILOG = """\
A field that the release does not state is not shown. 'Found by rule' lists what was understood from
the words alone: the field, its value, how sure that is, by what it was known, and the words that it
came from. Look at what is not certain before you rely on it; --json has values and words in full."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit show`."""
    parser.description = "Show the fields and the outline of a release."
    parser.epilog = EPILOG
    source.arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object, for a program")


def run(args: argparse.Namespace) -> int:
    """Show. Raises `ReleasekitError`."""
    opened = source.opened(args)
    release, context = opened.read()
    if args.json:
        terminal.put_json(_document(opened, release, context.notes))
    else:
        _show(release)
    notes.say([(opened.name, note) for note in context.notes], verbose=args.verbose)
    return 0


def _document(opened: source.Source, release: Release, said: list[Note]) -> dict[str, object]:
    from attrs import asdict

    from releasekit.convert import writes

    return {
        "file": opened.name,
        "format": opened.format.name,
        "release": json.loads(writes(release, "json")),
        "outline": [asdict(part) for part in outline(release)],
        "counts": counts(release),
        "found": [asdict(row) for row in found.rows(release)],
        "notes": [notes.plain(note) for note in said],
    }


# ── for a person ────────────────────────────────────────────────────────────────────────────────────────────────────


def _show(release: Release) -> None:
    from releasekit.cli.fields import fields

    width = terminal.width()
    rows = fields(release)
    label_width = max(columns(label) for label, _ in rows) + 2
    for label, values in rows:
        lines = [line for value in values for line in wrapped(value, width - label_width)]
        for index, line in enumerate(lines):
            terminal.put(padded("" if index else label, label_width) + line)
    _show_outline(release, width)
    if release.source and release.source.found:
        terminal.put()
        terminal.put("Found by rule")
        for line in found.lines(release, width):
            terminal.put(line)


def _show_outline(release: Release, width: int) -> None:
    terminal.put()
    terminal.put("Outline")
    for line in table([(_entry(part, width - 16), count("words", part.words)) for part in outline(release)]):
        terminal.put(line)
    said = [count(name, number) for name, number in counts(release).items() if number or name == "words"]
    for line in wrapped(", ".join(said), width - 2):
        terminal.put("  " + line)


def _entry(part: Part, width: int) -> str:
    label = {"heading": "", "opening": "(opening)"}.get(part.kind, f"[{part.kind}]")
    indent = "  " * min(part.depth + 1, 8)
    return indent + shortened(f"{label} {part.text}", width - len(indent))


def count(name: str, number: int) -> str:
    """`1 table`, `2 tables`."""
    return f"{number} {name if number != 1 else _SINGULAR.get(name, name[:-1])}"


_SINGULAR = {"speeches": "speech"}
