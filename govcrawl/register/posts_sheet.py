"""The office's sheet of posts (发布内容): for accounts that no program can read. Refused whole, with every bad row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook

from govcrawl.domain.errors import OutputError, RegisterError
from govcrawl.domain.items import PostItem
from govcrawl.domain.targets import Target
from govcrawl.register import Register
from govcrawl.register.cells import BadCell, date_of, text_of, url_of
from govcrawl.register.problems import RowProblem, faulty_tables
from govcrawl.register.tables import Table
from govcrawl.register.workbook import read_workbook

SHEET_NAME = "发布内容"
COLUMNS = ("账号名称", "平台", "标题", "发布时间", "网址")
_TIME = re.compile(r"[ T]\d{1,2}[:：]\d{2}.*$")
_REQUIRED = ("账号名称", "平台", "标题", "发布时间")


def write_template(path: Path) -> None:
    """An empty sheet with its headings; OutputError when it cannot be written."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET_NAME
    sheet.append(COLUMNS)
    for letter, width in zip("ABCDE", (24, 12, 60, 18, 50), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    temporary = path.with_name(f".~{path.name}")
    try:
        book.save(temporary)
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path} 无法写入（{fault.strerror or fault}）。") from fault


def read_posts(path: Path, register: Register, at: datetime | None = None) -> list[PostItem]:
    """Posts of the sheet as items of the register's accounts, fetched `at` that time (now, unless given).

    RegisterError lists every bad row: an account that is not in the register, a missing cell, a date that is none.
    """
    if not path.exists():
        raise RegisterError(f"文件 {path} 不存在。")
    table = next((table for table in read_workbook(path, "填报表") if table.name == SHEET_NAME), None)
    if table is None:
        raise RegisterError(f"文件 {path} 没有“{SHEET_NAME}”表，请用 govcrawl posts template 生成模板。")
    places = {str(name).strip(): place for place, name in enumerate(table.header) if name}
    missing = [name for name in _REQUIRED if name not in places]
    if missing:
        raise RegisterError(f"文件 {path} 的“{SHEET_NAME}”表缺少列：{'、'.join(missing)}。")
    faults: list[RowProblem] = []
    items = list(_items(table, places, register, at or datetime.now(UTC), faults))
    if faults:
        message = f"文件 {path} 有 {len(faults)} 处错误，全部没有导入。"
        raise RegisterError(message, [str(fault) for fault in faults], path, faulty_tables(faults, [table]))
    return items


def _items(
    table: Table, places: dict[str, int], register: Register, at: datetime, faults: list[RowProblem]
) -> Iterator[PostItem]:
    targets = register.account_targets()
    accounts = {(a.name, a.platform): target for target in targets for a in [register.account_of(target)]}
    for number, cells in table.rows:
        found = {name: cells[place] if place < len(cells) else None for name, place in places.items()}
        try:
            yield _item(found, accounts, at)
        except BadCell as fault:
            faults.append(RowProblem(SHEET_NAME, number, "", str(fault)))


def _item(cells: dict[str, object], accounts: dict[tuple[str, str], Target], at: datetime) -> PostItem:
    texts = {name: text_of(cells.get(name)) for name in COLUMNS}
    empty = [name for name in _REQUIRED if not texts[name]]
    if empty:
        raise BadCell(f"{'、'.join(empty)}没有填写")
    target = accounts.get((texts["账号名称"], texts["平台"]))
    if target is None:
        raise BadCell(f"台账中没有运行中的账号“{texts['账号名称']}”（{texts['平台']}）")
    written = cells.get("发布时间")
    day = date_of(written if isinstance(written, date) else _TIME.sub("", texts["发布时间"]))
    # A post without an address is known by its account, day and title.
    url = url_of(cells["网址"]) if texts["网址"] else f"{target.url}#{day}-{texts['标题']}"
    return PostItem(target, url, texts["标题"], at, day, "sheet")
