"""Colours as inks: black words on black alone, pictures by their profiles, colour at the edge that bleeds, and what is reported."""

from __future__ import annotations

import io
import shutil
import subprocess
import zlib

import pikepdf
import pytest
from PIL import Image, ImageCms
from tests.prepress.conftest import (
    PAGE,
    REAL,
    SRGB,
    colours,
    is_in_inks,
    opened,
    operators,
    packed,
    page,
    pictures,
    pressed,
    simple_profile,
)

from releasekit import Context, house, reads, writes
from releasekit.prepress.inks import Inks
from releasekit.prepress.press import for_press
from releasekit.style.lengths import MM


def inks(profile=None):
    return Inks(profile or simple_profile(), SRGB)


def advice(pdf, **settings):
    context = Context()
    for_press(pdf, simple_profile(), context=context, **settings)
    return [(note.code, note.message) for note in context.notes]


def shown(pdf) -> list:
    """The pictures of a file, without their masks."""
    images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
    masks = [each.SMask.objgen for each in images if "/SMask" in each]
    return [each for each in images if each.objgen not in masks]


@pytest.mark.parametrize("colour", [(0, 0, 0), (0.1, 0.1, 0.1), (0x1B / 255, 0x1D / 255, 0x21 / 255)])
def test_black_and_nearly_black_are_black_ink_in_full(profile, colour):
    assert inks(profile).colour(colour) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    "colour", [(0.5, 0.5, 0.5), (0xC3 / 255, 0xC8 / 255, 0xCF / 255), (0x5A / 255, 0x60 / 255, 0x69 / 255)]
)
def test_a_grey_is_black_ink_alone(profile, colour):
    *others, black = inks(profile).colour(colour)
    assert others == [0, 0, 0]
    assert 0 < black < 1


def test_white_is_no_ink(profile):
    assert inks(profile).colour((1, 1, 1)) == (0, 0, 0, 0)


def test_a_lighter_grey_takes_less_black(profile):
    press = inks(profile)
    amounts = [press.grey(value / 20)[3] for value in range(21)]
    assert amounts == sorted(amounts, reverse=True)


def test_a_colour_is_what_the_profile_makes_of_it(profile):
    red, blue, cream = (inks(profile).colour(each) for each in ((1, 0, 0), (0.1, 0.2, 0.6), (1, 0.97, 0.92)))
    assert red[0] < 0.1
    assert min(red[1:3]) > 0.8
    assert blue[0] > blue[1] > blue[2]
    assert cream[2] > 0
    assert cream[3] < 0.05


def test_the_words_of_a_page_are_black_ink_alone(profile):
    pdf = pressed(page(text=PAGE.replace("[Port Arden](https://port.example/)", "Port Arden")), profile)
    used = [
        tuple(round(float(number), 2) for number in operands) for operator, operands in operators(pdf) if operator in {"k", "K"}
    ]
    used = used[2:]  # each page begins with black
    words = [numbers for numbers in used if numbers[:3] == (0, 0, 0)]
    assert len(words) > 1
    assert len(words) >= len(used) - 1  # the kicker has a colour of the house


@pytest.mark.parametrize("name", sorted({*pictures()} - {"drawing.svg"}))
def test_a_picture_of_any_sort_is_in_inks(name):
    (picture,) = shown(pressed(page(name)))
    space = picture.ColorSpace
    assert str(space[1] if isinstance(space, pikepdf.Array) else space) == (
        "/DeviceGray" if name in {"grey.jpg", "pale.jpg"} else "/DeviceCMYK"
    )
    assert ("/SMask" in picture) == (name in {"half.png", "clear.png"})


def rendered(picture) -> Image.Image:
    """A picture in inks as a screen shows it by the profile."""
    if str(picture.get("/Filter")) == "/DCTDecode":
        image = Image.open(io.BytesIO(picture.read_raw_bytes()))
    else:
        image = Image.frombytes("CMYK", (int(picture.Width), int(picture.Height)), picture.read_bytes())
    back = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(simple_profile())), ImageCms.createProfile("sRGB"), "CMYK", "RGB", 1
    )
    return ImageCms.applyTransform(image, back)


def apart(one, other) -> float:
    return max(
        sum(abs(a - b) for a, b in zip(first.tobytes(), second.tobytes(), strict=True)) / (first.width * first.height)
        for first, second in zip(one.split(), other.split(), strict=True)
    )


@pytest.mark.parametrize("name", ["rgb.png", "rgb.jpg"])
def test_a_picture_looks_on_paper_as_on_a_screen(name):
    (picture,) = shown(pressed(page(name)))
    assert apart(rendered(picture), colours()) < 12


