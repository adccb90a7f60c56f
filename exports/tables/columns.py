"""栏目更新情况: every column with its newest entry, its period and the verdict."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from exports import style
from exports.cell_values import Value, day, linked
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import UNCONFIRMED, WorkbookContext, named
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.targets import Target
from pipelines.catalogue import REGISTRY, rules_counted_in, rules_looking_at
from pipelines.model import Check, Figure
from pipelines.statistics import is_quarterly
from pipelines.windows import (
    NEWS,
    NOTICE_POLICY,
    Window,
    is_event_driven,
    kind_window,
    newest_of,
    register_window,
    rubric_window,
    should_update,
)

NAME = "栏目更新情况"
_COLUMNS = (
    TableColumn("单位", "text", 8, 16),
    TableColumn("网站", "text", 10, 24),
    TableColumn("栏目", "text", 10, 24),
    TableColumn("路径", "text", 12, 36),
    TableColumn("类别", "centre", 8, 14),
    TableColumn("级别", "centre", 6, 6),
    TableColumn("最新信息日期", "date", 12, 12),
    TableColumn("距监测时间点天数", "whole", 10, 10),
    TableColumn("更新期限", "centre", 10, 24),
    TableColumn("条目数", "whole", 6, 8),
    TableColumn("结论", "centre", 10, 12),
    TableColumn("说明", "text", 20, 48),
)
EMPTY, UNDATED, STALE, UNDECIDED, DUE, EXEMPT, FRESH = (
    "空白", "未注明日期", "超期", "未能判定", "即将超期", "无需更新", "正常",
)  # fmt: skip
# The first figure of this order whose rule has failed on a column gives the verdict.
_VERDICTS = {
    Figure.EMPTY: EMPTY,
    Figure.UNDATED: UNDATED,
    Figure.STALE: STALE,
    Figure.NO_QUARTER: STALE,
    Figure.BEHIND: STALE,
}
_COLOURS = (
    *(Colour("结论", verdict, style.BAD) for verdict in (EMPTY, UNDATED, STALE)),
    Colour("结论", DUE, style.WARNING),
    Colour("结论", UNDECIDED, style.GREY),
)
_LEVELS = {1: "一级", 2: "二级", 3: "三级"}


def column_rules() -> tuple[str, ...]:
    """Ids of the rules whose findings decide on the verdict of a column, in their order."""
    columns = rules_looking_at(ColumnItem)
    return tuple(each for each in rules_counted_in(*_VERDICTS, Figure.DUE) if each in columns)


@dataclass(frozen=True, slots=True)
class JudgedColumn:
    """A column with its newest entry, the time it has, and the verdict."""

    item: ColumnItem
    kind: str  # as people call it
    newest: date | None
    days: int | None  # from the newest entry to the inspection date
    period: str
    cutoff: date | None  # the earliest date that is still in time; None for columns that owe no updates by days
    verdict: str
    why: str

    @property
    def level(self) -> str:
        """The column's level as the sheet names it."""
        return _LEVELS.get(self.item.level, f"{self.item.level}级")


def write_columns_sheet(book: Workbook, material: WorkbookContext) -> Counter[Target]:
    """Columns of all targets that were reached, by target and path; gives the number of columns of each."""
    notes = [f"{material.date_line}    更新期限后注“{UNCONFIRMED}”的，须由办公室核定。点击栏目名称可打开栏目页面。"]
    shown = named(_COLUMNS, material.noun)
    sheet = TableSheet(book, NAME, f"{material.title}（栏目更新情况）", notes, shown, _COLOURS, frozen=3)
    check = material.check
    counts: Counter[Target] = Counter()
    for state in material.targets:
        rows = list(rows_of(material, state.target, check).values())
        counts[state.target] += len(rows)
        sheet.extend(rows)
    sheet.close()
    return counts


def rows_of(material: WorkbookContext, target: Target, check: Check) -> dict[str, list[Value]]:
    """The target's rows by the address of the column, in the order of their paths."""
    findings = material.view.findings("all", rules=column_rules(), target_url=target.url)
    return {each.item.url: _row(each) for each in judged_columns(material.view.columns_of(target), findings, check)}


