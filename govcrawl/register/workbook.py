"""Reading the register's workbook. Hostile or damaged files end in a RegisterError, never in another exception."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from govcrawl.domain.errors import RegisterError
from govcrawl.register.cells import ErrorValue, NoResult
from govcrawl.register.part_limits import is_bounded_xml
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
_FORMULA = re.compile(rb"<(?:[\w.-]{1,40}:)?f[\s/>]")
_OLE = b"\xd0\xcf\x11\xe0"
# The stream of an OLE file in which Office and WPS lock a workbook up.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED = 1  # flag of a part of a ZIP archive
_UNLOCK = "加了打开密码，请在 Excel 或 WPS 中去掉密码（文件—信息—保护工作簿），另存为 .xlsx 后再导入。"
_SPELLED = re.compile("_x([0-9A-Fa-f]{4})_")  # how the format spells a character; openpyxl leaves it as it is


def read_workbook(path: Path, what: str = "台账") -> list[Table]:
    """All worksheets in their order; `what` is what errors call the file.

    Raises RegisterError for what is no workbook, is damaged, or is made to exhaust memory.
    """
    if not path.is_file():
        raise RegisterError(f"{what} {path} 不是普通文件，未读取。")
    _check_container(path, what)
    try:
        calculated = _check_elements(path, what)
        # openpyxl warns of features that it leaves out (extensions, styles); none of them holds register data.
        with warnings.catch_warnings(), ExitStack() as stack:
            warnings.simplefilter("ignore")
            values = _worksheets(stack.enter_context(_opened(path, data_only=True)), path, what)
            formulas: list[Any] = [None] * len(values)
            if calculated:
                formulas = _worksheets(stack.enter_context(_opened(path, data_only=False)), path, what)
            pairs = zip(values, formulas, strict=True)
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
        if start == _OLE and _LOCKED in file.read(MAX_BYTES):
            raise RegisterError(f"{what} {path} {_UNLOCK}")
    if not start:
        raise RegisterError(f"{what} {path} 是空文件，请重新生成后填写。")
    if start == _OLE:
        raise RegisterError(f"{what} {path} 是旧版 .xls，请在 Excel 或 WPS 中另存为 .xlsx。")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            # Only these two unpack no further than the size that was declared.
            plain = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
            small = len(parts) <= _MAX_PARTS and sum(part.file_size for part in parts) <= MAX_BYTES
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        raise RegisterError(f"{what} {path} 不是 .xlsx 工作簿，请在 Excel 中另存为 .xlsx。") from fault
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise RegisterError(f"{what} {path} {_UNLOCK}")
    if not plain:
        raise RegisterError(f"{what} {path} 的压缩方式不是 .xlsx 所用的，请在 Excel 中另存为 .xlsx。")
    if not small:
        raise RegisterError(f"{what} {path} 解压后超过 {MAX_BYTES // 1024**2} MB，不像{what}，未读取。")


def _check_elements(path: Path, what: str) -> bool:
    """Refuse parts that pack more into themselves than a workbook of any office holds; whether there are formulas.

    Each element becomes an object, and a long token is read again from its beginning with every piece that comes.
    """
    counts, calculated = {}, False
    with zipfile.ZipFile(path) as archive:
        for name in set(archive.namelist()):
            if not name.endswith(_XML):
                continue
            part = archive.read(name)
            if not is_bounded_xml(part):
                raise RegisterError(f"{what} {path} 已损坏，无法读取（{name}），请重新保存为 .xlsx。")
            counts[name] = part.count(b"<")
            calculated = calculated or bool(_FORMULA.search(part))
    bloated = next((name for name in _WHOLE if counts.get(name, 0) > _MAX_WHOLE), "")
    if bloated:
        raise RegisterError(f"{what} {path} 的样式或名称过多（{bloated}），不像{what}，请将内容复制到新的工作簿。")
    if sum(counts.values()) > _MAX_TAGS:
        raise RegisterError(f"{what} {path} 的单元格过多，不像{what}，未读取。")
    return calculated


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


def _lines(values: Any, formulas: Any | None) -> Iterator[Cells]:
    """Rows from row 1 on. A formula's result is in the first worksheet, that it is a formula in the second.

    formulas: None where the workbook has none.
    """
    sheets = (values, formulas) if formulas is not None else (values,)
    for sheet in sheets:
        # The size that the file declares may be wrong, and rows beyond it would silently be left out.
        sheet.reset_dimensions()
    rows = zip(*(sheet.iter_rows(max_col=MAX_COLUMNS) for sheet in sheets), strict=True)
    for results, originals in ((each[0], each[-1]) for each in rows):
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
