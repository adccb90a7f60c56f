"""What holds of every score, whatever was found and whatever the office writes into its rubric."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.scores import FAILED, PASSED, SUSPECTED, Score, score_target
from govcrawl.domain.decisions import DECISIONS, Mark, Review
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import Target
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.model import Deduction, Indicator, Rubric, Veto
from govcrawl.rubric.reader import load_rubric

NIGHT = datetime(2021, 8, 20, 15, 30, tzinfo=UTC)
TARGETS = [
    Target("青禾县人民政府", "portal", "青禾县人民政府门户网站", "http://qinghe.test/", "县市区"),
    Target("云岭市林业局", "department", "云岭市林业局网站", "http://qinghe.test/", serves_public=False),
]
VOCABULARY = load_vocabulary()
RULES = sorted({rule for each in load_rubric().indicators for rule in each.rules})
KINDS = ["", *sorted(VOCABULARY.kinds)]

findings = st.lists(
    st.builds(
        lambda rule, place, subject, kind, level, rank, outcome, severity: Finding(
            rule, outcome, "青禾县人民政府", "青禾县人民政府门户网站", "http://qinghe.test/",
            f"http://qinghe.test/{place}/", f"栏目{place}", "问题", NIGHT, f"栏目{place}",
            evidence={"kind": kind, "level": level, "rank": rank}, severity=severity, subject=subject,
        ),
        st.sampled_from(RULES),
        st.integers(0, 4),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from(KINDS),
        st.integers(1, 3),
        st.integers(0, 2),
        st.sampled_from(["fail", "fail", "fail", "error", "skip"]),
        st.sampled_from(["problem", "problem", "warning"]),
    ),
    max_size=40,
)  # fmt: skip
points = st.integers(0, 400).map(lambda number: number / 10)
counts: dict[str, st.SearchStrategy[Any]] = {
    "rules": st.lists(st.sampled_from(RULES), min_size=1, max_size=5, unique=True).map(tuple),
    "per": st.sampled_from(["finding", "column", "site"]),
    "first_level": st.booleans(),
    "place": st.sampled_from(["", "", "home", "other"]),
}
groups = st.sampled_from([{}, {}, {"groups": ("news",)}, {"groups": ("notice_policy",)}])
deductions = st.builds(
    lambda groups, **fields: Deduction(**fields, **groups),
    groups, **counts, points=points, source=st.sampled_from(["S", "assumed"]), text=st.just("扣"),
)  # fmt: skip
vetoes = st.builds(lambda groups, **fields: Veto(**fields, **groups), groups, **counts, at_least=st.integers(1, 8))


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """The published procedure over any indicators."""
    made = [
        Indicator(
            id=f"D{number}",
            part="deduction",
            group=draw(st.sampled_from(["发布解读", "办事服务", "功能设计"])),
            title=f"指标{number}",
            source="assumed",
            cap=draw(points),
            deductions=tuple(draw(st.lists(deductions, max_size=3))),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    made += [
        Indicator(id=f"V{number}", part="veto", group="单项否决", title=f"否决{number}", source="S", veto=draw(vetoes))
        for number in range(draw(st.integers(0, 2)))
    ]
    made.append(Indicator(id="E1", part="bonus", group="加分", title="加分", source="S", cap=draw(points)))
    return replace(load_rubric(), indicators=tuple(made))


marks = st.lists(
    st.builds(
        lambda indicator, given: Mark("http://qinghe.test/", indicator, given, "现场核查", "评定员", NIGHT),
        st.sampled_from(["D0", "D1", "D2", "E1"]),
        points,
    ),
    max_size=3,
    unique_by=lambda mark: mark.indicator,
)
cases = st.tuples(st.sampled_from(TARGETS), findings, rubrics(), marks)
Case = tuple[Target, list[Finding], Rubric, list[Mark]]


def scored(case: Case, standings: StatusIndex | None = None) -> Score:
    target, found, rubric, given_marks = case
    return score_target(target, found, rubric, standings=standings, marks=given_marks, vocabulary=VOCABULARY)


def total_of(score: Score) -> float:
    """The total; a veto is worse than any."""
    return -1.0 if score.total is None else score.total


@given(cases)
@settings(max_examples=300, deadline=None)
def test_the_derivation_sums_to_the_score(case: Case) -> None:
    target, _, rubric, _ = case
    score = scored(case)
    if score.veto:
        assert (score.total, score.deducted) == (None, None)
        assert score.grade == (SUSPECTED if score.pending else FAILED)
        return
    parts = {each.id: each.part for each in rubric.indicators}
    spent = sum(
        (Decimal(str(line.points)) for line in score.lines if parts.get(line.indicator) == "deduction"), Decimal()
    )
    bonus = sum((Decimal(str(line.points)) for line in score.lines if parts.get(line.indicator) == "bonus"), Decimal())
    base = Decimal(100) if target.serves_public else Decimal(75)
    kept = max(base - spent, Decimal()) * 100 / base
    assert score.total is not None
    assert abs(Decimal(str(score.total)) - kept - bonus) <= Decimal("0.005")
    assert score.deducted == float(round(spent, 2))
    assert score.total >= 0
    assert score.grade == (FAILED if Decimal(str(score.total)) - bonus < 60 else PASSED)


@given(cases)
@settings(max_examples=200, deadline=None)
def test_no_indicator_costs_more_than_its_cap(case: Case) -> None:
    caps = {each.id: Decimal(str(each.cap)) for each in case[2].indicators if each.part != "veto"}
    spent = dict.fromkeys(caps, Decimal())
    for line in scored(case).lines:
        if line.indicator in spent:
            spent[line.indicator] += Decimal(str(line.points))
    assert [each for each, points_spent in spent.items() if points_spent > caps[each]] == []


@given(cases)
@settings(max_examples=200, deadline=None)
def test_every_problem_is_in_the_derivation_once(case: Case) -> None:
    score = scored(case)
    problems = {each.key for each in case[1] if each.outcome == "fail" and each.severity == "problem"}
    keys = [key for line in score.lines for key in line.keys]
    assert set(keys) == problems
    if not score.veto:  # one finding may hold up several vetoes
        assert len(keys) == len(problems)


@given(cases, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_findings_makes_no_difference(case: Case, random: Random) -> None:
    shuffled = list(case[1])
    random.shuffle(shuffled)
    assert scored((case[0], shuffled, *case[2:])) == scored(case)


@given(cases, st.data())
@settings(max_examples=300, deadline=None)
def test_dismissing_a_finding_never_lowers_a_score(case: Case, data: st.DataObject) -> None:
    keys = sorted({each.key for each in case[1]})
    dismissed = data.draw(st.lists(st.sampled_from(keys), unique=True) if keys else st.just([]))
    reviews = {key: Review(key, "不属实", "核实", "复核员", NIGHT) for key in dismissed}
    after = scored(case, StatusIndex(NIGHT.date(), reviews))
    assert total_of(after) >= total_of(scored(case))


@given(cases, st.data())
@settings(max_examples=100, deadline=None)
def test_other_decisions_leave_a_score_as_it_is(case: Case, data: st.DataObject) -> None:
    kept = st.sampled_from([each for each in DECISIONS if each != "不属实"])
    reviews = {each.key: Review(each.key, data.draw(kept), "", "复核员", NIGHT) for each in case[1]}
    assert scored(case, StatusIndex(NIGHT.date(), reviews)) == scored(case)
