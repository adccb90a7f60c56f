"""What all sheets are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from analysis.round_scores import rubric_of, score_round
from analysis.scores import Score
from analysis.standing import Standings, standings_of
from govcrawl.db.reader import Outcome, RoundFacts, TargetState, read_findings, read_round
from govcrawl.findings import Finding
from govcrawl.register import WEBSITES
from govcrawl.standard.columns import Vocabulary, load_vocabulary
from govcrawl.standard.rubric import Rubric
from pipelines import load_rules
from pipelines.rules import REGISTRY

_QUARTERS = "一二三四"
UNCONFIRMED = "未核实"
PUBLISHED = "公开文件"


@dataclass(frozen=True)
class Material:
    """The websites of a round with their scores; findings and facts of columns are read as they are needed."""

    engine: Engine
    facts: RoundFacts
    rubric: Rubric
    vocabulary: Vocabulary
    scores: list[Score]
    standings: Standings
    elsewhere: frozenset[tuple[str, str, str]]  # address, unit and name of targets of other platforms

    @property
    def title(self) -> str:
        when = self.facts.round
        return f"{when.year}年第{_QUARTERS[when.quarter - 1]}季度政府网站检查情况"

    @property
    def date_line(self) -> str:
        day = self.facts.round.date
        return f"监测时间点：{day.year}年{day.month}月{day.day}日"

    @property
    def results(self) -> Iterator[tuple[TargetState, Score]]:
        """Targets in register order, with their scores."""
        return zip(self.facts.targets, self.scores, strict=True)

    def findings(self, outcome: Outcome) -> Iterator[Finding]:
        """Findings on websites; those on other platforms belong to other attachments."""
        for finding in read_findings(self.engine, self.facts.round.name, outcome):
            if (finding.target_url, finding.unit, finding.target) not in self.elsewhere:
                yield finding


def gather(engine: Engine, round_name: str) -> Material:
    """Raises InputError for an unknown round, RubricError when its stored rubric cannot be read."""
    load_rules()
    facts = read_round(engine, round_name)
    rubric = rubric_of(facts)
    ours = [state for state in facts.targets if state.target.platform in WEBSITES]
    return Material(
        engine=engine,
        facts=replace(facts, targets=ours),
        rubric=rubric,
        vocabulary=load_vocabulary(),
        scores=score_round(engine, round_name),
        standings=standings_of(engine, facts),
        elsewhere=_places(facts.targets) - _places(ours),
    )


def _places(states: Iterable[TargetState]) -> frozenset[tuple[str, str, str]]:
    return frozenset((state.target.url, state.target.unit, state.target.name) for state in states)


def rule_title(rule: str) -> str:
    """What the rule is called in Chinese; its id when the program no longer knows it."""
    return REGISTRY[rule].title if rule in REGISTRY else rule


def source_name(source: str) -> str:
    return PUBLISHED if source == "S" else UNCONFIRMED
