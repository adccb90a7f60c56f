"""整改核查 over two built rounds: each state, its reason, and what must never pass for mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from analysis.comparison.verification import verify
from govcrawl.domain.decisions import Decision, Review
from govcrawl.domain.errors import InputError
from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import (
    AccountFacts,
    Attachment,
    Bound,
    ColumnItem,
    Forwarding,
    Item,
    Letter,
    Missing,
    PageItem,
    QaFacts,
    UnitAnswers,
    Unread,
)
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import RegisterRecord
from govcrawl.register.model import Account, Exemption
from govcrawl.store.decisions import store_reviews
from govcrawl.store.session import open_database
from govcrawl.store.verifications import VerificationResult
from tests.exports.night import NIGHT, Q3, column, dead, page, site, target
from tests.quarters import Q4, SITE, night

PAGE = page(SITE, 1, "关于道路施工的公告")
LABELS = dict.fromkeys(("ArticleTitle", "PubDate", "ContentSource"), "有")
DEAD = dead(SITE, 1)
QA = Target("云岭市政务服务局", "policy_qa", "云岭市政策问答平台", "http://wd-demo.gov.cn/")
ACCOUNT = Target("青禾县", "new_media", "青禾发布（微信）", "account://微信/青禾发布", "县市区")
SUPERIOR = "关于做好防汛工作的通知"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'govcrawl.db'}")


def told(rows: Iterable[VerificationResult], rule: str) -> tuple[str, str]:
    (row,) = [each for each in rows if each.finding.rule == rule]
    return row.state, row.reason


@dataclass
class Case:
    """What was found, what is there now, and what must be said of the rule's one problem."""

    name: str
    rule: str
    then: list[Item]
    now: list[Item]
    state: str
    reason: str = ""
    further: list[Finding] = field(default_factory=list)  # then
    further_now: list[Finding] = field(default_factory=list)


def newer(days: int | None, kind: str = "other", name: str = "专题") -> ColumnItem:
    """The column at the later inspection, its newest entry so many days old."""
    return column(SITE, "zt", name, kind, None if days is None else days - (Q4.date - Q3.date).days)


def file(number: int, extension: str, state: LinkState = LinkState.OK, content: str = "ole") -> Attachment:
    name = f"第{number}号附件"
    return Attachment(f"{SITE.url}{number}.{extension}", name, extension, state, 200, 9_000, content)


def with_files(*files: Attachment) -> PageItem:
    return replace(PAGE, labels=LABELS, attachments=list(files))


def letter(asked: date, answered: bool) -> PageItem:
    return replace(PAGE, column_kind="letters", labels=LABELS, letter=Letter(asked, None, answered))


def finding(rule: str, outcome: str, message: str = "核查", subject: str = "") -> Finding:
    return Finding(rule, outcome, SITE.unit, SITE.name, SITE.url, SITE.url, SITE.name, message, NIGHT, subject=subject)


STALE = column(SITE, "zt", "专题", "other", 500)
ENDED = site(SITE)
WORD_1, PDF_1, PDF_2 = file(1, "doc"), file(1, "pdf", content="pdf"), file(2, "pdf", content="pdf")
WORD = with_files(WORD_1)
WORD_PAGE = replace(WORD, url=f"{SITE.url}tzgg/2.html")
ELSEWHERE = replace(DEAD, found_on=PAGE.url)
UNOPENED = site(SITE, FetchOutcome.UNREACHABLE, reason="超时")
OLD, RECENT = date(2020, 9, 1), date(2021, 3, 1)
EMPTY = replace(newer(None), form="empty")

