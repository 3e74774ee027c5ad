"""Releases a second in one process: Markdown to TEI and TEI to Markdown in, rates, ratios and growth out.

Three things take turns, so that a slow moment of the machine meets all of them:

- `releasekit`: bytes to bytes, `writes(reads(data, A), B)`, in this process;
- `pandoc`: Markdown to TEI, one process for each release (pandoc reads no TEI: both directions are held against this);
- `floor`: the parser that another program would use, alone (markdown-it-py for Markdown, lxml for TEI).

Then the same release 10, 100 and 1,000 times as long: the time for a byte must not grow.

    python benchmarks/throughput.py [--seconds N] [--json] [FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve
from lxml import etree
from markdown_it import MarkdownIt

import releasekit
from cli import pandoc, timed, version_of
from releasekit import Context, reads, writes

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
GOAL = 40
"""How many times as many releases a second as pandoc, one process each."""
GROWTH = 1.5
"""How many times as long a byte may take in a release of 2.4 MB as in one of 24 kB: the room for caches that no longer fit."""
SIZES = (1, 10, 100, 1000)
WAYS = (("md", "tei"), ("tei", "md"))


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Releases a second in one process, against pandoc with one process each.")
    parser.add_argument("file", nargs="?", type=Path, default=HERE / "release.md", help="a release in Markdown")
    parser.add_argument("--seconds", type=float, default=10, help="how long each way is measured (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    if args.seconds <= 0:
        parser.error("--seconds takes a number above 0")
    data = {"md": args.file.read_bytes()}
    release = reads(data["md"], "md", context=Context())
    data["tei"] = writes(release, "tei", context=Context())
    report = {
        "bytes": {name: len(found) for name, found in data.items()},
        "python": platform.python_version(),
        "pandoc": version_of(pandoc()),
        "releasekit": releasekit.__version__,
        "goal": GOAL,
        "rates": [rates(*way, data, args.file, args.seconds) for way in WAYS],
        "growth": [growth(*way, release) for way in WAYS],
    }
    print(json.dumps(report, indent=2)) if args.json else show(report)
    return 0


# ── rates ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rates(source: str, target: str, data: dict[str, bytes], file: Path, seconds: float) -> dict:
    """Medians of what one release takes, in ms of wall and of processor time, in turns of some tenths of a second."""
    contenders: dict[str, Callable[[], tuple[float, float]]] = {
        "releasekit": lambda: repeated(converted(source, target, data[source])),
        "floor": lambda: repeated(floor(source, data[source])),
    }
    with tempfile.TemporaryDirectory() as folder:
        if program := pandoc():
            command = [program, "-f", "markdown", "-t", "tei", "-s", str(file), "-o", str(Path(folder) / "theirs.xml")]
            contenders["pandoc"] = lambda: mean([timed(command) for _ in range(10)])
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
        for measure in contenders.values():  # once for nothing: modules are loaded, the disk's cache is warm
            measure()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or not found["releasekit"]:
            for name, measure in contenders.items():
                found[name].append(measure())
    wall = {name: statistics.median(wall for wall, _ in times) for name, times in found.items()}
    cpu = {name: statistics.median(cpu for _, cpu in times) for name, times in found.items()}
    return {
        "way": f"{source} to {target}",
        "turns": len(found["releasekit"]),
        "wall_ms": wall,
        "cpu_ms": cpu,
        "per_second": {name: 1000 / value for name, value in wall.items()},
        "ratio": wall["pandoc"] / wall["releasekit"] if "pandoc" in wall else None,
        "cpu_ratio": cpu["pandoc"] / cpu["releasekit"] if "pandoc" in cpu else None,
    }


def converted(source: str, target: str, data: bytes) -> Callable[[], object]:
    """The conversion of one release, bytes to bytes."""
    return lambda: writes(reads(data, source, context=Context()), target, context=Context())


def floor(source: str, data: bytes) -> Callable[[], object]:
    """A parser alone on the same bytes, without what comes before and after it."""
    if source == "tei":
        return lambda: etree.fromstring(data)
    body = data.decode().split("---\n", 2)[2]
    parser = MarkdownIt("commonmark").enable("table")
    return lambda: parser.parse(body)


def repeated(work: Callable[[], object], seconds: float = 0.3) -> tuple[float, float]:
    """Milliseconds of wall and of processor time for one run, as the mean of as many as fit into the seconds."""
    runs, start, used = 0, time.perf_counter(), time.process_time()
    while True:
        work()
        runs += 1
        wall = time.perf_counter() - start
        if wall >= seconds:
            return wall / runs * 1000, (time.process_time() - used) / runs * 1000


def mean(times: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of pairs."""
    return statistics.fmean(wall for wall, _ in times), statistics.fmean(cpu for _, cpu in times)


# ── growth ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def growth(source: str, target: str, release: releasekit.Release) -> dict:
    """Processor time for a byte of the input, at each size: the best of several runs."""
    steps = []
    for size in SIZES:
        longer = evolve(release, body=release.body * size)
        data = writes(longer, source, context=Context())
        work = converted(source, target, data)
        best = min(repeated(work, 0.2)[1] for _ in range(3 if size == SIZES[-1] else 7))
        steps.append({"bytes": len(data), "ms": best, "ns_per_byte": best * 1e6 / len(data)})
    return {"way": f"{source} to {target}", "sizes": steps, "growth": steps[-1]["ns_per_byte"] / steps[1]["ns_per_byte"]}


# ── showing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


LABELS = {
    "releasekit": "releasekit, bytes to bytes",
    "floor": "the usual parser of the input, alone",
    "pandoc": "pandoc md to tei, one process each",
}


def show(report: dict) -> None:
    """The figures for a person."""
    sizes = report["bytes"]
    print(f"One release of {sizes['md']:,} bytes of Markdown, {sizes['tei']:,} of TEI; medians of turns.")
    print(f"Python {report['python']}, releasekit {report['releasekit']}, pandoc {report['pandoc'] or '(not found)'}.")
    for figures in report["rates"]:
        print(f"\n{figures['way']:<40}{'ms':>9}{'CPU ms':>9}{'a second':>11}")
        for name, wall in figures["wall_ms"].items():
            print(f"{LABELS[name]:<40}{wall:>9.3f}{figures['cpu_ms'][name]:>9.3f}{figures['per_second'][name]:>11,.0f}")
        if figures["ratio"]:
            met = "met" if figures["ratio"] >= report["goal"] else "missed"
            print(f"{figures['ratio']:.0f} times pandoc's rate ({figures['cpu_ratio']:.0f} by processor time)", end="; ")
            print(f"goal {report['goal']}: {met}")
    for figures in report["growth"]:
        show_growth(figures, GROWTH)


def show_growth(figures: dict, most: float) -> None:
    """What a byte costs at each size, and whether the longest costs more than `most` times what the second does."""
    print(f"\n{figures['way']:<40}{'ms':>9}{'ns a byte':>11}")
    for step in figures["sizes"]:
        print(f"{step['bytes']:>14,} bytes{'':<20}{step['ms']:>9.2f}{step['ns_per_byte']:>11.0f}")
    met = "linear" if figures["growth"] <= most else "more than linear"
    print(f"a byte of the longest takes {figures['growth']:.2f} times as long as one of the second: {met}")


if __name__ == "__main__":
    sys.exit(main())
