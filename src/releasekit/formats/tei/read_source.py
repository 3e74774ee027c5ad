"""The rule for `sourceDesc`: where a release was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import NO_SOURCE, is_uri
from releasekit.formats.tei.read_words import is_white, plain_name, spaced, tei
from releasekit.model import Found, Source

if TYPE_CHECKING:
    from releasekit.formats.tei.read_header import Header

_P, _BIBL, _SEG = tei("p"), tei("bibl"), tei("seg")
_TITLE, _LINKS = tei("title"), (tei("idno"), tei("ref"), tei("ptr"))


def source(header: Header, statement: Any) -> None:
    """`sourceDesc`: our own, a line of words, or what others describe in full."""
    bibl = None
    for child in header.children(statement):
        if child.tag == _P:
            if not header.says_only(child, NO_SOURCE) and (words := header.words(child)):
                header.once("source", Source("", words), child)
        elif child.tag == _BIBL and bibl is None:
            bibl = child
            if not len(bibl) and not is_white(bibl.text):
                header.once("source", Source("", header.words(bibl)), bibl)
            else:
                _bibl(header, bibl)
        else:
            _unfamiliar(header, child)


def _bibl(header: Header, bibl: Any) -> None:
    href, title, format, found = "", "", "", []
    for child in header.children(bibl):
        match plain_name(child), child.get("type"):
            case "ref" | "ptr" | "title", _ if not title:
                href = href or header.walk.address(child, "target")
                title = header.words(child, "target", "n")
            case "idno", type if not href:
                href = header.words(child, "type" if type == "URI" else "")
            case "note", "format":
                format = header.words(child, "type")
            case "note", "found":
                found.append(_found(header, child))
            case _:
                header.unplaced(child)
    made = Source(href, title, format, tuple(found))
    if made != Source():
        header.once("source", made, bibl)


def _found(header: Header, element: Any) -> Found:
    said: dict[str, str] = {}
    for child in header.children(element, "type", "n", "cert"):
        part = (child.get("type") or "") if child.tag == _SEG else plain_name(child)
        if part in {"rule", "quote", "certainty"} and part not in said:
            said[part] = header.words(child, "type" if child.tag == _SEG else "")
        else:
            header.unplaced(child)
    certainty = element.get("cert") or said.get("certainty", "")
    return Found(element.get("n") or "", said.get("rule", ""), said.get("quote", ""), certainty)


def _unfamiliar(header: Header, element: Any) -> None:
    """A source that others describe in full: its title and address are ours, the rest has no field."""
    title = next(element.iter(_TITLE), None)
    hrefs = [_href(header, link) for link in element.iter(*_LINKS)]
    href = next(filter(is_uri, hrefs), next(iter(hrefs), ""))  # checksums and shelf marks are no addresses
    if title is not None and spaced(title) and not header.fields.get("source"):
        header.fields["source"] = Source(href, spaced(title))
    header.unplaced(element)


def _href(header: Header, link: Any) -> str:
    """What a link leads to; a DOI as the address that resolves it."""
    href: str = link.get("target") or header.words(link)
    return f"https://doi.org/{href}" if link.get("type") == "DOI" and href.startswith("10.") else href
