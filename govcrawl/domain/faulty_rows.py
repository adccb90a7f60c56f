"""Tables that people have filled in wrongly, with what is wrong row by row: what a marked copy is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_SHOWN = 100  # faults that are listed one by one; nobody reads more, the rest is in a marked copy


@dataclass(frozen=True, slots=True)
class FaultyTable:
    """A sheet as it was read: row 1, the rows below with the number that Excel shows, and the faults by that number."""

    name: str
    header: Sequence[object]
    rows: Sequence[tuple[int, Sequence[object]]]
    faults: dict[int, list[str]] = field(default_factory=dict)
