"""A release to fill in: a kind and a language in, Markdown with comments and placeholders out.

Placeholders stand in double brackets, `[[Name]]`: they are plain words in Markdown, and `releasekit check` finds them.
"""

from __future__ import annotations

from releasekit.style.words import kind_word, word

_HEAD = """\
---
# {title}. Replace what stands in [[double brackets]], and delete what you do not need.
# Lines that begin with # are comments; they go into no document. A line of example
# becomes part of the release when you take its # away.
# When you have done: releasekit check FILE, then releasekit convert FILE.

# The headline: who does what, in one sentence of at most 100 characters.
title: "[[Headline]]"
# subtitle: "What the headline had no room for"

type: {kind}
lang: {lang}
# numbers: ["12/2027"]
# section: [News, Foreign policy]

# Who issues it{issuers_comment}.
issuers:
{issuers}

# When it may be reported from. The difference from UTC makes it one moment for all.
# released: 2027-03-14T09:30+01:00
{dates}
# The words at the top. For an embargo, delete them and take the # away below.
instruction: {instruction}
# embargo:
#   until: 2027-03-14T09:30+01:00
#   printed: "Embargoed until 9.30 a.m. CET, 14 March 2027"
{own}
# Whom the press may ask. Give an e-mail address or a phone number at least.
contacts:
  - name: "[[Name]]"
    role: "[[Role]]"
    email: "[[E-mail]]"
    phone: "[[Phone]]"

# What it is about, for search; and files that go with it.
# keywords: [first, second]
# attachments:
#   - href: photo.jpg
#     title: "The minister at the opening"
---

"""

_EVENT = """\
# When the event is.
# event_date: 2027-03-20T10:00+01:00
"""

_DATELINE = """
# Where and when it was filed, as it is to be printed.
dateline: "[[Place, date]]"
"""

_REPLACES = """
# The release that this one corrects: its id or its address; and what was wrong in it.
replaces: ["[[Address of the release that is corrected]]"]
changes:
  - text: "[[What was wrong, and what is right]]"
"""

_LEAD = """\
::: lead
[[Who did what, when, where and why, in one or two sentences.]]
:::

"""

_QUOTE = """\
> [[What was said, word for word.]]
>
> [[[Name, role]]]{.attribution}

"""

_NEWS = (
    _LEAD
    + "[[What it means, and for whom: numbers, dates and names.]]\n\n"
    + _QUOTE
    + "[[The background, and what comes next.]]\n\n"
)

_WHEN_AND_WHERE = """\
::: lead
[[What will happen, and why it is worth a journey, in one or two sentences.]]
:::

- **What:** [[The event]]
- **When:** [[Date, time and time zone; from when the doors are open]]
- **Where:** [[Place and address]]
- **Who:** [[Who will speak, and who can be interviewed]]
- **Pictures:** [[What can be filmed, and from where]]
- **Accreditation:** [[How, with whom and by when]]

"""

_SPOKEN = """\
[[Where, when and on what occasion the words were spoken.]]

[[The text, paragraph by paragraph, as it was delivered.]]

"""

_TURNS = """\
[[Where, when and on what occasion the words were spoken.]]

::: speech
[[[Name of the one who asks]]]{.speaker}

[[The question]]
:::

::: speech
[[[Name of the one who answers]]]{.speaker}

[[The answer]]
:::

"""

_MEETING = """\
::: lead
[[Who met whom, when and where.]]
:::

[[What they spoke about, subject by subject.]]

[[What they agreed, and when they meet again.]]

"""

_FACTS = """\
[[What these facts are about, in one sentence.]]

## [[First subject]]

- [[A fact, with its date and source]]

## [[Second subject]]

| [[What is counted]] | [[Year]] | [[Year]] |
|---------------------|---------:|---------:|
| [[First row]]       | [[0]]    | [[0]]    |

"""

_CORRECTION = """\
::: lead
[[Which release is corrected, and what was wrong in it, in one sentence.]]
:::

[[The release as it should have been, in full.]]

"""

_ABOUT = """\
::: boilerplate
## {about}

[[Who you are, in two or three sentences that are the same in every release.]]
:::

"""

_NOTES = """\
::: notes-to-editors
## {notes}

1. [[What an editor needs to know and a reader does not.]]
:::
"""

_BODIES = {
    "press-release": _NEWS,
    "announcement": _NEWS,
    "joint-release": _NEWS.replace(_QUOTE, _QUOTE * 2),
    "statement": "[[The statement, word for word, and whose it is.]]\n\n",
    "media-note": "[[What the media should know, in a few sentences.]]\n\n",
    "readout": _MEETING,
    "advisory": _WHEN_AND_WHERE,
    "invitation": _WHEN_AND_WHERE,
    "remarks": _SPOKEN,
    "speech": _SPOKEN,
    "transcript": _TURNS,
    "interview": _TURNS,
    "correction": _CORRECTION,
    "fact-sheet": _FACTS,
}

_DATELINED = {"press-release", "joint-release", "announcement"}
_EVENTS = {"advisory", "invitation", "readout", "remarks", "speech", "transcript", "interview"}
_WITHOUT_ABOUT = {"statement", "readout", "remarks", "speech", "transcript", "interview"}
_WITHOUT_NOTES = {"media-note", "remarks", "speech", "transcript", "interview"}
_WORDS_OF_YAML = {"no", "yes", "on", "off", "n", "y"}


def skeleton(kind: str, lang: str) -> str:
    """The file to fill in. What goes on the page is in the language, where releasekit knows it; comments are in English."""
    joint = kind == "joint-release"
    names = ["[[First organisation]]", "[[Second organisation]]"] if joint else ["[[Organisation]]"]
    head = _HEAD.format(
        title=kind_word(kind, "en"),
        kind=kind,
        lang=f'"{lang}"' if lang.lower() in _WORDS_OF_YAML else lang,
        issuers_comment=", all of equal rank" if joint else "",
        issuers="\n".join(f'  - name: "{name}"' for name in names),
        dates=_EVENT if kind in _EVENTS else "",
        instruction=f'"{word("instruction", lang)}"',
        own=(_DATELINE if kind in _DATELINED else "") + (_REPLACES if kind == "correction" else ""),
    )
    body = _BODIES[kind]
    if kind not in _WITHOUT_ABOUT:
        body += "".join(_ABOUT.format(about=word("about", lang, name=name)) for name in names)
    if kind not in _WITHOUT_NOTES:
        body += _NOTES.format(notes=word("notes-to-editors", lang))
    return head + body.rstrip("\n") + "\n"
