"""The words of a PDF as its structure gives them to a reader are the words of the release, in order."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings

from releasekit import Context, Link, Note, Release, inline_text, normalise, plain_text, read, reads, writes
from releasekit.model.walk import walk
from releasekit.style.furniture import attachment_title, furniture
from releasekit.testing import releases

EXAMPLES = (
    "press-conference.md",
    "ministry-readout.txt",
    "ministry-statement-ru.txt",
    "company-announcement.md",
    "university-de.md",
)
DRAWN = 200 if os.environ.get("RELEASEKIT_LONG") == "1" else 40


def squeezed(text: str) -> str:
    """What must be the same: white space is one space, and what shows as nothing, such as a soft hyphen, is nothing."""
    return " ".join(
        re.sub("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]", "", text).split()
    )


def without_notes(release: Release) -> Release:
    """The same with nothing in its footnotes."""

    def emptied(plain):
        if isinstance(plain, list):
            return [emptied(each) for each in plain]
        if not isinstance(plain, dict):
            return plain
        note = plain.get("type") == "note"
        return {key: [] if note and key == "blocks" else emptied(value) for key, value in plain.items()}

    plain = json.loads(writes(release, "json", context=Context()))
    return reads(json.dumps(emptied(plain)), "json", context=Context())


def expected(release: Release) -> list[str]:
    """The words of a page in the order of reading: the lines of `plain_text` with what stands around the text, notes last."""
    lines, bare = furniture(release), without_notes(release)
    parts = {
        name: plain_text(Release(**{each: getattr(bare, each) for each in names}, lang=release.lang))
        for name, names in {
            "head": ("headline", "subtitle"), "text": ("instruction", "dateline", "body"), "contacts": ("contacts",), "end": ("end_mark",),
        }.items()
    }  # fmt: skip
    notes = [plain_text(without_notes(Release(body=node.blocks))) for _, node in walk(release) if isinstance(node, Note)]
    attached = [
        line
        for each in release.attachments
        for line in (attachment_title(each), each.href if attachment_title(each) != each.href else "")
    ]
    return [
        lines.issuer, *(" · ".join(issuer.address.split("\n")) for issuer in release.issuers), lines.banner, lines.kicker,
        parts["head"], lines.facts, parts["text"], lines.contacts_title if release.contacts else "", parts["contacts"], parts["end"],
        lines.attachments_title if release.attachments else "", *attached,
        (lines.rights or release.rights.href) if release.rights else "", *notes,
    ]  # fmt: skip


def said(page) -> str:
    """The words that the tree gives, footnotes last, without their numbers and without bullets."""
    notes: list[str] = []

    def words(part, into):
        if "/Alt" in part.entries:
            into.append(part.entries["/Alt"])
            return
        for kid in part.kids:
            if isinstance(kid, str):
                into.append(kid)
            elif kid is None or kid.role == "Reference" or (kid.role == "Lbl" and bullet(part, kid)):
                continue
            elif kid.role == "Note":
                place = len(notes)
                notes.append("")
                own: list[str] = []
                words(kid, own)
                notes[place] = "".join(own)
            else:
                words(kid, into)
                into.append("\n" * (kid.role not in {"Span", "Em", "Strong", "Quote", "Code", "Link", "Figure"}))

    def bullet(part, label):
        return part.role == "Note" or label.words in {"•", "–", "·"}

    body: list[str] = []
    words(page.tree, body)
    return squeezed("".join(body) + "\n" + "\n".join(notes))


def left_to_right(text: str) -> str:
    """Native JSON with an x for each letter that runs from right to left: those are drawn from left to right, and read in parts."""
    kept = ("x" if unicodedata.bidirectional(char) in {"R", "AL", "AN", "RLE", "RLO", "RLI"} else char for char in text)
    return re.sub('"(lang|dir)": "(ar|he|rtl)"', '"\\1": ""', "".join(kept))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_of_an_example_are_said_in_order(name, write, root):
    release = normalise(read(root / "examples" / name, context=Context()))
    assert said(write(release)) == squeezed("\n".join(expected(release)))


def test_the_words_of_any_release_are_said_in_order(write, printable, rewritten):
    @settings(max_examples=DRAWN, suppress_health_check=list(HealthCheck))
    @given(releases())
    def check(drawn):
        release = normalise(rewritten(printable(drawn), left_to_right))
        # A link without words shows its address, which `plain_text` does not say.
        assume(not any(isinstance(node, Link) and not squeezed(inline_text(node.content)) for _, node in walk(release)))
        assert said(write(release)) == squeezed("\n".join(expected(release)))

    check()


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler's pdfinfo is not here")
@pytest.mark.parametrize("name", EXAMPLES)
def test_poppler_finds_the_same_structure_and_words(name, write, root):
    page = write(normalise(read(root / "examples" / name, context=Context())))
    command = ["pdfinfo", "-struct-text", "-"]
    found = subprocess.run(command, input=page.data, capture_output=True, text=False, check=True).stdout.decode()
    words = "".join(re.findall(r'^ *"(.*)"$', found, re.MULTILINE))
    assert squeezed(words).replace(" ", "") == squeezed(page.tree.words).replace(" ", "")
    roles = re.findall(r"^ *([A-Z]\w*)(?: <.*>)?(?: \((?:block|inline)\))?:?$", found, re.MULTILINE)
    mapped = {"Em": "Span", "Strong": "Span"}
    assert roles == [mapped.get(part.role, part.role) for part in page.tree.walk()]
