"""PDF of others that mean harm, or are broken anywhere: a page comes out or a reason, in bounded time and room."""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from contextlib import suppress

import pikepdf
import pytest
from fontTools.misc import eexec
from pikepdf import Array, Dictionary, Name
from tests.conftest import LONG
from tests.formats.pdf.foreign import document, font_file, letters, reasons, rebuild, to_unicode, type1

from releasekit import Context, PackContext, Release, Text, reads, writes
from releasekit.binding import read_pack, write_pack
from releasekit.briefing import Enclosure, Entry, Origin, Pack, Part, canonical
from releasekit.briefing.sheets import SheetError
from releasekit.formats.pdf.foreign import bounds, truetype, unicodes
from releasekit.formats.pdf.foreign.bounds import UnplacedError
from releasekit.formats.pdf.foreign.compact import Compact
from releasekit.formats.pdf.foreign.objects import Made
from releasekit.formats.pdf.foreign.pages import _placed
from releasekit.formats.pdf.foreign.tokens import operations
from releasekit.formats.pdf.foreign.truetype import TrueType
from releasekit.formats.pdf.foreign.type1 import Type1

LARGE = "it is larger than pages usually are"


def rebuilt_alone(data: bytes, count: int = 1) -> dict[int, str]:
    """Why pages are not rebuilt, without a look at how they are shown."""
    refused: dict[int, str] = {}
    _placed(data, range(1, count + 1), Made(), refused)
    return refused


