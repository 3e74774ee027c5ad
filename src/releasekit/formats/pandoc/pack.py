"""A pack as one document of pandoc's, a page or a book: cover, contents and each release in, bytes out. It is not read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.briefing import LeftOut, contacts, contents, latest, overall, pack_word, translations
from releasekit.formats.pandoc.ast_out import VERSION, attributes, div, element, para, text
from releasekit.formats.pandoc.page import BOOKS, Document, contact_blocks, document
from releasekit.formats.pandoc.pictures import Pictures
from releasekit.formats.pandoc.writer import written
from releasekit.model import Moment
from releasekit.style.words import date_words, direction_of, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.briefing import Entry, Line, Pack
    from releasekit.format import Context, PackContext
    from releasekit.formats.pandoc.ast_out import Element


def write(name: str, pack: Pack, context: PackContext) -> bytes:
    """The pack in the pandoc format of that name, `html` or `epub`. Raises `WriteError`, and `FieldError` for a wrong marking."""
    lines = contents(pack)
    pictures = Pictures(name, context)
    first_of = {group[0] for group in translations(pack)}
    blocks = _page(name, [*_cover(name, pack, pictures), *_contents(name, pack, lines)])
    for line, entry in zip(lines, pack.entries, strict=True):
        part = pack.parts[line.part]
        is_first = entry is part.entries[0]
        above = [para(*text(each)) for each in part.note.split("\n\n") if each and is_first]
        if part.title and is_first:
            blocks += _page(name, [_heading(name, pack, "pack-part", part.title, f"-{line.part + 1}"), *above])
            above = []
        with context.of(entry.origin, line.at) as inner:
            made = document(entry.release, name, inner, pictures.later)
            enclosed = _enclosed(entry, inner)
        language = [("lang", entry.release.lang), ("dir", made.direction)]
        above += _stamps(line, entry.release.lang)
        written_out = [*made.tree["blocks"], *enclosed]
        blocks += _placed(name, written_out, line, language, above, starts=line.at in first_of)
    direction = direction_of(pack.lang) if pack.lang else ""
    tree = {"pandoc-api-version": VERSION, "meta": _meta(pack, direction), "blocks": blocks + _page(name, _end(name, pack))}
    return written(name, Document(tree, pictures, direction, ("pack.css",)), context)


def _heading(name: str, pack: Pack, key: str, words: str, more: str = "") -> Element:
    """A heading of the pack's own, by an id that no heading of a release has; in a book it opens a chapter in its direction."""
    direction = direction_of(pack.lang) if pack.lang and name in BOOKS else ""
    _, classes, pairs = attributes([key], [("dir", direction)])
    return element("Header", [1, [f"{key}{more}", classes, pairs], text(words)])


def _enclosed(entry: Entry, context: Context) -> list[Element]:
    """The files that are bound after a release elsewhere, by their names."""
    items: list[list[Element]] = []
    for at, each in enumerate(entry.enclosures):
        context.loss(
            "enclosure-unbound", f"the file {each.href!r} is bound in PDF and Word only: here its release names it",
            f"/enclosures/{at}",
        )  # fmt: skip
        items.append([element("Plain", text(" · ".join(filter(None, (each.called, each.pages)))))])
    title = para(element("Strong", text(word("attachments", entry.release.lang))))
    return [div([title, element("BulletList", items)], "pack-enclosures")] if items else []


def _page(name: str, blocks: list[Element]) -> list[Element]:
    """Blocks that are the pack's own: on a web page they have a frame; in a book a chapter cannot begin within one."""
    return [div(blocks, "pack-page")] if blocks and name not in BOOKS else blocks


def _placed(
    name: str, blocks: list[Element], line: Line, language: list[tuple[str, str]], stamp: list[Element], *, starts: bool
) -> list[Element]:
    """The blocks of a release, where links of the contents lead; in a book its headline opens a chapter."""
    anchor = f"release-{line.at + 1}"
    kinds = ["pack-release"] if starts else ["pack-release", "pack-translation"]
    if name not in BOOKS:
        return [element("Div", [[anchor, kinds, [[key, value] for key, value in language if value]], [*stamp, *blocks]])]
    if blocks and blocks[0]["t"] == "Header":
        level, given, title = blocks[0]["c"]
        heading = element("Header", [level, [anchor, *given[1:]], title])
        blocks = blocks[1:]
    else:
        heading = element("Header", [1, [anchor, [], []], text(line.title)])
    return [heading, div([*stamp, *blocks], *kinds, pairs=language)]


