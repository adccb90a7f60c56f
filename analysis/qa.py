"""The policy Q&A platform (政策问答平台) of a round: what each connected unit has answered, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from analysis.round_scores import rubric_for, unfinished
from analysis.standing import standings_of
from govcrawl.db.reader import RoundFacts, read_findings

RULES = ("Q01", "Q02", "Q03")
PRAISED, PROBLEM, NORMAL, UNDECIDED = "表扬", "问题", "正常", "未能判定"


@dataclass(frozen=True, slots=True)
class QaUnit:
    """A connected unit's answers, as the platform shows them at the inspection date."""

    unit: str
    total: int
    in_round: int
    newest: date | None
    newest_url: str
    empty: int  # questions without an answer
    verdict: str  # 表扬, 问题, 正常, 未能判定
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QaPlatform:
    """One platform. `missed` says why nothing of it is known, `doubts` what could not be attributed or read."""

    name: str
    url: str
    units: tuple[QaUnit, ...]
    missed: str | None = None
    doubts: tuple[str, ...] = ()


def qa_platforms(engine: Engine, facts: RoundFacts) -> list[QaPlatform]:
    """The round's platforms, in register order, each with its connected units in register order."""
    praise = int(rubric_for(facts, "policy_qa").number("qa_praise"))
    standings = standings_of(engine, facts)
    made = []
    for state in facts.targets:
        if state.target.platform != "policy_qa":
            continue
        found = list(read_findings(engine, facts.round.name, "all", rules=RULES, target_url=state.target.url))
        counting = [each for each in found if standings.counts(each)]
        undecided = {(each.unit, each.subject): each.message for each in found if each.outcome == "error"}
        qa = state.site.qa if state.site else None
        units = []
        for each in qa.units if qa else ():
            mine = [finding for finding in counting if finding.unit == each.unit]
            doubt = undecided.get((each.unit, each.unit), "")
            bad = any(finding.rule in ("Q01", "Q02") for finding in mine)
            verdict = PROBLEM if bad else UNDECIDED if doubt else PRAISED if each.in_round >= praise else NORMAL
            empty = sum(finding.rule == "Q03" for finding in mine)
            notes = tuple(dict.fromkeys([*(finding.message for finding in mine), *([doubt] if doubt else [])]))
            units.append(
                QaUnit(each.unit, each.total, each.in_round, each.newest, each.newest_url, empty, verdict, notes)
            )
        doubts: list[str] = []
        if qa is not None:
            doubts += [f"答复单位“{name}”不在台账中，{count}条问答没有归属" for name, count in qa.strangers]
            doubts += [f"{name}有{count}条问答，台账未登记为接入单位" for name, count in qa.unconnected]
            doubts += [f"{qa.unattributed}条问答未注明答复单位"] if qa.unattributed else []
            doubts += [f"{qa.unread}个页面未能读取"] if qa.unread else []
        doubts += [unfinished(state)] if unfinished(state) else []
        made.append(QaPlatform(state.target.name, state.target.url, tuple(units), state.missed, tuple(doubts)))
    return made
