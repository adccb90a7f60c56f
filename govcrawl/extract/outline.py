"""The links of a parsed page with the boxes (elements) around them: one walk, from which rows, menus,
breadcrumbs and attachments are all read."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute

NAV, FOOT, HEAD, CRUMB, SIDE, HIDDEN = 1, 2, 4, 8, 16, 32
CHROME = NAV | FOOT | HEAD | CRUMB
# No real page is nested deeper; below it boxes share one parent, so that work stays bounded.
MAX_DEPTH = 300
# No honest page has more; what lies behind is not read.
MAX_LINKS = 5_000

# Whole words where a part of a word would hit something else (photo, position-relative).
_MARKS = (
    (
        CRUMB,
        re.compile(
            r"crumb|dqwz|weizhi|lujing|curr?pos|(?:^|[\s_-])(?:path|place|local|position|location)(?:$|\s)|myposition"
        ),
    ),
    (NAV, re.compile(r"nav|menu|daohang|dhlm|(?:^|[\s_-])dh(?:$|[\s_-])")),
    (FOOT, re.compile(r"foot|copyright|yqlj|friend|(?:^|[\s_-])bottom(?:$|[\s_-])|(?:^|[\s_-])links?box")),
    (
        HEAD,
        re.compile(
            r"(?:^|[\s_-])(?:page|site|top)?[_-]?header(?:$|[\s_-])|toolbar|top[_-]?(?:bar|link|box)|(?:^|[\s_-])logo"
        ),
    ),
    (
        SIDE,
        re.compile(
            r"aside|sidebar|(?:^|[\s_-])hot(?!line|el)|hot(?:$|[\s_-])|(?:^|[\s_-])rank|paihang|phb|recommend|tuijian|related|relevant|"
            r"xgwz|xgxx|xgyd|xgbd|remen|comment|(?:^|[\s_-])share"
        ),
    ),
)
_TAGS = {"nav": NAV, "footer": FOOT, "header": HEAD, "aside": SIDE}
_SPACE = re.compile(r"\s+")


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
    """An <a> or <area> with a usable address."""

    index: int
    node: LexborNode
    url: str
    text: str
    hint: str  # title attribute
    box: Box


@dataclass(slots=True)
class Outline:
    """Links of a page in document order, and the boxes (elements with a purpose) by the memory id of their node."""

    anchors: list[Anchor]
    boxes: dict[int, Box] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def flags_of(tag: str, mark: str) -> int:
    """What an element is for, as flags, by its `tag` name and its `mark` (id and class names in one text)."""
    flags = _TAGS.get(tag, 0)
    if mark:
        for flag, pattern in _MARKS:
            if pattern.search(mark):
                # A breadcrumb is often named nav-something; it is no menu.
                return flags | flag
    return flags


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """White space runs as one space, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def mark_of(node: LexborNode) -> str:
    """Class and id of an element in lower case."""
    attributes = node.attributes
    if not attributes:
        return ""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip().lower()


def outline(tree: LexborHTMLParser, base: str) -> Outline:
    """Links of `tree` in document order with their boxes; addresses are resolved against `base`."""
    found: list[Anchor] = []
    boxes: dict[int, Box] = {}
    root = Box(None, None, "", "", 0, 0)
    last = ""
    for node in tree.css("a[href],area[href]")[:MAX_LINKS]:
        attributes = node.attributes
        href = attributes.get("href")
        url = absolute(base, href) if href else None
        if url is None:
            continue
        parent = node.parent
        box = _box(parent, boxes, root) if parent is not None else root
        text = squeeze(node.text())
        hint = attributes.get("title") or ""
        anchor = Anchor(len(found), node, url, text, squeeze(hint) if hint else "", box)
        found.append(anchor)
        box.links += url != last
        box.link_chars += len(text)
        if box.first < 0:
            box.first = anchor.index
        last = url
    _add_up(boxes, root)
    return Outline(found, boxes)


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
        tag = element.tag or ""
        mark = mark_of(element)
        flags = known.flags | flags_of(tag, mark)
        if tag in ("html", "body"):
            flags = 0
        if known.depth >= MAX_DEPTH:
            boxes[element.mem_id] = known
            continue
        known = Box(element, known, tag, mark, flags, known.depth + 1)
        boxes[element.mem_id] = known
    return known


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
