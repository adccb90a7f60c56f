"""The template: what an analyst starts from."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from govcrawl.domain.errors import OutputError
from govcrawl.register import SHEETS, read_register, write_template


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "台账.xlsx"
    write_template(path)
    return path


def test_its_examples_are_a_good_register(template: Path) -> None:
    register = read_register(template)
    lists = (
        register.units, register.targets, register.accounts, register.required_columns,
        register.responsibilities, register.superior, register.exceptions,
    )  # fmt: skip
    assert [len(rows) for rows in lists] == [2] * 7
    assert all(host.endswith((".example", "-demo.gov.cn")) for host in register.allowed_hosts())


def test_every_sheet_and_column_with_its_comment(template: Path) -> None:
    book = load_workbook(template)
    assert book.sheetnames == [sheet.name for sheet in SHEETS]
    for sheet in SHEETS:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == sheet.names
        assert page.freeze_panes == "A2"
        for cell, column in zip(page[1], sheet.columns, strict=True):
            assert cell.comment is not None
            assert cell.comment.text.startswith("【必填】" if column.required else "【选填】")
            assert all(choice in cell.comment.text for choice in column.choices)


def test_drop_downs(template: Path) -> None:
    book = load_workbook(template)
    for sheet in SHEETS:
        rules = {str(rule.sqref): rule for rule in book[sheet.name].data_validations.dataValidation}
        for place, column in enumerate(sheet.columns):
            rule = rules.pop(f"{'ABCDEFGHIJ'[place]}2:{'ABCDEFGHIJ'[place]}2000", None)
            if column.choices:
                assert rule is not None
                assert (rule.type, rule.formula1) == ("list", f'"{",".join(column.choices)}"')
            elif column.form == "unit":
                assert rule is not None
                assert (rule.formula1, rule.showErrorMessage) == ("单位!$A$2:$A$2000", False)
            elif column.form == "days":
                assert rule is not None
                assert rule.type == "whole"
        assert rules == {}


def test_dates_and_codes_stay_text(template: Path) -> None:
    book = load_workbook(template)
    assert book["网站"]["E2"].number_format == "@"
    assert book["新媒体"].column_dimensions["G"].number_format == "@"
    assert book["例外"]["G3"].value == "2021/9/30"


def test_nothing_is_left_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(OutputError, match="无法写入"):
        write_template(tmp_path / "folder.xlsx")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="无法写入"):
        write_template(tmp_path / "file" / "r.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.xlsx"]
