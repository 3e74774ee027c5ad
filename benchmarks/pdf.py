"""Pages of PDF against typst and WeasyPrint: one text in, processor time and memory of each by its number of pages out.

For about 1, 10, 100 and 1,000 pages, each contender makes the PDF of the same text in a process of its own, in turns, and in a
process that has made one page of another text before, whose start is not counted:

- `releasekit`: the release as JSON, read and written;
- `typst`: typst markup by the package `typst` from PyPI, as PDF/UA-1;
- `WeasyPrint`: HTML with a short style sheet, as PDF/UA-1.

Then one-page releases are written in this process, with fonts loaded, each with words of its own.
The two others are used where they are installed, as `pip install "releasekit[bench]"` does.

    python benchmarks/pdf.py [--runs N] [--pages N ...] [--json] [--chart FILE] [FILE]
"""

from __future__ import annotations

import argparse
import compileall
import json
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

import releasekit
from cli import pandoc
from releasekit import Context, Table, reads, writes

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit import Release

HERE = Path(__file__).parent
PAGES = (1, 10, 100, 1000)
BODY_PAGES = 1.01
"""How many pages the body of `release.md` takes, of those that it takes many times."""
ONE_PAGE = 8
"""How many blocks of it, without its table, fill one page in our own look."""
GOAL = 100
"""How many one-page releases a second one core should write, with fonts loaded."""
MEMORY = 300
"""How many megabytes the longest document should take at most."""

TYPST = """#set document(title: "Benchmark")
#set page(paper: "a4", margin: 28mm, numbering: "1 / 1", header: align(right, text(8pt)[Benchmark]))
#set text(size: 10.5pt, lang: "en", region: "GB")
#set par(justify: true, leading: 0.78em, spacing: 1.3em)
#let horizontalrule = line(length: 100%)
= Benchmark
"""
CSS = """
@page { size: A4; margin: 28mm; @top-right { content: "Benchmark"; font-size: 8pt }
        @bottom-center { content: counter(page) " / " counter(pages) } }
body { font: 10.5pt/15pt serif; text-align: justify; hyphens: auto }
table { border-collapse: collapse } th, td { padding: 3pt 5pt; text-align: left }
"""
ENDED = "import atexit, gc\natexit.register(gc.freeze)\n"
"""What makes a process end as a command of ours does: without looking for rubbish among all that it has made."""

CHILDREN = {
    "releasekit": ENDED + (
        "from releasekit import read, write\n"
        "write(read(source), target)"
    ),
    "typst": (
        "import typst\n"
        "typst.compile(source, output=target, pdf_standards=['ua-1'], ignore_system_fonts=True)"
    ),
    "WeasyPrint": (
        "from weasyprint import HTML\n"
        "HTML(filename=source).write_pdf(target, pdf_variant='pdf/ua-1')"
    ),
}  # fmt: skip
SUFFIXES = {"releasekit": ".json", "typst": ".typ", "WeasyPrint": ".html"}


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Processor time and memory of PDF by its pages, against typst and WeasyPrint.")
    parser.add_argument("file", nargs="?", type=Path, default=HERE / "release.md", help="a release in Markdown")
    parser.add_argument("--runs", type=int, default=3, help="how often each document is made (default: %(default)s)")
    parser.add_argument("--pages", type=int, nargs="*", default=PAGES, help="numbers of pages (default: 1 10 100 1000)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--chart", type=Path, help="draw the figures into an SVG file")
    args = parser.parse_args()
    if args.runs < 1 or any(pages < 1 for pages in args.pages):
        parser.error("--runs and --pages take numbers above 0")
    compileall.compile_dir(Path(releasekit.__file__).parent, quiet=1)
    release = reads(args.file.read_bytes(), "md", context=Context())
    report = {
        "python": platform.python_version(),
        "versions": {name: version_of_package(name) for name in CHILDREN},
        "documents": [compared(release, pages, args.runs) for pages in args.pages],
        "warm": warm(release),
        "goal": GOAL,
        "memory": MEMORY,
    }
    if args.chart:
        args.chart.write_text(chart(report), encoding="utf-8")
    print(json.dumps(report, indent=2)) if args.json else show(report)
    return 0


def version_of_package(name: str) -> str:
    """The version of a contender; empty where it is not installed."""
    try:
        return releasekit.__version__ if name == "releasekit" else version(name.lower())
    except PackageNotFoundError:
        return ""


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def of_length(release: Release, pages: int, draw: random.Random) -> Release:
    """A release of about so many pages; some of its words are made up, so that no cache meets the same ones for ever."""
    if pages == 1:
        blocks = tuple(block for block in release.body if not isinstance(block, Table))[:ONE_PAGE]
        return varied(evolve(release, body=blocks), draw)
    return varied(evolve(release, body=release.body * round(pages / BODY_PAGES)), draw)


