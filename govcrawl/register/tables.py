"""Sheets as rows of cells, wherever they were read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from govcrawl.domain.errors import RegisterError

MAX_ROWS = 100_000  # a city has some hundred rows; beyond this it is another file, or a hostile one
MAX_COLUMNS = 64
MAX_BYTES = 64 * 1024 * 1024

Cells = tuple[object, ...]


@dataclass(slots=True)
class Table:
    """One sheet: its header (row 1) and the rows below that hold anything, with the row number that Excel shows."""

    name: str
    header: Cells = ()
    rows: list[tuple[int, Cells]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.rows and not any(map(has_content, self.header))


def has_content(cell: object) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def make_table(name: str, lines: Iterable[Cells], what: str = "台账") -> Table:
    """Number the lines from 1; lines without content are left out but counted."""
    table = Table(name)
    for number, cells in enumerate(lines, 1):
        if number > MAX_ROWS:
            raise RegisterError(
                f"{what}的“{name}”表超过 {MAX_ROWS} 行（空行也计入），请删除多余的行或检查是否选错了文件。"
            )
        if number == 1:
            table.header = tuple(cells)
        elif any(map(has_content, cells)):
            table.rows.append((number, tuple(cells)))
    return table
