"""Rows of sheets as pydantic models: a field is a column, its type says how the column's cells are read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from govcrawl.register import cells
from govcrawl.register.cells import BadCell
from govcrawl.register.model import Unit
from govcrawl.register.problems import Problems
from govcrawl.register.suggest import did_you_mean
from govcrawl.register.tables import Cells, Table, has_content

Form = Literal["text", "many", "choice", "url", "urls", "date", "days", "code", "unit", "rule"]
Row = TypeVar("Row", bound="SheetRow")


@dataclass(frozen=True, slots=True)
class CellType:
    """How the cells of a column are read.

    form: what the template makes of the column. read: gives a cell's value, or raises BadCell. choices: all that a cell
    may hold; empty when that is not a matter of choice.
    """

    form: Form
    read: Callable[[object], Any]
    choices: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))


def choice(meanings: Mapping[str, Any]) -> CellType:
    """A cell that holds one of these texts; its value is what the text means."""

    def read(cell: object) -> Any:
        text = cells.text_of(cell)
        if text not in meanings:
            raise BadCell(f"“{text}”无法识别，只能填{'、'.join(meanings)}")
        return meanings[text]

    return CellType("choice", read, tuple(meanings))


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet; `note` tells the analyst what to fill in, `default` stands for an empty or bad cell."""

    name: str
    note: str
    form: Form = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    default: Any = ""


@dataclass(slots=True)
class RowContext:
    """Where the row stands that is being read, and what there is to know about the rest of the register."""

    sheet: str
    number: int
    header: frozenset[str]
    problems: Problems
    units: Mapping[str, Unit] = field(default_factory=dict)  # by name and short name

    def refuse(self, column: str, reason: str) -> None:
        """Note a problem of the row, with its reason in Chinese; an empty `column` is the row as a whole."""
        self.problems.add(self.sheet, reason, self.number, column)


def in_column(name: str, note: str, **options: Any) -> Any:
    """A field that is read from the column `name`; required unless the options give a `default`.

    note: tells the analyst, in Chinese, what to fill in.
    """
    return Field(alias=name, description=note, **options)


class SheetRow(BaseModel):
    """A row of one sheet. Validated with a RowContext, it never fails: it notes every bad cell there, and goes on.

    So the checks that compare rows see bad rows too, and all problems are found in one go.
    """

    model_config = ConfigDict(frozen=True)
    sheet: ClassVar[str]
    examples: ClassVar[tuple[tuple[str | int, ...], ...]]  # for the template, in the order of the columns
    columns: ClassVar[dict[str, SheetColumn]]  # by field, in the order of the sheet

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.columns = {name: _column(field) for name, field in cls.model_fields.items()}

    @field_validator("*", mode="wrap")
    @classmethod
    def _note_and_go_on(cls, cell: object, read: Callable[[object], Any], info: ValidationInfo) -> Any:
        column: SheetColumn = cls.columns[str(info.field_name)]
        context: RowContext | None = info.context
        if context is None:
            return read(cell)
        try:
            if cells.text_of(cell):
                return read(cell)
        except BadCell as fault:
            context.refuse(column.name, str(fault))
        else:
            if column.required and column.name in context.header:
                context.refuse(column.name, "必填，此处为空")
        return column.default

    def identity(self) -> tuple[str, Hashable, str] | None:
        """(column, key, complaint) of what no second row of the sheet may repeat; None when the row has no such key."""
        return None


def _column(field: FieldInfo) -> SheetColumn:
    kind = next(each for each in field.metadata if isinstance(each, CellType))
    required = field.is_required()
    # What a required cell lacks makes the register fail; until then it is nothing.
    default = ("" if field.annotation is str else None) if required else field.default
    return SheetColumn(str(field.alias), str(field.description), kind.form, required, kind.choices, default)


def read_rows(
    kind: type[Row], table: Table, problems: Problems, units: Mapping[str, Unit]
) -> Iterator[tuple[Row, RowContext]]:
    """The rows below the header of `table`, each with its context; the header itself is checked first."""
    header = [_heading(cell) for cell in table.header]
    _check_header(header, kind, problems)
    known, seen = frozenset(header), dict[Hashable, int]()
    absent = dict.fromkeys(column.name for column in kind.columns.values())
    for number, line in table.rows:
        for place, cell in enumerate(line):
            if has_content(cell) and (place >= len(header) or not header[place]):
                problems.add(kind.sheet, f"第 {place + 1} 列有内容但没有表头", number)
        context = RowContext(kind.sheet, number, known, problems, units)
        row = kind.model_validate(absent | _by_heading(header, line), context=context)
        _check_repeated(row, context, seen)
        yield row, context


def _check_repeated(row: SheetRow, context: RowContext, seen: dict[Hashable, int]) -> None:
    identity = row.identity()
    if identity is not None:
        column, key, complaint = identity
        first = seen.setdefault(key, context.number)
        if first != context.number:
            context.refuse(column, f"{complaint}（与第 {first} 行）")


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


def _check_header(header: list[str], kind: type[SheetRow], problems: Problems) -> None:
    names = [column.name for column in kind.columns.values()]
    for name in dict.fromkeys(filter(None, header)):
        if name not in names:
            problems.add(kind.sheet, f"没有“{name}”这一列{did_you_mean(name, names)}", 1, name)
        elif header.count(name) > 1:
            problems.add(kind.sheet, "这一列出现了不止一次", 1, name)
    for column in kind.columns.values():
        if column.required and column.name not in header:
            problems.add(kind.sheet, "缺少这一必填列", 1, column.name)
