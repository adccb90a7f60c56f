"""The main content of a page and its text."""

import re
from collections.abc import Set
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract import sidebars
from govcrawl.extract.outline import CHROME, SIDE, Box, purpose_of

# Containers of the article body in the content systems of PLATFORMS.md and their relatives.
_KNOWN = (
    "#UCAP-CONTENT,#zoom,.TRS_Editor,.trs_editor_view,.TRS_UEDITOR,.Custom_UnionStyle,.pages_content,.article_con,"
    "#vsb_content,#vsb_content_2,.v_news_content,.wp_articlecontent,.ewb-article-content,.ewb-info-con,.view.TRS_UEDITOR,"
    ".article-content,.content-body,#BodyLabel,.bt_content,.rm_txt_con,#p-detail,.main-aticle,#ContentBody,#articleContent,"
    ".detail-article-content,.infoContent,.xxgk_content,.news_content,.wznr,.nr,#content_main,#fontzoom,#fontZoom"
)
_ENOUGH = 30
_BLOCK_END = re.compile(
    r"</(?:p|div|li|tr|h[1-6]|td|th|dd|dt|section|article|table|ul|option)\s*>|<(?:br|hr)\b[^>]*>", re.I
)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.S)
_BLANKS = " \t\r\f\v\xa0\u3000\u2002\u2003"
_SPACES = re.compile(r"[ \t\xa0\u2002\u2003]+")
# Descending into ever deeper boxes stops here; real pages need fewer than 25 levels.
_MAX_LEVELS = 60
_MAX_WORK = 4_000_000
_DOMINANT = 0.72
_LEAST_WEIGHT = 40
# Page furniture is looked for so many levels down.
_MAX_CLEANED = 12
_INLINE = frozenset({"a", "span", "font", "b", "i", "em", "strong", "u"})
_FURNITURE = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|Copyright|技术支持[:：]|我为政府网站找错|网站支持IPv6|^当前位置|^您(?:的|所在的)位置",
    re.I,
)
# One of them is in whatever the pattern finds: most texts have none, and need no search.
_FURNITURE_WORDS = ("备", "标识码", "版权", "opyright", "OPYRIGHT", "技术支持", "找错", "IPv6", "位置")
# Who runs a site stands in its footer, but also on its page 联系我们: furniture only so near to other furniture.
_OWNER = re.compile(r"主办单位[:：]|^主办[:：]|承办单位[:：]|^承办[:：]")
_NEAR = 4
# What footers say that nobody named so.
_FOOTER_WORDS = ("网站标识码", "ICP备", "公网安备", "版权所有")
_FOOTER_LENGTH = 600
_NO_PICTURE = re.compile(r"no[-_]?(?:data|content|info|result)|empty|blank|zanwu|zwsj|loading|icon|/ico", re.I)
# Text that a footer has beside what only footers say.
_FOOTER_REST = 40
_SEARCH_TEXT = 60
_NO_SEARCH = "form form,video,audio,iframe,embed,object,h1,h2,h3,dl"
_ASKED = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image])"
_SEARCH_PARTS = 8  # elements of a search box
ASKS_TEXT = "data-asks-text"  # marks a form with a field for a text, for such fields are taken out of the tree
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPOKEN = 12  # Chinese characters from which an alternative text says what its picture shows
_SENTENCE = re.compile(r"(?<![^\s。；])[^\s。；]{20,}+[。；]")
# A line of furniture is no sentence.
_SENTENCE_LENGTH = 40


def main_node(tree: LexborHTMLParser, boxes: dict[int, Box], hidden: Set[int] = frozenset()) -> LexborNode | None:
    """The element of `tree` that holds the page's own content, None without a body; `boxes` are those of its outline,
    `hidden` the memory ids of elements that are not shown.

    The class names that content systems use are tried first, then the path down to the densest text.
    """
    body = tree.body
    if body is None:
        return None
    best, best_length = None, 0
    for node in tree.css(_KNOWN)[:12]:
        length = len(node.text())
        if length > best_length:
            best, best_length = node, length
    if best is not None and best_length >= _ENOUGH:
        return best
    return _descend(body, boxes, hidden)


