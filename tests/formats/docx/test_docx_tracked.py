"""Tracked changes and comments: taken, undone or told; nothing deleted shows where changes are accepted."""

from __future__ import annotations

import pytest

from releasekit import BulletList, Context, Emphasis, LineBreak, Note, Paragraph, Strong, Table, Text, plain_text, reads, writes

BY = 'w:id="7" w:author="Mara Lind" w:date="2027-03-01T10:20:00Z"'


def deleted(words: str) -> str:
    return f'<w:del {BY}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def added(words: str) -> str:
    return f'<w:ins {BY}><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins>'


def mark(kind: str) -> str:
    return f"<w:rPr><w:{kind} {BY}/></w:rPr>"


@pytest.fixture
def lines(word):
    """The lines of a text, with changes taken or undone."""

    def read(body: str, track: str = "accept", **more) -> list[str]:
        release = reads(word(body, **more).data(), "docx", context=Context(find=False, track=track))
        return plain_text(release).split("\n") if plain_text(release) else []

    return read


def both(lines, body: str) -> tuple[list[str], list[str]]:
    return lines(body), lines(body, "reject")


def test_words_that_were_added_or_deleted_are_taken_or_undone(lines, par):
    body = par("Opens ", deleted("today"), added("tomorrow"), ".")
    assert both(lines, body) == (["Opens tomorrow."], ["Opens today."])


def test_what_is_deleted_within_what_was_added_was_never_there(lines, par, run):
    body = par("a", f"<w:ins {BY}>{run('b')}<w:del {BY}><w:r><w:delText>c</w:delText></w:r></w:del></w:ins>", "d")
    assert both(lines, body) == (["abd"], ["ad"])


def test_words_that_moved_stand_in_one_place(lines, par, run):
    body = par(f"<w:moveFrom {BY}>{run('tide')}</w:moveFrom>", "first") + par(
        f"<w:moveTo {BY}>{run('tide')}</w:moveTo>", " last"
    )
    assert both(lines, body) == (["first", "tide last"], ["tidefirst", "last"])


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(lines, par):
    body = par("one ", properties=mark("del")) + par("two ", properties=mark("del")) + par("three") + par("four")
    assert both(lines, body) == (["one two three", "four"], ["one", "two", "three", "four"])


def test_a_paragraph_whose_end_was_added_is_one_with_the_next_without_it(lines, par):
    body = par("one ", properties=mark("ins")) + par("two")
    assert both(lines, body) == (["one", "two"], ["one two"])


def test_a_paragraph_that_was_added_whole_leaves_nothing_behind(lines, par):
    body = par("one") + par(added("new"), properties=mark("ins")) + par("two")
    assert both(lines, body) == (["one", "new", "two"], ["one", "two"])


def test_the_last_paragraph_of_a_cell_keeps_its_words_though_its_end_was_deleted(lines, par):
    body = f"<w:tbl><w:tr><w:tc>{par('kept', properties=mark('del'))}</w:tc></w:tr></w:tbl>" + par("after")
    assert lines(body) == ["kept", "after"]


def test_rows_and_cells_that_were_added_or_deleted_are_taken_or_undone(lines, par):
    def row(text: str, change: str = "", cell: str = "") -> str:
        of_row = f"<w:trPr><w:{change} {BY}/></w:trPr>" if change else ""
        of_cell = f"<w:tcPr><w:{cell} {BY}/></w:tcPr>" if cell else ""
        return f"<w:tr>{of_row}<w:tc>{of_cell}{par(text)}</w:tc><w:tc>{par(text.upper())}</w:tc></w:tr>"

    body = f"<w:tbl>{row('a')}{row('b', 'del')}{row('c', 'ins')}{row('d', cell='cellDel')}{row('e', cell='cellIns')}</w:tbl>"
    assert both(lines, body) == (
        ["a", "A", "c", "C", "D", "e", "E"],
        ["a", "A", "b", "B", "d", "D", "E"],
    )


