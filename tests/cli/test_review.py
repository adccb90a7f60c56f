"""Decisions out and back: scores change exactly as computed, and a wrong workbook is refused whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine
from typer.testing import CliRunner

from analysis.round_view import RoundView
from exports.review_book import write_review_book
from exports.review_import import read_review_book
from exports.workbook_input import WorkbookInputError
from govcrawl.apps.cli.main import app
from govcrawl.domain.errors import GovcrawlError, InputError, RegisterError
from govcrawl.register import Unit
from govcrawl.register.record import RegisterRecord
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.decisions import read_reviews, review_history, store_reviews
from govcrawl.store.reader import read_findings
from govcrawl.store.writer import Writer
from tests.cli.filling import ROUND, fill, totals
from tests.exports.cells import Table
from tests.exports.night import FAULTY, HOSTILE, NIGHT, PLATFORM, Q3, TARGETS, VETOED, write_round


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return write_round(tmp_path / "govcrawl.db")


@pytest.fixture
def book(engine: Engine, tmp_path: Path) -> Path:
    path = tmp_path / "复核.xlsx"
    write_review_book(RoundView(engine, ROUND), path)
    return path


def refused(engine: Engine, path: Path) -> list[str]:
    with pytest.raises(WorkbookInputError) as told:
        read_review_book(RoundView(engine, ROUND), path, "复核员")
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
    reviews = read_review_book(RoundView(engine, ROUND), book)
    assert len(reviews) == decided == 1 + 4 + 7 + 5
    assert store_reviews(engine, ROUND, reviews) == reviews
    assert totals(engine)[FAULTY.name] == 86.0 + 5 + 1.3 + 0.7
    assert totals(engine)[VETOED.name] is None


def test_dismissing_one_of_five_empty_columns_lifts_the_veto(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["栏目"] == "空栏目0", 复核意见="不属实", 说明="栏目有内容", 复核人="甲")
    store_reviews(engine, ROUND, read_review_book(RoundView(engine, ROUND), book))
    (score,) = [each for each in RoundView(engine, ROUND).website_scores if each.target == VETOED.name]
    assert (score.veto, score.grade) == ((), "未完成检查")  # its inspection was cut short
    assert score.provisional == 95.0  # four empty columns, 2 points each, up to the cap of 5


def test_a_second_import_changes_nothing(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["规则"] == "F02", 复核意见="不属实", 说明="已核对", 复核人="甲")
    store_reviews(engine, ROUND, read_review_book(RoundView(engine, ROUND), book))
    history = review_history(engine, ROUND)
    assert store_reviews(engine, ROUND, read_review_book(RoundView(engine, ROUND), book)) == []
    assert review_history(engine, ROUND) == history


def test_the_next_workbook_shows_what_was_decided_and_history_stays(engine: Engine, book: Path, tmp_path: Path) -> None:
    fill(book, lambda row: row["规则"] == "F02", 复核意见="不属实", 说明="已核对", 复核人="甲")
    store_reviews(engine, ROUND, read_review_book(RoundView(engine, ROUND), book, at=NIGHT))
    write_review_book(RoundView(engine, ROUND), tmp_path / "再次.xlsx")
    (row,) = Table(load_workbook(tmp_path / "再次.xlsx"), "问题复核").rows("复核意见", "说明", "复核人", 规则="F02")
    assert row == ["不属实", "已核对", "甲"]
    fill(tmp_path / "再次.xlsx", lambda row: row["规则"] == "F02", 复核意见="属实", 复核人="乙")
    store_reviews(engine, ROUND, read_review_book(RoundView(engine, ROUND), tmp_path / "再次.xlsx", at=NIGHT))
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
    with pytest.raises(WorkbookInputError, match="1 处错误") as told:
        read_review_book(RoundView(engine, ROUND), book)
    assert "复核人" in told.value.rows[0]
    assert len(read_review_book(RoundView(engine, ROUND), book, "统一复核员")) == 1


def test_decisions_that_contradict_each_other_are_refused(engine: Engine, book: Path) -> None:
    (news,) = [each.key for each in read_findings(engine, ROUND, rules=["F02"])]
    fill(book, lambda row: row["规则"] in ("F02", "F03"), 复核意见="属实", 复核人="甲", 编号=news)
    assert len(read_review_book(RoundView(engine, ROUND), book)) == 1
    fill(book, lambda row: row["规则"] == "F03", 复核意见="已整改", 复核人="甲")
    (row,) = refused(engine, book)
    assert "对同一问题的复核意见不一致" in row


def test_foreign_and_damaged_files_are_refused_whole(engine: Engine, book: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    Workbook().save(other)
    with pytest.raises(WorkbookInputError, match="不是复核表：没有“问题复核”“未能判定”表"):
        read_review_book(RoundView(engine, ROUND), other)
    cut = load_workbook(book)
    table = Table(cut, "问题复核")
    table.cells()  # the heading stands where it stood
    for row in cut["问题复核"].iter_rows():
        for cell in row:
            if cell.value == "编号":
                cell.value = "号"
    cut.save(other)
    with pytest.raises(WorkbookInputError, match="“问题复核”表缺少列 编号"):
        read_review_book(RoundView(engine, ROUND), other)
    other.write_bytes(book.read_bytes()[:2000])
    with pytest.raises(RegisterError, match=r"复核表 .*别的\.xlsx"):
        read_review_book(RoundView(engine, ROUND), other)
    with pytest.raises(InputError, match="不存在"):
        read_review_book(RoundView(engine, ROUND), tmp_path / "没有.xlsx")


def test_text_that_looks_like_a_formula_stays_text(engine: Engine, book: Path) -> None:
    titles = Table(load_workbook(book), "问题复核").cells(规则="M03")
    shown = {cells["页面标题"].value: cells["页面标题"] for cells in titles}
    for title in HOSTILE:
        assert (
            shown[title.strip("\t")].data_type == "s" if title.strip("\t") in shown else shown[title].data_type == "s"
        )


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


@pytest.mark.parametrize("command", [["review", "export"], ["manual", "template"]])
def test_a_workbook_that_is_there_is_never_overwritten(engine: Engine, tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "已填.xlsx"
    file.write_bytes(b"filled in")
    done = CliRunner().invoke(app, [*command, str(file), "--round", ROUND, "--db", str(engine.url)])
    assert isinstance(done.exception, InputError)
    assert "已存在，不会覆盖" in str(done.exception)
    assert file.read_bytes() == b"filled in"


def test_what_replaces_an_earlier_decision_is_told(engine: Engine, book: Path) -> None:
    arguments = ["review", "import", str(book), "--round", ROUND, "--db", str(engine.url)]
    fill(book, lambda row: row["规则"] == "F02", 复核意见="不属实", 说明="已核对", 复核人="甲")
    first = CliRunner().invoke(app, arguments).output
    assert "其中 1 条有变化（不属实 1）" in first
    assert "原意见已改" not in first
    fill(book, lambda row: row["规则"] == "F02", 复核意见="属实", 复核人="乙")
    again = CliRunner().invoke(app, arguments).output
    assert f"  原意见已改：{FAULTY.name} F02 政务动态：不属实（甲）→ 属实（乙）" in again
    assert f"  {FAULTY.name}：91分，合格 → 86分，合格" in again


def test_scores_of_platforms_and_of_unfinished_websites_are_told(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["栏目"] in ("空栏目0", "指南"), 复核意见="不属实", 说明="有内容", 复核人="甲")
    told = CliRunner().invoke(app, ["review", "import", str(book), "--round", ROUND, "--db", str(engine.url)]).output
    assert f"  {VETOED.name}：疑似不合格（待复核） → 未完成检查（暂计" in told
    assert f"  {PLATFORM.name}：" in told


def test_one_unit_by_itself(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "单位.xlsx"
    record = RegisterRecord(units=(Unit(VETOED.unit, "县市区", ("白石",)),))
    Writer(engine, Q3, load_rubric()).begin_round(TARGETS, record=record)
    listed = write_review_book(RoundView(engine, ROUND), path, "白石")
    assert Table(load_workbook(path), "问题复核").rows("单位") == [VETOED.unit] * listed.problems
    assert listed.problems == 5
    with pytest.raises(InputError, match="没有单位“别处县”"):
        write_review_book(RoundView(engine, ROUND), tmp_path / "别处.xlsx", "别处县")
    assert not (tmp_path / "别处.xlsx").exists()


def test_what_does_not_fit_is_said(engine: Engine, tmp_path: Path) -> None:
    whole = write_review_book(RoundView(engine, ROUND), tmp_path / "全部.xlsx")
    assert whole.left_out == 0
    part = write_review_book(RoundView(engine, ROUND), tmp_path / "部分.xlsx", most=4)
    assert (part.problems, part.undecided) == (4, 0)
    assert part.left_out == whole.problems + whole.undecided - 4
    table = Table(load_workbook(tmp_path / "部分.xlsx"), "问题复核")
    assert table.remarks == [
        f"本表另有 {whole.problems - 4} 个没有列出，请用 govcrawl review export --unit 分单位导出。"
    ]
    assert read_review_book(RoundView(engine, ROUND), tmp_path / "部分.xlsx") == []


def test_a_decision_in_a_row_that_has_lost_its_number_is_told(engine: Engine, book: Path) -> None:
    filled = load_workbook(book)
    table = Table(filled, "问题复核")
    place = table.headings.index("复核意见") + 1
    filled["问题复核"].cell(table.last_row + 3, place, "不属实")
    filled.save(book)
    (row,) = refused(engine, book)
    assert row == f"“问题复核”表第 {table.last_row + 3} 行：“编号”列是空的"


def test_sheets_that_contradict_each_other_are_refused(engine: Engine, book: Path) -> None:
    (news,) = [each.key for each in read_findings(engine, ROUND, rules=["F02"])]
    fill(book, lambda row: row["规则"] == "F02", 复核意见="属实", 复核人="甲")
    fill(book, lambda row: row["序号"] == 1, "未能判定", 复核意见="待定", 复核人="甲", 编号=news)
    (row,) = refused(engine, book)
    assert row.startswith("“未能判定”表第 ")
    assert "与“问题复核”表第 " in row


def test_decisions_have_the_time_of_their_import(engine: Engine, book: Path) -> None:
    fill(book, lambda row: row["规则"] == "F02", 复核意见="属实", 复核人="甲")
    earliest = datetime.now(UTC)
    (review,) = read_review_book(RoundView(engine, ROUND), book)
    assert earliest <= review.decided_at <= datetime.now(UTC)
