"""附件3: what the connected units answer on the policy Q&A platform. One module for its summary, the rest is shared."""

from pathlib import Path

from analysis.round_view import RoundView
from exports.attachment3 import summary
from exports.tables import indicators, problems
from exports.tables.context import answers_of
from exports.workbook import workbook

FILE = "附件3-政策问答平台内容保障情况.xlsx"


def write_attachment3(view: RoundView, out: Path) -> Path:
    """Write the workbook into the folder `out`, and give its path. Raises OutputError when it cannot be written."""
    material = answers_of(view)
    path = out / FILE
    with workbook(path, f"附件3 {material.title}") as book:
        summary.write_summary_sheet(book, material)
        problems.write_problems_sheet(book, material)
        indicators.write_indicators_sheet(book, material)
    return path
