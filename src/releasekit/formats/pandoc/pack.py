"""A pack as one document of pandoc's, a page or a book: cover, contents and each release in, bytes out. It is not read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.briefing import LeftOut, contacts, contents, latest, overall, pack_word, translations
from releasekit.formats.pandoc.ast_out import VERSION, attributes, div, element, para, text
from releasekit.formats.pandoc.page import BOOKS, Document, document
from releasekit.formats.pandoc.pictures import Pictures
from releasekit.formats.pandoc.writer import written
from releasekit.model import Moment
from releasekit.style.words import date_words, direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.briefing import Line, Pack
    from releasekit.format import PackContext
    from releasekit.formats.pandoc.ast_out import Element


def write(name: str, pack: Pack, context: PackContext) -> bytes:
    """The pack in the pandoc format of that name, `html` or `epub`. Raises `WriteError`, and `FieldError` for a wrong marking."""
    lines = contents(pack)
    pictures = Pictures(name, context)
    first_of = {group[0] for group in translations(pack)}
    blocks = _page(name, [*_cover(pack), *_contents(pack, lines)])
    for line, entry in zip(lines, pack.entries, strict=True):
        part = pack.parts[line.part]
        if part.title and entry is part.entries[0]:
            divider = [element("Header", [1, attributes(["pack-part"]), text(part.title)])]
            blocks += _page(name, [*divider, *(para(*text(each)) for each in part.note.split("\n\n") if each)])
        with context.of(entry.origin, line.at) as inner:
            made = document(entry.release, name, inner, pictures.later)
        language = [("lang", entry.release.lang), ("dir", made.direction)]
        stamp = _stamps(line, entry.release.lang)
        blocks += _placed(name, made.tree["blocks"], line, language, stamp, starts=line.at in first_of)
    for enclosed in (each for entry in pack.entries for each in entry.enclosures):
        context.loss(
            "enclosure-unbound", f"the file {enclosed.href!r} is bound in PDF and Word only: it is named in the colophon"
        )
    direction = direction_of(pack.lang) if pack.lang else ""
    tree = {"pandoc-api-version": VERSION, "meta": _meta(pack, direction), "blocks": blocks + _page(name, _end(pack))}
    return written(name, Document(tree, pictures, direction, ("pack.css",)), context)


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
    known = {
        "pagetitle": pack.title,
        "title": pack.title,
        "lang": pack.lang,
        "dir": direction,
        "description": pack.purpose,
        "briefing-pack": "yes",
    }
    return {key: element("MetaString", value) for key, value in known.items() if value}


def _cover(pack: Pack) -> Iterator[Element]:
    if marking := overall(pack):
        yield div([para(element("Strong", text(marking)))], "pack-marking")
    if pack.embargoed:
        yield div([para(element("Strong", text(pack_word("embargoed", pack.lang))))], "pack-stamp")
    yield element("Header", [1, attributes(["pack-title"]), text(pack.title or pack_word("pack", pack.lang))])
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


def _contents(pack: Pack, lines: tuple[Line, ...]) -> Iterator[Element]:
    yield element("Header", [1, attributes(["pack-contents"]), text(pack_word("contents", pack.lang))])
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
    return [link, *(text(f" · {said}") if said else [])]


def _day(moment: Moment, lang: str) -> str:
    """The day of a moment, or the month or year that it is."""
    return date_words(Moment(moment.iso.partition("T")[0]), lang)


def _end(pack: Pack) -> list[Element]:
    """What stands after the releases: contacts, and what was withdrawn or could not be read."""
    blocks: list[Element] = []
    people = [
        ", ".join(
            filter(
                None, (each.contact.name, each.contact.role, each.contact.organisation, each.contact.email, each.contact.phone)
            )
        )
        for each in contacts(pack)
    ]
    for key, items in (("contacts", people), ("withdrawn", _named(pack.withdrawn)), ("missing", _named(pack.missing))):
        if items:
            blocks.append(element("Header", [1, attributes([f"pack-{key}"]), text(pack_word(key, pack.lang))]))
            blocks.append(element("BulletList", [[element("Plain", text(item))] for item in items]))
    return blocks


def _named(left_out: tuple[LeftOut, ...]) -> list[str]:
    return [" · ".join(filter(None, (each.title or each.origin.file, each.number, each.said))) for each in left_out]
