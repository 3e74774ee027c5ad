"""The words of an element in, inlines out: marks, links, pictures, line ends; white space as a page shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from releasekit.formats.html.marking import Marking
from releasekit.formats.html.moments import moment_of
from releasekit.formats.pandoc.dialect import span
from releasekit.intake.lines import NOWHERE
from releasekit.model import nodes as n
from releasekit.model.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import html

    from releasekit.formats.html.footnotes import Footnotes
    from releasekit.formats.html.links import Links

Mark: TypeAlias = "Callable[[tuple[n.Inline, ...]], n.Inline]"

_MARKS: dict[str, Mark] = {
    "em": n.Emphasis, "i": n.Emphasis, "cite": n.Emphasis, "var": n.Emphasis, "dfn": n.Emphasis, "strong": n.Strong, "b": n.Strong,
    "u": n.Underline, "ins": n.Underline, "s": n.Strike, "del": n.Strike, "strike": n.Strike, "sup": n.Superscript,
    "sub": n.Subscript,
}  # fmt: skip
_STYLE_MARKS: tuple[tuple[re.Pattern[str], Mark], ...] = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), n.Strong),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), n.Emphasis),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}line-through"), n.Strike),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}underline"), n.Underline),
    (re.compile(r"font-variant(?:-caps)?\s*:\s*small-caps"), n.SmallCaps),
    (re.compile(r"vertical-align\s*:\s*super"), n.Superscript),
    (re.compile(r"vertical-align\s*:\s*sub(?:\s|;|$)"), n.Subscript),
)
CODE = frozenset({"code", "samp", "kbd", "tt"})
_SPACE = re.compile(r"[ \t\n\r\f]+")


class Inlines:
    """The inlines of one page."""

    def __init__(self, links: Links, classes: Callable[[str], bool], footnotes: Footnotes, *, own: bool) -> None:
        self.links = links
        self.context = links.context
        self.classes = classes
        self.footnotes = footnotes
        self.own = own
        """Whether line ends are soft breaks of a release: on other pages they are only spaces."""
        self.skipped: set[html.HtmlElement] = set()
        """Elements that are read elsewhere, or left out."""
        self._space = True

    def start(self) -> None:
        """Begin a line: white space there is not shown."""
        self._space = True

    def text(self, words: str | None) -> tuple[n.Inline, ...]:
        """Text, with its white space as a page shows it."""
        if not words:
            return ()
        shown = _SPACE.sub(self._one_space, words)
        if self._space:
            shown = shown.lstrip(" \n")
        if not shown:
            return ()
        self._space = shown[-1] in " \n"
        return (n.Text(shown),)

    def _one_space(self, match: re.Match[str]) -> str:
        return "\n" if self.own and "\n" in match[0] else " "

    def content(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        """What stands in an element."""
        return tuple(self._content(node))

    def _content(self, node: html.HtmlElement) -> Iterator[n.Inline]:
        yield from self.text(node.text)
        for child in node:
            yield from self.inline(child)
            yield from self.text(child.tail)

    def inline(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        """One element, without what stands behind it."""
        if not isinstance(node.tag, str) or node in self.skipped:
            return ()
        if note := self.footnotes.at(node):
            self._space = False
            return note
        match node.tag:
            case "br":
                self._space = True
                return (n.LineBreak(),)
            case "img":
                self._space = False
                return self.image(node)
            case "a":
                return self._link(node)
            case "q":
                return (n.Quotation((*self._word("“"), *self.content(node), *self._word("”"))),)
            case "abbr" | "acronym" if node.get("title"):
                return (n.Span(self.content(node), kind="abbr", attributes=(("title", str(node.get("title"))),)),)
            case "mark":
                return (n.Span(self.content(node), kind="mark"),)
            case "time":
                moment = moment_of(str(node.get("datetime") or ""))
                content = self.content(node)
                return (n.Date(content, moment),) if moment and content else content
            case "math":
                return self._formula(node)
            case "rt":
                return (
                    (*self._word("("), *self.content(node), *self._word(")")) if not _has_brackets(node) else self.content(node)
                )
            case tag if tag in CODE and not any(child.tag in {"a", "img"} for child in node.iter()):
                return self._code(node)
            case tag if tag in _MARKS:
                return self._around(self.content(node), lambda inner: self._spoken(node, _marked(_MARKS[tag], inner)))
            case _:
                return self._span(node)

    def _word(self, sign: str) -> tuple[n.Inline, ...]:
        self._space = False
        return (n.Text(sign),)

    def _code(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        words = "".join(map(str, node.itertext()))
        if not self.own:
            words = _SPACE.sub(" ", words)
        self._space = False
        return (n.Code(words.replace("\n", " ")),) if words else ()

    def _link(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        if node.get("href") is None:
            return self._span(node)
        href = self.links.link(node)
        content = self.content(node)
        if href is None:
            return content
        if not content:
            return (n.Link((), href),) if self.own else ()
        title = str(node.get("title") or "")
        return self._around(content, lambda inner: self._spoken(node, (n.Link(inner, href or NOWHERE, title),)))

    def _around(
        self, content: tuple[n.Inline, ...], put: Callable[[tuple[n.Inline, ...]], tuple[n.Inline, ...]]
    ) -> tuple[n.Inline, ...]:
        """A mark or a link around words; the space at their edges stands outside, as no reader sees where it belongs."""
        if self.own or not content:
            return put(content)
        first, last = content[0], content[-1]
        before = after = False
        if isinstance(first, n.Text) and first.text[:1] == " " and first.text.strip():
            before, content = True, (n.Text(first.text[1:]), *content[1:])
            last = content[-1]
        if isinstance(last, n.Text) and last.text[-1:] == " " and last.text.strip():
            after, content = True, (*content[:-1], n.Text(last.text[:-1]))
        space = (n.Text(" "),)
        return (*(space if before else ()), *put(content), *(space if after else ()))

    def image(self, node: html.HtmlElement) -> tuple[n.Image, ...]:
        """A picture; one of a single pixel counts visitors, and one without an address shows nothing."""
        if {node.get("width", "").strip(), node.get("height", "").strip()} <= {"0", "1", "0px", "1px"}:
            self.context.advise("element-dropped", "a picture of one pixel is left out: it shows nothing", line=node.sourceline)
            return ()
        src = self.links.picture(node)
        alt = " ".join(str(node.get("alt") or "").split())
        return (n.Image(src, alt, str(node.get("title") or "")),) if src or alt else ()

    def _formula(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        source = next((each for each in node.iter("annotation") if "tex" in each.get("encoding", "").lower()), None)
        words = "".join(map(str, (source if source is not None else node).itertext())).strip()
        attributes = (("display", "block"),) if node.get("display") == "block" else ()
        self._space = False
        if not words:
            return ()
        what = "its TeX source" if source is not None else "its characters in a row"
        self.context.guess("formula-as-text", f"a formula is kept as {what}: {words[:60]!r}", line=node.sourceline)
        return (n.Span((n.Text(words),), kind="math", attributes=attributes),)

    def _spoken(self, node: html.HtmlElement, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
        """Words with the language and direction that their element states."""
        if not (node.get("lang") or node.get("dir")):
            return content
        known = Marking(node, self.classes)
        return (n.Span(content, lang=known.lang, direction=known.direction),) if known.lang or known.direction else content

    def _span(self, node: html.HtmlElement) -> tuple[n.Inline, ...]:
        content = self.content(node)
        if not content:
            return ()
        if node.get("style") and not self.own:
            style = str(node.get("style")).lower()
            for pattern, styled in _STYLE_MARKS:
                if pattern.search(style):
                    content = (styled(content),)
        if not (node.get("class") or node.get("lang") or node.get("dir")):
            return content
        known = Marking(node, self.classes)
        return span(content, known.kind, known, next(iter(node.get("class", "").split()), ""))


def _marked(mark: Mark, content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
    """Words under a mark; those that are under it already stay as they are."""
    return content if not content or (len(content) == 1 and type(content[0]) is mark) else (mark(content),)


def _has_brackets(node: html.HtmlElement) -> bool:
    parent = node.getparent()
    return parent is not None and parent.find("rp") is not None


def without_space_before_breaks(content: tuple[n.Inline, ...]) -> tuple[n.Inline, ...]:
    """Inlines without the white space before line ends and at the end, and without line ends there: a page does not show it."""
    out: list[n.Inline] = []
    for item in content:
        if isinstance(item, n.LineBreak):
            _strip_end(out)
        out.append(item)
    _strip_end(out)
    while out and isinstance(out[-1], n.LineBreak):
        out.pop()
        _strip_end(out)
    return tuple(out)


def _strip_end(out: list[n.Inline]) -> None:
    while out and isinstance(last := out[-1], n.Text):
        out.pop()
        if text := last.text.rstrip(" \n"):
            out.append(n.Text(text))
            return


def is_empty(content: tuple[n.Inline, ...]) -> bool:
    """Whether inlines show nothing."""
    return not inline_text(content).strip() and not any(isinstance(item, n.Image | n.Note) for item in walk_inlines(content))


def walk_inlines(content: tuple[n.Inline, ...]) -> Iterator[n.Inline]:
    """All inlines, outer ones first."""
    for item in content:
        yield item
        yield from walk_inlines(getattr(item, "content", ()))
