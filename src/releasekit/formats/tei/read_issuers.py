"""The publishers and authors of a TEI header to the issuers of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import pointed
from releasekit.formats.tei.parts import tei
from releasekit.model import Issuer

if TYPE_CHECKING:
    from releasekit.formats.tei.read_header import Header

_ORG, _AUTHOR, _PUBLISHER, _ADDRESS = tei("orgName"), tei("author"), tei("publisher"), tei("address")


def issuers(header: Header, description: Any) -> tuple[Issuer, ...]:
    """The issuers: publishers in order, each with the address that follows it and the URI of the author of that name.

    An author that is an organisation and no publisher is an issuer if nobody publishes; a lone empty publisher is none.
    """
    authors = [author.find(_ORG) for author in description.iterfind(f"{tei('titleStmt')}/{_AUTHOR}")]
    authors = [author for author in authors if author is not None]
    statement = description.find(tei("publicationStmt"))
    publishers = [] if statement is None else list(statement.iterchildren(_PUBLISHER))
    if len(publishers) == 1 and not authors and not header.words(publishers[0]).strip():
        return ()
    if len(authors) == len(publishers):
        return tuple(_issuer(header, *pair) for pair in zip(publishers, authors, strict=True))
    if not any(header.words(publisher).strip() for publisher in publishers):
        return tuple(Issuer(header.words(author), _uri(author)) for author in authors)
    by_name = {header.words(author): author for author in authors}
    found = tuple(_issuer(header, publisher, by_name.pop(header.words(publisher), None)) for publisher in publishers)
    for author in by_name.values():
        header.unplaced(author.getparent())
    return found


def _issuer(header: Header, publisher: Any, author: Any) -> Issuer:
    name = header.words(publisher)
    if author is not None:
        if not name:
            name = header.words(author)
        elif header.words(author) not in {"", name}:
            header.unplaced(author.getparent())
    inner = publisher.find(_ORG)
    uri = next((uri for each in (author, inner, publisher) if each is not None and (uri := _uri(each))), "")
    return Issuer(name, uri, _address(header, publisher))


def _uri(element: Any) -> str:
    return pointed(element.get("ref") or "", element.get("n")) or element.get("key") or ""


def _address(header: Header, publisher: Any) -> str:
    """The address that stands after a publisher, before the next."""
    for after in publisher.itersiblings():
        if after.tag == _PUBLISHER:
            break
        if after.tag == _ADDRESS:
            lines = [header.words(line) for line in after]
            return "\n".join(lines) if lines else header.words(after)
    return ""
