"""What a page shows its visitor, read without knowing what kind of page it is: text, links, fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.html_limits import limit_depth, limit_openings
from govcrawl.extract.decode import decode

_NOT_SHOWN = frozenset(
    ("script", "style", "noscript", "template", "textarea", "select", "option", "iframe", "object", "head", "svg")
)
_INLINE = frozenset(
    ("b", "strong", "em", "i", "u", "span", "font", "label", "small", "big", "sup", "sub", "code", "tt")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DEEPEST = 200
_ONE_SCRIPT = 2_000  # characters of a page that is one short script; longer ones have messages for other occasions
_ALERT = re.compile(r"""\balert\s*\(\s*(["'])([^"'<>\n]{2,200})\1""")
_LABELS = frozenset(("articletitle", "pubdate"))
_FIELDS = frozenset(("text", "", "search", "tel", "email", "number"))


@dataclass(slots=True)
class VisibleParts:
    """A page's visible parts. `lines` are its text outside links, a line a block; `links` are (address, text)."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    passwords: int = 0
    fields: int = 0  # for text, areas included
    labelled: bool = False  # as an article of the national page labels
    alerts: list[str] = field(default_factory=list)  # what its scripts would say

    @property
    def chars(self) -> int:
        """Characters of text outside links, blanks not counted."""
        return sum(len("".join(line.split())) for line in self.lines)


def shown(body: bytes) -> VisibleParts:
    """The visible parts of a page. Hidden elements, comments and scripts show nothing. Never raises."""
    source = limit_depth(limit_openings(decode(body)))
    tree = LexborHTMLParser(source)
    found = VisibleParts()
    title = tree.css_first("title")
    found.title = " ".join(title.text().split()) if title is not None else ""
    metas = {(meta.attributes.get("name") or "").lower() for meta in tree.css("meta[name]")}
    found.labelled = metas >= _LABELS
    if len(source) <= _ONE_SCRIPT:
        found.alerts = [match[2] for match in _ALERT.finditer(source)]
    if tree.body is not None:
        _PartsWalk(found).of(tree.body)
    return found


class _PartsWalk:
    """One pass over the elements below the body."""

    def __init__(self, found: VisibleParts) -> None:
        self.found = found
        self._line: list[str] = []

    def of(self, body: LexborNode) -> None:
        self._children(body, 0)
        self._end_line()

    def _children(self, node: LexborNode, depth: int) -> None:
        child = node.child
        while child is not None:
            if child.is_text_node:
                self._line.append(child.text_content or "")
            elif child.is_element_node and depth < _DEEPEST:
                self._element(child, depth)
            child = child.next

    def _element(self, node: LexborNode, depth: int) -> None:
        tag, attributes = node.tag or "", node.attributes
        if tag in ("input", "textarea"):
            self._input(tag, attributes)
        if tag in _NOT_SHOWN or "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return
        if tag == "a" and attributes.get("href") is not None:
            self.found.links.append((attributes.get("href") or "", " ".join(node.text().split())))
            return
        if tag in _INLINE:
            self._children(node, depth + 1)
            return
        self._end_line()
        before = len(self.found.lines)
        self._children(node, depth + 1)
        self._end_line()
        if tag in ("h1", "h2", "h3"):
            self.found.headings += self.found.lines[before:]

    def _input(self, tag: str, attributes: dict[str, str | None]) -> None:
        kind = (attributes.get("type") or "").lower() if tag == "input" else ""
        self.found.passwords += kind == "password"
        self.found.fields += kind in _FIELDS

    def _end_line(self) -> None:
        text = " ".join("".join(self._line).split())
        self._line.clear()
        if text:
            self.found.lines.append(text)
