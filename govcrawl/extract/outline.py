"""The links of a parsed page with the boxes (elements) around them: one walk, from which rows, menus,
breadcrumbs and attachments are all read."""

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute
from govcrawl.extract.accessible_names import name_of
from govcrawl.extract.purposes import (
    CHROME,
    CRUMB,
    FOOT,
    FOOT_WORDS,
    HEAD,
    HIDDEN,
    NAV,
    SIDE,
    borne_out,
    flags_of,
    headline_of,
    holds_headline,
    is_foot,
    mark_of,
)
from govcrawl.extract.script_links import address_in, is_address, script_of
from govcrawl.extract.shapes import is_article_url

__all__ = [
    "CHROME", "CRUMB", "FOOT", "HEAD", "HIDDEN", "NAV", "SIDE", "Anchor", "Box", "Choices", "Outline", "ScriptCall",
    "choices", "is_below", "mark_of", "outline", "purpose_of", "squeeze",
]  # fmt: skip

# No real page is nested deeper; below it boxes share one parent, so that work stays bounded.
MAX_DEPTH = 300
# No honest page has more; what lies behind is not read.
MAX_LINKS = 5_000

_CLICKABLE = "a[href],area[href],[onclick],[data-href],select"
# Elements that are the row, the tile or the menu item themselves; all others stand in one.
_CONTAINERS = frozenset(
    {"li", "tr", "td", "dd", "dt", "dl", "div", "p", "ul", "section", "article", "h1", "h2", "h3", "h4"}
)
_JUMP = re.compile(r"location|\bopen\s*\(|href|jump|goto|url|link", re.I)
_MAX_SELECTS, _MAX_OPTIONS, _INNER = 40, 300, 4
_SPACE = re.compile(r"\s+")
_FOOT_LINKS = 60  # the last of a page, among which those of its foot are
_BEHIND_FOOT = 8  # links that may stand behind a foot that says nothing of the kind
_MAX_WEIGHED = 4_000_000  # characters of named boxes that are counted; boxes lie in one another


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds links."""

    node: LexborNode | None
    up: "Box | None"
    tag: str
    mark: str  # class and id in lower case
    flags: int
    depth: int
    links: int = 0  # distinct neighbouring addresses below
    link_chars: int = 0
    first: int = -1  # index of the first anchor below
    key: str = ""  # see rows: what lists below it are known by


@dataclass(slots=True, eq=False)
class Anchor:
    """A way on that a reader can follow: a link, or an element whose script visits one address.

    The node of an option is its select.
    """

    index: int
    node: LexborNode
    url: str
    text: str  # its accessible name
    hint: str  # title attribute
    box: Box
    way: str = "link"  # or "script", "option"
    is_article: bool = False  # whether its address is like those of single pages rather than of columns


class ScriptCall(NamedTuple):
    """An element that a reader can click, whose script names no address: `javascript:toPage(2)`."""

    node: LexborNode
    text: str
    script: str
    place: int  # number of the anchors before it


# By the memory id of a select: its options as (value, text). They are gathered before options are taken out of a tree.
Choices = dict[int, list[tuple[str, str]]]


@dataclass(slots=True)
class Outline:
    """Links of a page in document order, and the boxes (elements with a purpose) by the memory id of their node."""

    anchors: list[Anchor]
    boxes: dict[int, Box] = field(default_factory=dict)
    calls: list[ScriptCall] = field(default_factory=list)


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """White space runs as one space, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def choices(tree: LexborHTMLParser) -> Choices:
    """The options of the drop-downs of `tree`."""
    return {
        node.mem_id: [
            ((option.attributes.get("value") or "").strip(), squeeze(option.text()))
            for option in node.css("option")[:_MAX_OPTIONS]
        ]
        for node in tree.css("select")[:_MAX_SELECTS]
    }


def outline(
    tree: LexborHTMLParser,
    base: str,
    options: Choices | None = None,
    charset: str = "utf-8",
    is_article: Callable[[str], bool] = is_article_url,
) -> Outline:
    """Links of `tree` in document order with their boxes; addresses resolved against `base`, queries in `charset`.

    `options` are the `choices` of its drop-downs where these were taken out of it; `is_article` tells the addresses of
    articles from those of columns.
    """
    made = _Maker(base, choices(tree) if options is None else options, charset, is_article)
    for node in tree.css(_CLICKABLE)[:MAX_LINKS]:
        made.take(node)
    _add_up(made.boxes, made.root)
    head = tree.css_first("title")
    headline = headline_of(head.text()) if head is not None else ""
    _set_purposes(made.boxes, _feet(made.anchors), len(made.anchors), headline)
    return Outline(made.anchors, made.boxes, made.calls)


