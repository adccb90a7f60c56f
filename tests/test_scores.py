"""Scores by the published procedure (STANDARD P2-P6, P11), each line of their derivation accounted for."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.frames import lines_frame, scores_frame
from analysis.scoring.lines import ScoreLine
from analysis.scoring.repeats import repeats_among
from analysis.scoring.scores import Score, manual_indicators, score_target
from govcrawl.domain.decisions import Decision, Mark, Review
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import Target
from govcrawl.register import Exemption
from govcrawl.rubric.model import Rubric
from govcrawl.rubric.reader import load_rubric

NIGHT = datetime(2021, 8, 20, 15, 30, tzinfo=UTC)
PORTAL = Target("青禾县人民政府", "portal", "青禾县人民政府门户网站", "http://qinghe.test/", "县市区")
BUREAU = Target("云岭市林业局", "department", "云岭市林业局网站", "http://ly.test/", serves_public=False)
RUBRIC = load_rubric()


def finding(
    rule: str, place: str = "", *, severity: str = "problem", outcome: str = "fail", **evidence: Any
) -> Finding:
    url = f"http://qinghe.test/{place}"
    subject = str(evidence.pop("subject", ""))
    return Finding(
        rule, outcome, PORTAL.unit, PORTAL.name, PORTAL.url, url, place, "问题", NIGHT, column=place,
        evidence=evidence, severity=severity, subject=subject,
    )  # fmt: skip


def column(rule: str, number: int, kind: str = "other", level: int = 2) -> Finding:
    return finding(rule, f"lm{number}/", kind=kind, level=level)


def dead(number: int, rank: int = 2) -> Finding:
    return finding("A03", "", rank=rank, subject=f"http://qinghe.test/{number}")


def score(*findings: Finding, target: Target = PORTAL, **options: Any) -> Score:
    return score_target(target, findings, RUBRIC, **options)


def mark(indicator: str, given: float, note: str = "现场核查") -> Mark:
    return Mark(PORTAL.url, indicator, given, note, "评定员", NIGHT)


def points(result: Score) -> dict[str, float]:
    """What each indicator costs."""
    found: dict[str, float] = {}
    for line in result.lines:
        if line.indicator:
            found[line.indicator] = round(found.get(line.indicator, 0) + line.points, 2)
    return found


def line(result: Score, title: str) -> ScoreLine:
    return next(each for each in result.lines if each.title == title)


def with_cap(indicator: str, cap: int) -> Rubric:
    changed = [each.model_copy(update={"cap": cap}) if each.id == indicator else each for each in RUBRIC.indicators]
    return replace(RUBRIC, indicators=tuple(changed))


def without_gate() -> Rubric:
    """Vetoes by the machine's word."""
    return replace(RUBRIC, scoring=RUBRIC.scoring.model_copy(update={"vetoes_need_people": False}))


def reviewed(*found: Finding, decision: Decision = "属实") -> dict[str, Review]:
    return {each.key: Review(each.key, decision, "核实", "复核员", NIGHT) for each in found}


GOLDEN = (
    column("F03", 1, kind="policy", level=1),
    finding("V02", "bsfw/"),
    finding("H03", "hdjl/"),
    dead(1, rank=0),
)


def test_self_check_of_2019() -> None:
    """国管局 2019Q2: 政策文件 −5, 办事统计 −2, 留言答复 −3, 功能设计 −1."""
    result = score(*GOLDEN)
    assert points(result) == {"A5": 5.0, "B2": 2.0, "C2": 3.0, "D3": 1.0}
    assert (result.deducted, result.bonus, result.total, result.grade, result.veto) == (11.0, 0.0, 89.0, "合格", ())


def test_self_check_of_the_second_quarter_of_nsfc() -> None:
    """国家自然科学基金委 2019Q2: 解读比例 and 解读关联 −1 each, 信息提交 and 留言公开 −13, 一号登录 and IPv6 −3."""
    found = (finding("I03", "wj/1"), finding("I01", "wj/2"), finding("H03", "hdjl/"), finding("S07"))
    result = score(*found, marks=[mark("C1", 5.0), mark("C2", 5.0), mark("D6", 2.0)])
    spent = dict.fromkeys(("发布解读", "办事服务", "互动交流", "功能设计"), 0.0)
    for each in result.lines:
        spent[each.group] += each.points
    blocks = {each.group: each.number for each in RUBRIC.scoring.blocks}
    assert {group: blocks[group] - spent[group] for group in blocks} == {
        "发布解读": 29.0, "办事服务": 25.0, "互动交流": 10.0, "功能设计": 18.0,
    }  # fmt: skip
    assert (result.total, result.grade) == (82.0, "合格")


