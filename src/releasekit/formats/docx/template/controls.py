"""Content controls: those that are called like a field in, placeholders of that name in their places out (ECMA-376, 17.5.2)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from releasekit.formats.docx.template.fields import NAMES, field_name
from releasekit.formats.docx.xml import W, is_on, value


def dissolve(root: Any) -> None:
    """Put a placeholder in the place of each content control whose tag or title is the name of a field."""
    for control in [*root.iter(f"{W}sdt")]:
        name = next((name for what in ("tag", "alias") if (name := field_name(value(control, f"sdtPr/{what}"))) in NAMES), "")
        content = control.find(f"{W}sdtContent")
        if name and content is not None and control.getparent() is not None:
            _replaced(control, content, f"{{{{{name}}}}}")


def _replaced(control: Any, content: Any, placeholder: str) -> None:
    parent = control.getparent()
    held = [child for child in content if child.tag in {f"{W}p", f"{W}tc", f"{W}tr", f"{W}tbl"}]
    kept: Any
    if not held:
        kept = _run(content, control, placeholder)
    else:
        kept = held[0]
        paragraph = kept if kept.tag == f"{W}p" else next(kept.iter(f"{W}p"), None)
        if paragraph is None:
            return
        run = _run(paragraph, control, placeholder)
        for child in [child for child in paragraph if child.tag != f"{W}pPr"]:
            paragraph.remove(child)
        paragraph.append(run)
    parent.replace(control, kept)


def _run(around: Any, control: Any, placeholder: str) -> Any:
    """A run with the placeholder, set as what stood in the control was, or as the control says if that was a prompt."""
    said = control.find(f"{W}sdtPr")
    old = None if is_on(said, "showingPlcHdr") else next(around.iter(f"{W}r"), None)
    look = (said if old is None else old).find(f"{W}rPr")
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(look)
    etree.SubElement(run, f"{W}t").text = placeholder
    return run
