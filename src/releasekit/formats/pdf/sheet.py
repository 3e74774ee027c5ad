"""The paper: strips at their places in, the bytes of a PDF out, drawn with our own operators on the pages of ReportLab's document."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, assert_never

from releasekit.formats.pdf import ink
from releasekit.formats.pdf.code import stream, text_string
from releasekit.formats.pdf.colour import colour, srgb_profile
from releasekit.formats.pdf.embed import Fonts
from releasekit.formats.pdf.links import address, stretches
from releasekit.formats.pdf.marks import Content
from releasekit.formats.pdf.outline import Entry, write_outline
from releasekit.formats.pdf.packing import File, Leaf
from releasekit.formats.pdf.pictures import CHANNELS, Picture
from releasekit.formats.pdf.strips import Dots, Fill, Shown, Strip, Words
from releasekit.formats.pdf.structure import Annotation, Artifact, Tag
from releasekit.formats.pdf.structure_out import write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from releasekit.formats.pdf.drawings import Drawing
    from releasekit.formats.pdf.foreign.pages import ForeignPage
    from releasekit.formats.pdf.lines import Item, Line
    from releasekit.formats.pdf.metadata import Metadata
    from releasekit.formats.pdf.prose import Link

DOTS = 4.0
"""From one dot of a leader to the next, in points."""


class Sheet:
    """The pages of a file, on which strips are drawn. Places are given from the lower left corner of a page, in points."""

    def __init__(self, width: float, height: float, lang: str) -> None:
        self.file = File(lang)
        self.fonts = Fonts()
        self.preferences = {"DisplayDocTitle": "true"}
        """How a viewer is to show and print the file (ISO 32000-1, 12.2)."""
        self._media = b"[0 0 %.4f %.4f]" % (width, height)
        self._content = Content(0)
        self._parents: list[Tag | Sequence[Tag]] = []
        """What the keys of the parent tree lead to: the parts on a page, or the part of an annotation."""
        self._annotations: list[bytes] = []
        """The annotations on this page."""
        self._shown: dict[str, bytes] = {}
        """The pictures on this page, by their names."""
        self._pictures: dict[bytes, tuple[str, bytes]] = {}
        """Those of the file, by what they are."""
        self._profiles: dict[bytes, str] = {}
        self.bookmarks: list[Entry] = []
        self._drawn = hashlib.sha256()
        self._digest = hashlib.sha256()

    def end_page(self) -> None:
        """Put what is drawn into the file as a page, and go on to the next."""
        resources = b"/Font " + self.file.fonts
        if self._shown:
            pictures = b" ".join([b"/%s %s" % (name.encode(), picture) for name, picture in self._shown.items()])
            resources += b" /XObject <<%s>>" % pictures
        annotations = b" /Annots [%s]" % b" ".join(self._annotations) if self._annotations else b""
        self.file.addPage(
            Leaf(
                b"/MediaBox %s /Resources <<%s>> /Contents %s%s /StructParents %d /Tabs /S"
                % (self._media, resources, self._kept(self._content.data()), annotations, len(self._parents))
            )
        )
        self._parents.append(self._content.parents)
        self._content = Content(self._content.page + 1)
        self._annotations, self._shown = [], {}

    def _kept(self, content: bytes) -> bytes:
        """Put what a page draws into the file; a reference to it."""
        self._drawn.update(b"%d " % len(content) + content)
        return self.file.add(stream("", content))

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def strip(self, strip: Strip, left: float, top: float, gap: float = 0.0, *, artifact: Artifact | None = None) -> None:
        """Draw all that is in a strip; `gap` is the space above it that belongs to it.

        As an `artifact` it is drawn once more, and is no content.
        """
        for drawn in strip.drawn:
            match drawn:
                case Words():
                    self.words(drawn.line, left + drawn.x, top - drawn.base, artifact or drawn.tag)
                case Fill():
                    reach = gap if drawn.joins else 0.0
                    y = top - drawn.top - drawn.height
                    self.fill(left + drawn.x, y, drawn.width, drawn.height + reach, drawn.colour)
                case Shown():
                    y = top - drawn.top - drawn.height
                    self.show(drawn.picture, left + drawn.x, y, (drawn.width, drawn.height), artifact or drawn.tag)
                case Dots():
                    self._dots(left + drawn.x, top - drawn.base, drawn.width, drawn.colour)
                case _:
                    assert_never(drawn)
        if strip.bookmark and not artifact:
            self.bookmark(strip.bookmark.title, strip.bookmark.level, top)

    def fill(self, x: float, y: float, width: float, height: float, shade: str) -> None:
        """A rectangle of one colour, below all words."""
        self._content.decorate(f"{colour(shade)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def _dots(self, x: float, y: float, width: float, shade: str) -> None:
        first, last = (round(place / DOTS) * DOTS for place in (x + DOTS / 2, x + width - DOTS / 2))
        if last > first:
            self._content.decorate(
                f"q {colour(shade)} RG 1 J 1 w [0 {DOTS}] 0 d {first:.2f} {y + 0.7:.2f} m {last:.2f} {y + 0.7:.2f} l S Q"
            )

    def words(self, line: Line, x: float, y: float, tag: Tag) -> None:
        """A line of text from its left end and on its base line; `tag` is the block that it belongs to."""
        for part, items in _parts(line.items, tag):
            picture = items[0].picture
            if picture:
                size = (items[0].width, picture.height)
                self.show(picture.picture, x + items[0].x, y, size, part)
            elif code := ink.text(items, (x, y), self.fonts, self._content.ink):
                self._content.draw(part, code)
        if line.ruled:
            self._lines_at(line, x, y)
        if line.linked and not isinstance(tag, Artifact):
            self._links(line, x, y)

    def _lines_at(self, line: Line, x: float, y: float) -> None:
        """The lines under words and through them."""
        for first, last in stretches(line.across, lambda item: (item.look.underline, item.look.colour, item.look.rise)):
            look, width = first.look, last.x + last.width - first.x
            if look.underline:
                self.fill(x + first.x, y + look.rise - look.size * 0.17, width, look.size * 0.045, look.colour)
        for first, last in stretches(line.across, lambda item: (item.look.strike, item.look.colour, item.look.rise)):
            look, width = first.look, last.x + last.width - first.x
            if look.strike:
                self.fill(x + first.x, y + look.rise + look.size * 0.23, width, look.size * 0.05, look.colour)

    def _links(self, line: Line, x: float, y: float) -> None:
        for first, last in stretches(line.across, lambda item: item.link):
            if first.link:
                size = first.look.size
                height = max(line.picture_height, size * 0.95)
                self.link((x + first.x, y - size * 0.25, x + last.x + last.width, y + height), first.link)

    def link(self, box: tuple[float, float, float, float], link: Link) -> None:
        """A place on the page that leads to an address."""
        annotation = self.file.add(
            b"<</Type /Annot /Subtype /Link /Rect [%.2f %.2f %.2f %.2f] /Border [0 0 0] /F 4 /StructParent %d /Contents %s %s>>"
            % (*box, len(self._parents), text_string(link.tip or link.href), self._target(link.href))
        )
        self._annotations.append(annotation)
        self._parents.append(link.tag)
        link.tag.hold(Annotation(self._content.page, annotation))

    def _target(self, href: str) -> bytes:
        """Where a link leads, as an annotation says it."""
        return f"/A <</S /URI /URI ({address(href)})>>".encode()

    def show(self, picture: Picture | Drawing | ForeignPage, x: float, y: float, size: tuple[float, float], tag: Tag) -> None:
        """A picture in its rectangle."""
        name = self._picture(picture)
        width, height = size
        matrix = " ".join(f"{value:.{picture.decimals}f}" for value in picture.matrix(x, y, width, height))
        if not isinstance(tag, Artifact):
            tag.attributes = f"/O /Layout /BBox [{x:.2f} {y:.2f} {x + width:.2f} {y + height:.2f}]"
        self._content.draw(tag, [f"q {matrix} cm /{name} Do Q"])

    def _picture(self, picture: Picture | Drawing | ForeignPage) -> str:
        key = picture.digest
        known = self._pictures.get(key)
        if known is None:
            if isinstance(picture, Picture):
                mask = f"/SMask {self.file.add(_image(picture.mask)).decode()}" if picture.mask else ""
                reference = self.file.add(_image(picture, self._profile(picture), mask))
            else:
                reference = picture.form(self.file.add)
            known = self._pictures[key] = (f"P{len(self._pictures) + 1}", reference)
            self._digest.update(picture.data)
        name, self._shown[known[0]] = known
        return name

    def _profile(self, picture: Picture) -> str:
        """A reference to the colour profile of a picture, which several may share."""
        if not picture.profile:
            return ""
        known = self._profiles.get(picture.profile)
        if known is None:
            entries = f"/N {CHANNELS[picture.space]} /Alternate /{picture.space}"
            known = self._profiles[picture.profile] = self.file.add(stream(entries, picture.profile)).decode()
        return known

    def bookmark(self, title: str, level: int, top: float) -> None:
        """An entry of the outline; a level that is left out is closed up."""
        self.bookmarks.append(Entry(title, level, self._content.page, top + 4))

    # ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def finish(self, document: Tag, metadata: Metadata, attach: Callable[[File, str], tuple[bytes, bytes]]) -> bytes:
        """The bytes of the file.

        `attach` adds the objects that travel along: from the file and the digest of what the pages show to the list of the
        associated files and the tree of all embedded ones.
        """
        file = self.file
        file.name_fonts(self.fonts.write(file.add))
        drawn = self._bound()
        files, names = attach(file, self._drawn.hexdigest())
        intent = (
            b"[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC 61966-2-1) "
            b"/DestOutputProfile " + file.add(_srgb()) + b">>]"
        )
        catalogue = file.Catalog
        catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "AF", "OutputIntents"]
        catalogue.AF, catalogue.OutputIntents = files, intent
        catalogue.Names = b"<</EmbeddedFiles <</Names %s>>%s>>" % (names, self._named(drawn))
        catalogue.MarkInfo = b"<</Marked true>>"
        catalogue.Metadata = file.add(stream("/Type /Metadata /Subtype /XML", metadata.packet, plain=True))
        preferences = " ".join([f"/{name} {value}" for name, value in self.preferences.items()])
        catalogue.ViewerPreferences = f"<<{preferences}>>".encode()
        catalogue.StructTreeRoot = write_tree(document, self._parents, drawn, file)
        catalogue.Outlines = self._outlined(drawn)
        self._digest.update(self._drawn.digest() + metadata.packet)
        return file.packed(metadata.information, self._digest.hexdigest()[:32].encode())

    def _bound(self) -> list[bytes]:
        """References to the pages in the order in which they were drawn, which is that of the file."""
        return [self.file.referred(page) for page in self.file.Pages.pages]

    def _named(self, _pages: Sequence[bytes]) -> bytes:
        """Further entries of the dictionary of names."""
        return b""

    def _outlined(self, pages: Sequence[bytes]) -> bytes | None:
        """Write the outline; a reference to it."""
        return write_outline(self.bookmarks, pages, self.file)


@cache
def _srgb() -> bytes:
    """The colour profile as a stream, which is the same in all files."""
    return stream("/N 3", srgb_profile())


def _parts(items: list[Item], tag: Tag) -> list[tuple[Tag, list[Item]]]:
    """The stretches of a line that belong to one part each; a picture is one by itself."""
    if len(items) == 1:  # nearly every line
        return [(items[0].tag or tag if not isinstance(tag, Artifact) else tag, items)]
    found: list[tuple[Tag, list[Item]]] = []
    whole = isinstance(tag, Artifact)
    alone = False
    for item in items:
        own = tag if whole else item.tag or tag
        if found and found[-1][0] is own and not item.picture and not alone:
            found[-1][1].append(item)
        else:
            found.append((own, [item]))
        alone = item.picture is not None
    return found


def _image(picture: Picture, profile: str = "", more: str = "") -> bytes:
    entries = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace {picture.colours(profile)} "
        f"/BitsPerComponent {picture.bits} /Filter /{picture.filter} {picture.more}{more}"
    )
    return stream(entries, picture.data, packed=True)
