"""`govcrawl register`."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from govcrawl.apps.cli.register import app
from tests.register.sheets import good, write_folder, write_workbook

runner = CliRunner()


def test_template_then_check(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    made = runner.invoke(app, ["template", str(path)])
    assert made.exit_code == 0
    assert "已生成台账模板" in made.stdout
    checked = runner.invoke(app, ["check", str(path)])
    assert checked.exit_code == 0
    assert checked.stderr == ""
    for words in ("单位", "县市区 1，部门 1", "门户网站 1，信息公开平台 1", "没有发现错误"):
        assert words in checked.stdout


def test_template_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_text("mine")
    result = runner.invoke(app, ["template", str(path)])
    assert (result.exit_code, result.stderr) == (2, f"错误：{path} 已存在，不会覆盖，请换一个文件名。\n")
    assert path.read_text() == "mine"


def test_template_needs_the_right_ending(tmp_path: Path) -> None:
    result = runner.invoke(app, ["template", str(tmp_path / "r.xls")])
    assert result.exit_code == 2
    assert "应以 .xlsx 结尾" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_template_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = runner.invoke(app, ["template", str(tmp_path / "file" / "r.xlsx")])
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：模板")


def test_check_lists_every_bad_row(tmp_path: Path) -> None:
    sheets = good()
    sheets["网站"][1][3] = "www"
    sheets["例外"][1][0] = "F"
    path = write_workbook(sheets, tmp_path / "r.xlsx")
    result = runner.invoke(app, ["check", str(path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"错误：台账 {path} 有 2 处错误，请改正后重试：",
        "  “网站”表第 2 行“网址”：网址“www”须以 http:// 或 https:// 开头",
        "  “例外”表第 2 行“规则”：“F”不是有效的规则编号，应为一个字母加两位数字，例如 F04",
    ]


def test_check_of_a_folder_and_of_nothing(tmp_path: Path) -> None:
    assert runner.invoke(app, ["check", str(write_folder(good(), tmp_path / "csv"))]).exit_code == 0
    missing = runner.invoke(app, ["check", str(tmp_path / "none.xlsx")])
    assert missing.exit_code == 2
    assert len(missing.stderr.splitlines()) == 1
