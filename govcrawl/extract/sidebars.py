"""Blocks beside the content that a heading gives away (热点推荐, 点击排行 …), whatever their boxes are named."""

import re
from collections.abc import Set

from selectolax.lexbor import LexborNode

from govcrawl.extract.outline import squeeze
from govcrawl.extract.rows import is_more

_RANKED = r"推荐|热点|热门|排行榜?|排名|热榜|榜单"
_HEAD = (
    rf"(?:(?:热点|热门|热搜|最热|推荐|相关|精彩|点击|阅读|浏览|访问|延伸|拓展|扩展)"
    rf"(?:{_RANKED}|阅读|文章|新闻|信息|资讯|内容|稿件|关注|报道|文档|链接)+"
    rf"|(?:图文|编辑|小编|栏目|站内|今日|本周|本月|一周|月度|周|月)(?:{_RANKED}|点击|阅读)+"
    rf"|(?:信息|文章|新闻|内容|资讯)(?:点击|阅读|浏览|热度)?(?:{_RANKED})+|排行榜|热榜|猜你喜欢|大家都在看|点击最多|最多(?:浏览|点击|阅读))"
)
_HEADING = re.compile(rf"^\W*{_HEAD}\W*$")
_SPOTTED = re.compile(rf"(?:^|\x1f)[^\w\x1f]*+{_HEAD}[^\w\x1f]*+(?:\x1f|$)")
# One of them is in whatever the pattern finds.
_WORDS = (
    "热",
    "推荐",
    "相关",
    "排行",
    "排名",
    "榜",
    "阅读",
    "点击",
    "浏览",
    "访问",
    "延伸",
    "拓展",
    "扩展",
    "精彩",
    "猜你",
    "都在看",
    "最多",
)
_TAG = re.compile(r"<[^>]*>")
# Headings are short; so is their mark-up, a 更多 link included.
_MARKUP = 400
_TEXT = 24
_CLIMB = 4


def any_in(flat: str) -> bool:
    """Whether a page has such a heading at all. `flat`: visible text in pieces divided by x1f."""
    return any(word in flat for word in _WORDS) and bool(_SPOTTED.search(flat))


def is_heading(text: str, names: Set[str]) -> bool:
    """Whether a text is such a heading and no more. `names`: of the page itself; a column may be called 热点新闻."""
    return bool(_HEADING.match(text)) and text.strip() not in names


def is_heading_markup(markup: str, names: Set[str]) -> bool:
    """Whether `markup` is the heading of a sidebar on a page that calls itself `names`.

    A 更多 link in it does not count.
    """
    return len(markup) <= _MARKUP and is_heading(_without_more(_TAG.sub("\x1f", markup)), names)


def is_under_heading(node: LexborNode | None, names: Set[str]) -> bool:
    """Whether such a heading stands before an element or before one of the boxes that it begins."""
    for _ in range(_CLIMB):
        if node is None or node.tag in ("body", "html"):
            return False
        head = _heading_before(node)
        if head:
            return is_heading(head, names)
        node = node.parent
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
