"""The file as a whole: the catalogue of a PDF for screens in, that of PDF/X-4 out, with the press that it is meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from releasekit.formats.pdf.colour import srgb_profile
from releasekit.prepress import said

if TYPE_CHECKING:
    from releasekit.prepress.inks import Inks

TOGETHER = pikepdf.ObjectStreamMode.generate
"""Small objects are packed together, as PDF/X-4 allows."""

_KEPT = {"/Type", "/Pages", "/Lang", "/PageLabels"}


_CONDITIONS = {
    "iso coated v2": "FOGRA39", "coated fogra39": "FOGRA39", "pso coated v3": "FOGRA51", "pso uncoated v3": "FOGRA52",
    "gracol2013_crpc6": "CRPC6", "swop2013c3_crpc5": "CRPC5", "u.s. web coated (swop) v2": "CGATS TR 001",
    "japan color 2001 coated": "JC200103",
}  # fmt: skip
"""What the registry of the ICC calls the conditions of print of usual profiles, by how the names of these begin."""

_REGISTRY = "http://www.color.org"


def screen(document: pikepdf.Pdf) -> bytes:
    """The profile of colours that name none: that which the file states, else sRGB."""
    for intent in document.Root.get("/OutputIntents", []):
        profile = intent.get("/DestOutputProfile", None)
        if profile is not None and int(profile.get("/N", 0)) == 3:
            data: bytes = profile.read_bytes()
            return data
    return srgb_profile()


def for_print(document: pikepdf.Pdf, inks: Inks, digest: bytes) -> None:
    """Leave in the catalogue what a press needs, and say what it has to know."""
    root: Any = document.Root
    facts = said.information(document.docinfo)
    for key in [key for key in root.keys() if key not in _KEPT]:  # noqa: SIM118  # it is no dictionary of Python's
        del root[key]
    profile = document.make_stream(inks.profile, N=4)
    condition = next((name for start, name in _CONDITIONS.items() if inks.called.lower().startswith(start)), "")
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier=condition or "Custom",
        OutputCondition=inks.called, Info=inks.called, DestOutputProfile=profile,
    )  # fmt: skip
    if condition:
        intent.RegistryName = pikepdf.String(_REGISTRY)
    root.OutputIntents = pikepdf.Array([intent])
    metadata = document.make_stream(said.packet(facts, digest), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    root.Metadata = document.make_indirect(metadata)
    information = pikepdf.Dictionary({f"/{key}": value for key, value in facts.items()})
    information.Trapped = pikepdf.Name("/False")
    document.trailer.Info = document.make_indirect(information)
