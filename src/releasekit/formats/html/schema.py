"""Things in the vocabulary of schema.org in, the fields of a release out: for JSON-LD, microdata and RDFa alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from releasekit.formats.html.jsonld import address, as_text, inner, of_type, text, texts, types
from releasekit.formats.html.meta import is_absolute
from releasekit.formats.html.moments import moment_of
from releasekit.formats.pandoc.dialect import is_token
from releasekit.formats.pandoc.fields import lang_of
from releasekit.model import (
    KINDS,
    STATUSES,
    Attachment,
    Change,
    Contact,
    Dateline,
    Entity,
    Extra,
    Issuer,
    Number,
    Rights,
    Subject,
    Text,
    Translation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from releasekit.format import Context
    from releasekit.formats.html.jsonld import Thing

ARTICLES = (
    "PressRelease", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "AskPublicNewsArticle", "ReviewNewsArticle", "SpecialAnnouncement", "Article", "AdvertiserContentArticle", "Report",
    "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "ScholarlyArticle", "TechArticle", "CreativeWork",
)  # fmt: skip
"""The types that a release is given, the surest first."""
PAGES = ("WebPage", "ItemPage", "AboutPage")
ORGANISATIONS = frozenset({
    "Organization", "NewsMediaOrganization", "GovernmentOrganization", "Corporation", "NGO", "EducationalOrganization", "LocalBusiness",
    "CollegeOrUniversity", "Airline", "Consortium", "ResearchOrganization", "SportsOrganization", "PerformingGroup", "MedicalOrganization",
    "PoliticalParty", "FundingAgency", "OnlineBusiness", "Project", "WorkersUnion", "LibrarySystem", "Brand",
})  # fmt: skip
_ENTITIES = {
    "Person": "person",
    "Place": "place",
    "City": "place",
    "Country": "place",
    "AdministrativeArea": "place",
    "Event": "event",
}
_READ = frozenset({
    "@type", "@id", "headline", "name", "alternativeHeadline", "abstract", "description", "datePublished", "dateModified", "author",
    "publisher", "creator", "sourceOrganization", "inLanguage", "keywords", "articleSection", "identifier", "genre", "additionalType",
    "creativeWorkStatus", "version", "dateline", "locationCreated", "isBasedOn", "correction", "workTranslation", "translationOfWork",
    "url", "mainEntityOfPage", "copyrightNotice", "copyrightHolder", "copyrightYear", "license", "usageInfo", "contactPoint",
    "associatedMedia", "encoding", "image", "thumbnailUrl", "thumbnail", "primaryImageOfPage", "about", "mentions", "articleBody", "text",
    "isPartOf", "breadcrumb", "isAccessibleForFree", "wordCount", "potentialAction", "speakable", "hasPart", "commentCount",
    "interactionStatistic", "mainEntity", "dateCreated", "accountablePerson", "editor",
})  # fmt: skip
"""Properties that are read, or that speak of the page and its search, not of the release."""


def main_article(found: Sequence[Thing], page: str) -> Thing | None:
    """The thing that the page is about: the article of its address, else the first of the surest type; None for none."""
    articles = [thing for thing in found if types(thing) & set(ARTICLES)]
    own = [
        thing for thing in articles if page and page in {address(thing, name) for name in ("url", "mainEntityOfPage", "@id")}
    ]
    for group in (own, articles):
        for kind in ARTICLES:
            if thing := next(of_type(group, (kind,)), None):
                return thing
    return None


def fields_of(thing: Thing) -> dict[str, Any]:
    """The fields of a release that a thing states."""
    summary = text(thing, "abstract", "description")
    fields: dict[str, Any] = {
        "headline": _words(text(thing, "headline", "name")),
        "subtitle": _words(text(thing, "alternativeHeadline")),
        "summary": summary,
        "released": moment_of(text(thing, "datePublished")),
        "modified": moment_of(text(thing, "dateModified")),
        "lang": _lang(thing),
        "section": tuple(texts(thing, "articleSection")),
        "version": text(thing, "version"),
        "kind": _kind(thing),
        "status": _status(text(thing, "creativeWorkStatus")),
        "issuers": _issuers(thing),
        "contacts": _contacts(thing),
        "translations": _translations(thing),
        "rights": _rights(thing),
        "dateline": _dateline(thing),
        "changes": tuple(_change(each) for each in inner(thing, "correction")),
        "attachments": _attachments(thing),
        "entities": _entities(thing),
        "extra": tuple(Extra.of("isBasedOn", said) for said in texts(thing, "isBasedOn")[:1]),
    }
    if fields["modified"] == fields["released"]:
        fields["modified"] = None
    fields |= _identity(thing) | _subjects(thing)
    return {name: value for name, value in fields.items() if value}


def breadcrumb(found: Iterable[Thing]) -> tuple[str, ...]:
    """The names of the levels of the first breadcrumb, outermost first."""
    for thing in of_type(found, ("BreadcrumbList",)):
        items = inner(thing, "itemListElement")
        items.sort(key=lambda item: int(place) if (place := text(item, "position")).isdecimal() and len(place) < 9 else 0)
        return tuple(said for item in items if (said := text(item, "name", "item")) and not is_absolute(said))
    return ()


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(said: str) -> tuple[Text, ...]:
    return (Text(" ".join(said.split())),) if said else ()


def _lang(thing: Thing) -> str:
    said = next(iter(thing.get("inLanguage", ())), "")
    if isinstance(said, dict):
        said = text(said, "alternateName", "name")
    return lang_of(said)


def _kind(thing: Thing) -> str:
    named = {_token(word) for word in [*texts(thing, "genre"), *texts(thing, "additionalType"), *sorted(types(thing))]}
    return next((kind for kind in KINDS if kind in named), "")


def _token(word: str) -> str:
    """`Press Release`, `PressRelease` and an address that ends so, as `press-release`."""
    last = word.rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"[\s_-]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", last)).lower()


def _status(said: str) -> str:
    known = _token(said)
    return known if known in STATUSES else {"retracted": "withdrawn", "obsolete": "withdrawn"}.get(known, "")


def _is_organisation(thing: Thing) -> bool:
    return bool(types(thing) & ORGANISATIONS) or any(kind.endswith(("Organization", "Business")) for kind in types(thing))


def _people(thing: Thing) -> list[Thing]:
    return [
        each
        for each in inner(thing, "author", "creator")
        if not _is_organisation(each) and "Person" in types(each) and text(each, "name")
    ]


def _issuers(thing: Thing) -> tuple[Issuer, ...]:
    """The organisations among the authors, then the publisher; where there are none, the authors."""
    authors = inner(thing, "author", "creator")
    named = [*filter(_is_organisation, authors), *inner(thing, "sourceOrganization", "publisher")]
    if not any(text(each, "name", "legalName") for each in named):
        named = authors
    found: dict[str, Issuer] = {}
    for each in named:
        name = text(each, "name", "legalName")
        if name and not is_absolute(name):
            found.setdefault(name.casefold(), Issuer(name, _uri(each), _address(each)))
    return tuple(found.values())


def _uri(thing: Thing) -> str:
    return next((said for said in (text(thing, "url"), text(thing, "@id"), text(thing, "sameAs")) if is_absolute(said)), "")


def _address(thing: Thing) -> str:
    for place in inner(thing, "address"):
        names = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
        return ", ".join(said for name in names if (said := text(place, name))) or text(place, "name")
    return ""


def _contacts(thing: Thing) -> tuple[Contact, ...]:
    holders = [thing, *inner(thing, "sourceOrganization", "publisher", "author", "creator")]
    found: dict[Contact, None] = {}
    for holder in holders:
        organisation = text(holder, "name") if _is_organisation(holder) else ""
        for point in inner(holder, "contactPoint"):
            found.setdefault(_contact(point, organisation))
        if "Person" in types(holder) and text(holder, "email", "telephone"):
            found.setdefault(_contact(holder, text(holder, "worksFor", "affiliation")))
    return tuple(found)


def _contact(point: Thing, organisation: str) -> Contact:
    return Contact(
        name=text(point, "name"),
        role=text(point, "contactType", "jobTitle"),
        organisation=organisation,
        email=text(point, "email").removeprefix("mailto:"),
        phone=text(point, "telephone").removeprefix("tel:"),
        url=text(point, "url"),
        hours=text(point, "hoursAvailable"),
    )


def _translations(thing: Thing) -> tuple[Translation, ...]:
    found = ((_lang(each), _uri(each)) for each in inner(thing, "workTranslation", "translationOfWork"))
    return tuple(Translation(lang, href) for lang, href in found if lang)


def _rights(thing: Thing) -> Rights | None:
    license, terms = text(thing, "license"), text(thing, "usageInfo")
    holder, year = text(thing, "copyrightHolder"), text(thing, "copyrightYear")
    stated = " ".join(filter(None, ("©", year, holder))) if holder else ""
    href = next((said for said in (license, terms) if is_absolute(said)), "")
    notice = text(thing, "copyrightNotice") or stated
    words = next((said for said in (terms, license) if said and not is_absolute(said)), "")
    return Rights(notice, words, href) if notice or words or href else None


def _dateline(thing: Thing) -> Dateline | None:
    printed, place = text(thing, "dateline"), text(thing, "locationCreated")
    return Dateline(printed or place, place) if printed or place else None


def _change(thing: Thing) -> Change:
    return Change(text(thing, "text", "name", "description"), moment_of(text(thing, "datePublished", "dateCreated")))


def _attachments(thing: Thing) -> tuple[Attachment, ...]:
    found = []
    for each in inner(thing, "associatedMedia", "encoding"):
        href, media_type = text(each, "contentUrl", "url"), text(each, "encodingFormat", "fileFormat")
        if is_absolute(href) and "ImageObject" not in types(each) and not media_type.startswith("image/"):
            found.append(Attachment(href, text(each, "name", "caption"), media_type))
    return tuple(found)


def _entities(thing: Thing) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    named = [(each, "author") for each in _people(thing)] + [(each, "") for each in inner(thing, "mentions", "about")]
    for each, role in named:
        kind = next(
            (_ENTITIES[word] for word in sorted(types(each)) if word in _ENTITIES),
            "organisation" if _is_organisation(each) else "",
        )
        if kind and (name := text(each, "name")):
            token = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
            token = token if is_token(token) else f"{kind}-{len(found) + 1}"
            found.setdefault(token, Entity(token, kind, name, _uri(each), role or text(each, "jobTitle")))
    return tuple(found.values())


def _identity(thing: Thing) -> dict[str, Any]:
    """The name of a release and its numbers."""
    numbers: list[Number] = []
    name = ""
    for value in thing.get("identifier", ()):
        said = as_text(value) if isinstance(value, str) else text(value, "value", "name", "@id")
        if not said:
            continue
        if is_absolute(said) or said.lower().startswith(("urn:", "tag:", "doi:")):
            name = name or said
        else:
            scheme = text(value, "propertyID") if isinstance(value, dict) else ""
            numbers.append(Number(said, scheme if is_token(scheme) else "", _uri(value) if isinstance(value, dict) else ""))
    own = text(thing, "@id")
    return {"id": name or (own if is_absolute(own) or own.lower().startswith("urn:") else ""), "numbers": tuple(numbers)}


def _subjects(thing: Thing) -> dict[str, Any]:
    """Keywords in one text or in many, and the codes of a scheme."""
    words: list[str] = []
    subjects: list[Subject] = []
    for value in thing.get("keywords", ()):
        if isinstance(value, str):
            words += [word.strip() for word in re.split("[,;،、，]", value)]
            continue
        words.append(text(value, "name"))
        if code := text(value, "termCode"):
            subjects.append(Subject(code, text(value, "inDefinedTermSet")))
    return {"keywords": tuple(dict.fromkeys(filter(None, words))), "subjects": tuple(subjects)}


def lang_of_thing(thing: Thing) -> str:
    """The language that a thing is in, or an empty string."""
    return _lang(thing)


def tell_unread(thing: Thing, context: Context) -> None:
    """A note of what a thing says for which a release has no field."""
    names = sorted(name for name, values in thing.items() if values and name not in _READ and not name.startswith("@"))
    if names:
        context.advise("metadata-unused", f"the page's metadata has no field here for {', '.join(names)}")
