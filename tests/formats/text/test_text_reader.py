"""What a text shows without a word about it: paragraphs, lines, headings, lists, quotes, tables, links."""

from __future__ import annotations

import pytest

from releasekit import (
    BlockQuote,
    BulletList,
    Context,
    Figure,
    Heading,
    Item,
    LineBreak,
    Link,
    OrderedList,
    Paragraph,
    ReadError,
    Speech,
    Table,
    Text,
    ThematicBreak,
    inline_text,
    plain_text,
    reads,
)

LONG = "The ministers reviewed the state of the talks and agreed to meet again with the experts of the two countries. " * 2


def test_a_wrapped_paragraph_keeps_its_line_ends_as_soft_breaks(read_text):
    text = "A headline\n\nThe port will be closed to traffic from the first of May, while the\nnew lock is fitted.\n"
    assert read_text(text).body == (
        Paragraph((Text("The port will be closed to traffic from the first of May, while the\nnew lock is fitted."),)),
    )


def test_lines_that_had_room_for_the_next_word_are_kept_as_lines(read_text):
    body = read_text(f"A headline\n\n{LONG}\n\nThe Harbour Office\n4 Slipway Lane\nHalvor Bay\n").body
    assert body[-1] == Paragraph(
        (Text("The Harbour Office"), LineBreak(), Text("4 Slipway Lane"), LineBreak(), Text("Halvor Bay"))
    )


def test_long_lines_are_paragraphs_even_without_blank_lines(read_text):
    body = read_text(f"A headline\n\n{LONG}\n{LONG}\n").body
    assert [inline_text(block.content) for block in body] == [LONG.strip(), LONG.strip()]


def test_headings_are_read_by_their_signs_and_by_the_line_below(read_text):
    body = read_text(f"# The headline\n\n{LONG}\n\n## Details\n\nWords.\n\nMore\n----\n\nWords.\n").body
    assert [(inline_text(block.content), block.level) for block in body if isinstance(block, Heading)] == [
        ("Details", 2),
        ("More", 2),
    ]


@pytest.mark.parametrize("sign", ["•", "▪", "‣", "●", "-", "*"])
def test_bullets_are_a_list(sign, read_text):
    body = read_text(f"A headline\n\nThe ministers agreed on this:\n{sign} one thing\n{sign} another\n").body
    one, other = (Item((Paragraph((Text(words),)),)) for words in ("one thing", "another"))
    assert body[-1] == BulletList((one, other))


def test_items_apart_are_a_loose_list_and_deeper_ones_a_list_within(read_text):
    loose = read_text("A headline\n\n• one\n\n• two\n").body[-1]
    assert isinstance(loose, BulletList)
    assert not loose.tight
    nested = read_text("A headline\n\n• one\n  • deeper\n• two\n").body[-1]
    assert isinstance(nested, BulletList)
    assert [len(item.blocks) for item in nested.items] == [2, 1]


def test_a_paragraph_below_the_words_of_an_item_belongs_to_it(read_text):
    block = read_text(f"A headline\n\n{LONG}\n\n• one\n\n  more of it\n  and more\n\n• two\n\nNo item.\n").body
    assert isinstance(block[1], BulletList)
    assert [[inline_text(inner.content) for inner in item.blocks] for item in block[1].items] == [
        ["one", "more of it\nand more"],
        ["two"],
    ]
    assert block[2] == Paragraph((Text("No item."),))


def test_a_line_without_a_sign_goes_on_with_its_item(read_text):
    block = read_text("A headline\n\n• one that is\nwrapped\n• two\n").body[-1]
    assert isinstance(block, BulletList)
    assert block.items[0].blocks == (Paragraph((Text("one that is\nwrapped"),)),)


def test_numbers_within_a_list_that_do_not_follow_each_other_stay_words(read_text):
    block = read_text("A headline\n\n• one\n  1. a\n  5. b\n• two\n").body[-1]
    assert isinstance(block, BulletList)
    assert [inline_text(inner.content) for inner in block.items[0].blocks] == ["one", "1. a", "5. b"]


