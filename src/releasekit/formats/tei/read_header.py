"""A `teiHeader` to the fields of a release: what every part's own rule needs. What no field has a place for is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from releasekit.formats.tei.names import GENRES, KIND_PREFIX, XML, is_token, kind_of
from releasekit.formats.tei.read_words import are_words_behind, own_words, plain_name, short, spaced, tei

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from releasekit.formats.tei.parts import Walk

HeaderRule: TypeAlias = "Callable[[Header, Any], None]"

_ID = f"{{{XML}}}id"
_TAXONOMY, _CATEGORY = tei("taxonomy"), tei("category")
_REVISION = tei("revisionDesc")


class Header:
    """One reading of one header: what it has found goes into `fields`, the fields of a release by name."""

    def __init__(self, walk: Walk, rules: Mapping[str, HeaderRule]) -> None:
        self.walk = walk
        self.fields: dict[str, Any] = {}
        self.languages: list[str] = []
        self.place = ""
        """Where it was published, which is the dateline's place unless the text says otherwise."""
        self.authors: list[Any] = []
        """The organisations that are authors, as elements."""
        self.publishers: list[tuple[Any, Any]] = []
        """The publishers, each with the address that follows it or None, as elements."""
        self.categories: dict[str, str] = {}
        """The kinds that categories of ours mean, by their ids."""
        self.lines: dict[str, str] = {}
        """Headline and subtitle in plain words."""
        self.extra_keys: set[str] = set()
        self._rules = rules

    def read(self, header: Any) -> None:
        """Read a whole header."""
        for taxonomy in header.iter(_TAXONOMY):
            self._taxonomy(taxonomy)
        rules = self._rules
        for part in self.children(header):
            within = self.children(part)
            if not within:
                self.unplaced(part)
            for child in within:
                rule = rules.get(child.tag)
                if rule:
                    rule(self, child)
                else:
                    self.unplaced(child)
            if part.tag == _REVISION and (status := part.get("status")):
                if is_token(status):
                    self.fields["status"] = status
                else:
                    self.unplaced(part)

    def children(self, element: Any) -> list[Any]:
        """The children of an element that has no words of its own; words that it has nevertheless are reported."""
        children: list[Any] = element[:]
        text = element.text
        if (text and not text.isspace()) or are_words_behind(children):
            self._lost(element, own_words(element))
        return children

    def unplaced(self, element: Any) -> None:
        """Report what has no field."""
        words = spaced(element)
        said = words or " ".join(f"{name}={value}" for each in element.iter() for name, value in each.items())
        if said:
            self._lost(element, said)

    def _lost(self, element: Any, said: str) -> None:
        path = "/".join([*(plain_name(up) for up in reversed(list(element.iterancestors()))), plain_name(element)])
        message = f"{path.removeprefix('TEI/')}: {short(said)} has no field"
        self.walk.context.loss("header-dropped", message, line=element.sourceline)

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

    def _taxonomy(self, taxonomy: Any) -> None:
        name = taxonomy.get(_ID) or ""
        ours = is_ours(taxonomy)
        if ours:
            self.categories[name] = ""
        for category in taxonomy.iter(_CATEGORY):
            name = category.get(_ID) or ""
            if ours or name.startswith(KIND_PREFIX):
                kind = category.get("n") or kind_of(name)
                self.categories[name] = kind if is_token(kind) else ""


def is_ours(taxonomy: Any) -> bool:
    """Whether a taxonomy is that of kinds of release."""
    return (taxonomy.get(_ID) or "").rstrip("_") == GENRES
