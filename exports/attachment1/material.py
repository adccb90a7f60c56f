"""What all sheets are made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine

from analysis.round_scores import rubric_of, score_round
from analysis.scores import Score
from govcrawl.db.reader import Outcome, RoundFacts, TargetState, read_findings, read_round
from govcrawl.findings import Finding
from govcrawl.standard.columns import Vocabulary, load_vocabulary
from govcrawl.standard.rubric import Rubric
from pipelines import load_rules
from pipelines.rules import REGISTRY

_QUARTERS = "一二三四"
UNCONFIRMED = "未核实"
PUBLISHED = "公开文件"


@dataclass(frozen=True)
class Material:
    """A round with its scores; findings and facts of columns are read as they are needed."""

    engine: Engine
    facts: RoundFacts
    rubric: Rubric
    vocabulary: Vocabulary
    scores: list[Score]

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
        return read_findings(self.engine, self.facts.round.name, outcome)


def gather(engine: Engine, round_name: str) -> Material:
    """Raises InputError for an unknown round, RubricError when its stored rubric cannot be read."""
    load_rules()
    facts = read_round(engine, round_name)
    return Material(engine, facts, rubric_of(facts), load_vocabulary(), score_round(engine, round_name))


def rule_title(rule: str) -> str:
    """What the rule is called in Chinese; its id when the program no longer knows it."""
    return REGISTRY[rule].title if rule in REGISTRY else rule


def source_name(source: str) -> str:
    return PUBLISHED if source == "S" else UNCONFIRMED
