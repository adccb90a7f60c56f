"""Decisions out and back: scores change exactly as computed, and a wrong workbook is refused whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine
from typer.testing import CliRunner

from analysis.round_scores import score_round
from exports.filled import FilledError
from exports.manual_book import read_manual_book, write_manual_book
from exports.review_book import write_review_book
from exports.review_import import read_review_book
from govcrawl.cli import app
from govcrawl.db.decisions import read_marks, read_reviews, review_history, store_reviews
from govcrawl.db.reader import read_findings
from govcrawl.errors import GovcrawlError, InputError, RegisterError
from tests.exports.cells import Table
from tests.exports.night import CLEAN, FAULTY, HOSTILE, NIGHT, VETOED, write_round

ROUND = "2021Q3"
Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return write_round(tmp_path / "govcrawl.db")


@pytest.fixture
def book(engine: Engine, tmp_path: Path) -> Path:
    path = tmp_path / "复核.xlsx"
    write_review_book(engine, ROUND, path)
    return path


def fill(path: Path, wanted: Callable[[dict[str, Any]], bool], sheet: str = "问题复核", **values: str) -> int:
    """Fill in the rows that are wanted, as a person would; how many they were."""
    book = load_workbook(path)
    table = Table(book, sheet)
    chosen = [cells for cells in table.cells() if wanted({name: cell.value for name, cell in cells.items()})]
    for cells in chosen:
        for name, value in values.items():
            cells[name].value = value
    book.save(path)
    return len(chosen)


def totals(engine: Engine) -> dict[str, float | None]:
    return {each.target: each.total for each in score_round(engine, ROUND)}


def refused(engine: Engine, path: Path) -> list[str]:
    with pytest.raises(FilledError) as told:
        read_review_book(engine, ROUND, path, "复核员")
    assert read_reviews(engine, ROUND) == {}
    return told.value.rows


def test_the_workbook_lists_what_may_be_decided(engine: Engine, book: Path) -> None:
    table = Table(load_workbook(book), "问题复核")
    keys = [each.key for each in read_findings(engine, ROUND, "fail") if each.severity != "warning"]
    assert table.rows("编号") == keys
    (choice,) = table.page.data_validations.dataValidation
    assert (choice.formula1, choice.type) == ('"属实,不属实,已整改,待定"', "list")
    errors = Table(load_workbook(book), "未能判定").rows("编号")
    assert errors == [each.key for each in read_findings(engine, ROUND, "error")]


def test_scores_change_exactly_as_computed(engine: Engine, book: Path) -> None:
    """FAULTY has 86: dismissing its news column gives 5 back, four dead links 1.3, seven labels 0.7."""
    assert totals(engine)[FAULTY.name] == 86.0
    decided = 0
    for rule in ("F02", "A03", "M03"):
        decided += fill(book, lambda row, rule=rule: row["规则"] == rule, 复核意见="不属实", 说明="已核对", 复核人="甲")  # type: ignore[misc]
    decided += fill(
        book, lambda row: row["规则"] == "C01" and row["检查对象"] == VETOED.name, 复核意见="属实", 复核人="乙"
    )
    reviews = read_review_book(engine, ROUND, book)
    assert len(reviews) == decided == 1 + 4 + 7 + 5
    assert store_reviews(engine, ROUND, reviews) == reviews
    assert totals(engine)[FAULTY.name] == 86.0 + 5 + 1.3 + 0.7
    assert totals(engine)[VETOED.name] is None


def test_dismissing_one_of_five_empty_columns_lifts_the_veto(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["栏目"] == "空栏目0", 复核意见="不属实", 说明="栏目有内容", 复核人="甲")
    store_reviews(engine, ROUND, read_review_book(engine, ROUND, book))
    (score,) = [each for each in score_round(engine, ROUND) if each.target == VETOED.name]
    assert (score.veto, score.grade) == ((), "未完成检查")  # its inspection was cut short
    assert score.provisional == 92.0  # four empty columns, 2 points each


def test_a_second_import_changes_nothing(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["规则"] == "F02", 复核意见="不属实", 说明="已核对", 复核人="甲")
    store_reviews(engine, ROUND, read_review_book(engine, ROUND, book))
    history = review_history(engine, ROUND)
    assert store_reviews(engine, ROUND, read_review_book(engine, ROUND, book)) == []
    assert review_history(engine, ROUND) == history


def test_the_next_workbook_shows_what_was_decided_and_history_stays(engine: Engine, book: Path, tmp_path: Path) -> None:
    fill(book, lambda row: row["规则"] == "F02", 复核意见="不属实", 说明="已核对", 复核人="甲")
    store_reviews(engine, ROUND, read_review_book(engine, ROUND, book, at=NIGHT))
    write_review_book(engine, ROUND, tmp_path / "再次.xlsx")
    (row,) = Table(load_workbook(tmp_path / "再次.xlsx"), "问题复核").rows("复核意见", "说明", "复核人", 规则="F02")
    assert row == ["不属实", "已核对", "甲"]
    fill(tmp_path / "再次.xlsx", lambda row: row["规则"] == "F02", 复核意见="属实", 复核人="乙")
    store_reviews(engine, ROUND, read_review_book(engine, ROUND, tmp_path / "再次.xlsx", at=NIGHT))
    assert [(each.decision, each.reviewer, each.decided_at) for each in review_history(engine, ROUND)] == [
        ("不属实", "甲", NIGHT),
        ("属实", "乙", NIGHT),
    ]


def test_every_bad_row_is_told_and_nothing_is_taken(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["规则"] == "A03", 复核意见="不属实", 说明="已核对", 复核人="甲")
    fill(book, lambda row: row["规则"] == "F02", 复核意见="胡说", 复核人="甲")
    fill(book, lambda row: row["规则"] == "F03", 复核意见="不属实", 复核人="甲")
    fill(book, lambda row: row["栏目"] == "空栏目1", 编号="0" * 20)
    fill(book, lambda row: row["栏目"] == "空栏目2", 检查期="2021Q2")
    fill(book, lambda row: row["栏目"] == "空栏目3", 说明="忘了意见")
    rows = refused(engine, book)
    assert all(row.startswith("“问题复核”表第 ") for row in rows)
    for why in (
        "“复核意见”列：“胡说”无效，应为 属实、不属实、已整改、待定 之一",
        "复核意见为“不属实”，须在“说明”列写明理由",
        "本检查期没有编号为 00000000000000000000 的问题",
        "“检查期”列为“2021Q2”，不是 2021Q3",
        "填写了“说明”，没有填写“复核意见”",
    ):
        assert sum(why in row for row in rows) == 1, why
    assert len(rows) == 5


def test_nobody_who_decided_is_told(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["规则"] == "F02", 复核意见="属实")
    with pytest.raises(FilledError, match="1 处错误") as told:
        read_review_book(engine, ROUND, book)
    assert "复核人" in told.value.rows[0]
    assert len(read_review_book(engine, ROUND, book, "统一复核员")) == 1


def test_decisions_that_contradict_each_other_are_refused(engine: Engine, book: Path) -> None:
    (news,) = [each.key for each in read_findings(engine, ROUND, rules=["F02"])]
    fill(book, lambda row: row["规则"] in ("F02", "F03"), 复核意见="属实", 复核人="甲", 编号=news)
    assert len(read_review_book(engine, ROUND, book)) == 1
    fill(book, lambda row: row["规则"] == "F03", 复核意见="已整改", 复核人="甲")
    (row,) = refused(engine, book)
    assert "对同一问题的复核意见不一致" in row


def test_foreign_and_damaged_files_are_refused_whole(engine: Engine, book: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    Workbook().save(other)
    with pytest.raises(FilledError, match="不是复核表：没有“问题复核”“未能判定”表"):
        read_review_book(engine, ROUND, other)
    cut = load_workbook(book)
    table = Table(cut, "问题复核")
    table.cells()  # the heading stands where it stood
    for row in cut["问题复核"].iter_rows():
        for cell in row:
            if cell.value == "编号":
                cell.value = "号"
    cut.save(other)
    with pytest.raises(FilledError, match="“问题复核”表缺少列 编号"):
        read_review_book(engine, ROUND, other)
    other.write_bytes(book.read_bytes()[:2000])
    with pytest.raises(RegisterError, match=r"复核表 .*别的\.xlsx"):
        read_review_book(engine, ROUND, other)
    with pytest.raises(InputError, match="不存在"):
        read_review_book(engine, ROUND, tmp_path / "没有.xlsx")


def test_text_that_looks_like_a_formula_stays_text(engine: Engine, book: Path) -> None:
    titles = Table(load_workbook(book), "问题复核").cells(规则="M03")
    shown = {cells["页面标题"].value: cells["页面标题"] for cells in titles}
    for title in HOSTILE:
        assert (
            shown[title.strip("\t")].data_type == "s" if title.strip("\t") in shown else shown[title].data_type == "s"
        )


# -- marks -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(engine: Engine, tmp_path: Path) -> Path:
    path = tmp_path / "评定.xlsx"
    write_manual_book(engine, ROUND, path)
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
    write_manual_book(engine, ROUND, tmp_path / "再次.xlsx")
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
    mark(sheet, CLEAN.name, "V6", 评定="是", 说明="改了网址", 评定人="丙", 网址="http://elsewhere.test/")
    mark(sheet, CLEAN.name, "C1", 评定=1, 说明="改了指标", 评定人="丙", 指标编号="A5")
    mark(sheet, FAULTY.name, "A1", 评定=2, 说明="没有错", 评定人="丙")
    with pytest.raises(FilledError, match="7 处错误") as told:
        read_manual_book(engine, ROUND, sheet)
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


# -- the commands ----------------------------------------------------------------------------------------------------


def test_the_commands(engine: Engine, tmp_path: Path) -> None:
    runner, database, file = CliRunner(), str(engine.url), tmp_path / "out" / "复核.xlsx"
    out = runner.invoke(app, ["review", "export", str(file), "--round", ROUND, "--db", database])
    assert (out.exit_code, "问题 " in out.output) == (0, True)
    fill(file, lambda row: row["规则"] == "F02", 复核意见="不属实", 说明="已核对")
    arguments = ["review", "import", str(file), "--round", ROUND, "--db", database, "--reviewer", "甲"]
    done = runner.invoke(app, arguments)
    assert f"  {FAULTY.name}：86分，合格 → 91分，合格" in done.output
    assert "其中 0 条有变化" in runner.invoke(app, arguments).output
    bad = runner.invoke(app, ["review", "export", str(tmp_path / "a.txt"), "--round", ROUND, "--db", database])
    assert isinstance(bad.exception, GovcrawlError)


def test_decisions_have_the_time_of_their_import(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["规则"] == "F02", 复核意见="属实", 复核人="甲")
    earliest = datetime.now(UTC)
    (review,) = read_review_book(engine, ROUND, book)
    assert earliest <= review.decided_at <= datetime.now(UTC)
