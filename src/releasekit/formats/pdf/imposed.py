"""Files made of our PDF for a printer: bytes in, whether they are one of those, which hold no release, out."""

from __future__ import annotations

IMPOSED = b"/Producer (releasekit: imposed as a booklet)"
"""What the information of such sheets says."""

PRESS = b"<pdfxid:GTS_PDFXVersion>"
"""What stands in the metadata of a file for a print shop (ISO 15930-7), but may stand in that of a picture too."""
_ARCHIVED = b"<pdfaid:part>"
"""What stands in the metadata of every PDF that we write for readers (ISO 19005-3), and in none for a print shop."""


def made_for_print(data: bytes) -> str:
    """What the bytes of a PDF are that was made for a printer; empty for any other."""
    if IMPOSED in data:
        return "the sheets of a booklet"
    return "a file for a print shop" if PRESS in data and _ARCHIVED not in data else ""
