"""The examples of the CommonMark specification, read and rewritten by us, mean the same to a CommonMark parser."""

from __future__ import annotations

from markdown_it import MarkdownIt

from releasekit import Context, reads, writes

FRONT = "---\ntype: statement\n---\n"
EXCEPTIONS = {
    40: "white space at the edge of a paragraph is not kept, not even as a character reference",
    173: "a block of HTML that nothing closes becomes a raw block of its own, which every reader sees the end of",
    196: "white space at the edges of a title is not kept",
    415: "strong words at the end of emphasised ones, within a word: no delimiter can stand there beside another",
} | dict.fromkeys((417, 461, 463, 464, 465, 466, 468), "a mark that holds nothing but its own kind is one mark")
"""The examples that come out as other HTML, and why."""


def rewritten(text):
    """The body that we write for a body that we read."""
    written = writes(reads(FRONT + text, "md", context=Context()), "md", context=Context()).decode()
    return written.removeprefix("---\ntype: statement\n---\n")


def test_all_examples_are_there(examples):
    assert len(examples) == 652


def test_every_example_means_the_same_but_for_the_exceptions(examples):
    render = MarkdownIt("commonmark", {"maxNesting": 1000}).render
    other = {number for number, text in enumerate(examples, 1) if render(rewritten(text)) != render(text)}
    assert other == set(EXCEPTIONS)
    assert len(EXCEPTIONS) <= 15


def test_every_example_is_stable_once_it_is_rewritten(examples):
    for text in examples:
        once = rewritten(text)
        assert rewritten(once) == once


def test_every_example_is_its_text_without_front_matter_when_nothing_is_looked_for(examples):
    off = Context(find=False)
    plain = [text for text in examples if not text.startswith("---\n")]  # which opens front matter
    assert len(examples) - len(plain) <= 3
    for text in plain:
        assert reads(text, "md", context=off).body == reads(FRONT + text, "md", context=Context()).body
