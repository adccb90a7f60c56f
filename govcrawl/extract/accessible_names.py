"""What a link is called: by its text, or by what stands for a text where it has none."""

import re
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from govcrawl.extract.files import extension_of

# An arrow or a bullet names nothing.
_WORD = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d")
_NAMED = "img[alt],img[title],svg title,[aria-label],input[alt],object[title]"
_LOOKED_AT = 6
_ATTRIBUTES = ("aria-label", "title", "alt")
_INNER = ("aria-label", "alt", "title")


def name_of(node: LexborNode, url: str) -> str:
    """The name of the link `node` to `url`, white space squeezed; "" where nothing names it.

    Its text; without words in it, in this order: aria-label, title, alt or value of its own, what the pictures inside
    are called, the name of the file that it leads to. A number is a name only where no picture has a better one.
    """
    text = _squeeze(node.text())
    if _WORD.search(text):
        return text
    if _NUMBER.search(text):
        return _inner(node) or text
    return _own(node) or _inner(node) or text or _file_name(url)


def is_written(node: LexborNode) -> bool:
    """Whether the link `node` has words of its own: its name is then a text of the page."""
    only = node.first_child
    if only is None or (only.is_text_node and only.next is None):
        return only is not None
    return bool(_WORD.search(node.text()))


def _own(node: LexborNode) -> str:
    attributes = node.attributes
    names = ("value", *_ATTRIBUTES) if node.tag in ("input", "button") else _ATTRIBUTES
    return next((found for name in names if (found := _squeeze(attributes.get(name) or ""))), "")


def _inner(node: LexborNode) -> str:
    """What a picture, or whatever else bears a label, inside a link is called."""
    only = node.first_child
    if only is None or (only.is_text_node and only.next is None):
        return ""
    for inner in node.css(_NAMED)[:_LOOKED_AT]:
        if inner.mem_id == node.mem_id:
            continue
        attributes = inner.attributes
        written = next((value for name in _INNER if (value := attributes.get(name))), None)
        if found := _squeeze(written or inner.text()):
            return found
    return ""


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _file_name(url: str) -> str:
    """The last part of the address of a file that readers download."""
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    return name if extension_of(url, "") else ""
