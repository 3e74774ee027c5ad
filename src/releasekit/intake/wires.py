"""Newswires by name, and what they add below a release: words in, what they are out."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from releasekit.intake.words import bare, start_of

LONGEST = 80
"""The most characters that the name of a wire has, with what it says of itself in brackets."""

_NAMED_WIRE = re.compile(r"(?:news|media|press|pr|business)[\s-]?wires?\b|\w\s?wire$|^[\w-]+\.(?:ai|com|net|org|biz)$")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")


class Wires(NamedTuple):
    """What `wires.toml` says."""

    names: frozenset[str]
    below: tuple[str, ...]
    original: tuple[str, ...]
    source: tuple[str, ...]
    issued_by: tuple[str, ...]


@cache
def wires() -> Wires:
    """The wires that are known."""
    data = tomllib.loads((files(__package__) / "wires.toml").read_text("utf-8"))
    return Wires(
        frozenset(map(bare, data["names"])),
        tuple(data["below"]),
        tuple(data["original"]),
        tuple(data["source"]),
        tuple(data["issued-by"]),
    )


def is_wire(words: str) -> bool:
    """Whether words are the name of a wire, alone or with a few that say more of it."""
    if len(words) > LONGEST:
        return False
    name = bare(_ASIDE.sub(" ", words) if not words.strip().startswith(("(", "（")) else words)
    return name in wires().names or (len(name.split()) <= 4 and bool(_NAMED_WIRE.search(name)))


def is_below(words: str) -> bool:
    """Whether a line is what a wire adds below a release."""
    return bool(start_of(words[:120], wires().below))


def leads_to_original(words: str) -> bool:
    """Whether the words of a link, or those before an address, say that it leads to where the release came from."""
    return bool(start_of(words[:120], wires().original))
