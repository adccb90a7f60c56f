"""Workbooks that people have filled in, read back; every bad row is told at once, and nothing is taken then."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from govcrawl.domain.errors import InputError, RegisterError
from govcrawl.register.cells import BadCell, text_of
from govcrawl.register.problems import RowProblem, faulty_tables
from govcrawl.register.tables import Table, has_content
from govcrawl.register.workbook import read_workbook


class WorkbookInputError(RegisterError):
    """A filled-in workbook was refused as a whole; `rows` lists every reason."""


@dataclass(slots=True)
class InputRow:
    """A row of a sheet by its headings, with the row number that Excel shows."""

    sheet: str
    number: int
    cells: dict[str, object]

    def text(self, name: str) -> str:
        """Trimmed text of a cell; BadCell when it holds an error or a formula without a result."""
        try:
            return text_of(self.cells.get(name))
        except BadCell as fault:
            raise BadCell(f"“{name}”列：{fault}") from fault

    def raw(self, name: str) -> object:
        """The cell under this heading as it was read."""
        return self.cells.get(name)

    def wrong(self, why: str) -> RowProblem:
        """Where the row stands and why it cannot be taken, as a Chinese sentence."""
        return RowProblem(self.sheet, self.number, "", why)


@dataclass(slots=True)
class WorkbookInput:
    """The rows of the wanted sheets, and what is wrong with them as far as it is known."""

    path: Path
    rows: list[InputRow] = field(default_factory=list)
    faults: list[RowProblem] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def refuse_if_bad(self) -> None:
        """WorkbookInputError with all faults, when there are any."""
        if self.faults:
            message = f"文件 {self.path} 有 {len(self.faults)} 处错误，全部没有导入。"
            rows, marked = [str(fault) for fault in self.faults], faulty_tables(self.faults, self.tables)
            raise WorkbookInputError(message, rows, self.path, marked)


def read_workbook_input(path: Path, what: str, sheets: Collection[str], columns: Collection[str]) -> WorkbookInput:
    """Rows of those of the `sheets` that are there; each must have the `columns`.

    `what` is what messages call the file.

    InputError when there is no such file, WorkbookInputError for a workbook of another kind.
    """
    if not path.is_file():
        raise InputError(f"文件 {path} 不存在。")
    filled = WorkbookInput(path)
    tables = [table for table in read_workbook(path, what) if table.name in sheets]
    if not tables:
        raise WorkbookInputError(f"文件 {path} 不是{what}：没有“{'”“'.join(sheets)}”表。")
    filled.tables = tables
    for table in tables:
        filled.rows += _rows(table, path, what, columns)
    return filled


def _rows(table: Table, path: Path, what: str, columns: Collection[str]) -> Iterator[InputRow]:
    lines = [(1, table.header), *table.rows]
    for place, (_, cells) in enumerate(lines):
        names = [str(cell).strip() if isinstance(cell, str) else "" for cell in cells]
        if all(column in names for column in columns):
            for number, values in lines[place + 1 :]:
                # Remarks below the table stand in merged cells and have nothing in the columns that are read.
                found = {name: value for name, value in zip(names, values, strict=False) if name}
                if any(has_content(found.get(column)) for column in columns):
                    yield InputRow(table.name, number, found)
            return
    missing = [column for column in columns if not any(column in map(str, cells) for _, cells in lines)]
    raise WorkbookInputError(
        f"文件 {path} 不是{what}：“{table.name}”表缺少列 {'、'.join(missing) or '、'.join(columns)}。"
    )
