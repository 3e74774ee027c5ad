"""The rules for what a header says beside `fileDesc`: encoding, languages, subjects, and the history of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from releasekit.formats.tei.names import LANGUAGES, NO_KINDS, PROJECT, is_token, kind_words
from releasekit.formats.tei.read_header import ID, is_ours
from releasekit.formats.tei.read_inlines import dated
from releasekit.formats.tei.read_words import has_own_words, is_white, plain_name, spaced, tei
from releasekit.model import Change, Subject

if TYPE_CHECKING:
    from releasekit.formats.tei.read_header import Header

_LANGUAGE, _CATEGORY = tei("language"), tei("category")
_WORDS = frozenset({tei("term"), tei("item")})
_KEYWORDS, _CLASS_CODE, _CAT_REF, _LIST_CHANGE = tei("keywords"), tei("classCode"), tei("catRef"), tei("listChange")


def project(header: Header, description: Any) -> None:
    """`projectDesc`: ours says what every release of ours says."""
    if not header.says_only(description, PROJECT):
        header.unplaced(description)


def classes(header: Header, declaration: Any) -> None:
    """`classDecl`: our taxonomy is used by `catRef`, others are reported."""
    for taxonomy in header.children(declaration):
        if not is_ours(taxonomy):
            header.unplaced(taxonomy)
            continue
        for child in header.children(taxonomy, ID):
            if not _is_kind(header, child):
                header.unplaced(child)


_OF_KINDS = frozenset({ID, "n"})


def _is_kind(header: Header, element: Any) -> bool:
    """Whether a category says what a kind of ours is called and no more, or a taxonomy that it has none."""
    if element.tag != _CATEGORY:
        return header.says_only(element, NO_KINDS)
    kind = header.categories.get(element.get(ID) or "") or ""
    plain = _OF_KINDS.issuperset(element.keys()) and not has_own_words(element)
    return plain and len(element) == 1 and header.says_only(element[0], kind_words(kind))


def abstract(header: Header, element: Any) -> None:
    """`abstract`: the summary."""
    header.once("summary", header.paragraphs(element), element)


def language_usage(header: Header, element: Any) -> None:
    """`langUsage`: the languages; the first is the release's if nothing else says."""
    for child in header.children(element):
        ident = child.get("ident")
        if ident and child.tag == _LANGUAGE:
            header.languages.setdefault(ident, child)
            words = header.words(child, "ident")
            if words not in {"", ident, LANGUAGES.get(ident.split("-")[0])}:
                message = f"langUsage: the language {ident} is called {words!r} there, and its usual name elsewhere"
                header.walk.context.advise("language-renamed", message, line=child.sourceline)
        else:
            header.unplaced(child)


def text_class(header: Header, element: Any) -> None:
    """`textClass`: keywords, subjects and the kind."""
    walk = header.walk
    for child in header.children(element):
        tag = child.tag
        if tag == _KEYWORDS:
            _keywords(header, child)
        elif tag == _CLASS_CODE:
            header.add("subjects", Subject(header.words(child, "scheme", "n"), walk.address(child, "scheme")))
        elif tag == _CAT_REF:
            _category(header, child)
        else:
            header.unplaced(child)


def _keywords(header: Header, element: Any) -> None:
    """The terms or items; a list or an item that holds others is looked into."""
    if not len(element) and not is_white(element.text):
        header.add("keywords", header.words(element))
        return
    for child in header.children(element):
        if child.tag in _WORDS and not (len(child) and any(each.tag in _WORDS for each in child.iterdescendants())):
            header.add("keywords", header.words(child))
        else:
            _keywords(header, child)


def _category(header: Header, element: Any) -> None:
    scheme = element.get("scheme") or ""
    used = scheme.removeprefix("#") in header.taxonomies
    for target in (element.get("target") or "").split():
        name = target.removeprefix("#")
        if name in header.categories and "kind" not in header.fields:
            header.fields["kind"] = header.categories[name]
        else:
            header.add("subjects", Subject(name, scheme))
            used = True
    for child in header.children(element, "target", "scheme" if used else ""):
        header.unplaced(child)


def change(header: Header, element: Any) -> None:
    """`change`: a step in the history, or the time of the last."""
    at, name = dated(element)
    type = element.get("type")
    if type == "modified" and at and "modified" not in header.fields and not spaced(element):
        header.fields["modified"] = at
        header.words(element, "type", name)
        return
    status = element.get("status") or ""
    known = is_token(status)
    words = header.words(element, "n", name, "status" if known else "")
    header.add("changes", Change(words, at, element.get("n") or "", status if known else ""))


def changes(header: Header, element: Any) -> None:
    """`listChange`: changes in a list."""
    for child in header.children(element):
        (changes if child.tag == _LIST_CHANGE else change)(header, child)


def people(header: Header, element: Any) -> None:
    """`particDesc`, `settingDesc`: lists of people and places are read as entities, the rest is reported."""
    for child in header.children(element):
        if not plain_name(child).startswith("list") or plain_name(element.getparent()) != "profileDesc":
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
