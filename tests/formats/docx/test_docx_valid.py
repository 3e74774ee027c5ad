"""The judge of Word documents: a valid one passes, and what Word would call damaged does not."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from releasekit import Contact, Context, Note, Paragraph, Release, Text, writes

RELEASE = Release(
    headline=(Text("A pier opens"),),
    contacts=(Contact("Ada Berg", email="ada@port.example"),),
    body=(Paragraph((Text("In spring"), Note((Paragraph((Text("In May."),)),)))),),
)
WOUNDS = {
    "properties in another order": ("document", '<w:pStyle w:val="Title"/>', '<w:jc w:val="left"/><w:pStyle w:val="Title"/>'),
    "an element that is not": ("document", "<w:body>", "<w:body><w:nonsense/>"),
    "a value that is not": ("styles", '<w:jc w:val="center"/>', '<w:jc w:val="middle"/>'),
    "a relationship that is not": ("document", 'r:id="rId1"', 'r:id="rId99"'),
    "a footnote that is not": ("document", '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="9"/>'),
    "a style in another order": ("styles", "<w:pPr><w:keepNext/><w:keepLines/>", "<w:pPr><w:keepLines/><w:keepNext/>"),
}


def changed(data: bytes, part: str, before: str, after: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as new:
        for entry in file.infolist():
            content = file.read(entry)
            if entry.filename == f"word/{part}.xml":
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode(), 1)
            new.writestr(entry, content)
    return out.getvalue()


def judged(judge, *documents: bytes):
    for data in documents:
        judge.keep(data)
    judge.spill()
    judge.judge()
    return judge


def test_a_valid_document_passes(new_word_judge):
    found = judged(new_word_judge, writes(RELEASE, "docx", context=Context()))
    assert not found.failed
    assert re.fullmatch("1 different Word documents were judged .*", *found.report)


@pytest.mark.parametrize("wound", WOUNDS)
def test_what_word_would_call_damaged_is_found_also_beside_a_valid_one(new_word_judge, wound):
    whole = writes(RELEASE, "docx", context=Context())
    found = judged(new_word_judge, whole, changed(whole, *WOUNDS[wound]))
    assert found.failed
    assert ".docx" in found.report[1]
