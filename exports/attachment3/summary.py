"""内容保障情况: one line per connected unit, in register order."""

from openpyxl import Workbook

from analysis.round_totals.policy_qa import NORMAL, PRAISED, PROBLEM, UNDECIDED, QaPlatform, QaUnit
from analysis.scoring.scores import UNFINISHED
from exports import style
from exports.cell_values import Value, day, linked
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import UNCONFIRMED, WorkbookContext

NAME = "内容保障情况"
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 14, 28),
    TableColumn("问答总数", "whole", 8, 8),
    TableColumn("本检查期问答数", "whole", 8, 10),
    TableColumn("最新问答日期", "date", 12, 12),
    TableColumn("没有答复", "whole", 6, 8),
    TableColumn("结论", "centre", 8, 10),
    TableColumn("说明", "text", 24, 60),
)
_COLOURS = (
    Colour("结论", PROBLEM, style.BAD),
    Colour("结论", UNDECIDED, style.GREY),
    Colour("结论", UNFINISHED, style.GREY),
    Colour("结论", PRAISED, style.GOOD),
)
_NONE = "—"


def write_summary_sheet(book: Workbook, material: WorkbookContext) -> None:
    """Units of all platforms (a city has one); below the table what could not be attributed to any of them."""
    platforms = material.view.qa_platforms
    units = [unit for platform in platforms for unit in platform.units]
    sheet = TableSheet(book, NAME, f"附件3 {material.title}", _notes(material, units), _COLUMNS, _COLOURS, frozen=2)
    sheet.extend(_row(number, unit) for number, unit in enumerate(units, 1))
    remarks = [remark for platform in platforms for remark in _remarks(platform)]
    sheet.close(remarks if platforms else ["本检查期没有检查政策问答平台。"])


def _notes(material: WorkbookContext, units: list[QaUnit]) -> list[str]:
    verdicts = [unit.verdict for unit in units]
    limit = material.rubric.threshold("qa_praise")
    mark = f"（{UNCONFIRMED}）" if limit.assumed else ""
    names = [PRAISED, PROBLEM, UNDECIDED, NORMAL, *([UNFINISHED] if UNFINISHED in verdicts else [])]
    counts = "，".join(f"{name}{verdicts.count(name)}个" for name in names)
    total, fresh = sum(unit.total for unit in units), sum(unit.in_round for unit in units)
    return [
        f"{material.date_line}    接入单位{len(units)}个，问答共{total}条，本检查期{fresh}条；{counts}。",
        f"{_praised(material)}的予以表扬{mark}；没有问答或本检查期没有更新的列为问题。",
    ]


def _praised(material: WorkbookContext) -> str:
    number = material.rubric.number("qa_praise")
    match material.rubric.scoring.praise:
        case "opened":
            return f"平台开通以来问答超过{number:g}条"
        case "round":
            return f"本检查期问答超过{number:g}条"
        case _:
            return f"本检查期问答达到{number:g}条"


def _row(number: int, unit: QaUnit) -> list[Value]:
    newest = day(unit.newest)
    name = linked(unit.unit, unit.newest_url) if unit.newest_url else unit.unit
    counts: list[Value] = [unit.total, unit.in_round, newest, unit.empty]
    if unit.verdict == UNFINISHED:
        counts = [_NONE] * len(counts)  # nothing is known: no zeros, which would accuse
    return [number, name, *counts, unit.verdict, "；".join(unit.notes)]


def _remarks(platform: QaPlatform) -> list[str]:
    if platform.missed is not None:
        return [f"{platform.name}未完成检查：{platform.missed}。"]
    return [f"{doubt}。" for doubt in platform.doubts]