def forms_of_forms(pdf):
    """Each of eleven forms shows the next ten times: a hundred thousand million squares."""
    inner = pdf.make_indirect(pdf.make_stream(b"0 0 1 1 re f", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    for _ in range(bounds.MOST_DEPTH - 1):
        outer = pdf.make_stream(b"/X Do " * 10, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = pdf.make_indirect(outer)
    return Dictionary(XObject=Dictionary(X=inner))


def bomb(pdf, page):
    page.Contents = pdf.make_stream(zlib.compress(b"q Q " * (40 << 20), 9), Filter=Name.FlateDecode)


def two_bombs(pdf, page):
    packed = zlib.compress(zlib.compress(b" " * (200 << 20), 9), 9)
    page.Contents = pdf.make_stream(packed, Filter=Array([Name.FlateDecode, Name.FlateDecode]))


def many_streams(pdf, page):
    page.Contents = Array([pdf.make_indirect(pdf.make_stream(b" "))] * 20_000)


@pytest.mark.parametrize(
    ("code", "settings", "reason"),
    [
        (b"", {"change": bomb}, LARGE),
        (b"", {"change": two_bombs}, LARGE),
        (b"", {"change": many_streams}, "it is damaged"),
        (b"/X Do " * 10, {"resources": forms_of_forms}, LARGE),
        (b"0 0 m " * 610_000, {}, LARGE),
        (b"%" * 5_000_000 + b"\n \0" * 1_000_000 + b"{", {}, "its drawing is broken"),
        (b"(" * 1_000_000, {}, "its drawing is broken"),
        (b"<" * 1_000_000, {}, "its drawing is nested too deeply"),
        (b"1 " * 1_000_000, {}, "its drawing has too many operands"),
    ],
)
def test_a_page_that_would_take_time_or_room_is_refused_soon(code, settings, reason):
    data = document(code, **settings)
    start = time.process_time()
    assert rebuilt_alone(data) == {1: reason}
    assert time.process_time() - start < 60


def test_what_all_pages_of_a_file_take_is_bounded_together():
    code = b"0 0 m " * 290_000
    assert rebuilt_alone(document(code, code, code, b"0 0 9 9 re f"), 4) == {3: LARGE, 4: LARGE}


def test_a_map_of_letters_cannot_name_millions():
    for data in (
        b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange",
        b"beginbfrange " + b"<0000> <FFFF> <0041> " * 9 + b"<00> <FFFFFF> <0041> endbfrange",
        b"beginbfrange " + b"<0000> <FFFF> []" * 99_999 + b" endbfrange",
        b"beginbfrange [ <00> <00> endbfrange",
        b"beginbfchar ] ] endbfchar",
    ):
        with pytest.raises(UnplacedError):
            unicodes.of_map(data, bounds.Bounds())
    assert unicodes.of_map(b"beginbfrange <01> <03> [<0041> <0042>] <05> <05> [] endbfrange", bounds.Bounds()) == {
        1: "A",
        2: "B",
    }


def test_maps_of_a_font_that_overlap_take_no_more_time_than_others():
    groups = struct.pack(">HHIII", 12, 0, 0, 0, 30_000) + struct.pack(">III", 0, 60_000, 1) * 30_000
    segments = struct.pack(">HHHHHHH", 4, 0, 0, 2 * 8000, 0, 0, 0)
    segments += b"\xff\xf0" * 8000 + bytes(2) + bytes(2 * 8000) + b"\0\1" * 8000 + bytes(2 * 8000)
    for table in (groups, segments):
        start = time.process_time()
        with pytest.raises(UnplacedError, match=LARGE):
            truetype._maps(struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table, bounds.Bounds())
        assert time.process_time() - start < 60


def test_widths_that_overlap_take_no_more_time_than_others():
    def font(pdf):
        made = letters(pdf, "composite")
        made.Font.F.DescendantFonts[0].W = Array([0, 65535, 500] * 20_000)
        return made

    assert rebuilt_alone(document(b"BT /F 9 Tf <0002> Tj ET", resources=font)) == {1: LARGE}


def test_what_letters_stand_for_is_neither_private_nor_nothing():
    assert unicodes.allowed("a\0\ufeff\ufffeb") == "ab"
    assert unicodes.allowed("\uf0b7") == "\u2022"
    assert [unicodes.allowed(text) for text in ("\ue123", "\U000f0000", "\ud800", "\ufffd")] == [""] * 4
    assert [unicodes.of_name(name) for name in ("A", "A.alt", "f_i", "uni00410042", "u1F600", "g12")] == [
        "A", "A", "fi", "AB", "\U0001f600", "",
    ]  # fmt: skip


@pytest.mark.parametrize("outlines", [TrueType, Compact])
def test_a_font_that_is_broken_anywhere_is_read_or_refused(outlines):
    whole = font_file(truetype=outlines is TrueType)
    if outlines is Compact:
        whole = whole[whole.index(b"\1\0\4") :]
    chance = random.Random(7)
    for _ in range(2000 if LONG else 300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 127, 255, chance.randrange(256)))
        broken = bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        with suppress(UnplacedError):
            font = outlines(broken, bounds.Bounds())
            for glyph in range(min(font.count, 6)):
                font.width(glyph)
                font.named("A")
            font.program([1, 2])


def test_a_font_of_the_old_form_that_is_broken_anywhere_is_read_or_refused():
    """What is broken is the outlines: elsewhere their encryption makes noise of all behind it."""
    chance = random.Random(9)
    for _ in range(2000 if LONG else 300):
        code = bytes(
            chance.choice((10, 11, 12, 13, 14, 16, 17, 21, 5, 139, 140, 141, chance.randrange(256))) for _ in range(30)
        )
        with suppress(UnplacedError):
            font = Type1(type1(A=eexec.encrypt(bytes(4) + code, 4330)[0]), bounds.Bounds())
            font.width(font.named("A"))
            font.program([font.named("A"), font.named("C")])
    whole = type1()
    for _ in range(2000 if LONG else 100):
        data = bytearray(whole)
        data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(UnplacedError):
            font = Type1(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), bounds.Bounds())
            font.program(range(font.count))


def test_a_drawing_that_is_broken_anywhere_is_read_or_refused():
    code = b"q 1 0 0 1 5 5 cm /F 12 Tf BT [(A\\(B\\101) -20.5 <4142>] TJ ET /S <</A [1 (x)]>> BDC EMC 1 0 0 rg 0 0 9 9 re f Q % end"
    chance = random.Random(3)
    for _ in range(20_000 if LONG else 3000):
        data = bytearray(code)
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.choice(b"()<>[]/% \\0123456789.-ABT\xff")
        with suppress(UnplacedError):
            [*operations(bytes(data), bounds.Bounds())]


@pytest.fixture(scope="module")
def rich() -> bytes:
    """A page with words, a picture, a form, a gradient and a mask, whose objects stand as text."""

    def things(pdf):
        made = letters(pdf, "truetype")
        picture = pdf.make_stream(
            b"abc" * 12, Subtype=Name.Image, Width=4, Height=3, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        )
        form = pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=[0, 0, 9, 9], Group=Dictionary(S=Name.Transparency))
        made.XObject = Dictionary(P=pdf.make_indirect(picture), X=pdf.make_indirect(form))
        made.ExtGState = Dictionary(G=Dictionary(ca=0.5, SMask=Dictionary(S=Name.Alpha, G=form)))
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
        made.Shading = Dictionary(
            S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=function)
        )
        made.Pattern = Dictionary(T=Dictionary(PatternType=2, Shading=made.Shading.S))
        return made

    code = (
        b"/F 9 Tf BT 9 99 Td (ABC) Tj ET q 9 0 0 9 0 0 cm /P Do Q /X Do q /G gs 0 0 9 9 re f Q /Pattern cs /T scn 0 0 9 9 re f"
    )
    with pikepdf.open(io.BytesIO(document(code, resources=things))) as pdf:
        out = io.BytesIO()
        pdf.save(out, qdf=True, static_id=True)
    return out.getvalue()


