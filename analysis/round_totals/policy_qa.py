"""The policy Q&A platform (政策问答平台) of a round: what each connected unit has answered, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.round_scores import unfinished
from analysis.scoring.scores import UNFINISHED
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import QaFacts, UnitAnswers
from govcrawl.domain.targets import POLICY_QA
from govcrawl.rubric.model import Rubric
from govcrawl.store.reader import RoundFacts, TargetState
from pipelines.catalogue import rules_counted_in, rules_of_part
from pipelines.model import Figure

PRAISED, PROBLEM, NORMAL, UNDECIDED = "表扬", "问题", "正常", "未能判定"


def qa_rules() -> tuple[str, ...]:
    """Ids of the rules on the answers of connected units."""
    return rules_of_part(POLICY_QA)


@dataclass(frozen=True, slots=True)
class QaUnit:
    """A connected unit's answers, as the platform shows them at the inspection date."""

    unit: str
    total: int
    in_round: int
    newest: date | None
    newest_url: str
    empty: int  # questions without an answer
    verdict: str  # 表扬, 问题, 正常, 未能判定; 未完成检查 where the platform was not read, and nothing is known
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Praise:
    """From how many answers on a unit is praised, and which answers count: `opened`, `round`, or as it once was."""

    number: int
    counts: str  # "": this many of the round are enough

    def is_earned_by(self, answers: UnitAnswers) -> bool:
        """Whether the unit has enough of them."""
        if not self.counts:
            return answers.in_round >= self.number
        return (answers.total if self.counts == "opened" else answers.in_round) > self.number


@dataclass(frozen=True, slots=True)
class QaPlatform:
    """One platform. `missed` says why nothing of it is known, `doubts` what could not be attributed or read."""

    name: str
    url: str
    units: tuple[QaUnit, ...]
    missed: str | None = None
    doubts: tuple[str, ...] = ()


def qa_platforms(
    facts: RoundFacts, rubric: Rubric, standings: StatusIndex, findings: Sequence[Finding]
) -> list[QaPlatform]:
    """The round's platforms, in register order, each with its connected units in register order.

    rubric: that of Q&A platforms. findings: the round's by `qa_rules`, of every outcome.
    """
    praise = Praise(int(rubric.number("qa_praise")), rubric.scoring.praise)
    made = []
    for state in facts.targets:
        if state.target.platform != POLICY_QA:
            continue
        name, url, qa = state.target.name, state.target.url, state.site.qa if state.site else None
        if state.missed is not None or qa is None:
            missed = state.missed or "没有读到问答"
            connected = [each.name for each in facts.register.units if each.on_policy_qa]
            units = [QaUnit(each, 0, 0, None, "", 0, UNFINISHED, (missed,)) for each in connected]
            made.append(QaPlatform(name, url, tuple(units), missed))
            continue
        found = [each for each in findings if each.target_url == url]
        units = [_unit(each, found, standings, praise) for each in qa.units]
        made.append(QaPlatform(name, url, tuple(units), None, tuple(_doubts(state, qa))))
    return made


def _unit(answers: UnitAnswers, found: list[Finding], standings: StatusIndex, praise: Praise) -> QaUnit:
    mine = [each for each in found if each.unit == answers.unit and standings.counts(each)]
    doubt = [each.message for each in found if each.outcome == "error" and each.unit == each.subject == answers.unit]
    verdict = NORMAL
    if any(each.rule in rules_counted_in(Figure.NO_ANSWERS) for each in mine):
        verdict = PROBLEM
    elif doubt:
        verdict = UNDECIDED
    elif praise.is_earned_by(answers):
        verdict = PRAISED
    return QaUnit(
        unit=answers.unit,
        total=answers.total,
        in_round=answers.in_round,
        newest=answers.newest,
        newest_url=answers.newest_url,
        empty=sum(each.rule in rules_counted_in(Figure.UNANSWERED) for each in mine),
        verdict=verdict,
        notes=tuple(dict.fromkeys([*(each.message for each in mine), *doubt])),
    )


def _doubts(state: TargetState, qa: QaFacts) -> Iterator[str]:
    """What could not be attributed to a unit, or not be read."""
    yield from (f"答复单位“{name}”不在台账中，{count}条问答没有归属" for name, count in qa.strangers)
    yield from (f"{name}有{count}条问答，台账未登记为接入单位" for name, count in qa.unconnected)
    if qa.unattributed:
        yield f"{qa.unattributed}条问答未注明答复单位"
    if qa.unread:
        yield f"{qa.unread}个页面未能读取"
    if unfinished(state):
        yield unfinished(state)
