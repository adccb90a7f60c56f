"""人工评定: the sheet on which people mark what no program can judge, and its reading back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from analysis.round_view import RoundView
from analysis.scoring.scores import manual_indicators
from exports.sheet import TableColumn, TableSheet
from exports.tables.context import quarter_name
from exports.workbook import workbook
from exports.workbook_input import InputRow, read_workbook_input
from govcrawl.domain.decisions import Mark
from govcrawl.domain.targets import WEBSITES
from govcrawl.register.cells import BadCell
from govcrawl.rubric.model import Indicator
from pipelines.catalogue import REGISTRY

WHAT, SHEET = "人工评定表", "人工评定"
COLUMNS = ("网址", "指标编号", "评定", "说明", "评定人", "检查期")
_HELD, _NOT_HELD = "是", "否"
_PARTS = {"veto": "单项否决", "deduction": "扣分", "bonus": "加分"}
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 8, 20),
    TableColumn("网站名称", "text", 10, 24),
    TableColumn("指标编号", "centre", 6, 8),
    TableColumn("指标名称", "text", 14, 36),
    TableColumn("类型", "centre", 8, 10),
    TableColumn("最高分值", "points", 8, 8),
    TableColumn("评定", "choice", 8, 10),  # points, or a choice of two in the rows of vetoes
    TableColumn("说明", "input", 20, 40),
    TableColumn("评定人", "input", 8, 12),
    TableColumn("检查期", "centre", 8, 8, printed=False),
    TableColumn("网址", "text", 14, 30, printed=False),
)


def write_manual_book(view: RoundView, path: Path) -> int:
    """Write the workbook at `path`: a row per website and indicator that no rule judges; the number of rows.

    Marks that hold are filled in. Raises OutputError when it cannot be written.
    """
    held = {(each.target_url, each.indicator): each for each in view.marks}
    title = f"{quarter_name(view.round)}人工评定表"
    notes = [
        f"扣分、加分指标在“评定”列填写分数（0 至最高分值）；单项否决指标填“{_HELD}”或“{_NOT_HELD}”。不填即不评定。",
        "扣分、加分和否决须写明理由和评定人。填好后用 govcrawl manual import 导入；有一处错误即全部不导入。",
    ]
    number = 0
    with workbook(path, title) as book:
        sheet = TableSheet(book, SHEET, title, notes, _COLUMNS, frozen=3)
        indicators = manual_indicators(view.rubric, REGISTRY)
        for state in view.of_platforms(WEBSITES):
            for each in indicators:
                number += 1
                mark = held.get((state.target.url, each.id))
                cap = None if each.part == "veto" else each.cap
                given = [_shown(each, mark), mark.note, mark.marker] if mark else [None, "", ""]
                target = state.target
                about = [target.unit, target.name, each.id, each.title, _PARTS[each.part], cap]
                sheet.add([number, *about, *given, view.name, target.url])
                if each.part == "veto":
                    sheet.offer("评定", (_HELD, _NOT_HELD))
        sheet.close()
    return number


def _shown(indicator: Indicator, mark: Mark) -> str | float:
    if indicator.part == "veto":
        return _HELD if mark.points else _NOT_HELD
    return mark.points


def read_manual_book(view: RoundView, path: Path, at: datetime | None = None) -> list[Mark]:
    """Marks of the rows that are filled in. Raises FilledError, which lists every row that is wrong.

    path: the filled-in workbook. at: when the marks were given, now by default.
    """
    indicators = {each.id: each for each in manual_indicators(view.rubric, REGISTRY)}
    websites = {state.target.url for state in view.of_platforms(WEBSITES)}
    filled = read_workbook_input(path, WHAT, (SHEET,), COLUMNS)
    marks: dict[tuple[str, str], tuple[Mark, int]] = {}
    for row in filled.rows:
        try:
            mark = _mark(row, view.name, websites, indicators, at or datetime.now(UTC))
        except BadCell as fault:
            filled.faults.append(row.wrong(str(fault)))
            continue
        if mark is None:
            continue
        first, number = marks.setdefault((mark.target_url, mark.indicator), (mark, row.number))
        if (first.points, first.note) != (mark.points, mark.note):
            filled.faults.append(row.wrong(f"与第 {number} 行对同一网站、同一指标的评定不一致"))
    filled.refuse_if_bad()
    return [mark for mark, _ in marks.values()]


def _mark(
    row: InputRow, round_name: str, websites: set[str], indicators: dict[str, Indicator], at: datetime
) -> Mark | None:
    url, name, given = row.text("网址"), row.text("指标编号"), row.text("评定")
    note, marker = row.text("说明"), row.text("评定人")
    if row.text("检查期") != round_name:
        raise BadCell(f"“检查期”列为“{row.text('检查期')}”，不是 {round_name}")
    if url not in websites:
        raise BadCell(f"“网址”列：本检查期没有网站 {url}")
    if name not in indicators:
        raise BadCell(f"“指标编号”列：“{name}”不是由人工评定的指标")
    if not given:
        if note:
            raise BadCell("填写了“说明”，没有填写“评定”")
        return None
    points = _points(indicators[name], given)
    if not marker:
        raise BadCell("“评定人”列没有填写")
    if points and not note:
        raise BadCell("“说明”列没有写明理由")
    return Mark(url, name, points, note, marker, at)


def _points(indicator: Indicator, given: str) -> float:
    if indicator.part == "veto":
        if given not in (_HELD, _NOT_HELD):
            raise BadCell(f"“评定”列：单项否决指标应填“{_HELD}”或“{_NOT_HELD}”，不能填“{given}”")
        return float(given == _HELD)
    try:
        points = float(given)
    except ValueError:
        raise BadCell(f"“评定”列：“{given}”不是分数") from None
    if not 0 <= points <= indicator.cap:
        raise BadCell(f"“评定”列：{given} 不在 0 至 {indicator.cap:g} 分之间")
    return points
