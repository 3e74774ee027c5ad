from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from releasekit import Context, FormatError, Release, Text, reads, registry, writes
from releasekit.errors import ReadError
from releasekit.formats.pandoc import DIALECTS, FORMATS
from releasekit.formats.pandoc.program import pandoc

OWN = {"md", "markdown", "tei", "docx", "pdf", "json", "native", "text", "txt", "plain"}


def lists(way):
    return set(pandoc([f"--list-{way}-formats"], b"", error=ReadError).data.decode().split())


def test_every_name_is_one_that_pandoc_reads_or_writes():
    assert {dialect.name for dialect in DIALECTS if "r" in dialect.ways} <= lists("input")
    assert {dialect.name for dialect in DIALECTS if "w" in dialect.ways} <= lists("output")


def test_the_formats_that_people_ask_for_are_there():
    written = {format.name for format in FORMATS if format.write}
    assert {"odt", "epub", "rtf", "latex", "docbook", "jats", "rst", "org", "mediawiki", "typst"} <= written
    assert {"odt", "epub", "rtf", "latex", "docbook", "jats", "rst", "org"} <= {f.name for f in FORMATS if f.read}


def test_no_name_and_no_suffix_is_claimed_twice():
    names = [name for format in registry.BUILTINS for name in (format.name, *format.aliases)]
    suffixes = [suffix for format in registry.BUILTINS for suffix in format.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(suffixes)) == len(suffixes)
    assert not OWN & {name for format in FORMATS for name in (format.name, *format.aliases)}


def test_a_suffix_leads_to_its_format():
    for path, name in (("a.html", "html"), ("A.HTM", "html"), ("a.odt", "odt"), ("a.tex", "latex"), ("a.jats.xml", "jats")):
        assert registry.by_suffix(path).name == name
    assert registry.by_suffix("a.xml").name == "tei"


def test_nothing_of_the_bridge_but_its_table_is_imported_for_another_format():
    code = (
        "import sys, releasekit.registry;"
        "print([m for m in sys.modules if m.startswith('releasekit.formats.pandoc.') or m in ('pypandoc', 'lxml', 'subprocess')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "['releasekit.formats.pandoc.content', 'releasekit.formats.pandoc.drops']"


def test_documents_are_known_by_their_content():
    release = Release(headline=(Text("The ferry is back"),))
    for name in ("html", "odt", "epub", "rtf"):
        assert registry.detect(writes(release, name, context=Context())).name == name


def test_a_zip_file_that_does_not_say_what_it_is_is_none_of_ours():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text-template")
    for format in FORMATS:
        if format.excuse:
            assert format.excuse(out.getvalue())
            assert format.excuse(b"PK\x03\x04")
            assert format.excuse(b"")


def test_what_is_only_read_is_not_written_and_the_other_way():
    with pytest.raises(FormatError, match="not written"):
        writes(Release(), "creole", context=Context())
    with pytest.raises(FormatError, match="not read"):
        reads(b"x", "icml", context=Context())
