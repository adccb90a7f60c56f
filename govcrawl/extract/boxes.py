"""Elements that hold links, one inside the other, and what each is for on its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govcrawl.extract.purposes import (
    CRUMB,
    FOOT,
    FOOT_WORDS,
    TAGS,
    borne_out,
    holds_headline,
    is_foot,
    is_menu,
)

# No real page is nested deeper; below it boxes share one parent, so that work stays bounded.
MAX_DEPTH = 300
_DEEP, _WIDE = 6, 12  # levels and elements that are looked at for rows inside the main content
_BEHIND_FOOT = 8  # links that may stand behind a foot
_BESIDE_HOME = 3  # links that may stand beside that home in a banner or a breadcrumb
_WRAPPERS, _NEIGHBOURS = 12, 6  # boxes around the same content, and nodes beside one that may be blank
_MAX_WEIGHED = 4_000_000  # characters of named boxes that are counted; boxes lie in one another


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds links."""

    node: LexborNode | None
    up: "Box | None"
    tag: str
    flags: int
    depth: int
    links: int = 0  # distinct neighbouring addresses below
    link_chars: int = 0
    first: int = -1  # index of the first anchor below
    key: str = ""  # see rows: what lists below it are known by
    begins_with_date: bool | None = None  # whether a date stands before its first link; None until a row asks


def box_of(node: LexborNode, boxes: dict[int, Box], root: Box) -> Box:
    """The box of `node`, made with those of its ancestors below `root` that `boxes` does not hold yet."""
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
        known = Box(element, known, element.tag or "", 0, known.depth + 1)
        boxes[element.mem_id] = known
    return known


def around(box: Box) -> Box | None:
    """The nearest box around `box` that shows more than it does: templates wrap blocks as often as they like."""
    inner, outer = box, box.up
    for _ in range(_WRAPPERS):
        if outer is None or outer.up is None or outer.links > inner.links or _shows_beside(inner.node):
            break
        inner, outer = outer, outer.up
    return outer


def _shows_beside(node: LexborNode | None) -> bool:
    """Whether the parent of `node` shows anything else; of its neighbours only so many are looked at."""
    if node is None:
        return True
    for step in ("prev", "next"):
        other = getattr(node, step)
        for _ in range(_NEIGHBOURS):
            if other is None:
                break
            if (other.is_text_node or other.is_element_node) and (other.text() or "").strip():
                return True
            other = getattr(other, step)
        else:
            return True
    return False


def feet(last: list[Box], menu: Box | None = None) -> set[int]:
    """Ids of the boxes that are the foot of the page whatever they are called: they say who runs the site.

    `last` are the boxes of the page's last links. What holds the `menu` as well is the page, however short.
    """
    found: set[int] = set()
    known: dict[int, bool | None] = {}  # what `is_foot` says of a box: links of one box share those around it

    def told(box: Box | None) -> bool | None:
        if box is None or box.node is None or box.tag in ("body", "html") or id(box) in found:
            return None
        if menu is not None and box.first <= menu.first:
            return None
        if id(box) not in known:
            known[id(box)] = is_foot(box.node.text())
        return known[id(box)]

    seen: set[int] = set()  # boxes that were asked already, by a link beside this one
    for box in reversed(last):
        # What a box says the boxes around it say as well: the outermost that is short enough tells it of all.
        while (up := box.up) is not None and id(up) not in seen and told(up) is not None:
            seen.add(id(up))
            box = up
        if (up is None or id(up) not in seen) and told(box):
            found.add(id(box))
    return found


def is_in_foot(box: Box | None) -> bool:
    """Whether `box`, or one around it, says who runs the site, and little else: no wrapper of the content does."""
    while box is not None and box.node is not None and box.flags & FOOT:
        said = is_foot(box.node.text())
        if said is not False:
            return bool(said)
        box = box.up
    return False


def menu_of(homes: list[Box]) -> Box | None:
    """The menu of the site: the links that stand in one line with one to the home page, the first on the page.

    `homes` are the boxes of the links home, in the order of the page.
    """
    for home in homes:
        box: Box | None = home
        for _ in range(_WRAPPERS):
            if box is None or box.links > 1:
                break
            box = box.up
        if box is None or box.node is None or box.tag in ("body", "html") or box.links <= _BESIDE_HOME:
            continue
        if is_menu(box.node.text(), box.links, box.link_chars):
            return box
    return None


def set_purposes(boxes: dict[int, Box], told: dict[int, int], total: int, headline: str) -> None:
    """What boxes are for, those below like those above. Boxes were made parents first.

    `told` are flags by the ids of boxes that their links tell: the menu and the foot. `total` is the number of links of
    the page, `headline` what it is called: it stands in no furniture but the breadcrumb.
    """
    room = _MAX_WEIGHED
    for box in boxes.values():
        if box.up is None or box.tag in ("html", "body"):
            continue
        flags = TAGS.get(box.tag, 0) & ~box.up.flags
        if flags and box.node is not None and room > 0:
            text = box.node.text()
            room -= len(text)
            flags = borne_out(flags, text, box.links, box.link_chars)
            behind = total - box.first - box.links
            early = behind > max(_BEHIND_FOOT, box.first + box.links)
            if flags & FOOT and (early or not FOOT_WORDS.search(text)):
                flags &= ~FOOT
            if flags & ~CRUMB and holds_headline(box.node, headline, text):
                flags &= CRUMB
        box.flags = box.up.flags | flags | told.get(id(box), 0)


def purpose_of(node: LexborNode, boxes: dict[int, Box]) -> int:
    """What `node` is for, as flags, beyond what the boxes around it are for; `boxes` are those of its page."""
    box = boxes.get(node.mem_id)
    if box is not None and box.node is not None and box.node.mem_id == node.mem_id:
        return box.flags & ~(box.up.flags if box.up else 0)
    flags = TAGS.get(node.tag or "", 0)
    return borne_out(flags, node.text(), 0, 0) if flags else 0


def add_up(boxes: dict[int, Box], root: Box) -> None:
    """Make the counts of each of `boxes` below `root` include those of the boxes in it; parents were made first."""
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


def first_inside(node: LexborNode) -> Iterator[LexborNode]:
    """An element and what it begins with, level by level."""
    inner: LexborNode | None = node
    for _ in range(_DEEP):
        if inner is None:
            return
        if inner.is_element_node:
            yield inner
            yield from elements_of(inner)
        child = inner.child
        while child is not None and not child.is_element_node:
            child = child.next
        inner = child


def elements_of(node: LexborNode) -> Iterator[LexborNode]:
    """The first child elements of `node`."""
    child = node.child
    for _ in range(_WIDE):
        if child is None:
            return
        if child.is_element_node:
            yield child
        child = child.next


def within(box: Box | None, outer: Box) -> bool:
    """Whether `box` is `outer` or lies inside it."""
    while box is not None:
        if box is outer:
            return True
        box = box.up
    return False
