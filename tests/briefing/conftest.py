"""Short releases and packs for the tests of packs, in words of our own."""

from __future__ import annotations

import pytest

from releasekit import Entity, Issuer, Mention, Moment, Number, Paragraph, Release, Text
from releasekit.briefing import Entry, Origin, Pack, Part


@pytest.fixture
def release():
    """A release with a headline, a number, a date and a sentence, or whatever else is asked for."""

    def _release(
        headline="The quay is open", *, number="", day="2027-03-15", lang="en", mentions=(), words="Boats may land.", **more
    ):
        entities = tuple(Entity(id=f"e{at}", kind=kind, name=name) for at, (kind, name) in enumerate(mentions))
        named = tuple(Mention((Text(name),), kind=kind, ref=f"e{at}") for at, (kind, name) in enumerate(mentions))
        fields = {
            "headline": (Text(headline),),
            "numbers": (Number(number),) if number else (),
            "released": Moment(day) if day else None,
            "issuers": (Issuer("Harbour Board"),),
            "entities": entities,
            "body": (Paragraph((Text(words), *named)),),
        }
        return Release(lang=lang, **(fields | more))

    return _release


@pytest.fixture
def bind():
    """A pack of one part, of releases or entries."""

    def _bind(*releases, **more):
        entries = tuple(
            each if isinstance(each, Entry) else Entry(release=each, origin=Origin(name=f"{at}.md"))
            for at, each in enumerate(releases)
        )
        return Pack(parts=(Part(entries=entries),), **more)

    return _bind