def test_a_table_whose_rows_are_all_deleted_is_gone(lines, par):
    body = par("a") + f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>{par('x')}</w:tc></w:tr></w:tbl>"
    assert both(lines, body) == (["a"], ["a", "x"])


def test_cells_that_were_merged_are_taken_or_undone(word, par):
    def row(text: str, merge: str) -> str:
        return f'<w:tr><w:tc><w:tcPr><w:cellMerge {BY} w:vMerge="{merge}"/></w:tcPr>{par(text)}</w:tc></w:tr>'

    data = word(f"<w:tbl>{row('a', 'rest')}{row('b', 'cont')}</w:tbl>").data()
    (taken,) = reads(data, "docx", context=Context(find=False)).body
    (undone,) = reads(data, "docx", context=Context(find=False, track="reject")).body
    assert isinstance(taken, Table)
    assert isinstance(undone, Table)
    assert [row.cells[0].rowspan for row in taken.rows if row.cells] == [2]
    assert [row.cells[0].rowspan for row in undone.rows] == [1, 1]


def test_formatting_is_as_it_is_or_as_it_was(word, par, run):
    change = f"<w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange>"
    data = word(par(run("loud", change))).data()
    assert reads(data, "docx", context=Context(find=False)).body == (Paragraph((Strong((Text("loud"),)),)),)
    undone = reads(data, "docx", context=Context(find=False, track="reject"))
    assert undone.body == (Paragraph((Emphasis((Text("loud"),)),)),)


def test_a_paragraph_made_an_item_is_one_again_where_that_is_undone(word, par):
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    change = f'<w:numPr><w:numId w:val="1"/></w:numPr><w:pPrChange {BY}><w:pPr/></w:pPrChange>'
    put = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {BY}/></w:numPr>'
    for properties in (change, put):
        data = word(par("item", properties=properties), numbering=numbering).data()
        assert isinstance(reads(data, "docx", context=Context(find=False)).body[0], BulletList)
        undone = reads(data, "docx", context=Context(find=False, track="reject"))
        assert undone.body == (Paragraph((Text("item"),)),)


