"""The figures and names of the notice (通报), all from stored facts, none from a finding that does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine

from analysis.media import RULES as MEDIA_RULES
from analysis.media import MediaUnit, media_units
from analysis.platforms import PlatformTally, tally_platform
from analysis.qa import PRAISED, qa_platforms
from analysis.round_scores import score_platforms, score_round
from analysis.scores import FAILED, PASSED, UNFINISHED, Score
from analysis.standing import Standings, standings_of
from govcrawl.db.reader import RoundFacts, TargetState, read_findings, read_round
from govcrawl.db.verifications import STATES, read_verifications
from govcrawl.findings import Finding
from govcrawl.register import WEBSITES

NAMED = 5  # units named in a sentence; whoever wants all of them has the attachments
_FRESHNESS = frozenset({"C01", "F02", "F03", "F04", "F05", "F06", "F07"})
_SITE_GROUPS = (
    ("政策解读关联不到位", ("I01", "I02", "I03")),
    ("栏目更新不及时、存在空白栏目", ("F01", "F02", "F03", "F04", "F05", "F06", "F07", "C01")),
    ("栏目设置不规范", ("C02", "C03")),
    ("互动交流和办事服务不到位", ("H01", "H02", "H03", "V01", "V02")),
    ("链接、附件不可用或格式不规范", ("A01", "A02", "A03", "T01", "T02", "T03")),
    ("网站标识和功能设计不规范", ("S01", "S02", "S03", "S04", "S05", "S06", "S07")),
    ("页面标签不规范", ("M01", "M02", "M03", "M04")),
    ("表述、链接安全和个人信息保护存在问题", ("X01", "X02", "X03")),
)
_QA_GROUPS = (
    ("接入政策问答平台后没有发布问答", ("Q01",)),
    ("本检查期没有更新政策问答", ("Q02",)),
    ("政策问答没有答复内容", ("Q03",)),
)
_MEDIA_GROUPS = (
    ("账号内容不更新", ("N01",)),
    ("未按时转发上级信息", ("N04",)),
    ("账号未登记或备案不及时", ("N02", "N03")),
    ("已关停、注销的账号仍在网站上链接", ("N05",)),
)
_PLATFORM_GROUPS = (
    ("内容保障不到位", ("F01", "F02", "F03", "F04", "F05", "F06", "F07", "C01", "D03")),
    ("栏目设置不规范", ("D01", "D02", "C02")),
    ("信息分类和发布位置不当", ("C04", "C05")),
    ("附件格式不规范或不可用", ("T01", "T02", "T03")),
)


@dataclass(frozen=True, slots=True)
class Issue:
    """A kind of problem: how many, and whose."""

    title: str
    count: int
    units: str  # up to NAMED of them, then 等N个单位


@dataclass(frozen=True, slots=True)
class Group:
    """Websites, accounts or platforms: how many there are, were inspected, and are qualified."""

    total: int
    inspected: int
    qualified: int
    rate: str  # of those inspected; — when none was
    failed: str  # names of those that are not qualified
    unfinished: str  # names of those that could not be inspected to their end
    full: str  # units without any deduction
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the template of the notice may use, by these names (docs/notice.md)."""

    year: int
    quarter: str  # 一, 二, 三, 四
    inspected_on: str
    deadline: str
    deadline_assumed: bool
    sites: Group
    media: Group
    media_units: int
    forwarding_due: int
    forwarding_done: int
    platforms: Group
    platforms_fresh: str  # units whose platform has neither a stale nor an undated column
    platforms_filled: str  # no empty column
    platforms_pdf: str  # no attachment offered as Word alone
    qa_units: int
    qa_posts: int
    qa_posts_in_round: int
    qa_praised: str
    qa_issues: list[Issue]
    duties: int
    duties_on_time: int
    duties_late: str
    verified: int
    verified_against: str
    verified_states: dict[str, int]
    points_assumed: bool


