"""No silent loss: whatever TEI says in a text, each word and each attribute is in the release or named in a note."""

from __future__ import annotations

import random
import re

import pytest
from lxml import etree

from releasekit import Context, plain_text, reads, writes

XML = "http://www.w3.org/XML/1998/namespace"

BLOCKS = [
    "p", "ab", "div", "div1", "head", "list", "table", "figure", "quote", "cit", "q", "said", "sp", "u", "lg", "floatingText",
    "opener", "closer", "salute", "signed", "dateline", "byline", "trailer", "argument", "epigraph", "postscript", "stage",
    "note", "listBibl", "biblStruct", "bibl", "titlePage", "docTitle", "titlePart", "front", "back", "eg", "formula", "fw",
    "mystery", "desc", "castList", "address", "spGrp", "noteGrp", "egXML", "milestone", "pb", "gap", "space", "body", "text",
]  # fmt: skip
INLINES = [
    "hi", "emph", "ref", "ptr", "persName", "orgName", "placeName", "rs", "name", "date", "time", "foreign", "seg", "term",
    "gloss", "mentioned", "soCalled", "title", "abbr", "expan", "choice", "app", "rdg", "lem", "corr", "sic", "orig", "reg",
    "add", "del", "supplied", "unclear", "gap", "lb", "cb", "w", "pc", "c", "code", "num", "measure", "roleName", "forename",
    "surname", "email", "graphic", "note", "q", "said", "quote", "l", "label", "item", "row", "cell", "speaker", "figDesc",
    "anchor", "index", "handShift", "damage", "subst", "mod", "ex", "am", "s", "cl", "phr", "caesura", "milestone",
]  # fmt: skip
OTHERS = [
    '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>{}</m:mi></m:math>',
    '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>',
    '<none xmlns="">{}</none>',
    '<x:b xmlns:x="urn:x" x:c="d">{}</x:b>',
]
ATTRIBUTES = [
    "type", "subtype", "n", "rend", "rendition", "style", "who", "ref", "key", "target", "url", "when", "when-iso", "from", "to",
    "xml:id", "xml:lang", "place", "resp", "cert", "corresp", "ana", "role", "rows", "cols", "unit", "reason", "level", "lemma",
    "mimeType", "width", "direct", "cause", "hand", "seq", "part", "decls",
]  # fmt: skip


