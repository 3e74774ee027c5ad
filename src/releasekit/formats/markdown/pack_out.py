"""A pack to Markdown: front matter that holds all of the pack but its releases, a page of contents, and the releases.

Each release begins with a comment on a line of its own, then has its headline as a heading, its front matter as a block of
YAML, and its text. The numbers of its notes begin with its own, as in `[^3-1]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.briefing import contents, marking_of, overall, pack_word
from releasekit.errors import FieldError
from releasekit.formats.markdown.blocks_out import Blocks
from releasekit.formats.markdown.inlines_out import inlines
from releasekit.formats.markdown.reader import PACK
from releasekit.formats.markdown.writer import halves
from releasekit.formats.markdown.yaml_out import dump
from releasekit.model import Text
from releasekit.model.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.briefing import Line, Pack
    from releasekit.format import PackContext


def write(pack: Pack, context: PackContext) -> bytes:
    """The pack as UTF-8."""
    written: list[tuple[str, str]] = []
    for at, entry in enumerate(pack.entries):
        with context.of(entry.origin, at):
            written.append(halves(entry.release, f"{at + 1}-"))
    mark = "release"
    while any(f"<!-- {mark} " in half for halves_ in written for half in halves_):
        mark += "-"
    lines = contents(pack)
    out = ["---\n" + dump(_front(pack, mark)) + "---", *_cover(pack), *_contents(pack, lines)]
    for line, (front, body) in zip(lines, written, strict=True):
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", front))])
        out += [f"<!-- {mark} {line.at + 1} -->", f"# {_words(line.title)}", f"{fence}yaml\n{front}{fence}"]
        out += [body] if body else []
    return ("\n\n".join(out) + "\n").encode()


def _front(pack: Pack, mark: str) -> dict[str, Any]:
    """All of the pack but its releases, as plain data."""
    data: dict[str, Any] = to_plain(pack)
    for part in data["parts"]:
        for entry in part["entries"]:
            del entry["release"]
    more = {"type": PACK} | ({"mark": mark} if mark != "release" else {})
    return {key: data[key] for key in ("title", "subtitle") if key in data} | more | data


def _cover(pack: Pack) -> Iterator[str]:
    yield f"# {_words(pack.title or pack_word('pack', pack.lang))}"
    if pack.subtitle:
        yield f"*{_words(pack.subtitle)}*"
    if marking := _marking(pack):
        yield f"**{_words(marking)}**"


def _marking(pack: Pack) -> str:
    """The highest marking of a pack and its releases; where no scale has all of them, each that is stated."""
    try:
        return overall(pack)
    except FieldError:
        return " / ".join(dict.fromkeys(filter(None, (pack.marking, *map(marking_of, pack.entries)))))


def _contents(pack: Pack, lines: tuple[Line, ...]) -> Iterator[str]:
    yield f"## {_words(pack_word('contents', pack.lang))}"
    for at, part in enumerate(pack.parts):
        if part.title:
            yield f"**{_words(part.title)}**"
        yield "\n".join(_item(line, pack.lang) for line in lines if line.part == at)


def _item(line: Line, lang: str) -> str:
    stamp = pack_word("embargoed", lang) if line.embargoed else ""
    facts = [line.number, line.date.iso.partition("T")[0] if line.date else "", stamp]
    said = ", ".join(_words(fact) for fact in facts if fact)
    return f"{line.at + 1}. {_words(line.title)}" + (f" ({said})" if said else "")


def _words(words: str) -> str:
    plain = " ".join(words.split())
    return inlines((Text(plain),), Blocks().one_line) if plain else ""
