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
_UNSAID = frozenset({"css", "header-includes", "toc", "documentclass", "classoption", "geometry", "fontsize", "mainfont",
                     "linestretch", "block-headings", "biblio-config"})  # fmt: skip
"""Metadata that speaks of how a document is set, not of what it says."""
_BOOKKEEPING = frozenset({"generator", "viewport", "jupyter", "kernelspec", "language_info", "nbformat", "nbformat_minor"})
"""Metadata that programs write for themselves."""
_NOTHING: tuple[Any, ...] = ("", [], {})
_NO_MAP: dict[str, Any] = {"t": "MetaMap", "c": {}}
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


def from_meta(meta: dict[str, Any], nodes: Nodes, context: Context) -> dict[str, Any]:
    """Fields of a release from metadata; what no field fits, or says more than its field, becomes `extra`.

    What speaks of how the document is set is left out, with a note.
    """
    notebook = meta.get("jupyter", _NO_MAP)
    meta = notebook["c"] | meta if notebook["t"] == "MetaMap" else meta
    data = {key: plain(value, nodes) for key, value in meta.items()}
    fields: dict[str, Any] = {}
    for key, field in (("title", "headline"), ("subtitle", "subtitle")):
        value = meta.get(key)
        if value and value["t"] == "MetaInlines":
            fields[field] = nodes.inlines(value["c"])
            del data[key]
        elif value:
            fields[field] = tuple(n.Text(text) for text in _spent(data, key)[:1])
    fields["issuers"] = tuple(Issuer(name) for name in _first(data, "author", "authors", "institute", "publisher"))
    fields["summary"] = "\n\n".join(_first(data, *_SUMMARIES))
    for key in ("lang", "language"):
        if not fields.get("lang") and (tag := lang_of("".join(texts(data.get(key))[:1]))):
            fields["lang"] = tag
            _spent(data, key)
    if data.get("dir") in {"ltr", "rtl"}:
        fields["direction"] = data.pop("dir")
    words = [word for key in ("keywords", "tags", "subject") for word in _spent(data, key, many=True)]
    fields["keywords"] = tuple(dict.fromkeys(words))
    fields["id"] = "".join(_spent(data, "identifier")[:1])
    if rights := " ".join(_spent(data, "rights", many=True)):
        fields["rights"] = Rights(rights)
    if moment := moment_of("".join(texts(data.get("date"))[:1])):
        fields["released"] = moment
        _spent(data, "date")
    if unsaid := [key for key, value in data.items() if value and key in _UNSAID]:
        message = f"what the document says of how it is set has no field here: {', '.join(unsaid)}"
        context.advise("metadata-unused", message)
    kept = [(key, value) for key, value in data.items() if value not in _NOTHING and key not in _UNSAID | _BOOKKEEPING]
    fields["extra"] = tuple(Extra.of(key, value) for key, value in kept)
    return {key: value for key, value in fields.items() if value}


def _spent(data: dict[str, Any], key: str, *, many: bool = False) -> list[str]:
    """The texts under a key, which goes unless it says more than one text, or than `many`."""
    value = data.get(key)
    found = texts(value)
    if (many or len(found) < 2) and not _says_more(value):
        data.pop(key, None)
    return found


def _first(data: dict[str, Any], *keys: str) -> list[str]:
    """The texts under the first key that has any; it goes, and so do the others that say the same, but for what says more."""
    found = next((said for key in keys if (said := texts(data.get(key)))), [])
    for key in keys:
        if set(texts(data.get(key))) <= set(found):
            _spent(data, key, many=True)
    return found


def _says_more(value: Any) -> bool:
    """Whether `texts` leaves out something of plain data."""
    if isinstance(value, list):
        return any(map(_says_more, value))
    return isinstance(value, dict) and len(value) > 1


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
