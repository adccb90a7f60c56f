"""账号明细: every account of the register, closed ones too."""

from collections.abc import Sequence

from openpyxl import Workbook

from analysis.round_totals.media import CLOSED, MediaUnit
from analysis.scoring.scores import FAILED, SUSPECTED, UNFINISHED
from exports import style
from exports.cell_values import day, linked
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.context import WorkbookContext

NAME = "账号明细"
_COLUMNS = (
    TableColumn("序号", "whole", 4, 6),
    TableColumn("单位", "text", 10, 24),
    TableColumn("平台", "centre", 6, 10),
    TableColumn("账号名称", "text", 10, 24),
    TableColumn("结果", "centre", 8, 12),
    TableColumn("最新发布日期", "date", 12, 12),
    TableColumn("读到的发布数", "whole", 6, 8),
    TableColumn("读取方式", "centre", 6, 10),
    TableColumn("说明", "text", 20, 60),
)
_COLOURS = (
    Colour("结果", FAILED, style.BAD),
    Colour("结果", SUSPECTED, style.WARNING),
    *(Colour("结果", name, style.GREY) for name in (UNFINISHED, *CLOSED.values())),
)
_ROUTES = {"feed": "订阅", "page": "主页", "sheet": "填报表"}


def write_accounts_sheet(book: Workbook, material: WorkbookContext, units: Sequence[MediaUnit]) -> None:
    """One line per account, unit by unit."""
    notes = [f"{material.date_line}    点击账号名称可打开账号主页或订阅地址。程序读不到的账号可由人工填报发布内容。"]
    sheet = TableSheet(book, NAME, f"{material.title}（账号明细）", notes, _COLUMNS, _COLOURS, frozen=4)
    accounts = (account for unit in units for account in unit.accounts)
    for number, each in enumerate(accounts, 1):
        told = [each.reason] if each.reason else []
        told += [finding.message for finding in each.findings]
        name = linked(each.name, each.url) if each.url else each.name
        route, posts = _ROUTES.get(each.route, ""), each.posts if each.running else None
        sheet.add(
            [
                number, each.unit, each.platform, name, each.grade, day(each.newest), posts, route,
                "；".join(dict.fromkeys(told)),
            ]
        )  # fmt: skip
    sheet.close()
