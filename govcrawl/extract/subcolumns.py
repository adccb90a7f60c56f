"""Whether a page leads on to sub-columns: by tiles and plain links, or by blocks that show the newest of each."""

import re
from functools import cached_property

from selectolax.lexbor import LexborNode

from govcrawl.domain.urls import host_of
from govcrawl.extract.boxes import within
from govcrawl.extract.model import NavLink
from govcrawl.extract.outline import CHROME, SIDE, Anchor, Box, Outline, squeeze
from govcrawl.extract.rows import ListRow, is_more

# Links of unknown kinship that make a page lead on.
_LEADING = 3
_NAME_LENGTH = 20
# A heading has its name and a 更多 or two; tabs have several names.
_HEAD_LINKS = 4
_CLIMB = 3
_INDEX = re.compile(r"/(?:(?:index|list|default|main)(?:_\d+)?\.\w{3,5})?$", re.I)
_ENDING = re.compile(r"\.\w{3,5}$")


class Subcolumns:
    """The links in the middle of the page at `url`, which calls itself one of `names`; `links`: its navigation.

    `outline` is that of what is the page's own, with the `anchors` behind its breadcrumb; `whole` that of all of it.
    """

    def __init__(
        self, outline: Outline, anchors: list[Anchor], whole: Outline, links: list[NavLink], url: str, names: set[str]
    ) -> None:
        self._outline, self._anchors, self._whole = outline, anchors, whole
        self._links, self._url, self._names = links, url, names

    def to_columns(self) -> bool:
        """Whether the middle is made of links to sub-columns. A menu that holds the page itself, a column above it or
        one beside it lists the page's siblings: then only its own sub-columns count."""
        if not self._inner:
            return False
        children = self._children
        if any(anchor.url in children for anchor in self._inner):
            return True
        if any(anchor.url == self._url or anchor.text in self._names for anchor in self._inner):
            return False
        known = self._menu if self._own_path else {}
        return len({anchor.url for anchor in self._inner if anchor.url not in known}) >= _LEADING

    @cached_property
    def count(self) -> int:
        """How many columns of the navigation are linked in the middle."""
        return len({anchor.url for anchor in self._inner})

    def heads_all(self, rows: list[ListRow]) -> bool:
        """Whether each block of rows stands under the name of a sub-column."""
        blocks = {id(block): block for row in rows if (block := row.box.up if row.box else None) is not None}
        heads = []
        for block in blocks.values():
            head = _element_before(block)
            if head is None:
                return False
            heads.append(head)
        return bool(heads) and bool(self._children) and all(self._names_child(head) for head in heads)

    @cached_property
    def _inner(self) -> list[Anchor]:
        """Anchors to the navigation's links in the middle of the page."""
        host = host_of(self._url)
        urls = {link.url for link in self._links if host_of(link.url) == host}
        return [
            anchor
            for anchor in self._anchors
            if anchor.url in urls
            and not anchor.box.flags & (CHROME | SIDE)
            and 2 <= len(anchor.text) <= _NAME_LENGTH
            and not is_more(anchor.text)
            and not anchor.is_article
        ]

    @cached_property
    def _menu(self) -> dict[str, NavLink]:
        """The site's menu by address."""
        chrome = {anchor.url for anchor in self._whole.anchors if anchor.box.flags & CHROME}
        return {link.url: link for link in self._links if link.url in chrome}

    @cached_property
    def _own_path(self) -> tuple[str, ...]:
        own = self._menu.get(self._url)
        if own is not None:
            return own.path
        return next((link.path for link in self._menu.values() if link.name in self._names), ())

    @cached_property
    def _children(self) -> dict[str, str]:
        """Names of the page's own sub-columns by address, as the addresses or the site's menu tell."""
        own = self._own_path
        below = _INDEX.sub("/", self._url) if _INDEX.search(self._url) else _ENDING.sub("", self._url) + "/"
        found = {}
        for anchor in self._inner:
            path = self._menu[anchor.url].path if anchor.url in self._menu else ()
            in_menu = bool(own) and len(path) > len(own) and path[: len(own)] == own
            under = anchor.url.startswith(below) and not _INDEX.fullmatch(anchor.url[len(below) - 1 :])
            if anchor.url != self._url and (in_menu or under):
                found[anchor.url] = anchor.text
        return found

    def _names_child(self, head: LexborNode) -> bool:
        box = self._outline.boxes.get(head.mem_id)
        if box is None:
            return squeeze(head.text()) in self._children.values()
        inside = [
            anchor
            for anchor in self._outline.anchors[box.first : box.first + _HEAD_LINKS]
            if within(anchor.box, box) and not is_more(anchor.text)
        ]
        return len({anchor.url for anchor in inside}) == 1 and inside[0].url in self._children


def _element_before(block: Box) -> LexborNode | None:
    """The nearest element with text before a block or before one of the boxes that it begins."""
    box: Box | None = block
    for _ in range(_CLIMB):
        if box is None or box.node is None or box.tag in ("body", "html"):
            break
        before = box.node.prev
        while before is not None and not (before.is_element_node and squeeze(before.text())):
            before = before.prev
        if before is not None:
            return before
        box = box.up
    return None
