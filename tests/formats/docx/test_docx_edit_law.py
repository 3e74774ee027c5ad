"""The edit law: whatever somebody does to a document of ours, the page's text is the release's, and all else is as it was.

Edits are made on the XML, and what must come of them is told from the page as it then is, by lxml alone:

1. Every block that no edit touched is in the body as it was, in the page's order; so are blocks that the page never shows.
   One that nothing on the page parts from a changed neighbour may be one with it: two quotations without an attribution
   between them look as one of two paragraphs, and so do two speeches of which the second has no speaker, and two divisions
   of a kind. Nobody can tell whether a changed paragraph beside one of them belongs to it; what it holds is there as it was.
   A caption below a changed picture may be its own, or that of the table or the picture which follows: its words are there.
2. Every field whose line no edit touched is as it was, and so is every field that has no line; lists are in the page's order.
3. The words of the body, in their order, with footnotes where their marks stand, are those of the page.
4. No word of the page is missing in the release.
5. Where words only came in, all that stands unseen on others is there: whom mentions mean, who speaks, the moments of dates.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from copy import deepcopy
from itertools import islice, pairwise
from operator import eq

from attrs import fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from releasekit import (
    CodeBlock,
    Context,
    Date,
    Figure,
    Item,
    Mention,
    Moment,
    OrderedList,
    Quotation,
    Release,
    Span,
    Speech,
    Table,
    Text,
    inline_text,
    normalise,
    plain_text,
    reads,
    walk,
    writes,
)
from releasekit.formats.docx import seen
from releasekit.formats.docx.parts import Document
from releasekit.formats.docx.unpack import Unpacked
from releasekit.testing import releases

LONG = os.environ.get("RELEASEKIT_LONG") == "1"
EXAMPLES = 4_000 if LONG else 200
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FURNITURE = {
    "EmbargoBanner", "ReleaseKicker", "Title", "Subtitle", "ReleaseFacts", "ReleaseInstruction", "Dateline", "ContactsHeading",
    "Contact", "AttachmentsHeading", "Attachment", "EndMark", "Rights",
}  # fmt: skip
DERIVED = {"ContactsHeading", "AttachmentsHeading", "ReleaseKicker", "ReleaseFacts", "EmbargoBanner"}
"""Lines that are made of fields, in words that no field has: the name of a month, of a kind."""
KEPT_LINES = {"Role_release-kicker", "Role_release-facts", "Role_contacts-heading", "Role_attachments-heading"}
"""Such lines after an edit that no field could take: they stand in the text."""
LINES = {
    "headline": "/headline", "subtitle": "/subtitle", "instruction": "/instruction", "dateline": "/dateline",
    "embargo": "/embargo", "rights": "/rights", "end_mark": "/end_mark", "kind": "/kind", "section": "/kind",
    "numbers": "/released", "released": "/released", "contacts": "/contacts", "attachments": "/attachments",
}  # fmt: skip
"""The fields that lines show, and the line."""
PARTS = {"Quote": "quote", "Attribution": "quote", "Speaker": "speech", "Speech": "speech"}
"""What paragraphs are part of together with their neighbours."""
TOGETHER = {("Figure", "Caption"), ("Figure", "Credit"), ("Caption", "Credit"), ("Caption", "")}
"""What stands above what, if both are of a figure or a table; a table itself has no style."""
LISTS = ("contacts", "attachments")
"""The fields whose lines come in the order of the page."""


def made(xml: str):
    return etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}">{xml}</w:x>')[0]


def run(words: str):
    return made(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>')


class Page:
    """A document while it is edited, and which parts of the release were touched."""

    def __init__(self, release: Release) -> None:
        self.release = release
        data = writes(release, "docx", context=Context())
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root[0]
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"]) if "word/footnotes.xml" in self.parts else None
        document = Document(Unpacked(data, Context()), Context())
        lines = seen.lines(document.body, document.around)
        shown = iter(etree.fromstring(self.parts["customXml/item1.xml"]).iterfind("{*}shown"))
        self.places = {element: next(shown).get("at") for element, line in zip(self.body, lines, strict=True) if line}
        self.looks = dict(zip(self.body, lines, strict=True))
        self.touched: set[str] = set()
        self.added = 0

    def top(self, element):
        while element is not None and element.getparent() is not self.body:
            element = element.getparent()
        return element

    def touch(self, *elements) -> None:
        self.touched |= {self.places[top] for element in elements if (top := self.top(element)) in self.places}

    def word(self) -> str:
        self.added += 1
        return f" Qz{self.added}"

    def save(self) -> bytes:
        for found in self.body.iterfind(f"{W}p/{W}pPr/{W}rPr/{W}del"):  # its words go on in whatever stands below it now
            self.touch(*islice((each for each in self.top(found).itersiblings() if each in self.places), 1))
        out = io.BytesIO()
        parts = self.parts | {"word/document.xml": etree.tostring(self.root)}
        if self.notes is not None:
            parts["word/footnotes.xml"] = etree.tostring(self.notes)
        with zipfile.ZipFile(out, "w") as file:
            for name, content in parts.items():
                file.writestr(name, content)
        return out.getvalue()

    # ── what there is to edit ───────────────────────────────────────────────────────────────────────────────────────

    def lines(self) -> list:
        """The paragraphs of the body that show words, and those in its tables."""
        return [found for found in self.shown(f"{W}p") if next(found.iter(f"{W}t"), None) is not None]

    def shown(self, tag: str) -> list:
        """What shows something or stands in what does."""
        return [found for found in self.body.iter(tag) if self.top(found) in self.places]

    def tops(self) -> list:
        return [element for element in self.body if element in self.places]


def style(paragraph) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def goes_on_in(element):
    """The paragraph that the words of one are in: where its end is deleted, tracked, that is the one below."""
    while element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
        below = next((each for each in element.itersiblings() if each.tag in {f"{W}p", f"{W}tbl", f"{W}sectPr"}), None)
        if below is None or below.tag != f"{W}p":
            break
        element = below
    return element


def is_one(above, below) -> bool:
    """Whether nothing on the page parts two neighbours that show words: they may be of one block, or of two."""
    first, second = (PARTS.get(style(each), style(each)) for each in (above, below))
    if style(above) == "Attribution" or style(below) == "Speaker":
        return False
    if (first, second) in TOGETHER and (second or below.tag == f"{W}tbl"):
        return True
    return first == second and (first in PARTS.values() or first.startswith(("Division", "Boilerplate", "NotesToEditors")))


def pick(chance: int, found: list):
    return found[chance % len(found)] if found else None


# ── edits ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(page, chance):
    if (line := pick(chance, page.lines())) is not None:
        page.touch(line)
        line.append(run(page.word()))


def other_words(page, chance):
    if (text := pick(chance, page.shown(f"{W}t"))) is not None:
        page.touch(text)
        text.text = page.word().strip()


def cell(page, chance):
    if (line := pick(chance, [found for found in page.lines() if found.getparent().tag == f"{W}tc"])) is not None:
        page.touch(line)
        line.append(run(page.word()))


def row(page, chance):
    if (found := pick(chance, page.shown(f"{W}tr"))) is not None:
        page.touch(found)
        new = made("<w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr>")
        new[0][1].append(run(page.word()))
        found.addnext(new)


def paragraph(page, chance):
    at = chance % len(page.body)
    before = [found for found in page.body[:at] if found in page.places]
    after = [found for found in page.body[at:] if found in page.places]
    if before and after and page.places[before[-1]] == page.places[after[0]]:
        page.touch(after[0])
    new = made('<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>')
    new.append(run(page.word()))
    page.body.insert(at, new)


def one_more(page, chance):
    """Enter at the end of a paragraph: an item of a list, a paragraph of a quotation."""
    if (line := pick(chance, [found for found in page.lines() if found.getparent() is page.body])) is not None:
        after = [found for found in line.itersiblings() if found in page.places]
        page.touch(line, *after[:1])
        new = made("<w:p/>")
        new.append(deepcopy(line.find(f"{W}pPr")))
        new.append(run(page.word()))
        line.addnext(new)


def take(page, found):
    """Take a paragraph or table out; what went on in it goes on in what stands above it.

    Nobody can tell whether it was this one, or another that looks like it.
    """
    alike = [each for each in page.tops() if page.looks.get(each) == page.looks.get(found)]
    if len(alike) > 1:
        page.touch(*alike)
    above, below = found.getprevious(), found.getnext()
    if page.places.get(below) == page.places[found] and style(below) == "ListContinue":
        page.touch(above)
    page.body.remove(found)


def away(page, chance):
    if (found := pick(chance, page.tops())) is not None:
        page.touch(found)
        take(page, found)


def block_away(page, chance):
    if (found := pick(chance, page.tops())) is not None:
        page.touch(found)
        for element in [each for each in page.tops() if page.places[each] == page.places[found]]:
            take(page, element)


def moved(page, chance):
    if (found := pick(chance, page.tops())) is not None:
        place = page.places[found]
        same = [each for each in page.tops() if page.places[each] == place]
        if len(same) > 1:
            page.touch(found)
        take(page, found)
        at = chance // 7 % len(page.body)
        before = [each for each in page.body[:at] if each in page.places]
        after = [each for each in page.body[at:] if each in page.places]
        if before and after and page.places[before[-1]] == page.places[after[0]]:
            page.touch(after[0])
        page.body.insert(at, found)


def heading(page, chance):
    if (line := pick(chance, [found for found in page.lines() if found.getparent() is page.body])) is not None:
        page.touch(line)
        properties = line.find(f"{W}pPr")
        properties.clear()
        properties.append(made(f'<w:pStyle w:val="Heading{chance % 6 + 1}"/>'))


def link(page, chance):
    if (found := pick(chance, [each for each in page.shown(f"{W}r") if each.getparent().tag == f"{W}p"])) is not None:
        page.touch(found)
        wrapped = made('<w:hyperlink r:id="rIdQz"/>')
        found.addprevious(wrapped)
        wrapped.append(found)
        name = "word/_rels/document.xml.rels"
        new = f'<Relationship Id="rIdQz" Type="{R[1:-1]}/hyperlink" Target="https://edited.example/" TargetMode="External"/>'
        if b"rIdQz" not in page.parts[name]:
            page.parts[name] = page.parts[name].replace(b"</Relationships>", new.encode() + b"</Relationships>")


def note(page, chance):
    if (mark := pick(chance, page.shown(f"{W}footnoteReference"))) is not None:
        page.touch(mark)
        found = page.notes.find(f'{W}footnote[@{W}id="{mark.get(f"{W}id")}"]')
        pick(chance, [*found.iter(f"{W}p")]).append(run(page.word()))


def split(page, chance):
    if (line := pick(chance, [found for found in page.lines() if found.getparent() is page.body])) is not None:
        runs = [child for child in line if child.tag != f"{W}pPr"]
        at = chance // 5 % len(runs)
        page.touch(line)
        after = [found for found in line.itersiblings() if found in page.places]
        page.touch(*after[:1])
        new = made("<w:p/>")
        new.append(deepcopy(line.find(f"{W}pPr")))
        for each in runs[at:]:
            new.append(each)
        line.addnext(new)


def join(page, chance):
    lines = [found for found in page.lines() if found.getparent() is page.body]
    if (line := pick(chance, [each for each in lines if each.getnext() in lines])) is not None:
        following = line.getnext()
        page.touch(line, following)
        for each in [child for child in following if child.tag != f"{W}pPr"]:
            line.append(each)
        page.body.remove(following)


def tracked(page, chance):
    if (line := pick(chance, page.lines())) is not None:
        page.touch(line)
        inserted = made('<w:ins w:id="90" w:author="A" w:date="2027-01-01T00:00:00Z"/>')
        inserted.append(run(page.word()))
        line.append(inserted)


def tracked_join(page, chance):
    """The end of a paragraph is deleted, tracked: it goes on in the next."""
    lines = [found for found in page.lines() if found.getparent() is page.body and style(found) not in FURNITURE]
    if (line := pick(chance, [each for each in lines if each.getnext() in lines])) is not None:
        page.touch(line, line.getnext())
        line.find(f"{W}pPr").append(made('<w:rPr><w:del w:id="91" w:author="A" w:date="2027-01-01T00:00:00Z"/></w:rPr>'))


def hidden(page, chance):
    if (found := pick(chance, page.shown(f"{W}r"))) is not None and found.find(f"{W}t") is not None:
        page.touch(found)
        if found.find(f"{W}rPr") is None:
            found.insert(0, made("<w:rPr/>"))
        found.find(f"{W}rPr").insert(0, made("<w:vanish/>"))


def noise(page, chance):
    """What Word does by itself, which touches nothing."""
    for number, line in enumerate(page.lines()):
        line.set(f"{W}rsidR", f"{chance % 2**32:08X}")
        for each in [
            child for child in line.iter(f"{W}r") if [part.tag for part in child if part.tag != f"{W}rPr"] == [f"{W}t"]
        ]:
            text = each.find(f"{W}t")
            if text.text and len(text.text) > 1 and (number + chance) % 2:
                second = deepcopy(each)
                cut = (number + chance) % (len(text.text) - 1) + 1
                second.find(f"{W}t").text, text.text = text.text[cut:], text.text[:cut]
                each.addnext(second)
                each.addnext(made('<w:proofErr w:type="spellStart"/>'))
                each.append(made("<w:lastRenderedPageBreak/>"))
        line.append(made(f'<w:bookmarkStart w:id="{number + 500}" w:name="_Qz{number}"/>'))
        line.append(made(f'<w:bookmarkEnd w:id="{number + 500}"/>'))


EDITS = {
    edit.__name__: edit
    for edit in (
        words, other_words, cell, row, paragraph, one_more, away, block_away, moved, heading, link, note, split, join, tracked,
        tracked_join, hidden, noise,
    )
}  # fmt: skip
GENTLE = {"words", "cell", "row", "paragraph", "one_more", "note", "tracked", "noise"}
"""Edits that leave all words as they were, and the ends of paragraphs."""


# ── what the page says, told by lxml ────────────────────────────────────────────────────────────────────────────────


def texts(element, notes) -> str:
    """The words of a paragraph or table, of a footnote where its mark stands; white space does not count."""
    out = []
    for node in element:
        if node.tag == f"{W}footnoteReference":
            out.append(texts(notes.find(f'{W}footnote[@{W}id="{node.get(f"{W}id")}"]'), notes))
        elif node.tag == f"{W}t":
            out.append("".join((node.text or "").split()))
        elif not (node.tag == f"{W}r" and node.find(f"{W}rPr/{W}vanish") is not None):
            out.append(texts(node, notes))
    return "".join(out)


def body_words(root, notes) -> str:
    """The words of what is no line of a field."""
    return "".join(texts(element, notes) for element in root[0] if style(goes_on_in(element)) not in FURNITURE | KEPT_LINES)


def opened(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        notes = etree.fromstring(file.read("word/footnotes.xml")) if "word/footnotes.xml" in file.namelist() else None
        return etree.fromstring(file.read("word/document.xml")), notes


def letters(text: str) -> Counter:
    return Counter(re.findall(r"\w", text))


def unseen(release: Release) -> set:
    """What stands on words and is not seen."""
    found = set()
    for _, node in walk(release):
        said = getattr(node, {Mention: "ref", Quotation: "speaker", Date: "moment"}.get(type(node), ""), None)
        if said and (words := "".join(inline_text(node.content).split())):
            found.add((type(node), words, str(said)))
    return found


edits = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 10**6)), min_size=1, max_size=3)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(releases(), edits)
def test_the_page_wins_and_what_no_edit_touched_is_as_it_was(release, edits):
    page = Page(release)
    for name, chance in edits:
        EDITS[name](page, chance)
    data = page.save()
    back = reads(data, context=Context())
    hold(page, back)
    if {name for name, _ in edits} <= GENTLE:
        assert unseen(release) <= unseen(back)
    if not page.touched and not page.added and {name for name, _ in edits} <= {"noise", "cell", "row", "note", "join"}:
        assert back == release


def test_what_shows_nothing_is_no_subtitle_that_nobody_wrote():
    speaker = (Span(content=(), attributes=(("ref", "a"),)),)
    speech = Speech(blocks=(CodeBlock("6"),), speaker=speaker)
    page = Page(normalise(Release(lang="en", headline=(Text("Low tide"),), released=Moment("2027-01-02"), body=(speech,))))
    EDITS["join"](page, 0)
    EDITS["words"](page, 911)
    hold(page, reads(page.save(), context=Context()))


def test_the_last_of_many_alike_lines_is_compared_with_no_more_than_there_are():
    def of(*items):
        return OrderedList(items=items, start=0, style="lower-alpha")

    page = Page(normalise(Release(status="person", body=(of(Item(()), Item(())), of(Item(()))))))
    EDITS["away"](page, 0)
    hold(page, reads(page.save(), context=Context()))


def test_a_number_in_words_from_right_to_left_is_that_of_an_item_of_its_own():
    def of(start, many, direction=""):
        return OrderedList(items=(Item(()),) * many, start=start, style="lower-alpha", direction=direction)

    page = Page(normalise(Release(headline=(Text("Low tide"),), body=(of(0, 1), of(26, 2, "rtl")))))
    EDITS["away"](page, 4)
    hold(page, reads(page.save(), context=Context()))


def listed(old: tuple, line: str, order: dict[str, None]) -> tuple:
    """What a list shows in the page's order; what it does not show stands behind what it stood behind."""
    found = [int(place.removeprefix(f"{line}/")) for place in order if place.startswith(f"{line}/")]
    for index in range(len(old)):
        if index not in found:
            found.insert(found.index(index - 1) + 1 if index - 1 in found else 0, index)
    return tuple(old[index] for index in found)


