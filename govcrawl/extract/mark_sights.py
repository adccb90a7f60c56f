"""What else may be a mark of a site on its home page: pictures and links without a name, numbers without a label.

The reader of marks knows them by their words. This one looks at the page's foot alone and knows no words of theirs:
what a visitor may take for a mark, and nobody has read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.site_identifiers import MARKS
from govcrawl.domain.urls import absolute, host_of
from govcrawl.extract import dates
from govcrawl.extract.accessible_names import name_of
from govcrawl.extract.site_identifiers import marks_of
from govcrawl.extract.typography import join_letters

_MOST = 120  # pieces of a foot, counted from the page's end
_GALLERY = 4  # nameless pictures from which they are a wall of logos
_SMALLEST = 24  # pixels below which a picture is the badge of a text
_CAPTION = 20  # characters up to which the text beside a lone picture is its caption
_STEPS = 6  # elements around a picture among which its caption is looked for
_HEADLINE = re.compile(r"(?:[\u4e00-\u9fff][^\u4e00-\u9fff]{0,3}){14}")  # no name in a foot is as long
_BARE_FOOT = 4  # characters up to which a foot says nothing but by its pictures
_NUMBER = re.compile(r"(?<![\d.\-])(?:[a-z]{2}\d{8}|[1-9]\d{9}|[1-9]\d{13})(?![\d.\-])", re.I)
_SERVICE = re.compile(r"[48]00\d{7}")  # telephone numbers of services
_NEAR_ICP = re.compile(r"ICP\D{0,12}\d{4,}|[备证]\D{0,4}\d{7,9}(?!\d)", re.I)
_LONG = re.compile(r"\d{5,}")
_REPORT = re.compile(r"[纠找挑报]错")
_LONGEST_ENTRY = 12
# Where the national registers of sites show their records.
_REGISTERS = {
    "record": ("miit.gov.cn", "miitbeian.gov.cn"),
    "police": ("beian.gov.cn", "mps.gov.cn"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "section", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_LEFT_OUT = frozenset({"script", "style", "noscript", "template", "head", "option", "title"})


@dataclass(slots=True)
class _Foot:
    """The end of a page, from the last row on."""

    texts: list[str] = field(default_factory=list)
    links: list[LexborNode] = field(default_factory=list)
    pictures: list[LexborNode] = field(default_factory=list)


def marks_seen(source: str, url: str) -> dict[str, str]:
    """By mark (see `MARKS`) what on the home page `source` at `url` may be it, in Chinese; {} where nothing may."""
    tree = LexborHTMLParser(source)
    join_letters(tree)
    body = tree.body
    if body is None:
        return {}
    foot, found = _foot_of(body, url), {}
    nameless = [each for each in map(_around, foot.pictures) if each is not None and not _is_known(each)]
    pictures = [each for each in nameless if not _leads_inside(each, url)] if len(nameless) < _GALLERY else []
    if pictures:
        found["government"] = f"页脚有没有说明文字的图片{len(pictures)}张"
        if any(each.tag in ("a", "area") for each in pictures):
            found["error_report"] = "页脚有没有说明文字的图片链接"
        if len("".join(foot.texts)) <= _BARE_FOOT:
            found = dict.fromkeys(MARKS, "页脚的内容在图片里")
    found |= _numbers(foot) | _registered(foot, url)
    entry = next((name for each in islice(body.css("a,area"), 3_000) if _REPORT.search(name := name_of(each, ""))), "")
    if entry and len(entry) <= _LONGEST_ENTRY:
        found["error_report"] = f"链接“{entry}”"
    return found


def _numbers(foot: _Foot) -> dict[str, str]:
    """Numbers of the length that codes and records have, without their labels."""
    found: dict[str, str] = {}
    for text in foot.texts:
        for number in _NUMBER.findall(text):
            if len(number) == 14:
                found.setdefault("police", f"没有说明的14位数字{number}")
            elif not _SERVICE.fullmatch(number):
                found.setdefault("codes", f"没有说明的数字{number}")
        if near := _NEAR_ICP.search(text):
            found.setdefault("record", f"文字“{near[0]}”")
    return found


def _registered(foot: _Foot, url: str) -> dict[str, str]:
    """Links to a national register that show a number, or a picture in which one may stand."""
    found: dict[str, str] = {}
    for link in foot.links:
        host = host_of(absolute(url, link.attributes.get("href") or "") or "")
        for mark, hosts in _REGISTERS.items():
            if any(host == each or host.endswith(f".{each}") for each in hosts):
                name = name_of(link, "")
                if _LONG.search(name) or (not name and link.css_first("img") is not None):
                    found[mark] = f"到{host}的链接{f'“{name}”' if name else '（图片）'}"
    return found


def _foot_of(body: LexborNode, url: str) -> _Foot:
    """What stands behind the rows and facts of the page at `url`, as far as `_MOST` pieces go back from its end."""
    foot = _Foot()
    for node in islice(_backwards(body), _MOST):
        if node.is_text_node:
            text = " ".join((node.text(deep=False) or "").split())
            if _is_dated(text):
                break
            foot.texts.append(text)
        elif node.tag == "img":
            foot.pictures.append(node)
        elif _is_row(node, url):
            break
        else:
            foot.links.append(node)
    return foot


def _is_row(link: LexborNode, url: str) -> bool:
    """Whether a link of a page bears the headline of another one on the site, as none of a foot does."""
    name = name_of(link, "")
    if not _HEADLINE.search(name) or _LONG.search(name):
        return False
    address = absolute(url, link.attributes.get("href") or "")
    return address is None or host_of(address) == host_of(url)


def _is_dated(text: str) -> bool:
    """Whether a text is a date, or the beginning of a line of facts that has one; a sentence may stand in a foot."""
    if "。" in text:
        return False
    return dates.find_date(text[:40]) is not None or dates.of_piece(text) is not None or dates.looks_like_date(text)


def _backwards(body: LexborNode) -> Iterator[LexborNode]:
    """Texts, links and pictures of a page from its end, hidden ones left out."""
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if node.is_text_node:
            if (node.text(deep=False) or "").strip():
                yield node
            continue
        attributes = node.attributes
        if node.tag in _LEFT_OUT or "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            continue
        if node.tag in ("img", "a", "area"):
            yield node
        child = node.child
        while child is not None:
            if child.is_text_node or child.is_element_node:
                waiting.append(child)
            child = child.next


def _around(picture: LexborNode) -> LexborNode | None:
    """The picture without a name, or the link in which it stands alone; None when something names it."""
    attributes = picture.attributes
    sizes = [int(size) for name in ("width", "height") if (size := (attributes.get(name) or "").strip("px ")).isdigit()]
    if any(attributes.get(name) for name in ("alt", "title", "aria-label")) or (sizes and min(sizes) < _SMALLEST):
        return None
    shown, node = picture, picture.parent
    for _ in range(_STEPS):
        if node is None or node.tag in ("body", "html") or len(node.css("img")) > 1:
            break
        text = "".join(node.text().split())
        if text:
            return None if node.tag == "a" or (len(text) <= _CAPTION and _is_caption(shown)) else shown
        if node.tag in ("a", "area"):
            if name_of(node, ""):
                return None
            shown = node
        node = node.parent
    return shown


def _is_caption(picture: LexborNode) -> bool:
    """Whether the text beside a picture belongs to it: it follows, or stands in one line with it."""
    before = picture.prev
    while before is not None and not (before.text() or "").strip():
        before = before.prev
    return before is None or before.is_text_node or before.tag not in _BLOCKS


def _is_known(node: LexborNode) -> bool:
    """Whether the reader of marks knows what it is."""
    marks = marks_of(node.html or "")
    return bool(marks.government or marks.police or marks.record or marks.error_report or marks.codes)


def _leads_inside(node: LexborNode, url: str) -> bool:
    """Whether it is a link to a page of the site itself."""
    href = node.attributes.get("href") or "" if node.tag in ("a", "area") else ""
    target = absolute(url, href) if href else None
    return target is not None and urlsplit(target).netloc == urlsplit(url).netloc
