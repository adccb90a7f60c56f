"""统计图: how the scores are spread, and which kinds of problems there are most of."""

from openpyxl import Workbook

from exports.charts import write_charts
from exports.tables.context import WorkbookContext
from exports.tables.score_text import problem_tally, score_tally

NAME = "统计图"


def write_charts_sheet(book: Workbook, material: WorkbookContext) -> None:
    """Counted are the websites of the summary and the problems that count."""
    write_charts(book, NAME, f"{material.title}（统计图）", [score_tally(material), problem_tally(material)])
