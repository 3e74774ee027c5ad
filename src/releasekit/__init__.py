"""The press release as data, and every document made from it.

import releasekit

release = releasekit.read("release.md")
releasekit.write(release, "release.docx")
"""

from releasekit.convert import LossWarning, Result, convert, read, reads, write, writes
from releasekit.errors import (
    FieldError,
    FileError,
    FormatError,
    LossError,
    PluginError,
    ReadError,
    ReleasekitError,
    WriteError,
)  # fmt: skip
from releasekit.format import Context, Format
from releasekit.model import *  # noqa: F403  (the model's own __all__)
from releasekit.model import __all__ as _model

__version__ = "0.1.0"
__all__ = [  # noqa: PLE0604
    "Context", "FieldError", "FileError", "Format", "FormatError", "LossError", "LossWarning", "PluginError", "ReadError",
    "ReleasekitError", "Result", "WriteError", "convert", "read", "reads", "write", "writes", *_model,
]  # fmt: skip
