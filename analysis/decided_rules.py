"""How right each rule was, by what people decided on its findings: per round, with its interval and its trend."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine

from analysis.intervals import wilson
from govcrawl.domain.decisions import DISMISSED, OPEN
from govcrawl.store.decisions import read_reviews
from govcrawl.store.reader import read_findings


@dataclass(frozen=True, slots=True)
class DecidedRule:
    """A rule in one round, or in all of them together (`round` is then "")."""

    rule: str
    round: str
    raised: int  # problems, warnings and clues of the rule
    decided: int  # of these: 属实, 不属实 or 已整改; 待定 decides nothing
    dismissed: int  # 不属实

    @property
    def share(self) -> float | None:
        """Share of the decided that were right; None where nothing is decided."""
        return 1 - self.dismissed / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval (Wilson) of that share."""
        return wilson(self.decided - self.dismissed, self.decided) if self.decided else None

    def as_record(self) -> dict[str, Any]:
        """One JSON object."""
        low, high = self.interval or (None, None)
        return asdict(self) | {"share": self.share, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class RuleTrend:
    """A rule over several rounds, in their order, and in all of them together."""

    rule: str
    rounds: tuple[DecidedRule, ...]
    together: DecidedRule

    @property
    def trend(self) -> str:
        """变好, 变差, or 无明显变化: whether first and last round with decisions differ by more than their intervals.

        "" where fewer than two rounds have decisions.
        """
        known = [each.interval for each in self.rounds if each.interval is not None]
        if len(known) < 2:
            return ""
        (low, high), (later_low, later_high) = known[0], known[-1]
        return "变好" if later_low > high else "变差" if later_high < low else "无明显变化"


def decided_rules(engine: Engine, rounds: Sequence[str]) -> list[RuleTrend]:
    """Every rule that found something in `rounds` (names, oldest first), those with the most 不属实 first.

    Decisions on findings that a later judgement of the same round no longer raises are not counted. InputError for an
    unknown round.
    """
    found: dict[str, list[DecidedRule]] = defaultdict(list)
    for name in rounds:
        for each in _of_round(engine, name):
            found[each.rule].append(each)
    trends = [RuleTrend(rule, tuple(each), _together(rule, each)) for rule, each in found.items()]
    return sorted(trends, key=lambda each: (-each.together.dismissed, each.rule))


def _of_round(engine: Engine, name: str) -> Iterator[DecidedRule]:
    reviews = read_reviews(engine, name)
    raised: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    dismissed: Counter[str] = Counter()
    for finding in read_findings(engine, name, "fail"):
        review = reviews.get(finding.key)
        raised[finding.rule] += 1
        decided[finding.rule] += review is not None and review.decision != OPEN
        dismissed[finding.rule] += review is not None and review.decision == DISMISSED
    for rule in sorted(raised):
        yield DecidedRule(rule, name, raised[rule], decided[rule], dismissed[rule])


def _together(rule: str, rounds: Sequence[DecidedRule]) -> DecidedRule:
    counts = (
        sum(values) for values in zip(*((each.raised, each.decided, each.dismissed) for each in rounds), strict=True)
    )
    return DecidedRule(rule, "", *counts)
