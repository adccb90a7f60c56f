"""What the pages of one site repeat: conclusions from the traces of all of them together."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govcrawl.extract.blocks import RowList, Traces

# Fewer pages than these tell nothing of a template.
_LEAST_PAGES = 3
# Shares of the pages: from the first on a block may be template, from the second on it is, whatever else they hold.
_SOME, _MOST = 0.05, 0.6
_TEXT_PAGES = 4
# Of the rows of a list that stands on many pages in changing forms, this share stands on several.
_SAME_ROWS = 0.6
# Pieces of text that a page shares with few others make it more than a copy of them.
_OWN_PIECES = 3


@dataclass(frozen=True, slots=True)
class Template:
    """Blocks and rows, by path and content, that are no page's own."""

    blocks: frozenset[tuple[int, int]] = frozenset()
    texts: frozenset[tuple[int, int]] = frozenset()
    rows: frozenset[tuple[int, int]] = frozenset()
    sizes: dict[int, int] = field(default_factory=dict)  # most rows of a changing list, by its path

    def __bool__(self) -> bool:
        return bool(self.blocks or self.texts or self.rows)

    def is_changing(self, rows: RowList) -> bool:
        """Whether most of `rows` stand on other pages too, in lists at the same place and of its size."""
        same = sum((rows.path, row) in self.rows for row in rows.rows)
        return len(rows.rows) <= self.sizes.get(rows.path, 0) and same >= _SAME_ROWS * len(rows.rows)


def template_of(traces: Sequence[Traces]) -> Template:
    """What the pages with these `traces` repeat, whatever their order; nothing where they are too few to tell."""
    if len(traces) < _LEAST_PAGES:
        return Template()
    some = max(_LEAST_PAGES, -(-int(_SOME * 100) * len(traces) // 100))
    pieces = Counter(piece for page in traces for piece in set(page.pieces))
    own = [sum(pieces[piece] < some for piece in set(page.pieces)) >= _OWN_PIECES for page in traces]
    blocks = _Shares(len(traces), own)
    texts: Counter[tuple[int, int]] = Counter()
    for number, page in enumerate(traces):
        blocks.note(number, _pairs(page.blocks))
        texts.update(set(_pairs(page.texts)))
    least = max(_TEXT_PAGES, _MOST * len(traces))
    rows, sizes = _changing_lists(traces, own, some)
    return Template(
        frozenset(blocks.template(some)),
        frozenset(text for text, count in texts.items() if count >= least),
        frozenset(rows),
        sizes,
    )


class _Shares:
    """On how many pages each block stands, and on how many that hold something of their own beside."""

    def __init__(self, pages: int, own: list[bool]) -> None:
        """`own` says of each of the `pages` whether it holds something that few others hold."""
        self._pages, self._own = pages, own
        self._on: Counter[tuple[int, int]] = Counter()
        self._beside: Counter[tuple[int, int]] = Counter()

    def note(self, page: int, marks: Iterable[tuple[int, int]]) -> None:
        """Page number `page` holds all `marks`."""
        found = set(marks)
        self._on.update(found)
        if self._own[page]:
            self._beside.update(found)

    def template(self, some: int) -> Iterator[tuple[int, int]]:
        """What stands on most pages, or on `some` of which most hold more: copies of one page are no template."""
        for mark, count in self._on.items():
            if count >= some and (count >= _MOST * self._pages or 2 * self._beside[mark] > count):
                yield mark


def _changing_lists(
    traces: Sequence[Traces], own: list[bool], some: int
) -> tuple[set[tuple[int, int]], dict[int, int]]:
    """Rows, each with the path of its list, that stand in lists of template; and how long such lists are, by path."""
    rows: Counter[tuple[int, int]] = Counter()
    for page in traces:
        rows.update({(path, row) for path, members in _lists(page.lists) for row in members})
    places: _Shares = _Shares(len(traces), own)
    sizes: dict[int, Counter[int]] = {}
    for number, page in enumerate(traces):
        for path, members in _lists(page.lists):
            same = sum(rows[path, row] >= some for row in members)
            if same >= _SAME_ROWS * len(members):
                places.note(number, [(path, 0)])
                sizes.setdefault(path, Counter())[len(members)] += 1
    paths = {path for path, _ in places.template(some)}
    kept = {mark for mark, count in rows.items() if count >= some and mark[0] in paths}
    return kept, {path: max(sizes[path], key=lambda size: (sizes[path][size], size)) for path in paths}


def _pairs(numbers: array[int]) -> Iterator[tuple[int, int]]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _lists(numbers: array[int]) -> Iterator[tuple[int, array[int]]]:
    at = 0
    while at + 1 < len(numbers):
        path, size = numbers[at], numbers[at + 1]
        yield path, numbers[at + 2 : at + 2 + size]
        at += 2 + size