def notice_facts(engine: Engine, round_name: str, deadline: date, *, assumed: bool) -> NoticeFacts:
    """All of it; `assumed` says that nobody has confirmed the deadline. InputError for an unknown round."""
    facts = read_round(engine, round_name)
    standings = standings_of(engine, facts)
    found = [each for each in read_findings(engine, round_name, "fail") if standings.counts(each)]
    sites, platforms = score_round(engine, round_name), score_platforms(engine, round_name)
    units = media_units(engine, facts)
    tallies = _tallies(engine, facts, standings)
    answers = [unit for platform in qa_platforms(engine, facts) for unit in platform.units]
    on_time, late = _duties(engine, facts, found)
    verified = read_verifications(engine, round_name)
    states = Counter(row.state for row in verified)
    due, done = sum(unit.forwarding_due for unit in units), sum(unit.forwarding_done for unit in units)
    return NoticeFacts(
        year=facts.round.year,
        quarter="一二三四"[facts.round.quarter - 1],
        inspected_on=chinese_day(facts.round.date),
        deadline=chinese_day(deadline),
        deadline_assumed=assumed,
        sites=_group(sites, _of(found, facts, WEBSITES), _SITE_GROUPS),
        media=_media(units),
        media_units=len(units),
        forwarding_due=due,
        forwarding_done=done,
        platforms=_group(platforms, _of(found, facts, ("disclosure",)), _PLATFORM_GROUPS),
        platforms_fresh=names(unit for unit, each in tallies if not each.stale and not each.undated),
        platforms_filled=names(unit for unit, each in tallies if not each.empty),
        platforms_pdf=names(unit for unit, each in tallies if not each.word),
        qa_units=len(answers),
        qa_posts=sum(unit.total for unit in answers),
        qa_posts_in_round=sum(unit.in_round for unit in answers),
        qa_praised=names(unit.unit for unit in answers if unit.verdict == PRAISED),
        qa_issues=_issues([each for each in found if each.rule[0] == "Q"], _QA_GROUPS),
        duties=on_time + len(late),
        duties_on_time=on_time,
        duties_late=names(late),
        verified=len(verified),
        verified_against=verified[0].against if verified else "",
        verified_states={state: states[state] for state in STATES},
        points_assumed=any(score.assumed for score in (*sites, *platforms, *(unit.score for unit in units))),
    )


def names(units: Iterable[str]) -> str:
    """Units in their order, each once: all of a few, the first of many and how many they are; "" for none."""
    each = list(dict.fromkeys(units))
    return "、".join(each[:NAMED]) + (f"等{len(each)}个单位" if len(each) > NAMED else "")


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _of(found: Sequence[Finding], facts: RoundFacts, platforms: Iterable[str]) -> list[Finding]:
    """Problems on targets of these platforms, those of accounts apart."""
    wanted = set(platforms)
    places = {(each.target.url, each.target.name) for each in facts.targets if each.target.platform in wanted}
    return [each for each in found if (each.target_url, each.target) in places and each.rule not in MEDIA_RULES]


def _group(scores: Sequence[Score], found: Sequence[Finding], groups: Sequence[tuple[str, tuple[str, ...]]]) -> Group:
    inspected = [each for each in scores if each.grade != UNFINISHED]
    qualified = [each for each in scores if each.grade == PASSED]
    return Group(
        total=len(scores),
        inspected=len(inspected),
        qualified=len(qualified),
        rate=_rate(len(qualified), len(inspected)),
        failed=names(each.target for each in scores if each.grade == FAILED),
        unfinished=names(each.target for each in scores if each.grade == UNFINISHED),
        full=names(each.unit for each in scores if each.total is not None and not each.deducted),
        issues=_issues(found, groups),
    )


def _media(units: Sequence[MediaUnit]) -> Group:
    running = [account for unit in units for account in unit.accounts if account.running]
    inspected, qualified = sum(unit.inspected for unit in units), sum(unit.qualified for unit in units)
    return Group(
        total=len(running),
        inspected=inspected,
        qualified=qualified,
        rate=_rate(qualified, inspected),
        failed=names(f"{each.name}（{each.platform}）" for each in running if each.grade == FAILED),
        unfinished=names(f"{each.name}（{each.platform}）" for each in running if each.grade == UNFINISHED),
        full=names(unit.unit for unit in units if unit.score.total is not None and not unit.score.deducted),
        issues=_issues([each for unit in units for each in unit.findings], _MEDIA_GROUPS),
    )


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def _issues(found: Sequence[Finding], groups: Sequence[tuple[str, tuple[str, ...]]]) -> list[Issue]:
    """Kinds that there are any of, in the order of the notice."""
    made = []
    for title, rules in groups:
        mine = [each for each in found if each.rule in rules]
        if mine:
            made.append(Issue(title, len(mine), names(each.unit for each in mine)))
    return made


def _tallies(engine: Engine, facts: RoundFacts, standings: Standings) -> list[tuple[str, PlatformTally]]:
    """Platforms that were inspected, by their unit."""
    ours: list[TargetState] = [each for each in facts.targets if each.target.platform == "disclosure"]
    return [
        (each.target.unit, tally_platform(engine, facts.round.name, each, standings))
        for each in ours
        if each.missed is None
    ]


def _duties(engine: Engine, facts: RoundFacts, found: Sequence[Finding]) -> tuple[int, list[str]]:
    """How many columns their responsible units (栏目责任) keep in time, and whose are late; undecided ones apart."""
    late_urls = {each.url for each in found if each.rule in _FRESHNESS}
    undecided = {each.url for each in read_findings(engine, facts.round.name, "error", rules=sorted(_FRESHNESS))}
    on_time, late = 0, []
    for state in facts.targets:
        for duty in state.site.duties if state.site else ():
            if duty.column_url in late_urls:
                late.append(duty.unit)
            elif duty.column_url and duty.column_url not in undecided:
                on_time += 1
    return on_time, late
