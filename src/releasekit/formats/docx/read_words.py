"""The words of a paragraph as they are read: runs, links, fields, notes and pictures in, inlines out."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.formats.docx.allowed import is_lang
from releasekit.formats.docx.xml import MC, WP, A, R, W, is_on, value
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from releasekit.format import Context
    from releasekit.formats.docx.document import Document
    from releasekit.formats.docx.unpack import Target

_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}
_LEFT_OUT = frozenset({
    f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}tcPr",
    f"{W}annotationRef", f"{W}footnoteRef", f"{W}endnoteRef", f"{WP}docPr",
})  # fmt: skip
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_CODE_FONTS = frozenset({"consolas", "courier", "courier new", "menlo", "monaco", "liberation mono", "dejavu sans mono"})
_CODE_STYLES = frozenset(
    {"code", "html code", "source text", "verbatim char", "html typewriter", "inline code", "macro text char"}
)
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:(\\l)\s+)?"([^"]*)"(?:\s+\\l\s+"([^"]*)")?', re.IGNORECASE)
_OWN = re.compile(r"(mention|span) ([A-Za-z0-9_.-]+)")
_FIELDS = 50
"""How many fields may stand one inside the other; a document that leaves more open is damaged."""
_TEXT_OF_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_VML = "{urn:schemas-microsoft-com:vml}imagedata"
_OUTER: dict[str, Callable[[tuple[n.Inline, ...]], n.Inline]] = {
    "b": n.Strong, "i": n.Emphasis, "u": n.Underline, "strike": n.Strike, "superscript": n.Superscript,
    "subscript": n.Subscript, "smallCaps": n.SmallCaps, "quotation": n.Quotation,
}  # fmt: skip
"""The marks in the order in which they stand one inside the other."""


class _Piece(NamedTuple):
    """A leaf, and what it stands under, outermost first."""

    leaf: n.Inline
    under: tuple[tuple[str, str], ...]


class Words:
    """Reads the paragraphs of one part."""

    def __init__(self, document: Document, targets: dict[str, Target], notes: Callable[[str, str], n.Note | None]) -> None:
        self.document = document
        self.targets = targets
        self._note = notes
        """The footnote or endnote of an id; None where there is none."""
        self.boxes: list[Any] = []
        """Text boxes that were met since this was emptied."""
        self._pieces: list[_Piece] = []
        self._fields: list[list[str]] = []
        """The fields that are open: the instruction of each, and after its separator what it links to."""
        self._results: list[str | None] = []

    def read(self, paragraph: Any) -> tuple[n.Inline, ...]:
        """The inlines of a paragraph."""
        self._pieces = []
        self._walk(paragraph, ())
        return _nested(self._pieces)

    def _walk(self, element: Any, under: tuple[tuple[str, str], ...]) -> None:
        for child in element:
            self._one(child, under)

    def _one(self, child: Any, under: tuple[tuple[str, str], ...]) -> None:
        tag = child.tag
        if tag in {f"{W}t", _TEXT_OF_MATHS}:
            self._add(n.Text((child.text or "").replace("\n", " ")), under)
        elif tag == f"{W}r":
            self._run(child, under)
        elif tag in _CHARACTERS:
            self._add(n.Text(_CHARACTERS[tag]), under)
        elif tag in {f"{W}br", f"{W}cr"}:
            if child.get(f"{W}type", "textWrapping") == "textWrapping":
                self._add(n.LineBreak(), under)
        elif tag == f"{W}hyperlink":
            href = self._address(child)
            self._walk(child, (*under, ("link", _packed(href, child.get(f"{W}tooltip", "")))) if href else under)
        elif tag == f"{W}fldSimple":
            self._walk(child, _linked(under, child.get(f"{W}instr", "")))
        elif tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
        elif tag == f"{W}instrText":
            if self._fields and self._results[-1] is None:
                self._fields[-1].append(child.text or "")
        elif tag == f"{W}sym":
            self._add(n.Text(_symbol(child.get(f"{W}char", ""))), under)
        elif tag in _NOTES:
            if note := self._note(_NOTES[tag], child.get(f"{W}id", "")):
                self._add(note, under)
        elif tag == f"{W}commentReference":
            report_comment(self.document.notes("comments")[0].get(child.get(f"{W}id", "")), self.document.context)
        elif tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            if chosen is None or not _has_words(chosen):
                fallback = child.find(f"{MC}Fallback")
                chosen = chosen if fallback is None else fallback
            if chosen is not None:
                self._walk(chosen, under)
        elif tag == f"{W}txbxContent":
            self.boxes.append(child)
        elif tag in {f"{WP}inline", f"{WP}anchor"}:
            self._drawing(child, under)
        elif tag == _VML:
            self._picture(child.get(f"{R}id", ""), child.get("title", ""), "", "", under)
        elif tag == f"{W}sdt":
            if not is_on(child.find(f"{W}sdtPr"), "showingPlcHdr"):
                self._walk(child, under)
        elif tag in {f"{W}del", f"{W}moveFrom"}:
            self._deleted(child)
        elif tag not in _LEFT_OUT:
            self._walk(child, under)

    def _add(self, leaf: n.Inline, under: tuple[tuple[str, str], ...]) -> None:
        link = next((found for found in reversed(self._results) if found), "")
        if link and not any(name == "link" for name, _ in under):
            under = (("link", link), *under)
        if ("code", "") in under:
            under = tuple(each for each in under if each[0] != "code")
            leaf = n.Code(leaf.text) if isinstance(leaf, n.Text) else leaf
        self._pieces.append(_Piece(leaf, under))

    # ── runs ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, run: Any, under: tuple[tuple[str, str], ...]) -> None:
        properties = run.find(f"{W}rPr")
        if properties is None:
            self._walk(run, under)
            return
        style = value(properties, "rStyle")
        names = self.document.styles.called(style)
        marks = self.document.styles.marks(style)
        for name in ("b", "i", "smallCaps", "strike", "dstrike", "vanish"):
            if properties.find(W + name) is not None:
                marks = marks | {name} if is_on(properties, name) else marks - {name}
        if "vanish" in marks:
            words = "".join(text.text or "" for text in run.iter(f"{W}t"))
            if words.strip():
                message = f"hidden words are left out, as no reader of the page sees them: {words.strip()[:80]!r}"
                self.document.context.loss("hidden-text", message)
            return
        if "dstrike" in marks:
            marks.add("strike")
        if value(properties, "u") not in {"", "none"} and not any(name == "link" for name, _ in under):
            marks.add("u")
        if (raised := value(properties, "vertAlign")) in {"superscript", "subscript", "baseline"}:
            marks = (marks - {"superscript", "subscript"}) | {raised}
        if "footnote reference" in names or "endnote reference" in names:
            marks -= {"superscript"}
        self._walk(run, (*under, *self._said(properties, names, marks)))

    def _said(self, properties: Any, names: tuple[str, ...], marks: set[str]) -> list[tuple[str, str]]:
        """What a run says of its words."""
        found: list[tuple[str, str]] = []
        if lang := self._lang(properties):
            found.append(("lang", lang))
        found += [(name, "") for name in _OUTER if name in marks]
        if "quotation" in names:
            found.append(("quotation", ""))
        for name in names:
            if own := _OWN.fullmatch(name):
                original = next(each for each in self.document.styles.names.values() if each.lower() == name)
                found.append((own[1], original.split(" ", 1)[1]))
        fonts = properties.find(f"{W}rFonts")
        font = "" if fonts is None else fonts.get(f"{W}ascii", "").lower()
        if _CODE_STYLES & set(names) or font in _CODE_FONTS:
            found.append(("code", ""))
        return found

    def _lang(self, properties: Any) -> str:
        """The language of a run, where it is not that of the document: the one of the script that the run is in."""
        lang = properties.find(f"{W}lang")
        if lang is None or not self.document.ours:
            return ""
        rtl = is_on(properties, "rtl")
        tag: str = lang.get(f"{W}bidi", "") if rtl else lang.get(f"{W}val", "")
        known = self.document.lang
        if not tag or not known or tag.split("-", maxsplit=1)[0].lower() == known.split("-")[0].lower() or not is_lang(tag):
            return ""
        return tag

    # ── links and fields ────────────────────────────────────────────────────────────────────────────────────────────

    def _address(self, link: Any) -> str:
        target = self.targets.get(link.get(f"{R}id", ""))
        anchor = link.get(f"{W}anchor", "")
        return (target.to if target else "") + (f"#{anchor}" if anchor else "")

    def _field(self, kind: str) -> None:
        """Keep account of fields: between their begin and their separator is an instruction, then what they show.

        Words in an instruction are kept: where a field is never closed, they may be all the text that follows.
        """
        if kind == "begin" and len(self._fields) < _FIELDS:
            self._fields.append([])
            self._results.append(None)
        elif kind == "separate" and self._fields:
            self._results[-1] = _field_link("".join(self._fields[-1]))
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._results.pop()

    # ── pictures, comments, deletions ───────────────────────────────────────────────────────────────────────────────

    def _drawing(self, drawing: Any, under: tuple[tuple[str, str], ...]) -> None:
        about = drawing.find(f"{WP}docPr")
        said = {} if about is None else dict(about.attrib)
        for blip in drawing.iter(f"{A}blip"):
            relation = blip.get(f"{R}embed") or blip.get(f"{R}link") or ""
            self._picture(relation, said.get("descr", ""), said.get("title", ""), said.get("name", ""), under)
        self.boxes += drawing.iter(f"{W}txbxContent")

    def _picture(self, relation: str, alt: str, title: str, name: str, under: tuple[tuple[str, str], ...]) -> None:
        target = self.targets.get(relation)
        src = self.document.picture(target, name) if target else ""
        if src or alt:
            self._add(n.Image(src, alt, title), under)

    def _deleted(self, element: Any) -> None:
        words = "".join(text.text or "" for text in element.iter(f"{W}delText", f"{W}t"))
        if words.strip() and element.tag == f"{W}del":
            message = f"a tracked deletion is taken as accepted: {words.strip()[:80]!r} is left out"
            self.document.context.advise("deletion-accepted", message)


def report_comment(comment: Any, context: Context) -> None:
    """Tell what a comment says; None for one that is not there."""
    if comment is not None:
        words = " ".join("".join(text.text or "" for text in comment.iter(f"{W}t")).split())
        who = comment.get(f"{W}author", "") or "somebody"
        context.advise("comment", f"a comment by {who} is not part of the release: {words}")


def _has_words(element: Any) -> bool:
    """Whether there is a text box or a picture in one of the forms of a drawing."""
    return next(element.iter(f"{W}txbxContent", f"{A}blip", f"{W}t"), None) is not None


def _packed(href: str, title: str) -> str:
    return f"{href}\x00{title}"


def _field_link(instruction: str) -> str:
    """What a field links to; empty if it is no hyperlink."""
    if not (found := _HYPERLINK.match(instruction)):
        return ""
    anchor = found[2] if found[1] else found[3] or ""
    return _packed(("" if found[1] else found[2]) + (f"#{anchor}" if anchor else ""), "")


def _linked(under: tuple[tuple[str, str], ...], instruction: str) -> tuple[tuple[str, str], ...]:
    link = _field_link(instruction)
    return (*under, ("link", link)) if link else under


def _symbol(code: str) -> str:
    """The character of a symbol: those of symbol fonts stay in the private use area, where their font has them."""
    try:
        found = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓"}.get(found, found)


# ── nesting ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _nested(pieces: Iterable[_Piece]) -> tuple[n.Inline, ...]:
    """Leaves with what they stand under, as nodes: neighbours that stand under the same share it."""
    out: list[n.Inline] = []
    for head, group in groupby(pieces, key=lambda piece: piece.under[:1]):
        if not head:
            out += [piece.leaf for piece in group]
            continue
        inner = _nested([piece._replace(under=piece.under[1:]) for piece in group])
        name, said = head[0]
        out.append(_under(name, said, inner))
    merged: list[n.Inline] = []
    for item in out:
        if isinstance(item, n.Code) and merged and isinstance(last := merged[-1], n.Code):
            merged[-1] = n.Code(last.text + item.text)
        else:
            merged.append(item)
    return tuple(merged)


def _under(name: str, said: str, content: tuple[n.Inline, ...]) -> n.Inline:
    match name:
        case "link":
            href, _, title = said.partition("\x00")
            return n.Link(content, href, title)
        case "lang":
            return n.Span(content, lang=said)
        case "mention":
            return n.Mention(content, said)
        case "span":
            return n.Span(content, said)
        case _:
            return _OUTER[name](content)