def test_changes_in_footnotes_headers_and_text_boxes_are_settled_too(word, par):
    note = f'<w:footnote w:id="2">{par("Note ", deleted("gone"), added("new"))}</w:footnote>'
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{par(deleted('gone'), added('boxed'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    body = par("Text", '<w:r><w:footnoteReference w:id="2"/></w:r>', box)
    data = word(body, footnotes=note, header={"default": par("Head ", deleted("gone"))}).data()
    context = Context()
    release = reads(data, "docx", context=context)
    assert "gone" not in repr(release)
    assert "gone" not in repr(context.notes)
    assert "Note new" in plain_text(release)
    assert "boxed" in plain_text(release)


def test_no_deleted_word_is_in_anything_that_is_written(word, par):
    context = Context()
    release = reads(word(par("Stays ", deleted("classified"))).data(), "docx", context=context)
    for format in ("md", "json", "tei", "text"):
        assert b"classified" not in writes(release, format, context=Context())
    assert "classified" not in repr(context.notes)


def test_each_change_is_told_with_who_when_what_and_where(word, par, run):
    change = f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"
    body = (
        par("First.")
        + par("Opens ", deleted("today"), added("tomorrow"), run("!", change))
        + par("a ", properties=mark("del"))
        + par("b")
    )
    context = Context(find=False, track="report")
    release = reads(word(body).data(), "docx", context=context)
    assert plain_text(release) == "First.\nOpens tomorrow!\na b"
    assert [(note.code, note.kind) for note in context.notes] == [("tracked-change", "advice")] * 4
    assert [(note.message, note.where) for note in context.notes] == [
        ("words were deleted by Mara Lind on 2027-03-01: 'today'", "/body/1"),
        ("words were added by Mara Lind on 2027-03-01: 'tomorrow'", "/body/1"),
        ("formatting was changed by Mara Lind on 2027-03-01: '!'", "/body/1"),
        ("the end of a paragraph was deleted by Mara Lind on 2027-03-01: 'a'", ""),
    ]


def test_a_document_of_ours_whose_changes_are_undone_is_the_release_that_was_written():
    release = reads("---\ntitle: A pier opens\nversion: '2'\n---\n\nThe pier opens today.\n", "md")
    data = _edited(writes(release, "docx", context=Context()))
    assert "soon" in plain_text(reads(data, "docx", context=Context()))
    assert reads(data, "docx", context=Context(track="reject")) == release


def _edited(data: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            content = file.read(entry)
            if entry.filename == "word/document.xml":
                at = content.index(b"The pier opens today.")
                start, end = content.rindex(b"<w:r>", 0, at), content.index(b"</w:r>", at) + 6
                old = content[start:end].replace(b"<w:t", b"<w:delText").replace(b"</w:t>", b"</w:delText>")
                swapped = b"<w:del>" + old + b"</w:del><w:ins><w:r><w:t>The pier opens soon.</w:t></w:r></w:ins>"
                content = content[:start] + swapped + content[end:]
            new.writestr(entry, content)
    return out.getvalue()


def test_there_are_three_things_to_do_with_changes():
    with pytest.raises(ValueError, match="accepted, rejected or reported"):
        Context(track="ignore")


def test_thousands_of_changes_are_settled_in_time_that_grows_with_them(lines, par):
    body = "".join(par(f"{number} ", properties=mark("del")) for number in range(3000)) + par("end")
    assert lines(body) == [" ".join(map(str, range(3000))) + " end"]
    many = par(*(deleted("x") + added("y") for _ in range(3000)))
    assert both(lines, many) == (["y" * 3000], ["x" * 3000])


# ── comments ────────────────────────────────────────────────────────────────────────────────────────────────────────

COMMENTS = (
    '<w:comment w:id="0" w:author="Mara Lind" w:date="2027-03-01T10:20:00Z"><w:p><w:r><w:annotationRef/></w:r>'
    "<w:r><w:t>Who says so?</w:t></w:r></w:p><w:p><w:r><w:t>Ask Elina.</w:t></w:r></w:p></w:comment>"
)
PLACE = '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'


def test_comments_are_counted_and_left_out(word, par, run):
    context = Context(find=False)
    data = word(par("It is ", PLACE.format(run("the first")), "."), comments=COMMENTS).data()
    release = reads(data, "docx", context=context)
    assert plain_text(release) == "It is the first."
    assert [(note.code, note.kind) for note in context.notes] == [("comments-left-out", "advice")]
    assert context.notes[0].message.startswith("1 comment is not part of the release")


def test_comments_are_kept_as_notes_with_who_and_when(word, par, run):
    data = word(par("It is ", PLACE.format(run("the first")), "."), comments=COMMENTS).data()
    context = Context(find=False, comments=True)
    (found,) = reads(data, "docx", context=context).body
    said = Note((
        Paragraph((Text("Mara Lind, 2027-03-01 10:20: Who says so?"),), "comment"),
        Paragraph((Text("Ask Elina."),), "comment"),
    ))  # fmt: skip
    assert found == Paragraph((Text("It is the first"), said, Text(".")))
    assert not context.notes


def test_a_comment_whose_place_is_gone_is_told(word, par):
    context = Context(find=False, comments=True)
    release = reads(word(par("Words."), comments=COMMENTS).data(), "docx", context=context)
    assert release.body == (Paragraph((Text("Words."),)),)
    assert [(note.code, note.kind) for note in context.notes] == [("comment-unplaced", "loss")]


def test_line_breaks_in_changes_stay(word, par):
    data = word(par("a", f"<w:ins {BY}><w:r><w:br/><w:t>b</w:t></w:r></w:ins>")).data()
    assert reads(data, "docx", context=Context(find=False)).body == (Paragraph((Text("a"), LineBreak(), Text("b"))),)
