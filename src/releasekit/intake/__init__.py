"""Fields found in words: a `Release` that is only a body in, the same release with its fields out.

- `language`: what is known of each language, as data in `languages/`, and which language a text is in
- `moments`: dates, times and zones in words
- `lines`: the lines that a paragraph was made of
- `claims`: what a rule says of a line: a field, its value, the words, how sure
- `head`: the rules for what stands before the text
- `dateline`: place, wire and date that open the first paragraph
- `tail`: end mark, boilerplate, notes to editors
- `contacts`: names, telephones and addresses
- `turns`: who speaks in a transcript
- `find`: all of them, in order

A rule that is not sure leaves the words in the body. No rule reads a clock or guesses what is not printed.
"""

from releasekit.intake.find import find

__all__ = ["find"]
