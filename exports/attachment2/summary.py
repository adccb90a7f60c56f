"""单位汇总: one line per unit that has accounts, in register order."""

from collections import Counter
from collections.abc import Sequence

from openpyxl import Workbook

from analysis.round_totals.media import MediaUnit
from analysis.scoring.scores import FAILED, SUSPECTED, UNFINISHED
from exports import style
from exports.cell_values import Value
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import WorkbookContext
from pipelines.catalogue import rule_title

NAME = "单位汇总"
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 12, 26),
    TableColumn("账号数", "whole", 6, 8),
    TableColumn("运行账号数", "whole", 6, 8),
    TableColumn("已检查", "whole", 6, 8),
    TableColumn("合格", "whole", 6, 8),
    TableColumn("应转发", "whole", 6, 8),
    TableColumn("按时转发", "whole", 6, 8),
    TableColumn("扣分", "points", 6, 8),
    TableColumn("得分", "points", 6, 8),
    TableColumn("结果", "centre", 8, 12),
    TableColumn("主要问题", "text", 30, 60),
)
_COLOURS = (Colour("结果", FAILED, style.BAD), Colour("结果", UNFINISHED, style.GREY))
_NONE = "—"


def write_summary_sheet(book: Workbook, material: WorkbookContext, units: Sequence[MediaUnit]) -> None:
    """The sheet that goes into the notice."""
    sheet = TableSheet(book, NAME, f"附件2 {material.title}", _notes(material, units), _COLUMNS, _COLOURS, frozen=2)
    sheet.extend(_row(number, unit) for number, unit in enumerate(units, 1))
    sheet.close()


def _notes(material: WorkbookContext, units: Sequence[MediaUnit]) -> list[str]:
    accounts = [account for unit in units for account in unit.accounts]
    running, inspected = sum(each.running for each in accounts), sum(unit.inspected for unit in units)
    qualified = sum(unit.qualified for unit in units)
    rate = f"{qualified / inspected:.1%}" if inspected else _NONE
    counts = f"{len(units)}个单位的账号{len(accounts)}个，运行{running}个，已检查{inspected}个"
    counts += f"，合格{qualified}个，合格率{rate}"
    if suspected := sum(each.grade == SUSPECTED for each in accounts):
        counts += f"，疑似不合格待人工复核{suspected}个"
    if running > inspected:
        counts += f"（{running - inspected}个未完成检查，不计入合格率）"
    return [
        f"{material.date_line}    {counts}",
        "账号按单项否决判定合格、不合格；单位得分为满分减去各账号的扣分，分值均须由办公室核定，见“评分推导”和“指标与阈值”表。",
    ]


def _row(number: int, unit: MediaUnit) -> list[Value]:
    score = unit.score
    points: list[Value] = [score.deducted, score.total] if score.total is not None else [_NONE, _NONE]
    counts: list[Value] = [len(unit.accounts), unit.running, unit.inspected, unit.qualified]
    forwarding: list[Value] = [unit.forwarding_due, unit.forwarding_done]
    return [number, unit.unit, *counts, *forwarding, *points, score.grade, _problems(unit)]


def _problems(unit: MediaUnit) -> str:
    parts = [unit.score.reason] if unit.score.reason else []
    for rule, number in sorted(Counter(each.rule for each in unit.findings).items()):
        parts.append(f"{rule_title(rule)}{number}处" if number > 1 else rule_title(rule))
    if unit.score.undecided:
        parts.append(f"{unit.score.undecided}项未能判定")
    return "；".join(parts) or ("未发现问题" if unit.running else "没有运行的账号")
