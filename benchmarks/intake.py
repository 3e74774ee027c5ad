"""How well fields are found in copies of releases: a folder of texts and labels in, right answers by field out.

The texts of `intake/texts` were written for this purpose in the layouts of real sources: newswires, ministries, statistics
offices, press kits. `intake/labels.jsonl` says what a careful person reads in each, a JSON object a line. The files named in
`intake/held-out.txt` are scored apart, and their misses are not shown: rules are made on the rest.

    python benchmarks/intake.py [--json] [-v] [--only FIELD] [--reveal] [FOLDER]

Exits 1 if a field is below its floor. In another folder, labels.jsonl stands beside the texts, and no floor is demanded.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from intake_rules import FIELDS, Miss, scored

FOLDER = Path(__file__).parent / "intake"
PARTS = ("tune", "held-out")
FLOORS = {
    "tune": {
        "converts": 1.0,
        "words": 1.0,
        "lang": 1.0,
        "title": 0.97,
        "subtitle": 1.0,
        "released": 0.95,
        "numbers": 0.85,
        "embargo": 0.84,
        "issuer": 0.8,
        "dateline": 0.96,
        "boilerplate": 0.96,
        "contacts": 0.95,
        "first words": 1.0,
        "last words": 1.0,
    },
    "held-out": {
        "converts": 1.0,
        "words": 1.0,
        "lang": 1.0,
        "title": 0.87,
        "subtitle": 0.6,
        "released": 0.86,
        "numbers": 0.43,
        "embargo": 0.39,
        "issuer": 0.7,
        "dateline": 0.96,
        "boilerplate": 1.0,
        "contacts": 0.92,
        "first words": 0.97,
        "last words": 1.0,
    },
}
"""The share of right answers that each field must reach, by part: to be raised when the rules get better."""


def main() -> int:
    """Score and report."""
    parser = argparse.ArgumentParser(description="How well fields are found in copies of releases.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="texts and labels.jsonl (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("-v", "--verbose", action="store_true", help="print each miss outside the held-out part")
    parser.add_argument("--only", metavar="FIELD", choices=FIELDS, help="one field: %(choices)s")
    parser.add_argument("--reveal", action="store_true", help="with -v, print the misses of the held-out part, too")
    args = parser.parse_args()
    if not (args.folder / "labels.jsonl").is_file():
        parser.error(f"{args.folder} has no labels.jsonl")
    report = run(args.folder, args.only)
    shown = PARTS if args.reveal else PARTS[:1]
    for part in PARTS:
        if part not in shown or not (args.verbose or args.json):
            report["misses"][part] = []
    print(json.dumps(report, indent=2, ensure_ascii=False)) if args.json else show(report)
    return int(bool(report["low"]))


def run(folder: Path = FOLDER, only: str | None = None) -> dict:
    """The figures of a folder: right and scored by part and field, the fields below their floor, and the misses by part."""
    texts = folder / "texts" if (folder / "texts").is_dir() else folder
    held_out = folder / "held-out.txt"
    apart = frozenset(held_out.read_text(encoding="utf-8").split()) if held_out.is_file() else frozenset()
    right, total = {part: Counter() for part in PARTS}, {part: Counter() for part in PARTS}
    misses: dict[str, list[Miss]] = {part: [] for part in PARTS}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if not (texts / label["file"]).is_file():
            continue
        part = "held-out" if label["file"] in apart else "tune"
        for name, miss in scored(label, (texts / label["file"]).read_bytes()):
            if only in {None, name}:
                total[part][name] += 1
                right[part][name] += miss is None
                misses[part] += [miss] if miss else []
    fields = {
        part: {name: {"right": right[part][name], "scored": total[part][name]} for name in FIELDS if total[part][name]}
        for part in PARTS
    }
    low = [
        f"{name} ({part})"
        for part in PARTS
        for name, figures in fields[part].items()
        if folder == FOLDER and figures["right"] < FLOORS[part].get(name, 0) * figures["scored"]
    ]
    return {"fields": fields, "low": low, "misses": {part: [miss.__dict__ for miss in misses[part]] for part in PARTS}}


def show(report: dict) -> None:
    """The figures for a person."""
    for misses in report["misses"].values():
        for miss in misses:
            print(f"{miss['file']}: {miss['field']}\n    wanted {miss['want']!r}\n    found  {miss['have']!r}")
    print(f"{'':<14}" + "".join(f"{part:>22}" for part in PARTS))
    names = [name for name in FIELDS if any(name in report["fields"][part] for part in PARTS)]
    for name in names:
        print(f"{name:<14}" + "".join(cell(report["fields"][part].get(name)) for part in PARTS))
    print(f"{'together':<14}" + "".join(cell(together(report["fields"][part])) for part in PARTS))
    print(f"below their floor: {', '.join(report['low']) or 'none'}")


def cell(figures: dict | None) -> str:
    """Right, scored and the share of a field in a part."""
    if not figures or not figures["scored"]:
        return f"{'-':>22}"
    return f"{figures['right']:>9} of {figures['scored']:>3} {figures['right'] / figures['scored']:>4.0%}"


def together(fields: dict) -> dict:
    """The sums of all fields."""
    return {key: sum(figures[key] for figures in fields.values()) for key in ("right", "scored")}


if __name__ == "__main__":
    sys.exit(main())