def beside_changes(page) -> set[str]:
    """The places of blocks that no edit touched, and that nothing on the page parts from a neighbour that is changed or new."""
    seen = [each for each in page.body if texts(each, page.notes)]
    found = set()
    for above, below in pairwise(seen):
        places = [page.places.get(each) for each in (above, below)]
        if is_one(above, below) and any(place is None or place in page.touched for place in places):
            found.update(place for place in places if place)
    return found


def is_within(block, other) -> bool:
    """Whether all that a block holds stands in another of its kind, as it was and in one piece."""
    if type(other) is not type(block):
        return False
    held, many = block.blocks, len(block.blocks)
    return any(other.blocks[at : at + many] == held for at in range(len(other.blocks) - many + 1))


def hold(page, back) -> None:
    release, touched = page.release, page.touched
    # 1. untouched blocks, in the page's order, and those that the page does not show
    order = dict.fromkeys(place for element in page.body if (place := page.places.get(element)))
    untold, at = beside_changes(page), 0
    for place in [each for each in order if each.startswith("/body/") and each not in touched]:
        block = release.body[int(place[6:])]
        if place in untold and isinstance(block, (Figure, Table)):
            continue
        is_there = is_within if place in untold else eq
        at = next((index for index in range(at, len(back.body)) if is_there(block, back.body[index])), None)
        assert at is not None, f"an untouched block is not there: {block}"
        at += block == back.body[at]
    never = [block for at, block in enumerate(release.body) if f"/body/{at}" not in page.places.values()]
    assert not Counter(map(repr, never)) - Counter(map(repr, back.body))
    # 2. untouched fields
    for field in fields(Release):
        name = field.name
        line = LINES.get(name, "")
        is_touched = name == "body" or (line and any(place == line or place.startswith(line + "/") for place in touched))
        if not is_touched:
            expected = listed(getattr(release, name), line, order) if name in LISTS else getattr(release, name)
            assert getattr(back, name) == expected, name
    # 3. the words of the body
    again, notes = opened(writes(back, "docx", context=Context()))
    assert body_words(again, notes) == body_words(page.root, page.notes)
    # 4. no word lost
    said = "".join(texts(element, page.notes) for element in page.body)
    derived = "".join(texts(element, page.notes) for element in page.body if style(element) in DERIVED)
    assert letters(said) - letters(plain_text(back) + repr(back) + derived) == Counter(), (
        str(letters(said) - letters(plain_text(back) + repr(back) + derived)) + said[:300]
    )
