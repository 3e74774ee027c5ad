"""What a template may ask for: the name of a field in, the words that a release has for it out."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from releasekit.model import Moment, inline_text
from releasekit.style.furniture import attachment_title, contact_title, furniture
from releasekit.style.words import date_words, kind_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.model import Contact, Release


class Field(NamedTuple):
    """One field that a template may place."""

    told: str
    """What it holds, for people."""
    words: Callable[[Release], str]
    """The words of a release for it; empty if it has none."""
    place: str = ""
    """Which line of the page it stands for, as a JSON Pointer: one that the template places is not printed again."""
    kind: str = ""
    """What an editor's change of a line of its own is a change of: the kind that the reader has for such lines."""


BODY, BODY_ONLY = "body", "body_only"
BLOCKS = frozenset({"contacts", "attachments"})
"""Fields that are paragraphs where they stand alone."""
REPEATED = frozenset({"headline", "subtitle", "embargo"})
"""Fields that a running head repeats: in a header or footer they do not take the place of the line on the page."""
RICH = frozenset({"headline", "subtitle"})
"""Fields that keep their marks, links and footnotes where they stand alone."""


def _day(moment: Moment | None, lang: str) -> str:
    return date_words(Moment(moment.iso.split("T", maxsplit=1)[0]), lang) if moment else ""


def _moment(moment: Moment | None, lang: str) -> str:
    return date_words(moment, lang) if moment else ""


def _contact(contact: Contact) -> str:
    reach = "  ·  ".join(part for part in (contact.email, contact.phone, contact.url) if part)
    return "\n".join(line for line in (contact_title(contact), reach, contact.hours) if line)


def _rights(release: Release) -> str:
    href = release.rights.href if release.rights else ""
    return " ".join(part for part in (furniture(release).rights, href) if part)


FIELDS = {
    "headline": Field("the headline", lambda r: inline_text(r.headline), "/headline", "title"),
    "subtitle": Field("the line below the headline", lambda r: inline_text(r.subtitle), "/subtitle", "subtitle"),
    "summary": Field("what the release says, in a few sentences", lambda r: r.summary),
    "kind": Field("what kind of release it is, in its language", lambda r: kind_word(r.kind, r.lang), "/kind", "kicker"),
    "section": Field("the path of its sections", lambda r: " › ".join(r.section), "/kind", "kicker"),
    "number": Field("its numbers", lambda r: ", ".join(number.value for number in r.numbers), "/released", "facts"),
    "date": Field("the day from which it may be reported", lambda r: _day(r.released, r.lang), "/released", "facts"),
    "released": Field("that day with the time, if it is known", lambda r: _moment(r.released, r.lang), "/released", "facts"),
    "distributed": Field("when it was sent", lambda r: _moment(r.distributed, r.lang)),
    "event_date": Field("when that happens of which it speaks", lambda r: _moment(r.event_date, r.lang)),
    "modified": Field("when it was last changed", lambda r: _moment(r.modified, r.lang)),
    "embargo": Field("the embargo, or that it is withdrawn", lambda r: furniture(r).banner, "/embargo", "banner"),
    "instruction": Field("when it may be used, in words", lambda r: r.instruction, "/instruction", "instruction"),
    "dateline": Field("where and when it was filed", lambda r: furniture(r).dateline, "/dateline", "dateline"),
    "place": Field("the place in the dateline", lambda r: r.dateline.place if r.dateline else ""),
    "issuer": Field("the names of the issuers", lambda r: furniture(r).issuer),
    "issuer_address": Field("their addresses", lambda r: "\n".join(each.address for each in r.issuers if each.address)),
    "contacts": Field("whom to ask, without a heading", lambda r: "\n".join(map(_contact, r.contacts)), "/contacts", "contact"),
    "attachments": Field(
        "the titles of the attachments, without a heading",
        lambda r: "\n".join(map(attachment_title, r.attachments)), "/attachments", "attachment",
    ),
    "end_mark": Field("what stands below the text", lambda r: r.end_mark, "/end_mark", "end"),
    "rights": Field("whose the text is, and what may be done with it", _rights, "/rights", "rights"),
    "keywords": Field("the keywords", lambda r: ", ".join(r.keywords)),
    "id": Field("the address that names the release", lambda r: r.id),
    "version": Field("its version", lambda r: r.version),
    "status": Field("where it stands on its way", lambda r: r.status),
    "lang": Field("the tag of its language", lambda r: r.lang),
}  # fmt: skip
"""All fields by their names; beside them there are `body` and `body only`."""
_ALSO = {"title": "headline", "type": "kind", "numbers": "number", "issuers": "issuer"}
"""Names that front matter has for some."""
NAMES = frozenset({*FIELDS, BODY, BODY_ONLY})


def field_name(said: str) -> str:
    """The name that is meant: case does not count, and a space, a hyphen and an underscore are one."""
    name = re.sub(r"[\s_-]+", "_", said.strip().lower())
    return _ALSO.get(name, name)


def nearest(name: str) -> str:
    """The field whose name is most like one that there is not; empty if none is."""
    return next(iter(get_close_matches(name, sorted(NAMES), 1)), "").replace("_", " ")
