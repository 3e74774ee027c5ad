"""A file for the press: the bytes of a PDF that releasekit wrote and a profile of inks in, the bytes of PDF/X-4 out (ISO 15930-7)."""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from releasekit.errors import WriteError
from releasekit.format import Context
from releasekit.style.lengths import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.prepress.content import Matrix


BLEED = 3 * MM
"""How far colour that reaches the edge of a page goes on beyond it, unless something else is said."""

MAX_BLEED = 25 * MM + 0.001
"""The longest: a tenth of the width of a page."""


def for_press(
    pdf: bytes, profile: bytes, *, bleed: float = BLEED, marks: bool = False, folds: tuple[float, ...] = (),
    context: Context | None = None,
) -> bytes:  # fmt: skip
    """The same pages for a print shop, as PDF/X-4 in the inks of an ICC profile; lengths are in points.

    Black and grey words and rules are black ink alone; colour that reaches the edge goes on for the `bleed`; with `marks`
    there are crop marks, registration marks and bars of the inks around the page, in words the job (the name of the context),
    the page, the date, the press and the plates, and marks at the `folds`, which are told by how far they are from its left
    edge. Links, tags, bookmarks and the release inside are left out. What a print shop would ask about goes to the context as
    advice. The same bytes give the same bytes.

    Raises `WriteError` for a profile that is none of a press with four inks, for a bleed of less than nothing or more than
    25 mm, for a PDF with parts that cannot be printed, and where the library `pikepdf` is not installed.
    """
    known = context or Context()
    if not 0 <= bleed <= MAX_BLEED:
        raise WriteError("the bleed is between 0 and 25 mm", name=known.name)
    with broken_as_refusal(known):
        return _made(pdf, profile, bleed, known, marks=marks, folds=folds)


@contextmanager
def broken_as_refusal(context: Context | None) -> Iterator[None]:
    """Whatever a PDF that is none of ours leads to, and a library that is missing, are a `WriteError`."""
    name = context.name if context else ""
    try:
        import pikepdf
    except ImportError:
        raise WriteError("a file for the press needs a library: pip install 'releasekit[print]'", name=name) from None
    try:
        yield
    except WriteError as error:
        raise WriteError(error.message, name=error.name or name) from None
    except (pikepdf.PdfError, AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError):
        raise WriteError("the PDF is broken, or none that releasekit wrote: write it anew", name=name) from None


def _made(pdf: bytes, profile: bytes, bleed: float, context: Context, *, marks: bool, folds: tuple[float, ...]) -> bytes:
    import pikepdf

    from releasekit.prepress import catalogue
    from releasekit.prepress.content import area
    from releasekit.prepress.inks import Inks
    from releasekit.prepress.leaves import leaf, size
    from releasekit.prepress.marks import Sheet
    from releasekit.prepress.parts import Parts
    from releasekit.prepress.report import report
    from releasekit.prepress.slug import words

    job = PurePath(context.name).name if marks else ""
    digest = hashlib.sha256(repr((bleed, marks, folds, job)).encode() + hashlib.sha256(profile).digest() + pdf).digest()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(pdf)) as untouched:
        inks = Inks(profile, catalogue.screen(document), context.name)
        parts = Parts(document, untouched, inks)
        placed: dict[tuple[int, int], tuple[int, Matrix]] = {}
        sheets = [Sheet(*size(page.obj), bleed, marks, folds) for page in document.pages]
        beside = words(document, sheets, job, inks) if marks else [{} for _ in sheets]
        for number, page in enumerate(document.pages, 1):
            for key, matrix in leaf(page.obj, document, parts, sheets[number - 1], beside[number - 1]).items():
                if key not in placed or area(matrix) > area(placed[key][1]):
                    placed[key] = number, matrix
        parts.finish()
        report(parts, placed, context)
        catalogue.for_print(document, inks, digest)
        document.save(
            out, force_version="1.6", deterministic_id=True, encryption=False, fix_metadata_version=False,
            object_stream_mode=catalogue.TOGETHER, compress_streams=True,
        )  # fmt: skip
    return out.getvalue()
