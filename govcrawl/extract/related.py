"""Links between a policy and its interpretation, and the files of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute, root_of
from govcrawl.extract.boxes import around, within
from govcrawl.extract.files import extension_of
from govcrawl.extract.headings import words_of
from govcrawl.extract.model import FileLink, PageLink
from govcrawl.extract.outline import CRUMB, FOOT, HEAD, NAV, SIDE, Anchor, Box, squeeze
from govcrawl.extract.row_boxes import SEPARATOR

_Said = TypeVar("_Said", str, bool)
_INTERPRETS = re.compile(
    r"解\s*读|图\s*解|一图(?:读|看)?懂?|读懂|答记者问|答\s*记\s*者|问答|发布会|说明$|视频解|动漫|H5", re.I
)
_STRICT = re.compile(r"解\s*读|图\s*解|一图(?:读|看|了|懂)|答\s*记\s*者\s*问")
_INTERPRETATION_HEAD = re.compile(r"解\s*读|图\s*解|读懂")
_POLICY_HEAD = re.compile(
    r"政策原文|原文链接|文件原文|原文件|政策文件|相关(?:政策)?文件|文件链接|相关政策|政策链接|解读(?:的)?文件|被解读|文件下载|原文"
)
_COLUMN_NAME = re.compile(
    r"^\W*(?:政策|文件|图文|图片|图表|视频|专家|媒体|部门|领导|文字|动漫|音频|本[级市县]|上级|国家|省级|市级|文稿|相关|意见|回应|"
    r"简明问答|负责人|其他|多元化|数字|H5|在线)*(?:解读|图解|一图读懂|解读回应|解读库)\W*+(?:[与及和]\S{2,6})?(?:栏目|专栏|专区|更多)?\W*$"
)
_TITLE_MARK = re.compile(r"《[^》]{4,200}》")
_INTERPRETATION_PAGE = re.compile(r"解读|图解|一图|读懂|答记者问|问答|说明")
_ORIGINAL = re.compile(r"(?:查看|阅读|点击|政策|文件)*(?:政策|文件)?原文")
_MENTIONS = re.compile(r"解\s*读|图\s*解|读懂|记者问|原文|相关")
_MAX_LOOKED_AT = 400
_NEIGHBOUR = re.compile(r"\W*(?:[上下前后][一1]?[篇条页则个章]|prev|next)", re.I)
_MAX_SHOWN = 20
_FIXED = frozenset({"pdf", "ofd"})
_MAX_OWN = 120
_HEAD_CLIMB = 4
_HEAD_LINKS = 40
_HEADLINE = 8
_LIST = 3  # links that may be a list
_WORDS = re.compile(r"[^\W\d_]{2,16}\W*$")
_ROWS, _ROW_TEXT = 40, 200  # siblings before a link that are looked at, and characters of each


def attachments(anchors: list[Anchor], inside: set[int]) -> list[FileLink]:
    """Files linked on the page, menus and footer aside; each address once. `inside`: indices of anchors in the
    content, which count even where a template misnames its boxes."""
    found: dict[str, FileLink] = {}
    for anchor in anchors:
        if anchor.url in found or (anchor.index not in inside and anchor.box.flags & (NAV | FOOT | HEAD | CRUMB)):
            continue
        extension = extension_of(anchor.url, anchor.text or anchor.hint)
        if extension:
            found[anchor.url] = FileLink(anchor.url, anchor.text or anchor.hint, extension)
    return list(found.values())


def shown_files(tree: LexborHTMLParser, base: str) -> list[FileLink]:
    """PDF and OFD files that the page itself shows: in a frame, in an object, or in a viewer that is told the address.

    `base` is what addresses of the page, whose parsed mark-up is `tree`, are seen from.
    """
    found: dict[str, FileLink] = {}
    for node in tree.css("iframe[src],embed[src],object[data]")[:_MAX_SHOWN]:
        attributes = node.attributes
        address = absolute(base, attributes.get("src") or attributes.get("data") or "")
        told = [url for url in _told(address or "") if url and extension_of(url, "") in _FIXED]
        for url in told or ([address] if address else []):
            extension = extension_of(url, "")
            if extension in _FIXED:
                found.setdefault(url, FileLink(url, attributes.get("title") or "", extension))
    return list(found.values())


def _told(viewer: str) -> list[str | None]:
    """Addresses in the query of a viewer's address."""
    try:
        query = urlsplit(viewer).query
        return [absolute(viewer, value) for _, value in parse_qsl(query, max_num_fields=20)]
    except ValueError:
        return []


