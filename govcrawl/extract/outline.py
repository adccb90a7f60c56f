"""The links of a parsed page with the boxes (elements) around them: one walk, from which rows, menus,
breadcrumbs and attachments are all read."""

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute, host_of, site_of
from govcrawl.extract.accessible_names import name_of
from govcrawl.extract.boxes import Box, add_up, box_of, feet, menu_of, purpose_of, set_purposes
from govcrawl.extract.purposes import CHROME, CRUMB, FOOT, HEAD, HIDDEN, NAV, SIDE, headline_of
from govcrawl.extract.script_links import address_in, is_address, script_of
from govcrawl.extract.shapes import is_article_url

__all__ = [
    "CHROME", "CRUMB", "FOOT", "HEAD", "HIDDEN", "NAV", "SIDE", "Anchor", "Box", "Choices", "Outline", "ScriptCall",
    "choices", "is_below", "outline", "purpose_of", "squeeze",
]  # fmt: skip

# No honest page has more; what lies behind is not read.
MAX_LINKS = 5_000

_CLICKABLE = "a[href],area[href],[onclick],[data-href],select"
# Elements that are the row, the tile or the menu item themselves; all others stand in one.
_CONTAINERS = frozenset(
    {"li", "tr", "td", "dd", "dt", "dl", "div", "p", "ul", "section", "article", "h1", "h2", "h3", "h4"}
)
_JUMP = re.compile(r"location|\bopen\s*\(|href|jump|goto|url|link", re.I)
_MAX_SELECTS, _MAX_OPTIONS, _INNER = 40, 300, 4
_ROOT = 3  # slashes in the address of a home page
_FOOT_LINKS = 60  # the last of a page, among which those of its foot are


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
    url: str = ""  # of the page
    crumb: tuple[Box | None] | None = None  # its breadcrumb, once it has been looked for


def squeeze(text: str) -> str:
    """White space runs as one space, none at the ends."""
    return " ".join(text.split())


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
    title: str = "",
) -> Outline:
    """Links of `tree` in document order with their boxes; addresses resolved against `base`, queries in `charset`.

    `options` are the `choices` of its drop-downs where these were taken out of it; `is_article` tells the addresses of
    articles from those of columns, `title` is what the page's <title> says.
    """
    made = _Maker(base, choices(tree) if options is None else options, charset, is_article)
    for node in tree.css(_CLICKABLE)[:MAX_LINKS]:
        made.take(node)
    add_up(made.boxes, made.root)
    site = site_of(host_of(base))
    homes = (anchor for anchor in made.anchors if anchor.url.count("/") == _ROOT and anchor.url.endswith("/"))
    menu = menu_of([anchor.box for anchor in homes if site_of(host_of(anchor.url)) == site])
    told = dict.fromkeys(feet([anchor.box for anchor in made.anchors[-_FOOT_LINKS:]], menu), FOOT)
    if menu is not None:
        told[id(menu)] = NAV
    set_purposes(made.boxes, told, len(made.anchors), headline_of(title))
    return Outline(made.anchors, made.boxes, made.calls, base)


class _Maker:
    """Collects the anchors of a page whose address is `base`, its encoding `charset`."""

    def __init__(self, base: str, options: Choices, charset: str, is_article: Callable[[str], bool]) -> None:
        self.base, self.options, self.charset, self.is_article = base, options, charset, is_article
        self.anchors: list[Anchor] = []
        self.boxes: dict[int, Box] = {}
        self.calls: list[ScriptCall] = []
        self.root = Box(None, None, "", 0, 0)
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
            self._add(node, url, name_of(node, url), "link", attributes)
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
            self._add(node, url, name_of(node, url), "script", attributes)

    def _take_options(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        """Options are links where choosing one visits it, or where their values are nothing but addresses."""
        visits = bool(_JUMP.search(attributes.get("onchange") or ""))
        for value, text in self.options.get(node.mem_id, ()):
            if not value or value.isdecimal() or not (visits or is_address(value)):
                continue
            url = absolute(self.base, value, self.charset)
            if url is not None:
                self._add(node, url, text, "option", attributes)

    def _add(self, node: LexborNode, url: str, text: str, way: str, attributes: dict[str, str | None]) -> None:
        holder = node if node.tag in _CONTAINERS else node.parent
        box = box_of(holder, self.boxes, self.root) if holder is not None else self.root
        hint = attributes.get("title") or ""
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


def is_below(anchor: Anchor, nodes: Set[int]) -> bool:
    """Whether `anchor` stands in one of the elements with these memory ids."""
    box: Box | None = anchor.box
    while box is not None:
        if box.node is not None and box.node.mem_id in nodes:
            return True
        box = box.up
    return anchor.node.mem_id in nodes
