"""The empty register: a workbook with every sheet, what to fill in where, and example rows."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from govcrawl.domain.errors import OutputError
from govcrawl.register.rows import SheetColumn
from govcrawl.register.schema import SHEETS, SheetSchema

_LAST_ROW = 2000  # validation reaches this far; the reader itself has no such end
_TEXT = "@"  # keeps Excel from turning dates and codes into numbers
_AS_TEXT = ("date", "code", "text", "many")
_REQUIRED = PatternFill("solid", fgColor="1F4E79")
_OPTIONAL = PatternFill("solid", fgColor="7F9DB9")
_EDGE = Side("thin", "BFBFBF")
_LINE = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


def write_template(path: Path) -> None:
    """Write the template at `path` at one stroke, in place of whatever is there; OutputError when it cannot be."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        _write_sheet(book.create_sheet(sheet.name), sheet)
    _save(book, path)


def _write_sheet(page: Worksheet, sheet: SheetSchema) -> None:
    for place, column in enumerate(sheet.columns, 1):
        _write_header(page, place, column)
        _limit_choices(page, get_column_letter(place), column)
    for number, example in enumerate(sheet.examples, 2):
        page.row_dimensions[number].height = 20
        for place, value in enumerate(example, 1):
            cell = page.cell(number, place, value if value != "" else None)
            cell.font = Font(name="宋体", size=11, italic=True, color="7F7F7F")
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.border = _LINE
            if sheet.columns[place - 1].form in _AS_TEXT:
                cell.number_format = _TEXT
    for place, column in enumerate(sheet.columns, 1):
        dimension = page.column_dimensions[get_column_letter(place)]
        dimension.width = _width(column, [str(row[place - 1]) for row in sheet.examples])
        if column.form in _AS_TEXT:
            dimension.number_format = _TEXT
    _set_up_print(page, sheet)


def _write_header(page: Worksheet, place: int, column: SheetColumn) -> None:
    cell = page.cell(1, place, column.name)
    cell.font = Font(name="黑体", size=11, bold=True, color="FFFFFF")
    cell.fill = _REQUIRED if column.required else _OPTIONAL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _LINE
    kind = "必填" if column.required else "选填"
    lines = [f"【{kind}】{column.note}。"]
    if column.choices:
        lines.append(f"可填：{'、'.join(column.choices)}。")
    if place == 1:
        lines.append("第 2、3 行灰色斜体是示例，填写前请删除。深色表头为必填列。")
    cell.comment = Comment("\n".join(lines), "govcrawl", height=130, width=260)


def _limit_choices(page: Worksheet, letter: str, column: SheetColumn) -> None:
    rule = _validation(column)
    if rule is not None:
        page.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")


def _validation(column: SheetColumn) -> DataValidation | None:
    if column.choices:
        rule = DataValidation("list", f'"{",".join(column.choices)}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "填写有误", f"只能填{'、'.join(column.choices)}"
        return rule
    if column.form == "unit":
        # Short names are allowed too, so that the list of units only offers and does not forbid.
        return DataValidation("list", f"单位!$A$2:$A${_LAST_ROW}", allow_blank=True, showErrorMessage=False)
    if column.form == "days":
        rule = DataValidation("whole", "1", operator="between", formula2="9999", allow_blank=True)
        rule.showErrorMessage, rule.errorTitle, rule.error = True, "填写有误", "请填 1 至 9999 的整数天数"
        return rule
    return None


def _width(column: SheetColumn, examples: list[str]) -> float:
    """Wide enough for the header and the examples, narrow enough for a printed page."""
    longest = max(_columns(text) for text in (column.name, *examples))
    return float(min(max(longest + 4, 10), 36))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _set_up_print(page: Worksheet, sheet: SheetSchema) -> None:
    page.row_dimensions[1].height = 30
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{1 + len(sheet.examples)}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if page.oddHeader is not None and page.oddFooter is not None:  # an empty one is false
        page.oddHeader.center.text = f"检查台账：{sheet.name}"
        page.oddFooter.center.text = "第 &P 页，共 &N 页"


def _save(book: Workbook, path: Path) -> None:
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(suffix=".xlsx", prefix=".~", dir=path.parent)
        os.close(handle)
        book.save(temporary)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as fault:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"模板 {path} 无法写入（{fault.strerror or fault}），请换一个位置或检查权限。") from fault