def own_links(anchors: list[Anchor], crumb: Box | None) -> list[PageLink]:
    """Links that stand outside menu, header, footer and breadcrumb, whatever their words; each address once.

    The article before and the one after are neighbours in a list, no more. `anchors` are all of the page, of which no
    more than a bounded number is looked at; `crumb` is the box of its breadcrumb.
    """
    found: dict[str, PageLink] = {}
    for anchor in anchors:
        if len(found) >= _MAX_OWN:
            break
        furniture = anchor.box.flags & (NAV | FOOT | HEAD | CRUMB) or anchor.url == root_of(anchor.url)
        if furniture or anchor.url in found or (crumb is not None and within(anchor.box, crumb)):
            continue
        if not _is_neighbour(anchor):
            found[anchor.url] = PageLink(anchor.url, anchor.text or anchor.hint)
    return list(found.values())


def _is_neighbour(anchor: Anchor) -> bool:
    """Whether the link is that of the article before or behind, by its own first words or those of its line."""
    if _NEIGHBOUR.match(anchor.text):
        return True
    box: Box | None = anchor.box
    for _ in range(2):
        if box is None or box.node is None or box.links > 2:
            return False
        if _NEIGHBOUR.match((box.node.text() or "")[:40]):
            return True
        box = box.up
    return False


def links(
    anchors: list[Anchor], skip: set[int], visible: str, title: str, column: str, on_article: bool
) -> tuple[list[PageLink], list[PageLink]]:
    """(interpretation links, policy links) of a page.

    `visible` is its text, `title` its headline, `column` the name of its column; `skip` holds the anchors of an
    ordinary list. Outside an article (`on_article`) only links under a heading (相关解读) count: a title with 解读 is
    an ordinary row there.
    """
    interprets = bool(_INTERPRETATION_PAGE.search(title) or "解读" in column)
    # Pictures have names and no text, a script may show what is hidden until it has run, and texts may be cut short.
    told = (words for each in anchors for words in (each.text, each.hint))
    if not interprets and not _MENTIONS.search(visible) and not any(map(_MENTIONS.search, told)):
        return [], []
    explained: dict[str, PageLink] = {}
    heads = _Heads()
    policies: dict[str, PageLink] = {}
    looked = 0
    for anchor in anchors:
        if anchor.box.flags & (NAV | FOOT | HEAD | CRUMB) or anchor.index in skip or looked >= _MAX_LOOKED_AT:
            continue
        looked += 1
        text = (
            anchor.hint
            if anchor.hint.startswith(anchor.text[:8]) and len(anchor.hint) > len(anchor.text)
            else anchor.text
        )
        if len(text) < 2 or extension_of(anchor.url, text):
            continue
        if not anchor.is_article and not _INTERPRETS.search(text):
            continue  # whatever stands around it, such a link is neither
        kind = _kind(anchor, text, title, interprets, on_article, heads)
        if kind == "interpretation":
            explained.setdefault(anchor.url, PageLink(anchor.url, text))
        elif kind == "policy":
            policies.setdefault(anchor.url, PageLink(anchor.url, text))
    return list(explained.values()), list(policies.values())


def _kind(
    anchor: Anchor, text: str, title: str, on_interpretation: bool, on_article: bool, heads: _Heads
) -> str | None:
    page = anchor.is_article
    if _COLUMN_NAME.match(text):
        return "interpretation" if page and len(text) <= 8 and not _is_column_row(anchor) else None
    if _ORIGINAL.fullmatch(text.strip("【】[]>》 ")):
        return "policy" if page else None
    head = "" if _is_neighbour(anchor) else heads.of(anchor, title)
    if head:
        explains = bool(_INTERPRETATION_HEAD.search(head))
        original = bool(_POLICY_HEAD.search(head))
        if explains and not original:
            return "interpretation" if page or _STRICT.search(text) else None
        if original and not explains:
            return "interpretation" if _STRICT.search(text) and page else "policy" if page else None
        if explains and original:
            return "interpretation" if _INTERPRETS.search(text) else "policy" if page else None
    return _kind_by_title(anchor, text, title, on_interpretation, on_article) if page else None


