"""附件3, cell by cell, on connected units of every fate."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.round_totals.policy_qa import Praise
from analysis.round_view import RoundView
from exports.attachment3 import write_attachment3
from govcrawl.domain.decisions import Review
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import Item, QaFacts, QuestionItem, UnitAnswers
from govcrawl.domain.targets import Target
from govcrawl.register import RegisterRecord, Unit
from govcrawl.store.decisions import store_reviews
from govcrawl.store.reader import read_findings
from tests.exports.cells import Table, link_of
from tests.exports.inspected import inspected
from tests.exports.night import NIGHT, site

QA = Target("市政府办公室", "policy_qa", "政策问答平台", "http://wenda-demo.gov.cn/", "部门")
HOSTILE = "=1+1"
NAMES = ("商务局", "教育局", "民政局", "水利局", "统计局")
UNITS = [
    *(Unit(name, "部门", on_policy_qa=True) for name in NAMES),
    Unit("档案馆", "部门"),
    Unit("市政府办公室", "部门"),
]
NEWEST = f"{QA.url}10.html"


def answers(**changes: object) -> QaFacts:
    qa = QaFacts(
        units=[
            UnitAnswers("商务局", 30, 10, newest=date(2021, 8, 18), newest_url=NEWEST),
            UnitAnswers("教育局", 12, 9, newest=date(2021, 8, 2)),
            UnitAnswers("民政局", 4, 0, newest=date(2021, 6, 30)),
            UnitAnswers("水利局"),
            UnitAnswers("统计局", 6, 0, undated=1, newest=date(2021, 5, 1)),
        ],
        strangers=[(HOSTILE, 2)],
        unconnected=[("档案馆", 3)],
    )
    for name, value in changes.items():
        setattr(qa, name, value)
    return qa


def questions() -> Iterable[Item]:
    """Two without an answer, of units with and without a name here; one that is answered."""
    for number, unit, reply in ((1, "商务局", ""), (2, "", " "), (3, "教育局", "可以办理。")):
        url = f"{QA.url}{number}.html"
        item = QuestionItem(QA, url, NIGHT, title=HOSTILE, unit=unit, unit_text=unit, reply=reply)
        item.asked = date(2021, 8, 1)
        yield item


def night(path: Path, items: Iterable[Item], targets: Iterable[Target] = (QA,)) -> Engine:
    return inspected(path, RegisterRecord(tuple(UNITS)), list(targets), items)


def table(engine: Engine, out: Path, sheet: str = "内容保障情况") -> Table:
    return Table(load_workbook(write_attachment3(RoundView(engine, "2021Q3"), out)), sheet)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return night(tmp_path_factory.mktemp("qa") / "govcrawl.db", [*questions(), site(QA, qa=answers())])


def test_units(engine: Engine, tmp_path: Path) -> None:
    rows = table(engine, tmp_path)
    assert rows.rows(*rows.headings[:-1]) == [
        [1, "商务局", 30, 10, datetime(2021, 8, 18), 1, "表扬"],
        [2, "教育局", 12, 9, datetime(2021, 8, 2), 0, "表扬"],
        [3, "民政局", 4, 0, datetime(2021, 6, 30), 0, "问题"],
        [4, "水利局", 0, 0, None, 0, "问题"],
        [5, "统计局", 6, 0, datetime(2021, 5, 1), 0, "未能判定"],
    ]
    told = dict(rows.rows("单位", "说明"))
    assert told["商务局"] == f"问答“{HOSTILE}”没有答复内容（商务局）"
    assert told["教育局"] is None
    assert "2021-07-01以来没有更新" in told["民政局"]
    assert told["水利局"] == "水利局已接入政策问答平台，问答内容为0条"
    assert told["统计局"] == "统计局本检查期是否更新问答无法判断：有1条问答未注明日期"
    assert [link_of(cells["单位"]) for cells in rows.cells()] == [NEWEST, None, None, None, None]
    assert "接入单位5个，问答共52条，本检查期19条；表扬2个，问题2个，未能判定1个，正常0个。" in rows.notes[0]
    assert rows.notes[1].startswith("平台开通以来问答超过10条的予以表扬；")
    assert rows.remarks == [
        f"答复单位“{HOSTILE}”不在台账中，2条问答没有归属。",
        "档案馆有3条问答，台账未登记为接入单位。",
    ]


def test_problems(engine: Engine, tmp_path: Path) -> None:
    rows = table(engine, tmp_path, "问题清单")
    assert sorted(rows.rows("规则", "单位", "状态")) == [
        ["Q01", "市政府办公室", "未能判定"],
        ["Q01", "档案馆", "未能判定"],
        ["Q01", "水利局", "问题"],
        ["Q02", "民政局", "问题"],
        ["Q02", "统计局", "未能判定"],
        ["Q03", "商务局", "问题"],
        ["Q03", "市政府办公室", "问题"],
    ]
    titles = [cells["页面标题"] for cells in rows.cells(规则="Q03")]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in titles] == [(HOSTILE, "s", True)] * 2


@pytest.mark.parametrize(
    ("counts", "praised"),
    [("opened", [False, True, True]), ("round", [False, False, True]), ("", [False, True, True])],
)
def test_praise_has_two_readings_and_rounds_of_earlier_rubrics_theirs(counts: str, praised: list[bool]) -> None:
    """More than ten since the platform opened, or within the round; earlier, ten of the round."""
    units = [UnitAnswers("甲", 10, 9), UnitAnswers("乙", 11, 10), UnitAnswers("丙", 12, 11)]
    assert [Praise(10, counts).is_earned_by(each) for each in units] == praised


def test_a_dismissed_problem_was_none(tmp_path: Path) -> None:
    engine = night(tmp_path / "decided.db", [*questions(), site(QA, qa=answers())])
    found = read_findings(engine, "2021Q3", rules=["Q01", "Q02", "Q03"])
    store_reviews(engine, "2021Q3", [Review(each.key, "不属实", "已更新", "复核员", NIGHT) for each in found])
    rows = table(engine, tmp_path).rows("单位", "没有答复", "结论", "说明")
    assert rows[:4] == [
        ["商务局", 0, "表扬", None],
        ["教育局", 0, "表扬", None],
        ["民政局", 0, "正常", None],
        ["水利局", 0, "正常", None],
    ]


def test_what_could_not_be_read_leaves_empty_units_undecided(tmp_path: Path) -> None:
    engine = night(tmp_path / "unread.db", [site(QA, qa=answers(unread=2, unattributed=7))])
    rows = table(engine, tmp_path)
    assert rows.rows("结论") == ["表扬", "表扬", "未能判定", "未能判定", "未能判定"]
    assert rows.remarks[-2:] == ["7条问答未注明答复单位。", "2个页面未能读取。"]


def test_a_platform_that_was_not_reached_says_nothing_of_its_units(tmp_path: Path) -> None:
    blocked = site(QA, FetchOutcome.BLOCKED, status=412, reason="被动态防护拦截（412）")
    rows = table(night(tmp_path / "blocked.db", [blocked]), tmp_path)
    reason = "被防护拦截：被动态防护拦截（412）"
    assert rows.rows(*rows.headings[1:]) == [[name, *["—"] * 4, "未完成检查", reason] for name in NAMES]
    assert rows.remarks == [f"政策问答平台未完成检查：{reason}。"]
    assert rows.notes[0].endswith("未完成检查5个。")


def test_a_round_without_the_platform_says_so(tmp_path: Path) -> None:
    rows = table(night(tmp_path / "none.db", [], targets=()), tmp_path)
    assert rows.rows("单位") == []
    assert rows.remarks == ["本检查期没有检查政策问答平台。"]
