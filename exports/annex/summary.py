"""检查情况汇总 of the open-information platforms: one line per platform, in register order; its charts."""

from openpyxl import Workbook

from analysis.scoring.scores import FAILED, PASSED, UNFINISHED, Score
from exports import style
from exports.cell_values import Value, linked
from exports.charts import write_charts
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import WorkbookContext
from exports.tables.score_text import problem_tally, problems_text, score_tally
from govcrawl.store.reader import TargetState

NAME = "检查情况汇总"
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 10, 22),
    TableColumn("平台名称", "text", 12, 24),
    TableColumn("栏目数", "whole", 6, 8),
    TableColumn("超期栏目", "whole", 6, 8),
    TableColumn("空白栏目", "whole", 6, 8),
    TableColumn("未注明日期栏目", "whole", 6, 8),
    TableColumn("缺少栏目", "whole", 6, 8),
    TableColumn("缺本年度信息栏目", "whole", 6, 10),
    TableColumn("仅Word附件", "whole", 6, 8),
    TableColumn("发布位置不当", "whole", 6, 8),
    TableColumn("年报", "centre", 6, 8),
    TableColumn("扣分", "points", 6, 8),
    TableColumn("得分", "points", 6, 8),
    TableColumn("等次", "centre", 8, 12),
    TableColumn("主要问题", "text", 24, 48),
)
_COLOURS = (
    Colour("等次", FAILED, style.BAD),
    Colour("等次", UNFINISHED, style.GREY),
)
_NONE = "—"
_REPORTS = {True: "有", False: "缺", None: _NONE}


def write_summary_sheet(book: Workbook, material: WorkbookContext) -> None:
    """The sheet that goes into the notice."""
    sheet = TableSheet(book, NAME, f"附表 {material.title}", _notes(material), _COLUMNS, _COLOURS, frozen=3)
    for number, (state, score) in enumerate(material.results, 1):
        sheet.add([number, *_row(material, state, score)])
    sheet.close()


def _notes(material: WorkbookContext) -> list[str]:
    grades = [score.grade for score in material.scores]
    missed = grades.count(UNFINISHED)
    counts = f"应检查平台{len(grades)}个，已检查{len(grades) - missed}个，合格{grades.count(PASSED)}个"
    first = f"{material.date_line}    {counts}"
    return [
        first + (f"（{missed}个未完成检查）" if missed else ""),
        f"依据：{material.rubric.name}（版本 {material.rubric.version}），分值均须由办公室核定，见“指标与阈值”表。",
    ]


def _row(material: WorkbookContext, state: TargetState, score: Score) -> list[Value]:
    start: list[Value] = [score.unit, linked(score.target, score.target_url)]
    points: list[Value] = [score.deducted, score.total] if score.total is not None else [_NONE, _NONE]
    end: list[Value] = [*points, score.grade, problems_text(score)]
    if state.missed:
        return [*start, *([_NONE] * 9), *end]
    tally = material.view.disclosure_tally(state)
    report = _REPORTS[tally.report]
    columns: list[Value] = [tally.columns, tally.stale, tally.empty, tally.undated, tally.missing, tally.behind]
    counts: list[Value] = [*columns, tally.word, tally.misplaced]
    return [*start, *counts, report, *end]


def write_charts_of(book: Workbook, material: WorkbookContext) -> None:
    """Write the sheet of charts: scores and problems."""
    tallies = [score_tally(material), problem_tally(material)]
    write_charts(book, "统计图", f"{material.title}（统计图）", tallies)
