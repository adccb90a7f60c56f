"""Marks that only people can give: out as a template, back as points, and refused whole when a row is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from typer.testing import CliRunner

from analysis.round_view import RoundView
from exports.manual_book import read_manual_book, write_manual_book
from exports.workbook_input import WorkbookInputError
from govcrawl.apps.cli.main import app
from govcrawl.store.decisions import read_marks
from tests.cli.filling import ROUND, fill, totals
from tests.exports.cells import Table
from tests.exports.night import CLEAN, FAULTY, write_round


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return write_round(tmp_path / "govcrawl.db")


@pytest.fixture
def sheet(engine: Engine, tmp_path: Path) -> Path:
    path = tmp_path / "评定.xlsx"
    write_manual_book(RoundView(engine, ROUND), path)
    return path


def mark(path: Path, website: str, indicator: str, **values: object) -> None:
    wanted = (website, indicator)
    count = fill(
        path,
        lambda row: (row["网站名称"], row["指标编号"]) == wanted,
        "人工评定",
        **values,  # type: ignore[arg-type]
    )
    assert count == 1


def test_marks_change_scores(engine: Engine, sheet: Path, tmp_path: Path) -> None:
    mark(sheet, CLEAN.name, "A1", 评定=1.5, 说明="统计年度过期", 评定人="丙")
    mark(sheet, CLEAN.name, "E1", 评定=6, 说明="智能问答", 评定人="丙")
    mark(sheet, FAULTY.name, "V1", 评定="否", 评定人="丙")
    runner = CliRunner()
    database = str(engine.url)
    done = runner.invoke(app, ["manual", "import", str(sheet), "--round", ROUND, "--db", database])
    assert (done.exit_code, "3 项有变化" in done.output) == (0, True)
    assert f"{CLEAN.name}：100分，合格 → 104.5分，合格" in done.output
    assert totals(engine)[CLEAN.name] == 104.5
    again = runner.invoke(app, ["manual", "import", str(sheet), "--round", ROUND, "--db", database])
    assert "其中 0 项有变化" in again.output
    write_manual_book(RoundView(engine, ROUND), tmp_path / "再次.xlsx")
    rows = Table(load_workbook(tmp_path / "再次.xlsx"), "人工评定").rows("网站名称", "指标编号", "评定", "评定人")
    assert [row for row in rows if row[2] is not None] == [
        [FAULTY.name, "V1", "否", "丙"], [CLEAN.name, "A1", 1.5, "丙"], [CLEAN.name, "E1", 6, "丙"],
    ]  # fmt: skip


def test_wrong_marks_are_all_told(engine: Engine, sheet: Path) -> None:
    mark(sheet, CLEAN.name, "A1", 评定=9, 说明="超过最高分值", 评定人="丙")
    mark(sheet, CLEAN.name, "A2", 评定="两分", 说明="不是数", 评定人="丙")
    mark(sheet, CLEAN.name, "A3", 评定=1, 评定人="丙")
    mark(sheet, CLEAN.name, "B1", 评定=1, 说明="没有评定人")
    mark(sheet, CLEAN.name, "V1", 评定=1, 说明="应填是否", 评定人="丙")
    mark(sheet, CLEAN.name, "V6a", 评定="是", 说明="改了网址", 评定人="丙", 网址="http://elsewhere.test/")
    mark(sheet, CLEAN.name, "C1", 评定=1, 说明="改了指标", 评定人="丙", 指标编号="A5")
    mark(sheet, FAULTY.name, "A1", 评定=2, 说明="没有错", 评定人="丙")
    with pytest.raises(WorkbookInputError, match="7 处错误") as told:
        read_manual_book(RoundView(engine, ROUND), sheet)
    assert [row.partition("行：")[2][:10] for row in told.value.rows] == [
        row[:10]
        for row in (
            "“评定”列：单项否决指标应填",
            "“网址”列：本检查期没有网站",
            "“评定”列：9 不在 0 至",
            "“评定”列：“两分”不是分数",
            "“说明”列没有写明理由",
            "“评定人”列没有填写",
            "“指标编号”列：“A5”不是由",
        )
    ]
    assert read_marks(engine, ROUND) == []


def test_vetoes_offer_yes_or_no_and_nothing_else_does(sheet: Path) -> None:
    table = Table(load_workbook(sheet), "人工评定")
    (choice,) = table.page.data_validations.dataValidation
    assert (choice.formula1, choice.type) == ('"是,否"', "list")
    offered = {str(each) for each in choice.sqref.ranges}
    vetoes = {cells["评定"].coordinate for cells in table.cells(类型="单项否决")}
    assert (offered, len(vetoes)) == (vetoes, 2 * 6)


def test_marks_that_contradict_each_other_are_refused(engine: Engine, sheet: Path) -> None:
    mark(sheet, CLEAN.name, "A1", 评定=1, 说明="统计年度过期", 评定人="丙")
    mark(sheet, CLEAN.name, "A2", 评定=1, 说明="统计年度过期", 评定人="丙", 指标编号="A1")
    assert len(read_manual_book(RoundView(engine, ROUND), sheet)) == 1
    fill(sheet, lambda row: row["指标名称"] == "机构职能" and row["评定人"] == "丙", "人工评定", 说明="另一个理由")
    with pytest.raises(WorkbookInputError) as told:
        read_manual_book(RoundView(engine, ROUND), sheet)
    assert "对同一网站、同一指标的评定不一致" in told.value.rows[0]


def test_a_veto_by_hand_fails_the_website_and_can_be_taken_back(engine: Engine, sheet: Path) -> None:
    arguments = ["manual", "import", str(sheet), "--round", ROUND, "--db", str(engine.url)]
    mark(sheet, CLEAN.name, "V1", 评定="是", 说明="首页被篡改", 评定人="丙")
    assert f"{CLEAN.name}：100分，合格 → 不合格" in CliRunner().invoke(app, arguments).output
    mark(sheet, CLEAN.name, "V1", 评定="否", 说明="已核实为误报")
    assert f"{CLEAN.name}：不合格 → 100分，合格" in CliRunner().invoke(app, arguments).output
    (held,) = read_marks(engine, ROUND)
    assert (held.indicator, held.points, held.note) == ("V1", 0.0, "已核实为误报")
