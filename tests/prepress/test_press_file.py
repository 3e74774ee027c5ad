"""A file for the press is PDF/X-4: what the standard asks for is there, and what it forbids is not (ISO 15930-7)."""

from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from tests.prepress.conftest import PAGE, is_in_inks, names, operators, page, pictures, pressed, simple_profile

from releasekit import Context, writes
from releasekit.formats.pdf.slug import slug
from releasekit.prepress.press import for_press
from releasekit.style.lengths import MM
from releasekit.testing import releases

pytestmark = pytest.mark.filterwarnings("error")
SPACES = {"pdfxid": "http://www.npes.org/pdfx/ns/id/", "pdf": "http://ns.adobe.com/pdf/1.3/", "xmp": "http://ns.adobe.com/xap/1.0/",
          "xmpMM": "http://ns.adobe.com/xap/1.0/mm/", "dc": "http://purl.org/dc/elements/1.1/"}  # fmt: skip


def said(pdf, name):
    root = etree.fromstring(pdf.Root.Metadata.read_raw_bytes())
    return "".join(root.find(f".//{name}", SPACES).itertext())


@pytest.fixture
def whole(profile):
    """A file with all sorts of pictures."""
    return pressed(page(*pictures()), profile, marks=True)


def test_it_says_that_it_is_pdf_x_4(whole):
    assert whole.pdf_version == "1.6"
    assert said(whole, "pdfxid:GTS_PDFXVersion") == "PDF/X-4"
    assert said(whole, "pdf:Trapped") == "False"
    assert str(whole.docinfo.Trapped) == "/False"
    assert said(whole, "dc:title") == str(whole.docinfo.Title) == "The ferry runs again"
    assert said(whole, "xmp:CreateDate") == said(whole, "xmp:MetadataDate") == "2027-03-14"
    assert said(whole, "xmpMM:DocumentID").startswith("uuid:")
    assert (said(whole, "xmpMM:VersionID"), said(whole, "xmpMM:RenditionClass")) == ("1", "default")


def test_it_names_the_press_that_it_is_meant_for(whole, profile):
    (intent,) = whole.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFX"
    assert intent.DestOutputProfile.read_bytes() == profile
    assert int(intent.DestOutputProfile.N) == 4
    assert str(intent.OutputConditionIdentifier)
    assert str(intent.Info)


def test_a_press_that_is_registered_is_named_as_in_the_registry():
    (intent,) = pressed(page(), simple_profile(called=b"PSO Uncoated v3 (FOGRA52)")).Root.OutputIntents
    assert str(intent.OutputConditionIdentifier) == "FOGRA52"
    assert str(intent.RegistryName) == "http://www.color.org"
    (other,) = pressed(page()).Root.OutputIntents
    assert str(other.OutputConditionIdentifier) == "Custom"
    assert "/RegistryName" not in other


@pytest.mark.parametrize(("bleed", "marks"), [(0.0, False), (3 * MM, False), (5 * MM, True)])
def test_the_trim_lies_inside_the_bleed_and_the_bleed_inside_the_sheet(bleed, marks):
    for leaf in pressed(page(), bleed=bleed, marks=marks).pages:
        media, coloured, trim = ([float(edge) for edge in box] for box in (leaf.MediaBox, leaf.BleedBox, leaf.TrimBox))
        assert media[:2] == [0, 0]
        for side in (0, 1):
            assert trim[side] - coloured[side] == pytest.approx(bleed, abs=0.01)
            assert coloured[side + 2] - trim[side + 2] == pytest.approx(bleed, abs=0.01)
            assert coloured[side] - media[side] == pytest.approx(9 * MM if marks else 0, abs=0.01)
            assert media[side + 2] >= coloured[side + 2]
        assert trim[2] - trim[0] == pytest.approx(210 * MM, abs=0.1)
        assert trim[3] - trim[1] == pytest.approx(297 * MM, abs=0.1)


def test_no_colour_of_a_screen_is_left(whole):
    is_in_inks(whole)


def test_all_fonts_travel_along(whole):
    fonts = [each for each in whole.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & {*each.keys()} for each in fonts)


def test_nothing_of_a_screen_is_left(whole):
    gone = {"/Annots", "/Annot", "/A", "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/AF",
            "/Filespec", "/StructTreeRoot", "/StructParents", "/MarkInfo", "/Outlines", "/Names", "/Encrypt", "/TR", "/LZWDecode"}  # fmt: skip
    assert not names(whole) & gone
    assert not whole.is_encrypted
    assert {*whole.Root.keys()} <= {"/Type", "/Pages", "/Lang", "/PageLabels", "/OutputIntents", "/Metadata"}


def test_what_is_half_seen_is_mixed_as_inks(whole):
    groups = [each for each in whole.objects if isinstance(each, pikepdf.Stream) and "/Group" in each]
    assert {str(each.Group.CS) for each in groups} == {"/DeviceCMYK", "/DeviceGray"}
    assert {str(leaf.Group.CS) for leaf in whole.pages if "/XObject" in leaf.Resources} == {"/DeviceCMYK"}


def test_the_marks_stand_outside_of_the_bleed_and_on_every_plate():
    pdf = pressed(page(), marks=True)
    (leaf,) = pdf.pages
    assert str(leaf.Resources.ColorSpace.All[1]) == "/All"
    coloured = [float(edge) for edge in leaf.BleedBox]
    drawn = pikepdf.parse_content_stream(leaf)
    start = next(at for at, each in enumerate(drawn) if str(each.operator) == "CS")
    places = [
        [float(number) for number in each.operands[-2:]] for each in drawn[start:] if str(each.operator) in {"m", "l", "c"}
    ]
    assert len(places) > 16
    assert not [
        (x, y) for x, y in places if coloured[0] < x < coloured[2] and coloured[1] < y < coloured[3]
    ]  # fmt: skip


