"""Font files of a house: what is read from them, what is refused, and the pages that are set in them."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from importlib.resources import files

import pytest
import uharfbuzz as hb
from attrs import evolve
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from lxml import etree
from pypdf import PdfReader

import releasekit
from releasekit import Context, Emphasis, Heading, Paragraph, ReadError, Release, Span, Strong, Text, WriteError, reads, writes
from releasekit.formats.pdf.cff import has_cids, numbered
from releasekit.formats.pdf.fonts import face
from releasekit.style.fontfile import MOST_BYTES, FontError, faces
from releasekit.style.house import House, shipped

OURS = "Harbour Text"
RELEASE = Release(
    headline=(Text("Station to reopen"),), lang="en",
    body=(Paragraph((Text("The ferry leaves at "), Strong((Text("nine"),)), Text(", "), Emphasis((Text("not"),)), Text(" ten."))),),
)  # fmt: skip


def sarabun(style: str) -> bytes:
    return files("fontpkg_sarabun").joinpath(f"files/Sarabun-{style}.ttf").read_bytes()


def made(style: str = "Regular", family: str = OURS, **tables) -> bytes:
    """A font file of another name: values of its tables as `OS_2_fsType=2`."""
    font = TTFont(io.BytesIO(sarabun(style)))
    for number in (16, 17, 21, 22):
        font["name"].removeNames(nameID=number)
    for number, said in {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}.items():
        font["name"].setName(said, number, 3, 1, 0x409)
        font["name"].setName(said, number, 1, 0, 0)
    for name, value in tables.items():
        table, _, key = name.rpartition("_")
        setattr(font[table.replace("_", "/")], key, value)
    return saved(font)


def saved(font) -> bytes:
    """The file of a font or of a collection, which says no time, so that the same font has the same bytes."""
    for each in getattr(font, "fonts", [font]):
        each.recalcTimestamp = False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def postscript(family: str = "Harbour Blocks", letters: str = "Stationreop .") -> bytes:
    """A font whose outlines are those of PostScript, without CIDs: a block of another height for each letter."""
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in dict.fromkeys(letters))]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({int(name[1:], 16): name for name in names[1:]})
    shapes = {}
    for number, name in enumerate(names):
        pen = T2CharStringPen(500, None)
        pen.moveTo((50, 0))
        for point in ((450, 0), (450, 100 + 40 * number), (50, 100 + 40 * number)):
            pen.lineTo(point)
        pen.closePath()
        shapes[name] = pen.getCharString()
    builder.setupCFF("HarbourBlocks", {"FullName": family}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    return saved(builder.font)


def renumbered() -> bytes:
    """A font with CIDs that are not the numbers of its glyphs, as those for one region are."""
    whole = hb.Face(files("noto_cjk_sans_jp_regular").joinpath("NotoSansCJKjp-Regular.otf").read_bytes())
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, "港を再開する Station to reopen. 文あ"))
    wanted.sets(hb.SubsetInputSets.NAME_ID).update(range(10))
    return bytes(hb.subset(whole, wanted).blob.data)


def house(fonts: dict[str, bytes], **said: str) -> House:
    """A house style with font files; `said` is what else stands in [fonts]."""
    keys = {"text": f'"{OURS}"', **said}
    lines = ['name = "own"', "[fonts]", "files = [", *(f'  "{path}",' for path in fonts), "]"]
    return House.from_toml("\n".join([*lines, *(f"{key} = {value}" for key, value in keys.items())]), "own.toml", fonts.get)


def refusal(fonts: dict[str, bytes], **said: str) -> str:
    with pytest.raises(ReadError) as caught:
        house(fonts, **said)
    return str(caught.value)


def page(own: House, release: Release = RELEASE) -> tuple[bytes, Context]:
    context = Context(house=own)
    return writes(release, "pdf", context=context), context


def shown(data: bytes) -> set[str]:
    """The fonts of all pages, without the tags of their subsets."""
    found = (
        font.get_object()["/BaseFont"]
        for leaf in PdfReader(io.BytesIO(data)).pages
        for font in leaf["/Resources"]["/Font"].values()
    )
    return {name.split("+")[1] for name in found}


# ── what a file says ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_font_file_says_its_family_weight_and_slope():
    own = house({f"{style}.ttf": made(style) for style in ("Regular", "Bold", "Italic", "BoldItalic")})
    assert own.text_font == own.word_text_font == OURS
    assert [(each.family, each.weight, each.italic) for each in own.font_files] == [
        (OURS, 400, False), (OURS, 700, False), (OURS, 400, True), (OURS, 700, True),
    ]  # fmt: skip


def test_a_family_of_many_weights_goes_by_the_name_of_them_all():
    (light,) = faces("light.ttf", sarabun("Light"))
    assert (light.family, light.weight) == ("Sarabun", 300)


@pytest.mark.parametrize(
    ("tables", "weight", "italic"),
    [
        ({"OS_2_usWeightClass": 4}, 400, False),
        ({"OS_2_usWeightClass": 0}, 400, False),
        ({"head_macStyle": 3}, 700, True),
        ({"OS_2_fsSelection": 0x20}, 700, False),
        ({"OS_2_fsSelection": 0x200}, 400, True),
        ({"OS_2_usWeightClass": 900, "head_macStyle": 1}, 900, False),
    ],
)
def test_weights_and_slopes_are_understood_as_makers_write_them(tables, weight, italic):
    (found,) = faces("own.ttf", made(**tables))
    assert (found.weight, found.italic) == (weight, italic)


def test_a_variable_font_has_all_weights_and_the_sizes_that_it_is_drawn_for():
    (found,) = faces("own.ttf", files("fontpkg_source_serif_4").joinpath("files/SourceSerif4[opsz,wght].ttf").read_bytes())
    assert (found.family, found.weight, found.serif, found.sizes) == ("Source Serif 4", None, True, (8.0, 60.0))


def test_a_collection_gives_all_its_fonts():
    collection = TTCollection()
    collection.fonts = [TTFont(io.BytesIO(data)) for data in (made(), made("Bold"), made(family="Harbour Other"))]
    own = house({"all.ttc": saved(collection)})
    assert [(each.family, each.weight, each.index) for each in own.font_files] == [
        (OURS, 400, 0), (OURS, 700, 1), ("Harbour Other", 400, 2),
    ]  # fmt: skip
    assert {name.split("-")[0] for name in shown(page(own)[0])} == {"HarbourText", "SourceSans3", "SourceSerif4"}


def test_fonts_of_a_collection_whose_names_differ_in_a_space_are_not_mixed():
    collection = TTCollection()
    collection.fonts = [
        TTFont(io.BytesIO(data)) for data in (made(), made("Bold", family="HarbourText", OS_2_usWeightClass=400))
    ]
    own = house({"all.ttc": saved(collection)}, headings='"HarbourText"')
    assert len({name for name in shown(page(own)[0]) if name.startswith("HarbourText")}) == 2


def test_what_a_style_cannot_write_is_left_out_of_the_name_of_a_family():
    (found,) = faces("own.ttf", made(family="Häfen® (Text) / 2"))
    assert found.family == "Häfen Text 2"
    assert any(
        name.startswith("HfenText2-400-")
        for name in shown(page(house({"a.ttf": made(family="Häfen® (Text) / 2")}, text='"Häfen Text 2"'))[0])
    )


def test_files_are_found_beside_the_style_and_nowhere_else(tmp_path):
    (tmp_path / "style" / "fonts").mkdir(parents=True)
    (tmp_path / "style" / "fonts" / "own.ttf").write_bytes(made())
    (tmp_path / "outside.ttf").write_bytes(made())
    (tmp_path / "style" / "link.ttf").symlink_to(tmp_path / "outside.ttf")
    style = tmp_path / "style" / "own.toml"
    style.write_text(f'name = "own"\n[fonts]\nfiles = ["fonts/own.ttf"]\ntext = "{OURS}"\n')
    assert [each.file for each in releasekit.house(style).font_files] == ["fonts/own.ttf"]
    for path in ("../outside.ttf", str(tmp_path / "outside.ttf"), "link.ttf", "fonts", "none.ttf"):
        style.write_text(f'name = "own"\n[fonts]\ntext = "{OURS}"\nfiles = [\n  "fonts/own.ttf",\n  "{path}",\n]\n')
        with pytest.raises(
            ReadError, match=f"own.toml:6: no file '{path}' in the folder of this file, from which fonts are taken"
        ):
            releasekit.house(style)


# ── what is refused ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_font_that_may_not_be_embedded_is_refused_with_what_it_says():
    for rights, said in {
        0x2: "may not be embedded, by its own word (fsType): ask its maker for a licence",
        0x200: "may be embedded as bitmaps only",
        0x108: "may only be embedded whole",
    }.items():
        assert refusal({"own.ttf": made(OS_2_fsType=rights)}).startswith(f"own.toml:4: 'own.ttf' {said}")
    for rights in (0x0, 0x4, 0x8, 0x6):
        assert house({"own.ttf": made(OS_2_fsType=rights)})


def test_what_is_no_font_is_refused_with_what_to_take():
    for data, said in {
        b"": "is no font: it has to be a TTF, OTF or TTC file",
        b"%!PS-AdobeFont-1.0": "is no font",
        b"wOF2" + made()[4:]: "is a WOFF file, as web pages have: take the TTF or OTF",
        made()[:5000]: "is damaged: it ends before its tables do; fetch it again",
        made()[:100]: "is damaged",
        b"\0\1\0\0": "is damaged: no font can be found in it",
        b"ttcf" + bytes(30): "is damaged",
        b"ttcf\0\1\0\0" + struct.pack(">I", 5000) + bytes(20_000): "is a collection of 5000 fonts",
    }.items():
        assert f"own.toml:4: 'own.ttf' {said}" in refusal({"own.ttf": data}), said


def test_a_font_without_a_table_that_a_page_needs_is_refused():
    for tag in ("glyf", "cmap", "head", "hmtx", "name"):
        font = TTFont(io.BytesIO(made()))
        del font[tag]
        out = io.BytesIO()
        font.save(out, reorderTables=False) if tag != "head" else None
        data = out.getvalue() or made().replace(b"head", b"hxxd", 1)
        with pytest.raises(FontError, match=f"it has no table {tag}|says no family name|damaged"):
            faces("own.ttf", data)


def test_a_variable_font_with_postscript_outlines_is_refused():
    assert "take its static OTF files" in refusal({"own.otf": postscript().replace(b"CFF ", b"CFF2", 1)})


def test_a_file_that_the_style_does_not_use_is_refused_by_the_name_of_its_family():
    said = refusal({"own.ttf": made(), "two.ttf": made(family="Harbour Head")})
    assert said == (
        "own.toml:5: 'two.ttf' holds the font \"Harbour Head\", which is not used: name it as text, headings, headline, or in further or languages"
    )
    assert house({"own.ttf": made(), "two.ttf": made(family="Harbour Head")}, further='["Harbour Head"]')


def test_two_files_of_the_same_face_are_refused():
    assert "'two.ttf' and 'own.ttf' are the same font (Harbour Text, 400): keep one" in refusal(
        {"own.ttf": made(), "two.ttf": made()}
    )


def test_more_than_a_house_needs_is_refused():
    assert "files is a list of at most 32 font files" in refusal({f"{number}.ttf": made() for number in range(33)})
    assert "the font 'own.ttf' has more than 32 MB: take a smaller one" in refusal({"own.ttf": made() + bytes(MOST_BYTES)})
    with pytest.raises(ReadError, match=r"own.toml:3: files is a list of at most 32 font files: write files = "):
        House.from_toml('name = "own"\n[fonts]\nfiles = "own.ttf"', "own.toml")


def damaged(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    match chance.randrange(5):
        case 0:
            for _ in range(chance.choice([1, 20, 300])):
                out[chance.randrange(len(out))] = chance.randrange(256)
        case 1:
            del out[chance.randrange(len(out)) :]
        case 2:
            out[chance.randrange(300)] ^= 1 << chance.randrange(8)
        case 3:
            at = chance.randrange(len(out))
            out[at : at + 400] = bytes(len(out[at : at + 400]))
        case _:  # the head of a table, which says how long its parts are
            (count,) = struct.unpack_from(">H", data, 4)
            (at,) = struct.unpack_from(">I", data, 20 + 16 * chance.randrange(count))
            for _ in range(5):
                out[min(at + chance.randrange(40), len(out) - 1)] = chance.choice([0, 127, 255])
    return bytes(out)


@pytest.mark.parametrize("whole", [made(), postscript(OURS)], ids=["truetype", "postscript"])
def test_a_damaged_font_is_refused_in_one_line_or_sets_the_page(whole, monkeypatch, session_page_judge):
    monkeypatch.setattr(session_page_judge, "keep", lambda _: None)  # no standard holds for letters that are not theirs
    chance = random.Random(7)
    start, outcomes = time.process_time(), set()
    for _ in range(200):
        try:
            data, _ = page(house({"own.ttf": damaged(whole, chance)}))
            outcomes.add(data[:5].decode())
        except (ReadError, WriteError) as error:
            assert "\n" not in str(error)
            outcomes.add(type(error).__name__)
    assert {"%PDF-", "ReadError"} <= outcomes
    assert time.process_time() - start < 120


# ── the page ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_sets_the_page_and_not_a_package_of_the_same_name():
    own = house({"own.ttf": made(family="Source Serif 4")}, text='"Source Serif 4"')
    data, _ = page(own)
    digest = own.font_files[0].digest[:6]
    assert shown(data) == {f"SourceSerif4-400-{digest}", "SourceSans3-400", "SourceSans3-600"}
    assert "Station to reopen" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_houses_with_fonts_of_one_name_do_not_mix():
    first = house({"own.ttf": made()})
    second = house({"own.ttf": made(hhea_lineGap=7)})
    assert first != second
    assert hash(first) == hash(house({"own.ttf": made()}))
    before, after = page(first)[0], page(second)[0]
    assert shown(before) != shown(after)
    assert page(first)[0] == before


def test_the_release_comes_back_from_a_page_in_font_files():
    for fonts in ({"own.ttf": made()}, {"own.otf": postscript(OURS)}):
        data, _ = page(house(fonts))
        assert reads(data, format="pdf") == RELEASE
        assert page(house(fonts))[0] == data


def test_a_face_that_a_family_does_not_have_is_said_once():
    _, context = page(house({"own.ttf": made()}))
    assert [(note.code, note.kind, note.message) for note in context.notes] == [
        ("face-missing", "advice", f"the font {OURS} of the house has no {what} file: the nearest stands for it; add it to files")
        for what in ("bold", "italic")
    ]  # fmt: skip
    _, context = page(house({f"{style}.ttf": made(style) for style in ("Regular", "Bold", "Italic")}))
    assert context.notes == []
    both = Release(lang="en", body=(Paragraph((Strong((Emphasis((Text("now"),)),)),)),))
    _, context = page(house({f"{style}.ttf": made(style) for style in ("Regular", "Bold", "Italic")}), both)
    assert ["has no bold italic file" in note.message for note in context.notes] == [True]


def test_the_files_come_before_ours_for_the_scripts_that_they_have():
    thai = Release(lang="en", body=(Paragraph((Text("Ferry เรือข้ามฟาก"),)),))
    own = house({"own.ttf": made()}, text='"Source Serif 4"', further=f'["{OURS}"]')
    assert any(name.startswith("HarbourText") for name in shown(page(own, thai)[0]))
    assert "Sarabun-400" in shown(page(shipped("ministry"), thai)[0])


def test_a_language_has_the_font_that_the_house_names_for_it():
    own = house(
        {"own.ttf": made(), "other.ttf": made(family="Harbour Other")}, text='"Source Serif 4"', languages=f'{{ th = "{OURS}", de = "Harbour Other" }}'
    )  # fmt: skip
    assert own.language_fonts == (("th", OURS), ("de", "Harbour Other"))

    def families(lang: str, text: str) -> set[str]:
        return {name.split("-")[0] for name in shown(page(own, Release(lang=lang, body=(Paragraph((Text(text),)),)))[0])}

    assert "HarbourText" in families("th", "เรือข้ามฟาก")
    assert "Sarabun" not in families("th", "เรือข้ามฟาก")
    assert "HarbourText" not in families("en", "Ferry เรือข้ามฟาก")
    assert families("de-AT", "Die Fähre") == {"HarbourOther"}
    spoken = Paragraph((Text("The word "), Span((Text("เรือ"),), lang="th"), Text(".")))
    assert any(name.startswith("HarbourText") for name in shown(page(own, Release(lang="en", body=(spoken,)))[0]))


def test_lines_of_tall_letters_are_as_far_apart_as_their_font_asks_for():
    def leadings(**tables) -> float:
        (each,) = faces("own.ttf", made(hhea_ascent=tables["up"], hhea_descent=tables["down"], OS_2_fsSelection=0x40))
        return face(OURS, own=(each,)).leading

    assert leadings(up=1904, down=-596) == pytest.approx(2.5)
    assert leadings(up=1000, down=-300) == 0


def programs(data: bytes) -> list[tuple[bytes, dict[int, str]]]:
    """The embedded programs of PostScript outlines, with the text of each code."""
    found = []
    for font in PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"].values():
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        if "/FontFile3" in described:
            said = font["/ToUnicode"].get_data().decode("ascii")
            lines = (line.split("> <") for line in said.splitlines() if line.startswith("<") and line != "<0000> <FFFF>")
            texts = {int(code[1:], 16): bytes.fromhex(text[:-1]).decode("utf-16-be") for code, text in lines}
            found.append((described["/FontFile3"].get_data(), texts))
    return found


def drawn(charstrings, name: str):
    pen = RecordingPen()
    charstrings[name].draw(pen)
    return pen.value


@pytest.mark.parametrize("whole", [postscript(OURS), renumbered], ids=["without CIDs", "with CIDs"])
def test_every_code_shows_the_postscript_outline_of_its_letter(whole):
    whole = whole if isinstance(whole, bytes) else whole()
    font = TTFont(io.BytesIO(whole))
    (known,) = faces("own.otf", whole)
    text = "港を再開する" if known.family != OURS else "Station to reopen"
    own = house({"own.otf": whole}, text=f'"{known.family}"')
    data, _ = page(own, Release(lang="ja" if known.family != OURS else "en", body=(Paragraph((Text(text),)),)))
    assert any(name.endswith(known.digest[:6]) for name in shown(data))
    outlines = font["CFF "].cff.topDictIndex[0].CharStrings
    looked_at = set()
    for program, texts in programs(data):
        embedded = CFFFontSet()
        embedded.decompile(io.BytesIO(program), None)
        top = embedded.topDictIndex[0]
        for code, said in texts.items():
            if said in text and said.strip() and len(said) == 1:
                name = f"cid{code:05}" if hasattr(top, "ROS") else top.charset[code]
                assert drawn(top.CharStrings, name) == drawn(outlines, font.getBestCmap()[ord(said)]), said
                looked_at.add(said)
    assert looked_at == set(text) - {" "}


def test_a_program_whose_glyphs_are_numbered_anew_says_their_numbers():
    program = TTFont(io.BytesIO(renumbered())).getTableData("CFF ")
    assert has_cids(program)
    found = CFFFontSet()
    count = len(TTFont(io.BytesIO(renumbered())).getGlyphOrder())
    found.decompile(io.BytesIO(numbered(program, range(0, 3 * count, 3))), None)
    assert found.topDictIndex[0].charset[:3] == [".notdef", "cid00003", "cid00006"]
    assert not has_cids(TTFont(io.BytesIO(postscript())).getTableData("CFF "))
    for wrong in (b"", b"\1\0\4\1", program[:20], bytes(50)):
        with pytest.raises(ValueError, match=r"^(not a font program|an empty INDEX|no charset)$"):
            numbered(wrong, [0])


def test_a_font_that_was_damaged_after_it_was_looked_at_is_one_line_too():
    own = house({"own.otf": postscript(OURS)})
    (only,) = own.font_files
    broken = bytearray(only.data)
    at = broken.index(b"CFF ")
    start, length = struct.unpack_from(">II", broken, at + 8)
    broken[start + 40 : start + length] = bytes(length - 40)
    with pytest.raises(WriteError, match=f"the font {OURS} is damaged: its glyphs cannot be embedded; fetch its file again"):
        page(evolve(own, font_files=(evolve(only, data=bytes(broken), digest="0" * 64),)))


def test_a_word_document_names_the_fonts_and_holds_none():
    own = house({"own.ttf": made()}, headings='{ pdf = "Harbour Text", word = "Bell & Sons\' Sans" }')
    release = evolve(RELEASE, body=(Heading((Text("Now"),), level=1), *RELEASE.body))
    with zipfile.ZipFile(io.BytesIO(writes(release, "docx", context=Context(house=own)))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert not [name for name in parts if "fonts/" in name or name.endswith(("ttf", "odttf"))]
    said = {*(each for name in ("styles", "numbering") for each in etree.fromstring(parts[f"word/{name}.xml"]).xpath("//@*"))}
    assert {OURS, "Bell & Sons' Sans"} <= said
