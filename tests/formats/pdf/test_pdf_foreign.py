"""Pages of PDF of others in a pack: rebuilt where they can be answered for, and else pictures, with the reason."""

from __future__ import annotations

import io
from importlib.resources import files

import pikepdf
import pytest
from attrs import evolve
from pikepdf import Array, Dictionary, Name
from PIL import Image
from pypdf import PdfReader
from tests.formats.pdf import foreign
from tests.formats.pdf.conftest import Written
from tests.formats.pdf.foreign import document, letters, reasons, rebuild
from tests.prepress.conftest import SVG, simple_profile

from releasekit import Context, PackContext, Paragraph, Release, Text, reads, writes
from releasekit.binding import read_pack, write_pack
from releasekit.briefing import Enclosure, Entry, Origin, Pack, Part, canonical
from releasekit.briefing.sheets import sheets
from releasekit.formats.pdf.foreign import judge
from releasekit.formats.pdf.foreign.objects import Made
from releasekit.formats.pdf.foreign.pages import _file, _placed
from releasekit.prepress.press import for_press

RED = b"1 0 0 rg 20 20 100 100 re f"


def pack_with(data: bytes, href: str = "plan.pdf", **fields) -> tuple[Pack, PackContext]:
    release = Release(headline=(Text("One"),), lang="en")
    entry = Entry(release=release, origin=Origin(name="one.md"), enclosures=(Enclosure(href=href, **fields),))
    pack = canonical(Pack(title="The week", lang="en", parts=(Part(entries=(entry,)),)))
    return pack, PackContext(resources={href: data}.get)


def bound(data: bytes, **fields) -> Written:
    pack, context = pack_with(data, **fields)
    return Written(write_pack(pack, "pdf", context=context), context.notes)


def forms(page: Written) -> list:
    """The forms that the pages of a file show."""
    found = []
    for each in page.reader.pages:
        shown = each["/Resources"].get("/XObject", {})
        found += [value.get_object() for value in shown.values() if value.get_object()["/Subtype"] == "/Form"]
    return found


def plan(*words: str) -> bytes:
    return writes(Release(headline=(Text("A plan"),), lang="en", body=tuple(Paragraph((Text(each),)) for each in words)), "pdf")


# ── what a reader of the pack gets ──────────────────────────────────────────────────────────────────────────────────


def test_a_page_whose_fonts_and_colours_permit_it_is_drawn_with_words_that_can_be_marked():
    page = bound(plan("It is long."), title="The plan")
    assert page.notes == []
    assert len(forms(page)) == 1
    assert "It is long." in page.text
    (figure,) = page.tree.all("Figure")
    assert figure.entries["/Alt"].startswith("The plan, 1/1: Press release A plan It is long.")
    assert len(page.data) < 200_000


def test_a_page_that_cannot_be_answered_for_is_a_picture_and_the_note_says_why():
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200))
    canvas.drawString(20, 150, "Words in a font that every reader brings")
    canvas.save()
    page = bound(out.getvalue())
    assert [(note.code, note.message) for note in page.notes] == [
        (
            "enclosure-pictured",
            "the pages of 'plan.pdf' are bound as pictures of 300 dots to the inch: the font Helvetica is not embedded",
        )
    ]
    assert forms(page) == []


def test_pages_of_one_file_are_placed_or_pictured_each_by_itself():
    page = bound(document(RED, b"0 0 0 1 k 0 0 50 50 re f", RED, b"0 1 0 1 k 0 0 50 50 re f", b"/X Do"))
    assert len(forms(page)) == 2
    assert [note.message for note in page.notes] == [
        "pages of 'plan.pdf' are bound as pictures of 300 dots to the inch (2, 4): its colours are those of inks",
        "pages of 'plan.pdf' are bound as pictures of 300 dots to the inch (5): parts of it are missing",
    ]


def test_links_are_dropped_and_the_note_says_how_many():
    def link(_, page):
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 10, 10])] * 3)

    page = bound(document(RED, RED, change=link))
    assert [(note.code, note.message) for note in page.notes] == [
        (
            "enclosure-links",
            "the links on the pages of 'plan.pdf' are left out, 6 in all: pages of others are bound without them",
        )
    ]


