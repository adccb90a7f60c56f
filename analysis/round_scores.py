"""Scores of a whole round, by the rubric that was stored with it."""

from collections import Counter
from itertools import groupby

from sqlalchemy import Engine

from analysis.scores import Score, score_target
from govcrawl.db.reader import RoundFacts, read_findings, read_round
from govcrawl.errors import RubricError
from govcrawl.findings import Finding
from govcrawl.register import WEBSITES, Target
from govcrawl.standard.rubric import Rubric, parse_rubric

_Place = tuple[str, str, str]


def score_round(engine: Engine, round_name: str) -> list[Score]:
    """Scores of the round's websites in register order: the indicators of 2019 are theirs.

    Holds one target's findings at a time. InputError for an unknown round, RubricError when the rubric that was
    stored with it cannot be read.
    """
    facts = read_round(engine, round_name)
    rubric = rubric_of(facts)
    undecided = Counter(_place(each) for each in read_findings(engine, round_name, "error"))
    states = {_place_of(state.target): state for state in facts.targets}
    scores: dict[_Place, Score] = {}
    for place, findings in groupby(read_findings(engine, round_name, "fail"), _place):
        state = states.get(place)
        if state is not None:
            scores[place] = score_target(
                state.target, findings, rubric, missed=state.missed, undecided=undecided[place]
            )
    for place, state in states.items():
        if place not in scores:
            scores[place] = score_target(state.target, (), rubric, missed=state.missed, undecided=undecided[place])
    return [scores[_place_of(state.target)] for state in facts.targets if state.target.platform in WEBSITES]


def rubric_of(facts: RoundFacts) -> Rubric:
    """The rubric that was stored with the round, so that its results are explained by the rubric of their time."""
    name = f"（检查期 {facts.round.name} 所存版本 {facts.rubric_version}）"
    try:
        return parse_rubric(facts.rubric_text, name)
    except RubricError as error:
        raise RubricError(
            f"{error}；请运行 govcrawl recheck --round {facts.round.name} 用现行指标重新判断。"
        ) from error


def _place(finding: Finding) -> _Place:
    return finding.target_url, finding.unit, finding.target


def _place_of(target: Target) -> _Place:
    return target.url, target.unit, target.name
