"""`pack --init`: a folder in, a commented manifest of the releases in it out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from releasekit.binding.bind import bound
from releasekit.binding.manifest import KEYS
from releasekit.binding.plan import Item, Plan, Section
from releasekit.briefing import contents
from releasekit.format import PackContext

if TYPE_CHECKING:
    from pathlib import Path

    from releasekit.briefing import Line

HEAD = """\
# The manifest of a briefing pack. Fill in what you need, take the # away before it, and bind the pack with
#
#     releasekit pack pack.toml -o pack.pdf
#
# What is left out below, or commented out, is not said. Every key is explained in the reference of the manifest.
"""
_EXAMPLES = {
    "subtitle": '"…"', "purpose": '"…"', "prepared-by": '["…"]', "prepared-for": '["…"]', "distribution": '["…", "…"]',
    "date": "2027-03-19", "marking": '"TLP:AMBER"', "scale": '["…", "…"]', "style": '"ministry"', "logo": '"logo.png"',
    "logo-alt": '"…"', "notes": '"…"', "translations": '"after"', "duplex": "true", "say-blank": "true",
    "order": '"date"', "include": '["other.toml"]',
}  # fmt: skip
TAIL = """
# To leave some of them out:
#
# [choose]
# since = 2027-03-15
# until = 2027-03-19
# section = ["…"]
# lang = ["en"]
# kind = ["statement"]

# To bind them in parts, with a divider before each, move them from above to below such a heading, each with what is said of it:
#
# [[part]]
# title = "…"
# releases = ["…"]
#
# [[part.release]]
# file = "…"
# title = "…"                  # what the contents call it, where its headline is too long
# note = "…"                   # a word to the reader, in the digest
# marking = "TLP:GREEN"
# letterhead = false
# attach = [{ file = "map.pdf", pages = "1-3" }]
"""


def started(folder: Path) -> str:
    """The text of a manifest for the releases in a folder, each with its headline and date as a comment.

    The same folder gives the same text. Raises `FileError`, and `ReadError` where no file in it can be read.
    """
    from datetime import UTC, datetime

    context = PackContext(name=str(folder))
    plan = Plan(sections=(Section(items=(Item(name=".", base=folder),)),), base=folder)
    pack = bound(plan, context, embargoed=True, keep_going=True, at=datetime.max.replace(tzinfo=UTC))
    lang = pack.lang
    lines = [HEAD, f"title = {_quoted(folder.resolve().name)}"]
    for key, example in _EXAMPLES.items():
        lines.append(f"# {key} = {example}".ljust(33) + f"# {KEYS[''][key].replace('`', '')}")
    lines += [f"lang = {_quoted(lang)}".ljust(33) + f"# {KEYS['']['lang'].replace('`', '')}" if lang else '# lang = "en"', ""]
    lines.append("releases = [")
    for entry, said in zip(pack.entries, contents(pack), strict=True):
        lines.append(f"  {_quoted(entry.origin.name)},  # {_told(said)}")
    lines += [f"  {_quoted(left.origin.name)},  # {_plain(f'only listed: {left.said}')}" for left in pack.withdrawn]
    others = [left for left in pack.left_out if left not in pack.withdrawn]
    lines += [f"  # {_quoted(left.origin.name)},  # {_plain(f'left out: {left.said}')}" for left in others]
    return "\n".join([*lines, "]"]) + "\n" + TAIL


def _told(line: Line) -> str:
    facts = [line.title, line.number, line.date.iso.partition("T")[0] if line.date else ""]
    return _plain(", ".join(fact for fact in facts if fact))


def _plain(words: str) -> str:
    """Words for a comment: in one line, and without what TOML does not allow there."""
    return "".join(char if char.isprintable() else " " for char in " ".join(words.split()))


def _quoted(words: str) -> str:
    """Words as a basic string of TOML, which are those of JSON but for the delete character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
