"""The findings as data files that a page loads one by one: see docs/report.md for their form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from exports.report.scripts import TextTable, write_script

CHUNK = 1_000  # findings in a file
_SORTED_AT_ONCE = 5_000  # findings of one target that are put in order together; bounds what is held
_KEY = 10  # bytes
_SHARDS = ((4_096, 0), (65_536, 1), (1 << 62, 2))  # up to so many findings, key files by so many hex digits


@dataclass(frozen=True, slots=True)
class Traits:
    """What a finding can be filtered by, as numbers of the index."""

    target: int
    unit: int
    rule: int
    state: int
    indicator: int  # 0: none
    change: int  # 0: not compared


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding as the report shows it; all texts are for people."""

    traits: Traits
    key: str
    title: str
    column: str
    message: str
    url: str
    published: str
    found_at: str
    picture: str  # its file's name, "" when there is none
    value: str
    reason: str  # who has reviewed or excepted it, when, why
    facts: tuple[tuple[str, str], ...]

    @property
    def order(self) -> tuple[int, int, int, int, str, str]:
        """Within its target: what is filtered alike lies together, so that runs are few."""
        of = self.traits
        return of.rule, of.state, of.indicator, of.change, self.url, self.key


_ROW = ("key", "title", "column", "message", "url", "published", "found_at", "picture")


class FindingsWriter:
    """Writes chunks as they fill; holds one chunk, the runs, and the keys (14 bytes each)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.total = 0
        self.runs: list[tuple[Traits, int]] = []
        self._rows: list[ListedFinding] = []
        self._keys = [bytearray() for _ in range(256)]

    def add(self, findings: Iterable[ListedFinding]) -> None:
        """Findings of one target."""
        block: list[ListedFinding] = []
        for each in findings:
            block.append(each)
            if len(block) == _SORTED_AT_ONCE:
                self._add(block)
                block = []
        self._add(block)

    def _add(self, block: list[ListedFinding]) -> None:
        block.sort(key=lambda each: each.order)
        for traits, group in groupby(block, key=lambda each: each.traits):
            found = list(group)
            self._count(traits, len(found))
            for each in found:
                key = bytes.fromhex(each.key)
                self._keys[key[0]] += key + self.total.to_bytes(4, "big")
                self.total += 1
                self._rows.append(each)
                if len(self._rows) == CHUNK:
                    self._flush()

    def _count(self, traits: Traits, number: int) -> None:
        if self.runs and self.runs[-1][0] == traits:
            self.runs[-1] = (traits, self.runs[-1][1] + number)
        else:
            self.runs.append((traits, number))

    def close(self) -> int:
        """Write what is left; by how many hex digits the key files are named."""
        self._flush()
        digits = next(digits for most, digits in _SHARDS if self.total <= most)
        for number in range(16**digits):
            first, last = number * 256 // 16**digits, (number + 1) * 256 // 16**digits
            self._write_keys(f"{number:x}".zfill(digits) if digits else "all", b"".join(self._keys[first:last]))
        return digits

    def _write_keys(self, name: str, packed: bytes) -> None:
        size = _KEY + 4
        rows = sorted(packed[at : at + size] for at in range(0, len(packed), size))
        keys = "".join(row[:_KEY].hex() for row in rows)
        write_script(self._folder, f"keys/{name}", [keys, [int.from_bytes(row[_KEY:], "big") for row in rows]])

    def _flush(self) -> None:
        if not self._rows:
            return
        number = (self.total - 1) // CHUNK
        words = TextTable([""])
        rows = [[words.number(getattr(each, name)) for each in self._rows] for name in _ROW]
        write_script(self._folder, f"list/{number}", {"words": words.texts, "rows": rows})
        words = TextTable([""])
        values = [words.number(each.value) for each in self._rows]
        reasons = [words.number(each.reason) for each in self._rows]
        facts = [[words.number(text) for pair in each.facts for text in pair] for each in self._rows]
        write_script(self._folder, f"more/{number}", {"words": words.texts, "rows": [values, reasons, facts]})
        self._rows = []
