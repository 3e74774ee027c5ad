"""ZIP documents before pandoc opens them: bytes in; the same parts, counted and measured, and what is said about them, out."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from attrs import Factory, field
from lxml import etree

from releasekit.errors import ReadError
from releasekit.formats.pandoc.pictures import media_type
from releasekit.values import frozen

if TYPE_CHECKING:
    from releasekit.format import Context

MAX_PARTS = 4000
MAX_PART = 16 * 1024 * 1024
"""The most bytes of one part of text."""
MAX_ALL = 48 * 1024 * 1024
"""The most bytes of all parts of text, and of all pictures."""

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".wmf", ".emf", ".ttf", ".otf", ".woff", ".woff2",
           ".mp3", ".mp4", ".m4a", ".ogg", ".bin", ".svm", ".pdf")  # fmt: skip


@frozen
class Container:
    """A ZIP document: what pandoc is given, and the pictures that stay here."""

    data: bytes
    parts: dict[str, bytes] = field(default=Factory(dict), repr=False)
    pictures: dict[str, bytes] = field(default=Factory(dict), repr=False)

    def says(self, words: bytes) -> bool:
        """Whether any part of text has these bytes."""
        return any(words in content for content in self.parts.values())


def opened(data: bytes, context: Context, what: str) -> Container:
    """The document with its text parts checked and stored anew, and its pictures apart. Raises `ReadError`."""
    parts: dict[str, bytes] = {}
    pictures: dict[str, bytes] = {}
    room = {False: MAX_ALL, True: MAX_ALL}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_PARTS:
                raise ReadError(f"the {what} has {len(entries)} parts; {MAX_PARTS} is the limit", name=context.name)
            for entry in entries:
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise ReadError(f"the {what} is encrypted: save it without a password", name=context.name)
                picture = entry.filename.lower().endswith(_BINARY)
                limit = min(room[picture], MAX_ALL if picture else MAX_PART)
                with archive.open(entry) as part:
                    content = part.read(limit + 1)
                if len(content) > limit:
                    raise ReadError(
                        f"the {what} unpacks to more than {limit >> 20} MB: {entry.filename[:80]!r}", name=context.name
                    )
                room[picture] -= len(content)
                (pictures if picture else parts)[entry.filename] = content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(f"the {what} is damaged: its ZIP file cannot be read ({error})", name=context.name) from None
    for name, content in parts.items():
        if b"<!ENTITY" in content.replace(b"\0", b""):  # in UTF-16, too
            raise ReadError(
                f"the part {name[:80]!r} of the {what} declares XML entities, which are not followed", name=context.name
            )
    shown = {name: content for name, content in pictures.items() if media_type(content)}
    return Container(_stored(parts | dict.fromkeys(pictures, b"")), parts, shown)


def _stored(parts: dict[str, bytes]) -> bytes:
    """The parts in a fresh ZIP file, `mimetype` first; pictures are empty there, because pandoc only needs their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda name: name != "mimetype"):
            archive.writestr(zipfile.ZipInfo(name), parts[name])
    return out.getvalue()


@frozen
class Stated:
    """What an OpenDocument text says of itself outside its paragraphs, and the words of those in the style of a title."""

    fields: dict[str, str] = field(default=Factory(dict))
    keywords: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    alternatives: dict[str, str] = field(default=Factory(dict))
    """The alternative texts of pictures by their addresses."""


def stated(container: Container, context: Context) -> Stated:
    """The fields of `meta.xml` (ODF 1.3 part 3, 4.3) and the title lines of `content.xml`, which pandoc does not give."""
    meta = _xml(container.parts.get("meta.xml"), context)
    fields = {
        key: words
        for key, name in (("title", f"{_DC}title"), ("description", f"{_DC}description"), ("lang", f"{_DC}language"),
                          ("author", f"{_META}initial-creator"))
        if meta is not None and (words := " ".join("".join(meta.findtext(f".//{name}", "")).split()))
    }  # fmt: skip
    keywords = [node.text.strip() for node in meta.iter(f"{_META}keyword") if node.text] if meta is not None else []
    if len(keywords) == 1:  # pandoc writes all of them in one
        keywords = [word.strip() for word in keywords[0].split(",")]
    for node in meta.iter(f"{_META}user-defined") if meta is not None else ():
        if (name := node.get(f"{_META}name")) in {"identifier", "released"} and node.text:
            fields[name] = node.text.strip()
    content = _xml(container.parts.get("content.xml"), context)
    if content is None:
        return Stated(fields, tuple(filter(None, keywords)))
    parents = {node.get(f"{_STYLE}name"): node.get(f"{_STYLE}parent-style-name") for node in content.iter(f"{_STYLE}style")}
    lines: dict[str | None, list[str]] = {"Title": [], "Subtitle": []}
    for node in content.iter(f"{_TEXT}p", f"{_TEXT}h"):
        style = node.get(f"{_TEXT}style-name")
        style = style if style in lines else parents.get(style)
        if style in lines and (words := " ".join("".join(map(str, node.itertext())).split())):
            lines[style].append(words)
    return Stated(
        fields, tuple(filter(None, keywords)), tuple(lines["Title"]), tuple(lines["Subtitle"]), _alternatives(content)
    )


def _alternatives(content: etree._Element) -> dict[str, str]:
    """The titles of frames, or for want of one their descriptions (ODF 1.3 part 3, 10.4.2, 10.18)."""
    found = {}
    for frame in content.iter(f"{_DRAW}frame"):
        image = frame.find(f"{_DRAW}image")
        words = frame.findtext(f"{_SVG}title") or frame.findtext(f"{_SVG}desc") or ""
        if image is not None and words.strip():
            found[image.get(f"{_XLINK}href", "")] = " ".join(words.split())
    return found


def _xml(part: bytes | None, context: Context) -> etree._Element | None:
    if part is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"a part of the document is broken XML: {error.msg}", name=context.name) from None
