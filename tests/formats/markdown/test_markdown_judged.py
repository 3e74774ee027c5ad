"""Our parser and markdown-it-py, which knows nothing of it, find the same in CommonMark."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll

from releasekit import (
    BlockQuote,
    BulletList,
    Code,
    CodeBlock,
    Context,
    Emphasis,
    Heading,
    Image,
    LineBreak,
    Link,
    OrderedList,
    Paragraph,
    RawBlock,
    RawInline,
    Strike,
    Strong,
    Table,
    Text,
    ThematicBreak,
)
from releasekit.formats.markdown.parse.document import parse

# What both find is told in tuples that begin with a name: ("em", ("words", "a")).
MARKS = {Emphasis: "em", Strong: "strong", Strike: "s"}


def ours(text):
    """What we find."""
    return [block_of(block) for block in parse(text, (), Context(), 0).body]


def block_of(block):
    match block:
        case Paragraph(content=content):
            return ("p", *line_of(content))
        case Heading(content=content, level=level):
            return ("h", level, *line_of(content))
        case BlockQuote(blocks=blocks):
            return ("quote", *map(block_of, blocks))
        case BulletList(items=items, tight=tight):
            return ("list", None, tight, *(tuple(map(block_of, item.blocks)) for item in items))
        case OrderedList(items=items, start=start, tight=tight):
            return ("list", start, tight, *(tuple(map(block_of, item.blocks)) for item in items))
        case CodeBlock(text, info):
            return ("pre", text, info)
        case RawBlock("html", text):
            return ("html", text)
        case ThematicBreak():
            return ("hr",)
        case Table(rows=rows, align=align):
            cells = [[line_of(cell.blocks[0].content) if cell.blocks else () for cell in row.cells] for row in rows]
            return ("table", align, *map(tuple, cells))
        case _:
            raise AssertionError(block)


def line_of(content):
    return whole([inline_of(item) for item in content])


def inline_of(item):
    match item:
        case Text(text):
            return ("words", text)
        case Emphasis(content) | Strong(content) | Strike(content):
            return (MARKS[type(item)], *line_of(content))
        case Code(text):
            return ("code", text)
        case Link(content, href, title):
            return ("a", href, title, *line_of(content))
        case Image(src, alt, title):
            return ("img", src, title, alt)
        case RawInline("html", text):
            return ("tag", text)
        case LineBreak():
            return ("br",)
        case _:
            raise AssertionError(item)


def whole(items):
    """Items with neighbouring words as one."""
    out = []
    for words, group in groupby(items, key=lambda item: item[0] == "words"):
        found = list(group)
        if not words:
            out += found
        elif text := "".join(item[1] for item in found):
            out.append(("words", text))
    return tuple(out)


def judge():
    found = MarkdownIt("commonmark", {"maxNesting": 1000}).enable(["strikethrough", "table"])
    found.normalizeLink = found.normalizeLinkText = lambda url: url
    found.validateLink = lambda _url: True
    return found


JUDGE = judge()


def theirs(text):
    """What markdown-it finds."""
    return list(blocks_of(iter(JUDGE.parse(text))))


def blocks_of(tokens):
    for token in tokens:
        match token.type:
            case "paragraph_open":
                yield ("p", *words_of(tokens))
            case "heading_open":
                yield ("h", int(token.tag[1]), *words_of(tokens))
            case "blockquote_open":
                yield ("quote", *blocks_of(tokens))
            case "bullet_list_open" | "ordered_list_open":
                start = token.attrs.get("start", 1) if token.type[0] == "o" else None
                items, tight = items_of(tokens)
                yield ("list", start, tight, *items)
            case "fence":
                yield ("pre", token.content.removesuffix("\n"), unescapeAll(token.info.strip(" \t")))
            case "code_block":
                yield ("pre", token.content.removesuffix("\n"), "")
            case "html_block":
                yield ("html", token.content.removesuffix("\n"))
            case "hr":
                yield ("hr",)
            case "table_open":
                yield table_of(tokens)
            case _:
                assert token.nesting < 0, token
                return


def items_of(tokens):
    items, tight = [], True
    for token in tokens:
        if token.type != "list_item_open":
            break
        blocks = []
        inside = list(until(tokens, token.level, "list_item_close"))
        for paragraph in inside:
            if paragraph.type == "paragraph_open" and paragraph.level == token.level + 1:
                tight = paragraph.hidden
        blocks = tuple(blocks_of(iter(inside)))
        items.append(blocks)
    return items, tight


def until(tokens, level, kind):
    for token in tokens:
        if token.type == kind and token.level == level:
            return
        yield token


def table_of(tokens):
    rows, align = [], ()
    for token in until(tokens, 0, "table_close"):
        match token.type:
            case "tr_open":
                rows.append([])
            case "th_open":
                align += (token.attrs.get("style", "").removeprefix("text-align:"),)
            case "inline":
                rows[-1].append(line(token.children))
    return ("table", align, *map(tuple, rows))


def words_of(tokens):
    children = next(tokens).children
    next(tokens)
    return line(children)


def line(children):
    return inlines_of(iter(children))


def inlines_of(tokens):
    out = []
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                out.append(("words", token.content))
            case "softbreak":
                out.append(("words", "\n"))
            case "hardbreak":
                out.append(("br",))
            case "code_inline":
                out.append(("code", token.content))
            case "html_inline":
                out.append(("tag", token.content))
            case "image":
                out.append(("img", token.attrs["src"], token.attrs.get("title", ""), alternative(token.children)))
            case "link_open":
                out.append(("a", token.attrs["href"], token.attrs.get("title", ""), *inlines_of(tokens)))
            case "em_open" | "strong_open" | "s_open":
                content = inlines_of(tokens)
                # A mark that holds nothing but its own kind is one mark to us.
                same = len(content) == 1 and content[0][0] == token.tag
                out.append(content[0] if same else (token.tag, *content))
            case _:
                break
    return whole(out)


def alternative(children):
    words = ""
    for token in children or ():
        match token.type:
            case "image":
                words += alternative(token.children)
            case "softbreak" | "hardbreak":
                words += "\n"
            case "text" | "text_special" | "code_inline":
                words += token.content
    return words


def test_the_examples_of_the_specification_are_read_as_markdown_it_reads_them(examples):
    for text in examples:
        assert ours(text) == theirs(text), text


SIGNS = ["*", "**", "***", "_", "__", "~~", "~~~", "`", "``", "[", "]", "(", ")", "![", "](u)", "](<u v> 't')", '](u "t")', "[r]", "[r][]",
         "[x][r]", "<b>", "</b>", "<i c='d'\n", "<!-- c -->", "<!--", "-->", "<?x?>", "<!A b>", "<![CDATA[c]]>", "<a@b.c>", "<http://x>",
         "&amp;", "&#65;", "&#xA9;", "&copy", "&", "\\", "\\*", "\\\n", "  \n", "!", "a", "b", "word", "x_y", "é", "北", "“",
         ".", '"', "'", "<", ">", "1", " ", "  ", "\n"]  # fmt: skip
STARTS = ["- ", "* ", "+ ", "-", "1. ", "2) ", "10. ", "1.", "> ", ">", "# ", "## ", "#", "    ", "  ", "   ", " ", "\t", "```", "~~~", "````",
          "``` py", "---", "***", "* * *", "===", "--", "<div>", "</div>", "<!--", "-->", "<b>", "<?", "?>", "<!X", "<pre>", "</pre>"]  # fmt: skip
WORDS = st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)
LINES = st.tuples(
    st.lists(st.sampled_from(STARTS), max_size=3).map("".join), WORDS.map(lambda words: words.replace("\n", ""))
).map("".join)
# What stands last of all, markdown-it leaves out if it is white.
TEXTS = st.lists(LINES, max_size=8).map(lambda lines: "\n".join(lines).rstrip(" \t\n>"))
DEFINITION = "\n\n[r]: u 't'\n"

# Where we keep to the letter of the specification, and markdown-it does not; or where we mean to differ.
DIFFERENCES = {
    r"\\[ \t]+\n": "markdown-it keeps a space at the end of a line behind a backslash (6.8)",
    r"--->": "a comment may end with more hyphens than two (6.6)",
    r"\(\\\n": "a backslash at the end of a line is no part of what follows in a destination (6.3)",
    r"\[r\]\(": "a reference may stand before a parenthesis that begins no target (6.3, example 567)",
    r"\]\[[^\]]*\[": "a reference may stand before a bracket that begins no label (6.3)",
    r"\]\([^)]*\[r\]": "a reference may stand behind a target that has no end (6.3)",
    r"(?s)\[.*!\[.*\[": "a link holds no other, not even in the description of a picture (6.3)",
    r"\[[*_~]+[^\w\s]|[^\w\s][*_~]+\]": "a bracket beside a delimiter run is punctuation, not the edge of a line (6.2)",
    r"(?s)(?:[-+*]|\d[.)])[ \t].*(?:```|~~~).*\n[ \t>]*\n": "an empty line in code parts no items (5.3)",
    r">[ \t]*\n[ \t]*(?: {4}|\t)|\n *(?: {4}|\t)[ \t]*>": "markdown-it loses a `>` that is indented as code is (5.1)",
    r"(?s)>.*[`<].*\n[ \t]+": "white space before a line that continues a paragraph without its `>` is no part of it (4.8)",
    r"(?s)(?:[-+*]|\d[.)])[ \t].*\n(?: {4,}|[^\n]*\t)[ \t]*[^\w\s]": "four columns are never less indent than what cannot interrupt a paragraph needs (5.2)",
    r"(?:[-+*]|\d[.)])[ \t]*\n[ \t]*\n[ \t]*\n": "any number of empty lines may stand before the next item (5.3)",
    r">[ \t]*\t[ \t]*<": "a tab behind a `>` is partly its space, before HTML too (2.2)",
}


def known(text):
    return any(re.search(pattern, text, re.MULTILINE) for pattern in DIFFERENCES)


@settings(max_examples=300)
@given(st.lists(WORDS, min_size=1, max_size=3).map("".join))
def test_hostile_words_are_read_as_markdown_it_reads_them(words):
    assume(not known(words))
    assert ours(words + DEFINITION) == theirs(words + DEFINITION)


@settings(max_examples=300)
@given(TEXTS)
def test_hostile_lines_are_read_as_markdown_it_reads_them(text):
    assume(not known(text))
    assert ours(text) == theirs(text)


CELLS = st.sampled_from(["a", "b c", "*d*", "`e`", "1", "", "f\\|g", "x_y_z", "[h](i)"])
RULES = st.sampled_from(["-", "---", ":-", "-:", ":-:", ":----:"])


@given(st.integers(2, 5).flatmap(lambda n: st.tuples(*(st.lists(st.lists(cells, min_size=n, max_size=n), min_size=low, max_size=high)
                                                     for cells, low, high in ((CELLS, 1, 1), (RULES, 1, 1), (CELLS, 0, 4))))))  # fmt: skip
def test_tables_are_read_as_markdown_it_reads_them(rows):
    text = "\n".join("| " + " | ".join(cells) + " |" for part in rows for cells in part)
    for given_text in (text, "words\n" + text, text + "\n# end", text.replace("| ", "|")):
        assert ours(given_text) == theirs(given_text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\\ \nb", [("p", ("words", "a\\\nb"))]),
        ("a<!----->", [("p", ("words", "a"), ("tag", "<!----->"))]),
        ("[r](\n\n[r]: u", [("p", ("a", "u", "", ("words", "r")), ("words", "("))]),
        ("[r][[]]\n\n[r]: u", [("p", ("a", "u", "", ("words", "r")), ("words", "[[]]"))]),
        ("[](\\\n)", [("p", ("a", "\\", ""))]),
        ("[![[r](a)](b)](c)", [("p", ("words", "["), ("img", "b", "", "r"), ("words", "](c)"))]),
        ('[**a"*](b)', [("p", ("a", "b", "", ("words", '**a"*')))]),
        ("- ```\n\n- a", [("list", None, True, (("pre", "", ""),), (("p", ("words", "a")),))]),
        ("-\n\n\n- a", [("list", None, False, (), (("p", ("words", "a")),))]),
        (">\n    > a", [("quote",), ("pre", "> a", "")]),
        ("> `a\n   b`", [("quote", ("p", ("code", "a b")))]),
        ("10. a\n    # b", [("list", 10, True, (("p", ("words", "a")), ("h", 1, ("words", "b"))))]),
        ("100. a\n    # b", [("list", 100, True, (("p", ("words", "a\n# b")),))]),
        (">\t<b>", [("quote", ("html", "  <b>"))]),
        ("> [r]: u\nv", [("quote", ("p", ("words", "v")))]),
        ("[r]: u\n    v", [("p", ("words", "v"))]),
        ("[r]:\n===", [("h", 1, ("words", "[r]:"))]),
        ("[r]: u\n===\n[r]", [("p", ("words", "===\n"), ("a", "u", "", ("words", "r")))]),
        ("a\n\n[r]: u\n---", [("p", ("words", "a")), ("hr",)]),
        ("# a | b\n--|--", [("h", 1, ("words", "a | b")), ("p", ("words", "--|--"))]),
        ("> a | b\n--|--", [("quote", ("p", ("words", "a | b\n--|--")))]),
        ("```\n ", [("pre", " ", "")]),
    ],
)
def test_where_we_keep_to_the_letter_of_the_specification(text, found):
    assert ours(text) == found
