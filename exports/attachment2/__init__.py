"""附件2: how the new-media accounts of the units fared in a round."""

from dataclasses import replace
from pathlib import Path

from analysis.round_view import RoundView
from exports.attachment2 import accounts, charts, summary
from exports.tables import derivation, indicators, problems
from exports.tables.context import accounts_of
from exports.workbook import workbook

_THRESHOLDS = ("account_update", "account_registration", "forward_in_time", "forward_likeness")
FILE = "附件2-政务新媒体检查情况.xlsx"


def write_attachment2(view: RoundView, out: Path) -> Path:
    """Write the workbook into the folder `out`, and give its path. Raises OutputError when it cannot be written."""
    material = replace(accounts_of(view), thresholds=_THRESHOLDS, has_columns=False)
    path, units = out / FILE, view.media_units
    with workbook(path, f"附件2 {material.title}") as book:
        summary.write_summary_sheet(book, material, units)
        charts.write_charts_sheet(book, material, units)
        accounts.write_accounts_sheet(book, material, units)
        problems.write_problems_sheet(book, material)
        derivation.write_derivation_sheet(book, material)
        indicators.write_indicators_sheet(book, material)
    return path
