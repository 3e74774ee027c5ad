"""Words within a line: inlines and their look in, runs, links, pictures and footnote marks out."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from releasekit.formats.docx import kinds
from releasekit.formats.docx.markup import PLAIN_LOOK, Look, code_runs, quoted, run, runs
from releasekit.formats.docx.pictures import drawing, fitted
from releasekit.formats.docx.story import Story, target
from releasekit.model import Release, plain_text
from releasekit.model import nodes as n
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.docx.package import Part
    from releasekit.formats.docx.pictures import Picture


def inlines(content: Iterable[n.Inline], look: Look, story: Story, where: str, width: float) -> str:
    """Inlines as the content of a paragraph; `width` is what a picture may take, in points."""
    return "".join(
        [
            runs(item.text, look) if isinstance(item, n.Text) else _inline(item, look, story, f"{where}/{index}", width)
            for index, item in enumerate(content)
        ]
    )


def localised(look: Look, node: n.Localised, story: Story) -> Look:
    """The look within a node that may say a language and a direction."""
    if not (node.lang or node.direction):
        return look
    lang = node.lang or look.lang
    rtl = direction_of(lang, node.direction) == "rtl" if node.lang or node.direction else look.rtl
    return look._replace(lang="" if lang == story.manuscript.lang else lang, rtl=rtl)


def _inline(item: n.Inline, look: Look, story: Story, where: str, width: float) -> str:
    match item:
        case n.Text(text):
            return runs(text, look)
        case n.LineBreak():
            return run("<w:br/>", look)
        case n.Code(text):
            return code_runs(text, look._replace(style="Code"))
        case n.Image():
            return image(item, look, story, where, (width, story.manuscript.house.page.measure))
        case n.Note():
            return _note(item, look, story, where)
        case n.Link():
            return _link(item, look, story, where, width)
        case n.RawInline():
            return ""
        case n.Emphasis():
            within = look._replace(italic=True)
        case n.Strong():
            within = look._replace(bold=True)
        case n.Underline():
            within = look._replace(underline=True)
        case n.Strike():
            within = look._replace(strike=True)
        case n.Superscript():
            within = look._replace(raised="superscript")
        case n.Subscript():
            within = look._replace(raised="subscript")
        case n.SmallCaps():
            within = look._replace(small_caps=True)
        case n.Quotation():
            within = look._replace(style="Quotation")
        case n.Date():
            within = look._replace(style="DateInText")
        case n.Mention():
            within = look._replace(style=story.manuscript.style("character", "Mention", item.kind))
            if entry := story.manuscript.indexed.get(where):
                return entry + inlines(item.content, within, story, where + "/content", width)
        case n.Span():
            within = localised(look, item, story)
            if item.kind:
                within = within._replace(style=story.manuscript.style("character", "Span", item.kind))
            if bookmark := story.manuscript.bookmark(item.attributes):
                return "".join(bookmark) + inlines(item.content, within, story, where + "/content", width)
        case _:
            assert_never(item)
    return inlines(item.content, within, story, where + "/content", width)


def _link(item: n.Link, look: Look, story: Story, where: str, width: float) -> str:
    href = target(item.href)
    anchor = story.manuscript.anchor(item.href[1:]) if item.href[:1] == "#" else ""
    if not (href or anchor):
        if item.href:
            message = (
                f"a link to {item.href[:80]!r} is only words: Word would run or open it on this machine, or cannot follow it"
            )
            story.manuscript.context.advise("link-inactive", message, where)
        return inlines(item.content, look, story, where + "/content", width)
    accent = story.manuscript.house.accent.lstrip("#").upper()
    within = look._replace(link=look.ink) if look.ink else look._replace(style="Hyperlink", link=accent)
    content = inlines(item.content, within, story, where + "/content", width)
    if not content:  # LibreOffice would make a link of what follows
        return ""
    tip = f' w:tooltip="{quoted(item.title)}"' if item.title else ""
    to = f'w:anchor="{anchor}"' if anchor else f'r:id="{story.link(href)}"'
    return f'<w:hyperlink {to}{tip} w:history="1">{content}</w:hyperlink>'


def _note(item: n.Note, look: Look, story: Story, where: str) -> str:
    manuscript = story.manuscript
    if story.is_note:
        message = "Word has no footnotes in footnotes: its words stand in brackets"
        manuscript.context.advise("note-in-note", message, where)
        return runs(f" [{plain_text(Release(body=item.blocks))}]", look)
    manuscript.notes.append((item, where))
    return run(f'<w:footnoteReference w:id="{len(manuscript.notes)}"/>', Look(style="FootnoteReference", ink=look.ink))


def image(item: n.Image, look: Look, story: Story, where: str, bounds: tuple[float, float]) -> str:
    """A picture within bounds (width and height in points); in place of one that is not there, its alternative text."""
    manuscript = story.manuscript
    found = manuscript.picture(item.src)
    if isinstance(found, str):
        message = f"the picture {item.src[:80]!r} {found}: its alternative text stands in its place"
        manuscript.context.advise("picture-missing", message, where)
        return runs(item.alt, look._replace(style="MissingPicture"))
    return placed(found, item, story, bounds)


def placed(found: tuple[Picture, Part], item: n.Image, story: Story, bounds: tuple[float, float]) -> str:
    """A picture that the document holds, within bounds (width and height in points), with the words of an image."""
    manuscript = story.manuscript
    manuscript.drawings += 1
    name = item.src.rstrip("/").rsplit("/", 1)[-1] or "picture"
    size = fitted(found[0], *bounds)
    relationship = story.part(kinds.IMAGE, found[1])
    shown = drawing(relationship, manuscript.drawings, size, name=name, alt=item.alt, title=item.title)
    return run(shown, PLAIN_LOOK)