def test_a_pack_with_pages_of_others_comes_back_and_is_the_same_in_every_run():
    pack, context = pack_with(plan("Words."))
    data = write_pack(pack, "pdf", context=context)
    again = PackContext()
    assert read_pack(data, "pdf", context=again) == pack
    assert again.notes == []
    assert write_pack(pack, "pdf", context=pack_with(plan("Words."))[1]) == data


def test_a_print_shop_gets_the_pages_in_its_inks():
    drawing = writes(
        reads("# A drawing\n\nWords.\n\n![alt](a.svg)\n", "markdown"), "pdf", context=Context(resources={"a.svg": SVG}.get)
    )
    page = bound(drawing)
    assert len(forms(page)) == 1
    with pikepdf.open(io.BytesIO(for_press(page.data, simple_profile()))) as made:
        for each in made.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Form:
                operators = {str(found.operator) for found in pikepdf.parse_content_stream(each)}
                assert not operators & {"rg", "RG"}


def test_two_pages_share_a_font():
    page = bound(plan(*["Words and words. " * 200] * 4))
    fonts = {each["/Resources"]["/Font"].raw_get(name).idnum for each in forms(page) for name in each["/Resources"]["/Font"]}
    assert len(forms(page)) > 1
    assert len(fonts) < sum(len(each["/Resources"]["/Font"]) for each in forms(page))


# ── what can be placed ──────────────────────────────────────────────────────────────────────────────────────────────

WORDS = {
    "truetype": b"(CAB A) Tj",
    "symbolic": b"<04020301> Tj <02> Tj",
    "compact": b"(CAB A) Tj",
    "type1": b"(CAB A) Tj",
    "drawings": b"(CAB A) Tj",
    "composite": b"<00040002000300010002> Tj",
    "composite compact": b"<00040002000300010002> Tj",
}


@pytest.mark.parametrize("kind", WORDS)
def test_fonts_of_every_kind_are_rebuilt(kind):
    code = b"BT /F 20 Tf 20 100 Td 3 Tw 1 Tc 80 Tz %s ET" % WORDS[kind]
    page = bound(document(code, resources=lambda pdf: letters(pdf, kind)))
    assert page.notes == []
    (form,) = forms(page)
    (font,) = (each.get_object() for each in form["/Resources"]["/Font"].values())
    assert (font["/Subtype"], font["/Encoding"]) == ("/Type0", "/Identity-H")
    assert "".join(page.text.split()).count("CABA") == 1


@pytest.mark.parametrize("kind", ["truetype", "compact"])
def test_widths_that_are_not_those_of_the_glyphs_are_kept_as_gaps(kind):
    code = b"BT /F 20 Tf 20 100 Td [(AB) -300 (C)] TJ T* (A) ' 4 2 (B A) \" ET"

    def wide(pdf):
        return letters(pdf, kind, Widths=[400, *[0] * 32, 900, 300, 1200])

    assert rebuild(document(code, resources=wide)).refused == {}


def test_words_that_a_tag_says_are_kept():
    code = b"BT /F 20 Tf 20 100 Td /Span <</ActualText (said) /MCID 0>> BDC (ABC) Tj EMC ET"
    page = bound(document(code, resources=lambda pdf: letters(pdf, "truetype")))
    (form,) = forms(page)
    assert b"/Span <</ActualText <FEFF0073006100690064>>> BDC" in form.get_data()
    assert b"MCID" not in form.get_data()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_turned_and_cut_stand_as_they_are_seen(turn):
    def turned(_, page):
        page.Rotate = turn
        page.CropBox = [10, 30, 250, 180]

    data = document(RED + b" 0 0 1 rg 200 150 40 40 re f", change=turned)
    assert rebuild(data).refused == {}
    page = bound(data)
    (form,) = forms(page)
    assert [float(edge) for edge in form["/BBox"]] == [10, 30, 250, 180]


def picture(pdf, mode: str, **entries):
    size = (40, 30)
    image = Image.linear_gradient("L").resize(size).convert(mode)
    channels = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}
    return pdf.make_stream(
        image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], ColorSpace=channels[mode],
        BitsPerComponent=8, **entries,
    )  # fmt: skip