def test_a_list_that_is_set_in_hundreds_of_times_is_flattened_not_refused(read_text):
    lines = "\n".join(" " * depth + "• item" for depth in range(300))
    block = read_text(f"A headline\n\n{lines}\n").body[-1]
    assert plain_text(read_text(f"A headline\n\n{lines}\n")).count("item") == 300
    assert isinstance(block, BulletList)


def test_quotes_of_quotes_are_read_to_a_depth(read_text):
    assert plain_text(read_text("> " * 300 + "deep")).endswith("deep")


def test_two_dashes_that_carry_no_list_are_no_list(read_text):
    text = f"A headline\n\n{LONG}\n\n— Is that so? he asked.\n\n— It is, she said.\n"
    assert all(isinstance(block, Paragraph) for block in read_text(text).body)


@pytest.mark.parametrize(
    ("lines", "start", "style"),
    [
        ("1. one\n2. two\n3. three", 1, "decimal"),
        ("4) one\n5) two", 4, "decimal"),
        ("a) one\nb) two", 1, "lower-alpha"),
        ("(i) one\n(ii) two", 1, "lower-roman"),
        ("I. one\nII. two", 1, "upper-roman"),
    ],
)
def test_numbers_that_follow_each_other_are_a_numbered_list(lines, start, style, read_text):
    block = read_text(f"A headline\n\nWords above the list.\n\n{lines}\n").body[-1]
    assert isinstance(block, OrderedList)
    assert (block.start, block.style) == (start, style)


@pytest.mark.parametrize(
    "lines", ["1. one\n3. three", "A. Vance said so.\nA. Brill did not.", "2027. A year\n2028. Another\n2030. Gap"]
)
def test_numbers_that_do_not_follow_each_other_are_no_list(lines, read_text):
    body = read_text(f"A headline\n\nWords above.\n\n{lines}\n").body
    assert not [block for block in body if isinstance(block, OrderedList)]
    assert lines.split("\n")[0] in plain_text(read_text(f"A headline\n\nWords above.\n\n{lines}\n"))


def test_an_enumeration_in_running_text_is_no_list(read_text):
    text = f"A headline\n\n{LONG}They agreed to open a line; to exchange data; and to meet again.\n"
    assert [type(block) for block in read_text(text).body] == [Paragraph]


def test_a_quote_with_a_dash_and_a_name_below_is_a_block_quote(read_text):
    body = read_text(f"A headline\n\n{LONG}\n\n“We are glad.”\n— Ilse Brandt, chief executive\n\nWords.\n").body
    quote = body[1]
    assert isinstance(quote, BlockQuote)
    assert inline_text(quote.attribution) == "Ilse Brandt, chief executive"
    assert body[2] == Paragraph((Text("Words."),))


def test_a_mail_quote_is_a_block_quote(read_text):
    quote = read_text(f"A headline\n\n{LONG}\n\n> We are glad\n> to be here.\n").body[-1]
    assert isinstance(quote, BlockQuote)
    assert quote.blocks == (Paragraph((Text("We are glad\nto be here."),)),)


def test_a_name_below_a_quote_may_stand_apart_or_the_quote_be_set_in(read_text):
    for text in ("“We are glad.”\n\n— Ilse Brandt", "    We are glad.\n\n    Very glad.\n    — Ilse Brandt"):
        quote = read_text(f"A headline\n\n{LONG}\n\n{text}\n").body[-1]
        assert isinstance(quote, BlockQuote)
        assert inline_text(quote.attribution) == "Ilse Brandt"


def test_words_that_are_set_in_without_a_name_are_a_paragraph(read_text):
    assert read_text(f"A headline\n\n{LONG}\n\n    We are glad.\n").body[-1] == Paragraph((Text("We are glad."),))


def test_columns_under_a_rule_are_a_table_also_in_wide_letters(read_text):
    text = f"A headline\n\n{LONG}\n\n港口    船\n------  --\n美林     4\n奎伊港  12\n"
    table = read_text(text).body[-1]
    assert isinstance(table, Table)
    assert table.head_rows == 1
    assert [[inline_text(cell.blocks[0].content) for cell in row.cells] for row in table.rows] == [
        ["港口", "船"],
        ["美林", "4"],
        ["奎伊港", "12"],
    ]


