"""A printable table that is written row by row, so that memory stays flat however long it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from exports import style
from exports.cell_values import CellValue, Linked, Value, in_cell, to_cell_text
from govcrawl.domain.sanitize import like_formula

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

MAX_ROWS = 1_048_576  # of a worksheet
MAX_LINKS = 65_530  # hyperlinks of a worksheet
_SAMPLE = 500  # rows by which widths are fitted; all later rows wrap within them
_REMARKS = 8  # rows kept free for remarks below the table
_PADDING = 2
_A4 = 9
_DATE, _TIME = "2021-08-20", "2021-08-20 08:00"
_MEASURED = 2_000  # characters of a text that its height is worked out from; more fits no row


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; its width is fitted to the text between `least` and `most`, in Latin characters."""

    heading: str
    form: str = "text"  # of style.FORMS
    least: int = 6
    most: int = 40
    printed: bool = True  # columns that are not printed come last
    choices: tuple[str, ...] = ()  # what people may choose from in its cells


@dataclass(frozen=True, slots=True)
class Colour:
    """Rows in which this column holds this text are shown so; with `only`, that one cell is."""

    heading: str
    text: str
    shown: DifferentialStyle
    only: bool = False


class TableSheet:
    """One table of a workbook in write-only mode: title, notes, heading, rows. `close` must come last."""

    def __init__(
        self,
        book: Workbook,
        name: str,
        title: str,
        notes: Sequence[str],
        columns: Sequence[TableColumn],
        colours: Sequence[Colour] = (),
        frozen: int = 0,
    ) -> None:
        """`frozen`: columns that stay in sight beside the heading."""
        self._page: Any = book.create_sheet(name)
        self._title, self._notes, self._columns = title, tuple(notes), tuple(columns)
        self._colours, self._frozen = tuple(colours), frozen
        self._sample: list[Sequence[Value]] | None = []
        self._row = self._links = self._lost = 0
        self._offered: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        self._cells: dict[tuple[int, bool, bool, bool], Cell] = {}
        self._widths: list[int] = []
        self._last_printed = self._letter(sum(column.printed for column in columns))

    @property
    def heading_row(self) -> int:
        """Number of the row that holds the headings."""
        return len(self._notes) + 2

    def add(self, values: Sequence[Value]) -> None:
        """One row; what is beyond the sheet's last row is counted and said at its end."""
        if self._sample is not None:
            self._sample.append(values)
            if len(self._sample) >= _SAMPLE:
                self._begin()
        elif self._row >= MAX_ROWS - _REMARKS:
            self._lost += 1
        else:
            self._write(values)

    def extend(self, rows: Iterable[Sequence[Value]]) -> None:
        """Add rows, as `add` does."""
        for values in rows:
            self.add(values)

    def offer(self, heading: str, choices: tuple[str, ...]) -> None:
        """In the row that was added last, let the cell under `heading`, and no other one, offer these `choices`."""
        row = self._row if self._sample is None else self.heading_row + len(self._sample)
        self._offered.setdefault((heading, choices), []).append(row)

    def close(self, remarks: Sequence[str] = ()) -> None:
        """End the table, with remarks below it."""
        self._begin()
        last = max(self._row, self.heading_row + 1)
        whole = f"A{self.heading_row}:{self._letter(len(self._columns))}{max(self._row, self.heading_row)}"
        self._page.auto_filter.ref = whole
        self._add_colours(last)
        self._add_choices(last)
        if self._lost:
            lost = f"本表已到行数上限，另有 {self._lost} 行未列出，完整内容见数据库（govcrawl findings）。"
            remarks = [lost, *remarks]
        for remark in remarks:
            self._merged(remark, style.NOTE, style.LEFT)
        self._page.print_area = f"A1:{self._last_printed}{self._row}"

    # -- layout ------------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Fit the widths to the rows that have come so far, and write them."""
        if self._sample is None:
            return
        sample, self._sample = self._sample, None
        for place, column in enumerate(self._columns):
            widths = [style.width_of(column.heading), *(style.width_of(_shown(row[place])) for row in sample)]
            self._widths.append(min(max(max(widths), column.least), column.most))
            self._page.column_dimensions[self._letter(place + 1)].width = self._widths[place] + _PADDING
        self._set_up_page()
        self._merged(self._title, style.TITLE, style.CENTRED, style.TITLE_HEIGHT)
        for note in self._notes:
            self._merged(note, style.NOTE, style.LEFT)
        headings = [column.heading for column in self._columns]
        self._append([self._heading(heading) for heading in headings], self._height(headings))
        for values in sample:
            self._write(values)

    def _set_up_page(self) -> None:
        page = self._page
        page.freeze_panes = f"{self._letter(self._frozen + 1)}{self.heading_row + 1}"
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = _A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.page_margins.left = page.page_margins.right = 0.4
        page.page_margins.top, page.page_margins.bottom = 0.5, 0.7
        page.page_margins.header = page.page_margins.footer = 0.3
        page.print_options.horizontalCentered = True
        page.print_title_rows = f"{self.heading_row}:{self.heading_row}"
        page.HeaderFooter.oddFooter.center.text = "第 &P 页，共 &N 页"

    def _merged(self, text: str, font: Font, alignment: Any, height: float = 0.0) -> None:
        """A line over the printed width; its height follows from the text unless it is given."""
        printed = self._widths[: sum(column.printed for column in self._columns)]
        lines = style.lines_of(text, sum(printed) + _PADDING * (len(printed) - 1))
        cell = WriteOnlyCell(self._page)
        text = to_cell_text(text)
        _put(cell, text)
        cell.font, cell.alignment, cell.quotePrefix = font, alignment, like_formula(text)
        self._append([cell], height or _height_of(lines))
        if len(printed) > 1:
            self._page.merged_cells.add(f"A{self._row}:{self._last_printed}{self._row}")

    def _add_colours(self, last: int) -> None:
        headings = [column.heading for column in self._columns]
        first = self.heading_row + 1
        for colour in self._colours:
            letter = self._letter(headings.index(colour.heading) + 1)
            left, right = (letter, letter) if colour.only else ("A", self._letter(len(headings)))
            rule = Rule("expression", dxf=colour.shown, formula=[f'${letter}{first}="{colour.text}"'])
            self._page.conditional_formatting.add(f"{left}{first}:{right}{last}", rule)

    def _add_choices(self, last: int) -> None:
        letters = {column.heading: self._letter(place) for place, column in enumerate(self._columns, 1)}
        first = self.heading_row + 1
        places = {
            (heading, column.choices): [f"{letter}{first}:{letter}{last}"]
            for column, (heading, letter) in zip(self._columns, letters.items(), strict=True)
            if column.choices
        }
        for (heading, choices), rows in self._offered.items():
            places[heading, choices] = [f"{letters[heading]}{row}" for row in rows]
        for (heading, choices), cells in places.items():
            choice = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
            choice.error, choice.errorTitle = f"请从下列选项中选择：{'、'.join(choices)}", heading
            for each in cells:
                choice.add(each)
            self._page.data_validations.append(choice)

    # -- cells -------------------------------------------------------------------------------------------------------

    def _write(self, values: Sequence[Value]) -> None:
        self._append([self._cell(place, value) for place, value in enumerate(values)], self._height(values))

    def _append(self, cells: list[Cell], height: float) -> None:
        """The row's height is given: not every program that opens workbooks works it out for wrapped text."""
        self._row += 1
        self._page.row_dimensions[self._row].height = height
        self._page.append(cells)
        del self._page.row_dimensions[self._row]

    def _height(self, values: Sequence[Value]) -> float:
        pairs = zip(values, self._widths, strict=True)
        return _height_of(max(style.lines_of(_shown(value), width) for value, width in pairs))

    def _heading(self, text: str) -> Cell:
        cell = WriteOnlyCell(self._page)
        _put(cell, text)
        cell.font, cell.fill = style.HEADING, style.HEADING_FILL
        cell.alignment, cell.border = style.CENTRED, style.LINES
        return cell

    def _cell(self, place: int, value: Value) -> Cell:
        """A cell of this column; cells are written as soon as they are appended, so each look is made once."""
        content, url = (value.value, value.url) if isinstance(value, Linked) else (value, "")
        if url:
            self._links += 1
            url = url if self._links <= MAX_LINKS else ""
        if isinstance(content, str):
            content = to_cell_text(content) or None
        quoted = isinstance(content, str) and like_formula(content)
        look = (place, quoted, bool(url), isinstance(content, date))
        cell = self._cells.get(look)
        if cell is None:
            cell = self._cells[look] = self._styled(*look)
        _put(cell, content)
        if url:
            cell.hyperlink = url
        return cell

    def _styled(self, place: int, quoted: bool, is_link: bool, is_date: bool) -> Cell:
        form = style.FORMS[self._columns[place].form]
        cell = WriteOnlyCell(self._page)
        cell.font = style.LINK if is_link else style.BODY
        cell.border, cell.alignment = style.LINES, form.alignment
        if form.fill is not None:
            cell.fill = form.fill
        # A date would give a cell without a date's format one of its own, and every cell that looks alike with it.
        undated = is_date and form.number_format == "General"
        cell.number_format = style.FORMS["date"].number_format if undated else form.number_format
        cell.quotePrefix = quoted
        return cell

    def _letter(self, place: int) -> str:
        return get_column_letter(place)


def _put(cell: Cell, value: CellValue) -> None:
    """Set the value; text is text, also where it looks like a formula or an error."""
    cell.value = in_cell(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _height_of(lines: int) -> float:
    return min(lines * style.LINE_HEIGHT + style.MARGIN_HEIGHT, style.MAX_HEIGHT)


def _shown(value: Value) -> str:
    """What the cell shows, or something as wide."""
    if isinstance(value, Linked):
        value = value.value
    if isinstance(value, datetime):
        return _TIME
    if isinstance(value, date):
        return _DATE
    return "" if value is None else str(value)[:_MEASURED]
