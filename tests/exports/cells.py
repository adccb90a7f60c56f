"""Reading a sheet of an exported workbook back."""

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def row_of(coordinate: object) -> int:
    return int(str(coordinate).lstrip(_LETTERS))


def link_of(cell: Cell | MergedCell) -> str | None:
    """The address that a click on the cell opens."""
    return cell.hyperlink.target if cell.hyperlink else None


class Table:
    """The table of a sheet: what stands above it, and its rows by heading."""

    def __init__(self, book: Workbook, name: str) -> None:
        page = book[name]
        if not isinstance(page, Worksheet):
            raise TypeError(name)
        self.page = page
        self.heading_row = int(str(page.print_title_rows).strip("$").split(":")[0])
        self.headings = [str(cell.value) for cell in page[self.heading_row] if cell.value is not None]
        self.title = page["A1"].value
        self.notes = [str(page.cell(row, 1).value) for row in range(2, self.heading_row)]
        self.last_row = row_of(str(page.auto_filter.ref).rpartition(":")[2])
        self.remarks = [str(page.cell(row, 1).value) for row in range(self.last_row + 1, page.max_row + 1)]

    def cells(self, **wanted: object) -> list[dict[str, Cell | MergedCell]]:
        """Cells by heading, of the rows that hold these values."""
        rows = self.page.iter_rows(min_row=self.heading_row + 1, max_row=self.last_row)
        found = [dict(zip(self.headings, row, strict=True)) for row in rows]
        return [row for row in found if all(row[name].value == value for name, value in wanted.items())]

    def rows(self, *headings: str, **wanted: object) -> list[Any]:
        """Values under these headings; plain values for one heading."""
        rows = [[row[name].value for name in headings] for row in self.cells(**wanted)]
        return [row[0] for row in rows] if len(headings) == 1 else rows
