"""The publishers and authors of a TEI header to the issuers of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.read_words import spaced, tei
from releasekit.model import Issuer

if TYPE_CHECKING:
    from releasekit.formats.tei.read_header import Header

_ORG = tei("orgName")


def issuers(header: Header) -> tuple[Issuer, ...]:
    """The issuers: publishers in order, each with the address that follows it and the URI of the author of that name.

    An author that is an organisation and no publisher is an issuer if nobody publishes; a lone empty publisher is none.
    """
    authors, publishers = header.authors, header.publishers
    silent = not any(map(spaced, (publisher for publisher, _ in publishers)))
    if silent and len(publishers) == 1 and not authors:
        publisher, address = publishers[0]
        if address is not None:
            header.unplaced(address)
        header.unplaced(publisher)
        return ()
    if len(authors) == len(publishers):
        return tuple([_issuer(header, *pair, author) for pair, author in zip(publishers, authors, strict=True)])
    if silent:
        for _, address in publishers:
            if address is not None:
                header.unplaced(address)
        return tuple(Issuer(header.words(author), _uri(header, author)) for author in authors)
    by_name = {header.words(author): author for author in authors}
    found = tuple([_issuer(header, *pair, by_name.pop(header.words(pair[0]), None)) for pair in publishers])
    for author in by_name.values():
        header.unplaced(author.getparent())
    return found


def _issuer(header: Header, publisher: Any, address: Any, author: Any) -> Issuer:
    name = header.words(publisher)
    uri = ""
    if author is not None:
        said = header.words(author)
        if not name:
            name = said
        elif said not in {"", name}:
            header.unplaced(author.getparent())
        uri = _uri(header, author)
    for element in (publisher, *publisher[:]):
        if element is publisher or element.tag == _ORG:
            uri = uri or _uri(header, element)
    return Issuer(name, uri, _address(header, address) if address is not None else "")


def _uri(header: Header, element: Any) -> str:
    if not element.keys():
        return ""
    header.walk.known(element, "ref", "key", "n")
    return header.walk.address(element, "ref") or element.get("key") or ""


def _address(header: Header, address: Any) -> str:
    """The lines of an address."""
    lines = [header.words(line) for line in address[:]]
    return "\n".join(lines) if lines else header.words(address)
