"""Scores of one target with their derivation: which findings count, as what, and what they cost. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from analysis.scoring.counts import Pool
from analysis.scoring.deductions import bonus_lines, indicator_lines, number_of, shared_cost
from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.lines import (
    REPEATED,
    ScoreLine,
    exact,
    repeated,
    rules_of,
    uncounted,
    waived,
)
from analysis.scoring.repeats import Repeats
from analysis.scoring.vetoes import HeldVeto, held_vetoes, undone_vetoes
from govcrawl.domain.decisions import Mark
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import WEBSITES, Target
from govcrawl.rubric.columns import Vocabulary, load_vocabulary
from govcrawl.rubric.model import Indicator, Rubric

FAILED, PASSED, UNFINISHED = "不合格", "合格", "未完成检查"
SUSPECTED = "疑似不合格（待复核）"  # by a veto that people have not confirmed yet
UNSCORED = "未计分"
_PORTALS_ONLY = "扣分指标不适用于此类网站，只看单项否决"
_NAMED = 3  # columns named per rule in the summary; the full list is in the problem sheet


@dataclass(frozen=True, slots=True)
class RuleProblems:
    """The problems of one rule on a target, for the summary."""

    rule: str
    number: int
    columns: tuple[str, ...] = ()  # the first few, by name


@dataclass(frozen=True, slots=True)
class Score:
    """A target's result. `total` is None where no score is final (veto, not fully inspected) or none is given."""

    unit: str
    target: str
    target_url: str
    platform: str
    grade: str  # 合格, 不合格, 疑似不合格（待复核）, 未完成检查
    reason: str = ""
    veto: tuple[str, ...] = ()  # titles of the veto indicators that hold by what was found, confirmed or not
    deducted: float | None = None  # None where nothing was scored
    bonus: float | None = None
    total: float | None = None
    provisional: float | None = None  # what a target that was not fully inspected would have by what was seen
    lines: tuple[ScoreLine, ...] = ()
    problems: tuple[RuleProblems, ...] = ()
    manual: tuple[str, ...] = ()  # indicators that only people can judge
    undecided: int = 0  # findings with outcome error: the score may be too high by them
    pending: tuple[str, ...] = ()  # keys of unreviewed findings that make or break the vetoes of a suspected target

    @property
    def assumed(self) -> bool:
        """Whether points that have not been confirmed went into the total."""
        return any(line.assumed and line.points for line in self.lines)

    def as_record(self) -> dict[str, Any]:
        """The score as one JSON object: lists, numbers, texts."""
        record: dict[str, Any] = _lists(asdict(self)) | {"assumed": self.assumed}
        if not self.pending:
            del record["pending"]
        return record


def score_target(
    target: Target,
    findings: Iterable[Finding],
    rubric: Rubric,
    *,
    standings: StatusIndex | None = None,
    missed: str | None = None,
    unfinished: str = "",
    undecided: int = 0,
    marks: Sequence[Mark] = (),
    vocabulary: Vocabulary | None = None,
    vetoes: bool = True,
    matters: int | None = None,
) -> Score:
    """The target's score by this rubric (STANDARD P2-P6, P11); the order of the findings makes no difference.

    standings: what people have dismissed and the register excepts; without them, everything counts.
    missed: why the target was not inspected; then there is a reason, and no score.
    unfinished: what of the target was not inspected; then no score is final, though a veto that holds is.
    undecided: number of findings that could not be judged.
    marks: what people give on this target's indicators; bonus counts above the rubric's threshold only.
    vetoes: without them only the deductions are applied (the score of a unit's accounts together).
    matters: how many service guides the website has; None when that is not known.
    """
    problems = [each for each in findings if each.outcome == "fail" and each.severity == "problem"]
    statuses = standings or StatusIndex(date.min)
    skipped = rubric.scoring.service_group if not target.serves_public else ""
    repeats = _repeats(problems, statuses, _charged(rubric, skipped))
    aside = tuple(waived(problems, statuses))
    set_aside = {key for line in aside for key in line.keys}
    aside += tuple(repeated(problems, repeats))
    kinds, one_fault = vocabulary or load_vocabulary(), rubric.scoring.one_fault
    pool = Pool(problems, kinds, one_fault, lambda each: each.key in set_aside, repeats)
    given = {each.indicator: each for each in marks}
    score = Score(
        unit=target.unit,
        target=target.name,
        target_url=target.url,
        platform=target.platform,
        grade=UNFINISHED,
        reason=missed or "",
        problems=_problems([each for each in pool.rest() if not statuses.repeats.original(each)]),
        manual=tuple(each.title for each in manual_indicators(rubric)),
        undecided=undecided,
    )
    if missed is not None:
        return replace(score, lines=(*uncounted(UNSCORED, pool.rest(), "检查对象未完成检查，不评分"), *aside))
    held = tuple(held_vetoes(rubric, pool, given, statuses, matters)) if vetoes else ()
    if held:
        return _vetoed(score, held, tuple(_beside([each.line for each in held], pool, aside)))
    if vetoes and rubric.scoring.vetoes_need_people:
        aside = (*undone_vetoes(rubric, pool, matters), *aside)
    if target.platform in WEBSITES and target.platform not in rubric.scoring.applies_to:
        return _unscored(score, unfinished, (*uncounted(UNSCORED, pool.rest(), f"{_PORTALS_ONLY}，只列问题"), *aside))
    result = _deducted(score, skipped or None, rubric, pool, given)
    result = replace(result, lines=(*result.lines, *aside))
    return _provisional(result, unfinished) if unfinished else result


