"""Pictures of a document as files beside what is made of it: each once, under safe names, over nobody's file; else a note says where they are."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

import pytest

from releasekit import Context, FileError, Image, convert, reads, walk, writes
from releasekit.media import extracted


def shown(relation: str, alt: str = "") -> str:
    blip = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="{alt}"/><a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


@pytest.fixture
def with_pictures(word, par, png):
    """A document with pictures in parts of these names; each is that many pixels wide."""

    def make(**parts: int) -> bytes:
        names = {key: name.replace("__", "/") for key, name in zip(parts, parts, strict=True)}
        body = "".join(par(f"Picture {key}: ", shown(key, f"Alt {key}")) for key in parts)
        links = {key: ("image", f"/{name}.png") for key, name in names.items()}
        return word(body, links=links, files={f"{names[key]}.png": png(width, 2) for key, width in parts.items()}).data()

    return make


def sources(release) -> list[str]:
    return [node.src for _, node in walk(release) if isinstance(node, Image)]


def test_pictures_are_put_into_a_folder_and_named_there(tmp_path, with_pictures, png):
    (tmp_path / "in.docx").write_bytes(with_pictures(word__media__a=2, word__media__b=3))
    result = convert(tmp_path / "in.docx", tmp_path / "out.md", media=tmp_path / "pictures")
    assert (tmp_path / "pictures/a.png").read_bytes() == png(2, 2)
    assert (tmp_path / "pictures/b.png").read_bytes() == png(3, 2)
    assert "![Alt word__media__a](pictures/a.png)" in (tmp_path / "out.md").read_text()
    assert not [note for note in result.notes if note.code == "picture-inside"]


def test_each_picture_is_taken_out_once_and_no_two_share_a_name(with_pictures):
    context = Context(find=False)
    release = reads(with_pictures(word__media__a=2, word__more__A=3, word__again__a=2), "docx", context=context)
    found = extracted(release, "", context)
    assert sources(found.release) == ["a.png", "A-2.png", "a.png"]
    assert sorted(found.files) == ["A-2.png", "a.png"]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("word/media/..%2F..%2Fup.png", "up.png"),
        ("word/media/a b;$(c).PNG", "a-b-c.png"),
        ("word/media/été.png", "ete.png"),
        ("word/media/.hidden.png", "hidden.png"),
        ("word/media/con.png", "picture-con.png"),
        ("word/media/图.png", "picture.png"),
        ("word/media/" + "x" * 300 + ".png", "x" * 80 + ".png"),
    ],
)
def test_names_are_safe_whatever_a_document_calls_its_pictures(word, par, png, part, name):
    inside = posixpath.normpath(unquote(part))
    made = word(par("x", shown("rIdP")), links={"rIdP": ("image", f"/{part}")}, files={inside: png(2, 2)})
    context = Context(find=False)
    release = reads(made.data(), "docx", context=context)
    assert list(extracted(release, "media/", context).files) == [name]


def test_what_is_no_picture_is_not_taken_out(word, par):
    made = word(
        par("x", shown("rIdP", "A program")),
        links={"rIdP": ("image", "/word/media/run.exe")},
        files={"word/media/run.exe": b"MZ"},
    )
    context = Context(find=False)
    release = reads(made.data(), "docx", context=context)
    found = extracted(release, "media/", context)
    assert not found.files
    assert sources(found.release) == ["run.exe"]
    assert [(note.code, note.kind) for note in context.notes] == [("picture-inside", "loss")]


def test_pictures_that_are_too_much_together_stay_inside(monkeypatch, with_pictures):
    monkeypatch.setattr("releasekit.media.MAX_TOTAL", 100)
    context = Context(find=False)
    release = reads(with_pictures(word__media__a=2, word__media__b=3), "docx", context=context)
    found = extracted(release, "media/", context)
    assert len(found.files) == 1
    assert [note.code for note in context.notes] == ["picture-inside"]


def test_a_file_that_is_there_already_is_kept(tmp_path, with_pictures):
    (tmp_path / "in.docx").write_bytes(with_pictures(word__media__a=2))
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/a.png").write_bytes(b"mine")
    with pytest.raises(FileError, match="is there already"):
        convert(tmp_path / "in.docx", tmp_path / "out.md", media=tmp_path / "pictures")
    assert (tmp_path / "pictures/a.png").read_bytes() == b"mine"
    assert not (tmp_path / "out.md").exists()


def test_doing_it_twice_is_doing_it_once(tmp_path, with_pictures):
    (tmp_path / "in.docx").write_bytes(with_pictures(word__media__a=2))
    for _ in range(2):
        convert(tmp_path / "in.docx", tmp_path / "out.md", media=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "in.docx", "out.md"]
    assert "](a.png)" in (tmp_path / "out.md").read_text()


def test_without_a_folder_a_note_says_that_pictures_stay_in_the_document(with_pictures):
    context = Context(find=False)
    release = reads(with_pictures(word__media__a=2), "docx", context=context)
    for format, lost in (("md", 1), ("json", 1), ("tei", 1), ("docx", 0), ("pdf", 0)):
        writing = Context(resources=context.resources)
        writes(release, format, context=writing)
        assert [note.code for note in writing.notes if note.code == "picture-inside"] == ["picture-inside"] * lost


def test_pictures_that_were_taken_out_are_embedded_where_a_format_holds_them(tmp_path, with_pictures):
    (tmp_path / "in.docx").write_bytes(with_pictures(word__media__a=2))
    result = convert(tmp_path / "in.docx", tmp_path / "out.docx", media=tmp_path / "pictures")
    assert not result.losses
    again = Context(find=False)
    assert sources(reads(result.data, "docx", context=again)) == ["pictures/a.png"]
    assert again.resources("pictures/a.png") is not None
