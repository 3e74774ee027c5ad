"""What cannot be printed is refused with one sentence: profiles of something else, lengths, PDF files of others, damaged files."""

from __future__ import annotations

import builtins
import io
import random

import pikepdf
import pytest
from tests.prepress.conftest import page, pictures, simple_profile

from releasekit import Context
from releasekit.errors import WriteError
from releasekit.prepress.press import for_press
from releasekit.style.lengths import MM


def refusal(pdf, profile=None, **settings) -> str:
    with pytest.raises(WriteError) as caught:
        for_press(pdf, profile or simple_profile(), context=Context(name="x.pdf"), **settings)
    assert str(caught.value).startswith("x.pdf: ")
    assert "\n" not in str(caught.value)
    return caught.value.message


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        (b"no profile", "this is no ICC profile: name a CMYK profile"),
        (bytes(17 << 20), "the profile is larger than 16 MB"),
        (simple_profile(space=b"RGB "), "the profile is for RGB and not for four inks"),
        (simple_profile(kind=b"mntr"), "the profile is of the class mntr and not one of a press"),
        (simple_profile()[:132] + bytes(5000), "the profile cannot turn colours into inks"),
        (simple_profile()[:8] + b"\5" + simple_profile()[9:], "the profile is of ICC version 5"),
    ],
    ids=["junk", "large", "rgb", "screen", "empty", "version"],
)
def test_a_profile_that_is_none_of_a_press_is_refused(profile, said):
    assert refusal(page(), profile).startswith(said)


@pytest.mark.parametrize("bleed", [-1, 26 * MM, float("nan")])
def test_a_bleed_that_no_paper_has_is_refused(bleed):
    assert refusal(page(), bleed=bleed) == "the bleed is between 0 and 25 mm"


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    known = builtins.__import__

    def missing(name, *more):
        if name == "pikepdf":
            raise ImportError(name)
        return known(name, *more)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert refusal(page()) == "a file for the press needs a library: pip install 'releasekit[print]'"


def changed(change, *names) -> bytes:
    """A page of ours with something that we never write."""
    with pikepdf.open(io.BytesIO(page(*names))) as pdf:
        change(pdf, pdf.pages[0])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _font(_pdf, leaf):
    for font in leaf.Resources.Font.values():
        described = font.DescendantFonts[0].FontDescriptor
        for key in {"/FontFile2", "/FontFile3"} & {*described.keys()}:
            del described[key]


def _draws(code):
    return lambda pdf, leaf: leaf.__setattr__("Contents", pdf.make_stream(code))


def _picture(_pdf, leaf):
    leaf.Resources.XObject[next(iter(leaf.Resources.XObject.keys()))].Filter = pikepdf.Name.JPXDecode


@pytest.mark.parametrize(
    ("change", "names", "said"),
    [
        (_font, (), "is not embedded, so it cannot be printed"),
        (_draws(b"/Other cs"), (), "a colour in the space Other cannot be turned into inks"),
        (_draws(b"1 2 rg"), (), "a colour has more or fewer numbers than its space"),
        (_draws(b"(a) (b) (c) rg"), (), "a colour is no number"),
        (_draws(b"/Pattern cs /P1 scn"), (), "a pattern on the page itself cannot be turned into inks"),
        (_draws(b"/OC /Layer BDC EMC"), (), "a part of a page that may be hidden cannot be printed as such"),
        (_draws(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"), (), "a picture stands among the operators of a page"),
        (_draws(b"/Gone Do"), (), "a page shows /Gone, which is not there"),
        (_picture, ("rgb.png",), "a picture that is packed by JPXDecode in rgb cannot be turned into inks"),
        (lambda _, leaf: leaf.__setattr__("Rotate", 90), (), "a page that is turned or scaled as a whole"),
    ],
    ids=["font", "space", "numbers", "strings", "pattern", "layer", "inline", "gone", "picture", "turned"],
)
def test_what_we_never_write_is_refused(change, names, said):
    assert said in refusal(changed(change, *names))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and nothing more", b"words"])
def test_what_is_no_pdf_is_refused(data):
    assert refusal(data) == "the PDF is broken, or none that releasekit wrote: write it anew"


def test_a_damaged_file_is_printed_or_refused():
    whole = page(*pictures())
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        out = io.BytesIO()
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    plain = out.getvalue()
    chance = random.Random(8)
    for _ in range(25):
        data = bytearray(plain)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            for_press(bytes(data), simple_profile())
        except WriteError:
            continue
