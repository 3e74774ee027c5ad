"""The command line against its floor: whole processes in, medians and ratios out.

For Markdown to TEI and Markdown to Word, one small release each, five commands take turns:

- `python`: an interpreter that does nothing;
- `imports`: a script that imports what the conversion loads of the standard library and of other packages, and nothing else;
- `modules`: the same, and releasekit's own modules;
- `releasekit`: the conversion;
- `pandoc`: the same conversion by pandoc.

    python benchmarks/cli.py [--runs N] [--json] [--list] [FILE]
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import releasekit

HERE = Path(__file__).parent
TARGETS = {"tei": ".tei.xml", "docx": ".docx"}
GOAL = 1.3
"""How many times an import floor a conversion should take at most."""

# Which modules a conversion loads, in the order in which their loading began. The names that any interpreter has at its
# start are left out, and so are entries that are no modules of a file or of the interpreter (Cython and six make some up).
LOADED = """
import sys
before = set(sys.modules)
from releasekit.cli import main
code = main(sys.argv[2:])
names = [
    name for name, module in list(sys.modules.items())
    if name not in before and getattr(module, "__spec__", None) is not None and module.__spec__.name == name
    and all(part.isidentifier() for part in name.split("."))
]
with open(sys.argv[1], "w") as file:
    file.write("\\n".join(names))
sys.exit(code)
"""


def main() -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Time `releasekit convert` against its own import floor and against pandoc.")
    parser.add_argument("file", nargs="?", type=Path, default=HERE / "release.md", help="a release in Markdown")
    parser.add_argument("--runs", type=int, default=40, help="how often each command runs (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--list", action="store_true", help="print the modules that each floor imports, and measure nothing")
    args = parser.parse_args()
    if args.runs < 1:
        parser.error("--runs takes a number from 1")
    program = shutil.which("releasekit", path=str(Path(sys.executable).parent)) or shutil.which("releasekit")
    if program is None:
        parser.error("there is no releasekit command: install the project first")
    compileall.compile_dir(Path(releasekit.__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "release.md"
        shutil.copyfile(args.file, source)
        if args.list:
            for target in TARGETS:
                show_modules(target, *floors(source, target))
            return 0
        figures = [measure(program, source, target, args.runs) for target in TARGETS]
    report = {
        "bytes": args.file.stat().st_size,
        "runs": args.runs,
        "python": platform.python_version(),
        "pandoc": version_of(pandoc()),
        "releasekit": releasekit.__version__,
        "goal": GOAL,
        "conversions": figures,
    }
    print(json.dumps(report, indent=2)) if args.json else show(report)
    return 0


# ── what is timed ────────────────────────────────────────────────────────────────────────────────────────────────────


def measure(program: str, source: Path, target: str, runs: int) -> dict:
    """The figures of one conversion: commands take turns, so that a slow moment of the machine meets all of them."""
    folder = source.parent
    imports, modules = floors(source, target)
    commands = {
        "python": [sys.executable, script(folder / "nothing.py", [])],
        "imports": [sys.executable, script(folder / f"imports_{target}.py", imports)],
        "modules": [sys.executable, script(folder / f"modules_{target}.py", modules)],
        "releasekit": [program, "convert", source, "-o", folder / f"ours{TARGETS[target]}", "--quiet"],
    }
    if pandoc():
        commands["pandoc"] = [pandoc(), "-f", "markdown", "-t", target, "-s", source, "-o", folder / f"theirs{TARGETS[target]}"]
    for command in commands.values():  # once for nothing: bytecode is written, the disk's cache is warm
        timed(command)
    times = {name: [] for name in commands}
    for turn in range(runs):
        names = list(commands)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            times[name].append(timed(commands[name]))
    wall = {name: statistics.median(wall for wall, _ in found) for name, found in times.items()}
    cpu = {name: statistics.median(cpu for _, cpu in found) for name, found in times.items()}
    return {
        "conversion": f"md to {target}",
        "modules": {"imports": len(imports), "modules": len(modules)},
        "wall_ms": {name: round(value, 1) for name, value in wall.items()},
        "cpu_ms": {name: round(value, 1) for name, value in cpu.items()},
        "ratio": {name: round(wall["releasekit"] / wall[name], 2) for name in wall if name != "releasekit"},
        "cpu_ratio": {name: round(cpu["releasekit"] / cpu[name], 2) for name in cpu if name != "releasekit"},
    }


def timed(command: list) -> tuple[float, float]:
    """Milliseconds on the wall, and of the processor's time, that one process takes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}: {said.decode(errors='replace')}")
    return wall * 1000, (used.ru_utime + used.ru_stime) * 1000


