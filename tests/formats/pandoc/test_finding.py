"""What comes through pandoc is looked through for fields, as a text is."""

from __future__ import annotations

import pytest

from releasekit import Context, reads, writes

ORG = """* Tidewerk opens a second yard

MERIN, March 14, 2027 (GLOBE NEWSWIRE) -- Tidewerk Inc., a builder of ferries, today announced that its second yard opens in spring.

About Tidewerk

Tidewerk builds ferries, yards and the people who know how both are made in a harbour.

Contact

Mara Ellison \\\\
mara@tidewerk.example
"""


def facts(release):
    return (
        release.dateline.place,
        release.released.iso,
        [issuer.name for issuer in release.issuers],
        [contact.email for contact in release.contacts],
        [block.kind for block in release.body if hasattr(block, "kind")],
    )


@pytest.mark.parametrize("name", ["org", "rst", "docbook", "jats", "latex", "textile", "mediawiki", "odt", "rtf"])
def test_fields_are_found_in_what_another_format_holds(name):
    org = reads(ORG, "org", context=Context(find=False))
    data = writes(org, name, context=Context())
    release = reads(data, name, context=Context())
    assert facts(release) == ("MERIN", "2027-03-14", ["Tidewerk Inc."], ["mara@tidewerk.example"], ["boilerplate"])
    assert release.source
    assert release.source.format == name


def test_with_finding_off_the_words_stay_where_they_are():
    release = reads(ORG, "org", context=Context(find=False))
    assert release.dateline is None
    assert release.contacts == ()
