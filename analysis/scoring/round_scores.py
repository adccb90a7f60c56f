"""Scores of a whole round, by the rubrics that were stored with it and what people have decided since."""

from collections import Counter
from collections.abc import Collection
from itertools import groupby

from sqlalchemy import Engine

from analysis.scoring.finding_status import status_index_of
from analysis.scoring.scores import Score, score_target
from govcrawl.domain.errors import RubricError
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import WEBSITES, Target
from govcrawl.rubric.model import Rubric
from govcrawl.rubric.reader import load_rubric, parse_rubric
from govcrawl.store.decisions import read_marks
from govcrawl.store.reader import RoundFacts, TargetState, read_findings, read_round

_TargetId = tuple[str, str, str]
# Bounds behind which whole pages or columns may lie; those of links and of single lists stand in the coverage alone.
_CUT = {"time": "检查时间", "pages": "页面数", "columns": "栏目数"}


def score_round(engine: Engine, round_name: str) -> list[Score]:
    """Scores of the round's websites in register order: the indicators of 2019 are theirs.

    Holds one target's findings at a time. InputError for an unknown round, RubricError when the rubric that was
    stored with it cannot be read.
    """
    facts = read_round(engine, round_name)
    return _score(engine, facts, WEBSITES, rubric_of(facts))


def score_platforms(engine: Engine, round_name: str) -> list[Score]:
    """Scores of the round's open-information platforms by the city's own rubric, in register order."""
    facts = read_round(engine, round_name)
    return _score(engine, facts, ("disclosure",), rubric_for(facts, "disclosure"))


def score_of(engine: Engine, round_name: str, target: Target) -> Score | None:
    """The score of one website or open-information platform; None for targets that have none of their own."""
    if target.platform not in (*WEBSITES, "disclosure"):
        return None
    facts = read_round(engine, round_name, target.url)
    rubric = rubric_of(facts) if target.platform in WEBSITES else rubric_for(facts, target.platform)
    scores = _score(engine, facts, (target.platform,), rubric, target.url)
    return next((each for each in scores if each.unit == target.unit and each.target == target.name), None)


def _score(
    engine: Engine, facts: RoundFacts, platforms: Collection[str], rubric: Rubric, target_url: str | None = None
) -> list[Score]:
    name = facts.round.name
    standings, marks = status_index_of(engine, facts), read_marks(engine, name)
    undecided = Counter(_place(each) for each in read_findings(engine, name, "error", target_url=target_url))
    states = {_place_of(each.target): each for each in facts.targets if each.target.platform in platforms}
    scores: dict[_TargetId, Score] = {}

    def scored(state: TargetState, findings: list[Finding]) -> Score:
        return score_target(
            state.target,
            findings,
            rubric,
            standings=standings,
            missed=state.missed,
            unfinished=unfinished(state),
            undecided=undecided[_place_of(state.target)],
            marks=[each for each in marks if each.target_url == state.target.url],
        )

    for place, findings in groupby(read_findings(engine, name, "fail", target_url=target_url), _place):
        if place in states:
            scores[place] = scored(states[place], list(findings))
    return [scores.get(place) or scored(state, []) for place, state in states.items()]


def unfinished(state: TargetState) -> str:
    """Which bounds have kept pages or columns of the target from being inspected, in Chinese; "" when none has."""
    bounds = state.site.bounds if state.site else []
    cut = [f"{_CUT[each.name]}上限{each.limit:g}" for each in bounds if each.name in _CUT]
    return f"检查达到{'、'.join(cut)}，之后的内容没有检查" if cut else ""


def rubric_of(facts: RoundFacts) -> Rubric:
    """The websites' rubric that was stored with the round: its results are explained by the rubric of their time."""
    return _stored(facts, facts.rubric_text, facts.rubric_version)


def rubric_for(facts: RoundFacts, platform: str) -> Rubric:
    """The stored rubric of another platform; the program's own for rounds of versions that stored none."""
    stored = facts.rubrics.get(platform)
    return _stored(facts, stored["text"], stored["version"]) if stored else load_rubric().companions[platform]


def _stored(facts: RoundFacts, text: str, version: str) -> Rubric:
    name = f"（检查期 {facts.round.name} 所存版本 {version}）"
    try:
        return parse_rubric(text, name)
    except RubricError as error:
        raise RubricError(
            f"{error}；请运行 govcrawl recheck --round {facts.round.name} 用现行指标重新判断。"
        ) from error


def _place(finding: Finding) -> _TargetId:
    return finding.target_url, finding.unit, finding.target


def _place_of(target: Target) -> _TargetId:
    return target.url, target.unit, target.name
