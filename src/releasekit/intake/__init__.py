"""Fields found in words: a `Release` that is only a body in, the same release with its fields out.

- `language`: what is known of each language, as data in `languages/`, and which language a text is in
- `moments`, `zoned`: dates, times and zones in words
- `lines`: the lines that a paragraph was made of
- `nowhere`: links that lead nowhere, after the rules have seen them
- `shape`: paragraphs and lists that a copy has run together
- `claims`: what a rule says of a line: a field, its value, the words, how sure
- `rules`, `masthead`: what one line above the text states
- `head`: what stands before the text
- `letterhead`: what the header and footer of an office document state
- `page`: what a web page shows above the text
- `dateline`, `wires`: place, wire and date that open the first paragraph
- `tail`: end mark, boilerplate, notes to editors
- `contacts`, `person`: names, telephones and addresses
- `issuers`: who announces
- `below`: what a page or a wire adds below a release
- `turns`: who speaks in a transcript
- `house`: what a profile states of its source
- `find`: all of them, in order

A rule that is not sure leaves the words in the body. No rule reads a clock or guesses what is not printed.
"""

from releasekit.intake import letterhead
from releasekit.intake.find import find

__all__ = ["find", "letterhead"]
