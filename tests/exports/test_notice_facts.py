"""The figures of the notice beside what was built into the round; nobody is praised for what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.notice import write_notice
from exports.notice.facts import NoticeFacts, notice_facts
from exports.notice.issues import Issue, issues_of
from govcrawl.domain.decisions import Review
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import (
    AccountFacts,
    Attachment,
    Bound,
    Duty,
    Forwarding,
    Item,
    PageItem,
    QaFacts,
    SiteItem,
    UnitAnswers,
)
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import Account, Exemption, RegisterRecord
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.decisions import store_reviews
from govcrawl.store.open_rounds import find_open_round
from govcrawl.store.reader import read_findings
from govcrawl.store.rounds import store_register
from govcrawl.store.session import writing
from govcrawl.store.verifications import State, VerificationResult, store_verifications
from govcrawl.store.writer import Writer
from tests.exports.night import CLEAN, FAULTY, NIGHT, PLATFORM, Q3, column, site, write_round

ROUND = "2021Q3"


def facts_of(engine: Engine) -> NoticeFacts:
    return notice_facts(RoundView(engine, ROUND), date(2021, 9, 20), assumed=False)


def text_of(engine: Engine, folder: Path) -> str:
    return "\n".join(
        paragraph.text for paragraph in Document(str(write_notice(RoundView(engine, ROUND), folder))).paragraphs
    )


def round_with(folder: Path, *made: Item) -> Engine:
    """The night, and further targets with their facts."""
    targets = dict.fromkeys(each.target.url for each in made)
    known = {each.target.url: each.target for each in made}
    return write_round(folder / "a.db", extra=made, targets=[known[url] for url in targets])


# -- websites --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [FetchOutcome.UNREACHABLE, FetchOutcome.BLOCKED])
def test_no_unit_is_praised_while_another_site_of_it_is_not_known(tmp_path: Path, answer: FetchOutcome) -> None:
    second = replace(CLEAN, name="云汀县旅游网", url="http://lvyou-demo.gov.cn/")
    assert facts_of(write_round(tmp_path / "before.db")).sites.full == CLEAN.unit
    facts = facts_of(round_with(tmp_path, site(second, answer, reason="没有应答")))
    assert facts.sites.full == ""
    assert second.name in facts.sites.unfinished or "等" in facts.sites.unfinished


def duties(tmp_path: Path, *places: str) -> Engine:
    """A website whose columns have responsible units; `places` are the columns that are there."""
    of = replace(CLEAN, unit="星河县", name="星河县门户网站", url="http://xinghe-demo.gov.cn/")
    days = {"zwdt": 1, "late": 400, "kb": None}
    made: list[Item] = [column(of, place, f"栏目{place}", "policy", days[place]) for place in places]
    rows = [Duty(f"栏目{place}", f"{place}局", f"{of.url}{place}/") for place in days]
    return round_with(tmp_path, *made, site(of, duties=[*rows, Duty("没有的栏目", "没有局")]))


def test_columns_of_responsible_units(tmp_path: Path) -> None:
    facts = facts_of(duties(tmp_path, "zwdt", "late", "kb"))
    assert (facts.duties, facts.duties_on_time, facts.duties_late) == (3, 1, "late局、kb局")


def test_a_column_that_was_not_read_is_neither_late_nor_on_time(tmp_path: Path) -> None:
    facts = facts_of(duties(tmp_path, "late"))
    assert (facts.duties, facts.duties_on_time, facts.duties_late) == (1, 0, "late局")


def test_dismissed_is_on_time_and_excepted_is_neither(tmp_path: Path) -> None:
    engine = duties(tmp_path, "zwdt", "late", "kb")
    (late,) = [each for each in read_findings(engine, ROUND, rules=["F03"]) if each.unit == "星河县"]
    store_reviews(engine, ROUND, [Review(late.key, "不属实", "当天已更新", "复核员", NIGHT)])
    rows = (Exemption("C01", "栏目调整", "办公室", date(2021, 12, 31), unit="星河县"),)
    with writing(engine) as connection:
        store_register(connection, find_open_round(connection, ROUND), RegisterRecord(exceptions=rows))
    facts = facts_of(engine)
    assert (facts.duties, facts.duties_on_time, facts.duties_late) == (2, 2, "")


# -- platforms -------------------------------------------------------------------------------------------------------


def platform(
    unit: str, place: str, days: int, answer: FetchOutcome = FetchOutcome.REACHABLE, **changes: object
) -> list[Item]:
    of = replace(PLATFORM, unit=unit, name=f"{unit}信息公开平台", url=f"http://{place}-demo.gov.cn/zfxxgk/")
    return [column(of, "lm", "栏目", "policy", days), site(of, answer, **changes)]


def test_platforms_are_praised_by_criterion(tmp_path: Path) -> None:
    """The night's own platform has one empty column, and nothing else in it."""
    word = platform("文档局", "word", 5)
    page = PageItem(word[0].target, f"{word[0].target.url}1.html", NIGHT, title="通知", published=date(2021, 8, 1))
    page.attachments = [Attachment(f"{word[0].target.url}1.doc", "通知", "doc")]
    engine = round_with(
        tmp_path, word[0], page, word[1],
        *platform("新局", "new", 5), *platform("旧局", "old", 400),
        *platform("断局", "cut", 5, bounds=[Bound("time", 480)]),
        *platform("拦局", "blocked", 5, answer=FetchOutcome.BLOCKED, reason="被拦截"),
    )  # fmt: skip
    facts = facts_of(engine)
    assert [each.unit for each in read_findings(engine, ROUND, rules=["T01"])] == ["文档局"]
    assert facts.platforms_fresh == "青禾县、文档局、新局"
    assert facts.platforms_filled == "文档局、新局、旧局"
    assert facts.platforms_pdf == "青禾县、新局、旧局"
    assert (facts.platforms.total, facts.platforms.inspected) == (6, 4)
    text = text_of(engine, tmp_path)
    assert "应检查平台6个，完成检查4个。未完成检查的平台有：断局信息公开平台、拦局信息公开平台，原因见附表。" in text


