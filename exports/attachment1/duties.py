"""栏目责任: which unit answers for which column, and whether it is on time."""

from openpyxl import Workbook

from exports import style
from exports.cell_values import Value
from exports.sheet import Colour, TableColumn, TableSheet
from exports.tables.columns import rows_of
from exports.tables.context import WorkbookContext
from govcrawl.domain.items import SiteItem
from pipelines.model import Check

NAME = "栏目责任"
_COLUMNS = (
    TableColumn("责任单位", "text", 8, 20),
    TableColumn("网站", "text", 10, 24),
    TableColumn("栏目", "text", 10, 24),
    TableColumn("最新信息日期", "date", 12, 12),
    TableColumn("更新期限", "centre", 10, 24),
    TableColumn("结论", "centre", 10, 12),
    TableColumn("说明", "text", 20, 60),
)
_MISSING, _ON_TIME = "未找到", "按时"
_LATE = ("超期", "空白", "未注明日期")
_COLOURS = (
    *(Colour("结论", verdict, style.BAD) for verdict in _LATE),
    Colour("结论", "即将超期", style.WARNING),
    *(Colour("结论", verdict, style.GREY) for verdict in (_MISSING, "未能判定")),
)


def write_duties_sheet(book: Workbook, material: WorkbookContext) -> None:
    """One line per row of the register's 栏目责任, by responsible unit; no sheet when the register has none."""
    check = material.check
    rows = [row for state in material.targets if state.site for row in _rows(material, state.site, check)]
    if not rows:
        return
    late = sum(row[5] in _LATE for row in rows)
    notes = [f"{material.date_line}    台账明确责任单位的栏目{len(rows)}个，其中未按时更新{late}个。"]
    sheet = TableSheet(book, NAME, f"{material.title}（栏目责任）", notes, _COLUMNS, _COLOURS, frozen=3)
    sheet.extend(sorted(rows, key=lambda row: (str(row[0]), str(row[1]))))
    sheet.close()


def _rows(material: WorkbookContext, site: SiteItem, check: Check) -> list[list[Value]]:
    if not site.duties:
        return []
    columns = rows_of(material, site.target, check)
    made: list[list[Value]] = []
    for duty in site.duties:
        row = columns.get(duty.column_url)
        if row is None:
            made.append([duty.unit, site.target.name, duty.column, None, "—", _MISSING, "网站上没有找到该名称的栏目"])
            continue
        verdict = _ON_TIME if row[10] == "正常" else row[10]
        made.append([duty.unit, site.target.name, row[2], row[6], row[8], verdict, row[11]])
    return made
