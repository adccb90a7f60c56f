"""What is wrong with a register, collected so that all of it is listed at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govcrawl.domain.errors import RegisterError


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

    def refuse(self, path: object, columns: Mapping[str, Sequence[str]]) -> None:
        """Raise a RegisterError that lists all problems of the file, if there is one.

        columns: those of each sheet; the problems are listed in their order.
        """
        if self.found:
            rows = [str(problem) for problem in sorted(self.found, key=lambda each: _place(each, columns))]
            raise RegisterError(f"台账 {path} 有 {len(rows)} 处错误，请改正后重试：", rows)


def _place(problem: RowProblem, columns: Mapping[str, Sequence[str]]) -> tuple[int, int, int]:
    """What is not known stands last."""
    sheets, names = list(columns), columns.get(problem.sheet, ())
    sheet = sheets.index(problem.sheet) if problem.sheet in sheets else len(sheets)
    return sheet, problem.row, names.index(problem.column) if problem.column in names else len(names)
