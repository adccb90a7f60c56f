"""附件2, cell by cell, on accounts of every fate."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.attachment2 import write_attachment2
from govcrawl.domain.decisions import Review
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import AccountFacts, Forwarding, LinkedAccount, SiteItem
from govcrawl.domain.targets import Target
from govcrawl.register import Account, Exemption, Register, RegisterRecord, Unit
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.decisions import store_reviews
from govcrawl.store.reader import read_findings
from tests.exports.cells import Table, link_of
from tests.exports.inspected import inspected
from tests.exports.night import CLEAN, FAULTY, NIGHT, VETOED, site

HOSTILE = '=HYPERLINK("http://evil.test/","青禾")'
WHEN = date(2021, 8, 20)
UNITS = [Unit(name, "县市区") for name in ("青禾县", "白石县", "云汀县", "霜林县")]


def account(unit: str, platform: str, name: str, number: int, **more: object) -> Account:
    return Account(unit, platform, name, home=f"http://media-demo.test/{number}", **more)  # type: ignore[arg-type]


FRESH = account("青禾县", "微信", HOSTILE, 1)
STALE = account("青禾县", "微博", "青禾发布", 2)
CLOSED = account("青禾县", "抖音", "@青禾抖音", 3, status="closed", status_date=date(2021, 3, 1))
UNREAD = account("白石县", "微信", "白石发布", 4)
LATE = account("白石县", "微博", "白石微博", 5, opened=date(2021, 1, 1), registered=date(2021, 6, 1))
DOUBTFUL = account("云汀县", "微信", "云汀发布", 6)
GONE = account("霜林县", "微信", "霜林发布", 7, status="cancelled")
ACCOUNTS = [FRESH, STALE, CLOSED, UNREAD, LATE, DOUBTFUL, GONE]
TARGETS = {each.name.rpartition("（")[0]: each for each in Register(UNITS, [], ACCOUNTS).account_targets()}


def forwarding(first: date | None, second: date | None) -> list[Forwarding]:
    """Two items whose time is over, and one that may still be forwarded."""
    return [
        Forwarding("甲通知", date(2021, 8, 1), date(2021, 8, 4), first, covered=True),
        Forwarding("乙通知", date(2021, 8, 9), date(2021, 8, 12), second, covered=True),
        Forwarding("丙通知", date(2021, 8, 19), date(2021, 8, 22), None, covered=True),
    ]


def posted(of: Account, newest: date | None, posts: int, items: Sequence[Forwarding], **more: object) -> SiteItem:
    facts = AccountFacts(of.platform, of.name, "feed", posts, newest=newest, forwarding=list(items))
    facts.opened, facts.registered = of.opened, of.registered
    for name, value in more.items():
        setattr(facts, name, value)
    return SiteItem(TARGETS[of.name], NIGHT, FetchOutcome.REACHABLE, account=facts)


def linking(of: Target, state: str, name: str, account: str = "") -> SiteItem:
    found = LinkedAccount("微博", f"http://weibo-demo.test/{state}", name, of.url, state, account)
    return site(of, linked_accounts=[found])


def items() -> list[SiteItem]:
    unread = posted(UNREAD, None, 0, [Forwarding("甲通知", date(2021, 8, 1), date(2021, 8, 4))])
    in_time = Forwarding("甲通知", date(2021, 8, 1), date(2021, 8, 4), date(2021, 8, 4), covered=True)
    unread.answer, unread.reason = FetchOutcome.BLOCKED, "需要登录才能查看"
    return [
        posted(FRESH, WHEN, 12, forwarding(date(2021, 8, 3), None)),
        posted(STALE, date(2021, 8, 5), 40, forwarding(None, date(2021, 8, 13))),
        unread,
        posted(LATE, WHEN, 3, [in_time]),
        posted(DOUBTFUL, date(2021, 7, 1), 9, forwarding(date(2021, 8, 4), date(2021, 8, 12)), undated=2),
        linking(FAULTY, "unknown", "+1+1"),
        linking(VETOED, "closed", "霜林", "霜林发布"),
        site(CLEAN),
    ]


def night(path: Path, exceptions: Sequence[Exemption] = ()) -> Engine:
    record = RegisterRecord(tuple(UNITS), tuple(ACCOUNTS), tuple(exceptions))
    return inspected(path, record, [FAULTY, VETOED, CLEAN, *TARGETS.values()], items())


def table(engine: Engine, out: Path, sheet: str) -> Table:
    return Table(load_workbook(write_attachment2(RoundView(engine, "2021Q3"), out)), sheet)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return night(tmp_path_factory.mktemp("media") / "govcrawl.db")


def test_units(engine: Engine, tmp_path: Path) -> None:
    rows = table(engine, tmp_path, "单位汇总")
    # N01 costs 10 points an account, N04 5 an item, N02 and N05 5 each; none is final with an unread account.
    assert rows.rows(*rows.headings[:-1]) == [
        [1, "青禾县", 3, 2, 2, 1, 2, 1, 20, 80, "合格"],
        [2, "白石县", 2, 2, 1, 1, 1, 1, "—", "—", "未完成检查"],
        [3, "云汀县", 1, 1, 0, 0, 2, 2, "—", "—", "未完成检查"],
        [4, "霜林县", 1, 0, 0, 0, 0, 0, 0, 100, "合格"],
    ]
    told = dict(rows.rows("单位", "主要问题"))
    assert told["青禾县"] == "政务新媒体账号不更新；网站链接的政务新媒体账号未在台账登记；未按时转发上级信息"
    assert told["白石县"].startswith("1个账号未完成检查（白石发布）；按已检查的内容暂计")
    assert "云汀发布" in told["云汀县"]
    assert told["云汀县"].endswith("1项未能判定")
    assert told["霜林县"] == "没有运行的账号"
    assert (
        "4个单位的账号7个，运行5个，已检查3个，合格2个，合格率66.7%，疑似不合格待人工复核1个（2个未完成检查，不计入合格率）"
        in rows.notes[0]
    )


def test_accounts(engine: Engine, tmp_path: Path) -> None:
    rows = table(engine, tmp_path, "账号明细")
    assert rows.rows(*rows.headings[1:-1]) == [
        ["青禾县", "微信", HOSTILE, "合格", datetime(2021, 8, 20), 12, "订阅"],
        ["青禾县", "微博", "青禾发布", "疑似不合格（待复核）", datetime(2021, 8, 5), 40, "订阅"],
        ["青禾县", "抖音", "@青禾抖音", "已关停", None, None, None],
        ["白石县", "微信", "白石发布", "未完成检查", None, 0, "订阅"],
        ["白石县", "微博", "白石微博", "合格", datetime(2021, 8, 20), 3, "订阅"],
        ["云汀县", "微信", "云汀发布", "未完成检查", datetime(2021, 7, 1), 9, "订阅"],
        ["霜林县", "微信", "霜林发布", "已注销", None, None, None],
    ]
    told = dict(rows.rows("账号名称", "说明"))
    assert told["@青禾抖音"] == "自2021-03-01起"
    assert told["白石发布"] == "需要登录才能查看"
    assert "有2条发布内容未注明日期" in told["云汀发布"]
    assert "相隔151天" in told["白石微博"]


def test_hostile_names_stay_text(engine: Engine, tmp_path: Path) -> None:
    (cells,) = table(engine, tmp_path, "账号明细").cells(账号名称=HOSTILE)
    assert (cells["账号名称"].data_type, link_of(cells["账号名称"])) == ("s", "http://media-demo.test/1")
    assert cells["账号名称"].quotePrefix
    book = load_workbook(write_attachment2(RoundView(engine, "2021Q3"), tmp_path))
    assert [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_problems_are_those_of_accounts_alone(engine: Engine, tmp_path: Path) -> None:
    rows = table(engine, tmp_path, "问题清单").rows("规则", "单位", "状态")
    assert sorted(rows) == [
        ["N01", "云汀县", "未能判定"],
        ["N01", "白石县", "未能判定"],
        ["N01", "青禾县", "问题"],
        ["N02", "青禾县", "问题"],
        ["N03", "白石县", "问题"],
        ["N04", "青禾县", "问题"],
        ["N05", "白石县", "问题"],
    ]


def test_numbers_are_explained_by_the_rubric_of_new_media(engine: Engine, tmp_path: Path) -> None:
    rubric = load_rubric().companions["new_media"]
    rows = table(engine, tmp_path, "指标与阈值")
    frame = dict(rows.rows("名称", "说明", 类别="检查参数"))
    assert (frame["评分指标"], frame["评分指标文件校验值（SHA-256）"]) == (rubric.name, rubric.hash)
    assert "M1账号两周内没有更新 10分" in rows.remarks[-1]
    assert rows.rows("名称", 类别="栏目更新期限") == []


def test_a_dismissed_problem_was_none(tmp_path: Path) -> None:
    engine = night(tmp_path / "decided.db")
    found = read_findings(engine, "2021Q3", rules=["N01", "N04"])
    reviews = [Review(each.key, "不属实", "当天已发布", "复核员", NIGHT) for each in found]
    store_reviews(engine, "2021Q3", reviews)
    rows = table(engine, tmp_path, "单位汇总").rows("合格", "应转发", "按时转发", "扣分", "主要问题", 单位="青禾县")
    assert rows == [[2, 2, 2, 5, "网站链接的政务新媒体账号未在台账登记"]]
    states = table(engine, tmp_path, "问题清单").rows("规则", "状态", 单位="青禾县")
    assert sorted(states) == [["N01", "不属实"], ["N02", "问题"], ["N04", "不属实"]]


def test_an_exception_costs_nothing_and_forwards_nothing(tmp_path: Path) -> None:
    row = Exemption("N04", "机构改革", "办公室", date(2021, 12, 31), unit="青禾县")
    engine = night(tmp_path / "excepted.db", [row])
    rows = table(engine, tmp_path, "单位汇总").rows("应转发", "按时转发", "扣分", 单位="青禾县")
    assert rows == [[2, 1, 15]]
    assert table(engine, tmp_path, "问题清单").rows("复核和例外", 规则="N04") == [
        "机构改革（办公室批准，有效期至2021-12-31）"
    ]


def test_rounds_that_kept_no_register_show_what_was_inspected(tmp_path: Path) -> None:
    engine = inspected(tmp_path / "old.db", RegisterRecord(), [FAULTY, VETOED, CLEAN, *TARGETS.values()], items())
    rows = table(engine, tmp_path, "账号明细").rows("平台", "账号名称", "结果")
    assert rows == [
        ["微信", HOSTILE, "合格"],
        ["微博", "青禾发布", "疑似不合格（待复核）"],
        ["微信", "白石发布", "未完成检查"],
        ["微博", "白石微博", "合格"],
        ["微信", "云汀发布", "未完成检查"],
    ]