def shown(thing) -> bytes:
    """A page that shows a picture or form X, which `thing` makes."""
    return document(
        b"q 100 0 0 80 20 20 cm /X Do Q", resources=lambda pdf: Dictionary(XObject=Dictionary(X=pdf.make_indirect(thing(pdf))))
    )


def jpeg(pdf, mode: str, space, **entries):
    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert(mode).save(out, "JPEG")
    return pdf.make_stream(
        out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=40, Height=30, ColorSpace=space, BitsPerComponent=8,
        Filter=Name.DCTDecode, **entries,
    )  # fmt: skip


PICTURES = {
    "greys": lambda pdf: picture(pdf, "L"),
    "colours": lambda pdf: picture(pdf, "RGB", Intent=Name.Perceptual, Interpolate=True),
    "a mask": lambda pdf: picture(pdf, "RGB", SMask=pdf.make_indirect(picture(pdf, "L"))),
    "a colour that is not seen": lambda pdf: picture(pdf, "L", Mask=[0, 30]),
    "JPEG": lambda pdf: jpeg(pdf, "RGB", Name.DeviceRGB),
    "grey JPEG": lambda pdf: jpeg(pdf, "L", Name.DeviceGray),
    "a stencil": lambda pdf: pdf.make_stream(
        b"\xf0\x0f" * 8,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=16,
        Height=8,
        ImageMask=True,
        BitsPerComponent=1,
        Decode=[1, 0],
    ),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_pictures_are_rebuilt_and_printed(kind):
    page = bound(shown(PICTURES[kind]))
    assert page.notes == []
    assert for_press(page.data, simple_profile())


def test_a_picture_with_a_table_of_colours_is_rebuilt():
    def table(pdf):
        made = picture(pdf, "L")
        made.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(bytes(range(256)) * 3)])
        return made

    page = bound(shown(table))
    assert page.notes == []
    assert for_press(page.data, simple_profile())


def test_a_form_takes_its_colours_from_where_it_is_shown():
    def form(pdf):
        made = pdf.make_stream(b"0 0 40 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 50])
        return Dictionary(XObject=Dictionary(X=pdf.make_indirect(made)))

    code = b"1 0 0 rg q /X Do Q 0 0 1 rg 1 0 0 1 100 0 cm /X Do"
    page = bound(document(code, resources=form))
    assert page.notes == []
    (outer,) = forms(page)
    codes = sorted(each.get_object().get_data() for each in outer["/Resources"]["/XObject"].values())
    assert codes == [b"0 0 1 rg\n0 G\n0 0 40 40 re\nf\n", b"1 0 0 rg\n0 G\n0 0 40 40 re\nf\n"]


def gradient(pdf, function):
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 300, 0], Extend=[True, True], Function=function(pdf)
    )
    return Dictionary(Shading=Dictionary(S=shading))


FUNCTIONS = {
    "between two": lambda _: Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1),
    "by channels": lambda _: Array(
        [Dictionary(FunctionType=2, Domain=[0, 1], C0=[at / 2], C1=[1 - at / 2], N=2) for at in range(3)]
    ),
    "sampled": lambda pdf: pdf.make_stream(
        bytes(range(0, 180, 20)), FunctionType=0, Domain=[0, 1], Range=[0, 1] * 3, Size=[3], BitsPerSample=8
    ),
}


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_gradients_are_rebuilt_and_printed(kind):
    page = bound(document(b"/S sh", resources=lambda pdf: gradient(pdf, FUNCTIONS[kind])))
    assert page.notes == []
    assert for_press(page.data, simple_profile())


def test_japanese_words_keep_their_numbers():
    data = writes(Release(headline=(Text("港を再開する"),), lang="ja"), "pdf")
    page = bound(data)
    assert page.notes == []
    assert "港を再開する" in "".join(page.text.split())
    assert files("noto_cjk_sans_jp_regular")


# ── what cannot ─────────────────────────────────────────────────────────────────────────────────────────────────────