def is_pictured(tree: LexborHTMLParser) -> bool:
    """Whether a known container of content holds a picture, a film or a frame: some pages are nothing else."""
    shown = (each for node in tree.css(_KNOWN)[:12] for each in node.css("img[src],video,embed,object,iframe")[:12])
    return any(not _NO_PICTURE.search(each.attributes.get("src") or "") for each in shown)


def pictured_text(tree: LexborHTMLParser) -> str:
    """What the pictures in known containers of content say by their alternative texts, as far as those are sentences;
    "" where none is. A name or a file's name is none.
    """
    pictures = (each for node in tree.css(_KNOWN)[:12] for each in node.css("img[alt]")[:12])
    texts = [" ".join((each.attributes.get("alt") or "").split()) for each in pictures]
    return "\n".join(dict.fromkeys(text for text in texts if len(_HAN.findall(text)) >= _SPOKEN))


def _descend(body: LexborNode, boxes: dict[int, Box], hidden: Set[int]) -> LexborNode:
    """Goes down while one child holds most of the text that is neither link nor page furniture."""
    node, work = body, 0
    for _ in range(_MAX_LEVELS):
        best, best_weight, whole = None, 0, 0
        child = node.child
        while child is not None:
            if child.is_text_node:
                whole += len((child.text() or "").strip())
            elif child.is_element_node and child.mem_id not in hidden:
                weight, length = _weight(child, boxes)
                work += length
                whole += weight
                if weight > best_weight:
                    best, best_weight = child, weight
            child = child.next
            if work > _MAX_WORK:
                return node
        if best is None or best_weight < _LEAST_WEIGHT or best_weight < _DOMINANT * whole:
            return node
        node = best
    return node


def _weight(node: LexborNode, boxes: dict[int, Box]) -> tuple[int, int]:
    tag = node.tag or ""
    if tag in ("script", "style", "a", "select") or (tag == "form" and _is_search(node)):
        return 0, 0
    text = node.text()
    if purpose_of(node, boxes) & (CHROME | SIDE):
        return 0, len(text)
    box = boxes.get(node.mem_id)
    length = len(text)
    blank = text.count(" ") + text.count("\n") + text.count("\t") + text.count("\xa0")
    weight = max(0, length - blank - (box.link_chars if box else 0))
    if weight >= _LEAST_WEIGHT and length <= _FOOTER_LENGTH and _speaks_as_foot(text):
        return 0, length
    return weight, length


def text_of_html(html: str) -> str:
    """Text of a piece of mark-up without scripts, a line per block."""
    text = _TAG.sub("", _BLOCK_END.sub("\n", html))
    if "&" in text:
        text = unescape(text)
    first, *others = _SPACES.sub(" ", text).split("\n")
    lines = [first.rstrip(_BLANKS), *(line.lstrip().rstrip(_BLANKS) for line in others)]
    return "\n".join(filter(None, lines)).strip()


def own_text(html: str) -> str:
    """Text of mark-up without the lines that belong to a page's footer and breadcrumb."""
    text = text_of_html(html)
    if not any(word in text for word in _FURNITURE_WORDS):
        return text
    lines = text.split("\n")
    furniture = [at for at, line in enumerate(lines) if _is_furniture(line)]
    dropped = set(furniture)
    for at, line in enumerate(lines):
        if _OWNER.search(line) and any(abs(at - other) <= _NEAR for other in furniture):
            dropped.add(at)
    return "\n".join(line for at, line in enumerate(lines) if at not in dropped)


def _is_furniture(line: str) -> bool:
    return bool(_FURNITURE.search(line)) and not (len(line) >= _SENTENCE_LENGTH and "。" in line)


