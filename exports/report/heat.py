"""The map of units by indicators: how many problems of each unit every indicator has counted."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from exports.report.catalogue import Catalogue, Charge
from exports.report.counts import Counts
from exports.report.frame import Frame
from exports.report.units import unit_page

_MOST = 60  # units on the map, those with the most problems
_STEPS = (1, 2, 4, 8, 16)  # from so many problems on, a darker colour
_LEGEND = ("1", "2–3", "4–7", "8–15", "16以上")
_UPRIGHT = 12  # characters
_REST = Charge("其他", "", "没有指标计扣")


def heat_of(frame: Frame, catalogue: Catalogue, counts: Counts) -> dict[str, Any]:
    """Rows in register order; columns are the indicators that have counted anything, by kind and rubric."""
    used = {indicator for (_, indicator), number in counts.of_cell.items() if number}
    columns = [(number, charge) for number, charge in enumerate(catalogue.charges, 1) if number in used]
    if 0 in used:
        columns.append((0, _REST))
    ranked = sorted(counts.of_unit, key=lambda unit: (-counts.of_unit[unit], unit))
    shown = sorted(ranked[:_MOST])
    return {
        "families": [(name, len(list(group))) for name, group in groupby(charge.family for _, charge in columns)],
        "names": [{"id": charge.id, "title": _title(charge)} for _, charge in columns],
        "legend": _LEGEND,
        "more": len(ranked) - len(shown),
        "rows": [_row(unit, columns, catalogue, counts) for unit in shown],
    }


def _title(charge: Charge) -> str:
    """Short enough to stand upright: what a veto is about, without its condition."""
    return charge.title if len(charge.title) <= _UPRIGHT else charge.title.partition("：")[0]


def _row(unit: int, columns: list[tuple[int, Charge]], catalogue: Catalogue, counts: Counts) -> dict[str, Any]:
    cells = []
    for indicator, charge in columns:
        number = counts.of_cell[unit, indicator]
        level = sum(number >= step for step in _STEPS)
        filters = {"state": "count", "unit": unit, "indicator": indicator}
        cells.append({"number": number, "level": level, "name": charge.title, "link": urlencode(filters)})
    return {
        "unit": catalogue.units.texts[unit],
        "page": unit_page(unit),
        "cells": cells,
        "total": counts.of_unit[unit],
        "link": urlencode({"state": "count", "unit": unit}),
    }
