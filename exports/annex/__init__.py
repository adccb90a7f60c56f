"""附表: how the open-information platforms of the units fared in a round."""

from pathlib import Path

from analysis.round_view import RoundView
from exports.annex import summary
from exports.tables import columns, coverage, derivation, indicators, problems
from exports.tables.context import disclosure_of
from exports.workbook import workbook

FILE = "附表-政府信息公开平台检查情况.xlsx"


def write_annex(view: RoundView, out: Path) -> Path:
    """Write the workbook into the folder `out`, and give its path. Raises OutputError when it cannot be written."""
    material = disclosure_of(view)
    path = out / FILE
    with workbook(path, f"附表 {material.title}") as book:
        summary.write_summary_sheet(book, material)
        summary.write_charts_of(book, material)
        problems.write_problems_sheet(book, material)
        counts = columns.write_columns_sheet(book, material)
        coverage.write_coverage_sheet(book, material, counts)
        derivation.write_derivation_sheet(book, material)
        indicators.write_indicators_sheet(book, material)
    return path
