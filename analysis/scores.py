"""Scores of one target with their derivation: which findings count, as what, and what they cost. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from analysis.score_counts import Pool, Taken, measure
from govcrawl.findings import Finding
from govcrawl.register import Target
from govcrawl.standard.columns import Vocabulary, load_vocabulary
from govcrawl.standard.rubric import Indicator, Rubric

FAILED, PASSED, NOT_INSPECTED = "不合格", "合格", "未检查"
REPEATED, UNSCORED = "不重复扣分", "未计分"
_NAMED = 3  # columns named per rule in the summary; the full list is in the problem sheet
_COUNTED = {"finding": "处", "column": "个栏目", "site": "项"}


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One step of the derivation. `indicator` is "" for findings that no indicator has counted."""

    indicator: str
    title: str
    group: str
    rules: tuple[str, ...]
    per: str  # finding, column, site
    counted: int
    points_each: float
    raw: float  # counted x points_each
    points: float  # what is deducted once the indicator's cap is applied
    capped: bool
    assumed: bool  # the points have not been confirmed (未核实)
    text: str
    keys: tuple[str, ...]  # of the findings


@dataclass(frozen=True, slots=True)
class Problem:
    """The problems of one rule on a target, for the summary."""

    rule: str
    number: int
    columns: tuple[str, ...] = ()  # the first few, by name