def beside(pdf) -> dict[str, list]:
    """The words beside the marks of the first page by their names: the colour that is set before, and where they begin."""
    found, colour, place = {}, "", (0.0, 0.0)
    for each in pikepdf.parse_content_stream(pdf.pages[0]):
        match str(each.operator):
            case "k" | "scn":
                colour = " ".join(str(number) for number in each.operands)
            case "cm":
                place = tuple(float(number) for number in each.operands[4:])
            case "Do":
                found[str(each.operands[0])] = [colour, place]
    return found


def test_words_beside_the_marks_name_the_job_the_page_the_day_and_the_press():
    data = for_press(page(*pictures()), simple_profile(), marks=True, context=Context(name="out/ferry.print.pdf"))
    for number, said in ((1, "ferry.print.pdf · 1/2 · 2027-03-14 · The ferry runs again"), (2, "ferry.print.pdf · 2/2 · ")):
        text = pypdfium2.PdfDocument(data)[number - 1].get_textpage().get_text_range().replace("\xa0", " ")
        assert said in text
        assert "A press for tests" in text


def test_words_beside_the_marks_stand_outside_of_the_bleed():
    pdf = pressed(page(), marks=True)
    _, bottom, _, top = (float(edge) for edge in pdf.pages[0].BleedBox)
    words = beside(pdf)
    assert {*words} == {"/Job", "/Press", "/Cyan", "/Magenta", "/Yellow", "/Black"}
    for name, (_, (_, y)) in words.items():
        box = [float(edge) for edge in pdf.pages[0].Resources.XObject[name].BBox]
        assert y >= top or y + box[3] <= bottom
    assert "/XObject" not in pressed(page()).pages[0].Resources


def test_the_job_stands_on_every_plate_and_the_name_of_a_plate_on_it_alone():
    words = beside(pressed(page(), marks=True))
    assert [words[f"/{name}"][0] for name in ("Job", "Press", "Cyan", "Magenta", "Yellow", "Black")] == [
        "1", "1", "1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1",
    ]  # fmt: skip


def test_a_file_of_no_day_names_none_and_a_long_name_ends_before_the_middle():
    lines = slug(["x" * 400, "short"], 200.0)
    first, second = (each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(lines))
    assert second == "short"
    assert first.endswith("…")
    data = for_press(
        page(text="---\ntitle: The ferry\n---\n\nWords."), simple_profile(), marks=True, context=Context(name="a.pdf")
    )
    assert "a.pdf · 1/1 · The ferry" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().replace("\xa0", " ")


def test_marks_at_the_folds_stand_outside_as_well():
    plain, folded = (pressed(page(), marks=True, folds=folds).pages[0] for folds in ((), (100.0,)))
    lines = [
        [[float(each) for each in one.operands] for one in pikepdf.parse_content_stream(leaf) if str(one.operator) == "m"]
        for leaf in (plain, folded)
    ]
    more = [place for place in lines[1] if place not in lines[0]]
    assert [place[0] for place in more] == pytest.approx([100 + 12 * MM] * 2, abs=0.01)


def test_words_are_found_and_copied_as_on_the_ordinary_page(tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not here")
    profile = simple_profile()
    found = []
    for data in (page(), for_press(page(), profile), for_press(page(), profile, marks=True)):
        (tmp_path / "a.pdf").write_bytes(data)
        done = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
        found.append(done.stdout.split())
    marked = " ".join(found.pop())
    for words in ("A press for tests", "Cyan", "Magenta", "Yellow", "Black"):
        assert words in marked
    assert " ".join(found[0]) in marked
    assert "ferry" in found[0]
    assert found[0] == found[1]


def test_the_same_page_gives_the_same_bytes():
    assert for_press(page("rgb.png"), simple_profile()) == for_press(page("rgb.png"), simple_profile())
    assert for_press(page(), simple_profile()) != for_press(page(), simple_profile(), marks=True)


def test_a_release_without_a_date_gets_a_fixed_one():
    pdf = pressed(page(text=PAGE.replace("released: 2027-03-14\n", "")))
    assert said(pdf, "xmp:CreateDate") == "1970-01-01T00:00:00Z"


def test_qpdf_and_ghostscript_find_no_fault(tmp_path, profile):
    if not (shutil.which("qpdf") and shutil.which("gs")):
        pytest.skip("qpdf and Ghostscript are not here")
    path = tmp_path / "page.print.pdf"
    path.write_bytes(for_press(page(*pictures()), profile, marks=True))
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for device in ("tiffsep", "png16m"):
        command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", f"-sDEVICE={device}", "-r30"]
        done = subprocess.run([*command, f"-o{tmp_path}/{device}-%d", path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(releases())
def test_every_release_that_can_be_a_page_can_be_printed(release):
    data = writes(release, "pdf", context=Context(fallback="box"))
    made = for_press(data, simple_profile())
    assert made == for_press(data, simple_profile())
    with pikepdf.open(io.BytesIO(made)) as pdf:  # many in one test
        is_in_inks(pdf)
        assert not pdf.check_pdf_syntax()
        assert {len(operands) for operator, operands in operators(pdf) if operator in {"k", "K"}} <= {4}
