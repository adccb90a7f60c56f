"""Files that are no register end in one clear line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from govcrawl.domain.errors import RegisterError
from govcrawl.register import read_register
from govcrawl.register.tables import MAX_BYTES, MAX_ROWS
from tests.register.archives import SHEET, rewrite_part
from tests.register.sheets import good, write_folder, write_workbook


def _complaint(path: Path) -> str:
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    assert caught.value.rows == []
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_missing(tmp_path: Path) -> None:
    assert "找不到台账" in _complaint(tmp_path / "register.xlsx")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "是空文件"),
        (b"not a workbook", "不是 .xlsx 工作簿"),
        (b"PK\x03\x04broken", "不是 .xlsx 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "是旧版 .xls，请在 Excel 或 WPS 中另存为 .xlsx"),
    ],
)
def test_no_workbook(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    assert expected in _complaint(path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    assert "已损坏，无法读取" in _complaint(tmp_path / "r.xlsx")


def test_damaged_parts(tmp_path: Path) -> None:
    path = write_workbook(good(), tmp_path / "r.xlsx")
    rewrite_part(path, SHEET.format(2), lambda text: text[: len(text) // 2])
    assert "已损坏，无法读取（ParseError）" in _complaint(path)


def test_a_workbook_that_unpacks_into_too_much(tmp_path: Path) -> None:
    path = write_workbook(good(), tmp_path / "r.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image.bin", bytes(MAX_BYTES))
    assert path.stat().st_size < 1_000_000
    assert "解压后超过 64 MB" in _complaint(path)


def test_too_many_rows(tmp_path: Path) -> None:
    folder = write_folder(good(), tmp_path / "csv")
    with (folder / "单位.csv").open("a", encoding="utf-8") as file:
        file.write("甲,部门,,,\n" * MAX_ROWS)
    assert f"“单位”表超过 {MAX_ROWS} 行" in _complaint(folder)


def test_a_cell_far_away(tmp_path: Path) -> None:
    sheets = good()
    path = write_workbook(sheets, tmp_path / "r.xlsx")
    rewrite_part(
        path, SHEET.format(1),
        lambda text: text.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>'),
    )  # fmt: skip
    assert "“单位”表超过 100000 行（空行也计入）" in _complaint(path)


def test_folder_without_csv(tmp_path: Path) -> None:
    (tmp_path / "单位.txt").write_text("单位名称", encoding="utf-8")
    assert "中没有 .csv 文件" in _complaint(tmp_path)


def test_one_csv_file(tmp_path: Path) -> None:
    folder = write_folder(good(), tmp_path / "csv")
    assert "请改为指定 csv 文件所在的文件夹" in _complaint(folder / "单位.csv")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_csv_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    folder = write_folder(good(), tmp_path / "csv", encoding)
    assert "不是 UTF-8 编码，请另存为 UTF-8" in _complaint(folder)


def test_csv_with_an_open_quote(tmp_path: Path) -> None:
    folder = write_folder(good(), tmp_path / "csv")
    (folder / "网站.csv").write_text('单位名称,名称\n青禾,"网\n', encoding="utf-8")
    assert "网站.csv 第 2 行不是有效的 csv" in _complaint(folder)


def test_empty_csv(tmp_path: Path) -> None:
    folder = write_folder(good(), tmp_path / "csv")
    (folder / "单位.csv").write_bytes(b"")
    with pytest.raises(RegisterError) as caught:
        read_register(folder)
    assert "“单位”表第 1 行“单位名称”：缺少这一必填列" in caught.value.rows


def test_csv_with_control_characters(tmp_path: Path) -> None:
    sheets = good()
    sheets["网站"][1][2] = "青禾\x07网"
    with pytest.raises(RegisterError) as caught:
        read_register(write_folder(sheets, tmp_path / "csv"))
    assert caught.value.rows == ["“网站”表第 2 行“名称”：含有不可见的控制字符，请删除后重新填写"]


def test_rows_of_csv_are_counted_as_excel_does(tmp_path: Path) -> None:
    sheets = good()
    sheets["单位"][1][2] = "青禾\n县"
    sheets["单位"].insert(2, [])
    sheets["单位"][3][1] = "局"
    with pytest.raises(RegisterError) as caught:
        read_register(write_folder(sheets, tmp_path / "csv"))
    assert caught.value.rows[0].startswith("“单位”表第 4 行“单位类别”")
