"""What a file for the press says of itself: the document information of a PDF in, that of PDF/X-4 and its XMP packet out.

ISO 15930-7, 6.7: the times, the title, whether it is trapped, and what tells this file from others are stated.
"""

from __future__ import annotations

import re
import uuid
from typing import Any
from xml.sax.saxutils import escape

PRODUCER = "releasekit for print"

UNDATED = "D:19700101000000Z"
"""The time of a file whose release states none: the standard wants one, and the same release gives the same bytes."""

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d'\d\d'?)?")
_KEPT = ("Title", "Author", "Subject", "Keywords")
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def information(known: Any) -> dict[str, str]:
    """The document information, from that of the file."""
    facts = {key: str(known[f"/{key}"]) for key in _KEPT if f"/{key}" in known}
    facts.setdefault("Title", "Untitled")
    times = [str(known[f"/{key}"]) for key in ("CreationDate", "ModDate") if f"/{key}" in known]
    times = [time for time in times if _DATE.fullmatch(time)] or [UNDATED]
    return facts | {"CreationDate": times[0], "ModDate": times[-1], "Producer": PRODUCER}


def packet(facts: dict[str, str], digest: bytes) -> bytes:
    """The XMP packet; `digest` is what the file is told from others by."""
    made, changed = (_iso(facts[key]) for key in ("CreationDate", "ModDate"))
    fields = [
        ("dc:format", "application/pdf"),
        ("dc:title", _alternative(facts["Title"])),
        ("dc:creator", _sequence(facts.get("Author", ""))),
        ("dc:description", _alternative(facts.get("Subject", ""))),
        ("pdf:Keywords", _clean(facts.get("Keywords", ""))),
        ("pdf:Producer", facts["Producer"]),
        ("pdf:Trapped", "False"),
        ("xmp:CreateDate", made),
        ("xmp:ModifyDate", changed),
        ("xmp:MetadataDate", changed),
        ("xmpMM:DocumentID", f"uuid:{uuid.UUID(bytes=digest[:16], version=5)}"),
        ("xmpMM:VersionID", "1"),
        ("xmpMM:RenditionClass", "default"),
        ("pdfxid:GTS_PDFXVersion", "PDF/X-4"),
    ]
    spaces = "".join(f'\n  xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description rdf:about=""{spaces}>\n'
        + "".join(f"<{name}>{value}</{name}>\n" for name, value in fields if value)
        + '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def day(date: str) -> str:
    """The day of a date of PDF; nothing where it is that of a file without one."""
    return "" if date == UNDATED else _iso(date).partition("T")[0]


def _clean(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_clean(text)}</rdf:li></rdf:Alt>' if text else ""


def _sequence(text: str) -> str:
    return f"<rdf:Seq><rdf:li>{_clean(text)}</rdf:li></rdf:Seq>" if text else ""


def _iso(date: str) -> str:
    """A date of PDF as XMP writes it, with the precision that it has."""
    found = _DATE.fullmatch(date)
    if found is None:
        return ""
    year, month, day, hour, minute, second, zone = found.groups()
    words = "-".join(part for part in (year, month, day) if part)
    if hour:
        words += f"T{hour}:{minute}" + (f":{second}" if second else "")
        words += "Z" if zone == "Z" else zone[:3] + ":" + zone[4:6] if zone else ""
    return words
