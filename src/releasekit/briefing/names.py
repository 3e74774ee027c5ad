"""The index of a pack: the mentions of its releases in; persons, organisations, places and events in order, with where each is named, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import field

from releasekit.briefing.collation import Collator
from releasekit.model import Mention, inline_text, walk
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.briefing.model import Pack
    from releasekit.model import Entity, Release

KINDS = ("person", "organisation", "place", "event")
"""The kinds that come first, in their order; others follow by name."""

_FAMILY_FIRST = frozenset({"zh", "ja", "ko", "hu", "vi", "km", "mn"})
"""Languages that say the family's name first, so that a name is in the order of an index as it stands."""
_AS_WRITTEN = frozenset({"ar", "fa", "ur", "ps", "am", "ti", "is", "ms", "id", "my", "th"})
"""Languages whose names an index does not turn: they have no family's name, or it is not looked up by it."""
_TURNED = re.compile(r"[^\W\d_](?:[\w.'’ʼ-]*)(?: [\w.'’ʼ-]+)+")
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff .'’ʼ-]+")
"""Latin, Greek and Cyrillic: scripts in which names are turned."""


@frozen
class Place:
    """Where a name stands."""

    at: int
    """The place of the entry in `pack.entries`."""
    where: str
    """The mention's place in its release, a JSON Pointer such as `/body/3/content/1`."""


@frozen(kw_only=True)
class Name:
    """One entry of the index."""

    kind: str
    name: str
    """As the index shows it: `Marest, Elina`."""
    letter: str
    """What it stands under."""
    role: str = ""
    uri: str = ""
    places: tuple[Place, ...]
    """Where it is named, in the order of the pack."""

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that name it, each once, by their places in `pack.entries`."""
        return tuple(dict.fromkeys(place.at for place in self.places))


@frozen
class _Found:
    """What is known of a name while the releases are gone through."""

    kind: str
    name: str
    lang: str
    role: str
    uri: str
    places: list[Place] = field(factory=list)

    @property
    def words(self) -> tuple[str, str]:
        """What it is known by where it has no URI."""
        return self.kind, self.name.casefold()


def index(pack: Pack) -> tuple[Name, ...]:
    """The index of a pack, by kind, and within a kind in the order of the pack's language.

    Mentions are of one name if their entities have one URI, or one kind and name and not several URIs. A mention without an
    entity counts by its own words. A person's name is turned, family first, in languages and scripts whose indexes do that.
    """
    found: dict[tuple[str, ...], _Found] = {}
    mentions = [(at, *each) for at, entry in enumerate(pack.entries) for each in _mentions(entry.release)]
    known: dict[tuple[str, ...], set[str]] = {}
    for _, name, _ in mentions:
        known.setdefault(name.words, set()).update({name.uri} - {""})
    for at, name, where in mentions:
        uris = {name.uri} if name.uri else known[name.words]
        key = ("", *uris) if len(uris) == 1 else name.words
        found.setdefault(key, name).places.append(Place(at, where))
    collator = Collator(pack.lang or next((entry.release.lang for entry in pack.entries if entry.release.lang), ""))
    shown = [(each, _shown(each)) for each in found.values()]
    order = collator.places(name for _, name in shown)
    names = [
        Name(
            kind=each.kind,
            name=name,
            letter=collator.letter(name),
            role=each.role,
            uri=each.uri,
            places=tuple(each.places),
        )
        for each, name in shown
    ]
    return tuple(sorted(names, key=lambda name: (_rank(name.kind), order[name.name], name.uri, name.role)))


def _rank(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind), "") if kind in KINDS else (len(KINDS), kind)


def _mentions(release: Release) -> Iterator[tuple[_Found, str]]:
    entities = {entity.id: entity for entity in release.entities}
    for where, node in walk(release):
        if not isinstance(node, Mention):
            continue
        entity: Entity | None = entities.get(node.ref)
        words = " ".join((entity.name if entity and entity.name else inline_text(node.content)).split())
        if not words:
            continue
        kind, uri, role = (entity.kind, entity.uri, entity.role) if entity else (node.kind, "", "")
        yield _Found(kind, words, release.lang, role, uri), where


def _shown(found: _Found) -> str:
    """A name as an index has it."""
    lang = found.lang.lower().split("-")[0]
    is_turned = (
        found.kind == "person"
        and lang not in _FAMILY_FIRST | _AS_WRITTEN
        and _LETTERS.fullmatch(found.name) is not None
        and _TURNED.fullmatch(found.name) is not None
    )
    if not is_turned:
        return found.name
    words = found.name.split()
    family = next((at for at, word in enumerate(words) if at and word[0].islower()), len(words) - 1)
    return f"{' '.join(words[family:])}, {' '.join(words[:family])}"
