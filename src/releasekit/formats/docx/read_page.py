"""A Word document of anybody: its title, text, margins and properties in, a release whose fields intake has found out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from releasekit.formats.docx.allowed import is_lang
from releasekit.formats.docx.read_blocks import FURNITURE, Blocks, Met
from releasekit.formats.docx.read_margins import margins
from releasekit.formats.docx.read_properties import properties
from releasekit.formats.docx.xml import W, is_on, is_true
from releasekit.intake import find, letterhead
from releasekit.model import Heading, Issuer, Release, Text, normalise
from releasekit.model.canonical import amended

if TYPE_CHECKING:
    from releasekit.formats.docx.parts import Document
    from releasekit.model import Block, Inline

_FIELDS = frozenset(field.name for field in fields(Release)) - {"lang"}


def read(document: Document) -> Release:
    """The release that a page shows."""
    stated = properties(document)
    document.rtl = _is_rtl(document)
    release = Release(lang=stated.get("lang", "") or _spoken(document.body), direction="rtl" if document.rtl else "")
    reader = Blocks(document)
    headline, subtitle, body = _headed(reader.met_in(document.body), reader)
    release = evolve(
        release,
        headline=headline,
        subtitle=subtitle,
        body=body,
        **{name: value for name, value in stated.items() if name in _FIELDS},
    )
    around = margins(document, body)
    release, late = letterhead.read(normalise(release), around.above, around.below, document.context, format="docx")
    found = letterhead.add(find(release, document.context, format="docx"), late, format="docx")
    if not found.headline and (title := stated.get("title")):
        document.context.guess("title-from-properties", f"the title is that of the document's properties: {title[:80]!r}")
        found = amended(found, headline=(Text(title),))
    if not found.issuers and document.context.find and (company := stated.get("company")):
        document.context.guess(
            "issuer-from-properties", f"the issuer is the company in the document's properties: {company[:80]!r}"
        )
        found = amended(found, issuers=(Issuer(company),))
    if not found.lang and is_lang(document.lang):
        found = amended(found, lang=document.lang)
    return found


def _headed(met: list[Met], reader: Blocks) -> tuple[tuple[Inline, ...], tuple[Inline, ...], tuple[Block, ...]]:
    """Title and subtitle by their styles, and the rest as blocks."""
    lines: dict[str, tuple[Inline, ...]] = {"title": (), "subtitle": ()}
    rest: list[Met] = []
    for one in met:
        if one.kind in lines and one.content:
            if not lines[one.kind] and not (one.kind == "subtitle" and not lines["title"]):
                lines[one.kind] = one.content
            else:
                rest.append(Met("heading", Heading(one.content, 1 if one.kind == "title" else 2)))
        else:
            rest.append(Met("", *one[1:]) if one.kind in FURNITURE else one)
    return lines["title"], lines["subtitle"], reader.built(rest)


def _is_rtl(document: Document) -> bool:
    """Whether most paragraphs that have words run from right to left."""
    if next(document.body.iter(f"{W}bidi"), None) is None:
        return document.rtl
    said: Counter[bool] = Counter()
    for paragraph in document.body.iter(f"{W}p"):
        if next(paragraph.iter(f"{W}t"), None) is not None:
            bidi = paragraph.find(f"{W}pPr/{W}bidi")
            said[document.rtl if bidi is None else is_true(bidi)] += 1
    return said[True] > said[False] if said else document.rtl


def _spoken(body: Any) -> str:
    """The language that most of the words say they are in; empty if most say nothing."""
    if next(body.iter(f"{W}lang"), None) is None:
        return ""
    said: Counter[str] = Counter()
    for run in body.iter(f"{W}r"):
        words = sum(len(text.text or "") for text in run.iterfind(f"{W}t"))
        lang = run.find(f"{W}rPr/{W}lang")
        tag = "" if lang is None else lang.get(f"{W}bidi" if is_on(run.find(f"{W}rPr"), "rtl") else f"{W}val", "")
        said[tag] += words
    tag = said.most_common(1)[0][0] if said else ""
    return tag if said[tag] * 2 > said.total() and is_lang(tag) else ""
