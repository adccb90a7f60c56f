"""What is wrong with a register, collected so that all of it is listed at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govcrawl.domain.errors import RegisterError
from govcrawl.domain.faulty_rows import MOST_SHOWN, FaultyTable
from govcrawl.register.tables import Table


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault; row 0 is the sheet as a whole, an empty column the row as a whole."""

    sheet: str
    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        row = f"第 {self.row} 行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        return f"“{self.sheet}”表{row}{column}：{self.reason}"


@dataclass(slots=True)
class Problems:
    """A list of problems that ends in a RegisterError when it is not empty."""

    found: list[RowProblem] = field(default_factory=list)

    def add(self, sheet: str, reason: str, row: int = 0, column: str = "") -> None:
        """Note a problem: sheet, row, column and reason as in RowProblem."""
        self.found.append(RowProblem(sheet, row, column, reason))

    @property
    def few(self) -> bool:
        """Whether what is found next will be listed one by one: only there is a suggestion worth its time."""
        return len(self.found) < MOST_SHOWN

    def refuse(self, path: Path, columns: Mapping[str, Sequence[str]], tables: Iterable[Table]) -> None:
        """Raise a RegisterError that lists all problems of the file at `path`, if there is one.

        columns: those of each sheet; the problems are listed in their order. tables: the sheets as they were read.
        """
        if self.found:
            found = sorted(self.found, key=lambda each: _place(each, columns))
            rows = [str(problem) for problem in found]
            message = f"台账 {path} 有 {len(rows)} 处错误，请改正后重试："
            raise RegisterError(message, rows, path, faulty_tables(found, tables))


def faulty_tables(found: Iterable[RowProblem], tables: Iterable[Table]) -> list[FaultyTable]:
    """Those of the `tables` in which something was `found`, each with its faults by row."""
    faults: dict[str, dict[int, list[str]]] = {}
    for each in found:
        told = f"“{each.column}”：{each.reason}" if each.column else each.reason
        faults.setdefault(each.sheet, {}).setdefault(each.row, []).append(told)
    wanted = [table for table in tables if table.name.strip() in faults]
    return [FaultyTable(each.name, each.header, each.rows, faults[each.name.strip()]) for each in wanted]


def _place(problem: RowProblem, columns: Mapping[str, Sequence[str]]) -> tuple[int, int, int]:
    """What is not known stands last."""
    sheets, names = list(columns), columns.get(problem.sheet, ())
    sheet = sheets.index(problem.sheet) if problem.sheet in sheets else len(sheets)
    return sheet, problem.row, names.index(problem.column) if problem.column in names else len(names)
