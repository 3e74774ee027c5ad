"""Laws of plain text: any text is a release or a `ReadError`, no word is lost, and it takes no more time than its length."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    Code,
    Context,
    Image,
    OrderedList,
    ReadError,
    Text,
    WriteError,
    normalise,
    plain_text,
    reads,
    walk,
    writes,
)
from releasekit.formats.text import FORMAT
from releasekit.model.plain import to_plain
from releasekit.model.words import contact_lines, list_number
from releasekit.testing import check_format, releases, texts

WORD = re.compile(r"\w+")
COPIES = {"script-and-function-words", "headline-words", "dateline-date", "part-heading", "name-and-colon", "instruction-date"}
"""Rules whose words stand in another field or in the body as well."""

LINES = st.sampled_from([
    "", "", "", "[Foreign policy / News /](#)", "Home › News", "27 January 2027 16:48", "Updated: 28 January 2027",
    "A headline of several words", "[139-27-01-2017](#)", "No. 07-55", "FOR IMMEDIATE RELEASE", "Press release",
    "Embargoed until 14 March 2027, 09:30 CET", "MERIN, 14 March 2027 – The port opens.", "Paris, 3 May 2027",
    "Ministry · Press release · No. 3 · 14 March 2027", "• one", "  • deeper", "- two", "• Mara Ellison, press@tidewerk.example", "  • deeper still", "1. first", "2. second", "a) x", "b) y",
    "> quoted", "“We are glad.”", "— Ilse Brandt, chief", "    indented words", "## A heading", "Title", "=====", "-----", "###",
    "* * *", "About Tidewerk", "Notes to editors", "Notes to editors: run in", "Contacts", "Mara Ellison, Head of Press",
    "Tel.: +44 1632 960 188", "Fax: +44 1632 960 189", "press@tidewerk.example", "Mon-Fri 9:00-17:00", "© 2027 Tidewerk", "Share",
    "a\tb\tc", "d\te\tf", "Port  Boats", "----  -----", "Transcript", "Elina Marest: Good evening.", "Question: Why?",
    "See [the paper](https://x.example/a) or www.y.example.", "![A boat](boat.png)", "Заявление министерства в связи с этим",
    "21 апреля 2027 года", "للنشر الفوري", "14 مارس 2027", "发布日期：2027年3月14日", "word " * 40,
])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(LINES, max_size=24).map("\n".join))
def test_no_word_of_a_text_is_lost(text):
    if not text.strip():
        return
    release = reads(text.encode(), "text", context=Context())
    kept = Counter(WORD.findall(_words_of(release)))
    missing = Counter(WORD.findall(text)) - kept
    assert not missing, f"{missing} of {text!r}"


def _words_of(release) -> str:
    """The words of the body, and of the lines in which fields were found."""
    body = [str(value) for value in _strings(to_plain(release).get("body", ()))]
    numbers = [
        list_number(block.start + index, block.style)
        for _, block in walk(release)
        if isinstance(block, OrderedList)
        for index in range(len(block.items))
    ]
    found = [one.words for one in (release.source.found if release.source else ()) if one.rule not in COPIES]
    return " ".join([*body, *numbers, *found])


def _strings(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "type":
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    else:
        yield value


@settings(max_examples=300)
@given(st.lists(texts() | LINES, max_size=10).map("\n".join))
def test_any_text_is_a_release_or_a_read_error(text):
    context = Context(name="paste.txt")
    try:
        release = reads(text.encode("utf-8", "surrogatepass"), "text", context=context)
    except ReadError as error:
        assert str(error).startswith("paste.txt:")
        return
    assert reads(text.encode("utf-8", "surrogatepass"), "text", context=Context()) == release
    writes(release, "text", context=Context())


@settings(max_examples=150)
@given(releases())
def test_the_text_writer_shows_every_word_that_a_reader_of_the_release_sees(release):
    try:
        data = writes(release, "text", context=Context())
    except WriteError:
        assert not plain_text(normalise(release)).strip()
        return
    assert data == writes(release, "text", context=Context())
    shown = data.decode()
    canonical = normalise(release)
    leaves = [node.text for _, node in walk(canonical) if isinstance(node, (Text, Code))]
    leaves += [node.alt for _, node in walk(canonical) if isinstance(node, Image)]
    leaves += [canonical.instruction, canonical.end_mark]
    leaves += [line for contact in canonical.contacts for line in contact_lines(contact)]
    assert not [piece for leaf in leaves for piece in leaf.split() if piece not in shown]
    letters = Counter(filter(str.isalnum, plain_text(canonical)))
    assert not letters - Counter(filter(str.isalnum, shown))


def test_plain_text_keeps_the_laws_of_a_format():
    check_format(FORMAT, max_examples=75, traces={"lang"})  # the lines around a text are in its language


@pytest.mark.usefixtures("small_heap")
@pytest.mark.parametrize(
    "unit",
    [
        "[", "[](", "](", "a@", "a.b@", "https://", "www.a ", "• a\n", "- a\n", "1. a\n", "a) b\n\n", "> ", "> a\n", "    a\n\n",
        "# a\n", "--  ", "a\tb\tc\n", "About x\n\ny\n\n", '"a"\n\n', "x - ", "(", "1 May 2020 ", "a / ", "12:30 ", " ", "i. a\n",
        "About ", "A: b\n\n", "· ", "a.b.c", "+1 234 567 ", "© 2027\n\n", "【", "ab\n",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(unit):
    def seconds(size):
        data = (
            "Transcript\n\nWords of a body.\n\n" + unit * (size // len(unit)) + "\n\nContacts\n\n" + unit * (size // len(unit))
        ).encode()
        start = time.process_time()
        reads(data, "text", context=Context())
        return time.process_time() - start

    seconds(1_000)
    short, long = seconds(3_000), seconds(18_000)
    assert long < 0.5 + 15 * short
