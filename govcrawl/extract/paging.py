"""The pages of a list that come after the one at hand, how many entries it says to have, and whether that is all."""

import re
from typing import NamedTuple, Self

from selectolax.lexbor import LexborNode

from govcrawl.domain.urls import host_of, normalise, page_key
from govcrawl.extract import pagers, paging_scripts
from govcrawl.extract.outline import Outline
from govcrawl.extract.pager_addresses import lone_next, pages_after
from govcrawl.extract.pagers import MAX_PAGES, Pager, is_step
from govcrawl.extract.purposes import FOOT, HEAD, NAV, TAGS

_TOTAL_TEXT = re.compile(
    r"(?:共|总数|总计|合计|总共)\s*+(?:有|计)?\s*+[:：]?\s*+(\d{1,7})\s*+(?:条|篇|件|项|个记录|记录)"
)
_TOTAL_ALONE = re.compile(
    r"(?:^|\x1f)[^\S\x1f]*+(?:(?:共|总计)\s*+)?(\d{1,7})\s*+(?:条|篇|件)(?:$|\x1f)"
)  # in a pager, nowhere else
# In lower case, as all that follow: what tells the number of entries in a script or in XML.
_TOTAL_NAMES = (
    "countnum",
    "recordcount",
    "totalrecord",
    "totalcount",
    "total_count",
    "post_count",
    "totalrow",
    "rowcount",
)
_TOTAL_VAR = re.compile(
    r"""\b(?:countnum|recordcount|totalrecords?|totalcount|total_count|post_count|totalrow|rowcount|m_nrecordcount)\b"""
    r"""["']?\s*[=:]\s*["']?(\d{1,8})"""
)
_TOTAL_XML = re.compile(r"<total(?:record|row)s?>\s*(\d{1,8})\s*</")


_CLIMB = 6  # levels up to a menu, header or footer
_MORE_ROWS = re.compile(
    r"加载更多|更多(?:内容|信息|数据)|点击加载|查看更多|显示更多|load\s*more|show\s*more|下一?页|^(?=[^>›»]*+[>›»])\W*+$",
    re.I,
)
_PAGER_MARK = re.compile(
    r"(?:^|[\s_-])(?:page[rs]?|pages?[_-]?(?:box|nav|list|num|con|bar)?|paging|pagination|fenye|fy)(?:$|[\s_-])"
)


class PagerLinks(NamedTuple):
    """Addresses in reading order, the declared number of entries, and what is known of the list's end.

    `complete` says whether the page ends its list: True and False are shown, None is unknown; `why` says it in Chinese.
    """

    next_pages: list[str]
    total: int | None
    complete: bool | None = None
    why: str = ""
    steps: frozenset[str] = frozenset()  # page keys of all that pagers of the page link, forward and back

    def counted(self, entries: int) -> Self:
        """The same where nothing but the declared number of entries tells whether the `entries` of a page are all."""
        if self.complete is not None or self.total is None or not entries:
            return self
        why = f"列表声明共{self.total}条，本页有{entries}条"
        return self._replace(complete=entries >= self.total, why=why)


def read(html: str, text: str, url: str, links: Outline) -> PagerLinks:
    """`html` is the page's source (scripts included), `text` what is visible, `links` all its links."""
    called = paging_scripts.from_call(html, url)
    decoded = list(paging_scripts.decoded(html, url))
    outlines = [links, *(made for made, _ in decoded)]
    text = "\x1f".join([text, *(words for _, words in decoded)])
    total = called.total if called else None
    if total is None:
        total = next((int(match[1]) for _, words in decoded if (match := _TOTAL_ALONE.search(words))), None)
    if total is None:
        total = _total(html, text)
    steps: set[str] = set()
    pager, pages = _best(outlines, html, url, steps)
    if called is not None:
        pages = called.pages
    elif not pages:
        pages = paging_scripts.from_variables(html, url) or lone_next(links.anchors, url)
    own = page_key(normalise(url))
    pages = [page for page in dict.fromkeys(pages) if page_key(page) != own][:MAX_PAGES]
    complete, why = _end(pager, pages, html, links, ended=called is not None and not pages)
    steps.update(map(page_key, pages))
    return PagerLinks(pages, total, complete, why, frozenset(steps))


def _best(outlines: list[Outline], html: str, url: str, steps: set[str]) -> tuple[Pager | None, list[str]]:
    """The pager that leads furthest, and the pages after this one; what all pagers link is added to `steps`."""
    best: tuple[Pager | None, list[str]] = (None, [])
    for each in outlines:
        for run in pagers.runs(each, host_of(url)):
            pager = pagers.pager_in(run, url)
            if pager is None:
                continue
            steps.update(page_key(step.url) for step in pager.steps if step.url and is_step(step.label))
            for number, script in pager.scripted.items():
                address = paging_scripts.address_of(script, number, html, url)
                if address is not None:
                    pager.numbered.setdefault(number, address)
            pages = pages_after(pager, url)
            if best[0] is None or len(pages) > len(best[1]):
                best = (pager, pages)
    return best


def _end(pager: Pager | None, pages: list[str], html: str, links: Outline, *, ended: bool) -> tuple[bool | None, str]:
    """Whether nothing comes after this page, and what says so."""
    if pages:
        return False, ""
    if pager is not None:
        count = pager.count or 0
        if count > pager.current:
            return False, f"翻页显示共{count}页，第{pager.current}页之后的地址未能识别"
        if count or any(pagers.BACK.search(step.label) for step in pager.steps):
            return True, f"翻页显示本页是第{pager.current}页，也是最后一页"
    if ended:
        return True, "翻页脚本说明只有这些页"
    more = next((call.text for call in links.calls if _MORE_ROWS.search(call.text) and not _in_chrome(call.node)), None)
    if more is not None:
        return False, f"“{more}”由脚本执行，后续内容未能读取"
    if _has_scripted_pager(html):
        return None, "页面留有翻页位置，翻页由脚本生成，是否还有后续页不明"
    return None, ""


def _in_chrome(node: LexborNode) -> bool:
    around = node.parent
    for _ in range(_CLIMB):
        if around is None:
            return False
        if TAGS.get(around.tag or "", 0) & (NAV | HEAD | FOOT):
            return True
        around = around.parent
    return False


def _has_scripted_pager(html: str) -> bool:
    """Whether an empty box that is named after a pager waits for a script."""
    return any(_PAGER_MARK.search(match[1].lower()) for match in _EMPTY_BOX.finditer(html))


_EMPTY_BOX = re.compile(
    r"""<(?:div|ul|p|span|nav)\b[^<>]{0,200}?\b(?:id|class)\s*=\s*["']?([\w\s-]{2,60})["'][^<>]{0,200}>\s*</""", re.I
)


def _total(html: str, text: str) -> int | None:
    match = _TOTAL_TEXT.search(text.replace("\x1f", ""))
    if match is None:
        lower = html.lower()
        if any(name in lower for name in _TOTAL_NAMES):
            match = _TOTAL_VAR.search(lower) or _TOTAL_XML.search(lower)
    return int(match.group(1)) if match else None