def test_a_table_without_a_head_stands_between_two_rules(read_text):
    table = read_text(f"A headline\n\n{LONG}\n\n-----  --\nMerin   4\n-----  --\n").body[-1]
    assert isinstance(table, Table)
    assert (table.head_rows, len(table.rows)) == (0, 1)


def test_lines_of_tabs_are_a_table(read_text):
    table = read_text(f"A headline\n\n{LONG}\n\nPort\tBoats\tFrom\nMerin\t4\t4 May\n").body[-1]
    assert isinstance(table, Table)
    assert [len(row.cells) for row in table.rows] == [3, 3]


def test_links_keep_their_targets_and_those_to_nowhere_lose_them_without_a_note(read_text):
    context = Context()
    text = f"A headline\n\n{LONG}See [the paper](https://mfa.example/a_(b)), [this](#) or https://mfa.example/x?y=1.\n"
    release = read_text(text, context)
    links = [item for item in release.body[0].content if isinstance(item, Link)]
    assert [(inline_text(link.content), link.href) for link in links] == [
        ("the paper", "https://mfa.example/a_(b)"),
        ("https://mfa.example/x?y=1", "https://mfa.example/x?y=1"),
    ]
    assert "this or" in plain_text(release)
    assert not context.notes


def test_a_link_that_runs_a_script_is_its_words_and_a_note(read_text):
    context = Context()
    release = read_text(f"A headline\n\n{LONG}\n\nPress [here](javascript:alert) now.\n", context)
    assert release.body[-1] == Paragraph((Text("Press here now."),))
    assert [(note.code, note.kind, note.line) for note in context.notes] == [("target-dropped", "loss", 5)]


def test_addresses_are_links(read_text):
    body = read_text(f"A headline\n\n{LONG}\n\nWrite to press@mfa.example or see www.mfa.example.\n").body[-1]
    assert [item.href for item in body.content if isinstance(item, Link)] == [
        "mailto:press@mfa.example",
        "https://www.mfa.example",
    ]


def test_a_picture_alone_is_a_figure(read_text):
    figure = read_text(f"A headline\n\n{LONG}\n\n![The minister](minister.jpg)\n").body[-1]
    assert isinstance(figure, Figure)
    assert (figure.image.src, figure.image.alt) == ("minister.jpg", "The minister")


def test_a_line_of_signs_is_a_rule(read_text):
    assert ThematicBreak() in read_text(f"A headline\n\n{LONG}\n\n* * *\n\n{LONG}\n").body


def test_names_and_colons_are_turns_only_in_a_transcript(read_text):
    turns = (
        "Elina Marest: Good evening.\n\nI will be brief.\n\nQuestion (Courier): When?\n\nTomas Averin: Soon.\n\nGood night.\n"
    )
    body = read_text(f"Transcript of the press conference in Port Savry\n\n14 March 2027\n\n{turns}").body
    assert [inline_text(block.speaker) for block in body if isinstance(block, Speech)] == [
        "Elina Marest", "Question (Courier)", "Tomas Averin",
    ]  # fmt: skip
    assert isinstance(body[0], Speech)
    assert len(body[0].blocks) == 2
    assert body[-1] == Paragraph((Text("Good night."),))
    assert not [block for block in read_text(f"A headline\n\n{LONG}\n\n{turns}").body if isinstance(block, Speech)]


def test_one_line_alone_is_the_text_and_no_headline(read_text):
    release = read_text("Hello")
    assert not release.headline
    assert release.body == (Paragraph((Text("Hello"),)),)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\x89PNG\r\n\x1a\n\x00", b"a\x00b", b"caf\xe9 au lait"])
def test_what_is_no_text_is_refused_in_one_line(data):
    with pytest.raises(ReadError) as caught:
        reads(data, "text", context=Context(name="paste.txt"))
    assert str(caught.value).startswith("paste.txt:")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_all_line_ends_and_a_byte_order_mark_read_the_same(end):
    text = f"[News /](#)\n\n14 March 2027 18:20\n\nA headline of some words\n\n{LONG}\n"
    plain = reads(text.encode(), "text", context=Context())
    assert reads(text.replace("\n", end).encode(), "text", context=Context()) == plain
    assert reads(text.encode("utf-16"), "text", context=Context()) == plain