class Drawn:
    """A body of any markup, and every word in it; none stands twice."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._count = 0
        self.words: list[str] = []
        self.body = self._content(4)

    def _fresh(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}z"

    def _content(self, depth: int) -> str:
        chance, out = self._chance, []
        for _ in range(chance.randint(1, 3)):
            if chance.random() < 0.5:
                self.words.append(self._fresh("w"))
                out.append(self.words[-1])
            if chance.random() < 0.08:
                self.words.append(self._fresh("w"))
                out.append(chance.choice([*OTHERS, "<!-- {} -->", "<![CDATA[ {} ]]>"]).format(self.words[-1]))
            out.append(self._element(depth))
        return chance.choice(["", " ", "\n  "]).join(out)

    def _element(self, depth: int) -> str:
        chance = self._chance
        name = chance.choice(BLOCKS if chance.random() < depth / 5 else INLINES)
        given = ""
        for key in chance.sample(ATTRIBUTES, chance.choice([0, 0, 1, 2])):
            value = chance.choice(
                [f"#{self._fresh('v')}", self._fresh("v"), f"a={self._fresh('v')}", "2027-01-02", "bold", "ltr"]
            )
            given += f' {key}="{value}"'
        return f"<{name}{given}>{self._content(depth - 1) if depth and chance.random() < 0.9 else ''}</{name}>"


def document(body: str, root: str = "") -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {root}><teiHeader><fileDesc><titleStmt><title>Headline</title></titleStmt>'
        "<publicationStmt><publisher/></publicationStmt><sourceDesc><bibl/></sourceDesc></fileDesc></teiHeader>"
        f"<text><body>{body}</body></text></TEI>"
    )


ROOTS = ["", 'xml:space="preserve"']


@pytest.mark.parametrize("root", ROOTS, ids=["spaces of others", "spaces kept"])
@pytest.mark.parametrize("seed", range(60))
def test_every_word_of_any_markup_is_shown_or_named_in_a_note(seed, root, write):
    drawn = Drawn(seed)
    context = Context()
    release = reads(document(drawn.body, root), "tei", context=context)
    told = set(re.findall(r"w\d+z", plain_text(release) + " ".join(note.message for note in context.losses)))
    assert [word for word in drawn.words if word not in told] == [], drawn.body
    write(release)


@pytest.mark.parametrize("name", sorted({*BLOCKS, *INLINES} - {"choice", "app"}))
def test_every_attribute_of_every_element_is_kept_or_named_in_a_note(name):
    for key in ATTRIBUTES:
        attribute = f'{key}="v1z"'
        for body in (
            f"<div><p>a</p><{name} {attribute}>b</{name}></div>",
            f"<div><p>a <{name} {attribute}>b</{name}> c</p></div>",
        ):
            context = Context()
            release = reads(document(body), "tei", context=context)
            told = "\n".join(note.message for note in context.notes)
            named = f"the attribute {key} of {name} has no place" in told or "'v1z' is no language tag" in told
            assert "v1z" in writes(release, "json").decode() or named, (body, told)


# ── markup of others comes back with its name and its attributes ────────────────────────────────────────────────────

GENERIC = {
    '<w lemma="be" pos="V">is</w>': ("seg", "w", "lemma=be pos=V"),
    '<add place="margin" hand="#a b">more</add>': ("seg", "add", "place=margin hand=#a%20b"),
    '<supplied reason="lost" cert="high">text</supplied>': ("seg", "supplied", "reason=lost cert=high"),
    '<unclear rend="faded">word</unclear>': ("seg", "unclear", "rend=faded"),
    '<corr resp="#ed">right</corr>': ("seg", "corr", "resp=#ed"),
    "<soCalled>so</soCalled>": ("seg", "soCalled", None),
    '<measure quantity="3" unit="km">three</measure>': ("seg", "measure", "quantity=3 unit=km"),
    '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML" display="block">x</m:math>': ("seg", "math", "display=block"),
    '<castList n="1"><p>A cast</p></castList>': ("div", "castList", "n=1"),
    '<spGrp xml:id="g1"><p>All</p></spGrp>': ("div", "spGrp", "id=g1"),
}


@pytest.mark.parametrize("markup", GENERIC)
def test_the_name_and_attributes_of_unknown_markup_come_back_from_our_tei(markup, write):
    element, kind, rend = GENERIC[markup]
    body = markup if element == "div" else f"<p>a {markup} b</p>"
    context = Context()
    release = reads(document(body), "tei", context=context)
    assert [note.kind for note in context.notes] == ["guess"]
    written = write(release)
    assert written.find(f"//t:body//t:{element}[@type='{kind}']/@rend") == ([rend] if rend else [])
    assert len(written.find(f"//t:body//t:{element}[@type='{kind}']")) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<gap reason="illegible" unit="word" quantity="2"/>', '<anchor xml:id="a1"/>', '<space dim="horizontal"/>',
        '<fw type="sig"/>', '<notatedMusic><ptr target="m.mei"/></notatedMusic>',
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:none/></m:math>',
    ],
)  # fmt: skip
def test_markup_without_words_comes_back_as_it_was(markup, write):
    release = reads(document(f"<p>a {markup} b</p>"), "tei", context=Context())
    written = write(release)
    kept = written.find("//t:milestone[@unit='rawInline'][@type='tei']/@n")
    assert [etree.tostring(etree.fromstring(kept[0]), method="c14n")] == [
        etree.tostring(etree.fromstring(markup), method="c14n")
    ]


# ── what is said of each construct ──────────────────────────────────────────────────────────────────────────────────

TOLD = {
    "<p><choice><abbr>Dr</abbr><expan>Doctor</expan></choice></p>": ("Doctor", "reading-dropped", "Dr"),
    '<p><app><lem wit="#A">one</lem><rdg wit="#B">two</rdg></app></p>': ("one", "reading-dropped", "two"),
    "<p><choice><sic>teh</sic><corr>the</corr></choice></p>": ("the", "reading-dropped", "teh"),
    "<p>a<!-- aside -->b</p>": ("ab", "comment-dropped", "aside"),
    "<p>a<?page 3?>b</p>": ("ab", "instruction-dropped", "page"),
    '<p><ref target="a" type="bibr">x</ref></p>': ("x", "attribute-dropped", "type of ref"),
    '<p>x<note place="margin">y</note></p>': ("x\ny", "attribute-dropped", "place of note"),
    '<p>x<note n="*">y</note></p>': ("x\ny", "attribute-dropped", "n of note"),
    '<p><title level="m">x</title></p>': ("x", "attribute-dropped", "level of title"),
    '<p><persName ref="#a #b">x</persName></p>': ("x", "attribute-dropped", "#b"),
    '<p><persName n="1">x</persName></p>': ("x", "attribute-dropped", "n of persName"),
    '<p xml:id="p1">x</p>': ("x", "attribute-dropped", "xml:id of p"),
    '<p style="color: red">x</p>': ("x", "attribute-dropped", "style of p"),
    '<p xml:lang="no such tag">x</p>': ("x", "language-dropped", "no such tag"),
    '<list type="simple"><item>x</item></list>': ("x", "attribute-dropped", "type of list"),
    '<list><item corresp="#y">x</item></list>': ("x", "attribute-dropped", "corresp of item"),
    '<table><row rend="thick"><cell>x</cell></row></table>': ("x", "attribute-dropped", "rend of row"),
    "<table>stray<row><cell>x</cell></row></table>": ("x\nstray", None, ""),
    '<figure><graphic url="a.png" width="3cm"/></figure>': ("", "attribute-dropped", "width of graphic"),
    '<lg type="stanza"><l>x</l></lg>': ("x", "attribute-dropped", "type of lg"),
    '<div n="3"><p>x</p></div>': ("x", "attribute-dropped", "n of div"),
    "<trailer>THE <hi>END</hi></trailer>": ("THE END", "markup-dropped", "trailer"),
    "<opener><dateline>Paris, <hi>today</hi></dateline></opener>": ("Paris, today", "markup-dropped", "hi"),
    '<div type="contact"><head>Ask</head><p><address><addrLine><email>a@b.c</email></addrLine></address></p></div>': (
        "a@b.c",
        "heading-replaced",
        "Ask",
    ),
    '<div type="attachments"><p>See <ref target="a.pdf">A</ref></p></div>': ("", "attachment-words-dropped", "See"),
    '<include xmlns="http://www.w3.org/2001/XInclude" href="b.xml"/>': ("", "include-not-followed", "b.xml"),
    "<x xmlns='urn:x'>y</x>": ("y", "unknown-element", "x of urn:x"),
}


@pytest.mark.parametrize("body", TOLD)
def test_what_is_left_out_or_guessed_is_said(body):
    words, code, said = TOLD[body]
    context = Context()
    release = reads(document(body), "tei", context=context)
    assert plain_text(release).partition("\n")[2] == words
    found = [(note.code, note.line) for note in context.notes if said in note.message]
    assert found == ([(code, 1)] if code else [])


def test_a_language_of_a_part_is_that_of_its_blocks():
    body = '<list><item xml:lang="fr">un</item></list><table><row><cell xml:lang="de">zwei</cell></row></table>'
    context = Context()
    release = reads(document(body + '<p>x<note xml:lang="it">tre</note></p>'), "tei", context=context)
    assert context.notes == []
    first, second, third = release.body
    assert first.items[0].blocks[0].lang == "fr"
    assert second.rows[0].cells[0].blocks[0].lang == "de"
    assert third.content[1].blocks[0].lang == "it"


def test_the_language_of_the_text_counts_and_not_that_of_the_header():
    data = document("<p>x</p>", 'xml:lang="en"').replace("<text>", '<text xml:lang="ru">')
    assert reads(data, "tei", context=Context()).lang == "ru"


def test_the_headline_keeps_the_markup_that_only_the_text_has():
    release = reads(document("<head>Head<hi>line</hi></head><p>x</p>"), "tei", context=Context())
    assert [type(item).__name__ for item in release.headline] == ["Text", "Emphasis"]
    assert len(release.body) == 1
