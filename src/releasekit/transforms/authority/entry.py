"""What a file says of one entry in, a checked `Record` out; and which of the three forms a file has."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrs import Factory

from releasekit.errors import FieldError, ReadError
from releasekit.format import Context
from releasekit.model.canonical import legal
from releasekit.transforms.authority import Authority, Form, Record
from releasekit.values import define

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    "person": "person", "people": "person", "persons": "person", "per": "person",
    "organisation": "organisation", "organization": "organisation", "organisations": "organisation",
    "organizations": "organisation", "org": "organisation",
    "place": "place", "places": "place", "location": "place", "loc": "place", "gpe": "place",
    "event": "event", "events": "event",
}  # fmt: skip
"""What files call the kinds."""

KEYS = {
    "id": "id", "key": "id", "xml:id": "id",
    "kind": "kind", "type": "kind",
    "name": "name", "preferred": "name", "label": "name",
    "variants": "forms", "variant": "forms", "forms": "forms", "form": "forms", "declined": "forms", "aliases": "forms", "names": "forms",
    "ref": "refs", "refs": "refs", "uri": "refs", "uris": "refs", "url": "refs", "sameas": "refs", "same_as": "refs",
    "role": "role",
}  # fmt: skip
"""What files call the parts of an entry; besides, each scheme below may have a column or key of its own."""

SCHEMES = {
    "wikidata": "http://www.wikidata.org/entity/{}", "viaf": "http://viaf.org/viaf/{}",
    "geonames": "https://sws.geonames.org/{}/", "gnd": "https://d-nb.info/gnd/{}", "isni": "https://isni.org/isni/{}",
    "orcid": "https://orcid.org/{}", "ror": "https://ror.org/{}",
}  # fmt: skip
"""The lists that identifiers are given by their short form of, as in `wikidata:Q42`, and their URIs."""

_OF_LANGUAGE = re.compile(r"(name|variants?|forms?|names)[:@_]([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")
_NO_TOKEN = re.compile(r"[^A-Za-z0-9]+")


@define
class Entry:
    """One entry as its file has it."""

    line: int | None = None
    id: str = ""
    kind: str = ""
    name: str = ""
    forms: list[Form] = Factory(list)
    refs: list[str] = Factory(list)
    role: str = ""

    def add(self, key: str, words: str, lang: str = "") -> None:
        """Put in what a file has under a key that `key_of` knows. Raises `FieldError`."""
        words = " ".join(legal(words).split())
        if not words:
            return
        if key == "name":
            self.name = self.name or words
        if key in {"name", "forms"}:
            self.forms.append(Form(words, lang))
        elif key in SCHEMES or key == "refs":
            self.refs.append(address(words, key))
        else:
            setattr(self, key, getattr(self, key) or words)

    def record(self, taken: dict[str, int]) -> Record:
        """The record; without an id it gets one that is not taken, and takes it. Raises `FieldError`."""
        if not self.forms:
            raise FieldError("an entry has no name: say what it is called")
        kind = _kind(self.kind)
        name = self.name or self.forms[0].text
        forms = [*self.forms, *(direct for form in self.forms if kind == "person" and (direct := _direct(form)))]
        return Record(
            self.id or _id(name, self.refs, taken), kind, name, tuple(dict.fromkeys(forms)), tuple(self.refs), self.role
        )


def _kind(word: str) -> str:
    known = KINDS.get(word.lower())
    if word and known is None and (near := get_close_matches(word.lower(), KINDS, 1)):
        raise FieldError(f"there is no kind {word!r}: did you mean {KINDS[near[0]]}?")
    return known or word or "person"


def _direct(form: Form) -> Form | None:
    """`Ilse Brandt` for `Brandt, Ilse`."""
    last, comma, first = form.text.partition(", ")
    return Form(f"{first} {last}", form.lang) if comma and "," not in first else None


def _id(name: str, refs: list[str], taken: dict[str, int]) -> str:
    number = next((ref.rpartition("/")[2] for ref in refs if ref.startswith("http://www.wikidata.org/entity/Q")), "")
    base = number or (_NO_TOKEN.sub("-", name).strip("-").lower() if name.isascii() else "")
    if not base[:1].isalpha():
        raise FieldError(f"{name!r} has no id, and none can be made of it: give it one, as in merin")
    id = base
    while id in taken:
        taken[base] = taken.get(base, 0) + 1
        id = f"{base}-{taken[base]}"
    taken[id] = 1
    return id


def address(words: str, scheme: str = "refs") -> str:
    """The URI of an identifier: `wikidata:Q42`, or `Q42` in the column `wikidata`. Raises `FieldError`."""
    before, colon, after = words.partition(":")
    if scheme in SCHEMES and "://" not in words:
        return SCHEMES[scheme].format((after if before.lower() == scheme else words).strip())
    if colon and before.lower() in SCHEMES:
        return SCHEMES[before.lower()].format(after.strip())
    if re.fullmatch(r"Q[0-9]+", words):
        return SCHEMES["wikidata"].format(words)
    if not colon:
        raise FieldError(f"{words!r} does not say whose identifier it is: write an address, or geonames:{words}")
    return words


def key_of(name: str) -> tuple[str, str] | None:
    """What a column or key holds, and in which language; None where it is not known."""
    plain = name.strip().lower()
    if plain in KEYS:
        return KEYS[plain], ""
    if plain in SCHEMES:
        return plain, ""
    found = _OF_LANGUAGE.fullmatch(name.strip())
    return (KEYS[found[1]], found[2]) if found else None


def strangers(names: Iterable[str], context: Context, line: int | None = None) -> None:
    """Report the columns or keys that are not known, in one note."""
    said = [
        f"{name!r}" + (f" (did you mean {near[0]}?)" if (near := get_close_matches(name, KEYS, 1)) else "") for name in names
    ]
    if said:
        context.advise("authority-key-unknown", f"an authority list has no place for {', '.join(said)}", line=line)


def finished(entries: Iterable[Entry], name: str) -> Authority:
    """The list of all entries. Raises `ReadError` with the line of the one that is wrong."""
    entries = list(entries)
    taken = {entry.id: 1 for entry in entries if entry.id}
    records: dict[str, Record] = {}
    for entry in entries:
        try:
            record = entry.record(taken)
            before = records.get(record.id)
            records[record.id] = before.joined(record) if before else record
        except FieldError as error:
            raise ReadError(str(error), name=name, line=entry.line) from None
    return Authority(records.values())


def read(data: bytes, name: str, context: Context | None) -> Authority:
    """The list in a file. Raises `ReadError`."""
    own = Context(name=name)
    suffix = name.lower().rpartition(".")[2]
    start = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
    if suffix in {"xml", "tei"} or (suffix not in {"csv", "tsv", "json"} and start == b"<"):
        from releasekit.transforms.authority.lists import entries
    elif suffix == "json" or (suffix not in {"csv", "tsv"} and start in {b"[", b"{"}):
        from releasekit.transforms.authority.tree import entries
    else:
        from releasekit.transforms.authority.sheet import entries
    found = finished(entries(data, own), name)
    if not found.records:
        raise ReadError("there is no entry in this authority list: give at least one name", name=name)
    if context:
        for note in own.notes:
            context.report(note)
    return found
