"""The rules for what a header says beside `fileDesc`: encoding, languages, subjects, and the history of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import PROJECT, is_token
from releasekit.formats.tei.read_header import is_ours
from releasekit.formats.tei.read_inlines import when
from releasekit.formats.tei.read_words import is_white, plain_name, spaced, tei
from releasekit.model import Change, Subject

if TYPE_CHECKING:
    from releasekit.formats.tei.read_header import Header

_P, _LANGUAGE = tei("p"), tei("language")
_WORDS = frozenset({tei("term"), tei("item")})
_KEYWORDS, _CLASS_CODE, _CAT_REF, _LIST_CHANGE = tei("keywords"), tei("classCode"), tei("catRef"), tei("listChange")


def project(header: Header, description: Any) -> None:
    """`projectDesc`: ours says what every release of ours says."""
    if spaced(description) != PROJECT:
        header.unplaced(description)


def classes(header: Header, declaration: Any) -> None:
    """`classDecl`: our taxonomy is used by `catRef`, others are reported."""
    for taxonomy in header.children(declaration):
        if not is_ours(taxonomy):
            header.unplaced(taxonomy)


def abstract(header: Header, element: Any) -> None:
    """`abstract`: the summary."""
    children = element[:]
    if any(child.tag != _P for child in children):
        children = list(element.iter(_P))
        if "".join("".join(map(spaced, children)).split()) != "".join(spaced(element).split()):
            children = []  # it has words that stand in no paragraph
    paragraphs = [header.words(child) for child in children] if children else [header.words(element)]
    if not header.walk.exact:
        paragraphs = [words for words in paragraphs if words]
    header.once("summary", "\n\n".join(paragraphs), element)


def language_usage(header: Header, element: Any) -> None:
    """`langUsage`: the languages; the first is the release's if nothing else says."""
    for child in header.children(element):
        ident = child.get("ident")
        if ident and child.tag == _LANGUAGE:
            header.walk.known(child, "ident")
            header.languages.append(ident)
        else:
            header.unplaced(child)


def text_class(header: Header, element: Any) -> None:
    """`textClass`: keywords, subjects and the kind."""
    walk = header.walk
    for child in header.children(element):
        tag = child.tag
        if tag == _KEYWORDS:
            walk.known(child)
            _keywords(header, child)
        elif tag == _CLASS_CODE:
            walk.known(child, "scheme", "n")
            header.add("subjects", Subject(header.words(child), walk.address(child, "scheme")))
        elif tag == _CAT_REF:
            _category(header, child)
        else:
            header.unplaced(child)


def _keywords(header: Header, element: Any) -> None:
    """The terms or items; a list or an item that holds others is looked into."""
    if not len(element) and not is_white(element.text):
        header.add("keywords", header.words(element))
    for child in element[:]:
        if child.tag in _WORDS and not (len(child) and any(each.tag in _WORDS for each in child.iterdescendants())):
            header.walk.known(child)
            header.add("keywords", header.words(child))
        else:
            header.children(child)
            _keywords(header, child)


def _category(header: Header, element: Any) -> None:
    for target in (element.get("target") or "").split():
        name = target.removeprefix("#")
        if name in header.categories and "kind" not in header.fields:
            header.fields["kind"] = header.categories[name]
        else:
            header.add("subjects", Subject(name, element.get("scheme") or ""))


def change(header: Header, element: Any) -> None:
    """`change`: a step in the history, or the time of the last."""
    at = when(element)
    type = element.get("type")
    if type == "modified" and at and "modified" not in header.fields and not spaced(element):
        header.fields["modified"] = at
        return
    status = element.get("status") or ""
    known = is_token(status)
    header.add("changes", Change(header.words(element), at, element.get("n") or "", status if known else ""))
    header.walk.known(element, "n", "when" if at else "", "when-iso" if at else "", "status" if known else "")


def changes(header: Header, element: Any) -> None:
    """`listChange`: changes in a list."""
    for child in header.children(element):
        (changes if child.tag == _LIST_CHANGE else change)(header, child)


def people(header: Header, element: Any) -> None:
    """`particDesc`, `settingDesc`: lists of people and places are read as entities, the rest is reported."""
    for child in header.children(element):
        if not plain_name(child).startswith("list"):
            header.unplaced(child)


PROFILE_RULES = {
    tei("projectDesc"): project,
    tei("classDecl"): classes,
    tei("abstract"): abstract,
    tei("langUsage"): language_usage,
    tei("textClass"): text_class,
    tei("change"): change,
    tei("listChange"): changes,
    tei("particDesc"): people,
    tei("settingDesc"): people,
}
