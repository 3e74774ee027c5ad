from __future__ import annotations

from releasekit.cli import notes
from releasekit.format import Note


def test_a_note_is_a_line_with_its_file_line_kind_code_and_place():
    assert notes.line("a.md", Note("x-dropped", "no x", "/body/3", 7)) == "a.md:7: lost: no x [x-dropped] at /body/3"
    assert notes.line("a.md", Note("date", "it is a date", kind="guess")) == "a.md: guessed: it is a date [date]"
    assert notes.line("a.md", Note("look", "look here", kind="advice")) == "a.md: note: look here [look]"


def test_equal_notes_share_a_line_that_counts_them():
    many = [("a.md", Note("x", "no x", f"/body/{index}")) for index in range(5000)]
    assert [*notes.lines(many)] == ["a.md: lost: no x [x] at /body/0 (and 4999 more like this; --verbose shows all)"]
    assert len([*notes.lines(many, verbose=True)]) == 5000


def test_of_many_different_notes_of_one_code_the_first_are_shown_and_the_others_counted():
    many = [("a.md", Note("x", f"no {index // 2}", f"/body/{index}")) for index in range(100)]
    lines = [*notes.lines(many)]
    assert len(lines) == notes.SHOWN + 1
    assert lines[0] == "a.md: lost: no 0 [x] at /body/0 (and 1 more like this; --verbose shows all)"
    assert lines[-1] == "a.md: lost: 90 more of this sort [x]; --verbose shows all"


def test_no_note_is_left_out_for_a_line_that_would_only_count_it():
    few = [("a.md", Note("x", f"no {index}")) for index in range(notes.SHOWN + 1)]
    assert [*notes.lines(few)] == [notes.line("a.md", note) for _, note in few]


def test_notes_of_two_files_and_of_two_kinds_stay_apart():
    pair = [("a.md", Note("x", "no x")), ("b.md", Note("x", "no x")), ("a.md", Note("x", "no x", kind="guess"))]
    assert [*notes.lines(pair)] == ["a.md: lost: no x [x]", "b.md: lost: no x [x]", "a.md: guessed: no x [x]"]


def test_what_a_note_says_is_one_line_and_harmless(capsys):
    notes.say([("a\x1b.md", Note("x", "two\nlines\x1b[2J"))])
    assert capsys.readouterr().err == "a\\x1b.md: lost: two\\nlines\\x1b[2J [x]\n"
