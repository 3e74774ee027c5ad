"""The laws of a Word document over a template: the release comes back, the same bytes come each time, nothing is lost."""

from __future__ import annotations

import io
import os
import zipfile

import docx
from attrs import fields
from hypothesis import HealthCheck, given, settings
from lxml import etree

from releasekit import Context, Release, reads, writes
from releasekit.testing import releases

LONG = os.environ.get("RELEASEKIT_LONG") == "1"
SETTINGS = settings(max_examples=500 if LONG else 6, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(drawn=releases())
def test_a_release_comes_back_from_a_document_over_a_template(templates, stationery, drawn):
    context = Context(template=templates(stationery))
    data = writes(drawn, "docx", context=context)
    assert not context.losses
    back = Context()
    assert reads(data, context=back) == drawn
    assert "edited-in-word" not in {note.code for note in back.notes}
    assert writes(drawn, "docx", context=Context(template=templates(stationery))) == data


@SETTINGS
@given(drawn=releases())
def test_every_relation_leads_somewhere_and_every_id_is_related(templates, stationery, drawn):
    data = writes(drawn, "docx", context=Context(template=templates(stationery)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        assert len(names) == len({name.lower() for name in names})
        for name in names:
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            rels = name.replace("word/", "word/_rels/") + ".rels"
            related = {}
            if rels in names:
                related = {each.get("Id"): each for each in etree.fromstring(file.read(rels))}
                assert len(related) == len(etree.fromstring(file.read(rels)))
            for each in related.values():
                assert each.get("TargetMode") == "External" or f"word/{each.get('Target')}".replace("word/../", "") in names
            root = etree.fromstring(file.read(name))
            used = {
                value
                for element in root.iter()
                for key, value in element.attrib.items()
                if "officeDocument/2006/relationships}" in key
            }
            assert used <= related.keys()


@SETTINGS
@given(drawn=releases())
def test_a_word_that_an_editor_adds_changes_no_other_field(templates, stationery, drawn):
    document = docx.Document(io.BytesIO(writes(drawn, "docx", context=Context(template=templates(stationery)))))
    document.add_paragraph("Qzadded")
    out = io.BytesIO()
    document.save(out)
    back = reads(out.getvalue(), context=Context())
    assert "Qzadded" in repr(back.body)
    assert {field.name for field in fields(Release) if getattr(back, field.name) != getattr(drawn, field.name)} == {"body"}
