"""The rule registry, the runner and the four outcomes (pass, fail, skip, error).

A rule is a generator over one item. No yield is a pass; each yield is one piece of evidence.
An exception inside a rule keeps the item and becomes an `error` finding: Scrapy would drop the item silently.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, Item, Link, PageItem, PostItem, QuestionItem, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.rubric.columns import OTHER, ColumnKind, Vocabulary
from govcrawl.rubric.model import Rubric

Day = date  # `Check.date` hides the type's own name inside the class
log = logging.getLogger(__name__)
_EVIDENCE = 10  # entries of a list in evidence; the facts themselves stay in the database
_NEVER = datetime.fromtimestamp(0, UTC)  # a judged link without its time: kept, and seen to be wrong


@dataclass(slots=True)
class Fail:
    """One piece of evidence that the rule's bad pattern is there."""

    message: str
    value: str = ""
    subject: str = ""  # needed when one item can yield several
    evidence: dict[str, Any] = field(default_factory=dict)
    about: tuple[str, str] | None = None  # (address, name) of the column in question, when the item is a whole site
    unit: str = ""  # the unit that answers for it, when that is not the target's own


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
    unit: str = ""


Result = Fail | Skip | CannotJudge
_OUTCOMES: dict[type, str] = {Fail: "fail", Skip: "skip", CannotJudge: "error"}


@dataclass(frozen=True, slots=True)
class Check:
    """What a rule may know beside its item: the round, its date, the rubric's thresholds, the kinds of columns."""

    round: Round
    rubric: Rubric
    vocabulary: Vocabulary

    @property
    def date(self) -> Day:
        return self.round.date

    def days(self, threshold: str) -> int:
        return self.rubric.days(threshold)

    def cutoff(self, threshold: str) -> Day:
        """The earliest date that still counts as fresh."""
        return self.rubric.cutoff(threshold, self.round.date)

    def kind(self, name: str) -> ColumnKind:
        """A kind of column; an unknown one is like any other column."""
        kinds = self.vocabulary.kinds
        return kinds[name] if name in kinds else kinds[OTHER]


T = TypeVar("T", bound=Item)


@dataclass(slots=True)
class Case(Generic[T]):
    """What a cross-page rule looks at: an item, and (in subclasses) what other pages say of it."""

    item: T


L = TypeVar("L", bound=Item | Case[Any])
RuleFunction = Callable[[L, Check], Iterator[Result]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all that the documentation and the workbooks print of it."""

    id: str
    name: str
    looks_at: type
    title: str  # Chinese, one line: the docstring's first
    why: str
    severity: str
    family: str
    function: Callable[[Any, Check], Iterable[Result]]


REGISTRY: dict[str, Rule] = {}
_CHOSEN: dict[
    tuple[type, frozenset[str] | None], tuple[Rule, ...]
] = {}  # each item asks; the answer is worked out once


def rule(id: str, looks_at: type[L], *, severity: str = "problem") -> Callable[[RuleFunction[L]], RuleFunction[L]]:  # noqa: A002  the rule's id, as everywhere
    """Register a rule. Its name is the function's name, its title the docstring's first line.

    Raises ValueError when the docstring is missing or the id is taken.
    """

    def register(function: RuleFunction[L]) -> RuleFunction[L]:
        title, _, why = (function.__doc__ or "").strip().partition("\n")
        if not title:
            raise ValueError(f"rule {id} has no docstring")
        if id in REGISTRY:
            raise ValueError(f"rule {id} is registered twice")
        why = " ".join(why.split())
        REGISTRY[id] = Rule(id, function.__name__, looks_at, title.strip(), why, severity, id[0], function)
        _CHOSEN.clear()
        return function

    return register


def rules_for(kind: type, families: frozenset[str] | None = None) -> tuple[Rule, ...]:
    """Rules (of those families) that look at this type of item or case."""
    chosen = _CHOSEN.get((kind, families))
    if chosen is None:
        chosen = _CHOSEN[kind, families] = tuple(
            each
            for each in REGISTRY.values()
            if issubclass(kind, each.looks_at) and (families is None or each.family in families)
        )
    return chosen


def run(item: Item | Case[Any], check: Check, families: Iterable[str] | None = None) -> Iterator[Finding]:
    """Findings of all rules (of those families) that look at this kind of item or case."""
    wanted = frozenset(families) if families is not None else None
    if isinstance(item, ColumnItem) and item.target.platform == "policy_qa":
        return  # lists of questions are judged by the units that answer them
    for each in rules_for(type(item), wanted):
        try:
            for result in each.function(item, check):
                yield _finding(each, item, result)
        except Exception as fault:
            log.exception("rule %s failed on %s", each.id, _describe(item)["url"])
            yield _finding(each, item, CannotJudge(f"规则执行出错：{type(fault).__name__}: {fault}"))


def _describe(item: Item | Case[Any]) -> dict[str, Any]:
    """The part of a finding that follows from the item alone."""
    match item:
        case SiteItem():
            return {"url": item.target.url, "title": item.target.name, "found_at": item.fetched_at}
        case ColumnItem():
            facts = {"url": item.url, "title": item.name, "column": item.name}
            return facts | {"published": item.newest, "found_at": item.fetched_at}
        case PageItem():
            facts = {"url": item.url, "title": item.title, "column": item.column_name}
            return facts | {"published": item.published, "found_at": item.fetched_at}
        case Link():
            return {"url": item.found_on, "title": item.text, "found_at": item.checked_at or _NEVER}
        case QuestionItem():
            facts = {"url": item.url, "title": item.title, "column": item.column_name}
            return facts | {"published": item.replied or item.asked, "found_at": item.fetched_at}
        case PostItem():
            facts = {"url": item.url, "title": item.title}
            return facts | {"published": item.published, "found_at": item.fetched_at}
        case Case():
            return _describe(item.item)


def _context(item: Item | Case[Any]) -> dict[str, Any]:
    """What the rubric counts by: the kind and level of a column, the place of a link."""
    match item:
        case ColumnItem():
            own = {"responsible": item.responsible} if item.responsible else {}
            return {"kind": item.kind, "level": item.level, **own}
        case Link():
            return {"rank": item.rank}
    return {}


def _finding(rule: Rule, item: Item | Case[Any], result: Result) -> Finding:
    about = item.item if isinstance(item, Case) else item
    target = about.target
    place = _describe(about)
    if isinstance(result, Fail) and result.about:
        url, name = result.about
        place |= {"url": url, "title": name, "column": name}
    second = getattr(about, "second", None)
    looked = {"second_look": second.way} if second is not None and rule.id in second.rules else {}
    return Finding(
        rule=rule.id,
        outcome=_OUTCOMES[type(result)],
        unit=(result.unit if not isinstance(result, Skip) else "") or target.unit,
        target=target.name,
        target_url=target.url,
        message=result.message,
        value="" if isinstance(result, Skip) else result.value,
        evidence=_context(about) | looked | result.evidence,
        severity=rule.severity,
        subject=result.subject,
        **place,
    )


def few(values: Iterable[Any]) -> list[Any]:
    """The first values of a list, for evidence."""
    return [value for _, value in zip(range(_EVIDENCE), values, strict=False)]


__all__ = [
    "REGISTRY",
    "CannotJudge",
    "Case",
    "Check",
    "Fail",
    "Result",
    "Rule",
    "Skip",
    "few",
    "rule",
    "rules_for",
    "run",
]
