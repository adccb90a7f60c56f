"""What the indicators of a rubric cost and award: lines of a score, their points bounded by caps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from analysis.scoring.counts import Pool, Taken, measure
from analysis.scoring.lines import ScoreLine, counted_line, exact, marked
from govcrawl.domain.decisions import Mark
from govcrawl.domain.findings import Finding
from govcrawl.rubric.model import Indicator, Rubric, Scoring, Threshold


def indicator_lines(
    indicator: Indicator, pool: Pool, repeated: list[Finding], mark: Mark | None
) -> Iterator[ScoreLine]:
    """The indicator's deductions that count something; together they cost no more than its cap (P5)."""
    room = exact(indicator.cap)
    for deduction in indicator.deductions:
        taken: Taken = pool.take(deduction)
        repeated += taken.repeated
        number = measure(deduction.per, taken.findings)
        if not number:
            continue
        raw = number * exact(deduction.points)
        points = min(raw, room)
        room -= points
        # A cap that has not been confirmed makes the points uncertain only where it cuts them.
        assumed = deduction.source != "S" or (points < raw and indicator.assumed)
        line = counted_line(indicator, deduction.per, taken.findings, number, text=deduction.text, assumed=assumed)
        yield replace(line, points_each=deduction.points, raw=float(raw), points=float(points), capped=points < raw)
    if mark is not None and mark.points:
        yield marked(indicator, mark, room)


def shared_cost(lines: Iterable[ScoreLine], scoring: Scoring, skipped: str) -> Decimal:
    """What the lines cost when the points of the skipped part are shared equally among the other parts."""
    weights = {each.group: exact(each.number) for each in scoring.blocks}
    share = weights.pop(skipped, Decimal()) / max(len(weights), 1)
    factors = {group: (weight + share) / weight for group, weight in weights.items() if weight}
    return sum((exact(line.points) * factors.get(line.group, Decimal(1)) for line in lines), Decimal())


def bonus_lines(rubric: Rubric, given: dict[str, Mark], total: Decimal) -> Iterator[ScoreLine]:
    """What people have awarded: marks `given` by indicator, for a `total` above the threshold of `rubric` (P4)."""
    above = rubric.scoring.bonus_above
    for indicator in rubric.indicators:
        mark = given.get(indicator.id)
        if indicator.part == "bonus" and mark is not None and mark.points:
            enough = above is not None and total > number_of(above)
            line = marked(indicator, mark, exact(indicator.cap) if enough else Decimal())
            limit = above.number if above else None
            yield line if enough else replace(line, text=f"{line.text}；得分未高于{limit or 0:g}分，不计加分")


def number_of(limit: Threshold | None) -> Decimal:
    """The number of a limit of the rubric, exactly; 0 where it has none."""
    return exact((limit.number if limit else None) or 0.0)
