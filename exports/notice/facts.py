"""The figures and names of the notice (通报), all from stored facts, none from a finding that does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.round_totals.disclosure import PlatformTally
from analysis.round_totals.media import MediaUnit, media_rules
from analysis.round_totals.policy_qa import PRAISED
from analysis.round_view import RoundView
from analysis.scoring.round_scores import unfinished
from analysis.scoring.scores import FAILED, PASSED, SUSPECTED, UNFINISHED, Score
from exports.notice.issues import CountedProblem, Issue, issues_of, names, wholly
from govcrawl.domain.decisions import DISMISSED
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.targets import DISCLOSURE, POLICY_QA, WEBSITES
from govcrawl.store.reader import TargetState
from govcrawl.store.verifications import STATES
from pipelines.catalogue import rules_about, rules_counted_in
from pipelines.model import NOT_UPDATED, Figure, Subject
from pipelines.texts import Part


@dataclass(frozen=True, slots=True)
class QualifiedCount:
    """Websites, accounts or platforms: how many there are, were inspected, and are qualified."""

    total: int
    inspected: int
    qualified: int
    rate: str  # of those inspected; — when none was
    failed: str  # names of those that are not qualified
    suspected: str  # names of those whose veto people have not confirmed yet
    unfinished: str  # names of those that could not be inspected to their end
    full: str  # units without any deduction, on any of their places, and with nothing left undecided there
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the template of the notice may use, by these names (docs/notice.md)."""

    year: int
    quarter: str  # 一, 二, 三, 四
    inspected_on: str
    deadline: str
    deadline_assumed: bool
    sites: QualifiedCount
    media: QualifiedCount
    media_units: int
    forwarding_due: int
    forwarding_done: int
    forwarding_late: int  # the rest could not be judged, or does not count
    platforms: QualifiedCount
    platforms_fresh: str  # units whose platform keeps all of its columns up to date
    platforms_filled: str  # no empty column
    platforms_pdf: str  # no attachment offered as Word alone
    qa_units: int
    qa_posts: int
    qa_posts_in_round: int
    qa_praised: str
    qa_unfinished: str  # platforms of which nothing is known
    qa_issues: list[Issue]
    duties: int
    duties_on_time: int
    duties_late: str
    verified: int
    verified_against: str
    verified_states: dict[str, int]
    points_assumed: bool


def notice_facts(view: RoundView, deadline: date, *, assumed: bool) -> NoticeFacts:
    """All of it.

    deadline: until when problems are to be mended. assumed: whether nobody has confirmed it.
    """
    facts, verified = view.facts, view.verifications
    sites, platforms, units = view.website_scores, view.disclosure_scores, view.media_units
    on_time, late = _duties(view)
    states = Counter(row.state for row in verified)
    scores = (*sites, *platforms, *(unit.score for unit in units))
    return NoticeFacts(
        year=facts.round.year,
        quarter="一二三四"[facts.round.quarter - 1],
        inspected_on=chinese_day(facts.round.date),
        deadline=chinese_day(deadline),
        deadline_assumed=assumed,
        sites=_group(sites, _of(view, WEBSITES), "websites", "网站"),
        media=_media(units),
        media_units=sum(unit.running > 0 for unit in units),
        forwarding_due=sum(unit.forwarding_due for unit in units),
        forwarding_done=sum(unit.forwarding_done for unit in units),
        forwarding_late=sum(_late(unit) for unit in units),
        platforms=_group(platforms, _of(view, (DISCLOSURE,)), "disclosure", "平台"),
        **_good_platforms(view),
        **_answers(view),
        qa_issues=issues_of(_of(view, (POLICY_QA,)), "policy_qa"),
        duties=on_time + len(late),
        duties_on_time=on_time,
        duties_late=names(late),
        verified=len(verified),
        verified_against=verified[0].against if verified else "",
        verified_states={state: states[state] for state in STATES},
        points_assumed=any(score.assumed for score in scores),
    )


