"""Reading the register's workbook. Hostile or damaged files end in a RegisterError, never in another exception."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from govcrawl.errors import RegisterError
from govcrawl.register.cells import ErrorValue, NoResult
from govcrawl.register.tables import MAX_BYTES, MAX_COLUMNS, Cells, Table, make_table

_OLE = b"\xd0\xcf\x11\xe0"
_SPELLED = re.compile("_x([0-9A-Fa-f]{4})_")  # how the format spells a character; openpyxl leaves it as it is


def read_workbook(path: Path, what: str = "台账") -> list[Table]:
    """All worksheets in their order; `what` is what errors call the file."""
    _check_container(path, what)
    try:
        # openpyxl warns of features that it leaves out (extensions, styles); none of them holds register data.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _opened(path, data_only=True) as values, _opened(path, data_only=False) as formulas:
                return [make_table(name, _lines(values, formulas, name), what) for name in _worksheets(values)]
    except RegisterError:
        raise
    except Exception as fault:  # openpyxl lets through whatever its parsers meet in a damaged file
        reason = f"已损坏，无法读取（{type(fault).__name__}），请重新保存为 .xlsx。"
        raise RegisterError(f"{what} {path} {reason}") from fault


def _check_container(path: Path, what: str) -> None:
    """Refuse what is no workbook, and what would unpack into more than memory should hold."""
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise RegisterError(f"{what} {path} 是空文件，请重新生成后填写。")
    if start == _OLE:
        raise RegisterError(f"{what} {path} 是旧版 .xls 或加了密码，请另存为不加密的 .xlsx。")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        raise RegisterError(f"{what} {path} 不是 .xlsx 工作簿，请在 Excel 中另存为 .xlsx。") from fault
    if len(parts) > 10_000 or sum(part.file_size for part in parts) > MAX_BYTES:
        raise RegisterError(f"{what} {path} 解压后超过 {MAX_BYTES // 1024**2} MB，不像{what}，未读取。")


@contextmanager
def _opened(path: Path, *, data_only: bool) -> Iterator[Workbook]:
    # Opened here, because openpyxl leaves a damaged file open.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=data_only)
        try:
            yield book
        finally:
            book.close()


def _worksheets(book: Workbook) -> list[str]:
    return [sheet.title for sheet in book.worksheets]


def _lines(values: Workbook, formulas: Workbook, name: str) -> Iterator[Cells]:
    """Rows from row 1 on. A formula's result is in the first workbook, that it is a formula in the second."""
    sheets: list[Any] = [values[name], formulas[name]]
    for sheet in sheets:
        # The size that the file declares may be wrong, and rows beyond it would silently be left out.
        sheet.reset_dimensions()
    pairs = zip(*(sheet.iter_rows(max_col=MAX_COLUMNS) for sheet in sheets), strict=True)
    for results, originals in pairs:
        yield tuple(_value(result, original) for result, original in zip(results, originals, strict=True))


def _value(result: Any, original: Any) -> object:
    if result.data_type == "e":
        return ErrorValue(result.value)
    # "str" marks a formula whose result is the empty text; without a mark nothing was ever calculated.
    if result.value is None and original.data_type == "f" and result.data_type != "str":
        return NoResult()
    if isinstance(result.value, str):
        return _SPELLED.sub(lambda match: chr(int(match[1], 16)), result.value)
    value: object = result.value
    return value
