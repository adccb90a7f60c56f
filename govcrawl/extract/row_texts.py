"""What the row of a list says: the text of its element, or of what stands beside its link."""

from collections import Counter

from selectolax.lexbor import LexborNode

from govcrawl.extract import dates
from govcrawl.extract.outline import Box, squeeze
from govcrawl.extract.row_boxes import NUMBERS, SEPARATOR

_MOST = 6_000  # characters
_INNER = 20  # rows inside a row that are looked at
_DATE_LINE = 40  # characters of a line that tells a row's day
_LINES = 3  # between a headline and its date, summaries among them
_STEPS = 40
_BARE_STEPS = 6


def text_of(link: LexborNode, box: Box | None) -> str:
    """The text of a row, pieces divided by SEPARATOR. `link` is its link, `box` its element; None where the link stands
    bare among its siblings."""
    if box is None or box.node is None:
        return _beside(link)[:_MOST]
    raw = box.node.text(separator=SEPARATOR)
    after = _element(box.node, "next")
    if box.tag == "dt" and after is not None and after.tag == "dd":
        raw += SEPARATOR + after.text(separator=SEPARATOR)
    elif box.links == 1 and len(raw) < _MOST and not _may_be_dated(raw, link):
        raw += SEPARATOR + _date_beside(box, box.node)
    return raw[:_MOST]


def _may_be_dated(raw: str, link: LexborNode) -> bool:
    """Whether the text of a row can hold its date: in its title only a whole date counts, a year (2021年…) does not."""
    title = link.text(separator=SEPARATOR)
    rest = raw.replace(title, "", 1) if SEPARATOR not in title else raw
    return bool(NUMBERS.search(rest)) or dates.may_hold_date(rest) or dates.find_date(raw) is not None


def _date_beside(box: Box, node: LexborNode) -> str:
    """The line with a date that stands behind the element `node` of the row `box`, or before it where all dates of the
    box around it stand so; "" where there is none."""
    before, after = _date_line(node, "prev"), _date_line(node, "next")
    if (not before and not after) or not (_has_twin(node, "prev") or _has_twin(node, "next")):
        return ""
    around = box.up if box.up is not None else box
    if around.begins_with_date is None:  # asked once for all rows of a list
        around.begins_with_date = _begins_with_date(node)
    return before if around.begins_with_date else after


def _has_twin(node: LexborNode, step: str) -> bool:
    """Whether another element of its tag with a link stands near a row's element: a list has several rows."""
    other = _element(node, step)
    for _ in range(_LINES + 1):
        if other is None:
            return False
        if other.tag == node.tag and other.css_first("a") is not None:
            return True
        other = _element(other, step)
    return False


def _date_line(node: LexborNode, step: str) -> str:
    """The nearest line with a date among the siblings of `node` up to the next link; "" where there is none."""
    other = _element(node, step)
    for _ in range(_LINES):
        if other is None:
            return ""
        linked = other.css_first("a") is not None
        if not linked and _is_date_line(other):
            return other.text(separator=SEPARATOR)
        if linked or other.tag == "a":
            return ""
        other = _element(other, step)
    return ""


def _begins_with_date(node: LexborNode) -> bool:
    """Whether a date stands in the box around `node` before its first link."""
    child = node.parent.first_child if node.parent is not None else None
    for _ in range(_STEPS):
        if child is None or child.mem_id == node.mem_id or child.css_first("a") is not None:
            return False
        if child.is_element_node and _is_date_line(child):
            return True
        child = child.next
    return False


def _is_date_line(node: LexborNode) -> bool:
    """Whether an element without a link is a short line with a date."""
    text = squeeze(node.text()) if node.tag not in ("table", "ul", "ol", "dl") else ""
    return 4 <= len(text) <= _DATE_LINE and (dates.of_piece(text) is not None or dates.looks_like_date(text))


def _element(node: LexborNode, step: str) -> LexborNode | None:
    """The nearest sibling that is an element; `step` is next or prev."""
    other: LexborNode | None = getattr(node, step)
    while other is not None and not other.is_element_node:
        other = getattr(other, step)
    return other


def _beside(link: LexborNode) -> str:
    """Text of a bare link and after it, up to the next link or line; before it where nothing comes after."""
    after = _bare_text(link, "next")
    if not after.strip():
        after = _bare_text(link, "prev")
    return (link.text(separator=SEPARATOR) or "") + SEPARATOR + after


def _bare_text(link: LexborNode, step: str) -> str:
    parts: list[str] = []
    other = getattr(link, step)
    for _ in range(_BARE_STEPS):
        if other is None or other.tag in ("a", "li", "table", "ul", "div", "br", "p"):
            break
        if other.is_text_node or other.is_element_node:
            parts.append(other.text(separator=SEPARATOR) or "")
        other = getattr(other, step)
    return SEPARATOR.join(parts)


def without_inner_rows(pieces: list[str], link: LexborNode, box: Box | None) -> list[str]:
    """The `pieces` of a row but for those of rows inside it, as of a box of interpretations: their days are their own.

    `link` is the row's link, `box` its element.
    """
    if box is None or box.node is None or box.links < 2:
        return pieces
    around, node = {box.node.mem_id}, link.parent
    while node is not None and node.mem_id != box.node.mem_id:
        around.add(node.mem_id)
        node = node.parent
    inner = Counter(
        squeeze(part)
        for item in box.node.css("li")[:_INNER]
        if item.mem_id not in around and item.css_first("a") is not None
        for part in item.text(separator=SEPARATOR).split(SEPARATOR)
    )
    own = []
    for piece in pieces:
        if inner[piece]:
            inner[piece] -= 1
        else:
            own.append(piece)
    return own


def paragraphs_apart(link: LexborNode, box: Box | None) -> str:
    """Text of the paragraphs in the row `box` that do not hold its `link`: a summary, no text around the link."""
    if box is None or box.node is None:
        return ""
    around, node = set(), link.parent
    while node is not None and node.mem_id != box.node.mem_id:
        around.add(node.mem_id)
        node = node.parent
    apart = (block for block in box.node.css("p,div,dd,blockquote")[:_INNER] if block.mem_id not in around)
    return "\n".join(squeeze(block.text()) for block in apart if block.mem_id != box.node.mem_id)
