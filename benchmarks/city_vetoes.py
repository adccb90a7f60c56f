"""Whether each veto of the city's round stands on findings that are true.

    KEEP=DIR ../shared/city/run.sh; python -m benchmarks.city_vetoes DIR/govcrawl.db DIR/truth.jsonl

The websites are scored twice: by all findings, as `govcrawl score` does, and by those alone that truth.jsonl holds (a
line that must be found, or one with `either`). A veto of the first that is not one of the second is false. Exit 0 when
there is none, 1 otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from analysis.round_view import RoundView
from analysis.scoring.round_scores import place_of, score_targets
from analysis.scoring.scores import Score
from benchmarks.city_truth import CityTruth, parser, view_of
from govcrawl.domain.findings import Finding
from govcrawl.domain.targets import WEBSITES


class Held(Protocol):
    """A truth that findings are held against."""

    def holds(self, finding: Finding) -> bool:
        """Whether the finding must or may be raised."""

    def ignores(self, finding: Finding) -> bool:
        """Whether it says what cannot be shown on loopback."""


class FalseVeto(NamedTuple):
    """A veto that falls without the false findings, and how many of these the target has by rule."""

    score: Score
    veto: str
    untrue: Counter[str]


def true_scores(view: RoundView, truth: Held) -> list[Score]:
    """Scores of the websites by the findings that `truth` holds."""
    held = (finding for finding in view.findings("fail") if truth.holds(finding))
    undecided = Counter(place_of(each) for each in view.findings("error"))
    states = view.of_platforms(WEBSITES)
    return score_targets(
        states, held, view.rubric, view.statuses, undecided=undecided, marks=view.marks, matters=view.matters
    )


def false_vetoes(view: RoundView, truth: Held) -> Iterator[FalseVeto]:
    """The vetoes of `view` that the findings of `truth` alone do not hold up."""
    untrue: dict[str, Counter[str]] = {}
    for finding in view.findings("fail"):
        if not truth.holds(finding):
            untrue.setdefault(finding.target_url, Counter())[_named(finding, truth)] += 1
    for said, stands in zip(view.website_scores, true_scores(view, truth), strict=True):
        for veto in said.veto:
            if veto not in stands.veto:
                yield FalseVeto(said, veto, untrue.get(said.target_url, Counter()))


def _named(finding: Finding, truth: Held) -> str:
    return f"{finding.rule} (not judged on loopback)" if truth.ignores(finding) else finding.rule


def main() -> None:
    options = parser(__doc__ or "").parse_args()
    view, truth = view_of(options.database), CityTruth(options.truth, options.city)
    wrong = list(false_vetoes(view, truth))
    vetoes = sum(len(score.veto) for score in view.website_scores)
    print(f"{vetoes} vetoes, {len(wrong)} false")
    for each in wrong:
        rules = ", ".join(f"{rule} {count}" for rule, count in each.untrue.most_common())
        print(
            f"  {each.score.unit} {each.score.target_url} {each.veto}\n    findings that are not in the truth: {rules}"
        )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
