"""复核: the workbook in which people decide on findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.round_view import RoundView
from analysis.scoring.finding_status import EXCEPTED, StatusIndex
from exports import style
from exports.cell_values import Value, china_time, linked
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import quarter_name
from exports.tables.problems import evidence_of
from exports.workbook import workbook
from govcrawl.domain.decisions import DECISIONS, DISMISSED
from govcrawl.domain.errors import InputError
from govcrawl.domain.findings import Finding
from govcrawl.store.finding_rows import Outcome
from govcrawl.store.reader import RoundFacts
from pipelines.catalogue import rule_title

WHAT = "复核表"
PROBLEMS, UNDECIDED = "问题复核", "未能判定"
COLUMNS = ("复核意见", "说明", "复核人", "检查期", "编号")
MOST = 15_000  # rows; some 2 to 3 kB each, and the import refuses what unpacks into more than 64 MB
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 8, 16),
    TableColumn("检查对象", "text", 10, 18),
    TableColumn("规则", "centre", 4, 6),
    TableColumn("问题类别", "text", 10, 16),
    TableColumn("问题描述", "text", 24, 40),
    TableColumn("栏目", "text", 8, 12),
    TableColumn("页面标题", "text", 10, 20),
    TableColumn("问题页面", "text", 14, 22),
    TableColumn("证据", "text", 10, 20),
    TableColumn("发现时间", "time", 16, 17),
    TableColumn("当前状态", "text", 8, 22),
    TableColumn("复核意见", "choice", 10, 10, choices=DECISIONS),
    TableColumn("说明", "input", 20, 24),
    TableColumn("复核人", "input", 8, 10),
    TableColumn("检查期", "centre", 8, 8, printed=False),
    TableColumn("编号", "centre", 20, 20, printed=False),
)
_SHEETS: tuple[tuple[str, Outcome], ...] = ((PROBLEMS, "fail"), (UNDECIDED, "error"))
_MORE = "本表另有 {} 个没有列出，请用 govcrawl review export --unit 分单位导出。"
_COLOURS = (Colour("复核意见", DISMISSED, style.GREY), Colour("复核意见", "待定", style.WARNING))


@dataclass(frozen=True, slots=True)
class ListedCounts:
    """How much a workbook lists, and how much it had no room for."""

    problems: int
    undecided: int
    left_out: int


def write_review_book(view: RoundView, path: Path, unit: str = "", most: int = MOST) -> ListedCounts:
    """Write the workbook at `path`, with the decisions that hold; how much it lists.

    unit: full or short name of the one unit whose findings are listed; all without it. most: rows in all sheets.
    Raises InputError for an unknown unit, OutputError when it cannot be written.
    """
    owner = _owner(view.facts, unit) if unit else ""
    title = f"{quarter_name(view.round)}检查结果复核表"
    notes = [
        f"在“复核意见”列选择：{'、'.join(DECISIONS)}。“{DISMISSED}”须在“说明”列写明理由，不再计分但保留记录；其他意见照常计分。",
        "不填即未复核。请勿修改“编号”和“检查期”。填好后用 govcrawl review import 导入；有一处错误即全部不导入。",
    ]
    counts: list[int] = []
    left_out = 0
    with workbook(path, title) as book:
        for name, outcome in _SHEETS:
            sheet = TableSheet(book, name, f"{title}（{name}）", notes, _COLUMNS, _COLOURS, frozen=3)
            number = left = 0
            for finding in _wanted(view, outcome, owner):
                if sum(counts) + number >= most:
                    left += 1
                    continue
                number += 1
                sheet.add([number, *_facts(finding), *_decided(finding, view.statuses), view.name, finding.key])
            sheet.close([_MORE.format(left)] if left else [])
            counts.append(number)
            left_out += left
    return ListedCounts(counts[0], counts[1], left_out)


def _owner(facts: RoundFacts, name: str) -> str:
    """The full name of a unit of the round."""
    names = {state.target.unit: state.target.unit for state in facts.targets}
    names |= {alias: each.name for each in facts.register.units for alias in (*each.aliases, each.name)}
    if name not in names:
        raise InputError(f"检查期 {facts.round.name} 中没有单位“{name}”，请填写台账中的单位名称或简称。")
    return names[name]


def _wanted(view: RoundView, outcome: Outcome, unit: str) -> Iterator[Finding]:
    """Problems and clues; warnings cost nothing and need no decision."""
    for finding in view.findings(outcome):
        if finding.severity != "warning" and unit in ("", finding.unit):
            yield finding


def _decided(finding: Finding, standings: StatusIndex) -> list[Value]:
    """How the finding stands, and the decision that holds, to be changed or kept."""
    review, standing = standings.reviews.get(finding.key), standings.of(finding)
    state = f"{standing.label}：{standing.reason}" if standing.label == EXCEPTED else standing.reason
    return [state, review.decision, review.note, review.reviewer] if review else [state, "", "", ""]


def _facts(finding: Finding) -> list[Value]:
    return [
        finding.unit,
        finding.target,
        finding.rule,
        rule_title(finding.rule),
        finding.message,
        finding.column,
        finding.title,
        linked(finding.url),
        evidence_of(finding),
        china_time(finding.found_at),
    ]
