"""A copy of what people have filled in, with what is wrong beside each row: for more faults than can be listed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import PatternFill

from exports.cell_values import in_cell, to_cell_text
from exports.workbook import workbook
from govcrawl.domain.faulty_rows import FaultyTable
from govcrawl.domain.sanitize import like_formula

HEADING = "错误"
_RED = PatternFill("solid", fgColor="F8CBAD")
_AS_THEY_ARE = (bool, int, date, time, timedelta)


def marked_copy_of(path: Path) -> Path:
    """Where the marked copy of the workbook or folder at `path` is written."""
    return path.with_name(f"{path.stem}-错误标注.xlsx")


def write_marked_copy(tables: Sequence[FaultyTable], path: Path) -> None:
    """Write the `tables` to the workbook at `path`, rows under their own numbers, values without formulas and formats.

    The first column says what is wrong with a row, which is then red. OutputError when it cannot be written.
    """
    with workbook(path, HEADING) as book:
        for table in tables:
            page = book.create_sheet(to_cell_text(table.name)[:31])
            page.freeze_panes = "B2"
            page.append([_cell(page, HEADING), *(_cell(page, each) for each in table.header)])
            last = 1
            for number, values in table.rows:
                for _ in range(last + 1, number):
                    page.append([])
                page.append(_row(page, values, table.faults.get(number, [])))
                last = number
            page.auto_filter.ref = f"A1:A{last}"


def _row(page: Any, values: Sequence[object], faults: list[str]) -> list[Cell | None]:
    cells = [_cell(page, "；".join(faults)), *(_cell(page, each) for each in values)]
    for cell in cells if faults else ():
        if cell is not None:
            cell.fill = _RED
    return cells


def _cell(page: Any, value: object) -> Cell | None:
    """A cell in which text is text, whatever it looks like."""
    if value is None or value == "":
        return None
    plain = isinstance(value, _AS_THEY_ARE) or (isinstance(value, float) and math.isfinite(value))
    cell: Cell = WriteOnlyCell(page)
    if plain:
        cell.value = value  # type: ignore[assignment]
    else:
        text = to_cell_text(value if isinstance(value, str) else str(value))
        cell.value, cell.data_type, cell.quotePrefix = in_cell(text), "s", like_formula(text)
    return cell
