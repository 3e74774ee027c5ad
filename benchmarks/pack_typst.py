"""A briefing pack in typst markup: the same words in, on pages of the same kind as `write_pack` makes of it out."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from releasekit import Context, Moment, writes
from releasekit.binding import write_pack
from releasekit.briefing import colophon, contacts, contents, index, latest, pack_word
from releasekit.style.furniture import furniture
from releasekit.style.house import shipped
from releasekit.style.words import date_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from releasekit import Contact, Release
    from releasekit.briefing import Line, Pack

HEAD = """#set page(paper: "a4", margin: 28mm, numbering: "i")
#set text(size: 10.5pt, lang: "en", region: "GB")
#set par(justify: true, leading: 0.78em, spacing: 1.3em)
#let horizontalrule = line(length: 100%)
#let small(it) = text(8pt, it)
#let page-of(target) = context str(counter(page).at(target).first())
#let row(target, it) = link(target)[#it #box(width: 1fr, repeat(gap: 2pt)[.]) #page-of(target)]
"""
FRONT = """#small[Briefing pack]
#title(called)
#date
#pagebreak()
#heading(level: 1, outlined: false)[Contents]
#for each in releases [
  #row(each.at, each.title) \\
  #small[#each.date · #each.number]

]
#for each in sections [
  #row(label(each), each)

]
#pagebreak()
#heading(level: 1, outlined: false)[At a glance]
#for each in releases [
  #link(each.at)[*#each.title* #h(1fr) #page-of(each.at)] \\
  #small[#each.number · #each.date] \\
  #each.summary

]
#set page(
  numbering: "1",
  header: [#issuer #line(length: 100%)],
  footer: align(center, small(context [Page #counter(page).display() of #counter(page).final().first()])),
)
#counter(page).update(1)
"""
RELEASE = """#pagebreak(weak: true)
#counter(footnote).update(0)
#small[*#{kicker}*]
= #{title} <{label}>
#{subtitle}

#small[#{facts}]
#line(length: 100%)
#small[*#{dateline}*]

{body}
#line(length: 100%)
== #{contacts}
{cards}

#align(center)[#{end}]
"""
BACK = """#set page(header: none)
#pagebreak()
= Index <Index>
== Persons
{names}
#pagebreak()
#heading(level: 1)[By date] #label("By date")
#for each in releases [
  #row(each.at)[#each.date #each.title]

]
#heading(level: 1)[By number] #label("By number")
#for each in releases [
  #row(each.at)[#each.number #each.title]

]
= Contacts <Contacts>
{cards}
#pagebreak()
= Sources <Sources>
#for each in releases [
  #row(each.at, each.source)

]
"""


def typst_of(releases: Sequence[Release], pandoc: str) -> list[str]:
    """The text of each release in typst markup, by pandoc."""
    parted = "\n\n```{=typst}\n// next\n```\n\n"
    markdown = []
    for at, release in enumerate(releases):
        body = writes(release, "md", context=Context()).decode().split("---\n", 2)[2]
        markdown.append(body.replace("[^", f"[^{at}-"))  # else all notes would be the first release's
    command = [pandoc, "-f", "markdown-auto_identifiers", "-t", "typst"]
    done = subprocess.run(command, input=parted.join(markdown), capture_output=True, text=True, check=True)
    return done.stdout.split("// next\n")


def markup(pack: Pack, bodies: Sequence[str]) -> str:
    """The pack: cover, contents, digest, releases, index, lists, contacts, sources."""
    lines, house = contents(pack), shipped("ministry")
    first = furniture(pack.entries[0].release, house)
    sections = [pack_word(key, pack.lang) for key in ("index", "chronology", "by-number", "contacts", "sources")]
    out = [
        f"#set document(title: {_text(pack.title)})",
        HEAD,
        f"#let called = {_text(pack.title)}",
        f"#let date = {_text(_day(pack, latest(pack)))}",
        f"#let issuer = {_text(first.issuer)}",
        f"#let sections = ({', '.join(map(_text, sections))})",
        f"#let releases = (\n{''.join(_releases(pack, lines))})",
        FRONT,
    ]
    for line, entry, body in zip(lines, pack.entries, bodies, strict=True):
        release, around = entry.release, furniture(entry.release, house)
        said = {
            "kicker": around.kicker, "title": line.title, "subtitle": release.subtitle[0].text, "facts": around.facts,
            "dateline": around.dateline, "contacts": around.contacts_title, "end": release.end_mark,
        }  # fmt: skip
        shown = {name: _text(words) for name, words in said.items()}
        out.append(RELEASE.format(**shown, label=f"r{line.at}", body=body, cards=_cards(release.contacts)))
    names = "\n\n".join(f"#{_text(f'{name.name}, {name.role} 1–{len(lines)}')}" for name in index(pack))
    out.append(BACK.replace("{names}", names).replace("{cards}", _cards([each.contact for each in contacts(pack)])))
    return "\n".join(out)


def attachments(pack: Pack, folder: Path) -> str:
    """The files that travel in our pack, put into a folder, and what puts them into typst's."""
    (folder / "inside.json").write_bytes(write_pack(pack, "json"))
    out = ['#pdf.attach("inside.json", relationship: "source", mime-type: "application/json", description: "The pack")']
    for at, entry in enumerate(pack.entries):
        (folder / f"{at}.tei.xml").write_bytes(writes(entry.release, "tei", context=Context()))
        out.append(
            f'#pdf.attach("{at}.tei.xml", relationship: "source", mime-type: "application/tei+xml", description: "Release {at}")'
        )
    return "\n".join(out)


def _releases(pack: Pack, lines: Sequence[Line]) -> Iterator[str]:
    """What the lists say of each release."""
    for line, source in zip(lines, colophon(pack), strict=True):
        said = {
            "title": line.title, "summary": line.summary.split(". ")[0] + ".", "number": line.number,
            "date": _day(pack, line.date), "source": source.name,
        }  # fmt: skip
        yield f'  ({", ".join(f"{name}: {_text(words)}" for name, words in said.items())}, at: label("r{line.at}")),\n'


def _cards(found: Sequence[Contact]) -> str:
    return "\n\n".join(
        f"*#{_text(each.name)}* \\ #{_text(each.role)} \\ #link({_text('mailto:' + each.email)}, {_text(each.email)}) \\ "
        f"#link({_text('tel:' + each.phone.replace(' ', ''))}, {_text(each.phone)})"
        for each in found
    )


def _day(pack: Pack, moment: Moment) -> str:
    return date_words(Moment(moment.iso.partition("T")[0]), pack.lang, shipped("ministry"))


def _text(words: str) -> str:
    """A string in typst."""
    return json.dumps(words, ensure_ascii=False)
