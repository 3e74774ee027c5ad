"""The publishers and authors of a TEI header to the issuers of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.read_words import has_own_words, held, spaced, tei
from releasekit.model import Issuer

if TYPE_CHECKING:
    from releasekit.formats.tei.read_header import Header

_NAMES = frozenset(map(tei, ("orgName", "persName", "name")))


def issuers(header: Header) -> tuple[Issuer, ...]:
    """The issuers: publishers in order, each with the address that follows it and the URI of the author of that name.

    An author that is an organisation and no publisher is an issuer if nobody publishes, and so are other authors where
    there is no such organisation; a lone empty publisher is none.
    """
    authors, publishers = header.authors, header.publishers
    silent = not any(map(spaced, (publisher for publisher, _ in publishers)))
    if silent and not authors and header.writers:
        authors = header.writers
        named = ", ".join(map(spaced, authors))
        header.walk.context.guess("author-as-issuer", f"nobody publishes, so the author is taken for the issuer: {named}")
    else:
        for writer in header.writers:
            header.unplaced(writer)
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
        return tuple(Issuer(header.walk.words(author), _uri(header, author)) for author in authors)
    by_name = {header.walk.words(author): author for author in authors}
    found = tuple([_issuer(header, *pair, by_name.pop(spaced(pair[0]), None)) for pair in publishers])
    for author in by_name.values():
        header.unplaced(author.getparent())
    return found


def _issuer(header: Header, publisher: Any, address: Any, author: Any) -> Issuer:
    held_in = held(publisher, _NAMES)
    name = header.walk.words(held_in)
    uri = ""
    if author is not None:
        said = header.walk.words(author)
        if not name:
            name = said
        elif said not in {"", name}:
            header.unplaced(author.getparent())
        uri = _uri(header, author)
    for element in dict.fromkeys((publisher, held_in)):
        stated = _uri(header, element)
        if stated and uri not in {"", stated}:
            header.unplaced(publisher)
        uri = uri or stated
    return Issuer(name, uri, _address(header, address) if address is not None else "")


def _uri(header: Header, element: Any) -> str:
    if not element.keys():
        return ""
    ref = header.walk.address(element, "ref")
    header.walk.known(element, "ref", "n", "" if ref else "key")
    return ref or element.get("key") or ""


def _address(header: Header, address: Any) -> str:
    """The lines of an address."""
    if not len(address) or has_own_words(address):
        return header.words(address)
    return "\n".join([header.words(line) for line in header.children(address)])
