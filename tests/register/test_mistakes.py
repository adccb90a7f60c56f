"""The mistakes that people make with a register, through `govcrawl register`: word for word what they are answered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from govcrawl.apps.cli import main
from tests.register.sheets import good, write_workbook


class Command:
    """`govcrawl register` in an empty folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def refused(self, *arguments: str) -> list[str]:
        """The lines that the command ends with; it prints nothing else and leaves with exit code 2."""
        self._monkeypatch.setattr(sys, "argv", ["govcrawl", "register", *arguments])
        with pytest.raises(SystemExit) as end:
            main.main()
        printed = self._capsys.readouterr()
        assert (end.value.code, printed.out) == (2, "")
        return printed.err.splitlines()


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(monkeypatch, capsys)


@pytest.mark.parametrize("name", ["a.txt", "a.xls", "a.docx", "a.xlsx"])
def test_a_file_of_another_kind(command: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("单位名称,单位类别\n青禾县,县市区\n", encoding="utf-8")
    assert command.refused("check", name) == [f"错误：台账 {name} 不是 .xlsx 工作簿，请在 Excel 中另存为 .xlsx。"]


def test_names_that_are_not_exact(command: Command, tmp_path: Path) -> None:
    """A sheet, a column and a unit."""
    sheets = good()
    sheets["网站"][0][3] = "网址链接"
    sheets["网站"][1][0] = "青禾县政府"
    sheets["新媒体"][1][0] = "青禾县人民政俯"
    sheets["栏目责任表"] = sheets.pop("栏目责任")
    write_workbook(sheets, tmp_path / "register.xlsx")
    assert command.refused("check", "register.xlsx") == [
        "错误：台账 register.xlsx 有 5 处错误，请改正后重试：",
        "  “网站”表第 1 行“网址”：缺少这一必填列",
        "  “网站”表第 1 行“网址链接”：没有“网址链接”这一列（是否应为“网址”）",
        "  “网站”表第 2 行“单位名称”：“单位”表中没有“青禾县政府”（是否应为“青禾县人民政府”）",
        "  “新媒体”表第 2 行“单位名称”：“单位”表中没有“青禾县人民政俯”（是否应为“青禾县人民政府”）",
        "  “栏目责任表”表：台账中没有这张表（是否应为“栏目责任”）",
    ]


def test_the_sheet_of_websites_renamed(command: Command, tmp_path: Path) -> None:
    sheets = {name: rows for name, rows in good().items() if name != "新媒体"}
    sheets["网站列表"] = sheets.pop("网站")
    write_workbook(sheets, tmp_path / "register.xlsx")
    assert command.refused("check", "register.xlsx") == [
        "错误：台账 register.xlsx 有 2 处错误，请改正后重试：",
        "  “网站”表：缺少这张表（“网站”“新媒体”至少要有一张）",
        "  “网站列表”表：台账中没有这张表（是否应为“网站”）",
    ]


def test_addresses(command: Command, tmp_path: Path) -> None:
    """Without http://, in full width, with a blank; a site that is there already, also as its index page."""
    sheets = good()
    addresses = [
        "www.baishi-demo.gov.cn",
        "http://ｗｗｗ．baishi-demo。gov。cn/",
        "http://www.baishi-demo.gov.cn/ index.html",
        "http://www.qinghe-demo.gov.cn",
        "https://qinghe-demo.gov.cn/index.html",
    ]
    sheets["网站"] += [["青禾县", "门户网站", f"网站{n}", url, "", "", "", ""] for n, url in enumerate(addresses)]
    write_workbook(sheets, tmp_path / "register.xlsx")
    assert command.refused("check", "register.xlsx") == [
        "错误：台账 register.xlsx 有 5 处错误，请改正后重试：",
        "  “网站”表第 4 行“网址”：网址“www.baishi-demo.gov.cn”须以 http:// 或 https:// 开头",
        "  “网站”表第 5 行“网址”：网址“http://ｗｗｗ．baishi-demo。gov。cn/”的主机名无效",
        "  “网站”表第 6 行“网址”：网址“http://www.baishi-demo.gov.cn/ index.html”中间有空格",
        "  “网站”表第 7 行“网址”：网址 http://www.qinghe-demo.gov.cn/ 在同一平台类型下重复（与第 2 行）",
        "  “网站”表第 8 行“网址”：网址 https://qinghe-demo.gov.cn/index.html 在同一平台类型下重复（与第 2 行）",
    ]


def test_a_template_that_is_there_already(command: Command, tmp_path: Path) -> None:
    path = write_workbook(good(), tmp_path / "register.xlsx")
    filled = path.read_bytes()
    assert command.refused("template", "register.xlsx") == ["错误：register.xlsx 已存在，不会覆盖，请换一个文件名。"]
    assert path.read_bytes() == filled