def varied(release: Release, draw: random.Random) -> Release:
    """The same release with one word in eight exchanged for one of a large vocabulary, frequent ones more often."""
    words, weights = vocabulary()

    def exchanged(text: str) -> str:
        parts = text.split(" ")
        places = [place for place in range(len(parts)) if parts[place].isalpha() and draw.random() < 0.125]
        for place, word in zip(places, draw.choices(words, weights, k=len(places)), strict=True):
            parts[place] = word
        return " ".join(parts)

    def within(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: within(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [within(item, key) for item in value]
        return exchanged(value) if isinstance(value, str) and key == "content" else value

    data = json.loads(writes(release, "json", context=Context()))
    data["body"] = within(data["body"])
    return reads(json.dumps(data), "json", context=Context())


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Words that no language has, and how frequent each is."""
    draw = random.Random(0)
    pairs = [first + second for first in "bdfghklmnprstvw" for second in "aeiou"]
    words = ["".join(draw.choices(pairs, k=draw.randint(2, 5))) for _ in range(20_000)]
    return words, [1 / rank for rank in range(1, len(words) + 1)]


def sources(release: Release, folder: Path) -> dict[str, Path]:
    """The text in the language of each contender that is installed."""
    found = {"releasekit": folder / "text.json"}
    found["releasekit"].write_bytes(writes(release, "json", context=Context()))
    markdown = writes(release, "md", context=Context()).decode().split("---\n", 2)[2]
    for name, head, tail, kind in (
        ("typst", TYPST, "", "typst"),
        (
            "WeasyPrint",
            f"<!DOCTYPE html><html lang=en><title>Benchmark</title><style>{CSS}</style><h1>Benchmark</h1>",
            "</html>",
            "html5",
        ),
    ):
        if version_of_package(name) and (program := pandoc()):
            done = subprocess.run(
                [program, "-f", "markdown", "-t", kind], input=markdown, capture_output=True, text=True, check=True
            )
            found[name] = folder / f"text{SUFFIXES[name]}"
            found[name].write_text(head + done.stdout + tail, encoding="utf-8")
    return found


# ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────────────


def compared(release: Release, pages: int, runs: int) -> dict:
    """Medians of processor seconds and megabytes of memory of each contender, for one text."""
    with tempfile.TemporaryDirectory() as folder:
        given = sources(of_length(release, pages, random.Random(pages)), Path(folder))
        first = sources(of_length(release, 1, random.Random(0)), _made(Path(folder) / "first"))
        if pages >= 1000:
            runs = min(runs, 2)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in given}
        running: dict[str, list[float]] = {name: [] for name in given}
        for _ in range(runs):
            for name, source in given.items():
                target = Path(folder) / f"{name}.pdf"
                times[name].append(child(CHILDREN[name], source, target))
                running[name].append(second(CHILDREN[name], first[name], source, target))
        made = {name: count_pages(Path(folder) / f"{name}.pdf") for name in given}
        sizes = {name: (Path(folder) / f"{name}.pdf").stat().st_size for name in given}
    return {
        "wanted": pages,
        "pages": made,
        "bytes": sizes,
        "running": {name: statistics.median(found) for name, found in running.items()},
        **medians(times),
    }


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def medians(times: dict[str, list[tuple[float, float]]]) -> dict:
    """Of processor seconds and megabytes, by the name of each contender."""
    return {
        "cpu": {name: statistics.median(cpu for cpu, _ in found) for name, found in times.items()},
        "memory": {name: statistics.median(memory for _, memory in found) for name, found in times.items()},
    }


def child(work: str, source: Path, target: Path) -> tuple[float, float]:
    """Processor seconds and megabytes of one process, in which Python code makes the target of the source."""
    code = f"source, target = {str(source)!r}, {str(target)!r}\n{work}"
    target.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], stderr=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not target.exists():
        raise SystemExit(f"no PDF was made: run it by hand\n{code}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss / unit


def second(work: str, first: Path, source: Path, target: Path) -> float:
    """Processor seconds in which a process makes the target of the source, when it has made that of another one before."""
    clock = target.with_suffix(".time")
    twice = (
        f"import time\nwork = {work!r}\n"
        f"exec(work, {{'source': {str(first)!r}, 'target': target}})\n"
        "start = time.process_time()\n"
        "exec(work, {'source': source, 'target': target})\n"
        f"open({str(clock)!r}, 'w').write(str(time.process_time() - start))"
    )
    child(twice, source, target)
    return float(clock.read_text())


def count_pages(file: Path) -> int:
    """How many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(file).pages)


def warm(release: Release) -> dict:
    """One-page releases a second in this process, of processor time, each with words that none before it had."""
    draw = random.Random(0)
    texts = [of_length(release, 1, draw) for _ in range(40)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.pdf"
        file.write_bytes(writes(texts[0], "pdf", context=Context()))
        if count_pages(file) != 1:
            raise SystemExit("the release for one page takes more: change ONE_PAGE")
    rates: dict[str, float] = {}
    rates["releasekit"] = _rate(lambda text: writes(text, "pdf", context=Context()), texts)
    return rates


def _rate(work: Callable[[Release], object], texts: list[Release]) -> float:
    work(texts[0])
    start = time.process_time()
    for text in texts[1:]:
        work(text)
    return (len(texts) - 1) / (time.process_time() - start)


# ── showing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def show_versions(report: dict) -> None:
    """What was measured with."""
    named = ", ".join(f"{name} {number or '(not installed)'}" for name, number in report["versions"].items())
    print(f"Python {report['python']}, {named}. Medians, each document in a process of its own.")


def show(report: dict) -> None:
    """The figures for a person."""
    show_versions(report)
    print(f"\n{'':>40}{'from a fresh start':>28}{'in a running process':>29}")
    print(
        f"{'about':>12}{'':<4}{'':<14}{'pages':>6}{'kB':>9}{'CPU s':>9}{'MB':>6}{'ratio':>8}{'CPU s':>11}{'ms a page':>10}{'ratio':>8}"
    )
    for document in report["documents"]:
        for name, cpu in document["cpu"].items():
            pages, size, memory = document["pages"][name], document["bytes"][name] / 1000, document["memory"][name]
            running = document["running"][name]
            print(f"{document['wanted']:>7,} pages   {name:<14}{pages:>6,}{size:>9,.0f}{cpu:>9.2f}{memory:>6.0f}", end="")
            print(f"{cpu / document['cpu']['releasekit']:>8.2f}{running:>11.2f}{running / pages * 1000:>10.1f}", end="")
            print(f"{running / document['running']['releasekit']:>8.2f}")
    met = "met" if report["warm"]["releasekit"] >= report["goal"] else "missed"
    print(f"\nIn one process, fonts loaded: {report['warm']['releasekit']:.0f} one-page releases a second; ", end="")
    print(f"goal {report['goal']}: {met}.")
    if largest := max((document["memory"]["releasekit"] for document in report["documents"]), default=0):
        print(
            f"Memory at most {largest:.0f} MB; goal {report['memory']}: {'met' if largest <= report['memory'] else 'missed'}."
        )


def chart(report: dict) -> str:
    """Processor time by pages, both in powers of ten, as SVG."""
    colours = {"releasekit": "#0f4c6b", "typst": "#c2571a", "WeasyPrint": "#6b7280"}
    documents = report["documents"]
    seconds = [cpu for document in documents for cpu in document["cpu"].values()]
    low, high = 10.0 ** math.floor(math.log10(min(seconds))), max(1.0, *seconds)
    left, top, width, height = 60, 20, 420, 240

    def x(pages: int) -> float:
        return left + width * _log(pages, documents[0]["wanted"], max(documents[-1]["wanted"], documents[0]["wanted"] * 10))

    def y(value: float) -> float:
        return top + height * (1 - _log(value, low, high))

    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 310" font-family="sans-serif" font-size="12" fill="#333">',
        "<title>Processor seconds to make a PDF, by pages</title>",
    ]
    step = low
    while step <= high:
        out.append(f'<path d="M{left} {y(step):.1f}h{width}" stroke="#ddd"/>')
        out.append(f'<text x="{left - 6}" y="{y(step) + 4:.1f}" text-anchor="end">{step:g} s</text>')
        step *= 10
    for document in documents:
        place = x(document["wanted"])
        out.append(f'<text x="{place:.1f}" y="{top + height + 18}" text-anchor="middle">{document["wanted"]:,}</text>')
    out.append(f'<text x="{left + width / 2}" y="{top + height + 38}" text-anchor="middle">pages</text>')
    below = 0.0  # where the label above ends
    for name in sorted(documents[-1]["cpu"], key=lambda name: -documents[-1]["cpu"][name]):
        points = [(x(document["wanted"]), y(document["cpu"][name])) for document in documents if name in document["cpu"]]
        line = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colours[name]}" stroke-width="2"/>')
        out += [f'<circle cx="{across:.1f}" cy="{up:.1f}" r="3" fill="{colours[name]}"/>' for across, up in points]
        across, up = points[-1]
        label = f"{name}, {documents[-1]['cpu'][name]:.1f} s"
        below = max(below + 13, up + 4)
        out.append(f'<text x="{across + 8:.1f}" y="{below:.1f}" fill="{colours[name]}">{label}</text>')
    return "\n".join([*out, "</svg>", ""])


def _log(value: float, low: float, high: float) -> float:
    return math.log(value / low) / math.log(high / low)


if __name__ == "__main__":
    sys.exit(main())
