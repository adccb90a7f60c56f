"""What is wrong with a register, collected so that all of it can be told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from govcrawl.domain.errors import RegisterError
from govcrawl.register.schema import NAMES, SHEETS


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


_PLACES = {(sheet.name, column): place for sheet in SHEETS for place, column in enumerate(sheet.names)}


def _place(problem: RowProblem) -> tuple[int, int, int]:
    sheet = NAMES.index(problem.sheet) if problem.sheet in NAMES else len(NAMES)
    return sheet, problem.row, _PLACES.get((problem.sheet, problem.column), len(_PLACES))


@dataclass(slots=True)
class Problems:
    """A list of problems that ends in a RegisterError when it is not empty."""

    found: list[RowProblem] = field(default_factory=list)

    def add(self, sheet: str, reason: str, row: int = 0, column: str = "") -> None:
        self.found.append(RowProblem(sheet, row, column, reason))

    def refuse(self, path: object) -> None:
        if self.found:
            rows = [str(problem) for problem in sorted(self.found, key=_place)]
            raise RegisterError(f"台账 {path} 有 {len(rows)} 处错误，请改正后重试：", rows)
