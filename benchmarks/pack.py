"""A briefing pack as PDF against typst: 10, 100 and 1,000 releases of a page in, processor time and memory of each out.

Each contender binds the same texts in a process of its own, in turns:

- `releasekit`: the pack as JSON, read and written as PDF: cover, contents, digest, releases with their running heads, lists,
  sources; each release travels along as TEI, and the pack as JSON;
- `typst`: typst markup by the package `typst` from PyPI, as PDF/UA-1, that has the same words on pages of the same kind;
- `typst, files`: the same with the same files in it, as PDF/A-3a.

And as a booklet: what it takes to impose the PDF that releasekit made.

    python benchmarks/pack.py [--runs N] [--releases N ...] [--json] [FILE]
"""

from __future__ import annotations

import argparse
import compileall
import json
import platform
import random
import sys
import tempfile
from pathlib import Path

from attrs import evolve
from pack_typst import attachments, markup, typst_of
from pdf import CHILDREN as PAGES
from pdf import ENDED, child, count_pages, medians, show_versions, varied, version_of_package, vocabulary

import releasekit
from cli import pandoc
from releasekit import Context, Table, Text, reads
from releasekit.binding import write_pack
from releasekit.briefing import Entry, Origin, Pack, Part, canonical

HERE = Path(__file__).parent
RELEASES = (10, 100, 1000)
CHILDREN = {
    "releasekit": ENDED + (
        "from pathlib import Path\n"
        "from releasekit.binding import read_pack, write_pack\n"
        "Path(target).write_bytes(write_pack(read_pack(Path(source).read_bytes(), 'json'), 'pdf'))"
    ),
    "typst": PAGES["typst"],
    "typst, files": PAGES["typst"].replace("ua-1", "a-3a"),
    "booklet": (
        "from pathlib import Path\n"
        "from releasekit.prepress.booklet import impose\n"
        "Path(target).write_bytes(impose(Path(source).read_bytes()))"
    ),
}  # fmt: skip
BLOCKS = 6
"""Of the text of a release: with its head and its contacts they fill a page."""
FOLDED = 100
"""Of how many releases a booklet is made at most: nobody folds more."""


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Processor time and memory of packs as PDF, against typst.")
    parser.add_argument("file", nargs="?", type=Path, default=HERE / "release.md", help="a release in Markdown")
    parser.add_argument("--runs", type=int, default=3, help="how often each document is made (default: %(default)s)")
    parser.add_argument("--releases", type=int, nargs="*", default=RELEASES, help="how many releases (default: 10 100 1000)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    if args.runs < 1 or any(count < 1 for count in args.releases):
        parser.error("--runs and --releases take numbers above 0")
    compileall.compile_dir(Path(releasekit.__file__).parent, quiet=1)
    release = reads(args.file.read_bytes(), "md", context=Context())
    report = {
        "python": platform.python_version(),
        "versions": {name: version_of_package(name) for name in ("releasekit", "typst")},
        "packs": [compared(release, count, args.runs) for count in args.releases],
    }
    print(json.dumps(report, indent=2)) if args.json else show(report)
    return 0


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def bound(release: releasekit.Release, count: int) -> Pack:
    """A pack of so many releases of one page; some of the words of each are made up."""
    draw = random.Random(count)
    text = tuple(block for block in release.body if not isinstance(block, Table))[:BLOCKS]
    body = varied(evolve(release, body=text * count), draw).body
    entries = tuple(
        Entry(
            release=evolve(
                release, headline=(Text(f"Release {at + 1}: {_made_up(draw)}"),), body=body[at * BLOCKS : (at + 1) * BLOCKS]
            ),
            origin=Origin(name=f"{at + 1:04}.md"),
        )
        for at in range(count)
    )
    return canonical(Pack(title="Benchmark", lang="en", parts=(Part(entries=entries),)))


def _made_up(draw: random.Random) -> str:
    return " ".join(draw.choices(vocabulary()[0], k=4))


def sources(pack: Pack, folder: Path) -> dict[str, Path]:
    """The texts in the language of each contender that is installed."""
    found = {"releasekit": folder / "pack.json"}
    found["releasekit"].write_bytes(write_pack(pack, "json"))
    program = pandoc()
    if version_of_package("typst") and program:
        bodies = typst_of([entry.release for entry in pack.entries], program)
        found["typst"] = folder / "pack.typ"
        found["typst"].write_text(markup(pack, bodies), encoding="utf-8")
        found["typst, files"] = folder / "files.typ"
        found["typst, files"].write_text(markup(pack, bodies) + attachments(pack, folder), encoding="utf-8")
    return found


# ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────────────


def compared(release: releasekit.Release, count: int, runs: int) -> dict:
    """Medians of processor seconds and megabytes of memory of each contender, for one pack."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = sources(bound(release, count), folder)
        made = {each: folder / f"made-{at}.pdf" for at, each in enumerate(given)}
        if count <= FOLDED:
            given["booklet"], made["booklet"] = made["releasekit"], folder / "booklet.pdf"
        figures: dict[str, list[tuple[float, float]]] = {each: [] for each in given}
        for _ in range(runs):
            for each, source in given.items():
                figures[each].append(child(CHILDREN[each], source, made[each]))
        return {
            "releases": count,
            "pages": {each: count_pages(path) for each, path in made.items()},
            "bytes": {each: path.stat().st_size for each, path in made.items()},
            **medians(figures),
        }


def show(report: dict) -> None:
    """The figures for a person."""
    show_versions(report)
    print(f"\n{'':>15}{'':<4}{'':<12}{'pages':>7}{'kB':>9}{'CPU s':>9}{'ms a release':>14}{'MB':>7}{'ratio':>8}")
    for pack in report["packs"]:
        for name, cpu in pack["cpu"].items():
            pages, size, memory = pack["pages"][name], pack["bytes"][name] / 1000, pack["memory"][name]
            print(f"{pack['releases']:>6,} releases    {name:<12}{pages:>7,}{size:>9,.0f}{cpu:>9.2f}", end="")
            print(f"{cpu / pack['releases'] * 1000:>14.1f}{memory:>7.0f}{cpu / pack['cpu']['releasekit']:>8.2f}")


if __name__ == "__main__":
    sys.exit(main())