def test_the_profile_of_a_picture_is_honoured(monkeypatch):
    odd = _swapped()
    data = packed(colours(), icc_profile=odd)
    monkeypatch.setitem(pictures(), "odd.png", data)
    (picture,) = shown(pressed(page("odd.png")))
    red, green, blue = colours().split()
    assert apart(rendered(picture), Image.merge("RGB", (green, red, blue))) < 12
    assert apart(rendered(picture), colours()) > 20


def _swapped() -> bytes:
    """SRGB with the names of its red and green exchanged."""
    return SRGB.replace(b"rXYZ", b"tmp1").replace(b"gXYZ", b"rXYZ").replace(b"tmp1", b"gXYZ")


def test_a_picture_with_a_table_of_colours_keeps_its_pixels():
    (before,) = shown(opened(page("table.png")))
    (after,) = shown(pressed(page("table.png")))
    assert before.read_bytes() == after.read_bytes()
    assert len(bytes(after.ColorSpace[3])) == (int(after.ColorSpace[2]) + 1) * 4


def test_a_grey_picture_is_black_ink_alone():
    (picture,) = shown(pressed(page("grey.png")))
    table = bytes(picture.ColorSpace[3])
    assert not any(table[0::4] + table[1::4] + table[2::4])
    assert (table[3], table[-1]) == (255, 0)


@pytest.mark.parametrize("name", ["scan.png", "scan.jpg"])
def test_a_picture_in_rgb_without_a_colour_in_it_is_black_ink_alone(monkeypatch, name):
    scan = colours().convert("L").convert("RGB")
    monkeypatch.setitem(pictures(), name, packed(scan, "PNG" if name.endswith("png") else "JPEG"))
    (picture,) = shown(pressed(page(name)))
    if name == "scan.png":
        table = bytes(picture.ColorSpace[3])
        assert not any(table[0::4] + table[1::4] + table[2::4])
        assert picture.read_bytes() == scan.convert("L").tobytes()
    else:
        assert str(picture.ColorSpace) == "/DeviceGray"
    assert "print-converted" not in dict(advice(page(name)))


def test_a_colour_that_is_not_seen_becomes_a_mask():
    pdf = pressed(page("clear.png"))
    (picture,) = shown(pdf)
    mask = picture.SMask.read_bytes()
    clear = colours().getpixel((0, 0))
    assert [value == 0 for value in mask] == [pixel == clear for pixel in colours().get_flattened_data()]


def test_a_picture_in_the_inks_of_this_very_press_keeps_its_bytes():
    (before,) = shown(opened(page("inks.jpg")))
    (after,) = shown(pressed(page("inks.jpg")))
    assert before.read_raw_bytes() == after.read_raw_bytes()


def test_gradients_and_masks_of_a_drawing_stay_what_they_are():
    pdf = pressed(page("drawing.svg"))
    shadings = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ShadingType" in each]
    assert sorted({str(each.ColorSpace) for each in shadings}) == ["/DeviceCMYK", "/DeviceGray"]
    first = next(each for each in shadings if int(each.ShadingType) == 2 and str(each.ColorSpace) == "/DeviceCMYK")
    samples = first.Function.read_bytes()
    assert len(samples) == 256 * 4
    assert samples[0] < 60 < samples[1]  # red
    assert samples[-4] > samples[-2]  # blue


# ── plates ───────────────────────────────────────────────────────────────────────────────────────────────────────────

ghostscript = pytest.mark.skipif(not (shutil.which("gs") and REAL.exists()), reason="Ghostscript is not here")