def test_nothing_found_is_full_marks() -> None:
    assert score() == Score(
        PORTAL.unit, PORTAL.name, PORTAL.url, "portal", "合格", deducted=0.0, bonus=0.0, total=100.0,
        manual=tuple(each.title for each in manual_indicators(RUBRIC)),
    )  # fmt: skip


# -- P2: veto --------------------------------------------------------------------------------------------------------


def test_a_veto_ends_the_scoring() -> None:
    result = score_target(PORTAL, (finding("F01"), *GOLDEN), without_gate())
    assert (result.grade, result.veto, result.total, result.deducted, result.bonus) == (
        "不合格", ("首页不更新",), None, None, None,
    )  # fmt: skip
    assert result.reason == "单项否决：首页不更新"
    # What was found beside it stays visible, uncounted.
    uncounted = {rule for each in result.lines if each.title == "未计分" for rule in each.rules}
    assert uncounted == {"A03", "F03", "H03", "V02"}
    assert all(each.points == 0 for each in result.lines)


@pytest.mark.parametrize(
    ("findings", "veto"),
    [
        ([column("C01", n) for n in range(4)], ()),
        ([column("C01", n) for n in range(5)], ("栏目不更新：空白栏目5个以上",)),
        ([column("F04", n) for n in range(9)], ()),
        ([column("F04", n) for n in range(10)], ("栏目不更新：应更新但长期未更新的栏目10个以上",)),
        ([*(column("F04", n) for n in range(9)), column("F05", 0)], ()),  # one column, two findings
        (
            [*(column("F02", n, "news", 3) for n in range(3)), *(column("F03", n, "notice", 1) for n in (3, 4))],
            ("栏目不更新：动态要闻类2周、通知公告和政策文件类一级栏目6个月未更新累计5个以上",),
        ),
        # Notice and policy columns count on the first level only.
        ([*(column("F02", n, "news") for n in range(4)), column("F05", 4, "notice", 2)], ()),
        # Statistics are neither news nor notices.
        ([*(column("F02", n, "news") for n in range(4)), column("F05", 4, "statistics", 1)], ()),
    ],
)
def test_columns_that_make_a_veto(findings: list[Finding], veto: tuple[str, ...]) -> None:
    assert score(*findings).veto == veto


def test_one_column_under_two_addresses_is_one() -> None:
    twice = Finding(**{**_values(column("C01", 0)), "url": "http://qinghe.test/lm0/index.html"})
    assert score(*(column("C01", n) for n in range(4)), twice).veto == ()


def _values(of: Finding) -> dict[str, Any]:
    return {name: getattr(of, name) for name in Finding.__slots__}


def test_a_veto_is_suspected_until_people_have_confirmed_what_makes_it() -> None:
    found = [column("C01", n) for n in range(6)]
    result = score(*found)
    assert (result.grade, result.veto, result.total) == ("疑似不合格（待复核）", ("栏目不更新：空白栏目5个以上",), None)
    assert sorted(result.pending) == sorted(each.key for each in found)
    assert result.reason == "疑似单项否决：栏目不更新：空白栏目5个以上（6条问题待复核）"
    assert line(result, result.veto[0]).text == "疑似单项否决：6个栏目，达到5个栏目；6条问题待人工复核，确认后方可认定"

    four = score(*found, standings=StatusIndex(NIGHT.date(), reviewed(*found[:4])))
    assert (four.grade, len(four.pending)) == ("疑似不合格（待复核）", 2)
    open_too = reviewed(*found[:4]) | reviewed(found[4], decision="待定")
    assert score(*found, standings=StatusIndex(NIGHT.date(), open_too)).grade == "疑似不合格（待复核）"
    five = reviewed(*found[:4]) | reviewed(found[4], decision="已整改")
    sure = score(*found, standings=StatusIndex(NIGHT.date(), five))
    assert (sure.grade, sure.pending, sure.reason) == ("不合格", (), "单项否决：栏目不更新：空白栏目5个以上")
    assert "pending" not in sure.as_record()


