"""The manifest: what it says is bound, what is wrong in it is one line with its place, and `--init` begins one that can be read."""

from __future__ import annotations

import hashlib
import random
import tomllib

import pytest

import releasekit
from releasekit import Context, Moment, PackContext, ReadError, ReleasekitError, binding
from releasekit.binding import KEYS, manifest, started
from releasekit.toml_file import TomlFile

WHOLE = """\
title = "The week at sea"   # a comment
subtitle = "15 to 19 March"
purpose = '''
For the minister.'''
prepared-by = ["Press office", "Ada Quay"]
prepared-for = "The Minister"
distribution = ["Minister", "Permanent Secretary"]
date = 2027-03-19
marking = "TLP:GREEN"
lang = "en-GB"
style = "newsroom"
notes = "Read this first."
translations = "facing"
order = "date"

[choose]
since = "2027-03"
kind = ["press-release", "statement"]

[[part]]
title = "Quays"
note = "All new."
releases = ["a.md"]

[[part]]
title = "Bridges"

[[part.release]]
file = "b.txt"
from = "text"
title = "Fees"
note = "Cheaper."
marking = "TLP:AMBER"
letterhead = false
attach = [{ file = "map.pdf", pages = "1-3, 7", title = "Map" }, "fees.csv"]

[[part.release]]
file = "c.md"
"""


@pytest.fixture
def written(week):
    """Write a manifest beside the releases."""
    (week / "map.pdf").write_bytes(b"%PDF-1.7\n")
    (week / "fees.csv").write_text("fee\n")

    def _written(text, name="pack.toml"):
        (week / name).write_text(text)
        return week / name

    return _written


def test_everything_that_a_manifest_says_is_in_the_pack(written, now):
    context = PackContext()
    path = written(WHOLE.replace('since = "2027-03"\n', ""))
    pack = releasekit.pack(path, at=now, context=context)
    assert (pack.title, pack.subtitle, pack.purpose) == ("The week at sea", "15 to 19 March", "For the minister.")
    assert (pack.prepared_by, pack.prepared_for) == (("Press office", "Ada Quay"), ("The Minister",))
    assert pack.distribution == ("Minister", "Permanent Secretary")
    assert (pack.date, pack.marking, pack.lang, pack.style) == (Moment("2027-03-19"), "TLP:GREEN", "en-GB", "newsroom")
    assert (pack.notes, pack.translations) == ("Read this first.", "facing")
    assert [(part.title, part.note, len(part.entries)) for part in pack.parts] == [("Quays", "All new.", 1), ("Bridges", "", 2)]
    fees = next(entry for entry in pack.entries if entry.origin.name == "b.txt")
    assert (fees.title, fees.note, fees.marking, fees.letterhead) == ("Fees", "Cheaper.", "TLP:AMBER", False)
    assert [(each.href, each.pages, each.title, each.media_type) for each in fees.enclosures] == [
        ("map.pdf", "1-3, 7", "Map", "application/pdf"), ("fees.csv", "", "", "text/csv")
    ]  # fmt: skip
    assert all(each.digest.startswith("sha256:") for each in fees.enclosures)
    assert context.house is releasekit.house("newsroom")
    assert context.resources("map.pdf") == b"%PDF-1.7\n"


def test_the_choice_of_a_manifest_is_made(written, now):
    pack = releasekit.pack(written(WHOLE), at=now, context=PackContext())
    assert [left.origin.name for left in pack.left_out] == ["b.txt"]


def test_releases_without_parts_stand_at_the_top(written, now):
    pack = releasekit.pack(written('releases = ["c.md", "a.md"]\n[[release]]\nfile = "more/d.md"\n'), at=now)
    assert [entry.origin.name for entry in pack.entries] == ["c.md", "a.md", "more/d.md"]


def test_the_parts_of_an_included_manifest_come_after_its_own(written, now):
    written('[[part]]\ntitle = "Deep"\nreleases = ["d.md"]\n', "more/deep.toml")
    pack = releasekit.pack(written('include = ["more/deep.toml"]\nreleases = ["a.md"]\n'), at=now)
    assert [(part.title, [entry.origin.name for entry in part.entries]) for part in pack.parts] == [
        ("", ["a.md"]), ("Deep", ["d.md"])
    ]  # fmt: skip


def test_what_an_included_manifest_attaches_is_found_beside_it(written, now):
    written("", "more/map.pdf")
    path = written("", "more/deep.toml")
    (path.parent / "map.pdf").write_bytes(b"the map")
    path.write_text('[[release]]\nfile = "d.md"\nattach = ["map.pdf"]\n')
    context = PackContext()
    pack = releasekit.pack(written('include = ["more/deep.toml"]\nreleases = ["a.md"]\n'), at=now, context=context)
    (enclosure,) = pack.entries[1].enclosures
    assert (enclosure.href, context.resources(enclosure.href)) == ("more/map.pdf", b"the map")
    assert enclosure.digest == "sha256:" + hashlib.sha256(b"the map").hexdigest()


