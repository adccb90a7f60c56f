"""The breadcrumb of a page: its element, its steps, and where it ends."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from govcrawl.extract.boxes import around, within
from govcrawl.extract.outline import Anchor, Box, Outline, squeeze
from govcrawl.extract.row_boxes import SEPARATOR

HOME = re.compile(r"^\W*(?:网站|本站|门户)?(?:首\s*页|主页)\W*$")
_ARROWS = re.compile(r"[>›»＞→]|/|\\|-|—|·|\|")
_ARROWED = re.compile(r"[>›»＞→]")
_ARROW = re.compile(r"\s*(?:>|›|»|＞|→)")
# 首页 > 通知公告, where the page's own name is no link.
_TRAIL_OF_ONE = re.compile(
    r"\W{0,4}(?:网站|本站|门户)?(?:首 ?页|主页)(?: ?(?:>{1,2}|›|»|＞|→) ?[^>›»＞→。，]{2,20}+){1,4}"
)
_POSITION = re.compile(
    r"当前(?:的)?位置|当前(?:所在|页面|栏目)\s*[:：]|您(?:现在)?(?:的|所在的)?位置|所在位置|您(?:现在)?在|^位置"
)
_TRAIL = re.compile(r"正文|内容|详[情细]|浏览|文章")
_BLOCKS = frozenset(("hr", "div", "p", "table", "ul", "dl", "h1", "h2", "h3", "h4"))
_BLANKS = " \xa0\u3000\r\n\t:："
_NAME_LENGTH = 20
_STEPS_GONE = 4  # arrows before the first step that is left where the others belong to the template


def breadcrumb(outline: Outline, url: str) -> list[tuple[str, str]]:
    """(name, url) of 当前位置：首页 > A > B; a last name without a link carries the page's own address."""
    box = _crumb(outline)
    if box is None or box.node is None:
        return []
    inside, steps = _links_in(box, outline), _steps(box, outline)
    trail = [(anchor.text or anchor.hint, anchor.url) for anchor in steps if anchor.text or anchor.hint]
    if len(steps) < len(inside):
        behind = steps[-1].node.next
        shown = [(behind.text() or "")[:_NAME_LENGTH] if behind is not None and behind.is_text_node else ""]
    else:
        shown = box.node.text(separator=SEPARATOR)[:600].split(SEPARATOR)
    pieces = [text for piece in shown if (text := squeeze(piece))]
    last = _ARROWS.sub(" ", pieces[-1]).strip() if pieces else ""
    if (
        last
        and 2 <= len(last) <= _NAME_LENGTH
        and trail
        and not _TRAIL.search(last)
        and all(last != name for name, _ in trail)
    ):
        trail.append((last, url))
    return trail


def crumb_end(outline: Outline) -> int:
    """Index of the last link of the breadcrumb; -1 where there is none."""
    box = _crumb(outline)
    return max((anchor.index for anchor in _steps(box, outline)), default=-1) if box is not None else -1


def step_indices(outline: Outline) -> frozenset[int]:
    """Indices of the links of the breadcrumb of `outline`."""
    box = _crumb(outline)
    return frozenset(anchor.index for anchor in _steps(box, outline)) if box is not None else frozenset()


def crumb_box(outline: Outline) -> Box | None:
    """The element of the breadcrumb; None without one, or where it stands in one element with other content."""
    box = _crumb(outline)
    return box if box is not None and len(_steps(box, outline)) == len(_links_in(box, outline)) else None


def _crumb(outline: Outline) -> Box | None:
    if outline.crumb is None:
        outline.crumb = (_find_crumb(outline),)
    return outline.crumb[0]


def _links_in(box: Box, outline: Outline) -> list[Anchor]:
    return [anchor for anchor in outline.anchors[box.first : box.first + 40] if within(anchor.box, box)]


def _steps(box: Box, outline: Outline) -> list[Anchor]:
    """The links of the breadcrumb in `box`: those that nothing but arrows parts, where they stand side by side."""
    inside = _links_in(box, outline)
    for at, (one, other) in enumerate(pairwise(inside), 1):
        if one.node.parent == other.node.parent and _is_parted(one.node, other.node):
            return inside[:at]
        if one.node.parent == box.node and other.node.parent != box.node:
            return inside[:at]
    return inside


def _is_parted(one: LexborNode, other: LexborNode) -> bool:
    """Whether words or a block stand between two links of one element."""
    node = one.next
    for _ in range(_STEPS_GONE):
        if node is None or node == other:
            break
        if _ARROWS.sub("", node.text() or "").strip(_BLANKS) or node.tag in _BLOCKS:
            return True
        node = node.next
    return node != other


def _find_crumb(outline: Outline) -> Box | None:
    for anchor in outline.anchors:
        if not (HOME.match(anchor.text) or _begins_trail(anchor, outline)):
            continue
        box: Box | None = anchor.box
        for _ in range(4):
            if box is None or box.node is None or box.links > 12 or box.tag in ("body", "html"):
                break
            text = box.node.text()
            if len(text) > 600:
                break
            if (
                _POSITION.search(text[:60].strip())
                or _leads_on(anchor, box, outline, text)
                or _leads_here(box, outline)
                or (box.links == 1 and _TRAIL_OF_ONE.fullmatch(squeeze(text)))
            ):
                return box
            box = around(box)
    return None


def _is_followed(anchor: Anchor, box: Box, outline: Outline) -> bool:
    """Whether another link of `box` comes behind `anchor`."""
    after = outline.anchors[anchor.index + 1 : anchor.index + 2]
    return bool(after) and within(after[0].box, box)


def _leads_on(anchor: Anchor, box: Box, outline: Outline, text: str) -> bool:
    """Whether an arrow stands between `anchor` and the next link of `box`, whose text is `text`."""
    if not _is_followed(anchor, box, outline):
        return False
    begin = text.find(anchor.text) + len(anchor.text)
    name = outline.anchors[anchor.index + 1].text
    end = text.find(name, begin) if name else -1
    return bool(_ARROWED.search(text[begin : end if end >= 0 else begin + _NAME_LENGTH]))


def _begins_trail(anchor: Anchor, outline: Outline) -> bool:
    """Whether only arrows stand between “当前位置” and a link, or one right behind a link to the root of a site."""
    before = anchor.node.prev
    for _ in range(_STEPS_GONE):
        if before is None:
            break
        text = (before.text() or "")[-_NAME_LENGTH:]
        if _POSITION.search(text):
            return True
        before = before.prev if before.is_text_node and not _ARROWS.sub("", text).strip(_BLANKS) else None
    after = anchor.node.next
    if after is None or not _ARROW.match(after.text() or "") or urlsplit(anchor.url).path not in ("", "/"):
        return False
    return _is_followed(anchor, anchor.box, outline)


def _leads_here(box: Box, outline: Outline) -> bool:
    """Whether steps that nothing parts lead from the home page down to this one, as those of a menu do not."""
    inside = [anchor for anchor in outline.anchors[box.first : box.first + 12] if within(anchor.box, box)]
    if len(inside) < 2 or not HOME.match(inside[0].text):
        return False
    folders = [anchor.url.rpartition("/")[0] + "/" for anchor in inside[1:]]
    if len(set(folders)) < len(folders):
        return False  # all in one folder: their addresses lead nowhere
    return all(outline.url.startswith(folder) and folder.count("/") > 3 for folder in folders)