def _kind_by_title(anchor: Anchor, text: str, title: str, on_interpretation: bool, on_article: bool) -> str | None:
    """The kind of a link to an article that stands under no heading."""
    if not on_interpretation and _INTERPRETS.search(text) and _names_same(text, title):
        return "interpretation"
    if not on_article or anchor.box.flags & SIDE or _is_neighbour(anchor):
        return None
    if _STRICT.search(text):
        return None if on_interpretation else "interpretation"
    return "policy" if on_interpretation and _TITLE_MARK.search(text) else None


def _names_same(text: str, title: str) -> bool:
    """Whether both name one document in title marks, with other words around it."""
    return text != title and bool(set(_TITLE_MARK.findall(text)) & set(_TITLE_MARK.findall(title)))


def _is_column_row(anchor: Anchor) -> bool:
    return anchor.url.endswith("/") or "index." in anchor.url


class _Heads:
    """What stands at the head of the boxes of one page: links share the boxes around them."""

    def __init__(self) -> None:
        self._first: dict[int, str] = {}
        self._headed: dict[int, bool] = {}
        self._before: dict[int, str] = {}

    def of(self, anchor: Anchor, title: str) -> str:
        """The heading of the block in which a link stands: its first words, when they are not the link's own.

        The headline of the page itself (一图读懂 …), called `title`, heads no block of links.
        """
        box: Box | None = anchor.box
        for _ in range(_HEAD_CLIMB):
            if box is None or box.node is None or box.tag in ("body", "html") or box.links > _HEAD_LINKS:
                return ""
            first = _once(self._first, box, _first_words)
            if first and first != anchor.text:
                return "" if len(first) >= _HEADLINE and title.startswith(first) else first
            if box.links >= _LIST and _once(self._headed, box, _has_heading):
                return ""  # a list under a heading of its own
            if before := _once(self._before, box, _words_before):
                return before
            box = around(box)
        return ""


def _once(known: dict[int, _Said], box: Box, ask: Callable[[LexborNode], _Said]) -> _Said:
    """What `ask` says of the element of `box`, asked once."""
    if id(box) not in known and box.node is not None:
        known[id(box)] = ask(box.node)
    return known[id(box)]


def _words_before(node: LexborNode) -> str:
    """The heading of such a block right before one of its elements: nothing but links stands between."""
    before = node.prev
    for _ in range(_ROWS):
        if before is None:
            return ""
        # Rows beside the element, of its tag and with links, say nothing: their texts are not even read.
        if before.is_element_node and not (before.tag == node.tag and before.css_first("a") is not None):
            text = squeeze(words_of(before)[:_ROW_TEXT].replace(SEPARATOR, ""))
            if text and before.css_first("a") is None:
                return _heading_words(text)
            if before.tag != node.tag and text:
                return ""
        before = before.prev
    return ""


def _first_words(node: LexborNode) -> str:
    """The first words of an element where they read like the heading of such a block."""
    text = words_of(node)[:300]
    return _heading_words(next((words for piece in text.split(SEPARATOR) if (words := squeeze(piece))), ""))


def _has_heading(node: LexborNode) -> bool:
    """Whether an element begins with words of its own, before its first link."""
    text = (node.text(separator=SEPARATOR) or "")[:_ROW_TEXT]
    first = next((words for piece in text.split(SEPARATOR) if (words := squeeze(piece))), "")
    link = node.css_first("a")
    return bool(_WORDS.match(first)) and link is not None and not squeeze(link.text()).startswith(first)


def _heading_words(first: str) -> str:
    if not 2 <= len(first) <= 16 or "《" in first:
        return ""
    return first if _INTERPRETATION_HEAD.search(first) or _POLICY_HEAD.search(first) else ""
