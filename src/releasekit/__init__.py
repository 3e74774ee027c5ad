"""The press release as data, and every document made from it.

import releasekit

release = releasekit.read("release.md")
releasekit.write(release, "release.docx")
"""

from typing import TYPE_CHECKING

from releasekit.convert import LossWarning, Result, convert, house, read, reads, write, writes
from releasekit.errors import (
    EmbargoError,
    FieldError,
    FileError,
    FormatError,
    LossError,
    PackError,
    PluginError,
    ReadError,
    ReleasekitError,
    WriteError,
)  # fmt: skip
from releasekit.format import Context, Format, PackContext
from releasekit.model import *  # noqa: F403  (the model's own __all__)
from releasekit.model import __all__ as _model

if TYPE_CHECKING:
    from releasekit.binding import pack, unpack
    from releasekit.briefing import Choice, Pack
    from releasekit.comparison import Difference, compare
    from releasekit.profile import Profile
    from releasekit.style.house import House
    from releasekit.transforms.annotate import annotate
    from releasekit.transforms.authority import Authority

__version__ = "0.1.0"
__all__ = [  # noqa: PLE0604  (the names of the model are strings, in a list that the rule does not look into)
    "Authority", "Choice", "Context", "Difference", "EmbargoError", "FieldError", "FileError", "Format", "FormatError", "House", "LossError",
    "LossWarning", "Pack", "PackContext", "PackError", "PluginError", "Profile", "ReadError", "ReleasekitError", "Result", "WriteError", "annotate", "compare",
    "convert", "house", "pack", "read", "reads", "unpack", "write", "writes", *_model,
]  # fmt: skip

if not TYPE_CHECKING:

    def __getattr__(name):  # noqa: ANN001, ANN202  (type checkers see the names above, and no others)
        """What binds, compares, marks names, or knows a source or a house is loaded when it is asked for: most programs only convert."""
        if name in {"Difference", "compare"}:
            from releasekit import comparison

            return getattr(comparison, name)
        if name in {"Choice", "Pack"}:
            from releasekit import briefing

            return getattr(briefing, name)
        if name in {"pack", "unpack"}:
            from releasekit import binding

            return getattr(binding, name)
        if name == "House":
            from releasekit.style.house import House

            return House
        if name == "Profile":
            from releasekit.profile import Profile

            return Profile
        if name == "Authority":
            from releasekit.transforms.authority import Authority

            return Authority
        if name == "annotate":
            from releasekit.transforms.annotate import annotate

            return annotate
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