def judged_columns(columns: Iterable[ColumnItem], findings: Iterable[Finding], check: Check) -> list[JudgedColumn]:
    """One target's columns in the order of their paths; `findings` are those of `column_rules` on the target."""
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.url, []).append(finding)
    ordered = sorted(columns, key=lambda item: (item.path, item.url))
    return [_judged(item, told.get(item.url, []), check) for item in ordered]


def _judged(column: ColumnItem, findings: list[Finding], check: Check) -> JudgedColumn:
    newest = newest_of(column, check)
    verdict, why = _verdict(column, findings, check)
    period, cutoff = _period(column, check)
    return JudgedColumn(
        item=column,
        kind=check.kind(column.kind).title,
        newest=newest.published if newest else None,
        days=(check.date - newest.published).days if newest else None,
        period=period,
        cutoff=cutoff,
        verdict=verdict,
        why=why,
    )


def _row(column: JudgedColumn) -> list[Value]:
    item = column.item
    return [
        item.target.unit,
        item.target.name,
        linked(item.name or item.url, item.url),
        " > ".join(item.path),
        column.kind,
        column.level,
        day(column.newest),
        column.days,
        column.period,
        len(item.entries),
        column.verdict,
        column.why,
    ]


def _verdict(column: ColumnItem, findings: list[Finding], check: Check) -> tuple[str, str]:
    """The verdict and what is behind it."""
    told = _told(findings)
    if told:
        return told
    if column.answer is not FetchOutcome.REACHABLE or column.unrendered:
        return UNDECIDED, column.reason or "页面未能读取"
    skipped = next((each.message for each in findings if each.outcome == "skip"), None)
    if skipped:
        return EXEMPT, skipped
    if column.form != "list" or not should_update(column, check):
        return EXEMPT, _EXEMPTIONS.get(column.form, "此类栏目不按更新期限判断")
    return FRESH, ""


def _told(findings: list[Finding]) -> tuple[str, str] | None:
    """What the rules say of the column: faults before doubts, doubts before warnings."""
    if not findings:
        return None
    rules = column_rules()
    decided = [(rule, _VERDICTS[figure]) for rule in rules if (figure := REGISTRY[rule].figure) in _VERDICTS]
    warned = [("fail", rule, DUE) for rule in rules if REGISTRY[rule].figure is Figure.DUE]
    verdicts = [*(("fail", *each) for each in decided), *(("error", rule, UNDECIDED) for rule, _ in decided)]
    for outcome, rule, verdict in (*verdicts, *warned):
        for finding in findings:
            if (finding.outcome, finding.rule) == (outcome, rule):
                return verdict, finding.message
    return None


_EXEMPTIONS = {"parent": "仅导航到下级栏目", "single": "单页栏目，不按更新期限判断"}


def _period(column: ColumnItem, check: Check) -> tuple[str, date | None]:
    """The time by which the column is judged, as people say it, and the earliest date within it."""
    own = register_window(column, check)
    if own:
        return own.chinese, own.cutoff
    kind = check.kind(column.kind)
    if is_event_driven(column, check) and column.form == "list":
        return _marked("有事才发布，不按期限判断", kind.source != "S"), None
    if not kind.updates or column.form != "list":
        return "—", None
    if column.this_year_required and kind.group != NEWS:
        return "本年度须有", None
    if is_quarterly(column, check):
        return _marked("每季度", kind.source != "S"), None
    window = _window(column, check)
    limits = check.rubric.limits
    assumed = limits[window.threshold].assumed if window.threshold in limits else kind.source != "S"
    return _marked(window.chinese, assumed), window.cutoff


def _window(column: ColumnItem, check: Check) -> Window:
    kind = check.kind(column.kind)
    if kind.group == NEWS:
        return rubric_window(check, "news_update")
    if kind.group == NOTICE_POLICY and column.level == 1:
        return rubric_window(check, "notice_policy_update")
    return kind_window(kind, check)


def _marked(period: str, assumed: bool) -> str:
    return f"{period}（{UNCONFIRMED}）" if assumed else period
