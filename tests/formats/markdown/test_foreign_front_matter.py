"""Other people's front matter: what pandoc, Hugo, Jekyll and Quarto write, in YAML, TOML and JSON, becomes our fields."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    Context,
    Emphasis,
    Extra,
    Issuer,
    Moment,
    Number,
    Paragraph,
    ReadError,
    Release,
    Rights,
    Text,
    reads,
    registry,
    writes,
)
from releasekit.formats.markdown.foreign import FOREIGN
from releasekit.formats.markdown.frontmatter import split


def read(text, context=None):
    return reads(text, "md", context=context or Context(name="f.md"))


def front(text):
    return read(f"---\n{text}\n---\n")


def extras(**values):
    return tuple(Extra.of(key, value) for key, value in values.items())


# ── whole files ─────────────────────────────────────────────────────────────────────────────────────────────────────

PANDOC = """\
title: The *new* quay
subtitle: Opened today
author:
- Ada Quist
- Jon Vik
date: 2027-03-14
keywords: [quay, port]
subject: Ports
abstract: |
  The quay is open.

  It is long.
lang: en-GB
dir: ltr
rights: © 2027 Port of Arden
identifier:
- scheme: DOI
  text: 10.1000/182
- PR-7
toc: true
header-includes: \\usepackage{xyz}
"""

HUGO = """\
+++
title = "The new quay"
date = 2027-03-14T09:30:00+01:00
lastmod = 2027-03-15
publishDate = 2027-03-16
expiryDate = 2027-12-31T00:00:00Z
draft = true
description = "The quay is open."
tags = ["quay", "port"]
categories = ["News"]
aliases = ["/old/"]
slug = "quay"
linkTitle = "Quay"
weight = 10
opens = 09:30:00
ratio = 0.50

[params]
hero = true
author = "Ada Quist"

[[cascade]]
a = 1
+++

Text.
"""

JEKYLL = """\
layout: post
title: The new quay
permalink: /quay/
published: false
date: 2027-03-14 09:30:00 +0100
last_modified_at: 2027-03-15 10:00:00
categories: port news
tags: quay port
excerpt: The quay is open.
author: ada
"""

QUARTO = """\
title: The new quay
author:
  - name:
      given: Ada
      family: Quist
    url: https://example.org/ada
  - name: Jon Vik
date: today
date-modified: last-modified
categories: [news, port]
description: The quay is open.
abstract: It is long.
license: https://creativecommons.org/licenses/by/4.0/
copyright: © 2027 Port of Arden
doi: 10.1000/182
format:
  html:
    toc: true
