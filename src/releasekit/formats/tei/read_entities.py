"""Lists of people, organisations, places, events and other things in a TEI document to the entities of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import ENTITY_ELEMENTS, XML, as_token
from releasekit.formats.tei.parts import plain_name, spaced, tei
from releasekit.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.formats.tei.parts import Walk

_KINDS = {member: kind for kind, (_, member, _) in ENTITY_ELEMENTS.items()} | {"personGrp": "person", "object": "object"}
_NAMES = ("persName", "orgName", "placeName", "label", "eventName", "objectName", "name", "settlement", "head")
_ID = f"{{{XML}}}id"


def entities(walk: Walk, root: Any) -> tuple[Entity, ...]:
    """The entities of `standOff`, `particDesc` and `settingDesc`; the walk learns their ids and names."""
    found: dict[str, Entity] = {}
    for place in (*root.iterchildren(tei("standOff")), *root.iter(tei("particDesc"), tei("settingDesc"))):
        for kind, element in _members(walk, place):
            given = element.get(_ID) or element.get("n") or f"{kind}{len(found) + 1}"
            name = as_token(given)
            while name in found:
                name += "_"
            found[name] = _entity(walk, name, kind, element)
            walk.ids.setdefault(given, name)
            walk.entity_names[name] = found[name].name
    return tuple(found.values())


def _members(walk: Walk, place: Any) -> Iterator[tuple[str, Any]]:
    """The things in lists, and in lists within lists, with their kinds."""
    for element in place:
        name = plain_name(element)
        if name in _KINDS:
            yield _KINDS[name], element
            yield from _members(walk, [child for child in element if plain_name(child) in _KINDS])
        elif name == "list":
            kind = as_token(element.get("type")) if element.get("type") else ""
            yield from ((kind, item) for item in element.iterchildren(tei("item")))
        elif name.startswith("list"):
            walk.known(element, "type")
            yield from _members(walk, element)
        elif name not in {"head", "desc"} or spaced(element):
            _unplaced(walk, element)


def _entity(walk: Walk, name: str, kind: str, element: Any) -> Entity:
    title, uri, role = "", "", element.get("role") or ""
    walk.known(element, _ID, "n", "role")
    for child in element:
        what = plain_name(child)
        if what in _NAMES and not title:
            title = walk.words(child)
            walk.known(child, "type")
        elif what == "objectIdentifier" and not title:
            title = spaced(child)
        elif what == "idno" and not uri:
            uri = walk.words(child)
        elif (what == "note" and child.get("type") == "role") or (what in {"occupation", "roleName"} and not role):
            role = walk.words(child)
        elif what not in _KINDS:
            _unplaced(walk, child)
    if not len(element) and element.text and not title:
        title = walk.words(element)
    return Entity(name, kind, title, uri, role)


def _unplaced(walk: Walk, element: Any) -> None:
    words = spaced(element) or " ".join(f"{name}={value}" for name, value in element.attrib.items())
    if words:
        message = f"{plain_name(element)} {words[:80]!r} has no place in an entity"
        walk.context.loss("entity-detail-dropped", message, line=element.sourceline)
