"""The parts of a TEI text that are fields of a release: its dateline, contacts and attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import pointed, untoken
from releasekit.formats.tei.parts import Part, Parts, Walk, has_own_words, plain_name, tei
from releasekit.formats.tei.read_inlines import when
from releasekit.model import Attachment, Contact, Dateline
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Iterator

_REF, _HEAD, _ADDRESS, _LINE = tei("ref"), tei("head"), tei("address"), tei("addrLine")

_FIELDS = {"persName": "name", "name": "name", "roleName": "role", "orgName": "organisation", "email": "email", "time": "hours"}
"""Elements of a contact's lines, and the fields that they are."""


def dateline(walk: Walk, element: Any) -> Dateline:
    """The printed words, and the place and the date that are marked in them."""
    place, date = "", None
    for child in element.iter():
        match plain_name(child):
            case "placeName" | "settlement" | "name" if not place:
                place = walk.entity_names.get(walk.reference(child, "ref")) or child.get("key") or walk.words(child)
            case "date" if date is None:
                date = when(child)
            case _:
                pass
    return Dateline(walk.printed(element), place, date)


def contacts(walk: Walk, element: Any) -> Parts:
    """The addresses in a division of contacts; what else it says stays a division."""
    rest: list[Part] = []
    for child in element:
        addresses = [child] if child.tag == _ADDRESS else child.findall(_ADDRESS)
        if addresses and not has_own_words(child):
            for address in addresses:
                contact = _contact(walk, address)
                walk.contacts.append(contact)
        elif child.tag == _HEAD:
            message = f"the heading {walk.words(child)!r} over the contacts is left to each format"
            walk.context.advise("heading-replaced", message, line=child.sourceline)
        else:
            rest += walk.grouped(_as_part(walk, child))
    return (n.Division(tuple(rest), "contact"),) if rest else ()  # type: ignore[arg-type]  # grouped parts are blocks


def _as_part(walk: Walk, element: Any) -> list[Part]:
    lang, direction = walk.local(element)
    return [n.Paragraph(walk.inlines(element), lang=lang, direction=direction)]


def _contact(walk: Walk, address: Any) -> Contact:
    found: dict[str, str] = {}
    for name, words, line in _lines(walk, address):
        if name and name not in found:
            found[name] = words
        elif words:
            walk.context.loss("contact-line-dropped", f"{words!r} has no place in a contact", line=line)
    return Contact(**found)


def _lines(walk: Walk, address: Any) -> Iterator[tuple[str, str, int]]:
    """Each thing that an address says: its field, if known, its words, and its line."""
    for line in address:
        things = list(line) if line.tag == _LINE and len(line) and not has_own_words(line) else [line]
        for thing in things:
            yield (*_field(walk, thing), thing.sourceline)


def _field(walk: Walk, element: Any) -> tuple[str, str]:
    words = walk.words(element)
    name = plain_name(element)
    if name == "ref":
        target = element.get("target") or ""
        if element.get("type") == "phone" or target.startswith("tel:"):
            return "phone", words or target.removeprefix("tel:")
        if target.startswith("mailto:"):
            return "email", target.removeprefix("mailto:")
        return "url", pointed(target, element.get("n")) or words
    if name == "seg" and element.get("type") == "hours":
        return "hours", words
    return _FIELDS.get(name, ""), words


def attachments(walk: Walk, element: Any) -> Parts:
    """The files that a division of attachments points to; what else it says stays a division."""
    refs = list(element.iter(_REF))
    outside = [walk.words(item) for item in element.iter(tei("p"), tei("head"), tei("item")) if item.find(_REF) is None]
    for ref in refs:
        walk.known(ref, "target", "n", "mimeType")
        href = pointed(ref.get("target") or "", ref.get("n"))
        walk.attachments.append(Attachment(href, walk.words(ref), untoken(ref.get("mimeType") or "")))
    for words in filter(str.strip, outside):
        walk.context.loss(
            "attachment-words-dropped", f"{words!r} in the attachments belongs to no file", line=element.sourceline
        )
    return ()