# ── the floors ───────────────────────────────────────────────────────────────────────────────────────────────────────


def floors(source: Path, target: str) -> tuple[list[str], list[str]]:
    """The modules that a conversion loads: those of others, and all."""
    listing = source.parent / "modules.txt"
    made = source.parent / f"probe{TARGETS[target]}"
    subprocess.run(
        [sys.executable, "-c", LOADED, listing, "convert", source, "-o", made, "-q"], check=True, capture_output=True
    )
    names = importable(listing.read_text().split("\n"))
    return [name for name in names if name.split(".")[0] != "releasekit"], names


def importable(names: list[str]) -> list[str]:
    """The names that a fresh interpreter can import, in their order."""
    probe = "import sys\nfor name in sys.argv[1:]:\n try: __import__(name)\n except Exception: pass\n else: print(name)"
    found = subprocess.run([sys.executable, "-c", probe, *names], check=True, capture_output=True, text=True)
    return found.stdout.split()


def script(path: Path, names: list[str]) -> Path:
    """A file that imports modules and does nothing else."""
    path.write_text("".join(f"import {name}\n" for name in names))
    return path


def pandoc() -> str | None:
    """The pandoc that releasekit itself would run."""
    with contextlib.suppress(ImportError, OSError):
        import pypandoc

        return pypandoc.get_pandoc_path()
    return shutil.which("pandoc")


def version_of(program: str | None) -> str | None:
    """The last word of the first line that `--version` prints."""
    if program is None:
        return None
    return subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split("\n")[0].split()[-1]


# ── showing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


LABELS = {
    "python": "an interpreter that does nothing",
    "imports": "import floor: standard library and other packages",
    "modules": "import floor, with releasekit's own modules",
    "releasekit": "releasekit convert",
    "pandoc": "pandoc",
}


def show(report: dict) -> None:
    """The figures for a person."""
    print(f"One release of {report['bytes']:,} bytes, {report['runs']} runs each in turns, medians of whole processes in ms.")
    print(f"Python {report['python']}, releasekit {report['releasekit']}, pandoc {report['pandoc'] or '(not found)'}.")
    for figures in report["conversions"]:
        print(f"\n{figures['conversion']:<54}{'wall':>8}{'CPU':>8}{'ratio':>8}{'CPU ratio':>11}")
        for name, wall in figures["wall_ms"].items():
            label = LABELS[name] + (f" ({figures['modules'][name]})" if name in figures["modules"] else "")
            ratios = (figures["ratio"].get(name), figures["cpu_ratio"].get(name))
            shown = "".join(
                f"{'' if ratio is None else f'{ratio:.2f}':>{width}}" for ratio, width in zip(ratios, (8, 11), strict=True)
            )
            print(f"{label:<54}{wall:>8.1f}{figures['cpu_ms'][name]:>8.1f}{shown}")
        for floor in ("imports", "modules"):
            met = figures["ratio"][floor] <= report["goal"]
            print(f"at most {report['goal']} times the {LABELS[floor]}: {'met' if met else 'missed'}")


def show_modules(target: str, imports: list[str], modules: list[str]) -> None:
    """The floors themselves."""
    own = [name for name in modules if name not in imports]
    print(f"md to {target}: {len(imports)} modules of others, {len(own)} of releasekit")
    print("\n".join(f"  {name}" for name in [*imports, *own]))


if __name__ == "__main__":
    sys.exit(main())