DRAWINGS = {
    b"0 0 0 1 k 0 0 9 9 re f": "its colours are those of inks",
    b"0 0 9 9 re f )": "its drawing is broken",
    b"0 0 9 re f": "its drawing is broken",
    b"0 0 9 9 re f 5": "its drawing is broken",
    b"[[[[[[[[[[[[[[[ 0 0 9 9 re": "its drawing is nested too deeply",
    b"q " * 40: "its drawing is nested too deeply",
    b"1e5 0 0 rg": "its drawing is broken",
    b"9999999 0 0 rg": "it has numbers that no page needs",
    b"EI BI": "its drawing has operators that are not known",
    b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI": "it has pictures among its operators",
    b"/OC /Layer BDC 0 0 9 9 re f EMC": "it has layers",
    b"3 J": "its drawing is broken",
    b"BT 0.5 Tr ET": "its drawing is broken",
    b"BT BT ET ET": "its drawing is broken",
    b"BT 0 0 9 9 re f ET": "its drawing is broken",
    b"BT (A) Tj ET": "its drawing is broken",
    b"/Spot cs 1 scn 0 0 9 9 re f": "its colours are of an unusual kind",
    b"/X Do": "parts of it are missing",
    b"[1 -1] 0 d 0 0 m 9 9 l S": "its drawing is broken",
    b"(" + b"x" * 40000 + b") Tj": "its drawing has strings that are too long",
}


@pytest.mark.parametrize("code", DRAWINGS, ids=lambda code: code[:20].decode())
def test_a_drawing_with_anything_strange_is_not_placed(code):
    assert reasons(document(code)) == [DRAWINGS[code]]


FONTS = {
    "the font Blocks is not embedded": lambda pdf: letters(pdf, "truetype", FontDescriptor=Dictionary(Flags=32)),
    "the font Blocks has no widths": lambda pdf: letters(pdf, "truetype", Widths=None),
    "it has a font that is made of drawings": lambda pdf: letters(pdf, "drawings", g1=b"128 0 d0 1 0 0 rg 0 0 9 9 re f"),
    "the font Blocks has codes of an unusual kind": lambda pdf: letters(pdf, "composite", Encoding=Name("/UniJIS-UTF16-H")),
    "the font Blocks has no glyph for some of its letters": lambda pdf: letters(
        pdf, "truetype", Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=[65, Name.Z])
    ),
    "nothing says what some letters of the font Blocks stand for": lambda pdf: letters(
        pdf, "composite", ToUnicode=pdf.make_stream(foreign.to_unicode({2: "\ue001"}, 2))
    ),
    "a font in it is damaged": lambda pdf: letters(
        pdf, "truetype", FontDescriptor=Dictionary(Flags=32, FontFile2=pdf.make_stream(b"\0\1\0\0 nothing"))
    ),
}


@pytest.mark.parametrize("reason", FONTS)
def test_a_font_that_cannot_be_answered_for_is_refused(reason):
    words = b"<0002>" if "composite" in FONTS[reason].__code__.co_consts else b"(A)"
    assert reasons(document(b"BT /F 20 Tf 20 100 Td %s Tj ET" % words, resources=FONTS[reason])) == [reason]


def test_a_font_that_shows_nothing_is_not_asked_for():
    code = b"BT /F 12 Tf 14 TL ET " + RED
    assert reasons(document(code, resources=lambda pdf: letters(pdf, "truetype", FontDescriptor=Dictionary()))) == []


