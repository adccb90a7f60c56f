"""What the report counts, from the runs of findings that were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from exports.report.catalogue import COUNTING, STATES
from exports.report.data_files import Traits
from exports.tables.problems import UNDECIDED

_UNDECIDED = STATES.index(UNDECIDED)


@dataclass(slots=True)
class Counts:
    """Problems that count, and what could not be judged; by the catalogue's numbers."""

    problems: int = 0
    doubts: int = 0
    of_unit: Counter[int] = field(default_factory=Counter)
    of_rule: Counter[int] = field(default_factory=Counter)
    of_target: Counter[int] = field(default_factory=Counter)
    of_cell: Counter[tuple[int, int]] = field(default_factory=Counter)  # (unit, indicator)
    of_change: Counter[int] = field(default_factory=Counter)
    units_of_rule: dict[int, set[int]] = field(default_factory=dict)
    doubts_of_unit: Counter[int] = field(default_factory=Counter)
    doubts_of_rule: Counter[int] = field(default_factory=Counter)
    doubts_of_target: Counter[int] = field(default_factory=Counter)


def count(runs: Iterable[tuple[Traits, int]]) -> Counts:
    """Count findings in `runs`: traits, and how many in a row have them."""
    counts = Counts()
    for of, number in runs:
        if of.state < len(COUNTING):
            counts.problems += number
            counts.of_unit[of.unit] += number
            counts.of_rule[of.rule] += number
            counts.of_target[of.target] += number
            counts.of_cell[of.unit, of.indicator] += number
            counts.of_change[of.change] += number
            counts.units_of_rule.setdefault(of.rule, set()).add(of.unit)
        elif of.state == _UNDECIDED:
            counts.doubts += number
            counts.doubts_of_unit[of.unit] += number
            counts.doubts_of_rule[of.rule] += number
            counts.doubts_of_target[of.target] += number
    return counts
