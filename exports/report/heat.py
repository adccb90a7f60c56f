"""The map of units by indicators: how many problems of each unit every indicator has counted."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any
from urllib.parse import urlencode

from exports.report.catalogue import Catalogue, Charge
from exports.report.context import ReportContext
from exports.report.counts import Counts
from exports.report.units import unit_page

_MOST = 60  # units on the map, those with the most problems
_COLOURS = 5
_BASES = (2, 3, 4, 6, 10)  # a darker colour for so many times as many problems: the first that reaches the most
_UPRIGHT = 12  # characters
_REST = Charge("其他", "", "没有指标计扣")


def heat_of(frame: ReportContext, catalogue: Catalogue, counts: Counts) -> dict[str, Any]:
    """Rows in register order; columns are the indicators that have counted anything, by kind and rubric."""
    used = {indicator for (_, indicator), number in counts.of_cell.items() if number}
    columns = [(number, charge) for number, charge in enumerate(catalogue.charges, 1) if number in used]
    if 0 in used:
        columns.append((0, _REST))
    ranked = sorted(counts.of_unit, key=lambda unit: (-counts.of_unit[unit], unit))
    shown = sorted(ranked[:_MOST])
    steps = _steps(max(counts.of_cell.values(), default=0))
    return {
        "families": [(name, len(list(group))) for name, group in groupby(charge.family for _, charge in columns)],
        "names": [{"id": charge.id, "title": _title(charge)} for _, charge in columns],
        "legend": _legend(steps),
        "more": len(ranked) - len(shown),
        "rows": [_row(unit, columns, catalogue, counts, steps) for unit in shown],
    }


def _steps(most: int) -> list[int]:
    """From so many problems on, each colour."""
    base = next((base for base in _BASES if base**_COLOURS > most), _BASES[-1])
    return [base**power for power in range(_COLOURS)]


def _legend(steps: list[int]) -> list[str]:
    spans = [str(a) if a == b - 1 else f"{a}–{b - 1}" for a, b in pairwise(steps)]
    return [*spans, f"{steps[-1]}以上"]


def _title(charge: Charge) -> str:
    """Short enough to stand upright: what a veto is about, without its condition."""
    return charge.title if len(charge.title) <= _UPRIGHT else charge.title.partition("：")[0]


def _row(
    unit: int, columns: list[tuple[int, Charge]], catalogue: Catalogue, counts: Counts, steps: list[int]
) -> dict[str, Any]:
    cells = []
    for indicator, charge in columns:
        number = counts.of_cell[unit, indicator]
        level = sum(number >= step for step in steps)
        filters = {"state": "count", "unit": unit, "indicator": indicator}
        cells.append({"number": number, "level": level, "name": charge.title, "link": urlencode(filters)})
    return {
        "unit": catalogue.units.texts[unit],
        "page": unit_page(unit),
        "cells": cells,
        "total": counts.of_unit[unit],
        "link": urlencode({"state": "count", "unit": unit}),
    }
