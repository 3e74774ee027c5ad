"""The writer's style: ordinary words stand as they are, and the diff of a changed word is one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from releasekit import (
    BlockQuote,
    BulletList,
    Cell,
    Code,
    Context,
    Emphasis,
    Heading,
    Item,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Release,
    Row,
    Table,
    Text,
    normalise,
    reads,
    writes,
)
from releasekit.formats.markdown import yaml_in
from releasekit.formats.markdown.foreign import FOREIGN
from releasekit.model.plain import from_plain, to_plain
from releasekit.testing import releases

START = "---\ntype: press-release\n---\n\n"

ORDINARY = """\
The price rose by 5 * 3 = 15 per cent, that is 5*3 or 5 ** 2.
Costs: *excl. VAT.
Price* per unit, **net
The office [sic] said so [...] and […] and [1] and [R&D] and (*).
“We did it!”[1] she said. Yes! [Laughter] No! [Applause]
He said [Minister]: we will go.
see [*]
[*] see [ ] and [x]
#hashtag of the day, C# and F#, #5 on the list
R&D, AT&T, Q&A; M&S: yes. AT&T; and &c; and A&B;
Mail press@example.org or visit https://example.org/a_b_c?d=e&f=g.
About ~10 % of it, 10 to ~20, ~/home and ~user.
~10 %
Ca. 5 $, $5, 5 €, £3, 100% - 50% = 50%
snake_case, file_name.txt, a _private name
@user_name wrote: :smile: and :+1:
2 < 3, 3 > 2, a <= b, a<-b, < 5 %, <5 %
<EUR 5 je Stück und <EUR 6
f(x) = x^2 + y_1 + y_2 || !x && y
The `abd of the text
|a|b| and a | b
{x} and {.y}, C:\\path\\to
10:30 a.m. - 11:30 a.m.; No. 1: first; No. 2: second
"Quotes" and 'single' and it's – dash — dash... and…
+5 % or +49 30 123456
(1) no list, a) no list
=====
– En dash at the start
-30-
http://example.org/*/x
Die Bürger*innen kamen am 1. Januar.
„Das ist gut“, sagte er – und ging…
»Zitat« und «Zitat» und ‚Zitat‘; der Preis beträgt 1.000,00 EUR (zzgl. 19 % MwSt.).
Москва, 5 марта. — «Это важно», — сказал он: п. 1.1, № 5, т.е. 10 %.
وقال الوزير: «هذا مهم» في 5 مارس 2027 (٪10).
שלום, "ציטוט" - אמר.
東京（３月１４日）＊注：１．本件※【発表】
서울 – “안녕하세요”.
""".splitlines()


def paragraph(text):
    return Paragraph((Text(text),))


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stand_as_they_are_wherever_they_stand(text):
    pipes = text.replace("|", "\\|")
    release = normalise(
        Release(
            headline=(Text(text),),
            body=(
                paragraph(text),
                Heading((Text(text),), 2),
                BulletList((Item((paragraph(text),)),)),
                OrderedList((Item((paragraph(text),)),)),
                BlockQuote((paragraph(text),)),
                Table((Row((Cell((paragraph(text),)),)), Row((Cell((paragraph(text),)),))), 1),
                paragraph("Before\n" + text),
            ),
        )
    )
    written = writes(release, "md").decode()
    assert reads(written, "md") == release
    front, body = written.split("---\n", 2)[1:]
    assert yaml_in.load(front, "")["title"] == text
    assert body == (
        f"\n{text}\n\n## {text}\n\n- {text}\n\n1. {text}\n\n> {text}\n\n| {pipes} |\n| --- |\n| {pipes} |\n\nBefore\n"
        + ("\\" if text.startswith("=") else "")
        + f"{text}\n"
    )


@pytest.mark.parametrize(
    "text", ["1. Januar war ein Freitag.", "2027. So war es.", "3) c", "- dash", "+ 5 %", "* note", "# 1", "> 5", "1986. A"]
)
def test_what_would_begin_a_block_is_escaped_only_where_it_would(text):
    def body(*blocks):
        return writes(normalise(Release(body=blocks)), "md").decode().removeprefix(START).removesuffix("\n")

    assert body(paragraph(text)).replace("\\", "") == text
    assert body(paragraph(text)) != text
    assert body(Heading((Text(text),))) == "## " + text
    assert body(Table((Row((Cell((paragraph(text),)),)),), 1)) == f"| {text} |\n| --- |"
    # Within a paragraph only a list that begins with 1 is one.
    bare = text[0].isdigit() and not text.startswith("1. ")
    assert (body(paragraph("am\n" + text)) == "am\n" + text) == bare


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (("5* ", Emphasis((Text("a"),)), " and 6*"), "5* *a* and 6*"),
        (("*a ", Emphasis((Text("b"),))), "\\*a *b*"),
        (("a*b un", Emphasis((Text("c"),)), "d"), "a\\*b un*c*d"),
        (("see [sic] ", Link((Text("[a] *b"),), "u"), "[c]"), "see [sic] [[a] \\*b](u)[c]"),
        (("[sic]", Link((Text("a]"),), "u")), "\\[sic][a\\]](u)"),
        (("a` b", Code("c")), "a\\` b`c`"),
        (("Wow!", Note((paragraph("n"),))), "Wow\\![^1]\n\n[^1]: n"),
        (("Wow! ", Emphasis((Text("b"),)), "!", Emphasis((Text("c)"),)), "d"), "Wow! *b*\\![c)]{.emphasis}d"),
        (("a < ", Emphasis((Text("b"),))), "a < *b*"),
        (("a <5", Emphasis((Text("b"),))), "a \\<5*b*"),
        (("&amp", Emphasis((Text("b"),)), " &amp;"), "&amp*b* \\&amp;"),
    ],
)
def test_signs_beside_other_inlines_are_escaped_where_they_could_pair(content, written):
    release = normalise(Release(body=(Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content)),)))
    text = writes(release, "md").decode()
    assert text == START + written + "\n"
    assert reads(text, "md") == release


SIGNS = st.sampled_from(
    [*"**__``~~[]()<>&!#+-.|:^{}=\\'\" \n", "a", "5", "é", "&amp;", "<b", "<div", "[^1]", "[a]", "](", "1.", "2.", "~~", "```", "---",
     "***", "* * *", "===", "a@b.c", "<a@b.c>", "http://a.b", "\u00a0", "\ufffc"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(SIGNS, min_size=1, max_size=9).map("".join), st.integers(0, 4))