def test_five_stale_columns_of_which_people_dismiss_one_are_no_veto() -> None:
    found = [column("F02", n, "news", 1) for n in range(5)]
    result = score(*found, standings=StatusIndex(NIGHT.date(), reviewed(found[0], decision="不属实")))
    assert (result.grade, result.veto, result.total) == ("合格", (), 95.0)
    undone = next(each for each in result.lines if each.indicator == "V4a")
    assert undone.text == "单项否决不成立：5个栏目中1个栏目经复核不属实或按例外不计，余4个栏目，未达到5个栏目"
    assert (undone.points, undone.counted) == (0.0, 4)


def test_an_office_may_leave_vetoes_to_the_machine() -> None:
    result = score_target(PORTAL, [finding("F01")], without_gate())
    assert (result.grade, result.pending, line(result, "首页不更新").text) == ("不合格", (), "单项否决")


V6 = "服务不实用：办事指南重点要素缺失4类以上的事项5个以上，或不足5个而全部缺失"


@pytest.mark.parametrize(
    ("incomplete", "matters", "veto"),
    [(5, 30, (V6,)), (4, 30, ()), (4, 4, (V6,)), (3, 4, ()), (1, 1, (V6,)), (4, None, ()), (0, 0, ())],
)
def test_incomplete_guides_are_a_veto(incomplete: int, matters: int | None, veto: tuple[str, ...]) -> None:
    guides = [finding("V01", f"bszn/{n}.html") for n in range(incomplete)]
    result = score(*guides, matters=matters)
    assert (result.veto, result.grade) == (veto, "疑似不合格（待复核）" if veto else "合格")


def test_deductions_for_portals_only() -> None:
    national = replace(RUBRIC, scoring=RUBRIC.scoring.model_copy(update={"applies_to": ("portal",)}))
    bureau = score_target(BUREAU, GOLDEN, national)
    assert (bureau.grade, bureau.total, bureau.deducted, bureau.veto) == ("合格", None, None, ())
    assert bureau.reason == "扣分指标不适用于此类网站，只看单项否决"
    assert {rule for each in bureau.lines for rule in each.rules} == {each.rule for each in GOLDEN}
    assert score_target(BUREAU, [finding("F01")], national).veto == ("首页不更新",)
    assert score_target(PORTAL, GOLDEN, national).total == 89.0


# -- P3 to P5 --------------------------------------------------------------------------------------------------------


def test_no_indicator_costs_more_than_its_cap() -> None:
    result = score(*(dead(n) for n in range(300)), dead(1000, rank=0))
    assert points(result) == {"D3": 5.0}
    home, other = (each for each in result.lines if each.indicator == "D3")
    assert (home.points, home.capped, other.counted, other.raw, other.points, other.capped) == (
        1.0, False, 300, 30.0, 4.0, True,
    )  # fmt: skip
    assert result.total == 95.0


def test_tenths_add_up() -> None:
    result = score(dead(1), dead(2), dead(3))
    assert (result.deducted, result.total, line(result, "可用性").points) == (0.3, 99.7, 0.3)
    assert repr(result.as_record()["deducted"]) == "0.3"


@pytest.mark.parametrize(("columns", "total", "grade"), [(39, 61.0, "合格"), (40, 60.0, "合格"), (41, 59.0, "不合格")])
def test_below_sixty_fails(columns: int, total: float, grade: str) -> None:
    rubric = with_cap("A9", 100)
    # F07 is in no veto condition, so that points alone decide.
    result = score_target(PORTAL, [column("F07", n) for n in range(columns)], rubric)
    assert (result.total, result.grade, result.veto) == (total, grade, ())
    assert result.reason == ("得分低于60分" if grade == "不合格" else "")


def test_no_score_below_zero() -> None:
    result = score_target(PORTAL, [column("F07", n) for n in range(120)], with_cap("A9", 120))
    assert (result.total, result.deducted, result.grade) == (0.0, 120.0, "不合格")


@pytest.mark.parametrize(("columns", "bonus", "total"), [(19, 5.0, 86.0), (20, 0.0, 80.0)])
def test_bonus_counts_above_eighty_only(columns: int, bonus: float, total: float) -> None:
    awarded = [mark("E1", 5.0)]
    result = score_target(PORTAL, [column("F07", n) for n in range(columns)], with_cap("A9", 100), marks=awarded)
    assert (result.bonus, result.total) == (bonus, total)


