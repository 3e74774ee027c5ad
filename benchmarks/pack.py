"""Packs of many releases against typst: the same texts in, processor time and memory of each by their number out.

For 10, 100 and 1,000 releases of one page, each with words of its own, the contenders bind them in processes of their own, in
turns:

- `releasekit`: a folder of releases as JSON, bound by `releasekit.pack`, with all that a pack has;
- `typst`: one file of typst markup with an outline and each release on a page of its own, as PDF/UA-1.

typst is used where it is installed, as `pip install "releasekit[bench]"` does.

    python benchmarks/pack.py [--runs N] [--releases N ...] [--json] [FILE]
"""

from __future__ import annotations

import argparse
import compileall
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from attrs import evolve
from pdf import CHILDREN, TYPST, child, count_pages, of_length

import releasekit
from cli import pandoc
from releasekit import Context, Release, Text, reads, writes
from releasekit.model import inline_text

HERE = Path(__file__).parent
RELEASES = (10, 100, 1000)
GOAL = 2.0
"""How many times the processor time of a pack typst should take."""
MEMORY = 400
"""How many megabytes the largest pack should take at most."""
GROWTH = 1.5
"""How many times as long a release may take in the largest pack as in the second."""

WORK = {"releasekit": "import releasekit\nreleasekit.pack(source, target)", "typst": CHILDREN["typst"]}


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Processor time and memory of packs by their releases, against typst.")
    parser.add_argument("file", nargs="?", type=Path, default=HERE / "release.md", help="a release in Markdown")
    parser.add_argument("--runs", type=int, default=3, help="how often each pack is made (default: %(default)s)")
    parser.add_argument("--releases", type=int, nargs="*", default=RELEASES, help="numbers of releases (default: 10 100 1000)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    if args.runs < 1 or any(count < 1 for count in args.releases):
        parser.error("--runs and --releases take numbers above 0")
    compileall.compile_dir(Path(releasekit.__file__).parent, quiet=1)
    release = reads(args.file.read_bytes(), "md", context=Context())
    report = {
        "python": platform.python_version(),
        "releasekit": releasekit.__version__,
        "goal": GOAL,
        "memory": MEMORY,
        "packs": [compared(release, count, args.runs) for count in args.releases],
    }
    print(json.dumps(report, indent=2)) if args.json else show(report)
    return 0


def texts(release: Release, count: int) -> list[Release]:
    """So many releases of one page, each with a headline and words of its own."""
    draw = random.Random(count)
    found = []
    for number in range(1, count + 1):
        headline = (Text(f"{inline_text(release.headline)}, report {number}"),)
        found.append(
            Release(lang=release.lang, released=release.released, headline=headline, body=of_length(release, 1, draw).body)
        )
    return found


def sources(release: Release, count: int, folder: Path) -> dict[str, Path]:
    """The texts as each contender that is installed takes them."""
    found = {"releasekit": folder / "week"}
    found["releasekit"].mkdir()
    markup = ["```{=typst}\n#outline()\n```"]
    for number, each in enumerate(texts(release, count), 1):
        (found["releasekit"] / f"{number:04}.json").write_bytes(writes(each, "json", context=Context()))
        body = writes(evolve(each, headline=()), "md", context=Context()).decode().split("---\n", 2)[2]
        markup.append(f"```{{=typst}}\n#pagebreak()\n```\n\n# {inline_text(each.headline)}\n\n{body}")
    program = pandoc()
    if program and find_spec("typst"):
        command = [program, "-f", "markdown", "-t", "typst"]
        done = subprocess.run(command, input="\n\n".join(markup), capture_output=True, text=True, check=True)
        found["typst"] = folder / "week.typ"
        found["typst"].write_text(TYPST + done.stdout, encoding="utf-8")
    return found


def compared(release: Release, count: int, runs: int) -> dict:
    """Medians of processor seconds and megabytes of memory of each contender, for one pack."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = sources(release, count, folder)
        times: dict[str, list[tuple[float, float]]] = {each: [] for each in given}
        for _ in range(min(runs, 2) if count >= 1000 else runs):
            for each, source in given.items():
                times[each].append(child(WORK[each], source, folder / f"{each}.pdf"))
        pages = {each: count_pages(folder / f"{each}.pdf") for each in given}
    return {
        "releases": count,
        "pages": pages,
        "cpu": {each: statistics.median(cpu for cpu, _ in found) for each, found in times.items()},
        "memory": {each: statistics.median(memory for _, memory in found) for each, found in times.items()},
    }


def show(report: dict) -> None:
    """The figures for a person."""
    print(f"Python {report['python']}, releasekit {report['releasekit']}. Medians, each pack in a process of its own.")
    print(f"\n{'releases':>8}  {'':<12}{'pages':>7}{'CPU s':>9}{'ms a release':>14}{'MB':>7}{'ratio':>8}")
    for pack in report["packs"]:
        for name, cpu in pack["cpu"].items():
            each = cpu / pack["releases"] * 1000
            print(f"{pack['releases']:>8,}  {name:<12}{pack['pages'][name]:>7,}{cpu:>9.2f}{each:>14.1f}", end="")
            print(f"{pack['memory'][name]:>7.0f}{cpu / pack['cpu']['releasekit']:>8.2f}")
    last = report["packs"][-1]
    if "typst" in last["cpu"]:
        ratio = last["cpu"]["typst"] / last["cpu"]["releasekit"]
        print(
            f"\ntypst takes {ratio:.2f} times as long for the largest; goal {GOAL:g}: {'met' if ratio >= GOAL else 'missed'}."
        )
    largest = last["memory"]["releasekit"]
    print(f"Memory at most {largest:.0f} MB; goal {MEMORY}: {'met' if largest <= MEMORY else 'missed'}.")
    if len(report["packs"]) > 2:
        one, other = (pack["cpu"]["releasekit"] / pack["releases"] for pack in report["packs"][-2:])
        print(f"A release of the largest takes {other / one:.2f} times as long as one of the second: ", end="")
        print("linear." if other <= GROWTH * one else "more than linear.")


if __name__ == "__main__":
    sys.exit(main())
