"""What stands beside the pages in words: a job and its facts in, forms that name the sheet, the press and the plates out.

A print shop tells by them which sheet and which plate it holds. They are cut away with the marks.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf

from releasekit.formats.pdf.slug import slug
from releasekit.prepress import said
from releasekit.prepress.marks import PLATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.prepress.inks import Inks
    from releasekit.prepress.marks import Sheet

_DROPPED = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "SC", "SCN", "gs", "BDC", "BMC", "EMC"}
"""Colours, for the words take that of where they are shown, and tags."""


def words(document: pikepdf.Pdf, sheets: Sequence[Sheet], job: str, inks: Inks) -> list[dict[str, Any]]:
    """For each page, the forms by the names that `Sheet.words` draws: job, date and page; the press; each plate."""
    facts = said.information(document.docinfo)
    date = said.day(facts["CreationDate"])
    title = facts["Title"] if facts["Title"] != job else ""
    lines = [
        " · ".join(filter(None, (job, f"{number}/{len(sheets)}", date, title))) for number in range(1, len(sheets) + 1)
    ]  # fmt: skip
    made = slug([*PLATES, inks.called, *lines], min(sheet.half for sheet in sheets))
    with pikepdf.open(io.BytesIO(made)) as other:
        forms = [document.copy_foreign(_plain(each.as_form_xobject())) for each in other.pages]
    shared = dict(zip((*PLATES, "Press"), forms, strict=False))
    return [{**shared, "Job": form} for form in forms[len(shared) :]]


def _plain(form: Any) -> Any:
    """A form without colours and tags."""
    kept = [each for each in pikepdf.parse_content_stream(form) if str(each.operator) not in _DROPPED]
    form.write(pikepdf.unparse_content_stream(kept))
    return form