def _itself(pdf):
    form = pdf.make_indirect(pdf.make_stream(b"/X Do", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    return form


THINGS = {
    "it shows what is no picture and no drawing": lambda pdf: pdf.make_stream(b"", Subtype=Name.PS),
    "it has layers": lambda pdf: picture(pdf, "L", OC=Dictionary(Type=Name.OCG)),
    "it has pictures whose colours are turned around": lambda pdf: picture(pdf, "L", Decode=[1, 0]),
    "a picture in it is cut off": lambda pdf: pdf.make_stream(
        b"x", Subtype=Name.Image, Width=9, Height=9, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    ),
    "it has pictures of too many pixels": lambda pdf: pdf.make_stream(
        b"x", Subtype=Name.Image, Width=30000, Height=30000, ColorSpace=Name.DeviceGray, BitsPerComponent=1
    ),
    "a picture in it is not what the page says of it": lambda pdf: jpeg(pdf, "RGB", Name.DeviceGray),
    "it has pictures that are packed in an unusual way": lambda pdf: pdf.make_stream(
        b"x", Subtype=Name.Image, Width=9, Height=9, ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.JPXDecode
    ),
    "its colours are those of inks": lambda pdf: jpeg(pdf, "CMYK", Name.DeviceCMYK),
    "it needs another file": lambda pdf: picture(pdf, "L", F="other.bin"),
    "its drawing is nested too deeply": _itself,
}


@pytest.mark.parametrize("reason", THINGS)
def test_a_picture_or_form_with_anything_strange_is_refused(reason):
    assert reasons(shown(THINGS[reason])) == [reason]


def state(**entries) -> bytes:
    return document(b"/G gs " + RED, resources=lambda _: Dictionary(ExtGState=Dictionary(G=Dictionary(**entries))))


def test_what_meddles_with_the_press_is_left_out_of_a_state_and_the_rest_is_kept():
    page = bound(state(OP=True, op=True, OPM=1, SA=True, ca=0.5, BM=Name.Multiply, LW=3))
    (form,) = forms(page)
    (kept,) = (each.get_object() for each in form["/Resources"]["/ExtGState"].values())
    assert sorted(kept) == ["/BM", "/LW", "/Type", "/ca"]


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"TR": Dictionary(FunctionType=2)}, "it changes its colours for a press"),
        ({"BM": Name.Unheard}, "its colours are laid one over the other in an unusual way"),
        ({"SMask": Dictionary(S=Name.Alpha)}, "it has masks of an unusual kind"),
        ({"ca": 7}, "it is damaged"),
    ],
)
def test_a_state_with_anything_strange_is_refused(entries, reason):
    assert reasons(state(**entries)) == [reason]


def test_fields_and_comments_are_shown_as_pictures():
    for kind, reason in ((Name.Widget, "it has fields of a form"), (Name.Text, "it has comments")):

        def change(pdf, page, kind=kind):
            note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, Rect=[0, 0, 9, 9], FT=Name.Tx, T="a"))
            page.Annots = Array([note])
            pdf.Root.AcroForm = Dictionary(Fields=Array([note] if kind == Name.Widget else []))

        assert reasons(document(RED, change=change)) == [reason]


def test_a_protected_file_is_shown_as_pictures():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(RED))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert reasons(out.getvalue()) == ["its file is protected"]


# ── the judge ───────────────────────────────────────────────────────────────────────────────────────────────────────


def looked_at(data: bytes):
    (sheet,) = sheets(data, lambda _: [1], judge.DPI)
    return sheet


def test_a_page_that_looks_or_reads_otherwise_is_told():
    original = looked_at(plan("Words that stand here."))
    assert judge.unlike(original, original) == ""
    assert judge.unlike(original, looked_at(plan("Words that stand there."))) == "rebuilt, it does not look the same"
    assert judge.unlike(original, evolve(original, words="Others")) == "rebuilt, it does not read the same"
    assert judge.unlike(original, evolve(original, width=9)) == "rebuilt, it has another size"
    tinted = looked_at(document(b".95 g 0 0 300 200 re f"))
    assert judge.unlike(looked_at(document(b"")), tinted) == "rebuilt, it does not look the same"


def test_a_page_that_is_rebuilt_wrongly_is_not_placed(monkeypatch):
    monkeypatch.setattr("releasekit.formats.pdf.foreign.truetype.TrueType.named", lambda *_: 2)
    monkeypatch.setattr("releasekit.formats.pdf.foreign.truetype._maps", lambda *_: {})
    data = document(b"BT /F 60 Tf 20 100 Td (BC) Tj ET", resources=lambda pdf: letters(pdf, "truetype"))
    assert reasons(data) == ["rebuilt, it does not look the same"]


def test_the_file_that_the_judge_sees_is_a_whole_pdf():
    made, refused = Made(), {}
    found = _placed(plan("Words."), [1], made, refused)
    assert "Words." in PdfReader(io.BytesIO(_file(found, made)), strict=True).pages[0].extract_text()
    assert refused == {}
