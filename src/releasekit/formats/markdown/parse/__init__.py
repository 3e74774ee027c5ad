"""Markdown text to blocks and inlines of the model, in one pass over the lines and one over the words of each block.

It is CommonMark 0.31.2 with the additions of the dialect, after the strategy that the specification describes in its
appendix. `blocks` opens and closes blocks line by line and leaves a `tree` of them; `document` turns the tree into nodes,
and `inlines` the words in it, since only the whole text knows which references and notes there are. Everything takes time
that grows with the length of the text and no faster, and depth is refused, not dropped.
"""