def test_what_an_included_manifest_cannot_say_is_refused(written):
    written('marking = "TLP:RED"\nreleases = ["d.md"]\n', "more/deep.toml")
    with pytest.raises(ReadError, match=r"deep\.toml:1: marking counts only in the manifest that includes this one"):
        releasekit.pack(written('include = ["more/deep.toml"]\n'), context=PackContext())


def test_a_manifest_that_is_a_link_to_itself_is_one_line(written):
    path = written('include = ["loop.toml"]\nreleases = ["a.md"]\n')
    (path.parent / "loop.toml").symlink_to(path.parent / "loop.toml")
    with pytest.raises(ReadError, match=r"loop\.toml"):
        releasekit.pack(path, context=PackContext())


WRONG = [
    ('titel = "x"\n', 1, "there is no key 'titel' at the top: did you mean title?"),
    ('title = "x"\n\n[[parts]]\nreleases = ["a.md"]\n', 3, "there is no key 'parts' at the top: did you mean part?"),
    ('title = "x"\n\n[choose]\nsinse = 2027\n', 4, "there is no key 'sinse' in [choose]: did you mean since?"),
    ('releases = ["a.md"]\n[[part]]\nname = "x"\nreleases = ["a.md"]\n', 3, "there is no key 'name' in [part]"),
    ('[[part]]\nreleases = ["a.md"]\n[[part]]\n[[part.release]]\nfile = "a.md"\nnotes = "x"\n', 6, "there is no key 'notes' in [release]"),
    ('releases = [\n  "a.md",\n  "gone.md",\n]\n', 3, "gone.md: cannot read"),
    ('[[release]]\nfile = "a.md"\n[[release]]\nfile = "gone.md"\n', 4, "gone.md: cannot read"),
    ('[[release]]\ntitle = "x"\n', 1, "a release without its file"),
    ('marking = "HUSH"\nreleases = ["a.md"]\n', 1, "marking: the marking 'HUSH' is not known: write one of TLP:CLEAR"),
    ('[[release]]\nfile = "a.md"\nmarking = "HUSH"\n', 3, "marking: the marking 'HUSH' is not known"),
    ('scale = ["Deck"]\nmarking = "SECRET"\nreleases = ["a.md"]\n', 2, "the pack's scale has Deck"),
    ('title = "x"\n', 1, "it names no release"),
    ('[[part]]\ntitle = "x"\n', 1, "a part without a release"),
    ('releases = ["a.md"]\norder = "size"\n', 2, 'order is "given", "date", "section", "number" or "issuer"'),
    ('releases = ["a.md"]\ndate = "19 March"\n', 2, "date: '19 March' is not a date or time"),
    ('releases = ["a.md"]\n[choose]\nsince = 2027-03-15T09:00:00\n', 3, "since: '2027-03-15T09:00:00' has a time"),
    ('releases = ["a.md"]\nlang = "English, mostly"\n', 2, "lang: "),
    ('releases = ["a.md"]\nlogo = "logo.png"\n', 2, "the logo needs words for who cannot see it"),
    ('releases = ["a.md"]\nlogo = "logo.png"\nlogo-alt = "A disc"\n', 2, "no file 'logo.png' in the folder of this manifest"),
    ('releases = ["a.md"]\nstyle = "our.toml"\n', 2, "no file 'our.toml'"),
    ('releases = ["a.md"]\nstyle = "fancy"\n', 2, "no shipped house style (ministry or newsroom)"),
    ('releases = ["a.md"]\ninclude = ["a\\u0000.toml"]\n', 2, "include is a list of words"),
    ('[[release]]\nfile = "a.md"\nattach = ["gone.pdf"]\n', 3, "no file 'gone.pdf'"),
    ('[[release]]\nfile = "a.md"\nattach = [{ file = "map.pdf", pages = "3-1" }]\n', 3, "'3-1' are no pages"),
    ('[[release]]\nfile = "a.md"\nfrom = "wordstar"\n', 3, "from: there is no format 'wordstar'"),
    ('[[release]]\nfile = "a.md"\nletterhead = "no"\n', 3, "letterhead is true or false, without quotes"),
    ('releases = "a.md"\ntitle = 3\n', 2, "title is words in quotes"),
    ("releases = [3]\n", 1, "releases is a list of words"),
    ('part = "x"\n', 1, "part stands once for each: write [[part]]"),
    ('releases = ["a.md"]\ninclude = ["pack.toml"]\n', 2, "pack.toml includes this manifest, so that neither would end"),
    ('releases = ["a.md"]\ninclude = ["gone.toml"]\n', 2, "include: gone.toml: cannot read"),
    ('releases = ["style.toml"]\n', 1, "style.toml is a manifest, and no release: put it into include"),
    ("title = x\n", 1, "not TOML"),
    (f'releases = ["a.md"]\n\ndate = {"9" * 5000}\n', 3, "it has a number with too many digits"),
    (f'releases = ["a.md"]\ndate = 0x{"f" * 5000}\n', 2, "date is a date: write date = 2027-03-19"),
    ('title = "x"\npart = [{ title = "y", releases = ["gone.md"] }]\n', 2, "gone.md: cannot read"),
    ('releases = ["a.md"]\n[choose]\nsince = "2027-05"\nuntil = "2027-01"\n', 3, "since: 2027-05 is after 2027-01"),
    ('releases = ["a.md"]\nlogo = "map.pdf"\nlogo-alt = "A disc"\n', 2, "'map.pdf' is neither a PNG nor a JPEG picture"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), WRONG, ids=[words[:40] for _, _, words in WRONG])