# -- P6: units without services to the public ------------------------------------------------------------------------


def test_units_without_services_are_scored_by_75() -> None:
    result = score(*GOLDEN, target=BUREAU)
    assert points(result) == {"A5": 5.0, "C2": 3.0, "D3": 1.0}  # the statistics of services are not inspected
    assert (result.deducted, result.total, result.grade) == (9.0, 88.0, "合格")  # (75 - 9) x 4/3
    assert result.reason == "无对外服务职能，不检查办事服务，以75分为满分计扣后折算为100分制"
    assert line(result, "未计分").rules == ("V02",)


def test_units_without_services_can_reach_full_marks() -> None:
    assert score(target=BUREAU).total == 100.0


def test_thirds_are_rounded() -> None:
    assert score(dead(1, rank=0), target=BUREAU).total == 98.67


# -- P11: nothing twice ----------------------------------------------------------------------------------------------


def test_a_finding_is_counted_under_the_first_indicator_that_takes_it() -> None:
    result = score(column("F02", 1, "news", 1))
    assert points(result) == {"A4": 5.0}  # and not under A9


def test_once_per_site_takes_all_findings() -> None:
    result = score(column("F02", 1, "news"), column("F02", 2, "news"))
    assert points(result) == {"A4": 5.0}
    assert (line(result, "动态要闻").counted, len(line(result, "动态要闻").keys)) == (1, 2)


def test_a_column_is_charged_once_for_not_being_kept_up() -> None:
    result = score(column("F03", 1, "policy", 1), column("F04", 1, "policy", 1), column("F04", 2))
    assert points(result) == {"A5": 5.0, "A9": 1.0}
    assert (line(result, "不重复扣分").rules, line(result, "不重复扣分").counted) == (("F04",), 1)


def test_a_column_is_charged_once_for_two_findings_of_one_deduction() -> None:
    assert points(score(column("F04", 1), column("F07", 1))) == {"A9": 1.0}


def test_another_fault_of_the_same_column_is_charged() -> None:
    assert points(score(column("F04", 1), column("M02", 1))) == {"A9": 1.0, "D7": 0.1}


# -- what does not count ---------------------------------------------------------------------------------------------


def test_warnings_clues_and_doubts_cost_nothing() -> None:
    result = score(
        column("F08", 1), finding("F02", "a", severity="warning"), finding("F02", "b", severity="clue"),
        finding("F02", "c", outcome="error"), finding("C01", "d", outcome="skip"), undecided=1,
    )  # fmt: skip
    assert (result.total, result.undecided) == (100.0, 1)
    assert [each.rules for each in result.lines] == [("F08",)]


def test_a_problem_that_no_indicator_takes_is_shown() -> None:
    result = score(finding("X99", "a"), finding("X99", "b"))
    unscored = line(result, "未计分")
    assert (unscored.rules, unscored.counted, len(unscored.keys), result.total) == (("X99",), 2, 2, 100.0)


def test_local_rules_are_listed_without_points() -> None:
    result = score(finding("T01", "a"), finding("A02"))
    assert (points(result), result.total, result.assumed) == ({"L1": 0.0, "L2": 0.0}, 100.0, False)


def test_what_was_not_inspected_has_no_score() -> None:
    result = score(finding("A02"), missed="打不开：连接被拒绝")
    assert (result.grade, result.reason, result.total, result.deducted) == (
        "未完成检查",
        "打不开：连接被拒绝",
        None,
        None,
    )
    assert [each.number for each in result.problems] == [1]


def test_what_was_partly_inspected_has_no_final_score() -> None:
    result = score(*GOLDEN, unfinished="检查达到页面数上限5000，之后的内容没有检查")
    assert (result.grade, result.total, result.provisional, result.deducted) == ("未完成检查", None, 89.0, 11.0)
    assert result.reason == "检查达到页面数上限5000，之后的内容没有检查；按已检查的内容暂计89分"


def test_a_veto_that_holds_is_final_though_more_was_not_inspected() -> None:
    home = finding("F01")
    confirmed = StatusIndex(NIGHT.date(), reviewed(home))
    assert score(home, unfinished="检查达到页面数上限5000", standings=confirmed).grade == "不合格"
    assert score(home, unfinished="检查达到页面数上限5000").grade == "疑似不合格（待复核）"


