"""A `teiHeader` and `standOff` to the fields of a release. What no field has a place for is reported, with its words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import GENRES, KIND_PREFIX, SERIES, is_token, kind_of, pointed
from releasekit.formats.tei.parts import LANG, has_own_words, plain_name, spaced, tei
from releasekit.formats.tei.read_inlines import moment, when
from releasekit.formats.tei.read_issuers import issuers
from releasekit.model import Change, Embargo, Extra, Found, Number, Rights, Source, Subject, Translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from releasekit.formats.tei.parts import Walk

_DATES = {
    "": "released", "released": "released", "publication": "released", "published": "released",
    "distributed": "distributed", "event": "event_date", "modified": "modified",
}  # fmt: skip
"""Types of `publicationStmt/date`, ours first, and the fields that they are."""


class Header:
    """One reading of one header: what it has found goes into `fields`, the fields of a release by name."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.fields: dict[str, Any] = {}
        self.languages: list[str] = []
        self.place = ""
        """Where it was published, which is the dateline's place unless the text says otherwise."""
        self._categories: dict[str, str] = {}

    def read(self, header: Any) -> None:
        """Read a whole header."""
        for taxonomy in header.iter(tei("taxonomy")):
            self._taxonomy(taxonomy)
        for part in header:
            for child in part:
                rule = _RULES.get(plain_name(child))
                if rule:
                    rule(self, child)
                else:
                    self.unplaced(child)
            if plain_name(part) == "revisionDesc":
                self._status(part)
            elif plain_name(part) == "xenoData":
                self.unplaced(part)

    def unplaced(self, element: Any) -> None:
        """Report what has no field."""
        words = spaced(element)
        told = [f"{name}={value}" for each in element.iter() for name, value in each.attrib.items()]
        said = words or " ".join(told)
        if said:
            path = "/".join([*(plain_name(up) for up in reversed(list(element.iterancestors()))), plain_name(element)])
            short = said if len(said) <= 80 else said[:79] + "…"
            self.walk.context.loss(
                "header-dropped", f"{path.removeprefix('TEI/')}: {short!r} has no field", line=element.sourceline
            )

    def words(self, element: Any) -> str:
        """The words of an element, exactly or with single spaces."""
        return self.walk.words(element)

    def add(self, field: str, value: Any) -> None:
        """One more value of a field that has several."""
        self.fields.setdefault(field, []).append(value)

    def once(self, field: str, value: Any, element: Any) -> None:
        """The value of a field that has one; a second is reported."""
        if value and not self.fields.get(field):
            self.fields[field] = value
        else:
            self.unplaced(element)

    # ── fileDesc ────────────────────────────────────────────────────────────────────────────────────────────────────

    def titles(self, statement: Any) -> None:
        """`titleStmt`: headline and subtitle; its authors are read with the publishers."""
        for child in statement:
            match plain_name(child), child.get("type") or "main":
                case "title", "main" if "headline" not in self.fields:
                    self.fields["headline"] = self.walk.inlines(child)
                case "title", "sub" if "subtitle" not in self.fields:
                    self.fields["subtitle"] = self.walk.inlines(child)
                case "author", _ if child.find(tei("orgName")) is not None:
                    pass
                case "respStmt", _ if spaced(child) == "conversion releasekit":
                    pass
                case _:
                    self.unplaced(child)
        self.fields["issuers"] = issuers(self, statement.getparent())

    def edition(self, statement: Any) -> None:
        """`editionStmt`: the version."""
        for child in statement:
            if plain_name(child) == "edition":
                self.once("version", child.get("n") or self.words(child), child)
            else:
                self.unplaced(child)

    def publication(self, statement: Any) -> None:
        """`publicationStmt`: dates, numbers, id and rights; its publishers are read with the authors."""
        for child in statement:
            match plain_name(child):
                case "publisher" | "address":
                    pass
                case "date":
                    self._date(child)
                case "idno":
                    self._idno(child)
                case "availability":
                    self._rights(child)
                case "pubPlace" if not self.place:
                    self.place = self.words(child).strip()
                case _:
                    self.unplaced(child)

    def _date(self, element: Any) -> None:
        stated = when(element) or moment(spaced(element))
        field = _DATES.get(element.get("type") or "")
        if field is None or stated is None:
            self.unplaced(element)
        else:
            self.once(field, stated, element)

    def _idno(self, element: Any) -> None:
        type, sub = element.get("type") or "", element.get("subtype") or ""
        if type in {"URI", "URL", "uri", "url"} and not self.fields.get("id"):
            self.fields["id"] = self.words(element)
            return
        scheme = sub if type == "number" and sub else type
        if scheme == "docnumber" and type != "number":
            scheme = ""
        value = "".join([element.text or "", *(child.tail or "" for child in element)])
        href = element.get("corresp") or ""
        self.add("numbers", Number(value, scheme if is_token(scheme) else "", pointed(href, element.get("n")) if href else ""))
        for inner in element:
            self._idno(inner)

    def _rights(self, element: Any) -> None:
        notices, terms, href = [], [], ""
        for child in element:
            if plain_name(child) == "licence":
                terms.append(self.words(child))
                href = href or pointed(child.get("target") or "", child.get("n"))
            else:
                notices.append(self.words(child))
        rights = Rights("\n\n".join(filter(None, notices)), "\n\n".join(filter(None, terms)), href)
        self.once("rights", rights if rights != Rights() else None, element)

    def series(self, statement: Any) -> None:
        """`seriesStmt`: the path of sections."""
        levels = []
        for child in statement:
            if plain_name(child) == "idno" and child.get("type") == "section":
                levels.append(self.words(child))
            elif plain_name(child) != "title" or spaced(child) != SERIES:
                self.unplaced(child)
        if len(levels) == 1 and not self.walk.exact:  # others put the path in one
            levels = levels[0].split(" / ")
        self.fields["section"] = (*self.fields.get("section", ()), *levels)

    def notes(self, statement: Any) -> None:
        """`notesStmt`: embargo, keys of others, related releases."""
        for child in statement:
            match plain_name(child), child.get("type"):
                case "note", "embargo":
                    date = child.find(tei("date"))
                    until = when(date) if date is not None else None
                    self.once(
                        "embargo", Embargo(until, self.words(child if date is None or has_own_words(child) else date)), child
                    )
                case "note", "extra" if child.get("n") is not None:
                    self._extra(child)
                case "relatedItem", "translation":
                    lang = child.get(LANG) or ""
                    self.add("translations", Translation(lang, self._target(child)))
                case "relatedItem", "replaces":
                    self.add("replaces", self._target(child))
                case "relatedItem", "replacedBy":
                    self.add("replaced_by", self._target(child))
                case _:
                    self.unplaced(child)

    def _target(self, element: Any) -> str:
        inner = next((each for each in element.iter() if each.get("target")), element)
        return pointed(inner.get("target") or "", inner.get("n")) or self.words(element).strip()

    def _extra(self, element: Any) -> None:
        key, text = element.get("n"), "".join(element.itertext())
        if any(extra.key == key for extra in self.fields.get("extra", ())):
            self.unplaced(element)
            return
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            self.walk.context.guess(
                "extra-not-json", f"the note {key!r} is no JSON, and is kept as text", line=element.sourceline
            )
            self.add("extra", Extra.of(key, text))
        else:
            self.add("extra", Extra(key, text))

    def source(self, statement: Any) -> None:
        """`sourceDesc`: where the release was read from."""
        bibl = next(statement.iterchildren(tei("bibl")), None)
        if bibl is not None and not bibl.findall("*") and (bibl.text or "").strip():
            self.once("source", Source("", self.words(bibl)), bibl)
        elif bibl is not None:
            self._bibl(bibl)
        for child in statement:
            if child is bibl:
                continue
            if words := spaced(child) if plain_name(child) == "p" else "":
                self.once("source", Source("", words), child)
            else:
                self._unfamiliar(child)

    def _bibl(self, bibl: Any) -> None:
        href, title, format, found = "", "", "", []
        for child in bibl:
            match plain_name(child), child.get("type"):
                case "ref" | "ptr" | "title", _ if not title:
                    href = href or pointed(child.get("target") or "", child.get("n"))
                    title = self.words(child)
                case "idno", _ if not href:
                    href = self.words(child)
                case "note", "format":
                    format = self.words(child)
                case "note", "found":
                    found.append(self._found(child))
                case _:
                    self.unplaced(child)
        source = Source(href, title, format, tuple(found))
        if source != Source():
            self.once("source", source, bibl)

    def _found(self, element: Any) -> Found:
        said = {(plain_name(child), child.get("type") or ""): self.words(child) for child in element}
        certainty = element.get("cert") or said.get(("seg", "certainty"), "")
        return Found(element.get("n") or "", said.get(("seg", "rule"), ""), said.get(("quote", ""), ""), certainty)

    def _unfamiliar(self, element: Any) -> None:
        """A source that others describe in full: its title and address are ours, the rest has no field."""
        title = next(element.iter(tei("title")), None)
        link = next(element.iter(tei("idno"), tei("ref"), tei("ptr")), None)
        href = (link.get("target") or self.words(link)) if link is not None else ""
        if link is not None and link.get("type") == "DOI" and href.startswith("10."):
            href = f"https://doi.org/{href}"
        if title is not None and spaced(title) and not self.fields.get("source"):
            self.fields["source"] = Source(href, spaced(title))
        self.unplaced(element)

    # ── the other parts ─────────────────────────────────────────────────────────────────────────────────────────────

    def _taxonomy(self, taxonomy: Any) -> None:
        ours = (taxonomy.get(_ID) or "").rstrip("_") == GENRES
        if ours:
            self._categories[taxonomy.get(_ID)] = ""
        for category in taxonomy.iter(tei("category")):
            name = category.get(_ID) or ""
            if ours or name.startswith(KIND_PREFIX):
                kind = category.get("n") or kind_of(name)
                self._categories[name] = kind if is_token(kind) else ""

    def classes(self, declaration: Any) -> None:
        """`classDecl`: our taxonomy is used by `catRef`, others are reported."""
        for taxonomy in declaration:
            if (taxonomy.get(_ID) or "").rstrip("_") != GENRES:
                self.unplaced(taxonomy)

    def abstract(self, element: Any) -> None:
        """`abstract`: the summary."""
        children = list(element) if all(child.tag == _P for child in element) else list(element.iter(_P))
        paragraphs = [self.words(child) for child in children] if children else [self.words(element)]
        if not self.walk.exact:
            paragraphs = [words for words in paragraphs if words]
        self.once("summary", "\n\n".join(paragraphs), element)

    def language_usage(self, element: Any) -> None:
        """`langUsage`: the languages; the first is the release's if nothing else says."""
        self.languages += [ident for child in element if (ident := child.get("ident"))]

    def text_class(self, element: Any) -> None:
        """`textClass`: keywords, subjects and the kind."""
        for child in element:
            match plain_name(child):
                case "keywords":
                    for term in child.iter(tei("term"), tei("item")):
                        if not len(term):
                            self.add("keywords", self.words(term))
                case "classCode":
                    scheme = pointed(child.get("scheme") or "", child.get("n"))
                    self.add("subjects", Subject(self.words(child), scheme))
                case "catRef":
                    self._category(child)
                case _:
                    self.unplaced(child)

    def _category(self, element: Any) -> None:
        for target in (element.get("target") or "").split():
            name = target.removeprefix("#")
            if name in self._categories and "kind" not in self.fields:
                self.fields["kind"] = self._categories[name]
            else:
                self.add("subjects", Subject(name, element.get("scheme") or ""))

    def change(self, element: Any) -> None:
        """`change`: a step in the history, or the time of the last."""
        at = when(element)
        if element.get("type") == "modified" and at and "modified" not in self.fields and not spaced(element):
            self.fields["modified"] = at
            return
        status = element.get("status") or ""
        self.add("changes", Change(self.words(element), at, element.get("n") or "", status if is_token(status) else ""))
        self.walk.known(element, "n", "when", "when-iso", "status", "type")

    def changes(self, element: Any) -> None:
        """`listChange`: changes in a list."""
        for child in element:
            (self.changes if plain_name(child) == "listChange" else self.change)(child)

    def _status(self, element: Any) -> None:
        status = element.get("status") or ""
        if is_token(status):
            self.fields["status"] = status
        elif status:
            self.unplaced(element)

    def people(self, element: Any) -> None:
        """`particDesc`, `settingDesc`: lists of people and places are read as entities, the rest is reported."""
        for child in element:
            if not plain_name(child).startswith("list"):
                self.unplaced(child)


_P = tei("p")
_ID = "{http://www.w3.org/XML/1998/namespace}id"

_RULES: dict[str, Callable[[Header, Any], None]] = {
    "titleStmt": Header.titles,
    "editionStmt": Header.edition,
    "publicationStmt": Header.publication,
    "seriesStmt": Header.series,
    "notesStmt": Header.notes,
    "sourceDesc": Header.source,
    "classDecl": Header.classes,
    "abstract": Header.abstract,
    "langUsage": Header.language_usage,
    "textClass": Header.text_class,
    "change": Header.change,
    "listChange": Header.changes,
    "particDesc": Header.people,
    "settingDesc": Header.people,
}
