"""A release in, the same release with something done to it out.

- `annotate`: the names of an authority list become mentions
- `authority`: such lists, and the files that they come in
- `names`, `folding`: where names stand in words
"""
