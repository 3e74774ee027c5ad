"""The pack that travels along in its document: a pack and what the pages show of it in, a custom XML part out, and back.

The part holds the pack as native JSON without its releases, then each release as a document of its own would carry it, with
the digests of what shows it, and the same digests of the pack's own pages.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.errors import ReadError
from releasekit.formats.docx import carried, seen
from releasekit.formats.docx.carried import NAMESPACE, Carried
from releasekit.formats.docx.markup import DECLARATION, escape
from releasekit.formats.native.codec import PACK, VERSION, read_pack
from releasekit.model.plain import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from releasekit.briefing import Pack
    from releasekit.format import Context
    from releasekit.formats.docx.package import Part

_N = f"{{{NAMESPACE}}}"
_OPENINGS = re.compile("\x10[^\x11]*\x11|\\s+")
"""What LibreOffice may move: the begin of a link, and the white space beside it."""


class Shown(NamedTuple):
    """What a section shows."""

    key: str
    """The bookmark around it."""
    at: int | None
    """The place of its entry; None for the pack's own pages."""
    places: Sequence[str]
    lines: Sequence[str]
    around: Sequence[str]
    """The lines of its headers and footers."""


class Page(NamedTuple):
    """What travelled along of a section of the pack's own."""

    shown: tuple[tuple[str, str], ...]
    """What of the pack each paragraph shows, and the digest of its words."""
    around: frozenset[str]
    """The digests of the lines of headers and footers."""


class CarriedPack(NamedTuple):
    """What travelled along."""

    pack: Pack
    exact: str
    """The digest of all that the document is made of (see `untouched`)."""
    releases: tuple[Carried, ...]
    """The release of each entry, with what shows it."""
    pages: dict[str, Page]
    """The pack's own sections, by the bookmarks around them."""


def carry(document: Part, text: bytes, pack: Pack, sections: Iterable[Shown]) -> None:
    """Add a part with the pack to those that a document, finished but for it, relates to."""
    carried.attach(document, text, lambda exact: "".join(_written(pack, sections, exact)))


def _written(pack: Pack, sections: Iterable[Shown], exact: str) -> Iterator[str]:
    shell: dict[str, Any] = to_plain(pack)
    for part in shell["parts"]:
        for entry in part["entries"]:
            entry["release"] = {}
    source = json.dumps({"releasekit": VERSION, PACK: shell}, ensure_ascii=False, separators=(",", ":"))
    yield f'{DECLARATION}<pack xmlns="{NAMESPACE}" form="{seen.FORM}" exact="{exact}"><source>{escape(source)}</source>'
    entries = pack.entries
    for section in sections:
        if section.at is not None:
            yield carried.element(entries[section.at].release, section.places, section.lines, section.around)
            continue
        shown = "".join(
            f'<shown at="{place}">{mark(line)}</shown>'
            for place, line in zip(section.places, section.lines, strict=True)
            if line and place
        )
        yield f'<page key="{section.key}" around="{carried.marks(section.around)}">{shown}</page>'
    yield "</pack>"


def mark(line: str) -> str:
    """A short digest of a line of the pack's own pages: of the words and their looks, not of where links begin."""
    return seen.mark(_OPENINGS.sub("", line))


def read(root: Any, context: Context) -> CarriedPack:
    """What a part carries. Raises `ReadError` if it is damaged, or of a later releasekit."""
    shell = read_pack((root.findtext(f"{_N}source") or "").encode(), context)
    releases = [carried.carried(each, context) for each in root.iterfind(f"{_N}release")]
    found = [each for each in releases if each]
    if len(found) != len(releases) or len(found) != len(shell.entries):
        message = f"the pack that travels in the document has {len(shell.entries)} releases, and {len(found)} can be read"
        raise ReadError(f"{message}: ask for the file as it was made", name=context.name)
    is_known = root.get("form") == seen.FORM
    pages = {each.get("key", ""): _page(each) for each in root.iterfind(f"{_N}page")} if is_known else {}
    return CarriedPack(shell, root.get("exact", "") if is_known else "", tuple(found), pages)


def _page(element: Any) -> Page:
    shown = tuple((each.get("at", ""), each.text or "") for each in element.iterfind(f"{_N}shown"))
    return Page(shown, frozenset(element.get("around", "").split()))
