"""附件1: how the government websites of the city fared in a round. One module per sheet."""

from pathlib import Path

from analysis.round_view import RoundView
from exports.attachment1 import charts, duties, summary
from exports.tables import columns, coverage, derivation, indicators, problems
from exports.tables.context import websites_of
from exports.workbook import workbook

FILE = "附件1-政府网站检查情况.xlsx"


def write_attachment1(view: RoundView, out: Path) -> Path:
    """Write the workbook into the folder `out`, and give its path. Raises OutputError when it cannot be written."""
    material = websites_of(view)
    path = out / FILE
    with workbook(path, f"附件1 {material.title}") as book:
        summary.write_summary_sheet(book, material)
        charts.write_charts_sheet(book, material)
        problems.write_problems_sheet(book, material)
        counts = columns.write_columns_sheet(book, material)
        duties.write_duties_sheet(book, material)
        coverage.write_coverage_sheet(book, material, counts)
        derivation.write_derivation_sheet(book, material)
        indicators.write_indicators_sheet(book, material)
    return path
