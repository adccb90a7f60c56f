"""The pages of a list that come after the one at hand, and how many entries it says to have."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from govcrawl.domain.urls import absolute, host_of, normalise
from govcrawl.extract.outline import Anchor

# No list that anyone inspects is longer; a script that claims more is a trap.
MAX_PAGES = 1000

_CALL = re.compile(r"""\bcreatePage(?:HTML|Html)?\s*\(([^()]{3,200})\)""")
_VAR = re.compile(
    r"""\b(countPage|totalPage|pageCount|totalPages|page_count|allPage|m_nPageCount|PageCount)\s*[=:]\s*["']?(\d{1,7})""",
    re.I,
)
_CURRENT = re.compile(
    r"""\b(currentPage|curPage|pageIndex|m_nCurrPage|nowPage|page_index)\s*[=:]\s*["']?(\d{1,7})""", re.I
)
_WRITTEN = re.compile(
    r"""["'/]([\w-]*)["']?\s*\+?\s*["']?_["']?\s*\+\s*\w+\s*\+?\s*["']?\.?["']?\s*\+?\s*["']?\.?(s?html?|jsp)?"""
)
_NEXT = re.compile(r"^\W*(?:下一?页|后一?页|下页|next(?: page)?)\W*$|^下一页", re.I)
_ARROW = re.compile(r"^\s*(?:>|›|»)\s*$")
_LAST = re.compile(r"^\W*(?:尾页|末页|最后一?页|最末页|last)\W*$", re.I)
_NUMBER = re.compile(r"^\[?\s*(\d{1,4})\s*\]?$")
_NUMBERS = re.compile(r"\d+")
_OF_PAGES = re.compile(
    r"共\s*(\d{1,5})\s*页|(?:第|页次)\s*[:：]?\s*\d+\s*/\s*(\d{1,5})\s*页?|\b\d{1,4}\s*/\s*(\d{1,5})\s*页"
)
_TOTAL_TEXT = re.compile(r"(?:共|总数|总计|合计|总共)\s*(?:有|计)?\s*[:：]?\s*(\d{1,7})\s*(?:条|篇|件|项|个记录|记录)")
_TOTAL_VAR = re.compile(
    r"""\b(?:countnum|recordCount|totalRecords?|totalCount|total_count|post_count|totalrow|rowCount|m_nRecordCount)\b"""
    r"""["']?\s*[=:]\s*["']?(\d{1,8})""",
    re.I,
)
_TOTAL_XML = re.compile(r"<total(?:record|row)s?>\s*(\d{1,8})\s*</", re.I)


class PagerLinks(NamedTuple):
    """Addresses in reading order, and the declared number of entries."""

    next_pages: list[str]
    total: int | None


def read(html: str, text: str, url: str, anchors: Iterable[Anchor]) -> PagerLinks:
    """`html` is the page's source (scripts included), `text` what is visible."""
    called = _from_call(html, url)
    total = called[1] if called else None
    if total is None:
        total = _total(html, text)
    pages = called[0] if called else None
    if pages is None:
        pages = _from_links(anchors, url, html, text)
    if not pages:
        pages = _from_variables(html, url)
    own = normalise(url)
    return PagerLinks([page for page in dict.fromkeys(pages) if page != own][:MAX_PAGES], total)


def _total(html: str, text: str) -> int | None:
    match = _TOTAL_TEXT.search(text.replace("\x1f", ""))
    if match is None and ("ount" in html or "otal" in html):
        match = _TOTAL_VAR.search(html) or _TOTAL_XML.search(html)
    return int(match.group(1)) if match else None


