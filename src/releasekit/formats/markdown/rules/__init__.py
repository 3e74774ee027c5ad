"""What the dialect adds to CommonMark, and what it reads more carefully: one rule, one module."""
