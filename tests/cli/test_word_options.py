"""What the command line does with what editors left in a Word document: changes, comments, pictures."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.oxml import OxmlElement

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
BODY = (
    '<w:p><w:r><w:t xml:space="preserve">The pier opens </w:t></w:r><w:del w:author="Mara"><w:r><w:delText>today</w:delText></w:r></w:del>'
    '<w:ins w:author="Mara"><w:r><w:t>tomorrow</w:t></w:r></w:ins><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    '<w:p><w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r></w:p>'
)


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80\x80" * 2)) + chunk(b"IEND", b"")


@pytest.fixture
def edited(folder):
    """A document with a change, a comment and a picture, in the folder of the test."""

    def relations(*rows: tuple[str, str, str]) -> str:
        inner = "".join(f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{to}"/>' for key, kind, to in rows)
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'

    comment = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Elina"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("_rels/.rels", relations(("rId1", "officeDocument", "word/document.xml")))
        file.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}"><w:body>{BODY}</w:body></w:document>'
        )
        file.writestr(
            "word/_rels/document.xml.rels", relations(("rId1", "image", "media/pier.png"), ("rId2", "comments", "comments.xml"))
        )
        file.writestr("word/comments.xml", comment)
        file.writestr("word/media/pier.png", _png())
    (folder / "edited.docx").write_bytes(out.getvalue())
    return folder


@pytest.mark.usefixtures("edited")
def test_changes_are_accepted_rejected_or_told(run):
    taken = run("convert", "edited.docx", "-o", "-", "--to", "md", "--no-find")
    assert "opens tomorrow" in taken.out
    assert "today" not in taken.out + taken.err
    undone = run("convert", "edited.docx", "-o", "-", "--to", "md", "--no-find", "--track", "reject")
    assert "opens today" in undone.out
    assert "tomorrow" not in undone.out
    told = run("convert", "edited.docx", "-o", "-", "--to", "md", "--no-find", "--track", "report")
    assert told.out == taken.out
    assert "edited.docx: note: words were deleted by Mara: 'today' [tracked-change] at /body/0" in told.lines
    assert run("show", "edited.docx", "--track", "maybe").code == 2


@pytest.mark.usefixtures("edited")
def test_comments_are_kept_where_that_is_asked_for(run):
    assert "Sure?" not in run("convert", "edited.docx", "-o", "-", "--to", "md").out
    assert "Elina: Sure?" in run("convert", "edited.docx", "-o", "-", "--to", "md", "--comments").out


@pytest.mark.usefixtures("edited")
def test_two_states_of_a_document_can_be_compared(run):
    run("convert", "edited.docx", "-o", "before.md", "--no-find", "--track", "reject")
    assert run("diff", "before.md", "edited.docx", "--no-find", "--words").code == 4
    assert run("diff", "before.md", "edited.docx", "--no-find", "--words", "--track", "reject").code == 0


@pytest.mark.usefixtures("edited")
def test_a_pack_is_bound_of_documents_with_changes_as_it_is_asked_for(run):
    words = ("pack", "edited.docx", "-o", "-", "--to", "md", "--no-find")
    taken = run(*words)
    assert "opens tomorrow" in taken.out
    assert "--track reject does the other thing" in taken.err
    undone = run(*words, "--track", "reject", "--comments")
    assert "opens today" in undone.out
    assert "Elina: Sure?" in undone.out


def test_a_pack_with_changes_is_taken_apart_as_it_is_asked_for(run, folder):
    (folder / "pier.md").write_text("---\ntitle: Pier\nlang: en\n---\n\nThe pier opens today.\n")
    run("pack", "pier.md", "-o", "pack.docx")
    document = docx.Document(folder / "pack.docx")
    changed = next(
        each for each in document.paragraphs if each.text == "The pier opens today." and each.style.name == "Body Text"
    )
    added = OxmlElement("w:ins", {f"{{{W}}}id": "900", f"{{{W}}}author": "Mara"})
    added.append(changed.add_run(" And closes.")._r)
    changed._p.append(added)
    document.add_comment(changed.runs, "Sure?", author="Elina")
    document.save(folder / "changed")
    for words, is_added in (((), True), (("--track", "reject", "--comments"), False)):
        outcome = run("unpack", "changed", "--from", "docx", "-o", "out", "--force", *words)
        text = (folder / "out" / "pier.md").read_text()
        assert (outcome.code, "And closes." in text, "Sure?" in text) == (0, is_added, not is_added)


def test_pictures_are_put_into_a_folder_beside_the_output(run, edited):
    outcome = run("convert", "edited.docx", "-o", "out/", "--to", "md,tei", "--extract-media", "out/media")
    assert outcome.code == 0
    assert outcome.out.splitlines() == ["out/media/pier.png", "out/edited.md", "out/edited.tei.xml"]
    assert (edited / "out/media/pier.png").read_bytes() == _png()
    assert "![](media/pier.png)" in (edited / "out/edited.md").read_text()
    assert "picture-inside" not in outcome.err
    again = run("convert", "out/edited.md", "-o", "again.docx")
    assert "picture" not in again.err


def test_a_file_in_the_place_of_a_picture_is_kept_unless_it_is_forced(run, edited):
    (edited / "pier.png").write_bytes(b"mine")
    refused = run("convert", "edited.docx", "-o", "out.md", "--extract-media", ".")
    assert (refused.code, (edited / "pier.png").read_bytes()) == (1, b"mine")
    assert "pier.png: another file of this name is there already" in refused.err
    assert not (edited / "out.md").exists()
    assert run("convert", "edited.docx", "-o", "out.md", "--extract-media", ".", "--force").code == 0
    assert (edited / "pier.png").read_bytes() == _png()


def test_a_picture_is_never_written_through_a_link(run, edited):
    (edited / "target").write_bytes(b"mine")
    (edited / "pier.png").symlink_to("target")
    assert run("convert", "edited.docx", "-o", "out.md", "--extract-media", ".", "--force").code == 1
    assert (edited / "target").read_bytes() == b"mine"


@pytest.mark.usefixtures("edited")
def test_pictures_that_stay_inside_are_lost_to_a_format_that_only_names_them(run):
    outcome = run("convert", "edited.docx", "-o", "out.md")
    assert (
        "out.md: lost: the picture 'pier.png' stays in the document that was read: --extract-media DIR takes it out"
        in outcome.err
    )
    assert run("convert", "edited.docx", "-o", "out2.md", "--fail-on-loss").code == 3
    assert run("convert", "edited.docx", "-o", "out.docx", "--fail-on-loss").code == 0
    assert run("convert", "edited.docx", "-o", "out.md", "--extract-media", "").code == 2


@pytest.mark.usefixtures("edited")
def test_a_folder_for_pictures_that_cannot_be_made_is_an_error(run):
    outcome = run("convert", "edited.docx", "-o", "out.md", "--extract-media", "edited.docx/media")
    assert outcome.code == 1
    assert "cannot" in outcome.err
