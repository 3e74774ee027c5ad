"""Word in one process: releases written and read a second in, rates, ratios to pandoc and mammoth, and growth out.

Writing, for a release of 2.4 kB and for the same body 10, 100 and 1,000 times:

- `releasekit`: a release to bytes, `writes(release, "docx")`, in this process;
- `pandoc`: Markdown to Word, one process for each release.

Reading, against mammoth (to HTML, in this process) and pandoc (to its JSON, one process each), for four documents of the same text:

- ours as it was written, and ours after somebody changed a word;
- one that python-docx wrote paragraph by paragraph, and one that pandoc wrote.

Each is read without looking for fields in the words, as the others do, with that, and as the first with its styles and lists.

All take turns, so that a slow moment of the machine meets all of them; times are the processor's.

    python benchmarks/word.py [--rounds N] [--json] [FILE]
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import re
import statistics
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import mammoth
from attrs import evolve
from throughput import show_growth

import releasekit
from cli import pandoc, timed, version_of
from releasekit import Context, inline_text, reads, writes
from releasekit.formats.docx import unpack
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).parent
WRITE_GOAL = 40
"""How many times as fast as pandoc, one process each, on the release as it is."""
READ_GOAL = 20
"""How many times as fast as mammoth, on the release as it is."""
GROWTH = 1.5
"""How many times as long a byte may take in the longest release as in the second."""
SIZES = (1, 10, 100, 1000)
LARGE = 1000
"""How often the body stands in the release whose document is read against pandoc."""


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Word written and read in one process, against pandoc and mammoth.")
    parser.add_argument("file", nargs="?", type=Path, default=HERE / "release.md", help="a release in Markdown")
    parser.add_argument("--rounds", type=int, default=9, help="how often all take their turn (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="the release as it is and nothing longer")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    if args.rounds < 1:
        parser.error("--rounds takes a number from 1")
    release = reads(args.file.read_bytes(), "md", context=Context())
    with tempfile.TemporaryDirectory() as folder:
        report = {
            "bytes": args.file.stat().st_size,
            "rounds": args.rounds,
            "python": platform.python_version(),
            "machine": platform.machine(),
            "pandoc": version_of(pandoc()),
            "releasekit": releasekit.__version__,
            "rows": [
                *writing(release, args.file, Path(folder), args.rounds),
                *reading(release, args.file, Path(folder), args.rounds),
            ],
        }
        if not args.quick:
            report["growth"] = [growth(release, way) for way in ("written", "read")]
            report["large"] = large(release, Path(folder))
    print(json.dumps(report, indent=2)) if args.json else show(report)
    return 0


# ── the release as it is ────────────────────────────────────────────────────────────────────────────────────────────


def writing(release: releasekit.Release, file: Path, folder: Path, rounds: int) -> list[dict]:
    """The row of writing."""
    contenders = {"releasekit": lambda: repeated(lambda: writes(release, "docx", context=Context()), 0.2)}
    if program := pandoc():
        command = [program, "-f", "markdown", "-t", "docx", "-s", str(file), "-o", str(folder / "theirs.docx")]
        contenders["pandoc"] = lambda: timed(command)[1]
    return [row("written", turns(contenders, rounds), "pandoc", WRITE_GOAL)]


def reading(release: releasekit.Release, file: Path, folder: Path, rounds: int) -> list[dict]:
    """The rows of reading, one for each document."""
    ours = writes(release, "docx", context=Context())
    documents = {"ours, as written": ours, "ours, edited": edited(ours), "by python-docx": by_python_docx(release)}
    if program := pandoc():
        timed([program, "-f", "markdown", "-t", "docx", "-s", str(file), "-o", str(folder / "pandoc.docx")])
        documents["by pandoc"] = (folder / "pandoc.docx").read_bytes()
    return [read_row(what, data, folder, rounds) for what, data in documents.items()]


def read_row(what: str, data: bytes, folder: Path, rounds: int) -> dict:
    """One document, read by all."""
    path = folder / "read.docx"
    path.write_bytes(data)
    contenders = {
        "releasekit": lambda: repeated(lambda: reads(data, "docx", context=Context(find=False)), 0.2),
        "with find": lambda: repeated(lambda: reads(data, "docx", context=Context()), 0.2),
        "the first of its program": lambda: repeated(lambda: first_read(data), 0.2),
        "mammoth": lambda: repeated(lambda: mammoth.convert_to_html(io.BytesIO(data)), 0.2),
    }
    if program := pandoc():
        command = [program, "-f", "docx", "-t", "json", str(path), "-o", str(folder / "read.json")]
        contenders["pandoc"] = lambda: timed(command)[1]
    return row(f"read: {what}", turns(contenders, rounds), "mammoth", READ_GOAL)


def first_read(data: bytes) -> releasekit.Release:
    """A document read as the first with its styles and lists, which later ones share."""
    unpack._made.cache_clear()  # noqa: SLF001  (nothing but a benchmark forgets them)
    return reads(data, "docx", context=Context(find=False))


def row(what: str, times: dict[str, float], rival: str, goal: int) -> dict:
    """The figures of one row: ms for one release, and how many times as long the others take."""
    ratio = {name: value / times["releasekit"] for name, value in times.items() if name != "releasekit"}
    return {"what": what, "ms": times, "ratio": ratio, "rival": rival, "goal": goal}


def turns(contenders: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The medians of rounds in which each has its turn; what comes before them counts for nothing."""
    for measure in contenders.values():
        measure()
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, measure in contenders.items():
            found[name].append(measure())
    return {name: statistics.median(times) for name, times in found.items()}


