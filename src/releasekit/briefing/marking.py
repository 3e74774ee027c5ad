"""Handling markings: those of the items of a pack in, the highest out; the usual schemes, or a house's own scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.errors import FieldError
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.briefing.model import Entry, Pack

SCHEMES: dict[str, tuple[str, ...]] = {
    "TLP 2.0": ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"),
    "house": ("PUBLIC", "INTERNAL", "CONFIDENTIAL", "STRICTLY CONFIDENTIAL"),
    "United Kingdom": ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"),
    "United States": ("UNCLASSIFIED", "CUI", "CONFIDENTIAL", "SECRET", "TOP SECRET"),
    "Canada": ("UNCLASSIFIED", "PROTECTED A", "PROTECTED B", "PROTECTED C", "CONFIDENTIAL", "SECRET", "TOP SECRET"),
    "Australia": ("OFFICIAL", "OFFICIAL: SENSITIVE", "PROTECTED", "SECRET", "TOP SECRET"),
    "NATO": ("NATO UNCLASSIFIED", "NATO RESTRICTED", "NATO CONFIDENTIAL", "NATO SECRET", "COSMIC TOP SECRET"),
    "European Union": (
        "LIMITE", "RESTREINT UE/EU RESTRICTED", "CONFIDENTIEL UE/EU CONFIDENTIAL", "SECRET UE/EU SECRET",
        "TRÈS SECRET UE/EU TOP SECRET",
    ),
    "Germany": ("OFFEN", "VS-NUR FÜR DEN DIENSTGEBRAUCH", "VS-VERTRAULICH", "GEHEIM", "STRENG GEHEIM"),
    "France": ("NON PROTÉGÉ", "DIFFUSION RESTREINTE", "SECRET", "TRÈS SECRET"),
    "Russia": ("ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ", "СЕКРЕТНО", "СОВЕРШЕННО СЕКРЕТНО", "ОСОБОЙ ВАЖНОСТИ"),
}  # fmt: skip
"""The markings of each scheme, from the lowest."""

OTHER_NAMES = {"TLP:WHITE": "TLP:CLEAR", "VS-NFD": "VS-NUR FÜR DEN DIENSTGEBRAUCH", "ДСП": "ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ"}
"""Older and shorter names of markings."""


@frozen
class Marking:
    """A marking that was stated, and by whom: the name of a file, or nothing for the pack itself."""

    words: str
    by: str = ""


def known(words: str, scale: tuple[str, ...] = ()) -> str:
    """A marking as its scale spells it. Raises `FieldError`, naming the known ones, for one that no scale has."""
    wanted = _folded(words)
    for steps in _scales(scale):
        for step in steps:
            if _folded(step) == wanted:
                return step
    if scale:
        raise FieldError(f"the marking {words!r} is not known: the pack's scale has {', '.join(scale)}")
    names = ", ".join(dict.fromkeys(step for steps in SCHEMES.values() for step in steps))
    raise FieldError(f"the marking {words!r} is not known: write one of {names}; or give the pack a scale of its own")


def marking_of(entry: Entry) -> str:
    """How an entry is to be handled, in the words that state it: its own, or `marking` among the keys of its release."""
    if entry.marking:
        return entry.marking
    found = next((extra.value for extra in entry.release.extra if extra.key == "marking"), "")
    return found if isinstance(found, str) else ""


def overall(pack: Pack) -> str:
    """The highest marking of a pack and of its items; empty where nothing is marked.

    Raises `FieldError` for a marking that is not known, and where no scale has all of them.
    """
    stated = [Marking(pack.marking)] if pack.marking else []
    stated += [Marking(words, entry.origin.name) for entry in pack.entries if (words := marking_of(entry))]
    return highest(stated, pack.scale)


def highest(markings: Iterable[Marking], scale: tuple[str, ...] = ()) -> str:
    """The highest of several markings by the scale that has all of them; empty for none. Raises `FieldError`."""
    stated: dict[str, str] = {}
    for marking in markings:
        try:
            stated.setdefault(_folded(known(marking.words, scale)), marking.by)
        except FieldError as error:
            raise FieldError(f"{marking.by}: {error}" if marking.by else str(error)) from None
    if not stated:
        return ""
    for steps in _scales(scale):
        places = {_folded(step): place for place, step in enumerate(steps)}
        if stated.keys() <= places.keys():
            return steps[max(places[words] for words in stated)]
    words = " and ".join(f"{words}{f' ({by})' if by else ''}" for words, by in stated.items())
    raise FieldError(f"no scale has all of {words}: mark them by one, or give the pack a scale of its own, the lowest first")


def _scales(scale: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (scale,) if scale else SCHEMES.values()


def _folded(words: str) -> str:
    plain = " ".join(words.upper().split())
    return OTHER_NAMES.get(plain, plain)
