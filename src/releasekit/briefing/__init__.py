"""The briefing pack as data: many releases bound into one, and all that is computed from it; `Pack` values in, values out."""

from releasekit.briefing.choice import ORDERS, Choice, Chosen, chosen, left_out
from releasekit.briefing.collation import Collator
from releasekit.briefing.embargo import is_held
from releasekit.briefing.listing import (
    Line,
    Listed,
    Sourced,
    by_number,
    chronology,
    colophon,
    contacts,
    contents,
    digest,
    latest,
    line,
    translations,
)  # fmt: skip
from releasekit.briefing.marking import SCHEMES, Marking, known, marking_of, overall
from releasekit.briefing.model import ABREAST, REASONS, Cover, Enclosure, Entry, LeftOut, Origin, Pack, Part, canonical
from releasekit.briefing.names import Name, Place, index
from releasekit.briefing.words import pack_word

__all__ = [
    "ABREAST", "ORDERS", "REASONS", "SCHEMES", "Choice", "Chosen", "Collator", "Cover", "Enclosure", "Entry", "LeftOut", "Line", "Listed", "Marking", "Name", "Origin", "Pack", "Part",
    "Place", "Sourced", "by_number", "canonical", "chosen", "chronology", "colophon", "contacts", "contents", "digest", "index", "is_held",
    "known", "latest", "left_out", "line", "marking_of", "overall", "pack_word", "translations",
]  # fmt: skip
