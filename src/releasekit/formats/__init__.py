"""The formats, one folder each: a light `FORMAT` on top, its reader and writer loaded when they are called."""