def drawn(data: bytes, folder, device: str, *more: str) -> list:
    (folder / "page.pdf").write_bytes(data)
    for old in folder.glob("out*"):
        old.unlink()
    command = [
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        f"-sDEVICE={device}",
        "-r40",
        *more,
        f"-o{folder}/out%d",
        folder / "page.pdf",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return sorted(folder.glob("out*"))


@ghostscript
def test_words_in_black_and_grey_are_on_the_black_plate_alone(tmp_path):
    (tmp_path / "plain.toml").write_text('name = "plain"\n[colours]\naccent = "#1a1a1a"\nalert = "#202020"\n')
    data = writes(reads(PAGE, "md"), "pdf", context=Context(house=house(tmp_path / "plain.toml")))
    plates = {
        path.name: Image.open(path).convert("L") for path in drawn(for_press(data, REAL.read_bytes()), tmp_path, "tiffsep")
    }
    least = {name.partition("(")[2].partition(")")[0]: plate.getextrema()[0] for name, plate in plates.items() if "(" in name}
    assert {name: light for name, light in least.items() if name != "Black"} == dict.fromkeys(
        ("Cyan", "Magenta", "Yellow"), 255
    )
    assert least["Black"] == 0


@ghostscript
def test_the_pages_look_as_they_do_on_a_screen(tmp_path):
    data = page("rgb.png", "rgb.jpg", "grey.png", "grey.jpg", "half.png", "table.png", "drawing.svg")
    soft = ("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")
    before, after = (
        [Image.open(path).convert("RGB").copy() for path in drawn(each, tmp_path, "png16m", *soft)]
        for each in (data, for_press(data, REAL.read_bytes(), bleed=0))
    )
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert apart(one, other.resize(one.size)) < 8
        assert apart(one, Image.new("RGB", one.size, "white")) > 8


# ── the edge ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def bold_pack(tmp_path) -> bytes:
    """A pack whose cover has a band of colour from edge to edge."""
    from releasekit.binding import pack, write_pack
    from releasekit.format import PackContext

    (tmp_path / "bold.toml").write_text('name = "bold"\nbased-on = "ministry"\n[design]\nbanner = "solid"\n')
    made = pack([reads(PAGE, "md")], title="The week")
    return write_pack(made, "pdf", context=PackContext(house=house(tmp_path / "bold.toml")))


def test_colour_that_reaches_the_edge_goes_on_for_the_bleed(tmp_path):
    data = bold_pack(tmp_path)
    pdf = pressed(data, bleed=4 * MM)
    cover = pikepdf.parse_content_stream(pdf.pages[0])
    wide = [
        [float(each) for each in one.operands] for one in cover if str(one.operator) == "re" and float(one.operands[2]) > 500
    ]
    assert len(wide) == 1
    assert wide[0][0] == pytest.approx(-4 * MM, abs=0.01)
    assert wide[0][0] + wide[0][2] == pytest.approx(214 * MM, abs=0.01)


# ── what is reported ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_coarse_pictures_and_pictures_in_colours_of_a_screen_are_told_of():
    told = dict(advice(page("rgb.png")))
    assert told["print-coarse"].startswith("a picture on page 1 has 150 pixels to the inch in print")
    assert told["print-converted"].startswith(
        "1 picture was in colours of a screen (RGB), and now in the inks of A press for tests"
    )


def test_a_page_of_words_has_nothing_to_tell():
    assert advice(page()) == []


def test_more_ink_than_dries_is_told_of(monkeypatch):
    full = Image.new("CMYK", (60, 40), (255, 255, 255, 200))
    monkeypatch.setitem(pictures(), "full.jpg", packed(full, "JPEG", icc_profile=simple_profile()))
    assert "print-ink" not in dict(advice(page("rgb.png")))
    assert "up to 378 % of ink" in dict(advice(page("full.jpg"))).get("print-ink", "")


def test_a_profile_of_a_picture_that_cannot_be_used_is_told_of(monkeypatch):
    broken = SRGB[:140] + bytes(len(SRGB) - 140)
    monkeypatch.setitem(pictures(), "broken.png", packed(colours(), icc_profile=broken))
    assert "print-profile" in dict(advice(page("broken.png")))


def test_the_rows_of_what_is_rewritten_are_all_there():
    (picture,) = shown(pressed(page("wide.png")))
    assert len(zlib.decompress(picture.read_raw_bytes())) == 60 * 40 * 4


def test_a_grey_picture_that_was_saved_in_colours_is_black_ink_alone():
    (picture,) = shown(pressed(page("pale.jpg")))
    assert Image.open(io.BytesIO(picture.read_raw_bytes())).mode == "L"
    assert {code for code, _ in advice(page("pale.jpg"))} == {"print-coarse"}


def test_the_dark_shades_of_a_picture_with_a_table_stay_apart():
    (picture,) = shown(pressed(page("dark.png")))
    table = bytes(picture.ColorSpace[3])
    inks_of_all = {table[start : start + 4] for start in range(0, len(table), 4)}
    assert {each[:3] for each in inks_of_all} == {bytes(3)}
    assert len(inks_of_all) > 20


def test_a_tint_of_the_house_stays_a_tint(profile):
    cyan, magenta, yellow, _ = inks(profile).colour((0xF6 / 255, 0xED / 255, 0xED / 255))
    assert magenta > cyan
    assert yellow > cyan


def test_a_picture_in_inks_with_a_torn_profile_is_told_of_and_printed():
    assert "print-profile" in [code for code, _ in advice(page("torn.jpg"))]


SHARED = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><linearGradient id="h"><stop stop-color="#fff"/>
<stop offset="1" stop-color="#a00"/></linearGradient><mask id="n"><rect width="90" height="90" fill="url(#h)"/></mask>
<rect width="90" height="90" fill="#06c" mask="url(#n)"/><rect y="99" width="90" height="90" fill="url(#h)"/></svg>"""


def test_what_is_both_seen_and_a_mask_is_printed_as_both():
    pytest.importorskip("svg2pdf_py")
    context = Context(resources={"shared.svg": SHARED.encode()}.get)
    pdf = writes(reads(PAGE + "![Both](shared.svg)", "md", context=context), "pdf", context=context)
    is_in_inks(pressed(pdf))
