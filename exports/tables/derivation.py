"""评分推导: how each website's points came about, line by line."""

from collections.abc import Iterator

from openpyxl import Workbook

from analysis.scoring.lines import REPEATED, WAIVED, ScoreLine
from analysis.scoring.scores import UNSCORED, Score, manual_indicators
from exports import style
from exports.cell_values import Value
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import PUBLISHED, UNCONFIRMED, WorkbookContext, named
from govcrawl.rubric.model import Scoring
from pipelines.catalogue import REGISTRY, rule_title

NAME = "评分推导"
_COLUMNS = (
    TableColumn("单位", "text", 8, 16),
    TableColumn("网站名称", "text", 10, 24),
    TableColumn("指标", "centre", 6, 8),
    TableColumn("指标名称", "text", 12, 26),
    TableColumn("规则", "centre", 6, 12),
    TableColumn("计入数", "whole", 6, 8),
    TableColumn("计数单位", "centre", 8, 8),
    TableColumn("每项分值", "points", 6, 8),
    TableColumn("小计", "points", 6, 8),
    TableColumn("封顶", "points", 6, 8),
    TableColumn("实扣", "points", 6, 8),
    TableColumn("说明", "text", 24, 48),
    TableColumn("来源", "centre", 8, 10),
)
_TOTAL, _VETO = "合计", "单项否决"
_COLOURS = (
    Colour("指标名称", _TOTAL, style.TOTAL),
    Colour("指标名称", REPEATED, style.GREY),
    Colour("指标名称", UNSCORED, style.GREY),
    Colour("指标名称", WAIVED, style.GREY),
    Colour("来源", UNCONFIRMED, style.UNCONFIRMED),
)
_PER = {"finding": "处", "column": "栏目", "site": "项"}


def write_derivation_sheet(book: Workbook, material: WorkbookContext) -> None:
    """Each target's lines and their sum; what people must judge stands once, below the table."""
    scoring = material.rubric.scoring
    notes = [
        f"{material.date_line}    单项指标扣分不超过封顶分值；同一问题只计入一个指标；{_limits(scoring)}。",
        f"来源为“{UNCONFIRMED}”的分值或封顶未经办公室核定。“{UNSCORED}”的问题列入问题清单，不影响得分。",
    ]
    shown = named(_COLUMNS, material.noun)
    sheet = TableSheet(book, NAME, f"{material.title}（评分推导）", notes, shown, _COLOURS, frozen=2)
    caps = {each.id: each.cap for each in material.rubric.indicators if each.part == "deduction"}
    for score in material.scores:
        sheet.extend(_rows(score, caps))
    sheet.close([_manual(material)])


def _limits(scoring: Scoring) -> str:
    bonus = f"，高于{scoring.bonus_above.number:g}分才计加分" if scoring.bonus_above else ""
    return f"低于{scoring.fail_below.number:g}分为不合格{bonus}"


def _rows(score: Score, caps: dict[str, float]) -> Iterator[list[Value]]:
    for line in score.lines:
        yield [score.unit, score.target, *_line(line, caps.get(line.indicator))]
    empty: list[Value] = [None] * 4
    result = score.grade if score.total is None else f"得分{score.total:g}，{score.grade}"
    reason = "；".join(part for part in (result, score.reason) if part)
    if score.undecided:
        reason += f"；另有{score.undecided}项未能判定，未计入"
    source = UNCONFIRMED if score.assumed else None
    yield [score.unit, score.target, None, _TOTAL, None, *empty, None, score.deducted, reason, source]


def _line(line: ScoreLine, cap: float | None) -> list[Value]:
    if not line.indicator:
        text = f"{rule_title(line.rules[0])}：{line.text}"
        return [None, line.title, "、".join(line.rules), line.counted, _PER[line.per], *[None] * 4, text, None]
    points: list[Value] = [None] * 4
    text = line.text
    if cap is not None:
        points = [line.points_each, line.raw, cap, line.points]
        text += f"（已扣满{cap:g}分封顶）" if line.capped else ""
    source = UNCONFIRMED if line.assumed else PUBLISHED
    rules = "、".join(line.rules)
    return [line.indicator, line.title, rules, line.counted, _PER[line.per], *points, text, source]


def _manual(material: WorkbookContext) -> str:
    names = [f"{each.id} {each.title}" for each in manual_indicators(material.rubric, REGISTRY)]
    return f"以下指标由人工评定，本表没有计分：{'；'.join(names)}。"