def test_the_page_that_is_broken_below_is_placed_when_it_is_whole(rich):
    assert rebuild(rich).refused == {}


def test_a_file_that_is_broken_anywhere_gives_a_page_or_a_reason(rich):
    chance = random.Random(11)
    words = [b"null", b"-1", b"9999999999", b"/X", b"<<>>", b"[]", b"1 0 R", b"9 0 R", b"true", b"(x)", b"0.5"]
    for _ in range(3000 if LONG else 250):
        data = bytearray(rich)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            word = chance.choice(words)
            data[at : at + chance.choice((1, len(word)))] = word
        refused = rebuilt_alone(bytes(data))
        assert all(isinstance(reason, str) for reason in refused.values())


def test_a_broken_file_never_stops_a_pack(rich):
    chance = random.Random(5)
    for _ in range(100 if LONG else 8):
        data = bytearray(rich)
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            rebuild(bytes(data))
        except SheetError:  # it is embedded
            continue


def test_nothing_of_a_page_but_what_is_drawn_comes_along():
    def harm(pdf, page):
        script = Dictionary(S=Name.JavaScript, JS="app.alert('HARM')")
        page.AA = Dictionary(O=script)
        page.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=script))])
        page.PieceInfo = Dictionary(HARM=Dictionary())
        page.Metadata = pdf.make_stream(b"HARM")
        pdf.Root.OpenAction = script
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=["HARM", script]))
        pdf.attachments["HARM.exe"] = b"HARM"

    def form(pdf):
        made = pdf.make_stream(
            b"0 0 9 9 re f", Subtype=Name.Form, BBox=[0, 0, 9, 9], HARM=Name.HARM, PieceInfo=Dictionary(HARM=1)
        )
        return Dictionary(XObject=Dictionary(HARM=pdf.make_indirect(made), OTHER=pdf.make_stream(b"HARM", Subtype=Name.PS)))

    data = document(b"/HARM <</HARM (HARM)>> BDC /HARM Do EMC", resources=form, change=harm)
    entry = Entry(release=Release(headline=(Text("One"),)), origin=Origin(name="a.md"), enclosures=(Enclosure(href="x.pdf"),))
    pack = canonical(Pack(title="The week", parts=(Part(entries=(entry,)),)))
    context = PackContext(resources={"x.pdf": data}.get)
    made = write_pack(pack, "pdf", context=context)
    assert [note.code for note in context.notes] == ["enclosure-links"]
    assert read_pack(made, "pdf") == pack
    with pikepdf.open(io.BytesIO(made)) as pdf:
        out = io.BytesIO()
        pdf.save(out, qdf=True, static_id=True)
    assert b"HARM" not in out.getvalue()


def test_letters_that_nothing_names_do_not_hide_behind_a_space():
    """A glyph that is not there draws a box in many fonts."""
    code = b"BT /F 20 Tf 20 100 Td <00020009> Tj ET"

    def font(pdf):
        return letters(pdf, "composite", ToUnicode=pdf.make_stream(to_unicode({2: "A", 9: " "}, 2)))

    assert reasons(document(code, resources=font)) == ["the font Blocks has no glyph for some of its letters"]


def test_a_page_of_ours_that_is_bound_again_is_placed_again():
    data = writes(reads("# A plan\n\nWords.\n", "markdown"), "pdf", context=Context())
    assert rebuild(data).refused == {}
