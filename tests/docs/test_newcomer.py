"""Somebody who has only README.zh-CN.md and the demo city: every step works as it is written there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from govcrawl.apps.demo.city import build_city
from govcrawl.apps.demo.server import free_port, serve

README = Path(__file__).resolve().parents[2] / "README.zh-CN.md"
PROGRAM = ".venv/bin/govcrawl"


def _practice() -> str:
    text = README.read_text(encoding="utf-8")
    return text[text.index("## 用模拟城市练一遍") : text.index("## 检查真实网站")]


def _commands() -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", _practice(), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert lines[0].startswith("export ")
    assert all(line.startswith(PROGRAM) for line in lines[1:])
    return [shlex.split(line)[1:] for line in lines]


def _tables() -> list[list[dict[str, str]]]:
    """The tables of the practice, as rows by heading."""
    tables = []
    for block in re.findall(r"(?:^\|.*\|\n)+", _practice(), re.MULTILINE):
        heads, _, *rows = ([cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines())
        tables.append([dict(zip(heads, row, strict=True)) for row in rows])
    return tables


def _fill(path: Path, port: int) -> None:
    """What the page tells to do by hand: the examples go, the tables come in."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        sheet.delete_rows(2, sheet.max_row)
    units, sites = _tables()
    for sheet_name, rows in (("单位", units), ("网站", sites)):
        _write(
            book, sheet_name, [{name: text.replace("端口", str(port)) for name, text in row.items()} for row in rows]
        )
    book.save(path)


def _write(book: Workbook, name: str, rows: list[dict[str, str]]) -> None:
    sheet = book[name]
    columns = {str(cell.value): number for number, cell in enumerate(sheet[1], 1)}
    for number, row in enumerate(rows, 2):
        for heading, text in row.items():
            sheet.cell(number, columns[heading]).value = text


@pytest.mark.night
def test_every_step_works_as_written(tmp_path: Path) -> None:
    city = build_city(free_port(), whole=False)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOVCRAWL_")}
    (setting,), *commands = _commands()
    name, _, place = setting.partition("=")
    environment[name] = place
    (tmp_path / place).parent.mkdir()
    (tmp_path / place).write_text(city.hosts_file(), encoding="utf-8")
    said: dict[str, str] = {}
    with serve(city):
        for arguments in commands:
            command = [sys.executable, "-m", "govcrawl", *arguments]
            done = subprocess.run(
                command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=3000
            )
            assert done.returncode == 0, (arguments, done.stdout, done.stderr)
            said[" ".join(arguments[:2])] = done.stdout
            if arguments[:2] == ["register", "template"]:
                _fill(tmp_path / "register.xlsx", city.port)
    assert "检查对象 3 个，完成 3 个" in said["inspect --register"]
    assert "空白栏目" in said["inspect --register"]
    assert "白石县人民政府" in said["score --round"]
    assert "无法解析" not in said["findings --round"], "the names of the city are known"
    out = tmp_path / "out" / "2021Q3"
    for name in ("附件1-政府网站检查情况.xlsx", "通报(草稿).docx", "报告/index.html"):
        assert (out / name).is_file(), name
    assert len(list((out / "截图").glob("*.png"))) > 0
