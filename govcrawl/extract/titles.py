"""The headline of a page: what its labels say, what it shows, and `<title>` without the site's name."""

import re
from functools import lru_cache
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.outline import squeeze

_SPLIT = re.compile(r"\s*(?:_{1,2}|\s[-|]\s|[|｜]|—{1,2}|--|－|-{1,2})\s*")
_SITE = re.compile(
    r"(?:网|网站|门户|门户网站|平台|专栏|人民政府|管委会|委员会|办公室|公司|官网|频道|研究所|新闻|集团|厅|局|首页|政府|公报)$|^首页$|^(?:www\.|http)"
)
_WRAPPED = re.compile(r"^【(.+)】$")
_CANDIDATES = (
    "h1,h2,h3,h4,h5,ucaptitle,[class*=title],[class*=Title],[class*=tit],[class*=bt],[id*=title],[id*=Title],"
    "[class*=biaoti],[class*=headline]"
)
_NAMED = re.compile(
    r"^(?:标题|名称|信息名称|文件名称)\s*[:：]?\s*$|^(?:标题|信息名称|文件名称|名称)\s*[:：]\s*(\S.{5,})$"
)
_DATE_LINE = re.compile(r"(?:发布|发表|公开|发稿)(?:时间|日期)\s*[:：]|^(?:时间|日期)\s*[:：]\s*(?:19|20)\d\d")
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
# What a title element is often filled with although it is no headline.
_GENERIC = re.compile(
    r"^(?:当前位置|您的位置|发布|日期|时间|来源|分享|扫一扫|打印|字[号体]|相关|更多|附件|首页|政务公开|新闻动态|通知公告|正文|详细|内容|热点|推荐)"
)
_MAX_CANDIDATES = 80
_MAX_RAW = 1000


@lru_cache(maxsize=4096)
def norm(text: str) -> str:
    """Text for comparison: no white space, one form of brackets."""
    return (
        _BLANK.sub("", text)
        .replace("（", "(")
        .replace("）", ")")
        .replace("：", ":")
        .replace("“", '"')
        .replace("”", '"')
    )


def strip_site(title: str, site: str = "") -> str:
    """`<title>` without the parts that only name the site; the whole when nothing else is left."""
    wrapped = _WRAPPED.match(title)
    parts = [part for part in _SPLIT.split(title) if part]
    if len(parts) < 2:
        return wrapped.group(1) if wrapped else title
    kept = list(range(len(parts)))
    while len(kept) > 1 and _names_site(parts[kept[-1]], site):
        kept.pop()
    if len(kept) > 1 and site and norm(parts[kept[0]]) == norm(site):
        kept.pop(0)
    if len(kept) == 1 and _names_site(parts[kept[0]], site) and len(parts[kept[0]]) < 12:
        return title
    if kept == list(range(len(parts))):
        return title
    start = title.find(parts[kept[0]])
    last = parts[kept[-1]]
    text = title[start : title.rfind(last, start) + len(last)] if start >= 0 else parts[kept[0]]
    wrapped = _WRAPPED.match(text)
    return wrapped.group(1) if wrapped else text


def _names_site(part: str, site: str) -> bool:
    if site and (norm(part) in norm(site) or norm(site) in norm(part)):
        return True
    return len(part) <= 22 and bool(_SITE.search(part)) and "关于" not in part


def shown(tree: LexborHTMLParser, pieces: list[str], wanted: list[str]) -> str | None:
    """The headline that the visible page carries, or None.

    `pieces` are the texts of `tree` in order; `wanted` is what the headline is expected to say, best first.
    """
    best, best_score = None, 0.0
    targets = [norm(text) for text in wanted if text]
    # A <title> that only names site or section is no headline, even where the page repeats it.
    vague = {
        target for target, text in zip(targets, filter(None, wanted), strict=True) if len(target) < 5 or is_site(text)
    }
    precise = [target for target in targets if target not in vague]
    exact = _exact(tree, precise)
    if exact:
        return exact
    for node in tree.css(_CANDIDATES)[:_MAX_CANDIDATES]:
        text = node.text()
        if len(text) > _MAX_RAW:
            continue
        text = squeeze(text)
        if not 4 <= len(text) <= 200:
            continue
        score = 25 if norm(text) in vague else _score(node, text, precise)
        if score > best_score:
            best, best_score = text, score
    if best_score >= 60:
        return best
    plain = _plain(pieces, precise) or _before_date(pieces)
    if plain:
        return plain
    return best if best_score >= 25 else None


def _exact(tree: LexborHTMLParser, targets: list[str]) -> str | None:
    """The first heading that says what is wanted: the common case, and much cheaper than looking by class names."""
    for node in tree.css("h1,h2,h3")[:_MAX_CANDIDATES]:
        text = node.text()
        if len(text) <= _MAX_RAW and norm(text) in targets and len(text) >= 4:
            return squeeze(text)
    return None


def _score(node: LexborNode, text: str, targets: list[str]) -> float:
    own = norm(text)
    for rank, target in enumerate(targets):
        if own == target:
            return 200 - rank
        if len(own) >= 8 and (target.startswith(own) or (own.startswith(target) and len(target) >= 8)):
            return 100 - rank + min(len(own), 60) / 2 if len(own) <= len(target) * 1.6 else 0
    if len(own) < 8 or _GENERIC.match(text) or (node.parent is not None and node.parent.tag in ("li", "a", "td")):
        return 0
    if node.css_first("a") is not None:
        return 0
    level = {"h1": 40.0, "h2": 36, "h3": 32, "h4": 31, "h5": 31}.get(node.tag or "", 30)
    return level if not _SITE.search(text) else 5


def _plain(pieces: list[str], targets: list[str]) -> str | None:
    """A headline without an element of its own name: a piece that says what is wanted, or 名称 in the header table."""
    for piece in pieces[:400]:
        if len(piece) >= 6 and norm(piece) in targets[:2]:
            return piece
    for piece, after in pairwise(pieces[:201]):
        match = _NAMED.match(piece)
        if match:
            text = match.group(1) or after.lstrip(":： ")
            if len(text) >= 6:
                return text
    return None


def _before_date(pieces: list[str]) -> str | None:
    """The line above “发布时间：…”, where templates put the headline."""
    for index, piece in enumerate(pieces[:600]):
        if len(piece) <= 60 and _DATE_LINE.search(piece):
            for above in reversed(pieces[max(0, index - 4) : index]):
                if len(above) >= 8 and not _GENERIC.match(above) and not _DATE_LINE.search(above) and len(above) <= 120:
                    return above
            return None
    return None


def is_site(text: str) -> bool:
    """Whether all parts of a `<title>` name a site or a section."""
    parts = [part for part in _SPLIT.split(text) if part]
    return (
        bool(parts)
        and any(_names_site(part, "") for part in parts)
        and all(_names_site(part, "") or len(part) < 6 for part in parts)
    )


def choose(label: str, visible: str | None, page: str) -> str:
    """The headline for a reader. The label when page or `<title>` bear it out, else what is visible, else `<title>`."""
    if label and label.lower() != "null":
        if not visible or _same(label, visible) or _same(label, page):
            return label
        return visible
    if visible and page and not is_site(page):
        one, other = norm(visible), norm(page)
        if one == other:
            return page
        if len(one) > len(other) >= 8 and one.startswith(other) and not page.rstrip().endswith(("…", "...")):
            return page
    return visible or page


def _same(one: str, other: str) -> bool:
    left, right = norm(one), norm(other)
    if not left or not right:
        return False
    short, long = sorted((left, right), key=len)
    return short in long and (len(short) >= 6 or short == long)
