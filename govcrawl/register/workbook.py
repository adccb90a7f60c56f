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

from govcrawl.domain.errors import RegisterError
from govcrawl.register.cells import ErrorValue, NoResult
from govcrawl.register.tables import MAX_BYTES, MAX_COLUMNS, Cells, Table, make_table

_MAX_PARTS = 10_000
# Parts that are read as a whole.
_WHOLE = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "docProps/custom.xml",
)
_MAX_WHOLE = 100_000  # tags in each of them: thousands of formats
_XML = (".xml", ".rels")
_MAX_TAGS = 4_000_000  # in all: some 60,000 rows of a review workbook
_OLE = b"\xd0\xcf\x11\xe0"
_SPELLED = re.compile("_x([0-9A-Fa-f]{4})_")  # how the format spells a character; openpyxl leaves it as it is


def read_workbook(path: Path, what: str = "台账") -> list[Table]:
    """All worksheets in their order; `what` is what errors call the file.

    Raises RegisterError for what is no workbook, is damaged, or is made to exhaust memory.
    """
    _check_container(path, what)
    try:
        _check_elements(path, what)
        # openpyxl warns of features that it leaves out (extensions, styles); none of them holds register data.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _opened(path, data_only=True) as values, _opened(path, data_only=False) as formulas:
                pairs = zip(_worksheets(values, path, what), _worksheets(formulas, path, what), strict=True)
                return [make_table(str(pair[0].title), _lines(*pair), what) for pair in pairs]
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
            # Only these two unpack no further than the size that was declared.
            plain = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
            small = len(parts) <= _MAX_PARTS and sum(part.file_size for part in parts) <= MAX_BYTES
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        raise RegisterError(f"{what} {path} 不是 .xlsx 工作簿，请在 Excel 中另存为 .xlsx。") from fault
    if not plain:
        raise RegisterError(f"{what} {path} 的压缩方式不是 .xlsx 所用的，请在 Excel 中另存为 .xlsx。")
    if not small:
        raise RegisterError(f"{what} {path} 解压后超过 {MAX_BYTES // 1024**2} MB，不像{what}，未读取。")


def _check_elements(path: Path, what: str) -> None:
    """Refuse what packs more elements into its parts than a workbook of any office holds: each becomes an object."""
    with zipfile.ZipFile(path) as archive:
        counts = {name: archive.read(name).count(b"<") for name in set(archive.namelist()) if name.endswith(_XML)}
    bloated = next((name for name in _WHOLE if counts.get(name, 0) > _MAX_WHOLE), "")
    if bloated:
        raise RegisterError(f"{what} {path} 的样式或名称过多（{bloated}），不像{what}，请将内容复制到新的工作簿。")
    if sum(counts.values()) > _MAX_TAGS:
        raise RegisterError(f"{what} {path} 的单元格过多，不像{what}，未读取。")


@contextmanager
def _opened(path: Path, *, data_only: bool) -> Iterator[Workbook]:
    # Opened here, because openpyxl leaves a damaged file open.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _worksheets(book: Workbook, path: Path, what: str) -> list[Any]:
    """The worksheets; refused when two of them are one part, which would be read as often as it is named."""
    sheets: list[Any] = list(book.worksheets)
    if len({sheet._worksheet_path for sheet in sheets}) < len(sheets):
        raise RegisterError(f"{what} {path} 的多张表指向同一内容，请在 Excel 中重新保存为 .xlsx。")
    return sheets


def _lines(values: Any, formulas: Any) -> Iterator[Cells]:
    """Rows from row 1 on. A formula's result is in the first worksheet, that it is a formula in the second."""
    sheets = (values, formulas)
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