class _Maker:
    """Collects the anchors of a page whose address is `base`, its encoding `charset`."""

    def __init__(self, base: str, options: Choices, charset: str, is_article: Callable[[str], bool]) -> None:
        self.base, self.options, self.charset, self.is_article = base, options, charset, is_article
        self.anchors: list[Anchor] = []
        self.boxes: dict[int, Box] = {}
        self.calls: list[ScriptCall] = []
        self.root = Box(None, None, "", "", 0, 0)
        self._last_node = 0
        self._last_url = ""

    def take(self, node: LexborNode) -> None:
        """Add the links of a clickable element; one that several selectors name comes several times in a row."""
        if node.mem_id == self._last_node:
            return
        self._last_node = node.mem_id
        attributes = node.attributes
        if node.tag == "select":
            self._take_options(node, attributes)
            return
        href = attributes.get("href") or ""
        url = absolute(self.base, href, self.charset) if href else None
        if url is not None:
            self._add(node, url, name_of(node, url), "link")
        elif node.tag not in ("html", "body", "form"):
            self._take_script(node, attributes, script_of(href))

    def _take_script(self, node: LexborNode, attributes: dict[str, str | None], script: str) -> None:
        # A link that is dead without its script often has the address there: href="javascript:;" onclick="…".
        clicked, written = attributes.get("onclick") or "", attributes.get("data-href") or ""
        url = address_in(script, self.base) or address_in(clicked, self.base)
        if url is None and is_address(written):
            url = absolute(self.base, written, self.charset)
        if url is None:
            self.calls.append(ScriptCall(node, name_of(node, ""), f"{script};{clicked}"[:500], len(self.anchors)))
        elif not _leads_there(node, url, self.base):
            self._add(node, url, name_of(node, url), "script")

    def _take_options(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        """Options are links where choosing one visits it, or where their values are nothing but addresses."""
        visits = bool(_JUMP.search(attributes.get("onchange") or ""))
        for value, text in self.options.get(node.mem_id, ()):
            if not value or value.isdecimal() or not (visits or is_address(value)):
                continue
            url = absolute(self.base, value, self.charset)
            if url is not None:
                self._add(node, url, text, "option")

    def _add(self, node: LexborNode, url: str, text: str, way: str) -> None:
        holder = node if node.tag in _CONTAINERS else node.parent
        box = _box(holder, self.boxes, self.root) if holder is not None else self.root
        hint = node.attributes.get("title") or ""
        anchor = Anchor(
            len(self.anchors), node, url, text, squeeze(hint) if hint else "", box, way, self.is_article(url)
        )
        self.anchors.append(anchor)
        box.links += url != self._last_url
        box.link_chars += len(text)
        if box.first < 0:
            box.first = anchor.index
        self._last_url = url


def _leads_there(node: LexborNode, url: str, base: str) -> bool:
    """Whether a plain link inside or around an element already leads to what its script visits."""
    around = node.parent
    if around is not None and around.tag == "a" and absolute(base, around.attributes.get("href") or "") == url:
        return True
    if node.tag == "a":
        return False
    return any(absolute(base, inner.attributes.get("href") or "") == url for inner in node.css("a[href]")[:_INNER])


def _box(node: LexborNode, boxes: dict[int, Box], root: Box) -> Box:
    """The box of `node`; makes the missing boxes of its ancestors on the way."""
    missing: list[LexborNode] = []
    current: LexborNode | None = node
    known = root
    while current is not None:
        seen = boxes.get(current.mem_id)
        if seen is not None:
            known = seen
            break
        missing.append(current)
        current = current.parent
    for element in reversed(missing):
        if known.depth >= MAX_DEPTH:
            boxes[element.mem_id] = known
            continue
        known = Box(element, known, element.tag or "", mark_of(element), 0, known.depth + 1)
        boxes[element.mem_id] = known
    return known


def _feet(anchors: list[Anchor]) -> set[int]:
    """Ids of the boxes that are the foot of the page whatever they are called: they say who runs the site."""
    found: set[int] = set()
    for anchor in reversed(anchors[-_FOOT_LINKS:]):
        box: Box | None = anchor.box
        foot = None
        while box is not None and box.node is not None and box.tag not in ("body", "html"):
            if id(box) in found:
                break
            named = is_foot(box.node.text())
            if named is None:
                break
            foot = box if named else foot
            box = box.up
        if foot is not None:
            found.add(id(foot))
    return found


def _set_purposes(boxes: dict[int, Box], feet: Set[int], total: int, headline: str) -> None:
    """What boxes are for, those below like those above. Boxes were made parents first.

    `feet` are those of the foot, `total` is the number of links of the page, `headline` what it is called: it stands in
    no furniture but the breadcrumb.
    """
    room = _MAX_WEIGHED
    for box in boxes.values():
        if box.up is None or box.tag in ("html", "body"):
            continue
        flags = flags_of(box.tag, box.mark) & ~box.up.flags
        if flags and box.node is not None and room > 0:
            text = box.node.text()
            room -= len(text)
            flags = borne_out(flags, text, box.links, box.link_chars)
            behind = total - box.first - box.links
            if flags & FOOT and behind > min(_BEHIND_FOOT, box.first) and not FOOT_WORDS.search(text):
                flags &= ~FOOT
            if flags & ~CRUMB and holds_headline(box.node, headline, text):
                flags &= CRUMB
        box.flags = box.up.flags | flags | (FOOT if id(box) in feet else 0)


def purpose_of(node: LexborNode, boxes: dict[int, Box]) -> int:
    """What `node` is for, as flags, beyond what the boxes around it are for; `boxes` are those of its page."""
    box = boxes.get(node.mem_id)
    if box is not None and box.node is not None and box.node.mem_id == node.mem_id:
        return box.flags & ~(box.up.flags if box.up else 0)
    flags = flags_of(node.tag or "", mark_of(node))
    return borne_out(flags, node.text(), 0, 0) if flags else 0


def is_below(anchor: Anchor, nodes: Set[int]) -> bool:
    """Whether `anchor` stands in one of the elements with these memory ids."""
    box: Box | None = anchor.box
    while box is not None:
        if box.node is not None and box.node.mem_id in nodes:
            return True
        box = box.up
    return anchor.node.mem_id in nodes


def _add_up(boxes: dict[int, Box], root: Box) -> None:
    """Counts of a box include those of the boxes below it. Boxes were made parents first."""
    done: set[int] = set()
    for box in reversed(boxes.values()):
        up = box.up
        if up is None or id(box) in done:
            continue
        done.add(id(box))
        up.links += box.links
        up.link_chars += box.link_chars
        if box.first >= 0 and (up.first < 0 or box.first < up.first):
            up.first = box.first
    root.first = 0