def _vetoed(score: Score, held: Sequence[HeldVeto], beside: tuple[ScoreLine, ...]) -> Score:
    """不合格 by what people have confirmed; 疑似 as long as they have confirmed none of the vetoes."""
    titles = tuple(each.line.title for each in held)
    lines = (*(each.line for each in held), *beside)
    sure = [each.line.title for each in held if each.confirmed]
    if sure:
        return replace(score, grade=FAILED, veto=titles, reason=f"单项否决：{'；'.join(sure)}", lines=lines)
    pending = tuple(dict.fromkeys(key for each in held for key in each.undecided))
    reason = f"疑似单项否决：{'；'.join(titles)}（{len(pending)}条问题待复核）"
    return replace(score, grade=SUSPECTED, veto=titles, reason=reason, lines=lines, pending=pending)


def _unscored(score: Score, unfinished: str, lines: tuple[ScoreLine, ...]) -> Score:
    """The result of a website that the deductions do not apply to: no veto holds."""
    grade, reason = (UNFINISHED, unfinished) if unfinished else (PASSED, _PORTALS_ONLY)
    return replace(score, grade=grade, reason=reason, lines=lines)


def _provisional(score: Score, unfinished: str) -> Score:
    reason = f"{unfinished}；按已检查的内容暂计{score.total:g}分"
    return replace(score, grade=UNFINISHED, reason=reason, total=None, provisional=score.total)


def manual_indicators(rubric: Rubric, rules: Collection[str] | None = None) -> list[Indicator]:
    """Indicators that no rule judges: none at all, or (when given) none of these rules."""
    return [each for each in rubric.indicators if not any(rules is None or rule in rules for rule in each.rules)]


# -- veto ------------------------------------------------------------------------------------------------------------


def _beside(held: Iterable[ScoreLine], pool: Pool, aside: Iterable[ScoreLine]) -> Iterator[ScoreLine]:
    """The lines for what no veto of `held` has counted; a repeat may have been (`aside`)."""
    counted = {key for line in held for key in line.keys}
    rest = [each for each in pool.rest() if each.key not in counted]
    yield from uncounted(UNSCORED, rest, "已单项否决，不再评其他指标")
    for line in aside:
        keys = tuple(key for key in line.keys if key not in counted)
        if keys:
            yield replace(line, counted=len(keys), keys=keys)


# -- deduction -------------------------------------------------------------------------------------------------------


def _charged(rubric: Rubric, skipped: str) -> frozenset[str]:
    """Rules whose findings can cost points. `skipped` is the group that is not inspected, "" for none."""
    groups = [each for each in rubric.indicators if each.cap and each.group != skipped]
    return frozenset(rule for each in groups for count in each.deductions if count.points for rule in count.rules)


def _repeats(problems: Sequence[Finding], statuses: StatusIndex, charged: Collection[str]) -> Repeats:
    """Those of the repeats whose other finding the rubric charges: what nothing else is charged for pays itself."""
    known = statuses.repeats
    of = {
        each.key: original
        for each in problems
        if (original := known.original(each)) and original.rule in charged and statuses.of(each).repeats
    }
    return Repeats(of, known.released, known.rules)


def _deducted(score: Score, skipped: str | None, rubric: Rubric, pool: Pool, given: dict[str, Mark]) -> Score:
    scoring = rubric.scoring
    lines: list[ScoreLine] = []
    repeated: list[Finding] = []
    for indicator in rubric.indicators:
        if indicator.part == "deduction" and indicator.group != skipped:
            lines += indicator_lines(indicator, pool, repeated, given.get(indicator.id))
    deducted = sum((exact(line.points) for line in lines), Decimal())
    full = number_of(scoring.full_marks)
    base = full if skipped is None else number_of(scoring.without_service)
    if skipped is not None and scoring.service_share == "average":
        total = _rounded(max(full - shared_cost(lines, scoring, skipped), Decimal()))
    else:
        total = _rounded(max(base - deducted, Decimal()) * full / base)
    bonus = list(bonus_lines(rubric, given, total))
    awarded = sum((exact(line.points) for line in bonus), Decimal())
    failed = total < number_of(scoring.fail_below)
    lines += bonus
    lines += uncounted(REPEATED, repeated, "该栏目已按其他指标扣分，不重复扣分")
    lines += uncounted(UNSCORED, pool.rest(), "没有指标计扣此类问题，只列问题")
    return replace(
        score,
        grade=FAILED if failed else PASSED,
        reason=_reason(failed, rubric, skipped),
        deducted=float(_rounded(deducted)),
        bonus=float(_rounded(awarded)),
        total=float(_rounded(total + awarded)),
        lines=tuple(lines),
    )


def _reason(failed: bool, rubric: Rubric, skipped: str | None) -> str:
    scoring = rubric.scoring
    reasons = [f"得分低于{scoring.fail_below.number:g}分"] if failed else []
    if skipped is not None:
        full, base = float(number_of(scoring.full_marks)), float(number_of(scoring.without_service))
        how = f"以{base:g}分为满分计扣后折算为{full:g}分制"
        if scoring.service_share == "average":
            how = f"该部分{full - base:g}分平均计入其他部分，各部分的扣分按比例放大"
        reasons.append(f"无对外服务职能，不检查{skipped}，{how}")
    return "；".join(reasons)


# -- helpers ---------------------------------------------------------------------------------------------------------


def _problems(findings: Sequence[Finding]) -> tuple[RuleProblems, ...]:
    problems = []
    for rule in rules_of(findings):
        of_rule = [each for each in findings if each.rule == rule]
        # Only where the finding is about the column itself is its name worth telling.
        named = dict.fromkeys(each.title for each in of_rule if each.column and each.title == each.column)
        problems.append(RuleProblems(rule, len(of_rule), tuple(named)[:_NAMED]))
    return tuple(problems)


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lists(each) for name, each in value.items()}
    return [_lists(each) for each in value] if isinstance(value, tuple | list) else value


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
