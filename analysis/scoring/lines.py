"""The steps of a score's derivation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.repeats import Repeats
from govcrawl.domain.decisions import Mark
from govcrawl.domain.findings import Finding
from govcrawl.rubric.model import Indicator
from pipelines.catalogue import rule_title

WAIVED, REPEATED = "不计分", "不重复扣分"


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
    points: float  # what is deducted (awarded, on a bonus indicator) once the indicator's cap is applied
    capped: bool
    assumed: bool  # the points have not been confirmed (未核实)
    text: str
    keys: tuple[str, ...]  # of the findings


def counted_line(
    indicator: Indicator,
    per: str,
    findings: Sequence[Finding],
    number: int,
    *,
    text: str,
    assumed: bool,
    keys: tuple[str, ...] | None = None,
) -> ScoreLine:
    """A line that costs nothing as yet. `number` is how many things `findings` are, counted `per` what.

    keys: of the findings that the line stands for, all of them by default. text, assumed: as in ScoreLine.
    """
    return ScoreLine(
        indicator=indicator.id,
        title=indicator.title,
        group=indicator.group,
        rules=rules_of(findings),
        per=per,
        counted=number,
        points_each=0.0,
        raw=0.0,
        points=0.0,
        capped=False,
        assumed=assumed,
        text=text,
        keys=tuple(each.key for each in findings) if keys is None else keys,
    )


def marked(indicator: Indicator, mark: Mark, room: Decimal) -> ScoreLine:
    """What a person has given on an indicator; `room` is what its cap has left."""
    raw = exact(mark.points)
    points = min(raw, room)
    cut = points < raw
    text = f"人工评定：{mark.note}（{mark.marker}）" if mark.note else f"人工评定（{mark.marker}）"
    # What people give is confirmed; the cap that cuts it may not be.
    return ScoreLine(
        indicator.id, indicator.title, indicator.group, (), "site", 1, float(raw), float(raw), float(points), cut,
        cut and indicator.assumed, text, (),
    )  # fmt: skip


def uncounted(title: str, findings: Sequence[Finding], text: str) -> Iterator[ScoreLine]:
    """One line per rule for `findings` that have cost nothing, so that the derivation accounts for every problem.

    `title` names the part of the derivation, `text` says in Chinese why nothing was deducted.
    """
    for rule in rules_of(findings):
        keys = tuple(each.key for each in findings if each.rule == rule)
        yield ScoreLine("", title, "", (rule,), "finding", len(keys), 0.0, 0.0, 0.0, False, False, text, keys)


def waived(problems: Iterable[Finding], standings: StatusIndex) -> Iterator[ScoreLine]:
    """One line per rule and reason for those of `problems` that people have dismissed or the register excepts.

    `standings` says which these are.
    """
    by_reason: dict[str, dict[str, Finding]] = {}
    for each in problems:
        standing = standings.of(each)
        if not standing.counts and not standing.repeats:
            by_reason.setdefault(f"{standing.label}：{standing.reason}", {})[each.key] = each
    for reason, found in sorted(by_reason.items()):
        ordered = sorted(found.values(), key=lambda each: (each.rule, each.url, each.subject))
        yield from uncounted(WAIVED, ordered, reason)


def repeated(problems: Iterable[Finding], repeats: Repeats) -> Iterator[ScoreLine]:
    """One line per rule, and rule that it repeats, for those of `problems` that another one of `repeats` stands for."""
    by_rule: dict[str, dict[str, Finding]] = {}
    for each in problems:
        if original := repeats.original(each):
            by_rule.setdefault(original.rule, {})[each.key] = each
    for rule, found in sorted(by_rule.items()):
        ordered = sorted(found.values(), key=lambda each: (each.rule, each.url, each.subject))
        yield from uncounted(REPEATED, ordered, f"与“{rule_title(rule)}”为同一问题，不重复扣分")


def rules_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Each rule once, in their order."""
    return tuple(dict.fromkeys(each.rule for each in findings))


def exact(value: float) -> Decimal:
    """The number as it is written: 0.1 three times is 0.3."""
    return Decimal(str(value))
