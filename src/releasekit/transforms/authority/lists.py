"""An authority list as TEI: `listPerson`, `listOrg`, `listPlace` and `listEvent`, wherever they stand, in, entries out.

A `persName`, `orgName`, `placeName` and the like of an entry is a form of its name, the first the preferred one unless another
has `type="main"`, `"preferred"` or `"reg"`; `idno`, `@ref` and `@sameAs` are identifiers; `@xml:id` is the id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.decoding import decode
from releasekit.errors import FieldError, ReadError
from releasekit.transforms.authority.entry import SCHEMES, Entry, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from releasekit.format import Context

_KINDS = {"person": "person", "personGrp": "person", "org": "organisation", "place": "place", "event": "event"}
_NAMES = frozenset({"persName", "orgName", "placeName", "eventName", "name", "label", "head"})
_PREFERRED = frozenset({"main", "preferred", "reg"})
_ROLES = frozenset({"occupation", "roleName"})
_XML = "{http://www.w3.org/XML/1998/namespace}"


def entries(data: bytes, context: Context) -> Iterator[Entry]:
    """An entry for each person, organisation, place and event. Raises `ReadError`."""
    unknown: dict[str, None] = {}
    for element in _root(data, context).iter():
        kind = _KINDS.get(_local(element))
        parent = element.getparent()
        if kind and parent is not None and (_local(parent).startswith("list") or _local(parent) in _KINDS):
            try:
                yield _entry(element, kind, unknown)
            except FieldError as error:
                raise ReadError(str(error), name=context.name, line=element.sourceline) from None
    strangers(unknown, context)


def _root(data: bytes, context: Context) -> Any:
    """The root element; no entity is resolved and no other file read, and a document type is refused."""
    from lxml import etree

    try:
        raw = _undeclared(decode(data, context)).encode()
    except ReadError:
        if not data.lstrip().startswith(b"<?xml"):
            raise
        raw = data  # in an encoding that is declared, the parser's business
    if b"<!DOCTYPE" in raw:
        line = raw[: raw.index(b"<!DOCTYPE")].count(b"\n") + 1
        raise ReadError("a document type is declared: take the line with <!DOCTYPE out", name=context.name, line=line)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False)
    try:
        root: Any = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        what = (error.msg or "").partition(", line ")[0]
        raise ReadError(f"not well-formed XML: {what}", name=context.name, line=error.lineno or None) from None
    if root.getroottree().docinfo.doctype:  # in an encoding in which the bytes are others
        raise ReadError("a document type is declared: take the line with <!DOCTYPE out", name=context.name, line=1)
    return root


def _undeclared(text: str) -> str:
    """The document without its declaration, in as many lines: its encoding is no longer what that says."""
    if not text.startswith("<?xml"):
        return text
    head, end, rest = text.partition("?>")
    return "\n" * head.count("\n") + rest if end else text


def _entry(element: Any, kind: str, unknown: dict[str, None]) -> Entry:
    entry = Entry(element.sourceline, element.get(f"{_XML}id") or element.get("n") or "", kind, role=element.get("role") or "")
    names: list[tuple[bool, str, str]] = []
    for child in element.iterchildren():
        what = _local(child)
        if what in _NAMES:
            lang, preferred = child.get(f"{_XML}lang") or "", child.get("type") in _PREFERRED
            names += [(preferred and not index, words, lang) for index, words in enumerate(_forms(child))]
            _pointers(entry, child)
        elif what == "idno":
            scheme = (child.get("type") or "").lower()
            entry.add(scheme if scheme in SCHEMES else "refs", _words(child))
        elif what in _ROLES or (what == "note" and child.get("type") == "role"):
            entry.add("role", _words(child))
        elif what and what not in _KINDS and not what.startswith("list"):
            unknown[what] = None
    _pointers(entry, element)
    for preferred, words, lang in sorted(names, key=lambda each: not each[0]):
        entry.add("name" if preferred or not entry.name else "forms", words, lang)
    if not entry.forms and not len(element):
        entry.add("name", _words(element))
    if not entry.forms:
        raise FieldError(f"this {_local(element)} has no name: give it a {'persName' if kind == 'person' else 'name'}")
    return entry


def _forms(name: Any) -> Iterator[str]:
    """A name as it stands, and, where forename and surname are marked, in their usual order."""
    parts: dict[str, list[str]] = {"forename": [], "surname": []}
    for child in name.iterchildren():
        if (what := _local(child)) in parts:
            parts[what].append(_words(child))
    direct = " ".join([*parts["forename"], *parts["surname"]]) if all(parts.values()) else ""
    words = _words(name)
    if direct and not any(map(str.isspace, words)):  # nothing stands between the parts
        words = direct
    yield words
    if direct and direct != words:
        yield direct


def _pointers(entry: Entry, element: Any) -> None:
    for attribute in ("ref", "sameAs"):
        for pointer in (element.get(attribute) or "").split():
            if not pointer.startswith("#"):
                entry.add("refs", pointer)


def _words(element: Any) -> str:
    return " ".join(str(element.xpath("string()")).split())


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
