"""The blocks of a page: what stands together in one container, and by what it is known again on a sibling page.

A block is known by its place (the tags and positions of the elements around it, so that neither names nor classes
matter) and by its content (its text and the addresses that it links). A list is known again although some of its rows
have changed: its rows are noted one by one.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborNode

from govcrawl.domain.urls import host_of
from govcrawl.extract.outline import Box, Outline
from govcrawl.extract.rows import ListRow
from govcrawl.extract.shapes import shape_of

# What a page may take of the model's memory: a bound for hostile pages, beyond all that honest ones need.
_MOST_BLOCKS = 400
_MOST_ROWS = 600
_MOST_PIECES = 400
_LONGEST_TEXT = 2_000  # characters of a block without links
_PLACES = 12  # positions beyond this one are all alike
_LEAST_ROWS = 3
_ROW_LINKS, _ROW_DEPTH = 4, 5  # a row has its title and a few documents beside it; what has more is laid out in rows
_ROW_TAGS = frozenset({"li", "tr", "dd", "dt", "td", "p", "span", "b", "strong", "em", "font"})
_PIECE = 6  # characters of text that are seldom repeated by chance
_DATED = re.compile(r"\d{1,4}\s*[-/.年月]\s*\d{1,2}")
_DATE = re.compile(r"(?<!\d)(?:19|20)?\d\d\s*[-/.年_]\s*\d{1,2}\s*[-/.月_]\s*\d{1,2}")
_PAGE_DATES = 2  # a page has up to so many dates of its own: more in one block are those of rows
_NAME_LENGTH = 10  # longer texts of links are headlines


Container = tuple[Box, list[ListRow]]  # the element in which rows stand, and the rows


@dataclass(slots=True)
class Block:
    """A block without its meaning: `path` and `content` are hashes; `box` is the element itself or its parent."""

    node: LexborNode
    box: Box
    path: int
    content: int
    linked: bool  # whether it holds links


@dataclass(slots=True)
class RowList:
    """Rows that stand in one container: hashes of their addresses and texts, as they were found."""

    box: Box
    path: int
    rows: list[int]
    members: list[ListRow]

    @property
    def urls(self) -> list[str]:
        """Their addresses."""
        return [row.anchor.url for row in self.members]


@dataclass(slots=True)
class Traces:
    """What a model keeps of one page, as numbers of 32 bits."""

    blocks: array[int]  # path and content of each block with links, one after the other
    texts: array[int]  # the same of blocks without links
    lists: array[int]  # path, number of rows and the rows of each list
    pieces: array[int]  # longer pieces of visible text
    shapes: dict[str, tuple[int, int]] = field(default_factory=dict)  # by shape: dated rows, short names
    cut: bool = field(default=False, repr=False, compare=False)  # whether the page holds more; not stored


class PageBlocks:
    """Everything on a page that may stand on its siblings too, outer blocks before those inside them."""

    def __init__(self, outline: Outline, rows: list[ListRow]) -> None:
        """The blocks of the page with this `outline` and these `rows` (`rows_of`)."""
        self._reader = _BlockReader(outline, rows)
        self.lists = self._reader.lists()

    def at(self, paths: Collection[int], text_paths: Collection[int]) -> list[Block]:
        """The blocks with links at `paths`, and those without at `text_paths`."""
        return self._reader.blocks(paths, text_paths)

    def text_beside_rows(self, block: Block) -> str:
        """What stands in `block` beside the rows of its lists, without blanks."""
        text = block.node.text()
        for each in self.lists:
            for row in each.members:
                box = row.box if row.box is not None and row.box is not block.box else None
                if _is_in_row(box or row.anchor.box, {id(block.box)}):
                    words = box.node.text() if box is not None and box.node is not None else row.anchor.node.text()
                    text = text.replace(words, "", 1)
        return "".join(text.split())

    def is_dated(self, block: Block) -> bool:
        """Whether a date stands in `block` beside the rows of its lists: it may be that of the page."""
        if not _DATE.search(block.node.text()):
            return False
        return 1 <= len(set(_DATE.findall(self.text_beside_rows(block)))) <= _PAGE_DATES

    def traces(self, pieces: list[str], shapes: dict[str, tuple[int, int]]) -> Traces:
        """What a model keeps of the page; `pieces` is its visible text, `shapes` are from `shapes_on`."""
        found = Traces(array("I"), array("I"), array("I"), array("I"), shapes)
        blocks = self._reader.blocks()
        found.cut = len(blocks) >= _MOST_BLOCKS
        for block in blocks[:_MOST_BLOCKS]:
            (found.blocks if block.linked else found.texts).extend((block.path, block.content))
        for each in self.lists:
            if len(found.lists) + len(each.rows) <= _MOST_ROWS:
                found.lists.extend((each.path, len(each.rows), *each.rows))
            else:
                found.cut = True
        long = dict.fromkeys(piece for piece in pieces if len(piece) >= _PIECE)
        found.pieces.extend(_hash(piece) for piece in list(long)[:_MOST_PIECES])
        return found


class _BlockReader:
    def __init__(self, outline: Outline, rows: list[ListRow]) -> None:
        self._outline = outline
        self._paths: dict[int, int] = {}  # by id of a box: hash of its path
        self._containers = _containers(rows)

    @cached_property
    def _links(self) -> array[int]:
        return array("I", (_hash(anchor.url) for anchor in self._outline.anchors))

    @cached_property
    def _last(self) -> dict[int, int]:
        """By id of a box: index of the last anchor in it."""
        found: dict[int, int] = {}
        for anchor in reversed(self._outline.anchors):
            box: Box | None = anchor.box
            while box is not None and id(box) not in found:  # whoever knows a box knows those around it
                found[id(box)] = anchor.index
                box = box.up
        return found

    def blocks(self, paths: Collection[int] | None = None, text_paths: Collection[int] | None = None) -> list[Block]:
        """All blocks but rows and what stands in them: a row on several pages is a row on each of them.

        Only those at `paths`, or without links at `text_paths`, where these are given: the others need not be read.
        """
        rows = {id(row.box) for _, members in self._containers for row in members if row.box and _is_narrow(row.box)}
        found: list[Block] = []
        for number, box in self._outline.boxes.items():
            if len(found) >= _MOST_BLOCKS:
                break
            node = box.node
            if node is None or node.mem_id != number:
                continue
            if box.tag not in ("html", "body"):
                if _is_row(box) or _is_in_row(box, rows):
                    continue
                path = self._path(box)
                if paths is None or path in paths:
                    found.append(Block(node, box, path, self._content(box), True))
            if box.links > 1 and (text_paths is None or text_paths):
                found += self._texts(box, node, text_paths)
        return found

    def _texts(self, box: Box, node: LexborNode, paths: Collection[int] | None) -> list[Block]:
        """Elements in `box` that hold text and no link; only those at `paths` where these are given."""
        found: list[Block] = []
        by_tag: dict[str | None, int] = {}  # where a text of this tag stands
        child = node.first_child
        while child is not None and len(found) < _MOST_BLOCKS:
            if child.is_element_node and child.mem_id not in self._outline.boxes:
                tag = child.tag
                if tag not in by_tag:
                    by_tag[tag] = _hash(f"{self._path(box)}>{tag}")
                path = by_tag[tag]
                text = "".join(child.text().split()) if paths is None or path in paths else ""
                if 1 < len(text) <= _LONGEST_TEXT:
                    found.append(Block(child, box, path, _hash(text), False))
            child = child.next
        return found

    def lists(self) -> list[RowList]:
        found = []
        for container, members in self._containers:
            if container.tag not in ("html", "body", ""):
                marks = [_hash(row.anchor.url + row.anchor.text) for row in members]
                found.append(RowList(container, self._path(container), marks, members))
        return found

    def _path(self, box: Box) -> int:
        known = self._paths.get(id(box))
        if known is None:
            above = self._path(box.up) if box.up is not None else 0
            known = self._paths[id(box)] = _hash(f"{above}>{box.tag}{_place(box.node)}")
        return known

    def _content(self, box: Box) -> int:
        first, last = box.first, self._last.get(id(box), -1)
        links = self._links[first : last + 1].tobytes() if first >= 0 else b""
        text = "".join(box.node.text().split()) if box.node is not None else ""
        return zlib.crc32(links, zlib.crc32(text.encode("utf-8", "replace")))


def _containers(rows: list[ListRow]) -> list[Container]:
    held: dict[int, Container] = {}
    for row in rows:
        container = (row.box.up or row.box) if row.box is not None else row.anchor.box
        held.setdefault(id(container), (container, []))[1].append(row)
    return [each for each in held.values() if len(each[1]) >= _LEAST_ROWS]


def _is_narrow(box: Box) -> bool:
    return box.links <= _ROW_LINKS


def _is_row(box: Box) -> bool:
    """A box that is part of a list or of running text, or holds but one link like the box around it."""
    if box.links > 1:
        return False
    return box.tag in _ROW_TAGS or (box.up is not None and box.up.links == box.links and box.up.tag != "body")


def _is_in_row(box: Box, rows: set[int]) -> bool:
    up: Box | None = box
    for _ in range(_ROW_DEPTH):
        if up is None:
            break
        if id(up) in rows:
            return True
        up = up.up
    return False


def _place(node: LexborNode | None) -> int:
    """How many elements of its sort stand before `node` in its parent."""
    if node is None:
        return 0
    place, before, tag = 0, node.prev, node.tag
    while before is not None and place < _PLACES:
        place += before.tag == tag
        before = before.prev
    return place


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace"))


def shapes_on(rows: list[ListRow], url: str) -> dict[str, tuple[int, int]]:
    """By shape of address: how many different rows with a date, and how many short names, the page at `url` links."""
    host = host_of(url)
    dated: set[str] = set()
    named: set[str] = set()
    for row in rows:
        own = [anchor for anchor in (row.anchor, *row.mates) if host_of(anchor.url) == host]
        longest = max(own, key=lambda anchor: len(anchor.text), default=None)
        if longest is None:
            continue
        if row.box is not None and row.box.node is not None and _DATED.search(_beside(row)):
            dated.add(longest.url)
        else:
            named.update(anchor.url for anchor in own if 1 < len(anchor.text) <= _NAME_LENGTH)
    counts: dict[str, Counter[str]] = {}
    for kind, urls in (("dated", dated), ("named", named - dated)):
        for each in urls:
            counts.setdefault(shape_of(each), Counter())[kind] += 1
    return {shape: (count["dated"], count["named"]) for shape, count in counts.items()}


def _beside(row: ListRow) -> str:
    """Text of a row without that of its link."""
    node = row.box.node if row.box is not None else None
    return "" if node is None else node.text()[:2_000].replace(row.anchor.text, "", 1)
