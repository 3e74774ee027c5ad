"""Whole front matter as the users of ten programs write it: what has a field is read, and all else is kept and comes out."""

from __future__ import annotations

import pytest

from releasekit import Context, Extra, Issuer, Moment, Number, ReadError, Release, Rights, Source, Text, reads, writes

TITLE = (Text("The new quay"),)


def read(text, context=None):
    return reads(text, "md", context=context or Context(name="f.md"))


def extras(**values):
    return tuple(Extra.of(key.replace("__", "-"), value) for key, value in values.items())


PROGRAMS = {
    "Obsidian": (
        """\
---
title: The new quay
aliases: [Quay, "Pier 4"]
cssclasses:
  - wide
tags:
  - "#press"
  - project/harbour
  - "#2027"
author:
  - "[[Ada Quist]]"
  - "[[people/jon|Jon Vik]]"
created: 2027-03-14T09:30
updated: 2027-03-15T10:00
up: "[[Harbour]]"
related: [[Bridge]]
type: [note, press]
status: In progress
source: https://port.example/quay
publish: true
---
""",
        Release(
            headline=TITLE,
            keywords=("press", "project/harbour", "#2027"),
            issuers=(Issuer("Ada Quist"), Issuer("Jon Vik")),
            modified=Moment("2027-03-15T10:00"),
            source=Source("https://port.example/quay"),
            extra=extras(
                aliases=["Quay", "Pier 4"],
                cssclasses=["wide"],
                author=["[[Ada Quist]]", "[[people/jon|Jon Vik]]"],
                created="2027-03-14T09:30",
                up="[[Harbour]]",
                related=[["Bridge"]],
                publish=True,
                type=["note", "press"],
                status="In progress",
            ),
        ),
        [("/keywords", 7), ("/extra/type", 17), ("/extra/status", 18), ("/extra/author", 11)],
    ),
    "Eleventy": (
        """\
---
title: The new quay
layout: layouts/post.njk
permalink: false
date: git Last Modified
tags: post
eleventyNavigation:
  key: Quay
  order: 2
eleventyExcludeFromCollections: true
---
""",
        Release(
            headline=TITLE,
            keywords=("post",),
            extra=extras(
                layout="layouts/post.njk",
                permalink=False,
                date="git Last Modified",
                eleventyNavigation={"key": "Quay", "order": 2},
                eleventyExcludeFromCollections=True,
            ),
        ),
        [("/extra/date", 5)],
    ),
    "Docusaurus": (
        """\
---
id: quay
title: The new quay
sidebar_position: 2
slug: /quay
last_update:
  date: 2027-03-15
  author: ada
authors:
  - slorber
  - name: Ada Quist
    title: Harbour master
    url: https://port.example/ada
    image_url: /ada.png
tags: [port, quay]
---
""",
        Release(
            id="quay",
            headline=TITLE,
            modified=Moment("2027-03-15"),
            issuers=(Issuer("slorber"), Issuer("Ada Quist", "https://port.example/ada")),
            keywords=("port", "quay"),
            extra=extras(
                sidebar_position=2,
                slug="/quay",
                last_update={"date": "2027-03-15", "author": "ada"},
                authors=[
                    "slorber",
                    {
                        "name": "Ada Quist",
                        "title": "Harbour master",
                        "url": "https://port.example/ada",
                        "image_url": "/ada.png",
                    },
                ],
            ),
        ),
        [("/extra/last_update", 7), ("/extra/authors", 10)],
    ),
    "Zola": (
        """\
+++
title = "The new quay"
date = 2027-03-14
updated = 2027-03-15T10:00:00Z
weight = 1
draft = true
authors = ["Ada Quist"]
in_search_index = false

[taxonomies]
tags = ["port", "quay"]

[extra]
weight = 2
date = "kept"
hero.alt = "A quay"
+++
""",
        Release(
            headline=TITLE,
            released=Moment("2027-03-14"),
            modified=Moment("2027-03-15T10:00:00Z"),
            status="draft",
            issuers=(Issuer("Ada Quist"),),
            keywords=("port", "quay"),
            extra=extras(weight=1, in_search_index=False, extra={"weight": 2, "date": "kept", "hero": {"alt": "A quay"}}),
        ),
        [],
    ),
    "Astro": (
        """\
---
layout: ../layouts/Post.astro
title: 'The new quay'
description: 'The quay is open.'
pubDate: 2027-03-14T00:00:00.000Z
updatedDate: 'Mar 15 2027'
heroImage: { src: './quay.jpg', alt: 'A quay' }
---
""",
        Release(
            headline=TITLE,
            summary="The quay is open.",
            released=Moment("2027-03-14T00:00:00.000Z"),
            extra=extras(
                layout="../layouts/Post.astro",
                updatedDate="Mar 15 2027",
                heroImage={"src": "./quay.jpg", "alt": "A quay"},
            ),
        ),
        [("/extra/updatedDate", 6)],
    ),
    "Ghost": (
        """\
---
title: "The new quay"
slug: "quay"
date_published: "2027-03-14T09:30:00.000Z"
date_updated: "2027-03-15T10:00:00.000Z"
tags: port, Hash-Import
custom_excerpt: The quay is open.
locale: en_GB
visibility: public
---
""",
        Release(
            headline=TITLE,
            released=Moment("2027-03-14T09:30:00.000Z"),
            modified=Moment("2027-03-15T10:00:00.000Z"),
            keywords=("port", "Hash-Import"),
            summary="The quay is open.",
            lang="en-GB",
            extra=extras(slug="quay", visibility="public"),
        ),
        [],
    ),
    "WordPress": (
        """\
---
id: 417
title: 'The new quay'
date: '2027-03-14T09:30:00+01:00'
author: 'Ada Quist'
excerpt: 'The quay is open.'
layout: post
guid: 'https://port.example/?p=417'
permalink: /2027/03/quay/
categories:
    - News
tags:
    - port
meta:
    _edit_last: ['1']
---
""",
        Release(
            id="417",
            headline=TITLE,
            released=Moment("2027-03-14T09:30:00+01:00"),
            issuers=(Issuer("Ada Quist"),),
            summary="The quay is open.",
            keywords=("port",),
            extra=extras(
                layout="post",
                guid="https://port.example/?p=417",
                permalink="/2027/03/quay/",
                categories=["News"],
                meta={"_edit_last": ["1"]},
            ),
        ),
        [],
    ),
    "MyST": (
        """\
---
title: The new quay
short_title: Quay
date: 2027/3/14
authors:
  - name: Ada Quist
    orcid: 0000-0002-1825-0097
    affiliations: [Port of Arden]
license: CC-BY-4.0
doi: 10.1000/182
kernelspec: {name: python3, display_name: Python 3}
jupytext:
  formats: md:myst
numbering: {heading_2: true}
---
""",
        Release(
            headline=TITLE,
            released=Moment("2027-03-14"),
            issuers=(Issuer("Ada Quist"),),
            rights=Rights(terms="CC-BY-4.0"),
            numbers=(Number("10.1000/182", "doi"),),
            extra=extras(
                short_title="Quay",
                authors=[{"name": "Ada Quist", "orcid": "0000-0002-1825-0097", "affiliations": ["Port of Arden"]}],
                kernelspec={"name": "python3", "display_name": "Python 3"},
                jupytext={"formats": "md:myst"},
                numbering={"heading_2": True},
            ),
        ),
        [("/extra/authors", 6)],
    ),
    "R Markdown": (
        """\
---
title: "The new quay"
author: "Ada Quist"
date: "`r Sys.Date()`"
output:
  html_document:
    toc: yes
    toc_depth: 2
params:
  port: Arden
---
""",
        Release(
            headline=TITLE,
            issuers=(Issuer("Ada Quist"),),
            extra=extras(
                date="`r Sys.Date()`",
                output={"html_document": {"toc": "yes", "toc_depth": 2}},
                params={"port": "Arden"},
            ),
        ),
        [("/extra/date", 4)],
    ),
    "pandoc": (
        """\
---
title:
- type: main
  text: The new quay
- type: subtitle
  text: Opened
author:
- name: Ada Quist
  affiliation: Port of Arden
  email: ada@port.example
- given: Jon
  family: Vik
  note: Both wrote this.
abstract: |
  The quay is open.
keywords: [port, quay]
lang: en-GB
dir: ltr
section: 1
---
""",
        Release(
            headline=TITLE,
            issuers=(Issuer("Ada Quist"), Issuer("Jon Vik")),
            summary="The quay is open.",
            keywords=("port", "quay"),
            lang="en-GB",
            direction="ltr",
            extra=extras(
                author=[
                    {"name": "Ada Quist", "affiliation": "Port of Arden", "email": "ada@port.example"},
                    {"given": "Jon", "family": "Vik", "note": "Both wrote this."},
                ],
                section=1,
                title=[{"type": "main", "text": "The new quay"}, {"type": "subtitle", "text": "Opened"}],
            ),
        ),
        [("/extra/section", 19), ("/extra/title", 3), ("/extra/author", 8)],
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_has_a_field_is_read_and_the_rest_is_kept(program):
    text, release, notes = PROGRAMS[program]
    context = Context()
    assert read(text, context) == release
    assert [(note.where, note.line) for note in context.notes] == notes
    codes = [("tag-sign" if note.where == "/keywords" else "value-kept", "advice") for note in context.notes]
    assert [(note.code, note.kind) for note in context.notes] == codes


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("format", ["md", "json", "tei"])
def test_what_is_kept_comes_out_and_back(program, format):
    release = read(PROGRAMS[program][0])
    context = Context()
    written = writes(release, format, context=context)
    assert context.losses == []
    again = Context()
    assert reads(written, format, context=again) == release
    assert again.losses == []


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        *((f"{key}: 2027-03-14", {"released": Moment("2027-03-14")}) for key in (
            "pubDate", "pubdate", "pubDatetime", "datePublished", "date_published", "published_at",
        )),
        *((f"{key}: 2027-03-15 10:00", {"modified": Moment("2027-03-15T10:00")}) for key in (
            "updated", "updatedDate", "modDatetime", "dateModified", "date_modified", "date_updated", "updated_at",
            "lastUpdated", "last_updated", "last_update",
        )),
        ("last_update: {date: 2027-03-15}", {"modified": Moment("2027-03-15")}),
        ("date: 2027/03/14 20:46:25", {"released": Moment("2027-03-14T20:46:25")}),
        ("date: 2027/3/4", {"released": Moment("2027-03-04")}),
        ("tags: ['C#', '#12', '# x', 'a #b']", {"keywords": ("C#", "#12", "# x", "a #b")}),
        ("categories: ['#a']", {"keywords": ("#a",)}),
        ("taxonomies: {categories: [News]}", {"keywords": ("News",)}),
        ("author: '[[]]x'", {"issuers": (Issuer("[[]]x"),)}),
        ("author: {given: Ada, family: Quist, url: u}", {"issuers": (Issuer("Ada Quist", "u"),)}),
        ("author: {name: {given: Ada, family: Quist}, uri: u}", {"issuers": (Issuer("Ada Quist", "u"),)}),
    ],
)  # fmt: skip
def test_a_value_that_a_field_holds_is_spent(line, fields):
    context = Context()
    assert read(f"---\n{line}\n---\n", context) == Release(**fields)
    assert context.notes == []


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("last_update: {date: 2027-03-15, author: A}", {"modified": Moment("2027-03-15")}),
        ("taxonomies: {tags: ['#port'], categories: [News]}", {"keywords": ("port",)}),
        ("author: '[[Ada Quist]]'", {"issuers": (Issuer("Ada Quist"),)}),
        ("author: [A, '[[people/ada|Ada]]']", {"issuers": (Issuer("A"), Issuer("Ada"))}),
        ("authors: [{name: A, email: a@b.c, url: u}]", {"issuers": (Issuer("A", "u"),)}),
        ("author: {given: Ada, family: Quist, orcid: 1}", {"issuers": (Issuer("Ada Quist"),)}),
        ("author: {name: A, url: u, uri: v}", {"issuers": (Issuer("A", "u"),)}),
        ("author: {name: A, url: [u]}", {"issuers": (Issuer("A"),)}),
    ],
)
def test_a_value_that_says_more_than_its_field_is_read_and_kept(line, fields):
    context = Context()
    release = read(f"---\n{line}\n---\n", context)
    (extra,) = release.extra
    assert release == Release(**fields, extra=(extra,))
    key = line.partition(":")[0]
    assert extra.key == key
    assert [(note.code, note.kind, note.where, note.line) for note in context.notes] == [
        ("value-kept", "advice", f"/extra/{key}", 2)
    ]
    assert f"the value of {key!r} says more than" in context.notes[0].message


