"""PDF of others, made for tests: pages of any drawing with fonts of every kind, damaged and hostile ones."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import cmap_format_0
from pikepdf import Array, Dictionary, Name

from releasekit.briefing.sheets import sheets
from releasekit.formats.pdf.foreign import judge
from releasekit.formats.pdf.foreign.pages import Rebuilt, rebuilt

GLYPHS = [".notdef", "space", "A", "B", "C"]
WIDTHS = [0, 250, 500, 600, 700]


def rebuild(data: bytes, *, most: int = 20) -> Rebuilt:
    """What becomes of the pages of a file."""
    looked = [*sheets(data, lambda count: range(1, min(count, most) + 1), judge.DPI)]
    return rebuilt(data, looked, 300.0)


def reasons(data: bytes) -> list[str]:
    """Why pages of a file are not placed."""
    return [*rebuild(data).refused.values()]


def document(*codes: bytes, resources=None, change=None) -> bytes:
    """A file with a page for each drawing; `resources` and `change` get the file, the second each page as well."""
    with pikepdf.new() as pdf:
        for code in codes:
            pdf.add_blank_page(page_size=(300, 200))
            page = pdf.pages[-1].obj
            page.Contents = pdf.make_stream(code)
            page.Resources = resources(pdf) if resources else Dictionary()
            if change:
                change(pdf, page)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


# ── fonts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _block(pen, number: int):
    pen.moveTo((50, 0))
    for point in ((450, 0), (450, 200 + 100 * number), (50, 200 + 100 * number)):
        pen.lineTo(point)
    pen.closePath()
    return pen


@cache
def font_file(*, truetype: bool, symbolic: bool = False) -> bytes:
    """A font with a space, A, B and C, which are blocks, as is what it has for all others; a symbolic one has the codes 1 to 4 for them."""
    builder = FontBuilder(1000, isTTF=truetype)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap({32: "space", 65: "A", 66: "B", 67: "C"})
    drawn = {}
    for number, glyph in enumerate(GLYPHS):
        pen = TTGlyphPen(None) if truetype else T2CharStringPen(WIDTHS[number], None)
        if number != 1:
            _block(pen, number)
        drawn[glyph] = pen.glyph() if truetype else pen.getCharString()
    if truetype:
        builder.setupGlyf(drawn)
    else:
        builder.setupCFF("Blocks", {"FullName": "Blocks"}, drawn, {})
    builder.setupHorizontalMetrics({glyph: (width, 0) for glyph, width in zip(GLYPHS, WIDTHS, strict=True)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    if symbolic:
        table = cmap_format_0(0)
        table.platformID, table.platEncID, table.language = 1, 0, 0
        table.cmap = {code: GLYPHS[code] for code in range(1, 5)}
        builder.font["cmap"].tables = [table]
    out = io.BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _outline(*parts: int | bytes) -> bytes:
    """An outline of Type 1: numbers and operators, encrypted."""
    code = b"".join(
        part
        if isinstance(part, bytes)
        else b"\xff" + part.to_bytes(4, "big", signed=True)
        if abs(part) > 107
        else bytes((part + 139,))
        for part in parts
    )
    return eexec.encrypt(bytes(4) + code, 4330)[0]


HSBW, MOVE, LINE, CLOSE, END, CALL, OTHER, POP, DIVIDE, SEAC = (
    b"\x0d", b"\x15", b"\x05", b"\x09", b"\x0e", b"\x0a", b"\x0c\x10", b"\x0c\x11", b"\x0c\x0c", b"\x0c\x06",
)  # fmt: skip


@cache
def type1(**changed: bytes) -> bytes:
    """A font of the old form: A is a block, B is one with a flat curve above, C is A with a grave accent on it."""
    block = (400, 0, LINE, 0, 400, LINE, -400, 0, LINE, CLOSE)
    flat = (0, 0, 50, 10, 50, 10, 50, 0, 50, 0, 50, -10, 50, -10)
    steps = [part for at in range(0, 14, 2) for part in (flat[at], flat[at + 1], MOVE, 2, CALL)]
    outlines = {
        ".notdef": _outline(0, 250, HSBW, END),
        "space": _outline(0, 250, HSBW, END),
        "A": _outline(50, 500, HSBW, 0, 100, b"\x01", 0, 0, MOVE, *block, END),
        "B": _outline(
            0,
            1200,
            2,
            DIVIDE,
            HSBW,
            4,
            1,
            3,
            OTHER,
            POP,
            CALL,
            50,
            50,
            MOVE,
            1,
            CALL,
            *steps,
            50,
            350,
            50,
            0,
            CALL,
            *block,
            END,
        ),
        "C": _outline(50, 700, HSBW, 0, 100, 450, 65, 193, SEAC),
        "grave": _outline(0, 300, HSBW, 0, 0, MOVE, 90, 40, 60, 90, b"\x1f", 10, -60, -40, 20, b"\x1e", CLOSE, END),
    } | changed
    routines = [
        _outline(3, 0, OTHER, POP, POP, b"\x0c\x21", b"\x0b"), _outline(0, 1, OTHER, b"\x0b"), _outline(0, 2, OTHER, b"\x0b"),
        _outline(b"\x0b"), _outline(1, 3, b"\x03", b"\x0b"),
    ]  # fmt: skip
    subroutines = b"".join(b"dup %d %d RD %s NP\n" % (at, len(code), code) for at, code in enumerate(routines))
    glyphs = b"".join(b"/%s %d RD %s ND\n" % (glyph.encode(), len(code), code) for glyph, code in outlines.items())
    private = b"dup /Private 8 dict dup begin /lenIV 4 def /Subrs %d array\n%s ND\n2 index /CharStrings %d dict dup begin\n%s end end mark currentfile closefile\n" % (
        len(routines), subroutines, len(outlines), glyphs,
    )  # fmt: skip
    clear = b"%!PS-AdobeFont-1.0: Blocks\n/FontName /Blocks def /PaintType 0 def /FontType 1 def /FontMatrix [0.001 0 0 0.001 0 0] def\n"
    clear += b"/Encoding StandardEncoding def /FontBBox {0 0 700 700} def currentfile eexec\n"
    return clear + eexec.encrypt(b"abcd" + private, 55665)[0] + b"\n" + b"0" * 512 + b"\ncleartomark\n"


def _described(pdf, program: bytes, key: str, flags: int, **entries):
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Blocks"), Flags=flags, FontBBox=[0, 0, 500, 700], ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    descriptor[key] = pdf.make_stream(program, **entries)
    return pdf.make_indirect(descriptor)


def letters(pdf, kind: str, **changes):
    """The resources with a font of a kind as F, in which `ABC` are the letters."""
    symbolic = kind == "symbolic"
    if kind == "drawings":
        return Dictionary(Font=Dictionary(F=_drawings(pdf, **changes)))
    if kind in {"truetype", "symbolic"}:
        descriptor = _described(pdf, font_file(truetype=True, symbolic=symbolic), "/FontFile2", 4 if symbolic else 32)
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType)
    elif kind == "type1":
        descriptor = _described(pdf, type1(), "/FontFile", 32)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1)
    elif kind == "compact":
        program = _table(font_file(truetype=False), b"CFF ")
        descriptor = _described(pdf, program, "/FontFile3", 32, Subtype=Name.Type1C)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1)
    else:
        return Dictionary(Font=Dictionary(F=_composite(pdf, kind, **changes)))
    first = 1 if symbolic else 32
    widths = WIDTHS[1:] if symbolic else [250, *[0] * 32, *WIDTHS[2:]]
    font.BaseFont, font.FontDescriptor = Name("/AAAAAA+Blocks"), descriptor
    font.FirstChar, font.LastChar, font.Widths = first, first + len(widths) - 1, Array(widths)
    if symbolic:
        font.ToUnicode = pdf.make_stream(to_unicode({1: " ", 2: "A", 3: "B", 4: "C"}, size=1))
    else:
        font.Encoding = Name.WinAnsiEncoding
    for key, value in changes.items():
        if value is None:
            del font[f"/{key}"]
        else:
            font[f"/{key}"] = value
    return Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))


def _drawings(pdf, **changes):
    """A font whose glyphs are drawn upside down on a grid of 256."""
    area = b"128 0 0 0 128 256 d1 12 0 m 115 0 l 115 -%d l 100 -60 80 -60 60 -60 c 12 -90 12 -60 v 40 -20 12 -10 y h 20 -100 30 10 re f"
    glyphs = {"g0": b"64 0 0 0 0 0 d1"} | {f"g{at}": area % (60 + 20 * at) for at in (1, 2, 3)} | changes
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, -256, 256, 0], FontMatrix=[1 / 256, 0, 0, -1 / 256, 0, 0], FirstChar=32,
        LastChar=67, Widths=[64, *[0] * 32, 128, 140, 128], Resources=Dictionary(), CharProcs=Dictionary(),
        Encoding=Dictionary(Differences=[32, Name.g0, 65, Name.g1, Name.g2, Name.g3]),
        ToUnicode=pdf.make_stream(to_unicode({32: " ", 65: "A", 66: "B", 67: "C"}, 1)),
    )  # fmt: skip
    for glyph, code in glyphs.items():
        font.CharProcs[f"/{glyph}"] = pdf.make_stream(code)
    return pdf.make_indirect(font)


def _composite(pdf, kind: str, **changes):
    compact = kind == "composite compact"
    if compact:
        program = _table(font_file(truetype=False), b"CFF ")
        descriptor = _described(pdf, program, "/FontFile3", 4, Subtype=Name.CIDFontType0C)
    else:
        descriptor = _described(pdf, font_file(truetype=True), "/FontFile2", 4)
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0 if compact else Name.CIDFontType2, BaseFont=Name("/AAAAAA+Blocks"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0), DW=1000, W=[1, WIDTHS[1:]],
        FontDescriptor=descriptor,
    )  # fmt: skip
    if not compact:
        inner.CIDToGIDMap = Name.Identity
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/AAAAAA+Blocks"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]), ToUnicode=pdf.make_stream(to_unicode({1: " ", 2: "A", 3: "B", 4: "C"}, 2)),
    )  # fmt: skip
    for key, value in changes.items():
        font[f"/{key}"] = value
    return pdf.make_indirect(font)


def to_unicode(texts: dict[int, str], size: int) -> bytes:
    """A map to Unicode."""
    entries = " ".join(f"<{code:0{2 * size}X}> <{text.encode('utf-16-be').hex()}>" for code, text in texts.items())
    space = f"1 begincodespacerange <{'00' * size}> <{'FF' * size}> endcodespacerange"
    return f"/CIDInit /ProcSet findresource begin begincmap {space} {len(texts)} beginbfchar {entries} endbfchar endcmap end".encode()


def _table(font: bytes, tag: bytes) -> bytes:
    at = 12
    while font[at : at + 4] != tag:
        at += 16
    offset, length = (int.from_bytes(font[at + step : at + step + 4], "big") for step in (8, 12))
    return font[offset : offset + length]
