"""The headline of a page: what its labels say, what it shows, and `<title>` without the site's name."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract import dates
from govcrawl.extract.date_labels import FACTS
from govcrawl.extract.outline import squeeze
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.site_titles import SITE, TELLING, is_site, norm

_HEADINGS = 'h1,h2,h3,h4,h5,ucaptitle,[style*="font-size" i]'
# Pixels in which headings are set, more or less.
_LEVELS = {"h1": 31.0, "h2": 28.0, "h3": 25.0, "h4": 22.0, "h5": 19.0, "ucaptitle": 19.0}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_NAMED = re.compile(r"^(?:标题|名称|信息名称|文件名称)[:：]?$|^(?:标题|信息名称|文件名称|名称)[:：](\S.{5,})$")
_DATE_LINE = re.compile(r"(?:发布|发表|公开|发稿)(?:时间|日期)\s*[:：]|^(?:时间|日期)\s*[:：]\s*(?:19|20)\d\d")
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
# What a title element is often filled with although it is no headline.
_GENERIC = re.compile(
    r"^(?:当前位置|您的位置|设为首页|加入收藏|发布(?:时间|日期|机构|单位)?|日期|时间|来源|分享|扫一扫|打印|字[号体]|相关|更多|附件|首页|政务公开|新闻动态|通知公告|正文|详细|内容|热点|推荐)"
)
_LONGEST = 200
_ROWS = 3  # headlines of other pages that make a box
_FIRST, _SPREAD, _LINES = 400, 600, 6  # pieces of a page that are looked at, and lines of one headline
_SHORT = 6
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,2})?)\s*(px|pt|r?em)", re.I)
_PIXELS, _LARGE, _BOLD_LARGE = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}, 24.0, 19.0
_LINE = 60
# A document's number, whatever its brackets.
_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,14}[〔\[［【(（﹝]\s*\d{4}\s*年?[〕\]］】)）﹞]\s*(?:第\s*)?\d{1,4}\s*号")
_MAX_CANDIDATES = 80
_MAX_RAW = 1000


def shown(
    tree: LexborHTMLParser, pieces: list[str], wanted: list[str], linked: Mapping[str, int] = MappingProxyType({})
) -> str | None:
    """The headline that the visible page carries, or None.

    `pieces` are the texts of `tree` in order; `wanted` is what the headline is expected to say, best first. What says
    it comes first, then what stands where headlines do: above the line of facts, in a heading, before the first running
    text. `linked` are texts of links, which lead to other headlines, with how often each stands on the page.
    """
    targets = [norm(text) for text in wanted if text]
    # A <title> that only names site or section is no headline, even where the page repeats it.
    vague = {
        target for target, text in zip(targets, filter(None, wanted), strict=True) if len(target) < 5 or is_site(text)
    }
    precise = [target for target in targets if target not in vague]
    return (
        _said(pieces, precise, linked)
        or _labelled(pieces)
        or _before_facts(pieces, linked)
        or _set_as_heading(tree)
        or next((piece for piece in pieces[:_FIRST] if norm(piece) in vague and not is_site(piece)), None)
        or _before_prose(pieces, linked)
    )


def _said(pieces: list[str], targets: list[str], linked: Mapping[str, int]) -> str | None:
    """The text of the page that says one of `targets`, in one piece or over several lines; else the longest that
    begins with it or is its beginning. What stands there as links alone (上一篇) is another page's."""
    often = Counter(pieces)
    normed = ["" if often[piece] <= linked.get(piece, 0) else norm(piece) for piece in pieces[:_SPREAD]]
    for target in targets:
        for at, text in enumerate(normed):
            if text and target.startswith(text) and (run := _run(normed, at, target)):
                return _together(pieces[at : at + run])
    for target in targets:
        alike = [piece for piece, text in zip(pieces, normed, strict=False) if text and _is_alike(text, target)]
        if alike:
            return max(alike, key=len)
    return None


def _run(normed: list[str], at: int, target: str) -> int:
    """How many pieces from `at` on make up `target`; 0 where they do not."""
    text = ""
    for count, piece in enumerate(normed[at : at + _LINES], 1):
        text += piece
        if text == target:
            return count
        if not target.startswith(text):
            break
    return 0


def _together(lines: list[str]) -> str:
    """Lines of one headline: parted by a blank only between words that are."""
    text = lines[0]
    for line in lines[1:]:
        parted = text[-1].isascii() and line[0].isascii()
        text += f" {line}" if parted else line
    return text


def _is_alike(text: str, target: str) -> bool:
    """Whether a text of the page is what `target` begins with, or goes on from it by no more than half."""
    if len(text) < TELLING or "。" in text:
        return False
    return target.startswith(text) or (text.startswith(target) and TELLING <= len(target) >= len(text) / 1.6)


def _set_as_heading(tree: LexborHTMLParser) -> str | None:
    """The first of the largest lines that are set as headings, by their tag or by a style of their own."""
    best, largest = None, 0.0
    for node in tree.css(_HEADINGS)[:_MAX_CANDIDATES]:
        size = _size(node)
        if size > largest and (text := _heading_text(node)):
            best, largest = text, size
    return best


