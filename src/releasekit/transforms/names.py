"""Names in words: the records of an authority list in, and for a text every name that stands in it, the longest first, out.

The matcher looks for all forms at once (Aho and Corasick), in time that grows with the text. Words are parted in the forms and
in the text by characters that neither has, so that only whole words match, and of several names the one that begins first and, of
those, the longest. Besides the forms themselves it knows some that nobody lists, see `_readings`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from attrs import field

from releasekit.transforms.folding import CLOSE, JOINED, OPEN, cut, fold
from releasekit.values import define, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ahocorasick_rs import AhoCorasick

    from releasekit.transforms.authority import Form, Record

LEAST_CAPITALS = 4
"""How many letters a name of one word has that is known in capitals: `MERIN` is Merin, and `WHO`, `MAY`, `PO` may be anything."""

_AROUND = 40
"""How many characters of a compound are shown before and after a name."""

PARTICLES = (
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에는", "에도", "와", "과", "도", "로", "으로", "만", "까지", "부터",
    "께서", "이나", "나", "이라고", "라고", "이라는", "라는", "측", "측은", "측이",
)  # fmt: skip
"""What Korean writes together with a name: these may stand after one, and are no part of it."""


@frozen
class Found:
    """A name in a text."""

    start: int
    end: int
    words: str
    """As the text has it, but folded."""
    ids: tuple[str, ...]
    """The records that it may be of."""
    within: str = ""
    """The compound that it is only a part of, such as `Lind-Holm` where the list has Lind."""


@define
class _Matcher:
    find: AhoCorasick | None
    forms: list[dict[str, int]] = field(factory=list)
    """For each pattern the records that it may be of, and how many characters of it are the name."""


class Names:
    """The names of some records."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = tuple(records)
        self._langs = {_primary(form.lang) for record in self._records for form in record.forms} - {""}
        self._matchers: dict[str, _Matcher] = {}

    def language(self, lang: str) -> str:
        """What a language is for these names: the empty one for those that none of them is in."""
        return (_primary(lang) if _primary(lang) in self._langs else "und") if lang else ""

    def find(self, text: str, lang: str = "") -> Iterator[Found]:
        """Every name in a text, one after the other; none overlaps another."""
        matcher = self._matcher(self.language(lang))
        if matcher.find is None:
            return
        folded = fold(text)
        words = cut(folded.text)
        at = marks = last = 0
        for pattern, begin, _ in matcher.find.find_matches_as_indexes(words):
            marks += words.count(OPEN, at, begin) + words.count(CLOSE, at, begin)
            at = begin
            forms = matcher.forms[pattern]
            length = max(forms.values())
            start = begin - marks
            first, end = folded.place(start, start + length)
            if first < last or _goes_on(folded.text, start + length):
                continue
            last = end
            ids = tuple(id for id, each in forms.items() if each == length)
            name = folded.text[start : start + length]
            yield Found(first, end, name, ids, _compound(folded.text, start, start + length))

    def _matcher(self, lang: str) -> _Matcher:
        if lang not in self._matchers:
            self._matchers[lang] = self._made(lang)
        return self._matchers[lang]

    def _made(self, lang: str) -> _Matcher:
        from ahocorasick_rs import AhoCorasick, MatchKind

        listed: dict[str, dict[str, int]] = {}
        others: dict[str, dict[str, int]] = {}
        for record in self._records:
            for form in record.forms:
                if lang and form.lang and _primary(form.lang) != lang:
                    continue
                name = fold(form.text).text
                words = cut(name)
                if words.count(OPEN) == 1 and len(name) <= 2 and cut(name + name).count(OPEN) > 1:
                    continue  # one character of a script without spaces stands in too many words
                listed.setdefault(words, {})[record.id] = len(name)
                for reading, length in _readings(form, name, record.kind):
                    others.setdefault(cut(reading), {})[record.id] = length
        known = others | listed  # what is listed is meant
        return _Matcher(AhoCorasick(known, matchkind=MatchKind.LeftmostLongest) if known else None, list(known.values()))


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()


def _readings(form: Form, name: str, kind: str) -> Iterator[tuple[str, int]]:
    """How else a text may have a form, and how much of that is the name.

    - in capitals, with accents and without: of one word only where it has `LEAST_CAPITALS` letters;
    - a person with the last word in capitals, as official French and the United Nations write;
    - in Korean with a particle.
    """
    words = name.split(" ")
    if name != name.upper() and (len(words) > 1 or sum(map(str.isalpha, name)) >= LEAST_CAPITALS):
        turkish = _primary(form.lang) in {"tr", "az"}
        capitals = (name.replace("i", "İ") if turkish else name).upper()
        last = " ".join([*words[:-1], words[-1].upper()])
        for reading in (capitals, last) if kind == "person" and len(words) > 1 else (capitals,):
            for each in {reading} if reading.isascii() else {fold(reading).text, fold(_bare(reading)).text}:
                yield each, len(each)
    if "\uac00" <= name[-1:] <= "\ud7a3":
        for particle in PARTICLES:
            yield name + particle, len(name)


def _bare(text: str) -> str:
    """Latin and Greek letters without their accents, as capitals often are."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(
        each
        for before, each in zip(" " + parts, parts, strict=False)
        if not ("\u0300" <= each <= "\u036f" and (before < "\u0400" or before > "\u1dff"))
    )


def _goes_on(text: str, end: int) -> bool:
    """Whether a full stop and a small letter follow: then it is an address such as `merin.example`."""
    return text[end : end + 1] == "." and text[end + 1 : end + 2].islower()


def _compound(text: str, start: int, end: int) -> str:
    """The compound that a name is a part of; empty where it stands for itself.

    A hyphen parts words, and what is joined by one may be another name: `Lind-Holm` is not Lind. What follows in small letters
    says something of the name (`Merin-based`).
    """
    after = text[end : end + 2]
    before = text[max(start - 2, 0) : start]
    on = after[:1] == "-" and (after[1:].isupper() or after[1:].isdigit())
    back = len(before) == 2 and (
        (before[1] == "-" and (_is_cased(before[0]) or before[0].isdigit() or before[0] == JOINED)) or before == "O'"
    )
    if not (on or back):
        return ""
    first = text[max(start - _AROUND, 0) : start].rsplit(" ", maxsplit=1)[-1] if back else ""
    last = text[end : end + _AROUND].split(" ", maxsplit=1)[0] if on else ""
    return (first + text[start:end] + last).strip('\x00\x01.,;:!?()“”"')


def _is_cased(character: str) -> bool:
    return character.islower() or character.isupper()
