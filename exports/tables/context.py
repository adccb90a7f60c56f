"""What a workbook is about, and what its sheets are made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from analysis.scoring.finding_status import StatusIndex, status_index_of
from analysis.scoring.round_scores import rubric_for, rubric_of, score_platforms, score_round
from analysis.scoring.scores import Score
from exports.sheet import TableColumn
from govcrawl.domain.findings import Finding
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import WEBSITES
from govcrawl.rubric.columns import Vocabulary, load_vocabulary
from govcrawl.rubric.model import Rubric, Threshold
from govcrawl.store.reader import Outcome, RoundFacts, TargetState, read_findings, read_round
from pipelines.model import Check

_QUARTERS = "一二三四"
UNCONFIRMED = "未核实"
PUBLISHED = "公开文件"


@dataclass(frozen=True)
class WorkbookContext:
    """Targets of a round with their scores; findings and facts of columns are read as they are needed."""

    engine: Engine
    facts: RoundFacts  # with the workbook's own targets alone
    rubric: Rubric  # that scores these targets
    judged_by: Rubric  # whose thresholds the rules have used
    vocabulary: Vocabulary
    scores: list[Score]
    standings: StatusIndex
    belongs: Callable[[Finding], bool]  # whether a finding is this workbook's to list
    subject: str  # 政府网站检查情况
    noun: str = "网站"  # what one target is called
    thresholds: Collection[str] | None = None  # names of those that its rules use; None for all
    has_columns: bool = True

    @property
    def title(self) -> str:
        return f"{quarter_name(self.facts.round)}{self.subject}"

    @property
    def date_line(self) -> str:
        day = self.facts.round.date
        return f"监测时间点：{day.year}年{day.month}月{day.day}日"

    @property
    def limits(self) -> list[Threshold]:
        """Thresholds in force for this workbook: the scoring rubric's own, and those that its rules use."""
        used = self.judged_by.limits
        named = used if self.thresholds is None else {name: used[name] for name in self.thresholds}
        return list({**self.rubric.limits, **named}.values())

    @property
    def check(self) -> Check:
        """What the rules knew when they judged."""
        return Check(self.facts.round, self.judged_by, self.vocabulary)

    @property
    def results(self) -> Iterator[tuple[TargetState, Score]]:
        """Targets in register order, with their scores."""
        return zip(self.facts.targets, self.scores, strict=True)

    def findings(self, outcome: Outcome) -> Iterator[Finding]:
        """The workbook's findings; others belong to other attachments."""
        return filter(self.belongs, read_findings(self.engine, self.facts.round.name, outcome))

    def counting(self) -> Iterator[Finding]:
        """Its problems that count."""
        return filter(self.standings.counts, self.findings("fail"))


def gather(engine: Engine, round_name: str) -> WorkbookContext:
    """The websites. Raises InputError for an unknown round, RubricError when its stored rubric cannot be read."""
    facts = read_round(engine, round_name)
    scores = score_round(engine, round_name)
    return material_of(engine, facts, WEBSITES, "政府网站检查情况", rubric_of(facts), scores)


def gather_platforms(engine: Engine, round_name: str) -> WorkbookContext:
    """The open-information platforms."""
    facts = read_round(engine, round_name)
    rubric, scores = rubric_for(facts, "disclosure"), score_platforms(engine, round_name)
    material = material_of(engine, facts, ("disclosure",), "政府信息公开平台检查情况", rubric, scores)
    return replace(material, noun="平台")


def material_of(
    engine: Engine, facts: RoundFacts, platforms: Collection[str], subject: str, rubric: Rubric, scores: list[Score]
) -> WorkbookContext:
    """Material on the targets of these platforms."""
    ours = [state for state in facts.targets if state.target.platform in platforms]
    elsewhere = _places(facts.targets) - _places(ours)
    return WorkbookContext(
        engine=engine,
        facts=replace(facts, targets=ours),
        rubric=rubric,
        judged_by=rubric_of(facts),
        vocabulary=load_vocabulary(),
        scores=scores,
        standings=status_index_of(engine, facts),
        belongs=lambda finding: (finding.target_url, finding.target) not in elsewhere,
        subject=subject,
    )


def _places(states: Iterable[TargetState]) -> frozenset[tuple[str, str]]:
    """Targets by address and name: a finding may be another unit's than its target."""
    return frozenset((state.target.url, state.target.name) for state in states)


def quarter_name(when: Round) -> str:
    return f"{when.year}年第{_QUARTERS[when.quarter - 1]}季度"


def named(columns: Iterable[TableColumn], noun: str) -> list[TableColumn]:
    """The columns of a sheet on targets that are not called 网站."""
    return [replace(column, heading=column.heading.replace("网站", noun)) for column in columns]


def source_name(source: str) -> str:
    return PUBLISHED if source == "S" else UNCONFIRMED