# -- people's marks --------------------------------------------------------------------------------------------------


def test_people_deduct_up_to_the_cap() -> None:
    result = score(marks=[mark("A1", 9.0), mark("D8", 0.5)])
    assert points(result) == {"A1": 2.0, "D8": 0.5}
    assert (line(result, "概况信息").text, line(result, "概况信息").capped) == ("人工评定：现场核查（评定员）", True)
    assert result.total == 97.5


def test_people_may_veto() -> None:
    result = score(marks=[mark("V1", 1.0)])
    assert (result.grade, result.veto, result.total) == ("不合格", ("安全、泄密事故等严重问题",), None)
    assert score(marks=[mark("V1", 0.0)]).total == 100.0


def test_bonus_is_capped_and_named() -> None:
    result = score(marks=[mark("E1", 45.0)])
    assert (result.bonus, result.total) == (30.0, 130.0)


# -- what people dismiss, and what the register excepts --------------------------------------------------------------


def test_a_dismissed_finding_costs_nothing_and_stays_on_record() -> None:
    gone = GOLDEN[0]
    review = Review(gone.key, "不属实", "页面已更新", "复核员", NIGHT)
    result = score(*GOLDEN, standings=StatusIndex(NIGHT.date(), {gone.key: review}))
    assert result.total == 94.0
    assert line(result, "不计分").keys == (gone.key,)
    assert line(result, "不计分").text == "不属实：复核员2021-08-20复核不属实：页面已更新"


def test_a_dismissal_never_lowers_a_score() -> None:
    """A column that paid for the policies with another one: what stood beside it is not charged in its place."""
    found = [column("F03", 1, "policy", 1), column("F07", 1, "policy", 1), column("F03", 2, "policy", 1)]
    dismissed = Review(found[0].key, "不属实", "栏目已更新", "复核员", NIGHT)
    before, after = score(*found), score(*found, standings=StatusIndex(NIGHT.date(), {found[0].key: dismissed}))
    assert (before.total, after.total) == (95.0, 95.0)
    assert line(after, "不重复扣分").keys == (found[1].key,)


def test_other_decisions_count() -> None:
    decisions: tuple[Decision, ...] = ("属实", "已整改", "待定")
    reviews = {
        each.key: Review(each.key, said, "", "复核员", NIGHT) for each, said in zip(GOLDEN, decisions, strict=False)
    }
    assert score(*GOLDEN, standings=StatusIndex(NIGHT.date(), reviews)).total == 89.0


@pytest.mark.parametrize(
    ("row", "total"),
    [
        ({}, 94.0),
        ({"unit": PORTAL.unit}, 94.0),
        ({"url": PORTAL.url}, 94.0),
        ({"column": "lm1/"}, 94.0),
        ({"unit": "别的单位"}, 89.0),
        ({"unit": PORTAL.unit, "column": "别的栏目"}, 89.0),
        ({"rule": "F04"}, 89.0),
        ({"valid_until": date(2021, 8, 20)}, 94.0),
        ({"valid_until": date(2021, 8, 19)}, 89.0),
    ],
)
def test_exceptions_of_the_register(row: dict[str, Any], total: float) -> None:
    values: dict[str, Any] = {
        "rule": "F03",
        "reason": "改版",
        "approved_by": "办公室",
        "valid_until": date(2021, 12, 31),
    } | row
    standings = StatusIndex(date(2021, 8, 20), {}, [Exemption(**values)])
    assert score(*GOLDEN, standings=standings).total == total
    if values["valid_until"] < date(2021, 8, 20):
        assert standings.of(GOLDEN[0]).reason == "例外已于2021-08-19到期（改版）"


# -- what repeats another finding --------------------------------------------------------------------------------------


def repeating(*found: Finding, dismissed: Finding | None = None) -> StatusIndex:
    reviews = {dismissed.key: Review(dismissed.key, "不属实", "核实", "复核员", NIGHT)} if dismissed else {}
    people = StatusIndex(NIGHT.date(), reviews)
    return replace(people, repeats=repeats_among(found, people.is_problem))


