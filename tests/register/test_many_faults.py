"""More faults than anybody reads, tokens without an end, and files that are none."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from govcrawl.apps.cli.main import app
from govcrawl.apps.error_output import complain
from govcrawl.domain.errors import RegisterError
from govcrawl.register import read_register
from govcrawl.register.schema import WebsiteSheetRow
from tests.register.archives import SHEET, rewrite_part
from tests.register.sheets import good, write_folder, write_workbook

_BAD = 5_000


def _with_bad_rows(count: int) -> dict[str, list[list[object]]]:
    """A good register, more units than a city has, and bad websites whose unit is a mistyped one."""
    sheets = good()
    width = len(sheets["单位"][0])
    sheets["单位"] += [[f"第{number}区人民政府", *[""] * (width - 1)] for number in range(500)]
    names: list[object] = [column.name for column in WebsiteSheetRow.columns.values()]
    bad = {"单位名称": "第{}区人民政俯", "名称": "站{}", "网址": "＝cmd|{}"}
    sheets["网站"] = [names]
    sheets["网站"] += [[bad.get(str(name), "").format(row) for name in names] for row in range(count)]
    return sheets


def test_thousands_of_bad_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(_with_bad_rows(_BAD), tmp_path / "register")
    with pytest.raises(RegisterError) as told:
        read_register(folder)
    faults = told.value.rows
    assert len(faults) >= 2 * _BAD
    assert sum("是否应为" in row for row in faults) <= 100, "what is only counted costs no suggestion"
    complain(told.value)
    said = capsys.readouterr().err.splitlines()
    assert [line.strip() for line in said[1:101]] == faults[:100]
    assert said[101:] == [
        f"  另有 {len(faults) - 100} 处没有列出，全部错误标注在 {tmp_path / 'register-错误标注.xlsx'} 的第一列。"
    ]


def test_the_marked_copy_shows_every_row_where_it_was(tmp_path: Path) -> None:
    path = write_workbook(_with_bad_rows(150), tmp_path / "r.xlsx")
    done = CliRunner().invoke(app, ["register", "check", str(path)])
    assert done.exit_code == 2
    copy = tmp_path / "r-错误标注.xlsx"
    assert str(copy) in done.stderr
    page = load_workbook(copy)["网站"]
    original = load_workbook(path)["网站"]
    for number in (1, 2, 151):
        copied = [cell.value for cell in page[number]][1:]
        assert copied == [cell.value for cell in original[number]][: len(copied)]
    address = next(cell for cell in page[2] if str(cell.value).startswith("＝cmd"))
    assert (address.data_type, address.quotePrefix) == ("s", True), "text stays text"
    assert "“网址”：" in str(page["A2"].value)
    assert page["A1"].value == "错误"


# -- tokens without an end ---------------------------------------------------------------------------------------------

_LONG = 3 << 20


def _attribute(text: str) -> str:
    return text.replace("<sheetData", f'<sheetData a="{"x" * _LONG}"', 1)


def _cell_text(text: str) -> str:
    return text.replace("<sheetData>", f"<sheetData>{'x' * _LONG}", 1)


def _comment(text: str) -> str:
    return text.replace("<sheetData", f"<!--{'< ' * _LONG}--><sheetData", 1)


def _instruction(text: str) -> str:
    return text.replace("<sheetData", f"<?a {'<a>' * _LONG}?><sheetData", 1)


def _other_letters(text: str) -> str:
    return '<?xml version="1.0" encoding="cp037"?>' + text.partition("?>")[2]


@pytest.mark.parametrize("change", [_attribute, _cell_text, _comment, _instruction, _other_letters])
def test_long_tokens_are_refused_before_they_are_parsed(tmp_path: Path, change: Callable[[str], str]) -> None:
    path = write_workbook(good(), tmp_path / "r.xlsx")
    rewrite_part(path, SHEET.format(1), change)
    with pytest.raises(RegisterError, match=r"已损坏，无法读取（xl/worksheets/sheet1\.xml）"):
        read_register(path)


def test_wide_parts_are_bounded_too(tmp_path: Path) -> None:
    """UTF-16 is XML as well, and its marks are other bytes."""
    path = write_workbook(good(), tmp_path / "r.xlsx")
    whole = read_register(path)
    rewrite_part(path, SHEET.format(1), lambda text: text)
    _to_utf16(path, lambda text: text)
    assert read_register(path).units == whole.units
    _to_utf16(path, _comment)
    with pytest.raises(RegisterError, match="已损坏，无法读取"):
        read_register(path)


def _to_utf16(path: Path, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = SHEET.format(1)
    text = parts[name].decode("utf-16" if parts[name].startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    parts[name] = change(f'<?xml version="1.0" encoding="UTF-16"?>{body}').encode("utf-16")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)


# -- files that are none -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
def test_links_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    """None of them is opened: a pipe would be waited for, a device has no end."""
    folder = write_folder(good(), tmp_path / "register")
    odd = folder / "例外.csv"
    for make in (
        os.mkfifo,
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(tmp_path / "register" / "单位.csv"),
        lambda path: path.mkdir(),
    ):
        odd.unlink(missing_ok=True)
        make(odd)
        with pytest.raises(RegisterError, match="不是普通文件"):
            read_register(folder)
    os.mkfifo(tmp_path / "register.xlsx")
    for path in (tmp_path / "register.xlsx", Path("/dev/zero")):
        with pytest.raises(RegisterError, match="不是普通文件"):
            read_register(path)
