"""检查情况汇总: one line per website, in register order."""

from openpyxl import Workbook

from analysis.scoring.scores import FAILED, PASSED, SUSPECTED, UNFINISHED, Score
from exports import style
from exports.cell_values import Value, linked
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import WorkbookContext
from exports.tables.score_text import problems_text
from govcrawl.domain.targets import PLATFORMS, WEBSITES

NAME = "检查情况汇总"
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 10, 20),
    TableColumn("网站名称", "text", 14, 26),
    TableColumn("网址", "text", 14, 28),
    TableColumn("单项否决", "text", 8, 24),
    TableColumn("扣分", "points", 6, 8),
    TableColumn("加分", "points", 6, 8),
    TableColumn("得分", "points", 6, 8),
    TableColumn("等次", "centre", 8, 10),
    TableColumn("主要问题", "text", 30, 60),
)
_COLOURS = (
    Colour("等次", FAILED, style.BAD),
    Colour("等次", SUSPECTED, style.WARNING),
    Colour("等次", UNFINISHED, style.GREY),
)
_NONE = "—"
_SITES = {name: platform for name, platform in PLATFORMS.items() if platform in WEBSITES}


def write_summary_sheet(book: Workbook, material: WorkbookContext) -> None:
    """The sheet that goes into the notice."""
    sheet = TableSheet(book, NAME, f"附件1 {material.title}", _notes(material), _COLUMNS, _COLOURS, frozen=3)
    sheet.extend(_row(number, score) for number, score in enumerate(material.scores, 1))
    sheet.close()


def _notes(material: WorkbookContext) -> list[str]:
    grades = [score.grade for score in material.scores]
    passed, missed = grades.count(PASSED), grades.count(UNFINISHED)
    inspected = len(grades) - missed
    rate = f"{passed / inspected:.1%}" if inspected else _NONE
    counts = f"应检查网站{len(grades)}个，已检查{inspected}个，合格{passed}个，合格率{rate}"
    if suspected := grades.count(SUSPECTED):
        counts += f"，疑似不合格待人工复核{suspected}个"
    if missed:
        counts += f"（{missed}个未能检查，不计入合格率）"
    first = f"{material.date_line}    {counts}"
    notes = [first, f"依据：{material.rubric.name}（版本 {material.rubric.version}），各网站的扣分依据见“评分推导”表。"]
    if material.rubric.changes:
        told = f"评分指标在{material.rubric.base}的基础上有{len(material.rubric.changes)}处不同"
        notes.append(f"{told}，见“指标与阈值”表中的“与基准的差异”。")
    if skipped := [name for name, platform in _SITES.items() if platform not in material.rubric.scoring.applies_to]:
        notes.append(f"扣分、加分指标不适用于{'、'.join(skipped)}：只列问题和单项否决，不评分。")
    if any(score.assumed for score in material.scores):
        notes.append("扣分中含未核实的分值，须由办公室核定后才可作为正式得分，明细见“评分推导”和“指标与阈值”表。")
    return notes


def _row(number: int, score: Score) -> list[Value]:
    scored = score.total is not None
    veto = "；".join(score.veto) or ("无" if scored or score.grade == PASSED else _NONE)
    if score.grade == SUSPECTED:
        veto = f"疑似：{veto}"
    points: list[Value] = [score.deducted, score.bonus, score.total] if scored else [_NONE] * 3
    return [
        number,
        score.unit,
        score.target,
        linked(score.target_url),
        veto,
        *points,
        score.grade,
        problems_text(score),
    ]
