"""What stands around the text of a release on a page: a `Release` in, the lines of its furniture out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.style.words import date_words, kind_word, number_words, word
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.model import Attachment, Contact, Issuer, Release
    from releasekit.style.house import House


BETWEEN = " · "
"""What stands between the parts of a line."""


@frozen(kw_only=True)
class Furniture:
    """The lines around the text, in the release's language; empty ones are not shown."""

    issuer: str
    """The names of the issuers, of equal rank: the letterhead."""
    kicker: str
    """Kind and section, above the headline."""
    facts: str
    """Number and time of release, in one line."""
    banner: str
    """What must not be overlooked: an embargo or a withdrawal."""
    instruction: str
    dateline: str
    rights: str
    """Notice and terms, at the foot."""
    contacts_title: str
    attachments_title: str
    notes_title: str


def furniture(release: Release, house: House | None = None) -> Furniture:
    """The furniture of a release; a house style says how dates are written."""
    lang = release.lang
    banner = word("withdrawn", lang) if release.status == "withdrawn" else ""
    if release.embargo and not banner:
        until = release.embargo.until
        said = word("embargo", lang, when=date_words(until, lang, house)) if until else word("embargo-open", lang)
        banner = release.embargo.printed or said
    facts = [number_words(number.value, lang) for number in release.numbers]
    if release.released:
        facts.append(date_words(release.released, lang, house))
    return Furniture(
        issuer=BETWEEN.join(issuer.name for issuer in release.issuers),
        kicker=BETWEEN.join([kind_word(release.kind, lang), " › ".join(release.section)]).removesuffix(BETWEEN),
        facts=BETWEEN.join(facts),
        banner=banner,
        instruction=release.instruction,
        dateline=release.dateline.printed if release.dateline else "",
        rights=" ".join(part for part in (release.rights.notice, release.rights.terms) if part) if release.rights else "",
        contacts_title=word("contacts", lang),
        attachments_title=word("attachments", lang),
        notes_title=word("notes", lang),
    )


def address_line(issuer: Issuer) -> str:
    """The address of an issuer in one line."""
    return BETWEEN.join(issuer.address.split("\n"))


def contact_title(contact: Contact) -> str:
    """The first line of a contact: name, role and organisation."""
    return ", ".join(part for part in (contact.name, contact.role, contact.organisation) if part)


def attachment_title(attachment: Attachment) -> str:
    """What a list of attachments calls one: its title, else the last part of its address."""
    return attachment.title or attachment.href.rstrip("/").rsplit("/", 1)[-1]
