"""Sheets as rows of cells, wherever they were read from; and reading them from a folder of csv files."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
        """Whether nothing stands in it, not even a header."""
        return not self.rows and not any(map(has_content, self.header))


def has_content(cell: object) -> bool:
    """Whether the cell holds anything but white space."""
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def make_table(name: str, lines: Iterable[Cells], what: str = "台账") -> Table:
    """The table called `name`, lines numbered from 1; lines without content are left out but counted.

    what: what errors call the file. Raises RegisterError for more than MAX_ROWS lines.
    """
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


def read_folder(path: Path) -> list[Table]:
    """All UTF-8 csv files of the folder, each named like its sheet, in the order of their names.

    Row numbers are those that Excel shows for the same file. Raises RegisterError for a folder without csv files, and
    for a file that is too large, in another encoding, no csv, or no ordinary file (links, pipes, devices).
    """
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv" and file.name[0] not in ".~")
    if not files:
        raise RegisterError(f"台账文件夹 {path} 中没有 .csv 文件，文件应以表名命名，例如 单位.csv、网站.csv。")
    for file in files:
        if file.is_symlink() or not file.is_file():
            raise RegisterError(f"台账文件 {file} 是链接、管道或设备，不是普通文件，未读取。")
    if sum(file.stat().st_size for file in files) > MAX_BYTES:
        raise RegisterError(f"台账文件夹 {path} 中的文件共超过 {MAX_BYTES // 1024**2} MB，不像台账，未读取。")
    return [make_table(unicodedata.normalize("NFC", file.stem), _lines(file)) for file in files]


def _lines(file: Path) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(_text(file), newline=""), strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield tuple(cells)
    except csv.Error as fault:
        raise RegisterError(f"台账文件 {file} 第 {number + 1} 行不是有效的 csv（引号不成对或内容过长）。") from fault


def _text(file: Path) -> str:
    if file.stat().st_size > MAX_BYTES:
        raise RegisterError(f"台账文件 {file} 超过 {MAX_BYTES // 1024**2} MB，不像台账，未读取。")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RegisterError(f"台账文件 {file} 不是 UTF-8 编码，请另存为 UTF-8（“CSV UTF-8”格式）。") from fault