def own_html(
    node: LexborNode,
    boxes: dict[int, Box],
    names: Set[str] | None,
    crumb: LexborNode | None,
    unwanted: int = CHROME | SIDE,
) -> str:
    """Mark-up of `node` without the menus, breadcrumbs, footers and sidebars inside it.

    `boxes` are those of the page's outline. `names` are the page's own names, by which headings of sidebars are
    recognised; None where the page has no such headings. What stands before the breadcrumb `crumb` is left out too.
    `unwanted` are the purposes (flags of the outline) of boxes that are taken for furniture by their names.
    """
    box = boxes.get(node.mem_id)
    above: dict[int, int] = {}  # by element around the breadcrumb: the child that leads to it
    inner = crumb
    for _ in range(_MAX_LEVELS):
        if inner is None or inner.parent is None:
            break
        above[inner.parent.mem_id] = inner.mem_id
        inner = inner.parent
    cleaner = _Cleaner(boxes, unwanted & ~(box.flags if box else 0), names, above)
    cleaner.has_foot = _speaks_as_foot(node.text())
    cleaner.add(node, 0)
    return "".join(cleaner.parts)


class _Cleaner:
    """Collects mark-up without furniture."""

    def __init__(self, boxes: dict[int, Box], unwanted: int, names: Set[str] | None, above: dict[int, int]) -> None:
        self.parts: list[str] = []
        self.has_foot = True  # whether anything in the page's content may be its foot
        self._boxes, self._unwanted, self._names, self._above = boxes, unwanted, names, above

    def add(self, node: LexborNode, depth: int) -> None:
        """The children of `node`, which lies `depth` levels below the first."""
        child, beside, sort = node.child, False, ("", "")
        crumb = self._above.get(node.mem_id)
        while child is not None:
            if child.is_text_node:
                self.parts.append(child.html or "")
            elif child.is_element_node:
                tag, make = child.tag or "", _make(child)
                linked = child.mem_id in self._boxes
                if crumb is not None and child.mem_id == crumb:
                    crumb = None
                if beside and linked and sort in (("", ""), (tag, make)):
                    sort = (tag, make)
                elif self._names is not None and sidebars.is_heading_markup(child.html or "", self._names):
                    beside, sort = True, ("", "")
                elif not self._is_furniture(child, tag, crumb is not None):
                    beside = beside and not sort[0]
                    self._keep(child, tag, depth, linked)
            child = child.next

    def _keep(self, child: LexborNode, tag: str, depth: int, linked: bool) -> None:
        if depth < _MAX_CLEANED and (linked or child.mem_id in self._above):
            self.add(child, depth + 1)
            self.parts.append("\n" if tag not in _INLINE else "")
        else:
            self.parts.append(child.html or "")

    def _is_furniture(self, child: LexborNode, tag: str, before_crumb: bool) -> bool:
        if purpose_of(child, self._boxes) & self._unwanted and child.mem_id not in self._above:
            return True
        if tag == "select" or (tag == "form" and not is_filled_in(child) and _is_search(child)):
            return True
        if before_crumb:
            return not _SENTENCE.search(child.text())
        return self.has_foot and child.mem_id not in self._above and _is_footer(child)


def _make(node: LexborNode) -> str:
    """The tag of what an element begins with: blocks of one sort begin alike."""
    child = node.child
    while child is not None and not child.is_element_node:
        child = child.next
    return (child.tag or "") if child is not None else ""


def _is_search(form: LexborNode) -> bool:
    """Whether a form with little text is a search box. Some systems wrap the whole page in a form."""
    if len(form.text()) > _SEARCH_TEXT or "。" in form.text() or form.css_first(_ASKED) is None:
        return False
    if form.css_first(_NO_SEARCH) is not None or len(form.css("img")) > 1:
        return False
    return len(form.css("div,td,li,p")) <= _SEARCH_PARTS


def is_filled_in(form: LexborNode) -> bool:
    """Whether a form is more than a search box: one that its reader writes several things into, or a text."""
    return (
        ASKS_TEXT in form.attributes
        or len(form.css("input:not([type]),input[type=text],input[type=tel],input[type=email],input[type=radio]")) > 1
    )


def _speaks_as_foot(text: str) -> bool:
    return any(word in text for word in _FOOTER_WORDS)


def _is_footer(node: LexborNode) -> bool:
    text = node.text()
    if len(text) > _FOOTER_LENGTH or not _speaks_as_foot(text):
        return False
    return len(own_text(node.html or "")) <= _FOOTER_REST
