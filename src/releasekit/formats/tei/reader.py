"""TEI, as bytes, to a release: header, entities, and text. Reads our own exactly, and others' as far as a release goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.errors import ReadError
from releasekit.formats.tei.document import root
from releasekit.formats.tei.names import XML
from releasekit.formats.tei.parts import LANG_SHAPE, Walk, line_of, plain_name, tei
from releasekit.formats.tei.read_blocks import BLOCK_RULES
from releasekit.formats.tei.read_entities import entities
from releasekit.formats.tei.read_header import Header
from releasekit.formats.tei.read_inlines import INLINE_RULES
from releasekit.model import Release
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Entity

RULES = INLINE_RULES | BLOCK_RULES
_SPACE = f"{{{XML}}}space"


def read(data: bytes, context: Context) -> Release:
    """The release that a TEI document holds. Raises `ReadError` with a line.

    Reports what has no field as a loss, and markup that is kept as generic as a guess.
    """
    top = root(data, context)
    header, text = top.find(tei("teiHeader")), top.find(tei("text"))
    if header is None and text is None:
        raise ReadError("a TEI element without a teiHeader and without a text", name=context.name, line=top.sourceline)
    walk = Walk(context, RULES, exact=top.get(_SPACE) == "preserve")
    found = Header(walk)
    known = entities(walk, top)
    if header is not None:
        found.read(header)
    walk.headlines = {line_of(title) for title in top.iterfind(f".//{tei('titleStmt')}/{tei('title')}")}
    body = _text(walk, text) if text is not None else []
    for child in top:
        if child is not header and child is not text and child.tag != tei("standOff"):
            found.unplaced(child)
    return _release(walk, found, top, known, tuple(body))


def _text(walk: Walk, text: Any) -> list[n.Block]:
    """The blocks of a text; fields that stand in it are left with the walk."""
    body = text.find(tei("body"))
    if body is not None:
        walk.top = body
        if len(body) == 1 and plain_name(body[0]).startswith("div"):
            head = body[0].find(tei("head"))
            ours = body[0].get("type") == "release"
            if ours or (not body[0].get("type") and (head is None or line_of(head) in walk.headlines)):
                walk.top = body[0]
    return walk.blocks(text)


def _release(walk: Walk, header: Header, top: Any, known: tuple[Entity, ...], body: tuple[n.Block, ...]) -> Release:
    fields: dict[str, Any] = {}
    for name, value in header.fields.items():
        fields[name] = tuple(value) if isinstance(value, list) else value
    stated = [walk.local(element) for element in (top, *top.iterchildren(tei("text")))]
    fields["lang"] = next((lang for lang, _ in stated if lang), "")
    fields["direction"] = next((direction for _, direction in reversed(stated) if direction), "")
    _place_languages(walk, fields, header.languages)
    _place_publication(walk, fields, header.place)
    return Release(
        **fields,
        entities=known,
        instruction=walk.instruction,
        dateline=walk.dateline,
        contacts=tuple(walk.contacts),
        attachments=tuple(walk.attachments),
        end_mark=walk.end_mark,
        body=body,
    )


def _place_languages(walk: Walk, fields: dict[str, Any], languages: list[str]) -> None:
    """Give `langUsage` to the release and to its translations where they state no language of their own."""
    translations = fields.get("translations", ())
    spoken = {fields["lang"], *(translation.lang for translation in translations)}
    left = [lang for lang in dict.fromkeys(languages) if LANG_SHAPE.fullmatch(lang) and lang not in spoken]
    if not fields["lang"] and left:
        fields["lang"] = left.pop(0)
    silent = [translation for translation in translations if not translation.lang]
    if silent and len(silent) == len(left):
        walk.context.guess("translation-language", f"the translations are taken to be in {', '.join(left)}")
        names = iter(left)
        fields["translations"] = tuple(each if each.lang else evolve(each, lang=next(names)) for each in translations)
        return
    for lang in left:
        walk.context.loss("language-dropped", f"langUsage: {lang!r} is the language of nothing that a release holds")


def _place_publication(walk: Walk, fields: dict[str, Any], place: str) -> None:
    """Where it was published is the dateline's place; where it is not, it is the address of the first issuer."""
    if not place or (walk.dateline and walk.dateline.place.casefold().split() == place.casefold().split()):
        return
    issuers = fields.get("issuers", ())
    if issuers and not issuers[0].address:
        fields["issuers"] = (evolve(issuers[0], address=place), *issuers[1:])
    else:
        walk.context.loss("header-dropped", f"pubPlace: {place!r} has no field")
