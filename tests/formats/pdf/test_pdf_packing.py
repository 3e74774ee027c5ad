"""How the file is put together: object streams, the outline, fonts that are remembered, and the collector of rubbish."""

from __future__ import annotations

import gc
import io
import re

import pytest
from pypdf import PdfReader

from releasekit import Context, Heading, Paragraph, Release, Text, WriteError, writes
from releasekit.formats.pdf.outline import Entry, write_outline
from releasekit.formats.pdf.packing import TOGETHER, File

RELEASE = Release(
    headline=(Text("Ferry line opens"),),
    lang="en",
    body=(
        Heading((Text("Timetable"),), level=1),
        *(Paragraph((Text(f"Boat {number} leaves at noon."),)) for number in range(250)),
    ),
)


def page(release=RELEASE):
    return writes(release, "pdf", context=Context())


def test_small_objects_are_packed_together_and_each_is_found_where_the_file_says():
    data = page()
    streams = [int(count) for count in re.findall(rb"/Type /ObjStm /N (\d+)", data)]
    reader = PdfReader(io.BytesIO(data), strict=True)
    assert streams[0] == TOGETHER
    assert sum(streams) == len(reader.xref_objStm)
    size = reader.trailer["/Size"]
    assert len(re.findall(rb"\d+ 0 obj\n", data)) + sum(streams) == size - 1
    assert all(reader.get_object(number) is not None for number in range(1, size))


def test_what_has_to_be_found_without_unpacking_stands_as_it_is():
    data = page()
    assert data.startswith(b"%PDF-1.7\n%")
    assert data.endswith(b"%%EOF\n")
    assert b"<pdfaid:part>3</pdfaid:part>" in data


def test_the_outline_goes_down_and_comes_up_again():
    file = File("en")
    reference = write_outline(
        [Entry(title, level, 0, 700.0) for title, level in (("a", 1), ("b", 2), ("c", 3), ("d", 2), ("e", 1))], [b"9 0 R"], file
    )
    codes = {number: code.decode() for number, code in file._codes.items()}
    root = int(reference.split()[0])
    a, b, c, d, e = range(root + 1, root + 6)
    assert codes[root] == f"<</Type /Outlines /First {a} 0 R /Last {e} 0 R /Count 5>>"
    assert codes[a].endswith(f"/Next {e} 0 R /First {b} 0 R /Last {d} 0 R /Count 3>>")
    assert codes[b].endswith(f"/Next {d} 0 R /First {c} 0 R /Last {c} 0 R /Count 1>>")
    assert codes[c] == f"<</Title (c) /Dest [9 0 R /XYZ null 700.00 null] /Parent {b} 0 R>>"
    assert codes[d].endswith(f"/Prev {b} 0 R>>")
    assert codes[e] == f"<</Title (e) /Dest [9 0 R /XYZ null 700.00 null] /Parent {root} 0 R /Prev {a} 0 R>>"


def test_a_file_without_headings_has_no_outline():
    assert write_outline([], [], File("en")) is None


def test_what_was_written_before_changes_no_byte():
    first = page()
    page(
        Release(headline=(Text("Überfahrt fällt aus"),), lang="de", body=(Paragraph((Text("Straße, Größe, Maß 1234567890"),)),))
    )
    assert page() == first


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_of_rubbish_is_afterwards_as_it_was(collecting):
    was = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        page()
        with pytest.raises(WriteError):
            page(Release(body=(Paragraph((Text("\U0001342f"),)),)))
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()
