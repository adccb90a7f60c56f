"""Addresses that may be columns, wave by wave, and the families of addresses that lead on for ever.

A wave holds all columns that the pages before it lead to. It is planned whole (sorted, cut at the bounds) and ended
whole, so that names, levels and cuts do not depend on which answer came first.

Many systems number all their columns alike, so likeness of addresses proves nothing: a family of addresses that differ
only in numbers and parameters (the pages of an endless calendar) is a trap once too many of its pages have added
nothing: no entry, and no text, that another page of it had not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlsplit

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.urls import page_key
from spiders.columns.candidates import Candidate
from spiders.run import TargetRun

_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"(?<!\d)(?:1\d|2[01])\d\d[/-](?:0?[1-9]|1[0-2])(?!\d)")
Wave = list[tuple[str, Candidate]]  # page keys with their candidates


def family_of(url: str) -> str:
    """What the addresses of a family have in common: host and path without its numbers."""
    parts = urlsplit(url)
    return parts.netloc + _DIGITS.sub("0", parts.path)


class Families:
    """What the pages of each family of one target have added so far."""

    def __init__(self, limit: int, traps: set[str] | None = None) -> None:
        """A family becomes a trap when `limit` of its pages have added nothing; traps are put into `traps`."""
        self.limit = limit
        self.traps: set[str] = set() if traps is None else traps
        self._barren: Counter[str] = Counter()
        self._fruitful: Counter[str] = Counter()
        self._seen: dict[str, set[str]] = {}

    def note(self, url: str, entries: Collection[str], likeness: str) -> bool:
        """A column at `url` was read; whether it added nothing to what its family has shown.

        `entries` are the page keys of its entries, `likeness` is what its text is known by. Months of a calendar count
        as nothing, whatever stands on them.
        """
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
        """Whether `url` belongs to a family that leads on for ever."""
        return family_of(url) in self.traps

    def is_endless(self, url: str) -> bool:
        """Whether `url` is in a trap, or is a numbered folder that holds one."""
        family = family_of(url)
        return family in self.traps or (family.endswith("/0/") and any(trap.startswith(family) for trap in self.traps))

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


class Frontier:
    """Candidates of one target that are known, that make up the next wave, and that wait within the open one."""

    def __init__(self, run: TargetRun) -> None:
        self._budget = run.budget
        self._families = Families(run.budget.limits.family, run.links.traps)
        self._known = {page_key(run.target.url)}  # page keys that were asked for, or are no columns
        self._next: dict[str, Candidate] = {}
        self._waiting: Wave = []
        self._depth = 0

    def offer(self, candidate: Candidate) -> bool:
        """Put `candidate` into the next wave unless its page is known; whether the wave has grown by a page."""
        key = page_key(candidate.url)
        if key in self._known:
            return False
        better = self._next.get(key)
        if better is None or candidate < better:
            self._next[key] = candidate
        return better is None

    def force(self, candidate: Candidate) -> None:
        """Put `candidate` into the next wave although its page is known: the home page that is a list itself."""
        self._next[page_key(candidate.url)] = candidate

    def exclude(self, url: str) -> None:
        """The page at `url` is no column, whatever leads to it."""
        self._known.add(page_key(url))
        self._next.pop(page_key(url), None)

    def knows(self, url: str) -> bool:
        """Whether the page at `url` was asked for as a column, or is excluded."""
        return page_key(url) in self._known

    def lead_on(self, candidates: Iterable[Candidate]) -> list[tuple[str, str, tuple[str, ...]]]:
        """Offer what a column's page leads to; the (address, name, path) of what is not known yet."""
        fresh: dict[str, Candidate] = {}
        for candidate in candidates:
            key = page_key(candidate.url)
            if key not in self._known and (key not in fresh or candidate < fresh[key]):
                fresh[key] = candidate
        for candidate in fresh.values():
            self.offer(candidate)
        return sorted((each.url, each.name, each.path) for each in fresh.values())

    def note_read(self, column: ColumnItem, entries: Collection[str]) -> bool:
        """A column was read, with the page keys of its entries; whether it adds nothing to others of its family."""
        if column.answer is not FetchOutcome.REACHABLE or not column.has_page:
            return False
        return self._families.note(column.url, entries, column.likeness)

    def is_trap(self, url: str) -> bool:
        """Whether `url` belongs to a family that leads on for ever."""
        return self._families.is_trap(url)

    def is_endless(self, url: str) -> bool:
        """Whether `url` belongs to a family that leads on for ever, or to one right above it: the months of its days.

        Only of pages that added nothing does this say that they are no columns.
        """
        return self._families.is_endless(url)

    def next_part(self) -> Wave | None:
        """What is to be asked for next, of the open wave or of a new one; None when nothing is left.

        A part holds as much of a wave as may be asked for before it is known what families of like addresses bring.
        It may be empty.
        """
        if not self._waiting and not self._next:
            return None
        if not self._waiting:
            self._waiting = self._open_wave()
        part, self._waiting = self._families.admit(self._without_traps(self._waiting))
        return part

    def _open_wave(self) -> Wave:
        limits, budget = self._budget.limits, self._budget
        wave, self._next = self._without_traps(sorted(self._next.items())), {}
        if not wave:
            return []
        self._depth += 1
        if self._depth > limits.depth:
            budget.hit("depth", limits.depth, wave[0][1].url)
            return []
        room = max(limits.columns - len(self._known), 0)
        if len(wave) > room:
            budget.hit("columns", limits.columns, wave[room][1].url)
            wave = wave[:room]
        # All of them are known before any leads on, or the next wave would depend on the order in this one.
        self._known.update(key for key, _ in wave)
        return wave

    def _without_traps(self, wave: Wave) -> Wave:
        left = [(key, candidate) for key, candidate in wave if not self.is_trap(candidate.url)]
        if len(left) < len(wave):
            cut = next(each.url for _, each in wave if self.is_trap(each.url))
            self._budget.hit("family", self._families.limit, cut)
        return left
