"""What the file says of itself: a release in, the document information and the XMP packet out, which say the same.

XMP (ISO 16684-1) holds Dublin Core, the marks of the standards that the file keeps, and a few fields of our own with the
description that PDF/A asks for (ISO 19005-3, 6.6.2.3). Neither tells a time of making: the times are the release's own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from releasekit.formats.pdf.code import text_string
from releasekit.formats.tei.markup import escape
from releasekit.model.words import inline_text
from releasekit.style.words import kind_word
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.model import Moment, Release

PRODUCER = "releasekit"
NAMESPACE = "urn:releasekit:xmp:1:"

UNDETERMINED = "und"
"""The language of a release that states none (BCP 47): a reader of the page is told so, and not left to guess."""

_OWN = {
    "kind": "What kind of release it is",
    "status": "How far the release has come",
    "version": "The version of the release",
    "number": "The numbers of the release, parted by semicolons",
    "embargo": "Until when the release is under embargo",
}
"""Our own fields, and what they are."""

_SCHEMAS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "releasekit": NAMESPACE,
}


@frozen
class Metadata:
    """The two places in which a file speaks of itself, as PDF code and as XML."""

    information: bytes
    packet: bytes


def metadata(release: Release) -> Metadata:
    """What the file of a release says."""
    facts = {
        "Title": title(release),
        "Author": ", ".join(issuer.name for issuer in release.issuers if issuer.name),
        "Subject": " ".join(release.summary.split()),
        "Keywords": ", ".join(release.keywords),
        "Producer": PRODUCER,
    }
    entries = [f"/{key} ".encode() + text_string(value) for key, value in facts.items() if value]
    entries += [f"/{key} ({date(moment)})".encode() for key, moment in _times(release).items()]
    return Metadata(b"<<" + b" ".join(entries) + b">>", _packet(release, facts).encode())


def title(release: Release) -> str:
    """What a window with the page in it is called: its headline, else what kind of release it is."""
    return " ".join(inline_text(release.headline).split()) or kind_word(release.kind or "press-release", release.lang)


def _times(release: Release) -> dict[str, Moment]:
    changed = release.modified or release.released
    return {
        key: moment
        for key, moment in (("CreationDate", release.released or changed), ("ModDate", changed))
        if moment is not None
    }


def date(moment: Moment | None) -> str:
    """A moment as PDF writes it, with the precision that it has (ISO 32000-1, 7.9.4)."""
    if moment is None:
        return ""
    digits = "".join(char for char in moment.iso.split("T")[0] if char.isdecimal())
    if moment.clock:
        digits += moment.clock.replace(":", "")
        zone = moment.zone or ""
        digits += moment.iso[17:19] if moment.precision == "second" else "00" if zone else ""
        digits += "Z" if zone == "Z" else zone.replace(":", "'") + "'" if zone else ""
    return f"D:{digits}"


# ── XMP ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _packet(release: Release, facts: dict[str, str]) -> str:
    times = _times(release)
    own = {
        "kind": release.kind,
        "status": release.status,
        "version": release.version,
        "number": "; ".join(number.value for number in release.numbers if number.value),
        "embargo": release.embargo.until.iso if release.embargo and release.embargo.until else "",
    }
    rights = " ".join(part for part in (release.rights.notice, release.rights.terms) if part) if release.rights else ""
    fields = [
        _text("dc:format", "application/pdf"),
        _alternative("dc:title", facts["Title"]),
        _list("dc:creator", "Seq", (issuer.name for issuer in release.issuers)),
        _alternative("dc:description", facts.get("Subject", "")),
        _list("dc:subject", "Bag", release.keywords),
        _list("dc:language", "Bag", [release.lang or UNDETERMINED]),
        _alternative("dc:rights", rights),
        _text("dc:identifier", release.id),
        _text("xmp:CreateDate", times["CreationDate"].iso if times else ""),
        _text("xmp:ModifyDate", times["ModDate"].iso if times else ""),
        _text("pdf:Producer", PRODUCER),
        _text("pdf:Keywords", facts["Keywords"]),
        _text("pdfaid:part", "3"),
        _text("pdfaid:conformance", "A"),
        _text("pdfuaid:part", "1"),
        *(_text(f"releasekit:{key}", value) for key, value in own.items()),
        _extensions(),
    ]
    spaces = "".join(f'\n  xmlns:{prefix}="{address}"' for prefix, address in _SCHEMAS.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description rdf:about=""{spaces}>\n'
        + "".join(f"{field}\n" for field in fields if field)
        + '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _text(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value.strip() else ""


def _alternative(name: str, value: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>' if value else ""


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


@cache
def _extensions() -> str:
    described = (
        ("PDF/UA", "pdfuaid", {"part": "The part of ISO 14289 that the file keeps"}),
        ("releasekit", "releasekit", _OWN),
    )
    schemas = "".join(_extension(*each) for each in described)
    return f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>"


def _extension(called: str, prefix: str, properties: dict[str, str]) -> str:
    kind = "Integer" if prefix == "pdfuaid" else "Text"
    items = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{said}</pdfaProperty:description></rdf:li>"
        for name, said in properties.items()
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{called}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{_SCHEMAS[prefix]}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{items}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
