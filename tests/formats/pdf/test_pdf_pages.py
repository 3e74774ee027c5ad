"""Pages as they look: examples and goldens drawn small and grey, held against pictures of them that a person has looked at."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from releasekit import Context, read, writes
from releasekit.files import Folders
from releasekit.style.house import shipped

KEPT = Path(__file__).with_name("pages")
EXAMPLES = Path(__file__).parents[3] / "examples"
SOURCES = (
    ("company-announcement.md", "ministry"), ("company-announcement.md", "newsroom"), ("press-conference.md", "ministry"),
    ("press-conference.md", "newsroom"), ("university-de.md", "ministry"), ("university-de.md", "newsroom"),
    ("ministry-statement-ru.txt", "ministry"), ("ministry-statement-ru.txt", "newsroom"), ("health-agency-ar.md", "ministry"),
)  # fmt: skip
DOTS = 30
"""How many pixels go on an inch: lines of text are grey bars, and what matters is where they stand."""

PIXEL = 60
"""By how much a pixel may be lighter or darker, of 255."""

SHARE = 0.004
"""The share of the pixels of a page that may differ by more: other versions of poppler smooth edges in other ways."""


def drawn(data: bytes, folder: Path) -> list[Image.Image]:
    """The pages of a PDF, in grey."""
    (folder / "page.pdf").write_bytes(data)
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-png", str(folder / "page.pdf"), str(folder / "page")]
    subprocess.run(command, check=True)
    return [Image.open(file).convert("L") for file in sorted(folder.glob("page*.png"))]


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ, after the finest detail is taken out of both."""
    blurred = [image.filter(ImageFilter.BoxBlur(1)) for image in (one, other)]
    return sum(ImageChops.difference(*blurred).histogram()[PIXEL:]) / (one.width * one.height)


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler's pdftoppm is not here")
@pytest.mark.parametrize(("name", "house"), SOURCES)
def test_the_pages_look_as_they_did_when_a_person_looked_at_them(name, house, tmp_path, request):
    release = read(EXAMPLES / name)
    pages = drawn(writes(release, "pdf", context=Context(resources=Folders(EXAMPLES), house=shipped(house))), tmp_path)
    stem = f"{Path(name).stem}-{house}"
    kept = [KEPT / f"{stem}-{number}.png" for number in range(1, len(pages) + 1)]
    if request.config.getoption("--accept"):
        KEPT.mkdir(parents=True, exist_ok=True)
        for file in KEPT.glob(f"{stem}-*.png"):
            file.unlink()
        for page, file in zip(pages, kept, strict=True):
            page.quantize(16).save(file, optimize=True)
    assert len(list(KEPT.glob(f"{stem}-*.png"))) == len(pages)
    for page, file in zip(pages, kept, strict=True):
        golden = Image.open(file).convert("L")
        assert golden.size == page.size
        share = differing(golden, page)
        assert share <= SHARE, f"{share:.1%} of {file.name} looks different: look at it, then `make accept`"


def test_a_line_that_stands_elsewhere_is_noticed():
    page = Image.open(KEPT / "press-conference-ministry-1.png").convert("L")
    moved = page.copy()
    moved.paste(page.crop((0, 150, page.width, 300)), (0, 153))
    assert differing(page, moved) > SHARE
