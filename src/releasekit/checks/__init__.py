"""What an editor would send back: a release in, findings out.

Each finding is a `Note` of the kind `advice`, with a code that stays the same from version to version:

Fields
- `headline-missing`: there is no headline.
- `headline-long`: it is longer than 140 characters (a wide character counts twice).
- `headline-capitals`: it is set in capitals throughout.
- `headline-instruction`: it is the release instruction ("For immediate release").
- `issuer-missing`: nobody issues the release.
- `issuer-alone`: a joint release names fewer than two issuers.
- `kind-unusual`, `status-unusual`: a word that is nearly, but not quite, one of the model's.
- `number-missing`: there is no document number.
- `number-repeated`: the same number stands twice.
- `language-missing`: the language is not stated.
- `date-missing`: it is not stated when the release may be reported from.
- `event-date-missing`: an advisory or invitation does not say when.
- `dateline-missing`: a press release, joint release or announcement has no dateline.
- `embargo-zone`: an embargo has a time and no zone.
- `embargo-time`: an embargo ends on a day, and at no stated time.
- `embargo-words`: an embargo is open-ended, and no words say what it waits for.
- `embargo-past`: an embargo ends before the release may be reported.
- `embargo-published`: the status says published, and there is an embargo.
- `embargo-missing`: the status says embargoed, and there is no embargo.
- `embargo-immediate`: the instruction says "for immediate release", and there is an embargo.
- `correction-original`: a correction does not say what it replaces.
- `replaces-itself`: a release replaces, or is replaced by, itself.
- `withdrawal-reason`: the release is withdrawn, and no change says why.
- `contact-missing`: there is nobody to ask.
- `contact-unreachable`: a contact has neither e-mail nor phone.
- `contact-email`, `contact-phone`: an address or a number that cannot be one.
- `translation-address`: a translation has no address.
- `translation-language`: a translation is in the release's own language, or two are in the same.
- `field-uncertain`: a field was found by rule, and the certainty is low.

Text
- `text-missing`: the body has no words.
- `text-repeated`: a paragraph of 80 characters or more stands twice; or the whole text does.
- `placeholder`: words that were to be filled in ("[[Name]]", "lorem ipsum", "TKTK").
- `heading-level`: a heading skips a level.
- `heading-empty`: a heading has no words.
- `section-empty`: a heading has nothing under it.
- `division-empty`: a division such as notes to editors has no words.
- `speech-missing`: a transcript or interview has no speech turns.
- `speaker-missing`: a speech turn does not say who speaks.
- `table-heads`: a table has no header row and no header column.
- `reference-unknown`: a mention or quotation points to an entity that is not there.
- `reference-kind`: a mention calls a person what the list of entities calls an organisation, or the like.

Links and pictures
- `link-empty`: a link leads nowhere.
- `link-words`: a link has no words to follow.
- `link-anchor`: a link leads to a heading that is not there.
- `link-scheme`: a link would run a script, or open a file of the author's own machine.
- `link-malformed`: an address that no browser or mail program can follow.
- `link-relative`: a link leads to a place on some web site, and does not say which.
- `link-file`: a file that a link or attachment names is not there.
- `picture-missing`: a picture is not there.
- `picture-remote`: a picture lies on the network, from where none is ever fetched.
- `picture-words`: a picture has no alternative text.

Document: what `check_document` finds by the schema that a format has
- `tei-invalid`: TEI that releasekit made is not valid by its own schema any more.
- `tei-foreign`: TEI that others made is not as releasekit writes it; one finding tells in how many places.

Nothing here opens a file or an address: files are asked for through the resources that are handed in, and with none of
them nobody looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from releasekit.checks.fields import check_fields
from releasekit.checks.links import check_links
from releasekit.checks.text import check_text
from releasekit.format import Context, no_resources
from releasekit.model import normalise

if TYPE_CHECKING:
    from releasekit.format import Format, Note, Resources
    from releasekit.model import Release

__all__ = ["check", "check_document"]


def check(release: Release, resources: Resources = no_resources) -> list[Note]:
    """The findings: first the fields', then the text's and the links', each in the order of the release.

    Without resources no finding says that a file is missing. Raises `FieldError` for a release nested too deeply.
    """
    canonical = normalise(release)
    found = [*check_fields(canonical), *check_text(canonical), *check_links(canonical, resources)]
    return [note for index, note in enumerate(found) if note not in found[:index]]


def check_document(data: bytes, format: Format, context: Context | None = None) -> list[Note]:
    """What in a document is not valid by the schema of its format, each with its line; nothing where the format has none.

    Raises `ReadError` for what is not of that format at all.
    """
    return list(format.check(data, context or Context())) if format.check else []