def test_a_wrong_manifest_is_refused_in_one_line_with_its_place(written, now, text, line, words):
    path = written(text)
    with pytest.raises(ReadError) as refused:
        releasekit.pack(path, at=now, context=PackContext())
    said = str(refused.value)
    assert said.startswith(f"{path}:{line}:"), said
    assert words in said
    assert "\n" not in said


def test_a_manifest_that_is_not_utf_8_is_refused_with_the_line(written):
    path = written("")
    path.write_bytes('releases = ["a.md"]\ntitle = "Café"\n'.encode("latin-1"))
    with pytest.raises(ReadError, match=r"pack\.toml:2: not UTF-8, as a manifest has to be: save it so"):
        manifest(path)


def test_a_long_list_has_the_line_of_each_release(written, now):
    names = "".join(f'  "gone-{at}.md",\n' for at in range(3000))
    with pytest.raises(ReadError, match=r"pack\.toml:2: gone-0\.md"):
        releasekit.pack(written(f"releases = [\n{names}]\n"), at=now)
    items = manifest(written(f"releases = [\n{names}]\n")).sections[0].items
    assert [item.line for item in items] == list(range(2, 3002))


def test_a_circle_of_two_manifests_is_refused_where_it_closes(written):
    written('releases = ["a.md"]\ninclude = ["one.toml"]\n', "two.toml")
    path = written('title = "x"\nreleases = ["a.md"]\ninclude = ["two.toml"]\n', "one.toml")
    with pytest.raises(ReadError, match=r"two\.toml:2: one\.toml includes this manifest"):
        manifest(path)


def test_manifests_include_one_another_in_a_short_row(week):
    (week / "21.toml").write_text('releases = ["a.md"]\n')
    for at in range(20, 0, -1):
        (week / f"{at}.toml").write_text(f'include = ["{at + 1}.toml"]\n')
    with pytest.raises(ReadError, match=r"20\.toml:1: 21\.toml would be the manifest after 20 that include one another"):
        manifest(week / "1.toml")
    assert len(manifest(week / "2.toml").sections) == 1


def test_a_manifest_is_included_once(written):
    written('releases = ["a.md"]\n', "shared.toml")
    written('releases = ["a.md"]\ninclude = ["shared.toml"]\n', "one.toml")
    path = written('releases = ["a.md"]\ninclude = [\n"one.toml",\n"shared.toml",\n]\n')
    with pytest.raises(ReadError, match=r":[24]: shared\.toml is included already"):
        manifest(path)


def test_a_manifest_stands_alone(written, week):
    with pytest.raises(ReadError, match="a manifest stands alone"):
        releasekit.pack([written('releases = ["a.md"]\n'), week / "a.md"])


def test_nothing_is_taken_from_outside_the_folder_of_the_manifest_but_releases(written, week):
    (week.parent / "secret.pdf").write_bytes(b"%PDF-")
    with pytest.raises(ReadError, match=r"no file '\.\./secret\.pdf'"):
        manifest(written('[[release]]\nfile = "a.md"\nattach = ["../secret.pdf"]\n'))


def test_the_line_of_each_key_is_known_also_in_tables_that_repeat():
    lines = TomlFile(WHOLE, "pack.toml", "manifest").lines()
    text = WHOLE.splitlines()
    assert text[lines["/prepared-by"] - 1].startswith("prepared-by")
    assert text[lines["/part/1/release/1/file"] - 1] == 'file = "c.md"'
    assert text[lines["/part/1/release/0/title"] - 1] == 'title = "Fees"'
    assert text[lines["/choose/since"] - 1] == 'since = "2027-03"'


