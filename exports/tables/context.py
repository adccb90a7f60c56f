"""What a workbook is about, and what its sheets are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.round_totals.media import media_rules
from analysis.round_totals.policy_qa import qa_rules
from analysis.round_view import ProblemPlace, RoundView
from analysis.scoring.scores import Score
from exports.sheet import TableColumn
from govcrawl.domain.findings import Finding
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import DISCLOSURE, NEW_MEDIA, POLICY_QA, WEBSITES
from govcrawl.rubric.columns import Vocabulary, load_vocabulary
from govcrawl.rubric.model import Rubric, Threshold
from govcrawl.store.finding_rows import Outcome
from govcrawl.store.reader import TargetState
from pipelines.model import Check

_QUARTERS = "一二三四"
UNCONFIRMED = "未核实"
PUBLISHED = "公开文件"


@dataclass(frozen=True)
class WorkbookContext:
    """Targets of a round with their scores; findings and facts of columns are read as they are needed."""

    view: RoundView
    targets: list[TargetState]  # the workbook's own, in register order
    rubric: Rubric  # that scores these targets
    scores: list[Score]
    subject: str  # 政府网站检查情况
    noun: str = "网站"  # what one target is called
    thresholds: Collection[str] | None = None  # names of those that its rules use; None for all
    has_columns: bool = True
    rules: Collection[str] | None = None  # whose findings it lists; None: all but those on targets of others

    @property
    def round(self) -> Round:
        """The round that the workbook is about."""
        return self.view.round

    @property
    def title(self) -> str:
        """The workbook's title: quarter and subject."""
        return f"{quarter_name(self.round)}{self.subject}"

    @property
    def date_line(self) -> str:
        """The line below the title that names the inspection date."""
        day = self.round.date
        return f"监测时间点：{day.year}年{day.month}月{day.day}日"

    @property
    def limits(self) -> list[Threshold]:
        """Thresholds in force for this workbook: the scoring rubric's own, and those that its rules use."""
        used = self.view.rubric.limits
        named = used if self.thresholds is None else {name: used[name] for name in self.thresholds}
        return list({**self.rubric.limits, **named}.values())

    @property
    def vocabulary(self) -> Vocabulary:
        """Kinds of columns by their names."""
        return load_vocabulary()

    @property
    def check(self) -> Check:
        """What the rules knew when they judged."""
        return self.view.check

    @property
    def results(self) -> Iterator[tuple[TargetState, Score]]:
        """Targets in register order, with their scores."""
        return zip(self.targets, self.scores, strict=True)

    @cached_property
    def _elsewhere(self) -> frozenset[tuple[str, str]]:
        """Targets of other workbooks, by address and name: a finding may be another unit's than its target."""
        return _places(self.view.targets) - _places(self.targets)

    def belongs(self, finding: Finding | ProblemPlace) -> bool:
        """Whether a finding is this workbook's to list."""
        if self.rules is not None:
            return finding.rule in self.rules
        return (finding.target_url, finding.target) not in self._elsewhere

    def findings(self, outcome: Outcome) -> Iterator[Finding]:
        """The workbook's findings; others belong to other attachments."""
        return filter(self.belongs, self.view.findings(outcome, rules=self.rules))

    def counts_by_rule(self) -> Counter[str]:
        """Number of its problems that count, by rule, in the order in which they come."""
        counts: Counter[str] = Counter()
        for place, number in self.view.problem_counts.items():
            if self.belongs(place):
                counts[place.rule] += number
        return counts


def websites_of(view: RoundView) -> WorkbookContext:
    """The websites. Raises RubricError when the rubric that was stored with the round cannot be read."""
    targets = view.of_platforms(WEBSITES)
    return WorkbookContext(view, targets, view.rubric, view.website_scores, "政府网站检查情况")


def disclosure_of(view: RoundView) -> WorkbookContext:
    """The open-information platforms. Raises RubricError when their stored rubric cannot be read."""
    targets, rubric = view.of_platforms((DISCLOSURE,)), view.rubric_for(DISCLOSURE)
    return WorkbookContext(view, targets, rubric, view.disclosure_scores, "政府信息公开平台检查情况", noun="平台")


def accounts_of(view: RoundView) -> WorkbookContext:
    """The new-media accounts; scores are those of their units. Raises RubricError when their rubric cannot be read.

    What websites link wrongly belongs here; rules of pages have no place on accounts.
    """
    targets, rubric = view.of_platforms((NEW_MEDIA,)), view.rubric_for(NEW_MEDIA)
    scores = [each.score for each in view.media_units]
    return WorkbookContext(view, targets, rubric, scores, "政务新媒体检查情况", noun="检查对象", rules=media_rules())


def answers_of(view: RoundView) -> WorkbookContext:
    """The policy Q&A platforms, which have no scores. Raises RubricError when their rubric cannot be read."""
    targets, rubric = view.of_platforms((POLICY_QA,)), view.rubric_for(POLICY_QA)
    about = WorkbookContext(view, targets, rubric, [], "政策问答平台内容保障情况", noun="平台", rules=qa_rules())
    return replace(about, thresholds=(), has_columns=False)


def _places(states: Iterable[TargetState]) -> frozenset[tuple[str, str]]:
    return frozenset((state.target.url, state.target.name) for state in states)


def quarter_name(when: Round) -> str:
    """The round's quarter in words, e.g. 2021年第三季度."""
    return f"{when.year}年第{_QUARTERS[when.quarter - 1]}季度"


def named(columns: Iterable[TableColumn], noun: str) -> list[TableColumn]:
    """The columns of a sheet on targets that are not called 网站 but `noun`."""
    return [replace(column, heading=column.heading.replace("网站", noun)) for column in columns]


def source_name(source: str) -> str:
    """How workbooks name the source of a value: published, or yet to be confirmed."""
    return PUBLISHED if source == "S" else UNCONFIRMED
