"""The press release: one root, its records, and nothing of any file format."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from attrs import field

from releasekit.errors import FieldError
from releasekit.model.moment import Moment  # noqa: TC001  (attrs.resolve_types, for programs that read the model)
from releasekit.model.nodes import Block, Direction, Inline, check_direction, check_lang, check_token
from releasekit.values import frozen

if TYPE_CHECKING:
    from attrs import Attribute

KINDS = (
    "press-release", "statement", "media-note", "readout", "advisory", "remarks", "transcript", "joint-release",
    "speech", "interview", "correction", "fact-sheet", "invitation", "announcement",
)  # fmt: skip
"""The kinds that `releasekit new` offers; a release may have any other."""

STATUSES = ("draft", "cleared", "embargoed", "published", "withdrawn")
"""Where a release stands on its way, in their order; a release may have any other."""


@frozen
class Number:
    """A document number: an opaque string, in a scheme where one is known."""

    value: str
    scheme: str = field(default="", validator=check_token)
    href: str = ""


@frozen
class Issuer:
    """Who issues the release. Issuers of a joint release are of equal rank."""

    name: str
    uri: str = ""
    address: str = ""


@frozen
class Embargo:
    """Until when a release is held back: an instant, or open-ended with None, and the words as printed."""

    until: Moment | None = None
    printed: str = ""


@frozen
class Change:
    """One step in the history of a release."""

    text: str = ""
    at: Moment | None = None
    version: str = ""
    status: str = field(default="", validator=check_token)


@frozen
class Dateline:
    """Where and when a release was filed: the words as printed, and what they mean."""

    printed: str
    place: str = ""
    date: Moment | None = None


@frozen
class Translation:
    """The same release in another language."""

    lang: str = field(validator=check_lang)
    href: str = ""


@frozen
class Contact:
    """Whom the press may ask."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    hours: str = ""


@frozen
class Attachment:
    """A file that belongs to the release."""

    href: str
    title: str = ""
    media_type: str = ""


@frozen
class Subject:
    """A code of a subject scheme, such as an IPTC media topic."""

    code: str
    scheme: str = ""


def _check_id(_record: Entity, _field: Attribute[str], value: str) -> None:
    if not value:
        raise FieldError("an entity has no id: give it one, as in lavrov")
    check_token(None, None, value)


@frozen
class Entity:
    """A person, an organisation, a place or an event that mentions in the text point to."""

    id: str = field(validator=_check_id)
    kind: str = field(default="person", validator=check_token)
    name: str = ""
    uri: str = ""
    role: str = ""


@frozen
class Rights:
    """Whose the text is, and what may be done with it."""

    notice: str = ""
    terms: str = ""
    href: str = ""


@frozen
class Found:
    """A field that a reader found by rule, not in markup: which, by what rule, in which words, and how sure it is."""

    field: str
    rule: str = ""
    words: str = ""
    certainty: str = ""
    """`high`, `medium` or `low`."""


@frozen
class Source:
    """Where a release was read from."""

    href: str = ""
    title: str = ""
    format: str = ""
    found: tuple[Found, ...] = ()


def _check_json(_extra: Extra, _field: Attribute[str], value: str) -> None:
    if _STRING.fullmatch(value):
        return
    try:
        found = json.loads(value, parse_constant=float)
        said = json.dumps(found, ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError):
        raise FieldError(f"{value[:40]!r} is not JSON (RFC 8259)") from None
    if "\\" in value and _SURROGATE.search(said):
        raise FieldError(f"{value[:40]!r} has half of a character in it")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_STRING = re.compile('"[^"\\\\\x00-\x1f\ud800-\udfff]*"')
"""The most frequent JSON of all: a string with nothing in it that is written in another way."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@frozen
class Extra:
    """A key that somebody else's file had, kept as it was: its value is JSON text (RFC 8259)."""

    key: str
    json: str = field(default="null", validator=_check_json)

    @classmethod
    def of(cls, key: str, value: Any) -> Extra:
        """Keep plain data (None, bool, int, float, str, list, dict) under a key."""
        return cls(key, _JSON.encode(value))

    @property
    def value(self) -> Any:
        """The plain data."""
        return json.loads(self.json)


def _check_entities(_release: Release, _field: Attribute[tuple[Entity, ...]], value: tuple[Entity, ...]) -> None:
    seen: set[str] = set()
    for entity in value:
        if entity.id in seen:
            raise FieldError(f"two entities have the id {entity.id!r}: give each its own")
        seen.add(entity.id)


def _check_extra(_release: Release, _field: Attribute[tuple[Extra, ...]], value: tuple[Extra, ...]) -> None:
    keys = [extra.key for extra in value]
    if len(set(keys)) != len(keys):
        raise FieldError(f"a key is given twice: {', '.join(keys)}")


class _Known:
    """What is known of a release and is no part of it: copies and changed versions begin without."""

    __slots__ = ("_canonical",)
    """Set, by `normalise`, on a release that is in canonical form."""


@frozen(kw_only=True)
class Release(_Known):
    """A press release. Every field has a default that means "not stated"."""

    id: str = ""
    """A URI that names the release."""
    version: str = ""
    kind: str = field(default="press-release", validator=check_token)
    numbers: tuple[Number, ...] = ()
    section: tuple[str, ...] = ()
    """The path of sections, outermost first."""
    headline: tuple[Inline, ...] = ()
    subtitle: tuple[Inline, ...] = ()
    summary: str = ""
    """What the release says, in a few sentences; a blank line parts paragraphs."""
    issuers: tuple[Issuer, ...] = ()
    released: Moment | None = None
    """When it may be reported from."""
    distributed: Moment | None = None
    event_date: Moment | None = None
    modified: Moment | None = None
    embargo: Embargo | None = None
    status: str = field(default="", validator=check_token)
    changes: tuple[Change, ...] = ()
    replaces: tuple[str, ...] = ()
    """Ids or addresses of the releases that this one replaces."""
    replaced_by: tuple[str, ...] = ()
    instruction: str = ""
    """The words that say when it may be used: "For immediate release"."""
    dateline: Dateline | None = None
    lang: str = field(default="", validator=check_lang)
    direction: Direction = field(default="", validator=check_direction)
    translations: tuple[Translation, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    entities: tuple[Entity, ...] = field(default=(), validator=_check_entities)
    rights: Rights | None = None
    end_mark: str = ""
    source: Source | None = None
    extra: tuple[Extra, ...] = field(default=(), validator=_check_extra)
    body: tuple[Block, ...] = ()
