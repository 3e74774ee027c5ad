"""The words of a paragraph as they are read: runs, links, fields, notes and pictures in, inlines out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.formats.docx.allowed import is_lang
from releasekit.formats.docx.maths import line
from releasekit.formats.docx.read_fields import Fields, field_link, packed
from releasekit.formats.docx.read_figures import chart, diagram
from releasekit.formats.docx.read_nesting import OUTER, Piece, nested
from releasekit.formats.docx.symbols import symbol, unicode
from releasekit.formats.docx.xml import DRAWINGS, MC, OLE, PIC, WP, A, C, D, M, R, V, W, chosen, is_true, said, stated
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.formats.docx.parts import Document
    from releasekit.formats.docx.unpack import Target

_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}
_LEFT_OUT = frozenset({
    f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}tcPr",
    f"{W}annotationRef", f"{W}footnoteRef", f"{W}endnoteRef", f"{WP}docPr", f"{W}ffData", f"{A}hlinkClick",
})  # fmt: skip
BOOKMARKS = frozenset({f"{W}bookmarkStart", f"{W}bookmarkEnd"})
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_CODE_FONTS = frozenset({"consolas", "courier", "courier new", "menlo", "monaco", "liberation mono", "dejavu sans mono"})
_CODE_STYLES = frozenset(
    {"code", "html code", "source text", "verbatim char", "html typewriter", "inline code", "macro text char"}
)
_MOST_BOOKMARKS = 3
"""How many bookmarks the same words carry the names of."""
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_OWN = re.compile(r"(mention|span) ([A-Za-z0-9_.-]+)")
_T, _RUN, _HYPERLINK, _SIMPLE_FIELD, _FIELD, _CODE, _SYMBOL = (
    W + name for name in ("t", "r", "hyperlink", "fldSimple", "fldChar", "instrText", "sym")
)
_OF_FIELDS = frozenset({_FIELD, _CODE})
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_DIRECTIONS = frozenset({f"{W}dir", f"{W}bdo"})
_RPR, _STYLE, _UNDERLINE, _RAISED, _POSITION, _FONTS, _LANG = (
    W + name for name in ("rPr", "rStyle", "u", "vertAlign", "position", "rFonts", "lang")
)
_TOGGLES = {W + name: name for name in ("b", "i", "smallCaps", "strike", "dstrike", "vanish")}


class Words:
    """Reads the paragraphs under a root, which relates to targets."""

    def __init__(
        self, document: Document, root: Any, targets: dict[str, Target], notes: Callable[[str, str], n.Note | None]
    ) -> None:
        self.document = document
        self.targets = targets
        self._note = notes
        """The footnote or endnote of an id; None where there is none."""
        self.boxes: list[Any] = []
        """Text boxes that were met since this was emptied."""
        self._pieces: list[Piece] = []
        self._fields = Fields(root)
        self._drawn: dict[str, str] = {}
        """What is said of the drawing that is being read."""
        self._own_words: dict[str, str] = {}
        """What is said of the one picture in it that is being read, as one of a group."""
        self._shape_alt = ""
        """What is said of the old shape that is being read."""
        self._own_mark = False
        """Whether the words that come next in the run are the mark of a note, which is numbered here."""
        self._bookmarks: dict[str, str] = {}
        """The names of the bookmarks that are open, by their ids."""
        self._set_in = ""
        """The font of the run that is being read."""

    def read(self, paragraph: Any) -> tuple[n.Inline, ...]:
        """The inlines of a paragraph."""
        self._pieces = []
        self._walk(paragraph, ())
        self._bookmarks.clear()
        return nested(self._pieces)

    def bookmark(self, element: Any) -> None:
        """Take the start or the end of a bookmark, in a paragraph or above one: words that links lead to carry its name."""
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkEnd":
            self._bookmarks.pop(key, None)
        elif self.document.ours or len(self._bookmarks) == _MOST_BOOKMARKS:
            return
        elif (name := element.get(f"{W}name", "")) in self.document.anchors:
            self._bookmarks[key] = name

    def _walk(self, element: Any, under: tuple[tuple[str, str], ...]) -> None:
        for child in element:
            tag = child.tag
            if tag == _T:
                if not self._own_mark:
                    self._add(n.Text(self._text(child.text or "")), under)
            elif tag == _RUN:
                self._run(child, under)
            elif tag not in _LEFT_OUT:
                self._other(child, tag, under)

    def _other(self, child: Any, tag: str, under: tuple[tuple[str, str], ...]) -> None:
        """Read what is neither a run nor its words."""
        if tag in _CHARACTERS:
            self._add(n.Text(_CHARACTERS[tag]), under)
        elif tag in _BREAKS:
            if child.get(f"{W}type", "textWrapping") == "textWrapping":
                self._add(n.LineBreak(), under)
        elif tag in BOOKMARKS:
            self.bookmark(child)
        elif tag == _HYPERLINK:
            href = self._address(child)
            self._walk(child, (*under, ("link", packed(href, child.get(f"{W}tooltip", "")))) if href else under)
        elif tag == _SIMPLE_FIELD:
            link = field_link(child.get(f"{W}instr", ""))
            self._walk(child, (*under, ("link", link)) if link else under)
        elif tag == _FIELD:
            if shown := self._fields.mark(child):
                self._pieces.append(Piece(n.Text(shown), under))
        elif tag == _CODE:
            self._fields.instruction(child.text or "")
        elif tag == _SYMBOL:
            self._add(n.Text(symbol(child.get(f"{W}char", ""), child.get(f"{W}font", ""))), under)
        elif tag in _NOTES:
            if note := self._note(_NOTES[tag], child.get(f"{W}id", "")):
                self._add(note, under)
            self._own_mark = child.get(f"{W}customMarkFollows", "0") not in {"0", "false", "off"}
        elif tag == f"{W}commentReference":
            if note := self._note("comments", child.get(f"{W}id", "")):
                self._add(note, ())
        elif tag in _DIRECTIONS and child.get(f"{W}val") in {"ltr", "rtl"}:
            self._walk(child, (*under, ("dir", child.get(f"{W}val"))))
        elif tag == f"{W}ruby":
            self._ruby(child, under)
        elif tag == f"{W}sdt":
            if not self.document.is_prompt(child):
                self._walk(child, under)
        elif tag == f"{M}oMath":
            self._add(n.Text(line(child)), under)
        elif tag == f"{MC}AlternateContent":
            self._walk(chosen(child), under)
        elif not self._is_drawn(child, under):
            self._walk(child, under)

    def _is_drawn(self, child: Any, under: tuple[tuple[str, str], ...]) -> bool:
        """Read an element that is drawn, if it is one: a picture, a text box, a chart."""
        tag = child.tag
        if tag == f"{W}txbxContent":
            self.boxes.append(child)
        elif tag in DRAWINGS:
            self._drawing(child, under)
        elif tag == f"{A}blip":
            said = self._drawn if self._drawn.get("descr") else self._drawn | self._own_words
            relation = child.get(f"{R}embed") or child.get(f"{R}link") or ""
            self._picture(relation, said.get("descr", ""), said.get("title", ""), said.get("name", ""), under)
        elif tag == f"{A}t":
            self._add(n.Text(child.text or ""), under)
        elif tag == f"{V}imagedata":
            relation = child.get(f"{R}id") or child.get(f"{OLE}relid") or ""
            self._picture(relation, self._shape_alt, child.get(f"{OLE}title", ""), "", under)
        elif tag == f"{PIC}pic":
            outer, self._own_words = self._own_words, _words_of(child)
            self._walk(child, under)
            self._own_words = outer
        elif child.find(f"{V}imagedata") is not None:
            outer_alt, self._shape_alt = self._shape_alt, child.get("alt", "")
            self._walk(child, under)
            self._shape_alt = outer_alt
        elif tag == f"{V}textpath":
            self._add(n.Text(child.get("string", "")), under)
        elif tag == f"{C}chart":
            self.boxes += chart(self._part(child.get(f"{R}id", ""), "a chart"))
        elif tag == f"{D}relIds":
            self.boxes += diagram(self._part(child.get(f"{R}dm", ""), "a diagram"))
        elif tag == f"{OLE}OLEObject":
            kind = child.get("ProgID", "").split(".")[0] or "another program"
            message = f"an object of {kind[:40]} is embedded here: only the picture that stands for it is kept"
            self.document.context.loss("embedded-object", message)
        else:
            return False
        return True

    def _add(self, leaf: n.Inline, under: tuple[tuple[str, str], ...]) -> None:
        if self._fields.are_open:
            if self._fields.hides:
                return
            link = self._fields.link
            if link and not any(name == "link" for name, _ in under):
                under = (("link", link), *under)
        if self._bookmarks:
            under = (*(("id", name) for name in reversed(self._bookmarks.values())), *under)
        if under and ("code", "") in under:
            under = tuple(each for each in under if each[0] != "code")
            leaf = n.Code(leaf.text) if isinstance(leaf, n.Text) else leaf
        self._pieces.append(Piece(leaf, under))

    # ── runs ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, run: Any, under: tuple[tuple[str, str], ...]) -> None:
        self._own_mark = False
        found = run.find(_RPR)
        if found is None:
            self._set_in = ""
            self._walk(run, under)
            return
        properties = stated(found)
        self._set_in = _font(properties)
        style = said(properties.get(_STYLE))
        names = self.document.styles.called(style)
        marks = {*self.document.styles.marks(style)}
        for tag, name in _TOGGLES.items():
            if tag in properties:
                marks = marks | {name} if is_true(properties[tag]) else marks - {name}
        if "vanish" in marks:
            for mark in run.iter():  # what a field shows may be hidden, or its marks alone
                if mark.tag in _OF_FIELDS:
                    self._other(mark, mark.tag, under)
            words = "".join(text.text or "" for text in run.iter(f"{W}t"))
            if words.strip():
                message = f"hidden words are left out, as no reader of the page sees them: {words.strip()[:80]!r}"
                self.document.context.loss("hidden-text", message)
            return
        if "dstrike" in marks:
            marks.add("strike")
        if said(properties.get(_UNDERLINE)) not in {"", "none"} and not any(name == "link" for name, _ in under):
            marks.add("u")
        if (raised := said(properties.get(_RAISED))) in {"superscript", "subscript", "baseline"}:
            marks = (marks - {"superscript", "subscript"}) | {raised}
        elif not marks & {"superscript", "subscript"} and (shifted := _shifted(properties)):
            marks.add(shifted)
        if "footnote reference" in names or "endnote reference" in names:
            marks -= {"superscript"}
        self._walk(run, (*under, *self._said(properties, names, marks)))

    def _said(self, properties: dict[str, Any], names: tuple[str, ...], marks: set[str]) -> list[tuple[str, str]]:
        """What a run says of its words."""
        found: list[tuple[str, str]] = []
        if lang := self._lang(properties):
            found.append(("lang", lang))
        found += [(name, "") for name in OUTER if name in marks]
        if "quotation" in names:
            found.append(("quotation", ""))
        for name in names:
            if own := _OWN.fullmatch(name):
                original = next(each for each in self.document.styles.names.values() if each.lower() == name)
                found.append((own[1], original.split(" ", 1)[1]))
        if not _CODE_STYLES.isdisjoint(names) or _font(properties) in _CODE_FONTS:
            found.append(("code", ""))
        return found

    def _lang(self, properties: dict[str, Any]) -> str:
        """The language of a run, where it is not that of the document: the one of the script that the run is in."""
        lang = properties.get(_LANG)
        if lang is None or not self.document.ours:
            return ""
        rtl = is_true(properties.get(f"{W}rtl"))
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

    # ── what is drawn, and what stands above the line ────────────────────────────────────────────────────────────────

    def _drawing(self, drawing: Any, under: tuple[tuple[str, str], ...]) -> None:
        about = drawing.find(f"{WP}docPr")
        before, boxes = len(self._pieces), len(self.boxes)
        outer, self._drawn = self._drawn, {} if about is None else dict(about.attrib)
        click = None if about is None else about.find(f"{A}hlinkClick")
        if click is not None and (target := self.targets.get(click.get(f"{R}id", ""))):
            under = (*under, ("link", packed(target.to, click.get("tooltip", ""))))
        self._walk(drawing, under)
        if len(self._pieces) == before and len(self.boxes) == boxes and (alt := self._drawn.get("descr", "")):
            self._add(n.Image("", alt, self._drawn.get("title", "")), under)
        self._drawn = outer

    def _picture(self, relation: str, alt: str, title: str, name: str, under: tuple[tuple[str, str], ...]) -> None:
        target = self.targets.get(relation)
        src = self.document.picture(target, name) if target else ""
        if src or alt:
            self._add(n.Image(src, alt, title), under)

    def _part(self, relation: str, what: str) -> Any:
        """The root of the part that a drawing refers to."""
        target = self.targets.get(relation)
        root = self.document.unpacked.xml(target.to) if target and not target.is_external else None
        if root is None:
            self.document.context.loss("drawing-empty", f"{what} is left out: its part is not in the document")
        return root

    def _text(self, text: str) -> str:
        """Text as it is read: a new line in the XML is a space, and characters of symbol fonts are those of Unicode.

        In a document of ours they are so only where somebody has set them in such a font.
        """
        text = text.replace("\n", " ")
        if text.isascii() or (self.document.ours and not self._set_in):
            return text
        return unicode(text, self._set_in) if _PRIVATE.search(text) else text

    def _ruby(self, ruby: Any, under: tuple[tuple[str, str], ...]) -> None:
        """Words with their reading above them: it stands behind them in brackets, as where a program cannot show it."""
        for base in ruby.iterfind(f"{W}rubyBase"):
            self._walk(base, under)
        reading = "".join(text.text or "" for part in ruby.iterfind(f"{W}rt") for text in part.iter(f"{W}t"))
        if reading:
            self._add(n.Text(f"({reading})"), under)


def _words_of(picture: Any) -> dict[str, str]:
    """What is said of one picture of a group (20.2.2.3)."""
    about = picture.find(f"{PIC}nvPicPr/{PIC}cNvPr")
    return {} if about is None else {name: words for name in ("descr", "title") if (words := about.get(name))}


def _shifted(properties: dict[str, Any]) -> str:
    """Where words stand that LibreOffice raises or lowers by hand: it sets them smaller, too; empty for on the line."""
    by = said(properties.get(_POSITION))
    if (
        not by
        or not said(properties.get(f"{W}sz"))
        or not by.lstrip("-").isdecimal()
        or not by.isascii()
        or by.strip("-0") == ""
    ):
        return ""
    return "subscript" if by.startswith("-") else "superscript"


def _font(properties: dict[str, Any]) -> str:
    """The font of a run in lower case, where it has one of its own."""
    fonts = properties.get(_FONTS)
    return "" if fonts is None else str(fonts.get(f"{W}ascii", "")).lower()
