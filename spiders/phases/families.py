"""Families of addresses: columns that differ only in numbers and parameters, as the pages of an endless calendar do.

Many systems number all their columns alike, so likeness of addresses proves nothing. A family is a trap once too many
of its pages have added nothing: no entry, and no text, that another page of it had not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from spiders.candidates import Candidate

_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"(?<!\d)(?:1\d|2[01])\d\d[/-](?:0?[1-9]|1[0-2])(?!\d)")
Wave = list[tuple[str, Candidate]]


def family_of(url: str) -> str:
    """What the addresses of a family have in common: host and path without its numbers."""
    parts = urlsplit(url)
    return parts.netloc + _DIGITS.sub("0", parts.path)


class Families:
    """What the pages of each family of one target have added so far."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.traps: set[str] = set()
        self._barren: Counter[str] = Counter()
        self._fruitful: Counter[str] = Counter()
        self._seen: dict[str, set[str]] = {}

    def note(self, url: str, entries: Collection[str], likeness: str) -> bool:
        """A column that was read, with the page keys of its entries and what its text is known by; whether it
        added nothing. Months of a calendar count as nothing, whatever stands on them."""
        family = family_of(url)
        seen = self._seen.setdefault(family, set())
        marks = set(entries) or {likeness}
        barren = marks <= seen or bool(_DATE.search(url))
        seen |= marks
        (self._barren if barren else self._fruitful)[family] += 1
        if self._barren[family] >= self.limit and self._barren[family] > self._fruitful[family]:
            self.traps.add(family)
        return barren

    def is_trap(self, url: str) -> bool:
        return family_of(url) in self.traps

    def admit(self, wave: Sequence[tuple[str, Candidate]]) -> tuple[Wave, Wave]:
        """The part of a wave that may be asked for now, and what waits for what it brings."""
        now: Wave = []
        later: Wave = []
        taken: Counter[str] = Counter()
        for key, candidate in wave:
            family = family_of(candidate.url)
            if taken[family] < max(self.limit - self._barren[family], 0) + self._fruitful[family]:
                taken[family] += 1
                now.append((key, candidate))
            else:
                later.append((key, candidate))
        return now, later
