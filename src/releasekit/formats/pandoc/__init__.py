"""Everything else that pandoc reads and writes."""

from __future__ import annotations

from releasekit.format import Format

FORMATS: tuple[Format, ...] = ()
