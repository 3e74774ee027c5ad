"""What was found by rule, for a person to judge: a release in, each field with its value, how sure it is, and why, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.cli.fields import fields
from releasekit.cli.layout import columns, shortened, table
from releasekit.model import Embargo, Moment, Release
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.model import Found

REASONS = {
    "script-and-function-words": "script, small words",
    "place-and-date": "place and date",
    "place-date-dash": "place, date, dash",
    "dateline-date": "date of dateline",
    "date-line": "line with a date",
    "labelled-date": "date with a label",
    "instruction-date": "date beside it",
    "kind-line": "line with a kind",
    "headline-words": "start of headline",
    "number-line": "line with a number",
    "fact-line": "line of facts",
    "page-words": "words of a page",
    "part-heading": "heading of the part",
    "contact-lines": "lines of contacts",
    "lines-with-addresses": "lines of addresses",
    "copyright-sign": "copyright sign",
    "name-and-colon": "names with a colon",
    "wire-line": "mark of a newswire",
}
"""What a rule goes by, where its name does not say it."""

LEAST = 28
"""The columns that value and words need together; where there are fewer, the value is left to the list of fields."""
LEAST_WORDS = 16
"""The columns that the words need; where there are fewer, the reason is left out."""

_LABELS = {"lang": "Language", "event_date": "Event", "source": "Original", "notes-to-editors": "Notes"}
_APART = {"residue": "left out", "wire": "left out"}
SAME = "(the same words)"


@frozen
class Row:
    """One field that was found, or a part of the text, or words that belong to the page."""

    field: str
    label: str
    value: str
    """What the release says now; of a part, where it went."""
    certainty: str
    rule: str
    reason: str
    """The rule in plain words."""
    words: str


def rows(release: Release) -> list[Row]:
    """What was found in a release, in the order of the rules."""
    found = release.source.found if release.source else ()
    shown = dict(fields(release))
    return [
        Row(
            each.field,
            _label(each),
            _value(each, found, release, shown),
            each.certainty,
            each.rule,
            reason(each.rule),
            each.words,
        )
        for each in found
    ]


def reason(rule: str) -> str:
    """A rule in plain words."""
    kind, colon, name = rule.partition(":")
    return f"{kind} {name}" if colon else REASONS.get(rule, rule.replace("-", " "))


def lines(release: Release, width: int) -> list[str]:
    """A line for each row, its columns aligned and its last ones shortened to the width."""
    every = rows(release)
    said = [
        (f"  {row.label}", row.value, row.certainty, shortened(row.reason, max(19, width // 4 - 1)), _quoted(row))
        for row in every
    ]
    label, value, certainty, why, words = (max(map(columns, column)) for column in zip(*said, strict=True))
    gap = 2
    room = width - label - certainty - why - 4 * gap
    if room < min(LEAST, value + words):
        value, room = 0, room + gap
        said = [(*cells[:-1], _in_marks(row.words)) for cells, row in zip(said, every, strict=True)]
    elif value + words > room:
        value = min(value, max(room * 9 // 20, room - words))
    left = room - value
    if left < min(LEAST_WORDS, words):
        why, left = 0, left + why + gap
    cut = [
        (name, _cut(stated, value), sure, because if why else "", _cut(quoted, max(left, LEAST_WORDS)))
        for name, stated, sure, because, quoted in said
    ]
    kept = [index for index, size in enumerate((label, value, certainty, why, words)) if size]
    return table([tuple(cells[index] for index in kept) for cells in cut])


def _cut(text: str, width: int) -> str:
    """The text within a width; a quotation keeps its end."""
    if text[:1] == "“" and columns(text) > width:
        return shortened(text[1:-1], width - 2).join("“”")
    return shortened(text, width) if width else ""


def _quoted(row: Row) -> str:
    words, value = (" ".join(text.split()) for text in (row.words, row.value))
    return SAME if words and words == value else _in_marks(words)


def _in_marks(words: str) -> str:
    return f"“{' '.join(words.split())}”" if words else ""


def _label(each: Found) -> str:
    return _LABELS.get(each.field, each.field.replace("_", " ").replace("-", " ").capitalize())


def _value(each: Found, found: Sequence[Found], release: Release, shown: dict[str, list[str]]) -> str:
    """What the release says in a field; of a time whose zone a profile gave, each of the two has its own part."""
    if each.field not in Release.__slots__:
        return _APART.get(each.field, "in the text")
    stated = getattr(release, each.field)
    moment = stated.until if isinstance(stated, Embargo) else stated
    if isinstance(moment, Moment) and moment.zone:
        taught = [other.rule for other in found if other.field == each.field and other.rule.startswith("profile:")]
        if each.rule in taught:
            return moment.zone
        return moment.iso.replace("T", " ").removesuffix(moment.zone if taught else "")
    if isinstance(moment, Moment):
        return moment.iso.replace("T", " ")
    if each.field in {"lang", "kind"}:
        return str(stated)
    if each.field == "source":
        return release.source.href if release.source else ""
    return "; ".join(shown.get(_label(each), []))
