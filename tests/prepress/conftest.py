"""What the tests of a print shop's file share: profiles of a press, pages that have all that a page can have, and what is in them."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from releasekit import Context, reads, writes
from releasekit.prepress.press import for_press

REAL = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
"""A free profile that comes with Ghostscript (in Debian the package libgs-common)."""

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><defs>
<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset=".5" stop-color="#0f0" stop-opacity=".5"/>
<stop offset="1" stop-color="#00f"/></linearGradient>
<radialGradient id="r"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#204080"/></radialGradient>
<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="3" fill="#0a8"/></pattern>
<mask id="m"><rect width="400" height="300" fill="#ff8"/><circle cx="200" cy="150" r="40" fill="#000"/></mask></defs>
<rect width="400" height="60" fill="url(#g)"/><circle cx="60" cy="120" r="50" fill="url(#r)"/>
<rect x="120" y="80" width="100" height="60" fill="url(#p)" stroke="#333"/>
<g mask="url(#m)"><rect x="150" y="100" width="120" height="100" fill="#06c"/></g>
<g style="mix-blend-mode:multiply" opacity=".5"><rect x="260" y="80" width="100" height="60" fill="#fa0"/></g>
<text x="200" y="280" font-size="30">Words</text></svg>"""

PAGE = """---
title: The ferry runs again
lang: en
released: 2027-03-14
---

The ferry of [Port Arden](https://port.example/) runs again, **every hour**.

"""


# ── profiles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lut(ins: int, outs: int, grid: int, nodes: bytes) -> bytes:
    """A table of the type lut8 with straight curves (ICC.1:2010, 10.9)."""
    curve = bytes(range(256))
    matrix = struct.pack(">9i", *(65536 if at % 4 == 0 else 0 for at in range(9)))
    return b"mft1" + bytes(4) + bytes((ins, outs, grid, 0)) + matrix + curve * ins + nodes + curve * outs


