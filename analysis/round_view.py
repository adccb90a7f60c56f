"""One round as everything above the store sees it: read once, each result worked out once and handed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Engine

from analysis.change_table import change_table, trend_table
from analysis.round_totals.disclosure import PlatformTally, tally_platform
from analysis.round_totals.media import MediaUnit, media_rules, media_units
from analysis.round_totals.policy_qa import QaPlatform, qa_platforms, qa_rules
from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.repeats import repeats_among, rules_that_repeat
from analysis.scoring.round_scores import FullPlace, place_of, rubric_for, rubric_of, score_targets
from analysis.scoring.scores import Score
from govcrawl.domain.decisions import Mark
from govcrawl.domain.errors import StoreError
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, Item
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import DISCLOSURE, NEW_MEDIA, POLICY_QA, WEBSITES, Target
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.model import Rubric
from govcrawl.store.archive import ExchangeKind
from govcrawl.store.archive.location import archive_root
from govcrawl.store.counts import count_guides, inspected_rounds, read_problem_rows
from govcrawl.store.decisions import read_marks, read_reviews
from govcrawl.store.evidence import EvidenceRecord, all_records, read_record
from govcrawl.store.finding_rows import Outcome
from govcrawl.store.reader import ITEMS, TargetState, read_findings, read_items, read_round
from govcrawl.store.verifications import VerificationResult, read_verifications
from pipelines.model import Check

if TYPE_CHECKING:
    import pandas as pd

NO_TARGETS = ""  # no target has this address


class ProblemPlace(NamedTuple):
    """Where problems of one rule are: on which target, and whose they are."""

    target_url: str
    target: str
    unit: str
    rule: str


class RoundView:
    """A round of a database, read-only. What is asked for is read when it is first asked for, and then kept.

    Kept are scores, statuses, counts and rubrics. Findings, pages and columns are streamed each time, since they may
    be very many. Decisions stored after a value was first asked for are not in it: take a new view after a write.
    """

    def __init__(self, engine: Engine, name: str, target_url: str | None = None) -> None:
        """Read the frame of the round `name`.

        target_url: only targets of this address, and only their findings; NO_TARGETS where targets are not needed.
        Raises InputError, naming the known rounds, when there is no such round.
        """
        self.engine, self.name, self._url = engine, name, target_url or None
        self.facts = read_round(engine, name, target_url)
        self._rubrics: dict[str, Rubric] = {}
        self._tallies: dict[int, PlatformTally] = {}

    @property
    def round(self) -> Round:
        """The round's name and inspection date."""
        return self.facts.round

    @property
    def targets(self) -> list[TargetState]:
        """The targets in register order, each with its state and its site's facts."""
        return self.facts.targets

    def of_platforms(self, platforms: Collection[str]) -> list[TargetState]:
        """The targets of these platforms, in register order."""
        return [each for each in self.targets if each.target.platform in platforms]

    # -- what it is judged by ----------------------------------------------------------------------------------------

    @cached_property
    def rubric(self) -> Rubric:
        """The websites' rubric that was stored with the round. RubricError when it can no longer be read."""
        return rubric_of(self.facts)

    def rubric_for(self, platform: str) -> Rubric:
        """The stored rubric of another platform. RubricError when it can no longer be read."""
        if platform not in self._rubrics:
            self._rubrics[platform] = rubric_for(self.facts, platform)
        return self._rubrics[platform]

    @cached_property
    def check(self) -> Check:
        """What the rules knew when they judged."""
        return Check(self.round, self.rubric, load_vocabulary())

    @cached_property
    def statuses(self) -> StatusIndex:
        """What people have decided on the findings, what the register excepts, and what only repeats another one."""
        reviews = read_reviews(self.engine, self.name)
        people = StatusIndex(self.round.date, reviews, self.facts.register.exceptions)
        rows = read_problem_rows(self.engine, self.name, self._url, rules=rules_that_repeat())
        return replace(people, repeats=repeats_among(rows, people.is_problem))

    @cached_property
    def marks(self) -> list[Mark]:
        """What people have given on indicators that no rule judges."""
        return read_marks(self.engine, self.name)

    # -- facts, streamed ---------------------------------------------------------------------------------------------

    def findings(
        self, outcome: Outcome = "fail", *, rules: Collection[str] | None = None, target_url: str | None = None
    ) -> Iterator[Finding]:
        """Findings in order of register position, rule, address and subject.

        `outcome` limits them to one outcome, `rules` to some rules, `target_url` to the target at that address.
        """
        wanted = self._url if target_url is None else target_url
        return read_findings(self.engine, self.name, outcome, rules=rules, target_url=wanted)

    def problems(self) -> Iterator[Finding]:
        """The problems that count, in the order of `findings`."""
        return filter(self.statuses.counts, self.findings("fail"))

    def items(self, kinds: Collection[type[Item]] = ITEMS, target_url: str | None = None) -> Iterator[Item]:
        """Items of these `kinds`, target by target in register order, then by kind and address.

        `target_url` limits to one.
        """
        return read_items(self.engine, self.name, kinds, self._url if target_url is None else target_url)

    def columns_of(self, target: Target) -> list[ColumnItem]:
        """The target's columns, by address."""
        items = self.items((ColumnItem,), target.url)
        return [item for item in items if isinstance(item, ColumnItem) and item.target == target]

    # -- scores and totals -------------------------------------------------------------------------------------------

    @cached_property
    def _undecided(self) -> Counter[FullPlace]:
        return Counter(place_of(each) for each in self.findings("error"))

    def _scores(self, states: list[TargetState], findings: Iterator[Finding], rubric: Rubric) -> list[Score]:
        return score_targets(
            states, findings, rubric, self.statuses,
            undecided=self._undecided, marks=self.marks, matters=self.matters,
        )  # fmt: skip

    @cached_property
    def matters(self) -> dict[tuple[str, ...], int]:
        """How many service guides each target has, that could be read."""
        return count_guides(self.engine, self.name)

    @cached_property
    def website_scores(self) -> list[Score]:
        """Scores of the websites in register order: the indicators of 2019 are theirs."""
        return self._scores(self.of_platforms(WEBSITES), self.findings("fail"), self.rubric)

    @cached_property
    def disclosure_scores(self) -> list[Score]:
        """Scores of the open-information platforms by the city's own rubric, in register order."""
        states, rubric = self.of_platforms((DISCLOSURE,)), self.rubric_for(DISCLOSURE)
        addresses = dict.fromkeys(each.target.url for each in states)
        found = (each for url in addresses for each in self.findings("fail", target_url=url))
        return self._scores(states, found, rubric)

    def score_of(self, target: Target) -> Score | None:
        """The score of one website or open-information platform; None for targets that have none of their own."""
        if target.platform not in (*WEBSITES, DISCLOSURE):
            return None
        scores = self.website_scores if target.platform in WEBSITES else self.disclosure_scores
        wanted = (target.unit, target.name, target.url)
        return next((each for each in scores if (each.unit, each.target, each.target_url) == wanted), None)

    @cached_property
    def problem_counts(self) -> Counter[ProblemPlace]:
        """Number of problems that count, by where and whose they are, in the order in which `findings` meets them."""
        return self._problems[0]

    @cached_property
    def shared_causes(self) -> dict[ProblemPlace, Counter[str]]:
        """Of these problems those that have a cause in common with others: their number by cause, by place."""
        return self._problems[1]

    @cached_property
    def _problems(self) -> tuple[Counter[ProblemPlace], dict[ProblemPlace, Counter[str]]]:
        counts: Counter[ProblemPlace] = Counter()
        causes: dict[ProblemPlace, Counter[str]] = {}
        for each in read_problem_rows(self.engine, self.name, self._url):
            if self.statuses.counts(each):
                place = ProblemPlace(each.target_url, each.target, each.unit, each.rule)
                counts[place] += 1
                if each.cause:
                    causes.setdefault(place, Counter())[each.cause] += 1
        return counts, causes

    @cached_property
    def media_units(self) -> list[MediaUnit]:
        """Units that have new-media accounts, with all of their accounts."""
        found = list(self.findings("fail", rules=media_rules()))
        undecided = list(self.findings("error", rules=media_rules()))
        return media_units(self.facts, self.rubric_for(NEW_MEDIA), self.statuses, found, undecided)

    @cached_property
    def qa_platforms(self) -> list[QaPlatform]:
        """The policy Q&A platforms, each with its connected units."""
        found = list(self.findings("all", rules=qa_rules()))
        return qa_platforms(self.facts, self.rubric_for(POLICY_QA), self.statuses, found)

    def disclosure_tally(self, state: TargetState) -> PlatformTally:
        """What one of the round's open-information platforms lacks; zeros where it was not reached."""
        if state.position not in self._tallies:
            url = state.target.url
            columns = self.columns_of(state.target)
            found = self.findings("fail", target_url=url)
            self._tallies[state.position] = tally_platform(state, self.statuses, found, columns)
        return self._tallies[state.position]

    # -- beside other rounds -----------------------------------------------------------------------------------------

    @cached_property
    def inspected_rounds(self) -> list[Round]:
        """Rounds up to this one's inspection date in which anything has been inspected, by date."""
        return inspected_rounds(self.engine, self.round.date)

    @cached_property
    def earlier(self) -> RoundView | None:
        """The last round before this one that has inspected anything; None for the first."""
        before = [each for each in self.inspected_rounds if each.date < self.round.date]
        return RoundView(self.engine, before[-1].name) if before else None

    @cached_property
    def verifications(self) -> list[VerificationResult]:
        """What has become of the earlier round's problems; nothing before `govcrawl verify` has run."""
        return read_verifications(self.engine, self.name)

    @cached_property
    def changes(self) -> pd.DataFrame | None:
        """This round's problems beside the earlier one's, as `changes_since` gives them; None without one."""
        return None if self.earlier is None else self.changes_since(self.earlier)

    def changes_since(self, before: RoundView) -> pd.DataFrame:
        """One row per problem of either round, as `change_table` gives them."""
        seen = {(each.target.url, each.target.name) for each in before.targets if each.missed is None}
        states = {row.finding.key: row.state for row in self.verifications if row.against == before.name}
        repeats = self.statuses.repeats.of, before.statuses.repeats.of
        return change_table(self.problems(), before.problems(), seen, states, repeats)

    @cached_property
    def trend(self) -> pd.DataFrame:
        """Problems that count in each inspected round up to this one, as `trend_table` gives them."""
        known = {each.name: each for each in (self, self.earlier) if each}
        views = (
            known.get(each.name) or RoundView(self.engine, each.name, NO_TARGETS) for each in self.inspected_rounds
        )
        return trend_table(row for view in views for row in view.counted())

    def counted(self) -> Iterator[tuple[Round, str, str, int]]:
        """The round, unit, rule and number of its problems that count, as `trend_table` takes them."""
        return ((self.round, place.unit, place.rule, number) for place, number in self.problem_counts.items())

    @cached_property
    def screenshots(self) -> list[EvidenceRecord]:
        """Pictures of pages with problems, oldest first."""
        return sorted(all_records(self.engine, self.name, ExchangeKind.SCREENSHOT), key=lambda kept: kept.at)

    @cached_property
    def damaged_screenshots(self) -> frozenset[EvidenceRecord]:
        """Those of `screenshots` that the archive does not give back as they were taken."""
        root = archive_root(self.engine.url)
        return frozenset(kept for kept in self.screenshots if root is None or not _is_whole(root, kept))


def _is_whole(root: Path, kept: EvidenceRecord) -> bool:
    try:
        read_record(root, kept)
    except StoreError:
        return False
    return True
