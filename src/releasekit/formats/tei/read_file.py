"""The rules for `fileDesc`: titles, version, publication, sections and what is noted of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.errors import FieldError
from releasekit.formats.tei.names import SERIES, is_token
from releasekit.formats.tei.parts import LANG
from releasekit.formats.tei.read_inlines import dated, moment
from releasekit.formats.tei.read_words import all_words, has_own_words, held, line_of, spaced, tei
from releasekit.model import Embargo, Extra, Number, Rights, Translation

if TYPE_CHECKING:
    from releasekit.formats.tei.read_header import Header

_TITLE, _AUTHOR, _RESP_STMT, _ORG, _EDITION = tei("title"), tei("author"), tei("respStmt"), tei("orgName"), tei("edition")
_PUBLISHER, _ADDRESS, _DATE, _IDNO, _PLACE = tei("publisher"), tei("address"), tei("date"), tei("idno"), tei("pubPlace")
_AVAILABILITY, _LICENCE, _NOTE, _RELATED = tei("availability"), tei("licence"), tei("note"), tei("relatedItem")
_BIBL = tei("bibl")
_NAMES = frozenset(map(tei, ("persName", "name")))
_PLACES = frozenset(map(tei, ("placeName", "settlement", "name")))

_DATES = {
    "": "released", "released": "released", "publication": "released", "published": "released",
    "distributed": "distributed", "event": "event_date", "modified": "modified",
}  # fmt: skip
"""Types of `publicationStmt/date`, ours first, and the fields that they are."""

_URIS = frozenset({"URI", "URL", "uri", "url"})


def titles(header: Header, statement: Any) -> None:
    """`titleStmt`: headline and subtitle; its authors are issuers."""
    walk = header.walk
    for child in header.children(statement):
        tag = child.tag
        if tag == _TITLE:
            type = child.get("type") or "main"
            field = {"main": "headline", "sub": "subtitle"}.get(type, "")
            words = walk.inlines(child)
            line = line_of(child)
            walk.headlines.setdefault(line, words if len(child) else ())
            if field and field not in header.fields:
                walk.known(child, "type")
                header.fields[field] = words
                header.lines[field] = line
            else:
                header.unplaced(child)
        elif tag == _AUTHOR:
            _author(header, child)
        elif tag != _RESP_STMT or not header.says_only(child, "conversion releasekit"):
            header.unplaced(child)


def _author(header: Header, author: Any) -> None:
    """An author by the name of an organisation, or by another; what else is said of one is reported."""
    name = author
    if children := author[:]:
        named = [each for each in children if each.tag == _ORG] or [each for each in children if each.tag in _NAMES]
        if not named or len(children) > 1 or has_own_words(author):
            header.unplaced(author)
        elif author.keys():
            header.walk.known(author)
        if not named:
            return
        name = named[0]
    (header.authors if name.tag == _ORG else header.writers).append(name)


def edition(header: Header, statement: Any) -> None:
    """`editionStmt`: the version."""
    for child in header.children(statement):
        if child.tag != _EDITION:
            header.unplaced(child)
            continue
        words, number = header.words(child, "n"), child.get("n") or ""
        header.once("version", number or words, child)
        if number and words not in {"", number, f"Version {number}"}:
            header.unplaced(child)


def publication(header: Header, statement: Any) -> None:
    """`publicationStmt`: publishers, dates, numbers, id and rights."""
    for child in header.children(statement):
        tag = child.tag
        if tag == _PUBLISHER:
            header.publishers.append((child, None))
        elif tag == _ADDRESS and header.publishers and header.publishers[-1][1] is None:
            header.publishers[-1] = (header.publishers[-1][0], child)
        elif tag == _DATE:
            _date(header, child)
        elif tag == _IDNO:
            _idno(header, child)
        elif tag == _AVAILABILITY:
            _rights(header, child)
        elif tag == _PLACE and not header.place:
            place = held(child, _PLACES)
            if place is not child:
                header.walk.known(child)
            header.place, header.place_at = header.words(place).strip(), child
        else:
            header.unplaced(child)


def _date(header: Header, element: Any) -> None:
    words = spaced(element)
    at, name = dated(element)
    stated = at or moment(words)
    if element.get("type") == "embargo":
        repeated = stated is not None and words.replace(" ", "T") == stated.iso
        if header.once("embargo", Embargo(stated, "" if repeated else words) if stated or words else None, element):
            header.words(element, "type", name)
        return
    field = _DATES.get(element.get("type") or "")
    if field is None or stated is None or header.fields.get(field):
        header.unplaced(element)
        return
    header.fields[field] = stated
    header.words(element, "type", name)
    if words and words.replace(" ", "T") != stated.iso:
        message = f"the words {words!r} of a date give way to the moment that they mean, {stated.iso}"
        header.walk.context.advise("date-reworded", message, line=element.sourceline)


def _idno(header: Header, element: Any) -> None:
    type, sub = element.get("type") or "", element.get("subtype") or ""
    if type in _URIS and not header.fields.get("id"):
        header.fields["id"] = header.words(element, "type")
        return
    scheme = sub if type == "number" and sub else type
    header.walk.known(element, "type", "corresp", "n", "subtype" if scheme == sub else "")
    if scheme == "docnumber" and type != "number":
        scheme = ""
    elif not is_token(scheme) and scheme:
        header.walk.attribute_dropped(element, "type")
        scheme = ""
    inner = [child for child in element[:] if child.tag == _IDNO]
    value = "".join([element.text or "", *[child.tail or "" for child in inner]]) if inner else header.walk.words(element)
    header.add("numbers", Number(value, scheme, header.walk.address(element, "corresp")))
    for child in inner:
        _idno(header, child)


def _rights(header: Header, element: Any) -> None:
    notices, terms, href = [], [], ""
    for child in header.children(element, "status" if element.get("status") == "restricted" else ""):
        if child.tag == _LICENCE:
            terms.append(header.paragraphs(child, "target", "n"))
            address = header.walk.address(child, "target")
            if href and address:
                header.walk.attribute_dropped(child, "target")
            href = href or address
        else:
            notices.append(header.words(child))
    rights = Rights("\n\n".join(filter(None, notices)), "\n\n".join(filter(None, terms)), href)
    header.once("rights", rights if rights != Rights() else None, element)


def series(header: Header, statement: Any) -> None:
    """`seriesStmt`: the path of sections."""
    levels = []
    for child in header.children(statement):
        if child.tag == _IDNO and child.get("type") == "section":
            levels.append(header.words(child, "type"))
        elif child.tag != _TITLE or not header.says_only(child, SERIES):
            header.unplaced(child)
    if len(levels) == 1 and not header.walk.exact:  # others put the path in one
        levels = levels[0].split(" / ")
    header.fields["section"] = (*header.fields.get("section", ()), *levels)


def notes(header: Header, statement: Any) -> None:
    """`notesStmt`: embargo, keys of others, related releases."""
    for child in header.children(statement):
        match child.tag, child.get("type"):
            case (tag, "embargo") if tag == _NOTE:
                _embargo(header, child)
            case (tag, "extra") if tag == _NOTE and child.get("n") is not None:
                _extra(header, child)
            case (tag, "translation") if tag == _RELATED:
                header.add("translations", Translation(header.walk.local(child)[0], _target(header, child, LANG)))
            case (tag, "replaces") if tag == _RELATED:
                header.add("replaces", _target(header, child))
            case (tag, "replacedBy") if tag == _RELATED:
                header.add("replaced_by", _target(header, child))
            case _:
                header.unplaced(child)


def _embargo(header: Header, note: Any) -> None:
    """A date with its words, or words with a date among them."""
    date = next((each for each in note[:] if each.tag == _DATE), None)
    until, name = dated(date) if date is not None else (None, "")
    if date is not None:
        header.walk.known(date, name, "type" if date.get("type") == "embargo" else "")
    said = note if date is None or len(note) > 1 or has_own_words(note) else date
    if header.once("embargo", Embargo(until, header.walk.words(said, date)), note):
        header.walk.known(note, "type")


def _target(header: Header, element: Any, *names: str) -> str:
    """What a related item points to, itself or in what describes it."""
    walk = header.walk
    points = next((each for each in element.iter() if each.get("target")), element)
    address, words = walk.address(points, "target"), spaced(element)
    if address and words:
        header.unplaced(element)
        return address
    walk.markup_dropped(element, points, *points.iterancestors(), *element.iter(_BIBL))
    for each in element.iter():
        own, pointing = each is element, each is points
        walk.known(each, *(names if own else ()), *(("target", "n") if pointing else ()), "type" if own else "")
    return address or words


def _extra(header: Header, element: Any) -> None:
    key, text = element.get("n"), all_words(element)
    if key in header.extra_keys:
        header.unplaced(element)
        return
    header.extra_keys.add(key)
    header.words(element, "type", "n")
    try:
        header.add("extra", Extra(key, text))
    except FieldError:
        message = f"the note {key!r} is no JSON, and is kept as text"
        header.walk.context.guess("extra-not-json", message, line=element.sourceline)
        header.add("extra", Extra.of(key, text))


FILE_RULES = {
    tei("titleStmt"): titles,
    tei("editionStmt"): edition,
    tei("publicationStmt"): publication,
    tei("seriesStmt"): series,
    tei("notesStmt"): notes,
}
