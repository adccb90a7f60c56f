"""The rule registry, the runner and the four outcomes (pass, fail, skip, error).

A rule is a generator over one item. No yield is a pass; each yield is one piece of evidence.
An exception inside a rule keeps the item and becomes an `error` finding: Scrapy would drop the item silently.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from govcrawl.findings import Finding
from govcrawl.items import ColumnItem, Item, Link, PageItem, SiteItem
from govcrawl.rounds import Round
from govcrawl.standard.rubric import Rubric

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Fail:
    """One piece of evidence that the rule's bad pattern is there."""

    message: str
    value: str = ""
    subject: str = ""  # needed when one item can yield several
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Skip:
    """The rule does not apply, and a person may want to know why (an ordinary "does not apply" yields nothing)."""

    message: str
    subject: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class CannotJudge:
    """The rule applies, but the facts do not allow a verdict (outcome `error`)."""

    message: str
    value: str = ""
    subject: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)


Result = Fail | Skip | CannotJudge


@dataclass(frozen=True, slots=True)
class Check:
    """What a rule may know beside its item: the round, its date, and the rubric's thresholds."""

    round: Round
    rubric: Rubric

    @property
    def date(self) -> date:
        return self.round.date

    def days(self, threshold: str) -> int:
        return self.rubric.days(threshold)


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    name: str
    looks_at: type
    title: str  # Chinese, one line: the docstring's first
    why: str
    severity: str
    family: str
    function: Callable[[Any, Check], Iterable[Result]]


REGISTRY: dict[str, Rule] = {}
I = TypeVar("I", bound=Item)  # noqa: E741
RuleFunction = Callable[[I, Check], Iterator[Result]]


def rule(id: str, looks_at: type[I], *, severity: str = "problem") -> Callable[[RuleFunction[I]], RuleFunction[I]]:  # noqa: A002
    """Register a rule. Its name is the function's name, its title the docstring's first line."""

    def register(function: RuleFunction[I]) -> RuleFunction[I]:
        title, _, why = (function.__doc__ or "").strip().partition("\n")
        if not title:
            raise ValueError(f"rule {id} has no docstring")
        if id in REGISTRY:
            raise ValueError(f"rule {id} is registered twice")
        why = " ".join(why.split())
        REGISTRY[id] = Rule(id, function.__name__, looks_at, title.strip(), why, severity, id[0], function)
        return function

    return register


def _describe(item: Item) -> dict[str, Any]:
    """The part of a finding that follows from the item alone."""
    match item:
        case SiteItem():
            return {"url": item.target.url, "title": item.target.name, "found_at": item.fetched_at}
        case ColumnItem():
            return {"url": item.url, "title": item.name, "column": item.name, "published": item.newest,
                    "found_at": item.fetched_at}
        case PageItem():
            return {"url": item.url, "title": item.title, "column": item.column_name,
                    "published": item.published, "found_at": item.fetched_at}
        case Link():
            return {"url": item.found_on, "title": item.text, "value": item.url, "found_at": item.checked_at}


def _finding(rule: Rule, item: Item, result: Result) -> Finding:
    facts = _describe(item)
    outcome = {Fail: "fail", Skip: "skip", CannotJudge: "error"}[type(result)]
    value = getattr(result, "value", "") or facts.pop("value", "")
    facts.pop("value", None)
    return Finding(
        rule=rule.id, outcome=outcome, unit=item.target.unit, target=item.target.name,
        target_url=item.target.url, message=result.message, value=value, evidence=result.evidence,
        severity=rule.severity, subject=result.subject, **facts,
    )


def run(item: Item, check: Check, families: Iterable[str] | None = None) -> Iterator[Finding]:
    """Findings of all rules (of those families) that look at this kind of item."""
    for each in _rules_for(type(item)):
        if families is not None and each.family not in families:
            continue
        try:
            for result in each.function(item, check):
                yield _finding(each, item, result)
        except Exception as fault:
            log.exception("rule %s failed on %s", each.id, item)
            yield _finding(each, item, CannotJudge(f"规则执行出错：{type(fault).__name__}: {fault}"))


def _rules_for(kind: type) -> list[Rule]:
    return [rule for rule in REGISTRY.values() if rule.looks_at is kind]


__all__ = ["REGISTRY", "CannotJudge", "Check", "Fail", "Result", "Rule", "Skip", "datetime", "rule", "run"]