CASES = [
    # -- columns
    Case("still stale", "F04", [STALE, ENDED], [newer(592), ENDED], "未整改", "距监测时间点592天"),
    Case("updated", "F04", [STALE, ENDED], [newer(3), ENDED], "已整改", "没有再发现"),
    Case("stale as another kind", "F04", [STALE, ENDED], [newer(592, "policy"), ENDED], "未整改", "592天"),
    Case("emptied", "F04", [STALE, ENDED], [EMPTY, ENDED], "未整改", "空白栏目"),
    Case(
        "lawfully empty", "C01", [replace(EMPTY), ENDED],
        [replace(EMPTY, empty_statement="本年度无此类事项"), ENDED], "已整改", "本年度无此类事项",
    ),
    Case("removed", "F04", [STALE, ENDED], [ENDED], "页面已消失", "没有这个栏目"),
    Case(
        "not reached", "F04", [STALE, ENDED], [site(SITE, bounds=[Bound("columns", 600)])], "无法核实", "栏目数上限600",
    ),
    Case("too deep", "F04", [STALE, ENDED], [site(SITE, bounds=[Bound("depth", 5)])], "无法核实", "层级"),
    Case(
        "behind a wall", "F04", [STALE, ENDED],
        [replace(newer(3), answer=FetchOutcome.BLOCKED, reason="被防护拦截（412）"), ENDED], "无法核实", "412",
    ),
    Case("not rendered", "F04", [STALE, ENDED], [replace(newer(None), unrendered=True), ENDED], "无法核实", "未能渲染"),
    # -- pages
    Case("labels added", "M03", [PAGE, ENDED], [replace(PAGE, labels=LABELS), ENDED], "已整改"),
    Case("page deleted", "M03", [PAGE, ENDED], [site(SITE, gone=[PAGE.url])], "页面已消失"),
    Case("page a dead link", "M03", [PAGE, ENDED], [dead(SITE, 1, url=PAGE.url), ENDED], "页面已消失"),
    Case("page not read", "M03", [PAGE, ENDED], [ENDED], "无法核实", "没有读到该页面"),
    Case(
        "page blocked", "M03", [PAGE, ENDED], [replace(PAGE, answer=FetchOutcome.BLOCKED, reason="登录页面"), ENDED],
        "无法核实", "登录页面",
    ),
    Case(
        "page failed", "M03", [PAGE, ENDED], [site(SITE, unread=[Unread(PAGE.url, FetchOutcome.UNREACHABLE, "超时")])],
        "无法核实", "超时",
    ),
    Case("PDF added", "T01", [WORD, ENDED], [with_files(WORD_1, PDF_1), ENDED], "已整改"),
    Case("another PDF added", "T01", [WORD, ENDED], [with_files(WORD_1, PDF_2), ENDED], "未整改", "没有该文件的 PDF"),
    Case("attachment removed", "T01", [WORD, ENDED], [with_files(), ENDED], "已整改"),
    Case(
        "attachment broken", "T01", [WORD, ENDED],
        [replace(WORD, attachments=[file(1, "doc", LinkState.GONE)]), ENDED], "未整改", "打不开",
    ),
    Case(
        "row of a file gone", "T01",
        [replace(WORD, url=f"{SITE.url}1.doc"), ENDED], [ENDED], "无法核实", "没有该文件",
    ),
    # -- links
    Case("link still dead", "A03", [DEAD, ENDED], [DEAD, ENDED], "未整改"),
    Case(
        "met elsewhere", "A03", [DEAD, ENDED], [ELSEWHERE, ENDED], "未整改", f"现见于 {PAGE.url}",
    ),
    Case("link removed", "A03", [DEAD, ENDED], [ENDED], "已整改", "没有再发现"),
    Case("link alive", "A03", [DEAD, ENDED], [replace(DEAD, state=LinkState.OK), ENDED], "已整改", "可以打开"),
    Case("link blocked", "A03", [DEAD, ENDED], [replace(DEAD, state=LinkState.BLOCKED), ENDED], "无法核实", "无法判断"),
    Case(
        "link behind a bound", "A03", [DEAD, ENDED], [replace(DEAD, state=LinkState.UNCHECKED), ENDED],
        "无法核实", "没有检查到",
    ),
    # -- what a rule no longer looks at
    Case("answered", "H01", [letter(RECENT, False), ENDED], [letter(RECENT, True), ENDED], "已整改"),
    Case(
        "too old to be considered", "H01", [letter(OLD, False), ENDED],
        [letter(OLD, False), ENDED], "无法核实", "2020-09-01",
    ),
    Case(
        "letters gone", "C03", [site(SITE, letters=["县长信箱"])], [site(SITE, columns_unread=1)],
        "无法核实", "没有发现信件",
    ),
    Case(
        "no probes", "A01", [ENDED], [ENDED], "无法核实", "少于",
        [finding("A01", "fail")], [finding("A01", "skip", "探测0次，少于140次")],
    ),
    Case(
        "required column set up", "C02", [site(SITE, missing=[Missing("领导信箱")])], [ENDED], "已整改",
    ),
    Case("home page opens", "A02", [UNOPENED], [ENDED], "已整改"),
    Case(
        "not inspected", "A02", [UNOPENED], [site(SITE, FetchOutcome.BLOCKED, reason="412")],
        "无法核实", "412",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_has_become_of_a_problem(engine: Engine, case: Case) -> None:
    night(engine, Q3, case.then, case.further)
    night(engine, Q4, case.now, case.further_now)
    state, reason = told(verify(engine, Q4.name, Q3.name), case.rule)
    assert state == case.state, reason
    assert case.reason in reason
    assert reason


def test_a_target_that_left_the_register(engine: Engine) -> None:
    sleeping = site(ACCOUNT, account=AccountFacts("微信", "青禾发布", newest=date(2021, 7, 1)))
    night(engine, Q3, [PAGE, ENDED, sleeping])
    closed = Account(ACCOUNT.unit, "微信", "青禾发布", status="closed", status_date=date(2021, 9, 1))
    night(engine, Q4, [site(target("白石县", "baishi"))], record=RegisterRecord(accounts=(closed,)))
    rows = verify(engine, Q4.name, Q3.name)
    assert told(rows, "M03") == ("无法核实", "该检查对象不在本检查期的台账中")
    assert told(rows, "N01") == ("无法核实", "该账号在本检查期的台账中已关停或注销，不再检查")


@pytest.mark.parametrize(("titles", "state"), [([], "无法核实"), ([SUPERIOR], "已整改")])
def test_superior_information_of_another_quarter(engine: Engine, titles: list[str], state: str) -> None:
    missed = replace(
        finding("N04", "fail", subject=SUPERIOR), target=ACCOUNT.name, target_url=ACCOUNT.url, url=ACCOUNT.url
    )
    items = [Forwarding(title, date(2021, 7, 1), date(2021, 7, 8), date(2021, 7, 2)) for title in titles]
    facts = AccountFacts("微信", "青禾发布", newest=date(2021, 11, 18), forwarding=items)
    night(engine, Q3, [site(ACCOUNT, account=replace(facts, newest=date(2021, 8, 19)))], [missed])
    night(engine, Q4, [site(ACCOUNT, account=facts)])
    assert told(verify(engine, Q4.name, Q3.name), "N04")[0] == state


@pytest.mark.parametrize(("units", "state"), [([], "无法核实"), ([UnitAnswers("白石县", 3, 1)], "已整改")])
def test_a_unit_that_is_connected_no_more(engine: Engine, units: list[UnitAnswers], state: str) -> None:
    night(engine, Q3, [site(QA, qa=QaFacts([UnitAnswers("白石县")]))])
    night(engine, Q4, [site(QA, qa=QaFacts(units))])
    assert told(verify(engine, Q4.name, Q3.name), "Q01")[0] == state


def decide(engine: Engine, when: Round, rows: Iterable[Finding], decision: Decision) -> None:
    store_reviews(engine, when.name, [Review(each.key, decision, "已核对", "复核员", NIGHT) for each in rows])


def verify_all(engine: Engine) -> list[VerificationResult]:
    night(engine, Q4, [ENDED])
    return verify(engine, Q4.name, Q3.name)


def test_only_problems_that_count_are_verified(engine: Engine) -> None:
    excepted = Exemption("M03", "历史页面", "分管领导", date(2021, 12, 31), url=PAGE.url)
    night(engine, Q3, [PAGE, WORD_PAGE, STALE, ENDED], record=RegisterRecord(exceptions=(excepted,)))
    (word,) = [row.finding for row in verify_all(engine) if row.finding.rule == "T01"]
    decide(engine, Q3, [word], "不属实")
    assert [row.finding.rule for row in verify_all(engine)] == ["F04"]


def test_a_new_finding_that_was_dismissed_leaves_it_open(engine: Engine) -> None:
    night(engine, Q3, [PAGE, ENDED])
    night(engine, Q4, [PAGE, ENDED])
    (row,) = verify(engine, Q4.name, Q3.name)
    assert row.state == "未整改"
    decide(engine, Q4, [row.finding], "不属实")
    (row,) = verify(engine, Q4.name, Q3.name)
    assert row.state == "无法核实"
    assert "经复核不属实（复核员" in row.reason


def test_an_exception_of_today_mends_nothing(engine: Engine) -> None:
    excepted = Exemption("M03", "历史页面", "分管领导", date(2021, 12, 31), url=PAGE.url)
    night(engine, Q3, [PAGE, ENDED])
    night(engine, Q4, [PAGE, ENDED], record=RegisterRecord(exceptions=(excepted,)))
    assert told(verify(engine, Q4.name, Q3.name), "M03")[0] == "未整改"


def test_rounds_in_the_wrong_order_are_refused(engine: Engine) -> None:
    night(engine, Q3, [ENDED])
    night(engine, Q4, [ENDED])
    with pytest.raises(InputError, match=r"检查期 2021Q4（2021-11-19）不早于 2021Q3（2021-08-20），不能据以核查"):
        verify(engine, Q3.name, Q4.name)
    with pytest.raises(InputError, match="不早于"):
        verify(engine, Q3.name, Q3.name)
    with pytest.raises(InputError, match="没有检查期 2020Q1"):
        verify(engine, Q4.name, "2020Q1")
