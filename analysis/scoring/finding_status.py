"""Whether a finding counts: what people have dismissed and what the register excepts is listed, and costs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from analysis.scoring.repeats import LocatedFinding, Original, Repeats
from govcrawl.domain.decisions import CONFIRMED, DISMISSED, MENDED, Review
from govcrawl.domain.rounds import china_day
from govcrawl.domain.urls import page_key
from govcrawl.register import Exemption
from pipelines.catalogue import rule_title

EXCEPTED, REPEATED = "例外", "重复"
CONFIRMING = (CONFIRMED, MENDED)


class JudgedFinding(LocatedFinding, Protocol):
    """What the status of a finding depends on: a Finding, or the few columns of its row that say as much."""

    @property
    def outcome(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def column(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FindingStatus:
    """How a finding stands. `label` is "" for one that nobody has said anything about."""

    counts: bool = True
    label: str = ""  # 例外, 重复, or the reviewer's decision
    reason: str = ""  # who, when, why, in Chinese
    repeats: str = ""  # key of the finding that says the same already, and counts in its place


_OPEN = FindingStatus()  # nobody has said anything of it: most findings


@dataclass(frozen=True)
class StatusIndex:
    """What is known beside the findings of a round: reviews by key, exceptions, repeats, and the inspection date."""

    date: date
    reviews: Mapping[str, Review] = field(default_factory=dict)
    exceptions: Sequence[Exemption] = ()
    repeats: Repeats = field(default_factory=Repeats)

    @cached_property
    def _by_rule(self) -> dict[str, list[Exemption]]:
        rows: dict[str, list[Exemption]] = {}
        for each in self.exceptions:
            rows.setdefault(each.rule, []).append(each)
        return rows

    def of(self, finding: JudgedFinding) -> FindingStatus:
        """A dismissal goes before an exception, an exception before a repeat, a repeat before any other decision."""
        status = self._of_people(finding)
        original = self.repeats.original(finding) if status.counts else None
        return status if original is None else _repeated(original, status)

    def _of_people(self, finding: JudgedFinding) -> FindingStatus:
        review = self.reviews.get(finding.key) if self.reviews else None
        if review is not None and review.decision == DISMISSED:
            return FindingStatus(False, DISMISSED, _said(review))
        rows = [each for each in self._by_rule.get(finding.rule, ()) if excepts(each, finding)]
        if review is None and not rows:
            return _OPEN
        held = next((each for each in rows if each.valid_until >= self.date), None)
        if held is not None:
            return FindingStatus(False, EXCEPTED, _granted(held))
        expired = f"例外已于{rows[-1].valid_until}到期（{rows[-1].reason}）" if rows else ""
        if review is not None:
            return FindingStatus(True, review.decision, "；".join(part for part in (_said(review), expired) if part))
        return FindingStatus(True, "", expired)

    def confirmed(self, finding: JudgedFinding) -> bool:
        """Whether people have looked at it and found it true."""
        review = self.reviews.get(finding.key) if self.reviews else None
        return review is not None and review.decision in CONFIRMING

    def counts(self, finding: JudgedFinding) -> bool:
        """Whether it is a problem that costs points and may be named."""
        return finding.outcome == "fail" and finding.severity == "problem" and self.of(finding).counts

    def is_problem(self, finding: JudgedFinding) -> bool:
        """Whether it is a problem that people have not dismissed, whether or not it costs points."""
        return finding.outcome == "fail" and finding.severity == "problem" and self.of(finding).label != DISMISSED

    def stands(self, finding: JudgedFinding) -> bool:
        """Whether it counts, or would if another finding did not say the same: it holds of its column either way."""
        return self.counts(finding) or bool(self.of(finding).repeats)


def excepts(row: Exemption, finding: JudgedFinding) -> bool:
    """Whether the row of 例外 speaks of this finding: its rule, and all of unit, address and column that it names.

    An address means the page itself, or the whole target when it is the target's own.
    """
    return (
        row.rule == finding.rule
        and row.unit in ("", finding.unit)
        and row.column in ("", finding.column)
        and (not row.url or page_key(row.url) in {page_key(finding.url), page_key(finding.target_url)})
    )


def _repeated(original: Original, status: FindingStatus) -> FindingStatus:
    """A repeat, with what people have said of it."""
    same = f"与“{rule_title(original.rule)}”（编号{original.key}）为同一问题，不重复扣分"
    return FindingStatus(False, REPEATED, "；".join(part for part in (same, status.reason) if part), original.key)


def _said(review: Review) -> str:
    note = f"：{review.note}" if review.note else ""
    return f"{review.reviewer}{china_day(review.decided_at)}复核{review.decision}{note}"


def _granted(row: Exemption) -> str:
    return f"{row.reason}（{row.approved_by}批准，有效期至{row.valid_until}）"
