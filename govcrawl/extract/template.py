"""What the pages of one site repeat: conclusions from the traces of all of them together."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from govcrawl.extract.blocks import Traces

# Fewer pages than these tell nothing of a template.
_LEAST_PAGES = 3
# Shares of the pages: from the first on a block may be template, from the second on it is, whatever else they hold.
# Articles that belong together (the interpretations of one policy) link the same documents from the same place: a
# template shows itself on far more of them.
_COLUMNS, _ARTICLES, _MOST = 0.05, 0.25, 0.6
# A list in changing forms, and text without links, say less than a block that is always the same.
_LEAST_LISTS, _LISTS = 4, 0.1
_LEAST_TEXTS = 4
# Of the rows of a list in changing forms, this share stands on several pages.
_SAME_ROWS = 0.6
# Pieces of text that a page shares with few others make it more than a copy of them; a row has up to so many.
_OWN_PIECES, _ROW_PIECES = 3, 2
Mark = tuple[int, int]  # path and content, or path and row


@dataclass(frozen=True)
class Template:
    """Blocks and rows, by path and content, that are no page's own."""

    blocks: frozenset[Mark] = frozenset()
    texts: frozenset[Mark] = frozenset()
    rows: frozenset[Mark] = frozenset()
    sizes: dict[int, int] = field(default_factory=dict)  # most rows of a changing list, by its path

    def __bool__(self) -> bool:
        return bool(self.blocks or self.texts or self.rows)

    @cached_property
    def paths(self) -> frozenset[int]:
        """Where blocks with links, and lists, stand that are no page's own."""
        return frozenset({path for path, _ in self.blocks} | self.sizes.keys())

    @cached_property
    def text_paths(self) -> frozenset[int]:
        """Where such blocks without links stand."""
        return frozenset(path for path, _ in self.texts)

    def is_changing(self, path: int, rows: Sequence[int]) -> bool:
        """Whether most of the `rows` of a list at `path` stand on other pages too, in lists there and of its size."""
        if len(rows) > self.sizes.get(path, 0):
            return False
        return sum((path, row) in self.rows for row in rows) >= _SAME_ROWS * len(rows)

    def known_of(self, page: Traces) -> list[bool]:
        """What of a page is no page's own: its blocks with links, those without, and its lists, one after the other."""
        return [
            *(mark in self.blocks for mark in _pairs(page.blocks)),
            *(mark in self.texts for mark in _pairs(page.texts)),
            *(self.is_changing(path, rows) for path, rows in _lists(page.lists)),
        ]


def template_of(columns: Sequence[Traces], articles: Sequence[Traces] = ()) -> Template:
    """What the pages with these traces repeat, whatever their order; nothing where they are too few to tell.

    `columns` are those of pages of columns, `articles` those of articles. Text without links is judged on columns
    alone: articles end with the same sentences, and these are theirs.
    """
    one, two = _Pages(columns, _COLUMNS), _Pages(articles, _ARTICLES)
    rows, sizes = one.changing_lists()
    other_rows, other_sizes = two.changing_lists()
    return Template(
        frozenset(one.blocks() | two.blocks()),
        frozenset(one.texts()),
        frozenset(rows | other_rows),
        {path: max(sizes.get(path, 0), other_sizes.get(path, 0)) for path in sizes.keys() | other_sizes.keys()},
    )


class _Pages:
    """Pages of one kind, counted together."""

    def __init__(self, traces: Sequence[Traces], share: float) -> None:
        """A block may be template when it stands on this `share` of the pages."""
        self._traces = traces if len(traces) >= _LEAST_PAGES else ()
        self._some = max(_LEAST_PAGES, share * len(traces))
        self._most = _MOST * len(traces)
        pieces = Counter(piece for page in self._traces for piece in set(page.pieces))
        # How much each page holds that few others hold.
        self._own = [sum(pieces[piece] < self._some for piece in set(page.pieces)) for page in self._traces]

    def blocks(self) -> set[Mark]:
        """Blocks with links that stand on most pages, or on some of which most hold more: a page that several
        addresses show is no template."""
        on: Counter[Mark] = Counter()
        beside: Counter[Mark] = Counter()
        for page, own in zip(self._traces, self._own, strict=True):
            found = set(_pairs(page.blocks))
            on.update(found)
            beside.update(found if own >= _OWN_PIECES else ())
        return {mark for mark, count in on.items() if self._repeats(count, beside[mark], self._some)}

    def texts(self) -> set[Mark]:
        """Blocks without links that stand on most pages."""
        on = Counter(mark for page in self._traces for mark in set(_pairs(page.texts)))
        return {mark for mark, count in on.items() if count >= max(_LEAST_TEXTS, self._most)}

    def changing_lists(self) -> tuple[set[Mark], dict[int, int]]:
        """Rows, each with the path of its list, of lists that differ little from page to page; and how long such lists
        are, by path."""
        rows = Counter(mark for page in self._traces for mark in _rows(page))
        on: Counter[int] = Counter()
        beside: Counter[int] = Counter()
        sizes: dict[int, Counter[int]] = {}
        for page, own in zip(self._traces, self._own, strict=True):
            for path, members in _lists(page.lists):
                rare = sum(rows[path, row] < self._some for row in members)
                if len(members) - rare >= _SAME_ROWS * len(members):
                    on[path] += 1
                    beside[path] += own - _ROW_PIECES * rare >= _OWN_PIECES
                    sizes.setdefault(path, Counter())[len(members)] += 1
        least = max(_LEAST_LISTS, self._some, _LISTS * len(self._traces))
        paths = {path for path, count in on.items() if self._repeats(count, beside[path], least)}
        kept = {mark for mark, count in rows.items() if count >= self._some and mark[0] in paths}
        return kept, {path: max(sizes[path], key=lambda size: (sizes[path][size], size)) for path in paths}

    def _repeats(self, count: int, beside: int, least: float) -> bool:
        return count >= least and (count >= self._most or 2 * beside > count)


def _rows(page: Traces) -> set[Mark]:
    return {(path, row) for path, members in _lists(page.lists) for row in members}


def _pairs(numbers: array[int]) -> Iterator[Mark]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _lists(numbers: array[int]) -> Iterator[tuple[int, array[int]]]:
    at = 0
    while at + 1 < len(numbers):
        path, size = numbers[at], numbers[at + 1]
        yield path, numbers[at + 2 : at + 2 + size]
        at += 2 + size
