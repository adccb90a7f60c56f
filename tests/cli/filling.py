"""Filling workbooks in as a person would, and the scores that follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.round_view import RoundView
from tests.exports.cells import Table

ROUND = "2021Q3"


def fill(path: Path, wanted: Callable[[dict[str, Any]], bool], sheet: str = "问题复核", **values: str) -> int:
    """Fill in the rows that are wanted, as a person would; how many they were."""
    book = load_workbook(path)
    table = Table(book, sheet)
    chosen = [cells for cells in table.cells() if wanted({name: cell.value for name, cell in cells.items()})]
    for cells in chosen:
        for name, value in values.items():
            cells[name].value = value
    book.save(path)
    return len(chosen)


def totals(engine: Engine) -> dict[str, float | None]:
    return {each.target: each.total for each in RoundView(engine, ROUND).website_scores}
