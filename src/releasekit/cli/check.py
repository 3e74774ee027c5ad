"""`releasekit check`: a release in, what an editor would send back out.

Findings go to standard output, one line each: `FILE:LINE: message [code] at PLACE`. With `--json` one object: `file`, `format`,
`findings` and `notes` (what the reader had to say), both lists of `kind`, `code`, `message`, `where` and `line`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.cli import notes, source, terminal
from releasekit.errors import place
from releasekit.format import Context, no_resources

if TYPE_CHECKING:
    import argparse

EPILOG = """\
The exit code is 0 when nothing was found, and 4 when something was. Each finding has a code that
stays the same from version to version; the documentation of releasekit.checks lists them. TEI is
also validated by releasekit's own schema; of TEI that others made, one line says in how many places
it differs, and --verbose says which. Links to files and pictures are looked for in the folder of IN
and in those of --resources; no address on the network is ever opened."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `releasekit check`."""
    parser.description = "Find what an editor would send back: what is missing, contradicts itself or leads nowhere."
    parser.epilog = EPILOG
    source.arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object, for a program")


def run(args: argparse.Namespace) -> int:
    """Check. Raises `ReleasekitError`."""
    from releasekit.checks import check, check_document

    opened = source.opened(args)
    release, context = opened.read()
    asked = Context(name=opened.name)
    resources = no_resources if opened.resources is no_resources else context.resources
    findings = [*check_document(opened.data, opened.format, asked), *check(release, resources)]
    told = context.notes + (asked.notes if args.verbose or args.json else [])
    if args.json:
        document = {
            "file": opened.name,
            "format": opened.format.name,
            "findings": [notes.plain(finding) for finding in findings],
            "notes": [notes.plain(note) for note in told],
        }
        terminal.put_json(document)
    else:
        for finding in findings:
            terminal.put(f"{place(opened.name, finding.line)}{finding}")
    notes.say([(opened.name, note) for note in told], verbose=args.verbose)
    return 4 if findings else 0
