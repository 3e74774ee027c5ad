"""The tree of a page in, the same without what runs, fetches, asks or is hidden; each kind is said in a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml import html

    from releasekit.format import Context

SILENT = ("style", "link", "base", "template", "meta", "title", "head", "noframes", "source", "track", "param", "wbr", "keygen")
"""Elements without words for a reader."""
SCRIPTS = ("script",)
FETCHING = ("iframe", "frame", "frameset", "object", "embed", "applet", "video", "audio", "canvas", "portal", "svg")
"""Elements that show something from elsewhere, or draw it."""
CONTROLS = ("input", "button", "select", "textarea", "datalist", "dialog", "meter", "progress")
"""Elements of a form: their words are the page's, not the release's."""

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!\s*important\s*)?(?:;|$)", re.IGNORECASE)
_TEMPLATE_TAG = re.compile(r"\{%[^%{}]{0,500}%\}|\{#[^#{}]{0,500}#\}")
_GONE = "releasekit-gone"
_VERBATIM = frozenset({"code", "pre", "samp", "kbd", "tt"})
_ADDRESSES = ("src", "data", "href", "poster")


def clean(root: html.HtmlElement, context: Context, *, own: bool) -> None:
    """Take out of a tree what no reader of a release sees."""
    _unwrap_noscript(root)
    _drop_elements(root, context)
    if not own:
        _drop_hidden(root, context)
    _drop_handlers(root, context)


def words_of(node: html.HtmlElement) -> str:
    """The words of an element on one line."""
    return " ".join(" ".join(map(str, node.itertext())).split())


def brief_words(node: html.HtmlElement, limit: int) -> str | None:
    """The words of an element on one line, or None where they are longer than the limit."""
    found: list[str] = []
    length = 0
    for text in node.itertext():
        found.append(str(text))
        length += len(text)
        if length > 4 * limit:
            return None
    words = " ".join(" ".join(found).split())
    return words if len(words) <= limit else None


def drop(node: html.HtmlElement) -> None:
    """Take an element out; what stands behind it stays, and a space parts it from what stood before."""
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def drop_all(root: html.HtmlElement, nodes: list[html.HtmlElement]) -> None:
    """Take elements out at once: one by one, a long row of them would take too long."""
    for node in nodes:
        node.tag = _GONE
    if nodes:
        etree.strip_elements(root, _GONE, with_tail=False)


def _unwrap_noscript(root: html.HtmlElement) -> None:
    """Keep the pictures that a page shows without its scripts, where it shows them in no other way."""
    shown = {node.get(name) for node in root.iter("img") if not _inside(node, "noscript") for name in ("src", "data-src")}
    for node in list(root.iter("noscript")):
        pictures = [image for image in node.iter("img") if image.get("src") not in shown]
        if pictures and not words_of(node):
            node.drop_tag()
    etree.strip_elements(root, "noscript", with_tail=False)


def _inside(node: html.HtmlElement, name: str) -> bool:
    return next(node.iterancestors(name), None) is not None


def _drop_elements(root: html.HtmlElement, context: Context) -> None:
    gone: dict[str, list[html.HtmlElement]] = {}
    for node in root.iter(*SCRIPTS, *FETCHING, *CONTROLS):
        if node.tag != "script" or "json" not in node.get("type", "").lower():  # data is read, and does not run
            gone.setdefault(str(node.tag), []).append(node)
    for name, found in gone.items():
        shown = [node for node in found if name not in {"svg", "canvas"} or words_of(node)]
        if not shown or name == "script":
            if name == "script":
                context.advise("element-dropped", _left_out(name, found), line=found[0].sourceline)
            continue
        said = [said for node in shown if (said := _said(node))]
        message = _left_out(name, shown) + (f": {' | '.join(said)}" if said else "")
        report = context.loss if name in FETCHING else context.advise
        report("element-dropped", message, line=shown[0].sourceline)
    etree.strip_elements(root, *SILENT, *SCRIPTS, *FETCHING, *CONTROLS, with_tail=False)


def _left_out(name: str, found: list[html.HtmlElement]) -> str:
    many = f"{len(found)} <{name}> elements are" if len(found) > 1 else f"a <{name}> element is"
    return f"{many} left out: only words and pictures are read"


def _said(node: html.HtmlElement) -> str:
    """The words of an element that is left out, and where it leads."""
    words = words_of(node) or str(node.get("value") or node.get("placeholder") or "") if node.tag != "input" else ""
    if node.tag == "input" and node.get("type", "").lower() in {"submit", "button", "reset"}:
        words = str(node.get("value") or "")
    if node.tag in FETCHING:
        address = next((str(node.get(name)) for name in _ADDRESSES if node.get(name)), "")
        words = " ".join(filter(None, (words, address if not address.startswith("data:") else "data:…")))
    return words


def _drop_hidden(root: html.HtmlElement, context: Context) -> None:
    """Take out what a page does not show; what it shows when somebody asks for it stays."""
    words: list[str] = []
    gone: list[html.HtmlElement] = []
    line = None
    for node in list(root.iter(etree.Element)):
        hidden = (node.get("hidden") is not None and node.get("hidden") != "until-found") or _HIDDEN.search(
            node.get("style", "")
        )
        if not hidden or node.tag in {"html", "body"} or node.getparent() is None:
            continue
        said = words_of(node)
        if said:
            words.append(said)
            line = line or node.sourceline
        gone.append(node)
    drop_all(root, gone)
    if words:
        context.loss("hidden-dropped", f"what the page hides is left out: {' | '.join(words)}", line=line)


def _drop_handlers(root: html.HtmlElement, context: Context) -> None:
    handlers = [(node, name) for node in root.iter(etree.Element) for name in node.attrib if str(name).lower().startswith("on")]
    for node, name in handlers:
        del node.attrib[name]
    if handlers:
        context.advise("handler-dropped", "attributes that run a script are left out", line=handlers[0][0].sourceline)


def drop_template_tags(root: html.HtmlElement, context: Context) -> None:
    """Take the tags of a template language out of the source of a page: they are no words of the page that it makes."""
    found: list[str] = []

    def without(text: str | None) -> str | None:
        if text and "{" in text:
            found.extend(_TEMPLATE_TAG.findall(text))
            return _TEMPLATE_TAG.sub(" ", text)
        return text

    for node in root.iter(etree.Element):
        if node.tag not in _VERBATIM:
            node.text = without(node.text)
        if (parent := node.getparent()) is None or parent.tag not in _VERBATIM:
            node.tail = without(node.tail)
    if found:
        context.advise(
            "template-tags", f"this is the source of a page, and the tags of its template are left out: {' '.join(found)}"
        )