@pytest.mark.parametrize(
    "line",
    [
        "updated: soon", "updated: true", "last_update: {author: A}", "last_update: {date: soon}", "pubDate: Jul 08 2022",
        "taxonomies: {news: [Press]}", "taxonomies: [a]", "author: [A, {affiliation: B}]", "author: {given: A, orcid: 1}",
        "date: 2027/13/1", "date: 14/03/2027", "type: [a]", "type: {a: b}", "type: 5", "status: [a]",
        "section: 7", "locale: e n",
    ],
)  # fmt: skip
def test_a_value_that_no_field_could_have_is_kept_as_it_is(line):
    context = Context()
    release = read(f"---\n{line}\n---\n", context)
    key = line.partition(":")[0]
    assert [extra.key for extra in release.extra] == [key]
    assert release == Release(extra=release.extra)
    assert [(note.code, note.line) for note in context.notes] == [("value-kept", 2)]
    assert reads(writes(release, "md"), "md", context=Context()) == release


def test_a_field_of_its_own_name_goes_before_and_nothing_is_said():
    context = Context()
    release = read(
        "---\nissuers: [A]\nmodified: 2027\nauthor: {name: B, email: c}\nlast_update: {date: 2026, author: d}\n---\n", context
    )
    assert (release.issuers, release.modified) == ((Issuer("A"),), Moment("2027"))
    assert [extra.key for extra in release.extra] == ["author", "last_update"]
    assert context.notes == []


def test_a_key_called_extra_beside_those_that_it_holds_comes_back():
    release = Release(extra=(Extra.of("weight", 1), Extra.of("extra", {"weight": 2})))
    assert reads(writes(release, "md"), "md") == release


def test_the_map_of_our_own_is_none_of_zola_in_yaml():
    assert read("---\nextra: {date: today}\n---\n").extra == extras(date="today")
    with pytest.raises(ReadError, match="the key 'a' stands by itself and under 'extra'"):
        read("---\na: 1\nextra: {a: 2}\n---\n")
