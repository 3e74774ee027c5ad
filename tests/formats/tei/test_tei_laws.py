"""The laws of lossless TEI: over the whole model, at the greatest depth, and for every address and id."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releasekit import (
    Attachment,
    BlockQuote,
    BulletList,
    Cell,
    Date,
    Division,
    Entity,
    FieldError,
    Heading,
    Image,
    Item,
    Link,
    Mention,
    Moment,
    Note,
    Paragraph,
    Quotation,
    Release,
    Row,
    Span,
    Speech,
    Table,
    Text,
    normalise,
)  # fmt: skip
from releasekit.formats.tei.names import is_token, pairs, pointed, pointer, token, unpaired, untoken
from releasekit.testing import releases, texts

T = (Text("x"),)
P = Paragraph(T)


@pytest.mark.roundtrip
@given(release=releases())
@settings(max_examples=200)
def test_every_release_comes_back_in_the_same_bytes_and_is_kept_for_the_judge(release, write):
    write(release)


DEEPEST = {
    "divisions": lambda inner: Division((inner,), "x"),
    "divisions with sections": lambda inner: Division(
        (*(Heading(T, level) for level in range(1, 7)), Division((), "y"), P, inner), "x"
    ),
    "divisions in quotes": lambda inner: Division((Heading(T, 2), Heading(T, 1), P, BlockQuote((inner,), T)), "x"),
    "quotes": lambda inner: BlockQuote((inner,), T),
    "speeches": lambda inner: Speech((inner,), T),
    "speeches in divisions": lambda inner: Speech((Division((inner,), "x"),)),
    "lists": lambda inner: BulletList((Item((inner,)),)),
    "divisions in lists": lambda inner: BulletList((Item((P, Division((Heading(T), inner), "x"))),)),
    "tables": lambda inner: Table((Row((Cell((inner,)),)),)),
    "notes": lambda inner: Paragraph((Note((inner,)),)),
    "notes in attributions": lambda inner: BlockQuote((), (Quotation((Note((inner,)),)),)),
    "quotations": lambda inner: Paragraph((Quotation((Note((inner,)),)),)),
    "dates": lambda inner: Paragraph((Date((Quotation((Note((inner,)),)),), Moment("2027")),)),
    "spans": lambda inner: Paragraph((Span((Mention((Note((inner,)),)),), "x"),)),
}


@pytest.mark.parametrize("name", DEEPEST)
def test_what_is_nested_as_deep_as_the_model_allows_comes_back(name, write):
    block = deepest = P
    while allowed(block):
        deepest, block = block, DEEPEST[name](block)
    assert deepest is not P
    write(Release(body=(deepest,)))


def allowed(block) -> bool:
    try:
        normalise(Release(body=(block,)))
    except FieldError:
        return False
    return True


@given(href=texts())
@settings(max_examples=300)
def test_every_address_is_a_pointer_that_says_which_it_is(href):
    shape = pointer(href)
    assert pointed(shape, None if shape == href else href) == href
    assert shape
    assert not any(letter.isspace() for letter in shape)
    assert pointer(shape) == shape


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/a/b.html?c=d&e=f#g", "http://example.org", "files/a.pdf", "../a.png", "/a", "//host/a", "#a", "?a=b",
        "mailto:a@example.org", "tel:+1-2", "urn:isbn:1", "https://ru.example.org/wiki/Мир", "a%20b", "data:image/png;base64,AA==",
    ],
)  # fmt: skip
def test_an_ordinary_address_is_left_as_it_is(href):
    assert pointer(href) == href


@pytest.mark.parametrize(
    ("href", "shape"),
    [
        ("", "#"),
        ("a b", "a%20b"),
        ("https://example.org/a b[1]", "https://example.org/a%20b%5B1%5D"),
        ("100%", "100%25"),
        ("%zz", "%25zz"),
        ("C:\\a", "C:%5Ca"),
        ("a\nb", "a%0Ab"),
        ("#a#b", "%23a%23b"),
        ("http:", "http%3A"),
        ("1:a", "1%3Aa"),
    ],
)
def test_an_address_that_is_no_pointer_is_encoded(href, shape):
    assert pointer(href) == shape
    assert pointed(shape, href) == href
    assert pointed(shape, "something else") == shape


@given(words=texts())
def test_every_text_is_a_word_of_a_list_and_comes_back(words):
    clean = words.replace("\r", "")
    assert untoken(token(clean)) == clean
    assert token(clean).split() == ([token(clean)] if clean else [])
    assert unpaired(pairs([("a", clean), ("b", "x=y")])) == ([("a", clean), ("b", "x=y")], [])


@given(hrefs=st.lists(texts(), min_size=1, max_size=5))
def test_every_address_in_every_place_is_kept_for_the_judge(hrefs, write):
    content = tuple(
        node
        for href in hrefs
        for node in (Link(T, href, href), Image(href, href), Mention(T, "person", href), Quotation(T, href))
    )
    write(Release(body=(Paragraph((*content, Text("."))),), attachments=tuple(Attachment(href, "x", href) for href in hrefs)))


@given(
    ids=st.lists(st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,3}", fullmatch=True), unique=True, max_size=4),
    kind=st.sampled_from(["", "x"]),
)
def test_no_id_of_ours_is_ever_an_entitys(ids, kind, write):
    ours = ("genre", "g.x", "g.x_", "r-1")
    write(Release(kind=kind, entities=tuple(Entity(name) for name in dict.fromkeys([*ours, *ids]))))
    assert all(is_token(name) for name in ids)
