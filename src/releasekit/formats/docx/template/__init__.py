"""A user's own Word file as template: the file and a release in, a document in the house's own stationery out.

The release is written as it is without a template, and then moved over: two packages in, one out. What stands in this
folder knows nothing of how the writer makes its document, only what is in a package of its making.
"""
