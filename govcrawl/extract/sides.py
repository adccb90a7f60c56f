"""Blocks beside the content that a heading gives away (热点推荐, 点击排行 …), whatever their boxes are named."""

import re

from selectolax.lexbor import LexborNode

from govcrawl.extract.outline import SIDE, Box, squeeze
from govcrawl.extract.rows import Row, is_more

_HEAD = (
    r"(?:(?:热点|热门|热搜|最热|推荐|相关|图文|精彩|编辑|小编|栏目|站内|今日|本周|本月|一周|月度|周|月|点击|阅读|浏览|访问|延伸|拓展|扩展)"
    r"(?:推荐|热点|热门|阅读|文章|新闻|信息|资讯|内容|稿件|关注|报道|文档|排行榜?|排名|热榜|榜单|链接)+"
    r"|(?:信息|文章|新闻|内容|资讯)(?:点击|阅读|浏览|推荐|热度)?(?:排行榜?|排名|推荐|热榜)|排行榜|热榜|猜你喜欢|大家都在看|点击最多|最多(?:浏览|点击|阅读))"
)
HEADING = re.compile(rf"^\W*{_HEAD}\W*$")
_SPOTTED = re.compile(rf"(?:^|\x1f)\W*{_HEAD}\W*(?:\x1f|$)")
_TAG = re.compile(r"<[^>]*>")
# Headings are short; so is their mark-up, a 更多 link included.
_MARKUP = 400
_TEXT = 24
_CLIMB = 4


def any_in(flat: str) -> bool:
    """Whether a page has such a heading at all. `flat`: visible text in pieces divided by x1f."""
    return bool(_SPOTTED.search(flat))


def is_heading(markup: str) -> bool:
    """Whether a piece of mark-up is such a heading and no more."""
    return len(markup) <= _MARKUP and bool(HEADING.match(_without_more(_TAG.sub("\x1f", markup))))


def is_beside(row: Row) -> bool:
    """Whether the list of a row stands beside the content: by the name of a box around it, or by its heading."""
    if row.flags & SIDE:
        return True
    box: Box | None = row.box or row.anchor.box
    for _ in range(_CLIMB):
        if box is None or box.node is None or box.tag in ("body", "html"):
            return False
        head = _heading_before(box.node)
        if head:
            return bool(HEADING.match(head))
        box = box.up
    return False


def _heading_before(node: LexborNode) -> str:
    """Text of the nearest element before `node` that is short enough to head it; a long one is " "."""
    before = node.prev
    for _ in range(40):
        if before is None:
            return ""
        if before.is_element_node and before.tag not in ("li", "tr", "dd"):
            text = before.text(separator="\x1f")
            if len(text) > 200:
                return " "
            if head := _without_more(text):
                return head if len(head) <= _TEXT else " "
        before = before.prev
    return ""


def _without_more(text: str) -> str:
    return " ".join(piece for part in text.split("\x1f") if (piece := squeeze(part)) and not is_more(piece))
