"""A workbook that is written row by row, and takes its place when it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from exports.cell_values import to_cell_text
from govcrawl.domain.atomic_write import atomic_write


@contextmanager
def workbook(path: Path, title: str) -> Iterator[Workbook]:
    """An empty workbook in write-only mode; saved at `path` when the block has ended well.

    Raises OutputError when it cannot be written; an older file then stays.
    """
    with atomic_write(path) as draft:
        book = Workbook(write_only=True)
        book.properties.creator, book.properties.title = "govcrawl", to_cell_text(title)
        try:
            yield book
        except BaseException:
            _abandon(book)
            raise
        book.save(draft)


def _abandon(book: Workbook) -> None:
    """End the sheets that were begun: else what openpyxl has open complains on the terminal when it is collected."""
    begun: list[Any] = book.worksheets
    for sheet in begun:
        if not sheet.closed:
            sheet.close()
        sheet._writer.cleanup()  # its temporary file
