"""The parts of a TEI text that are fields of a release: its dateline, contacts and attachments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import untoken
from releasekit.formats.tei.read_inlines import dated
from releasekit.formats.tei.read_words import has_own_words, markup_of, own_words, plain_name, tei
from releasekit.model import Attachment, Contact, Dateline
from releasekit.model import nodes as n
from releasekit.model.settled import SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.formats.tei.parts import Parts, Walk

_REF, _HEAD, _ADDRESS, _LINE = tei("ref"), tei("head"), tei("address"), tei("addrLine")
_PLACES = frozenset(map(tei, ("placeName", "settlement", "name")))
_DATE = tei("date")
_OF_LISTS = frozenset(map(tei, ("div", "head", "list", "item", "p", "ab")))
_DIGIT = re.compile("[0-9]")

_FIELDS = {"persName": "name", "name": "name", "roleName": "role", "orgName": "organisation", "email": "email", "time": "hours"}
"""Elements of a contact's lines, and the fields that they are."""


def dateline(walk: Walk, element: Any) -> Dateline:
    """The printed words, and the place and the date that are marked in them."""
    place, date = "", None
    read = []
    for child in element.iterdescendants():
        if child.tag in _PLACES and not place:
            named = walk.entity_names.get(walk.reference(child, "ref"))
            place = named or child.get("key") or walk.printed(child)
            walk.known(child, "n", "ref" if named else "", "" if named else "key")
            read.append(child)
        elif child.tag == _DATE and date is None:
            date, name = dated(child)
            walk.known(child, name)
            read.append(child)
    walk.markup_dropped(element, *read)
    return Dateline(walk.printed(element), place, date)


def contacts(walk: Walk, element: Any) -> Parts:
    """The addresses in a division of contacts; what else it says stays a division."""
    walk.known(element, "type")
    if has_own_words(element):
        return (n.Division(tuple(walk.grouped(walk.parts(element))), "contact"),)
    rest: list[n.Block] = []
    for child in element[:]:
        addresses = [child] if child.tag == _ADDRESS else [each for each in child[:] if each.tag == _ADDRESS]
        alone = child.tag == _ADDRESS or (len(addresses) == len(child) and not has_own_words(child))
        if addresses and alone:
            walk.known(child)
            walk.contacts += [_contact(walk, address) for address in addresses]
        elif child.tag == _HEAD:
            message = f"the heading {walk.words(child)!r} over the contacts is left to each format"
            walk.context.advise("heading-replaced", message, line=child.sourceline)
        else:
            rest += walk.grouped(walk.one(child))
    return (n.Division(tuple(rest), "contact"),) if rest else ()


def _contact(walk: Walk, address: Any) -> Contact:
    found: dict[str, str] = {}
    walk.known(address)
    for name, words, line in _lines(walk, address):
        if name and name not in found:
            found[name] = words
        elif words:
            walk.context.loss("contact-line-dropped", f"{words!r} has no place in a contact", line=line)
    return Contact(**found)


def _lines(walk: Walk, address: Any) -> Iterator[tuple[str, str, int]]:
    """Each thing that an address says: its field, if known, its words, and its line."""
    if has_own_words(address):
        yield "", walk.words(address), address.sourceline
        return
    for line in address[:]:
        things = [line]
        if line.tag == _LINE and len(line) and not has_own_words(line):
            walk.known(line)
            things = line[:]
        for thing in things:
            for name, words in _fields(walk, thing):
                yield name, words, thing.sourceline


def _fields(walk: Walk, element: Any) -> tuple[tuple[str, str], ...]:
    """The fields that an element of a line is; a link has an address, and words that may be others."""
    words = walk.words(element)
    name = plain_name(element)
    if name != "ref":
        hours = name == "seg" and element.get("type") == "hours"
        if element.keys():
            walk.known(element, "type" if hours else "")
        return (("hours" if hours else _FIELDS.get(name, ""), words),)
    type = element.get("type")
    walk.known(element, "target", "n", "type" if type in {"phone", "url"} else "")
    target = walk.address(element, "target")
    if type == "phone" or target.startswith("tel:"):
        number = target.removeprefix("tel:")
        if words and target and (number == target or _DIGIT.findall(number) != _DIGIT.findall(words)):
            walk.attribute_dropped(element, "target")
        return (("phone", words or number),)
    mail = target.startswith("mailto:")
    address = target.removeprefix("mailto:") if mail else target or words
    known = ("email" if mail else "url", address)
    return (known,) if words.strip(SPACES) in {"", address} else (known, ("", words))


def attachments(walk: Walk, element: Any) -> Parts:
    """The files that a division of attachments points to; what else it says is reported."""
    for ref in element.iter(_REF):
        walk.known(ref, "target", "n", "mimeType")
        media_type = untoken(ref.get("mimeType") or "")
        walk.attachments.append(Attachment(walk.address(ref, "target"), walk.words(ref), media_type))
    around = list(_outside(element))
    for each in around:
        walk.known(each, "type" if each is element else "")
    if words := " ".join(filter(None, map(own_words, around))):
        walk.context.loss("attachment-words-dropped", f"{words!r} belongs to no attachment", line=element.sourceline)
    if strange := [each for each in around if each.tag not in _OF_LISTS]:
        message = f"the markup {markup_of(strange)} around the attachments is left out"
        walk.context.loss("markup-dropped", message, line=element.sourceline)
    return ()


def _outside(element: Any) -> Iterator[Any]:
    """The element, and those in it that stand in no link and are none."""
    yield element
    for child in element[:]:
        if child.tag != _REF:
            yield from _outside(child)