def test_a_veto_counts_a_column_whichever_rule_says_that_it_is_stale() -> None:
    """Ten stale columns, of which one is that of the letters, which H03 is about: the veto knows no H03."""
    found = [*(column("F04", n) for n in range(9)), finding("H03", "hdjl/"), finding("F04", "hdjl/", kind="letters")]
    result = score(*found, standings=repeating(*found))
    assert result.veto == ("栏目不更新：应更新但长期未更新的栏目10个以上",)
    keys = [key for each in result.lines for key in each.keys]
    assert sorted(keys) == sorted(each.key for each in found)
    assert {each.rule: each.number for each in result.problems} == {"F04": 9, "H03": 1}


def test_what_the_rubric_charges_nothing_else_for_pays_itself() -> None:
    found = [finding("H03", "hdjl/"), finding("F04", "hdjl/", kind="letters")]
    free = [each.model_copy(update={"deductions": ()}) if each.id == "C2" else each for each in RUBRIC.indicators]
    lenient = replace(RUBRIC, indicators=tuple(free))
    assert points(score(*found, standings=repeating(*found))) == {"C2": 3.0}
    assert points(score_target(PORTAL, found, lenient, standings=repeating(*found))) == {"A9": 1.0}


def test_a_column_that_paid_for_a_third_fault_does_not_pay_for_what_is_released() -> None:
    """H03 is dismissed: F04 of the column stands again, beside F07, and the column pays once."""
    letters, stale, behind = finding("H03", "hdjl/"), finding("F04", "hdjl/"), finding("F07", "hdjl/")
    standings = repeating(letters, stale, behind, dismissed=letters)
    assert points(score(letters, stale, standings=standings)) == {"A9": 1.0}
    assert points(score(letters, stale, behind, standings=standings)) == {"A9": 1.0}


# -- what the result says of itself ----------------------------------------------------------------------------------


def test_assumed_points_are_marked() -> None:
    published, assumed = score(column("F03", 1, "policy", 1)), score(column("F02", 1, "news"))
    assert (published.assumed, line(published, "政策文件").assumed) == (False, False)
    assert (assumed.assumed, line(assumed, "动态要闻").assumed) == (True, True)


def test_an_assumed_cap_is_marked_where_it_cuts() -> None:
    assert not score(dead(1)).assumed
    assert score(*(dead(n) for n in range(51))).assumed


def test_order_makes_no_difference() -> None:
    found = [*GOLDEN, column("F04", 1, "policy", 1), column("F05", 2), *(dead(n) for n in range(5, 9)), GOLDEN[0]]
    assert score(*found) == score(*reversed(found))


def test_record_names_what_scripts_read() -> None:
    record = score(*GOLDEN, undecided=2).as_record()
    assert json.loads(json.dumps(record)) == record
    named = ("unit", "target", "target_url", "veto", "deducted", "bonus", "total", "grade", "reason", "lines")
    assert [name for name in named if name not in record] == []
    first = record["lines"][0]
    assert (first["indicator"], first["rules"], first["counted"], first["points_each"], first["points"]) == (
        "A5", ["F03"], 1, 5.0, 5.0,
    )  # fmt: skip


def test_problems_name_their_columns() -> None:
    names = score(*(column("F04", n) for n in range(5))).problems
    assert [(each.rule, each.number, each.columns) for each in names] == [("F04", 5, ("lm0/", "lm1/", "lm2/"))]


def test_manual_indicators_are_those_that_no_rule_judges() -> None:
    assert [each.id for each in manual_indicators(RUBRIC)][:5] == ["V1", "V6a", "A1", "A2", "A3"]
    assert "B2" in [each.id for each in manual_indicators(RUBRIC, ("F01", "F02"))]


def test_frames_have_a_row_per_target_and_per_line() -> None:
    vetoed = score_target(PORTAL, [finding("F01")], without_gate())
    scores = [score(*GOLDEN), vetoed, score(missed="被拦截", target=BUREAU)]
    frame = scores_frame(scores)
    assert frame[["target", "grade", "problems"]].values.tolist() == [
        [PORTAL.name, "合格", 4], [PORTAL.name, "不合格", 1], [BUREAU.name, "未完成检查", 0],
    ]  # fmt: skip
    assert frame["total"].fillna(-1).tolist() == [89.0, -1.0, -1.0]
    assert lines_frame(scores).groupby("indicator")["points"].sum().to_dict() == {
        "A5": 5.0, "B2": 2.0, "C2": 3.0, "D3": 1.0, "V3": 0.0,
    }  # fmt: skip
    assert scores_frame([]).empty
    assert lines_frame([]).empty
