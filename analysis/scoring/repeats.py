"""Findings that repeat another one, by what their rules yield to: which they are, and which one they repeat. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from govcrawl.domain.urls import page_key
from pipelines.catalogue import REGISTRY
from pipelines.model import Rule, SameFault


class LocatedFinding(Protocol):
    """What tells whether two findings are about the same thing: a Finding, or the few columns of its row."""

    @property
    def key(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def target_url(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def value(self) -> str: ...


class Original(NamedTuple):
    """The finding that another one repeats."""

    rule: str
    key: str


@dataclass(frozen=True, slots=True)
class Repeats:
    """Findings that repeat another one, which counts in their place.

    `released` are keys of those that stand for themselves again, since people have dismissed what said the same.
    """

    of: Mapping[str, Original] = field(default_factory=dict)  # by key
    released: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()  # of the findings that repeat one: of others nobody need work out the key

    def original(self, finding: LocatedFinding) -> Original | None:
        """What the finding repeats; None when it stands for itself."""
        return self.of.get(finding.key) if finding.rule in self.rules else None


F = TypeVar("F", bound=LocatedFinding)
_Thing = tuple[str, ...]
_Way = tuple[SameFault, bool]  # what must be the same; whether the value is part of it


def rules_that_repeat() -> frozenset[str]:
    """Ids of rules that yield to others, and of those others."""
    return frozenset(rule for each in REGISTRY.values() if each.yields_to for rule in (each.id, *each.yields_to))


def repeats_among(found: Iterable[F], stands: Callable[[F], bool]) -> Repeats:
    """What repeats what among findings with outcome fail; their order makes no difference. Takes linear time.

    found: all of a target or of a round that belong to `rules_that_repeat`; others are passed over.
    stands: whether a finding is a problem that people have not dismissed. Others neither repeat nor are repeated; what
    the register excepts is, and excuses what says the same.
    """
    ways = _ways()
    rows = [(each, stands(each)) for each in found if each.rule in ways]
    standing: dict[tuple[str, _Way, _Thing], str] = {}
    fallen = set()
    for each, holds in rows:
        for way in ways[each.rule]:
            name = (each.rule, way, _thing(each, way))
            if holds:
                standing[name] = min(standing.get(name, each.key), each.key)
            else:
                fallen.add(name)
    direct: dict[str, Original] = {}
    released = set()
    for each, holds in rows:
        rule = REGISTRY[each.rule]
        names = [_name(each, rule, other) for other in rule.yields_to if other in REGISTRY] if holds else []
        if first := next((name for name in names if name in standing), None):
            direct[each.key] = Original(first[0], standing[first])
        elif any(name in fallen for name in names):
            released.add(each.key)
    of = {key: _root(original, direct) for key, original in direct.items()}
    rules = frozenset(each.rule for each, _ in rows if each.rule in _yielding())
    return Repeats(of, frozenset(released), rules)


def _yielding() -> frozenset[str]:
    return frozenset(each.id for each in REGISTRY.values() if each.yields_to)


def _ways() -> dict[str, set[_Way]]:
    """By rule: the ways in which its findings are looked up as what another one repeats."""
    ways: dict[str, set[_Way]] = {}
    for rule in REGISTRY.values():
        for other in rule.yields_to:
            ways.setdefault(rule.id, set())
            if other in REGISTRY:
                ways.setdefault(other, set()).add(_way(rule, REGISTRY[other]))
    return ways


def _way(rule: Rule, other: Rule) -> _Way:
    return rule.same, rule.subject is not None and rule.subject is other.subject


def _name(finding: LocatedFinding, rule: Rule, other: str) -> tuple[str, _Way, _Thing]:
    """Under what a finding of the rule `other` would stand that says the same."""
    way = _way(rule, REGISTRY[other])
    return other, way, _thing(finding, way)


def _thing(finding: LocatedFinding, way: _Way) -> _Thing:
    """What the finding is about, as `way` compares it; whose it is belongs to it, since each unit mends its own."""
    same, by_value = way
    whose = (finding.target_url, finding.target, finding.unit)
    if same is SameFault.PAIR:
        return (*whose, *sorted((page_key(finding.url), page_key(finding.value))))
    value = page_key(finding.value) if finding.value.startswith(("http://", "https://")) else finding.value
    return (*whose, page_key(finding.url), value if by_value else "")


def _root(original: Original, direct: Mapping[str, Original]) -> Original:
    """The finding that stands for all of a chain; no rule yields to one that yields to it."""
    while original.key in direct:
        original = direct[original.key]
    return original
