"""What stands above a block of a page as its heading."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govcrawl.extract import periods
from govcrawl.extract.outline import Anchor, Box, Outline, squeeze
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.rows import is_more

_LENGTH = 30
_LONG, _LOOSEST = 200, 8  # characters of what stands above a block, and how many times as long blanks may make it
_CLIMB = 6
_STEPS = 40
_LINKS = 6
_ROW_TAGS = frozenset({"li", "tr", "dd"})
MORE = re.compile(r"^\W*(?:查看)?(?:更多|more)\W*$|^\+$|^>{2,}$", re.I)  # what leads from a block to its column
_INSIDE, _NO_NAME = 12, re.compile(r"[\d。，；：:]")  # characters of a name inside a list, and what is in none
_POSITION = re.compile(r"\W*(?:当前|您)(?:现在)?(?:的|所在的)?位置|所在位置")
_STEP = re.compile(r"^\W*[‹<«＜←]|[‹›<>«»＜＞←→]\s*$")
_TABLE_HEAD = re.compile(r"(?:序号|标题|名称|主题|索引号|发布机构|日期|时间|文号|状态|来源)")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above a block, a “更多” link left out, and where the links among them lead."""

    text: str
    urls: frozenset[str]
    leads_on: bool = False  # a “更多” link stands beside them
    is_several: bool = False  # they are several texts, not one

    @property
    def is_row_of_links(self) -> bool:
        """Whether its links lead to several places: tabs, a menu, a breadcrumb."""
        return len(self.urls) > 1


def heading_of(container: Box, first: Anchor, outline: Outline, row: LexborNode | None = None) -> Heading | None:
    """The heading of the block in `container`, whose first link is `first`, in the element `row` where it has one; None
    where none is near."""
    above = _shown_before(row) if row is not None else None
    if above is not None and (heading := _row_above(above, first, outline)) is not None:
        return heading
    node = container.node
    for _ in range(_CLIMB):
        if node is None or node.tag in ("body", "html"):
            return None
        before = _shown_before(node)
        if before is not None:
            text = _text(before)
            if _POSITION.match(text) or "。" in text:
                return None
            if _is_step(before):
                node = before
                continue
            if len(_TABLE_HEAD.findall(text)) < 2:
                return _heading(before, text, first, outline) if 0 < len(text) <= _LENGTH else None
        node = node.parent
    return None


def _is_step(node: LexborNode) -> bool:
    """Whether an element is the way up from the page, a link and an arrow beside it, and not the name of a block."""
    link = node.css_first("a") if node.is_element_node else None
    return link is not None and not MORE.match(link.text().strip()) and bool(_STEP.search(_beside_links(node)))


def _beside_links(node: LexborNode) -> str:
    """Text of an element with the words of its links left out."""
    text = node.text() or ""
    for link in node.css("a")[:_LINKS]:
        text = text.replace(link.text(), " 栏目 ", 1)
    return text if len(text) <= _LONG else ""


def _row_above(row: LexborNode, first: Anchor, outline: Outline) -> Heading | None:
    """The heading that a row above the first one is: a name, and beside it the “更多” of its block."""
    text = _text(row) if row.is_element_node else ""
    if not 0 < len(text) <= _LENGTH or _POSITION.match(text):
        return None
    heading = _heading(row, text, first, outline)
    return (
        heading
        if len(heading.urls) == 1 and any(MORE.match(each.text) for each in _links(row, first, outline))
        else None
    )


def heading_inside(row: LexborNode, first: Anchor, outline: Outline) -> Heading | None:
    """The words in an element of its own right before the first `row` of a list, whose link is `first`; None where a
    link, a number or the names of columns stand there."""
    above = _shown_before(row)
    text = _text(above) if above is not None and above.is_element_node else ""
    if above is None or not 2 <= len(text) <= _INSIDE or _POSITION.match(text) or _NO_NAME.search(text):
        return None
    if above.tag == "a" or above.css_first("a") is not None or len(_TABLE_HEAD.findall(text)) > 1:
        return None
    return _heading(above, text, first, outline)


def words_of(node: LexborNode) -> str:
    """The texts of `node`, divided by SEPARATOR; where they hold no words, what its pictures are called."""
    text = node.text(separator=SEPARATOR) or ""
    if not node.is_element_node or any(not is_more(squeeze(piece)) for piece in text.split(SEPARATOR)):
        return text
    names = (picture.attributes.get("alt") or "" for picture in node.css("img[alt]")[:_LINKS])
    return SEPARATOR.join(filter(None, map(str.strip, names))) or text


def has_table_head(row: Box) -> bool:
    """Whether the table of a row begins with the names of its columns."""
    table: Box | None = row
    while table is not None and table.tag != "table":
        table = table.up
    head = table.node.css_first("tr") if table is not None and table.node is not None else None
    return head is not None and len(_TABLE_HEAD.findall(_text(head))) >= 2


def _shown_before(node: LexborNode) -> LexborNode | None:
    """The nearest sibling before `node` that shows words; a row of a table or list is none."""
    before = node.prev
    for _ in range(_STEPS):
        if before is None:
            return None
        is_shown = (before.is_text_node or before.is_element_node) and words_of(before).replace(SEPARATOR, "").strip()
        if is_shown and not periods.heads(before):
            return before if before.tag != "dd" else None
        before = before.prev
    return None


def _text(node: LexborNode) -> str:
    raw = words_of(node)
    if len(raw) > _LOOSEST * _LONG:
        return ""
    text = " ".join(piece for part in raw.split(SEPARATOR) if (piece := squeeze(part)) and not is_more(piece))
    return text if len(text) <= _LONG else ""


def _heading(node: LexborNode, text: str, first: Anchor, outline: Outline) -> Heading:
    inside = _links(node, first, outline)
    urls = frozenset(anchor.url for anchor in inside)
    pieces = {piece for part in words_of(node).split(SEPARATOR) if (piece := squeeze(part))}
    several = sum(not is_more(piece) and len(piece) > 1 for piece in pieces) > 2
    return Heading(text, urls, any(is_more(anchor.text) for anchor in inside), several)


def _links(heading: LexborNode, first: Anchor, outline: Outline) -> list[Anchor]:
    """Links inside a heading: they stand shortly before the first one of its block."""
    found = []
    for anchor in outline.anchors[max(0, first.index - _LINKS) : first.index]:
        node: LexborNode | None = anchor.node
        for _ in range(_CLIMB):
            if node is None:
                break
            if node.mem_id == heading.mem_id:
                found.append(anchor)
                break
            node = node.parent
    return found