@dataclass(frozen=True, slots=True)
class Score:
    """A target's result. `deducted`, `bonus` and `total` are None where nothing was scored: veto, not inspected."""

    unit: str
    target: str
    target_url: str
    platform: str
    grade: str  # 合格, 不合格, 未检查
    reason: str = ""
    veto: tuple[str, ...] = ()  # titles of the veto indicators that hold
    deducted: float | None = None
    bonus: float | None = None
    total: float | None = None
    lines: tuple[ScoreLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    manual: tuple[str, ...] = ()  # indicators that only people can judge
    undecided: int = 0  # findings with outcome error: the score may be too high by them

    @property
    def assumed(self) -> bool:
        """Whether points that have not been confirmed went into the total."""
        return any(line.assumed and line.points for line in self.lines)

    def as_record(self) -> dict[str, Any]:
        """The score as one JSON object: lists, numbers, texts."""
        record: dict[str, Any] = _lists(asdict(self)) | {"assumed": self.assumed}
        return record


def score_target(
    target: Target,
    findings: Iterable[Finding],
    rubric: Rubric,
    *,
    missed: str | None = None,
    undecided: int = 0,
    bonus: float = 0.0,
    vocabulary: Vocabulary | None = None,
) -> Score:
    """The target's score by this rubric (STANDARD P2-P6, P11); the order of the findings makes no difference.

    missed: why the target was not inspected; then there is a reason, and no score.
    undecided: number of findings that could not be judged.
    bonus: points that people have awarded; they count above the rubric's threshold only.
    """
    problems = [each for each in findings if each.outcome == "fail" and each.severity == "problem"]
    pool = Pool(problems, vocabulary or load_vocabulary(), rubric.scoring.one_fault)
    score = Score(
        unit=target.unit,
        target=target.name,
        target_url=target.url,
        platform=target.platform,
        grade=NOT_INSPECTED,
        reason=missed or "",
        problems=_problems(pool.rest()),
        manual=tuple(each.title for each in manual_indicators(rubric)),
        undecided=undecided,
    )
    if missed is not None:
        return replace(score, lines=tuple(_uncounted(UNSCORED, pool.rest(), "检查对象未完成检查，不评分")))
    vetoes = tuple(_vetoes(rubric, pool))
    if vetoes:
        counted = {key for line in vetoes for key in line.keys}
        rest = [each for each in pool.rest() if each.key not in counted]
        lines = (*vetoes, *_uncounted(UNSCORED, rest, "已单项否决，不再评其他指标"))
        titles = tuple(line.title for line in vetoes)
        return replace(score, grade=FAILED, veto=titles, reason=f"单项否决：{'；'.join(titles)}", lines=lines)
    return _deducted(score, target, rubric, pool, bonus)


def manual_indicators(rubric: Rubric, rules: Collection[str] | None = None) -> list[Indicator]:
    """Indicators that no rule judges: none at all, or (when given) none of these rules."""
    return [each for each in rubric.indicators if not any(rules is None or rule in rules for rule in each.rules)]


# -- veto ------------------------------------------------------------------------------------------------------------


def _vetoes(rubric: Rubric, pool: Pool) -> Iterator[ScoreLine]:
    """The veto indicators that hold. One finding may hold up several: P11 is about points."""
    for indicator in rubric.indicators:
        if indicator.veto is None:
            continue
        found = pool.matching(indicator.veto)
        number = measure(indicator.veto.per, found)
        if number >= indicator.at_least:
            text = "单项否决"
            if indicator.veto.per != "site":
                unit = _COUNTED[indicator.veto.per]
                text += f"：{number}{unit}，达到{indicator.at_least}{unit}"
            yield _line(indicator, indicator.veto.per, found, number, text=text, assumed=indicator.assumed)


# -- deduction -------------------------------------------------------------------------------------------------------


def _deducted(score: Score, target: Target, rubric: Rubric, pool: Pool, bonus: float) -> Score:
    scoring = rubric.scoring
    skipped = None if target.serves_public else scoring.service_group
    lines: list[ScoreLine] = []
    repeated: list[Finding] = []
    for indicator in rubric.indicators:
        if indicator.part == "deduction" and indicator.group != skipped:
            lines += _indicator_lines(indicator, pool, repeated)
    deducted = sum((_exact(line.points) for line in lines), Decimal())
    full = _number(scoring.full_marks.number)
    base = full if skipped is None else _number(scoring.without_service.number)
    total = _rounded(max(base - deducted, Decimal()) * full / base)
    awarded = _exact(bonus) if total > _number(scoring.bonus_above.number) else Decimal()
    failed = total < _number(scoring.fail_below.number)
    lines += _uncounted(REPEATED, repeated, "该栏目已按其他指标扣分，不重复扣分")
    lines += _uncounted(UNSCORED, pool.rest(), "没有指标计扣此类问题，只列问题")
    return replace(
        score,
        grade=FAILED if failed else PASSED,
        reason=_reason(failed, rubric, skipped),
        deducted=float(_rounded(deducted)),
        bonus=float(_rounded(awarded)),
        total=float(_rounded(total + awarded)),
        lines=tuple(lines),
    )


def _indicator_lines(indicator: Indicator, pool: Pool, repeated: list[Finding]) -> Iterator[ScoreLine]:
    """The indicator's deductions that count something; together they cost no more than its cap (P5)."""
    room = _exact(indicator.cap)
    for deduction in indicator.deductions:
        taken: Taken = pool.take(deduction.count)
        repeated += taken.repeated
        number = measure(deduction.count.per, taken.findings)
        if not number:
            continue
        raw = number * _exact(deduction.points)
        points = min(raw, room)
        room -= points
        # A cap that has not been confirmed makes the points uncertain only where it cuts them.
        assumed = deduction.source != "S" or (points < raw and indicator.assumed)
        line = _line(indicator, deduction.count.per, taken.findings, number, text=deduction.text, assumed=assumed)
        yield replace(line, points_each=deduction.points, raw=float(raw), points=float(points), capped=points < raw)


def _line(
    indicator: Indicator, per: str, findings: Sequence[Finding], number: int, *, text: str, assumed: bool
) -> ScoreLine:
    return ScoreLine(
        indicator=indicator.id,
        title=indicator.title,
        group=indicator.group,
        rules=_rules(findings),
        per=per,
        counted=number,
        points_each=0.0,
        raw=0.0,
        points=0.0,
        capped=False,
        assumed=assumed,
        text=text,
        keys=tuple(each.key for each in findings),
    )


def _uncounted(title: str, findings: Sequence[Finding], text: str) -> Iterator[ScoreLine]:
    """One line per rule for what has cost nothing, so that the derivation accounts for every problem."""
    for rule in _rules(findings):
        keys = tuple(each.key for each in findings if each.rule == rule)
        yield ScoreLine("", title, "", (rule,), "finding", len(keys), 0.0, 0.0, 0.0, False, False, text, keys)


def _reason(failed: bool, rubric: Rubric, skipped: str | None) -> str:
    scoring = rubric.scoring
    reasons = [f"得分低于{scoring.fail_below.number:g}分"] if failed else []
    if skipped is not None:
        full, base = scoring.full_marks.number, scoring.without_service.number
        reasons.append(f"无对外服务职能，不检查{skipped}，以{base:g}分为满分计扣后折算为{full:g}分制")
    return "；".join(reasons)


# -- helpers ---------------------------------------------------------------------------------------------------------


def _problems(findings: Sequence[Finding]) -> tuple[Problem, ...]:
    problems = []
    for rule in _rules(findings):
        of_rule = [each for each in findings if each.rule == rule]
        # Only where the finding is about the column itself is its name worth telling.
        named = dict.fromkeys(each.title for each in of_rule if each.column and each.title == each.column)
        problems.append(Problem(rule, len(of_rule), tuple(named)[:_NAMED]))
    return tuple(problems)


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lists(each) for name, each in value.items()}
    return [_lists(each) for each in value] if isinstance(value, tuple | list) else value


def _rules(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.rule for each in findings))


def _number(value: float | None) -> Decimal:
    return _exact(value or 0.0)


def _exact(value: float) -> Decimal:
    """The number as it is written: 0.1 three times is 0.3."""
    return Decimal(str(value))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
