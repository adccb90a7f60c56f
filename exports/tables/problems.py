"""问题清单: every finding with its evidence; problems first, then warnings and clues, then what could not be judged."""

from collections.abc import Iterator

from openpyxl import Workbook

from analysis.scoring.finding_status import EXCEPTED, REPEATED, FindingStatus
from exports import style
from exports.cell_values import Value, china_time, day, linked
from exports.pictures import damaged_pictures, picture_link, pictures_of
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import WorkbookContext, named
from govcrawl.domain.decisions import DISMISSED
from govcrawl.domain.findings import Finding
from pipelines.catalogue import rule_title

NAME = "问题清单"
_COLUMNS = (
    TableColumn("序号", "whole", 4, 8),
    TableColumn("单位", "text", 8, 12),
    TableColumn("网站名称", "text", 10, 14),
    TableColumn("规则", "centre", 4, 5),
    TableColumn("问题类别", "text", 10, 14),
    TableColumn("问题描述", "text", 24, 36),
    TableColumn("栏目", "text", 8, 10),
    TableColumn("页面标题", "text", 12, 20),
    TableColumn("问题页面", "text", 16, 24),
    TableColumn("证据", "text", 10, 22),
    TableColumn("发布日期", "date", 10, 11),
    TableColumn("发现时间", "time", 16, 17),
    TableColumn("状态", "centre", 8, 10),
    TableColumn("复核和例外", "text", 8, 20),
    TableColumn("截图", "centre", 4, 6, printed=False),
    TableColumn("编号", "centre", 20, 20, printed=False),
)
PROBLEM, UNDECIDED, SKIPPED = "问题", "未能判定", "不适用"
WARNING, CLUE = "预警", "线索"
_SEVERITIES = {"problem": PROBLEM, "warning": WARNING, "clue": CLUE}
_COLOURS = (
    Colour("状态", WARNING, style.WARNING),
    Colour("状态", CLUE, style.WARNING),
    Colour("状态", UNDECIDED, style.GREY),
    Colour("状态", SKIPPED, style.GREY),
    Colour("状态", EXCEPTED, style.GREY),
    Colour("状态", DISMISSED, style.GREY),
    Colour("状态", REPEATED, style.GREY),
)
_OF_REPEATS = (
    f"“{REPEATED}”的与另一问题是同一问题，只列出，不重复扣分、不重复计数，不再单独要求整改，是哪一个见“复核和例外”。"
)


def write_problems_sheet(book: Workbook, material: WorkbookContext) -> None:
    """All findings of the round; rows are written as they are read."""
    notes = [
        f"{material.date_line}    发现时间为北京时间。“预警”“线索”不扣分；“未能判定”不算问题，原因见问题描述。",
        f"“{EXCEPTED}”和经复核“{DISMISSED}”的只列出，不计分，原因见“复核和例外”；其他复核意见不影响得分。",
        "“编号”在各次检查中保持不变，复核和整改时请勿修改。",
    ]
    if material.view.statuses.repeats.of:
        notes.insert(2, _OF_REPEATS)
    sheet = TableSheet(
        book, NAME, f"{material.title}问题清单", notes, named(_COLUMNS, material.noun), _COLOURS, frozen=3
    )
    taken, damaged = pictures_of(material.view), damaged_pictures(material.view)
    for number, (finding, state) in enumerate(_ordered(material), 1):
        standing = material.view.statuses.of(finding)
        state = stands_as(state, standing)
        sheet.add(_row(number, finding, state, standing.reason, picture_link(finding.url, taken, damaged)))
    sheet.close()


def _ordered(material: WorkbookContext) -> Iterator[tuple[Finding, str]]:
    # There is at most one warning or so per column, so these may wait in memory; problems may be very many.
    others: list[Finding] = []
    for finding in material.findings("fail"):
        if finding.severity == "problem":
            yield finding, PROBLEM
        else:
            others.append(finding)
    for severity, state in _SEVERITIES.items():
        yield from ((each, state) for each in others if each.severity == severity)
    yield from ((each, UNDECIDED) for each in material.findings("error"))
    yield from ((each, SKIPPED) for each in material.findings("skip"))


def state_of(finding: Finding, standing: FindingStatus) -> str:
    """问题, 预警, 线索, 未能判定 or 不适用; of a problem, what people say of it, if they do."""
    outcomes = {"error": UNDECIDED, "skip": SKIPPED}
    return stands_as(outcomes.get(finding.outcome) or _SEVERITIES[finding.severity], standing)


def stands_as(state: str, standing: FindingStatus) -> str:
    """The finding's state as the sheet names it: the label of its `standing` for a problem, else `state`."""
    return standing.label if state == PROBLEM and standing.label else state


def _row(number: int, finding: Finding, state: str, reason: str, picture: Value) -> list[Value]:
    return [
        number,
        finding.unit,
        finding.target,
        finding.rule,
        rule_title(finding.rule),
        finding.message,
        finding.column,
        finding.title,
        linked(finding.url),
        evidence_of(finding),
        day(finding.published),
        china_time(finding.found_at),
        state,
        reason,
        picture,
        finding.key,
    ]


def evidence_of(finding: Finding) -> Value:
    """What was found, as a link to where it can be seen: itself, or the newest entry that a date comes from."""
    shown = linked(finding.value)
    place = finding.evidence.get("newest_url") or finding.evidence.get("home_newest_url")
    return linked(finding.value, str(place)) if isinstance(shown, str) and shown and place else shown
