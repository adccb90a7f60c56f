"""The registry of rules, the decorator that fills it, and the runner.

A rule is a generator over one item. No yield is a pass; each yield is one piece of evidence.
An exception inside a rule keeps the item and becomes an `error` finding: Scrapy would drop the item silently.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar, Unpack

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, Item, Link, PageItem, PostItem, QuestionItem, SiteItem, Why
from govcrawl.domain.targets import POLICY_QA
from pipelines.confidence import load_steps
from pipelines.model import CannotJudge, Case, Check, Fail, Result, Rule, RuleOptions, Skip

log = logging.getLogger(__name__)
_EVIDENCE = 10  # entries of a list in evidence; the facts themselves stay in the database
_NEVER = datetime.fromtimestamp(0, UTC)  # a judged link without its time: stored, and seen to be wrong
_OUTCOMES: dict[type, str] = {Fail: "fail", Skip: "skip", CannotJudge: "error"}

L = TypeVar("L", bound=Item | Case[Any])
RuleFunction = Callable[[L, Check], Iterator[Result]]


class Registry(Mapping[str, Rule]):
    """Rules by id, in order of their ids."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}
        self._chosen: dict[
            tuple[type, frozenset[str] | None, frozenset[str] | None], tuple[Rule, ...]
        ] = {}  # each item asks

    def __getitem__(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def add(self, new: Rule) -> None:
        """Register a rule. Raises ValueError when the id is taken, or when rules would yield to each other."""
        if new.id in self._rules:
            raise ValueError(f"rule {new.id} is registered twice")
        if new.id in self._goes_before(new):
            raise ValueError(f"rule {new.id} yields to a rule that yields to it")
        self._rules = dict(sorted({**self._rules, new.id: new}.items()))
        self._chosen.clear()

    def _goes_before(self, new: Rule) -> set[str]:
        """Ids of all rules that this one yields to, directly or by others."""
        before: set[str] = set()
        left = list(new.yields_to)
        while left:
            before.add(each := left.pop())
            left += [other for other in getattr(self._rules.get(each), "yields_to", ()) if other not in before]
        return before

    def remove(self, rule_id: str) -> None:
        """Take a rule out again, as a test does that has registered one. Raises KeyError for an unknown id."""
        del self._rules[rule_id]
        self._chosen.clear()

    def looking_at(
        self, kind: type, families: frozenset[str] | None = None, rules: frozenset[str] | None = None
    ) -> tuple[Rule, ...]:
        """Rules that look at this type of item or case.

        `kind` is the type of the item; `families` are first letters of ids, `rules` whole ids, None for all.
        """
        chosen = self._chosen.get((kind, families, rules))
        if chosen is None:
            chosen = self._chosen[kind, families, rules] = tuple(
                each
                for each in self._rules.values()
                if issubclass(kind, each.looks_at)
                and (families is None or each.family in families)
                and (rules is None or each.id in rules)
            )
        return chosen


REGISTRY = Registry()  # complete once `pipelines.catalogue` has been imported


def rule(
    id: str,  # noqa: A002  the rule's id, as everywhere
    looks_at: type[L],
    **options: Unpack[RuleOptions],
) -> Callable[[RuleFunction[L]], RuleFunction[L]]:
    """Register a rule. Its name is the function's name; its docstring says why, for developers.

    id: family letter and number, under which `rules.yaml` has its title and texts.
    looks_at: the type of item or case that the function is given.
    options: what other code asks of the rule (`pipelines.model.RuleOptions`).

    Raises ValueError when the docstring is missing or the id is taken.
    """

    def register(function: RuleFunction[L]) -> RuleFunction[L]:
        why = " ".join((function.__doc__ or "").split())
        if not why:
            raise ValueError(f"rule {id} has no docstring")
        REGISTRY.add(Rule(id, function.__name__, looks_at, why, function, **options))
        return function

    return register


def run(
    item: Item | Case[Any],
    check: Check,
    families: Iterable[str] | None = None,
    *,
    rules: frozenset[str] | None = None,
) -> Iterator[Finding]:
    """Findings of all rules that look at this kind of item or case, in order of their ids.

    With `families` (first letters of ids) or `rules` (whole ids) only of those.
    """
    wanted = frozenset(families) if families is not None else None
    platform = _item_of(item).target.platform
    if isinstance(item, ColumnItem) and platform == POLICY_QA:
        return  # lists of questions are judged by the units that answer them
    for each in REGISTRY.looking_at(type(item), wanted, rules):
        if not each.applies_to(platform):
            continue
        try:
            for result in each.function(item, check):
                yield _finding(each, item, result)
        except Exception as fault:
            log.exception("rule %s failed on %s", each.id, _describe(item)["url"])
            yield _finding(each, item, CannotJudge(f"规则执行出错：{type(fault).__name__}: {fault}"))


def _item_of(item: Item | Case[Any]) -> Any:
    return item.item if isinstance(item, Case) else item


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
            return {"kind": item.kind, "level": item.level, **own, **_why(item.why)}
        case PageItem():
            return _why(item.why)
        case Link():
            return {"rank": item.rank}
    return {}


def _why(why: Why | None) -> dict[str, Any]:
    """How sure the reading is that a finding rests on, and what speaks for it."""
    if why is None:
        return {}
    sure = "" if why.confidence is None else f"把握{why.confidence:.0%}"
    return {"why": [text for text in (sure, *why.reasons) if text]} if sure or why.reasons else {}


def _sure_of(item: Item) -> float | None:
    """How sure the reading of the page is that `item` was read from; None where it was not weighed."""
    why = item.why if isinstance(item, ColumnItem | PageItem) else None
    return why.confidence if why is not None else None


def _finding(rule: Rule, item: Item | Case[Any], result: Result) -> Finding:
    about = _item_of(item)
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
        confidence=load_steps().of(rule.id, _sure_of(about)) if isinstance(result, Fail) else None,
        **place,
    )


def few(values: Iterable[Any]) -> list[Any]:
    """The first values of a list, for evidence."""
    return [value for _, value in zip(range(_EVIDENCE), values, strict=False)]