def repeated(work: Callable[[], object], seconds: float) -> float:
    """Milliseconds of processor time for one run, as the mean of as many as fit into the seconds."""
    runs, start, end = 0, time.process_time(), time.perf_counter() + seconds
    while not runs or time.perf_counter() < end:
        work()
        runs += 1
    return (time.process_time() - start) / runs * 1000


# ── documents ───────────────────────────────────────────────────────────────────────────────────────────────────────


def edited(data: bytes) -> bytes:
    """A document in which somebody has changed the first long word of the text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in file.infolist():
            content = file.read(entry)
            if entry.filename == "word/document.xml":
                at = content.index(b'"BodyText"')
                content = content[:at] + re.sub(rb">[^<]{9}", b">Something", content[at:], count=1)
            new.writestr(entry.filename, content)
    return out.getvalue()


def by_python_docx(release: releasekit.Release) -> bytes:
    """The text of a release as python-docx writes it: its template, its styles, a paragraph at a time."""
    document = docx.Document()
    document.add_heading(inline_text(release.headline), 0)

    def add(blocks: Iterable[n.Block], style: str | None = None) -> None:
        for block in blocks:
            match block:
                case n.Heading():
                    document.add_heading(inline_text(block.content), block.level)
                case n.Paragraph():
                    paragraph = document.add_paragraph(style=style)
                    for item in block.content:
                        run = paragraph.add_run(inline_text((item,)))
                        run.bold, run.italic = isinstance(item, n.Strong) or None, isinstance(item, n.Emphasis) or None
                case n.BulletList() | n.OrderedList():
                    for item in block.items:
                        add(item.blocks, "List Bullet")
                case n.BlockQuote() | n.Division():
                    add(block.blocks)
                case n.Table():
                    table = document.add_table(len(block.rows), max(len(row.cells) for row in block.rows))
                    for row, cells in zip(table.rows, block.rows, strict=True):
                        for there, cell in zip(row.cells, cells.cells, strict=False):
                            there.text = " ".join(
                                inline_text(each.content) for each in cell.blocks if isinstance(each, n.Paragraph)
                            )
                case _:
                    pass

    add(release.body)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ── longer ones ─────────────────────────────────────────────────────────────────────────────────────────────────────


def growth(release: releasekit.Release, way: str) -> dict:
    """Processor time for a byte of Markdown, at each size: the best of three."""
    steps = []
    for size in SIZES:
        longer = evolve(release, body=release.body * size)
        length = len(writes(longer, "md", context=Context()))
        data = writes(longer, "docx", context=Context())
        work = {
            "written": lambda longer=longer: writes(longer, "docx", context=Context()),
            "read": lambda data=data: reads(data, "docx", context=Context()),
        }[way]
        best = min(repeated(work, 0.2) for _ in range(3))
        steps.append({"bytes": length, "ms": best, "ns_per_byte": best * 1e6 / length})
    return {"way": way, "sizes": steps, "growth": steps[-1]["ns_per_byte"] / steps[1]["ns_per_byte"]}


def large(release: releasekit.Release, folder: Path) -> list[dict]:
    """Reading documents of a thousand times the text: ours edited, and pandoc's, each against pandoc."""
    program = pandoc()
    if program is None:
        return []
    longer = evolve(release, body=release.body * LARGE)
    source, theirs, ours = folder / "large.md", folder / "large.docx", folder / "edited.docx"
    source.write_bytes(writes(longer, "md", context=Context()))
    timed([program, "-f", "markdown", "-t", "docx", "-s", str(source), "-o", str(theirs)])
    ours.write_bytes(edited(writes(longer, "docx", context=Context())))
    rows = []
    for what, path in (("ours, edited", ours), ("by pandoc", theirs)):
        data = path.read_bytes()
        command = [program, "-f", "docx", "-t", "json", str(path), "-o", str(folder / "large.json")]
        contenders = {
            "releasekit": lambda data=data: repeated(lambda: reads(data, "docx", context=Context(find=False)), 0.1),
            "pandoc": lambda command=command: timed(command)[1],
        }
        found = {name: min(measure() for _ in range(2)) for name, measure in contenders.items()}
        rows.append(row(f"read, {source.stat().st_size:,} bytes of text: {what}", found, "pandoc", 1))
    return rows


# ── showing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def show(report: dict) -> None:
    """The figures for a person."""
    print(f"One release of {report['bytes']:,} bytes of Markdown; medians of {report['rounds']} rounds, ms of processor time.")
    print(f"Python {report['python']}, releasekit {report['releasekit']}, pandoc {report['pandoc'] or '(not found)'}.")
    for found in (*report["rows"], *report.get("large", ())):
        print(f"\n{found['what']:<52}{'CPU ms':>10}{'ratio':>8}")
        for name, ms in found["ms"].items():
            ratio = found["ratio"].get(name)
            print(f"  {name:<50}{ms:>10.2f}{'' if ratio is None else f'{ratio:.1f}':>8}")
        if (ratio := found["ratio"].get(found["rival"])) is not None:
            met = "met" if ratio >= found["goal"] else "missed"
            print(f"  {found['rival']} takes {ratio:.1f} times as long; goal {found['goal']}: {met}")
    for figures in report.get("growth", ()):
        show_growth(figures, GROWTH)


if __name__ == "__main__":
    sys.exit(main())
