"""Styles over a template: its stylesheet and ours in, its own with those of ours that it lacks out (ECMA-376, 17.7).

Styles are the same if they have the same name, whatever their ids: a German Word calls `heading 1` by the id `berschrift1`.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from releasekit.formats.docx.markup import complex_font, language
from releasekit.formats.docx.xml import W, value, whole
from releasekit.style.words import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Mapping

from lxml import etree

_COMPLEX = {f"{W}b": "bCs", f"{W}i": "iCs", f"{W}sz": "szCs"}
"""What a style says of Latin letters, and what says the same of scripts that join or stack theirs (17.3.2)."""
_REFERENCES = ("basedOn", "next", "link")


class Sheet(NamedTuple):
    """The styles of the new document."""

    root: Any
    ids: Mapping[str, str]
    """The ids that our styles have in it."""
    own: frozenset[str]
    """The ids of the styles that the template has itself."""


def merged(template: Any, ours: Any, lang: str) -> Sheet:
    """The template's stylesheet with our styles that it lacks; the language of the document is that of the release."""
    if template is None:
        return Sheet(ours, {}, frozenset())
    known = {style.get(f"{W}styleId", ""): style for style in template.iterfind(f"{W}style")}
    by_name: dict[tuple[str, str], str] = {}
    default: dict[str, str] = {}
    for id, style in known.items():
        kind = style.get(f"{W}type", "paragraph")
        by_name.setdefault((kind, value(style, "name").lower()), id)
        if style.get(f"{W}default") in {"1", "true", "on"}:
            default.setdefault(kind, id)
    ids: dict[str, str] = {}
    added = []
    for style in ours.iterfind(f"{W}style"):
        kind, id = style.get(f"{W}type"), style.get(f"{W}styleId")
        same = by_name.get((kind, value(style, "name").lower()))
        if style.get(f"{W}default") == "1":
            same = default.get(kind, same)
        if same is None:
            same = _free(id, known)
            known[same] = style
            added.append(style)
        ids[id] = same
    if lang and (is_right_to_left(lang) or complex_font(lang.split("-", 1)[0].lower())):
        _complete(template)
    below = _below(template, known.get(default.get("paragraph", "")))
    for style in added:
        template.append(_adapted(style, ids, below))
    _spoken(template, known.get(default.get("paragraph", "")), lang)
    return Sheet(template, ids, frozenset(known) - {ids[style.get(f"{W}styleId")] for style in added})


def _complete(root: Any) -> None:
    """Let Arabic, Hebrew, Hindi or Thai have the weight and size that a style made for Latin letters gives to those."""
    for properties in root.iter(f"{W}rPr"):
        for child in [*properties]:
            name = _COMPLEX.get(child.tag)
            if name and properties.find(W + name) is None:
                child.addnext(properties.makeelement(W + name, dict(child.attrib)))


def _free(id: str, known: Mapping[str, Any]) -> str:
    while id in known:
        id += "Release"
    return id


def _below(root: Any, normal: Any) -> int:
    """The space that the template puts below a paragraph, in twips."""
    for properties in (None if normal is None else normal.find(f"{W}pPr"), root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")):
        spacing = None if properties is None else properties.find(f"{W}spacing")
        after = "" if spacing is None else spacing.get(f"{W}after", "")
        if after:
            return whole(after)
    return 0


def _adapted(style: Any, ids: Mapping[str, str], below: int) -> Any:
    """A style of ours between those of a template: where it puts space below, ours put less above."""
    new = deepcopy(style)
    new.set(f"{W}styleId", ids[style.get(f"{W}styleId")])
    for name in _REFERENCES:
        reference = new.find(W + name)
        if reference is not None:
            reference.set(f"{W}val", ids.get(reference.get(f"{W}val"), reference.get(f"{W}val")))
    spacing = new.find(f"{W}pPr/{W}spacing")
    if spacing is not None and spacing.get(f"{W}after") is None and (before := spacing.get(f"{W}before")):
        spacing.set(f"{W}before", str(max(0, int(before) - below)))
    return new


def _spoken(root: Any, normal: Any, lang: str) -> None:
    """Let the document's language be that of the release, so that Word proofs it so."""
    if not lang:
        return
    new = etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{language(lang)}</x>')[0]
    if normal is not None and (old := normal.find(f"{W}rPr/{W}lang")) is not None:
        old.getparent().remove(old)
    properties = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if properties is None:
        return
    old = properties.find(f"{W}lang")
    if old is None:
        properties.append(new)
    else:
        for name, said in new.attrib.items():
            old.set(name, said)