# -- questions, accounts ---------------------------------------------------------------------------------------------

ASKED = Target("市政府办", "policy_qa", "政策问答平台", "http://qa-demo.gov.cn/", "部门")


def test_answers_of_the_units(tmp_path: Path) -> None:
    units = [UnitAnswers("甲局", 30, 12), UnitAnswers("乙局", 5, 0, 0, date(2021, 3, 1)), UnitAnswers("丙局")]
    facts = facts_of(round_with(tmp_path, site(ASKED, qa=QaFacts(units))))
    assert (facts.qa_units, facts.qa_posts, facts.qa_posts_in_round, facts.qa_praised) == (3, 35, 12, "甲局")
    assert facts.qa_issues == [
        Issue("接入政策问答平台后没有发布问答", 1, "丙局"),
        Issue("本检查期没有更新政策问答", 1, "乙局"),
    ]


def test_a_platform_of_questions_that_could_not_be_read_counts_nothing(tmp_path: Path) -> None:
    engine = round_with(tmp_path, site(ASKED, FetchOutcome.BLOCKED, reason="被拦截"))
    facts, text = facts_of(engine), text_of(engine, tmp_path)
    assert (facts.qa_units, facts.qa_unfinished, facts.qa_issues) == (0, "政策问答平台", [])
    assert "未完成检查的政策问答平台有：政策问答平台，原因见附件3。" in text
    assert "接入单位" not in text


def account(unit: str, place: str, days: int, *forwarded: Forwarding) -> SiteItem:
    of = Target(unit, "new_media", f"{unit}发布（微信）", f"http://{place}-demo.gov.cn/feed.xml", "部门")
    newest = Q3.date - timedelta(days=days)
    known = AccountFacts("微信", f"{unit}发布", "feed", 9, newest=newest, forwarding=list(forwarded))
    return site(of, account=known)


def test_accounts(tmp_path: Path) -> None:
    """One that updates, one that does not, one that could not be read."""
    unread = account("丙局", "c", 1)
    unread.answer, unread.reason = FetchOutcome.UNREACHABLE, "连接被拒绝"
    engine = round_with(tmp_path, account("甲局", "a", 3), account("乙局", "b", 30), unread)
    facts = facts_of(engine)
    media = facts.media
    assert (media.total, media.inspected, media.qualified, media.rate) == (3, 2, 1, "50.0%")
    assert (media.failed, media.suspected, media.unfinished, media.full) == (
        "", "乙局发布（微信）", "丙局发布（微信）", "甲局",
    )  # fmt: skip
    assert media.issues == [Issue("账号内容不更新", 1, "乙局")]
    assert (
        "疑似不合格、尚待人工复核的账号有：乙局发布（微信）。未完成检查的账号有：丙局发布（微信），原因见附件2。"
        in text_of(engine, tmp_path)
    )


def test_a_unit_whose_accounts_are_all_closed_has_nothing_to_be_praised_for(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "a.db")
    closed = Account("甲局", "微信", "甲局发布", status="closed", status_date=date(2021, 2, 1))
    with writing(engine) as connection:
        store_register(connection, find_open_round(connection, ROUND), RegisterRecord(accounts=(closed,)))
    facts = facts_of(engine)
    assert (facts.media.total, facts.media_units, facts.media.full) == (0, 0, "")


def test_what_was_not_inspected_at_all_is_said(tmp_path: Path) -> None:
    text = text_of(write_round(tmp_path / "a.db"), tmp_path)
    assert "本检查期没有检查政务新媒体。" in text
    assert "运行账号" not in text


# -- problems, verification ------------------------------------------------------------------------------------------


def test_no_problem_is_lost_between_the_kinds() -> None:
    found = [Finding(rule, "fail", unit, "", "", "", "", "", NIGHT) for rule, unit in (("M01", "甲"), ("Z01", "乙"))]
    assert issues_of(found, "websites") == [Issue("页面标签不规范", 1, "甲"), Issue("其他问题", 1, "乙")]


def test_an_earlier_round_that_was_verified(tmp_path: Path) -> None:
    engine = write_round(tmp_path / "a.db")
    assert "上期问题整改" not in text_of(engine, tmp_path)
    found = [each for each in read_findings(engine, ROUND) if each.unit == FAULTY.unit][:4]
    writer = Writer(engine, Round("2021Q2", date(2021, 5, 20)), load_rubric())
    writer.begin_round([FAULTY])
    writer.begin_target(FAULTY, resume=False)
    writer.add_findings(site(FAULTY), found)
    writer.add(site(FAULTY))
    writer.close(finished=True)
    states: list[State] = ["已整改", "已整改", "未整改", "无法核实"]
    rows = [VerificationResult(each, state, "", "2021Q2") for each, state in zip(found, states, strict=True)]
    store_verifications(engine, ROUND, rows)
    told = "核查检查期2021Q2的问题4个：已整改2个，未整改1个，页面已消失0个，无法核实1个。"
    assert told in text_of(engine, tmp_path)
