"""What pandoc cannot say of a page: its output in; the same with pictures, paper and the direction of the text out."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FRAME = re.compile(rb"<!--alt:(\d+)-->(<draw:frame(?:(?!</draw:frame>).)*)</draw:frame>", re.DOTALL)
_PAPER = {b"8.5in": b"210mm", b"11in": b"297mm"}
_PAPER_SIZE = re.compile(rb'(?<=fo:page-width=")8\.5in(?=")|(?<=fo:page-height=")11in(?=")')
_PARAGRAPHS = re.compile(rb'(<style:default-style style:family="paragraph">\s*<style:paragraph-properties)')
_WRITING_MODE = re.compile(rb'style:writing-mode="(?:page|lr-tb)"')
_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file can name: pandoc's own parts have it, too."""
_RTF_BOLD = re.compile(rb"(?<!\\)(\{|\\outlinelevel\d )\\b (?:\\fs(\d+) )?")
_RTF_PARAGRAPH = re.compile(rb"(?<!\\)\{\\pard(\\intbl)? \\q[lr] ")


def with_pictures(data: bytes, pictures: Mapping[str, str]) -> bytes:
    """A page with its pictures, of which pandoc saw only the names: it needs some 60 times their size."""
    if not pictures:
        return data
    pattern = b'(?<=src=")(?:%s)(?=")' % b"|".join(re.escape(name.encode()) for name in pictures)
    return re.sub(pattern, lambda match: pictures[match[0].decode()].encode(), data)


def with_alternatives(content: bytes, alternatives: Sequence[str]) -> bytes:
    """The content of an OpenDocument text with the alternative texts of its pictures (ODF 1.3 part 3, 10.4.2 and 10.18)."""

    def put(match: re.Match[bytes]) -> bytes:
        return match[2] + b"<svg:title>" + escape(alternatives[int(match[1])]).encode() + b"</svg:title></draw:frame>"

    return _FRAME.sub(put, content)


def office_text(data: bytes, alternatives: Sequence[str], direction: str) -> bytes:
    """An OpenDocument text on A4, written from right to left where that is its direction (ODF 1.3 part 3, 20.428)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as target:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "styles.xml":
                content = _PAPER_SIZE.sub(lambda match: _PAPER[match[0]], content)
                if direction == "rtl":
                    content = _WRITING_MODE.sub(b'style:writing-mode="rl-tb"', content)
                    content = _PARAGRAPHS.sub(rb'\1 fo:text-align="right"', content, count=1)
            if entry.filename == "content.xml":
                content = with_alternatives(content, alternatives)
            fresh = zipfile.ZipInfo(entry.filename, _DATE)
            fresh.compress_type = entry.compress_type
            target.writestr(fresh, content)
    return out.getvalue()


def rich_text(data: bytes, direction: str) -> bytes:
    """Rich text whose paragraphs run from right to left where that is its direction (RTF 1.9, bidirectional controls)."""
    if direction != "rtl":
        return data
    data = data.replace(b"\\widowctrl", b"\\rtldoc\\widowctrl", 1)
    return _RTF_BOLD.sub(_bold, _RTF_PARAGRAPH.sub(rb"{\\pard\1\\rtlpar \\qr ", data))


def _bold(match: re.Match[bytes]) -> bytes:
    """Bold words, and their size, for the complex scripts as well."""
    size = b"\\fs%s" % match[2] if match[2] else b""
    return match[1] + rb"\ltrch\fcs0 \b" + size + rb" \rtlch\fcs1 \ab" + size.replace(b"fs", b"afs") + b" "