def _stamps(line: Line, lang: str) -> list[Element]:
    """What is stamped on a release: its marking, and that it is under embargo."""
    said = [line.marking, pack_word("embargoed", lang) if line.embargoed else ""]
    return [div([para(element("Strong", text(words)))], "pack-stamp") for words in said if words]


def _meta(pack: Pack, direction: str) -> dict[str, Any]:
    title, date = _title(pack), latest(pack)
    known = {
        "pagetitle": title,
        "title": title,
        "lang": pack.lang,
        "dir": direction,
        "description": pack.purpose,
        "date": date.day.isoformat() if date else "",
        "briefing-pack": "yes",
    }
    authors = [element("MetaInlines", text(name)) for name in pack.prepared_by]
    return {key: element("MetaString", value) for key, value in known.items() if value} | (
        {"author": element("MetaList", authors)} if authors else {}
    )


def _title(pack: Pack) -> str:
    return pack.title or pack_word("pack", pack.lang)


def _cover(name: str, pack: Pack, pictures: Pictures) -> Iterator[Element]:
    title = _heading(name, pack, "pack-title", _title(pack))
    if name in BOOKS:  # what stands before a heading would be a chapter by itself
        yield title
    if marking := overall(pack):
        yield div([para(element("Strong", text(marking)))], "pack-marking")
    if pack.embargoed:
        yield div([para(element("Strong", text(pack_word("embargoed", pack.lang))))], "pack-stamp")
    if pack.logo and (source := pictures.source(pack.logo, "/logo")):
        yield div([para(element("Image", [attributes(), text(pack.logo_alt), [source, ""]]))], "pack-logo")
    if name not in BOOKS:
        yield title
    for words in (pack.subtitle, pack.purpose):
        if words:
            yield para(*text(words))
    if date := latest(pack):
        yield para(*text(_day(date, pack.lang)))
    for key, names in (
        ("prepared-by", pack.prepared_by),
        ("prepared-for", pack.prepared_for),
        ("distribution", pack.distribution),
    ):
        if names:
            items = [[element("Plain", text(name))] for name in names]
            yield div([para(element("Strong", text(pack_word(key, pack.lang)))), element("BulletList", items)], f"pack-{key}")
    yield from (para(*text(each)) for each in pack.notes.split("\n\n") if each)


def _contents(name: str, pack: Pack, lines: tuple[Line, ...]) -> Iterator[Element]:
    yield _heading(name, pack, "pack-contents", pack_word("contents", pack.lang))
    for at, part in enumerate(pack.parts):
        if part.title:
            yield para(element("Strong", text(part.title)))
        items = [[element("Plain", _item(line, pack.lang))] for line in lines if line.part == at]
        yield element(
            "OrderedList", [[1 + next(line.at for line in lines if line.part == at), {"t": "Decimal"}, {"t": "Period"}], items]
        )


def _item(line: Line, lang: str) -> list[Element]:
    link = element("Link", [attributes(pairs=[("lang", line.lang)]), text(line.title), [f"#release-{line.at + 1}", ""]])
    facts = [
        line.number,
        _day(line.date, lang) if line.date else "",
        pack_word("embargoed", lang) if line.embargoed else "",
    ]
    said = " · ".join(fact for fact in facts if fact)
    note = [element("LineBreak"), element("Emph", text(line.note))] if line.note else []
    return [link, *(text(f" · {said}") if said else []), *note]


def _day(moment: Moment, lang: str) -> str:
    """The day of a moment, or the month or year that it is."""
    return date_words(Moment(moment.iso.partition("T")[0]), lang)


def _end(name: str, pack: Pack) -> list[Element]:
    """What stands after the releases: contacts, and what was withdrawn or could not be read."""
    people = contact_blocks((each.contact for each in contacts(pack)), pack.lang, name)
    said = {"contacts": people, "withdrawn": _named(pack.withdrawn), "missing": _named(pack.missing)}
    return [
        block
        for key, blocks in said.items()
        if blocks
        for block in (_heading(name, pack, f"pack-{key}", pack_word(key, pack.lang)), *blocks)
    ]


def _named(left_out: tuple[LeftOut, ...]) -> list[Element]:
    """A list of what is not in the pack; empty for nothing."""
    items = [" · ".join(filter(None, (each.title or each.origin.file, each.number, each.said))) for each in left_out]
    return [element("BulletList", [[element("Plain", text(item))] for item in items])] if items else []
