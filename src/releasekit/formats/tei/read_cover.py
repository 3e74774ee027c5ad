"""The rules for the header of a `teiCorpus`: the cover of a pack, the title of a part, and how each release is bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.briefing import Enclosure, LeftOut, Origin
from releasekit.errors import FieldError, ReadError
from releasekit.formats.tei.corpus import NOTES, PARTS_SAY
from releasekit.formats.tei.names import LANGUAGES
from releasekit.formats.tei.read_header import Header
from releasekit.formats.tei.read_inlines import dated
from releasekit.formats.tei.read_words import has_own_words, plain_name, tei, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from releasekit.formats.tei.parts import Walk
    from releasekit.model import Moment

_TITLE, _RESP_STMT, _RESP, _NAME = tei("title"), tei("respStmt"), tei("resp"), tei("name")
_PUBLISHER, _DATE, _AVAILABILITY, _P = tei("publisher"), tei("date"), tei("availability"), tei("p")
_NOTE, _BIBL, _LIST_BIBL, _IDNO, _REF = tei("note"), tei("bibl"), tei("listBibl"), tei("idno"), tei("ref")
_LANG_USAGE, _LANGUAGE = tei("langUsage"), tei("language")

_FIELDS = dict(NOTES) | {"translations": "translations"}
_SEVERAL = frozenset({"prepared_for", "distribution", "scale"})


class Cover:
    """What the header of a corpus says: fields of a pack or part by name, and the entries for its texts."""

    def __init__(self, walk: Walk, header: Any) -> None:
        self.fields: dict[str, Any] = {}
        self.bound: list[dict[str, Any]] = []
        """The fields of each entry that the header describes, in order; `letters` is what its ids begin with."""
        if header is not None:
            found = Header(walk, _RULES)
            found.read(header)
            self.bound = found.fields.pop("bound", [])
            if status := found.fields.pop("status", ""):
                walk.loss("header-dropped", f"the status of a corpus, {status!r}, has no field", header)
            self.fields = {name: tuple(said) if isinstance(said, list) else said for name, said in found.fields.items()}

    def of_part(self, walk: Walk, header: Any) -> dict[str, Any]:
        """The fields of a part, which has a title and a note; what only a pack may say is reported."""
        for name in sorted(self.fields.keys() - {"title", "notes"}):
            walk.loss("header-dropped", f"the {name.replace('_', ' ')} of a part of the corpus has no field", header)
        return {"title": self.fields.get("title", ""), "note": self.fields.get("notes", "")}


def _titles(header: Header, statement: Any) -> None:
    for child in header.children(statement):
        field = {"main": "title", "sub": "subtitle", "": "title"}.get(child.get("type") or "") if child.tag == _TITLE else None
        if field and field not in header.fields:
            header.fields[field] = header.words(child, "type")
        elif child.tag == _RESP_STMT and _is_preparation(header, child):
            header.add("prepared_by", header.words(child[1]))
        elif child.tag != _RESP_STMT or not header.says_only(child, "conversion releasekit"):
            header.unplaced(child)


def _is_preparation(header: Header, statement: Any) -> bool:
    """Whether a statement says who prepared the pack, and nothing else."""
    if statement.keys() or has_own_words(statement) or [child.tag for child in statement[:]] != [_RESP, _NAME]:
        return False
    return header.says_only(statement[0], "preparation")


def _publication(header: Header, statement: Any) -> None:
    for child in header.children(statement):
        type = child.get("type")
        if (
            child.tag == _DATE
            and type in {None, "pack"}
            and "date" not in header.fields
            and (at := _moment(header, child, "type"))
        ):
            header.fields["date"] = at
        elif child.tag == _AVAILABILITY and child.get("status") == "restricted":
            for each in header.children(child, "status"):
                if each.tag == _P and "marking" not in header.fields:
                    header.fields["marking"] = header.words(each)
                else:
                    header.unplaced(each)
        elif child.tag != _PUBLISHER or told(child):
            header.unplaced(child)


def _moment(header: Header, element: Any, *names: str) -> Moment | None:
    """The moment that a date states; words that say something else are reported."""
    at, name = dated(element)
    if at and header.words(element, name, *names).replace(" ", "T") not in {"", at.iso}:
        header.unplaced(element)
    return at


def _notes(header: Header, statement: Any) -> None:
    for child in header.children(statement):
        type = child.get("type") or ""
        field = _FIELDS.get(type, "") if child.tag == _NOTE else ""
        if field in _SEVERAL:
            header.add(field, header.words(child, "type"))
        elif field and field not in header.fields:
            header.fields[field] = header.words(child, "type")
        elif type == "leftOut" and child.tag == _NOTE:
            header.add("left_out", _left_out(header, child))
        else:
            header.unplaced(child)


def _language(header: Header, usage: Any) -> None:
    for child in header.children(usage):
        ident = child.get("ident")
        if child.tag != _LANGUAGE or not ident or "lang" in header.fields:
            header.unplaced(child)
            continue
        header.fields["lang"] = ident
        if header.words(child, "ident") not in {"", ident, LANGUAGES.get(ident.split("-")[0])}:
            header.unplaced(child)


def _sources(header: Header, statement: Any) -> None:
    for child in header.children(statement):
        if child.tag == _LIST_BIBL and all(each.tag == _BIBL and each.get("n") for each in child[:]):
            for bibl in header.children(child):
                header.add("bound", _entry(header, bibl))
        elif not header.says_only(child, PARTS_SAY):
            header.unplaced(child)


# ── what is bound ───────────────────────────────────────────────────────────────────────────────────────────────────


def _entry(header: Header, bibl: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"enclosures": []}
    origin: dict[str, str] = {}
    for child in header.children(bibl, "n"):
        type = child.get("type") or ""
        if child.tag == _TITLE and "title" not in said:
            said["title"] = header.words(child)
        elif child.tag == _IDNO and type in _OF_ORIGIN and type not in origin:
            origin[type] = header.words(child, "type")
        elif child.tag == _NOTE and type == "enclosure":
            said["enclosures"].append(_enclosure(header, child))
        elif child.tag == _NOTE and type in {"note", "marking", "letterhead", "embargoed"} and type not in said:
            said[type] = header.words(child, "type")
        else:
            header.unplaced(child)
    return {
        "letters": bibl.get("n"),
        "origin": _origin(origin),
        "title": said.get("title", ""),
        "note": said.get("note", ""),
        "marking": said.get("marking", ""),
        "letterhead": said.get("letterhead") != "no",
        "embargoed": said.get("embargoed") == "yes",
        "enclosures": tuple(said["enclosures"]),
    }


_OF_ORIGIN = frozenset({"file", "digest", "format"})


def _origin(said: dict[str, str]) -> Origin:
    return Origin(name=said.get("file", ""), digest=said.get("digest", ""), format=said.get("format", ""))


def _left_out(header: Header, note: Any) -> LeftOut:
    said: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for child in _inner(header, note):
        name, type = plain_name(child), child.get("type") or ""
        if name == "date" and name not in said and (at := _moment(header, child)):
            said[name] = at
        elif name == "title" and name not in said:
            said[name] = header.words(child)
        elif name == "idno" and type in _OF_ORIGIN and type not in origin:
            origin[type] = header.words(child, "type")
        elif name == "note" and type in {"number", "said"} and type not in said:
            said[type] = header.words(child, "type")
        else:
            header.unplaced(child)
    return LeftOut(
        origin=_origin(origin),
        reason=note.get("subtype") or "",
        said=said.get("said", ""),
        title=said.get("title", ""),
        number=said.get("number", ""),
        date=said.get("date"),
    )


def _inner(header: Header, note: Any) -> Iterable[Any]:
    """What is said in the `bibl` of a release that was left out."""
    for child in header.children(note, "type", "subtype"):
        if child.tag == _BIBL:
            yield from header.children(child)
        else:
            header.unplaced(child)


def _enclosure(header: Header, note: Any) -> Enclosure:
    said: dict[str, str] = {}
    where = title = ""
    for child in header.children(note, "type"):
        type = child.get("type") or ""
        if child.tag == _REF and not (where or title):
            title = header.words(child, "target", "n")
            where = child.get("n") or child.get("target") or ""
        elif child.tag == _IDNO and type in {"mediaType", "pages", "digest"} and type not in said:
            said[type] = header.words(child, "type")
        else:
            header.unplaced(child)
    try:
        return Enclosure(
            href=where,
            title=title,
            media_type=said.get("mediaType", ""),
            pages=said.get("pages", ""),
            digest=said.get("digest", ""),
        )
    except FieldError as error:
        raise ReadError(str(error), name=header.walk.context.name, line=note.sourceline) from None


_RULES = {
    tei("titleStmt"): _titles,
    tei("publicationStmt"): _publication,
    tei("notesStmt"): _notes,
    tei("sourceDesc"): _sources,
    _LANG_USAGE: _language,
}
