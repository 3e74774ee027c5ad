"""What a document says of itself, and its first heading: pandoc's metadata and our blocks in, the fields of a release out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.errors import FieldError
from releasekit.formats.pandoc.dialect import moment_of
from releasekit.model import nodes as n
from releasekit.model.nodes import check_lang
from releasekit.model.release import Extra, Issuer, Release, Rights
from releasekit.model.words import inline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releasekit.format import Context
    from releasekit.formats.pandoc.ast_in import Nodes

_SUMMARIES = ("abstract", "summary", "description")
_UNSAID = frozenset({"generator", "viewport", "css", "header-includes", "toc", "documentclass", "classoption", "geometry", "fontsize",
                     "mainfont", "linestretch", "block-headings", "biblio-config", "kernelspec", "jupyter", "nbformat",
                     "nbformat_minor"})  # fmt: skip
"""Metadata that speaks of how a document is set, not of what it says."""
_OPENING = 8
"""Among how many first blocks the only main heading is the headline: a path and a date may stand above it."""
_SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ")
"""What parts a headline from the name of a site in the title of a page."""


def plain(value: Any, nodes: Nodes) -> Any:
    """Pandoc's metadata as plain data; words lose their marks."""
    match value["t"]:
        case "MetaString" | "MetaBool":
            return value["c"]
        case "MetaInlines":
            return " ".join(inline_text(nodes.inlines(value["c"])).split())
        case "MetaBlocks":
            return "\n\n".join(filter(None, (words_of(block) for block in nodes.blocks(value["c"]))))
        case "MetaList":
            return [plain(item, nodes) for item in value["c"]]
        case _:
            return {key: plain(item, nodes) for key, item in value["c"].items()}


def words_of(block: n.Block) -> str:
    """The words of a block on one line."""
    from releasekit.model.words import plain_text

    return " ".join(plain_text(Release(body=(block,))).split())


def from_meta(meta: dict[str, Any], nodes: Nodes) -> dict[str, Any]:
    """Fields of a release from metadata; what no field fits becomes `extra`."""
    data = {key: plain(value, nodes) for key, value in meta.items()}
    fields: dict[str, Any] = {}
    for key in ("title", "subtitle"):
        value = meta.get(key)
        data.pop(key, None)
        if value and value["t"] == "MetaInlines":
            fields["headline" if key == "title" else key] = nodes.inlines(value["c"])
        elif value:
            fields["headline" if key == "title" else key] = tuple(n.Text(text) for text in texts(plain(value, nodes))[:1])
    names = [name for key in ("author", "institute", "publisher") if (name := texts(data.pop(key, None)))][:1]
    fields["issuers"] = tuple(Issuer(name) for name in (names or [[]])[0])
    summaries = [text for key in _SUMMARIES if (text := "\n\n".join(texts(data.pop(key, None))))]
    fields["summary"] = summaries[0] if summaries else ""
    fields["lang"] = lang_of("".join(texts(data.pop("lang", None) or data.pop("language", None))[:1]))
    direction = data.pop("dir", "")
    fields["direction"] = direction if direction in {"ltr", "rtl"} else ""
    words = [*texts(data.pop("keywords", None)), *texts(data.pop("tags", None)), *texts(data.pop("subject", None))]
    fields["keywords"] = tuple(dict.fromkeys(words))
    fields["id"] = "".join(texts(data.pop("identifier", None))[:1])
    if rights := " ".join(texts(data.pop("rights", None))):
        fields["rights"] = Rights(rights)
    if moment := moment_of("".join(texts(data.get("date"))[:1])):
        fields["released"] = moment
        data.pop("date")
    fields["extra"] = tuple(Extra.of(key, value) for key, value in data.items() if value and key not in _UNSAID)
    return {key: value for key, value in fields.items() if value}


def texts(value: Any) -> list[str]:
    """The texts in plain data, in order."""
    match value:
        case str():
            return [value] if value.strip() else []
        case list():
            return [text for item in value for text in texts(item)]
        case dict():
            return texts(value.get("name") or value.get("text") or value.get("literal") or list(value.values()))
        case _:
            return []


def lang_of(tag: str) -> str:
    """The tag, or an empty string for what is no language tag; `en_GB` is read as `en-GB`."""
    tag = tag.strip().replace("_", "-").split(".")[0]
    try:
        check_lang(None, None, tag)
    except FieldError:
        return ""
    return tag


def headed(release: Release, context: Context) -> Release:
    """The release with its headline: the title, as the heading that repeats it has it, else the only main heading.

    Main headings that stay in the text go down to level 2, and the others with them.
    """
    mains = [(index, block) for index, block in enumerate(release.body) if isinstance(block, n.Heading) and block.level == 1]
    title = inline_text(release.headline)
    found = [(index, heading) for index, heading in mains if repeats(title, inline_text(heading.content))]
    if not title and len(mains) == 1 and mains[0][0] < _OPENING:
        found = mains
    if found:
        index, heading = found[0]
        if folded(title) != folded(inline_text(heading.content)):
            context.guess("headline-by-heading", "the main heading is taken for the headline", "/headline")
        release = evolve(release, headline=heading.content, body=release.body[:index] + release.body[index + 1 :])
    if len(mains) > len(found[:1]):
        lowered = (evolve(b, level=min(b.level + 1, 6)) if isinstance(b, n.Heading) else b for b in release.body)
        release = evolve(release, body=tuple(lowered))
    return release


def repeats(title: str, heading: str) -> bool:
    """Whether a page's title says what a heading says, with or without the name of a site around it."""
    title, heading = folded(title), folded(heading)
    if not heading or title == heading:
        return bool(heading)
    return any(title.startswith(heading + mark) or title.endswith(mark + heading) for mark in _SEPARATORS)


def folded(words: str) -> str:
    """Words for comparing: single spaces and no case."""
    return " ".join(words.split()).casefold()


def without_lines(blocks: Sequence[n.Block], lines: Sequence[str]) -> tuple[tuple[n.Inline, ...] | None, tuple[n.Block, ...]]:
    """The first of the opening paragraphs with one of these lines of words, and the blocks without it."""
    for index, block in enumerate(blocks[:_OPENING]):
        if isinstance(block, n.Paragraph | n.Heading) and " ".join(inline_text(block.content).split()) in lines:
            return block.content, (*blocks[:index], *blocks[index + 1 :])
    return None, tuple(blocks)
