"""TEI, as bytes, to a release: header, entities, and text. Reads our own exactly, and others' as far as a release goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from releasekit.errors import ReadError
from releasekit.formats.tei.document import root
from releasekit.formats.tei.names import XML
from releasekit.formats.tei.parts import LANG_SHAPE, Walk
from releasekit.formats.tei.read_blocks import BLOCK_RULES
from releasekit.formats.tei.read_entities import entities
from releasekit.formats.tei.read_file import FILE_RULES
from releasekit.formats.tei.read_header import Header
from releasekit.formats.tei.read_inlines import INLINE_RULES
from releasekit.formats.tei.read_issuers import issuers
from releasekit.formats.tei.read_profile import PROFILE_RULES
from releasekit.formats.tei.read_source import source
from releasekit.formats.tei.read_words import line_of, plain_name, tei
from releasekit.model import Release
from releasekit.model import nodes as n

if TYPE_CHECKING:
    from releasekit.format import Context
    from releasekit.model import Entity

RULES = INLINE_RULES | BLOCK_RULES
HEADER_RULES = FILE_RULES | PROFILE_RULES | {tei("sourceDesc"): source}
_SPACE, _ID = f"{{{XML}}}space", f"{{{XML}}}id"
_HEADER, _TEXT, _STAND_OFF, _BODY, _HEAD = tei("teiHeader"), tei("text"), tei("standOff"), tei("body"), tei("head")


def read(data: bytes, context: Context) -> Release:
    """The release that a TEI document holds. Raises `ReadError` with a line.

    Reports what has no field as a loss, and markup that is kept as generic as a guess.
    """
    return release_of(root(data, context), context)


def release_of(top: Any, context: Context) -> Release:
    """The release that a `TEI` element holds. Raises and reports as `read`."""
    held = list(top.iter())  # lxml makes an element anew for each visit, unless somebody holds it
    walk = Walk(context, RULES, exact=top.get(_SPACE) == "preserve")
    found = Header(walk, HEADER_RULES)
    header = text = None
    stand_offs: list[Any] = []
    others: list[Any] = []
    for child in found.children(top, *top.keys()):
        tag = child.tag
        if tag == _HEADER and header is None:
            header = child
        elif tag == _TEXT and text is None:
            text = child
        else:
            (stand_offs if tag == _STAND_OFF else others).append(child)
    if header is None and text is None:
        raise ReadError("a TEI element without a teiHeader and without a text", name=context.name, line=top.sourceline)
    known = entities(walk, stand_offs, header)
    if header is not None:
        found.read(header)
        found.fields["issuers"] = issuers(found)
    body = _text(walk, text) if text is not None else []
    for child in others:
        found.unplaced(child)
    walk.said(top, _SPACE, "version", _ID if (top.get(_ID) or "").startswith("r-") else "")
    roots = (top,) if text is None else (text, top)
    release = _release(walk, found, roots, known, tuple(body))
    held.clear()
    return release


def _text(walk: Walk, text: Any) -> list[n.Block]:
    """The blocks of a text; fields that stand in it are left with the walk."""
    walk.said(text)
    body = next((child for child in text[:] if child.tag == _BODY), None)
    if body is not None:
        walk.top = body
        if len(body) == 1 and plain_name(div := body[0]).startswith("div"):
            head = next((child for child in div[:] if child.tag == _HEAD), None)
            type = div.get("type")
            if type == "release" or (not type and (head is None or line_of(head) in walk.headlines)):
                walk.top = div
    return walk.blocks(text)


def _release(
    walk: Walk, header: Header, roots: tuple[Any, ...], known: tuple[Entity, ...], body: tuple[n.Block, ...]
) -> Release:
    fields: dict[str, Any] = {}
    for name, value in header.fields.items():
        fields[name] = tuple(value) if isinstance(value, list) else value
    if not walk.exact:
        for name, line in header.lines.items():
            fields[name] = walk.headlines[line] or fields[name]
    stated = [walk.local(element) for element in roots]
    fields["lang"] = next((lang for lang, _ in stated if lang), "")
    fields["direction"] = next((direction for _, direction in stated if direction), "")
    _place_languages(walk, fields, header.languages)
    _place_publication(walk, fields, header.place, header.place_at)
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


def _place_languages(walk: Walk, fields: dict[str, Any], languages: dict[str, Any]) -> None:
    """Give `langUsage` to the release and to its translations where they state no language of their own."""
    translations = fields.get("translations", ())
    spoken = {fields["lang"], *[translation.lang for translation in translations]}
    left = [lang for lang in languages if lang not in spoken and LANG_SHAPE.fullmatch(lang)]
    for lang, element in languages.items():
        if not LANG_SHAPE.fullmatch(lang):
            walk.loss("language-dropped", f"{lang!r} is no language tag", element)
    if not fields["lang"] and left:
        fields["lang"] = left.pop(0)
    silent = [translation for translation in translations if not translation.lang]
    if silent and len(silent) == len(left):
        walk.guess("translation-language", f"the translations are taken to be in {', '.join(left)}", languages[left[0]])
        names = iter(left)
        fields["translations"] = tuple(each if each.lang else evolve(each, lang=next(names)) for each in translations)
        return
    for lang in left:
        message = f"langUsage: {lang!r} is the language of nothing that a release holds"
        walk.loss("language-dropped", message, languages[lang])


def _place_publication(walk: Walk, fields: dict[str, Any], place: str, element: Any) -> None:
    """Where it was published is the dateline's place; where it is not, it is the address of the first issuer."""
    if not place or (walk.dateline and walk.dateline.place.casefold().split() == place.casefold().split()):
        return
    issuers = fields.get("issuers", ())
    if issuers and not issuers[0].address:
        walk.guess("place-as-address", f"the place of publication, {place!r}, is taken for the address of the issuer", element)
        fields["issuers"] = (evolve(issuers[0], address=place), *issuers[1:])
    else:
        walk.loss("header-dropped", f"pubPlace: {place!r} has no field", element)
