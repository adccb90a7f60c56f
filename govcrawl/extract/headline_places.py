"""Where a page's headlines stand in its text, and the lines below them in which it tells its facts."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from govcrawl.extract.date_labels import FACTS
from govcrawl.extract.site_titles import norm

SENTENCE = re.compile(r"[。；！？]|，.{4}")
_PROSE_END = ("。", "；", "！", "？")
# How far from the headline a date of the line of facts may stand, in characters and pieces.
REACH = 400
_PIECES = 16
LINE = 90  # a longer piece is running text


class PageText:
    """Visible text with its pieces, headlines and the lines below them."""

    def __init__(self, flat: str, title: str) -> None:
        self.flat = flat
        ends = accumulate(len(piece) + 1 for piece in flat.split("\x1f"))
        self.starts = [0, *ends][:-1]
        self.titles = _title_spots(flat, title)
        self.heads = [self._head(end) for end in self.titles]

    def piece(self, at: int) -> tuple[int, int]:
        """Where the piece around place `at` begins and ends."""
        index = bisect_right(self.starts, at) - 1
        end = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.flat)
        return self.starts[index], end

    def _head(self, start: int) -> tuple[int, int]:
        """The place behind a headline that ends at `start`, down to the first running text."""
        at, count = start, 0
        while at < len(self.flat) and at - start < REACH and count < _PIECES:
            _, end = self.piece(at)
            text = self.flat[at:end]
            if len(text) > LINE or text.endswith(_PROSE_END) or (SENTENCE.search(text) and not FACTS.search(text)):
                break
            at, count = end + 1, count + 1
        return start, min(at, len(self.flat))

    def in_head(self, at: int) -> bool:
        """Whether place `at` is in the lines between a headline and the first running text."""
        return any(start <= at < end for start, end in self.heads)

    def behind_title(self, at: int) -> int:
        """Where the last headline before place `at` ends: its words are no label of a date (…进行时, …开放时间)."""
        return max((end for end in self.titles if end <= at), default=0)

    def distance(self, at: int) -> int:
        """Characters from the nearest headline; what stands above it counts twice."""
        return min((at - end if at >= end else 2 * (end - at) for end in self.titles), default=at)


def _title_spots(flat: str, title: str) -> list[int]:
    """Where the headline ends in the text, each time it stands there."""
    if len(title) < 4:
        return []
    spots = list(_ends(flat, title))
    if not spots:
        words = [re.escape(word) for word in title.split()][:30]
        spots = [match.end() for match in re.finditer(r"[\s\x1f]*".join(words), flat)] if words else []
    if not spots:
        # Headlines broken over lines, or with other brackets: compare without white space.
        head, wanted, position = norm(title)[:14], [], 0
        for piece in flat.split("\x1f"):
            position += len(piece) + 1
            if len(piece) >= 6 and norm(piece).startswith(head[: max(6, min(14, len(piece)))]):
                wanted.append(position - 1)
        spots = wanted
    return spots[:20]


def _ends(flat: str, title: str) -> Iterator[int]:
    at = flat.find(title)
    while at >= 0:
        at += len(title)
        yield at
        at = flat.find(title, at)
