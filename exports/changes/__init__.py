"""问题变化情况: this round's problems beside the last one's, what has been mended, and the trend over all rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from analysis.change_table import CHANGES, GONE, UNSEEN, counted
from analysis.round_view import RoundView
from exports import style
from exports.cell_values import Value, linked
from exports.charts import Tally, write_charts
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import quarter_name
from exports.workbook import workbook
from govcrawl.store.verifications import STATES, VerificationResult
from pipelines.catalogue import rule_title

if TYPE_CHECKING:
    import pandas as pd

FILE = "问题变化情况.xlsx"
_COUNTS = (*CHANGES, "本期")
_NUMBERS = tuple(TableColumn(name, "whole", 6, 10) for name in (*_COUNTS, *STATES))
_BY_UNIT = (TableColumn("单位", "text", 12, 30), *_NUMBERS)
_BY_RULE = (TableColumn("规则", "centre", 6, 8), TableColumn("问题类别", "text", 16, 40), *_NUMBERS)
_VERIFIED = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 10, 22),
    TableColumn("检查对象", "text", 10, 24),
    TableColumn("问题类别", "text", 10, 18),
    TableColumn("上期问题", "text", 24, 44),
    TableColumn("问题页面", "text", 14, 26),
    TableColumn("结果", "centre", 8, 12),
    TableColumn("说明", "text", 20, 44),
    TableColumn("编号", "centre", 20, 20, printed=False),
)
_COLOURS = (
    Colour("结果", "未整改", style.BAD),
    Colour("结果", "已整改", style.GOOD),
    Colour("结果", "页面已消失", style.WARNING),
    Colour("结果", "无法核实", style.GREY),
)


def write_changes(view: RoundView, out: Path) -> Path | None:
    """Write the workbook into the folder `out`, and give its path; None when there is no earlier round.

    Raises OutputError when it cannot be written.
    """
    frame = view.changes
    if view.earlier is None or frame is None:
        return None
    against = view.earlier.name
    title = f"{quarter_name(view.round)}问题变化情况"
    notes = [
        f"与检查期 {against} 比较，只计算计分的问题。“{GONE}”只说明本期没有再发现；"
        f"“{UNSEEN}”为上期没有检查的对象的问题；"
        f"“{STATES[0]}”至“{STATES[-1]}”为 {against} 的问题经核查的结果，详见“整改核查”表。"
    ]
    path = out / FILE
    with workbook(path, title) as book:
        _counts(book, "按单位", f"{title}（按单位）", notes, _BY_UNIT, _units(frame))
        _counts(book, "按问题类别", f"{title}（按问题类别）", notes, _BY_RULE, _rules(frame))
        _verified(book, view.verifications, title)
        _trend(book, view, title)
    return path


def _units(frame: pd.DataFrame) -> Iterator[list[Value]]:
    for unit, row in counted(frame, "unit").iterrows():
        yield [str(unit), *_numbers(frame, row)]


def _rules(frame: pd.DataFrame) -> Iterator[list[Value]]:
    for rule, row in counted(frame, "rule").iterrows():
        yield [str(rule), rule_title(str(rule)), *_numbers(frame, row)]


def _numbers(frame: pd.DataFrame, row: pd.Series[int]) -> Iterator[int | None]:
    """Nothing stands under the states while nothing has been verified: 0 would say that nothing was mended."""
    verified = bool((frame["state"] != "").any())
    yield from (int(row[name]) for name in _COUNTS)
    yield from (int(row[name]) if verified else None for name in STATES)


def _counts(
    book: Workbook,
    name: str,
    title: str,
    notes: list[str],
    columns: tuple[TableColumn, ...],
    rows: Iterator[list[Value]],
) -> None:
    sheet = TableSheet(book, name, title, notes, columns, frozen=1)
    sheet.extend(rows)
    sheet.close()


def _verified(book: Workbook, rows: Sequence[VerificationResult], title: str) -> None:
    if rows:
        counts = "，".join(f"{state}{sum(row.state == state for row in rows)}个" for state in STATES)
        note = f"核查检查期 {rows[0].against} 的问题{len(rows)}个：{counts}。页面消失不等于整改。"
    else:
        note = "尚未核查，请运行 govcrawl verify。"
    sheet = TableSheet(book, "整改核查", f"{title}（整改核查）", [note], _VERIFIED, _COLOURS, frozen=2)
    for number, row in enumerate(rows, 1):
        each = row.finding
        place = linked(each.url)
        told = [each.unit, each.target, rule_title(each.rule), each.message, place, row.state, row.reason, each.key]
        sheet.add([number, *told])
    sheet.close()


def _trend(book: Workbook, view: RoundView, title: str) -> None:
    frame = view.trend
    rounds = [each.name for each in view.inspected_rounds]
    totals = frame.groupby("round")["problems"].sum()
    tallies = [Tally("历次问题总数", "检查期", "问题数", [(name, int(totals.get(name, 0))) for name in rounds], True)]
    for name in rounds[-2:]:
        by_rule = frame[frame["round"] == name].groupby("rule")["problems"].sum().sort_values(ascending=False)
        rows = [(rule_title(str(rule)), int(number)) for rule, number in by_rule.head(12).items()]
        tallies.append(Tally(f"{name} 问题类别", "类别", "问题数", rows))
    write_charts(book, "历次趋势", f"{title}（历次趋势）", tallies)
