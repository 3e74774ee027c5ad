"""What the head of a page states in, the fields of a release out: `meta` and `link` elements, and those of our own pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.formats.html.meta import XML_LANG, is_absolute, joined
from releasekit.formats.html.moments import moment_of
from releasekit.formats.pandoc.dialect import is_token
from releasekit.formats.pandoc.fields import lang_of
from releasekit.formats.pandoc.safety import harmless_link
from releasekit.model import KINDS, Issuer, Number, Rights, Translation
from releasekit.style.words import direction_of

if TYPE_CHECKING:
    from lxml import html

    from releasekit.format import Context
    from releasekit.formats.html.meta import Head
    from releasekit.model import Direction, Moment


def stated(head: Head, context: Context) -> dict[str, Any]:
    """The fields that the head of a page states, but its title."""
    words = head.values("keywords")
    if len(words) == 1:
        words = [word.strip() for word in re.split("[,;،、，]", words[0])]
    name = head.value("identifier")
    lang = lang_of(head.value("lang").split(",")[0])
    notice, license = head.value("rights"), head.value("license") or head.license
    kind = re.sub(r"[\s_]+", "-", head.value("kind").lower())
    released = _moment(head.value("released"), context)
    modified = _moment(head.value("modified"), context)
    return {
        "issuers": tuple(Issuer(name) for name in dict.fromkeys(head.values("author")) if not is_absolute(name)),
        "summary": head.value("description"),
        "keywords": tuple(dict.fromkeys(filter(None, words))),
        "released": released,
        "modified": modified if modified != released else None,
        "id": name,
        "numbers": tuple(map(Number, head.values("number"))),
        "rights": Rights(notice, "" if is_absolute(license) else license, license if is_absolute(license) else "")
        if notice or license
        else None,
        "section": tuple(head.values("section")),
        "kind": kind if kind in KINDS else "",
        "lang": lang if head.value("lang") not in head.all("og:locale") else "",
        "translations": _translations(head),
    }


def _moment(words: str, context: Context) -> Moment | None:
    moment = moment_of(words) if words else None
    if words and moment is None:
        context.loss("date-not-read", f"the date {words[:60]!r} in the head of the page is in no form that is known")
    return moment


def _translations(head: Head) -> tuple[Translation, ...]:
    found = {
        Translation(lang_of(lang), joined(head.base or head.address, href)): None
        for lang, href in head.alternates
        if lang_of(lang) not in {"", "x-default"}
        and harmless_link(href)
        and joined(head.base or head.address, href) != head.address
    }
    return tuple(found)


def own_fields(head: Head) -> dict[str, Any]:
    """The fields that releasekit's own pages state in their head, as `releasekit.NAME`."""
    values: dict[str, list[str]] = {}
    for name, content in head.meta:
        if name.startswith("releasekit."):
            values.setdefault(name.removeprefix("releasekit."), []).append(content)
    fields: dict[str, Any] = {}
    for name, (first, *_) in values.items():
        match name:
            case "version":
                fields[name] = first
            case "kind" | "status" if is_token(first):
                fields[name] = first
            case "distributed" | "event_date" | "modified":
                fields[name] = moment_of(first)
            case "replaces" | "replaced_by":
                fields[name] = tuple(values[name])
            case _:
                pass
    return fields


def lang_stated(root: html.HtmlElement, node: html.HtmlElement | None = None) -> str:
    """The language that an element is in by its markup: its own, else that of what is around it."""
    for each in (node if node is not None else root, *(node.iterancestors() if node is not None else ())):
        if said := lang_of(each.get("lang") or each.get(XML_LANG) or each.get("xml:lang") or ""):
            return said
    return lang_of(root.get("lang") or root.get(XML_LANG) or root.get("xml:lang") or "")


def direction_stated(node: html.HtmlElement, lang: str) -> Direction:
    """The direction that an element or what is around it states, where its language does not imply it."""
    implied = direction_of(lang) if lang else ""
    for each in (node, *node.iterancestors()):
        said = each.get("dir", "").strip().lower()
        if said in {"ltr", "rtl"}:
            return "" if said == implied else "rtl" if said == "rtl" else "ltr"
    return ""
