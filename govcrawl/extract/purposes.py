"""What an element is for (menu, foot, breadcrumb …): by its tag, as far as its content bears that out, or by its links.

Names of classes say nothing: templates call their boxes whatever they like.
"""

import re

from selectolax.lexbor import LexborNode

NAV, FOOT, HEAD, CRUMB, SIDE, HIDDEN = 1, 2, 4, 8, 16, 32
CHROME = NAV | FOOT | HEAD | CRUMB

TAGS = {"nav": NAV, "footer": FOOT, "header": HEAD, "aside": SIDE}
_BLANKS = (" ", "\n", "\t", "\r", "\xa0", "\u3000")
# Names of columns are shorter on the average, headlines longer.
_HEADLINE, _SOME = 11, 4
_MENU = 2  # links of the shortest menu
_TITLE_PART, _SHORTEST = re.compile(r"[-_|－—–]"), 2
_NO_LINKS = 300  # characters of a foot that links nothing
_MOST_STEPS = 12  # links of a breadcrumb
_TRAIL = re.compile(r"位置|首\s*页|主页|[>›»＞→]")
_STEPS = re.compile(r"[>›»＞→]|位\s*置\s*[:：]")
# What the law wants at the foot of a government's site; two of them together stand nowhere else.
_IMPRINT = re.compile("主办|承办|ICP备|公网安备|标识码|版权所有|技术支持")
_PROSE = 3  # sentences that make running text
_FOOT_TEXT, _LOOSEST = 1_000, 8  # characters of a foot, and how many times as long blanks may make it
_POSITION = re.compile(r"位\s*置\s*[:：]")
FOOT_WORDS = re.compile(
    "主办|承办|ICP备|公网安备|标识码|版权|技术支持|链接|网站地图|联系我们|关于我们|声明|地址|电话|邮编"
)
# Characters beside links that such boxes have, beyond as many as their links have.
_MOST_LOOSE = ((CRUMB, 80), (NAV, 200), (HEAD, 200), (FOOT, 600))
# Beside each link of a side box stand its date and little else.
_SIDE_ROOM, _SIDE_ROW = 80, 40


def borne_out(flags: int, text: str, links: int, link_chars: int) -> int:
    """`flags` that the tag of an element says, those aside that its content contradicts.

    `text` is all its text, `link_chars` the length of the texts of its `links` together. What holds running text or
    headlines of articles is no menu, banner, breadcrumb or foot, and what holds the breadcrumb is the page itself.
    """
    loose = len(text) - sum(map(text.count, _BLANKS)) - link_chars
    if flags & (SIDE | FOOT) and _POSITION.search(text[:_FOOT_TEXT]):
        flags &= ~(SIDE | FOOT)
    if not links and (loose > _NO_LINKS or not FOOT_WORDS.search(text)):
        flags &= ~(FOOT | SIDE)
    if links < _MENU or link_chars > _HEADLINE * links:
        flags &= ~NAV
        if links >= _SOME:
            flags &= ~(HEAD | FOOT)
    if not links and "。" in text:  # a sentence
        flags &= ~(HEAD | CRUMB)
    if links > _MOST_STEPS or not _TRAIL.search(text[:_FOOT_TEXT]):
        flags &= ~CRUMB
    if loose > _SIDE_ROOM + _SIDE_ROW * links + link_chars:
        flags &= ~SIDE
    for flag, most in _MOST_LOOSE:
        if flags & flag and loose > most + link_chars:
            flags &= ~flag
    return flags


def headline_of(title: str) -> str:
    """The first part of a page's `title`: what the page itself is called where it is no home page."""
    return _TITLE_PART.split(title.strip(), maxsplit=1)[0].strip()


def holds_headline(node: LexborNode, headline: str, text: str) -> bool:
    """Whether the page's own `headline` stands in `node`, whose text is `text`, as a line of its own and no link."""
    if len(headline) < _SHORTEST or headline not in text:
        return False
    lines = [line.strip() for line in node.text(separator="\n").split("\n")].count(headline)
    return lines > sum(link.text().strip() == headline for link in node.css("a"))


def is_menu(text: str, links: int, link_chars: int) -> bool:
    """Whether an element with a link home is the menu of its site: short names and little else, nothing that parts
    steps. `text` is all its text, `link_chars` the length of the texts of its `links` together.
    """
    if "。" in text or _STEPS.search(text):
        return False
    return links >= _SOME and bool(borne_out(NAV, text, links, link_chars))


def is_foot(text: str) -> bool | None:
    """Whether an element with this `text` is the foot of a page, whatever it is called; None when it is too long."""
    if len(text) > _LOOSEST * _FOOT_TEXT:
        return None
    text = " ".join(text.split()) if len(text) > _FOOT_TEXT else text
    if len(text) > _FOOT_TEXT or _POSITION.search(text) or text.count("。") >= _PROSE:
        return None
    return len(set(_IMPRINT.findall(text))) >= 2
