"""The law of silence: whatever somebody puts anywhere into a TEI document comes into the release, or into a note.

Every element of every file in `others` gets an attribute, words and markup that it had not, has each of its attributes changed,
and elements are copied from anywhere to anywhere.
"""

from __future__ import annotations

import os
import random
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from releasekit import Context, PackContext, ReadError, reads, writes
from releasekit.binding import read_pack, write_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES = sorted(Path(__file__).with_name("others").glob("*.xml"))
SPLICES = 6000 if os.environ.get("RELEASEKIT_LONG") == "1" else 300
TEI = "{http://www.tei-c.org/ns/1.0}"
MARK = "zzqz"
WITH_VALUES_OF_TEI = frozenset({"type", "subtype", "lang", "role", "unit", "space", "rend", "status", "ident"})
"""Attributes that say what an element is: a copy that says something else would be another thing."""
WITHOUT_MEANING = frozenset({"TEIform", "space"})
"""What TEI P4 says of an element twice, and how white space is kept: no part of what a document says."""

CALLED_IN_P5 = {
    ("date", "value"): "when of date",
    ("xref", "url"): "target of ref",
    ("xptr", "url"): "target of ptr",
}
"""Attributes of TEI P4, and what a note calls them."""


class Heard:
    """What is made of a document: the release, and the messages of the notes."""

    def __init__(self, document: str, messages: list[str]) -> None:
        self.document = document
        self.messages = messages
        self.all = "\n".join([document, *messages])

    def tells(self, before: Heard, words: str, *names: str) -> bool:
        """Whether the words come out, or a note names what they stood in, or a note that is cut short has changed."""
        new = [message for message in self.messages if message not in before.messages]
        return (
            words in self.all
            or any(name in message for name in names for message in self.messages)
            or any("characters more" in message for message in new)
        )

    def tells_of_markup(self, before: Heard, name: str) -> bool:
        """Whether a new note says that markup is left out, or names the element."""
        new = [message for message in self.messages if message not in before.messages]
        return any("markup" in message or name in message for message in new)


def release_in(root: Any) -> Heard:
    context = Context(name="x.xml")
    release = reads(etree.tostring(root), "tei", context=context)
    return Heard(writes(release, "json", context=Context()).decode(), [note.message for note in context.notes])


def pack_in(root: Any) -> Heard:
    context = PackContext(name="x.xml")
    try:
        pack = read_pack(etree.tostring(root), "tei", context=context)
    except ReadError:  # such as pages of a file that are no numbers: nothing is read, so nothing is lost
        return Heard(f"{MARK} inner", [])
    data = write_pack(pack, "json", context=PackContext())
    return Heard(data.decode(), [note.message for note in context.notes])


def local(name: str) -> str:
    return name.rpartition("}")[2]


def where(element: Any) -> str:
    return "/".join(local(each.tag) for each in [*reversed(list(element.iterancestors())), element])


def parsed(path: Path) -> Any:
    return etree.parse(path, etree.XMLParser(remove_comments=True, remove_pis=True)).getroot()


def silent(root: Any, read: Callable[[Any], Heard]) -> Iterator[str]:
    """What can be put into a document without a trace."""
    before = read(root)
    for element in list(root.iter()):
        place = where(element)
        element.set("strange", MARK)
        if not read(root).tells(before, MARK, "strange"):
            yield f"{place}: an attribute"
        del element.attrib["strange"]
        for name in element.keys():  # noqa: SIM118  (lxml's elements are no mappings: they iterate over children)
            stated = element.get(name)
            element.set(name, MARK)
            if local(name) not in WITHOUT_MEANING and not read(root).tells(before, MARK, f"{local(name)} of"):
                yield f"{place}/@{local(name)}: another value"
            element.set(name, stated)
        text = element.text
        element.text = f"{text or ''} {MARK} "
        if not read(root).tells(before, MARK):
            yield f"{place}: words"
        element.text = text
        for name, attribute in (("hi", "rend"), ("ref", "target"), ("mystery", "kind"), ("graphic", "url")):
            inner = etree.SubElement(element, TEI + name, {attribute: MARK})
            inner.text = None if name == "graphic" else "inner"
            after = read(root)
            if not after.tells(before, MARK) and not after.tells_of_markup(before, name):
                yield f"{place}: {name} in it"
            if inner.text and not after.tells(before, inner.text):
                yield f"{place}: words of {name} in it"
            element.remove(inner)


