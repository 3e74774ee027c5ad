"""The pages of a file of others: its bytes in; those that can be placed as they are out, and why the rest cannot.

Each page is rebuilt, and the file of all that were is looked at by the program that shows the originals: what does not look
and read the same is not placed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field

from releasekit.briefing.sheets import SheetError, sheets
from releasekit.formats.pdf.code import stream
from releasekit.formats.pdf.foreign.bounds import Bounds, UnplacedError
from releasekit.formats.pdf.foreign.judge import DPI, unlike
from releasekit.formats.pdf.foreign.objects import Made
from releasekit.formats.pdf.unpack import quiet
from releasekit.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.briefing.sheets import Sheet
    from releasekit.formats.pdf.foreign.page import Placed

DAMAGED = "it is damaged"


@frozen(eq=False)
class ForeignPage:
    """A page of others, ready for a page of ours."""

    placed: Placed
    made: Made
    fineness: float
    """As how many pixels to an inch it counts, where it stands beside pages that are pictures."""
    decimals: ClassVar[int] = 6
    """With how many its matrix is written: it is laid by how much larger it is shown than it is."""

    @property
    def pixels(self) -> tuple[float, float]:
        """Width and height."""
        return self.placed.width * self.fineness / 72, self.placed.height * self.fineness / 72

    @property
    def digest(self) -> bytes:
        """What it is told from others by."""
        return self.made.digest(self.placed.form)

    @property
    def data(self) -> bytes:
        """What stands for all that it is made of, which its file shares among its pages."""
        return self.digest

    def matrix(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float, float, float]:
        """What draws it into a rectangle, from the lower left corner."""
        return width / self.placed.width, 0, 0, height / self.placed.height, x, y

    def form(self, add: Callable[[bytes], bytes]) -> bytes:
        """A reference to it as a form as large as the page; `add` puts an object into the file and returns one."""
        return self.made.write(self.placed.form, add)


@frozen
class Rebuilt:
    """What became of the pages of a file."""

    pages: dict[int, ForeignPage] = field(factory=dict)
    """Those that can be placed, by their numbers."""
    refused: dict[int, str] = field(factory=dict)
    """Why the others cannot."""


def rebuilt(data: bytes, originals: Sequence[Sheet], fineness: float) -> Rebuilt:
    """The pages of a file that can be placed; `originals` are those that are wanted, as the program that shows them does."""
    result = Rebuilt()
    made = Made()
    numbers = [each.number for each in originals]
    with quiet():
        found = _placed(data, numbers, made, result.refused)
    if not found:
        return result
    try:
        shown = dict(zip(found, sheets(_file(found, made), lambda count: range(1, count + 1), DPI), strict=True))
    except SheetError:
        result.refused.update(dict.fromkeys(found, "rebuilt, it cannot be shown"))
        return result
    for original in originals:
        if original.number in shown:
            if reason := unlike(original, shown[original.number]):
                result.refused[original.number] = reason
            else:
                result.pages[original.number] = ForeignPage(found[original.number], made, fineness)
    return result


def _placed(data: bytes, numbers: Sequence[int], made: Made, refused: dict[int, str]) -> dict[int, Placed]:
    """The pages that were rebuilt, by their numbers; why the others were not goes to `refused`."""
    from pypdf import PdfReader

    from releasekit.formats.pdf.foreign.page import placed
    from releasekit.formats.pdf.foreign.parts import Parts

    parts = Parts(Bounds(), made)
    found: dict[int, Placed] = {}
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise UnplacedError("its file is protected")
        pages: Any = reader.pages
        for number in numbers:
            try:
                found[number] = placed(pages[number - 1], parts)
            except UnplacedError as refusal:
                refused[number] = str(refusal)
            except Exception:  # noqa: BLE001  # a hostile file makes a parser raise anything
                refused[number] = DAMAGED
        parts.fonts.write()
    except UnplacedError as refusal:
        reason = str(refusal)
    except Exception:  # noqa: BLE001  # the same
        reason = DAMAGED
    else:
        return found
    refused.update({number: reason for number in numbers if number not in refused})
    return {}


def _file(found: dict[int, Placed], made: Made) -> bytes:
    """A plain PDF of the rebuilt pages."""
    codes: list[bytes] = [b"", b""]

    def add(code: bytes) -> bytes:
        codes.append(code)
        return b"%d 0 R" % len(codes)

    added: dict[int, bytes] = {}
    kids = []
    for page in found.values():
        form = made.written(page.form, add, added)
        added[page.form] = form
        drawn = add(stream("", b"/P Do"))
        kids.append(
            add(
                b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 %.4f %.4f] /Resources <</XObject <</P %s>>>> /Contents %s>>"
                % (page.width, page.height, form, drawn)
            )
        )
    codes[0] = b"<</Type /Catalog /Pages 2 0 R>>"
    codes[1] = b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(kids), b" ".join(kids))
    out, end, places = [b"%PDF-1.7\n"], 9, list[int]()
    for number, code in enumerate(codes, 1):
        places.append(end)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, code))
        end += len(out[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(codes) + 1
    out.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, end)
    )
    return b"".join(out)
