"""A list of persons, organisations, places and events: the bytes of a file in, records with their forms out.

- `sheet`: CSV
- `tree`: JSON
- `lists`: TEI
- `entry`: what they have in common, one entry made into a record
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, field

from releasekit.errors import FieldError
from releasekit.model import Entity
from releasekit.model.nodes import check_lang, check_token
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attrs import Attribute

    from releasekit.format import Context
    from releasekit.transforms.names import Names

LONGEST = 200
"""How many characters a form has at most: what the matcher does for each character of a text is bounded by it."""


def _check_words(_form: Form, _field: Attribute[str], value: str) -> None:
    if len(value) > LONGEST:
        raise FieldError(f"{value[:30]!r}… is longer than {LONGEST} characters: this is no name")
    if not any(map(str.isalnum, value)):
        raise FieldError(f"{value!r} has no letter and no digit: write the name as texts have it")


def _check_id(_record: Record, _field: Attribute[str], value: str) -> None:
    try:
        check_token(None, None, value or " ")
    except FieldError:
        raise FieldError(
            f"{value!r} is not an id: begin with a letter of the Latin alphabet, and go on with letters, digits, '-', '_' and '.'"
        ) from None


@frozen
class Form:
    """A name as texts have it: the preferred one, a variant, a declined form."""

    text: str = field(validator=_check_words)
    lang: str = field(default="", validator=check_lang)
    """The language of the texts that it is looked for in; empty means all."""


@frozen
class Record:
    """One entry of an authority list."""

    id: str = field(validator=_check_id)
    kind: str = field(default="person", validator=check_token)
    name: str = ""
    """The preferred name: what the entity of a release is called."""
    forms: tuple[Form, ...] = ()
    """What it is called in texts; the preferred name only if it is among them."""
    refs: tuple[str, ...] = ()
    """Identifiers elsewhere, as URIs; an entity of a release has the first."""
    role: str = ""

    def entity(self) -> Entity:
        """The entity of a release."""
        return Entity(self.id, self.kind, self.name, self.refs[0] if self.refs else "", self.role)

    def joined(self, other: Record) -> Record:
        """Both as one: what the first does not say, the second does. Raises `FieldError` where they are of different kinds."""
        if self.kind != other.kind:
            raise FieldError(f"the id {self.id!r} is a {self.kind} and a {other.kind}: give each its own")
        forms, refs = dict.fromkeys(self.forms + other.forms), dict.fromkeys(self.refs + other.refs)
        return evolve(self, name=self.name or other.name, forms=tuple(forms), refs=tuple(refs), role=self.role or other.role)


def _joined(records: Iterable[Record]) -> tuple[Record, ...]:
    known: dict[str, Record] = {}
    for record in records:
        before = known.get(record.id)
        known[record.id] = before.joined(record) if before else record
    return tuple(known.values())


@frozen
class Authority:
    """An authority list. Records with the same id are one."""

    records: tuple[Record, ...] = field(default=(), converter=_joined)

    def __add__(self, other: Authority) -> Authority:
        """Both lists as one. Raises `FieldError` where an id is of different kinds."""
        return Authority(self.records + other.records)

    @cached_property
    def names(self) -> Names:
        """What finds the names of the list in words; made once, when it is first needed."""
        from releasekit.transforms.names import Names

        return Names(self.records)

    def of_kinds(self, kinds: Iterable[str]) -> Authority:
        """Only the records of these kinds."""
        wanted = frozenset(kinds)
        return Authority(record for record in self.records if record.kind in wanted)

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "", *, context: Context | None = None) -> Authority:
        """The list that a file holds: CSV, JSON or TEI, by the suffix of its name, else by how it begins.

        What a file has and a list has no place for is reported to the context. Raises `ReadError` with the line.
        """
        from releasekit.transforms.authority.entry import read

        return read(data, name, context)
