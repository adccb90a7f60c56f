"""Menus and the headed blocks that lead from a page to its columns."""

import re
from collections import Counter

from govcrawl.domain.urls import host_of, site_of
from govcrawl.extract.boxes import around, within
from govcrawl.extract.breadcrumbs import HOME, crumb_box
from govcrawl.extract.files import extension_of
from govcrawl.extract.headings import MORE
from govcrawl.extract.model import NavLink
from govcrawl.extract.outline import FOOT, NAV, Anchor, Box, Outline, squeeze
from govcrawl.extract.row_boxes import SEPARATOR
from govcrawl.extract.rows import ListRow, is_more

_NO_COLUMN = re.compile(
    r"^(?:登录|注册|退出|繁體|繁体|简体|English|EN|无障碍\S*|长者\S*|适老\S*|关怀版|设为首页|加入收藏|收藏|打印|关闭|返回\S*|RSS|微信|微博|"
    r"客户端|手机版|邮箱|帮助|搜索|高级搜索|网站地图|联系我们|关于我们|网站声明|隐私\S*|版权\S*)$",
    re.I,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "dt")
_NAME_LENGTH = 20
_BLOCK_NAME = 14
_MENU_NAME = 8  # characters that names of menus have on average, at most
_SAME, _MOST_ALIKE = 6, 60  # characters of a text that many links share, and such links
_PROSE = 2
_CHINESE = re.compile(r"[\u4e00-\u9fa5]+")


def menu(outline: Outline, rows: list[ListRow], url: str, main: set[int]) -> list[NavLink]:
    """Links that lead to columns, in document order, each address once with its longest path.

    `rows` are all list rows of the page at `url`; `main` holds the anchor numbers of its main list, which are entries.
    """
    host = host_of(url)
    site = site_of(host)
    plain = _plain_menus(rows, site, main)
    distinct = {id(box): box for box in outline.boxes.values()}.values()
    twins = Counter((id(box.up), box.tag) for box in distinct)
    best: dict[str, NavLink] = {}
    crumb, beside = crumb_box(outline), _names_beside(outline, site)
    for anchor in outline.anchors:
        box = anchor.box
        if anchor.index in main or box.flags & FOOT or (crumb is not None and within(box, crumb)):
            continue
        name = anchor.text or anchor.hint
        block = bool(MORE.match(name)) or anchor.index in beside
        if block:
            name = beside.get(anchor.index) or _block_name(anchor)
        elif not (anchor.index in plain or _is_choice(anchor, host)):
            continue
        if not name or len(name) > _NAME_LENGTH or HOME.match(name) or _NO_COLUMN.match(name) or is_more(name):
            continue
        path = (*_ancestors(anchor, outline, twins), name) if not block else (name,)
        known = best.get(anchor.url)
        if known is None or len(path) > len(known.path):
            best[anchor.url] = NavLink(anchor.url, name, path)
    return list(best.values())


def menu_addresses(outline: Outline) -> set[str]:
    """Addresses that the menu of a page leads to: short names side by side in a box that is a menu."""
    found = [
        anchor
        for anchor in outline.anchors
        if anchor.box.flags & NAV and not anchor.box.flags & FOOT and 2 <= len(anchor.text) <= _BLOCK_NAME
    ]
    named = sum(len(anchor.text) for anchor in found)
    return {anchor.url for anchor in found} if found and named <= _MENU_NAME * len(found) else set()


def _is_column(anchor: Anchor, site: str) -> bool:
    """Whether a link may lead to a column of the site, by its address and the length of its name."""
    return len(anchor.text or anchor.hint) > 1 and site_of(host_of(anchor.url)) == site and not _is_leaf(anchor)


def _is_leaf(anchor: Anchor) -> bool:
    return anchor.is_article or bool(extension_of(anchor.url, ""))


def _is_choice(anchor: Anchor, host: str) -> bool:
    """Whether a drop-down leads to a column of the site."""
    return anchor.way == "option" and host_of(anchor.url) == host and not anchor.is_article


def _plain_menus(rows: list[ListRow], site: str, main: set[int]) -> set[int]:
    """Anchors of lists that are menus in all but name: short names, same site, no dates, no article addresses."""
    by_key: dict[tuple[int, str], list[ListRow]] = {}
    for row in rows:
        if not row.flags & FOOT and row.anchor.index not in main:
            by_key.setdefault(row.key, []).append(row)
    found: set[int] = set()
    for members in by_key.values():
        anchors = [anchor for row in members for anchor in (row.anchor, *row.mates)]
        box = members[0].box
        if box is not None and (box.tag == "p" or len(members) == 1) and all(_in_prose(row) for row in members):
            continue
        named = [
            anchor
            for anchor in anchors
            if 2 <= len(anchor.text) <= _BLOCK_NAME and site_of(host_of(anchor.url)) == site
        ]
        if not named or len(named) * 2 < len(anchors):
            continue
        columns = [anchor for anchor in named if not _is_leaf(anchor)]
        if len(columns) * 2 >= len(named) and not any(row.day for row in members):
            found.update(anchor.index for anchor in anchors if _is_column(anchor, site))
    return found


