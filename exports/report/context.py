"""What the whole report is made from; findings and columns are streamed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import Engine

from analysis.round_totals.media import MediaUnit
from analysis.round_totals.policy_qa import QaPlatform
from analysis.round_view import RoundView
from analysis.scoring.scores import Score
from exports.pictures import damaged_pictures, pictures_of
from exports.tables.context import WorkbookContext, accounts_of, disclosure_of, websites_of
from govcrawl.store.evidence import EvidenceRecord
from govcrawl.store.reader import RoundFacts, TargetState
from pipelines.model import Check

ReportedTarget = tuple[str, str]  # a target's address and name, as its findings give them
WEBSITES, DISCLOSURE, MEDIA, QA = "政府网站", "信息公开平台", "政务新媒体", "政策问答平台"


@dataclass(frozen=True)
class ReportContext:
    """A round without its findings. Units are in register order, those that only findings name come later."""

    view: RoundView
    websites: WorkbookContext
    platforms: WorkbookContext
    accounts: WorkbookContext
    pictures: dict[str, EvidenceRecord]  # by the file's name; none without an archive
    damaged: dict[str, str]  # addresses of pages whose picture is damaged, by the name that its file would have

    @property
    def engine(self) -> Engine:
        """Database of the round."""
        return self.view.engine

    @property
    def name(self) -> str:
        """Name of the round."""
        return self.view.name

    @property
    def facts(self) -> RoundFacts:
        """What the rules over a round are given."""
        return self.view.facts

    @property
    def media(self) -> list[MediaUnit]:
        """Units with their new media accounts."""
        return self.view.media_units

    @property
    def qa(self) -> list[QaPlatform]:
        """The platforms for questions on policy."""
        return self.view.qa_platforms

    @property
    def check(self) -> Check:
        """What rules are given to judge by."""
        return self.view.check

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
        """Targets of the round by address and name."""
        return {(each.target.url, each.target.name): each for each in self.facts.targets}

    @cached_property
    def changed(self) -> dict[str, str]:
        """What each problem is beside the earlier round, by key."""
        table = self.view.changes
        return {} if table is None else dict(zip(table["key"], table["change"], strict=True))

    def units(self) -> Iterator[str]:
        """Every unit that has something to show, findings aside."""
        for state in self.facts.targets:
            yield state.target.unit
        yield from (each.unit for each in self.media)
        yield from (each.unit for platform in self.qa for each in platform.units)


def report_context(view: RoundView) -> ReportContext:
    """What the report is made from. Raises RubricError when a rubric that was stored with the round cannot be read."""
    return ReportContext(
        view=view,
        websites=websites_of(view),
        platforms=disclosure_of(view),
        accounts=replace(accounts_of(view), noun="单位"),
        pictures=pictures_of(view),
        damaged=damaged_pictures(view),
    )


def in_register_order(frame: ReportContext, more: Iterable[str]) -> list[str]:
    """Each unit once: those of the register first, in its order."""
    named = {*frame.units(), *more}
    known = [each.name for each in frame.facts.register.units if each.name in named]
    return list(dict.fromkeys([*known, *frame.units(), *sorted(named)]))
