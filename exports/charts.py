"""A sheet of small tables, each with its chart beside it. Charts point at the cells, so both always agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.properties import PageSetupProperties

from exports import style
from exports.cell_values import in_cell, to_cell_text
from govcrawl.domain.sanitize import like_formula

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

_HEIGHT = 18  # rows that a chart takes at least
_A4 = 9


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of two columns: what is counted, and how many there are."""

    title: str
    heading: str
    unit: str  # what the numbers are: 网站数, 问题数
    rows: Sequence[tuple[str, int]]
    over_time: bool = False  # a line instead of bars


def write_charts(book: Workbook, name: str, title: str, tallies: Sequence[Tally]) -> None:
    """Write sheet `name` with a `title` and one chart for each of `tallies` that has rows, one below the other.

    The table of a chart stands in the first two columns, the chart to its right.
    """
    page: Any = book.create_sheet(name)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 42, 10
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.append([_cell(page, title, style.TITLE)])
    row = 1
    for tally in tallies:
        if not tally.rows:
            continue
        page.append([])
        page.append([_cell(page, tally.title, style.HEADING)])
        page.append([_cell(page, tally.heading, style.HEADING), _cell(page, tally.unit, style.HEADING)])
        first = row + 3
        for label, number in tally.rows:
            page.append([_cell(page, label, style.BODY), _cell(page, number, style.BODY)])
        row = first + len(tally.rows)
        page.add_chart(_chart(page, tally, first), f"D{first - 1}")
        while row < first + _HEIGHT:
            page.append([])
            row += 1


def _chart(page: Any, tally: Tally, heading_row: int) -> BarChart | LineChart:
    last = heading_row + len(tally.rows)
    chart = LineChart() if tally.over_time else _bars(len(tally.rows))
    chart.style, chart.title, chart.legend = 10, tally.title, None
    chart.add_data(Reference(page, min_col=2, min_row=heading_row, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, min_row=heading_row + 1, max_row=last))
    chart.x_axis.delete = chart.y_axis.delete = False  # newer spreadsheets hide axes that do not say so
    chart.y_axis.scaling.min = 0  # else a small difference fills the whole chart
    chart.y_axis.majorGridlines = None
    quiet = dict.fromkeys(("showSerName", "showCatName", "showLegendKey", "showPercent"), False)
    chart.dataLabels = DataLabelList(showVal=True, **quiet)
    chart.width = 20
    return chart


def _bars(count: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 60
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.height = max(7.5, 0.6 * count + 3)
    return chart


def _cell(page: Any, value: str | int, font: Any) -> Cell:
    cell = WriteOnlyCell(page)
    cell.value = in_cell(to_cell_text(value)) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = like_formula(value)
    cell.font = font
    return cell
