"""What the whole report is made from, read once; findings and columns are streamed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
from sqlalchemy import Engine

from analysis.comparison.changes import changes, earlier_round
from analysis.round_totals.media import MediaUnit, media_rules, media_units
from analysis.round_totals.policy_qa import QaPlatform, qa_platforms
from analysis.scoring.finding_status import StatusIndex, status_index_of
from analysis.scoring.round_scores import rubric_for
from analysis.scoring.scores import Score
from exports.pictures import pictures_of
from exports.tables.context import WorkbookContext, gather, gather_platforms, material_of
from govcrawl.domain.targets import NEW_MEDIA
from govcrawl.store.archive.location import archive_root
from govcrawl.store.evidence import EvidenceRecord
from govcrawl.store.reader import RoundFacts, TargetState, read_round
from govcrawl.store.verifications import VerificationResult, read_verifications
from pipelines.model import Check

ReportedTarget = tuple[str, str]  # a target's address and name, as its findings give them
WEBSITES, DISCLOSURE, MEDIA, QA = "政府网站", "信息公开平台", "政务新媒体", "政策问答平台"


@dataclass(frozen=True)
class ReportContext:
    """A round without its findings. Units are in register order, those that only findings name come later."""

    engine: Engine
    facts: RoundFacts
    websites: WorkbookContext
    platforms: WorkbookContext
    accounts: WorkbookContext
    media: list[MediaUnit]
    qa: list[QaPlatform]
    standings: StatusIndex
    pictures: dict[str, EvidenceRecord]  # by the file's name; none without an archive
    against: str | None  # the earlier round that this one is compared with

    @property
    def name(self) -> str:
        return self.facts.round.name

    @property
    def check(self) -> Check:
        return self.websites.check

    @property
    def families(self) -> list[tuple[str, WorkbookContext]]:
        """What is scored, by the name of its kind."""
        return [(WEBSITES, self.websites), (DISCLOSURE, self.platforms), (MEDIA, self.accounts)]

    @cached_property
    def scores(self) -> dict[ReportedTarget, Score]:
        """Scores of websites and platforms by their place."""
        return {(each.target_url, each.target): each for each in (*self.websites.scores, *self.platforms.scores)}

    @cached_property
    def states(self) -> dict[ReportedTarget, TargetState]:
        return {(each.target.url, each.target.name): each for each in self.facts.targets}

    @cached_property
    def compared(self) -> pd.DataFrame | None:
        """This round's problems beside the earlier one's, as `comparison.changes` gives them; None without one."""
        return None if self.against is None else changes(self.engine, self.name, self.against)

    @cached_property
    def changed(self) -> dict[str, str]:
        """What each problem is beside the earlier round, by key."""
        table = self.compared
        return {} if table is None else dict(zip(table["key"], table["change"], strict=True))

    @cached_property
    def verified(self) -> list[VerificationResult]:
        """What has become of the earlier round's problems; nothing before `govcrawl verify` has run."""
        return read_verifications(self.engine, self.name)

    def units(self) -> Iterator[str]:
        """Every unit that has something to show, findings aside."""
        for state in self.facts.targets:
            yield state.target.unit
        yield from (each.unit for each in self.media)
        yield from (each.unit for platform in self.qa for each in platform.units)


def read_report_context(engine: Engine, round_name: str) -> ReportContext:
    """Raises InputError for an unknown round, RubricError when a rubric that was stored with it cannot be read."""
    facts = read_round(engine, round_name)
    media = media_units(engine, facts)
    rubric, of_accounts = rubric_for(facts, NEW_MEDIA), media_rules()
    accounts = material_of(engine, facts, (NEW_MEDIA,), "政务新媒体检查情况", rubric, [each.score for each in media])
    return ReportContext(
        engine=engine,
        facts=facts,
        websites=gather(engine, round_name),
        platforms=gather_platforms(engine, round_name),
        accounts=replace(accounts, belongs=lambda finding: finding.rule in of_accounts, noun="单位"),
        media=media,
        qa=qa_platforms(engine, facts),
        standings=status_index_of(engine, facts),
        pictures=pictures_of(engine, round_name) if archive_root(engine.url) else {},
        against=earlier_round(engine, round_name),
    )


def in_register_order(frame: ReportContext, more: Iterable[str]) -> list[str]:
    """Each unit once: those of the register first, in its order."""
    named = {*frame.units(), *more}
    known = [each.name for each in frame.facts.register.units if each.name in named]
    return list(dict.fromkeys([*known, *frame.units(), *sorted(named)]))