def _words(kind: bytes, text: bytes) -> bytes:
    if kind == b"text":
        return b"text" + bytes(4) + text + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(text) + 1) + text + b"\0" + bytes(78)


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@cache
def simple_profile(kind: bytes = b"prtr", space: bytes = b"CMYK", called: bytes = b"A press for tests") -> bytes:
    """A press of our own, whose inks are the plain complements of red, green and blue."""
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    steps = [round(step * 255 / 4) for step in range(5)]
    inks = [(c, m, y, k) for c in steps for m in steps for y in steps for k in steps]
    pixels = bytes(
        (255 - ink) * (255 - black) // 255 for cyan, magenta, yellow, black in inks for ink in (cyan, magenta, yellow)
    )
    to_lab = ImageCms.buildTransform(srgb, lab, "RGB", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    seen = ImageCms.applyTransform(Image.frombytes("RGB", (len(inks), 1), pixels), to_lab).tobytes()
    forth = bytes(value if at % 3 == 0 else value ^ 128 for at, value in enumerate(seen))  # Pillow's a and b have a sign
    nodes = [round(step * 255 / 16) for step in range(17)]
    wanted = bytes(part for light in nodes for a in nodes for b in nodes for part in (light, a ^ 128, b ^ 128))
    to_rgb = ImageCms.buildTransform(lab, srgb, "LAB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    numbers = ImageCms.applyTransform(Image.frombytes("LAB", (len(wanted) // 3, 1), wanted), to_rgb).tobytes()
    back = bytearray()
    for start in range(0, len(numbers), 3):
        full = [255 - number for number in numbers[start : start + 3]]
        black = min(full)
        back += bytes([*((ink - black) * 255 // max(1, 255 - black) for ink in full), black])
    tags = {
        b"desc": _words(b"desc", called), b"cprt": _words(b"text", b"No copyright, use freely"),
        b"wtpt": b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061),
        b"A2B0": _lut(4, 3, 5, forth), b"B2A0": _lut(3, 4, 17, bytes(back)),
    }  # fmt: skip
    start, data, table = 128 + 4 + 12 * len(tags), b"", struct.pack(">I", len(tags))
    for tag, content in tags.items():
        table += struct.pack(">4sII", tag, start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    header = struct.pack(">I4xI4s4s4s", start + len(data), 0x02400000, kind, space, b"Lab ")
    header += struct.pack(">6H4s", 2027, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + table + data


@pytest.fixture(params=["simple", "real"])
def profile(request):
    """A profile of a press: one that is made here, and one that a machine has."""
    if request.param == "simple":
        return simple_profile()
    if not REAL.exists():
        pytest.skip("Ghostscript's profile is not here")
    return REAL.read_bytes()


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def colours(width=60, height=40):
    ramp = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (ramp, Image.radial_gradient("L").resize((width, height)), ramp.rotate(180)))


def packed(image, kind="PNG", **settings) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **settings)
    return out.getvalue()


@cache
def pictures() -> dict[str, bytes]:
    """Pictures of every sort that a page shows."""
    plain = colours()
    half = plain.copy()
    half.putalpha(Image.linear_gradient("L").resize(plain.size))
    wide = bytes(value for number in plain.tobytes() for value in (number, 0))
    return {
        "rgb.png": packed(plain),
        "half.png": packed(half),
        "grey.png": packed(plain.convert("L")),
        "line.png": packed(plain.convert("1")),
        "table.png": packed(plain.quantize(16)),
        "clear.png": packed(plain, transparency=plain.getpixel((0, 0))),
        "deep.png": packed(Image.frombytes("I;16", plain.size, plain.convert("L").tobytes() * 2)),
        "wide.png": _deep_png(plain.size, wide),
        "rgb.jpg": packed(plain, "JPEG"),
        "grey.jpg": packed(plain.convert("L"), "JPEG"),
        "inks.jpg": packed(plain.convert("CMYK"), "JPEG", icc_profile=simple_profile()),
        "torn.jpg": packed(
            plain.convert("CMYK"), "JPEG", icc_profile=simple_profile()[:132].ljust(len(simple_profile()), b"\0")
        ),
        "pale.jpg": packed(plain.convert("L").convert("RGB"), "JPEG", icc_profile=SRGB),
        "dark.png": packed(Image.linear_gradient("L").point([each // 4 for each in range(256)]).convert("RGB").quantize(64)),
        "drawing.svg": SVG,
    }


def _deep_png(size, rows: bytes) -> bytes:
    """A PNG with 16 bits a colour, which Pillow does not write."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    width, height = size
    lines = b"".join(b"\0" + rows[start : start + width * 6] for start in range(0, len(rows), width * 6))
    head = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


@cache
def page(*names: str, text: str = PAGE) -> bytes:
    """An ordinary PDF with a few words, and these pictures."""
    words = text + "\n\n".join(f"![{name}]({name})" for name in names)
    context = Context(resources=lambda href: pictures().get(href))
    return writes(reads(words, "md", context=context), "pdf", context=context)


_opened: list[pikepdf.Pdf] = []


@pytest.fixture(autouse=True)
def _closed():
    """An object of a file lives as long as the file: all are closed when the test is over."""
    yield
    while _opened:
        _opened.pop().close()


def opened(data: bytes) -> pikepdf.Pdf:
    """A file, until the test is over."""
    _opened.append(pikepdf.open(io.BytesIO(data)))
    return _opened[-1]


def pressed(pdf: bytes, profile: bytes | None = None, **settings) -> pikepdf.Pdf:
    """The file for the press, opened."""
    return opened(for_press(pdf, profile or simple_profile(), **settings))


# ── what is in a file ────────────────────────────────────────────────────────────────────────────────────────────────


def operators(pdf: pikepdf.Pdf) -> list[tuple[str, list]]:
    """The operators of all pages, forms and patterns, with their operands."""
    found = []
    for each in pdf.pages:
        found += pikepdf.parse_content_stream(each)
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and ("/PatternType" in each or each.get("/Subtype") == "/Form"):
            found += pikepdf.parse_content_stream(each)
    return [(str(each.operator), list(each.operands)) for each in found]


def names(thing) -> set[str]:
    """All names that stand anywhere in the objects of a file, as keys and as values."""
    if isinstance(thing, pikepdf.Pdf):
        return set().union(*(names(each) for each in thing.objects))
    if isinstance(thing, pikepdf.Name):
        return {str(thing)}
    found = set()
    if isinstance(thing, pikepdf.Array):
        for each in thing:
            if not isinstance(each, pikepdf.Object) or not each.is_indirect:
                found |= names(each)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, each in thing.items():
            found.add(key)
            if not isinstance(each, pikepdf.Object) or not each.is_indirect:
                found |= names(each)
    return found


def is_in_inks(pdf: pikepdf.Pdf) -> None:
    """Assert that no colour of a screen is left in any object of the file."""
    assert not names(pdf) & {"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased", "/RGB"}
    used = {operator for operator, _ in operators(pdf)}
    assert not used & {"rg", "RG", "sc", "SC", "ri", "BI"}
