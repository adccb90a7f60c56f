"""From a workbook or a folder to a `Register`, or to the list of everything that is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

from govcrawl.domain.errors import RegisterError
from govcrawl.register.builder import Builder
from govcrawl.register.model import Register
from govcrawl.register.problems import Problems
from govcrawl.register.schema import NAMES, SHEETS
from govcrawl.register.suggest import did_you_mean
from govcrawl.register.tables import Table, read_folder
from govcrawl.register.workbook import read_workbook

_UNNAMED = re.compile(r"(Sheet|工作表)\d*", re.IGNORECASE)  # empty sheets that a new workbook comes with


def read_register(path: str | Path) -> Register:
    """The register in an .xlsx workbook or in a folder of UTF-8 csv files named like the sheets.

    Raises RegisterError: for a file that cannot be read with one line, for bad content with every bad row in
    `rows` (sheet, row number as Excel shows it, column, reason).
    """
    path = Path(path)
    problems = Problems()
    read = _read_tables(path)
    tables = _by_name(read, problems)
    _check_sheets(tables, problems)
    register = Builder(tables, problems).build(path)
    problems.refuse(path, {sheet.name: sheet.names for sheet in SHEETS}, read)
    return register


def _read_tables(path: Path) -> list[Table]:
    try:
        if path.is_dir():
            return read_folder(path)
        if not path.exists():
            raise RegisterError(f"找不到台账 {path}，可用 govcrawl register template {path} 生成模板后填写。")
        if not path.is_file():
            raise RegisterError(f"台账 {path} 不是普通文件，未读取。")
        if path.suffix.lower() == ".csv":
            raise RegisterError(f"台账 {path} 是单个 csv 文件，请改为指定 csv 文件所在的文件夹。")
        return read_workbook(path)
    except OSError as fault:
        raise RegisterError(f"台账 {path} 无法读取（{fault.strerror or fault}），请检查文件权限。") from fault


def _by_name(tables: list[Table], problems: Problems) -> dict[str, Table]:
    known: dict[str, Table] = {}
    for table in tables:
        name = table.name.strip()
        if name in NAMES:
            if name in known:
                problems.add(name, "这张表出现了不止一次")
            known[name] = table
        elif not (table.empty and _UNNAMED.fullmatch(name)):
            problems.add(name, f"台账中没有这张表{did_you_mean(name, NAMES)}")
    return known


def _check_sheets(tables: dict[str, Table], problems: Problems) -> None:
    if "单位" not in tables:
        problems.add("单位", "缺少这张表")
    elif not tables["单位"].rows:
        problems.add("单位", "表中没有任何单位")
    if "网站" not in tables and "新媒体" not in tables:
        problems.add("网站", "缺少这张表（“网站”“新媒体”至少要有一张）")
    elif not any(tables[name].rows for name in ("网站", "新媒体") if name in tables):
        problems.add("网站", "没有任何检查对象（“网站”“新媒体”至少填一行）")
