# noqa: INP001  (a script beside a template, in no package)
"""Makes `letterhead.docx`, a press office's own stationery to try `--template` on: run `python make.py` in this folder.

Nothing is needed but Python. The same script gives the same file, byte for byte.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
TEAL, GREY = "00796B", "5F6B73"


def logo(size: int = 72) -> bytes:
    """Three waves in a disc, as a PNG with a palette."""
    rows = b""
    for y in range(size):
        rows += b"\0"
        for x in range(size):
            inside = (x - size / 2 + 0.5) ** 2 + (y - size / 2 + 0.5) ** 2 < (size / 2) ** 2
            wave = (y + abs(x % 24 - 12) // 3) % 18 < 6 and y > size // 3
            rows += bytes([0 if not inside else 2 if wave else 1])
    colours = bytes.fromhex("FFFFFF" + TEAL + "E0F2EF")
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0)),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(rows, 9)),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (*parts, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def paragraph(words: str, style: str = "", more: str = "") -> str:
    """A paragraph; words between braces are placeholders, which releasekit fills."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def style(id: str, name: str, paragraph: str, words: str, more: str = "") -> str:
    """A paragraph style."""
    head = "" if "default" in more else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{more} w:styleId="{id}"><w:name w:val="{name}"/>{head}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>"
    )


def colour(value: str) -> str:
    """The colour of words."""
    return f'<w:color w:val="{value}"/>'


DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276"'
    ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
STYLES = DEFAULTS + "".join((
    style("Normal", "Normal", "", "", ' w:default="1"'),
    style("Title", "Title", '<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>', f'<w:b/>{colour(TEAL)}<w:sz w:val="44"/>'),
    style("Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>', f'<w:b/>{colour(TEAL)}<w:sz w:val="28"/>'),
    style("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="1"/>', f'<w:b/>{colour(TEAL)}<w:sz w:val="24"/>'),
    style("Header", "header", '<w:spacing w:after="0"/>', f'{colour(GREY)}<w:sz w:val="18"/>'),
    style("Footer", "footer", '<w:spacing w:after="0"/><w:jc w:val="center"/>', f'{colour(GREY)}<w:sz w:val="16"/>'),
    style("Reference", "Reference Line", '<w:spacing w:after="240"/><w:jc w:val="right"/>', f'{colour(GREY)}<w:sz w:val="20"/>', ' w:customStyle="1"'),
))  # fmt: skip
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="612000" cy="612000"/><wp:docPr id="1" name="Logo" descr="Three waves in a disc"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/>'
    '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="612000" cy="612000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
FIRST = (
    f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{PICTURE}</w:p>'
    + paragraph("Harbour Authority of Halvor Bay, Press Office", "Header")
    + paragraph("1 Quay Street, Halvor Bay  ·  press@harbour.example", "Header")
)
BODY = (
    paragraph("Our reference: {{number}}", "Reference")
    + paragraph("{{headline}}", "Title")
    + paragraph("{{subtitle}}", "Heading2")
    + paragraph("{{body}}")
    + paragraph("Press contact", "Heading2")
    + paragraph("{{contacts}}")
    + '<w:sectPr><w:headerReference w:type="first" r:id="rId2"/><w:headerReference w:type="default" r:id="rId3"/>'
    '<w:footerReference w:type="first" r:id="rId4"/><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:right="1417" w:bottom="1417" w:left="1700" w:header="709"'
    ' w:footer="709" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
FOOT = paragraph("{{rights}}", "Footer")
PARTS = {
    "word/document.xml": (f"{WORD}.document.main+xml", f"<w:document {NAMESPACES}><w:body>{BODY}</w:body></w:document>"),
    "word/styles.xml": (f"{WORD}.styles+xml", f"<w:styles {NAMESPACES}>{STYLES}</w:styles>"),
    "word/header1.xml": (f"{WORD}.header+xml", f"<w:hdr {NAMESPACES}>{FIRST}</w:hdr>"),
    "word/header2.xml": (f"{WORD}.header+xml", f"<w:hdr {NAMESPACES}>{paragraph('{{headline}}', 'Header')}</w:hdr>"),
    "word/footer1.xml": (f"{WORD}.footer+xml", f"<w:ftr {NAMESPACES}>{FOOT}</w:ftr>"),
}
RELATIONS = {
    "_rels/.rels": (("officeDocument", "word/document.xml"),),
    "word/_rels/document.xml.rels": (
        ("styles", "styles.xml"), ("header", "header1.xml"), ("header", "header2.xml"), ("footer", "footer1.xml"),
    ),
    "word/_rels/header1.xml.rels": (("image", "media/logo.png"),),
}  # fmt: skip


def letterhead() -> bytes:
    """The template."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in PARTS.items())
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
        ).encode()
    }
    for name, relations in RELATIONS.items():
        rows = "".join(
            f'<Relationship Id="rId{index}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for index, (kind, target) in enumerate(relations, 1)
        )
        files[name] = f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'.encode()
    files |= {name: (DECLARATION + xml).encode() for name, (_, xml) in PARTS.items()} | {"word/media/logo.png": logo()}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, data in files.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.compress_type = 0, ZIP_DEFLATED
            file.writestr(entry, data, compresslevel=9)
    return out.getvalue()


if __name__ == "__main__":
    (Path(__file__).parent / "letterhead.docx").write_bytes(letterhead())