def _size(node: LexborNode) -> float:
    """Pixels in which a heading is set; 0 for what is none."""
    if level := _LEVELS.get(node.tag or ""):
        return level
    style = node.attributes.get("style") or ""
    found = _SIZE.search(style)
    size = float(found[1]) * _PIXELS[found[2].lower()] if found else 0.0
    return size if size >= (_BOLD_LARGE if _BOLD.search(style) else _LARGE) else 0.0


def _heading_text(node: LexborNode) -> str:
    """What a heading says that may be the headline of a page; "" for that of a row, a block or a site."""
    raw = node.text(separator=SEPARATOR)
    if len(raw) > _MAX_RAW or (node.parent is not None and node.parent.tag in ("li", "a")):
        return ""
    lines = [line for piece in raw.split(SEPARATOR) if (line := squeeze(piece))]
    text = _together(lines) if lines else ""
    if not TELLING <= len(norm(text)) <= _LONGEST or not _may_be_headline(text) or SITE.search(text):
        return ""
    return text if node.css_first("a") is None else ""


def _labelled(pieces: list[str]) -> str | None:
    """What stands behind 标题 in a table of facts."""
    for piece, after in pairwise(pieces[:201]):
        match = _NAMED.match(_BLANK.sub("", piece)) if len(piece) <= 200 else None
        if match:
            text = piece.partition("：")[2] or piece.partition(":")[2] if match.group(1) else after.lstrip(":： ")
            if len(text.strip()) >= 6 and _may_be_headline(text):
                return text.strip()
    return None


def _before_facts(pieces: list[str], linked: Mapping[str, int]) -> str | None:
    """The line above the line of facts (发布时间：…, a date with 来源 or 浏览), where templates put the headline."""
    for index, piece in enumerate(pieces[:_SPREAD]):
        if len(piece) <= _LINE and _is_line_of_facts(piece, pieces[index + 1 : index + 3]):
            return _line_above(pieces, index, linked)
    return None


def _before_prose(pieces: list[str], linked: Mapping[str, int]) -> str | None:
    """The line above the first running text, where a page tells no facts and sets nothing as a heading."""
    first = next((at for at, piece in enumerate(pieces[:_SPREAD]) if len(piece) > _LINE and "。" in piece), None)
    if first is None:
        return None
    above = None
    while first != above:
        above = first
        while first and _is_prose(pieces[first - 1]):
            first -= 1
        first = _above_rows(pieces, first, linked)
    return _line_above(pieces, first, linked)


def _above_rows(pieces: list[str], index: int, linked: Mapping[str, int]) -> int:
    """Where the headlines of other pages, with their days and the name above them, begin that end at `index`: a box
    that stands between headline and text. `index` itself where there is no such box."""
    start, rows = index, 0
    while start and (is_row := _is_row(pieces[start - 1], linked)) | (dates.of_piece(pieces[start - 1]) is not None):
        start, rows = start - 1, rows + is_row
    if rows < _ROWS:
        return index
    return start - 1 if start and len(pieces[start - 1]) < TELLING else start


def _is_row(piece: str, linked: Mapping[str, int]) -> bool:
    return piece in linked and len(piece) >= TELLING


def _line_above(pieces: list[str], index: int, linked: Mapping[str, int]) -> str | None:
    """The nearest line above the piece at `index` that may be a headline; a link leads to another page's."""
    for above in reversed(pieces[max(0, index - 4) : index]):
        if _is_prose(above) or above in linked:
            break  # the date of something that the text speaks of, or that of a row
        if TELLING <= len(above) <= 120 and _may_be_headline(above):
            return above
    return None


def _is_prose(piece: str) -> bool:
    """Whether a text is a sentence, or several."""
    return "。" in piece or piece.endswith(("；", "，"))


def _is_line_of_facts(piece: str, behind: list[str]) -> bool:
    if _is_prose(piece):
        return False
    if _DATE_LINE.search(piece):
        return True
    if not dates.may_hold_date(piece) or (dates.of_piece(piece[:_LINE]) is None and not FACTS.search(piece)):
        return False
    return bool(FACTS.search(piece) or any(len(each) <= _LINE and FACTS.match(each) for each in behind))


def _may_be_headline(text: str) -> bool:
    """Whether a text can be a headline: no sentence, no word of the page's furniture, no date, no document number."""
    return not (
        _is_prose(text)
        or _is_generic(text)
        or _DATE_LINE.search(text)
        or dates.of_piece(text)
        or _NUMBER.fullmatch(text.strip())
    )


def _is_generic(text: str) -> bool:
    """Whether a text is a name of page furniture: headlines may begin with any word, and go on."""
    match = _GENERIC.match(text)
    return match is not None and (len(text) <= _SHORT or not text[match.end() : match.end() + 1].isalnum())


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
