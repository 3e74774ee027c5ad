"""Every node of a release, in reading order, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

from releasekit.model.nodes import Localised, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.model.release import Release

_NODE_TUPLES = {"tuple[Inline, ...]", "tuple[Block, ...]", "tuple[Item, ...]", "tuple[Row, ...]", "tuple[Cell, ...]"}


_FIELDS: dict[object, tuple[str, ...]] = {}
_SEEN_FIRST = {"Table": "caption", "Speech": "speaker"}
"""What is read before the rest of its node, wherever the class has it."""


def child_fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class that hold nodes, in reading order."""
    if kind not in _FIELDS:
        names = [field.name for field in fields(kind) if field.type in _NODE_TUPLES or field.type == "Image"]
        names.sort(key=lambda name: name != _SEEN_FIRST.get(kind.__name__))
        _FIELDS[kind] = tuple(names)
    return _FIELDS[kind]


def children(node: Node | Release) -> Iterator[tuple[str, Node]]:
    """The nodes directly inside, each with its place in the node (`/content/0`)."""
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            for index, child in enumerate(value):
                yield f"/{name}/{index}", child
        else:
            yield f"/{name}", value


def walk(node: Node | Release, where: str = "") -> Iterator[tuple[str, Node]]:
    """All nodes inside, parents first, each with its place: a JSON Pointer (RFC 6901) by the model's names.

    >>> from releasekit import Paragraph, Release, Text
    >>> [place for place, _ in walk(Release(body=(Paragraph((Text("Words."),)),)))]
    ['/body/0', '/body/0/content/0']
    """
    for step, child in children(node):
        place = where + step
        yield place, child
        yield from walk(child, place)


def node_at(release: Release, where: str) -> Node:
    """The node at a place that `walk` gives. Raises `AttributeError` or `IndexError` where there is none."""
    found: Any = release
    for step in where[1:].split("/"):
        found = found[int(step)] if isinstance(found, tuple) else getattr(found, step)
    node: Node = found
    return node


def language_at(node: Node, inherited: str) -> str:
    """The language that a node's words are in."""
    return (node.lang if isinstance(node, Localised) else "") or inherited
