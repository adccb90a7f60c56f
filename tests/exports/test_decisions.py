"""What people dismiss and the register excepts stays listed, with who and why, and costs nothing."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.attachment1 import write_attachment1
from govcrawl.domain.decisions import Mark, Review
from govcrawl.domain.items import Bound
from govcrawl.register import Exemption, RegisterRecord
from govcrawl.store.decisions import store_marks, store_reviews
from govcrawl.store.open_rounds import find_open_round
from govcrawl.store.reader import read_findings
from govcrawl.store.rounds import store_register
from govcrawl.store.session import writing
from tests.exports.cells import Table
from tests.exports.night import CLEAN, FAULTY, NIGHT, site, write_round


@pytest.fixture
def decided(tmp_path: Path) -> Engine:
    """The round with a dismissed finding, an excepted one, one whose exception has expired, and a bonus."""
    engine = write_round(tmp_path / "decided.db")
    (news,) = read_findings(engine, "2021Q3", rules=["F02"])
    store_reviews(engine, "2021Q3", [Review(news.key, "不属实", "当天已更新", "复核员", NIGHT)])
    rows = (
        Exemption("F03", "机构改革", "办公室", date(2021, 12, 31), unit=FAULTY.unit),
        Exemption("C01", "栏目调整", "办公室", date(2021, 8, 19), url=FAULTY.url),
    )
    with writing(engine) as connection:
        store_register(connection, find_open_round(connection, "2021Q3"), RegisterRecord(exceptions=rows))
    store_marks(engine, "2021Q3", [Mark(CLEAN.url, "E1", 4.5, "智能问答", "评定员", NIGHT)])
    return engine


def test_scores_leave_out_what_does_not_count(decided: Engine) -> None:
    totals = {each.target: (each.total, each.bonus) for each in RoundView(decided, "2021Q3").website_scores}
    assert totals[FAULTY.name] == (96.0, 0.0)  # 86 without the 5 points each of F02 and F03
    assert totals[CLEAN.name] == (104.5, 4.5)


def test_the_workbook_lists_it_with_its_reason(decided: Engine, tmp_path: Path) -> None:
    book = load_workbook(write_attachment1(RoundView(decided, "2021Q3"), tmp_path))
    told = {row[0]: row[1:] for row in Table(book, "问题清单").rows("规则", "状态", "复核和例外", 单位=FAULTY.unit)}
    assert told["F02"] == ["不属实", "复核员2021-08-20复核不属实：当天已更新"]
    assert told["F03"] == ["例外", "机构改革（办公室批准，有效期至2021-12-31）"]
    assert told["C01"] == ["问题", "例外已于2021-08-19到期（栏目调整）"]
    steps = Table(book, "评分推导").rows("指标名称", "说明", 单位=FAULTY.unit)
    assert sorted(text for title, text in steps if title == "不计分") == [
        "动态要闻类栏目不更新：不属实：复核员2021-08-20复核不属实：当天已更新",
        "通知公告、政策文件类一级栏目不更新：例外：机构改革（办公室批准，有效期至2021-12-31）",
    ]


def test_a_site_that_was_cut_short_has_no_final_score(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "cut.db", extra=[site(CLEAN, bounds=[Bound("pages", 5000, CLEAN.url)])])
    book = load_workbook(write_attachment1(RoundView(engine, "2021Q3"), tmp_path))
    ((total, grade, why),) = Table(book, "检查情况汇总").rows("得分", "等次", "主要问题", 网站名称=CLEAN.name)
    assert (total, grade) == ("—", "未完成检查")
    assert why == "检查达到页面数上限5000，之后的内容没有检查；按已检查的内容暂计100分"