def test_signs_that_are_left_as_they_are_mean_nothing(text, place):
    words = paragraph(text)
    release = normalise(
        [
            Release(body=(words, words)),
            Release(headline=(Text(text),), body=(Heading((Text(text),), 3),)),
            Release(body=(OrderedList((Item((words,)), Item((words,)))),)),
            Release(body=(Table((Row((Cell((words,)),)), Row((Cell((words,)),))), 1),)),
            Release(body=(BlockQuote((words,), (Text(text),)), Paragraph((Text("a"), Note((words,)))))),
        ][place]
    )
    written = writes(release, "md", context=Context())
    assert reads(written, "md", context=Context()) == release


# ── the diff of a changed word is one line ──────────────────────────────────────────────────────────────────────────

_WORD = re.compile(r"[a-z]{2,}")
_TEXTS = {"content", "caption", "credit", "speaker", "attribution", "title", "subtitle", "alt"}
"""Keys of plain data under which words stand, in nodes."""
_FIELDS = {
    "summary", "name", "address", "printed", "place", "text", "role", "organisation", "hours", "notice", "terms", "words",
    "instruction", "keywords", "section", "title", "issuers", "contacts", "numbers", "changes", "rights",
}  # fmt: skip
_FOREIGN = {key for key, _, _ in FOREIGN}


def spots(data, known, name=""):
    """The places of words in plain data: a list or map that holds them, and the key."""
    members = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in members:
        said = key if isinstance(key, str) else name
        if isinstance(value, str):
            if said in known and (not isinstance(data, dict) or not str(data.get("type", "")).startswith("raw")):
                yield data, key
        elif isinstance(value, (dict, list)):
            yield from spots(value, _TEXTS if said == "body" else known, said)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(releases(), st.data())
def test_the_diff_of_a_changed_word_is_one_line(release, data):
    plain = to_plain(release)
    plain.pop("extra", None)
    words = [
        (holder, key, word)
        for holder, key in spots(plain, _FIELDS)
        for word in _WORD.finditer(holder[key])
    ]  # fmt: skip
    assume(words)
    holder, key, word = data.draw(st.sampled_from(words))
    before = lines(plain)
    new = data.draw(st.sampled_from([other for other in ("no", "zebra", "verylongword" * 12, "on") if other != word[0]]))
    holder[key] = holder[key][: word.start()] + new + holder[key][word.end() :]
    after = lines(plain)
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def lines(plain):
    return writes(from_plain(Release, plain), "md", context=Context()).decode().split("\n")


def test_a_long_line_and_a_long_list_stay_as_they_are():
    release = Release(
        headline=(Text("word " * 60 + "end"),),
        keywords=tuple(f"keyword number {number}" for number in range(40)),
        section=("One", "Two"),
        summary="word " * 200 + "end",
        body=(paragraph("word " * 400 + "end"),),
    )
    written = writes(release, "md").decode().split("\n")
    assert [line.partition(":")[0] for line in written[1:7]] == ["title", "type", "section", "summary", "keywords", "---"]
    assert len(written) == 10


@pytest.mark.parametrize("words", ["word :?", "why?", "a:b", "a ,b", "x: y", "[a]", "{b", "a::", "? a", "a ? b"])
def test_words_in_brackets_are_quoted_where_brackets_make_something_else_of_them(words):
    release = Release(section=(words, "News"), keywords=(words,))
    assert reads(writes(release, "md", context=Context()), "md", context=Context()) == release
