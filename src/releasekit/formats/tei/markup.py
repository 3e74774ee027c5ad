"""Text to XML: the characters that markup needs, escaped, and attributes in the order in which they are given."""

from __future__ import annotations

from releasekit.formats.tei.names import pointer, reference


def escape(text: str) -> str:
    """Text as character data (XML 1.0, section 2.4)."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def quoted(value: str) -> str:
    """Text as the value of an attribute: white space survives the normalisation of XML 1.0, section 3.3.3."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return value.replace("\t", "&#9;").replace("\n", "&#10;")


def attribute(name: str, value: str) -> str:
    """An attribute, or nothing where its value is empty."""
    return f' {name}="{quoted(value)}"' if value else ""


def target(name: str, href: str) -> str:
    """An address as an attribute; one that is no pointer is followed by `n`, which has it exactly."""
    shape = pointer(href)
    if shape == href:
        return f' {name}="{quoted(href)}"'
    return f' {name}="{quoted(shape)}" n="{quoted(href)}"'


def refers(name: str, ref: str) -> str:
    """A reference to an entity as an attribute, or nothing where there is none."""
    return target(name, reference(ref)) if ref else ""


def local(lang: str, direction: str) -> str:
    """Language and direction as attributes."""
    if not lang and not direction:
        return ""
    style = f' style="direction: {direction}"' if direction else ""
    return (f' xml:lang="{lang}"' if lang else "") + style


def element(name: str, attributes: str, content: str) -> str:
    """An element, without an end tag where it is empty."""
    return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"
