"""The release that travels along in a Word document: a release and what the page shows of it in, a custom XML part out, and back.

The part (ECMA-376, part 1, 15.2.5) holds native JSON, and for each paragraph and table of the body what of the release it
shows and a digest of its words, so that a reader knows whether somebody has edited the page since, and where.
"""

from __future__ import annotations

import json
import uuid
from hashlib import sha1
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.errors import ReadError
from releasekit.format import Context
from releasekit.formats.docx import kinds, seen, untouched
from releasekit.formats.docx.archive import deflated
from releasekit.formats.docx.markup import DECLARATION, escape
from releasekit.formats.docx.package import Part, entries, reached
from releasekit.formats.native.codec import VERSION, read
from releasekit.model.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from releasekit.model import Release

NAMESPACE = "urn:releasekit:carried:1"
_N = f"{{{NAMESPACE}}}"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class Carried(NamedTuple):
    """What travelled along."""

    release: Release
    digest: str
    """Of what the page showed when it was written."""
    shown: tuple[tuple[str, str], ...]
    """For each paragraph and table: what of the release it shows (a JSON Pointer), and the digest of its words."""
    around: frozenset[str]
    """The digests of the lines of headers and footers."""
    exact: str
    """The digest of all that the page is made of (see `untouched`)."""
    others: frozenset[str] = frozenset()
    """What a template has beside the release, by digests of its letters (see `template.marks`)."""


def carry(
    document: Part, text: bytes, release: Release, places: Sequence[str], lines: Sequence[str], *, around: Iterable[str]
) -> None:
    """Add a part with the release to those that a document, finished but for it, relates to.

    `text` is what the document's own part holds; `places` and `lines` are those of the body's children, `around`
    the lines of headers and footers.
    """
    attach(document, text, lambda exact: DECLARATION + element(release, places, lines, around, exact))


def attach(document: Part, text: bytes, said: Callable[[str], str]) -> None:
    """Add a custom XML part to a document, with what is `said` once its digest (see `untouched`) is known."""
    about = Part("/customXml/itemProps1.xml", kinds.CUSTOM_XML_PROPERTIES.content_type)
    part = Part("/customXml/item1.xml", kinds.CUSTOM_XML.content_type)
    part.relationships.append((kinds.CUSTOM_XML_PROPERTIES.relationship, about))
    document.relationships.append((kinds.CUSTOM_XML.relationship, part))
    sizes = ((name, content.size, content.checksum) for name, content in entries(reached(document)))
    carried = said(untouched.digest(document.name[1:], text, sizes)).encode()
    part.content = deflated(carried)
    name = str(_named(carried)).upper()
    properties = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{name}}}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    about.content = deflated(properties.encode())


def _named(carried: bytes) -> uuid.UUID:
    """The name of what is carried, made of it (RFC 9562, 5.5): the same release, the same name."""
    return uuid.UUID(bytes=sha1(uuid.NAMESPACE_URL.bytes + carried, usedforsecurity=False).digest()[:16], version=5)


def element(release: Release, places: Sequence[str], lines: Sequence[str], around: Iterable[str], exact: str = "") -> str:
    """The element with a release, and what shows it; `exact` is the digest of a document that has nothing else."""
    document = {"releasekit": VERSION} | to_plain(release)
    source = _JSON.encode(document)
    shown = "".join(
        f'<shown at="{place}">{seen.mark(line)}</shown>' for place, line in zip(places, lines, strict=False) if line
    )
    return (
        f'<release xmlns="{NAMESPACE}" form="{seen.FORM}" digest="{seen.digest(lines)}" around="{marks(around)}"'
        f' exact="{exact}">'
        f"<source>{escape(source)}</source>{shown}</release>"
    )


def marks(around: Iterable[str]) -> str:
    """The lines of headers and footers as a document carries them; how often each is there does not count."""
    return " ".join(sorted({seen.mark(line) for line in around if line}))


def is_ours(root: Any) -> bool:
    """Whether the root of a custom XML part is one that `carry` made."""
    return bool(root.tag == f"{_N}release")


def is_pack(root: Any) -> bool:
    """Whether the root of a custom XML part is one with a whole pack (see `pack.carried`)."""
    return bool(root.tag == f"{_N}pack")


def carried(root: Any, context: Context) -> Carried | None:
    """What a part carries; None, with a note, if it is damaged or of a later releasekit."""
    source = root.findtext(f"{_N}source") or ""
    try:
        release = read(source.encode(), Context(name=context.name))
    except ReadError as error:
        message = f"the release that travels in the document cannot be read ({error.message}): the page is read instead"
        context.guess("carried-unreadable", message)
        return None
    shown: list[Any] = root.findall(f"{_N}shown")
    form = root.get("form")
    return Carried(
        release,
        root.get("digest", "") if form == seen.FORM else "",
        tuple((each.get("at", ""), each.text or "") for each in shown) if form == seen.FORM else (),
        frozenset(root.get("around", "").split()),
        root.get("exact", "") if form == seen.FORM else "",
        frozenset(each.get("words", "") for each in shown) - {""},
    )