def test_a_damaged_manifest_gives_a_pack_or_one_line(written, now):
    chance = random.Random(11)
    pieces = [
        "",
        '"',
        "[",
        "]",
        "[[part]]\n",
        "= ",
        "\\u0000",
        "2027-03-15",
        "09:30:00",
        "1e9",
        "true",
        "{}",
        "'" * 3,
        "\n",
        "..",
        "/",
    ]
    for _ in range(400):
        text = WHOLE
        for _ in range(chance.choice((1, 1, 2, 4))):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(pieces) + text[at + chance.choice((0, 1, 1, 12)) :]
        try:
            releasekit.pack(written(text), at=now, context=PackContext())
        except ReleasekitError as error:
            assert "\n" not in str(error)


# ── beginning one ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_manifest_that_was_begun_gives_the_pack_of_the_folder(week, now):
    (week / "pack.toml").write_text(started(week))
    begun = releasekit.pack(week / "pack.toml", at=now, context=PackContext())
    folder = releasekit.pack(week, at=now, context=PackContext(), title="week")
    assert begun == folder


def test_of_languages_that_are_spoken_alike_a_manifest_that_was_begun_has_that_of_the_first_release(tmp_path, now):
    (tmp_path / "a.md").write_text("---\ntitle: Quay\nlang: en\n---\n\nBoats may land.\n")
    (tmp_path / "b.md").write_text("---\ntitle: Kai\nlang: de\n---\n\nBoote landen.\n")
    folder = releasekit.pack(tmp_path, at=now, context=PackContext())
    (tmp_path / "pack.toml").write_text(started(tmp_path))
    assert releasekit.pack(tmp_path / "pack.toml", at=now, context=PackContext()).lang == folder.lang == "en"


def test_a_release_that_was_withdrawn_stays_in_a_manifest_that_was_begun(week, now, release_text):
    (week / "gone.md").write_text(release_text("Gone for good", "status: withdrawn"))
    (week / "pack.toml").write_text(started(week))
    begun = releasekit.pack(week / "pack.toml", at=now, context=PackContext())
    assert [left.title for left in begun.withdrawn] == ["Gone for good"]
    assert '\n  "gone.md",  # only listed: it was withdrawn\n' in started(week)


def test_the_same_folder_begins_the_same_manifest(week):
    assert started(week) == started(week)
    assert '"a.md",  # The quay is open, 1-2027, 2027-03-15' in started(week)


def test_a_manifest_that_was_begun_names_every_key(week):
    text = started(week)
    for table, keys in KEYS.items():
        for key in keys:
            assert f"{key} =" in text or f'{key}"' in text or key in {"file", "from"}, (table, key)


def test_what_is_commented_out_can_be_put_in(week):
    (week / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (week / "map.pdf").write_bytes(b"%PDF-")
    lines = []
    for line in started(week).splitlines():
        bare = line.removeprefix("# ")
        if (
            line.startswith("# ")
            and " = " in bare
            and bare.split(" = ")[0] not in {"include", "scale", "section", "kind", "file", "title", "note", "releases"}
        ):
            line = bare  # noqa: PLW2901  (the line without its sign)
        lines.append(line.replace("# [choose]", "[choose]"))
    text = "\n".join(lines)
    text = text[: text.index("# [[part]]")]
    tomllib.loads(text)
    (week / "pack.toml").write_text(text)
    assert manifest(week / "pack.toml").title == "week"


def test_hostile_names_and_headlines_make_no_other_manifest(week, release_text):
    (week / 'q"uote\\.md').write_text(release_text('"A \\"] \\n title"'))
    (week / "line\nend.md").write_text(release_text("Two lines"))
    data = tomllib.loads(started(week))
    assert set(data) == {"title", "lang", "releases"}
    assert 'q"uote\\.md' in data["releases"]


def test_a_release_that_cannot_be_read_is_commented_out(week):
    (week / "bad.md").write_text("---\ntitle: [\n---\n")
    assert '\n  # "bad.md",  # left out: ' in started(week)


def test_every_key_of_the_manifest_has_words():
    assert all(words and not words.endswith(".") for keys in KEYS.values() for words in keys.values())
    assert Context().name == ""


def test_a_manifest_asks_for_print_on_both_sides(week):
    (week / "pack.toml").write_text('duplex = true\nsay-blank = true\nreleases = ["a.md"]\n')
    context = PackContext()
    binding.bound(binding.plan_of(week / "pack.toml", context), context)
    assert context.duplex
    assert context.say_blank
    (week / "pack.toml").write_text('duplex = "yes"\nreleases = ["a.md"]\n')
    with pytest.raises(ReadError, match=r"pack\.toml:1: duplex is true or false, without quotes"):
        manifest(week / "pack.toml")
