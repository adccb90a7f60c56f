"""The headline of a page: what its labels say, what it shows, and `<title>` without the site's name."""

import re
from functools import lru_cache
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract import dates
from govcrawl.extract.date_labels import FACTS
from govcrawl.extract.outline import squeeze

_SPLIT = re.compile(r"\s*(?:_{1,2}|\s[-|]\s|[|｜]|—{1,2}|--|－|-{1,2})\s*")
_SITE = re.compile(
    r"(?:网|网站|门户|门户网站|平台|专栏|人民政府|管委会|委员会|办公室|公司|官网|频道|研究所|新闻|集团|厅|局|首页|政府|公报)$|^首页$|^(?:www\.|http)"
)
# Separators that no headline holds: what they part is headline, column and site.
_STRONG = re.compile(r"\s*(?:_{1,2}|\s[-|–—]{1,2}\s|[|｜])\s*")
_PARTS = tuple("-_|－—–｜")
_WRAPPED = re.compile(r"^【(.+)】$")
_CANDIDATES = (
    "h1,h2,h3,h4,h5,ucaptitle,[class*=title],[class*=Title],[class*=tit],[class*=bt],[id*=title],[id*=Title],"
    "[class*=biaoti],[class*=headline]"
)
_NAMED = re.compile(r"^(?:标题|名称|信息名称|文件名称)[:：]?$|^(?:标题|信息名称|文件名称|名称)[:：](\S.{5,})$")
_DATE_LINE = re.compile(r"(?:发布|发表|公开|发稿)(?:时间|日期)\s*[:：]|^(?:时间|日期)\s*[:：]\s*(?:19|20)\d\d")
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
# What a title element is often filled with although it is no headline.
_GENERIC = re.compile(
    r"^(?:当前位置|您的位置|设为首页|加入收藏|发布(?:时间|日期|机构|单位)?|日期|时间|来源|分享|扫一扫|打印|字[号体]|相关|更多|附件|首页|政务公开|新闻动态|通知公告|正文|详细|内容|热点|推荐)"
)
# Points from which an element agrees with what is wanted, of one that only its class calls a title, and at least.
_AGREES, _UNNAMED, _LEAST = 60.0, 30.0, 25.0
_TELLING = 8  # characters from which a part of a <title> is a headline rather than the name of a column
_SHORT = 6
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,2})?)\s*(px|pt|r?em)", re.I)
_PIXELS, _LARGE = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}, 20.0
_LINE = 60
_SHORT_TITLE = 40  # a longer text with a full stop is running text
# A document's number, whatever its brackets.
_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,14}[〔\[［【(（﹝]\s*\d{4}\s*年?[〕\]］】)）﹞]\s*(?:第\s*)?\d{1,4}\s*号")
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
    first = own[0] if len(own[0]) >= _TELLING or len(longest) < _TELLING else longest
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
    return len(part) <= 22 and bool(_SITE.search(part)) and "关于" not in part


def shown(tree: LexborHTMLParser, pieces: list[str], wanted: list[str]) -> str | None:
    """The headline that the visible page carries, or None.

    `pieces` are the texts of `tree` in order; `wanted` is what the headline is expected to say, best first. What agrees
    with it comes first, then what stands where headlines do: above the line of facts, in a heading.
    """
    targets = [norm(text) for text in wanted if text]
    # A <title> that only names site or section is no headline, even where the page repeats it.
    vague = {
        target for target, text in zip(targets, filter(None, wanted), strict=True) if len(target) < 5 or is_site(text)
    }
    precise = [target for target in targets if target not in vague]
    exact = _exact(tree, precise)
    if exact:
        return exact
    best, best_score = _best_element(tree, precise)
    if best_score >= _AGREES:
        return best
    placed = _plain(pieces, precise) or _before_facts(pieces)
    if placed:
        return placed
    if best_score > _UNNAMED:
        return best
    named = next((piece for piece in pieces[:400] if norm(piece) in vague and not is_site(piece)), None)
    return named or best or _by_look(tree)


def _by_look(tree: LexborHTMLParser) -> str | None:
    """The first line that its own style sets as large as a headline."""
    for node in tree.css('[style*="font-size" i]')[:_MAX_CANDIDATES]:
        size = _SIZE.search(node.attributes.get("style") or "")
        if size is None or float(size[1]) * _PIXELS[size[2].lower()] < _LARGE or node.tag in ("a", "li", "td"):
            continue
        text = squeeze(node.text()[:_MAX_RAW])
        linked = node.css_first("a") is not None
        if 8 <= len(norm(text)) <= _LINE and _may_be_headline(text) and not (linked or _SITE.search(text)):
            return text
    return None


def _best_element(tree: LexborHTMLParser, precise: list[str]) -> tuple[str | None, float]:
    """The element that is most like a headline, by what it says and its tag."""
    best, best_score = None, 0.0
    for node in tree.css(_CANDIDATES)[:_MAX_CANDIDATES]:
        text = node.text()
        if len(text) > _MAX_RAW:
            continue
        text = squeeze(text)
        if not 4 <= len(text) <= 200 or (len(text) > _SHORT_TITLE and "。" in text):
            continue
        score = _score(node, text, precise)
        if score > best_score:
            best, best_score = text, score
    return (best, best_score) if best_score >= _LEAST else (None, 0.0)


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
    if len(own) < 8 or not _may_be_headline(text) or (node.parent is not None and node.parent.tag in ("li", "a", "td")):
        return 0
    if node.css_first("a") is not None:
        return 0
    level = {"h1": 40.0, "h2": 36, "h3": 32, "h4": 31, "h5": 31}.get(node.tag or "", _UNNAMED)
    return level if not _SITE.search(text) else 5


def _plain(pieces: list[str], targets: list[str]) -> str | None:
    """A headline without an element of its own name: a piece that says what is wanted, or 标题 in the header table."""
    for piece in pieces[:400]:
        if len(piece) >= 6 and (norm(piece) in targets[:2] or any(_begins(piece, target) for target in targets)):
            return piece
    for piece, after in pairwise(pieces[:201]):
        match = _NAMED.match(_BLANK.sub("", piece)) if len(piece) <= 200 else None
        if match:
            text = piece.partition("：")[2] or piece.partition(":")[2] if match.group(1) else after.lstrip(":： ")
            if len(text.strip()) >= 6 and _may_be_headline(text):
                return text.strip()
    return None


def _begins(piece: str, target: str) -> bool:
    """Whether a line of the page is what a `<title>` begins with, before a dash or the like."""
    text = norm(piece)
    return len(text) >= _TELLING and target.startswith(text) and target[len(text) : len(text) + 1] in _PARTS


def _before_facts(pieces: list[str]) -> str | None:
    """The line above the line of facts (发布时间：…, a date with 来源 or 浏览), where templates put the headline."""
    for index, piece in enumerate(pieces[:600]):
        if len(piece) <= _LINE and _is_line_of_facts(piece, pieces[index + 1 : index + 3]):
            for above in reversed(pieces[max(0, index - 4) : index]):
                if _is_prose(above):
                    break  # the date of something that the text speaks of
                if 8 <= len(above) <= 120 and _may_be_headline(above):
                    return above
            return None
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
