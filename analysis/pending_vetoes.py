"""Vetoes that wait for people: which findings decide whether a target is 不合格."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from analysis.round_view import RoundView
from analysis.scoring.round_scores import score_targets
from analysis.scoring.scores import SUSPECTED
from govcrawl.domain.targets import NEW_MEDIA, WEBSITES
from govcrawl.rubric.model import Rubric


class PendingVeto(NamedTuple):
    """A target that is suspected of a veto, and the findings that make or break it."""

    unit: str
    target: str
    target_url: str
    titles: tuple[str, ...]  # of the veto indicators
    keys: tuple[str, ...]  # of the findings that nobody has confirmed yet


def pending_vetoes(view: RoundView) -> list[PendingVeto]:
    """The suspected targets of a round in register order, websites before accounts; none where the gate is off.

    Only the findings of rules that make a veto are read.
    """
    found = []
    if view.rubric.scoring.vetoes_need_people:
        findings = view.findings("fail", rules=_veto_rules(view.rubric))
        states = view.of_platforms(WEBSITES)
        scores = score_targets(
            states, findings, view.rubric, view.statuses, undecided=Counter(), marks=view.marks, matters=view.matters
        )
        found += [
            PendingVeto(each.unit, each.target, each.target_url, each.veto, each.pending)
            for each in scores
            if each.pending
        ]
    if view.of_platforms((NEW_MEDIA,)) and view.rubric_for(NEW_MEDIA).scoring.vetoes_need_people:
        accounts = [account for unit in view.media_units for account in unit.accounts if account.grade == SUSPECTED]
        found += [
            PendingVeto(each.unit, f"{each.name}（{each.platform}）", each.target_url, each.veto, each.pending)
            for each in accounts
        ]
    return found


def _veto_rules(rubric: Rubric) -> list[str]:
    counts = [each.veto for each in rubric.indicators if each.veto is not None]
    return sorted({rule for count in counts for rule in count.rules})
