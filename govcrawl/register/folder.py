"""Reading the register from a folder of csv files. Row numbers are those that Excel shows for the same file."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from govcrawl.domain.errors import RegisterError
from govcrawl.register.tables import MAX_BYTES, Cells, Table, make_table


def read_folder(path: Path) -> list[Table]:
    """All csv files of the folder, each named like its sheet, in the order of their names."""
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv" and file.name[0] not in ".~")
    if not files:
        raise RegisterError(f"台账文件夹 {path} 中没有 .csv 文件，文件应以表名命名，例如 单位.csv、网站.csv。")
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
