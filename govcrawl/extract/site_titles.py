"""Titles without the names of the sites that stand in them."""

import re
from functools import lru_cache

_SPLIT = re.compile(r"(?:(?<!\s)\s+)?(?:_{1,2}|\s[-|]\s|[|｜]|—{1,2}|--|－|-{1,2})\s*")
SITE = re.compile(
    r"(?:网|网站|门户|门户网站|平台|专栏|人民政府|管委会|委员会|办公室|公司|官网|频道|研究所|新闻|集团|厅|局|首页|政府|公报)$|^首页$|^(?:www\.|http)"
)
# Separators that no headline holds: what they part is headline, column and site.
_STRONG = re.compile(r"(?:(?<!\s)\s+)?(?:_{1,2}|\s[-|–—]{1,2}\s|[|｜])\s*")
_WRAPPED = re.compile(r"^【(.+)】$")
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
# Characters from which a text is a headline rather than the name of a column.
TELLING = 8


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
    """`<title>` without the parts that name the site or the column; the whole when nothing else is left."""
    wrapped = _WRAPPED.match(title)
    parts = [part for part in _STRONG.split(title) if part]
    if len(parts) < 2:
        return wrapped.group(1) if wrapped else _without_tail(title, site)
    own = [part for part in parts if not _names_site(part, site)]
    if not own:
        return title
    # The page comes first, or last behind the steps that lead to it.
    longest = max(own, key=len)
    first = own[0] if len(own[0]) >= TELLING or len(longest) < TELLING else longest
    text = _without_tail(first, site)
    wrapped = _WRAPPED.match(text)
    return wrapped.group(1) if wrapped else text


def _without_tail(title: str, site: str) -> str:
    """A title without parts behind a dash that name the site: headlines hold dashes, too."""
    parts = [part for part in _SPLIT.split(title) if part]
    kept = list(range(len(parts)))
    while len(kept) > 1 and _names_site(parts[kept[-1]], site):
        kept.pop()
    if len(kept) > 1 and site and norm(parts[kept[0]]) == norm(site):
        kept.pop(0)
    if len(kept) == 1 and _names_site(parts[kept[0]], site) and len(parts[kept[0]]) < 12:
        return title
    if len(parts) < 2 or kept == list(range(len(parts))):
        return title
    start = title.find(parts[kept[0]])
    last = parts[kept[-1]]
    return title[start : title.rfind(last, start) + len(last)] if start >= 0 else parts[kept[0]]


def _names_site(part: str, site: str) -> bool:
    if site and (norm(part) in norm(site) or norm(site) in norm(part)):
        return True
    return len(part) <= 22 and bool(SITE.search(part)) and "关于" not in part


def is_site(text: str) -> bool:
    """Whether all parts of a `<title>` name a site or a section."""
    parts = [part for part in _SPLIT.split(text) if part]
    return (
        bool(parts)
        and any(_names_site(part, "") for part in parts)
        and all(_names_site(part, "") or len(part) < 6 for part in parts)
    )
