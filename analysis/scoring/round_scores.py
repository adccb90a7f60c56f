"""Scores of many targets from their findings, by the rubrics that were stored with the round. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from analysis.scoring.finding_status import StatusIndex
from analysis.scoring.scores import Score, score_target
from govcrawl.domain.decisions import Mark
from govcrawl.domain.errors import RubricError
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import Target
from govcrawl.rubric.model import Rubric
from govcrawl.rubric.reader import load_rubric, stored_rubric
from govcrawl.store.reader import RoundFacts, TargetState

FullPlace = tuple[str, str, str]  # address, unit and name of a target
# Bounds behind which whole pages or columns may lie; those of links and of single lists stand in the coverage alone.
_CUT = {"time": "检查时间", "pages": "页面数", "columns": "栏目数"}


def score_targets(
    targets: Sequence[TargetState],
    findings: Iterable[Finding],
    rubric: Rubric,
    statuses: StatusIndex,
    *,
    undecided: Counter[FullPlace],
    marks: Sequence[Mark],
    matters: Mapping[tuple[str, ...], int] | None = None,
) -> list[Score]:
    """Scores of these `targets`, in their order. Holds one target's findings at a time.

    `findings` have outcome fail, each target's in one piece; those of other targets are passed over. `statuses` says
    which of them count, `undecided` how many findings with outcome error a target has, `marks` what people have given
    on any target of the round, `matters` how many service guides a target has (none: not known).
    """
    states = {full_place(each.target): each for each in targets}
    scores: dict[FullPlace, Score] = {}

    def scored(state: TargetState, found: list[Finding]) -> Score:
        return score_target(
            state.target,
            found,
            rubric,
            standings=statuses,
            missed=state.missed,
            unfinished=unfinished(state),
            undecided=undecided[full_place(state.target)],
            marks=[each for each in marks if each.target_url == state.target.url],
            matters=(matters or {}).get(full_place(state.target)),
        )

    for place, found in groupby(findings, place_of):
        if place in states:
            scores[place] = scored(states[place], list(found))
    return [scores.get(place) or scored(state, []) for place, state in states.items()]


def unfinished(state: TargetState) -> str:
    """Which bounds have kept pages or columns of the target from being inspected, in Chinese; "" when none has."""
    bounds = state.site.bounds if state.site else []
    cut = [f"{_CUT[each.name]}上限{each.limit:g}" for each in bounds if each.name in _CUT]
    return f"检查达到{'、'.join(cut)}，之后的内容没有检查" if cut else ""


def rubric_of(facts: RoundFacts) -> Rubric:
    """The websites' rubric that was stored with the round: its results are explained by the rubric of their time.

    Raises RubricError when the stored text can no longer be read.
    """
    return _stored(facts, facts.rubric_text, facts.rubric_version)


def rubric_for(facts: RoundFacts, platform: str) -> Rubric:
    """The stored rubric of another platform; the program's own for rounds of versions that stored none.

    Raises RubricError when the stored text can no longer be read.
    """
    stored = facts.rubrics.get(platform)
    return _stored(facts, stored["text"], stored["version"]) if stored else load_rubric().companions[platform]


def _stored(facts: RoundFacts, text: str, version: str) -> Rubric:
    name = f"（检查期 {facts.round.name} 所存版本 {version}）"
    try:
        return stored_rubric(text, name)
    except RubricError as error:
        raise RubricError(
            f"{error}；请运行 govcrawl recheck --round {facts.round.name} 用现行指标重新判断。"
        ) from error


def place_of(finding: Finding) -> FullPlace:
    """The target that the finding is on."""
    return finding.target_url, finding.unit, finding.target


def full_place(target: Target) -> FullPlace:
    """The target as its findings name it."""
    return target.url, target.unit, target.name