def _from_call(html: str, url: str) -> tuple[list[str], int | None] | None:
    """`createPageHTML(total, current, "index", "html")` counts pages from 0; the form that begins with the id of an
    element, `createPageHTML('page_div', total, current, 'fg', 'shtml', entries)`, counts from 1."""
    if "createPage" not in html:
        return None
    for match in _CALL.finditer(html):
        parts = [part.strip().strip("\"'") for part in match.group(1).split(",")]
        numbers = [index for index, part in enumerate(parts) if part.isdecimal()]
        names = [part for part in parts if part and not part.isdecimal()]
        if len(numbers) < 2 or not names:
            continue
        from_one = numbers[0] > 0
        pages, current = int(parts[numbers[0]]), int(parts[numbers[1]])
        words = names[1:] if from_one else names
        stem, ending = (words[0], words[1]) if len(words) > 1 else ("index", words[0] if words else "html")
        if not re.fullmatch(r"[\w./-]+", stem) or not re.fullmatch(r"\w{3,6}", ending):
            continue
        total = int(parts[numbers[2]]) if len(numbers) > 2 else None
        if from_one:
            suffixes = range(current + 1, min(pages, MAX_PAGES) + 1)
        else:
            suffixes = range(current + 1, min(pages, MAX_PAGES))
        made = [absolute(url, f"{stem}_{number}.{ending}") for number in suffixes]
        return [page for page in made if page], total
    return None


def _from_links(anchors: Iterable[Anchor], url: str, html: str, text: str) -> list[str]:
    following: str | None = None
    last: str | None = None
    numbered: dict[int, str] = {}
    host = host_of(url)
    for anchor in anchors:
        label = anchor.text
        if len(label) > 12 or (not label and not anchor.hint) or host_of(anchor.url) != host:
            continue
        if _NEXT.search(label) or anchor.hint == "下一页":
            following = following or anchor.url
        elif _LAST.search(label):
            last = last or anchor.url
        elif (number := _NUMBER.match(label)) is not None:
            numbered.setdefault(int(number.group(1)), anchor.url)
        elif numbered and _ARROW.match(label):
            following = following or anchor.url
    if following is None or following == normalise(url):
        return []
    span = _span(following, last) if last else None
    if span is not None:
        return span
    return [following, *_onwards(numbered, following)]


def _onwards(numbered: dict[int, str], following: str) -> list[str]:
    """Numbered links behind the next page, in their order."""
    start = next((number for number, page in sorted(numbered.items()) if page == following), None)
    if start is None:
        return []
    return [page for number, page in sorted(numbered.items()) if number > start]


def _span(first: str, last: str) -> list[str] | None:
    """All addresses from `first` to `last` when they differ in one number; downwards too (VSB counts down)."""
    if first == last:
        return [first]
    one, other = _NUMBERS.split(first), _NUMBERS.split(last)
    if one != other:
        return None
    left, right = _NUMBERS.findall(first), _NUMBERS.findall(last)
    changed = [index for index, pair in enumerate(zip(left, right, strict=True)) if pair[0] != pair[1]]
    if len(changed) != 1:
        return None
    spot = changed[0]
    begin, end = int(left[spot]), int(right[spot])
    step = 1 if end > begin else -1
    if abs(end - begin) >= MAX_PAGES:
        end = begin + step * (MAX_PAGES - 1)
    pages = []
    for number in range(begin, end + step, step):
        parts = [*left[:spot], str(number), *left[spot + 1 :]]
        woven = [piece for pair in zip(one, [*parts, ""], strict=True) for piece in pair]
        pages.append("".join(woven))
    return pages


def _from_variables(html: str, url: str) -> list[str]:
    """`var countPage = 56 … document.write("index" + "_" + i + ".html")`: TRS without its function; 0-based."""
    match = _VAR.search(html)
    if match is None or "document.write" not in html:
        return []
    written = _WRITTEN.search(html)
    if written is None:
        return []
    current = _CURRENT.search(html)
    at = int(current.group(2)) if current else 0
    stem, ending = written.group(1) or "index", written.group(2) or "html"
    pages = (
        absolute(url, f"{stem}_{number}.{ending}") for number in range(at + 1, min(int(match.group(2)), MAX_PAGES))
    )
    return [page for page in pages if page]
