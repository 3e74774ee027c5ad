"""A `teiHeader` to the fields of a release: what every part's own rule needs. What no field has a place for is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from releasekit.formats.tei.names import GENRES, KIND_PREFIX, XML, is_token, kind_of
from releasekit.formats.tei.read_words import are_words_behind, has_own_words, own_words, plain_name, short, spaced, tei, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from releasekit.formats.tei.parts import Walk

HeaderRule: TypeAlias = "Callable[[Header, Any], None]"

ID = f"{{{XML}}}id"
_TAXONOMY, _CATEGORY = tei("taxonomy"), tei("category")
_REVISION, _P = tei("revisionDesc"), tei("p")


class Header:
    """One reading of one header: what it has found goes into `fields`, the fields of a release by name."""

    def __init__(self, walk: Walk, rules: Mapping[str, HeaderRule]) -> None:
        self.walk = walk
        self.fields: dict[str, Any] = {}
        self.languages: dict[str, Any] = {}
        """The languages that are listed, each with its element."""
        self.place = ""
        """Where it was published, which is the dateline's place unless the text says otherwise."""
        self.place_at: Any = None
        """The element that says so."""
        self.authors: list[Any] = []
        """The organisations that are authors, as elements."""
        self.writers: list[Any] = []
        """The names of other authors, as elements."""
        self.publishers: list[tuple[Any, Any]] = []
        """The publishers, each with the address that follows it or None, as elements."""
        self.categories: dict[str, str] = {}
        """The kinds that categories of ours mean, by their ids."""
        self.taxonomies: set[str] = set()
        """The ids of taxonomies of ours."""
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
            status = (part.get("status") or "") if part.tag == _REVISION else ""
            if is_token(status):
                self.fields["status"] = status
            for child in self.children(part, "status" if is_token(status) else ""):
                rule = rules.get(child.tag)
                if rule:
                    rule(self, child)
                else:
                    self.unplaced(child)

    def children(self, element: Any, *names: str) -> list[Any]:
        """The children of an element that only holds others; words of its own, and attributes other than these, are reported."""
        if element.keys():
            self.walk.known(element, *names)
        children: list[Any] = element[:]
        text = element.text
        if (text and not text.isspace()) or are_words_behind(children):
            self._lost(element, short(own_words(element)))
        return children

    def words(self, element: Any, *names: str) -> str:
        """The words of an element, exactly or with single spaces; markup in it, and attributes other than these, are reported."""
        if element.keys():
            self.walk.known(element, *names)
        return self.walk.words(element)

    def paragraphs(self, element: Any, *names: str) -> str:
        """The words of an element that may have paragraphs, parted by empty lines. Reports as `words`."""
        children: list[Any] = element[:]
        if any(child.tag != _P for child in children):
            children = list(element.iter(_P))
            if "".join("".join(map(spaced, children)).split()) != "".join(spaced(element).split()):
                return self.words(element, *names)  # it has words that stand in no paragraph
            inner = [each for child in children for each in child.iter()]
            self.walk.markup_dropped(element, *inner)
        elif not children or has_own_words(element):
            return self.words(element, *names)
        self.walk.known(element, *names)
        found = [self.words(child) for child in children]
        return "\n\n".join(found if self.walk.exact else filter(None, found))

    def unplaced(self, element: Any) -> None:
        """Report what has no field."""
        if said := told(element):
            self._lost(element, said)

    def says_only(self, element: Any, words: str) -> bool:
        """Whether an element says these words, and nothing else."""
        return spaced(element) == words and not any(each.keys() for each in element.iter())

    def _lost(self, element: Any, said: str) -> None:
        path = "/".join([*(plain_name(up) for up in reversed(list(element.iterancestors()))), plain_name(element)])
        message = f"{path.removeprefix('TEI/')}: {said} has no field"
        self.walk.context.loss("header-dropped", message, line=element.sourceline)

    def add(self, field: str, value: Any) -> None:
        """One more value of a field that has several."""
        self.fields.setdefault(field, []).append(value)

    def once(self, field: str, value: Any, element: Any) -> bool:
        """Whether this is the value of a field that has one; a second is reported."""
        if value and not self.fields.get(field):
            self.fields[field] = value
            return True
        self.unplaced(element)
        return False

    def _taxonomy(self, taxonomy: Any) -> None:
        name = taxonomy.get(ID) or ""
        ours = is_ours(taxonomy)
        if ours:
            self.categories[name] = ""
            self.taxonomies.add(name)
        for category in taxonomy.iter(_CATEGORY):
            name = category.get(ID) or ""
            if ours or name.startswith(KIND_PREFIX):
                kind = category.get("n") or kind_of(name)
                self.categories[name] = kind if is_token(kind) else ""


def is_ours(taxonomy: Any) -> bool:
    """Whether a taxonomy is that of kinds of release."""
    return (taxonomy.get(ID) or "").rstrip("_") == GENRES
