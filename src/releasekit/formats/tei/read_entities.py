"""Lists of people, organisations, places, events and other things in a TEI document to the entities of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import ENTITY_ELEMENTS, XML, as_token
from releasekit.formats.tei.read_words import has_own_words, own_words, plain_name, short, tei, told
from releasekit.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from releasekit.formats.tei.parts import Walk

_KINDS = {member: kind for kind, (_, member, _) in ENTITY_ELEMENTS.items()} | {"personGrp": "person", "object": "object"}
_NAMES = ("persName", "orgName", "placeName", "label", "eventName", "objectName", "name", "settlement", "head")
_ID = f"{{{XML}}}id"
_PROFILE, _ITEM = tei("profileDesc"), tei("item")
_DESCRIBED = frozenset({tei("particDesc"), tei("settingDesc")})


def entities(walk: Walk, stand_offs: list[Any], header: Any) -> tuple[Entity, ...]:
    """The entities of `standOff`, `particDesc` and `settingDesc`; the walk learns their ids and names."""
    for stand_off in stand_offs:
        walk.known(stand_off)
        _own_words_unplaced(walk, stand_off)
    found: dict[str, Entity] = {}
    alike: dict[str, int] = {}
    for place in (*stand_offs, *_described(header)):
        for kind, element in _members(walk, place):
            given = element.get(_ID) or element.get("n") or f"{kind}{len(found) + 1}"
            name = base = as_token(given)
            while name in found:
                alike[base] = count = alike.get(base, 0) + 1
                name = f"{base}_{count if count > 1 else ''}"
            if name != given:
                walk.context.advise("entity-renamed", f"the id {given!r} is {name!r} in the release", line=element.sourceline)
            found[name] = _entity(walk, name, kind, element)
            walk.ids.setdefault(given, name)
            walk.entity_names[name] = found[name].name
    return tuple(found.values())


def _described(header: Any) -> Iterator[Any]:
    for part in header[:] if header is not None else ():
        if part.tag == _PROFILE:
            yield from (child for child in part[:] if child.tag in _DESCRIBED)


def _members(walk: Walk, place: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The things in lists, and in lists within lists, with their kinds."""
    for element in place:
        name = plain_name(element)
        if name in _KINDS:
            yield _KINDS[name], element
            yield from _members(walk, [child for child in element[:] if plain_name(child) in _KINDS])
        elif name == "list":
            stated = element.get("type")
            kind = as_token(stated) if stated else ""
            walk.known(element, "type" if kind == stated else "")
            _own_words_unplaced(walk, element)
            for item in element[:]:
                if item.tag == _ITEM:
                    yield kind, item
                else:
                    _unplaced(walk, item)
        elif name.startswith("list"):
            walk.known(element)
            _own_words_unplaced(walk, element)
            yield from _members(walk, element[:])
        else:
            _unplaced(walk, element)


def _entity(walk: Walk, name: str, kind: str, element: Any) -> Entity:
    title, uri, role = "", "", element.get("role") or ""
    walk.known(element, _ID, "n", "role")
    children = element[:]
    for child in children:
        what = plain_name(child)
        if what in _NAMES and not title:
            title = walk.words(child)
            if child.keys():
                walk.known(child, "type" if child.get("type") == kind else "")
        elif what == "objectIdentifier" and not title:
            title = walk.words(child)
            walk.known(child)
        elif what == "idno" and not uri:
            uri = walk.words(child)
            walk.known(child, "type" if child.get("type") == "URI" else "")
        elif (what == "note" and child.get("type") == "role" and not role) or (what in {"occupation", "roleName"} and not role):
            role = walk.words(child)
            walk.known(child, "type" if what == "note" else "")
        elif what not in _KINDS:
            _unplaced(walk, child)
    own = own_words(element)
    if not children and own and not title:
        title = walk.words(element)
    else:
        _own_words_unplaced(walk, element)
    return Entity(name, kind, title, uri, role)


def _own_words_unplaced(walk: Walk, element: Any) -> None:
    if has_own_words(element):
        own = own_words(element)
        walk.loss("entity-detail-dropped", f"{plain_name(element)} {short(own)} has no place in an entity", element)


def _unplaced(walk: Walk, element: Any) -> None:
    if said := told(element):
        message = f"{plain_name(element)} {said} has no place in an entity"
        walk.context.loss("entity-detail-dropped", message, line=element.sourceline)
