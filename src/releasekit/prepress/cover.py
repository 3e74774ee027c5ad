"""The cover of a pack that is glued at the spine: its PDF and the width of the spine in, one sheet of back, spine and front out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from releasekit.prepress.press import BLEED, broken_as_refusal, for_press

if TYPE_CHECKING:
    from releasekit.format import Context


def cover_for_press(
    pdf: bytes, profile: bytes, *, spine: float, words: bytes | None = None, back: bytes | None = None, rtl: bool = False,
    bleed: float = BLEED, marks: bool = False, context: Context | None = None,
) -> bytes:  # fmt: skip
    """The first page as the front of a cover for the press, with its back and a spine of this width in points.

    `words` is a PDF with what stands on the spine, as long as the page is high and as wide as the spine; it is turned so that
    it runs from top to bottom. `back` is one with what stands on the back, as large as the page. Without them both are empty.
    The front is at the right, or with `rtl` at the left, as it is where a book is read from right to left. Otherwise as
    `for_press`. Raises `WriteError`.
    """
    with broken_as_refusal(context):
        flat, width = _flat(pdf, spine, words, back, rtl=rtl)
    return for_press(flat, profile, bleed=bleed, marks=marks, folds=(width, width + spine), context=context)


def _flat(pdf: bytes, spine: float, words: bytes | None, back: bytes | None, *, rtl: bool) -> tuple[bytes, float]:
    """The sheet in the colours that it has on a screen, and the width of a page."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.pages[1:]
        page = document.pages[0]
        width, height = float(page.MediaBox[2]), float(page.MediaBox[3])
        page.contents_add(b"q 1 0 0 1 %.3f 0 cm" % (0.0 if rtl else width + spine), prepend=True)
        shown = b"Q"
        placed = (
            ("Spine", words, b"0 -1 1 0 %.3f %.3f" % (width, height)),
            ("Back", back, b"1 0 0 1 %.3f 0" % (width + spine if rtl else 0.0)),
        )
        for called, data, matrix in placed:
            if data is not None:
                with pikepdf.open(io.BytesIO(data)) as other:
                    form = document.copy_foreign(other.pages[0].as_form_xobject())
                name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(f"/RKIT_{called}"))
                shown += b" q %s cm %s Do Q" % (matrix, str(name).encode())
        page.contents_add(shown)
        page.MediaBox = pikepdf.Array([0, 0, 2 * width + spine, height])
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue(), width