def _chinese(text: str) -> int:
    """How many Chinese characters a text has, counted without a copy of it in single characters."""
    return sum(run.end() - run.start() for run in _CHINESE.finditer(text))


def _in_prose(row: ListRow) -> bool:
    """Whether a link stands in running text rather than in a line of links."""
    if row.box is None or row.box.node is None:
        return False
    links = "".join(anchor.text for anchor in (row.anchor, *row.mates))
    linked = _chinese(links)
    beside = _chinese(row.box.node.text()) - linked
    return beside > _PROSE and 2 * beside > linked


def _ancestors(anchor: Anchor, outline: Outline, twins: Counter[tuple[int, str]]) -> tuple[str, ...]:
    """Names of the menu items under which a menu link stands."""
    names: list[str] = []
    below: Box | None = None
    box: Box | None = anchor.box
    while box is not None and box.tag not in ("body", "html", "") and len(names) < 5:
        if 0 <= box.first < anchor.index and (below is None or below.first != box.first):
            head = outline.anchors[box.first]
            name = head.text or head.hint
            if name and len(name) <= _NAME_LENGTH and not HOME.match(name) and _heads(head, box, below, twins):
                names.append(name)
        elif box.tag == "li" and box.links > 1:
            name = _first_words(box)
            if name and name != anchor.text and box.first == (below.first if below else anchor.index):
                names.append(name)
        below, box = box, box.up
    own = anchor.text or anchor.hint
    return tuple(reversed([name for name in names if name != own]))


def _heads(head: Anchor, box: Box, below: Box | None, twins: Counter[tuple[int, str]]) -> bool:
    """Whether `head` is the heading of `box` rather than a sibling of the branch that leads to the link: it stands
    alone in a branch of another sort, and `box` is one of several of its sort (or a list item)."""
    if below is None:
        return False
    branch: Box | None = head.box if head.box is not box else None
    while branch is not None and branch.up is not box:
        branch = branch.up
    if branch is not None and branch.links > 1:
        return False
    tag = branch.tag if branch is not None else "a"
    if tag == below.tag and below.links < 2:
        return False
    return box.tag in ("li", "dl", "td") or tag in _HEADINGS or twins[(id(box.up), box.tag)] > 1


def _first_words(box: Box) -> str:
    if box.node is None:
        return ""
    for piece in box.node.text(separator=SEPARATOR)[:200].split(SEPARATOR):
        text = squeeze(piece)
        if text:
            return text if len(text) <= _BLOCK_NAME else ""
    return ""


def _names_beside(outline: Outline, site: str) -> dict[int, str]:
    """By the index of a link: the name beside it, where links of one text (进入) lead to several columns."""
    alike: dict[str, list[Anchor]] = {}
    for anchor in outline.anchors:
        if 0 < len(anchor.text) <= _SAME and not anchor.box.flags & FOOT and _is_column(anchor, site):
            alike.setdefault(anchor.text, []).append(anchor)
    found: dict[int, str] = {}
    for anchors in alike.values():
        if len({anchor.url for anchor in anchors}) < max(2, len(anchors)) or len(anchors) > _MOST_ALIKE:
            continue
        names = [_block_name(anchor) for anchor in anchors]
        if len({*names, "", anchors[0].text}) == len(names) + 2:
            found.update(zip((anchor.index for anchor in anchors), names, strict=True))
    return found


def heads_block(anchor: Anchor) -> bool:
    """Whether a link is the “更多” beside the name of a block, or an arrow that has no name."""
    name = anchor.text or anchor.hint
    return (not name or bool(MORE.match(name))) and bool(_block_name(anchor))


def _block_name(anchor: Anchor) -> str:
    """The heading of the block whose “更多” link this is."""
    box: Box | None = anchor.box
    for _ in range(3):
        if box is None or box.node is None or box.links > 2:
            break
        pieces = [
            text for piece in box.node.text(separator=SEPARATOR)[:300].split(SEPARATOR) if (text := squeeze(piece))
        ]
        named = [piece for piece in pieces if not MORE.match(piece) and not is_more(piece) and piece != anchor.text]
        if named:
            return named[0] if len(named[0]) <= _BLOCK_NAME else ""
        box = around(box)
    return ""