"""


def test_the_front_matter_of_pandoc_is_read():
    assert front(PANDOC) == Release(
        headline=(Text("The "), Emphasis((Text("new"),)), Text(" quay")),
        subtitle=(Text("Opened today"),),
        issuers=(Issuer("Ada Quist"), Issuer("Jon Vik")),
        released=Moment("2027-03-14"),
        keywords=("quay", "port"),
        summary="The quay is open.\n\nIt is long.",
        lang="en-GB",
        direction="ltr",
        rights=Rights("© 2027 Port of Arden"),
        numbers=(Number("10.1000/182", "DOI"), Number("PR-7")),
        extra=(Extra.of("subject", "Ports"), Extra.of("toc", True), Extra.of("header-includes", "\\usepackage{xyz}")),
    )


def test_the_front_matter_of_hugo_is_read():
    assert read(HUGO) == Release(
        headline=(Text("The new quay"),),
        released=Moment("2027-03-14T09:30:00+01:00"),
        modified=Moment("2027-03-15"),
        status="draft",
        summary="The quay is open.",
        keywords=("quay", "port"),
        body=(Paragraph((Text("Text."),)),),
        extra=extras(
            publishDate="2027-03-16",
            expiryDate="2027-12-31T00:00:00Z",
            categories=["News"],
            aliases=["/old/"],
            slug="quay",
            linkTitle="Quay",
            weight=10,
            opens="09:30:00",
            ratio=0.5,
            params={"hero": True, "author": "Ada Quist"},
            cascade=[{"a": 1}],
        ),
    )


def test_the_front_matter_of_jekyll_is_read():
    assert front(JEKYLL) == Release(
        headline=(Text("The new quay"),),
        status="draft",
        released=Moment("2027-03-14T09:30:00+01:00"),
        modified=Moment("2027-03-15T10:00:00"),
        keywords=("quay", "port"),
        summary="The quay is open.",
        issuers=(Issuer("ada"),),
        extra=extras(layout="post", permalink="/quay/", categories="port news"),
    )


def test_the_front_matter_of_quarto_is_read_and_nothing_is_invented():
    context = Context()
    release = read(f"---\n{QUARTO}---\n", context)
    assert release == Release(
        headline=(Text("The new quay"),),
        issuers=(Issuer("Ada Quist", "https://example.org/ada"), Issuer("Jon Vik")),
        keywords=("news", "port"),
        summary="The quay is open.",
        rights=Rights("© 2027 Port of Arden", href="https://creativecommons.org/licenses/by/4.0/"),
        numbers=(Number("10.1000/182", "doi"),),
        extra=(
            Extra.of("date", "today"),
            Extra.of("date-modified", "last-modified"),
            Extra.of("abstract", "It is long."),
            Extra.of("format", {"html": {"toc": True}}),
        ),
    )
    assert [(note.where, note.line, note.kind) for note in context.notes] == [
        ("/extra/date", 9, "advice"),
        ("/extra/date-modified", 10, "advice"),
    ]


@pytest.mark.parametrize("text", [f"---\n{PANDOC}---\n", HUGO, f"---\n{JEKYLL}---\n", f"---\n{QUARTO}---\n"])
def test_what_was_adopted_comes_back_once_and_the_rest_as_it_was(text):
    release = read(text)
    for format in ("md", "json", "tei"):
        written = writes(release, format)
        assert reads(written, format, context=Context()) == release, format
        assert writes(reads(written, format, context=Context()), format) == written, format
    keys = [line.partition(":")[0] for line in writes(release, "md").decode().split("\n") if ":" in line and line[0] != " "]
    assert len(set(keys)) == len(keys)
    adopted = {"author", "description", "tags", "doi", "copyright", "license", "identifier", "draft", "published"}
    assert not adopted & set(keys)


# ── key by key ──────────────────────────────────────────────────────────────────────────────────────────────────────

ADOPTED = [
    ("date: 2027", {"released": Moment("2027")}),
    ("date: 2027-03", {"released": Moment("2027-03")}),
    ("date: 2027-03-14T09:30:00-05:00", {"released": Moment("2027-03-14T09:30:00-05:00")}),
    ("date: 2027-03-14 09:30 Z", {"released": Moment("2027-03-14T09:30Z")}),
    ("released: 2027-03-14 09:30:00 +0100", {"released": Moment("2027-03-14T09:30:00+01:00")}),
    ("publishDate: 2027-03-14", {"released": Moment("2027-03-14")}),
    ("published: 2027-03-14", {"released": Moment("2027-03-14")}),
    ("published: true", {"status": "published"}),
    ("published: false", {"status": "draft"}),
    ("draft: true", {"status": "draft"}),
    ("author: Ada Quist", {"issuers": (Issuer("Ada Quist"),)}),
    ("author: {name: Ada Quist, uri: u}", {"issuers": (Issuer("Ada Quist", "u"),)}),
    ("author: {name: {literal: City of Arden}}", {"issuers": (Issuer("City of Arden"),)}),
    ("author: {given: Ada, family: Quist}", {"issuers": (Issuer("Ada Quist"),)}),
    ("publisher: Port of Arden", {"issuers": (Issuer("Port of Arden"),)}),
    ("tags: one two", {"keywords": ("one", "two")}),
    ("tags: one two, three", {"keywords": ("one two", "three")}),
    ("tags: [one two, 3]", {"keywords": ("one two", "3")}),
    ("category: news", {"keywords": ("news",)}),
    ("keywords: press release", {"keywords": ("press release",)}),
    ("lang: pt_BR", {"lang": "pt-BR"}),
    ("language: pt_BR", {"lang": "pt-BR"}),
    ("license: CC BY", {"rights": Rights(terms="CC BY")}),
    ("license: {text: Free, link: u}", {"rights": Rights(terms="Free", href="u")}),
    ("license: {text: Free}", {"rights": Rights(terms="Free")}),
    ("copyright: {statement: © Arden}", {"rights": Rights("© Arden")}),
    ("identifier: urn:isbn:0451450523", {"id": "urn:isbn:0451450523"}),
    ("identifier: 07-55", {"numbers": (Number("07-55"),)}),
    ("doi: 10.1/2\nidentifier: [a]", {"numbers": (Number("a"), Number("10.1/2", "doi"))}),
]


@pytest.mark.parametrize(("text", "fields"), ADOPTED, ids=[text for text, _ in ADOPTED])
def test_a_key_of_another_program_is_the_field_that_it_is(text, fields):
    context = Context()
    assert read(f"---\n{text}\n---\n", context) == Release(**fields)
    assert context.notes == []


@pytest.mark.parametrize(
    "line",
    [
        "date: March 14, 2027", "date: today", "date: last-modified", "date: 2027-02-30", "date: [2027]", "date: {a: b}",
        "publishDate: soon", "published: soon", "lastmod: ':git'", "author: {name: A, email: a@b.c}",
        "author: [{name: A, affiliation: B}]", "author: [{name: {given: A}}]", "publisher: [1]", "description: [a]",
        "excerpt: 5", "tags: {a: b}", "tags: [[a]]", "categories: 5.5", "draft: maybe", "language: e n",
        "copyright: {holder: A, year: 2027}", "license: {type: open-access}", "license: {text: A, type: b}",
        "identifier: {scheme: 'a b', text: c}", "identifier: {text: [c]}", "identifier: {other: c}", "doi: 5",
    ],
)  # fmt: skip
def test_a_value_that_the_field_could_not_hold_is_kept_with_an_advice(line):
    context = Context()
    release = read(f"---\ntitle: x\n{line}\n---\n", context)
    assert [extra.key for extra in release.extra] == [line.partition(":")[0]]
    assert [(note.code, note.kind, note.line) for note in context.notes] == [("value-kept", "advice", 3)]
    assert reads(writes(release, "md"), "md", context=Context()) == release


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tag: '#MeToo'", "'#MeToo'"),
        ("tags: ['C#', '#a-b', MeToo]", "'#a-b'"),
        ("tags: ['#MeToo', press]", "'#MeToo'"),
        ("tags: ['#MeToo', '#press', '#quay']", "'#MeToo' and 2 more"),
        ("taxonomies: {tags: ['#MeToo']}", "'#MeToo'"),
        ("tags: ['#2027', 'C#']", ""),
        ("categories: ['#MeToo']", ""),
        ("keywords: ['#MeToo']", ""),
        ("keywords: [quay]\ntags: ['#MeToo']", ""),
    ],
)
def test_a_sign_before_a_tag_is_left_out_with_an_advice(line, said):
    context = Context()
    release = read(f"---\ntitle: x\n{line}\n---\n", context)
    told = [note for note in context.notes if note.code == "tag-sign"]
    assert [(note.kind, note.line, note.where, note.message.partition(": ")[2]) for note in told] == (
        [("advice", 3, "/keywords", said)] if said else []
    )
    assert ("MeToo" in release.keywords) == bool(said)
    assert not said or not any(word.startswith("#") for word in release.keywords)


@pytest.mark.parametrize("line", ["type: Blog Post", "status: In progress", "dir: auto"])
def test_a_value_of_another_program_under_a_key_of_ours_is_kept_with_an_advice(line):
    context = Context()
    release = read(f"---\ntitle: x\n{line}\n---\n", context)
    key, _, value = line.partition(": ")
    assert release.extra == (Extra.of(key, value),)
    assert [(note.code, note.kind, note.line) for note in context.notes] == [("value-kept", "advice", 3)]
    assert reads(writes(release, "md"), "md", context=Context()) == release


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("[{type: main, text: The quay}]", False),
        ("{text: The quay}", False),
        ("[{type: subtitle, text: Opened}, {type: main, text: The quay}]", True),
        ("[{type: main, text: The quay, x: y}]", True),
    ],
)
def test_of_the_titles_of_a_book_the_main_one_is_the_headline_and_no_other_is_lost(title, kept):
    context = Context()
    release = read(f"---\nlang: en\ntitle: {title}\n---\n", context)
    assert release.headline == (Text("The quay"),)
    assert [extra.key for extra in release.extra] == (["title"] if kept else [])
    assert [(note.code, note.line) for note in context.notes] == ([("value-kept", 3)] if kept else [])
    assert reads(writes(release, "md"), "md", context=Context()) == release


@pytest.mark.parametrize("item", ["lang: pt_BR", "{lang: pt_BR, href: a.md}", "pt_BR"])
def test_the_language_of_a_translation_is_read_as_that_of_the_release_is(item):
    (found,) = front(f"translations:\n- {item}").translations
    assert found.lang == "pt-BR"


@pytest.mark.parametrize("line", ["draft: false", "date:", "tags: []", "description: ''", "author: ~"])
def test_a_key_that_says_nothing_is_kept_without_a_word(line):
    context = Context()
    assert len(read(f"---\n{line}\n---\n", context).extra) == 1
    assert context.notes == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("description: a\nabstract: b", "abstract"),
        ("abstract: b\ndescription: a", "abstract"),
        ("tags: [a]\ncategories: [b]", "categories"),
        ("summary: a\ndescription: b", "description"),
        ("publisher: P\nauthor: A", "author"),
        ("rights: R\nlicense: L", "license"),
        ("license: L\ncopyright: {statement: C}\nrights: R\n", "license copyright"),
    ],
)
def test_of_two_keys_for_one_field_one_is_read_and_the_other_kept(text, kept):
    context = Context()
    release = read(f"---\n{text}\n---\n", context)
    assert [extra.key for extra in release.extra] == kept.split()
    assert context.notes == []
    written = writes(release, "md")
    assert reads(written, "md") == release
    assert b"extra:" not in written


def test_a_key_that_would_read_as_a_field_comes_back_under_extra():
    release = Release(extra=extras(date="2027-03-14", layout="post"))
    written = writes(release, "md")
    assert b"extra:\n  date: 2027-03-14\n  layout: post\n" in written
    assert reads(written, "md") == release


@settings(max_examples=150)
@given(st.data())
def test_no_key_of_another_program_breaks_the_round_trip(data):
    keys = st.sampled_from([key for key, _, _ in FOREIGN] + ["released", "keywords", "numbers", "x"])
    words = st.sampled_from(["2027-03-14", "a, b", "a b", "en_US", "http://a.b", "urn:a:b", "10.1/2", "today", ""])
    maps = st.dictionaries(
        st.sampled_from(["name", "url", "text", "scheme", "statement", "given", "family"]), words, max_size=3
    )
    values = st.one_of(words, maps, st.lists(words | maps, max_size=2), st.booleans(), st.integers(0, 3000), st.none())
    extra = data.draw(st.dictionaries(keys, values, max_size=4))
    issuers = (Issuer("A"),) if data.draw(st.booleans()) else ()
    release = Release(issuers=issuers, extra=tuple(Extra.of(key, value) for key, value in extra.items()))
    written = writes(release, "md")
    assert reads(written, "md", context=Context()) == release
    # Read from a file of somebody else, whatever was adopted stays adopted.
    try:
        other = read("---\n" + json.dumps(extra) + "\n---\n")
    except ReadError:
        return
    again = writes(other, "md")
    assert reads(again, "md", context=Context()) == other


# ── TOML and JSON ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("+++\ntitle = 'a'\n\nbody", "f.md:1: the front matter that begins here does not end: put +++ on a line after it"),
        ("+++\ntitle = words\n+++\n", "f.md:2:9: front matter: not TOML: invalid value: put words in quotation marks"),
        (
            "+++\na = 1\na = 2\n+++\n",
            "f.md:3: front matter: not TOML: cannot overwrite a value: the key stands twice, keep one",
        ),
        ("+++\n[a]\n[a]\n+++\n", "f.md:3:3: front matter: not TOML: cannot declare"),
        ("+++\ntitle: a\n[b]\n+++\n", "f.md:2:6: front matter: not TOML: expected '=' after a key in a key/value pair: write"),
        ("+++\na = '\n+++\n", "f.md:2"),
        ("+++\nx = 1\nreleased = 'soon'\n+++\n", "f.md:3: front matter: released: 'soon' is not a date or time"),
        (
            "+++\n[[contacts]]\nname = 'A'\n[[contacts]]\nphon = '1'\n+++\n",
            "f.md:4: front matter: contacts.1: a contact has no",
        ),
        ("+++\ntitle = ['a']\n+++\n", "f.md:2: front matter: expected words for 'title'"),
        ("+++\na = " + "[" * 120 + "]" * 120 + "\n+++\n", "f.md:2: front matter: nested deeper than 100 levels"),
        ("+++\na = " + "[" * 5000 + "]" * 5000 + "\n+++\n", "f.md:2: front matter: nested deeper than 100 levels"),
        ("+++\n" + ".".join("a" * 150) + " = 1\n+++\n", "f.md:2: front matter: nested deeper than 100 levels"),
        ("+++\na = " + "9" * 5000 + "\n+++\n", "f.md:2: front matter: not TOML: a number that is too long"),
        ('{\n"title": words\n}\n', "f.md:2:10: front matter: not JSON: expecting value"),
        ('{\n"title": "a"\n', "f.md:3:1: front matter: not JSON: expecting ',' delimiter"),
        ('{"a": 1} words', "f.md:1: the front matter ends here: put what follows on a line of its own"),
        (
            '{\n"a": 1,\n"b": {"c": 1,\n"c": 2}\n}\n',
            "f.md:4: front matter: the key 'c' stands twice, first on line 3: keep one",
        ),
        ('{\n"a": [1, {"b": 2}],\n"released": "soon"\n}\n', "f.md:3: front matter: released: 'soon' is not a date or time"),
        ('{\n"contacts": [\n{"name": "A"},\n{"phon": 1}\n]}\n', "f.md:4: front matter: contacts.1: a contact has no 'phon'"),
        ('{\n"a": ' + "[" * 120 + "]" * 120 + "}\n", "f.md:1: front matter: nested deeper than 100 levels"),
        ('{\n"a": ' + "[" * 100000 + "]" * 100000 + "}\n", "f.md:1: front matter: nested deeper than 100 levels"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, message):
    with pytest.raises(ReadError) as caught:
        read(text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_table_of_toml_is_found_where_it_stands():
    text = "+++\n'a.b' = 1\n[dateline]\nprinted = 'x'\ndate = 'never'\n+++\n"
    with pytest.raises(ReadError, match=r"^f.md:5: front matter: dateline.date: 'never' is not"):
        read(text)


def test_values_of_toml_and_json_keep_their_type():
    toml = read(
        "+++\na = 0.10\nb = inf\nc = nan\nd = 0xff\ne = 1979-05-27 07:32:00\nf = true\ntitle = true\nversion = 1.10\n+++\n"
    )
    assert toml.version == "1.10"
    assert toml.headline == (Text("true"),)
    assert toml.extra == extras(a=0.1, b="inf", c="nan", d=255, e="1979-05-27T07:32:00", f=True)
    huge = "9" * 1001
    text = f'{{"a": 0.10, "b": 1e999, "c": NaN, "d": {huge}, "e": null, "title": 1.50, "version": 1.10}}\n\nWords.\n'
    other = read(text)
    assert other.version == "1.10"
    assert other.headline == (Text("1.50"),)
    assert other.extra == extras(a=0.1, b="1e999", c="NaN", d=huge, e=None)
    assert other.body == (Paragraph((Text("Words."),)),)


@pytest.mark.parametrize(
    "text", ["+++\n\nWords.\n\n+++\n", "+++ a\nb", "+++\nWords", "{x} and {y}", "{", '{"quoted"} words', "{ }x"]
)
def test_what_is_no_front_matter_is_text(text):
    assert split(text, "f.md") == (None, text, 0)
    assert read(text).body


@pytest.mark.parametrize("text", ["+++\n+++\nB", "+++\n# c\n+++\nB", "{}\nB", "{ }\nB"])
def test_front_matter_may_say_nothing(text):
    assert read(text) == Release(body=(Paragraph((Text("B"),)),))


@pytest.mark.parametrize("fence", ["---\nid: x\n---\n", "+++\nid = 'x'\n+++\n", '{\n"id": "x"\n}\n'])
def test_lines_of_the_body_are_counted_from_the_file(fence):
    context = Context()
    read(fence + "\n[a]: b\n", context)
    assert [note.line for note in context.notes] == [5]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"+++\ntitle = 'x'\n+++\n", "md"),
        (b"\xef\xbb\xbf+++\r\n# c\r\n[params]\r\nx = 1\r\n+++\r\n", "md"),
        (b'{\n  "title": "x"\n}\n\nWords.\n', "md"),
        (b'{\n  "releasekit": 1,\n  "title": "x"\n}\n', "json"),
        (b"+++ no front matter", "text"),
    ],
)
def test_front_matter_of_hugo_is_known_by_its_beginning(data, name):
    assert registry.detect(data).name == name
    read(data.decode("utf-8-sig")) if name == "md" else None


def test_json_without_words_after_it_is_no_markdown():
    assert registry.by_name("md").excuse(b'{\n  "a": 1\n}\n')
    assert registry.by_name("md").excuse(b'{\n"a": 1\n}\n{\n"a": 2\n}\n')


DAMAGE = st.lists(
    st.tuples(st.integers(0, 800), st.integers(0, 3), st.sampled_from(["", "\n", "[", "]", "{", "}", '"', "'", "=", ".", "\\", ",", "0"])),
    min_size=1,
    max_size=4,
)  # fmt: skip
AS_JSON = json.dumps(
    {"title": "The new quay", "date": "2027-03-14", "contacts": [{"name": "A"}], "x": [1, {"a": None}]}, indent=1
)


@settings(max_examples=300)
@given(DAMAGE, st.sampled_from([HUGO, AS_JSON + "\n\nText.\n"]))
def test_damaged_front_matter_gives_a_release_or_a_read_error(damage, text):
    for place, length, new in damage:
        start = place % (len(text) + 1)
        text = text[:start] + new + text[start + length :]
    if not text.strip():
        return
    try:
        release = read(text, Context(name="f.md"))
    except ReadError as error:
        assert error.line, error
        assert error.line <= text.count("\n") + 2
    else:
        assert reads(writes(release, "md"), "md", context=Context()) == release


MEMBERS = st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=4),
    st.recursive(
        st.booleans()
        | st.integers(-(2**60), 2**60)
        | st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="ascii"), max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@settings(max_examples=100)
@given(MEMBERS)
def test_each_value_of_json_has_its_line(data):
    text = json.dumps(data, indent=1) + "\n"
    known, body, _ = split(text, "f.md")
    assert (known.data, body) == (data, "")
    lines = text.split("\n")
    for key, value in data.items():
        line = lines[known.line(f"/{key}") - 1]
        assert line.startswith(f" {json.dumps(key)}:") or "/" in key, (key, value)