def chinese_day(day: date) -> str:
    """The day as official documents write it, e.g. 2021年8月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _of(view: RoundView, platforms: Collection[str]) -> list[CountedProblem]:
    """The problems on targets of these platforms; those of accounts apart."""
    ours = {(each.target.url, each.target.name) for each in view.of_platforms(platforms)}
    counts, of_accounts = view.problem_counts.items(), media_rules()
    found: list[CountedProblem] = []
    for place, number in counts:
        if place[:2] in ours and place.rule not in of_accounts:
            shared = list(view.shared_causes.get(place, Counter()).elements())
            causes = shared + [""] * (number - len(shared))
            found += (CountedProblem(place.rule, place.unit, place.target_url, cause) for cause in causes)
    return found


def _group(scores: Sequence[Score], found: Sequence[CountedProblem], part: Part, noun: str) -> QualifiedCount:
    inspected = [each for each in scores if each.grade != UNFINISHED]
    qualified = [each for each in scores if each.grade == PASSED]
    return QualifiedCount(
        total=len(scores),
        inspected=len(inspected),
        qualified=len(qualified),
        rate=_rate(len(qualified), len(inspected)),
        failed=names((each.target for each in scores if each.grade == FAILED), noun),
        suspected=names((each.target for each in scores if each.grade == SUSPECTED), noun),
        unfinished=names((each.target for each in scores if each.grade == UNFINISHED), noun),
        full=names(wholly([(each.unit, _spotless(each)) for each in scores])),
        issues=issues_of(found, part),
    )


def _media(units: Sequence[MediaUnit]) -> QualifiedCount:
    running = [account for unit in units for account in unit.accounts if account.running]
    inspected, qualified = sum(unit.inspected for unit in units), sum(unit.qualified for unit in units)
    told = [(each.grade, f"{each.name}（{each.platform}）") for each in running]
    return QualifiedCount(
        total=len(running),
        inspected=inspected,
        qualified=qualified,
        rate=_rate(qualified, inspected),
        failed=names((name for grade, name in told if grade == FAILED), "账号"),
        suspected=names((name for grade, name in told if grade == SUSPECTED), "账号"),
        unfinished=names((name for grade, name in told if grade == UNFINISHED), "账号"),
        full=names(unit.unit for unit in units if unit.running and _spotless(unit.score)),
        issues=issues_of((each for unit in units for each in unit.findings), "new_media"),
    )


def _late(unit: MediaUnit) -> int:
    """Items that none of the unit's accounts has forwarded in time."""
    forwarding = rules_about(Subject.FORWARDING)
    return len({each.subject for each in unit.findings if each.rule in forwarding})


def _spotless(score: Score) -> bool:
    """Whether it may be said in public that nothing was deducted: a final score, and no doubt that could lower it."""
    return score.total is not None and not score.deducted and not score.undecided


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def _answers(view: RoundView) -> dict[str, Any]:
    """What the connected units have answered on the platforms that were read."""
    asked = view.qa_platforms
    units = [unit for platform in asked if platform.missed is None for unit in platform.units]
    return {
        "qa_units": len(units),
        "qa_posts": sum(unit.total for unit in units),
        "qa_posts_in_round": sum(unit.in_round for unit in units),
        "qa_praised": names(unit.unit for unit in units if unit.verdict == PRAISED),
        "qa_unfinished": names((each.name for each in asked if each.missed is not None), "平台"),
    }


def _good_platforms(view: RoundView) -> dict[str, Any]:
    """Units to be praised, by criterion: their platforms were inspected to the end and leave no doubt about it."""
    places = [(each, view.disclosure_tally(each)) for each in view.of_platforms((DISCLOSURE,))]
    doubts = {(each.target_url, each.target, each.rule) for each in view.findings("error")}

    def good(state: TargetState, tally: PlatformTally, faults: int, rules: Iterable[str]) -> bool:
        known = state.missed is None and not unfinished(state) and tally.columns > 0
        doubted = any((state.target.url, state.target.name, rule) in doubts for rule in rules)
        return known and not faults and not doubted

    def praised(faults: Sequence[int], rules: Iterable[str]) -> str:
        pairs = zip(places, faults, strict=True)
        return names(wholly([(place[0].target.unit, good(*place, number, rules)) for place, number in pairs]))

    return {
        "platforms_fresh": praised(
            [each.stale + each.undated + each.behind + each.repeated for _, each in places],
            rules_counted_in(*NOT_UPDATED),
        ),
        "platforms_filled": praised([each.empty for _, each in places], rules_counted_in(Figure.EMPTY)),
        "platforms_pdf": praised([each.word for _, each in places], rules_counted_in(Figure.WORD)),
    }


def _duties(view: RoundView) -> tuple[int, list[str]]:
    """How many columns their responsible units (栏目责任) keep in time, and whose are late.

    Columns that could not be judged, or that an exception covers, are neither.
    """
    late_urls: set[str] = set()
    neither: set[str] = set()
    for each in view.findings("all", rules=rules_counted_in(*NOT_UPDATED, Figure.EMPTY)):
        if view.statuses.stands(each):
            late_urls.add(each.url)
        elif view.statuses.of(each).label != DISMISSED:
            neither.add(each.url)
    on_time, late = 0, []
    for state in view.targets:
        duties = state.site.duties if state.site else []
        read = _columns_read(view, state) if duties else set()
        for duty in duties:
            if duty.column_url in late_urls:
                late.append(duty.unit)
            elif duty.column_url in read - neither:
                on_time += 1
    return on_time, late


def _columns_read(view: RoundView, state: TargetState) -> set[str]:
    return {
        item.url
        for item in view.items((ColumnItem,), state.target.url)
        if isinstance(item, ColumnItem) and item.answer is FetchOutcome.REACHABLE and not item.unrendered
    }
