"""HTML before pandoc reads it: bytes of any encoding in; well-formed UTF-8 without what runs or fetches, and its fields, out."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from attrs import Factory, field, frozen
from lxml import etree, html

from releasekit.decoding import decode
from releasekit.errors import ReadError

if TYPE_CHECKING:
    from releasekit.format import Context

MAX_ELEMENTS_DEEP = 250
"""How deep elements may stand one in the other; at 255 lxml starts to lose text without a word."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_WINDOWS = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""Names that pages give to windows-1252 (WHATWG Encoding, 4.2)."""
_NO_ENCODING = frozenset({"unicode-escape", "raw-unicode-escape", "utf-7", "idna", "punycode", "undefined", "mbcs", "oem"})
"""Codecs of Python that no page is written in."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

SILENT = ("style", "link", "base", "template", "meta", "title", "head")
"""Elements without words for a reader."""
SCRIPTS = ("script",)
FETCHING = ("iframe", "frame", "frameset", "object", "embed", "applet", "video", "audio", "canvas", "portal", "svg")
"""Elements that show something from elsewhere, or draw it."""
CONTROLS = ("input", "button", "select", "textarea", "datalist", "dialog", "meter", "progress")
"""Elements of a form: their words are the page's, not the release's."""


@frozen
class Markup:
    """A page that is safe to give to pandoc, and what stands outside its body."""

    data: bytes
    title: str = ""
    lang: str = ""
    direction: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    """The names (lower case) and contents of the `meta` elements, in order."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Language and address of each `link rel=alternate hreflang=…`."""
    pictures: dict[str, str] = field(default=Factory(dict))
    """What stands in `data` for the `data:` addresses of pictures, and these: pandoc need not carry them."""


def cleaned(data: bytes, context: Context) -> Markup:
    """The page without scripts, frames, players, forms and comments, each kind with a note. Raises `ReadError`."""
    text = page_text(data, context)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(_without_declaration(text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"no HTML can be made out here: {error}", name=context.name) from None
    _check_depth(root, parser, context)
    named = [(node.get("name") or node.get("property") or "", node.get("content") or "") for node in root.iter("meta")]
    links = [
        (node.get("hreflang", ""), node.get("href", ""))
        for node in root.iter("link")
        if "alternate" in (node.get("rel") or "").lower().split() and node.get("hreflang")
    ]
    title = " ".join(next(("".join(map(str, node.itertext())) for node in root.iter("title")), "").split())
    _drop(root, context)
    pictures: dict[str, str] = {}
    for node in root.iter("img"):
        if (src := node.get("src", "").strip())[:5].lower() == "data:":
            pictures[f"picture-{len(pictures)}.embedded"] = src
            node.set("src", f"picture-{len(pictures) - 1}.embedded")
    _align_cells(root)
    _wrap_paragraphs(root)
    return Markup(
        etree.tostring(root, method="html", encoding="utf-8"),
        title=title,
        lang=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "").strip(),
        direction=(root.get("dir") or "").strip().lower(),
        meta=tuple((name.strip().lower(), content.strip()) for name, content in named if name and content),
        alternates=tuple(links),
        pictures=pictures,
    )


def page_text(data: bytes, context: Context) -> str:
    """The text of a page: by its byte order mark, else as UTF-8 where it is that, else by the encoding it declares."""
    declared = _CHARSET.search(data[:4096]) or _DECLARED.match(data[:200])
    if declared is None or data.startswith(_MARKS):
        return decode(data, context)
    label = declared[1].decode("ascii")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(recoded(data, label), context)
    return decode(data, context)


def recoded(data: bytes, label: str) -> bytes:
    """Bytes of the encoding of that name as UTF-8; where they are not of it, as they were, for `decode` to say so."""
    try:
        codec = codecs.lookup("windows-1252" if label.lower() in _WINDOWS else label)
        text = codec.decode(data, "strict")[0] if codec.name.replace("_", "-") not in _NO_ENCODING else None
    except (LookupError, UnicodeError, ValueError, OSError):  # what codecs of bytes to bytes raise is among them
        text = None
    if not isinstance(text, str):
        return data
    return text.encode("utf-8", "replace")


def _without_declaration(text: str) -> str:
    """The text without an XML declaration, whose encoding no longer holds."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)


def _check_depth(root: html.HtmlElement, parser: html.HTMLParser, context: Context) -> None:
    deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    line, depth = None, 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_ELEMENTS_DEEP:
            deep, line = True, node.sourceline
            break
    if deep:
        message = f"elements stand deeper than {MAX_ELEMENTS_DEEP} one in the other: flatten the page"
        raise ReadError(message, name=context.name, line=line)


def _drop(root: html.HtmlElement, context: Context) -> None:
    for name in (*SCRIPTS, *FETCHING, *CONTROLS):
        found = list(root.iter(name))
        if not found:
            continue
        many = f"{len(found)} <{name}> elements are" if len(found) > 1 else f"a <{name}> element is"
        report = context.loss if name in FETCHING else context.advise
        report("element-dropped", f"{many} left out: only words and pictures are read", line=found[0].sourceline)
    for node in list(root.iter(*SILENT, *SCRIPTS, *FETCHING, *CONTROLS)):
        if node is not root and node.getparent() is not None and node.tag != "head":
            node.drop_tree()
    handlers = [(node, name) for node in root.iter(etree.Element) for name in node.attrib if str(name).lower().startswith("on")]
    for node, name in handlers:
        del node.attrib[name]
    if handlers:
        context.advise("handler-dropped", "attributes that run a script are left out", line=handlers[0][0].sourceline)


def _align_cells(root: html.HtmlElement) -> None:
    """State the alignment of cells as a style, because pandoc reads it only there."""
    for node in root.iter("td", "th"):
        align = node.get("align", "").lower()
        if align in {"left", "center", "right"} and "text-align" not in node.get("style", ""):
            node.set("style", f"text-align: {align}")


def _wrap_paragraphs(root: html.HtmlElement) -> None:
    """Put a division around each paragraph that states its language or direction, because pandoc drops them there."""
    for node in list(root.iter("p")):
        stated = {name: node.get(name) for name in ("lang", "dir") if node.get(name)}
        if stated and node.getparent() is not None:
            around = root.makeelement("div", stated)
            node.addprevious(around)
            around.append(node)
            around.tail, node.tail = node.tail, None
