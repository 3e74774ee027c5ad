"""Files to a pack and a pack to files: what names releases in, a `Pack` in the canonical form out, and the other way."""

from releasekit.binding.bind import bound, format_of, pack, plan_of, read_pack, write_pack
from releasekit.binding.gather import gather
from releasekit.binding.manifest import KEYS, manifest
from releasekit.binding.plan import Item, Plan, Section
from releasekit.binding.start import started
from releasekit.binding.unbind import Pictures, files_of, save, unpack

__all__ = [
    "KEYS", "Item", "Pictures", "Plan", "Section", "bound", "files_of", "format_of", "gather", "manifest", "pack", "plan_of", "read_pack", "save", "started", "unpack",
    "write_pack",
]  # fmt: skip
