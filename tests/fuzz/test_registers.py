"""Whatever stands in the cells of a register, it is read, or refused with sheet and row."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.domain.errors import RegisterError
from govcrawl.register import SHEETS, read_register
from govcrawl.register.posts_sheet import COLUMNS, SHEET_NAME, read_posts
from tests.fuzz import checks
from tests.fuzz.parts import joined, write_parts
from tests.fuzz.sheets import cells, csv_cells, registers
from tests.fuzz.strategies import bounded
from tests.register.sheets import Sheets, good, write_folder, write_workbook

_NAMES = [*(sheet.name for sheet in SHEETS), *(f"{sheet.name}2" for sheet in SHEETS)]


def _read(path: Path) -> None:
    try:
        checks.check_register(read_register(path))
    except RegisterError as fault:
        checks.check_refusal(fault, sheets=_NAMES)


@bounded(150)
@given(registers(cells))
def test_workbooks(sheets: Sheets) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _read(write_workbook(sheets, Path(folder) / "r.xlsx"))


@bounded(200)
@given(registers(csv_cells))
def test_folders(sheets: Sheets) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _read(write_folder(sheets, Path(folder) / "csv"))


@bounded(200)
@given(st.binary(max_size=200), st.sampled_from(["单位", "网站", "新媒体", "例外"]))
def test_files_of_a_folder(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_folder(good(), Path(folder) / "csv")
        (path / f"{name}.csv").write_bytes(content)
        _read(path)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return joined(write_workbook(good(), tmp_path_factory.mktemp("parts") / "r.xlsx"))


_JUNK = st.sampled_from(
    [b"", b"<", b'"', b"&a;", b"\xff", b"</c>", b"9" * 20, b"-1", b"rId9", b't="e"', b'r="A0"', b"<row/>"]
)


@bounded(250)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), _JUNK), min_size=1, max_size=3))
def test_damaged_parts(parts: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    for place, length, junk in changes:
        at = int(place * len(parts))
        parts = parts[:at] + junk + parts[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.xlsx"
        write_parts(parts, path)
        try:
            checks.check_register(read_register(path))
        except RegisterError as fault:  # names of sheets may be damaged, too
            checks.check_refusal(fault)


@bounded(120)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), cells), min_size=1, max_size=4))
def test_sheets_of_posts(edits: list[tuple[int, int, object]]) -> None:
    sheets = good()
    sheets["新媒体"][1][8:] = ["运行", ""]
    rows: list[list[object]] = [list(COLUMNS)]
    rows += [["青禾发布", "微信", f"提示{number}", "2021-08-04 09:30", ""] for number in range(2)]
    for row, column, value in edits:
        rows[row][column] = value
    with tempfile.TemporaryDirectory() as folder:
        register = read_register(write_folder(sheets, Path(folder) / "csv"))
        path = write_workbook({SHEET_NAME: rows}, Path(folder) / "posts.xlsx")
        try:
            checks.check_posts(read_posts(path, register))
        except RegisterError as fault:
            checks.check_refusal(fault, sheets=[SHEET_NAME])