def marked(element: Any) -> tuple[Any, dict[str, tuple[str, ...]]]:
    """A copy in which all words and values are strange, with each of these and the notes that may stand for it."""
    copy = deepcopy(element)
    copy.tail = None
    strange: dict[str, tuple[str, ...]] = {}
    for at, each in enumerate(copy.iter()):
        if each.text and each.text.strip():
            each.text = f"text{at}qz"
            strange[each.text] = ()
        if each.tail and each.tail.strip():
            each.tail = f"tail{at}qz"
            strange[each.tail] = ()
        for name in each.keys():  # noqa: SIM118  (as above)
            if local(name) not in WITH_VALUES_OF_TEI | WITHOUT_MEANING:
                each.set(name, f"value{at}qz")
                of = (local(each.tag), local(name))
                told = CALLED_IN_P5.get(of, f"{of[1]} of {of[0]}")
                strange[f"value{at}qz"] = (*strange.get(f"value{at}qz", ()), told)
    return copy, strange


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_goes_into_a_document_without_a_trace(path):
    assert list(silent(parsed(path), release_in)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_element_is_lost_wherever_it_stands(path):
    root = parsed(path)
    before = release_in(root)
    elements = list(root.iter())
    chance = random.Random(path.stem)
    lost = []
    for _ in range(SPLICES):
        copied, into = chance.choice(elements), chance.choice(elements)
        copy, strange = marked(copied)
        into.insert(chance.randint(0, len(into)), copy)
        try:
            after = release_in(root)
            lost += [f"{where(copy)}: {said}" for said, notes in strange.items() if not after.tells(before, said, *notes)]
        except ReadError as error:
            assert "texts" in str(error)  # a second text makes a corpus of one text a corpus of two
        into.remove(copy)
    assert lost == []


def corpus() -> Any:
    """Two releases with a cover that says all that a cover of others may, and one text in a corpus of its own."""
    text = (
        "<TEI><teiHeader><fileDesc><titleStmt><title>{0}</title></titleStmt><publicationStmt><publisher/></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p>Words of {0}.</p></body></text></TEI>"
    )
    inner = f"<teiCorpus><teiHeader><fileDesc><titleStmt><title>Part</title></titleStmt>{{}}</fileDesc></teiHeader>{text.format('C')}</teiCorpus>"
    cover = (
        "<teiHeader><fileDesc><titleStmt><title>Week</title><title type='sub'>Twelve</title><title type='short'>W</title>"
        "<editor>Ada Quill</editor><respStmt><resp>preparation</resp><name>Press office</name></respStmt>"
        "<respStmt><resp>checking</resp><name>Bo Ink</name></respStmt></titleStmt><extent>two texts</extent><publicationStmt>"
        "<publisher>Agency</publisher><date when='2027-03-14'>14 March</date><availability status='restricted'><p>For the "
        "minister</p><licence target='https://licences.example/by'>By</licence></availability></publicationStmt>"
        "<notesStmt><note type='purpose'>Briefing</note><note type='distribution'>One</note><note type='leftOut' "
        "subtype='duplicate'><bibl><idno type='file'>a.md</idno><title>A</title><date when-iso='2027-03-15'>2027-03-15</date>"
        "<note type='number'>7</note></bibl></note><note>Other</note></notesStmt><sourceDesc><listBibl>{}</listBibl>"
        "</sourceDesc></fileDesc><encodingDesc><p>Encoded.</p></encodingDesc><profileDesc><langUsage><language ident='en'>"
        "English</language></langUsage></profileDesc><revisionDesc status='draft'><change>Begun</change></revisionDesc></teiHeader>"
    )
    bound = (
        "<bibl n='r1.'><idno type='file'>a.md</idno><title>A</title><note type='marking'>Red</note><note type='enclosure'>"
        "<ref target='a.pdf'>Plan</ref><idno type='pages'>1</idno></note></bibl>"
    )
    part = "<publicationStmt><publisher/></publicationStmt><notesStmt><note type='notes'>Read</note></notesStmt>"
    tail = f"<sourceDesc><listBibl>{bound.replace('r1.', 'r2.')}</listBibl></sourceDesc>"
    return etree.fromstring(
        f"<teiCorpus xmlns='{TEI[1:-1]}'>{cover.format(bound)}{text.format('A')}{inner.format(part + tail)}</teiCorpus>"
    )


def test_nothing_goes_into_a_corpus_without_a_trace():
    found = list(silent(corpus(), pack_in))
    letters = [each for each in found if each.endswith("/listBibl/bibl/@n: another value")]
    assert [each for each in found if each not in letters] == []  # letters that no id begins with say nothing
