"""The structure behind the page: what each thing is, in which order it is read, and what is no content at all."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from attrs import evolve
from PIL import Image as Pixels

from releasekit import (
    Attachment,
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Contact,
    Context,
    Division,
    Emphasis,
    Figure,
    Heading,
    Image,
    Issuer,
    Item,
    LineBreak,
    Link,
    Moment,
    Note,
    Number,
    OrderedList,
    Paragraph,
    Quotation,
    Release,
    Row,
    Span,
    Speech,
    Strong,
    Table,
    Text,
    Underline,
    writes,
)
from releasekit.style.house import shipped

LOREM = "The Trust confirmed today that the restored lifeboat station will reopen to the public on the first Saturday in May. "


def para(*content, **fields) -> Paragraph:
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content), **fields)


def cell(text: str, **fields) -> Cell:
    return Cell((para(text),), **fields)


def row(*cells) -> Row:
    return Row(tuple(cell(item) if isinstance(item, str) else item for item in cells))


def pixels() -> bytes:
    out = BytesIO()
    Pixels.new("RGB", (60, 40), (10, 90, 160)).save(out, "PNG")
    return out.getvalue()


PICTURE = pixels()


def picture(_href: str) -> bytes:
    return PICTURE


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_release_is_a_document_in_the_order_in_which_it_is_read(write):
    page = write(
        para("Words."), Heading((Text("Dates"),), 2), headline=(Text("Head"),), subtitle=(Text("Below"),), issuers=(Issuer("Trust"),),
        contacts=(Contact("Tom"),), attachments=(Attachment("https://example.org/a.zip"),), end_mark="ENDS", lang="en",
    )  # fmt: skip
    assert page.tree.role == "Document"
    assert [(part.role, part.words) for part in page.tree.kids] == [
        ("P", "Trust"), ("P", "Press release"), ("H1", "Head"), ("P", "Below"), ("P", "Words."), ("H2", "Dates"),
        ("Sect", "ContactsTom"), ("P", "ENDS"), ("Sect", "Attachmentsa.zip https://example.org/a.zip"),
    ]  # fmt: skip
    assert [part.roles() for part in page.tree.kids if part.role == "Sect"] == [
        ["Sect", ["H2"], ["P"]],
        ["Sect", ["H2"], ["P", ["Link"], ["Link"]]],
    ]


@pytest.mark.parametrize(
    ("levels", "headline", "expected"),
    [
        ((2, 3, 2), True, ["H1", "H2", "H3", "H2"]),
        ((4, 4, 6, 2), True, ["H1", "H2", "H2", "H3", "H2"]),
        ((3, 5, 3), False, ["H1", "H2", "H1"]),
        ((1, 2, 3, 4, 5, 6), True, ["H1", "H2", "H3", "H4", "H5", "H6", "H7"]),
        ((6, 5, 4), True, ["H1", "H2", "H2", "H2"]),
    ],
)
def test_no_level_of_headings_is_skipped(levels, headline, expected, write):
    head = (Text("Head"),) if headline else ()
    page = write(*[Heading((Text("Heading"),), level) for level in levels], headline=head)
    assert [part.role for part in page.tree.walk() if part.role[0] == "H"] == expected
    assert page.reader.trailer["/Root"]["/StructTreeRoot"]["/RoleMap"]["/H7"] == "/H6"


def test_an_empty_heading_is_no_level(write):
    page = write(Heading((), 2), Heading((Text(" "),), 3), Heading((Text("Deep"),), 4), headline=(Text("Head"),))
    assert [part.role for part in page.tree.walk() if part.role[0] == "H"] == ["H1", "H2"]


def test_lists_have_labels_and_bodies_and_say_how_they_number(write):
    page = write(
        OrderedList(
            (Item((para("one"), BulletList((Item((para("inner"),)),)))), Item((para("two"),))), start=3, style="lower-roman"
        )
    )
    (outer, inner) = page.tree.all("L")
    assert outer.roles() == [
        "L",
        ["LI", ["Lbl"], ["LBody", ["P"], ["L", ["LI", ["Lbl"], ["LBody", ["P"]]]]]],
        ["LI", ["Lbl"], ["LBody", ["P"]]],
    ]
    assert [part.words for part in page.tree.all("Lbl")] == ["iii.", "–", "iv."]
    assert outer.attributes["/ListNumbering"] == "/LowerRoman"
    assert inner.attributes["/ListNumbering"] == "/Disc"


def test_quotes_turns_divisions_code_and_figures_are_what_they_are(write):
    page = write(
        BlockQuote((para("Well said."),), (Text("A. Speaker"),)), Speech((para("How many?"),), (Text("Question"),)),
        Division((para("About us."),), "boilerplate"), CodeBlock("a = 1\n\n  b = 2"),
        Figure(Image("a.png", "A station"), (Text("The caption"),), (Text("The credit"),)), resources=picture,
    )  # fmt: skip
    assert [part.roles() for part in page.tree.kids[1:]] == [
        ["BlockQuote", ["P"], ["P"]],
        ["Sect", ["P"], ["P"]],
        ["Sect", ["P"]],
        ["P", ["Code"]],
        ["Div", ["Figure"], ["Caption"], ["Caption"]],
    ]
    assert page.tree.all("Code")[0].words.split() == ["a", "=", "1", "b", "=", "2"]
    (figure,) = page.tree.all("Figure")
    box = [float(value) for value in figure.attributes["/BBox"]]
    assert (box[2] - box[0], box[3] - box[1]) == (60, 40)


def test_a_picture_that_nothing_is_said_of_is_decoration_and_noted(write):
    page = write(Figure(Image("a.png")), para("x", Image("a.png")), Figure(Image("a.png"), (Text("Seen"),)), resources=picture)
    assert [part.words for part in page.tree.all("Figure")] == ["Seen"]
    assert [(note.code, note.kind, note.where) for note in page.notes] == [
        ("picture-coarse", "advice", "/body/0/image"),
        ("picture-undescribed", "advice", "/body/0/image"),
        ("picture-undescribed", "advice", "/body/1/content/1"),
    ]


# ── inlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_inlines_stand_between_the_words_around_them(write):
    page = write(
        para(
            "a ", Emphasis((Text("b "), Strong((Text("c"),)))), " d ", Quotation((Text("e"),)), " f ", Code("g"), " ",
            Underline((Text("h"),)), " ", Span((Text("i"),), lang="fr"), " ", Span((Text("j"),)),
        ),
        lang="en",
    )  # fmt: skip
    (part,) = page.tree.kids[1:]
    assert part.words == "a b c d e f g h i j"
    assert part.roles() == ["P", ["Em", ["Strong"]], ["Quote"], ["Code"], ["Span"], ["Span"]]
    assert part.all("Span")[0].attributes["/TextDecorationType"] == "/Underline"
    assert [each.entries.get("/Lang") for each in part.all("Span")] == [None, "fr"]


def test_a_link_holds_its_words_and_its_place_on_every_line_and_page(write):
    words = "restored lifeboat station of 1897 with its slipway, boat hall, archive and all that belongs to it " * 2
    page = write(para("See ", Link((Text(words.strip()),), "https://example.org", "The station"), "."), lang="en")
    (link,) = page.tree.all("Link")
    annotations = [item.get_object() for item in page.reader.pages[0]["/Annots"]]
    assert link.words == words.strip()
    assert link.kids.count(None) == len(annotations) == 3
    root = page.reader.trailer["/Root"]["/StructTreeRoot"]
    parents = root["/ParentTree"]["/Nums"]
    known = {parents[index]: parents[index + 1].get_object() for index in range(0, len(parents), 2)}
    for annotation in annotations:
        assert known[annotation["/StructParent"]]["/S"] == "/Link"
        assert annotation["/Contents"] == "The station"
        assert annotation["/F"] == 4
    assert len(known) == root["/ParentTreeNextKey"]
    assert [each["/S"] for each in known[page.reader.pages[0]["/StructParents"]]].count("/Link") == 1


def test_a_mark_within_a_link_does_not_part_it(write):
    page = write(para(Link((Text("all "), Strong((Text("these"),)), Text(" words")), "https://example.org")))
    (link,) = page.tree.all("Link")
    assert link.roles() == ["Link", ["Strong"]]
    assert (link.words, link.kids.count(None)) == ("all these words", 1)


def test_a_footnote_follows_its_reference_and_has_a_name(write):
    page = write(para("One", Note((para("First."),)), " and two", Note((para("Second."),)), "."), lang="en")
    (part,) = page.tree.kids[1:]
    assert part.roles() == ["P", ["Reference"], ["Note", ["Lbl"], ["P"]], ["Reference"], ["Note", ["Lbl"], ["P"]]]
    assert part.words == "One11First. and two22Second.."
    names = page.reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert [names[0], names[1].get_object()["/S"], names[2]] == ["note1", "/Note", "note2"]


def test_a_line_end_is_a_space_and_a_hyphen_at_it_is_a_soft_one(write):
    text = "well-known representation of extraordinarily conservative organisations " * 20
    page = write(para(text.strip()), para("one", LineBreak(), "two"), lang="en")
    first, second = page.tree.kids[1:]
    assert "\xad" in first.words
    assert first.words.replace("\xad", "") == text.strip()
    assert second.words == "one two"


def test_words_in_another_language_say_so(write):
    page = write(para("Bonjour.", lang="fr"), para("Hello."), para(Span((Text("Guten Tag"),), lang="de")), lang="en")
    french, english, german = page.tree.kids[1:]
    assert page.reader.trailer["/Root"]["/Lang"] == page.tree.entries["/Lang"] == "en"
    assert (french.entries["/Lang"], english.entries.get("/Lang")) == ("fr", None)
    assert german.kids[0].entries["/Lang"] == "de"


def test_a_release_that_states_no_language_says_that_it_is_undetermined(write):
    page = write(para("Words"))
    assert page.reader.trailer["/Root"]["/Lang"] == "und"


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def columns(part) -> list[int]:
    """How many columns each row of a table has, with those that cells of rows above reach into."""
    reach: list[tuple[int, int]] = []
    found = []
    for number, each in enumerate(part.all("TR")):
        cells = [kid.attributes for kid in each.kids]
        found.append(sum(a.get("/ColSpan", 1) for a in cells) + sum(width for until, width in reach if until > number))
        reach += [(number + a["/RowSpan"], a.get("/ColSpan", 1)) for a in cells if "/RowSpan" in a]
    return found


def test_a_table_has_a_head_and_a_body_and_cells_that_name_their_headers(write):
    page = write(
        Table(
            (row("Source", "2025"), row("Grant", "410"), row("Gift", "20")),
            head_rows=1,
            head_columns=1,
            caption=(Text("Sums"),),
        )
    )
    (table,) = page.tree.all("Table")
    assert table.roles() == [
        "Table", ["Caption"], ["THead", ["TR", ["TH", ["P"]], ["TH", ["P"]]]],
        ["TBody", ["TR", ["TH", ["P"]], ["TD", ["P"]]], ["TR", ["TH", ["P"]], ["TD", ["P"]]]],
    ]  # fmt: skip
    assert [part.attributes["/Scope"] for part in table.all("TH")] == ["/Both", "/Column", "/Row", "/Row"]
    names = {part.entries["/ID"]: part.words for part in table.all("TH")}
    assert [[names[name] for name in part.attributes["/Headers"]] for part in table.all("TD")] == [
        ["2025", "Grant"],
        ["2025", "Gift"],
    ]


def test_a_cell_under_many_headers_leaves_them_to_their_scope(write):
    page = write(Table((*(row("head", "head") for _ in range(9)), row("a", "b")), head_rows=9))
    (table,) = page.tree.all("Table")
    assert [part.attributes for part in table.all("TD")] == [{}, {}]
    assert {part.attributes["/Scope"] for part in table.all("TH")} == {"/Column"}


def test_a_row_that_cells_from_above_fill_is_left_out(write):
    page = write(Table((row(cell("a", rowspan=3), cell("b", rowspan=2)), Row(()), row("c"))))
    (table,) = page.tree.all("Table")
    assert columns(table) == [2, 2]
    assert [part.attributes.get("/RowSpan") for part in table.all("TD")] == [2, None, None]


def test_spans_are_stated_and_every_row_has_all_columns(write):
    page = write(
        Table((
            row(cell("wide", colspan=2), "c"), row(cell("tall", rowspan=3), "b"), row("b", "c"), Row(()), row("a"),
        ))
    )  # fmt: skip
    (table,) = page.tree.all("Table")
    assert columns(table) == [3, 3, 3, 3, 3]
    assert table.all("TD")[0].attributes == {"/O": "/Table", "/ColSpan": 2}
    assert table.all("TD")[2].attributes == {"/O": "/Table", "/RowSpan": 3}


def test_a_table_of_heads_alone_or_with_a_cell_from_head_to_body_has_no_groups(write):
    page = write(Table((row("a", "b"),), head_rows=1), Table((row(cell("a", rowspan=2), "b"), row("c")), head_rows=1))
    assert page.tree.all("THead") == page.tree.all("TBody") == []


def test_the_repeated_head_of_a_table_is_read_once(write):
    page = write(Table((row("Source", "Sum"), *(row(f"Line {n}", f"{n}") for n in range(120))), head_rows=1))
    assert len(page.pages) > 2
    assert [part.words for part in page.tree.all("TH")] == ["Source", "Sum"]
    assert all("Source" in text for text in page.pages)


# ── what is no content ──────────────────────────────────────────────────────────────────────────────────────────────


def test_rules_running_heads_and_page_numbers_are_artifacts(write):
    page = write(*[para(LOREM * 6) for _ in range(10)], headline=(Text("Head"),), issuers=(Issuer("Trust"),), lang="en")
    assert len(page.pages) > 1
    assert page.tree.words.count("Trust") == 1 + 60
    assert "Page" not in page.tree.words
    content = page.reader.pages[1].get_contents().get_data()
    assert b"/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC" in content
    assert b"/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC" in content


def test_nothing_is_painted_outside_a_mark(write):
    page = write(
        para("a", Strong((Text("b"),)), Underline((Text("c"),))), Table((row("d"),)), CodeBlock("e"), Figure(Image("f.png", "f")),
        resources=picture,
    )  # fmt: skip
    depth = 0
    for line in page.reader.pages[0].get_contents().get_data().decode().splitlines():
        depth += len(re.findall(r"\bB[DM]C\b", line)) - len(re.findall(r"\bEMC\b", line))
        assert depth in {0, 1}
        assert depth or not re.search(r"\b(TJ|Tj|f|Do)\b", line)
    assert depth == 0


def test_tab_order_and_title_bar_follow_the_document(write):
    page = write(para(Link((Text("words"),), "https://example.org")), headline=(Text("Head"),))
    assert page.reader.pages[0]["/Tabs"] == "/S"
    assert page.reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert page.reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


# ── the looks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_house_styles_of_a_release_differ_in_looks_alone(write):
    release = Release(
        headline=(Text("Station to reopen"),), issuers=(Issuer("Trust", address="Quay 1\nHarbour"),), lang="en", numbers=(Number("12"),),
        released=Moment("2027-03-14"),
        body=(
            para(LOREM * 4, Note((para("A note."),)), Link((Text("a link of several words " * 9),), "https://example.org")),
            Table((row("Source", "Sum"), *(row(f"Line {n}", f"{n}") for n in range(60))), head_rows=1),
            BulletList((Item((para(LOREM * 3),)),)), Heading((Text("Dates"),), 3), CodeBlock("x = 1"),
        ),
        contacts=(Contact("Tom", email="t@example.org"), Contact("Ann")),
    )  # fmt: skip
    ministry = write(release)
    newsroom = shipped("newsroom")
    letter = evolve(newsroom, page=evolve(newsroom.page, width=612.0, height=792.0), size=12.5, leading=18.0)
    other = write(release, house=letter)
    assert other.reader.pages[0].mediabox.width == 612
    assert len(other.pages) != len(ministry.pages)
    assert other.tree.roles() == ministry.tree.roles()

    def words(page):
        return [part.words.replace("\xad", "").casefold() for part in page.tree.walk()]

    assert words(other) == words(ministry)


def test_no_clock_shows_in_a_file(write, monkeypatch, paragraph):
    release = Release(body=(paragraph("Words"),), released=Moment("2027-03-14T09:30:05+01:00"))
    written = write(release).data
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert writes(release, "pdf", context=Context()) == written
    assert b"/ModDate (D:20270314093005+01'00')" in written
