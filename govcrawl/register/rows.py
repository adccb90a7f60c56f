"""A row of a sheet whose cells are asked for by name; what cannot be read is noted, and the row goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TypeVar

from govcrawl.register import cells
from govcrawl.register.cells import BadCell
from govcrawl.register.problems import Problems
from govcrawl.register.schema import YES_NO, SheetSchema
from govcrawl.register.suggest import did_you_mean
from govcrawl.register.tables import Cells, Table, has_content

T = TypeVar("T")


@dataclass(slots=True)
class RegisterRow:
    """Every getter gives its default for an empty or bad cell; bad and missing required cells become problems.

    `values` has every column of the header; a column that the header lacks was complained of there, once.
    """

    sheet: SheetSchema
    number: int
    values: dict[str, object]
    problems: Problems

    def refuse(self, column: str, reason: str) -> None:
        self.problems.add(self.sheet.name, reason, self.number, column)

    def read(self, column: str, parse: Callable[[object], T], default: T) -> T:
        cell = self.values.get(column)
        try:
            if cells.text_of(cell):
                return parse(cell)
        except BadCell as fault:
            self.refuse(column, str(fault))
            return default
        if column in self.values and self.sheet.column(column).required:
            self.refuse(column, "必填，此处为空")
        return default

    def text(self, column: str) -> str:
        return self.read(column, cells.text_of, "")

    def many(self, column: str) -> tuple[str, ...]:
        return self.read(column, cells.parts_of, ())

    def url(self, column: str) -> str:
        return self.read(column, cells.url_of, "")

    def urls(self, column: str) -> tuple[str, ...]:
        return self.read(column, lambda cell: tuple(cells.check_url(part) for part in cells.parts_of(cell)), ())

    def date(self, column: str) -> date | None:
        return self.read(column, cells.date_of, None)

    def days(self, column: str) -> int | None:
        return self.read(column, cells.days_of, None)

    def choice(self, column: str, meanings: dict[str, str], default: str = "") -> str:
        def parse(cell: object) -> str:
            text = cells.text_of(cell)
            if text not in meanings:
                raise BadCell(f"“{text}”无法识别，只能填{'、'.join(meanings)}")
            return meanings[text]

        return self.read(column, parse, default)

    def yes(self, column: str, default: bool = False) -> bool:
        return self.choice(column, YES_NO, "是" if default else "否") == "是"


def rows_of(table: Table, sheet: SheetSchema, problems: Problems) -> Iterator[RegisterRow]:
    """The rows below the header, after the header itself was checked."""
    header = [_heading(cell) for cell in table.header]
    _check_header(header, sheet, problems)
    for number, line in table.rows:
        for place, cell in enumerate(line):
            if has_content(cell) and (place >= len(header) or not header[place]):
                problems.add(sheet.name, f"第 {place + 1} 列有内容但没有表头", number)
        yield RegisterRow(sheet, number, _by_heading(header, line), problems)


def _by_heading(header: list[str], line: Cells) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, cell in zip_longest(header, line[: len(header)]):
        values.setdefault(name, cell)
    return values


def _heading(cell: object) -> str:
    try:
        return cells.text_of(cell).rstrip("*＊ ")
    except BadCell:
        return "（无法识别）"


def _check_header(header: list[str], sheet: SheetSchema, problems: Problems) -> None:
    for name in dict.fromkeys(filter(None, header)):
        if name not in sheet.names:
            problems.add(sheet.name, f"没有“{name}”这一列{did_you_mean(name, sheet.names)}", 1, name)
        elif header.count(name) > 1:
            problems.add(sheet.name, "这一列出现了不止一次", 1, name)
    for column in sheet.columns:
        if column.required and column.name not in header:
            problems.add(sheet.name, "缺少这一必填列", 1, column.name)
