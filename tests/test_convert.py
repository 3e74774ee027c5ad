"""The API: paths, file objects, bytes and text; contexts and warnings."""

from __future__ import annotations

import io
import warnings

import pytest

import releasekit
from releasekit import (
    Context,
    FileError,
    Format,
    FormatError,
    LossError,
    LossWarning,
    Paragraph,
    ReadError,
    Release,
    Text,
    WriteError,
    convert,
    read,
    reads,
    write,
    writes,
)

RELEASE = Release(headline=(Text("Harbour opens"),), body=(Paragraph((Text("It does."),)),))
JSON = writes(RELEASE, "json")


def forgetful(**changes):
    """A format that loses the body."""
    given = {"name": "forgetful", "title": "forgetful", "suffixes": (".f",), "drops": {"body"}, "write": lambda *_: b"f"}
    return Format(**(given | changes))


def test_a_release_is_read_from_and_written_to_paths_as_str_and_as_path(tmp_path):
    write(RELEASE, tmp_path / "a.json")
    write(RELEASE, str(tmp_path / "b.json"))
    assert read(tmp_path / "a.json") == read(str(tmp_path / "b.json")) == RELEASE


def test_a_release_is_read_from_and_written_to_file_objects():
    target = io.BytesIO()
    write(RELEASE, target, "json")
    assert read(io.BytesIO(target.getvalue())) == RELEASE


def test_a_release_is_read_from_bytes_and_from_text():
    assert read(JSON) == reads(JSON) == reads(JSON.decode()) == RELEASE


def test_a_file_object_in_text_mode_is_refused():
    with pytest.raises(ReadError, match="binary mode"):
        read(io.StringIO("x"))


def test_convert_gives_the_bytes_the_release_and_the_notes(tmp_path):
    result = convert(JSON, tmp_path / "a.json")
    assert (result.data, result.release, result.notes) == (JSON, RELEASE, ())
    assert (tmp_path / "a.json").read_bytes() == JSON


def test_a_loss_is_a_note_in_the_context_and_else_a_warning():
    context = Context()
    assert writes(RELEASE, forgetful(), context=context) == b"f"
    assert [str(note) for note in context.losses] == ["forgetful cannot carry 'body' [field-dropped] at /body"]
    with pytest.warns(LossWarning, match="cannot carry 'body'"):
        writes(RELEASE, forgetful())


def test_nothing_is_written_when_something_would_be_lost_and_the_caller_forbade_it(tmp_path):
    with pytest.raises(LossError, match="field-dropped"):
        convert(JSON, tmp_path / "a.f", writer=forgetful(), fail_on_loss=True)
    assert not (tmp_path / "a.f").exists()


def test_a_warning_points_at_the_callers_line():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        writes(RELEASE, forgetful())
    assert caught[0].filename == __file__


def test_a_missing_file_is_named():
    with pytest.raises(FileError, match=r"^not-there\.json: cannot read: No such file"):
        read("not-there.json")


def test_an_empty_input_is_refused():
    for data in (b"", b" \n"):
        with pytest.raises(ReadError, match="empty"):
            reads(data, "json")


def test_a_target_without_a_known_suffix_needs_a_format(tmp_path):
    for act in (lambda: write(RELEASE, tmp_path / "a.xyz"), lambda: convert(JSON, tmp_path / "a.xyz"), lambda: convert(JSON)):
        with pytest.raises(FormatError, match="cannot tell the format"):
            act()


def test_a_format_that_only_writes_is_not_read_and_the_other_way():
    with pytest.raises(FormatError, match="is written, not read"):
        reads(b"x", forgetful())
    with pytest.raises(FormatError, match="is read, not written"):
        writes(RELEASE, forgetful(write=None))


def test_bytes_that_no_format_wants_are_refused_with_the_reasons_of_each():
    with pytest.raises(FormatError, match=r"--from .*text: this is a PNG picture") as caught:
        reads(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert "json: a JSON object does not start here" in str(caught.value)


def test_a_broken_value_from_a_reader_is_a_read_error_and_from_a_writer_a_write_error():
    def fail(*_):
        raise releasekit.FieldError("no such day")

    def sink(*arguments):
        return sink(*arguments)

    with pytest.raises(ReadError, match="no such day"):
        reads(b"x", forgetful(read=fail))
    with pytest.raises(WriteError, match="no such day"):
        writes(RELEASE, forgetful(write=fail, drops=()))
    with pytest.raises(ReadError, match="too deeply"):
        reads(b"x", forgetful(read=sink))
    with pytest.raises(WriteError, match="too deeply"):
        writes(RELEASE, forgetful(write=sink, drops=()))


def test_every_error_is_one_line_and_a_releasekit_error(tmp_path):
    (tmp_path / "bad.json").write_text('{"releasekit": 1,\n "released": "2027-02-30"}')
    with pytest.raises(releasekit.ReleasekitError) as caught:
        read(tmp_path / "bad.json")
    assert str(caught.value).startswith(f"{tmp_path / 'bad.json'}: /released: '2027-02-30' is not a date")
    assert "\n" not in str(caught.value)


def test_a_writer_gets_the_canonical_form():
    release = Release(headline=(Text("a"), Text("b ")))
    assert writes(release, "json") == writes(Release(headline=(Text("ab"),)), "json")


def test_pictures_are_looked_for_beside_the_file_that_names_them(tmp_path):
    (tmp_path / "a.f").write_bytes(b"x")
    (tmp_path / "p.png").write_bytes(b"picture")
    context = Context()
    read(tmp_path / "a.f", forgetful(read=lambda *_: Release()), context=context)
    assert context.resources("p.png") == b"picture"
